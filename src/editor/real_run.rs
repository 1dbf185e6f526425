//! A real provision-on-demand answer beside the pilot of the same user: what was predicted, what was not.
//!
//! Both hold a person's data: nothing here is kept in a project, and nothing prints a value unless it is asked to.

use crate::entra::{ProvisionAnswer, ProvisionStep};
use crate::expr::Value;
use crate::model::{AttributePath, Column};
use crate::pilot::{Action, Hidden, OwnedField, Plan, SampleUser, Samples, Story};

/// Whether the pilot said what the run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// Both say the same.
    Equal,
    /// They differ.
    Different,
    /// The run reports it, and the pilot says nothing of it.
    NotPredicted,
    /// The pilot says it, and the run does not report it.
    NotReported,
}

impl Agreement {
    /// All of them, what to look at first.
    pub const ALL: [Self; 4] = [
        Self::Different,
        Self::NotPredicted,
        Self::NotReported,
        Self::Equal,
    ];

    /// The words on screen and in results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Different => "different",
            Self::NotPredicted => "not predicted",
            Self::NotReported => "not reported",
        }
    }
}

/// What of a run is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What was done.
    Action,
    /// A value that was read in Entra ID.
    Source,
    /// A value that the target held when the user was matched.
    Found,
    /// A value that was sent.
    Sent,
}

impl Part {
    /// The word in results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Source => "source",
            Self::Found => "found",
            Self::Sent => "sent",
        }
    }
}

/// One thing that the run and the pilot both speak of, or one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it is.
    pub part: Part,
    /// The attribute; empty for the action.
    pub name: String,
    /// What the pilot says; none if nothing.
    pub predicted: Hidden<Option<String>>,
    /// What the run says; none if nothing.
    pub real: Hidden<Option<String>>,
    /// How the two agree.
    pub agreement: Agreement,
}

/// How many of `compared` agree so.
pub fn count(compared: &[Compared], agreement: Agreement) -> usize {
    let all = compared.iter();
    all.filter(|one| one.agreement == agreement).count()
}

/// Lays a run beside the pilot's story of the same user: the action, then source, found and sent values, each in the
/// order of the answer and then what only the pilot says.
pub fn compare(story: &Story, plan: &Plan, answer: &ProvisionAnswer) -> Vec<Compared> {
    let mut compared = vec![action(story, answer)];
    for (name, real) in details(answer, "Import") {
        let ours = story.sources.iter().find(|source| source.attribute == name);
        let predicted = ours.map(|source| source.value.0.as_deref().unwrap_or_default());
        compared.push(value(Part::Source, name, predicted, real));
    }
    let protocol: Vec<&AttributePath> = plan.protocol_attributes().map(|id| &id.path).collect();
    let position = |name: &str| {
        let path = AttributePath::new(Column::Protocol, name);
        protocol.iter().position(|known| **known == path)
    };
    for (name, real) in details(answer, "Matching") {
        let found = position(name).map(|at| story.found.0.get(at));
        let predicted = found.map(|found| found.and_then(Option::as_deref).unwrap_or_default());
        compared.push(value(Part::Found, name, predicted, real));
    }
    sent(&mut compared, story, answer);
    compared
}

/// What was sent; where the run sent nothing, its list names what was read, which is compared already.
fn sent(compared: &mut Vec<Compared>, story: &Story, answer: &ProvisionAnswer) {
    if !has_sent(answer) {
        return;
    }
    let path = |name: &str| AttributePath::new(Column::Protocol, name);
    for property in &answer.properties {
        let trace = story
            .attributes
            .iter()
            .find(|trace| trace.sending.is_sent() && path(&trace.target) == path(&property.name));
        let predicted = trace.map(|trace| trace.result.0.as_ref().map(text).unwrap_or_default());
        let real = property.new.as_deref().unwrap_or_default();
        compared.push(value(
            Part::Sent,
            &property.name,
            predicted.as_deref(),
            real,
        ));
    }
    for trace in story
        .attributes
        .iter()
        .filter(|trace| trace.sending.is_sent())
    {
        let mut properties = answer.properties.iter();
        if !properties.any(|property| path(&property.name) == path(&trace.target)) {
            compared.push(Compared {
                part: Part::Sent,
                name: trace.target.clone(),
                predicted: Hidden(trace.result.0.as_ref().map(text)),
                real: Hidden(None),
                agreement: Agreement::NotReported,
            });
        }
    }
}

fn has_sent(answer: &ProvisionAnswer) -> bool {
    matches!(
        real_action(answer),
        Some(Action::Create | Action::Update | Action::Disable | Action::Delete)
    )
}

fn action(story: &Story, answer: &ProvisionAnswer) -> Compared {
    let real = real_action(answer);
    let agrees = match (story.action, real) {
        (_, None) => None,
        // A run reports an account that is made inactive as an update.
        (Action::Disable, Some(Action::Update | Action::Disable)) => Some(true),
        (ours, Some(real)) => Some(ours == real),
    };
    Compared {
        part: Part::Action,
        name: String::new(),
        predicted: Hidden(Some(story.action.as_str().to_owned())),
        real: Hidden(Some(answer_words(answer))),
        agreement: match agrees {
            Some(true) => Agreement::Equal,
            Some(false) => Agreement::Different,
            None => Agreement::NotPredicted,
        },
    }
}

/// `Update, Success`; what the answer leaves out is left out.
fn answer_words(answer: &ProvisionAnswer) -> String {
    let mut words: Vec<&str> = vec![&answer.action, &answer.result, &answer.error_code];
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

/// What the run did, in the pilot's words; none if the answer does not say.
fn real_action(answer: &ProvisionAnswer) -> Option<Action> {
    let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
    if is(&answer.result, "Failure") {
        return Some(Action::Fail);
    }
    if is(&answer.result, "Skipped") || is(&answer.error_code, "RedundantExport") {
        return Some(Action::Skip);
    }
    [
        ("Create", Action::Create),
        ("Update", Action::Update),
        ("Disable", Action::Disable),
        ("Delete", Action::Delete),
    ]
    .into_iter()
    .find(|(word, _)| is(&answer.action, word))
    .map(|(_, action)| action)
}

/// Compares two values; an empty text is no value, and none at all is no prediction.
fn value(part: Part, name: &str, predicted: Option<&str>, real: &str) -> Compared {
    let agreement = match predicted {
        None => Agreement::NotPredicted,
        Some(ours) if is_same(ours, real) => Agreement::Equal,
        Some(_) => Agreement::Different,
    };
    Compared {
        part,
        name: name.to_owned(),
        predicted: Hidden(predicted.map(str::to_owned)),
        real: Hidden(Some(real.to_owned())),
        agreement,
    }
}

/// Whether two texts say the same; truth is written in either letter case.
fn is_same(ours: &str, real: &str) -> bool {
    let is_truth = |text: &str| {
        ["true", "false"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
    };
    ours == real || (is_truth(ours) && ours.eq_ignore_ascii_case(real))
}

fn text(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone().into_owned(),
        Value::Multi(texts) => texts.join("; "),
    }
}

fn details<'a>(
    answer: &'a ProvisionAnswer,
    kind: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
    steps(answer, kind)
        .flat_map(|step| &step.details)
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

fn steps<'a>(
    answer: &'a ProvisionAnswer,
    kind: &'a str,
) -> impl Iterator<Item = &'a ProvisionStep> + use<'a> {
    let of_kind = |step: &&ProvisionStep| step.kind.eq_ignore_ascii_case(kind);
    answer.steps.iter().filter(of_kind)
}

/// The sample user that an answer is about, by its place: found by objectId, else by userPrincipalName.
pub fn find_user(samples: &Samples, answer: &ProvisionAnswer) -> Option<usize> {
    let read = |wanted: &str| {
        details(answer, "Import")
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value)
    };
    let keys = [
        ("objectId", read("objectId")),
        ("userPrincipalName", read("userPrincipalName")),
        ("userPrincipalName", Some(answer.subject.as_str())),
    ];
    keys.into_iter().find_map(|(name, key)| {
        let key = key.filter(|key| !key.is_empty())?;
        let at = samples.header.iter().position(|column| column == name)?;
        samples.users.iter().position(|user| {
            let field = user.fields.get(at).map(OwnedField::as_field);
            let value = field.and_then(crate::pilot::Field::text);
            value.is_some_and(|value| value.eq_ignore_ascii_case(key))
        })
    })
}

/// The user of an answer as a sample user: what the run read, and whether it was assigned. None if it read nothing.
pub fn sample_of(answer: &ProvisionAnswer) -> Option<Samples> {
    let read = details(answer, "Import");
    let assigned = details(answer, "Scoping").filter(|(name, _)| *name == "Assigned");
    let assigned = assigned.map(|(_, value)| ("assigned", value));
    let mut samples = Samples::default();
    let mut user = SampleUser::default();
    for (name, value) in read.chain(assigned) {
        if !samples.header.iter().any(|known| known == name) {
            samples.header.push(name.to_owned());
            user.fields.push(OwnedField::text(value));
        }
    }
    if steps(answer, "Import").next().is_none() || samples.header.is_empty() {
        return None;
    }
    samples.users.push(user);
    Some(samples)
}

/// What the target held of the user, as CSV by SCIM path: what the run found when it matched. None if it found nothing.
pub fn target_of(answer: &ProvisionAnswer) -> Option<Hidden<Vec<u8>>> {
    let (names, values): (Vec<_>, Vec<_>) = details(answer, "Matching").unzip();
    if names.is_empty() {
        return None;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names).ok()?;
    writer.write_record(values).ok()?;
    writer.into_inner().ok().map(Hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;
    use crate::expr::Settings;
    use crate::pilot::{Binding, Directory, Target, World, builtin_samples};

    fn told(answer: &ProvisionAnswer) -> (Story, Plan) {
        let plan = Plan::of(&reference_project());
        let samples = sample_of(answer).unwrap();
        let target = target_of(answer).map(|bytes| Target::read(&plan, &bytes.0).unwrap().0);
        let binding = Binding::new(&plan, &samples.header);
        let world = World {
            target: &target.unwrap_or_default(),
            directory: &Directory::default(),
            settings: &Settings::default(),
        };
        let story = plan
            .tell(&samples.users[0], &binding, &world, None)
            .unwrap();
        (story, plan)
    }

    fn answer(action: &str, title: &str, found: &str) -> ProvisionAnswer {
        let text = format!(
            r#"{{"key":{{"result":"Success"}},"value":{{"action":"{action}","reportableIdentifier":"a@x.example",
            "modifiedProperties":[{{"displayName":"title","oldValue":null,"newValue":"{title}"}},
              {{"displayName":"nickName","newValue":"N"}}],
            "provisioningSteps":[
             {{"name":"EntryImport","type":"Import","status":"Success","description":"","details":{{
               "userPrincipalName":"a@x.example","displayName":"A","jobTitle":"Agent","accountEnabled":"true",
               "companyName":"X"}}}},
             {{"name":"EntryImport","type":"Matching","status":"Success","description":"","details":{{{found}}}}},
             {{"name":"S","type":"Scoping","status":"Success","description":"","details":{{"Assigned":"True"}}}}]}}}}"#
        );
        ProvisionAnswer::read(&text).unwrap()
    }

    fn agreement(compared: &[Compared], part: Part, name: &str) -> Option<Agreement> {
        let mut all = compared.iter();
        let found = all.find(|one| one.part == part && one.name == name)?;
        Some(found.agreement)
    }

    #[test]
    fn a_run_that_did_what_was_predicted_is_equal() {
        let answer = answer(
            "Update",
            "Agent",
            r#""userName":"a@x.example","title":"Clerk","active":"True","displayName":"A""#,
        );
        let (story, plan) = told(&answer);
        let compared = compare(&story, &plan, &answer);
        assert_eq!(
            agreement(&compared, Part::Action, ""),
            Some(Agreement::Equal)
        );
        assert_eq!(
            agreement(&compared, Part::Source, "jobTitle"),
            Some(Agreement::Equal)
        );
        // Nothing reads it, and nothing sends this.
        assert_eq!(
            agreement(&compared, Part::Source, "companyName"),
            Some(Agreement::NotPredicted)
        );
        assert_eq!(
            agreement(&compared, Part::Sent, "nickName"),
            Some(Agreement::NotPredicted)
        );
        assert_eq!(
            agreement(&compared, Part::Sent, "title"),
            Some(Agreement::Equal)
        );
        assert_eq!(
            agreement(&compared, Part::Found, "title"),
            Some(Agreement::Equal)
        );
        let differing = compared
            .iter()
            .filter(|one| one.agreement == Agreement::Different);
        let differing: Vec<_> = differing.map(|one| (one.part, one.name.as_str())).collect();
        assert_eq!(differing, []);
    }

    #[test]
    fn what_differs_and_what_the_run_leaves_out_is_said() {
        let answer = answer("Create", "agent", "");
        let (story, plan) = told(&answer);
        let compared = compare(&story, &plan, &answer);
        assert_eq!(
            agreement(&compared, Part::Action, ""),
            Some(Agreement::Equal)
        );
        assert_eq!(
            agreement(&compared, Part::Sent, "title"),
            Some(Agreement::Different)
        );
        assert_eq!(
            agreement(&compared, Part::Sent, "userName"),
            Some(Agreement::NotReported)
        );
        let shown = format!("{compared:?}");
        assert!(!shown.contains("Agent"), "{shown}");
    }

    /// The published sample: skipped, since both systems agreed.
    #[cfg(feature = "shared-fixtures")]
    #[test]
    fn shared_a_published_answer_is_laid_beside_its_own_user() {
        let shared = std::env::var("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the folder");
        for name in [
            "provision-on-demand-response.json",
            "provision-on-demand-response.decoded.json",
        ] {
            let path = format!("{shared}/fixtures/entra-schema/{name}");
            let answer = ProvisionAnswer::read(&std::fs::read_to_string(path).unwrap()).unwrap();
            let (story, plan) = told(&answer);
            let compared = compare(&story, &plan, &answer);
            assert_eq!(
                agreement(&compared, Part::Source, "userPrincipalName"),
                Some(Agreement::Equal)
            );
            assert_eq!(
                agreement(&compared, Part::Found, "active"),
                Some(Agreement::Equal)
            );
            // What a run lists that sent nothing is what it read.
            assert!(compared.iter().all(|one| one.part != Part::Sent));
        }
    }

    #[test]
    fn the_user_is_found_by_its_names() {
        let mut answer = answer("Update", "", "");
        let samples = builtin_samples();
        assert_eq!(find_user(&samples, &answer), None);
        let at = samples
            .header
            .iter()
            .position(|name| name == "userPrincipalName");
        let name = samples.users[3].fields[at.unwrap()]
            .as_field()
            .text()
            .unwrap();
        answer.steps[0].details.clear();
        answer.subject = name.to_uppercase();
        assert_eq!(find_user(&samples, &answer), Some(3));
        answer.steps.clear();
        assert_eq!(sample_of(&answer), None);
        assert!(target_of(&answer).is_none());
    }
}

//! What an import would do as a whole, to be chosen from and then done as one edit.

use std::sync::Arc;

use indexmap::IndexMap;

use super::correction::NearName;
use super::item::{Change, Item, OnConflict, Step};
use super::kind::Kind;
use super::problem::{Effect, Problem};
use crate::model::{Attribute, AttributeId, Edit, Link, LinkId, Project};

/// What an import would do, and what of the file it does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What the file was read as; none if that could not be told.
    pub kind: Option<Kind>,
    /// What it would do, in the order of the file.
    pub items: Vec<Item>,
    /// What was not understood or needs a look, in the order of the file.
    pub problems: Vec<Problem>,
    /// How the file was read and what it does not carry, a sentence each.
    pub remarks: Vec<String>,
    /// How many rows, attributes or mappings were understood, whether or not they change anything.
    pub num_read: usize,
    /// How many of them the project has already, just so.
    pub num_equal: usize,
    /// Names that nobody knows though another is near, in the order of the file; not more than a person would look at.
    pub near: Vec<NearName>,
    /// Whether a new project made of it keeps its attributes in the order of the file.
    pub keeps_order: bool,
}

/// How an import went, as the exit code of the command line tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All of the file was understood.
    All,
    /// Some of it was left out.
    Some,
    /// Nothing was read.
    Nothing,
}

impl Plan {
    /// A plan that does nothing yet.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind: Some(kind),
            items: Vec::new(),
            problems: Vec::new(),
            remarks: Vec::new(),
            num_read: 0,
            num_equal: 0,
            near: Vec::new(),
            keeps_order: false,
        }
    }

    /// A plan that does nothing, and why.
    pub fn nothing(kind: Option<Kind>, problem: Problem) -> Self {
        Self {
            kind,
            problems: vec![problem],
            ..Self::new(Kind::Table)
        }
    }

    /// How it went.
    pub fn verdict(&self) -> Verdict {
        let left_out = |problem: &Problem| problem.effect == Effect::LeftOut;
        if self.num_read == 0 {
            Verdict::Nothing
        } else if self.problems.iter().any(left_out) {
            Verdict::Some
        } else {
            Verdict::All
        }
    }

    /// How many items there are of a change, and how many of them are chosen.
    pub fn count(&self, change: Change) -> (usize, usize) {
        let of_change = self.items.iter().filter(|item| item.change == change);
        of_change.fold((0, 0), |(all, chosen), item| {
            (all + 1, chosen + usize::from(item.is_chosen))
        })
    }

    /// Chooses every conflict, or none.
    pub fn choose_conflicts(&mut self, on_conflict: OnConflict) {
        for item in self.items.iter_mut().filter(|item| item.is_conflict) {
            item.is_chosen = on_conflict == OnConflict::Replace;
        }
    }

    /// Everything that is chosen as one edit, so that one undo takes it back; none if nothing would change.
    ///
    /// `project` is the one that the plan was made for.
    pub fn edit(&self, project: &Project) -> Option<Edit> {
        let chosen = self.items.iter().filter(|item| item.is_chosen);
        edit_of(chosen.flat_map(|item| item.steps.iter().cloned()), project)
    }

    /// The same, with the steps taken out of the plan: a large one does not stand beside what it does.
    pub fn take_edit(&mut self, project: &Project) -> Option<Edit> {
        let chosen = self.items.iter_mut().filter(|item| item.is_chosen);
        edit_of(
            chosen.flat_map(|item| std::mem::take(&mut item.steps)),
            project,
        )
    }
}

fn edit_of(steps: impl Iterator<Item = Step>, project: &Project) -> Option<Edit> {
    let mut attributes = Changed::<AttributeId, Attribute>::default();
    let mut links = Changed::<LinkId, Link>::default();
    let mut rest = Vec::new();
    for step in steps {
        match step {
            Step::AddAttribute(attribute) => {
                if project.attribute(&attribute.id).is_none() {
                    attributes.add(attribute.id.clone(), attribute);
                }
            }
            Step::ChangeAttribute(change) => {
                let (id, field) = *change;
                attributes.change(&id, project.attribute(&id), |attribute| {
                    field.set(attribute);
                });
            }
            Step::AddLink(id, link) => links.add(id, link),
            Step::ChangeLink(change) => {
                let (id, field) = *change;
                links.change(&id, project.link(&id), |link| field.set(link));
            }
            Step::Edit(edit) => rest.push(*edit),
        }
    }
    let number = attributes.things.len() + links.things.len() + rest.len();
    let mut edits = Vec::with_capacity(number);
    for (id, (attribute, is_new)) in attributes.things {
        if is_new {
            edits.push(Edit::AddAttribute {
                position: usize::MAX,
                attribute,
            });
        } else if project.attribute(&id) != Some(&attribute) {
            edits.push(Edit::ReplaceAttribute { id, attribute });
        }
    }
    for (id, (link, is_new)) in links.things {
        if is_new {
            edits.push(Edit::AddLink { id, link });
        } else if project.link(&id) != Some(&link) {
            edits.push(Edit::ReplaceLink { id, link });
        }
    }
    edits.extend(rest);
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}

/// What became of attributes or links so far, in the order in which they were first touched.
struct Changed<Id, Thing> {
    /// Each with whether it is new.
    things: IndexMap<Id, (Arc<Thing>, bool)>,
}

impl<Id, Thing> Default for Changed<Id, Thing> {
    fn default() -> Self {
        Self {
            things: IndexMap::new(),
        }
    }
}

impl<Id: std::hash::Hash + Eq + Clone, Thing: Clone> Changed<Id, Thing> {
    fn add(&mut self, id: Id, thing: Arc<Thing>) {
        self.things.entry(id).or_insert((thing, true));
    }

    /// Changes what is there or was added; what is neither was not chosen, and stays away.
    fn change(&mut self, id: &Id, before: Option<&Thing>, change: impl FnOnce(&mut Thing)) {
        if let Some((thing, _)) = self.things.get_mut(id) {
            change(Arc::make_mut(thing));
        } else if let Some(before) = before {
            let mut thing = before.clone();
            change(&mut thing);
            self.things.insert(id.clone(), (Arc::new(thing), false));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::field::{AttributeField, LinkField};
    use crate::import::item::Subject;
    use crate::model::{Heading, Mark, Resource, Rule, System};

    fn id(name: &str) -> AttributeId {
        AttributeId::protocol(Resource::User, name)
    }

    fn project() -> Project {
        let (protocol, _) =
            System::new("SCIM").with_attributes([Attribute::custom(id("userName"))]);
        Project::new(
            Heading::default(),
            System::new("Entra ID"),
            protocol,
            System::new("Genesys Cloud"),
        )
    }

    fn add(name: &str) -> Step {
        Step::AddAttribute(Arc::new(Attribute::custom(id(name))))
    }

    fn mark(name: &str, mark: Mark) -> Step {
        Step::change_attribute(id(name), AttributeField::Mark(Some(mark)))
    }

    fn plan(steps: Vec<Vec<Step>>) -> Plan {
        let items = steps
            .into_iter()
            .map(|steps| Item::new(Change::Add, Subject::Row, "row", steps))
            .collect();
        Plan {
            items,
            ..Plan::new(Kind::Table)
        }
    }

    fn applied(plan: &Plan) -> Project {
        let before = project();
        let mut after = before.clone();
        let edit = plan.edit(&before).unwrap();
        // Whether the steps stay with the plan makes no difference.
        let mut taken = plan.clone();
        assert_eq!(taken.take_edit(&before).as_ref(), Some(&edit));
        let mut items = taken.items.iter();
        assert!(items.all(|item| item.steps.is_empty() == item.is_chosen));
        let inverse = after.apply(edit).unwrap();
        let mut back = after.clone();
        back.apply(inverse).unwrap();
        assert_eq!(back, before);
        after
    }

    #[test]
    fn what_several_rows_add_is_added_once_and_their_words_go_together() {
        let description = AttributeField::Description("sign-in".to_owned());
        let after = applied(&plan(vec![
            vec![add("title"), mark("title", Mark::Optional)],
            vec![add("title"), mark("userName", Mark::Required)],
            vec![Step::change_attribute(id("userName"), description)],
        ]));
        assert_eq!(
            after.attribute(&id("title")).unwrap().mark,
            Some(Mark::Optional)
        );
        let user_name = after.attribute(&id("userName")).unwrap();
        assert_eq!(user_name.mark, Some(Mark::Required));
        assert_eq!(user_name.description, "sign-in");
    }

    #[test]
    fn what_is_not_chosen_stays_out() {
        let mut plan = plan(vec![
            vec![add("title")],
            vec![mark("title", Mark::Optional)],
            vec![mark("userName", Mark::Required)],
        ]);
        plan.items[0].is_chosen = false;
        let after = applied(&plan);
        assert_eq!(after.attribute(&id("title")), None);
        plan.items[2].is_chosen = false;
        assert_eq!(plan.edit(&project()), None);
    }

    #[test]
    fn a_link_is_added_with_what_is_said_of_it() {
        let link = Link::new(
            id("userName"),
            Rule::Constant {
                value: "x".to_owned(),
            },
        );
        let link_id = project().next_link_id(&link.destination);
        let after = applied(&plan(vec![vec![
            Step::AddLink(link_id.clone(), Arc::new(link)),
            Step::change_link(link_id.clone(), LinkField::Owner(Some("HR".to_owned()))),
        ]]));
        assert_eq!(after.link(&link_id).unwrap().owner.as_deref(), Some("HR"));
    }

    #[test]
    fn the_verdict_is_that_of_the_command_line() {
        let mut plan = plan(Vec::new());
        assert_eq!(plan.verdict(), Verdict::Nothing);
        plan.num_read = 1;
        assert_eq!(plan.verdict(), Verdict::All);
        plan.problems.push(Problem::kept(1, None, "", "look"));
        assert_eq!(plan.verdict(), Verdict::All);
        plan.problems.push(Problem::left_out(2, None, "", "what"));
        assert_eq!(plan.verdict(), Verdict::Some);
    }
}

//! One expression tried on one sample user, whatever becomes of the rest of the mapping: for the field it is typed in.

use super::Hidden;
use super::plan::{Plan, Program};
use super::sample::Sample;
use super::source::Binding;
use super::verdict::Subject;
use crate::expr::{Settings, Span, Traced};
use crate::model::{LinkId, Project};

/// What an expression gives for a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// What people call the user; none if the file does not say.
    pub name: Hidden<Option<String>>,
    /// The value of every sub-expression that was evaluated, inner ones first; the last is the whole.
    pub parts: Hidden<Vec<Traced>>,
}

impl Attempt {
    /// What the whole expression gives.
    pub fn whole(&self) -> Option<&Traced> {
        self.parts.0.last()
    }

    /// What a sub-expression gives; none if it was not evaluated, as a branch that is not taken.
    ///
    /// A part that is evaluated more than once has the value of the last time.
    pub fn part(&self, span: &Span) -> Option<&Traced> {
        self.parts.0.iter().rfind(|part| part.span == *span)
    }
}

/// An expression of a project, ready to be tried on users.
#[derive(Debug)]
pub struct Trier {
    plan: Plan,
    binding: Binding,
}

impl Trier {
    /// Makes the expression of a link into the protocol ready for users with this header.
    ///
    /// None if the link is not there, is of groups, has no expression, or has one that cannot run.
    pub fn new(project: &Project, link: &LinkId, header: &[String]) -> Option<Self> {
        let plan = Plan::of_link(project, link)?;
        let runs = plan
            .flows
            .iter()
            .any(|flow| matches!(flow.program, Program::Expression { .. }));
        let binding = Binding::new(&plan, header);
        runs.then_some(Self { plan, binding })
    }

    /// Tries it on a user; what its lifecycle says wrongly counts as not said.
    pub fn attempt(&self, user: &dyn Sample, settings: &Settings) -> Attempt {
        let subject = Subject::of(user, &self.binding);
        let has_left = self.plan.left(subject).is_some();
        let source = self.plan.source(subject, has_left);
        Attempt {
            name: Hidden(self.binding.name_of(user).map(str::to_owned)),
            parts: Hidden(self.plan.trace(0, &source, settings).1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;
    use crate::expr::{Outcome, Value};
    use crate::model::{Edit, Rule, Status};
    use crate::pilot::builtin_samples;

    fn with(text: &str) -> (Project, LinkId) {
        let mut project = reference_project();
        let id = LinkId::new("user/protocol/title");
        let mut link = project.link(&id).unwrap().clone();
        link.rule = Rule::Expression {
            text: text.to_owned(),
        };
        // What is rejected can still be looked at.
        link.status = Status::Rejected;
        project
            .apply(Edit::ReplaceLink {
                id: id.clone(),
                link: link.into(),
            })
            .unwrap();
        (project, id)
    }

    fn attempt(text: &str, name: &str) -> Option<Attempt> {
        let (project, id) = with(text);
        let samples = builtin_samples();
        let trier = Trier::new(&project, &id, &samples.header)?;
        let settings = Settings::default();
        let mut attempts = samples
            .users
            .iter()
            .map(|user| trier.attempt(user, &settings));
        attempts.find(|attempt| attempt.name.0.as_deref() == Some(name))
    }

    fn value(part: Option<&Traced>) -> Option<Value<'static>> {
        match &part?.result {
            Ok(Outcome::Value(value)) => Some(value.clone()),
            _ => None,
        }
    }

    #[test]
    fn each_part_has_its_value_for_the_user() {
        let text = "Join(\"-\", Left([jobTitle], 2), \"x\")";
        let attempt = attempt(text, "Ana López").unwrap();
        assert_eq!(value(attempt.whole()), Some(Value::text("Ag-x")));
        let left = text.find("Left").unwrap()..text.find(", \"x\"").unwrap();
        assert_eq!(value(attempt.part(&left)), Some(Value::text("Ag")));
        assert_eq!(attempt.part(&(0..1)), None);
    }

    #[test]
    fn what_is_computed_from_the_lifecycle_is_known() {
        let gone = attempt("[IsSoftDeleted]", "Lea Cohen").unwrap();
        assert_eq!(value(gone.whole()), Some(Value::text("True")));
        let here = attempt("[IsSoftDeleted]", "Ana López").unwrap();
        assert_eq!(value(here.whole()), Some(Value::text("False")));
    }

    #[test]
    fn what_cannot_run_is_not_tried_and_nothing_prints_a_value() {
        assert_eq!(attempt("Left(", "Ana López"), None);
        let shown = format!("{:?}", attempt("[jobTitle]", "Ana López").unwrap());
        assert!(
            !shown.contains("Agent") && !shown.contains("Ana"),
            "{shown}"
        );
        let (project, _) = with("[jobTitle]");
        assert!(Trier::new(&project, &LinkId::new("user/protocol/nope"), &[]).is_none());
    }
}

//! What a mapping rests on besides its users: functions whose values the pilot's settings give.

use super::plan::{Plan, Program};
use super::target::{Target, texts};
use crate::expr::{Taken, parse};

/// The functions whose value is that of the clock.
pub const CLOCK: &[&str] = &["Now"];
/// The functions whose value is made up from the seed.
pub const RANDOM: &[&str] = &["Guid", "RandomString"];
/// The functions whose value is the default domain.
pub const DOMAIN: &[&str] = &["DefaultDomain"];
/// The functions that ask which values are taken.
const UNIQUE: &[&str] = &["SelectUniqueValue"];

impl Plan {
    /// Whether an expression calls one of these functions.
    pub fn calls(&self, functions: &[&str]) -> bool {
        self.flows
            .iter()
            .any(|flow| calls(&flow.program, functions))
    }

    /// The values that `SelectUniqueValue` finds taken: those that the target holds where it is to choose one.
    ///
    /// That the service looks in the target is inferred: it is documented for Active Directory alone. Source:
    /// ms-functions, read 2026-11.
    pub fn taken(&self, target: &Target) -> Taken {
        let mut taken = Taken::default();
        for flow in &self.flows {
            if !calls(&flow.program, UNIQUE) {
                continue;
            }
            for record in target.records() {
                for text in texts(record.value(flow.to)) {
                    taken.insert(text);
                }
            }
        }
        taken
    }
}

fn calls(program: &Program, functions: &[&str]) -> bool {
    let Program::Expression { text, .. } = program else {
        return false;
    };
    // Nearly no expression does, and a name is found faster than a text is read.
    functions.iter().any(|name| text.contains(name))
        && parse(text)
            .tree
            .descendants()
            .any(|node| functions.iter().any(|name| node.as_call_of(name).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;
    use crate::model::{Edit, LinkId, Project, Rule};

    fn with(text: &str) -> Project {
        let mut project = reference_project();
        let id = LinkId::new("user/protocol/title");
        let mut link = project.link(&id).unwrap().clone();
        link.rule = Rule::Expression {
            text: text.to_owned(),
        };
        let link = link.into();
        project.apply(Edit::ReplaceLink { id, link }).unwrap();
        project
    }

    #[test]
    fn functions_are_found_and_their_names_in_texts_are_not() {
        let calls = |text: &str, functions: &[&str]| Plan::of(&with(text)).calls(functions);
        assert!(calls("CStr(Now())", CLOCK));
        assert!(!calls("Append([jobTitle], \"Now()\")", CLOCK));
        assert!(calls("Left(Guid(), 8)", RANDOM));
        assert!(!calls("[jobTitle]", DOMAIN));
    }

    #[test]
    fn what_the_target_holds_is_taken() {
        let target = r#"[{"id":"1","userName":"a@x.example","title":"Agent"}]"#;
        let taken = |text: &str| {
            let plan = Plan::of(&with(text));
            let (target, _) = Target::read(&plan, target.as_bytes()).unwrap();
            plan.taken(&target)
        };
        let unique = taken("SelectUniqueValue([jobTitle], Append([jobTitle], \"2\"))");
        assert!(unique.contains("agent"));
        assert!(!unique.contains("a@x.example"));
        assert!(!taken("[jobTitle]").contains("agent"));
    }
}

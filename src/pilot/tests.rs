//! The pilot as a whole: the reference project and the built-in users, and the rules one by one.

mod builtin;
mod payloads;
mod properties;
mod rules;

use super::*;
use crate::catalog::reference_project;
use crate::expr::Settings;
use crate::model::Project;

/// Users, target and mapping that belong together.
struct Scene {
    plan: Plan,
    samples: Samples,
    target: Target,
    settings: Settings,
}

impl Scene {
    fn new(project: &Project, users: &str, target: &str) -> Self {
        let plan = Plan::of(project);
        let (samples, problems) = users::read_users(users.as_bytes()).unwrap();
        assert_eq!(problems, []);
        let target = match target {
            "" => Target::new(&plan, Vec::new()),
            text => Target::read(&plan, text.as_bytes()).unwrap().0,
        };
        Self {
            plan,
            samples,
            target,
            settings: Settings::default(),
        }
    }

    fn tell(&self, row: usize, transition: Option<&Transition>) -> Story {
        let binding = Binding::new(&self.plan, &self.samples.header);
        let (target, settings) = (&self.target, &self.settings);
        let users = &self.samples.users;
        let directory = self.plan.directory(users, &binding, target, settings);
        let world = World {
            target: &self.target,
            directory: &directory,
            settings: &self.settings,
        };
        let trial = transition.map(|transition| Trial {
            transition,
            attribute: match transition {
                Transition::Change { attribute, .. } | Transition::Clear { attribute } => self
                    .samples
                    .header
                    .iter()
                    .position(|name| name == attribute),
                _ => None,
            },
        });
        let user = &self.samples.users[row];
        self.plan.tell(user, &binding, &world, trial).unwrap()
    }
}

/// What becomes of one SCIM attribute: outcome and reason.
fn sending(story: &Story, target: &str) -> Sending {
    let trace = story.attributes.iter().find(|trace| trace.target == target);
    trace
        .unwrap_or_else(|| panic!("no flow into {target}"))
        .sending
}

/// A field of the target before and after.
fn field(story: &Story, name: &str) -> (Option<String>, Option<String>) {
    let field = story.fields.iter().find(|field| field.field.contains(name));
    let field = field.unwrap_or_else(|| panic!("no field {name}"));
    (field.before.0.clone(), field.after.0.clone())
}

//! The users that come with the program: made up, each for one trap.

use super::plan::Plan;
use super::sample::{OwnedField, Samples};
use super::target::Target;
use super::users::read_json;

/// Where the file of built-in users says why a user is among them.
const REMARK: &str = "remark";

/// The built-in users; all people, addresses and numbers in it are made up.
pub fn builtin_samples() -> Samples {
    let text = include_str!("../../assets/pilot/users.json");
    let (mut samples, _) = read_json(text.as_bytes()).unwrap_or_default();
    if let Some(at) = samples.header.iter().position(|name| name == REMARK) {
        samples.header.remove(at);
        for user in samples
            .users
            .iter_mut()
            .filter(|user| at < user.fields.len())
        {
            if let OwnedField::Text(text) = user.fields.remove(at) {
                user.remark = text.0;
            }
        }
    }
    for user in &mut samples.users {
        user.line = 0;
    }
    samples
}

/// What Genesys Cloud holds of the built-in users before a run.
pub fn builtin_target(plan: &Plan) -> Target {
    let text = include_str!("../../assets/pilot/target.json");
    Target::read(plan, text.as_bytes())
        .map(|(target, _)| target)
        .unwrap_or_default()
}

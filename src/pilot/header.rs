//! What is to be known about the first line of a users file, before anybody is run.

use super::lifecycle::LIFECYCLE_WORDS;
use super::plan::Plan;
use super::source::Binding;
use super::users::UserProblem;

impl Binding {
    /// The columns that nothing reads, and the attribute to match by that has none; in the order of the columns.
    pub fn header_problems(&self, plan: &Plan) -> Vec<UserProblem> {
        let mut problems: Vec<UserProblem> = self
            .unknown_columns()
            .iter()
            .map(|(at, name)| UserProblem {
                line: 1,
                column: Some(at + 1),
                reason: match meant(plan, name) {
                    Some(meant) => format!(
                        "{name:?} is spelt {meant:?} in Entra ID, so nothing reads it: rename the column"
                    ),
                    None => format!(
                        "{name:?} is no attribute of Entra ID that this project knows, so nothing reads it"
                    ),
                },
            })
            .collect();
        if !self.has_matching_attribute(plan) {
            problems.push(UserProblem {
                line: 1,
                column: None,
                reason: match plan.matching_sources() {
                    Some(names) => {
                        format!(
                            "no column is named {names}, by which users are matched, so none can be"
                        )
                    }
                    None => {
                        "no mapping has a matching precedence, so no user can be matched".to_owned()
                    }
                },
            });
        }
        problems
    }
}

impl Plan {
    /// The source attributes that users are matched by, in quotes; none if nothing matches by one.
    fn matching_sources(&self) -> Option<String> {
        let mut names: Vec<String> = Vec::new();
        for slot in self
            .matchings
            .iter()
            .flat_map(|flow| self.sources_of(*flow))
        {
            if let Some(slot) = self.slots.get(*slot) {
                let name = format!("{:?}", slot.name);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        (!names.is_empty()).then(|| names.join(" or "))
    }
}

/// The name that differs from a typed one by nothing but letter case, blanks and punctuation.
fn meant<'p>(plan: &'p Plan, typed: &str) -> Option<&'p str> {
    let typed = letters(typed);
    let known = plan.slots.iter().map(|slot| slot.name.as_str());
    let known = known.chain(plan.known_names.iter().map(String::as_str));
    known
        .chain(LIFECYCLE_WORDS)
        .find(|name| letters(name) == typed)
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;

    fn problems(header: &[&str]) -> Vec<String> {
        let plan = Plan::of(&reference_project());
        let header: Vec<_> = header.iter().map(|name| (*name).to_owned()).collect();
        let problems = Binding::new(&plan, &header).header_problems(&plan);
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_header_of_known_names_is_nothing_to_tell_of() {
        assert_eq!(
            problems(&["userPrincipalName", "displayName", "Assigned", "objectId"]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn unknown_columns_are_named_with_what_may_be_meant() {
        assert_eq!(
            problems(&["userPrincipalName", "Job Title", "Shoe size"]),
            [
                "line 1, column 2: \"Job Title\" is spelt \"jobTitle\" in Entra ID, so nothing reads it: rename the \
                 column",
                "line 1, column 3: \"Shoe size\" is no attribute of Entra ID that this project knows, so nothing reads it",
            ]
        );
    }

    #[test]
    fn the_attribute_to_match_by_is_named_where_it_is_missing() {
        assert_eq!(
            problems(&["displayName"]),
            [
                "line 1: no column is named \"userPrincipalName\", by which users are matched, so none can be"
            ]
        );
    }
}

//! How alike two names are.

use crate::model::{AttributeId, Column, ScimPath};

/// The words of an attribute's name, without case: `user`, `principal`, `name`.
///
/// Of a path only the part that tells it from others counts: `department` of the enterprise URN's, `title` of
/// `UserProfile.general.title.[0].value`, `work` and `phone` of a filtered phone number.
pub(super) fn words(id: &AttributeId) -> Vec<String> {
    let text = id.path.as_str();
    let telling: String = match id.column {
        Column::Source => text.to_owned(),
        Column::Protocol => match ScimPath::parse(text) {
            Some(path) => {
                let sub = path
                    .sub_attribute
                    .filter(|sub| sub != "value")
                    .unwrap_or_default();
                format!(
                    "{} {} {sub}",
                    path.name,
                    quoted(path.filter.as_deref().unwrap_or_default())
                )
            }
            None => text.to_owned(),
        },
        Column::Target => {
            let generic = [
                "UserProfile",
                "User",
                "Group",
                "value",
                "[0]",
                "contactInfo",
                "general",
                "number",
            ];
            text.split('.')
                .filter(|part| !generic.contains(part))
                .collect::<Vec<_>>()
                .join(" ")
        }
    };
    split(&telling)
}

/// What stands in quotation marks in a filter.
fn quoted(filter: &str) -> &str {
    filter.split('"').nth(1).unwrap_or_default()
}

fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in text.chars() {
        let ends = !c.is_alphanumeric() || (c.is_uppercase() && was_lower);
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase() || c.is_numeric();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// How alike two lists of words are: 0 to 100.
pub(super) fn likeness(a: &[String], b: &[String]) -> u32 {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let matched = |one: &[String], other: &[String]| -> u32 {
        one.iter()
            .map(|word| {
                other
                    .iter()
                    .map(|other| of_words(word, other))
                    .max()
                    .unwrap_or_default()
            })
            .sum()
    };
    let number = u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX);
    (matched(a, b) + matched(b, a)) / number
}

/// How alike two words are: 0 to 100. Half a word is no word, so what differs weighs more than what agrees.
fn of_words(a: &str, b: &str) -> u32 {
    let most = a.chars().count().max(b.chars().count()).max(1);
    let same = most.saturating_sub(strsim::osa_distance(a, b));
    u32::try_from(100 * same.pow(3) / most.pow(3)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Resource;

    #[test]
    fn words_that_tell_one_attribute_from_another() {
        let check = |id: &AttributeId, expected: &[&str]| assert_eq!(words(id), expected);
        check(
            &AttributeId::source(Resource::User, "userPrincipalName"),
            &["user", "principal", "name"],
        );
        check(
            &AttributeId::protocol(Resource::User, "phoneNumbers[type eq \"work2\"].value"),
            &["phone", "numbers", "work2"],
        );
        check(
            &AttributeId::target(Resource::User, "UserProfile.general.title.[0].value", None),
            &["title"],
        );
    }

    #[test]
    fn alike_and_not_alike() {
        let of = |a: &str, b: &str| likeness(&split(a), &split(b));
        assert_eq!(of("title", "title"), 100);
        assert!(of("jobTitle", "title") > 60);
        assert!(of("employeeId", "employeeNumber") > 40);
        assert!(of("city", "title") < 30);
    }
}

//! The short texts of the map; whole paths stand in tooltips, inspector and exports.

use std::borrow::Cow;

use crate::model::{AttributeId, Column, Link, Rule, ScimPath, ValueType};

/// The name of an attribute as a row of the map shows it.
///
/// SCIM paths lose their URN (`enterprise · department`), target fields what leads up to their telling part
/// (`email_main.[0].value`, `phone_work`); a field whose name no document prints says how SCIM reaches it.
pub fn short_name(id: &AttributeId) -> String {
    match id.column {
        _ if id.path.is_unpublished() && id.scim_path.is_none() => id.label().to_owned(),
        Column::Source => id.path.as_str().to_owned(),
        Column::Protocol => short_scim(id.path.as_str()),
        Column::Target if id.path.is_unpublished() => match &id.scim_path {
            Some(scim_path) => {
                format!("{} {}", id.label(), short_scim(scim_path.as_str()))
            }
            None => id.label().to_owned(),
        },
        Column::Target => short_field(id.path.as_str()).to_owned(),
    }
}

/// The value is what a filtered path is about: `emails[work]` says it all in a narrow column.
fn short_scim(path: &str) -> String {
    let short = ScimPath::parse(path).map_or_else(|| path.to_owned(), |path| path.short());
    match short.strip_suffix("].value") {
        Some(head) => format!("{head}]"),
        None => short,
    }
}

/// What follows the object's name, from the word before the last index on.
fn short_field(path: &str) -> &str {
    let rest = ["UserProfile.", "User.", "Group."]
        .into_iter()
        .find_map(|object| path.strip_prefix(object))
        .unwrap_or(path);
    let Some((before, _)) = rest.rsplit_once(".[") else {
        return rest;
    };
    let lead = before.rfind('.').map_or(0, |dot| dot + 1);
    let tail = rest.split_at_checked(lead).map_or(rest, |(_, tail)| tail);
    // The rows of telephone numbers differ before the index only.
    tail.strip_suffix(".[0].value.number").unwrap_or(tail)
}

/// The name of an attribute as its own row shows it under its group's heading: the [short name](short_name), without
/// what the heading says already (`department` under *Enterprise*).
///
/// A field whose name no document prints shows the SCIM path alone, for the row says beside it that there is no name.
pub fn row_name(id: &AttributeId, group: &str) -> String {
    let name = match &id.scim_path {
        Some(scim_path) if id.path.is_unpublished() => short_scim(scim_path.as_str()),
        _ => short_name(id),
    };
    match name.split_once(" · ") {
        Some((extension, rest))
            if id.column == Column::Target || extension.eq_ignore_ascii_case(group) =>
        {
            rest.to_owned()
        }
        _ => name,
    }
}

/// `name` in at most `most` characters. What tells it from its neighbours stays where there is room for it: a value
/// filter (`phone…[ringcentral]`), the name behind an extension's (`ent… · division`); else both ends.
pub fn cut(name: &str, most: usize) -> Cow<'_, str> {
    let length = name.chars().count();
    if length <= most {
        return Cow::Borrowed(name);
    }
    let kept = most.saturating_sub(1);
    let telling = name.find(" · ").or_else(|| name.find('['));
    let telling = telling
        .and_then(|at| name.get(at..))
        .map(|tail| tail.chars().count())
        // At least two letters before it say what it is of.
        .filter(|tail| tail + 2 <= kept);
    let head = telling.map_or(kept / 2, |tail| kept - tail);
    let tail = name.chars().skip(length - (kept - head));
    Cow::Owned(name.chars().take(head).chain(['…']).chain(tail).collect())
}

/// The type of an attribute as its column spells it: Entra ID writes `String`, SCIM `string`.
pub fn type_name(column: Column, value_type: &ValueType) -> String {
    let word = value_type.as_str();
    if column != Column::Source {
        return word.to_owned();
    }
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// What the badge on a link says of its rule; none for a value that goes through as it is.
pub fn rule_badge(rule: &Rule) -> Option<String> {
    match rule {
        Rule::Direct { .. } => None,
        Rule::Expression { .. } => Some("fx".to_owned()),
        Rule::Translation { .. } => Some("=".to_owned()),
        Rule::Constant { value } => {
            let first = value.chars().next().map(String::from).unwrap_or_default();
            let more = if value.chars().nth(1).is_some() {
                "…"
            } else {
                ""
            };
            Some(format!("“{first}{more}”"))
        }
    }
}

/// A link in words: `link mail to emails[work], expression, proposed`.
pub fn link_name(link: &Link, origins: &[String], destination: &str) -> String {
    let mut name = match (&link.rule, origins) {
        (Rule::Constant { value }, _) => format!("constant {value:?} into {destination}"),
        (_, []) => format!("link into {destination} from nothing"),
        (_, origins) => format!("link {} to {destination}", origins.join(" and ")),
    };
    if matches!(
        link.rule,
        Rule::Expression { .. } | Rule::Translation { .. }
    ) {
        name.push_str(", ");
        name.push_str(link.rule.kind());
    }
    name.push_str(", ");
    name.push_str(link.status.as_str());
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AttributePath, Resource, Status};

    fn check(id: &AttributeId, expected: &str) {
        assert_eq!(short_name(id), expected);
    }

    #[test]
    fn names_are_short_but_telling() {
        let user = Resource::User;
        check(
            &AttributeId::source(user, "userPrincipalName"),
            "userPrincipalName",
        );
        check(
            &AttributeId::protocol(
                user,
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            ),
            "enterprise · department",
        );
        check(
            &AttributeId::protocol(user, "emails[type eq \"work\"].value"),
            "emails[work]",
        );
        let target = |path, scim| AttributeId::target(user, path, scim);
        check(
            &target("UserProfile.contactInfo.email_main.[0].value", None),
            "email_main.[0].value",
        );
        check(
            &target(
                "UserProfile.contactInfo.[0].phone_work.[0].value.number",
                None,
            ),
            "phone_work",
        );
        check(&target("User.state", Some("active")), "state");
        check(&target("{external ID API}", None), "{external ID API}");
        check(
            &target("", Some("roles.[].value")),
            "(not published) roles.value",
        );
        check(&target("", None), "(not published)");
    }

    #[test]
    fn what_is_no_path_is_shown_as_it_is() {
        check(&AttributeId::protocol(Resource::User, "a b["), "a b[");
        check(&AttributeId::target(Resource::User, ".[", None), ".[");
    }

    #[test]
    fn what_is_too_long_keeps_both_ends() {
        assert_eq!(cut("phoneNumbers[zoomphone].value", 15), "phoneNu…].value");
        assert_eq!(cut("mail", 4), "mail");
        assert_eq!(cut("employeeOrgData.costCenter", 16), "employe…stCenter");
        assert_eq!(cut("שלוםעולם", 5), "של…לם");
        assert_eq!(cut("mail", 1), "…");
    }

    #[test]
    fn what_is_too_long_keeps_what_tells_it_from_its_neighbours() {
        assert_eq!(
            cut("phoneNumbers[microsoftteams]", 22),
            "phone…[microsoftteams]"
        );
        assert_eq!(
            cut("enterprise · employeeNumber", 22),
            "ente… · employeeNumber"
        );
        // No room for it: both ends.
        assert_eq!(cut("phoneNumbers[microsoftteams]", 9), "phon…ams]");
    }

    #[test]
    fn a_row_of_a_field_without_a_name_shows_its_scim_path() {
        let user = Resource::User;
        let field = |path| {
            AttributeId::target(
                user,
                path,
                Some("phoneNumbers[type eq \"ringcentral\"].value"),
            )
        };
        assert_eq!(
            row_name(&field(""), "Telephones"),
            "phoneNumbers[ringcentral]"
        );
        assert_eq!(row_name(&field("User.phone"), ""), "phone");
        assert_eq!(
            row_name(&AttributeId::target(user, "", None), ""),
            "(not published)"
        );
        let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        let department = AttributeId::protocol(user, department);
        assert_eq!(row_name(&department, "Enterprise"), "department");
        assert_eq!(row_name(&department, "HR"), "enterprise · department");
    }

    #[test]
    fn a_badge_tells_the_rule() {
        let badge = |rule| rule_badge(&rule);
        let path = AttributePath::new(Column::Source, "mail");
        assert_eq!(badge(Rule::direct(path)), None);
        let constant = |value: &str| Rule::Constant {
            value: value.to_owned(),
        };
        assert_eq!(badge(constant("x")), Some("“x”".to_owned()));
        assert_eq!(badge(constant("work")), Some("“w…”".to_owned()));
        assert_eq!(badge(constant("")), Some("“”".to_owned()));
    }

    #[test]
    fn a_link_says_what_it_joins_how_and_how_far_people_have_got() {
        let mut link = Link::new(
            AttributeId::protocol(Resource::User, "active"),
            Rule::Expression {
                text: "Not([IsSoftDeleted])".to_owned(),
            },
        );
        link.status = Status::Agreed;
        assert_eq!(
            link_name(&link, &["IsSoftDeleted".to_owned()], "active"),
            "link IsSoftDeleted to active, expression, agreed"
        );
    }
}

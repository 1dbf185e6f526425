//! Attribute paths: how they are written, and when two spellings mean one attribute.
//!
//! Which names exist is the catalogue's business, not this module's.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Column;

/// The schema URN of a SCIM attribute; compares without case.
///
/// Source: RFC 7643 §2.1 and §3.1.
#[derive(Clone, Debug)]
pub struct SchemaUrn(Arc<str>);

impl SchemaUrn {
    /// The core user schema. Source: RFC 7643 §4.1.
    pub const USER: &'static str = "urn:ietf:params:scim:schemas:core:2.0:User";
    /// The core group schema. Source: RFC 7643 §4.2.
    pub const GROUP: &'static str = "urn:ietf:params:scim:schemas:core:2.0:Group";
    /// The enterprise user extension. Source: RFC 7643 §4.3.
    pub const ENTERPRISE_USER: &'static str =
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// Takes the text as it is.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is one of the two core schemas, whose attributes are written without it.
    pub fn is_core(&self) -> bool {
        self.0.eq_ignore_ascii_case(Self::USER) || self.0.eq_ignore_ascii_case(Self::GROUP)
    }

    /// Whether this is the enterprise user extension.
    pub fn is_enterprise_user(&self) -> bool {
        self.0.eq_ignore_ascii_case(Self::ENTERPRISE_USER)
    }
}

impl PartialEq for SchemaUrn {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for SchemaUrn {}

/// A SCIM path in its parts: schema URN, name, value filter, sub-attribute.
///
/// Source: RFC 7644 §3.5.2 (`attrPath` and `valuePath`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScimPath {
    /// The schema, if the path names one; an alias is already its real URN.
    pub urn: Option<SchemaUrn>,
    /// The attribute, as typed; never empty.
    pub name: String,
    /// What stands in the brackets, as typed; none for `[]`.
    pub filter: Option<String>,
    /// The sub-attribute, as typed.
    pub sub_attribute: Option<String>,
}

impl ScimPath {
    /// Reads a path; none if it has not that shape.
    ///
    /// `scimEnterpriseUser.x`, as the Genesys field table prints it, is read as the enterprise URN and `x`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (urn, rest) = split_urn(text);
        let end = rest.find(['[', '.']).unwrap_or(rest.len());
        let (name, tail) = rest.split_at_checked(end)?;
        let is_name = |text: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
        };
        if !is_name(name) {
            return None;
        }
        // The field table prints `roles.[].value` where RFC 7644 would have no dot before the bracket.
        let tail = if tail.starts_with(".[") {
            tail.strip_prefix('.')?
        } else {
            tail
        };
        let (filter, tail) = split_filter(tail)?;
        let sub_attribute = match tail.strip_prefix('.') {
            Some(sub) if is_name(sub) => Some(sub.to_owned()),
            None if tail.is_empty() => None,
            Some(_) | None => return None,
        };
        Some(Self {
            urn,
            name: name.to_owned(),
            filter,
            sub_attribute,
        })
    }

    /// The spelling that two paths of one attribute share.
    ///
    /// Without case, core URN or blanks around operators; the enterprise `manager.value` is `manager`.
    pub fn key(&self) -> String {
        self.write_key(self.filter.as_deref())
    }

    /// The key of the path without its filter: what a filtered path belongs to.
    pub fn base_key(&self) -> String {
        self.write_key(None)
    }

    fn write_key(&self, filter: Option<&str>) -> String {
        let mut key = String::new();
        if let Some(urn) = self.urn.as_ref().filter(|urn| !urn.is_core()) {
            key.push_str(&urn.as_str().to_lowercase());
            key.push(':');
        }
        let name = self.name.to_lowercase();
        key.push_str(&name);
        if let Some(filter) = filter {
            key.push('[');
            push_filter_key(&mut key, filter);
            key.push(']');
        }
        if let Some(sub) = &self.sub_attribute {
            let sub = sub.to_lowercase();
            let is_manager =
                name == "manager" && self.urn.as_ref().is_some_and(SchemaUrn::is_enterprise_user);
            if !(is_manager && sub == "value" && filter.is_none()) {
                key.push('.');
                key.push_str(&sub);
            }
        }
        key
    }

    /// A short form for the map: `enterprise · department`, `emails[work].value`.
    pub fn short(&self) -> String {
        let mut short = String::new();
        if let Some(urn) = self.urn.as_ref().filter(|urn| !urn.is_core()) {
            short.push_str(urn_label(urn.as_str()));
            short.push_str(" · ");
        }
        short.push_str(&self.name);
        if let Some(filter) = &self.filter {
            short.push('[');
            short.push_str(plain_filter_value(filter).unwrap_or(filter));
            short.push(']');
        }
        if let Some(sub) = &self.sub_attribute {
            short.push('.');
            short.push_str(sub);
        }
        short
    }
}

/// Splits `urn:…:name…` before the name; knows the one alias that the field table uses.
fn split_urn(text: &str) -> (Option<SchemaUrn>, &str) {
    const ALIAS: &str = "scimEnterpriseUser.";
    if let Some((head, rest)) = text.split_at_checked(ALIAS.len())
        && head.eq_ignore_ascii_case(ALIAS)
    {
        return (Some(SchemaUrn::new(SchemaUrn::ENTERPRISE_USER)), rest);
    }
    let is_urn = text
        .split_at_checked(4)
        .is_some_and(|(head, _)| head.eq_ignore_ascii_case("urn:"));
    if !is_urn {
        return (None, text);
    }
    let before_filter = text.split('[').next().unwrap_or(text);
    match before_filter.rfind(':').and_then(|at| {
        let (urn, rest) = text.split_at_checked(at)?;
        Some((urn, rest.strip_prefix(':')?))
    }) {
        Some((urn, rest)) => (Some(SchemaUrn::new(urn)), rest),
        None => (None, text),
    }
}

/// Splits `[filter]rest`; a bracket inside quotes does not count. None if it never closes.
fn split_filter(text: &str) -> Option<(Option<String>, &str)> {
    let Some(inner) = text.strip_prefix('[') else {
        return Some((None, text));
    };
    let mut quoted = false;
    for (at, c) in inner.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ']' if !quoted => {
                let (filter, rest) = inner.split_at_checked(at)?;
                let filter = filter.trim();
                let filter = (!filter.is_empty()).then(|| filter.to_owned());
                return Some((filter, rest.strip_prefix(']')?));
            }
            _ => {}
        }
    }
    None
}

/// Appends a filter in the spelling that equal filters share: values keep their case, the rest has none.
fn push_filter_key(key: &mut String, filter: &str) {
    let mut quoted = false;
    let mut blank = false;
    for c in filter.trim().chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            blank = true;
            continue;
        }
        if blank {
            key.push(' ');
            blank = false;
        }
        if quoted {
            key.push(c);
        } else {
            key.extend(c.to_lowercase());
        }
    }
}

/// `work` of `type eq "work"`; none for any other shape.
fn plain_filter_value(filter: &str) -> Option<&str> {
    let mut words = filter.splitn(3, ' ');
    let (_, operator, value) = (words.next()?, words.next()?, words.next()?);
    let value = value.trim().strip_prefix('"')?.strip_suffix('"')?;
    (operator.eq_ignore_ascii_case("eq") && !value.contains('"')).then_some(value)
}

/// The word that tells an extension from others: the part before the version.
fn urn_label(urn: &str) -> &str {
    let mut label = urn;
    for part in urn.split(':') {
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        label = part;
    }
    // The Genesys extension says `genesys:purecloud`; the maker's name reads better than the product's old one.
    if label.eq_ignore_ascii_case("purecloud") {
        "genesys"
    } else {
        label
    }
}

/// An attribute's path as typed, together with the spelling it is compared by.
///
/// Equality, order and hash go by the attribute that is meant, not by the spelling:
/// SCIM names and URNs compare without case, `scimEnterpriseUser.x` is the enterprise URN's `x`,
/// `User.` at the start of a Genesys Cloud field is `UserProfile.` (conflict C14 of the reference),
/// and Entra ID names compare exactly (they are case-sensitive in expressions).
#[derive(Clone)]
pub struct AttributePath {
    text: Arc<str>,
    key: Arc<str>,
}

impl AttributePath {
    /// Takes a path as typed, in the column it was typed for.
    pub fn new(column: Column, text: &str) -> Self {
        let shared: Arc<str> = text.into();
        let key = match column {
            Column::Source => shared.clone(),
            Column::Protocol => {
                let key =
                    ScimPath::parse(text).map_or_else(|| text.to_lowercase(), |path| path.key());
                if key == text {
                    shared.clone()
                } else {
                    key.into()
                }
            }
            Column::Target => match text.strip_prefix("User.") {
                Some(rest) => format!("UserProfile.{rest}").into(),
                None => shared.clone(),
            },
        };
        Self { text: shared, key }
    }

    /// The path as typed; empty for a field whose name no document prints.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The spelling that all paths of the same attribute share.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether no document prints a name.
    pub fn is_unpublished(&self) -> bool {
        self.text.is_empty()
    }

    /// The path for people: as typed, or `(not published)`.
    pub fn label(&self) -> &str {
        if self.text.is_empty() {
            "(not published)"
        } else {
            &self.text
        }
    }
}

impl PartialEq for AttributePath {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for AttributePath {}

impl Hash for AttributePath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for AttributePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AttributePath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl fmt::Debug for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_same(column: Column, a: &str, b: &str) {
        assert_eq!(
            AttributePath::new(column, a),
            AttributePath::new(column, b),
            "{a} and {b}"
        );
    }

    fn check_other(column: Column, a: &str, b: &str) {
        assert_ne!(
            AttributePath::new(column, a),
            AttributePath::new(column, b),
            "{a} and {b}"
        );
    }

    #[test]
    fn scim_spellings_of_one_attribute() {
        check_same(Column::Protocol, "userName", "USERNAME");
        check_same(
            Column::Protocol,
            "urn:ietf:params:scim:schemas:core:2.0:User:userName",
            "userName",
        );
        check_same(
            Column::Protocol,
            "scimEnterpriseUser.department",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:Department",
        );
        check_same(
            Column::Protocol,
            "emails[type eq \"work\"].value",
            "Emails[Type  EQ \"work\"].Value",
        );
        check_same(
            Column::Protocol,
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
            "scimEnterpriseUser.manager.value",
        );
        check_same(Column::Protocol, "roles.[].value", "roles[].value");
        check_same(Column::Target, "User.state", "UserProfile.state");
    }

    #[test]
    fn different_attributes_stay_different() {
        check_other(
            Column::Protocol,
            "emails[type eq \"work\"].value",
            "emails[type eq \"Work\"].value",
        );
        check_other(
            Column::Protocol,
            "emails[type eq \"work\"].value",
            "emails.value",
        );
        check_other(
            Column::Protocol,
            "department",
            "scimEnterpriseUser.department",
        );
        check_other(
            Column::Protocol,
            "scimEnterpriseUser.manager.value",
            "scimEnterpriseUser.manager.displayName",
        );
        check_other(Column::Source, "userprincipalname", "userPrincipalName");
        check_other(Column::Target, "UserProfile.Id", "UserProfile.id");
    }

    #[test]
    fn a_filtered_path_belongs_to_its_base() {
        let filtered = ScimPath::parse("emails[type eq \"work\"].value").unwrap();
        let base = ScimPath::parse("emails.value").unwrap();
        assert_eq!(filtered.base_key(), base.key());
    }

    #[test]
    fn short_forms() {
        let short = |text: &str| ScimPath::parse(text).unwrap().short();
        assert_eq!(
            short("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"),
            "enterprise · department"
        );
        assert_eq!(
            short(
                "urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User:externalIds[authority eq \"zoomphone\"].value"
            ),
            "genesys · externalIds[zoomphone].value"
        );
        assert_eq!(
            short("phoneNumbers[type eq \"work2\"].value"),
            "phoneNumbers[work2].value"
        );
        assert_eq!(short("userName"), "userName");
    }

    #[test]
    fn what_is_no_path_is_kept_as_typed() {
        for text in [
            "",
            "emails[type eq",
            "a b",
            "state\u{202e}",
            "x\0y",
            "a..b",
            "[x]",
        ] {
            assert_eq!(ScimPath::parse(text), None, "{text:?}");
            assert_eq!(AttributePath::new(Column::Protocol, text).as_str(), text);
        }
    }

    #[test]
    fn a_bracket_in_a_quoted_value_does_not_close_the_filter() {
        let path = ScimPath::parse("emails[type eq \"a]b\"].value").unwrap();
        assert_eq!(path.filter.as_deref(), Some("type eq \"a]b\""));
        assert_eq!(path.sub_attribute.as_deref(), Some("value"));
    }
}

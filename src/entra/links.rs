//! An attribute mapping as what a link holds.

use super::schema::{AttributeMapping, member, text};
use crate::expr::{self, NodeKind};
use crate::json::JsonTree;
use crate::model::{Apply, AttributePath, Column, FlowBehavior, LinkSettings, Rule};

/// What a mapping means for a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedLink {
    /// How the attribute gets its value; a mapping without a source is a direct rule without an origin.
    pub rule: Rule,
    /// Its settings.
    pub settings: LinkSettings,
}

/// Reads a mapping, and says what of it is unknown: the value's byte offset, its text and what is made of it.
///
/// # Errors
///
/// The same for a mapping that cannot be read at all.
pub fn mapped_link(mapping: &AttributeMapping<'_>) -> Result<(MappedLink, Vec<Unread>), Unread> {
    let tree = mapping.tree;
    if mapping.target.is_none() {
        return Err(Unread::new(
            tree,
            "this mapping names no target attribute; give it a member \"targetAttributeName\"",
        ));
    }
    let rule = rule(member(tree, "source"))?;
    let mut unread = Vec::new();
    let settings = LinkSettings {
        default_if_null: default_value(tree, &mut unread),
        apply: word(
            tree,
            "flowType",
            &Apply::ALL.map(|apply| (apply.flow_type(), apply)),
            &mut unread,
        ),
        flow_behavior: word(
            tree,
            "flowBehavior",
            &[
                ("FlowWhenChanged", FlowBehavior::WhenChanged),
                ("FlowAlways", FlowBehavior::Always),
            ],
            &mut unread,
        ),
        matching_precedence: precedence(tree, &mut unread),
    };
    Ok((MappedLink { rule, settings }, unread))
}

/// A value that means nothing known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands, in bytes.
    pub at: usize,
    /// What stands there; may be empty.
    pub text: String,
    /// Why, and what to do.
    pub reason: String,
}

impl Unread {
    fn new(tree: &JsonTree<'_>, reason: &str) -> Self {
        Self {
            at: tree.span.start,
            text: tree.text().unwrap_or_default().to_owned(),
            reason: reason.to_owned(),
        }
    }
}

/// An empty default is none: Entra ID writes it so where the portal's field is empty.
fn default_value(tree: &JsonTree<'_>, unread: &mut Vec<Unread>) -> Option<String> {
    let value = member(tree, "defaultValue")?;
    if let Some(text) = value.text() {
        return (!text.is_empty()).then(|| text.to_owned());
    }
    if !value.is_null() {
        let reason = format!(
            "the default value is {}, not a text; it is not read",
            value.kind()
        );
        unread.push(Unread::new(value, &reason));
    }
    None
}

/// The meaning of a word, whatever its letter case; the first if there is none.
fn word<T: Copy + Default>(
    tree: &JsonTree<'_>,
    name: &str,
    words: &[(&str, T)],
    unread: &mut Vec<Unread>,
) -> T {
    let Some(value) = member(tree, name).filter(|value| !value.is_null()) else {
        return T::default();
    };
    let typed = value.text().unwrap_or_default();
    let found = words
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(typed));
    if let Some((_, meaning)) = found {
        return *meaning;
    }
    let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    let reason = format!(
        "\"{name}\" is none of {}; read as {}, and left as it is on export",
        known.join(", "),
        known.first().unwrap_or(&"")
    );
    unread.push(Unread::new(value, &reason));
    T::default()
}

fn precedence(tree: &JsonTree<'_>, unread: &mut Vec<Unread>) -> Option<u32> {
    let value = member(tree, "matchingPriority").filter(|value| !value.is_null())?;
    let number = value.whole_number();
    if number.is_none() {
        let reason = "the matching priority is no whole number from 0 on; read as 0";
        unread.push(Unread::new(value, reason));
    }
    number.filter(|number| *number > 0)
}

/// What fills the attribute.
fn rule(source: Option<&JsonTree<'_>>) -> Result<Rule, Unread> {
    let Some(source) = source.filter(|source| !source.is_null()) else {
        return Ok(Rule::Direct {
            origins: Vec::new(),
        });
    };
    if !source.is_object() {
        let reason = format!("the source is {}, not an object or null", source.kind());
        return Err(Unread::new(source, &reason));
    }
    let name = text(source, "name").unwrap_or_default();
    let expression = text(source, "expression").unwrap_or_default().trim();
    let kind = text(source, "type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let of_tree = |kind: NodeKind| match kind {
        NodeKind::Attribute(name) => Some(direct(&name)),
        NodeKind::Text(value) => Some(Rule::Constant { value }),
        _ => None,
    };
    let plain = |text: &str| of_tree(expr::parse(text).tree.kind);
    match kind.as_str() {
        "attribute" if !name.is_empty() => Ok(direct(name)),
        "constant" if member(source, "name").is_some() => Ok(Rule::Constant {
            value: name.to_owned(),
        }),
        _ if expression.is_empty() => Err(Unread::new(
            source,
            "this source has no expression text; open the mapping in the portal and save it there",
        )),
        "attribute" | "constant" | "" => {
            Ok(plain(expression).unwrap_or_else(|| Rule::Expression {
                text: expression.to_owned(),
            }))
        }
        // Also any other word: the text says what it does.
        _ => Ok(Rule::Expression {
            text: expression.to_owned(),
        }),
    }
}

fn direct(name: &str) -> Rule {
    Rule::direct(AttributePath::new(Column::Source, name))
}

//! A link's rule as the source of an attribute mapping: the text, and its tree where its parameter keys are known.

use super::render::Piece;
use crate::expr::{self, Call, Node, NodeKind, Parsed, quote};
use crate::json::JsonTree;
use crate::model::{Link, Rule};

/// The parameter keys that were seen in samples; those of other functions are unknown.
const KEYS: &[(&str, &[&str])] = &[
    ("Not", &["source"]),
    ("Trim", &["source"]),
    ("IsPresent", &["source"]),
    ("SingleAppRoleAssignment", &["source"]),
    ("Mid", &["source", "start", "length"]),
];

/// A source, and whether its tree is not in it.
pub(super) struct WrittenSource {
    pub(super) piece: Piece,
    /// The function whose parameter keys are unknown.
    pub(super) without_tree: Option<String>,
}

/// The source of a link; members in the order of `model`, an existing source.
///
/// # Errors
///
/// Why Entra ID has no form for the rule.
pub(super) fn source(link: &Link, model: Option<&JsonTree<'_>>) -> Result<WrittenSource, String> {
    let whole = |piece: Piece| WrittenSource {
        piece: piece.ordered_as(model),
        without_tree: None,
    };
    match &link.rule {
        Rule::Direct { origins } => match origins.as_slice() {
            [] => Ok(whole(Piece::null())),
            [origin] => Ok(whole(attribute(origin.as_str()))),
            _ => Err(
                "a direct mapping has one source; make it an expression such as Coalesce or Join"
                    .to_owned(),
            ),
        },
        Rule::Constant { value } => Ok(whole(constant(value))),
        Rule::Translation { .. } => {
            Err("Entra ID has no value translation; make it an expression with Switch".to_owned())
        }
        Rule::Expression { text } => {
            let parsed = expr::parse(text);
            let mut unknown = None;
            let piece = match &parsed.tree.kind {
                NodeKind::Call(call) => {
                    let parameters = parameters(&parsed, call, model, &mut unknown);
                    function(text, &call.name, parameters).ordered_as(model)
                }
                _ => node(&parsed, &parsed.tree, model, &mut unknown)
                    .unwrap_or_else(|| function(text, "", None).ordered_as(model)),
            };
            Ok(WrittenSource {
                piece,
                without_tree: unknown,
            })
        }
    }
}

fn attribute(name: &str) -> Piece {
    Piece::Object(vec![
        ("expression", Piece::Text(format!("[{name}]"))),
        ("name", Piece::text(name)),
        ("type", Piece::text("Attribute")),
        ("parameters", Piece::List(Vec::new())),
    ])
}

fn constant(value: &str) -> Piece {
    Piece::Object(vec![
        ("expression", Piece::Text(quote(value))),
        ("name", Piece::text(value)),
        ("type", Piece::text("Constant")),
        ("parameters", Piece::List(Vec::new())),
    ])
}

fn function(text: &str, name: &str, parameters: Option<Vec<Piece>>) -> Piece {
    let mut members = vec![
        ("expression", Piece::text(text)),
        ("name", Piece::text(name)),
        ("type", Piece::text("Function")),
    ];
    members.extend(parameters.map(|parameters| ("parameters", Piece::List(parameters))));
    Piece::Object(members)
}

/// A part of an expression; none for what no sample shows.
fn node(
    parsed: &Parsed,
    tree: &Node,
    model: Option<&JsonTree<'_>>,
    unknown: &mut Option<String>,
) -> Option<Piece> {
    let piece = match &tree.kind {
        NodeKind::Attribute(name) => attribute(name),
        // A number is written as a constant in quotes, as samples have it.
        NodeKind::Text(value) | NodeKind::Number(value) => constant(value),
        NodeKind::Call(call) => {
            let parameters = parameters(parsed, call, model, unknown)?;
            function(parsed.text_of(tree), &call.name, Some(parameters))
        }
        _ => {
            unknown.get_or_insert_with(|| parsed.text_of(tree).to_owned());
            return None;
        }
    };
    Some(piece.ordered_as(model))
}

/// The arguments of a call under their keys; none if a key is unknown.
fn parameters(
    parsed: &Parsed,
    call: &Call,
    model: Option<&JsonTree<'_>>,
    unknown: &mut Option<String>,
) -> Option<Vec<Piece>> {
    let keys = KEYS
        .iter()
        .find(|(name, keys)| *name == call.name && keys.len() == call.arguments.len());
    let Some((_, keys)) = keys else {
        unknown.get_or_insert_with(|| call.name.clone());
        return None;
    };
    let arguments = keys.iter().zip(&call.arguments);
    arguments
        .map(|(key, argument)| {
            let value = node(parsed, argument, model, unknown)?;
            let members = vec![("key", Piece::text(key)), ("value", value)];
            Some(Piece::Object(members))
        })
        .collect()
}

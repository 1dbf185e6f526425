//! How a cell looks: its words, its shape, its font, and the name that a screen reader says.
//!
//! Where there is no room for all that a cell holds, it shows what matters most; the whole stands in its tooltip.

use egui::Color32;

use crate::app::theme::{Icon, Tokens, Type};
use crate::model::{Mark, Note, NoteKind, ScimPath, Status, Support};
use crate::rows::{AttributeNumber, Row, Table, TableColumn, Used};

/// What is painted into a cell.
#[derive(Clone, Debug)]
pub(super) struct Face {
    pub(super) icon: Option<Icon>,
    pub(super) text: String,
    /// What stands there where there is no room for the text.
    pub(super) short: Option<&'static str>,
    pub(super) font: Type,
    pub(super) color: Color32,
    /// An icon behind the words.
    pub(super) tail: Option<Icon>,
    pub(super) to_the_right: bool,
}

impl Face {
    fn new(text: String, font: Type, color: Color32) -> Self {
        Self {
            icon: None,
            text,
            short: None,
            font,
            color,
            tail: None,
            to_the_right: false,
        }
    }

    fn with_icon(icon: Icon, text: impl Into<String>, color: Color32) -> Self {
        Self {
            icon: Some(icon),
            ..Self::new(text.into(), Type::Body, color)
        }
    }
}

/// How the cell looks. A `lit` row stands on the fill of the selection, where faint text could not be read.
pub(super) fn face(
    table: &Table<'_>,
    row: &Row,
    column: TableColumn,
    tokens: &Tokens,
    lit: bool,
) -> Face {
    let faint = if lit {
        tokens.text_soft
    } else {
        tokens.text_faint
    };
    let plain = |font, color| Face::new(table.cell(row, column), font, color);
    match column {
        TableColumn::Number => Face {
            to_the_right: true,
            ..plain(Type::Small, faint)
        },
        TableColumn::Resource | TableColumn::Apply | TableColumn::Owner => {
            plain(Type::Body, tokens.text_soft)
        }
        TableColumn::Source => or_dash(plain(Type::Name, tokens.text), faint),
        TableColumn::Protocol | TableColumn::Target => {
            let (number, short): (_, fn(&str) -> String) = match column {
                TableColumn::Target => (row.target, short_field),
                _ => (row.protocol, short_path),
            };
            let id = number.and_then(|number| table.attribute_id(number));
            let text = id.map_or_else(String::new, |id| short(id.label()));
            or_dash(Face::new(text, Type::Name, tokens.text), faint)
        }
        TableColumn::Rule | TableColumn::TargetRule => {
            let text = table.cell(row, column);
            if text == "direct" {
                Face::new(text, Type::Body, tokens.text_soft)
            } else {
                // An expression is worked on: it has the colour of what can be done.
                let color = if column == TableColumn::Rule {
                    tokens.accent
                } else {
                    tokens.text
                };
                Face::new(text, Type::Name, color)
            }
        }
        TableColumn::Mark => mark_face(table, row, tokens),
        TableColumn::Used => Face {
            short: match table.used(row) {
                Used::No(_) => Some("no"),
                Used::Unknown(_) => Some("unknown"),
                Used::Yes | Used::BySystem => None,
            },
            ..plain(Type::Body, tokens.text)
        },
        TableColumn::Type | TableColumn::Evidence => plain(Type::Small, tokens.text_soft),
        TableColumn::DefaultIfNull | TableColumn::Match => plain(Type::Name, tokens.text),
        TableColumn::Status => status_face(table, row, tokens),
        TableColumn::Notes => notes_face(table, row, tokens),
    }
}

fn or_dash(face: Face, faint: Color32) -> Face {
    if face.text.is_empty() {
        Face::new("—".to_owned(), Type::Body, faint)
    } else {
        face
    }
}

/// `enterprise · department` for a path that begins with a URN.
pub(super) fn short_path(path: &str) -> String {
    ScimPath::parse(path).map_or_else(|| path.to_owned(), |path| path.short())
}

/// `email_main.[0].value` for `UserProfile.contactInfo.[0].email_main.[0].value`: without the profile and its section.
pub(super) fn short_field(path: &str) -> String {
    let inner = path
        .strip_prefix("UserProfile.")
        .or_else(|| path.strip_prefix("User."))
        .unwrap_or(path);
    let behind_section = inner.split_once('.').map(|(_, field)| {
        let behind_number = field
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]."));
        behind_number.map_or(field, |(_, field)| field)
    });
    behind_section
        .filter(|field| field.contains(".["))
        .unwrap_or(inner)
        .to_owned()
}

fn mark_face(table: &Table<'_>, row: &Row, tokens: &Tokens) -> Face {
    let mark = table.mark(row);
    let reference = table.reference_mark(row);
    let unsupported = |number: Option<AttributeNumber>| {
        number
            .and_then(|number| table.attribute(number))
            .is_some_and(|attribute| attribute.support == Support::Unsupported)
    };
    let mut face = match mark {
        Some(Mark::Required) => Face::with_icon(Icon::Required, "required", tokens.text),
        Some(Mark::SystemGenerated) => {
            Face::with_icon(Icon::SystemGenerated, "system-gen.", tokens.text)
        }
        _ if unsupported(row.target) || unsupported(row.protocol) => {
            Face::with_icon(Icon::Unsupported, "unsupported", tokens.text_soft)
        }
        Some(Mark::Optional) => Face::with_icon(Icon::Optional, "optional", tokens.text),
        None => Face::new(String::new(), Type::Body, tokens.text_soft),
    };
    if reference.is_some() && reference != mark {
        if mark.is_none() && face.icon.is_none() {
            "unmarked".clone_into(&mut face.text);
        }
        face.tail = Some(Icon::Conflict);
    }
    face
}

fn status_face(table: &Table<'_>, row: &Row, tokens: &Tokens) -> Face {
    let mut statuses = table.source_links(row).map(|(_, link)| link.status);
    let Some(status) = statuses.next() else {
        if table.used(row) == Used::BySystem {
            let name = table.system_name(crate::model::Column::Target);
            let first = name.split_whitespace().next().unwrap_or(name);
            return Face::with_icon(Icon::Dash, format!("by {first}"), tokens.text_soft);
        }
        return Face::new(String::new(), Type::Body, tokens.text_soft);
    };
    if statuses.any(|other| other != status) {
        return Face::with_icon(
            Icon::Proposed,
            table.cell(row, TableColumn::Status),
            tokens.text_soft,
        );
    }
    match status {
        Status::Agreed => Face {
            font: Type::BodyMedium,
            ..Face::with_icon(Icon::Agreed, status.as_str(), tokens.text)
        },
        Status::Proposed => Face::with_icon(Icon::Proposed, status.as_str(), tokens.text_soft),
        Status::Rejected => Face::with_icon(Icon::Rejected, status.as_str(), tokens.text_soft),
    }
}

/// The note that matters most: an open question, else a decision, else the first; and how many more there are.
fn notes_face(table: &Table<'_>, row: &Row, tokens: &Tokens) -> Face {
    let weight = |note: &Note| match note.kind {
        _ if note.is_open_question() => 0,
        NoteKind::Decision { .. } => 1,
        _ => 2,
    };
    let number = table.notes(row).count();
    let Some(note) = table.notes(row).min_by_key(|note| weight(note)) else {
        return Face::new(String::new(), Type::Body, tokens.text);
    };
    let mut text = note.text.clone();
    if number > 1 {
        text = format!("{text} (+{})", number - 1);
    }
    match weight(note) {
        0 => Face::with_icon(Icon::Question, text, tokens.text),
        1 => Face::with_icon(Icon::Decision, text, tokens.text),
        _ => Face::new(text, Type::Body, tokens.text),
    }
}

/// What names the row for people: its SCIM attribute, else its field, else its source.
pub(super) fn row_name<'a>(table: &Table<'a>, row: &Row) -> &'a str {
    [row.protocol, row.target, row.source]
        .into_iter()
        .flatten()
        .find_map(|number| table.attribute_id(number))
        .map_or("", |id| id.label())
}

/// The cell in words: `Mark of userName: required`.
pub(super) fn name(table: &Table<'_>, row: &Row, column: TableColumn) -> String {
    let header = match column {
        TableColumn::Number => "Row",
        column => column.header(table.project()),
    };
    let text = table.cell(row, column);
    let text = if text.is_empty() { "empty" } else { &text };
    format!("{header} of {}: {text}", row_name(table, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_where_a_row_has_little_room() {
        let check = |path: &str, short: &str| assert_eq!(short_field(path), short);
        check(
            "UserProfile.contactInfo.[0].email_main.[0].value",
            "email_main.[0].value",
        );
        check(
            "UserProfile.contactInfo.email_work.[0].value",
            "email_work.[0].value",
        );
        check("UserProfile.state", "state");
        check("UserProfile.general.[0].title", "general.[0].title");
        check("divisionId", "divisionId");
        check("(not published)", "(not published)");
        let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        assert_eq!(short_path(urn), "enterprise · department");
    }
}

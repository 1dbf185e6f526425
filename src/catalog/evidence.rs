//! Evidence in the words of the model: which document says what of an attribute or a link.
//!
//! A document is quoted for what it holds: the field table and the API models for the target, Microsoft's tutorial
//! for the list of targets, generic Microsoft documents and the forum thread for sources.

use jiff::civil::Date;

use super::genesys::{GenesysField, PublishedRow};
use super::rows::{DocumentedRow, SourceKind};
use super::scim::{MicrosoftType, ScimAttribute};
use crate::model::{Confidence, Evidence, Stance, UnknownMembers};

const TUTORIAL: &str = "ms-genesys-tutorial";
const THREAD: &str = "thread";

fn evidence(source: &str, confidence: Confidence, read_on: Date, claim: String) -> Evidence {
    Evidence {
        source: source.to_owned(),
        stance: Stance::Supports,
        confidence,
        read_on: Some(read_on),
        claim,
        unknown: UnknownMembers::default(),
    }
}

/// One piece of evidence for each source, without a claim of its own: all stand behind the entry as a whole.
pub(super) fn of(sources: &[String], confidence: Confidence, read_on: Date) -> Vec<Evidence> {
    sources
        .iter()
        .map(|source| evidence(source, confidence, read_on, String::new()))
        .collect()
}

/// The evidence for a SCIM attribute: its schema's, then what the tutorial and Genesys documents of its row add.
pub(super) fn of_scim(
    attribute: &ScimAttribute,
    row: Option<&DocumentedRow>,
    microsoft_type: Option<&MicrosoftType>,
) -> Vec<Evidence> {
    let mut found = of(&attribute.sources, attribute.confidence, attribute.checked);
    if let Some(given) = microsoft_type {
        for source in &given.sources {
            let claim = format!("Types it as {}.", given.value_type.as_str());
            found.push(evidence(source, Confidence::Verified, given.checked, claim));
        }
    }
    let Some(row) = row else {
        return found;
    };
    for source in &row.sources {
        if attribute.sources.contains(source) {
            continue;
        }
        if source == TUTORIAL {
            found.push(tutorial(row));
        } else if source.starts_with("gc-") {
            found.push(evidence(
                source,
                row.scim_confidence,
                row.checked,
                String::new(),
            ));
        }
    }
    found
}

/// What the tutorial says of a row: that it lists the attribute, or that it does not.
fn tutorial(row: &DocumentedRow) -> Evidence {
    if row.in_microsoft_tutorial {
        evidence(
            TUTORIAL,
            Confidence::Verified,
            row.checked,
            "Lists the SCIM attribute as a target of the gallery app; prints no source.".to_owned(),
        )
    } else {
        Evidence {
            stance: Stance::Contradicts,
            ..evidence(
                TUTORIAL,
                Confidence::Verified,
                row.checked,
                "Does not list the SCIM attribute among the gallery app's targets.".to_owned(),
            )
        }
    }
}

/// The evidence for a Genesys Cloud field, and for the link that fills it.
///
/// `label` is what the field table prints for the SCIM attribute, where that is another name.
pub(super) fn of_field(
    field: &GenesysField,
    row: Option<&DocumentedRow>,
    label: Option<&str>,
) -> Vec<Evidence> {
    field
        .sources
        .iter()
        .map(|source| {
            let is_field_table = source.starts_with("gc-field-map");
            if is_field_table && field.published_row == PublishedRow::Verified {
                return field_table(source, field, label);
            }
            if source == TUTORIAL
                && let Some(row) = row
            {
                return tutorial(row);
            }
            let (confidence, claim) = match source.as_str() {
                _ if is_field_table => (
                    field.published_row.confidence(),
                    "The readable part of the table does not show the name of the field.",
                ),
                THREAD => (
                    Confidence::Reported,
                    "Quotes the row as coming from the field table.",
                ),
                "gc-sdk-models" => (
                    Confidence::Verified,
                    "The SCIM model has the attribute; it does not name the field of the table.",
                ),
                "gc-sdk-usermodel" => (
                    Confidence::Inferred,
                    "The user model of the Platform API has a property of the same meaning.",
                ),
                "gc-sdk-scimapi" => (
                    Confidence::Verified,
                    "The SCIM operations name it as a filter.",
                ),
                forum if forum.starts_with("gc-forum") || forum.starts_with("gc-comm") => {
                    (Confidence::Reported, "")
                }
                _ => (Confidence::Verified, ""),
            };
            evidence(source, confidence, field.checked, claim.to_owned())
        })
        .collect()
}

/// What the field table says of a row that was read in it.
fn field_table(source: &str, field: &GenesysField, label: Option<&str>) -> Evidence {
    match label {
        None => evidence(
            source,
            Confidence::Verified,
            field.checked,
            "Prints this row.".to_owned(),
        ),
        Some(label) => evidence(
            source,
            Confidence::Inferred,
            field.checked,
            format!(
                "Prints this row under the label {label:?}; that this is {:?} is inferred.",
                field.scim_path
            ),
        ),
    }
}

/// The evidence for a link from Entra ID: who names the source, and who names only the target.
pub(super) fn of_source_link(row: &DocumentedRow) -> Vec<Evidence> {
    let stated = row.entra_source.confidence;
    row.sources
        .iter()
        .filter_map(|source| {
            if source == TUTORIAL {
                return Some(tutorial(row));
            }
            if source == THREAD {
                return Some(evidence(
                    source,
                    Confidence::Reported,
                    row.checked,
                    match row.entra_source.kind {
                        SourceKind::Attribute | SourceKind::Expression => format!(
                            "Names {} as the source.",
                            row.entra_source.value.as_deref().unwrap_or_default()
                        ),
                        SourceKind::None | SourceKind::Unspecified => String::new(),
                    },
                ));
            }
            let claim = if source == "ms-functions" {
                "Documents the function; the format of the input is inferred and has to be tested."
            } else {
                "Generic Microsoft material, not the gallery app's own mapping."
            };
            // The row's own confidence, but never better than inferred: none of these prints the source column.
            let confidence = stated.max(Confidence::Inferred);
            source
                .starts_with("ms-")
                .then(|| evidence(source, confidence, row.checked, claim.to_owned()))
        })
        .collect()
}

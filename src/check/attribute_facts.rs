//! What rules ask of an attribute, so that none of them has to look at the attribute itself.

use super::near::{self, Meaning};
use crate::catalog::Catalog;
use crate::model::{Access, Attribute, Cardinality, Column, Mark, Resource, Support, ValueType};

/// What rules ask of an attribute, side by side for all: its own word first, then what the reference makes of it.
#[derive(Clone, Debug)]
pub(crate) struct AttributeFacts {
    /// The column it is in.
    pub(crate) column: Column,
    /// Its resource.
    pub(crate) resource: Resource,
    /// Its mark.
    pub(crate) mark: Option<Mark>,
    /// What its values are.
    pub(crate) kind: Option<Kind>,
    /// How many it has.
    pub(crate) cardinality: Cardinality,
    /// How many characters a value may have.
    pub(crate) max_length: Option<u32>,
    /// Who may read and write it.
    pub(crate) access: Access,
    /// Whether the target takes it, or Entra ID offers it.
    pub(crate) support: Support,
    /// Whether it is said to have no counterpart.
    pub(crate) has_no_counterpart: bool,
    /// Whether the reference has it, under whatever spelling.
    pub(crate) is_known: bool,
    /// The mark that the reference gives it.
    pub(crate) reference_mark: Option<Mark>,
    /// What its spelling means, where that is not the reference's own.
    pub(crate) meaning: Option<Box<Meaning>>,
}

/// What a value is, as far as it matters whether another takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Boolean,
    Number,
    Time,
    Reference,
    Binary,
    Complex,
}

impl Kind {
    /// None for a type that the format does not know.
    fn of(value_type: &ValueType) -> Option<Self> {
        Some(match value_type {
            ValueType::String | ValueType::Phone => Self::Text,
            ValueType::Boolean => Self::Boolean,
            ValueType::Integer | ValueType::Decimal => Self::Number,
            ValueType::Date | ValueType::DateTime => Self::Time,
            ValueType::Reference => Self::Reference,
            ValueType::Binary => Self::Binary,
            ValueType::Complex => Self::Complex,
            ValueType::Other(_) => return None,
        })
    }
}

impl AttributeFacts {
    /// Reads them; from the reference only where the column is one of its own.
    pub(super) fn of(attribute: &Attribute, is_shipped: bool, catalog: &Catalog) -> Self {
        let id = &attribute.id;
        let known = is_shipped.then(|| catalog.attribute(id)).flatten();
        let meaning = is_shipped.then(|| near::meaning(catalog, id, known));
        Self {
            column: id.column,
            resource: id.resource,
            mark: attribute.mark,
            kind: Kind::of(&attribute.value_type),
            cardinality: attribute.cardinality,
            max_length: attribute.max_length,
            access: attribute.access,
            support: attribute.support,
            has_no_counterpart: attribute.no_counterpart.is_some(),
            is_known: known.is_some(),
            reference_mark: known.and_then(|known| known.attribute.mark),
            meaning: meaning.flatten().map(Box::new),
        }
    }
}

//! The names of the reference as what people type is compared with them, made once.

use super::Catalog;
use crate::model::{AttributeId, Column, ScimPath};

/// The name of an attribute in small letters, to be compared letter by letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Which attribute it is.
    pub id: AttributeId,
    /// Its path.
    pub key: Vec<char>,
    /// Of a SCIM attribute of an extension, its name without the schema.
    pub bare: Option<Vec<char>>,
}

impl Spelled {
    /// The name of an attribute.
    pub fn of(id: &AttributeId) -> Self {
        let small = |text: &str| text.chars().flat_map(char::to_lowercase).collect();
        let bare = ScimPath::parse(id.path.as_str())
            .filter(|path| id.column == Column::Protocol && path.urn.is_some())
            .map(|path| small(&path.name));
        Self {
            id: id.clone(),
            key: small(id.path.key()),
            bare,
        }
    }
}

/// A SCIM path in the forms that a spelling is compared with.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) id: AttributeId,
    /// Without filter.
    pub(super) base: String,
    pub(super) is_whole: bool,
    /// Without schema.
    pub(super) bare: String,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Spellings {
    columns: [Vec<Spelled>; 3],
    pub(super) protocol: Vec<Forms>,
}

impl Spellings {
    pub(super) fn of(catalog: &Catalog) -> Self {
        let ids = |column| {
            let entries = catalog.attributes(column);
            entries.map(|entry| &entry.attribute.id)
        };
        let forms = |id: &AttributeId| {
            let mut path = ScimPath::parse(id.path.as_str())?;
            let (base, is_whole) = (path.base_key(), path.sub_attribute.is_none());
            path.urn = None;
            Some(Forms {
                id: id.clone(),
                base,
                is_whole,
                bare: path.key(),
            })
        };
        Self {
            columns: Column::ALL.map(|column| ids(column).map(Spelled::of).collect()),
            protocol: ids(Column::Protocol).filter_map(forms).collect(),
        }
    }
}

impl Catalog {
    /// The names of a column as they are compared, in the order of the column.
    pub fn spelled(&self, column: Column) -> &[Spelled] {
        let [source, protocol, target] = &self.spellings().columns;
        match column {
            Column::Source => source,
            Column::Protocol => protocol,
            Column::Target => target,
        }
    }
}

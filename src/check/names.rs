//! The names of the reference in the parts that spellings are compared by, made ready once.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::{Catalog, reference};
use crate::model::{AttributeId, AttributePath, Column, Resource, ScimPath};

/// Which letters a text has, as bits. Each change of a letter sets or clears two bits at most.
pub(super) fn letters(text: &str) -> u64 {
    text.bytes()
        .fold(0, |bits, byte| bits | 1 << (byte.to_ascii_lowercase() & 63))
}

/// A name of the reference.
pub(super) struct Name {
    pub(super) id: AttributeId,
    pub(super) parts: Parts,
}

/// A name in the parts that are compared.
pub(super) struct Parts {
    /// What has to be the same.
    pub(super) fixed: Fixed,
    /// What may differ by a letter or two; without case.
    pub(super) core: String,
    /// The digits of the core, which may not differ.
    pub(super) digits: String,
    /// Which letters the core has, as bits.
    pub(super) letters: u64,
}

/// What has to be the same in two names that are near.
#[derive(Default, PartialEq, Eq, Hash)]
pub(super) struct Fixed {
    /// The schema, without case.
    pub(super) urn: String,
    /// The value filter.
    pub(super) filter: String,
}

impl Parts {
    pub(super) fn new(id: &AttributeId) -> Option<Self> {
        let mut fixed = Fixed::default();
        let core = match id.column {
            Column::Source | Column::Target => id.path.key().to_lowercase(),
            Column::Protocol => {
                let path = ScimPath::parse(id.path.as_str())?;
                if let Some(schema) = path.urn.as_ref().filter(|urn| !urn.is_core()) {
                    fixed.urn = schema.as_str().to_lowercase();
                }
                fixed.filter = path.filter.unwrap_or_default();
                let mut core = path.name.to_lowercase();
                if let Some(sub) = path.sub_attribute {
                    core.push('.');
                    core.push_str(&sub.to_lowercase());
                }
                core
            }
        };
        Some(Self {
            digits: core.chars().filter(char::is_ascii_digit).collect(),
            letters: letters(&core),
            fixed,
            core,
        })
    }

    fn outline(&self) -> Outline {
        let Fixed { urn, filter } = &self.fixed;
        let is_core = urn.is_empty() && filter.is_empty();
        Outline {
            length: urn.len() + filter.len() + self.core.len(),
            letters: letters(urn) | letters(filter) | self.letters,
            num_digits: is_core.then_some(self.digits.len()),
        }
    }
}

/// The names of the reference, made ready once.
pub(super) struct Names {
    source: ColumnNames,
    protocol: ColumnNames,
    target: ColumnNames,
    pub(super) schemas: Vec<String>,
}

/// The names of one resource in one column.
#[derive(Default)]
pub(super) struct ResourceNames {
    /// By what has to be the same in them.
    pub(super) groups: FxHashMap<Fixed, Vec<Name>>,
    /// What tells from afar that none of them is near, side by side.
    pub(super) outlines: Vec<Outline>,
}

/// What of a name is compared first.
pub(super) struct Outline {
    /// How long all parts are, in bytes.
    pub(super) length: usize,
    /// Which letters all parts have, as bits.
    pub(super) letters: u64,
    /// How many digits it has, where there is nothing but its core.
    pub(super) num_digits: Option<usize>,
}

/// The names of one column.
#[derive(Default)]
pub(super) struct ColumnNames {
    of_users: ResourceNames,
    of_groups: ResourceNames,
    /// Spellings by which the catalogue may reach an attribute, without case and quotation marks.
    spellings: FxHashSet<String>,
}

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(reference()));

impl Names {
    fn new(catalog: &Catalog) -> Self {
        let [mut source, mut protocol, mut target] =
            Column::ALL.map(|column| ColumnNames::new(catalog, column));
        for resource in Resource::ALL {
            let names = catalog.entra_attributes(resource).iter();
            let names = names.filter_map(|one| one.graph_name.as_deref());
            source.spellings.extend(names.map(str::to_lowercase));
        }
        for row in catalog.rows().iter().filter(|row| row.alias_of.is_some()) {
            let path = AttributePath::new(Column::Protocol, &row.scim_path);
            protocol.spellings.insert(plain(path.key()).into_owned());
        }
        for misprint in catalog.misprints() {
            let names = match misprint.column {
                Column::Source => &mut source,
                Column::Protocol => &mut protocol,
                Column::Target => &mut target,
            };
            let key = AttributePath::new(misprint.column, &misprint.printed);
            names
                .spellings
                .insert(plain(&misprint.printed).into_owned());
            names.spellings.insert(plain(key.key()).into_owned());
        }
        let schemas = catalog
            .schemas()
            .iter()
            .filter_map(|schema| schema.urn.clone());
        Self {
            source,
            protocol,
            target,
            schemas: schemas.collect(),
        }
    }

    pub(super) fn column(&self, column: Column) -> &ColumnNames {
        match column {
            Column::Source => &self.source,
            Column::Protocol => &self.protocol,
            Column::Target => &self.target,
        }
    }

    /// Whether it is worth asking the catalogue, which takes its time.
    pub(super) fn may_resolve(&self, id: &AttributeId) -> bool {
        let spellings = &self.column(id.column).spellings;
        let key = plain(id.path.key());
        if spellings.contains(key.as_ref()) {
            return true;
        }
        let typed = id.path.as_str();
        if !std::ptr::eq(typed, id.path.key()) && spellings.contains(plain(typed).as_ref()) {
            return true;
        }
        id.column == Column::Protocol
            && self.schemas.iter().any(|urn| {
                let key = id.path.key();
                key.split_at_checked(urn.len())
                    .filter(|(head, _)| head.eq_ignore_ascii_case(urn))
                    .and_then(|(_, rest)| rest.strip_prefix(':'))
                    .is_some_and(|name| spellings.contains(plain(name).as_ref()))
            })
    }
}

impl ColumnNames {
    fn new(catalog: &Catalog, column: Column) -> Self {
        let mut names = Self::default();
        for id in catalog.attributes(column).map(|entry| &entry.attribute.id) {
            if !id.path.is_unpublished()
                && let Some(mut parts) = Parts::new(id)
            {
                let of_resource = match id.resource {
                    Resource::User => &mut names.of_users,
                    Resource::Group => &mut names.of_groups,
                };
                of_resource.outlines.push(parts.outline());
                let fixed = std::mem::take(&mut parts.fixed);
                let id = id.clone();
                let group = of_resource.groups.entry(fixed).or_default();
                group.push(Name { id, parts });
            }
            let key = id.path.key().to_lowercase();
            let spellings = &mut names.spellings;
            match column {
                Column::Source => {}
                Column::Target => {
                    let ends = key.match_indices('.');
                    let ends = ends.filter_map(|(at, _)| key.get(at + 1..));
                    spellings.extend(ends.map(str::to_owned));
                    let field = catalog.field(id);
                    if let Some(names) = field.and_then(|field| field.api_property.as_deref()) {
                        spellings.extend(names.split(" / ").map(str::to_lowercase));
                    }
                }
                Column::Protocol => {
                    if let Some(mut path) = ScimPath::parse(id.path.as_str()) {
                        path.urn = None;
                        let base = path.base_key();
                        spellings.insert(path.name.to_lowercase());
                        spellings.extend(base.strip_suffix(".value").map(str::to_owned));
                        spellings.insert(format!("{base}.value"));
                        spellings.insert(base);
                        spellings.insert(plain(&path.key()).into_owned());
                    }
                }
            }
            spellings.insert(plain(&key).into_owned());
        }
        names
    }

    pub(super) fn of(&self, resource: Resource) -> &ResourceNames {
        match resource {
            Resource::User => &self.of_users,
            Resource::Group => &self.of_groups,
        }
    }
}

/// A spelling without case and quotation marks.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let is_other = |byte: u8| !byte.is_ascii() || matches!(byte, b'A'..=b'Z' | b'"' | b'\'');
    // Without an early end the whole text is looked at many bytes at a time.
    if !text.bytes().fold(false, |any, byte| any | is_other(byte)) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if !matches!(c, '"' | '\'') {
                plain.push(c.to_ascii_lowercase());
            }
        } else if !matches!(c, '‘' | '’' | '“' | '”') {
            plain.extend(c.to_lowercase());
        }
    }
    Cow::Owned(plain)
}

//! The catalogue as a whole, parsed once.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Misprint;
use super::attributes::{self, CatalogAttribute};
use super::conflicts::{Conflict, ConflictsFile};
use super::entra::{EntraAttribute, EntraFile};
use super::genesys::{GenesysField, GenesysFile};
use super::pilot_rules::{PilotRule, PilotRulesFile};
use super::rows::{DocumentedRow, RowsFile};
use super::scim::{self, ScimFacts, ScimFile, ScimSchema};
use super::source::{Source, SourcesFile};
use super::spelling::Spellings;
use crate::model::{AttributeId, Column, IdShape, Mark, Resource};

/// The shipped reference.
///
/// It stays the same while the program runs; parsing it takes a few milliseconds, once.
pub fn reference() -> &'static Catalog {
    static REFERENCE: LazyLock<Catalog> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "shipped data, read by a test")]
        Catalog::shipped().expect("the shipped catalogue is well-formed")
    });
    &REFERENCE
}

/// Facts on the three systems, the documented mapping between them, and the sources of it all.
pub struct Catalog {
    sources: Vec<Source>,
    conflicts: Vec<Conflict>,
    pilot_rules: Vec<PilotRule>,
    rows: Vec<DocumentedRow>,
    misprints: Vec<Misprint>,
    entra: EntraFile,
    scim: ScimFile,
    fields: Vec<GenesysField>,
    source_column: Vec<CatalogAttribute>,
    protocol_column: Vec<CatalogAttribute>,
    target_column: Vec<CatalogAttribute>,
    /// Where an attribute stands in its column.
    positions: FxHashMap<AttributeId, usize>,
    /// The shapes of attributes: they tell most that are unknown without reading their paths.
    shapes: FxHashSet<IdShape>,
    /// Where each document stands, by its id: a long table names thousands.
    source_positions: FxHashMap<String, usize>,
    /// What typed names are compared with, made when the first is.
    spellings: OnceLock<Spellings>,
}

impl Catalog {
    fn shipped() -> Result<Self, serde_json::Error> {
        let SourcesFile { sources } =
            serde_json::from_str(include_str!("../../assets/catalog/sources.json"))?;
        let ConflictsFile { conflicts } =
            serde_json::from_str(include_str!("../../assets/catalog/conflicts.json"))?;
        let PilotRulesFile { rules: pilot_rules } =
            serde_json::from_str(include_str!("../../assets/catalog/pilot-rules.json"))?;
        let RowsFile { rows, misprints } =
            serde_json::from_str(include_str!("../../assets/catalog/documented-mapping.json"))?;
        let entra: EntraFile =
            serde_json::from_str(include_str!("../../assets/catalog/entra-id.json"))?;
        let scim: ScimFile = serde_json::from_str(include_str!("../../assets/catalog/scim.json"))?;
        let GenesysFile { fields } =
            serde_json::from_str(include_str!("../../assets/catalog/genesys-cloud.json"))?;

        let mut source_column = attributes::source_column(Resource::User, &entra.user, &rows);
        source_column.extend(attributes::source_column(
            Resource::Group,
            &entra.group,
            &rows,
        ));
        let protocol_column = attributes::protocol_column(&scim, &rows);
        let target_column = attributes::target_column(&fields, &scim, &rows);
        let positions = [&source_column, &protocol_column, &target_column]
            .into_iter()
            .flat_map(|column| column.iter().enumerate())
            .map(|(position, entry)| (entry.attribute.id.clone(), position))
            .collect();
        let shapes = [&source_column, &protocol_column, &target_column]
            .into_iter()
            .flatten()
            .map(|entry| entry.attribute.id.shape())
            .collect();
        let source_positions = sources
            .iter()
            .enumerate()
            .map(|(position, source)| (source.id.clone(), position))
            .collect();
        Ok(Self {
            sources,
            conflicts,
            pilot_rules,
            rows,
            misprints,
            entra,
            scim,
            fields,
            source_column,
            protocol_column,
            target_column,
            positions,
            shapes,
            source_positions,
            spellings: OnceLock::new(),
        })
    }

    pub(super) fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(|| Spellings::of(self))
    }

    /// The documents behind the facts, the founding thread first.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The document with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(*self.source_positions.get(id)?)
    }

    /// Where documents contradict each other, in code order.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// What the pilot goes by, in the order of a run.
    pub fn pilot_rules(&self) -> &[PilotRule] {
        &self.pilot_rules
    }

    /// The rule of the pilot with this id.
    pub fn pilot_rule(&self, id: &str) -> Option<&PilotRule> {
        self.pilot_rules.iter().find(|rule| rule.id == id)
    }

    /// The conflict with this code.
    pub fn conflict(&self, code: &str) -> Option<&Conflict> {
        self.conflicts.iter().find(|conflict| conflict.code == code)
    }

    /// The conflicts that touch an attribute through its documented rows, in code order.
    ///
    /// Conflicts that touch the mapping as a whole (those without rows) belong to no attribute.
    pub fn conflicts_of(&self, id: &AttributeId) -> impl Iterator<Item = &Conflict> {
        let rows: Vec<_> = self.rows_of(id).collect();
        self.conflicts.iter().filter(move |conflict| {
            rows.iter().any(|row| {
                conflict.rows.contains(&row.id) || row.conflicts.contains(&conflict.code)
            })
        })
    }

    /// The documented rows, users first, in the order of the documents; one of them is a mere label.
    pub fn rows(&self) -> &[DocumentedRow] {
        &self.rows
    }

    /// The documented rows that name an attribute, in order.
    pub fn rows_of(&self, id: &AttributeId) -> impl Iterator<Item = &DocumentedRow> {
        self.attribute(id)
            .into_iter()
            .flat_map(|entry| &entry.rows)
            .filter_map(|position| self.rows.get(*position))
    }

    /// Spellings that documents print by mistake.
    pub fn misprints(&self) -> &[Misprint] {
        &self.misprints
    }

    /// The attributes of a column in the order of the map: users first, groups of rows together.
    pub fn attributes(&self, column: Column) -> impl ExactSizeIterator<Item = &CatalogAttribute> {
        self.column(column).iter()
    }

    /// The attribute with this id; aliases are not resolved.
    pub fn attribute(&self, id: &AttributeId) -> Option<&CatalogAttribute> {
        if !self.may_know(&id.shape()) {
            return None;
        }
        self.positions
            .get(id)
            .and_then(|position| self.column(id.column).get(*position))
    }

    /// Whether an attribute of this shape may be known; most that are not can be told by it.
    pub fn may_know(&self, shape: &IdShape) -> bool {
        self.shapes.contains(shape)
    }

    /// The mark that the documents give an attribute; none if it is unknown, or cannot be mapped.
    pub fn mark(&self, id: &AttributeId) -> Option<Mark> {
        self.attribute(id)?.attribute.mark
    }

    /// What is known of Entra ID's attributes, in the order of the map.
    pub fn entra_attributes(&self, resource: Resource) -> &[EntraAttribute] {
        match resource {
            Resource::User => &self.entra.user,
            Resource::Group => &self.entra.group,
        }
    }

    /// What is known of an attribute of the source column.
    pub fn entra_attribute(&self, id: &AttributeId) -> Option<&EntraAttribute> {
        if id.column != Column::Source {
            return None;
        }
        self.entra_attributes(id.resource)
            .get(self.attribute(id)?.entry?)
    }

    /// The SCIM schemas: common attributes, User, its two extensions, Group.
    pub fn schemas(&self) -> &[ScimSchema] {
        &self.scim.schemas
    }

    /// What is known of a SCIM path, whether or not the column shows it; its filter does not count.
    pub fn scim_facts(&self, resource: Resource, path: &str) -> Option<ScimFacts<'_>> {
        scim::facts(&self.scim.schemas, resource, path)
    }

    /// The Genesys Cloud fields in the order of the map.
    pub fn fields(&self) -> &[GenesysField] {
        &self.fields
    }

    /// What is known of a field of the target column.
    pub fn field(&self, id: &AttributeId) -> Option<&GenesysField> {
        if id.column != Column::Target {
            return None;
        }
        self.fields.get(self.attribute(id)?.entry?)
    }

    fn column(&self, column: Column) -> &[CatalogAttribute] {
        match column {
            Column::Source => &self.source_column,
            Column::Protocol => &self.protocol_column,
            Column::Target => &self.target_column,
        }
    }
}

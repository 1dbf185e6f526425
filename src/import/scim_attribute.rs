//! An attribute of a SCIM schema as the paths that a mapping uses: `name.givenName`, `emails[type eq "work"].value`.

use super::column::Listed;
use super::field::AttributeField;
use crate::json::JsonTree;
use crate::model::{Access, AttributeId, Cardinality, Mark, SchemaUrn, ScimPath, ValueType};

/// An attribute as some document describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    /// Its name; never empty.
    pub(super) name: String,
    /// Its type, if it is said.
    pub(super) value_type: Option<ValueType>,
    /// Whether it has several values.
    pub(super) is_multiple: bool,
    /// Whether it must be there.
    pub(super) is_required: bool,
    /// Who may write it, if it is said.
    pub(super) access: Option<Access>,
    /// What it is; may be empty.
    pub(super) description: String,
    /// The values that are named for it.
    pub(super) values: Vec<String>,
    /// Its sub-attributes.
    pub(super) parts: Vec<Self>,
}

impl Described {
    /// Reads RFC 7643 §7; letter case of names and words does not count, since vendors differ in it.
    pub(super) fn of_scim(tree: &JsonTree<'_>) -> Option<Self> {
        let name = tree.text_of("name").filter(|name| !name.is_empty())?;
        let truth = |name: &str| tree.member_like(name).and_then(JsonTree::boolean) == Some(true);
        let access =
            tree.text_of("mutability")
                .and_then(|word| match word.to_ascii_lowercase().as_str() {
                    "readonly" => Some(Access::ReadOnly),
                    "writeonly" => Some(Access::WriteOnly),
                    "readwrite" | "immutable" => Some(Access::ReadWrite),
                    _ => None,
                });
        Some(Self {
            name: name.to_owned(),
            value_type: tree.text_of("type").map(ValueType::parse),
            is_multiple: truth("multiValued"),
            is_required: truth("required"),
            access,
            description: tree.text_of("description").unwrap_or_default().to_owned(),
            values: tree
                .items_of("canonicalValues")
                .iter()
                .filter_map(JsonTree::text)
                .map(ToOwned::to_owned)
                .collect(),
            parts: tree
                .items_of("subAttributes")
                .iter()
                .filter_map(Self::of_scim)
                .collect(),
        })
    }

    fn part(&self, name: &str) -> Option<&Self> {
        let same = |part: &&Self| part.name.eq_ignore_ascii_case(name);
        self.parts.iter().find(same)
    }

    /// What the document says, for this attribute or for one of its parts.
    fn fields(&self, part: Option<&Self>, cardinality: Cardinality) -> Vec<AttributeField> {
        let said = part.unwrap_or(self);
        let mut fields = Vec::new();
        // A plain text says nothing that a catalogue does not know better: a phone number is one too.
        if let Some(value_type) = &said.value_type
            && *value_type != ValueType::String
        {
            fields.push(AttributeField::Type(value_type.clone()));
        }
        fields.push(AttributeField::Cardinality(cardinality));
        let access = match (self.access, said.access) {
            (Some(Access::ReadOnly), _) => Some(Access::ReadOnly),
            (_, access) => access,
        };
        if let Some(access) = access {
            fields.push(AttributeField::Access(access));
        }
        if access == Some(Access::ReadOnly) {
            fields.push(AttributeField::Mark(Some(Mark::SystemGenerated)));
        } else if self.is_required {
            fields.push(AttributeField::Mark(Some(Mark::Required)));
        }
        if !said.description.is_empty() {
            fields.push(AttributeField::Description(said.description.clone()));
        }
        fields
    }
}

/// The paths of an attribute of the schema `urn`, each with what is said of it.
///
/// A part of a single object is a path (`name.givenName`); of a multi-valued one each named type is
/// (`emails[type eq "work"].value`); where no type is named, the attribute as a whole is.
pub(super) fn paths_of(urn: &str, attribute: &Described) -> Vec<(String, Vec<AttributeField>)> {
    let schema = SchemaUrn::new(urn);
    let prefix = if urn.is_empty() || schema.is_core() {
        String::new()
    } else {
        format!("{urn}:")
    };
    let whole = format!("{prefix}{}", attribute.name);
    let alone = |cardinality| vec![(whole.clone(), attribute.fields(None, cardinality))];
    let is_manager = schema.is_enterprise_user() && attribute.name.eq_ignore_ascii_case("manager");
    if attribute.parts.is_empty() || is_manager {
        return alone(if attribute.is_multiple {
            Cardinality::Multiple
        } else {
            Cardinality::Single
        });
    }
    let single = Cardinality::Single;
    if !attribute.is_multiple {
        return attribute
            .parts
            .iter()
            .map(|part| {
                let path = format!("{whole}.{}", part.name);
                (path, attribute.fields(Some(part), single))
            })
            .collect();
    }
    let types = attribute.part("type").map_or(&[][..], |part| &part.values);
    let is_carrier = |part: &&Described| {
        !["type", "primary", "display", "$ref"]
            .iter()
            .any(|other| part.name.eq_ignore_ascii_case(other))
    };
    let carriers: Vec<_> = match attribute.part("value") {
        Some(value) => vec![value],
        None => attribute.parts.iter().filter(is_carrier).collect(),
    };
    let mut paths = Vec::new();
    for word in types {
        for part in &carriers {
            let path = format!("{whole}[type eq \"{word}\"].{}", part.name);
            paths.push((path, attribute.fields(Some(part), single)));
        }
    }
    if paths.is_empty() {
        return alone(Cardinality::Multiple);
    }
    paths
}

/// Whether a list covers an attribute that it does not name: by its base, as a part of what it names, or because
/// every resource has it (RFC 7643 §3.1).
pub(super) fn listed_already(id: &AttributeId, list: &[Listed]) -> bool {
    let Some(path) = ScimPath::parse(id.path.as_str()) else {
        return false;
    };
    if path.urn.is_none()
        && ["id", "externalId", "meta", "schemas"]
            .iter()
            .any(|common| path.name.eq_ignore_ascii_case(common))
    {
        return true;
    }
    let is_same_attribute = |other: &ScimPath| {
        let urn = |path: &ScimPath| path.urn.clone().filter(|urn| !urn.is_core());
        other.name.eq_ignore_ascii_case(&path.name) && urn(other) == urn(&path)
    };
    list.iter().any(|listed| {
        listed.id.resource == id.resource
            && ScimPath::parse(listed.id.path.as_str())
                .is_some_and(|other| is_same_attribute(&other))
    })
}

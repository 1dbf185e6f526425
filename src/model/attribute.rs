//! Attributes: the rows of a column.

use super::{AttributePath, Column, Evidence, Resource, UnknownMembers};

/// What names an attribute: column, resource and path, and for a target field also its SCIM path.
///
/// Two SCIM paths can reach one target field, and a field whose name no document prints has an empty path:
/// so the SCIM path is part of a target field's identity.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeId {
    /// The column it stands in.
    pub column: Column,
    /// The resource it belongs to.
    pub resource: Resource,
    /// Its path as typed; compares by the attribute that is meant.
    pub path: AttributePath,
    /// The SCIM path that reaches a target field; none in the other columns.
    pub scim_path: Option<AttributePath>,
}

impl AttributeId {
    /// An attribute of the source column.
    pub fn source(resource: Resource, path: &str) -> Self {
        Self {
            column: Column::Source,
            resource,
            path: AttributePath::new(Column::Source, path),
            scim_path: None,
        }
    }

    /// An attribute of the protocol column.
    pub fn protocol(resource: Resource, path: &str) -> Self {
        Self {
            column: Column::Protocol,
            resource,
            path: AttributePath::new(Column::Protocol, path),
            scim_path: None,
        }
    }

    /// A field of the target column, and the SCIM path that reaches it (`None` if none is known).
    pub fn target(resource: Resource, path: &str, scim_path: Option<&str>) -> Self {
        Self {
            column: Column::Target,
            resource,
            path: AttributePath::new(Column::Target, path),
            scim_path: scim_path.map(|path| AttributePath::new(Column::Protocol, path)),
        }
    }

    /// The name for people: the path as typed, or `(not published)`.
    pub fn label(&self) -> &str {
        self.path.label()
    }

    /// What tells it from most others without reading its path.
    pub fn shape(&self) -> IdShape {
        let length = |path: &AttributePath| path.key().len() as u32;
        IdShape {
            column: self.column,
            resource: self.resource,
            path: length(&self.path),
            scim_path: self.scim_path.as_ref().map(length),
        }
    }
}

/// The shape of an [`AttributeId`]: equal ids have equal shapes, and few others share them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IdShape {
    /// Its column.
    pub column: Column,
    /// Its resource.
    pub resource: Resource,
    /// How long the key of its path is, in bytes.
    pub path: u32,
    /// How long the key of its SCIM path is, in bytes.
    pub scim_path: Option<u32>,
}

/// How an attribute counts in the mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// It must have a value.
    Required,
    /// The system makes it.
    SystemGenerated,
    /// It may have a value.
    Optional,
}

impl Mark {
    /// All, strongest first.
    pub const ALL: [Self; 3] = [Self::Required, Self::SystemGenerated, Self::Optional];

    /// The word in files, on screen and in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::SystemGenerated => "system-generated",
            Self::Optional => "optional",
        }
    }
}

/// Who may read and write an attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Access {
    /// Read and written.
    #[default]
    ReadWrite,
    /// Read only.
    ReadOnly,
    /// Written only.
    WriteOnly,
}

impl Access {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ReadWrite, Self::ReadOnly, Self::WriteOnly];

    /// The word in files and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadWrite => "read-write",
            Self::ReadOnly => "read-only",
            Self::WriteOnly => "write-only",
        }
    }
}

/// Whether the target takes an attribute (or Entra ID offers it as a source).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Support {
    /// It does.
    #[default]
    Supported,
    /// Some of its values or sub-attributes only.
    Partial,
    /// It does not.
    Unsupported,
    /// The documents do not say, or disagree.
    Unclear,
}

impl Support {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Supported,
        Self::Partial,
        Self::Unsupported,
        Self::Unclear,
    ];

    /// The word in files and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Partial => "partial",
            Self::Unsupported => "unsupported",
            Self::Unclear => "unclear",
        }
    }
}

/// One value or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cardinality {
    /// One value at most.
    #[default]
    Single,
    /// Any number of values.
    Multiple,
}

/// The type of an attribute's values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueType {
    /// Text.
    #[default]
    String,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Decimal,
    /// A day and time.
    DateTime,
    /// A day.
    Date,
    /// Another object.
    Reference,
    /// Bytes.
    Binary,
    /// An object of sub-attributes.
    Complex,
    /// A telephone number.
    Phone,
    /// Any other word.
    Other(String),
}

impl ValueType {
    /// Reads the word, whatever its case; an unknown one is kept.
    pub fn parse(text: &str) -> Self {
        match text.to_ascii_lowercase().as_str() {
            "string" => Self::String,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "decimal" => Self::Decimal,
            "datetime" => Self::DateTime,
            "date" => Self::Date,
            "reference" => Self::Reference,
            "binary" => Self::Binary,
            "complex" => Self::Complex,
            "phone" => Self::Phone,
            _ => Self::Other(text.to_owned()),
        }
    }

    /// The word in files, on screen and in exports, as RFC 7643 §2.3 spells it where it has it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::DateTime => "dateTime",
            Self::Date => "date",
            Self::Reference => "reference",
            Self::Binary => "binary",
            Self::Complex => "complex",
            Self::Phone => "phone",
            Self::Other(text) => text,
        }
    }
}

/// Where an attribute of a project came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AttributeOrigin {
    /// The reference or an imported schema.
    #[default]
    Catalog,
    /// A person added it.
    Custom,
}

/// A row of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// What names it.
    pub id: AttributeId,
    /// The heading it stands under on the map; may be empty.
    pub group: String,
    /// The type of its values.
    pub value_type: ValueType,
    /// One value or several.
    pub cardinality: Cardinality,
    /// Required, system-generated, optional, or not marked yet.
    pub mark: Option<Mark>,
    /// Who may read and write it.
    pub access: Access,
    /// Whether the target takes it.
    pub support: Support,
    /// The longest value, in characters.
    pub max_length: Option<u32>,
    /// Why it is left unmapped on purpose; none if it is not.
    pub no_counterpart: Option<String>,
    /// What it is, in a sentence or two; may be empty.
    pub description: String,
    /// Where it came from.
    pub origin: AttributeOrigin,
    /// Who says so.
    pub evidence: Vec<Evidence>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

impl Attribute {
    /// An attribute of which nothing but the name is known, as a person adds one.
    pub fn custom(id: AttributeId) -> Self {
        Self {
            id,
            group: String::new(),
            value_type: ValueType::String,
            cardinality: Cardinality::Single,
            mark: None,
            access: Access::ReadWrite,
            support: Support::Supported,
            max_length: None,
            no_counterpart: None,
            description: String::new(),
            origin: AttributeOrigin::Custom,
            evidence: Vec::new(),
            unknown: UnknownMembers::default(),
        }
    }
}

//! What the columns of a list of attributes say, by their headers, and open to correction.

use super::table::Table;

/// What a column of a list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The attribute's path or name.
    Path,
    /// The SCIM path that reaches a target field.
    ScimPath,
    /// User or group.
    Resource,
    /// Its type.
    Type,
    /// Whether it is required, or made by the system.
    Required,
    /// Whether it has several values.
    Multiple,
    /// Who may read and write it.
    Access,
    /// Whether it is supported.
    Support,
    /// Its maximum length.
    MaxLength,
    /// Its heading on the map.
    Group,
    /// What it is.
    Description,
}

impl Fact {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Path,
        Self::ScimPath,
        Self::Resource,
        Self::Type,
        Self::Required,
        Self::Multiple,
        Self::Access,
        Self::Support,
        Self::MaxLength,
        Self::Group,
        Self::Description,
    ];

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Path => "Attribute",
            Self::ScimPath => "SCIM path",
            Self::Resource => "User or group",
            Self::Type => "Type",
            Self::Required => "Required or optional",
            Self::Multiple => "Multi-valued",
            Self::Access => "Access",
            Self::Support => "Support",
            Self::MaxLength => "Maximum length",
            Self::Group => "Group",
            Self::Description => "Description",
        }
    }

    fn of_header(header: &str) -> Option<Self> {
        let text = header.trim().to_lowercase().replace(['_', '-'], " ");
        Some(match text.as_str() {
            "path" | "name" | "attribute" | "attribute name" | "attribute path" | "api name"
            | "field" | "field name" => Self::Path,
            "scim path" | "scim" | "scim attribute" => Self::ScimPath,
            "resource" | "object" | "object type" => Self::Resource,
            "type" | "data type" | "datatype" => Self::Type,
            "required" | "mandatory" | "mark" | "requirement" => Self::Required,
            "multi valued" | "multivalued" | "multiple" | "cardinality" => Self::Multiple,
            "access" | "mutability" | "read only" => Self::Access,
            "support" | "supported" => Self::Support,
            "max length" | "maximum length" | "length" | "maxlength" => Self::MaxLength,
            "group" | "section" | "category" => Self::Group,
            "description" | "notes" | "note" | "comment" => Self::Description,
            _ => return None,
        })
    }
}

/// What each column of a list says, from left to right; none for what is not taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(pub Vec<Option<Fact>>);

impl Facts {
    /// As the header tells.
    pub(super) fn of(table: &Table) -> Self {
        let header = table.records.first();
        let cells = header.into_iter().flat_map(|record| &record.cells);
        Self(cells.map(|cell| Fact::of_header(cell)).collect())
    }

    /// The first column that says this.
    pub(super) fn position(&self, fact: Fact) -> Option<usize> {
        self.0.iter().position(|one| *one == Some(fact))
    }

    /// Lets a column say something else; the one that said it is not taken over any more. Without such a column nothing
    /// changes.
    pub fn give(&mut self, at: usize, fact: Option<Fact>) {
        if at >= self.0.len() {
            return;
        }
        for (other, place) in self.0.iter_mut().enumerate() {
            if other == at {
                *place = fact;
            } else if *place == fact {
                *place = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_is_said_by_one_column() {
        let mut facts = Facts(vec![Some(Fact::Path), None, Some(Fact::Type)]);
        facts.give(1, Some(Fact::Path));
        assert_eq!(facts.0, [None, Some(Fact::Path), Some(Fact::Type)]);
        assert_eq!(facts.position(Fact::Path), Some(1));
        facts.give(2, None);
        facts.give(7, Some(Fact::Path));
        assert_eq!(facts.0, [None, Some(Fact::Path), None]);
    }
}

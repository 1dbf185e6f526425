//! What a column of a foreign table means, by its header.

use crate::model::{Column, Project};
use crate::rows::TableColumn;

/// What the cells of a column say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Nothing that is taken over.
    Ignored,
    /// User or group.
    Resource,
    /// What feeds the SCIM attribute.
    Source,
    /// How.
    Rule,
    /// The SCIM attribute.
    Protocol,
    /// How the target takes it.
    TargetRule,
    /// The target field.
    Target,
    /// Required, system-generated or optional.
    Mark,
    /// The default value if null.
    DefaultIfNull,
    /// When the mapping is applied.
    Apply,
    /// The matching precedence.
    Match,
    /// How far people have got.
    Status,
    /// Who answers for it.
    Owner,
    /// Whether it is used, and if not, why.
    Used,
    /// The type of the SCIM attribute.
    Type,
    /// What people remarked.
    Notes,
    /// Who says so.
    Evidence,
}

impl Meaning {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 17] = [
        Self::Ignored,
        Self::Resource,
        Self::Source,
        Self::Rule,
        Self::Protocol,
        Self::TargetRule,
        Self::Target,
        Self::Mark,
        Self::DefaultIfNull,
        Self::Apply,
        Self::Match,
        Self::Status,
        Self::Owner,
        Self::Used,
        Self::Type,
        Self::Notes,
        Self::Evidence,
    ];

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ignored => "Not taken over",
            Self::Resource => "User or group",
            Self::Source => "Source attribute",
            Self::Rule => "Rule",
            Self::Protocol => "SCIM attribute",
            Self::TargetRule => "Target rule",
            Self::Target => "Target field",
            Self::Mark => "Required or optional",
            Self::DefaultIfNull => "Default if null",
            Self::Apply => "Apply",
            Self::Match => "Matching precedence",
            Self::Status => "Status",
            Self::Owner => "Owner",
            Self::Used => "Used",
            Self::Type => "Type",
            Self::Notes => "Notes",
            Self::Evidence => "Evidence",
        }
    }

    /// The words within a sentence.
    pub(super) fn in_sentence(self) -> String {
        let label = self.label();
        match label.chars().nth(1) {
            // An abbreviation keeps its capitals.
            Some(second) if second.is_uppercase() => label.to_owned(),
            _ => label.to_lowercase(),
        }
    }

    /// The column whose attributes the cells name.
    pub fn names(self) -> Option<Column> {
        match self {
            Self::Source => Some(Column::Source),
            Self::Protocol => Some(Column::Protocol),
            Self::Target => Some(Column::Target),
            _ => None,
        }
    }

    /// The column of our own table that says this.
    pub(super) fn own_column(self) -> Option<TableColumn> {
        Some(match self {
            Self::Ignored => return None,
            Self::Resource => TableColumn::Resource,
            Self::Source => TableColumn::Source,
            Self::Rule => TableColumn::Rule,
            Self::Protocol => TableColumn::Protocol,
            Self::TargetRule => TableColumn::TargetRule,
            Self::Target => TableColumn::Target,
            Self::Mark => TableColumn::Mark,
            Self::DefaultIfNull => TableColumn::DefaultIfNull,
            Self::Apply => TableColumn::Apply,
            Self::Match => TableColumn::Match,
            Self::Status => TableColumn::Status,
            Self::Owner => TableColumn::Owner,
            Self::Used => TableColumn::Used,
            Self::Type => TableColumn::Type,
            Self::Notes => TableColumn::Notes,
            Self::Evidence => TableColumn::Evidence,
        })
    }

    /// What a header of our own table means.
    pub(super) fn of_own(column: TableColumn) -> Self {
        Self::ALL
            .into_iter()
            .find(|meaning| meaning.own_column() == Some(column))
            .unwrap_or(Self::Ignored)
    }

    /// What a header means; none if it says nothing we know.
    pub(super) fn of_header(header: &str, project: &Project) -> Option<Self> {
        let own = TableColumn::ALL
            .into_iter()
            .find(|column| column.header(project).eq_ignore_ascii_case(header.trim()));
        if let Some(column) = own {
            return Some(Self::of_own(column));
        }
        let text = header.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        // The more particular comes first: `target rule` before `target`, `genesys` before `attribute name`.
        let known: &[(&[&str], Self)] = &[
            (&["target rule"], Self::TargetRule),
            (&["genesys", "purecloud"], Self::Target),
            (&["scim"], Self::Protocol),
            (&["entra", "azure", "aad", "active directory"], Self::Source),
            (&["default"], Self::DefaultIfNull),
            (&["matching", "precedence"], Self::Match),
            (
                &[
                    "mandatory",
                    "required",
                    "requirement",
                    "optional",
                    "pflicht",
                ],
                Self::Mark,
            ),
            (
                &["rule", "expression", "transformation", "mapping type"],
                Self::Rule,
            ),
            (&["source"], Self::Source),
            (&["target", "destination"], Self::Target),
            (&["protocol"], Self::Protocol),
            (&["resource", "object type"], Self::Resource),
            (&["status"], Self::Status),
            (&["owner", "responsible"], Self::Owner),
            (&["apply"], Self::Apply),
            (&["note", "comment", "remark"], Self::Notes),
        ];
        if let Some((_, meaning)) = known.iter().find(|(words, _)| has(words)) {
            return Some(*meaning);
        }
        has(&["description", "evidence", "data type"]).then_some(Self::Ignored)
    }

    /// Where each word of a header line that lost its cells stands, in bytes, and what it means: in order, each meaning
    /// once.
    pub(super) fn in_line(line: &str) -> Vec<(usize, Self)> {
        // Of one length with the line, so that places in it are places in the line.
        let text = line.to_ascii_lowercase();
        let words: &[(&str, Self)] = &[
            ("entra", Self::Source),
            ("azure", Self::Source),
            ("source", Self::Source),
            ("scim", Self::Protocol),
            ("genesys", Self::Target),
            ("target", Self::Target),
            ("mandatory", Self::Mark),
            ("required", Self::Mark),
        ];
        let mut found: Vec<(usize, Self)> = Vec::new();
        for (word, meaning) in words {
            if let Some(at) = text.find(word)
                && !found.iter().any(|(_, other)| other == meaning)
            {
                found.push((at, *meaning));
            }
        }
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;

    #[test]
    fn headers_that_people_write() {
        let project = reference_project();
        let check = |header: &str, expected| {
            assert_eq!(Meaning::of_header(header, &project), expected, "{header}");
        };
        check("Entra ID Name", Some(Meaning::Source));
        check("Azure AD attribute", Some(Meaning::Source));
        check("SCIM Name", Some(Meaning::Protocol));
        check("Genesys Name", Some(Meaning::Target));
        check("Mandatory", Some(Meaning::Mark));
        check("Target rule", Some(Meaning::TargetRule));
        check("Default value if null", Some(Meaning::DefaultIfNull));
        check("Notes", Some(Meaning::Notes));
        check("Comments of HR", Some(Meaning::Notes));
        check("Evidence", Some(Meaning::Evidence));
        check("Evidence of it", Some(Meaning::Ignored));
        check("jobTitle", None);
        check("", None);
    }

    #[test]
    fn a_header_without_cells() {
        let found = Meaning::in_line("Entra ID Name SCIM Name Genesys Name Mandatory");
        let expected = [
            (0, Meaning::Source),
            (14, Meaning::Protocol),
            (24, Meaning::Target),
            (37, Meaning::Mark),
        ];
        assert_eq!(found, expected);
        assert_eq!(Meaning::in_line("displayName displayName"), []);
    }
}

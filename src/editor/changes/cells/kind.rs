//! What the cells of a column take, and why one does not take a text.

use thiserror::Error;

use crate::rows::TableColumn;

/// Why a cell does not take a text, in words for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CellRefusal {
    /// The column follows from others.
    #[error("this follows from the other cells and cannot be typed")]
    Derived,
    /// The column names an attribute.
    #[error("a row is named by its attributes: change links on the map, names in the inspector")]
    Name,
    /// Nothing feeds the row.
    #[error("nothing feeds {label:?} yet: type its source in the {system} cell first")]
    NoSourceLink {
        /// The row's SCIM attribute, or what stands for it.
        label: String,
        /// The source system.
        system: String,
    },
    /// Nothing takes the row to the target.
    #[error("{label:?} goes to no field of {system}: link it on the map first")]
    NoTargetLink {
        /// The row's SCIM attribute, or what stands for it.
        label: String,
        /// The target system.
        system: String,
    },
    /// The row is about no SCIM attribute that could be fed.
    #[error("this row has no SCIM attribute to feed: link it on the map")]
    NothingToFeed,
    /// Several links would have to take it.
    #[error("{number} links fill {label:?}: change each in the inspector")]
    SeveralLinks {
        /// What they fill.
        label: String,
        /// How many.
        number: usize,
    },
    /// No such source attribute.
    #[error("{system} has no attribute {name:?}: check its spelling, or add it on the map")]
    UnknownSource {
        /// What was typed.
        name: String,
        /// The source system.
        system: String,
    },
    /// The link takes its sources from its text.
    #[error("the sources are the [names] in the expression: change them in the Rule cell")]
    SourcesFromExpression,
    /// A rule cannot be empty.
    #[error("type direct, constant \"text\", or an expression")]
    NoRule,
    /// The text is no expression.
    #[error("not a rule: {problem}; type direct, constant \"text\", or an expression")]
    NotAnExpression {
        /// What is wrong with it.
        problem: String,
    },
    /// The text is no rule that a target has.
    #[error("type direct, or what becomes of each value: True = active; False = inactive")]
    NotATargetRule,
    /// The text is none of the words that the cell takes.
    #[error("type one of: {words}")]
    NotAWord {
        /// The words.
        words: &'static str,
    },
    /// The text is no precedence.
    #[error("type a whole number from 1, or nothing where it is no matching attribute")]
    NotAPrecedence,
    /// The row has no attribute that could carry a mark.
    #[error("this row has no attribute that could be marked")]
    NothingToMark,
}

/// What a cell needs to take a text: words to choose from, a text, or nothing can be typed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// It follows from other cells, or names the row.
    ReadOnly,
    /// It takes text.
    Text,
    /// It takes one of these words; the empty one clears it.
    Choice(&'static [&'static str]),
}

impl CellKind {
    /// What the cells of a column take.
    pub fn of(column: TableColumn) -> Self {
        match column {
            TableColumn::Number
            | TableColumn::Resource
            | TableColumn::Protocol
            | TableColumn::Target
            | TableColumn::Used
            | TableColumn::Type
            | TableColumn::Evidence => Self::ReadOnly,
            TableColumn::Source
            | TableColumn::Rule
            | TableColumn::TargetRule
            | TableColumn::DefaultIfNull
            | TableColumn::Match
            | TableColumn::Owner
            | TableColumn::Notes => Self::Text,
            TableColumn::Mark => Self::Choice(&["required", "system-generated", "optional", ""]),
            TableColumn::Apply => Self::Choice(&[
                "always",
                "only during creation",
                "add values only",
                "never remove",
                "only when empty",
            ]),
            TableColumn::Status => Self::Choice(&["proposed", "agreed", "rejected"]),
        }
    }
}

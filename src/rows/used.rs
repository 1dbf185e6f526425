//! Whether a row is used: whether a value really goes all the way.

use super::index::{AttributeNumber, LinkNumber};
use super::row::Row;
use super::table::Table;
use crate::model::{Column, Mark, Status, Support};

/// The word of the `Used` column.
///
/// A link *feeds* if it is not rejected and has something to give: an origin, a constant, or an expression that is not
/// blank. A chain is *complete* if a link feeds the SCIM attribute and a link that is not rejected takes it to the target
/// field, or if a link feeds the target field without a SCIM attribute. Then, the first that holds:
///
/// 1. `by the system`: the row's mark is system-generated and no source link feeds it.
/// 2. The chain is complete:
///    `no` if the SCIM attribute, the target field or a source attribute that feeds it is unsupported;
///    `unknown` if one of them is unclear; else `yes`.
/// 3. The chain is not complete:
///    `no` with the reason of a *no counterpart* of its target field, SCIM attribute or source attribute, in that order;
///    `unknown` with the first open question on the row;
///    `no` if one of its attributes is unsupported;
///    `unknown` if it is fed and unclear, for then the missing half may only be undocumented;
///    else `no` with what is missing.
///
/// What to check is the first open question on the row that the reader may see, else what is unclear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Used<'a> {
    /// A value goes all the way.
    Yes,
    /// The target makes the value itself.
    BySystem,
    /// It is not used.
    No(Reason<'a>),
    /// It cannot be said.
    Unknown(Check<'a>),
}

/// Why a row is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// It was left unmapped on purpose, for this reason.
    OnPurpose(&'a str),
    /// The system with this name has no use for it, or does not offer it.
    Unsupported {
        /// The system's name.
        system: &'a str,
        /// Whether it takes the value (target) or offers it (source).
        column: Column,
    },
    /// Nothing feeds the SCIM attribute or the target field.
    NothingFeeds,
    /// What would feed it is rejected.
    SourceLinkRejected,
    /// The target with this name has no field for it.
    NothingReceives(&'a str),
    /// What would take it to the target is rejected.
    TargetLinkRejected,
    /// A source attribute that no link reads.
    FeedsNothing,
}

impl Reason<'_> {
    /// Whether it is a gap, not a decision or a fact about a system.
    pub fn is_gap(&self) -> bool {
        matches!(
            self,
            Self::NothingFeeds | Self::NothingReceives(_) | Self::FeedsNothing
        )
    }

    fn push_to(&self, out: &mut String) {
        match self {
            Self::OnPurpose(reason) => out.push_str(reason),
            Self::Unsupported { system, column } => {
                out.push_str(system);
                out.push_str(match column {
                    Column::Source => " does not offer it",
                    Column::Protocol | Column::Target => " does not support it",
                });
            }
            Self::NothingFeeds => out.push_str("nothing feeds it"),
            Self::SourceLinkRejected => out.push_str("its source link is rejected"),
            Self::NothingReceives(system) => {
                out.push_str("nothing in ");
                out.push_str(system);
                out.push_str(" receives it");
            }
            Self::TargetLinkRejected => out.push_str("its target link is rejected"),
            Self::FeedsNothing => out.push_str("it feeds nothing"),
        }
    }
}

/// What to check before it can be said whether a row is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check<'a> {
    /// An open question.
    Question(&'a str),
    /// Whether the system with this name takes it (target) or offers it (source).
    Support {
        /// The system's name.
        system: &'a str,
        /// Whether it takes the value (target) or offers it (source).
        column: Column,
    },
}

impl Check<'_> {
    fn push_to(&self, out: &mut String) {
        match self {
            Self::Question(text) => out.push_str(text),
            Self::Support { system, column } => {
                out.push_str("whether ");
                out.push_str(system);
                out.push_str(match column {
                    Column::Source => " offers it",
                    Column::Protocol | Column::Target => " takes it",
                });
            }
        }
    }
}

impl Used<'_> {
    /// Appends the words of the `Used` column: `yes`, `by the system`, `no: <reason>`, `unknown: <what to check>`.
    pub fn push_to(&self, out: &mut String) {
        match self {
            Self::Yes => out.push_str("yes"),
            Self::BySystem => out.push_str("by the system"),
            Self::No(reason) => {
                out.push_str("no: ");
                reason.push_to(out);
            }
            Self::Unknown(check) => {
                out.push_str("unknown: ");
                check.push_to(out);
            }
        }
    }

    /// The words of the `Used` column.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }
}

impl<'a> Table<'a> {
    /// Whether a row is used.
    pub fn used(&self, row: &Row) -> Used<'a> {
        let source_feeds = self.any_feeds(self.source_link_numbers(row));
        if self.mark(row) == Some(Mark::SystemGenerated) && !source_feeds {
            return Used::BySystem;
        }
        let fed = match row.protocol {
            Some(_) => source_feeds,
            None => self.any_feeds(self.rows.target_links(row)),
        };
        let received = self
            .facts_of(self.rows.target_links(row))
            .any(|(_, facts)| facts.status != Status::Rejected);
        if fed && received {
            return match self.support_of(row) {
                Some((Support::Unsupported, column)) => Used::No(self.unsupported(column)),
                Some((Support::Unclear, column)) => Used::Unknown(self.check_of(row, column)),
                Some(_) | None => Used::Yes,
            };
        }
        self.why_not_used(row, fed)
    }

    fn any_feeds(&self, links: &'a [LinkNumber]) -> bool {
        self.facts_of(links)
            .any(|(number, facts)| facts.feeds(self.index.origins(number).len()))
    }

    fn any_rejected(&self, links: &'a [LinkNumber]) -> bool {
        self.facts_of(links)
            .any(|(_, facts)| facts.status == Status::Rejected)
    }

    fn why_not_used(&self, row: &Row, fed: bool) -> Used<'a> {
        if let Some(reason) = self.reason_on_purpose(row) {
            return Used::No(Reason::OnPurpose(reason));
        }
        if let Some(question) = self.open_question(row) {
            return Used::Unknown(Check::Question(question));
        }
        match self.support_of(row) {
            Some((Support::Unsupported, column)) => return Used::No(self.unsupported(column)),
            Some((Support::Unclear, column)) if fed => {
                return Used::Unknown(self.check_of(row, column));
            }
            Some(_) | None => {}
        }
        Used::No(if row.source.is_some() {
            Reason::FeedsNothing
        } else if !fed && self.any_rejected(self.source_link_numbers(row)) {
            Reason::SourceLinkRejected
        } else if !fed && row.protocol.is_some() {
            Reason::NothingFeeds
        } else if self.any_rejected(self.rows.target_links(row)) {
            Reason::TargetLinkRejected
        } else if fed {
            Reason::NothingReceives(self.system_name(Column::Target))
        } else {
            Reason::NothingFeeds
        })
    }

    /// The attributes of a row from right to left: target field, SCIM attribute, source attributes that feed it.
    fn attributes_of(&self, row: &Row) -> impl Iterator<Item = AttributeNumber> {
        let origins = self
            .facts_of(self.source_link_numbers(row))
            .filter(|(_, facts)| facts.status != Status::Rejected)
            .flat_map(|(number, _)| self.index.origins(number).iter().copied());
        [row.target, row.protocol]
            .into_iter()
            .flatten()
            .chain(origins)
            .chain(row.source)
    }

    /// The worst word on support in a row, unsupported before unclear, and the column it was said in.
    fn support_of(&self, row: &Row) -> Option<(Support, Column)> {
        let mut unclear = None;
        for number in self.attributes_of(row) {
            match self.attribute_facts(number).map(|facts| facts.support) {
                Some(Support::Unsupported) => {
                    return Some((Support::Unsupported, self.attribute(number)?.id.column));
                }
                Some(Support::Unclear) if unclear.is_none() => {
                    unclear = Some((Support::Unclear, self.attribute(number)?.id.column));
                }
                Some(_) | None => {}
            }
        }
        unclear
    }

    /// The system that a word on support speaks of: the protocol has no will of its own, so the target for it.
    fn system_behind(&self, column: Column) -> &'a str {
        self.system_name(match column {
            Column::Source => Column::Source,
            Column::Protocol | Column::Target => Column::Target,
        })
    }

    fn unsupported(&self, column: Column) -> Reason<'a> {
        let system = self.system_behind(column);
        Reason::Unsupported { system, column }
    }

    fn check_of(&self, row: &Row, column: Column) -> Check<'a> {
        match self.open_question(row) {
            Some(question) => Check::Question(question),
            None => Check::Support {
                system: self.system_behind(column),
                column,
            },
        }
    }

    fn reason_on_purpose(&self, row: &Row) -> Option<&'a str> {
        self.attributes_of(row)
            .filter_map(|number| self.attribute(number))
            .find_map(|attribute| attribute.no_counterpart.as_deref())
    }

    fn open_question(&self, row: &Row) -> Option<&'a str> {
        self.notes(row)
            .find(|note| note.is_open_question())
            .map(|note| note.text.as_str())
    }
}

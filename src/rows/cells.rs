//! The text of the table's cells, appended to what the caller holds, so that a long table allocates little.

use std::fmt;

use rustc_hash::FxHashMap;

use super::facts::{EvidenceFacts, EvidenceList, RuleFacts};
use super::index::{AttributeNumber, LinkNumber};
use super::row::Row;
use super::table::Table;
use crate::catalog::Source;
use crate::model::{
    AttributeId, Cardinality, Column, Confidence, LinkSettings, Note, NoteKind, Project, Rule,
    Stance, TenantCheck,
};

/// The columns of the completed table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableColumn {
    /// The row's number.
    Number,
    /// The resource.
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
    /// Whether a value goes all the way.
    Used,
    /// The type of the SCIM attribute.
    Type,
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
    /// Comments, decisions and questions.
    Notes,
    /// Who says so.
    Evidence,
}

impl TableColumn {
    /// All 17, from left to right.
    pub const ALL: [Self; 17] = [
        Self::Number,
        Self::Resource,
        Self::Source,
        Self::Rule,
        Self::Protocol,
        Self::TargetRule,
        Self::Target,
        Self::Mark,
        Self::Used,
        Self::Type,
        Self::DefaultIfNull,
        Self::Apply,
        Self::Match,
        Self::Status,
        Self::Owner,
        Self::Notes,
        Self::Evidence,
    ];

    /// Whether its cells hold nothing but digits and words of our own: no text of a person, a tenant or a vendor.
    pub(crate) fn holds_own_words(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Resource | Self::Mark | Self::Apply | Self::Match | Self::Status
        )
    }

    /// The header; three of them are the names of the project's systems.
    pub fn header(self, project: &Project) -> &str {
        match self {
            Self::Number => "#",
            Self::Resource => "Resource",
            Self::Source => &project.system(Column::Source).name,
            Self::Rule => "Rule",
            Self::Protocol => &project.system(Column::Protocol).name,
            Self::TargetRule => "Target rule",
            Self::Target => &project.system(Column::Target).name,
            Self::Mark => "Mark",
            Self::Used => "Used",
            Self::Type => "Type",
            Self::DefaultIfNull => "Default if null",
            Self::Apply => "Apply",
            Self::Match => "Match",
            Self::Status => "Status",
            Self::Owner => "Owner",
            Self::Notes => "Notes",
            Self::Evidence => "Evidence",
        }
    }
}

/// Appends formatted text. Writing to a `String` never fails.
pub(super) fn push(out: &mut String, text: fmt::Arguments<'_>) {
    let written = fmt::Write::write_fmt(out, text);
    debug_assert!(written.is_ok(), "writing to a String never fails");
}

/// Appends a number; much faster than formatting it, which counts in a table of 100,000 rows.
fn push_number(out: &mut String, number: u32) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.extend(char::from_digit(number % 10, 10));
}

/// Appends the pieces with `separator` between them; a piece that appends nothing leaves no separator.
fn join<T>(
    out: &mut String,
    separator: &str,
    pieces: impl IntoIterator<Item = T>,
    mut push_piece: impl FnMut(&mut String, T),
) {
    let start = out.len();
    for piece in pieces {
        let before = out.len();
        if before > start {
            out.push_str(separator);
        }
        let after = out.len();
        push_piece(out, piece);
        if out.len() == after {
            out.truncate(before);
        }
    }
}

/// Texts of evidence that were written before, by the lists that they came from.
///
/// Rows of a large project are backed by few combinations of documents, so most cells are said again word for word.
/// Holds for one table.
#[derive(Debug, Default)]
pub(crate) struct KnownEvidence {
    texts: FxHashMap<Box<[EvidenceList]>, Box<str>>,
    /// What is being looked up: each list once, in order.
    draft: Vec<EvidenceList>,
}

impl KnownEvidence {
    /// How many texts are kept, so that memory does not grow with the table.
    const MOST: usize = 1024;
}

impl Table<'_> {
    /// The text of one cell.
    pub fn cell(&self, row: &Row, column: TableColumn) -> String {
        let mut text = String::new();
        self.push_cell(row, column, &mut text);
        text
    }

    /// Appends the text of one cell.
    ///
    /// What several source links say is joined with `; ` in link-id order; notes stand on a line each.
    pub fn push_cell(&self, row: &Row, column: TableColumn, out: &mut String) {
        let sources = || self.facts_of(self.source_link_numbers(row));
        match column {
            TableColumn::Number => push_number(out, row.number),
            TableColumn::Resource => out.push_str(row.resource.label()),
            TableColumn::Source => self.push_sources(row, out),
            TableColumn::Rule => self.push_rules(self.source_link_numbers(row), out),
            TableColumn::Protocol => self.push_name(row.protocol, out),
            TableColumn::TargetRule => self.push_rules(self.rows.target_links(row), out),
            TableColumn::Target => self.push_name(row.target, out),
            TableColumn::Mark => self.push_mark(row, out),
            TableColumn::Used => self.used(row).push_to(out),
            TableColumn::Type => self.push_type(row, out),
            TableColumn::DefaultIfNull => join(out, "; ", self.settings(row), |out, settings| {
                out.push_str(settings.default_if_null.as_deref().unwrap_or_default());
            }),
            TableColumn::Apply => join(out, "; ", sources(), |out, (_, link)| {
                out.push_str(link.apply.label());
            }),
            TableColumn::Match => join(out, "; ", self.settings(row), |out, settings| {
                if let Some(precedence) = settings.matching_precedence {
                    push_number(out, precedence);
                }
            }),
            TableColumn::Status => join(out, "; ", sources(), |out, (_, link)| {
                out.push_str(link.status.as_str());
            }),
            TableColumn::Owner => join(out, "; ", sources(), |out, (_, link)| {
                out.push_str(self.index.facts().word(link.owner));
            }),
            TableColumn::Notes => join(out, "\n", self.notes(row), push_note),
            TableColumn::Evidence => {
                let start = out.len();
                self.push_evidence_of(self.evidence_lists(row), out);
                self.push_tenant_checks(row, start, out);
            }
        }
    }

    /// Entra ID's settings of those source links that have any to show.
    fn settings(&self, row: &Row) -> impl Iterator<Item = &LinkSettings> {
        self.facts_of(self.source_link_numbers(row))
            .filter(|(_, facts)| facts.has_settings)
            .filter_map(|(number, _)| Some(&self.link(number)?.settings))
    }

    fn push_rules(&self, links: &[LinkNumber], out: &mut String) {
        join(out, "; ", self.facts_of(links), |out, (number, facts)| {
            if facts.rule == RuleFacts::Direct {
                out.push_str("direct");
            } else if let Some(link) = self.link(number) {
                push_rule(out, &link.rule);
            }
        });
    }

    /// Appends the text of one cell, as [`Table::push_cell`] does, and keeps what rows after it are likely to say again.
    pub(crate) fn push_cell_knowing(
        &self,
        row: &Row,
        column: TableColumn,
        known: &mut KnownEvidence,
        out: &mut String,
    ) {
        if column != TableColumn::Evidence {
            return self.push_cell(row, column, out);
        }
        let start = out.len();
        known.draft.clear();
        for list in self.evidence_lists(row) {
            // A list says nothing new the second time.
            if !known.draft.contains(&list) {
                known.draft.push(list);
            }
        }
        if let Some(text) = known.texts.get(known.draft.as_slice()) {
            out.push_str(text);
        } else {
            self.push_evidence_of(known.draft.iter().copied(), out);
            if known.texts.len() >= KnownEvidence::MOST {
                known.texts.clear();
            }
            let text = out.get(start..).unwrap_or_default();
            known
                .texts
                .insert(known.draft.as_slice().into(), text.into());
        }
        self.push_tenant_checks(row, start, out);
    }

    /// Appends where the links of a row were seen to work, behind the evidence that begins at `start`.
    fn push_tenant_checks(&self, row: &Row, start: usize, out: &mut String) {
        for check in self.tenant_checks(row) {
            if out.len() > start {
                out.push_str("; ");
            }
            push_tenant_check(out, check);
        }
    }

    /// The lists of evidence that a row's cell is made of, in the order of [`Table::evidence`].
    fn evidence_lists(&self, row: &Row) -> impl Iterator<Item = EvidenceList> {
        let links = || self.facts_of(self.source_link_numbers(row));
        let of_attribute = |number| Some(self.attribute_facts(number)?.evidence);
        let of_links = links()
            .chain(self.facts_of(self.rows.target_links(row)))
            .map(|(_, link)| link.evidence);
        let of_ends = [row.protocol, row.target].into_iter().flatten();
        let of_origins = links().flat_map(|(number, _)| self.index.origins(number).iter().copied());
        let of_attributes = of_ends.chain(of_origins).chain(row.source);
        of_links.chain(of_attributes.filter_map(of_attribute))
    }

    /// Appends what [`Table::evidence`] lists, without going to where it stands.
    fn push_evidence_of(&self, lists: impl Iterator<Item = EvidenceList>, out: &mut String) {
        let facts = self.index.facts();
        let mut last = EvidenceList::default();
        let mut found: Vec<EvidenceFacts> = Vec::new();
        for list in lists {
            // Neighbours say the same more often than not.
            if list == last {
                continue;
            }
            last = list;
            for one in facts.evidence(list) {
                match found
                    .iter_mut()
                    .find(|known| known.source == one.source && known.stance == one.stance)
                {
                    // The surest word of a source stands for it.
                    Some(known) if one.confidence < known.confidence => *known = *one,
                    Some(_) => {}
                    None => found.push(*one),
                }
            }
        }
        join(out, "; ", found, |out, one| {
            self.push_evidence(out, facts.word(one.source), one.stance, one.confidence);
        });
    }

    /// Appends an attribute's name: its path, `(not published)`, or nothing.
    pub(super) fn push_name(&self, attribute: Option<AttributeNumber>, out: &mut String) {
        let Some(number) = attribute else {
            return;
        };
        match self.attribute_facts(number) {
            Some(known) => out.push_str(self.index.facts().name(known)),
            None => out.push_str(self.attribute_id(number).map_or("", AttributeId::label)),
        }
    }

    fn push_sources(&self, row: &Row, out: &mut String) {
        if row.source.is_some() {
            return self.push_name(row.source, out);
        }
        let push_link = |out: &mut String, number: &LinkNumber| {
            let origins = self.index.origins(*number).iter().copied().map(Some);
            join(out, ", ", origins, |out, origin| {
                self.push_name(origin, out);
            });
        };
        join(out, "; ", self.source_link_numbers(row), push_link);
    }

    fn push_mark(&self, row: &Row, out: &mut String) {
        let mark = self.mark(row);
        let reference = self.reference_mark(row);
        let differs = reference.is_some() && reference != mark;
        match mark {
            Some(mark) => out.push_str(mark.as_str()),
            None if differs => out.push_str("unmarked"),
            None => {}
        }
        if let Some(reference) = reference.filter(|_| differs) {
            push(out, format_args!(" (reference: {})", reference.as_str()));
        }
    }

    fn push_type(&self, row: &Row, out: &mut String) {
        let known = row.protocol.and_then(|number| self.attribute_facts(number));
        if let Some(attribute) = known {
            out.push_str(self.index.facts().word(attribute.value_type));
            if attribute.cardinality == Cardinality::Multiple {
                out.push_str(", multi-valued");
            }
        }
    }

    /// Appends `title (publisher, date): confidence`; a source that the reference does not have stands as written.
    pub(super) fn push_evidence(
        &self,
        out: &mut String,
        source: &str,
        stance: Stance,
        confidence: Confidence,
    ) {
        match self.reference.source(source) {
            Some(source) => push_source(out, source),
            None => out.push_str(source),
        }
        out.push_str(": ");
        out.push_str(confidence.as_str());
        if stance == Stance::Contradicts {
            out.push_str(", contradicts");
        }
    }
}

/// What the table shows of a document: `title (publisher, date)`.
pub fn source_text(source: &Source) -> String {
    let mut text = String::new();
    push_source(&mut text, source);
    text
}

fn push_source(out: &mut String, source: &Source) {
    out.push_str(&source.title);
    out.push_str(" (");
    let parts = [Some(source.publisher.as_str()), source.date.as_deref()];
    let before = out.len();
    join(out, ", ", parts.into_iter().flatten(), |out, part| {
        out.push_str(part);
    });
    if out.len() == before {
        out.truncate(before - 2);
    } else {
        out.push(')');
    }
}

/// Appends a rule: `direct`, the expression, `constant "x"`, or `True = active; False = inactive`.
pub(super) fn push_rule(out: &mut String, rule: &Rule) {
    match rule {
        Rule::Direct { .. } => out.push_str("direct"),
        Rule::Constant { value } => push(out, format_args!("constant \"{value}\"")),
        Rule::Expression { text } => out.push_str(text),
        Rule::Translation { pairs, .. } => join(out, "; ", pairs, |out, (from, to)| {
            push(out, format_args!("{from} = {to}"));
        }),
    }
}

/// Appends a note in one line: what it is, who and when, its text, and what came of it.
pub(super) fn push_note(out: &mut String, note: &Note) {
    let push_head = |out: &mut String, head: &str, parts: [Option<String>; 2]| {
        out.push_str(head);
        let before = out.len();
        out.push_str(" (");
        let start = out.len();
        join(out, ", ", parts.into_iter().flatten(), |out, part| {
            out.push_str(&part);
        });
        if out.len() == start {
            out.truncate(before);
        } else {
            out.push(')');
        }
        out.push_str(": ");
    };
    match &note.kind {
        NoteKind::Comment => {
            let author = Some(note.author.clone());
            push_head(out, "Comment", [author, None]);
            out.push_str(&note.text);
        }
        NoteKind::Decision { by, date, why } => {
            let date = date.map(|date| date.to_string());
            push_head(out, "Decision", [Some(by.clone()), date]);
            out.push_str(&note.text);
            if !why.is_empty() {
                push(out, format_args!(" Why: {why}"));
            }
        }
        NoteKind::Question {
            owner, due, answer, ..
        } => {
            let due = due.map(|due| format!("due {due}"));
            push_head(out, "Question", [owner.clone(), due]);
            out.push_str(&note.text);
            if let Some(answer) = answer {
                out.push(' ');
                let date = answer.date.map(|date| date.to_string());
                push_head(out, "Answer", [Some(answer.by.clone()), date]);
                out.push_str(&answer.text);
            }
        }
    }
}

pub(super) fn push_tenant_check(out: &mut String, check: &TenantCheck) {
    push(out, format_args!("Tenant {} (", check.tenant));
    if !check.by.is_empty() {
        push(out, format_args!("{}, ", check.by));
    }
    push(out, format_args!("{}): checked", check.date));
}

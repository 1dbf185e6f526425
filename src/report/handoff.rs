//! The handoff document from title to evidence.

use jiff::civil::Date;

use super::block::{Block, Content, Item, TableBlock};
use super::sections;
use crate::check::Finding;
use crate::model::{Column, Resource};
use crate::rows::Table;

/// A document as a list of blocks, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The blocks; the first is the title.
    pub blocks: Vec<Block>,
}

impl Report {
    /// The handoff of a project for the reader that `table` is for; a date stands in it only if one is given.
    ///
    /// Title block, how to read it, users, groups, gaps, what is left out on purpose, open questions, answers,
    /// decisions, accepted findings, versions, evidence.
    /// Sections that a reader would miss say `None.` when empty; answers, findings and versions are then left out.
    pub fn handoff(table: &Table<'_>, date: Option<Date>) -> Self {
        Self::handoff_with(table, date, None)
    }

    /// The same with what the checks say, if that is given: a section behind the gaps.
    pub fn handoff_with(
        table: &Table<'_>,
        date: Option<Date>,
        findings: Option<&[Finding]>,
    ) -> Self {
        let mut report = Self { blocks: Vec::new() };
        report.add_title(table, date);
        report.add_legend(table);
        for (resource, heading) in [(Resource::User, "Users"), (Resource::Group, "Groups")] {
            report.heading(heading);
            report.blocks.push(if table.rows().of(resource).is_empty() {
                Block::Paragraph("None.".to_owned())
            } else {
                Block::Rows(resource)
            });
        }
        report.add_section("Gaps", Some(sections::gaps(table)));
        report.add_section(
            "Findings",
            findings.map(|all| sections::findings(table, all)),
        );
        report.add_section("Left out on purpose", Some(sections::left_out(table)));
        report.add_section("Open questions", Some(sections::open_questions(table)));
        report.add_section("Answered questions", sections::answers(table));
        report.add_section("Decisions", Some(sections::decisions(table)));
        report.add_section("Accepted findings", sections::accepted_findings(table));
        report.add_section("Versions", sections::versions(table));
        report.add_section("Evidence", Some(sections::evidence(table)));
        report
    }

    fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading {
            level: 2,
            text: text.to_owned(),
        });
    }

    /// Adds a table under a heading; without rows it says `None.`, and without a table there is no section.
    fn add_section(&mut self, heading: &str, table: Option<TableBlock>) {
        if let Some(table) = table {
            self.heading(heading);
            self.blocks.push(if table.rows.is_empty() {
                Block::Paragraph("None.".to_owned())
            } else {
                Block::Table(table)
            });
        }
    }

    fn add_title(&mut self, table: &Table<'_>, date: Option<Date>) {
        let heading = table.project().heading();
        let [source, protocol, target] = Column::ALL.map(|column| table.system_name(column));
        self.blocks.push(Block::Heading {
            level: 1,
            text: if heading.title.trim().is_empty() {
                "Attribute mapping".to_owned()
            } else {
                heading.title.clone()
            },
        });
        let mut items = Vec::new();
        if !heading.customer.is_empty() {
            items.push(Item::new("Customer", heading.customer.as_str()));
        }
        items.push(Item::new(
            "Systems",
            format!("{source} → {protocol} → {target} (one way)"),
        ));
        if let Some(date) = date {
            items.push(Item::new("Date", date.to_string()));
        }
        if let Some(version) = table.project().versions().last() {
            items.push(Item::new("Last version", version.label.as_str()));
        }
        let rows = table.rows();
        items.push(Item::new(
            "Rows",
            format!(
                "{} for users, {} for groups",
                rows.of(Resource::User).len(),
                rows.of(Resource::Group).len()
            ),
        ));
        self.blocks.push(Block::List(items));
        if !heading.summary.is_empty() {
            self.blocks.push(Block::Paragraph(heading.summary.clone()));
        }
    }

    fn add_legend(&mut self, table: &Table<'_>) {
        let [source, protocol, target] = Column::ALL.map(|column| table.system_name(column));
        self.heading("How to read this");
        self.blocks.push(Block::Paragraph(format!(
            "Each row is one chain: what {source} holds, the {protocol} attribute that carries it, \
             and the field of {target} that receives it. \
             Rule, default, apply, match, status and owner are those of the step from {source} to {protocol}; \
             the target rule is what {target} does itself."
        )));
        let items = [
            ("required", "it must have a value.".to_owned()),
            (
                "system-generated",
                "the system makes the value; nothing is to be mapped to it.".to_owned(),
            ),
            ("optional", "it may have a value.".to_owned()),
            (
                "Used: yes",
                format!("a value goes all the way from {source} to {target}."),
            ),
            (
                "Used: by the system",
                format!("{target} makes the value itself."),
            ),
            (
                "Used: no",
                "no value arrives, for the reason that follows.".to_owned(),
            ),
            (
                "Used: unknown",
                "it cannot be said before what follows is checked.".to_owned(),
            ),
            ("direct", "the value goes through as it is.".to_owned()),
            ("constant", "always the same text.".to_owned()),
            (
                "expression",
                format!("a formula of {source}; names in square brackets are its attributes."),
            ),
            (
                "True = active; False = inactive",
                "one value for another; a value that is not listed is an error.".to_owned(),
            ),
            (
                "Match",
                "attributes with a number find the account that exists already; the lowest is tried first."
                    .to_owned(),
            ),
            (
                "Status",
                "proposed, agreed, or rejected; a rejected step is kept to say so and carries nothing."
                    .to_owned(),
            ),
            (
                "(not published)",
                "no document prints the name of this field.".to_owned(),
            ),
            (
                "Evidence",
                "verified: read in vendor documentation; reported: stated by somebody who quotes it; \
                 inferred: reasoned from what was read; unknown: looked for and not found."
                    .to_owned(),
            ),
        ];
        self.blocks.push(Block::List(
            items
                .into_iter()
                .map(|(term, text)| Item::new(term, text))
                .collect(),
        ));
    }
}

/// A row of texts.
pub(super) fn texts<const N: usize>(cells: [String; N]) -> Vec<Content> {
    cells.into_iter().map(Content::Text).collect()
}

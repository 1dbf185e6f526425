//! Rows for programs: the members of `rows --format json`.

use serde::Serialize;

use super::cells::{TableColumn, push_note, push_rule, push_tenant_check};
use super::row::Row;
use super::table::Table;
use crate::model::{Link, Rule};

/// A row as programs read it. What is absent is `null`, or an empty list.
///
/// What several source links say is joined with `; ` in link-id order, as in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JsonRow {
    /// The stable id: resource, SCIM path, target path.
    pub id: String,
    /// The number in the table, from 1.
    pub number: u32,
    /// `User` or `Group`.
    pub resource: String,
    /// The names of the source attributes, each once.
    pub source: Vec<String>,
    /// The rule as in the table, but `expression` for an expression, whose text is the next member.
    pub rule: Option<String>,
    /// The text of the expression.
    pub expression: Option<String>,
    /// The whole SCIM path.
    pub protocol: Option<String>,
    /// The rule from the SCIM attribute to the target field, as in the table.
    pub target_rule: Option<String>,
    /// The target field, or `(not published)`.
    pub target: Option<String>,
    /// The mark as in the table, with that of the reference where it differs.
    pub mark: Option<String>,
    /// `yes`, `by the system`, `no: <reason>` or `unknown: <what to check>`.
    pub used: String,
    /// The type of the SCIM attribute.
    #[serde(rename = "type")]
    pub value_type: Option<String>,
    /// The default value if null; an empty text is not `null`.
    pub default_if_null: Option<String>,
    /// When the mapping is applied.
    pub apply: Option<String>,
    /// The matching precedence; the lowest if several source links have one.
    #[serde(rename = "match")]
    pub matching: Option<u32>,
    /// The status of the source link.
    pub status: Option<String>,
    /// The status of the target link.
    pub target_status: Option<String>,
    /// The owner of the source link.
    pub owner: Option<String>,
    /// The notes, one text each.
    pub notes: Vec<String>,
    /// The evidence, one text for each source.
    pub evidence: Vec<String>,
}

impl Table<'_> {
    /// A row as programs read it.
    pub fn json_row(&self, row: &Row) -> JsonRow {
        let cell = |column| Some(self.cell(row, column)).filter(|text| !text.is_empty());
        let source_links: Vec<&Link> = self.source_links(row).map(|(_, link)| link).collect();
        let target_links: Vec<&Link> = self.target_links(row).map(|(_, link)| link).collect();
        let evidence = self.evidence(row).into_iter().map(|evidence| {
            let mut text = String::new();
            let (stance, confidence) = (evidence.stance, evidence.confidence);
            self.push_evidence(&mut text, &evidence.source, stance, confidence);
            text
        });
        let checks = self.tenant_checks(row).map(|check| {
            let mut text = String::new();
            push_tenant_check(&mut text, check);
            text
        });
        JsonRow {
            id: self.row_id(row),
            number: row.number,
            resource: row.resource.label().to_owned(),
            source: self
                .origins(row)
                .into_iter()
                .filter_map(|number| Some(self.attribute_id(number)?.label().to_owned()))
                .collect(),
            rule: joined(&source_links, |link| {
                Some(match &link.rule {
                    Rule::Expression { .. } => "expression".to_owned(),
                    rule => rule_text(rule),
                })
            }),
            expression: joined(&source_links, |link| match &link.rule {
                Rule::Expression { text } => Some(text.clone()),
                Rule::Direct { .. } | Rule::Constant { .. } | Rule::Translation { .. } => None,
            }),
            protocol: cell(TableColumn::Protocol),
            target_rule: joined(&target_links, |link| Some(rule_text(&link.rule))),
            target: cell(TableColumn::Target),
            mark: cell(TableColumn::Mark),
            used: self.used(row).text(),
            value_type: cell(TableColumn::Type),
            default_if_null: joined(&source_links, |link| link.settings.default_if_null.clone()),
            apply: cell(TableColumn::Apply),
            matching: source_links
                .iter()
                .filter_map(|link| link.settings.matching_precedence)
                .min(),
            status: cell(TableColumn::Status),
            target_status: joined(&target_links, |link| Some(link.status.as_str().to_owned())),
            owner: cell(TableColumn::Owner),
            notes: self
                .notes(row)
                .map(|note| {
                    let mut text = String::new();
                    push_note(&mut text, note);
                    text
                })
                .collect(),
            evidence: evidence.chain(checks).collect(),
        }
    }
}

fn rule_text(rule: &Rule) -> String {
    let mut text = String::new();
    push_rule(&mut text, rule);
    text
}

/// What the links say, joined with `; `; none if none says anything.
fn joined(links: &[&Link], say: impl Fn(&Link) -> Option<String>) -> Option<String> {
    let said: Vec<String> = links.iter().filter_map(|link| say(link)).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

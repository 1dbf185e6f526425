//! What a row says of its links and attributes besides the rules: Entra ID's settings, status, owner, mark and type.

use super::cell;
use super::meaning::Meaning;
use super::rows::{Effect, Planner};
use super::side::Named;
use super::split::Record;
use crate::import::field::{AttributeField, LinkField};
use crate::model::{Cardinality, Status, ValueType};

impl Planner<'_> {
    /// How many links feed the SCIM attribute of a row of our own table: each shows a status and when it applies.
    pub(super) fn num_source_links(&self, record: &Record) -> usize {
        let count = |meaning, is_word: fn(&str) -> bool| {
            let text = self.columns.cell(record, meaning)?;
            text.split("; ")
                .all(is_word)
                .then(|| text.split("; ").count())
        };
        count(Meaning::Status, |word| cell::status(word).is_some())
            .or_else(|| count(Meaning::Apply, |word| cell::apply(word).is_some()))
            .unwrap_or(1)
    }

    /// The status of the source link with this number in its row, as the table says it.
    pub(super) fn status_at(&self, record: &Record, number: usize) -> Option<Status> {
        let text = self.columns.cell(record, Meaning::Status)?;
        cell::status(text.split("; ").nth(number)?)
    }

    /// What a row says of one of its source links besides its rule; `number` of `of` in the order of the cell.
    pub(super) fn settings(
        &mut self,
        record: &Record,
        meanings: &[Meaning],
        (number, of): (usize, usize),
    ) -> Vec<LinkField> {
        let mut fields = Vec::new();
        for meaning in meanings {
            let Some(whole) = self.columns.cell(record, *meaning) else {
                continue;
            };
            let text = if of > 1 && self.columns.is_own {
                match whole.splitn(of, "; ").nth(number) {
                    Some(text) => text,
                    None => continue,
                }
            } else {
                whole
            };
            // In our own table an empty cell says that there is nothing; elsewhere it says nothing.
            let says_nothing = if self.columns.is_own {
                text.is_empty() && matches!(meaning, Meaning::Apply | Meaning::Status)
            } else {
                cell::is_nothing(text)
            };
            if says_nothing {
                continue;
            }
            let some = (!text.is_empty()).then(|| text.to_owned());
            let field = match meaning {
                Meaning::DefaultIfNull => Some(LinkField::DefaultIfNull(some)),
                Meaning::Owner => Some(LinkField::Owner(some)),
                Meaning::Match if text.is_empty() => Some(LinkField::MatchingPrecedence(None)),
                Meaning::Match => text
                    .parse()
                    .ok()
                    .map(|n| LinkField::MatchingPrecedence(Some(n))),
                Meaning::Apply => cell::apply(text).map(LinkField::Apply),
                Meaning::Status => cell::status(text).map(LinkField::Status),
                _ => None,
            };
            if let Some(field) = field {
                fields.push(field);
            } else {
                let why = format!("no {} is written so", meaning.in_sentence());
                let text = text.to_owned();
                self.not_understood(record, *meaning, &text, &why);
            }
        }
        fields
    }

    /// The mark of a row.
    pub(super) fn mark(
        &mut self,
        record: &Record,
        protocol: Option<&Named>,
        target: Option<&Named>,
        effect: &mut Effect,
    ) {
        let Some(text) = self.columns.cell(record, Meaning::Mark) else {
            return;
        };
        let is_gap = cell::is_nothing(text) && !self.columns.is_own;
        let Some(mark) = cell::mark(text).ok().filter(|_| !is_gap) else {
            if !is_gap {
                let why = "no mark is written so: required, optional or system-generated";
                self.not_understood(record, Meaning::Mark, text, why);
            }
            return;
        };
        // A row without a mark has none at either end; else that of the field counts.
        let both = [target, protocol];
        let number = if mark.is_none() { 2 } else { 1 };
        for named in both.into_iter().flatten().take(number) {
            self.change_attribute(&named.id, AttributeField::Mark(mark), effect);
        }
    }

    /// The type of a row's SCIM attribute.
    pub(super) fn value_type(
        &mut self,
        record: &Record,
        protocol: Option<&Named>,
        effect: &mut Effect,
    ) {
        let text = self.columns.cell(record, Meaning::Type);
        let (Some(text), Some(named)) = (text.filter(|text| !cell::is_nothing(text)), protocol)
        else {
            return;
        };
        let (word, cardinality) = match text.strip_suffix(", multi-valued") {
            Some(word) => (word, Cardinality::Multiple),
            None => (text, Cardinality::Single),
        };
        let fields = [
            AttributeField::Type(ValueType::parse(word)),
            AttributeField::Cardinality(cardinality),
        ];
        for field in fields {
            self.change_attribute(&named.id, field, effect);
        }
    }
}

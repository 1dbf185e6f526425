//! What a row of the map shows and says.

use super::filter::open_questions;
use super::{row_name, short_name, type_name};
use crate::catalog::{Catalog, Conflict};
use crate::model::{
    Attribute, AttributeId, Cardinality, Column, Mark, NoteKind, Project, Status, Support,
};
use crate::rows::{AttributeNumber, Index, LinkNumber};

/// How many neighbours a row names before it counts the rest.
const NAMED: usize = 3;

/// How many conflicts a tooltip tells at length; the inspector tells them all.
const CONFLICTS_TOLD: usize = 2;

/// Something to know about an attribute, shown at the right of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Badge {
    /// Questions on it or on its links are open.
    Question(u32),
    /// Decisions were taken on it.
    Decision(u32),
    /// There are comments on it.
    Comment(u32),
    /// The documents disagree about it, with the codes of the conflicts.
    Conflict(Vec<String>),
    /// It is left unmapped on purpose, and why.
    NoCounterpart(String),
    /// The documents disagree about it, and the mapping touches that: codes of the conflicts.
    Disputed(Vec<String>),
    /// A check says something of it: how much that weighs, and what it is about.
    Finding(Concern, String),
}

/// How a row differs from what the project is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The other side does not have it.
    New,
    /// Both have it, and it or a link into it differs.
    Differs,
}

/// How much a finding on a row weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// The mapping does not work.
    Error,
    /// It works, but probably not as meant.
    Warning,
    /// Something to know; drawn only where it is asked for.
    Hint,
}

impl Badge {
    /// The badge in words.
    pub fn label(&self) -> String {
        match self {
            Self::Question(number) => counted(*number, "open question"),
            Self::Decision(number) => counted(*number, "decision"),
            Self::Comment(number) => counted(*number, "comment"),
            Self::Conflict(codes) => format!("the documents disagree ({})", codes.join(", ")),
            Self::Disputed(codes) => {
                format!(
                    "the documents disagree, and the mapping touches it ({})",
                    codes.join(", ")
                )
            }
            Self::NoCounterpart(reason) if reason.trim().is_empty() => "no counterpart".to_owned(),
            Self::NoCounterpart(reason) => format!("no counterpart: {}", reason.trim()),
            Self::Finding(Concern::Error, words) => format!("error {words}"),
            Self::Finding(Concern::Warning, words) => format!("warning {words}"),
            Self::Finding(Concern::Hint, words) => format!("hint {words}"),
        }
    }
}

/// `one question`, `3 questions`.
fn counted(number: u32, what: &str) -> String {
    match number {
        1 => format!("one {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// What a row shows and says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowContent {
    /// What names the attribute.
    pub id: AttributeId,
    /// Its short name; of a field without a published name the SCIM path that reaches it.
    pub name: String,
    /// Whether it is a field whose name no document prints.
    pub unpublished: bool,
    /// Its mark.
    pub mark: Option<Mark>,
    /// Whether the target takes it.
    pub support: Support,
    /// Its type, with `[]` behind it if it has several values; empty if the column has it not.
    pub type_name: String,
    /// What else there is to know, in the order shown.
    pub badges: Vec<Badge>,
    /// Whether links name it though the column has it not.
    pub missing: bool,
    /// How it differs from what the project is compared with, if that is shown.
    pub change: Option<Change>,
    /// All of it in one sentence, for those who cannot see it.
    pub spoken: String,
    /// Whole path, what it is, and the badges in words; a line each.
    pub tooltip: String,
}

impl RowContent {
    /// Reads what there is to show of an attribute; none if it is not there at all.
    pub fn of(
        project: &Project,
        index: &Index,
        catalog: &Catalog,
        number: AttributeNumber,
    ) -> Option<Self> {
        let id = index.attribute_id(number)?.clone();
        let attribute = index.attribute(number);
        let name = row_name(&id, attribute.map_or("", |found| found.group.as_str()));
        let mark = attribute.and_then(|attribute| attribute.mark);
        let support = attribute.map_or(Support::Supported, |attribute| attribute.support);
        let type_name = attribute.map_or_else(String::new, |attribute| {
            let mut word = type_name(id.column, &attribute.value_type);
            if attribute.cardinality == Cardinality::Multiple {
                word.push_str("[]");
            }
            word
        });
        let mut badges = Vec::new();
        let open = open_questions(project, index, number);
        if open > 0 {
            badges.push(Badge::Question(open));
        }
        badges.extend(note_badges(project, index, number));
        let codes: Vec<_> = catalog
            .conflicts_of(&id)
            .map(|conflict| conflict.code.clone())
            .collect();
        // A conflict is about what a value becomes, not about where it comes from.
        if !codes.is_empty() && id.column != Column::Source {
            badges.push(Badge::Conflict(codes));
        }
        if let Some(reason) = attribute.and_then(|attribute| attribute.no_counterpart.clone()) {
            badges.push(Badge::NoCounterpart(reason));
        }
        let mut content = Self {
            name,
            unpublished: id.path.is_unpublished() && id.scim_path.is_some(),
            mark,
            support,
            type_name,
            badges,
            missing: attribute.is_none(),
            change: None,
            spoken: String::new(),
            tooltip: String::new(),
            id,
        };
        content.spoken = content.in_words(index, number);
        content.tooltip = content.at_length(attribute, catalog);
        Some(content)
    }

    /// Shows and says how it differs from what the project is compared with, behind all else that it says.
    pub fn tell_change(&mut self, words: &str, is_new: bool) {
        self.change = Some(if is_new { Change::New } else { Change::Differs });
        self.spoken.push_str(", ");
        self.spoken.push_str(words);
        let mut line = format!("\n{words}");
        if let Some(first) = line.get_mut(..2) {
            first.make_ascii_uppercase();
        }
        self.tooltip.push_str(&line);
    }

    /// Whether it is left unmapped on purpose.
    pub fn is_left_out(&self) -> bool {
        self.badges
            .iter()
            .any(|badge| matches!(badge, Badge::NoCounterpart(_)))
    }

    /// Shows and says what the checks have found: the conflicts that the mapping touches here, which are then no
    /// longer quiet, and the heaviest of the rest.
    pub fn tell_findings(
        &mut self,
        (index, catalog, number): (&Index, &Catalog, AttributeNumber),
        touched: Vec<String>,
        concern: Option<(Concern, String)>,
    ) {
        for badge in &mut self.badges {
            if let Badge::Conflict(codes) = badge {
                codes.retain(|code| !touched.contains(code));
            }
        }
        self.badges
            .retain(|badge| !matches!(badge, Badge::Conflict(codes) if codes.is_empty()));
        if !touched.is_empty() {
            self.badges.push(Badge::Disputed(touched));
        }
        if let Some((concern, words)) = concern {
            self.badges.push(Badge::Finding(concern, words));
        }
        self.spoken = self.in_words(index, number);
        self.tooltip = self.at_length(index.attribute(number), catalog);
    }

    fn in_words(&self, index: &Index, number: AttributeNumber) -> String {
        let mut parts = vec![short_name(&self.id)];
        if self.missing {
            parts.push("not in this column".to_owned());
        }
        parts.extend(self.mark.map(|mark| mark.as_str().to_owned()));
        if self.support != Support::Supported {
            parts.push(self.support.as_str().to_owned());
        }
        let (into, out) = (index.links_into(number), index.links_out(number));
        let name = |number: &AttributeNumber| index.attribute_id(*number).map(short_name);
        if !into.is_empty() {
            let origins = into.iter().flat_map(|link| index.origins(*link));
            parts.push(format!("fed by {}", listed(origins.filter_map(name))));
        }
        if !out.is_empty() {
            let fed = out.iter().filter_map(|link| index.destination(*link));
            parts.push(format!(
                "feeds {}",
                listed(fed.filter_map(|number| name(&number)))
            ));
        }
        parts.extend(status_in_words(index, into, out));
        parts.extend(self.badges.iter().map(Badge::label));
        parts.join(", ")
    }

    fn at_length(&self, attribute: Option<&Attribute>, catalog: &Catalog) -> String {
        let mut lines = vec![self.id.label().to_owned()];
        if let Some(scim_path) = &self.id.scim_path {
            lines.push(format!("reached by {}", scim_path.as_str()));
        }
        if let Some(attribute) = attribute {
            let what = [
                Some(self.type_name.as_str()),
                attribute.mark.map(Mark::as_str),
                Some(attribute.access.as_str()),
                (self.support != Support::Supported).then(|| self.support.as_str()),
            ];
            let what: Vec<_> = what
                .into_iter()
                .flatten()
                .filter(|word| !word.is_empty())
                .collect();
            lines.push(what.join(" · "));
            if !attribute.description.is_empty() {
                lines.push(attribute.description.clone());
            }
        }
        lines.extend(self.badges.iter().map(|badge| {
            let mut words = badge.label();
            if let Some(first) = words.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            words
        }));
        let codes = self.badges.iter().flat_map(|badge| match badge {
            Badge::Conflict(codes) | Badge::Disputed(codes) => codes.as_slice(),
            _ => &[],
        });
        lines.extend(
            codes
                .filter_map(|code| catalog.conflict(code))
                .take(CONFLICTS_TOLD)
                .map(both_claims),
        );
        lines.join("\n")
    }
}

/// Both sides of a conflict, below what it is about.
fn both_claims(conflict: &Conflict) -> String {
    format!(
        "{} · {}\n“{}” against “{}”",
        conflict.code, conflict.topic, conflict.claim_a, conflict.claim_b
    )
}

fn note_badges(
    project: &Project,
    index: &Index,
    number: AttributeNumber,
) -> impl Iterator<Item = Badge> {
    let (mut decisions, mut comments) = (0, 0);
    for note in index.attribute_notes(number) {
        match index
            .note_id(*note)
            .and_then(|id| project.note(id))
            .map(|note| &note.kind)
        {
            Some(NoteKind::Decision { .. }) => decisions += 1,
            Some(NoteKind::Comment) => comments += 1,
            Some(NoteKind::Question { .. }) | None => {}
        }
    }
    [Badge::Decision(decisions), Badge::Comment(comments)]
        .into_iter()
        .filter(|badge| !matches!(badge, Badge::Decision(0) | Badge::Comment(0)))
}

/// The first few names and how many more there are; `nothing` if there is none.
fn listed(names: impl Iterator<Item = String>) -> String {
    let mut names = names.peekable();
    let shown: Vec<_> = names.by_ref().take(NAMED).collect();
    match (shown.as_slice(), names.count()) {
        ([], _) => "nothing".to_owned(),
        (shown, 0) => shown.join(" and "),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// How far people have got with the links of an attribute, the least far if they differ.
fn status_in_words(index: &Index, into: &[LinkNumber], out: &[LinkNumber]) -> Option<String> {
    // What feeds an attribute says more about it than what it feeds.
    let links = if into.is_empty() { out } else { into };
    let mut found: Vec<Status> = links
        .iter()
        .take(100)
        .filter_map(|link| Some(index.link(*link)?.status))
        .collect();
    found.sort_unstable();
    found.dedup();
    let words: Vec<_> = found.iter().map(|status| status.as_str()).collect();
    (!words.is_empty()).then(|| words.join(" and "))
}

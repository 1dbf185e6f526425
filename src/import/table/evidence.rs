//! The evidence of our own table: who says so, and in which tenant it was seen to work.
//!
//! A cell gathers what the links and the attributes of a row say. What the attributes say by themselves stays with them;
//! the rest is what its link says.

use rustc_hash::FxHashMap;

use super::meaning::Meaning;
use super::rows::{Effect, Planner};
use super::side::{Named, SourceSide};
use super::split::Record;
use crate::catalog::Catalog;
use crate::import::field::{AttributeField, LinkField};
use crate::import::problem::Problem;
use crate::model::{
    AttributeId, Confidence, Evidence, Link, LinkId, Rule, Stance, Status, TenantCheck,
    UnknownMembers,
};
use crate::rows::source_text;

/// The documents of the reference by the text that the table shows of each.
#[derive(Default)]
pub(super) struct Documents(FxHashMap<String, String>);

impl Documents {
    /// Those of a reference; of several with one text the first counts.
    pub(super) fn of(catalog: &Catalog) -> Self {
        let mut ids = FxHashMap::default();
        for source in catalog.sources() {
            let id = ids.entry(source_text(source));
            id.or_insert_with(|| source.id.clone());
        }
        Self(ids)
    }

    fn id<'a>(&'a self, text: &'a str) -> &'a str {
        self.0.get(text).map_or(text, String::as_str)
    }
}

/// What a cell says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    evidence: Vec<Evidence>,
    checks: Vec<TenantCheck>,
    odd: Vec<String>,
}

impl Said {
    fn read(cell: &str, documents: &Documents) -> Self {
        /// A longer piece is no title, and more of them are no list.
        const LONGEST: usize = 2000;
        const MOST: usize = 200;
        let mut said = Self::default();
        let mut start = 0;
        let ends = cell.match_indices("; ").map(|(at, _)| at);
        for end in ends.chain([cell.len()]) {
            let piece = cell.get(start..end).unwrap_or_default();
            let is_last = end == cell.len();
            if piece.len() > LONGEST || said.evidence.len() + said.checks.len() >= MOST {
                if is_last {
                    said.odd.push(piece.to_owned());
                }
                continue;
            }
            if let Some(check) = check_of(piece) {
                said.checks.push(check);
            } else if let Some(evidence) = evidence_of(piece, documents) {
                said.evidence.push(evidence);
            } else if is_last {
                if !piece.trim().is_empty() {
                    said.odd.push(piece.to_owned());
                }
            } else {
                // The semicolon is part of a title.
                continue;
            }
            start = end + 2;
        }
        said
    }
}

/// Reads `title (publisher, date): confidence`, and whether it contradicts.
fn evidence_of(piece: &str, documents: &Documents) -> Option<Evidence> {
    let (rest, stance) = match piece.strip_suffix(", contradicts") {
        Some(rest) => (rest, Stance::Contradicts),
        None => (piece, Stance::Supports),
    };
    let (text, word) = rest.rsplit_once(": ")?;
    let confidence = Confidence::ALL
        .into_iter()
        .find(|confidence| confidence.as_str() == word)?;
    Some(Evidence {
        source: documents.id(text).to_owned(),
        stance,
        confidence,
        read_on: None,
        claim: String::new(),
        unknown: UnknownMembers::default(),
    })
}

/// Reads `Tenant contoso (Noam, 2026-12-01): checked`.
fn check_of(piece: &str) -> Option<TenantCheck> {
    let inner = piece.strip_prefix("Tenant ")?.strip_suffix("): checked")?;
    let (tenant, who) = inner.rsplit_once(" (")?;
    let (by, date) = who.rsplit_once(", ").unwrap_or(("", who));
    Some(TenantCheck {
        tenant: tenant.to_owned(),
        date: date.parse().ok()?,
        by: by.to_owned(),
        unknown: UnknownMembers::default(),
    })
}

/// Whether two say the same of the same document.
fn is_same(a: &Evidence, b: &Evidence) -> bool {
    is_of_same(a, b) && a.confidence == b.confidence
}

fn is_of_same(a: &Evidence, b: &Evidence) -> bool {
    a.source == b.source && a.stance == b.stance
}

/// What a row shows of several lists: each document once, its surest word.
fn shown<'e>(lists: impl Iterator<Item = &'e Evidence>) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for one in lists {
        match found.iter_mut().find(|known| is_of_same(known, one)) {
            Some(known) if one.confidence < known.confidence => *known = one.clone(),
            Some(_) => {}
            None => found.push(one.clone()),
        }
    }
    found
}

/// What a link has to say so that a row shows `cell`, its attributes saying the rest: as much of the beginning as is
/// needed; where the attributes say more than the cell, all that they do not say.
fn of_link(cell: &[Evidence], attributes: &[Evidence]) -> Vec<Evidence> {
    /// More documents than a person would list.
    const MOST: usize = 64;
    if cell.len() <= MOST {
        for length in 0..=cell.len() {
            let head = cell.get(..length).unwrap_or_default();
            let found = shown(head.iter().chain(attributes));
            if found.len() == cell.len() && found.iter().zip(cell).all(|(a, b)| is_same(a, b)) {
                return head.to_vec();
            }
        }
    }
    let is_new = |one: &&Evidence| !attributes.iter().any(|other| is_same(other, one));
    cell.iter().filter(is_new).cloned().collect()
}

impl Planner<'_> {
    /// What of an attribute's evidence a row says too; all of it, if the table has no such column.
    pub(super) fn keep_evidence(&self, record: &Record, evidence: &mut Vec<Evidence>) {
        if !self.columns.is_own || evidence.is_empty() {
            return;
        }
        let Some(cell) = self.columns.cell(record, Meaning::Evidence) else {
            return;
        };
        let said = Said::read(cell, &self.documents);
        evidence.retain(|one| {
            let same = said.evidence.iter().find(|other| is_of_same(one, other));
            same.is_some_and(|same| same.confidence <= one.confidence)
        });
    }

    /// What the evidence of a row would add and change.
    pub(super) fn evidence(
        &mut self,
        record: &Record,
        own: Option<&FxHashMap<Meaning, String>>,
        named: (Option<&SourceSide>, Option<&Named>, Option<&Named>),
        effect: &mut Effect,
    ) {
        let Some(cell) = self.columns.cell(record, Meaning::Evidence) else {
            return;
        };
        let before = own.map(|own| own.get(&Meaning::Evidence).map_or("", String::as_str));
        if before.unwrap_or_default() == cell {
            return;
        }
        let said = Said::read(cell, &self.documents);
        let known = Said::read(before.unwrap_or_default(), &self.documents);
        for text in &said.odd {
            let why = "not as evidence is written: a document, a colon, and verified, reported, inferred or unknown";
            self.not_understood(record, Meaning::Evidence, text, why);
        }
        let (source, protocol, target) = named;
        let sources = source.map_or(&[][..], |side| side.names.as_slice());
        let ids: Vec<AttributeId> = protocol
            .into_iter()
            .chain(target)
            .chain(sources)
            .map(|named| named.id.clone())
            .collect();
        let added = if own.is_some() {
            let is_new = |one: &&Evidence| !known.evidence.iter().any(|other| is_same(other, one));
            said.evidence.iter().filter(is_new).cloned().collect()
        } else {
            let all: Vec<Evidence> = ids.iter().flat_map(|id| self.evidence_of(id)).collect();
            of_link(&said.evidence, &all)
        };
        let is_gone = |one: &&Evidence| !said.evidence.iter().any(|other| is_same(other, one));
        let gone: Vec<Evidence> = known.evidence.iter().filter(is_gone).cloned().collect();
        self.change_evidence(record, &ids, added, &gone, effect);
        self.change_checks(record, &known.checks, said.checks, effect);
    }

    /// The evidence of an attribute as it is, or as this import adds it.
    fn evidence_of(&self, id: &AttributeId) -> Vec<Evidence> {
        let there = self.project.attribute(id);
        let attribute = there.or_else(|| self.new_attribute(id));
        attribute
            .map(|attribute| attribute.evidence.clone())
            .unwrap_or_default()
    }

    /// The links of a row, the one first that speaks for it: its target link if several rows share what feeds them.
    fn links_of(&self, record: &Record, effect: &Effect) -> Vec<LinkId> {
        let (source, target) = (&effect.source_links, &effect.target_links);
        let (first, last) = if self.is_shared(record) && !target.is_empty() {
            (target, source)
        } else {
            (source, target)
        };
        first.iter().chain(last).cloned().collect()
    }

    fn change_evidence(
        &mut self,
        record: &Record,
        ids: &[AttributeId],
        added: Vec<Evidence>,
        gone: &[Evidence],
        effect: &mut Effect,
    ) {
        let links = self.links_of(record, effect);
        let mut stays: Vec<&Evidence> = gone.iter().collect();
        for (at, id) in links.iter().enumerate() {
            let link = self.project.link(id).cloned();
            let before = link.unwrap_or_else(|| nothing(ids));
            let mut after = before.evidence.clone();
            after.retain(|one| !gone.iter().any(|gone| is_same(one, gone)));
            stays.retain(|gone| !before.evidence.iter().any(|one| is_same(one, gone)));
            if at == 0 {
                let is_new =
                    |one: &&Evidence| !before.evidence.iter().any(|other| is_same(other, one));
                after.extend(added.iter().filter(is_new).cloned());
            }
            if after != before.evidence {
                self.change_link(id, &before, vec![LinkField::Evidence(after)], effect);
            }
        }
        for one in stays {
            let why = "stays, since an attribute of the row has it: take it away there";
            let number = self.cell_number(Meaning::Evidence);
            self.problems
                .push(Problem::kept(record.line, number, &one.source, why));
        }
        if let Some(id) = ids
            .first()
            .filter(|_| links.is_empty() && !added.is_empty())
        {
            let mut after = self.evidence_of(id);
            after.extend(added);
            self.change_attribute(id, AttributeField::Evidence(after), effect);
        }
    }

    fn change_checks(
        &mut self,
        record: &Record,
        known: &[TenantCheck],
        said: Vec<TenantCheck>,
        effect: &mut Effect,
    ) {
        let is_rejected = |link: &LinkId, number: usize| match self.project.link(link) {
            Some(link) => link.status == Status::Rejected,
            None => self.status_at(record, number) == Some(Status::Rejected),
        };
        // A rejected link shows no check; of those of the target the table does not tell which are.
        let rejected: Vec<LinkId> = effect
            .source_links
            .iter()
            .enumerate()
            .filter(|(number, link)| is_rejected(link, *number))
            .map(|(_, link)| link.clone())
            .collect();
        let (sources, targets) = (&effect.source_links, &effect.target_links);
        let mut free: Vec<LinkId> = sources.iter().chain(targets).cloned().collect();
        free.retain(|link| !rejected.contains(link));
        let mut changes: Vec<(LinkId, Option<TenantCheck>)> = Vec::new();
        let check_in = |link: &LinkId| self.project.link(link)?.tenant_check.clone();
        free.retain(|link| !check_in(link).is_some_and(|check| said.contains(&check)));
        let mut new: Vec<TenantCheck> = said
            .into_iter()
            .filter(|check| !known.contains(check))
            .collect();
        let mut homeless = Vec::new();
        // Of what feeds several rows each would show the check: the last is of the link that the row has alone.
        let alone = free.iter().position(|link| targets.contains(link));
        if let Some(at) = alone.filter(|_| self.is_shared(record))
            && let Some(check) = new.pop()
        {
            changes.push((free.remove(at), Some(check)));
        }
        for check in new {
            let is_of_tenant =
                |link: &&LinkId| check_in(link).is_some_and(|other| other.tenant == check.tenant);
            let place = free.iter().position(|link| is_of_tenant(&link));
            let place = place.or_else(|| free.iter().position(|link| check_in(link).is_none()));
            match place.or((!free.is_empty()).then_some(0)) {
                Some(at) => changes.push((free.remove(at), Some(check))),
                None => homeless.push(check),
            }
        }
        let left = free.into_iter().filter(|link| check_in(link).is_some());
        changes.extend(left.map(|link| (link, None)));
        for check in homeless {
            let why = "no link of the row is left to keep this check of a tenant";
            self.not_understood(record, Meaning::Evidence, &check.tenant, why);
        }
        for (id, check) in changes {
            let link = self.project.link(&id).cloned();
            let before = link.unwrap_or_else(|| nothing(&[]));
            self.change_link(&id, &before, vec![LinkField::TenantCheck(check)], effect);
        }
    }
}

/// A link that says nothing, for what is new.
fn nothing(ids: &[AttributeId]) -> Link {
    let rule = Rule::Direct {
        origins: Vec::new(),
    };
    let destination = ids.first().cloned();
    let nowhere = || AttributeId::protocol(crate::model::Resource::User, "");
    Link::new(destination.unwrap_or_else(nowhere), rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;

    #[test]
    fn evidence_is_read_as_it_is_written() {
        let documents = Documents::of(reference());
        let source = reference().sources().first().unwrap();
        let cell = format!(
            "{}: verified; a mail; of May: 3: reported, contradicts; Tenant a (b) (Noam, 2026-12-01): checked; Tenant c (2026-12-02): checked; hearsay",
            source_text(source)
        );
        let said = Said::read(&cell, &documents);
        let found: Vec<_> = said
            .evidence
            .iter()
            .map(|one| (one.source.as_str(), one.stance, one.confidence))
            .collect();
        let expected = [
            (source.id.as_str(), Stance::Supports, Confidence::Verified),
            (
                "a mail; of May: 3",
                Stance::Contradicts,
                Confidence::Reported,
            ),
        ];
        assert_eq!(found, expected);
        let checks: Vec<_> = said
            .checks
            .iter()
            .map(|one| (one.tenant.as_str(), one.by.as_str(), one.date.day()))
            .collect();
        assert_eq!(checks, [("a (b)", "Noam", 1), ("c", "", 2)]);
        assert_eq!(said.odd, ["hearsay"]);
        assert_eq!(Said::read("", &documents), Said::default());
    }

    #[test]
    fn the_documents_of_the_reference_are_told_by_their_texts() {
        let documents = Documents::of(reference());
        assert_eq!(documents.0.len(), reference().sources().len());
    }

    #[test]
    fn a_link_says_what_its_attributes_do_not() {
        let one = |source: &str, confidence| Evidence {
            source: source.to_owned(),
            stance: Stance::Supports,
            confidence,
            read_on: None,
            claim: String::new(),
            unknown: UnknownMembers::default(),
        };
        let (a, b) = (
            one("a", Confidence::Verified),
            one("b", Confidence::Inferred),
        );
        let check = |cell: &[&Evidence], attributes: &[&Evidence], expected: &[&Evidence]| {
            let own = |all: &[&Evidence]| all.iter().copied().cloned().collect::<Vec<_>>();
            assert_eq!(of_link(&own(cell), &own(attributes)), own(expected));
        };
        check(&[&a, &b], &[&a, &b], &[]);
        check(&[&a, &b], &[&b], &[&a]);
        // The order is that of the cell.
        check(&[&a, &b], &[&b, &a], &[&a]);
        check(&[&a, &b], &[], &[&a, &b]);
        check(&[&b], &[&a], &[&b]);
    }
}

//! Each rule's page: what it is about, why, and on what evidence.

use super::finding::Severity;
use super::rule::{Rule, find_rule, rules};
use crate::catalog::{Catalog, Conflict, Source};

/// What is to be said of a rule.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The rule's code.
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// How much its findings weigh as a rule.
    pub severity: Severity,
    /// Why it matters and what to do; empty for a conflict.
    pub explanation: &'static str,
    /// Both claims and what to make of them, if the rule is a conflict of the reference.
    pub conflict: Option<&'a Conflict>,
    /// The documents behind it.
    pub sources: Vec<&'a Source>,
}

/// The page of the rule with this code, whatever its letter case; none if there is no such rule.
pub fn page<'a>(code: &str, catalog: &'a Catalog) -> Option<Page<'a>> {
    let (_, rule) = find_rule(&code.to_ascii_uppercase())?;
    Some(of(rule, catalog))
}

/// All pages: mapping rules, then conflicts, each in code order.
pub fn pages(catalog: &Catalog) -> impl Iterator<Item = Page<'_>> {
    rules().map(|(_, rule)| of(rule, catalog))
}

fn of<'a>(rule: &'static Rule, catalog: &'a Catalog) -> Page<'a> {
    let conflict = catalog.conflict(rule.code);
    let mut ids: Vec<&str> = rule.sources.to_vec();
    if let Some(conflict) = conflict {
        ids.extend(conflict.claim_a_sources.iter().map(String::as_str));
        ids.extend(conflict.claim_b_sources.iter().map(String::as_str));
    }
    let mut sources: Vec<&Source> = Vec::new();
    for source in ids.into_iter().filter_map(|id| catalog.source(id)) {
        if !sources.iter().any(|known| known.id == source.id) {
            sources.push(source);
        }
    }
    Page {
        code: rule.code,
        title: rule.title,
        severity: rule.severity,
        explanation: rule.explanation,
        conflict,
        sources,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;

    #[test]
    fn every_rule_has_a_page_with_its_reasons_and_documents() {
        let mut codes: Vec<&str> = Vec::new();
        for page in pages(reference()) {
            assert!(!page.title.is_empty(), "{}", page.code);
            assert!(
                page.explanation.len() > 40 || page.conflict.is_some(),
                "{}",
                page.code
            );
            assert!(!codes.contains(&page.code), "{} twice", page.code);
            codes.push(page.code);
            let (_, rule) = find_rule(page.code).unwrap();
            for id in rule.sources {
                assert!(reference().source(id).is_some(), "{}: {id}", page.code);
            }
        }
        let mut sorted = codes.clone();
        sorted.sort_by_key(|code| (!code.starts_with('M'), *code));
        assert_eq!(codes, sorted);
    }

    #[test]
    fn every_conflict_of_the_reference_is_a_rule() {
        for conflict in reference().conflicts() {
            let page = page(&conflict.code, reference()).unwrap();
            assert_eq!(page.conflict, Some(conflict));
            assert!(!page.sources.is_empty());
        }
    }

    #[test]
    fn codes_are_found_in_any_case_and_unknown_ones_not() {
        assert_eq!(page("m014", reference()).unwrap().code, "M014");
        assert!(page("M999", reference()).is_none());
    }
}

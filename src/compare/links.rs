//! Links, told apart by their id and by what they fill.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::aspects::{Aspects, only_one};
use super::difference::{Difference, DifferenceKind, Subject};
use super::projects::Scope;
use crate::model::{
    AttributeId, AttributePath, FlowBehavior, Hop, Link, LinkId, Project, Rule, Status,
};

/// Users first, the hops in order, then by what is filled; a link that only one project has stands in its place too.
pub(super) fn links(before: &Project, after: &Project, scope: Scope, found: &mut Vec<Difference>) {
    let old: Vec<_> = in_scope(before, scope).collect();
    let new: Vec<_> = in_scope(after, scope).collect();
    let pairs = pairs(&old, &new);
    let mut ordered = BTreeMap::new();
    for (id, link) in &new {
        let difference = match pairs.get(id) {
            Some((old_id, old_link)) => changed((old_id, old_link), (id, link), after, scope),
            None => Some(one_sided(DifferenceKind::Added, id, link, after)),
        };
        ordered.insert(order(link, id, 0), difference);
    }
    let paired: HashSet<&LinkId> = pairs.values().map(|(id, _)| *id).collect();
    for (id, link) in &old {
        if !paired.contains(id) {
            let difference = one_sided(DifferenceKind::Removed, id, link, before);
            ordered.insert(order(link, id, 1), Some(difference));
        }
    }
    found.extend(ordered.into_values().flatten());
}

type Entry<'a> = (&'a LinkId, &'a Link);

fn in_scope(project: &Project, scope: Scope) -> impl Iterator<Item = Entry<'_>> {
    project.links().filter(move |(_, link)| match scope {
        Scope::Everything | Scope::Mapping => true,
        // What is rejected is not to be configured; the target's own hop is none of Entra ID's business.
        Scope::EntraSchema => {
            link.hop() == Hop::SourceToProtocol && link.status != Status::Rejected
        }
    })
}

fn order<'a>(link: &'a Link, id: &'a LinkId, side: u8) -> impl Ord + use<'a> {
    let hop = link.hop();
    (link.resource(), hop, &link.destination, side, id)
}

/// Which old link each new one is: same id and destination, else the first free one of the same destination, else the
/// same id (a link that was led elsewhere).
fn pairs<'a>(old: &[Entry<'a>], new: &[Entry<'a>]) -> HashMap<&'a LinkId, Entry<'a>> {
    let by_id: HashMap<&LinkId, &Link> = old.iter().copied().collect();
    let mut found = HashMap::new();
    let mut taken = HashSet::new();
    for (id, link) in new {
        if let Some((old_id, old_link)) = by_id.get_key_value(id)
            && old_link.destination == link.destination
        {
            found.insert(*id, (*old_id, *old_link));
            taken.insert(*old_id);
        }
    }
    let mut free: HashMap<&AttributeId, VecDeque<Entry<'a>>> = HashMap::new();
    for (id, link) in old.iter().filter(|(id, _)| !taken.contains(id)) {
        let same = free.entry(&link.destination).or_default();
        same.push_back((id, link));
    }
    for (id, link) in new {
        if !found.contains_key(id)
            && let Some(entry) = free
                .get_mut(&link.destination)
                .and_then(VecDeque::pop_front)
        {
            found.insert(*id, entry);
            taken.insert(entry.0);
        }
    }
    for (id, _) in new {
        if !found.contains_key(id)
            && let Some((old_id, old_link)) = by_id.get_key_value(id)
            && taken.insert(old_id)
        {
            found.insert(*id, (*old_id, *old_link));
        }
    }
    found
}

fn place(project: &Project, link: &Link) -> String {
    let hop = link.hop();
    format!(
        "{} to {}, {}",
        project.system(hop.origin()).name,
        project.system(hop.destination()).name,
        link.resource().as_str()
    )
}

fn subject(id: &LinkId, link: &Link) -> Subject {
    Subject::Link {
        id: id.clone(),
        destination: link.destination.clone(),
    }
}

fn one_sided(kind: DifferenceKind, id: &LinkId, link: &Link, project: &Project) -> Difference {
    only_one(
        kind,
        subject(id, link),
        link.destination.label(),
        place(project, link),
        vec![
            ("rule", Some(rule_words(&link.rule))),
            ("default if null", link.settings.default_if_null.clone()),
            (
                "matching precedence",
                link.settings.matching_precedence.map(|it| it.to_string()),
            ),
        ],
    )
}

fn changed(
    (old_id, old): Entry<'_>,
    (id, link): Entry<'_>,
    project: &Project,
    scope: Scope,
) -> Option<Difference> {
    if old_id == id && old == link && !is_respelled(old, link) {
        return None;
    }
    let mut aspects = Aspects::default();
    if old.destination != link.destination {
        aspects.force(
            "destination",
            Some(old.destination.label().to_owned()),
            Some(link.destination.label().to_owned()),
        );
    }
    if old.rule != link.rule || scope == Scope::Everything {
        aspects.differ_word("rule", &rule_words(&old.rule), &rule_words(&link.rule));
    }
    let (was, is) = (&old.settings, &link.settings);
    aspects.differ(
        "default if null",
        was.default_if_null.clone(),
        is.default_if_null.clone(),
    );
    aspects.differ_word("apply", was.apply.label(), is.apply.label());
    let behavior = |behavior: FlowBehavior| match behavior {
        FlowBehavior::WhenChanged => "when changed",
        FlowBehavior::Always => "each time",
    };
    aspects.differ_word(
        "flow behaviour",
        behavior(was.flow_behavior),
        behavior(is.flow_behavior),
    );
    let number = |precedence: Option<u32>| precedence.map(|number| number.to_string());
    aspects.differ(
        "matching precedence",
        number(was.matching_precedence),
        number(is.matching_precedence),
    );
    if scope == Scope::Everything {
        work(&mut aspects, (old_id, old), (id, link));
    }
    aspects.into_change(
        subject(id, link),
        link.destination.label(),
        place(project, link),
    )
}

/// What people do with a link, beside what it is.
fn work(aspects: &mut Aspects, (old_id, old): Entry<'_>, (id, link): Entry<'_>) {
    aspects.differ_word("status", old.status.as_str(), link.status.as_str());
    aspects.differ("owner", old.owner.clone(), link.owner.clone());
    if old.tenant_check != link.tenant_check {
        let words = |link: &Link| {
            let check = link.tenant_check.as_ref()?;
            Some(format!("{}, {}, {}", check.tenant, check.date, check.by))
        };
        aspects.force("tenant check", words(old), words(link));
    }
    aspects.differ_evidence(&old.evidence, &link.evidence);
    let spelling = |link: &Link| link.destination.path.as_str().to_owned();
    if old.destination == link.destination {
        aspects.differ_word("spelling", &spelling(old), &spelling(link));
    }
    aspects.differ_word("id", old_id.as_str(), id.as_str());
    aspects.differ_unknown(&old.unknown, &link.unknown);
}

/// Whether two equal links are spelled differently.
fn is_respelled(old: &Link, link: &Link) -> bool {
    old.destination.path.as_str() != link.destination.path.as_str()
        || rule_words(&old.rule) != rule_words(&link.rule)
}

/// The rule in words, with what feeds it.
fn rule_words(rule: &Rule) -> String {
    let from = |origins: &[AttributePath]| {
        let names: Vec<_> = origins.iter().map(AttributePath::label).collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(", ")
        }
    };
    match rule {
        Rule::Direct { origins } => format!("direct from {}", from(origins)),
        Rule::Constant { value } => format!("constant {value:?}"),
        Rule::Expression { text } => text.clone(),
        Rule::Translation { origins, pairs } => {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(value, becomes)| format!("{value} = {becomes}"))
                .collect();
            format!("translation of {}: {}", from(origins), pairs.join("; "))
        }
    }
}

//! All findings of a project: where each rule strikes, and in words on demand.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::facts::Facts;
use super::finding::{Finding, Severity};
use super::rule::{Rule, RuleNumber, Test, find_rule, rules};
use super::scene::Scene;
use super::worst::Worst;
use crate::catalog::{Catalog, Conflict};
use crate::expr::Problem;
use crate::model::{AttributeId, Column, FindingKey, LinkId, Place, Project};
use crate::rows::{AttributeNumber, Index, LinkNumber, in_parts};

/// What a finding is about, as numbers of the index it was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Where {
    /// The project as a whole.
    Project,
    /// An attribute.
    Attribute(AttributeNumber),
    /// A link.
    Link(LinkNumber),
}

/// A finding before its words: small, so that there can be many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    rule: RuleNumber,
    /// How much it weighs.
    pub severity: Severity,
    /// What it is about.
    pub place: Where,
    /// Which of several at one place.
    pub(crate) detail: u16,
    /// Whether somebody accepted it: it is then hidden, but kept for the handoff.
    pub is_accepted: bool,
}

impl Spot {
    /// The rule's code.
    pub fn code(&self) -> &'static str {
        self.rule.rule().code
    }

    /// Whether it is about the text of an expression: one of [`Findings::expression_problems`].
    pub fn is_of_expression(&self) -> bool {
        matches!(self.rule.rule().test, Test::Expression(_))
    }

    /// Whether it is about the problem at that place of [`Findings::expression_problems`].
    pub fn is_of_problem(&self, problem: usize) -> bool {
        self.is_of_expression() && usize::from(self.detail) == problem
    }

    /// What the rule is about, in a few words.
    pub fn title(&self) -> &'static str {
        self.rule.rule().title
    }
}

/// The findings of one state of a project, and what of the check is kept for the next.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    facts: Facts,
    /// The day of the check; without one nothing is overdue.
    today: Option<Date>,
    /// Standing ones by severity, then accepted ones; each in the order of places: project, attributes, links.
    spots: Vec<Spot>,
    num_standing: [usize; 3],
    worst: Worst,
}

impl Findings {
    /// Checks a project for the first time. Without a day nothing is overdue.
    pub fn derive(
        project: &Project,
        index: &Index,
        catalog: &Catalog,
        today: Option<Date>,
    ) -> Self {
        let mut findings = Self::on(today);
        findings.update(project, index, catalog);
        findings
    }

    /// Of no project yet, for a day.
    pub fn on(today: Option<Date>) -> Self {
        Self {
            today,
            ..Self::default()
        }
    }

    /// The day of the check, if one was said.
    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// Makes the findings right for what the project has become: the same as new ones, but what is known of
    /// attributes and expressions that did not change is not worked out again.
    pub fn update(&mut self, project: &Project, index: &Index, catalog: &Catalog) {
        self.facts.update_attributes(project, catalog);
        self.facts.update_links(project, index);
        let scene = Scene {
            project,
            index,
            catalog,
            facts: &self.facts,
            today: self.today,
        };
        let mut spots = strike(&scene);
        let accepted = accepted(&scene);
        if !accepted.is_empty() {
            for spot in &mut spots {
                spot.is_accepted = accepted.contains(&(spot.rule, spot.place));
            }
        }
        spots.sort_by_key(|spot| (spot.is_accepted, spot.severity, spot.place));
        self.spots = spots;
        self.count(index);
    }

    /// Takes what the attributes of a project are before there is an index of it: the greater part of a first check,
    /// which can go on while the index is made.
    pub fn read_attributes(&mut self, project: &Project, catalog: &Catalog) {
        self.facts.update_attributes(project, catalog);
    }

    /// Says which day it is, good from the next check on; whether it is another than before.
    pub fn set_today(&mut self, today: Date) -> bool {
        self.today.replace(today) != Some(today)
    }

    fn count(&mut self, index: &Index) {
        self.num_standing = [0; 3];
        let standing = self.spots.iter().filter(|spot| !spot.is_accepted);
        for spot in standing.clone() {
            if let Some(count) = self.num_standing.get_mut(spot.severity as usize) {
                *count += 1;
            }
        }
        let standing = standing.map(|spot| (spot.place, spot.severity));
        self.worst = Worst::of(self.facts.num_attributes(), index.num_links(), standing);
    }

    /// All findings: standing ones, the heaviest first, then accepted ones.
    pub fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// Findings that nobody accepted, the heaviest first.
    pub fn standing(&self) -> &[Spot] {
        let number = self.num_standing.iter().sum();
        self.spots.get(..number).unwrap_or_default()
    }

    /// Findings on one place that nobody accepted, the heaviest first; looks at no others.
    pub fn standing_on(&self, place: Where) -> impl Iterator<Item = &Spot> {
        let mut rest = self.standing();
        self.num_standing.into_iter().flat_map(move |number| {
            let (run, after) = rest.split_at_checked(number).unwrap_or((rest, &[]));
            rest = after;
            // Findings of one severity stand in the order of places.
            let first = run.partition_point(|spot| spot.place < place);
            let end = run.partition_point(|spot| spot.place <= place);
            run.get(first..end).unwrap_or_default()
        })
    }

    /// How many findings of this severity stand.
    pub fn num(&self, severity: Severity) -> usize {
        self.num_standing
            .get(severity as usize)
            .copied()
            .unwrap_or_default()
    }

    /// How much the heaviest standing finding on each attribute and link weighs.
    pub fn worst(&self) -> &Worst {
        &self.worst
    }

    /// What is wrong with the expression of a link: what its text shows, then what its mapping does.
    ///
    /// None if the link has no expression.
    pub fn expression_problems(&self, link: &LinkId) -> Option<&[Problem]> {
        Some(&self.facts.checked_of(link)?.problems)
    }

    /// The conflicts of the reference that concern an attribute and that the project does not touch: worth a quiet
    /// badge, no finding.
    pub fn quiet_conflicts<'a>(
        &self,
        id: &AttributeId,
        catalog: &'a Catalog,
    ) -> impl Iterator<Item = &'a Conflict> {
        catalog
            .conflicts_of(id)
            .filter(|conflict| !self.spots.iter().any(|spot| spot.code() == conflict.code))
    }

    /// The conflicts of the reference that the project does not touch, as hints about the whole, in code order.
    pub fn untouched_conflicts<'a>(
        &'a self,
        catalog: &'a Catalog,
    ) -> impl Iterator<Item = Finding> + use<'a> {
        let untouched = catalog
            .conflicts()
            .iter()
            .filter(|conflict| !self.spots.iter().any(|spot| spot.code() == conflict.code));
        untouched.filter_map(|conflict| {
            let (_, rule) = find_rule(&conflict.code)?;
            Some(Finding {
                code: rule.code,
                severity: Severity::Hint,
                place: Place::Project,
                resource: None,
                column: None,
                attribute: None,
                link: None,
                message: format!(
                    "The project does not touch this ({}). {}",
                    conflict.topic, conflict.assessment
                ),
                evidence: super::conflicts::both_claims(catalog, conflict),
                fixes: Vec::new(),
                accepted: None,
            })
        })
    }

    /// A finding in words; none if it is of another state of the project.
    ///
    /// `project` and `index` are those that these findings were made for.
    pub fn finding(
        &self,
        spot: &Spot,
        project: &Project,
        index: &Index,
        catalog: &Catalog,
    ) -> Option<Finding> {
        let scene = Scene {
            project,
            index,
            catalog,
            facts: &self.facts,
            today: self.today,
        };
        let rule = spot.rule.rule();
        let words = (rule.words)(&scene, spot)?;
        let place = scene.place(spot.place)?;
        let attribute: Option<AttributeId> = match spot.place {
            Where::Project => None,
            Where::Attribute(number) => scene.id(number).cloned(),
            Where::Link(number) => scene.link(number).map(|link| link.destination.clone()),
        };
        let link = match &place {
            Place::Link(id) => Some(id.clone()),
            Place::Project | Place::Attribute(_) => None,
        };
        let key = FindingKey {
            code: rule.code.to_owned(),
            place,
        };
        let accepted = project.accepted_findings().get(&key).cloned();
        Some(Finding {
            code: rule.code,
            severity: spot.severity,
            place: key.place,
            resource: attribute.as_ref().map(|id| id.resource),
            column: attribute.as_ref().map(|id| id.column),
            attribute,
            link,
            message: words.message,
            evidence: words.evidence,
            fixes: words.fixes,
            accepted,
        })
    }

    /// All findings in words, in the same order.
    pub fn all(&self, project: &Project, index: &Index, catalog: &Catalog) -> Vec<Finding> {
        self.spots
            .iter()
            .filter_map(|spot| self.finding(spot, project, index, catalog))
            .collect()
    }
}

/// Where the rules strike, in no particular order but the same each time.
fn strike(scene: &Scene<'_>) -> Vec<Spot> {
    let all: Vec<(RuleNumber, &Rule)> = rules().collect();
    let mut spots = Vec::new();
    for column in Column::ALL {
        let of_column: Vec<_> = all
            .iter()
            .filter_map(|(number, rule)| match rule.test {
                Test::Attribute(columns, test) if columns.contains(&column) => {
                    Some((*number, test))
                }
                _ => None,
            })
            .collect();
        let attributes: Vec<AttributeNumber> = scene.index.column(column).collect();
        spots.extend(in_parts(&attributes, |part| {
            let mut found = Vec::new();
            for attribute in part {
                for (rule, test) in &of_column {
                    if let Some(severity) = test(scene, *attribute) {
                        found.push(spot(*rule, severity, Where::Attribute(*attribute), 0));
                    }
                }
            }
            found
        }));
    }
    let of_links: Vec<_> = all
        .iter()
        .filter_map(|(number, rule)| match rule.test {
            Test::Link(test) => Some((*number, test)),
            _ => None,
        })
        .collect();
    let links: Vec<LinkNumber> = scene.facts.counting_links().collect();
    spots.extend(in_parts(&links, |part| {
        let mut found = Vec::new();
        for link in part {
            for (rule, test) in &of_links {
                if let Some(severity) = test(scene, *link) {
                    found.push(spot(*rule, severity, Where::Link(*link), 0));
                }
            }
        }
        found
    }));
    let mut add = |rule, severity, place, detail| spots.push(spot(rule, severity, place, detail));
    for (number, rule) in &all {
        match rule.test {
            Test::Expression(test) => {
                for link in scene.facts.faulty_links() {
                    let problems = scene
                        .checked(link)
                        .map(|checked| checked.problems.as_slice());
                    for (detail, problem) in (0..).zip(problems.unwrap_or_default()) {
                        if let Some(severity) = test(problem) {
                            add(*number, severity, Where::Link(link), detail);
                        }
                    }
                }
            }
            Test::Whole(test) => {
                for (severity, place) in test(scene) {
                    add(*number, severity, place, 0);
                }
            }
            Test::Attribute(..) | Test::Link(_) => {}
        }
    }
    spots
}

fn spot(rule: RuleNumber, severity: Severity, place: Where, detail: u16) -> Spot {
    Spot {
        rule,
        severity,
        place,
        detail,
        is_accepted: false,
    }
}

fn accepted(scene: &Scene<'_>) -> FxHashSet<(RuleNumber, Where)> {
    scene
        .project
        .accepted_findings()
        .keys()
        .filter_map(|key| {
            let place = match &key.place {
                Place::Project => Where::Project,
                Place::Attribute(id) => Where::Attribute(scene.number(id)?),
                Place::Link(id) => Where::Link(scene.index.link_number(id)?),
            };
            Some((find_rule(&key.code)?.0, place))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::editor::changes;
    use crate::model::LinkId;

    #[test]
    fn what_stands_on_a_place_is_found_without_going_through_all() {
        let mut project = reference_project();
        // Without these links required fields are not fed and attributes are fed but not consumed.
        let ids = ["user/protocol/displayName", "user/target/UserProfile.state"].map(LinkId::new);
        let change = changes::remove_links(&project, &ids);
        project.apply(change.unwrap().edit).unwrap();
        let index = Index::derive(&project);
        let findings = Findings::derive(&project, &index, reference(), None);
        let mut places: Vec<Where> = findings.standing().iter().map(|spot| spot.place).collect();
        places.sort();
        places.dedup();
        assert!(places.len() > 2);
        let mut found = 0;
        for place in places {
            let on_place: Vec<_> = findings.standing_on(place).collect();
            let all = findings
                .standing()
                .iter()
                .filter(|spot| spot.place == place);
            assert_eq!(on_place, all.collect::<Vec<_>>());
            found += on_place.len();
        }
        assert_eq!(found, findings.standing().len());
    }
}

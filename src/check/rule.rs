//! What a rule is made of, and the list of all rules.

use super::finding::{Fix, Severity};
use super::findings::{Spot, Where};
use super::scene::Scene;
use super::{conflicts, rules};
use crate::model::{Column, Evidence};
use crate::rows::{AttributeNumber, LinkNumber};

/// A place where a rule of the whole project strikes.
pub(crate) type Hit = (Severity, Where);

/// How a rule looks for what it is about; each must be cheap, since all are asked after every edit.
#[derive(Clone, Copy)]
pub(crate) enum Test {
    /// Asked for each attribute of these columns.
    Attribute(
        &'static [Column],
        fn(&Scene<'_>, AttributeNumber) -> Option<Severity>,
    ),
    /// Asked for each link that is not rejected.
    Link(fn(&Scene<'_>, LinkNumber) -> Option<Severity>),
    /// Asked for each link with an expression that is not rejected; a place in the list of its problems each.
    Expression(fn(&crate::expr::Problem) -> Option<Severity>),
    /// Asked once.
    Whole(fn(&Scene<'_>) -> Vec<Hit>),
}

/// What a finding says beyond its code and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) message: String,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) fixes: Vec<Fix>,
}

impl Words {
    pub(crate) fn new(message: String) -> Self {
        Self {
            message,
            ..Self::default()
        }
    }

    pub(crate) fn with_evidence(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    pub(crate) fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.fixes.extend(fix);
        self
    }
}

/// A rule.
pub(crate) struct Rule {
    /// Its code; stable, never used again for another rule.
    pub(crate) code: &'static str,
    /// How much its findings weigh as a rule.
    pub(crate) severity: Severity,
    /// What it is about, in a few words.
    pub(crate) title: &'static str,
    /// Why it matters and what to do, in a few sentences; empty for a conflict, whose claims say it.
    pub(crate) explanation: &'static str,
    /// The documents behind it; for a conflict those of its claims.
    pub(crate) sources: &'static [&'static str],
    /// How it looks.
    pub(crate) test: Test,
    /// What it says of a place where it struck; none if the place is gone.
    pub(crate) words: fn(&Scene<'_>, &Spot) -> Option<Words>,
}

/// All rules, in code order: mapping rules, then conflicts.
pub(crate) static RULES: [&[&Rule]; 2] = [&rules::ALL, &conflicts::ALL];

/// A rule's number: its place in the list of all rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RuleNumber(u8);

/// All rules with their numbers.
pub(crate) fn rules() -> impl Iterator<Item = (RuleNumber, &'static Rule)> {
    (0..)
        .map(RuleNumber)
        .zip(RULES.iter().flat_map(|list| list.iter().copied()))
}

impl RuleNumber {
    /// The rule.
    pub(crate) fn rule(self) -> &'static Rule {
        let position = usize::from(self.0);
        rules::ALL
            .get(position)
            .or_else(|| conflicts::ALL.get(position - rules::ALL.len()))
            .copied()
            .unwrap_or(&rules::required::RULE)
    }
}

/// The number of the rule with this code.
pub(crate) fn find_rule(code: &str) -> Option<(RuleNumber, &'static Rule)> {
    rules().find(|(_, rule)| rule.code == code)
}

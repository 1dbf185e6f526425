//! What rules ask of a link, so that none of them has to look at the link itself.

use crate::model::{Hop, Link, Resource, Rule, Status};

/// What rules ask of a link, side by side for all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkFacts {
    /// Whether it counts.
    pub(crate) state: LinkState,
    /// Which columns it joins.
    pub(crate) hop: Hop,
    /// What rule it has.
    pub(crate) rule: RuleKind,
    /// Whether it fills a telephone number.
    pub(crate) fills_phone: bool,
    /// Whether objects are matched by it.
    pub(crate) is_matching: bool,
    /// Whether a value stands in for one that is missing.
    pub(crate) has_default: bool,
    /// Whose link it is.
    pub(crate) resource: Resource,
    /// What it needs in order to have something to give.
    needs: Needs,
}

/// What rule a link has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuleKind {
    Direct,
    Constant,
    Expression,
    Translation,
}

/// What a link needs in order to have something to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    /// It is rejected, and counts with nothing.
    Rejected,
    /// An origin.
    Origin,
    /// A text; it has none.
    Text,
    /// It has what it needs.
    Nothing,
}

/// Whether a link counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkState {
    /// It is rejected.
    Rejected,
    /// It has nothing to give.
    Idle,
    /// It gives a value.
    Feeds,
}

impl LinkFacts {
    /// Reads them from a link, whose origins are still to come.
    pub(super) fn of(link: &Link) -> Self {
        let needs = match (link.status, &link.rule) {
            (Status::Rejected, _) => Needs::Rejected,
            (_, Rule::Direct { .. } | Rule::Translation { .. }) => Needs::Origin,
            (_, Rule::Expression { text }) if text.trim().is_empty() => Needs::Text,
            (_, Rule::Expression { .. } | Rule::Constant { .. }) => Needs::Nothing,
        };
        let rule = match &link.rule {
            Rule::Direct { .. } => RuleKind::Direct,
            Rule::Constant { .. } => RuleKind::Constant,
            Rule::Expression { .. } => RuleKind::Expression,
            Rule::Translation { .. } => RuleKind::Translation,
        };
        Self {
            state: needs.state(0),
            hop: link.hop(),
            rule,
            fills_phone: link.destination.path.key().starts_with("phonenumbers["),
            is_matching: link.settings.matching_precedence.is_some(),
            has_default: link.settings.default_if_null.is_some(),
            resource: link.resource(),
            needs,
        }
    }

    /// Takes how many origins it has.
    pub(super) fn count_origins(&mut self, number: usize) {
        self.state = self.needs.state(number);
    }
}

impl Needs {
    fn state(self, num_origins: usize) -> LinkState {
        match self {
            Self::Rejected => LinkState::Rejected,
            Self::Nothing => LinkState::Feeds,
            Self::Origin if num_origins > 0 => LinkState::Feeds,
            Self::Origin | Self::Text => LinkState::Idle,
        }
    }
}

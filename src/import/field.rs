//! What an import says of one attribute or link, field by field, so that several rows may each say something of it.

use crate::model::{
    Access, Apply, Attribute, AttributePath, Cardinality, Evidence, FlowBehavior, Link, Mark, Rule,
    Status, Support, TenantCheck, ValueType,
};

/// One field of an attribute, with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeField {
    /// The heading on the map.
    Group(String),
    /// The type.
    Type(ValueType),
    /// One value or several.
    Cardinality(Cardinality),
    /// Required, system-generated, optional or nothing.
    Mark(Option<Mark>),
    /// Who may read and write it.
    Access(Access),
    /// Whether it is taken.
    Support(Support),
    /// The longest value.
    MaxLength(Option<u32>),
    /// Why it has no counterpart.
    NoCounterpart(Option<String>),
    /// What it is.
    Description(String),
    /// Who says so.
    Evidence(Vec<Evidence>),
}

/// One field of a link, with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkField {
    /// How the destination gets its value, origins included.
    Rule(Rule),
    /// The default value if null.
    DefaultIfNull(Option<String>),
    /// When it is applied.
    Apply(Apply),
    /// When a value is sent.
    FlowBehavior(FlowBehavior),
    /// The matching precedence.
    MatchingPrecedence(Option<u32>),
    /// How far people have got.
    Status(Status),
    /// Who answers for it.
    Owner(Option<String>),
    /// Who says so.
    Evidence(Vec<Evidence>),
    /// Where it was seen to work.
    TenantCheck(Option<TenantCheck>),
}

/// What a field held before and holds after, in words for a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The field.
    pub field: &'static str,
    /// What it held; empty for nothing.
    pub before: String,
    /// What it will hold; empty for nothing.
    pub after: String,
}

impl AttributeField {
    /// The fields in which `after` differs from `before`; ids are not compared.
    pub fn between(before: &Attribute, after: &Attribute) -> Vec<Self> {
        let all = [
            Self::Group(after.group.clone()),
            Self::Type(after.value_type.clone()),
            Self::Cardinality(after.cardinality),
            Self::Mark(after.mark),
            Self::Access(after.access),
            Self::Support(after.support),
            Self::MaxLength(after.max_length),
            Self::NoCounterpart(after.no_counterpart.clone()),
            Self::Description(after.description.clone()),
            Self::Evidence(after.evidence.clone()),
        ];
        all.into_iter()
            .filter(|field| !field.is_in(before))
            .collect()
    }

    /// Gives the attribute this value.
    pub fn set(self, attribute: &mut Attribute) {
        match self {
            Self::Group(group) => attribute.group = group,
            Self::Type(value_type) => attribute.value_type = value_type,
            Self::Cardinality(cardinality) => attribute.cardinality = cardinality,
            Self::Mark(mark) => attribute.mark = mark,
            Self::Access(access) => attribute.access = access,
            Self::Support(support) => attribute.support = support,
            Self::MaxLength(max_length) => attribute.max_length = max_length,
            Self::NoCounterpart(reason) => attribute.no_counterpart = reason,
            Self::Description(description) => attribute.description = description,
            Self::Evidence(evidence) => attribute.evidence = evidence,
        }
    }

    /// Whether the attribute has this value already.
    pub fn is_in(&self, attribute: &Attribute) -> bool {
        match self {
            Self::Group(group) => attribute.group == *group,
            Self::Type(value_type) => attribute.value_type == *value_type,
            Self::Cardinality(cardinality) => attribute.cardinality == *cardinality,
            Self::Mark(mark) => attribute.mark == *mark,
            Self::Access(access) => attribute.access == *access,
            Self::Support(support) => attribute.support == *support,
            Self::MaxLength(max_length) => attribute.max_length == *max_length,
            Self::NoCounterpart(reason) => attribute.no_counterpart == *reason,
            Self::Description(description) => attribute.description == *description,
            Self::Evidence(evidence) => attribute.evidence == *evidence,
        }
    }

    /// Whether the attribute says nothing here yet: giving it a value contradicts nobody.
    pub fn fills_gap_of(&self, attribute: &Attribute) -> bool {
        match self {
            Self::Group(_) => attribute.group.is_empty(),
            Self::Mark(_) => attribute.mark.is_none(),
            Self::MaxLength(_) => attribute.max_length.is_none(),
            Self::NoCounterpart(_) => attribute.no_counterpart.is_none(),
            Self::Description(_) => attribute.description.is_empty(),
            // More documents contradict nobody.
            Self::Evidence(more) => attribute.evidence.iter().all(|one| more.contains(one)),
            Self::Type(_) | Self::Cardinality(_) | Self::Access(_) | Self::Support(_) => false,
        }
    }

    /// What the preview shows of it.
    pub fn detail(&self, before: &Attribute) -> Detail {
        let length = |length: Option<u32>| length.map(|n| n.to_string()).unwrap_or_default();
        let mark = |mark: Option<Mark>| mark.map_or_else(String::new, |m| m.as_str().to_owned());
        let many = |cardinality| match cardinality {
            Cardinality::Single => "single value".to_owned(),
            Cardinality::Multiple => "multi-valued".to_owned(),
        };
        let (field, from, to) = match self {
            Self::Group(group) => ("group", before.group.clone(), group.clone()),
            Self::Type(value_type) => (
                "type",
                before.value_type.as_str().to_owned(),
                value_type.as_str().to_owned(),
            ),
            Self::Cardinality(cardinality) => {
                ("values", many(before.cardinality), many(*cardinality))
            }
            Self::Mark(to) => ("mark", mark(before.mark), mark(*to)),
            Self::Access(access) => (
                "access",
                before.access.as_str().to_owned(),
                access.as_str().to_owned(),
            ),
            Self::Support(support) => (
                "support",
                before.support.as_str().to_owned(),
                support.as_str().to_owned(),
            ),
            Self::MaxLength(max_length) => (
                "maximum length",
                length(before.max_length),
                length(*max_length),
            ),
            Self::NoCounterpart(reason) => (
                "no counterpart",
                before.no_counterpart.clone().unwrap_or_default(),
                reason.clone().unwrap_or_default(),
            ),
            Self::Description(description) => (
                "description",
                before.description.clone(),
                description.clone(),
            ),
            Self::Evidence(evidence) => ("evidence", sources(&before.evidence), sources(evidence)),
        };
        Detail {
            field,
            before: from,
            after: to,
        }
    }
}

impl LinkField {
    /// The fields in which `after` differs from `before`; destinations are not compared.
    pub fn between(before: &Link, after: &Link) -> Vec<Self> {
        let all = [
            Self::Rule(after.rule.clone()),
            Self::DefaultIfNull(after.settings.default_if_null.clone()),
            Self::Apply(after.settings.apply),
            Self::FlowBehavior(after.settings.flow_behavior),
            Self::MatchingPrecedence(after.settings.matching_precedence),
            Self::Status(after.status),
            Self::Owner(after.owner.clone()),
            Self::Evidence(after.evidence.clone()),
            Self::TenantCheck(after.tenant_check.clone()),
        ];
        all.into_iter()
            .filter(|field| !field.is_in(before))
            .collect()
    }

    /// Gives the link this value.
    pub fn set(self, link: &mut Link) {
        match self {
            Self::Rule(rule) => link.rule = rule,
            Self::DefaultIfNull(value) => link.settings.default_if_null = value,
            Self::Apply(apply) => link.settings.apply = apply,
            Self::FlowBehavior(behavior) => link.settings.flow_behavior = behavior,
            Self::MatchingPrecedence(precedence) => link.settings.matching_precedence = precedence,
            Self::Status(status) => link.status = status,
            Self::Owner(owner) => link.owner = owner,
            Self::Evidence(evidence) => link.evidence = evidence,
            Self::TenantCheck(check) => link.tenant_check = check,
        }
    }

    /// Whether the link has this value already.
    pub fn is_in(&self, link: &Link) -> bool {
        match self {
            Self::Rule(rule) => link.rule == *rule,
            Self::DefaultIfNull(value) => link.settings.default_if_null == *value,
            Self::Apply(apply) => link.settings.apply == *apply,
            Self::FlowBehavior(behavior) => link.settings.flow_behavior == *behavior,
            Self::MatchingPrecedence(precedence) => {
                link.settings.matching_precedence == *precedence
            }
            Self::Status(status) => link.status == *status,
            Self::Owner(owner) => link.owner == *owner,
            Self::Evidence(evidence) => link.evidence == *evidence,
            Self::TenantCheck(check) => link.tenant_check == *check,
        }
    }

    /// Whether the link says nothing here yet: giving it a value contradicts nobody.
    ///
    /// A link that was never looked at is `proposed`; so is the status of a file that says more.
    pub fn fills_gap_of(&self, link: &Link) -> bool {
        match self {
            Self::Rule(_) => matches!(&link.rule, Rule::Direct { origins } if origins.is_empty()),
            Self::DefaultIfNull(_) => link.settings.default_if_null.is_none(),
            Self::MatchingPrecedence(_) => link.settings.matching_precedence.is_none(),
            Self::Status(_) => link.status == Status::Proposed,
            Self::Owner(_) => link.owner.is_none(),
            // More documents contradict nobody.
            Self::Evidence(more) => link.evidence.iter().all(|one| more.contains(one)),
            Self::TenantCheck(_) => link.tenant_check.is_none(),
            Self::Apply(_) | Self::FlowBehavior(_) => false,
        }
    }

    /// What the preview shows of it.
    pub fn detail(&self, before: &Link) -> Detail {
        let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
        let (field, from, to) = match self {
            Self::Rule(rule) => ("rule", rule_text(&before.rule), rule_text(rule)),
            Self::DefaultIfNull(value) => (
                "default if null",
                before.settings.default_if_null.clone().unwrap_or_default(),
                value.clone().unwrap_or_default(),
            ),
            Self::Apply(apply) => (
                "apply",
                before.settings.apply.label().to_owned(),
                apply.label().to_owned(),
            ),
            Self::FlowBehavior(behavior) => (
                "flow behaviour",
                behavior_text(before.settings.flow_behavior).to_owned(),
                behavior_text(*behavior).to_owned(),
            ),
            Self::MatchingPrecedence(precedence) => (
                "matching precedence",
                number(before.settings.matching_precedence),
                number(*precedence),
            ),
            Self::Status(status) => (
                "status",
                before.status.as_str().to_owned(),
                status.as_str().to_owned(),
            ),
            Self::Owner(owner) => (
                "owner",
                before.owner.clone().unwrap_or_default(),
                owner.clone().unwrap_or_default(),
            ),
            Self::Evidence(evidence) => ("evidence", sources(&before.evidence), sources(evidence)),
            Self::TenantCheck(check) => (
                "tenant check",
                check_text(before.tenant_check.as_ref()),
                check_text(check.as_ref()),
            ),
        };
        Detail {
            field,
            before: from,
            after: to,
        }
    }
}

/// A rule in a line, with what feeds it: `mail`, `True = active; False = inactive from active`.
pub(super) fn rule_text(rule: &Rule) -> String {
    let names = |origins: &[AttributePath]| {
        let names: Vec<_> = origins.iter().map(AttributePath::label).collect();
        names.join(", ")
    };
    match rule {
        Rule::Direct { origins } => names(origins),
        Rule::Constant { value } => format!("constant {value:?}"),
        Rule::Expression { text } => text.clone(),
        Rule::Translation { origins, pairs } => {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(from, to)| format!("{from} = {to}"))
                .collect();
            format!("{} ({})", names(origins), pairs.join("; "))
        }
    }
}

fn behavior_text(behavior: FlowBehavior) -> &'static str {
    match behavior {
        FlowBehavior::WhenChanged => "when changed",
        FlowBehavior::Always => "always",
    }
}

fn sources(evidence: &[Evidence]) -> String {
    let sources: Vec<_> = evidence.iter().map(|one| one.source.as_str()).collect();
    sources.join(", ")
}

fn check_text(check: Option<&TenantCheck>) -> String {
    check.map_or_else(String::new, |check| {
        let by = (!check.by.is_empty()).then_some(check.by.as_str());
        let parts: Vec<_> = [check.tenant.as_str()].into_iter().chain(by).collect();
        format!("{}, {}", parts.join(", "), check.date)
    })
}

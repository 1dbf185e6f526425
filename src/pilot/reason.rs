//! What happens to a user, and why: small values, so that a million of them can be counted.

use super::lifecycle::Left;
use super::plan::{FieldPlan, Plan};

/// What a provisioning run does with a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Makes an account.
    Create,
    /// Changes the account.
    Update,
    /// Makes the account inactive.
    Disable,
    /// Deletes the account.
    Delete,
    /// Nothing.
    Skip,
    /// Nothing, because something is wrong.
    Fail,
}

impl Action {
    /// All of them, in the order they are counted.
    pub const ALL: [Self; 6] = [
        Self::Create,
        Self::Update,
        Self::Disable,
        Self::Delete,
        Self::Skip,
        Self::Fail,
    ];

    /// The word on screen and in results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Disable => "disable",
            Self::Delete => "delete",
            Self::Skip => "skip",
            Self::Fail => "fail",
        }
    }
}

/// Why. Numbers are places in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Nobody in the target matches.
    NotYetThere,
    /// At least one value differs from the target's.
    Changed,
    /// The user has left, and the target is told.
    Left(Left),
    /// The user was deleted for good.
    HardDeleted,
    /// The target has every value already.
    Unchanged,
    /// The user has left and was never in the target.
    NeverThere(Left),
    /// The user has left, and the settings say to leave the account alone.
    LeftAlone(Left),
    /// Create is switched off.
    CreateIsOff,
    /// Update is switched off.
    UpdateIsOff,
    /// Delete is switched off.
    DeleteIsOff,
    /// The user has left, but nothing feeds `active`.
    NothingFeedsActive,
    /// An expression says to leave the user out.
    LeftOutByExpression(usize),
    /// Provisioning of users is switched off.
    ProvisioningIsOff,
    /// Deleted for good after being unassigned: no longer managed.
    NoLongerManaged,
    /// Nothing matches users.
    NoMatchingAttribute,
    /// The user has no value to be matched by.
    NoMatchingValue,
    /// Several users of the target match by this flow.
    SeveralMatches(usize),
    /// An earlier user of this run has the same value to be matched by.
    NotUnique(usize),
    /// A required SCIM attribute would be created without a value.
    RequiredIsMissing(usize),
    /// An expression gave an error.
    ExpressionFailed(usize),
    /// A rule cannot run at all.
    RuleIsBroken(usize),
    /// A value that the translation into a target field does not list.
    NotListed(usize),
    /// A word of the lifecycle is neither true nor false.
    UnreadableLifecycle(&'static str),
}

impl Reason {
    /// The word in results for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotYetThere => "not-yet-there",
            Self::Changed => "changed",
            Self::Left(left) => left.code(),
            Self::HardDeleted => "hard-deleted",
            Self::Unchanged => "unchanged",
            Self::NeverThere(_) => "never-there",
            Self::LeftAlone(_) => "left-alone",
            Self::CreateIsOff => "create-is-off",
            Self::UpdateIsOff => "update-is-off",
            Self::DeleteIsOff => "delete-is-off",
            Self::NothingFeedsActive => "nothing-feeds-active",
            Self::LeftOutByExpression(_) => "left-out-by-expression",
            Self::ProvisioningIsOff => "provisioning-is-off",
            Self::NoLongerManaged => "no-longer-managed",
            Self::NoMatchingAttribute => "no-matching-attribute",
            Self::NoMatchingValue => "no-matching-value",
            Self::SeveralMatches(_) => "several-matches",
            Self::NotUnique(_) => "not-unique",
            Self::RequiredIsMissing(_) => "required-is-missing",
            Self::ExpressionFailed(_) => "expression-failed",
            Self::RuleIsBroken(_) => "rule-is-broken",
            Self::NotListed(_) => "value-not-listed",
            Self::UnreadableLifecycle(_) => "unreadable-lifecycle",
        }
    }

    /// The flow to blame, if one is.
    pub fn flow(self, plan: &Plan) -> Option<usize> {
        match self {
            Self::LeftOutByExpression(flow)
            | Self::SeveralMatches(flow)
            | Self::NotUnique(flow)
            | Self::ExpressionFailed(flow)
            | Self::RuleIsBroken(flow) => Some(flow),
            Self::NoMatchingValue => plan.matchings.first().copied(),
            Self::RequiredIsMissing(protocol) => {
                plan.flows.iter().position(|flow| flow.to == protocol)
            }
            Self::NotListed(field) => {
                let from = plan.fields.get(field)?.rule.from()?;
                plan.flows.iter().position(|flow| flow.to == from)
            }
            _ => None,
        }
    }
}

impl Plan {
    /// A reason as the second half of a sentence about a user; holds no value.
    pub fn words(&self, reason: Reason) -> String {
        let flow = |flow: usize| self.short_target_of(flow);
        match reason {
            Reason::NotYetThere => "nobody in the target matches".to_owned(),
            Reason::Changed => "values differ from those in the target".to_owned(),
            Reason::Left(left) => left.words().to_owned(),
            Reason::HardDeleted => "deleted for good in Entra ID".to_owned(),
            Reason::Unchanged => "the target has every value already".to_owned(),
            Reason::NeverThere(left) => {
                format!("{}, and not in the target, so never created", left.words())
            }
            Reason::LeftAlone(left) => format!(
                "{}, and the settings leave accounts alone that go out of scope",
                left.words()
            ),
            Reason::CreateIsOff => "new, but Create is switched off".to_owned(),
            Reason::UpdateIsOff => "there already, but Update is switched off".to_owned(),
            Reason::DeleteIsOff => {
                "deleted for good in Entra ID, but Delete is switched off".to_owned()
            }
            Reason::NothingFeedsActive => {
                "left, but nothing feeds \"active\", so the target is not told".to_owned()
            }
            Reason::LeftOutByExpression(at) => {
                format!("the expression for {:?} leaves the user out", flow(at))
            }
            Reason::ProvisioningIsOff => "provisioning of users is switched off".to_owned(),
            Reason::NoLongerManaged => {
                "deleted after it was unassigned: Entra ID no longer manages the account".to_owned()
            }
            Reason::NoMatchingAttribute => {
                "no mapping has a matching precedence, so no user can be matched".to_owned()
            }
            Reason::NoMatchingValue => {
                let by = self.matchings.iter();
                let by: Vec<_> = by.map(|at| format!("{:?}", flow(*at))).collect();
                format!(
                    "no value for {}, by which users are matched",
                    by.join(" or ")
                )
            }
            Reason::SeveralMatches(at) => {
                format!("several users of the target match by {:?}", flow(at))
            }
            Reason::NotUnique(at) => format!(
                "an earlier user has the same value for {:?}, which must be unique",
                flow(at)
            ),
            Reason::RequiredIsMissing(at) => format!(
                "{:?} is required and has no value",
                self.protocol
                    .get(at)
                    .map_or_else(String::new, super::plan::ProtocolAttribute::short)
            ),
            Reason::ExpressionFailed(at) => format!("the expression for {:?} fails", flow(at)),
            Reason::RuleIsBroken(at) => format!("the rule for {:?} cannot run", flow(at)),
            Reason::NotListed(at) => {
                let field = self.fields.get(at);
                format!(
                    "the value for {:?} is not listed in its translation",
                    field.map(FieldPlan::name).unwrap_or_default()
                )
            }
            Reason::UnreadableLifecycle(word) => {
                format!("{word:?} is neither true nor false")
            }
        }
    }
}

//! Which rule of the catalogue stands behind what a run does, so that what is inferred can be told from what was read.

use super::checks::Warning;
use super::lifecycle::Left;
use super::reason::Reason;
use super::sending::Sending;

impl Reason {
    /// The id of the rule that it follows; none where the project or its values say it all.
    pub fn rule(self) -> Option<&'static str> {
        Some(match self {
            Self::Left(Left::Disabled) => "left-disabled-stays-in-scope",
            Self::Left(_) => "left",
            Self::NeverThere(_) => "left-never-created",
            Self::LeftAlone(_) => "left-alone",
            Self::HardDeleted => "deleted",
            Self::NoLongerManaged => "deleted-unassigned",
            Self::Unchanged => "unchanged",
            Self::SeveralMatches(_) | Self::NoMatchingAttribute | Self::NoMatchingValue => "match",
            Self::NotUnique(_) => "match-value-unique",
            Self::RequiredIsMissing(_) => "required",
            Self::NotListed(_) => "translation",
            Self::NotYetThere
            | Self::Changed
            | Self::CreateIsOff
            | Self::UpdateIsOff
            | Self::DeleteIsOff
            | Self::NothingFeedsActive
            | Self::LeftOutByExpression(_)
            | Self::ProvisioningIsOff
            | Self::ExpressionFailed(_)
            | Self::RuleIsBroken(_)
            | Self::UnreadableLifecycle(_) => return None,
        })
    }
}

impl Sending {
    /// The id of the rule that it follows; none where there is nothing to explain.
    pub fn rule(self) -> Option<&'static str> {
        Some(match self {
            Self::Default => "default",
            Self::Later => "reference",
            Self::Null => "null",
            Self::Unchanged => "unchanged",
            Self::OnlyOnCreate => "only-on-create",
            Self::StatusAlone => "left-status-alone",
            Self::ReferenceOutOfScope => "reference-out-of-scope",
            Self::Sent
            | Self::OnlyWhenEmpty
            | Self::LeftOut
            | Self::ReferenceUnknown
            | Self::Second
            | Self::Nothing
            | Self::Failed => return None,
        })
    }
}

impl Warning {
    /// The id of the rule that it follows; none where the project says it all.
    pub fn rule(self) -> Option<&'static str> {
        Some(match self {
            Self::PhoneFormat(_) => "phone",
            Self::SourceTooLong(_) => "source-length",
            Self::NameNotSeen(_) => "names",
            Self::ReferenceOutOfScope(_) => "reference-out-of-scope",
            Self::FoundInactive(_) => "match-inactive",
            Self::TooLong(_) | Self::Dropped(_) | Self::ReferenceUnknown(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;
    use crate::model::Confidence;

    #[test]
    fn every_rule_that_is_named_is_in_the_catalogue() {
        let named = [
            Reason::Left(Left::Disabled).rule(),
            Reason::Left(Left::Unassigned).rule(),
            Reason::NeverThere(Left::Disabled).rule(),
            Reason::LeftAlone(Left::Unassigned).rule(),
            Reason::HardDeleted.rule(),
            Reason::NoLongerManaged.rule(),
            Reason::Unchanged.rule(),
            Reason::NoMatchingValue.rule(),
            Reason::SeveralMatches(0).rule(),
            Reason::NotUnique(0).rule(),
            Reason::RequiredIsMissing(0).rule(),
            Reason::NotListed(0).rule(),
            Sending::Default.rule(),
            Sending::Later.rule(),
            Sending::Null.rule(),
            Sending::Unchanged.rule(),
            Sending::OnlyOnCreate.rule(),
            Sending::StatusAlone.rule(),
            Sending::ReferenceOutOfScope.rule(),
            Warning::PhoneFormat(0).rule(),
            Warning::SourceTooLong(0).rule(),
            Warning::NameNotSeen(0).rule(),
            Warning::ReferenceOutOfScope(0).rule(),
            Warning::FoundInactive(0).rule(),
        ];
        for id in named {
            let id = id.unwrap();
            assert!(reference().pilot_rule(id).is_some(), "{id}");
        }
        let status_alone = reference().pilot_rule("left-status-alone").unwrap();
        assert_eq!(status_alone.confidence, Confidence::Inferred);
    }
}

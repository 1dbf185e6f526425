//! The `Used` cell of our own table: what of it a person said, or the reference does not.

use rustc_hash::FxHashMap;

use super::meaning::Meaning;
use super::rows::{Effect, Planner};
use super::side::{Named, SourceSide};
use super::split::Record;
use crate::import::field::{AttributeField, LinkField};
use crate::model::{Status, Support};

/// What a cell says that the table does not work out by itself.
#[derive(Debug, PartialEq, Eq)]
enum Said<'a> {
    /// Why it is left unmapped.
    OnPurpose(&'a str),
    /// That the target or the source is asked in vain, or may be.
    Support(Support, End),
    /// That what takes it to the target is rejected.
    TargetRejected,
    /// That a value goes all the way.
    Yes,
    /// That a link is missing, and nothing worse.
    Gap,
    /// What follows from the rest.
    Derived,
}

/// Which end of a chain is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Source,
    Target,
}

impl<'a> Said<'a> {
    fn read(cell: &'a str) -> Self {
        if cell == "yes" {
            return Self::Yes;
        }
        if let Some(check) = cell.strip_prefix("unknown: whether ") {
            return if check.ends_with(" takes it") {
                Self::Support(Support::Unclear, End::Target)
            } else if check.ends_with(" offers it") {
                Self::Support(Support::Unclear, End::Source)
            } else {
                Self::Derived
            };
        }
        let Some(reason) = cell.strip_prefix("no: ") else {
            return Self::Derived;
        };
        match reason {
            "nothing feeds it" | "it feeds nothing" => Self::Gap,
            "its source link is rejected" => Self::Derived,
            "its target link is rejected" => Self::TargetRejected,
            _ if reason.starts_with("nothing in ") && reason.ends_with(" receives it") => Self::Gap,
            _ if reason.ends_with(" does not support it") => {
                Self::Support(Support::Unsupported, End::Target)
            }
            _ if reason.ends_with(" does not offer it") => {
                Self::Support(Support::Unsupported, End::Source)
            }
            _ => Self::OnPurpose(reason),
        }
    }
}

impl Planner<'_> {
    /// What the `Used` cell of a row of our own table would change.
    pub(super) fn used(
        &mut self,
        record: &Record,
        own: Option<&FxHashMap<Meaning, String>>,
        named: (Option<&SourceSide>, Option<&Named>, Option<&Named>),
        effect: &mut Effect,
    ) {
        let Some(cell) = self.columns.cell(record, Meaning::Used) else {
            return;
        };
        let is_same = own.is_some_and(|own| own.get(&Meaning::Used).is_some_and(|own| own == cell));
        if !self.columns.is_own || is_same {
            return;
        }
        let (source, protocol, target) = named;
        let sources = source.map_or(&[][..], |side| side.names.as_slice());
        let at_target = || target.or(protocol);
        match Said::read(cell) {
            Said::OnPurpose(reason) => {
                if let Some(named) = at_target().or(sources.first()) {
                    let field = AttributeField::NoCounterpart(Some(reason.to_owned()));
                    self.change_attribute(&named.id, field, effect);
                }
            }
            Said::Support(support, end) => {
                let said_of: Vec<&Named> = match end {
                    End::Source => sources.iter().collect(),
                    End::Target => target.into_iter().chain(protocol).collect(),
                };
                let is_known = |named: &&Named| self.support_of(named) == Some(support);
                if let Some(named) = said_of.first().filter(|_| !said_of.iter().any(is_known)) {
                    self.change_attribute(&named.id, AttributeField::Support(support), effect);
                }
            }
            said @ (Said::Yes | Said::Gap) => {
                let is_denied = |support| match support {
                    Some(Support::Unsupported) => true,
                    Some(Support::Unclear) => said == Said::Yes,
                    _ => false,
                };
                for named in target.into_iter().chain(protocol).chain(sources) {
                    if is_denied(self.support_of(named)) {
                        let field = AttributeField::Support(Support::Supported);
                        self.change_attribute(&named.id, field, effect);
                    }
                }
            }
            Said::TargetRejected => {
                for id in effect.target_links.clone() {
                    if let Some(before) = self.link_before(&id, effect) {
                        let fields = vec![LinkField::Status(Status::Rejected)];
                        self.change_link(&id, &before, fields, effect);
                    }
                }
            }
            Said::Derived => {}
        }
    }

    /// Whether an attribute is taken, as it is or as this import adds it.
    fn support_of(&self, named: &Named) -> Option<Support> {
        let there = self.project.attribute(&named.id);
        let attribute = there.or_else(|| self.new_attribute(&named.id));
        attribute.map(|attribute| attribute.support)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_person_said_is_taken() {
        let check = |cell: &str, expected| assert_eq!(Said::read(cell), expected, "{cell}");
        check("yes", Said::Yes);
        check("by the system", Said::Derived);
        check("no: nothing feeds it", Said::Gap);
        check("no: nothing in Genesys Cloud receives it", Said::Gap);
        check(
            "no: nothing in it is for us",
            Said::OnPurpose("nothing in it is for us"),
        );
        check(
            "no: does not apply here",
            Said::OnPurpose("does not apply here"),
        );
        check("no: its target link is rejected", Said::TargetRejected);
        check(
            "no: Genesys Cloud does not support it",
            Said::Support(Support::Unsupported, End::Target),
        );
        check(
            "unknown: whether Entra ID offers it",
            Said::Support(Support::Unclear, End::Source),
        );
        check("unknown: Who uses it?", Said::Derived);
    }
}

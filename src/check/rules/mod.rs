//! The rules of mapping, one file each.

mod default_value;
mod expression;
mod incomplete_path;
mod length;
mod matching;
mod misspelt;
mod multiplicity;
mod no_matching;
mod nobody_disabled;
mod not_agreed;
mod not_consumed;
mod not_fed;
mod not_mapped;
mod origins;
mod other_field;
mod other_mark;
mod past_due;
mod precedence;
mod province;
mod read_only;
pub(super) mod required;
mod same_field;
mod scoping;
mod short_path;
mod system_unmarked;
mod translation;
mod traps;
mod twice;
mod types;
mod unknown;
pub(super) mod unmarked;
mod unsupported;
mod with_counterpart;

use super::rule::Rule;

/// All of them, in code order.
pub(crate) static ALL: [&Rule; 37] = [
    &required::RULE,
    &not_consumed::RULE,
    &twice::RULE,
    &not_fed::RULE,
    &read_only::RULE,
    &types::RULE,
    &multiplicity::RULE,
    &origins::RULE,
    &length::RULE,
    &unsupported::RULE,
    &unknown::RULE,
    &not_mapped::RULE,
    &misspelt::RULE,
    &province::RULE,
    &incomplete_path::RULE,
    &short_path::RULE,
    &system_unmarked::RULE,
    &unmarked::RULE,
    &other_mark::RULE,
    &no_matching::RULE,
    &matching::RULE,
    &precedence::RULE,
    &expression::UNREADABLE,
    &expression::ADVICE,
    &expression::UNKNOWN_NAME,
    &default_value::RULE,
    &not_agreed::RULE,
    &past_due::RULE,
    &other_field::RULE,
    &same_field::RULE,
    &traps::PHONE,
    &traps::SIGN_IN_NAME,
    &traps::NAMES_MUST_EXIST,
    &nobody_disabled::RULE,
    &scoping::RULE,
    &translation::RULE,
    &with_counterpart::RULE,
];

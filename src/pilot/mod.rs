//! The pilot: sample users put through the mapping, to see what Entra ID would send and the target would hold.
//!
//! [`Plan`] makes a project's user mapping ready once; [`Plan::tell`] runs one user and tells everything;
//! [`many::run`] counts what happens to any number of them. Nothing here touches a file, a clock or a network, and
//! nothing prints a value of a user unless it is asked to.

mod after;
mod attempt;
mod basis;
mod builtin;
mod checks;
mod compute;
mod directory;
mod gather;
mod header;
mod hidden;
mod lifecycle;
pub mod many;
mod outcome;
mod plan;
mod reason;
mod request;
mod rests;
mod sample;
mod scope;
mod sending;
mod source;
mod steps;
mod story;
mod target;
pub mod users;
mod verdict;

pub use after::FieldChange;
pub use attempt::{Attempt, Trier};
pub use builtin::{builtin_samples, builtin_target};
pub use checks::{Warning, is_phone_number};
pub use directory::{Directory, Reference, Register};
pub use hidden::{HIDDEN, Hidden};
pub use lifecycle::{
    Deletion, LIFECYCLE_WORDS, Left, Lifecycle, LifecycleColumns, Transition, parse_truth,
};
pub use outcome::{Seen, Tally, UserOutcome};
pub use plan::Plan;
pub use reason::{Action, Reason};
pub use request::Request;
pub use rests::{CLOCK, DOMAIN, RANDOM};
pub use sample::{Changed, Field, OwnedField, Sample, SampleUser, Samples, VALUE_SEPARATOR};
pub use sending::Sending;
pub use source::Binding;
pub use steps::{Step, StepStatus};
pub use story::{AttributeTrace, SourceValue, Story, Trial};
pub use target::{Record, Target, TargetFailure, TargetProblem, bare};
pub use verdict::{Subject, World};

#[cfg(test)]
mod tests;

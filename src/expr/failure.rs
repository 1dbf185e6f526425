//! Why an expression gave no value.
//!
//! The messages name functions and arguments, never a value: values are personal data.
//! The one exception is a message that the expression itself raises.

use super::lexer::Span;

/// The most steps of one evaluation: sub-expressions evaluated.
pub const MAX_STEPS: u32 = 10_000;
/// The most bytes of one value, results and attributes alike.
pub const MAX_VALUE_BYTES: usize = 64 * 1024;
/// The most bytes that one evaluation may pass through functions.
pub const MAX_WORK_BYTES: usize = 2 * 1024 * 1024;

/// An evaluation that failed, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Failure {
    /// The sub-expression that failed, in bytes of the text.
    pub span: Span,
    /// What happened.
    pub kind: FailureKind,
}

/// What may happen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FailureKind {
    /// The expression called `Error` with this message.
    #[error("{0}")]
    Raised(String),
    /// An argument is not what the function needs.
    #[error("argument {argument} of {function} has to be {expected}")]
    Argument {
        /// The function's name.
        function: &'static str,
        /// Which argument, from 1.
        argument: usize,
        /// What it has to be, in words.
        expected: &'static str,
    },
    /// A function cannot do what it was asked.
    #[error("{function}: {reason}")]
    Function {
        /// The function's name.
        function: &'static str,
        /// What it cannot do, in words.
        reason: &'static str,
    },
    /// Several values where one is needed.
    #[error("a single value is needed here, not a list of several")]
    List,
    /// A regular expression that cannot be read, or that we do not run.
    #[error("the regular expression {0}")]
    Pattern(PatternFault),
    /// Over [`MAX_STEPS`].
    #[error("stopped: more than 10,000 steps")]
    TooManySteps,
    /// Over [`MAX_VALUE_BYTES`].
    #[error("stopped: a value of more than 64 KB")]
    TooLong,
    /// Over [`MAX_WORK_BYTES`], or a regular expression that would search too long.
    #[error("stopped: too much text to work through")]
    TooMuchWork,
}

/// What is wrong with a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PatternFault {
    /// It is not one.
    #[error("cannot be read")]
    Syntax,
    /// It would need more memory than we give it, or it is too long.
    #[error("is too big")]
    TooBig,
    /// It looks ahead or behind, or refers back: valid in .NET, but such patterns may run without end.
    #[error("uses {0}, which is not evaluated here")]
    Unsupported(&'static str),
    /// It has no group of the name that is asked for.
    #[error("has no group of that name")]
    NoSuchGroup,
}

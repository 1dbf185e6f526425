//! What may be wrong with an expression: code, place, message and, where it is certain, the fix.

use super::lexer::Span;

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It runs, but not as one may think, or not everywhere.
    Warning,
    /// It does not run.
    Error,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The kind of a problem. The texts are stable: reports and tests name them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as reports write it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

codes! {
    /// Nothing but blanks.
    Empty = "empty",
    /// Over the documented length.
    TooLong = "too-long",
    /// Nested deeper than we follow.
    TooDeep = "too-deep",
    /// A text without its closing quote.
    UnclosedText = "unclosed-text",
    /// An attribute without its closing bracket.
    UnclosedAttribute = "unclosed-attribute",
    /// A parenthesis without its counterpart.
    UnclosedParenthesis = "unclosed-parenthesis",
    /// `[]`.
    EmptyAttribute = "empty-attribute",
    /// Word processor quotes instead of `"`.
    TypographicQuote = "typographic-quote",
    /// A character or token that means nothing here.
    Unexpected = "unexpected",
    /// Something after the end of the expression.
    TrailingText = "trailing-text",
    /// An operator without its operand.
    MissingOperand = "missing-operand",
    /// `a = b = c`.
    ChainedComparison = "chained-comparison",
    /// Parentheses that call no function.
    GroupingParentheses = "grouping-parentheses",
    /// A number that cannot be read.
    BadNumber = "bad-number",
    /// No function of that name.
    UnknownFunction = "unknown-function",
    /// A function's name in the wrong letter case.
    FunctionCase = "function-case",
    /// A bare word that the language does not know.
    UnknownWord = "unknown-word",
    /// More or fewer arguments than the function takes.
    WrongArgumentCount = "wrong-argument-count",
    /// Switch with a key that has no value.
    SwitchOddArguments = "switch-odd-arguments",
    /// A regular expression that cannot be read or is too big.
    BadPattern = "bad-pattern",
    /// An attribute that the source does not have.
    UnknownAttribute = "unknown-attribute",
    /// IIF over an attribute that may be null.
    IifNullSource = "iif-null-source",
    /// Switch over `IsPresent`, `IsNull` or `IsNullOrEmpty`.
    SwitchPredicateSource = "switch-predicate-source",
    /// Switch over a reference such as manager.
    SwitchOnReference = "switch-on-reference",
    /// Switch that an update may evaluate to null.
    SwitchNullOnUpdate = "switch-null-on-update",
    /// `SelectUniqueValue` where it does not work.
    SelectUniqueNested = "select-unique-nested",
    /// Item with index 0.
    ItemZero = "item-zero",
    /// appRoleAssignments without a roles function.
    RolesDirect = "roles-direct",
    /// A roles function with everybody in scope.
    RolesWithSyncAll = "roles-with-sync-all",
    /// A mapping to the target's key.
    TargetId = "target-id",
    /// Nothing disables users.
    NoIsSoftDeleted = "no-is-soft-deleted",
    /// A scoping clause over an attribute that cannot be filtered.
    ScopeUnsupportedAttribute = "scope-unsupported-attribute",
    /// A matching value that cannot be queried.
    MatchSpecialCharacters = "match-special-characters",
    /// A source attribute that is not offered.
    UnavailableSource = "unavailable-source",
}

/// Something wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
    /// The fix, if there is only one.
    pub fix: Option<Fix>,
}

impl Problem {
    /// A problem that keeps the expression from running.
    pub(super) fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            fix: None,
        }
    }

    /// A problem that does not.
    pub(super) fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// The same with a fix.
    pub(super) fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// A certain repair of an expression's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: `write "IIF"`.
    pub label: String,
    /// The places and what to put there; in order, never overlapping.
    pub replacements: Vec<(Span, String)>,
}

impl Fix {
    /// The expression with the fix applied; a place outside the text is left alone.
    pub fn apply(&self, expression: &str) -> String {
        let mut fixed = String::with_capacity(expression.len());
        let mut at = 0;
        for (span, text) in &self.replacements {
            let Some(before) = expression.get(at..span.start) else {
                continue;
            };
            fixed.push_str(before);
            fixed.push_str(text);
            at = span.end;
        }
        fixed.push_str(expression.get(at..).unwrap_or_default());
        fixed
    }
}

//! The value that each flow gives for one user, before anybody asks whether it is sent.

use std::borrow::Cow;

use super::plan::{Plan, Program, translate};
use super::source::{ExpressionValues, Source};
use crate::expr::{Flow, Marks, Settings, Stop, Traced, Value};

/// What a flow gives.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Given<'u> {
    /// A value; may be none.
    Value(Value<'u>),
    /// The expression says to leave the attribute or the user out.
    Flow(Flow),
    /// The rule failed; why, without a value.
    Failed(Cow<'u, str>),
}

impl<'u> Given<'u> {
    /// The value, if there is one that is not empty.
    pub(super) fn value(&self) -> Option<&Value<'u>> {
        match self {
            Self::Value(value) if !value.is_null_or_empty() => Some(value),
            Self::Value(_) | Self::Flow(_) | Self::Failed(_) => None,
        }
    }
}

impl Plan {
    /// What every flow gives, in their order.
    pub(super) fn compute<'u>(
        &'u self,
        source: &Source<'u>,
        settings: &'u Settings,
    ) -> Vec<Given<'u>> {
        self.flows
            .iter()
            .map(|flow| flow.program.compute(source, settings))
            .collect()
    }

    /// What a flow's value rests on besides the user, and the value of every sub-expression, inner ones first; nothing
    /// unless it is an expression.
    pub(super) fn trace(
        &self,
        flow: usize,
        source: &Source<'_>,
        settings: &Settings,
    ) -> (Marks, Vec<Traced>) {
        match self.flows.get(flow).map(|flow| &flow.program) {
            Some(Program::Expression { code, slots, .. }) => {
                let values = ExpressionValues { source, slots };
                let (evaluation, parts) = code.trace(&values, settings);
                (evaluation.marks, parts)
            }
            _ => (Marks::default(), Vec::new()),
        }
    }
}

impl Program {
    /// What it gives for one user.
    #[inline]
    pub(super) fn compute<'u>(&'u self, source: &Source<'u>, settings: &'u Settings) -> Given<'u> {
        match self {
            Self::Nothing => Given::Value(Value::Null),
            Self::Direct(slot) => Given::Value(source.value(*slot)),
            Self::Constant(text) => Given::Value(Value::text(text.as_str())),
            Self::Translation { from, pairs } => match source.value(*from) {
                Value::Null => Given::Value(Value::Null),
                Value::Text(text) => match translate(pairs, &text) {
                    Some(translated) => Given::Value(Value::text(translated)),
                    None => {
                        Given::Failed(Cow::Borrowed("the value is not listed in the translation"))
                    }
                },
                Value::Multi(_) => {
                    Given::Failed(Cow::Borrowed("a translation takes a single value"))
                }
            },
            Self::Broken { why, .. } => Given::Failed(Cow::Borrowed(why)),
            Self::Expression { code, slots, .. } => {
                match code.value(&ExpressionValues { source, slots }, settings) {
                    Ok(value) => Given::Value(value),
                    Err(Stop::Flow(flow)) => Given::Flow(flow),
                    Err(Stop::Failure(failure)) => Given::Failed(Cow::Owned(failure.to_string())),
                }
            }
        }
    }
}

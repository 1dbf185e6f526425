//! The value that each flow gives for one user, before anybody asks whether it is sent.

use std::borrow::Cow;

use super::plan::{Plan, Program, translate};
use super::source::{ExpressionValues, Source};
use crate::expr::{Flow, Marks, Outcome, Settings, Traced, Value};

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

/// What a flow gives, and what that rests on besides the user.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Computed<'u> {
    pub(super) given: Given<'u>,
    pub(super) marks: Marks,
}

impl<'u> Computed<'u> {
    fn of(given: Given<'u>) -> Self {
        Self {
            given,
            marks: Marks::default(),
        }
    }

    /// The value, if there is one that is not empty.
    pub(super) fn value(&self) -> Option<&Value<'u>> {
        match &self.given {
            Given::Value(value) if !value.is_null_or_empty() => Some(value),
            Given::Value(_) | Given::Flow(_) | Given::Failed(_) => None,
        }
    }
}

impl Plan {
    /// What every flow gives, in their order.
    pub(super) fn compute<'u>(
        &'u self,
        source: &Source<'u>,
        settings: &Settings,
    ) -> Vec<Computed<'u>> {
        self.flows
            .iter()
            .map(|flow| flow.program.compute(source, settings))
            .collect()
    }

    /// The value of every sub-expression of a flow, inner ones first; empty unless it is an expression.
    pub(super) fn trace(
        &self,
        flow: usize,
        source: &Source<'_>,
        settings: &Settings,
    ) -> Vec<Traced> {
        match self.flows.get(flow).map(|flow| &flow.program) {
            Some(Program::Expression { code, slots, .. }) => {
                let values = ExpressionValues { source, slots };
                code.trace(&values, settings).1
            }
            _ => Vec::new(),
        }
    }
}

impl Program {
    /// What it gives for one user.
    pub(super) fn compute<'u>(&'u self, source: &Source<'u>, settings: &Settings) -> Computed<'u> {
        match self {
            Self::Nothing => Computed::of(Given::Value(Value::Null)),
            Self::Direct(slot) => Computed::of(Given::Value(source.value(*slot))),
            Self::Constant(text) => Computed::of(Given::Value(Value::text(text.as_str()))),
            Self::Translation { from, pairs } => {
                let given = match source.value(*from) {
                    Value::Null => Given::Value(Value::Null),
                    Value::Text(text) => match translate(pairs, &text) {
                        Some(translated) => Given::Value(Value::text(translated)),
                        None => Given::Failed(Cow::Borrowed(
                            "the value is not listed in the translation",
                        )),
                    },
                    Value::Multi(_) => {
                        Given::Failed(Cow::Borrowed("a translation takes a single value"))
                    }
                };
                Computed::of(given)
            }
            Self::Broken { why, .. } => Computed::of(Given::Failed(Cow::Borrowed(why))),
            Self::Expression { code, slots, .. } => {
                let values = ExpressionValues { source, slots };
                let evaluation = code.evaluate(&values, settings);
                let given = match evaluation.result {
                    Ok(Outcome::Value(value)) => Given::Value(value.into_owned()),
                    Ok(Outcome::Flow(flow)) => Given::Flow(flow),
                    Err(failure) => Given::Failed(Cow::Owned(failure.to_string())),
                };
                Computed {
                    given,
                    marks: evaluation.marks,
                }
            }
        }
    }
}

//! Running a compiled expression: lazy, capped, without a clock of its own.

use std::borrow::Cow;

use super::compile::{CallCode, Code, CodeKind};
use super::failure::{Failure, FailureKind, MAX_STEPS, MAX_VALUE_BYTES, MAX_WORK_BYTES};
use super::lexer::Span;
use super::number::compare;
use super::pattern::{MAX_BUILD_WORK, MAX_SEARCH_WORK, Pattern};
use super::random::Random;
use super::value::{Flow, Mark, Marks, Outcome, Settings, Value, Values};

/// What an evaluation gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation<'v> {
    /// The outcome, or why there is none.
    pub result: Result<Outcome<'v>, Box<Failure>>,
    /// What the result rests on besides the user.
    pub marks: Marks,
}

/// The value of one sub-expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The sub-expression, in bytes of the text.
    pub span: Span,
    /// What it came to.
    pub result: Result<Outcome<'static>, Box<Failure>>,
    /// What that rests on besides the user.
    pub marks: Marks,
}

/// Why evaluation ended before the whole expression was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The expression says what to do instead of writing a value.
    Flow(Flow),
    /// It failed. Apart, so that an answer is no larger than a value: it is passed up through every sub-expression.
    Failure(Box<Failure>),
}

pub(super) type Answer<'v> = Result<Value<'v>, Stop>;

/// One evaluation.
pub(super) struct Run<'v> {
    settings: &'v Settings,
    steps_left: u32,
    work_left: usize,
    build_work_left: usize,
    search_work_left: usize,
    marks: Marks,
    random: Random,
    trace: Option<Vec<Traced>>,
}

impl<'v> Run<'v> {
    pub(super) fn new(settings: &'v Settings, trace: Option<Vec<Traced>>) -> Self {
        Self {
            settings,
            steps_left: MAX_STEPS,
            work_left: MAX_WORK_BYTES,
            build_work_left: MAX_BUILD_WORK,
            search_work_left: MAX_SEARCH_WORK,
            marks: Marks::default(),
            random: Random::new(settings.seed),
            trace,
        }
    }

    pub(super) fn finish(
        mut self,
        root: &'v Code,
        values: &dyn Values<'v>,
    ) -> (Evaluation<'v>, Vec<Traced>) {
        let result = outcome(self.evaluate(root, values));
        let evaluation = Evaluation {
            result,
            marks: self.marks,
        };
        (evaluation, self.trace.unwrap_or_default())
    }

    /// Evaluates a part.
    ///
    /// An answer is looked at where it stands and handed up as it is, here and below: moving one costs more than most
    /// functions do.
    pub(super) fn evaluate(&mut self, code: &'v Code, values: &dyn Values<'v>) -> Answer<'v> {
        if self.trace.is_some() {
            return self.traced(code, values);
        }
        let mut answer = self.compute(code, values);
        if is_too_long(&answer) {
            answer = Err(failure(&code.span, FailureKind::TooLong));
        }
        answer
    }

    /// The same with the value kept: apart from the plain way, which it made slower by a fifth of a run.
    fn traced(&mut self, code: &'v Code, values: &dyn Values<'v>) -> Answer<'v> {
        // The marks of this part alone: those from before are put aside.
        let before = std::mem::take(&mut self.marks);
        let mut answer = self.compute(code, values);
        if is_too_long(&answer) {
            answer = Err(failure(&code.span, FailureKind::TooLong));
        }
        let marks = self.marks;
        self.marks.unite(before);
        if let Some(trace) = &mut self.trace
            && !matches!(code.kind, CodeKind::Omitted)
        {
            trace.push(Traced {
                span: code.span.clone(),
                result: outcome(answer.clone()).map(Outcome::into_owned),
                marks,
            });
        }
        answer
    }

    fn compute(&mut self, code: &'v Code, values: &dyn Values<'v>) -> Answer<'v> {
        let Some(left) = self.steps_left.checked_sub(1) else {
            return Err(failure(&code.span, FailureKind::TooManySteps));
        };
        self.steps_left = left;
        match &code.kind {
            CodeKind::Omitted => Ok(Value::Null),
            CodeKind::Text(text) => Ok(Value::text(text)),
            CodeKind::Flow(flow) => Err(Stop::Flow(*flow)),
            CodeKind::Attribute { slot, name } => Ok(values.value(*slot, name)),
            CodeKind::Compare(operator, sides) => {
                let [left, right] = sides.as_ref();
                let left = single(self.charged(left, values)?, &code.span)?;
                let right = single(self.charged(right, values)?, &code.span)?;
                Ok(Value::truth(compare(
                    left.as_deref(),
                    right.as_deref(),
                    *operator,
                )))
            }
            CodeKind::Concat(parts) => {
                let mut text = Growing::new(&code.span);
                for part in parts {
                    if let Some(part) = single(self.charged(part, values)?, &code.span)? {
                        text.push(&part)?;
                    }
                }
                Ok(text.into_value())
            }
            CodeKind::Call(call) => (call.run)(&mut Call {
                run: self,
                values,
                code: call,
                span: &code.span,
            }),
        }
    }

    /// Evaluates a part whose text will be worked through.
    fn charged(&mut self, code: &'v Code, values: &dyn Values<'v>) -> Answer<'v> {
        let mut answer = self.evaluate(code, values);
        // A list costs by its values too, even if they are empty.
        let cost = match &answer {
            Ok(value @ Value::Multi(values)) => value.size() + 16 * values.len(),
            Ok(value) => value.size(),
            Err(_) => 0,
        };
        match self.work_left.checked_sub(cost) {
            Some(left) => self.work_left = left,
            None => answer = Err(failure(&code.span, FailureKind::TooMuchWork)),
        }
        answer
    }
}

/// Whether an answer is longer than any value may be.
fn is_too_long(answer: &Answer<'_>) -> bool {
    answer
        .as_ref()
        .is_ok_and(|value| value.size() > MAX_VALUE_BYTES)
}

/// A call under way: how a function reaches its arguments.
///
/// Arguments are evaluated when asked for: a branch that is not asked for is not evaluated.
pub(super) struct Call<'c, 'v> {
    run: &'c mut Run<'v>,
    values: &'c dyn Values<'v>,
    code: &'v CallCode,
    span: &'v Span,
}

impl<'v> Call<'_, 'v> {
    /// How many arguments there are, omitted ones included.
    pub(super) fn count(&self) -> usize {
        self.code.arguments.len()
    }

    /// Whether the argument is there and not left empty.
    pub(super) fn is_given(&self, at: usize) -> bool {
        self.code
            .arguments
            .get(at)
            .is_some_and(|argument| !matches!(argument.kind, CodeKind::Omitted))
    }

    /// The argument's value; null if it is omitted.
    pub(super) fn value(&mut self, at: usize) -> Answer<'v> {
        match self.code.arguments.get(at) {
            Some(argument) => self.run.charged(argument, self.values),
            None => Ok(Value::Null),
        }
    }

    /// The argument's text; none if it is null.
    pub(super) fn text(&mut self, at: usize) -> Result<Option<Cow<'v, str>>, Stop> {
        match self.value(at) {
            Ok(Value::Text(text)) => Ok(Some(text)),
            Ok(value) => single(value, self.argument_span(at)),
            Err(stop) => Err(stop),
        }
    }

    /// The argument as a whole number; none if it is null or empty.
    pub(super) fn optional_whole(&mut self, at: usize) -> Result<Option<i64>, Stop> {
        match self.text(at)? {
            Some(text) if !text.trim().is_empty() => match super::number::whole(&text) {
                Some(number) => Ok(Some(number)),
                None => Err(self.unfit(at, "a whole number")),
            },
            _ => Ok(None),
        }
    }

    /// The argument as a whole number.
    pub(super) fn whole(&mut self, at: usize) -> Result<i64, Stop> {
        match self.optional_whole(at)? {
            Some(number) => Ok(number),
            None => Err(self.unfit(at, "a whole number")),
        }
    }

    /// The failure that says what the argument has to be.
    pub(super) fn unfit(&self, at: usize, expected: &'static str) -> Stop {
        let kind = FailureKind::Argument {
            function: self.code.function,
            argument: at + 1,
            expected,
        };
        failure(self.argument_span(at), kind)
    }

    /// The failure of the function as a whole.
    pub(super) fn cannot(&self, reason: &'static str) -> Stop {
        self.fail(FailureKind::Function {
            function: self.code.function,
            reason,
        })
    }

    pub(super) fn fail(&self, kind: FailureKind) -> Stop {
        failure(self.span, kind)
    }

    /// A text to build the result in, that stops at the cap.
    pub(super) fn growing(&self) -> Growing<'v> {
        Growing::new(self.span)
    }

    /// The clock.
    pub(super) fn now(&mut self) -> jiff::civil::DateTime {
        self.mark(Mark::Clock);
        jiff::tz::TimeZone::UTC.to_datetime(self.run.settings.now)
    }

    pub(super) fn settings(&self) -> &'v Settings {
        self.run.settings
    }

    pub(super) fn random(&mut self) -> &mut Random {
        self.mark(Mark::Random);
        &mut self.run.random
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        self.run.marks.set(mark);
    }

    /// The regular expression in an argument of `Replace`.
    pub(super) fn pattern(&mut self, at: usize) -> Result<Cow<'v, Pattern>, Stop> {
        if let Some(pattern) = &self.code.pattern {
            return Ok(Cow::Borrowed(pattern));
        }
        let text = self.text(at)?.unwrap_or_default();
        match Pattern::build(&text, &mut self.run.build_work_left) {
            Ok(pattern) => Ok(Cow::Owned(pattern)),
            Err(fault) => Err(failure(self.argument_span(at), FailureKind::Pattern(fault))),
        }
    }

    /// Takes what a search costs from what this evaluation may spend.
    pub(super) fn spend_on_search(&mut self, cost: usize) -> Result<(), Stop> {
        match self.run.search_work_left.checked_sub(cost) {
            Some(left) => {
                self.run.search_work_left = left;
                Ok(())
            }
            None => Err(self.fail(FailureKind::TooMuchWork)),
        }
    }

    fn argument_span(&self, at: usize) -> &'v Span {
        self.code
            .arguments
            .get(at)
            .map_or(self.span, |argument| &argument.span)
    }
}

/// A text under construction that stops at the cap instead of filling the memory.
pub(super) struct Growing<'s> {
    text: String,
    span: &'s Span,
}

impl<'s> Growing<'s> {
    fn new(span: &'s Span) -> Self {
        Self {
            text: String::new(),
            span,
        }
    }

    pub(super) fn push(&mut self, piece: &str) -> Result<(), Stop> {
        if self.text.len() + piece.len() > MAX_VALUE_BYTES {
            return Err(failure(self.span, FailureKind::TooLong));
        }
        if self.text.is_empty() {
            // Room for a name or an address, so that the pieces after the first one find theirs.
            self.text.reserve(piece.len().max(48));
        }
        self.text.push_str(piece);
        Ok(())
    }

    pub(super) fn into_value<'v>(self) -> Value<'v> {
        Value::text(self.text)
    }
}

/// The one text of a value; none if it is null.
fn single<'v>(value: Value<'v>, span: &Span) -> Result<Option<Cow<'v, str>>, Stop> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        Value::Multi(mut values) if values.len() <= 1 => Ok(values.pop()),
        Value::Multi(_) => Err(failure(span, FailureKind::List)),
    }
}

fn failure(span: &Span, kind: FailureKind) -> Stop {
    Stop::Failure(Box::new(Failure {
        span: span.clone(),
        kind,
    }))
}

fn outcome(answer: Answer<'_>) -> Result<Outcome<'_>, Box<Failure>> {
    match answer {
        Ok(value) => Ok(Outcome::Value(value)),
        Err(Stop::Flow(flow)) => Ok(Outcome::Flow(flow)),
        Err(Stop::Failure(failure)) => Err(failure),
    }
}

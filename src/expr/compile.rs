//! A tree made ready to run: functions looked up, attributes numbered, constant patterns built.

use super::builtin::{self, Implementation};
use super::evaluate::{Evaluation, Run, Stop, Traced};
use super::failure::{FailureKind, PatternFault};
use super::lexer::Span;
use super::parser::Parsed;
use super::pattern::{MAX_BUILD_WORK, Pattern};
use super::problem::{Code as ProblemCode, Problem, Severity};
use super::tree::{Call, Comparison, Node, NodeKind};
use super::value::{Flow, Settings, Value, Values};

/// An expression that can be evaluated any number of times.
#[derive(Debug)]
pub struct Compiled {
    root: Code,
    attributes: Vec<String>,
}

/// A sub-expression, ready to run.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) span: Span,
    pub(super) kind: CodeKind,
}

#[derive(Debug)]
pub(super) enum CodeKind {
    Omitted,
    Attribute { slot: usize, name: String },
    Text(String),
    Flow(Flow),
    Compare(Comparison, Box<[Code; 2]>),
    Concat(Vec<Code>),
    Call(CallCode),
}

#[derive(Debug)]
pub(super) struct CallCode {
    pub(super) function: &'static str,
    pub(super) run: Implementation,
    pub(super) arguments: Vec<Code>,
    /// The regular expression of `Replace`, where it is a constant.
    pub(super) pattern: Option<Pattern>,
}

impl Parsed {
    /// Makes the expression ready to run.
    ///
    /// # Errors
    ///
    /// The problems that keep it from running, in the order of the text; never empty.
    pub fn compile(&self) -> Result<Compiled, Vec<Problem>> {
        let mut errors: Vec<_> = self
            .problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .cloned()
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut compiler = Compiler {
            attributes: Vec::new(),
            build_work: MAX_BUILD_WORK,
            errors: &mut errors,
        };
        let root = compiler.code(&self.tree);
        let attributes = compiler.attributes;
        match root {
            Some(root) if errors.is_empty() => Ok(Compiled { root, attributes }),
            _ => Err(errors),
        }
    }
}

impl Compiled {
    /// The attributes that the expression reads, each once, in the order of their first use.
    pub fn attributes(&self) -> &[String] {
        &self.attributes
    }

    /// Evaluates for one user.
    pub fn evaluate<'v>(
        &'v self,
        values: &dyn Values<'v>,
        settings: &'v Settings,
    ) -> Evaluation<'v> {
        Run::new(settings, None).finish(&self.root, values).0
    }

    /// The value for one user alone: for whoever evaluates for a million of them.
    ///
    /// # Errors
    ///
    /// What the expression says to do instead of writing a value, or why there is none.
    pub fn value<'v>(
        &'v self,
        values: &dyn Values<'v>,
        settings: &'v Settings,
    ) -> Result<Value<'v>, Stop> {
        Run::new(settings, None).evaluate(&self.root, values)
    }

    /// Evaluates for one user and keeps the value of every sub-expression that was evaluated, inner ones first.
    pub fn trace<'v>(
        &'v self,
        values: &dyn Values<'v>,
        settings: &'v Settings,
    ) -> (Evaluation<'v>, Vec<Traced>) {
        Run::new(settings, Some(Vec::new())).finish(&self.root, values)
    }
}

struct Compiler<'p> {
    attributes: Vec<String>,
    build_work: usize,
    errors: &'p mut Vec<Problem>,
}

impl Compiler<'_> {
    /// The code of a node; none if a part of it cannot run, which a problem says.
    fn code(&mut self, node: &Node) -> Option<Code> {
        let kind = match &node.kind {
            NodeKind::Omitted => CodeKind::Omitted,
            NodeKind::Attribute(name) => CodeKind::Attribute {
                slot: self.slot(name),
                name: name.clone(),
            },
            NodeKind::Text(text) => CodeKind::Text(text.clone()),
            NodeKind::Number(text) => CodeKind::Text(decimal(text)),
            NodeKind::Word(word) => {
                Flow::from_word(word).map_or_else(|| CodeKind::Text(word.clone()), CodeKind::Flow)
            }
            NodeKind::Call(call) => CodeKind::Call(self.call(node, call)?),
            NodeKind::Compare(operator, sides) => {
                let [left, right] = sides.as_ref();
                CodeKind::Compare(*operator, Box::new([self.code(left)?, self.code(right)?]))
            }
            NodeKind::Concat(parts) => CodeKind::Concat(self.codes(parts)?),
            NodeKind::Unreadable(_) => return self.broken(node),
        };
        Some(Code {
            span: node.span.clone(),
            kind,
        })
    }

    fn codes(&mut self, nodes: &[Node]) -> Option<Vec<Code>> {
        nodes.iter().map(|node| self.code(node)).collect()
    }

    fn call(&mut self, node: &Node, call: &Call) -> Option<CallCode> {
        let Some((function, run)) = builtin::find(&call.name) else {
            return self.broken(node);
        };
        let pattern = (function == "Replace")
            .then(|| call.arguments.get(2))
            .flatten()
            .and_then(|argument| match &argument.kind {
                NodeKind::Text(text) => Some((text, argument)),
                _ => None,
            });
        let pattern = match pattern {
            None => None,
            Some((text, argument)) => match Pattern::build(text, &mut self.build_work) {
                Ok(pattern) => Some(pattern),
                Err(fault) => {
                    self.bad_pattern(argument, fault);
                    return None;
                }
            },
        };
        Some(CallCode {
            function,
            run,
            arguments: self.codes(&call.arguments)?,
            pattern,
        })
    }

    fn slot(&mut self, name: &str) -> usize {
        let known = self.attributes.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.attributes.push(name.to_owned());
            self.attributes.len() - 1
        })
    }

    fn bad_pattern(&mut self, argument: &Node, fault: PatternFault) {
        self.errors.push(Problem::error(
            ProblemCode::BadPattern,
            argument.span.clone(),
            FailureKind::Pattern(fault).to_string(),
        ));
    }

    /// Only reached by a tree that was not made by the parser.
    fn broken<T>(&mut self, node: &Node) -> Option<T> {
        self.errors.push(Problem::error(
            ProblemCode::Unexpected,
            node.span.clone(),
            "this part cannot be evaluated",
        ));
        None
    }
}

/// A number token as a decimal number.
fn decimal(text: &str) -> String {
    match text.strip_prefix("&H").or(text.strip_prefix("&h")) {
        Some(digits) => u64::from_str_radix(digits, 16).map_or_else(
            |_| text.to_owned(),
            // Sixteen digits write a negative number, as in Visual Basic.
            |number| number.cast_signed().to_string(),
        ),
        None => text.to_owned(),
    }
}

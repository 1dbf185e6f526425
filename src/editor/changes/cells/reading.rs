//! Reading what cells show: words, rules, value translations.

use super::CellRefusal;
use crate::editor::changes::{RuleKind, rule_as};
use crate::expr;
use crate::model::{Hop, Rule};

/// The value whose word `text` is, in any case, or begins, if no other word begins so.
pub(super) fn word_of<T: Copy>(
    text: &str,
    values: impl IntoIterator<Item = T>,
    word: impl Fn(T) -> &'static str,
) -> Option<T> {
    let text = text.to_ascii_lowercase().replace(' ', "-");
    if text.is_empty() {
        return None;
    }
    let plain = |value: T| word(value).replace(' ', "-");
    let values: Vec<T> = values.into_iter().collect();
    if let Some(value) = values.iter().find(|value| plain(**value) == text) {
        return Some(*value);
    }
    let mut begun = values
        .into_iter()
        .filter(|value| plain(*value).starts_with(&text));
    let first = begun.next()?;
    begun.next().is_none().then_some(first)
}

/// Reads what a rule cell shows: `direct`, `constant "x"`, `a = b; c = d`, or an expression.
pub(super) fn parse_rule(text: &str, hop: Hop, now: Option<&Rule>) -> Result<Rule, CellRefusal> {
    let origin = hop.origin();
    let nothing = Rule::Direct {
        origins: Vec::new(),
    };
    let now = now.unwrap_or(&nothing);
    if text.is_empty() {
        return Err(match hop {
            Hop::SourceToProtocol => CellRefusal::NoRule,
            Hop::ProtocolToTarget => CellRefusal::NotATargetRule,
        });
    }
    if text.eq_ignore_ascii_case("direct") {
        return Ok(rule_as(RuleKind::Direct, now, origin));
    }
    if let Some(value) = constant_value(text) {
        let value = value.to_owned();
        return Ok(Rule::Constant { value });
    }
    let may_translate = hop == Hop::ProtocolToTarget || matches!(now, Rule::Translation { .. });
    if may_translate && let Some(pairs) = parse_pairs(text) {
        let Rule::Translation { origins, .. } = rule_as(RuleKind::Translation, now, origin) else {
            return Err(CellRefusal::NotATargetRule);
        };
        return Ok(Rule::Translation { origins, pairs });
    }
    if hop == Hop::ProtocolToTarget {
        return Err(CellRefusal::NotATargetRule);
    }
    let parsed = expr::parse(text);
    let error = parsed
        .problems
        .iter()
        .find(|problem| problem.severity == expr::Severity::Error);
    match error {
        Some(problem) => Err(CellRefusal::NotAnExpression {
            problem: problem.message.trim_end_matches('.').to_owned(),
        }),
        None => Ok(Rule::Expression {
            text: text.to_owned(),
        }),
    }
}

/// The text of `constant "x"`, `constant x` or `"x"`.
fn constant_value(text: &str) -> Option<&str> {
    fn unquoted(text: &str) -> Option<&str> {
        text.strip_prefix('"')?.strip_suffix('"')
    }
    let value = text
        .split_at_checked("constant".len())
        .filter(|(word, rest)| {
            word.eq_ignore_ascii_case("constant") && rest.starts_with([' ', '"'])
        })
        .map(|(_, rest)| rest.trim());
    match value {
        Some(value) => Some(unquoted(value).unwrap_or(value)),
        None => unquoted(text).filter(|inner| !inner.contains('"')),
    }
}

/// Reads `True = active; False = inactive`; none if a piece has no `=`.
fn parse_pairs(text: &str) -> Option<Vec<(String, String)>> {
    text.split(';')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (from, to) = piece.split_once(" = ").or_else(|| piece.split_once('='))?;
            Some((from.trim().to_owned(), to.trim().to_owned()))
        })
        .collect()
}

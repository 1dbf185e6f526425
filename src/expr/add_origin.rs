//! A further origin in the text of an expression.

use super::parser::parse;
use super::tree::NodeKind;

/// The expression with one more origin, the rest of its text as typed.
///
/// A `Join` takes it as a further argument; whatever else the expression is, it is joined to it with a blank between;
/// a blank expression becomes the name alone.
pub fn add_origin(expression: &str, name: &str) -> String {
    let text = expression.trim();
    if text.is_empty() {
        return format!("[{name}]");
    }
    let parsed = parse(text);
    let is_join = matches!(&parsed.tree.kind, NodeKind::Call(call)
        if call.name.eq_ignore_ascii_case("Join") && !call.arguments.is_empty());
    match text.strip_suffix(')') {
        Some(head) if is_join && parsed.problems.is_empty() => format!("{head}, [{name}])"),
        _ => format!("Join(\" \", {text}, [{name}])"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::origins;

    #[test]
    fn a_further_origin_is_joined() {
        let check = |before: &str, expected: &str| {
            let after = add_origin(before, "mail");
            assert_eq!(after, expected);
            assert_eq!(origins(&after).last().copied(), Some("mail"));
        };
        check("", "[mail]");
        check(
            "Not([IsSoftDeleted])",
            "Join(\" \", Not([IsSoftDeleted]), [mail])",
        );
        check(
            "Join(\"-\", [givenName], [surname])",
            "Join(\"-\", [givenName], [surname], [mail])",
        );
        // Half-typed: what is there stays.
        check("Join(\"-\", [a]", "Join(\" \", Join(\"-\", [a], [mail])");
    }
}

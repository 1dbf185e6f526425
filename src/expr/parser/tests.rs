use super::*;

/// Asserts the canonical text and the problems as `code@start..end`.
fn check(expression: &str, canonical: &str, problems: &[&str]) {
    let parsed = parse(expression);
    assert_eq!(parsed.tree.to_string(), canonical, "{expression}");
    let found: Vec<_> = parsed
        .problems
        .iter()
        .map(|problem| {
            format!(
                "{}@{}..{}",
                problem.code.as_str(),
                problem.span.start,
                problem.span.end
            )
        })
        .collect();
    assert_eq!(found, problems, "{expression}");
}

fn fixed(expression: &str) -> String {
    let mut text = expression.to_owned();
    for _ in 0..10 {
        let problems = parse(&text).problems;
        let Some(fix) = problems.into_iter().find_map(|problem| problem.fix) else {
            break;
        };
        text = fix.apply(&text);
    }
    text
}

#[test]
fn calls_comparisons_and_omitted_arguments() {
    check(
        " Switch ( [ a ],,\"k\" ,\n IIF([b]>=-1,\"x\"&[c],&HFF) ) ",
        "Switch([a],, \"k\", IIF([b] >= -1, \"x\" & [c], &HFF))",
        &[],
    );
    check("Now( )", "Now()", &[]);
    check(
        "Replace([a],\"x\",,,\"\",,)",
        "Replace([a], \"x\",,, \"\",,)",
        &[],
    );
}

#[test]
fn escapes_and_other_backslashes() {
    check(r#"Append("\"\\\+", "")"#, r#"Append("\"\\\\+", "")"#, &[]);
}

#[test]
fn what_is_cut_off_is_named_with_its_place() {
    check(
        "Append([a], \"b",
        "Append([a], \"b\")",
        &["unclosed-parenthesis@6..7", "unclosed-text@12..14"],
    );
    check(
        "Append([a, \"b\")",
        "Append([a], \"b\")",
        &["unclosed-attribute@7..9"],
    );
    check(r#""a\""#, r#""a\"""#, &["unclosed-text@0..4"]);
    check("Trim([a]))", "Trim([a])", &["unclosed-parenthesis@9..10"]);
    check("Trim([a]) x", "Trim([a])", &["trailing-text@10..11"]);
    check("", "", &["empty@0..0"]);
    check("[]", "[]", &["empty-attribute@0..2"]);
}

#[test]
fn functions_and_words_are_looked_up() {
    check("Contains([a])", "Contains([a])", &["unknown-function@0..8"]);
    check(
        "Mid([a], 1)",
        "Mid([a], 1)",
        &["wrong-argument-count@0..11"],
    );
    check("Trim()", "Trim()", &["wrong-argument-count@0..6"]);
    check(
        "Switch([a],\"d\",\"k\",\"v\",\"l\")",
        "Switch([a], \"d\", \"k\", \"v\", \"l\")",
        &["switch-odd-arguments@0..27"],
    );
    check("Trim(foo)", "Trim(foo)", &["unknown-word@5..8"]);
    check("Trim(Now)", "Trim(Now)", &["unknown-word@5..8"]);
    assert_eq!(
        fixed("iif([a]=1,tolower([b]),utf8)"),
        "IIF([a]=1,ToLower([b]),UTF8)"
    );
    let problem = parse("Jion(\" \", [a])").problems.remove(0);
    assert!(problem.message.contains("\"Join\""), "{}", problem.message);
}

#[test]
fn typographic_quotes_are_read_and_mended() {
    check(
        "Append([a], “.test, x”)",
        "Append([a], \".test, x\")",
        &["typographic-quote@12..26"],
    );
    assert_eq!(fixed("Append(“a”, \"b”)"), "Append(\"a\", \"b\")");
    assert_eq!(fixed("Append(‘a’, „b“)"), "Append(\"a\", \"b\")");
    assert_eq!(
        fixed(r#"Append(“a \"b\" c”, [b])"#),
        r#"Append("a \"b\" c", [b])"#
    );
    assert_eq!(fixed("Append(“a\", [b])"), "Append(\"a\", [b])");
    assert_eq!(fixed("Append(“O’Neill”, [b])"), "Append(\"O’Neill\", [b])");
}

#[test]
fn operators_need_their_operands() {
    check("IIF( = 1, , )", "IIF( = 1,,)", &["missing-operand@5..6"]);
    check(
        "IIF(1=2=3, , )",
        "IIF((1 = 2) = 3,,)",
        &["chained-comparison@7..8"],
    );
    check("(\"a\")", "\"a\"", &["grouping-parentheses@0..5"]);
    check("1.2.3", "1.2.3", &["bad-number@0..5"]);
    let and = parse("IIF([a]=1 AND [b]=2, 1, 2)").problems.remove(0);
    assert!(and.message.contains("nest IIF"), "{}", and.message);
    check("Trim([a] [b])", "Trim([a])", &["unexpected@9..12"]);
}

#[test]
fn depth_and_length_are_capped() {
    let nested = |depth: usize| format!("{}[a]{}", "Trim(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).problems.is_empty());
    let deep = parse(&nested(MAX_DEPTH + 1));
    assert_eq!(deep.problems.len(), 1);
    assert_eq!(deep.problems[0].code, Code::TooDeep);
    for hostile in [
        "(".repeat(9_000),
        "1=".repeat(4_000),
        "Trim(".repeat(1_900),
        "\"a\"&".repeat(2_000),
    ] {
        assert!(parse(&hostile).has_errors());
    }
    let exact = format!("Trim(\"{}\")", "é".repeat(MAX_CHARACTERS - 8));
    assert!(parse(&exact).problems.is_empty());
    let over = parse(&format!("{exact} "));
    assert_eq!(over.problems[0].code, Code::TooLong);
    assert!(parse(&"x".repeat(MAX_BYTES + 1)).has_errors());
}

//! What expressions come to, seen from outside; the documented cases are in `tests/it`.

mod functions;
mod hostile;
mod properties;

use std::collections::BTreeMap;

use super::*;

/// The user of these tests.
fn values() -> BTreeMap<String, Value<'static>> {
    let text = |text: &str| Value::text(text.to_owned());
    let list =
        |texts: &[&str]| Value::Multi(texts.iter().map(|t| (*t).to_owned().into()).collect());
    BTreeMap::from([
        ("a".to_owned(), text("alpha")),
        ("empty".to_owned(), text("")),
        ("n".to_owned(), text("42")),
        ("phone".to_owned(), text("+91 9998887777")),
        ("list".to_owned(), list(&["x", "y", "x"])),
        ("one".to_owned(), list(&["only"])),
        ("none".to_owned(), list(&[])),
    ])
}

fn settings() -> Settings {
    Settings {
        now: "2026-02-03T04:05:06Z".parse().unwrap(),
        seed: 7,
        taken: ["Alpha", "b"].iter().collect(),
        default_domain: None,
    }
}

/// The result as a text: `null`, `"text"`, `["x", "y"]`, `flow …`, `error …`, `problem …`.
fn run(expression: &str) -> String {
    let (values, settings) = (values(), settings());
    let compiled = match parse(expression).compile() {
        Ok(compiled) => compiled,
        Err(problems) => return format!("problem {}", problems[0].code.as_str()),
    };
    match compiled.evaluate(&values, &settings).result {
        Ok(Outcome::Value(Value::Null)) => "null".to_owned(),
        Ok(Outcome::Value(Value::Text(text))) => format!("{text:?}"),
        Ok(Outcome::Value(Value::Multi(texts))) => format!("{texts:?}"),
        Ok(Outcome::Flow(flow)) => format!("flow {}", flow.as_str()),
        Err(failure) => format!("error {failure}"),
    }
}

fn check(expression: &str, expected: &str) {
    assert_eq!(run(expression), expected, "{expression}");
}

fn check_fails(expression: &str, part: &str) {
    let result = run(expression);
    assert!(
        result.starts_with("error") && result.contains(part),
        "{expression}: {result}"
    );
}

#[test]
fn a_trace_holds_every_value_with_its_place_and_marks() {
    let expression = "Join(\"-\", Guid(), IIF([n] > 5, ToUpper([a]), Now()))";
    let compiled = parse(expression).compile().unwrap();
    let (values, settings) = (values(), settings());
    let (evaluation, trace) = compiled.trace(&values, &settings);
    let seen: Vec<_> = trace
        .iter()
        .map(|traced| {
            let value = match &traced.result {
                Ok(Outcome::Value(Value::Text(text))) => text.to_string(),
                other => format!("{other:?}"),
            };
            (
                expression.get(traced.span.clone()).unwrap(),
                value,
                traced.marks.iter().collect::<Vec<_>>(),
            )
        })
        .filter(|(part, ..)| !part.starts_with("Join") && *part != "Guid()")
        .collect();
    assert_eq!(
        seen,
        [
            ("\"-\"", "-".to_owned(), vec![]),
            ("[n]", "42".to_owned(), vec![]),
            ("5", "5".to_owned(), vec![]),
            ("[n] > 5", "True".to_owned(), vec![]),
            ("[a]", "alpha".to_owned(), vec![]),
            ("ToUpper([a])", "ALPHA".to_owned(), vec![]),
            (
                "IIF([n] > 5, ToUpper([a]), Now())",
                "ALPHA".to_owned(),
                vec![]
            ),
        ],
        "the branch that is not taken is not evaluated"
    );
    let whole = trace.last().unwrap();
    assert_eq!(whole.span, 0..expression.len());
    assert!(whole.marks.contains(Mark::Random));
    assert!(!evaluation.marks.contains(Mark::Clock));
    assert_eq!(compiled.evaluate(&values, &settings), evaluation);
}

#[test]
fn attributes_are_numbered_in_the_order_of_their_first_use() {
    let compiled = parse("Join([b], [a], ToLower([b]), [c])")
        .compile()
        .unwrap();
    assert_eq!(compiled.attributes(), ["b", "a", "c"]);
}

#[test]
fn a_failure_names_its_place_and_no_value() {
    let expression = "Append([a], Mid([a], [phone], 1))";
    let compiled = parse(expression).compile().unwrap();
    let (values, settings) = (values(), settings());
    let failure = compiled.evaluate(&values, &settings).result.unwrap_err();
    assert_eq!(expression.get(failure.span.clone()), Some("[phone]"));
    assert_eq!(
        failure.to_string(),
        "argument 2 of Mid has to be a whole number"
    );
}

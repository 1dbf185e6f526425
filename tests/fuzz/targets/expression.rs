//! Any text as an expression: it is read, printed, linted, completed and run within its caps, and never panics.
//!
//! What stands behind the first NUL is the value of every attribute, several of them parted by `|`.
//! Runs with `-timeout=1`: an evaluation that is not done by then has slipped past every cap.
#![no_main]

use crosswalk::expr::{
    Applied, AttributeFacts, AttributeKind, MAX_VALUE_BYTES, MappingFacts, Outcome, Scope,
    Settings, SourceSystem, TargetSystem, Value, Values, bracket_at, call_at, complete, lint,
    origins, parse, tokens,
};

/// Every attribute has the same value.
struct User<'u>(&'u str);

impl<'u> Values<'u> for User<'u> {
    fn value(&self, slot: usize, _attribute: &str) -> Value<'u> {
        match slot % 3 {
            0 => Value::text(self.0),
            1 => Value::Multi(self.0.split('|').map(Into::into).collect()),
            _ => Value::Null,
        }
    }
}

fn check(text: &str, value: &str) {
    let mut end = 0;
    for token in tokens(text) {
        assert!(token.span.start >= end && text.get(token.span.clone()).is_some());
        end = token.span.end;
    }
    let parsed = parse(text);
    let nodes = parsed.tree.descendants().map(|node| &node.span);
    let places = nodes.chain(parsed.problems.iter().map(|problem| &problem.span));
    for span in places {
        assert!(text.get(span.clone()).is_some(), "{span:?}");
    }
    if parsed.problems.is_empty() {
        let printed = parsed.tree.to_string();
        let again = parse(&printed);
        assert_eq!(
            again.tree.to_string(),
            printed,
            "what is printed is read otherwise"
        );
    }
    let facts = MappingFacts {
        attribute: &|name| {
            (name.len() % 2 == 0).then_some(AttributeFacts {
                may_be_null: true,
                kind: AttributeKind::Plain,
            })
        },
        source: SourceSystem::EntraId,
        target: TargetSystem::Other,
        applied: Applied::Always,
        scope: Scope::All,
        is_matching: true,
        is_target_key: false,
    };
    for problem in lint(&parsed.tree, &facts) {
        assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
    }
    at_cursor(text);
    assert!(origins(text).len() <= text.len());
    if let Ok(compiled) = parsed.compile() {
        let (user, settings) = (User(value), Settings::default());
        let plain = compiled.evaluate(&user, &settings);
        let (traced, _) = compiled.trace(&user, &settings);
        assert_eq!(plain, traced, "looking on changes the outcome");
        if let Ok(Outcome::Value(value)) = plain.result {
            assert!(value.size() <= MAX_VALUE_BYTES);
        }
    }
}

/// What the field asks about a place, here in the middle of the text.
fn at_cursor(text: &str) {
    let cursor = text.len() / 2;
    let names = ["mail", "jobTitle", "employeeOrgData.division"];
    if let Some(completion) = complete(text, cursor, names.into_iter()) {
        for candidate in &completion.candidates {
            let (after, cursor) = completion.apply(text, candidate);
            assert!(after.is_char_boundary(cursor));
        }
    }
    if let Some(bracket) = bracket_at(text, cursor) {
        assert!(text.get(bracket.span).is_some());
    }
    if let Some((function, argument)) = call_at(text, cursor) {
        assert!(argument <= text.len(), "{}", function.name);
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (text, value) = text.split_once('\0').unwrap_or((&text, "a|b"));
    check(text, value);
});

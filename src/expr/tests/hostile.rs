//! Hostile expressions and values: every one ends soon, with a value or a named cap.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::super::*;

/// A hundred milliseconds for a release build; a debug build runs the same steps many times slower.
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 4_000 } else { 100 });

fn big() -> BTreeMap<String, Value<'static>> {
    let text = |text: String| Value::Text(text.into());
    let mut bits = 1_u32;
    let noise = (0..60_000).map(|_| {
        bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if bits >> 31 == 0 { 'a' } else { 'b' }
    });
    BTreeMap::from([
        ("a".to_owned(), text("a".repeat(60_000))),
        ("ab".to_owned(), text(noise.collect())),
        ("e".to_owned(), text("e\u{301}".repeat(20_000))),
        ("huge".to_owned(), text("x".repeat(10_000_000))),
        ("s".to_owned(), text("a".repeat(200))),
        ("many".to_owned(), Value::Multi(vec!["".into(); 60_000])),
    ])
}

/// Runs it within the limit; the failure's text, empty if there is a value.
fn run(expression: &str) -> String {
    let (values, settings) = (big(), Settings::default());
    let mut quickest = Duration::MAX;
    let mut outcome = String::new();
    // On a busy machine one run may be held up, three hardly.
    for _ in 0..3 {
        let start = Instant::now();
        outcome = match parse(expression).compile() {
            Err(problems) => problems
                .into_iter()
                .map(|problem| problem.message)
                .collect(),
            Ok(compiled) => match compiled.evaluate(&values, &settings).result {
                Ok(_) => String::new(),
                Err(failure) => failure.to_string(),
            },
        };
        quickest = quickest.min(start.elapsed());
        if quickest < LIMIT {
            break;
        }
    }
    assert!(
        quickest < LIMIT,
        "{quickest:?} for {expression:.60}: {outcome}"
    );
    outcome
}

fn repeat(part: &str, count: usize) -> String {
    vec![part; count].join(",")
}

#[test]
fn what_grows_is_stopped() {
    assert!(run("Replace([a], \"a\", , , [a], , )").contains("64 KB"));
    assert!(run("Join([a], [a], [a])").contains("64 KB"));
    assert!(run("[a] & [a]").contains("64 KB"));
    assert!(run("ConvertToUTF8Hex(ConvertToBase64([a]))").contains("64 KB"));
    assert!(run("ToLower([huge])").contains("64 KB"));
    assert!(run("[huge]").contains("64 KB"));
    assert!(run("Replace([a], , \"a\", , \"$_$_\", , )").contains("64 KB"));
}

#[test]
fn what_repeats_is_stopped() {
    for part in [
        "NormalizeDiacritics([e])",
        "InStr([a], [a] & \"b\", 1, vbTextCompare)",
        "PCase([a])",
        "CDate([a])",
        "Count(RemoveDuplicates([many]))",
        "Count(Split([a], \"a\"))",
        "RandomString(256,0,0,0,0)",
        "FormatDateTime([a], , \"yyyy\", \"yyyy\")",
    ] {
        let count = 9_900 / (part.len() + 1);
        run(&format!("Join(\"\",{})", repeat(part, count)));
    }
    assert!(run(&format!("Join(\"\",{})", repeat("IsNull([e])", 800))).contains("too much"));
    run(&format!("Join(\"\",{})", repeat("1=1", 2_400)));
}

#[test]
fn regular_expressions_are_stopped() {
    for pattern in [
        "(a|b)*a(a|b){12}",
        "(a|b)*a(a|b){12}c|.",
        "(a*)*b",
        "(a|a)*$",
        "(.*)(.*)(.*)(.*)(.*)x",
        "a.*b|c|a",
        "a",
        "[ab]",
        "",
        "(a{0,20}){20}b",
        "((a{0,100}){0,100}){0,100}",
        "\\\\w{200}",
        "(?i)(\\\\w|\\\\d|[a-z]){20}c|\\\\w",
        "\\\\b(a|b)+\\\\bé",
    ] {
        for attribute in ["a", "ab", "e", "s"] {
            run(&format!(
                "Replace([{attribute}], , \"{pattern}\", , \"\", , )"
            ));
            // Not a constant: built while evaluating.
            run(&format!(
                "Replace([{attribute}], , \"{pattern}\" & \"\", , \"x\", , )"
            ));
        }
    }
    let classes = "(?i)[\\\\p{L}\\\\p{N}]".repeat(60);
    for pattern in [classes.as_str(), "\\\\w{40}", "(?i)\\\\w{9}"] {
        let one = format!("Replace([s], , \"{pattern}\", , \"\", , )");
        let count = 9_900 / (one.len() + 1);
        run(&format!("Join(\"\",{})", repeat(&one, count.max(1))));
    }
    assert_eq!(run("Replace([a], , \"a\", , \"b\", , )"), "");
    assert!(run("Replace([ab], , \"(a|b)*c|.\", , \"\", , )").contains("too much text"));
    assert_eq!(run("Replace([s], , \".*(?<x>a)\", , \"${x}\", , )"), "");
}

#[test]
fn depth_and_length_are_named() {
    let deep = format!("{}[s]{}", "Trim(".repeat(65), ")".repeat(65));
    assert!(run(&deep).contains("64 levels"));
    assert!(run(&"x".repeat(10_001)).contains("10000"));
    assert!(run(&"[".repeat(10_000_000)).contains("10000"));
}

//! Calls and words against the catalogue: is there such a function, does it take so many arguments?

use super::functions::{
    Function, bare_words, find_function, find_function_ignoring_case, functions,
};
use super::problem::{Code, Fix, Problem};
use super::tree::{Call, Node, NodeKind};

/// Reports every call and bare word of the tree that the language does not know.
pub(super) fn check_calls(tree: &Node, problems: &mut Vec<Problem>) {
    for node in tree.descendants() {
        match &node.kind {
            NodeKind::Call(call) => check_call(node, call, problems),
            NodeKind::Word(word) => problems.extend(check_word(node, word)),
            _ => {}
        }
    }
}

fn check_call(node: &Node, call: &Call, problems: &mut Vec<Problem>) {
    let span = call.name_span.clone();
    let Some(function) = find_function(&call.name) else {
        problems.push(match find_function_ignoring_case(&call.name) {
            Some(meant) => Problem::error(
                Code::FunctionCase,
                span.clone(),
                format!(
                    "letter case counts: the function is called {:?}",
                    meant.name
                ),
            )
            .with_fix(Fix {
                label: format!("write {:?}", meant.name),
                replacements: vec![(span, meant.name.clone())],
            }),
            None => Problem::error(Code::UnknownFunction, span, unknown_function(&call.name)),
        });
        return;
    };
    let count = call.arguments.len();
    let (fewest, most) = function.argument_counts();
    if count < fewest || most.is_some_and(|most| count > most) {
        problems.push(Problem::error(
            Code::WrongArgumentCount,
            node.span.clone(),
            wrong_count(function, count),
        ));
    } else if function.name == "Switch" && count % 2 == 1 {
        problems.push(Problem::error(
            Code::SwitchOddArguments,
            node.span.clone(),
            format!("Switch takes an even number of arguments, each key with its value; here are {count}"),
        ));
    }
}

fn unknown_function(name: &str) -> String {
    let close = functions()
        .iter()
        .map(|function| (distance(&function.name, name), function))
        .filter(|(distance, _)| *distance <= 2)
        .min_by_key(|(distance, _)| *distance);
    match close {
        Some((_, function)) => {
            format!(
                "there is no function {name:?}; is {:?} meant?",
                function.name
            )
        }
        None => format!("there is no function {name:?}"),
    }
}

fn wrong_count(function: &Function, count: usize) -> String {
    let (fewest, most) = function.argument_counts();
    let takes = match most {
        Some(most) if most == fewest => fewest.to_string(),
        Some(most) => format!("{fewest} to {most}"),
        None => format!("{fewest} or more"),
    };
    let noun = if takes == "1" {
        "argument"
    } else {
        "arguments"
    };
    format!(
        "{} takes {takes} {noun}, here are {count}",
        function.signature()
    )
}

fn check_word(node: &Node, word: &str) -> Option<Problem> {
    if bare_words().iter().any(|known| known == word) {
        return None;
    }
    let span = node.span.clone();
    let cased = bare_words()
        .iter()
        .find(|known| known.eq_ignore_ascii_case(word));
    Some(if let Some(meant) = cased {
        Problem::error(
            Code::UnknownWord,
            span.clone(),
            format!("letter case counts: the word is {meant:?}"),
        )
        .with_fix(Fix {
            label: format!("write {meant:?}"),
            replacements: vec![(span, meant.clone())],
        })
    } else if find_function_ignoring_case(word).is_some() {
        Problem::error(
            Code::UnknownWord,
            span,
            format!("the function {word:?} lacks its parentheses"),
        )
    } else {
        Problem::error(
            Code::UnknownWord,
            span,
            format!(
                "the word {word:?} means nothing: a text stands in double quotes, an attribute in square brackets"
            ),
        )
    })
}

/// How many letters differ, letter case aside; long names are not compared.
fn distance(left: &str, right: &str) -> usize {
    if left.len().abs_diff(right.len()) > 2 {
        return usize::MAX;
    }
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, from) in left.chars().enumerate() {
        let mut next = vec![at + 1];
        for ((to, pair), above) in right.iter().zip(row.windows(2)).zip(row.iter().skip(1)) {
            let (Some(diagonal), Some(before)) = (pair.first(), next.last()) else {
                break;
            };
            let replaced = diagonal + usize::from(!from.eq_ignore_ascii_case(to));
            next.push(replaced.min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

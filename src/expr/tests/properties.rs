//! What holds for every expression.

use proptest::prelude::*;

use super::super::*;
use super::{settings, values};

fn node(kind: NodeKind) -> Node {
    Node { span: 0..0, kind }
}

fn leaf() -> impl Strategy<Value = Node> {
    prop_oneof![
        "[a-zA-Z0-9_. é]{1,8}"
            .prop_filter("trimmed", |name| name.trim() == name)
            .prop_map(|name| node(NodeKind::Attribute(name))),
        any::<String>().prop_map(|text| node(NodeKind::Text(text))),
        "(-?[0-9]{1,9}|&H[0-9A-F]{1,4}|[0-9]{1,3}\\.[0-9]{1,2})"
            .prop_map(|text| node(NodeKind::Number(text))),
        prop::sample::select(bare_words()).prop_map(|word| node(NodeKind::Word(word))),
    ]
}

fn tree() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(5, 40, 6, |inner| {
        let argument = prop_oneof![4 => inner.clone(), 1 => Just(node(NodeKind::Omitted))];
        prop_oneof![
            4 => (
                prop::sample::select(functions()),
                prop::collection::vec(argument, 0..5)
            )
                .prop_map(|(function, mut arguments)| {
                    // "F()" has no argument at all.
                    if arguments.len() == 1 && arguments[0].kind == NodeKind::Omitted {
                        arguments.clear();
                    }
                    node(NodeKind::Call(Call {
                        name: function.name.clone(),
                        name_span: 0..0,
                        arguments,
                    }))
                }),
            1 => prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| node(NodeKind::Concat(parts))),
            1 => (
                prop::sample::select(vec!["=", "<>", "<", "<=", ">", ">="]),
                inner.clone(),
                inner
            )
                .prop_map(|(operator, left, right)| {
                    let operator = Comparison::from_text(operator).unwrap();
                    node(NodeKind::Compare(operator, Box::new([left, right])))
                }),
        ]
    })
}

/// Texts that look like expressions more often than arbitrary ones do.
fn expression_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(functions()).prop_map(|function| format!("{}(", function.name)),
        prop::sample::select(vec![
            "(",
            ")",
            ",",
            " ",
            "[a]",
            "[list]",
            "[",
            "]",
            "\"",
            "\"x\"",
            "\\",
            "=",
            "<>",
            "&",
            "-1",
            "&HF",
            "“",
            "’",
            "UTF8",
            "IgnoreAttributeFlow",
            "\n",
            "\"(?<x>.*)\"",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn evaluate(text: &str) {
    let parsed = parse(text);
    for problem in &parsed.problems {
        assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
        if let Some(fix) = &problem.fix {
            assert_ne!(fix.apply(text), text, "{problem:?}");
        }
    }
    for node in parsed.tree.descendants() {
        assert!(text.get(node.span.clone()).is_some(), "{node:?}");
    }
    if let Ok(compiled) = parsed.compile() {
        let (values, settings) = (values(), settings());
        let plain = compiled.evaluate(&values, &settings);
        let (traced, _) = compiled.trace(&values, &settings);
        assert_eq!(plain, traced);
    }
}

proptest! {
    #[test]
    fn a_printed_tree_reads_back_as_itself(tree in tree()) {
        let printed = tree.to_string();
        let read = parse(&printed).tree;
        prop_assert_eq!(&read, &tree, "{}", printed);
        prop_assert_eq!(read.to_string(), printed);
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        evaluate(&text);
    }

    #[test]
    fn no_expression_makes_it_panic(text in expression_like()) {
        evaluate(&text);
    }

    #[test]
    fn no_value_makes_it_panic(
        tree in tree(),
        text in any::<String>(),
        list in prop::collection::vec(any::<String>(), 0..4),
    ) {
        let parsed = parse(&tree.to_string());
        if let Ok(compiled) = parsed.compile() {
            let user = move |slot: usize| if slot.is_multiple_of(2) {
                Value::text(text.clone())
            } else {
                Value::Multi(list.iter().map(|text| text.clone().into()).collect())
            };
            struct User<F>(F);
            impl<'v, F: Fn(usize) -> Value<'static>> Values<'v> for User<F> {
                fn value(&self, slot: usize, _: &str) -> Value<'v> {
                    (self.0)(slot)
                }
            }
            let (user, settings) = (User(user), settings());
            if let Ok(Outcome::Value(value)) = compiled.evaluate(&user, &settings).result {
                prop_assert!(value.size() <= MAX_VALUE_BYTES);
            }
        }
    }
}

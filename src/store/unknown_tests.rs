//! Members that this version does not know, at every level of random documents: they stay where and as they are.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::json_writer::write_string;
use super::*;
use crate::model::{Edit, arbitrary};

/// Every place in a project's text where another member can stand: byte offset, text before it, text behind it.
pub(super) fn member_places(file: &str) -> Vec<(usize, String, String)> {
    let mut places = Vec::new();
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    let mut separator_start = None;
    for (at, byte) in file.bytes().enumerate() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'{' | b'[' => {
                open.push(byte);
                separator_start = Some(at + 1);
            }
            b',' => separator_start = Some(at + 1),
            b'}' | b']' => {
                if open.pop() == Some(b'{') {
                    // The last member: behind what ends before the blanks.
                    let end = file.get(..at).unwrap().trim_end().len();
                    let blanks = file.get(end..at).unwrap();
                    let is_only = file.as_bytes()[end - 1] == b'{';
                    let comma = if is_only { "" } else { "," };
                    let indent = if blanks.contains('\n') { "  " } else { "" };
                    places.push((end, format!("{comma}{blanks}{indent}"), String::new()));
                }
                separator_start = None;
            }
            b'"' => {
                quoted = true;
                if open.last() == Some(&b'{')
                    && let Some(start) = separator_start
                {
                    let blanks = file.get(start..at).unwrap().to_owned();
                    places.push((at, String::new(), format!(",{blanks}")));
                }
                separator_start = None;
            }
            b':' => separator_start = None,
            _ => {}
        }
    }
    places
}

/// JSON values, nested and spelled as no writer of ours would.
fn spelled() -> BoxedStrategy<String> {
    let leaf = select(vec![
        "0",
        "-0",
        "-0.0",
        "1.10",
        "1e5",
        "1E+05",
        "0.1e-00",
        "1e400",
        "123456789012345678901234567890",
        "null",
        "true",
        "false",
        "\"\"",
        "\"\\u0041\\/\"",
        "\"\\ud83d\\ude00\\ud800\"",
        "\"\u{5d0}\u{202e}\u{7f}\"",
        "[]",
        "{}",
        "[ ]",
        "{\t}",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(3, 12, 4, |inner| {
        let blank = || select(vec!["", "", " ", "\n", "\t", "\r\n  "]);
        prop_oneof![
            (proptest::collection::vec(inner.clone(), 1..4), blank()).prop_map(
                |(items, blank)| format!("[{blank}{}]", items.join(&format!("{blank},")))
            ),
            (proptest::collection::vec(inner, 1..4), blank()).prop_map(|(items, blank)| {
                // In no order that a map would give them.
                let numbered = items.iter().enumerate().rev();
                let members: Vec<_> = numbered
                    .map(|(number, item)| format!("\"m{number}\"{blank}:{item}{blank}"))
                    .collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
    .boxed()
}

/// A random project's text with members put in at random places, and what was put in.
fn document() -> BoxedStrategy<(String, Vec<String>)> {
    let members = proptest::collection::vec((any::<Index>(), spelled()), 1..12);
    (arbitrary::project(), members)
        .prop_map(|(project, members)| {
            let mut text = String::from_utf8(write(&project)).unwrap();
            let places = member_places(&text);
            let chosen: BTreeSet<_> = members
                .iter()
                .map(|(index, _)| index.index(places.len()))
                .collect();
            // From the end on, so that the places before stay true.
            let mut put_in = Vec::new();
            for (number, (place, (_, json))) in chosen.iter().rev().zip(&members).enumerate() {
                let (at, before, behind) = &places[*place];
                let has_blank = before.contains('\n') || behind.contains('\n');
                let colon = if has_blank { ": " } else { ":" };
                let member = format!("\"new {number}\"{colon}{json}");
                text.insert_str(*at, &format!("{before}{member}{behind}"));
                put_in.push(member);
            }
            (text, put_in)
        })
        .boxed()
}

fn title_line(title: &str) -> String {
    let mut line = b"\n  \"title\": ".to_vec();
    write_string(&mut line, title);
    String::from_utf8(line).unwrap()
}

/// Whether what an edit touches keeps all its members.
fn keeps_every_member(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::SetHeading(_)
            | Edit::RenameSystem { .. }
            | Edit::SetCatalog { .. }
            | Edit::AddAttribute { .. }
            | Edit::OrderAttributes { .. }
            | Edit::AddLink { .. }
            | Edit::AddNote { .. }
    )
}

// As many cases as PROPTEST_CASES says: the fault scripts ask for 10,000.
proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn saved_without_an_edit_or_with_another_title_all_else_is_the_same_bytes(
        (text, _) in document(), title in arbitrary::text(),
    ) {
        let mut project = read(text.as_bytes()).unwrap().project;
        prop_assert_eq!(&String::from_utf8(write(&project)).unwrap(), &text);
        let mut heading = project.heading().clone();
        let before = title_line(&heading.title);
        heading.title.clone_from(&title);
        project.apply(Edit::SetHeading(heading)).unwrap();
        let expected = text.replacen(&before, &title_line(&title), 1);
        prop_assert_eq!(String::from_utf8(write(&project)).unwrap(), expected);
    }

    #[test]
    fn an_edit_of_any_kind_can_be_saved_and_taken_back(
        ((text, put_in), edit) in document().prop_flat_map(|document| {
            let edits = arbitrary::edit(&read(document.0.as_bytes()).unwrap().project);
            (Just(document), edits)
        })
    ) {
        let mut project = read(text.as_bytes()).unwrap().project;
        let keeps = keeps_every_member(&edit);
        if let Ok(inverse) = project.apply(edit) {
            let saved = write(&project);
            prop_assert_eq!(verify::reads_back(&project, &saved), Ok(()));
            let saved = String::from_utf8(saved).unwrap();
            for member in put_in.iter().filter(|_| keeps) {
                prop_assert_eq!(saved.matches(member.as_str()).count(), 1, "{}", member);
            }
            project.apply(inverse).unwrap();
        }
        prop_assert_eq!(String::from_utf8(write(&project)).unwrap(), text);
    }
}

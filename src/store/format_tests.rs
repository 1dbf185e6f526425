//! The format as seen from outside: what is written is read back, what is foreign or broken is named.

use proptest::prelude::*;

use super::*;
use crate::model::arbitrary;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(project in arbitrary::project()) {
        let bytes = write(&project);
        let opened = read(&bytes).unwrap();
        prop_assert_eq!(&opened.project, &project);
        // Equality of paths goes by what is meant; the printed form shows them as typed.
        prop_assert_eq!(format!("{:?}", opened.project), format!("{project:?}"));
        prop_assert_eq!(opened.read_only, None);
        prop_assert_eq!(write(&opened.project), bytes);
    }
}

/// A small project file in which every line is one that [`write`] makes.
const SAMPLE: &str = r#"{
  "format": "crosswalk-project",
  "version": "1.0",
  "title": "Users of Example",
  "source": {
    "name": "Entra ID",
    "attributes": [
      {"resource":"user","path":"userPrincipalName","mark":"required"}
    ]
  },
  "protocol": {
    "name": "SCIM",
    "catalog": "genesys-scim",
    "attributes": [
      {"resource":"user","path":"userName","evidence":[{"source":"rfc7643","confidence":"verified","read_on":"2026-11-02"}]},
      {"resource":"user","path":"emails.value","multi_valued":true}
    ]
  },
  "target": {
    "name": "Genesys Cloud",
    "attributes": [
      {"resource":"user","path":"email_main.[0].value","scim_path":"userName","max_length":256}
    ]
  },
  "user_settings": {"delete":false,"scoping_filters":[{"name":"Staff","clauses":[{"attribute":"department","operator":"EQUALS","value":"IT"}]}]},
  "people": [
    {"name":"Ada","role":"architect"}
  ],
  "links": [
    {"id":"user/protocol/userName","resource":"user","to":"userName","rule":"direct","from":["userPrincipalName"],"match":1,"status":"proposed"},
    {"id":"user/target/email_main.[0].value","resource":"user","column":"target","to":"email_main.[0].value","scim_path":"userName","rule":"translation","from":["userName"],"pairs":[["a","b"]],"status":"agreed","owner":"Ada","tenant_check":{"tenant":"test","date":"2026-11-03","by":"Ada"}}
  ],
  "notes": [
    {"id":"n1","link":"user/protocol/userName","kind":"decision","text":"Use the UPN.","author":"Ada","created":"2026-11-02T09:30:00Z","audience":"internal","by":"Ada","date":"2026-11-02","why":"unique"},
    {"id":"n2","column":"source","resource":"user","path":"userPrincipalName","kind":"question","text":"Guests?","created":"2026-11-02T09:31:00Z","owner":"Bob","due":"2026-12-01","answer":{"text":"No."}}
  ],
  "accepted_findings": [
    {"code":"M014","reason":"known"}
  ],
  "workshops": [
    {"date":"2026-11-04","people":["Ada"],"agenda":["userName"]}
  ],
  "versions": [
    {"label":"v1","difference":{"title":"Old"}}
  ],
  "attachments": [
    {"name":"schema.json","kind":"entra-schema","text":"{\n}"}
  ]
}
"#;

/// The sample with `from` replaced by `to`, which must be there.
fn sample_with(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "{from:?}");
    SAMPLE.replacen(from, to, 1)
}

fn check_error(bytes: &[u8], expected: &[&str]) {
    let error = match read(bytes) {
        Ok(opened) => panic!("{opened:?}"),
        Err(error) => error.to_string(),
    };
    for words in expected {
        assert!(error.contains(words), "{words:?} in {error:?}");
    }
}

#[test]
fn the_format_on_disk() {
    let opened = read(SAMPLE.as_bytes()).unwrap();
    assert_eq!(opened.problems, []);
    assert_eq!(String::from_utf8(write(&opened.project)).unwrap(), SAMPLE);
}

#[test]
fn an_unknown_member_stays_where_it_is_wherever_that_is() {
    let places = super::unknown_tests::member_places(SAMPLE);
    assert!(places.len() > 100, "{}", places.len());
    for (at, before, behind) in places {
        for json in ["1.10", "-0", "{\"b\" : [1e400],\"a\":\"\\ud800\"}"] {
            // Members of the file's own lines have a blank behind the colon.
            let has_blank = before.contains('\n') || behind.contains('\n');
            let colon = if has_blank { ": " } else { ":" };
            let (head, tail) = SAMPLE.split_at(at);
            let text = format!("{head}{before}\"newer\"{colon}{json}{behind}{tail}");
            let opened = read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(String::from_utf8(write(&opened.project)).unwrap(), text);
        }
    }
}

#[test]
fn a_newer_minor_version_is_edited_and_stays_one() {
    let text = sample_with("\"1.0\"", "\"1.7\"");
    let opened = read(text.as_bytes()).unwrap();
    assert_eq!(opened.read_only, None);
    assert_eq!(String::from_utf8(write(&opened.project)).unwrap(), text);
}

#[test]
fn a_newer_major_version_is_read_only_or_named() {
    let opened = read(sample_with("\"1.0\"", "\"2.3\"").as_bytes()).unwrap();
    let reason = opened.read_only.unwrap().to_string();
    assert!(reason.contains("version 2.3"), "{reason}");
    let other_shape = sample_with("\"1.0\"", "\"999\"").replace("\"match\":1", "\"match\":{}");
    check_error(other_shape.as_bytes(), &["version 999.0", "1.0 at most"]);
}

#[test]
fn what_is_there_twice_is_kept_under_another_name_or_listed() {
    let line = "      {\"resource\":\"user\",\"path\":\"userPrincipalName\",\"mark\":\"required\"}";
    let twice = format!("{line},\n{}", line.replace("required", "optional"));
    let text = sample_with(line, &twice)
        .replace("\"id\":\"n2\"", "\"id\":\"n1\"")
        .replace("user/target/email_main.[0].value", "user/protocol/userName")
        .replacen(
            "{\"name\":\"schema.json\"",
            "{\"name\":\"schema.json\",\"kind\":\"k\",\"text\":\"\"},\n    {\"name\":\"schema.json\"",
            1,
        );
    let opened = read(text.as_bytes()).unwrap();
    let problems: Vec<_> = opened.problems.iter().map(ToString::to_string).collect();
    let expected = [
        "line 9, column 7: attribute \"userPrincipalName\"",
        "line 32, column 5: there is already a link \"user/protocol/userName\"; this one is kept as \"user/protocol/userName~2\"",
        "line 36, column 5: there is already a note \"n1\"; this one is kept as \"n1~2\"",
        "line 49, column 5: there is already an attachment \"schema.json\"; this one is kept as \"schema.json~2\"",
    ];
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(problem.starts_with(expected), "{problem}");
    }
    assert_eq!(opened.project.links().len(), 2);
    assert_eq!(opened.project.notes().len(), 2);
    assert_eq!(opened.project.attachments().len(), 2);
}

#[test]
fn links_to_what_is_not_there_are_kept_and_listed() {
    let text = sample_with("\"from\":[\"userPrincipalName\"]", "\"from\":[\"upn\"]")
        .replacen(
            "\"to\":\"userName\"",
            "\"to\":\"emails[type eq \\\"work\\\"].value\"",
            1,
        )
        .replacen(
            "\"link\":\"user/protocol/userName\"",
            "\"link\":\"gone\"",
            1,
        );
    let opened = read(text.as_bytes()).unwrap();
    let problems: Vec<_> = opened.problems.iter().map(ToString::to_string).collect();
    // A filtered path belongs to its base, which is there.
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(
        problems[0].starts_with(
            "line 30, column 5: link \"user/protocol/userName\" names attribute \"upn\""
        )
    );
    assert!(problems[1].contains("hangs on link \"gone\""));
    assert_eq!(String::from_utf8(write(&opened.project)).unwrap(), text);
}

#[test]
fn what_is_no_text_or_no_json_is_named() {
    check_error(b"", &["empty", ".bak"]);
    check_error(&[0; 100], &["zero bytes"]);
    let mut half_zero = SAMPLE.as_bytes()[..200].to_vec();
    half_zero.resize(400, 0);
    check_error(&half_zero, &["zero bytes", "line 8, column 57"]);
    let utf16: Vec<u8> = SAMPLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_error(&utf16, &["UTF-16", "UTF-8"]);
    check_error(&[&[0xFF, 0xFE], utf16.as_slice()].concat(), &["UTF-16"]);
    check_error(
        b"{\"format\": \"\xFF\"}",
        &["line 1, column 13", "not UTF-8"],
    );
    check_error(&SAMPLE.as_bytes()[..1000], &["cut off"]);
    check_error(b"hello", &["line 1, column 1", "not JSON"]);
    check_error(b"   \n ", &["cut off"]);
    let conflict = sample_with(
        "  \"title\"",
        "<<<<<<< HEAD\n  \"title\": \"a\",\n=======\n>>>>>>> b\n  \"title\"",
    );
    check_error(conflict.as_bytes(), &["line 4, column 1", "merge-conflict"]);
    check_error(format!("{SAMPLE}x").as_bytes(), &["expected the end"]);
}

#[test]
fn every_cut_of_a_file_is_an_error() {
    let text = SAMPLE.trim_end();
    for end in 0..text.len() {
        let error = read(&text.as_bytes()[..end]).unwrap_err();
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn a_byte_order_mark_is_taken_off() {
    let text = format!("\u{feff}{SAMPLE}");
    let opened = read(text.as_bytes()).unwrap();
    assert_eq!(write(&opened.project), SAMPLE.as_bytes());
}

#[test]
fn another_kind_of_file_is_named() {
    check_error(b"[]", &["a JSON list"]);
    check_error(b"12", &["a sole JSON value"]);
    check_error(b"{}", &["\"crosswalk-project\""]);
    check_error(b"{\"format\":1}", &["\"crosswalk-project\""]);
    check_error(
        b"{\"id\":\"x\",\"synchronizationRules\":[]}",
        &["provisioning schema of Entra ID", "import it"],
    );
    check_error(b"{\"schemas\":[]}", &["SCIM"]);
    check_error(b"{\"format\":\"crosswalk-project\"}", &["\"version\""]);
    check_error(
        b"{\"format\":\"crosswalk-project\",\"version\":\"one\"}",
        &["\"version\"", "\"1.0\""],
    );
}

#[test]
fn double_members_are_refused_at_every_level() {
    check_error(
        sample_with("  \"title\"", "  \"title\": \"\",\n  \"title\"").as_bytes(),
        &["line 5, column 3", "already a member \"title\""],
    );
    check_error(
        sample_with("\"match\":1", "\"match\":1,\"m\\u0061tch\":1").as_bytes(),
        &["line 30", "\"match\""],
    );
    check_error(
        sample_with("\"match\":1", "\"new\":[{\"a\":1,\"a\":1}]").as_bytes(),
        &["line 30", "\"a\""],
    );
    let many: Vec<_> = (0..200)
        .map(|number| format!("\"k{}\":0", number % 150))
        .collect();
    check_error(
        sample_with("\"match\":1", &many.join(",")).as_bytes(),
        &["\"k0\""],
    );
}

#[test]
fn deep_nesting_is_refused_everywhere() {
    for depth in [200, 20_000] {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for from in ["\"match\":1", "\"difference\":{\"title\":\"Old\"}"] {
            let to = format!("\"new\":{deep}");
            check_error(sample_with(from, &to).as_bytes(), &["more than 64 deep"]);
        }
        check_error(deep.as_bytes(), &["more than 64 deep"]);
        check_error("{\"a\":".repeat(depth).as_bytes(), &["more than 64 deep"]);
    }
}

#[test]
fn wrong_values_are_named_with_place_and_member() {
    let check = |from: &str, to: &str, expected: &[&str]| {
        check_error(sample_with(from, to).as_bytes(), expected);
    };
    check(
        "\"status\":\"proposed\"",
        "\"status\":\"propsed\"",
        &["line 30, column", "\"status\"", "\"agreed\"", "\"propsed\""],
    );
    check(
        "\"due\":\"2026-12-01\"",
        "\"due\":\"2026-13-01\"",
        &["line 35", "\"due\"", "\"2026-13-01\""],
    );
    check(
        "\"due\":\"2026-12-01\"",
        "\"due\":\"2026-12-01T00:00:00\"",
        &["\"due\""],
    );
    check(
        "2026-11-02T09:30:00Z",
        "today",
        &["\"created\"", "\"today\""],
    );
    check(
        "\"match\":1",
        "\"match\":-1",
        &["\"match\"", "whole number"],
    );
    check(
        "\"match\":1",
        "\"match\":1.0",
        &["\"match\"", "whole number"],
    );
    check(
        "\"delete\":false",
        "\"delete\":0",
        &["\"delete\"", "true or false"],
    );
    check(
        "\"title\": \"Users of Example\"",
        "\"title\": null",
        &["\"title\""],
    );
    check(
        "\"title\": \"Users of Example\"",
        "\"title\": \"\\ud800\"",
        &["\"title\""],
    );
    check(
        "\"people\": [",
        "\"people\": 1, \"x\": [",
        &["\"people\"", "a list"],
    );
    check(
        "\"pairs\":[[\"a\",\"b\"]]",
        "\"pairs\":[[\"a\"]]",
        &["\"pairs\""],
    );
    check(
        "\"resource\":\"user\",\"to\"",
        "\"to\"",
        &["line 30, column 5", "\"resource\""],
    );
    check(
        "\"match\":1",
        "\"value\":\"x\"",
        &["\"value\"", "\"direct\""],
    );
    check(
        "\"link\":\"user/protocol/userName\"",
        "\"link\":\"a\",\"path\":\"b\"",
        &["\"path\"", "hangs on a link"],
    );
}

/// Whether our reader and `serde_json` agree that this is JSON.
fn agrees_on(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return true;
    };
    let mut reader = crate::json::JsonReader::new(text, 0);
    let ours = reader.raw().and_then(|_| reader.end());
    let theirs = serde_json::from_str::<&serde_json::value::RawValue>(text);
    match ours {
        Ok(()) => theirs.is_ok(),
        Err(fault) => {
            theirs.is_err()
                || matches!(
                    *fault.kind,
                    crate::json::FaultKind::TooDeep(_)
                        | crate::json::FaultKind::Duplicate(_)
                        | crate::json::FaultKind::Wrong { .. }
                )
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_what_serde_json_takes_for_it(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\\x",
                "1", "0", "-", ".", "e", "+", "E5", "true", "fals", "false", "null", " ", "\n", "\t", "\r",
                "\u{b}", "\u{7f}", "\u{1}", "\u{e9}", "\u{feff}", "01", "1.5", "\"b\":1",
            ]),
            0..10,
        )
    ) {
        let text = pieces.concat();
        prop_assert!(agrees_on(text.as_bytes()), "{:?}", text);
        prop_assert!(agrees_on(format!("[{text}]").as_bytes()), "[{:?}]", text);
        prop_assert!(agrees_on(format!("\"{text}\"").as_bytes()), "string of {:?}", text);
    }

    #[test]
    fn a_damaged_file_is_read_or_named_but_never_a_crash(
        at in 0..SAMPLE.len(), byte in any::<u8>(), cut in 0..40_usize,
    ) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes[at] = byte;
        let end = (at + cut).min(bytes.len());
        bytes.drain(at + 1..end.max(at + 1));
        if let Err(error) = read(&bytes) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

#[cfg(feature = "shared-fixtures")]
#[test]
fn shared_hostile_files_are_refused_with_a_message() {
    let shared = std::env::var_os("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the fixtures");
    let mut folders = vec![std::path::Path::new(&shared).join("fixtures/hostile/json")];
    let mut number = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let error = read(&bytes).expect_err("no hostile file is a project");
            assert!(!error.to_string().is_empty());
            assert!(agrees_on(&bytes), "{path:?}: {error}");
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("y_") {
                let is_kind = matches!(
                    error,
                    ReadError::NotAProject { .. } | ReadError::DuplicateMember { .. }
                );
                assert!(is_kind, "{name}: {error}");
            } else if name.starts_with("n_") {
                assert!(
                    !matches!(error, ReadError::NotAProject { .. }),
                    "{name}: {error}"
                );
            }
            number += 1;
        }
    }
    assert!(number > 150, "{number}");
}

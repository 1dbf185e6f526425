//! Sample users from files: CSV, one row at a time, or JSON.
//!
//! A row that cannot be used is named by line and column and left out; the others run. No message holds a value.

mod csv;
mod json;

pub use self::csv::CsvUsers;
pub(super) use self::csv::delimiter_of;
pub use json::read_json;

use thiserror::Error;

use super::sample::Samples;

/// The most bytes of one cell.
pub const MAX_CELL_BYTES: usize = 1 << 20;
/// The most bytes of one row.
pub const MAX_ROW_BYTES: u64 = 16 << 20;
/// The most columns.
pub const MAX_COLUMNS: usize = 500;
/// The most bytes of a JSON file of users.
pub const MAX_JSON_BYTES: usize = 64 << 20;

/// A row that was left out, or something else to know about the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserProblem {
    /// The line of the file, from 1.
    pub line: u64,
    /// The column, from 1, where it is about one.
    pub column: Option<usize>,
    /// What is wrong and what became of it, without a value.
    pub reason: String,
}

impl std::fmt::Display for UserProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, column {column}: {}", self.line, self.reason),
            None => write!(f, "line {}: {}", self.line, self.reason),
        }
    }
}

/// Why a file of users could not be read at all.
#[derive(Debug, Error)]
pub enum UsersFailure {
    /// The system refused.
    #[error("cannot read the users: {0}")]
    Io(#[from] std::io::Error),
    /// There is nothing in it.
    #[error("the file of users is empty; its first line has to name Entra ID attributes")]
    Empty,
    /// Too many columns.
    #[error("the file of users has more than {MAX_COLUMNS} columns")]
    TooManyColumns,
    /// The header is no text.
    #[error("the first line of the file of users is not UTF-8; save it as UTF-8")]
    HeaderEncoding,
    /// Two bytes a character, most likely.
    #[error("the file of users is UTF-16; save it as UTF-8")]
    Utf16,
    /// It is no JSON.
    #[error("the file of users is no JSON: line {line}, column {column}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is JSON, but no list of users.
    #[error(
        "the file of users is JSON, but no list of users: a list, or an object with \"users\" or \"value\""
    )]
    NoUsers,
    /// Too large for a file that is read as a whole.
    #[error(
        "the JSON file of users is larger than 64 MB; give it as CSV, which is read row by row"
    )]
    TooLarge,
}

/// Reads all users of a CSV or JSON file that is at hand.
///
/// # Errors
///
/// [`UsersFailure`] if nothing in it can be used.
pub fn read_users(bytes: &[u8]) -> Result<(Samples, Vec<UserProblem>), UsersFailure> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'[' | b'{') => read_json(text),
        _ => CsvUsers::new(text)?.read_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pilot::sample::OwnedField;

    fn read(bytes: &[u8]) -> (Samples, Vec<String>) {
        let (samples, problems) = read_users(bytes).unwrap();
        (samples, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_table_with_any_usual_delimiter() {
        for text in [
            "a,b\n1,2\n",
            "a;b\r\n1;2\r\n",
            "a\tb\n1\t2",
            "\u{feff}a,b\n1,2\n",
        ] {
            let (samples, problems) = read(text.as_bytes());
            assert_eq!(samples.header, ["a", "b"], "{text:?}");
            assert_eq!(
                samples.users.first().map(|user| user.fields.clone()),
                Some(vec![OwnedField::text("1"), OwnedField::text("2")]),
                "{text:?}"
            );
            assert_eq!(problems, Vec::<String>::new());
        }
    }

    #[test]
    fn bad_rows_are_named_and_good_ones_run() {
        let mut text = b"mail,title\nx,1\nragged\ny,2,3\nz,\xff\nw,4\n".to_vec();
        text.extend(b"big,");
        text.extend(vec![b'q'; MAX_CELL_BYTES + 1]);
        text.extend(b"\nlast,5\n");
        let (samples, problems) = read(&text);
        let lines: Vec<_> = samples.users.iter().map(|user| user.line).collect();
        assert_eq!(lines, [2, 6, 8]);
        assert_eq!(
            problems,
            [
                "line 3: 1 field where the header has 2, so the row was left out",
                "line 4: 3 fields where the header has 2, so the row was left out",
                "line 5, column 2: not UTF-8, so the row was left out",
                "line 7, column 2: a cell of more than 1 MB, so the row was left out",
            ]
        );
    }

    #[test]
    fn json_in_the_shapes_people_have() {
        let list =
            r#"[{"mail":"x","accountEnabled":true,"proxyAddresses":["a","b"],"n":7,"gone":null}]"#;
        for text in [
            list.to_owned(),
            format!("{{\"users\":{list}}}"),
            format!("{{\"value\":{list}}}"),
        ] {
            let (samples, problems) = read(text.as_bytes());
            assert_eq!(problems, Vec::<String>::new(), "{text}");
            assert_eq!(
                samples.header,
                ["mail", "accountEnabled", "proxyAddresses", "n", "gone"]
            );
            let user = samples.users.first().unwrap();
            assert_eq!(user.fields.get(1), Some(&OwnedField::text("True")));
            assert_eq!(
                user.fields.get(2),
                Some(&OwnedField::List(crate::pilot::Hidden(vec![
                    "a".to_owned(),
                    "b".to_owned()
                ])))
            );
            assert_eq!(user.fields.get(4), Some(&OwnedField::Missing));
        }
    }

    #[test]
    fn a_duplicate_key_leaves_its_user_out_by_name_and_line() {
        let text = "[\n{\"mail\":\"x\"},\n{\"mail\":\"y\",\n\"mail\":\"z\"},\n7,\n{\"a\":{\"b\":[{}]}},\n{\"o\":{\"d\":\"v\"}}]";
        let (samples, problems) = read(text.as_bytes());
        assert_eq!(samples.header, ["mail", "o.d"]);
        assert_eq!(samples.users.len(), 2);
        assert_eq!(
            problems,
            [
                "line 3: the user has \"mail\" twice, so it was left out",
                "line 5: this is no user but something else, so it was left out",
                "line 6: \"a.b\" holds what is no simple value, so the user was left out",
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_at_all_says_so() {
        let why = |bytes: &[u8]| read_users(bytes).unwrap_err().to_string();
        assert!(why(b"").contains("empty"));
        assert!(why(b"\xff\xfea\0,\0").contains("UTF-16"));
        assert!(why(b"a\0,\0b\0").contains("UTF-16"));
        assert!(why(b"\xe4,b\n").contains("not UTF-8"));
        assert!(why(b"[{]").contains("line 1"));
        assert!(why(b"{\"a\":1}").contains("no list of users"));
        assert!(why(",".repeat(MAX_COLUMNS).as_bytes()).contains("columns"));
    }
}

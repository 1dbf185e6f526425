//! Settings as JSON: an object of which each member is read for itself.
//!
//! A member that is missing, or holds what this version does not know, has its default;
//! it stays in the file as it is until a person chooses something else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::file::Unreadable;
use super::{MAX_AUTHOR, MAX_RECENT, Motion, SCALE, Separator, Settings, Theme, WindowSize};

/// The version that is written; a higher one is for a newer program.
const VERSION: u64 = 1;

/// The members of a file as they stand there.
pub(super) type Members = Map<String, Value>;

const THEMES: [(Theme, &str); 3] = [
    (Theme::System, "system"),
    (Theme::Light, "light"),
    (Theme::Dark, "dark"),
];
const MOTIONS: [(Motion, &str); 2] = [(Motion::Full, "full"), (Motion::Reduced, "reduced")];
const SEPARATORS: [(Separator, &str); 3] = [
    (Separator::Comma, ","),
    (Separator::Semicolon, ";"),
    (Separator::Tab, "\t"),
];

/// The members of a settings file.
pub(super) fn members(bytes: &[u8]) -> Result<Members, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(Unreadable::Zeros);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        if error.is_eof() {
            Unreadable::CutOff
        } else {
            Unreadable::NotJson(error)
        }
    })?;
    let Value::Object(members) = value else {
        return Err(Unreadable::NotSettings);
    };
    match members.get("version").and_then(Value::as_u64) {
        None => Err(Unreadable::NotSettings),
        Some(version) if version > VERSION => Err(Unreadable::Newer { version }),
        Some(_) => Ok(members),
    }
}

/// What the members say; what they leave open, or say in words not known here, is as by default.
pub(super) fn settings(members: &Members) -> Settings {
    let default = Settings::default();
    let text = |name| members.get(name).and_then(Value::as_str);
    let scale = members.get("scale").and_then(Value::as_u64);
    Settings {
        theme: chosen(&THEMES, text("theme")),
        scale: scale
            .and_then(|scale| u16::try_from(scale).ok())
            .filter(|scale| SCALE.contains(scale))
            .unwrap_or(default.scale),
        motion: chosen(&MOTIONS, text("motion")),
        author: text("author")
            .unwrap_or_default()
            .chars()
            .take(MAX_AUTHOR)
            .collect(),
        separator: chosen(&SEPARATORS, text("csv_separator")),
        keys: members.get("keys").map(keys).unwrap_or_default(),
        recent: members.get("recent").map(recent).unwrap_or_default(),
        window: members.get("window").and_then(window),
    }
}

fn chosen<T: Copy + Default>(choices: &[(T, &str)], word: Option<&str>) -> T {
    choices
        .iter()
        .find(|(_, other)| Some(*other) == word)
        .map(|(choice, _)| *choice)
        .unwrap_or_default()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn keys(value: &Value) -> BTreeMap<String, Vec<String>> {
    let of_action = |(action, keys): (&String, &Value)| {
        keys.is_array()
            .then(|| (action.clone(), texts(keys).map(str::to_owned).collect()))
    };
    let actions = value.as_object();
    actions
        .into_iter()
        .flatten()
        .filter_map(of_action)
        .collect()
}

fn recent(value: &Value) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in texts(value).map(PathBuf::from) {
        if paths.len() < MAX_RECENT && !path.as_os_str().is_empty() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

fn window(value: &Value) -> Option<WindowSize> {
    let side = |name| u16::try_from(value.get(name)?.as_u64()?).ok();
    Some(WindowSize {
        width: side("width")?,
        height: side("height")?,
    })
}

/// Brings into `members`, as they stand in the file, what differs between `before` and `now`, and what they lack.
///
/// So what another window of this program, or a newer version, has written beside it stays.
pub(super) fn merge(members: &mut Members, before: &Settings, now: &Settings) {
    let (before, now) = (written(before), written(now));
    for (name, value) in now {
        let changed = before.get(&name) != Some(&value);
        if changed || !members.contains_key(&name) {
            members.insert(name, value);
        }
    }
    members.insert("version".to_owned(), VERSION.into());
}

/// The text of a file with these members.
pub(super) fn print(members: &Members) -> String {
    format!("{:#}\n", Value::Object(members.clone()))
}

fn written(settings: &Settings) -> Members {
    let word = |choices: Option<&str>| Value::from(choices.unwrap_or_default());
    let recent: Vec<&str> = settings
        .recent
        .iter()
        .filter_map(|path| path.to_str())
        .collect();
    let window = settings.window.map(|size| {
        let sides = [("width", size.width), ("height", size.height)];
        sides
            .into_iter()
            .map(|(name, side)| (name.to_owned(), Value::from(side)))
            .collect::<Members>()
    });
    let keys: Members = settings
        .keys
        .iter()
        .map(|(action, keys)| (action.clone(), Value::from(keys.clone())))
        .collect();
    [
        ("theme", word(word_of(&THEMES, &settings.theme))),
        ("scale", settings.scale.into()),
        ("motion", word(word_of(&MOTIONS, &settings.motion))),
        ("author", settings.author.as_str().into()),
        (
            "csv_separator",
            word(word_of(&SEPARATORS, &settings.separator)),
        ),
        ("keys", Value::Object(keys)),
        ("recent", recent.into()),
        ("window", window.map_or(Value::Null, Value::Object)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

fn word_of<T: PartialEq>(choices: &[(T, &'static str)], choice: &T) -> Option<&'static str> {
    choices
        .iter()
        .find(|(other, _)| other == choice)
        .map(|(_, word)| *word)
}

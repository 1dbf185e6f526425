//! Settings: round trip, tolerance, and every kind of broken file.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::store::Outcome;

fn chosen() -> Settings {
    Settings {
        theme: Theme::Dark,
        scale: 150,
        motion: Motion::Reduced,
        author: "Żaneta \"Z\" O'Neill\n".to_owned(),
        separator: Separator::Tab,
        keys: BTreeMap::from([
            (
                "Save".to_owned(),
                vec!["Ctrl+S".to_owned(), "F2".to_owned()],
            ),
            ("Undo".to_owned(), Vec::new()),
        ]),
        recent: vec![PathBuf::from("/a/b.json"), PathBuf::from("c d.json")],
        window: Some(WindowSize {
            width: 1280,
            height: 720,
        }),
    }
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("crosswalk").join("settings.json");
    (folder, path)
}

fn written(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(matches!(
        crate::store::write_atomic(
            path,
            bytes.as_ref(),
            crate::store::Overwrite::Replace,
            crate::store::Backup::None
        ),
        Outcome::Saved(_)
    ));
}

fn saved(path: &Path, before: &Settings, now: &Settings) {
    let saved = save(path, before, now);
    assert!(
        matches!(saved.outcome, Outcome::Saved(_)),
        "{}",
        saved.outcome
    );
    assert!(saved.set_aside.is_none());
}

fn loaded(path: &Path) -> Settings {
    let loaded = load(path);
    assert!(loaded.set_aside.is_none(), "{loaded:?}");
    loaded.settings
}

#[test]
fn no_file_means_the_defaults_and_is_no_fault() {
    let (_folder, path) = place();
    assert_eq!(loaded(&path), Settings::default());
    assert!(!path.exists(), "reading writes nothing");
}

#[test]
fn what_is_saved_is_what_is_loaded() {
    let (_folder, path) = place();
    saved(&path, &Settings::default(), &chosen());
    assert_eq!(loaded(&path), chosen());
    saved(&path, &chosen(), &Settings::default());
    assert_eq!(loaded(&path), Settings::default());
}

#[test]
fn unknown_members_and_words_stay_until_something_else_is_chosen() {
    let (_folder, path) = place();
    let text = r#"{"version": 1, "theme": "sepia", "font": {"size": 12.50}, "scale": "huge"}"#;
    written(&path, text);
    let before = loaded(&path);
    assert_eq!(before, Settings::default());
    let mut now = before.clone();
    now.author = "Ada".to_owned();
    saved(&path, &before, &now);
    let text = fs::read_to_string(&path).unwrap();
    for kept in ["\"sepia\"", "\"font\"", "\"size\"", "\"huge\"", "\"Ada\""] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    let then = Settings {
        theme: Theme::Light,
        ..now.clone()
    };
    saved(&path, &now, &then);
    assert_eq!(loaded(&path), then);
}

#[test]
fn values_out_of_range_have_their_default() {
    let (_folder, path) = place();
    let many: Vec<_> = (0..40).map(|number| format!("\"/p{number}\"")).collect();
    let author = "x".repeat(5000);
    written(
        &path,
        format!(
            r#"{{"version": 1, "scale": 100000, "author": "{author}", "keys": [1], "window": {{"width": -5}}, "recent": [{}, 7, ""]}}"#,
            many.join(",")
        ),
    );
    let settings = loaded(&path);
    assert_eq!(settings.scale, 100);
    assert_eq!(settings.author.len(), MAX_AUTHOR);
    assert_eq!(settings.window, None);
    assert!(settings.keys.is_empty());
    assert_eq!(settings.recent.len(), MAX_RECENT);
}

#[test]
fn two_windows_keep_what_the_other_chose() {
    let (_folder, path) = place();
    let start = Settings::default();
    let (mut one, mut two) = (start.clone(), start.clone());
    one.theme = Theme::Dark;
    two.author = "Ada".to_owned();
    saved(&path, &start, &one);
    saved(&path, &start, &two);
    let both = loaded(&path);
    assert_eq!((both.theme, both.author.as_str()), (Theme::Dark, "Ada"));
}

/// Whatever stands there, the program has its defaults, says why, and the thing is kept as it was.
fn check_broken(make: impl Fn(&Path), reason: &str) {
    let (folder, path) = place();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    make(&path);
    let before = fs::symlink_metadata(&path).unwrap();
    let found = load(&path);
    assert_eq!(found.settings, Settings::default());
    assert!(found.may_save());
    let aside = found.set_aside.unwrap();
    let said = aside.to_string();
    assert!(said.contains(reason), "{said}");
    let kept = aside.kept.unwrap();
    assert_eq!(kept, folder.path().join("crosswalk/settings.json.broken-1"));
    let after = fs::symlink_metadata(&kept).unwrap();
    assert_eq!(
        (after.file_type(), after.len()),
        (before.file_type(), before.len())
    );
    assert!(fs::symlink_metadata(&path).is_err());

    // The next broken one gets a name of its own; a save then works as if nothing had been there.
    make(&path);
    let second = save(&path, &Settings::default(), &chosen());
    assert!(matches!(second.outcome, Outcome::Saved(_)));
    let kept = second.set_aside.unwrap().kept.unwrap();
    assert!(kept.ends_with("settings.json.broken-2"));
    assert_eq!(loaded(&path), chosen());
}

#[test]
fn broken_bytes_are_set_aside() {
    let check = |bytes: &'static [u8], reason| check_broken(|path| written(path, bytes), reason);
    check(b"", "empty");
    check(b" \n\n", "empty");
    check(&[0; 4096], "nothing but zeros");
    check(b"{\"version\": 1, \"theme\": \"da", "cut off");
    check(b"{\"version\": 1, \"theme\": \"dark\"} trailing", "no JSON");
    check(b"\x89PNG\r\n\x1a\n", "no JSON");
    check(b"[1, 2]", "something else");
    check(b"{\"theme\": \"dark\"}", "something else");
    check(b"{\"version\": \"1\"}", "something else");
    check(b"{\"version\": 2, \"theme\": \"dark\"}", "newer version");
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    let deep = format!("{{\"version\": 1, \"x\": {}", "[".repeat(500_000));
    check_broken(|path| written(path, &deep), "no JSON");
}

#[test]
fn a_folder_is_set_aside_with_what_is_in_it() {
    check_broken(
        |path| {
            fs::create_dir(path).unwrap();
        },
        "a folder",
    );
}

#[test]
fn a_file_of_100_megabytes_is_not_read() {
    check_broken(
        |path| {
            let file = fs::File::create(path).unwrap();
            file.set_len(100 * 1024 * 1024).unwrap();
        },
        "104857600 bytes",
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_set_aside() {
    check_broken(
        |path| std::os::unix::fs::symlink(path, path).unwrap(),
        "level",
    );
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_set_aside() {
    use std::os::unix::fs::PermissionsExt as _;
    let close = |path: &Path| {
        written(path, b"{\"version\": 1}");
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    };
    let (_folder, path) = place();
    close(&path);
    // Root reads everything: then there is nothing to test.
    if fs::File::open(&path).is_err() {
        check_broken(close, "ermission denied");
    }
}

#[test]
fn what_cannot_be_set_aside_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crosswalk");
    written(&file, "no folder");
    let path = file.join("settings.json");
    let found = load(&path);
    assert_eq!(found.settings, Settings::default());
    assert!(!found.may_save());
    assert!(found.set_aside.unwrap().to_string().contains("not saved"));
    let saved = save(&path, &Settings::default(), &chosen());
    assert!(matches!(saved.outcome, Outcome::NotSaved(_)));
    assert_eq!(fs::read_to_string(&file).unwrap(), "no folder");
}

#[test]
fn recent_files_are_each_there_once_newest_first() {
    let mut settings = Settings::default();
    for number in 0..20 {
        settings.remember(PathBuf::from(format!("/p{number}")));
    }
    settings.remember(PathBuf::from("/p15"));
    assert_eq!(settings.recent.len(), MAX_RECENT);
    assert_eq!(settings.recent[0], PathBuf::from("/p15"));
    assert_eq!(settings.recent[1], PathBuf::from("/p19"));
    assert!(settings.forget(Path::new("/p15")));
    assert!(!settings.forget(Path::new("/p15")));
}

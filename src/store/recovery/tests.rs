//! Recovery on a real disk.

use std::fs;

use super::*;
use crate::store::file_tests::titled;
use crate::store::{Expectation, save};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// Keeps work as a run that ends without a word.
fn crash(folder: &Path, project: &Project, origin: Option<&Origin>, written: Timestamp) -> Slot {
    let mut session = Session::begin(folder).unwrap();
    let slot = session.slot(origin);
    let outcome = Session::keep(&slot, project, origin, written);
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome}");
    slot
}

fn titles(found: &Found) -> Vec<&str> {
    assert!(found.aside.is_empty(), "{:?}", found.aside);
    found
        .kept
        .iter()
        .map(|kept| kept.project.heading().title.as_str())
        .collect()
}

fn project_file(folder: &Path, title: &str) -> Origin {
    let path = folder.join("a.crosswalk.json");
    let outcome = save(&path, &titled(title), Expectation::Anything);
    let base = outcome.stamp().unwrap().clone();
    Origin { path, base }
}

#[test]
fn what_dead_runs_left_is_found_newest_first_and_a_living_ones_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("state/recovery");
    crash(&place, &titled("first"), None, at(1));
    crash(&place, &titled("second"), None, at(2));
    let mut other = Session::begin(&place).unwrap();
    let slot = other.slot(None);
    drop(Session::keep(&slot, &titled("theirs"), None, at(3)));

    let session = Session::begin(&place).unwrap();
    assert_eq!(titles(&session.find(None)), ["second", "first"]);
    drop(other);
    assert_eq!(titles(&session.find(None)), ["theirs", "second", "first"]);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("recovery");
    fs::create_dir(&place).unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o755)).unwrap();
    let slot = crash(&place, &titled("x"), None, at(1));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place), 0o700);
    assert_eq!(mode(slot.path()), 0o600);
    let outcome = Session::keep(&slot, &titled("y"), None, at(2));
    assert!(outcome.stamp().is_some());
    assert_eq!(mode(slot.path()), 0o600);
}

#[test]
fn content_decides_and_never_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("recovery");
    let origin = project_file(folder.path(), "base");
    // Long before the file was written, by its own word.
    crash(&place, &titled("mine"), Some(&origin), at(-1_000_000_000));
    let session = Session::begin(&place).unwrap();
    let found = session.find(None);
    assert_eq!(titles(&found), ["mine"]);
    assert!(matches!(&found.kept[0].on_disk, OnDisk::Base(theirs) if **theirs == titled("base")));
    assert_eq!(found.kept[0].origin.as_ref(), Some(&origin));

    project_file(folder.path(), "theirs");
    let found = session.find(None);
    assert!(
        matches!(&found.kept[0].on_disk, OnDisk::Changed(theirs) if **theirs == titled("theirs"))
    );

    fs::rename(&origin.path, folder.path().join("moved.json")).unwrap();
    assert!(matches!(session.find(None).kept[0].on_disk, OnDisk::Gone));
    fs::create_dir(&origin.path).unwrap();
    assert!(matches!(
        session.find(None).kept[0].on_disk,
        OnDisk::Unreadable(_)
    ));
    fs::remove_dir(&origin.path).unwrap();

    // The same work is in the file: there is nothing to recover, and nothing is left.
    project_file(folder.path(), "mine");
    assert!(session.find(None).kept.is_empty());
    let left = fs::read_dir(&place).unwrap().flatten();
    assert!(
        left.map(|entry| entry.file_name())
            .all(|name| !name.to_string_lossy().ends_with(ENDING))
    );
}

#[test]
fn two_files_of_one_name_are_two_documents() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::begin(&folder.path().join("recovery")).unwrap();
    let mut key = |name: &str| {
        let inner = folder.path().join(name);
        fs::create_dir_all(&inner).unwrap();
        let origin = project_file(&inner, "x");
        let slot = session.slot(Some(&origin));
        key_of(slot.path()).unwrap().to_owned()
    };
    assert_eq!(key("one"), key("one"));
    assert_ne!(key("one"), key("two"));
}

#[test]
fn what_cannot_be_read_is_set_aside_and_stands_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("recovery");
    let slot = crash(&place, &titled("x"), None, at(1));
    let good = fs::read(slot.path()).unwrap();
    let mut zeros = good.clone();
    zeros[good.len() / 2..].fill(0);
    let half = good[..good.len() / 2].to_vec();
    // One letter of the title: it still reads, and is not what was written.
    let mut other = good.clone();
    let title = other.windows(3).rposition(|part| part == b"\"x\"").unwrap();
    other[title + 1] = b'y';
    for (number, bad) in [Vec::new(), b"\n".to_vec(), zeros, half, other]
        .into_iter()
        .enumerate()
    {
        crash(&place, &titled("good"), None, at(2));
        let outcome = write_private(slot.path(), &bad);
        assert!(outcome.stamp().is_some());
        let session = Session::begin(&place).unwrap();
        let found = session.find(None);
        assert_eq!(found.aside.len(), 1, "case {number}");
        assert_eq!(found.kept.len(), number + 1);
        let aside = found.aside[0].kept.as_ref().unwrap();
        assert_eq!(fs::read(aside).unwrap(), bad);
        assert!(session.find(None).aside.is_empty());
    }
}

#[test]
fn a_newer_programs_file_is_left_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("recovery");
    let slot = crash(&place, &titled("x"), None, at(1));
    let newer = br#"{"format":"crosswalk-recovery","version":2,"other":true}
binary"#;
    drop(write_private(slot.path(), newer));
    let found = Session::begin(&place).unwrap().find(None);
    assert!(found.kept.is_empty() && found.aside.is_empty());
    assert_eq!(fs::read(slot.path()).unwrap(), newer);
}

#[test]
fn what_is_taken_over_is_offered_to_nobody_else_until_this_run_is_over_too() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("recovery");
    crash(&place, &titled("x"), None, at(1));
    let mut first = Session::begin(&place).unwrap();
    let mut second = Session::begin(&place).unwrap();
    let kept = first.find(None).kept.remove(0);
    let slot = first.adopt(&kept).unwrap();
    assert!(second.adopt(&kept).is_err());
    assert!(second.find(None).kept.is_empty());
    assert!(first.find(Some(&slot)).kept.is_empty());
    drop(first);
    assert_eq!(titles(&second.find(None)), ["x"]);
    Session::forget(&second.find(None).kept[0].slot).unwrap();
    assert!(second.find(None).kept.is_empty());
}

#[test]
fn clean_ends_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("recovery");
    let mut session = Session::begin(&place).unwrap();
    let slot = session.slot(None);
    drop(Session::keep(&slot, &titled("x"), None, at(1)));
    Session::forget(&slot).unwrap();
    Session::forget(&slot).unwrap();
    drop(session);
    assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
}

//! Opening and saving on a real disk.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::model::{Edit, Heading, Project, UnknownMember, UnknownMembers};

pub(super) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(super) fn titled(title: &str) -> Project {
    let mut project = Project::default();
    let title = title.to_owned();
    let heading = Heading {
        title,
        ..Heading::default()
    };
    project.apply(Edit::SetHeading(heading)).unwrap();
    project
}

/// The names in a folder, sorted.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub(super) fn put(path: &Path, bytes: &[u8]) {
    let outcome = write_atomic(path, bytes, Overwrite::Replace, Backup::None);
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome}");
}

pub(super) fn saved(outcome: Outcome) -> FileStamp {
    match outcome {
        Outcome::Saved(stamp) => stamp,
        other => panic!("{other}"),
    }
}

pub(super) fn refused(outcome: Outcome) -> WriteError {
    match outcome {
        Outcome::NotSaved(error) => error,
        other => panic!("{other}"),
    }
}

#[test]
fn what_was_saved_opens_and_the_stamp_is_the_same() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let stamp = saved(save(&path, &titled("one"), Expectation::Nothing));
    let file = open(&path).unwrap();
    assert_eq!(file.opened.project, titled("one"));
    assert_eq!(file.stamp, stamp);
    assert_eq!(names(folder.path()), ["a.crosswalk.json"]);
}

#[test]
fn the_previous_bytes_stay_as_backup() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let mut stamp = saved(save(&path, &titled("one"), Expectation::Nothing));
    for (now, before) in [("two", "one"), ("three", "two")] {
        let outcome = save(&path, &titled(now), Expectation::Unchanged(&stamp));
        stamp = saved(outcome);
        let backup = fs::read(folder.path().join("a.crosswalk.json.bak")).unwrap();
        assert_eq!(backup, write(&titled(before)));
        assert_eq!(fs::read(&path).unwrap(), write(&titled(now)));
    }
    assert_eq!(
        names(folder.path()),
        ["a.crosswalk.json", "a.crosswalk.json.bak"]
    );
}

#[cfg(unix)]
#[test]
fn a_backup_that_is_the_same_file_already_leaves_nothing_over() {
    let folder = folder();
    let (path, backup) = (folder.path().join("a"), folder.path().join("a.bak"));
    put(&path, b"old");
    fs::hard_link(&path, &backup).unwrap();
    let outcome = write_atomic(&path, b"new", Overwrite::Replace, Backup::Keep);
    saved(outcome);
    assert_eq!(fs::read(&backup).unwrap(), b"old");
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["a", "a.bak"]);
}

#[test]
fn a_file_that_is_there_is_replaced_only_if_asked() {
    let folder = folder();
    let path = folder.path().join("table.csv");
    put(&path, b"old");
    let outcome = write_atomic(&path, b"new", Overwrite::Refuse, Backup::None);
    assert!(matches!(refused(outcome), WriteError::Exists(_)));
    let outcome = save(&path, &titled("x"), Expectation::Nothing);
    assert!(matches!(refused(outcome), WriteError::Exists(_)));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["table.csv"]);
}

#[test]
fn a_changed_file_is_never_overwritten_unasked() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let stamp = saved(save(&path, &titled("one"), Expectation::Nothing));
    let check = |expected: Change| {
        let outcome = save(&path, &titled("mine"), Expectation::Unchanged(&stamp));
        match refused(outcome) {
            WriteError::ChangedOnDisk { change, .. } => assert_eq!(change, expected),
            error => panic!("{error}"),
        }
        assert!(
            !names(folder.path())
                .iter()
                .any(|name| name.contains(".tmp"))
        );
    };
    let theirs = write(&titled("two"));
    assert_eq!(theirs.len(), write(&titled("one")).len());
    put(&path, &theirs);
    check(Change::Modified);
    assert_eq!(fs::read(&path).unwrap(), theirs);
    fs::remove_file(&path).unwrap();
    check(Change::Deleted);
    assert_eq!(names(folder.path()), Vec::<String>::new());
    // Equal bytes again, in another file of the same name: no false alarm.
    put(&path, &write(&titled("one")));
    saved(save(&path, &titled("mine"), Expectation::Unchanged(&stamp)));
}

#[test]
fn a_changed_file_is_overwritten_when_asked() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    put(&path, b"not even a project");
    saved(save(&path, &titled("mine"), Expectation::Anything));
    assert_eq!(open(&path).unwrap().opened.project, titled("mine"));
}

#[test]
fn a_folder_is_named_and_nothing_is_left_over() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    fs::create_dir(&path).unwrap();
    let outcome = save(&path, &titled("x"), Expectation::Anything);
    assert!(matches!(refused(outcome), WriteError::IsFolder(_)));
    assert!(matches!(
        open(&path).unwrap_err().reason,
        OpenFailure::IsFolder
    ));
    assert_eq!(names(folder.path()), ["a.crosswalk.json"]);
}

#[test]
fn a_backup_that_cannot_be_kept_stops_the_save() {
    let folder = folder();
    let path = folder.path().join("a");
    put(&path, b"old");
    fs::create_dir_all(folder.path().join("a.bak/full")).unwrap();
    let outcome = write_atomic(&path, b"new", Overwrite::Replace, Backup::Keep);
    assert!(matches!(refused(outcome), WriteError::Io { .. }));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a", "a.bak"]);
}

#[test]
fn a_missing_folder_is_named() {
    let folder = folder();
    let path = folder.path().join("none/a.csv");
    let outcome = write_atomic(&path, b"x", Overwrite::Replace, Backup::None);
    let message = outcome.to_string();
    assert!(message.starts_with("not saved"), "{message}");
    assert!(message.contains("none"), "{message}");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_name_of_any_length_that_the_folder_takes() {
    let folder = folder();
    for length in [1, 250, 251, 252, 255] {
        let path = folder.path().join("x".repeat(length));
        put(&path, b"old");
        let outcome = write_atomic(&path, b"new", Overwrite::Replace, Backup::Keep);
        saved(outcome);
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
    let backups = names(folder.path())
        .into_iter()
        .filter(|name| name.rsplit('.').next() == Some("bak"));
    let backups: Vec<_> = backups.collect();
    assert_eq!(backups.len(), 5, "{backups:?}");
    for name in backups {
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), b"old");
    }
    assert_eq!(names(folder.path()).len(), 10);
}

#[test]
fn a_file_of_a_newer_major_version_cannot_be_saved_over() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let text = String::from_utf8(write(&titled("theirs"))).unwrap();
    let newer = text.replace("\"1.0\"", "\"999.0\"");
    put(&path, newer.as_bytes());
    let file = open(&path).unwrap();
    assert!(file.opened.read_only.is_some());
    for project in [&file.opened.project, &titled("mine")] {
        for expectation in [Expectation::Unchanged(&file.stamp), Expectation::Anything] {
            let error = refused(save(&path, project, expectation));
            assert!(matches!(error, WriteError::NewerMajor { .. }), "{error}");
            assert!(error.to_string().contains("999.0"), "{error}");
        }
    }
    let elsewhere = folder.path().join("b.crosswalk.json");
    refused(save(&elsewhere, &file.opened.project, Expectation::Nothing));
    assert_eq!(fs::read(&path).unwrap(), newer.as_bytes());
    assert_eq!(names(folder.path()), ["a.crosswalk.json"]);
}

#[test]
fn what_would_not_read_back_is_not_written() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let mut project = titled("x");
    project.set_unknown(UnknownMembers::new(vec![UnknownMember {
        name: "odd".to_owned(),
        json: "{".to_owned(),
        after: None,
    }]));
    let error = refused(save(&path, &project, Expectation::Nothing));
    assert!(matches!(error, WriteError::NotVerified { .. }), "{error}");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn an_unknown_member_behind_one_that_an_edit_took_away_is_saved() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let text = "{\"format\":\"crosswalk-project\",\"version\":\"1.7\",\"title\":\"t\",\"customer\":\"c\",\"new\":1.10}";
    let mut project = read(text.as_bytes()).unwrap().project;
    project
        .apply(Edit::SetHeading(titled("t").heading().clone()))
        .unwrap();
    saved(save(&path, &project, Expectation::Nothing));
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("\"title\": \"t\",\n  \"new\": 1.10,\n"),
        "{text}"
    );
    assert!(text.contains("\"version\": \"1.7\""), "{text}");
}

#[test]
fn an_error_names_the_file_last() {
    let folder = folder();
    let path = folder.path().join("broken.crosswalk.json");
    put(&path, b"{\n  \"format\": ");
    let message = open(&path).unwrap_err().to_string();
    assert!(message.contains("line 2, column 13"), "{message}");
    assert!(message.contains(".bak"), "{message}");
    assert!(message.ends_with("broken.crosswalk.json\""), "{message}");
}

#[test]
fn a_project_that_was_not_edited_stays_byte_for_byte_as_it_is() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let text = String::from_utf8(write(&titled("one"))).unwrap();
    // As other programs write it: a mark at the start, other line ends, other blanks, a number of another spelling.
    let text = text.replacen('{', "{ \"later\" : 1.50e+01 ,", 1);
    let odd = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    put(&path, odd.as_bytes());
    let file = open(&path).unwrap();
    let stamp = saved(save_unedited(&path, &file.stamp));
    assert!(stamp.same_content(&file.stamp));
    assert_eq!(fs::read(&path).unwrap(), odd.as_bytes());
    assert_eq!(names(folder.path()), ["a.crosswalk.json"]);

    put(&path, b"theirs");
    assert!(matches!(
        refused(save_unedited(&path, &file.stamp)),
        WriteError::ChangedOnDisk {
            change: Change::Modified,
            ..
        }
    ));
    fs::remove_file(&path).unwrap();
    assert!(matches!(
        refused(save_unedited(&path, &file.stamp)),
        WriteError::ChangedOnDisk {
            change: Change::Deleted,
            ..
        }
    ));
}

#[test]
fn what_somebody_else_has_open_is_saved_by_them_alone() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let stamp = saved(save(&path, &titled("one"), Expectation::Nothing));
    let Locking::Held(lock) = Lock::acquire(&path, &Holder::here("Ada".into(), "now".into()))
    else {
        panic!("the lock is free");
    };
    for expectation in [Expectation::Unchanged(&stamp), Expectation::Anything] {
        match refused(save(&path, &titled("two"), expectation)) {
            WriteError::Locked { by, .. } => assert_eq!(by.user, "Ada"),
            error => panic!("{error}"),
        }
    }
    let unchanged = Expectation::Unchanged(&stamp);
    saved(save_under(Some(&lock), &path, &titled("two"), unchanged));
    drop(lock);
    saved(save(&path, &titled("three"), Expectation::Anything));
    assert_eq!(
        names(folder.path()),
        ["a.crosswalk.json", "a.crosswalk.json.bak"]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_save_sweeps_what_dead_ones_have_left_and_nothing_else() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let temporary = temporary::TemporaryName::beside(path.file_name().unwrap());
    let made = temporary.builder().tempfile_in(folder.path()).unwrap();
    let (_file, mine) = made.keep().unwrap();
    let name = mine.file_name().unwrap().to_str().unwrap().to_owned();
    // The same machine and number, another start: a process that is gone.
    let parts: Vec<&str> = name.rsplitn(3, '-').collect();
    let dead = folder.path().join(format!("{}-1-{}", parts[2], parts[0]));
    fs::File::create(&dead).unwrap();
    saved(save(&path, &titled("one"), Expectation::Nothing));
    assert!(!dead.exists(), "{dead:?}");
    assert!(mine.exists(), "{mine:?}");
}

//! Saving and opening where the system has modes, links and sockets.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::file_tests::{folder, names, put, refused, saved, titled};
use super::*;

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

/// `count` links in a row, the last of which names `end`; returns the first.
fn chain(folder: &Path, count: usize, end: &str) -> PathBuf {
    let mut next = end.to_owned();
    for number in 0..count {
        let name = format!("link{number}");
        symlink(&next, folder.join(&name)).unwrap();
        next = name;
    }
    folder.join(next)
}

#[test]
fn the_mode_is_kept_and_a_new_file_is_not_closed_to_others() {
    let folder = folder();
    let path = folder.path().join("a");
    put(&path, b"1");
    let plain = folder.path().join("plain");
    fs::File::create(&plain).unwrap();
    assert_eq!(mode(&path), mode(&plain) & 0o644);
    for bits in [0o600, 0o640, 0o664, 0o755] {
        set_mode(&path, bits);
        put(&path, b"2");
        assert_eq!(mode(&path), bits);
    }
}

#[test]
fn a_read_only_file_is_refused() {
    let folder = folder();
    let path = folder.path().join("a");
    put(&path, b"old");
    set_mode(&path, 0o444);
    let outcome = write_atomic(&path, b"new", Overwrite::Replace, Backup::Keep);
    assert!(matches!(refused(outcome), WriteError::ReadOnly(_)));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn links_are_followed_and_kept() {
    for count in [1, 2, 40] {
        let folder = folder();
        fs::create_dir(folder.path().join("deep")).unwrap();
        let real = folder.path().join("deep/a");
        put(&real, b"old");
        let link = chain(folder.path(), count, "deep/a");
        saved(write_atomic(
            &link,
            b"new",
            Overwrite::Replace,
            Backup::Keep,
        ));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::read(folder.path().join("deep/a.bak")).unwrap(), b"old");
    }
}

#[test]
fn a_link_to_nothing_makes_the_file_it_names() {
    let folder = folder();
    let link = chain(folder.path(), 2, "a");
    saved(write_atomic(&link, b"new", Overwrite::Refuse, Backup::Keep));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"new");
}

#[test]
fn links_in_a_circle_and_too_many_are_named() {
    let folder = folder();
    symlink("b", folder.path().join("a")).unwrap();
    symlink("a", folder.path().join("b")).unwrap();
    let long = chain(folder.path(), 60, "end");
    for path in [folder.path().join("a"), long] {
        let outcome = write_atomic(&path, b"x", Overwrite::Replace, Backup::Keep);
        let error = refused(outcome);
        assert!(matches!(error, WriteError::LinkLoop { .. }), "{error}");
    }
    assert_eq!(names(folder.path()).len(), 62);
}

#[test]
fn a_file_that_became_a_link_is_noticed() {
    let folder = folder();
    let path = folder.path().join("a.crosswalk.json");
    let stamp = saved(save(&path, &titled("one"), Expectation::Nothing));
    let other = folder.path().join("other");
    fs::rename(&path, &other).unwrap();
    symlink("other", &path).unwrap();
    let outcome = save(&path, &titled("mine"), Expectation::Unchanged(&stamp));
    let error = refused(outcome);
    assert!(
        matches!(
            error,
            WriteError::ChangedOnDisk {
                change: Change::Moved,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(fs::read(&other).unwrap(), write(&titled("one")));
}

#[test]
fn a_socket_is_no_file() {
    let folder = folder();
    let path = folder.path().join("s");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let outcome = write_atomic(&path, b"x", Overwrite::Replace, Backup::None);
    assert!(matches!(refused(outcome), WriteError::NotAFile(_)));
    assert!(matches!(
        open(&path).unwrap_err().reason,
        OpenFailure::NotAFile
    ));
}

//! Golden files: what an export wrote when somebody last looked at it.

use std::path::Path;

/// Compares with `tests/golden/<name>`; with `UPDATE_GOLDEN=1` in the environment it writes the file instead.
pub(crate) fn assert_golden(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        return;
    }
    let expected = std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE_GOLDEN=1 writes it", path.display()));
    if expected != bytes {
        let (expected, found) = (
            String::from_utf8_lossy(&expected),
            String::from_utf8_lossy(bytes),
        );
        for (number, (expected, found)) in (1..).zip(expected.lines().zip(found.lines())) {
            assert_eq!(found, expected, "{name}, line {number}");
        }
        panic!("{name}: same lines up to the end of the shorter, but not the same bytes");
    }
}

//! Waits a little for a file that another program holds.
//!
//! Where files are locked by who has them open, as on Windows, a sync client or a virus scanner holds a file for a
//! moment after every change.

use std::io;
use std::thread::sleep;
use std::time::Duration;

/// How long is waited before each further try: 2.5 s in all.
const PAUSES: [u64; 6] = [50, 150, 300, 500, 700, 800];

/// Calls again while another program holds the file, for 2.5 s at most.
pub(super) fn patiently<T>(call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    try_again(is_held, &PAUSES, call)
}

fn try_again<T>(
    is_held: impl Fn(&io::Error) -> bool,
    pauses: &[u64],
    mut call: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for pause in pauses {
        match call() {
            Err(error) if is_held(&error) => sleep(Duration::from_millis(*pause)),
            result => return result,
        }
    }
    call()
}

/// Whether an error says that another program holds the file, which passes.
///
/// On Windows these are 5, access denied, 32, sharing violation, and 33, lock violation (WinError.h).
pub(super) fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
        || error.kind() == io::ErrorKind::ResourceBusy
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails so many times like this, then succeeds; how often it was called.
    fn calls(kind: io::ErrorKind, failures: usize) -> (io::Result<()>, usize) {
        let mut calls = 0;
        let result = try_again(is_held, &[0, 0, 0], || {
            calls += 1;
            if calls <= failures {
                Err(io::Error::from(kind))
            } else {
                Ok(())
            }
        });
        (result, calls)
    }

    #[test]
    fn what_is_held_is_tried_again_a_few_times_and_nothing_else_is() {
        let (result, tries) = calls(io::ErrorKind::ResourceBusy, 2);
        assert!(result.is_ok() && tries == 3);
        let (result, tries) = calls(io::ErrorKind::ResourceBusy, 9);
        assert!(result.is_err_and(|error| is_held(&error)) && tries == 4);
        let (result, tries) = calls(io::ErrorKind::StorageFull, 9);
        assert!(result.is_err() && tries == 1);
        assert_eq!(PAUSES.iter().sum::<u64>(), 2500);
    }
}

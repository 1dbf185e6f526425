//! The window.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match crosswalk::app::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A closed standard error is no reason to panic: there is nobody left to tell.
            drop(writeln!(std::io::stderr(), "{error}"));
            ExitCode::from(2)
        }
    }
}

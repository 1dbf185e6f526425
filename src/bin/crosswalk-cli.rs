//! The command line.

use std::io::{BufWriter, stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = BufWriter::new(stdout().lock());
    let outcome = crosswalk::cli::run(std::env::args_os(), &mut out, &mut stderr().lock());
    ExitCode::from(outcome.code())
}

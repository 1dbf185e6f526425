//! The command line.

use std::io::{BufWriter, Write, stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    crosswalk::cli::tell_panics_by_place();
    let outcome = crosswalk::cli::guarded(|| {
        let mut out = BufWriter::new(output());
        crosswalk::cli::run(std::env::args_os(), &mut out, &mut stderr())
    });
    ExitCode::from(outcome.code())
}

/// Standard output itself: the library's own says that all is well where the stream cannot be written to at all.
fn output() -> Box<dyn Write> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd as _;
        if let Ok(stream) = stdout().as_fd().try_clone_to_owned() {
            return Box::new(std::fs::File::from(stream));
        }
    }
    Box::new(stdout().lock())
}

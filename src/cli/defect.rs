//! A defect of this program is told by its place, never by a value, and ends a run as one that could not be done.

use std::io::Write as _;
use std::panic::{Location, UnwindSafe, catch_unwind};

use super::Outcome;

/// From now on a panic is told to standard error by its place alone: what is said with it may be a person's.
pub fn tell_panics_by_place() {
    std::panic::set_hook(Box::new(|panic| {
        // A closed standard error is no reason to fail again.
        drop(writeln!(std::io::stderr(), "{}", words(panic.location())));
    }));
}

fn words(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(
        || "an unknown place".to_owned(),
        |at| format!("{}:{}", at.file(), at.line()),
    );
    format!(
        "crosswalk-cli: a defect of version {} at {place}; the output is not whole, please report the place",
        env!("CARGO_PKG_VERSION")
    )
}

/// Does a run; one that panics could not be done.
pub fn guarded(run: impl FnOnce() -> Outcome + UnwindSafe) -> Outcome {
    catch_unwind(run).unwrap_or(Outcome::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_panics_could_not_be_done() {
        assert_eq!(guarded(|| Outcome::Findings), Outcome::Findings);
        assert_eq!(guarded(|| panic!("ada@example.com")), Outcome::Failed);
    }

    #[test]
    fn the_place_is_told() {
        let told = words(Some(Location::caller()));
        assert!(told.contains("src/cli/defect.rs:"), "{told}");
        assert!(words(None).contains("an unknown place"));
    }
}

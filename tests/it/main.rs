//! Integration tests.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "test helpers"
)]

mod awkward;
mod exports;
mod golden;

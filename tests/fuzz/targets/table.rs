#![no_main]

#[path = "../checks.rs"]
mod checks;

use crosswalk::import::Kind;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::import(bytes, Some(Kind::Table)));

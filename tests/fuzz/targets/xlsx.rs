#![no_main]

#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Anything else is for the other targets.
    if bytes.starts_with(b"PK") {
        checks::import(bytes, None);
    }
});

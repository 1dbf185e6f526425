//! On which machine was measured, and what.

use std::process::Command;
use std::time::Duration;

/// Prints processor, cores and compiler, without which no figure means anything.
pub(crate) fn print_machine() {
    let model = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        });
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let compiler = Command::new("rustc").arg("--version").output();
    let compiler = compiler.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    println!(
        "machine: {}, {cores} cores, {}",
        model.as_deref().unwrap_or("unknown processor"),
        compiler.as_deref().unwrap_or("unknown compiler").trim(),
    );
}

/// Prints a line of the result: what, its median and what was to be reached.
pub(crate) fn print_line(what: &str, median: Duration, note: &str) {
    println!("{what:<52} {:>9.2} ms   {note}", median.as_secs_f64() * 1e3);
}

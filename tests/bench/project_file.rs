//! Opening and saving a project of 100,000 attributes and 100,000 links, beside bare `serde_json` on the same bytes.
//!
//! To reach: at most 3 times its time. Disk and syncing are left out on both sides.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints and may panic"
)]

mod large;
mod measure;
mod print;

use crosswalk::store;
use serde_json::Value;

use self::measure::medians;
use self::print::{print_line, print_machine};

fn main() {
    print_machine();
    let project = large::project(large::Size {
        attributes_per_column: 33_334,
        links_per_hop: 50_000,
    });
    let bytes = store::write(&project);
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    let opened = store::read(&bytes).unwrap();
    assert!(opened.problems.is_empty() && opened.project == project);
    println!(
        "100,002 attributes, {} links, {} notes, {} bytes",
        project.links().len(),
        project.notes().len(),
        bytes.len()
    );
    let [open, bare_open, save, bare_save] = medians(
        9,
        [
            &mut || store::read(&bytes).unwrap().project.links().len(),
            &mut || {
                serde_json::from_slice::<Value>(&bytes)
                    .unwrap()
                    .as_object()
                    .unwrap()
                    .len()
            },
            &mut || store::write(&project).len(),
            &mut || serde_json::to_vec(&value).unwrap().len(),
        ],
    );
    let ratio = |ours: std::time::Duration, bare: std::time::Duration| {
        format!(
            "{:.2} times; to reach: 3",
            ours.as_secs_f64() / bare.as_secs_f64()
        )
    };
    print_line("open", open, &ratio(open, bare_open));
    print_line("  serde_json: from_slice::<Value>", bare_open, "");
    print_line("save", save, &ratio(save, bare_save));
    print_line("  serde_json: to_vec(&Value)", bare_save, "");
}

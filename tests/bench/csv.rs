//! The exact CSV of 100,000 rows, beside the csv crate writing the same cells.
//!
//! To reach: at least half its speed. The crate has its cells ready; ours are made while they are written.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints and may panic"
)]

mod large;
mod measure;
mod print;

use std::time::Duration;

use crosswalk::catalog::reference;
use crosswalk::export::Columns;
use crosswalk::export::csv::write_exact;
use crosswalk::model::Audience;
use crosswalk::rows::{Index, Rows, Table, TableColumn};

use self::measure::medians;
use self::print::{print_line, print_machine};

fn main() {
    print_machine();
    let project = large::project(large::Size {
        attributes_per_column: 100_000,
        links_per_hop: 100_000,
    });
    let index = Index::derive(&project);
    let rows = Rows::derive(&index);
    let table = Table::new(&project, &index, &rows, reference(), Audience::Customer);
    let headers = TableColumn::ALL.map(|column| column.header(&project).to_owned());
    let cells: Vec<[String; 17]> = std::iter::once(headers)
        .chain(
            rows.all()
                .iter()
                .map(|row| TableColumn::ALL.map(|column| table.cell(row, column))),
        )
        .collect();
    let mut expected = Vec::new();
    write_bare(&cells, &mut expected);
    let mut found = Vec::new();
    write_exact(&table, Columns::default(), &mut found).unwrap();
    assert!(found == expected, "both write the same bytes");
    println!("{} rows, {} bytes", rows.len(), expected.len());

    let (mut ours, mut bare) = (
        Vec::with_capacity(found.len()),
        Vec::with_capacity(found.len()),
    );
    // Processor time of all threads, which a busy machine does not spoil.
    let (mut our_work, mut bare_work) = (Vec::new(), Vec::new());
    let [export, crate_alone] = medians(
        9,
        [
            &mut || {
                ours.clear();
                let start = processor_time();
                let written = write_exact(&table, Columns::default(), &mut ours).unwrap();
                our_work.push(processor_time().saturating_sub(start));
                written.num_rows
            },
            &mut || {
                bare.clear();
                let start = processor_time();
                write_bare(&cells, &mut bare);
                bare_work.push(processor_time().saturating_sub(start));
                bare.len()
            },
        ],
    );
    let speed = crate_alone.as_secs_f64() / export.as_secs_f64();
    print_line(
        "exact CSV",
        export,
        &format!("{speed:.2} of its speed; to reach: 0.5"),
    );
    print_line("  csv crate, cells ready", crate_alone, "");
    let (our_work, bare_work) = (median(our_work), median(bare_work));
    let share = bare_work.as_secs_f64() / our_work.as_secs_f64();
    print_line(
        "  processor time of all threads",
        our_work,
        &format!("{share:.2} of its speed on one core"),
    );
    print_line("  processor time of the csv crate", bare_work, "");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Of this process; where it is not known, the time of the day stands for it.
#[cfg(target_os = "linux")]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn processor_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn write_bare(cells: &[[String; 17]], out: &mut Vec<u8>) {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(1 << 16)
        .from_writer(out);
    for record in cells {
        writer.write_record(record).unwrap();
    }
    writer.flush().unwrap();
}

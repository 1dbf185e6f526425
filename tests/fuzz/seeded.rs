//! A seeded run of all importers: `cargo run --release --example import_fuzz [COUNT [IMPORTER [FROM]]]`.
//!
//! The same count gives the same inputs. Each input that panics, that breaks what must hold, or that takes too long is
//! told by its number, to be run again alone; then the run ends with 1. `import_fuzz seeds FOLDER` writes the seeds, for
//! `cargo fuzz` to begin with.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test program"
)]

mod checks;
mod mutate;
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crosswalk::import::Kind;
use mutate::{Random, mutated};

/// More than this is a hang.
const TOO_LONG: Duration = Duration::from_secs(5);

/// An importer, and what its inputs are made from.
struct Target {
    name: &'static str,
    kind: Option<Kind>,
    seeds: Vec<Vec<u8>>,
}

fn targets() -> Vec<Target> {
    let target = |name, kind, seeds| Target { name, kind, seeds };
    let [sheet, strings] = seeds::sheet_parts();
    vec![
        target("table", Some(Kind::Table), seeds::tables()),
        target(
            "xlsx",
            Some(Kind::Table),
            vec![seeds::spreadsheet(&sheet, &strings)],
        ),
        target("attributes", Some(Kind::Attributes), seeds::lists()),
        target(
            "entra-schema",
            Some(Kind::EntraSchema),
            seeds::entra_schemas(),
        ),
        target(
            "scim-schemas",
            Some(Kind::ScimSchemas),
            seeds::scim_schemas(),
        ),
        target("genesys", Some(Kind::Genesys), seeds::genesys()),
        target("answer", None, seeds::answers()),
    ]
}

impl Target {
    fn input(&self, number: u64) -> Vec<u8> {
        let salt = self.name.bytes().fold(0_u64, |salt, byte| {
            salt.wrapping_mul(131).wrapping_add(u64::from(byte))
        });
        let mut random = Random::new(salt ^ number.wrapping_mul(0x2545_F491_4F6C_DD1D));
        if self.name == "xlsx" && random.below(3) > 0 {
            // Whole as an archive, so that what is inside is reached.
            let parts = seeds::sheet_parts().map(|part| mutated(&[part], &mut random));
            let [sheet, strings] = &parts;
            return seeds::spreadsheet(sheet, strings);
        }
        let is_json = !matches!(self.kind, Some(Kind::Table | Kind::Attributes));
        if is_json && random.below(3) > 0 {
            // Whole as JSON, so that what is inside is reached.
            return mutate::mutated_json(&self.seeds, &mut random);
        }
        mutated(&self.seeds, &mut random)
    }

    fn check(&self, input: &[u8]) {
        match (self.name, self.kind) {
            ("answer", _) => checks::answer(input),
            (_, kind) => checks::import(input, kind),
        }
    }
}

/// What a run found.
#[derive(Default)]
struct Found {
    bad: Vec<u64>,
    slowest: (Duration, u64),
}

fn run(target: &Target, numbers: std::ops::Range<u64>) -> Found {
    let found = Mutex::new(Found::default());
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (found, numbers) = (&found, numbers.clone());
            let work = move || {
                let mut mine = Found::default();
                for number in numbers.filter(|number| number % threads == thread) {
                    let input = target.input(number);
                    let started = Instant::now();
                    let is_good = catch_unwind(AssertUnwindSafe(|| target.check(&input))).is_ok();
                    let took = started.elapsed();
                    mine.slowest = mine.slowest.max((took, number));
                    if !is_good || took > TOO_LONG {
                        mine.bad.push(number);
                    }
                }
                let mut all = found.lock().expect("no other thread panicked");
                all.bad.extend(mine.bad);
                all.slowest = all.slowest.max(mine.slowest);
            };
            std::thread::Builder::new()
                .name(format!("{} {thread}", target.name))
                .spawn_scoped(scope, work)
                .expect("a thread");
        }
    });
    found.into_inner().expect("no thread panicked")
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument = |at: usize| arguments.get(at).map(String::as_str);
    let targets = targets();
    if let (Some("seeds"), Some(folder)) = (argument(0), argument(1)) {
        return write_seeds(&targets, Path::new(folder));
    }
    let count: u64 = argument(0).map_or(100_000, |text| text.parse().expect("a number of inputs"));
    let from: u64 = argument(2).map_or(0, |text| text.parse().expect("the number of an input"));
    let mut num_bad = 0;
    for target in &targets {
        if argument(1).is_some_and(|name| name != target.name) {
            continue;
        }
        if count == 1 {
            println!("{}", String::from_utf8_lossy(&target.input(from)));
        }
        let started = Instant::now();
        let Found { bad, slowest } = run(target, from..from + count);
        println!(
            "{}: {count} inputs, {} bad, slowest {:.1} ms (number {}), {:.1} s in all",
            target.name,
            bad.len(),
            slowest.0.as_secs_f64() * 1000.0,
            slowest.1,
            started.elapsed().as_secs_f64()
        );
        for number in &bad {
            println!("  to see it again: import_fuzz 1 {} {number}", target.name);
        }
        num_bad += bad.len();
    }
    ExitCode::from(u8::from(num_bad > 0))
}

fn write_seeds(targets: &[Target], folder: &Path) -> ExitCode {
    for target in targets {
        let folder = folder.join(target.name);
        std::fs::create_dir_all(&folder).expect("a folder for the seeds");
        for (number, seed) in target.seeds.iter().enumerate() {
            std::fs::write(folder.join(number.to_string()), seed).expect("a seed");
        }
    }
    ExitCode::SUCCESS
}

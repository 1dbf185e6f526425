//! Medians of what is measured side by side.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Runs each work in turn, `rounds` times, and gives the median of each: what disturbs the machine disturbs both.
pub(crate) fn medians<const N: usize>(
    rounds: usize,
    mut works: [&mut dyn FnMut() -> usize; N],
) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    // The first round warms up and does not count.
    for round in 0..=rounds {
        for (work, times) in works.iter_mut().zip(&mut times) {
            let start = Instant::now();
            black_box(work());
            let time = start.elapsed();
            if round > 0 {
                times.push(time);
            }
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    })
}

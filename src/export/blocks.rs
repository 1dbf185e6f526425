//! Work done on all cores whose outcome is taken in order.
//!
//! Knows nothing of what is in the blocks.

use std::io;
use std::num::NonZero;
use std::sync::mpsc;
use std::thread;

/// How many blocks a thread has in its hands: one to fill, one that waits to be taken.
const BLOCKS_PER_THREAD: usize = 2;

/// Fills `num_blocks` blocks, each by its number, and hands them to `take` from the first to the last.
///
/// A block is filled again after it was taken, so `fill` meets what it once left there. All cores fill, for most of the
/// time goes into waiting for memory; where there is one core or one block, the caller's thread does it all.
///
/// # Errors
///
/// What `take` reports, which ends the work; or that no thread could be started.
pub(super) fn in_order<B: Default + Send>(
    num_blocks: usize,
    fill: impl Fn(usize, &mut B) + Sync,
    mut take: impl FnMut(&mut B) -> io::Result<()>,
) -> io::Result<()> {
    let num_cores = thread::available_parallelism().map_or(1, NonZero::get);
    let num_threads = num_cores.min(num_blocks);
    if num_threads < 2 {
        let mut block = B::default();
        for number in 0..num_blocks {
            fill(number, &mut block);
            take(&mut block)?;
        }
        return Ok(());
    }
    thread::scope(|scope| {
        let fill = &fill;
        let mut fillers = Vec::with_capacity(num_threads);
        for first in 0..num_threads {
            let (to_fill, free) = mpsc::sync_channel::<B>(BLOCKS_PER_THREAD);
            let (filled, to_take) = mpsc::sync_channel::<B>(BLOCKS_PER_THREAD);
            let run = move || {
                for number in (first..num_blocks).step_by(num_threads) {
                    // Whoever takes the blocks is gone if it met an error.
                    let Ok(mut block) = free.recv() else { return };
                    fill(number, &mut block);
                    if filled.send(block).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new()
                .name(format!("rows {first}"))
                .spawn_scoped(scope, run)?;
            for _ in 0..BLOCKS_PER_THREAD {
                // A thread that has ended needs no block.
                to_fill.send(B::default()).ok();
            }
            fillers.push((to_fill, to_take));
        }
        for (_, (to_fill, to_take)) in (0..num_blocks).zip(fillers.iter().cycle()) {
            // Only a thread that panicked sends nothing, and the scope passes the panic on.
            let Ok(mut block) = to_take.recv() else { break };
            take(&mut block)?;
            to_fill.send(block).ok();
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_taken_in_order() {
        for num_blocks in [0, 1, 2, 3, 7, 100] {
            let mut taken = Vec::new();
            let done = in_order(
                num_blocks,
                |number, block: &mut usize| *block = number,
                |block| {
                    taken.push(*block);
                    Ok(())
                },
            );
            assert!(done.is_ok());
            assert!(taken.into_iter().eq(0..num_blocks));
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let mut num_taken = 0;
        let done = in_order(
            1000,
            |number, block: &mut usize| *block = number,
            |block| {
                num_taken += 1;
                if *block == 3 {
                    return Err(io::Error::other("full"));
                }
                Ok(())
            },
        );
        assert_eq!(done.map_err(|e| e.to_string()), Err("full".to_owned()));
        assert_eq!(num_taken, 4);
    }
}

//! Going through many things on all cores: in parts, whose results come back in the order of the things.

use std::num::NonZero;
use std::thread;

/// Fewer things than this are not worth a thread.
const LEAST: usize = 4_096;

/// What `gather` finds in each part of `things`, in their order.
///
/// Where a thread cannot be had, its part is gone through here.
pub(crate) fn in_parts<T: Sync, R: Send>(
    things: &[T],
    gather: impl Fn(&[T]) -> Vec<R> + Sync,
) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let num_parts = cores.min(things.len() / LEAST);
    if num_parts < 2 {
        return gather(things);
    }
    let gather = &gather;
    thread::scope(|scope| {
        let mut parts = things.chunks(things.len().div_ceil(num_parts));
        let mine = parts.next().unwrap_or_default();
        let others: Vec<_> = parts
            .map(|part| {
                thread::Builder::new()
                    .name("parts".to_owned())
                    .spawn_scoped(scope, move || gather(part))
                    .map_err(|_no_thread| part)
            })
            .collect();
        let mut found = gather(mine);
        for other in others {
            match other {
                Ok(worker) => match worker.join() {
                    Ok(part) => found.extend(part),
                    Err(panic) => std::panic::resume_unwind(panic),
                },
                Err(part) => found.extend(gather(part)),
            }
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for count in [0, 10, LEAST * 3 + 7] {
            let things: Vec<usize> = (0..count).collect();
            let doubled = in_parts(&things, |part| part.iter().map(|one| one * 2).collect());
            assert_eq!(doubled, (0..count).map(|one| one * 2).collect::<Vec<_>>());
        }
    }
}

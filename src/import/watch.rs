//! How long an import still takes, and whether somebody wants it to stop.

use std::ops::ControlFlow;

use thiserror::Error;

/// That a person stopped an import: nothing of it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the import was cancelled; nothing was changed")]
pub struct Cancelled;

/// Hears how far an import has got, from 0 to 1, and says whether to go on.
#[derive(Clone, Copy)]
pub struct Watch<'a>(&'a dyn Fn(f32) -> ControlFlow<()>);

impl<'a> Watch<'a> {
    /// Lets `hear` know of every step.
    pub fn new(hear: &'a dyn Fn(f32) -> ControlFlow<()>) -> Self {
        Self(hear)
    }

    /// Nobody watches.
    pub fn nobody() -> Self {
        Self(&|_| ControlFlow::Continue(()))
    }

    /// Says that `done` of `all` steps are behind; call it every few thousand steps at least.
    ///
    /// # Errors
    ///
    /// [`Cancelled`] if the import is to stop.
    pub fn step(self, done: usize, all: usize) -> Result<(), Cancelled> {
        match (self.0)(done as f32 / all.max(1) as f32) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Cancelled),
        }
    }
}

//! Input: work that somebody waits for. Output: the type under which any of it passes.
//! Invariant: it goes from thread to thread, whatever it holds.

use std::pin::Pin;

/// What an asynchronous transport gives.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

//! Input: work that goes down as deep as types nest. Output: what it gives.
//! Invariant: it has the same room for that whatever thread asks for it.

use std::panic::resume_unwind;
use std::thread;

/// What a printer that was compiled without optimisation needs for the deepest type, several times over.
const STACK: usize = 32 << 20;

/// Does the work where there is room for it; here, if the system has none to give.
pub fn with_room<T: Send>(work: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &work) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
        Err(_) => work(),
    })
}

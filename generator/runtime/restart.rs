//! Input: what reads something that can be read once more. Output: what it gives, read a second time where it asks for that.
//! Invariant: who is asked for a second reading reads once more and not oftener.

use std::cell::Cell;

thread_local! {
    static SECOND: Cell<Second> = const { Cell::new(Second::Impossible) };
}

/// The second reading of what is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Second {
    Impossible,
    Possible,
    Asked,
}

/// Puts back what was said of a reading around this one, whatever happens in between.
struct Before(Second);

impl Drop for Before {
    fn drop(&mut self) {
        SECOND.set(self.0);
    }
}

/// Reads, and once more where the first reading asks for it.
pub(crate) fn twice<T>(read: impl Fn() -> T) -> T {
    let _before = Before(SECOND.replace(Second::Possible));
    let value = read();
    if SECOND.replace(Second::Impossible) == Second::Asked { read() } else { value }
}

/// Whether what is being read can be read once more.
pub(crate) fn is_possible() -> bool {
    SECOND.get() != Second::Impossible
}

/// Asks for the second reading, where there can be one.
pub(crate) fn ask() {
    if is_possible() {
        SECOND.set(Second::Asked);
    }
}

//! Input: nothing; this is where a run lays what it has while it lasts. Output: [`Shelf`].
//! Invariant: what a shelf gives back is used only where it is what was laid there.

use crate::project::Source;

/// A text and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Where it came from.
    pub source: Source,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Keeps texts until the run after one that broke off.
pub trait Shelf: Sync {
    /// What lies there of an address.
    fn get(&self, url: &str) -> Option<Shelved>;
    /// Lays a text there. That it could not is no reason to stop.
    fn put(&self, text: &Shelved);
}

/// None: the next run asks for everything.
#[derive(Clone, Copy, Debug)]
pub struct NoShelf;

impl Shelf for NoShelf {
    fn get(&self, _: &str) -> Option<Shelved> {
        None
    }

    fn put(&self, _: &Shelved) {}
}

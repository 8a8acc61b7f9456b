//! Input: what was found. Output: it, where there is one.
//! Invariant: where two readings are possible there is none.

/// The only one; `None` where there are several.
pub(super) fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

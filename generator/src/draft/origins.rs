//! Input: origins. Output: one of each page and kind.
//! Invariant: the first, which is the strongest, stays first.

use crate::schema::Origin;

/// One origin of each page and kind: what is checked in names no lines, so more would repeat themselves.
pub(crate) fn dedup<'a>(origins: impl Iterator<Item = &'a Origin>) -> Vec<Origin> {
    let mut kept: Vec<Origin> = Vec::new();
    for origin in origins {
        let same = |known: &Origin| {
            (&known.page, known.evidence, &known.overruled) == (&origin.page, origin.evidence, &origin.overruled)
        };
        if !kept.iter().any(same) {
            kept.push(origin.clone());
        }
    }
    kept
}

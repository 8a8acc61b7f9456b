//! Input: origins. Output: one of each page and kind.
//! Invariant: the first, which is the strongest, stays first.

use std::collections::BTreeSet;

use crate::schema::Origin;

/// One origin of each page and kind: what is checked in names no lines, so more would repeat themselves.
pub(crate) fn dedup<'a>(origins: impl Iterator<Item = &'a Origin>) -> Vec<Origin> {
    let mut seen = BTreeSet::new();
    let claim = |origin: &'a Origin| origin.overruled.as_ref().map(|claim| (&claim.about, &claim.value));
    let key = |origin: &'a Origin| (origin.page.as_str(), origin.evidence, claim(origin));
    origins.filter(|origin| seen.insert(key(origin))).cloned().collect()
}

//! Input: the fused operations, and the ids that were given before. Output: the operations by their ids.
//! Invariant: an id that was given once stays.

use std::collections::BTreeMap;

use crate::fuse::parts::Parts;
use crate::identify::locked_names::Names;
use crate::identify::words;

/// Gives every operation its id: the one it had, else the one that its title makes, and where others want that, too, the
/// one that its method and path make.
pub(crate) fn identify(parts: Vec<Parts>, locked: &Names) -> BTreeMap<String, Parts> {
    let wish = |parts: &Parts| {
        words::operation_id(
            parts.id.as_deref().or(parts.title.as_deref()),
            &parts.endpoint.method,
            &parts.endpoint.path,
        )
    };
    let (old, new): (Vec<Parts>, Vec<Parts>) =
        parts.into_iter().partition(|parts| locked.operation(&parts.endpoint.key()).is_some());
    let mut operations = BTreeMap::new();
    for parts in old {
        let id = locked.operation(&parts.endpoint.key()).unwrap_or_default().to_owned();
        operations.insert(id, parts);
    }
    let mut wishes: BTreeMap<String, usize> = BTreeMap::new();
    for parts in &new {
        *wishes.entry(wish(parts)).or_default() += 1;
    }
    for parts in new {
        let mut id = wish(&parts);
        if operations.contains_key(&id) || wishes.get(&id).is_some_and(|count| *count > 1) {
            id = words::long_operation_id(&parts.endpoint.method, &parts.endpoint.path);
        }
        while operations.contains_key(&id) {
            id.push_str("_operation");
        }
        operations.insert(id, parts);
    }
    operations
}

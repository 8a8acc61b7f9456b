//! Input: the drafts that have method and path. Output: the fused [`Parts`] of every operation, by id.
//! Invariant: drafts of one method and path are one operation, and an id that was given once stays.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::schema::path::identity;
use crate::source::SourceMap;

use super::draft::Draft;
use super::endpoint::Endpoint;
use super::lock::Names;
use super::operation::{Assembler, Parts};
use super::{names, openapi};

/// Groups the drafts by operation and fuses each group; by id.
pub(super) fn assemble(
    sources: &SourceMap,
    documented: Vec<(Draft, Endpoint)>,
    components: &[openapi::Component],
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Parts> {
    let mut groups: BTreeMap<(String, String), Vec<(Draft, Endpoint)>> = BTreeMap::new();
    for (draft, endpoint) in documented {
        let key = (identity(&endpoint.path), endpoint.method.clone());
        groups.entry(key).or_default().push((draft, endpoint));
    }
    let mut assembler = Assembler { sources, components, diagnostics };
    let mut parts = Vec::new();
    for (_, mut group) in groups {
        group.sort_by(|(a, _), (b, _)| {
            (a.format, a.is_document, a.is_older, &a.page).cmp(&(b.format, b.is_document, b.is_older, &b.page))
        });
        parts.extend(assembler.group(group));
    }
    identify(parts, locked)
}

/// Gives every operation its id: the one it had, else the one that its title makes, and where others want that, too, the
/// one that its method and path make.
fn identify(parts: Vec<Parts>, locked: &Names) -> BTreeMap<String, Parts> {
    let wish = |parts: &Parts| {
        names::operation_id(
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
            id = names::long_operation_id(&parts.endpoint.method, &parts.endpoint.path);
        }
        while operations.contains_key(&id) {
            id.push_str("_operation");
        }
        operations.insert(id, parts);
    }
    operations
}

//! Input: the drafts that have method and path. Output: the fused [`Parts`] of every operation.
//! Invariant: drafts of one method and path are one operation; the names of its parameters tell none from another, but where
//! one document has both.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::named_schema::NamedSchema;
use crate::fuse::assembler::Assembler;
use crate::fuse::parts::Parts;
use crate::schema::Evidence;
use crate::source::SourceMap;

/// Groups the drafts by operation and fuses each group, in the order of their paths.
pub(crate) fn assemble(
    sources: &SourceMap,
    documented: Vec<(Draft, Endpoint)>,
    components: &[NamedSchema],
    diagnostics: &mut Diagnostics,
) -> Vec<Parts> {
    let mut groups: BTreeMap<(String, String), Vec<(Draft, Endpoint)>> = BTreeMap::new();
    for (draft, endpoint) in documented {
        let key = (endpoint.place(), endpoint.method.clone());
        groups.entry(key).or_default().push((draft, endpoint));
    }
    let mut assembler = Assembler { sources, components, diagnostics };
    let mut parts = Vec::new();
    for mut group in groups.into_values().flat_map(by_names) {
        // A guide that shows the call comes behind whatever documents it.
        group.sort_by_cached_key(|(draft, endpoint)| {
            let is_sampled = endpoint.origins.first().is_none_or(|origin| origin.evidence >= Evidence::Curl);
            let is_guide = draft.hints.is_aside && is_sampled && !draft.document.is_whole;
            (is_guide, draft.format, draft.document.is_whole, draft.document.is_older, draft.page.clone())
        });
        parts.extend(assembler.group(group));
    }
    parts
}

/// The operations of a group: one, but where a document has several that differ in the names of parameters alone. Then each
/// page goes to the one that it writes as the document does, else to the first.
fn by_names(group: Vec<(Draft, Endpoint)>) -> Vec<Vec<(Draft, Endpoint)>> {
    let mut documents: BTreeMap<&Option<String>, Vec<&str>> = BTreeMap::new();
    for (draft, endpoint) in group.iter().filter(|(draft, _)| draft.document.is_whole) {
        let paths = documents.entry(&draft.document.path).or_default();
        if !paths.contains(&endpoint.path.as_str()) {
            paths.push(&endpoint.path);
        }
    }
    let most = documents.into_values().max_by_key(Vec::len).unwrap_or_default();
    if most.len() < 2 {
        return vec![group];
    }
    let most: Vec<String> = most.into_iter().map(str::to_owned).collect();
    let mut apart: Vec<Vec<(Draft, Endpoint)>> = most.iter().map(|_| Vec::new()).collect();
    for (draft, mut endpoint) in group {
        let index = most.iter().position(|path| *path == endpoint.path).unwrap_or_default();
        endpoint.is_told_by_names = true;
        if let (Some(own), Some(path)) = (apart.get_mut(index), most.get(index)) {
            endpoint.path.clone_from(path);
            own.push((draft, endpoint));
        }
    }
    apart
}

//! Input: the drafts that have method and path. Output: the fused [`Parts`] of every operation.
//! Invariant: drafts of one method and path are one operation.

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
    for (_, mut group) in groups {
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

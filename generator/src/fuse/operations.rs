//! Input: the drafts that have method and path. Output: the fused [`Parts`] of every operation.
//! Invariant: drafts of one method and path are one operation.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::named_schema::NamedSchema;
use crate::fuse::assembler::Assembler;
use crate::fuse::parts::Parts;
use crate::schema::path::identity;
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
        let key = (identity(&endpoint.path), endpoint.method.clone());
        groups.entry(key).or_default().push((draft, endpoint));
    }
    let mut assembler = Assembler { sources, components, diagnostics };
    let mut parts = Vec::new();
    for (_, mut group) in groups {
        group.sort_by(|(a, _), (b, _)| {
            (a.format, a.document.is_whole, a.document.is_older, &a.page).cmp(&(
                b.format,
                b.document.is_whole,
                b.document.is_older,
                &b.page,
            ))
        });
        parts.extend(assembler.group(group));
    }
    parts
}

//! Input: the items of a module, each with its section. Output: which of them have their names in the API's own module.
//! Invariant: there `Client` or `Config` always means ours.

use std::collections::BTreeSet;

use crate::plan::model::{Gate, ReExport, RustName, SectionPlan};

/// What the module of every API holds; an item of the vendor's with such a name is reached through `types` or
/// `operations`.
const OURS: [&str; 5] = ["Api", "BlockingClient", "Client", "ClientBuilder", "Config"];

/// The condition under which a section is compiled; what belongs to no section always is.
pub(super) fn gate(section: Option<&SectionPlan>) -> Gate {
    Gate(section.map(|section| section.feature.clone()).into_iter().collect())
}

/// What belongs to no section, then the sections.
pub(super) fn with_none(sections: &[SectionPlan]) -> impl Iterator<Item = Option<&SectionPlan>> {
    std::iter::once(None).chain(sections.iter().map(Some))
}

/// A glob would let one of the items mean another thing whenever a feature adds our item of that name, so that such an API
/// gets a list.
pub(super) fn re_export(sections: &[SectionPlan], names: &[(Option<&RustName>, &RustName)]) -> ReExport {
    let is_ours = |name: &RustName| OURS.contains(&name.as_str());
    if names.is_empty() {
        return ReExport::Nothing;
    }
    if !names.iter().any(|(_, name)| is_ours(name)) {
        return ReExport::Everything;
    }
    let list = |section: Option<&SectionPlan>| {
        let of = section.map(|section| &section.module);
        let names = names.iter().filter(|(section, name)| *section == of && !is_ours(name));
        let names: BTreeSet<&RustName> = names.map(|(_, name)| *name).collect();
        (!names.is_empty()).then(|| (gate(section), names.into_iter().cloned().collect()))
    };
    ReExport::Listed(with_none(sections).filter_map(list).collect())
}

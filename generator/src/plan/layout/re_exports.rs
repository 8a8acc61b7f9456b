//! Input: the items of a module, each with its section. Output: which of them have their names in the API's own module.
//! Invariant: there `Client` or `Config` always means ours.

use std::collections::BTreeSet;

use crate::plan::model::{Gate, ReExport, RustName, SectionPlan};

use super::by_section::by_section;

/// What the module of every API holds; an item of the vendor's with such a name is reached through `types` or
/// `operations`.
const OURS: [&str; 5] = ["Api", "BlockingClient", "Client", "ClientBuilder", "Config"];

/// The condition under which a section is compiled; what belongs to no section always is.
pub(super) fn gate(section: Option<&SectionPlan>) -> Gate {
    Gate(section.map(|section| section.feature.clone()).into_iter().collect())
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
    let listed = by_section(sections, names.iter().filter(|(_, name)| !is_ours(name)), |(section, _)| *section);
    let list = |(section, names): (_, Vec<&(_, &RustName)>)| {
        let names: BTreeSet<&RustName> = names.into_iter().map(|(_, name)| *name).collect();
        (gate(section), names.into_iter().cloned().collect())
    };
    ReExport::Listed(listed.map(list).collect())
}

//! Input: the sections of an API, and things that belong to them. Output: the things section by section.
//! Invariant: what belongs to no section comes first; each thing is looked at once, however many sections there are.

use std::collections::BTreeMap;

use crate::plan::model::{RustName, SectionPlan};

/// The things of each section that has some, in their order.
pub(super) fn by_section<'a, T>(
    sections: &'a [SectionPlan],
    things: impl IntoIterator<Item = T>,
    section_of: impl Fn(&T) -> Option<&'a RustName>,
) -> impl Iterator<Item = (Option<&'a SectionPlan>, Vec<T>)> {
    let mut by_section: BTreeMap<Option<&RustName>, Vec<T>> = BTreeMap::new();
    for thing in things {
        by_section.entry(section_of(&thing)).or_default().push(thing);
    }
    let all = std::iter::once(None).chain(sections.iter().map(Some));
    all.filter_map(move |section| Some((section, by_section.remove(&section.map(|section| &section.module))?)))
}

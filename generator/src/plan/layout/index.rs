//! Input: an API as it is planned. Output: what its front page lists.
//! Invariant: every operation is listed once, in the section whose feature compiles it.

use crate::plan::model::{ApiPlan, IndexPlan};

use super::re_exports::{gate, with_none};

/// The calls, section by section; those that belong to none come first.
pub(super) fn index(api: &ApiPlan) -> Vec<IndexPlan> {
    let of = |section: Option<&crate::plan::model::SectionPlan>| {
        let module = section.map(|section| &section.module);
        let there = api.operations.iter().filter(|operation| operation.section.as_ref() == module);
        let call = |operation: &crate::plan::model::OperationPlan| {
            (operation.method_name.clone(), operation.docs.summary.clone())
        };
        IndexPlan { section: section.cloned(), gate: gate(section), calls: there.map(call).collect() }
    };
    let sections = with_none(&api.sections).map(of);
    sections.filter(|section| !section.calls.is_empty()).collect()
}

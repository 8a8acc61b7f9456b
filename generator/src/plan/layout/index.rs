//! Input: an API as it is planned. Output: what its front page lists.
//! Invariant: every operation is listed once, in the section whose feature compiles it.

use crate::plan::model::{ApiPlan, IndexPlan, OperationPlan};

use super::by_section::by_section;
use super::re_exports::gate;

/// The calls, section by section; those that belong to none come first.
pub(super) fn index(api: &ApiPlan) -> Vec<IndexPlan> {
    let call = |operation: &OperationPlan| (operation.method_name.clone(), operation.docs.summary.clone());
    by_section(&api.sections, &api.operations, |operation| operation.section.as_ref())
        .map(|(section, operations)| IndexPlan {
            section: section.cloned(),
            gate: gate(section),
            calls: operations.into_iter().map(call).collect(),
        })
        .collect()
}

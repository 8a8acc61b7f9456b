//! Input: how the pages of a list follow each other, on both sides. Output: what changed about it.
//! Invariant: it goes along with what was told of the operation, where anything was.

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found};
use crate::emit::shown;
use crate::plan::model::{OperationPlan, PageWay, PaginationPlan};
use crate::schema::Operation;

/// Compares it; what was told of this operation begins at `first`.
pub(super) fn paging(
    comparison: &mut Comparison<'_>,
    before: &OperationPlan,
    (is, after): (&Operation, &OperationPlan),
    first: usize,
) {
    let methods = |plan: &PaginationPlan| {
        let (pages, items) = (plan.pages_method.as_str(), plan.items_method.as_str());
        format!(".{pages}() and .{items}() of {}", shown::value(&plan.item))
    };
    let needles =
        |plan: &PaginationPlan| [&plan.pages_method, &plan.items_method].map(|name| Needle::member(name.as_str()));
    let found = |code, class, what: &str| Found::new(code, class, &is.id, format!("the list of `{}` {what}", is.id));
    let found = match (&before.pagination, &after.pagination) {
        (None, Some(new)) => {
            found(Code::PagingAdded, Class::Additive, "can be read page by page").rust(None, Some(methods(new)))
        }
        (Some(old), None) => found(Code::PagingRemoved, Class::Breaking, "can no longer be read page by page")
            .rust(Some(methods(old)), None)
            .names(needles(old)),
        (Some(old), Some(new)) => {
            let is_called_so = old.pages_method == new.pages_method && old.items_method == new.items_method;
            let steps = |plan: &PaginationPlan| plan.items.iter().map(|step| step.name.clone()).collect::<Vec<_>>();
            if !is_called_so || !comparison.is_same(&old.item, &new.item) {
                found(Code::PagingChanged, Class::Breaking, "is read page by page in another way")
                    .rust(Some(methods(old)), Some(methods(new)))
                    .names(needles(old))
            } else if way(old) != way(new) || steps(old) != steps(new) {
                found(Code::PagingChanged, Class::Additive, "comes in pages that follow each other in another way")
            } else {
                return;
            }
        }
        (None, None) => return,
    };
    // It follows from what was told of the operation, where anything was.
    let cause = comparison.found.iter_mut().skip(first).find(|found| found.change.class != Class::Docs);
    match cause {
        Some(cause) => {
            cause.change.class = cause.change.class.min(found.change.class);
            cause.change.silent &= found.change.class != Class::Breaking;
            cause.change.notes.push(found.change.message);
            cause.change.names.extend(found.change.names);
        }
        None => comparison.tell(found.at(&is.origins)),
    }
}

fn way(plan: &PaginationPlan) -> (PageWay, &str) {
    (plan.way, plan.input.as_str())
}

//! Input: an operation, and what api.toml says of its pages. Output: its [`PaginationPlan`].
//! Invariant: what is said wins over what the names of parameters and members suggest.

use crate::schema::{Api, Operation, PagedBy, Paging};

use super::access::access;
use super::answer_members::Answer;
use crate::plan::identifiers::{Case, Scope};
use crate::plan::model::{FieldStep, InputTarget, OperationPlan, PageWay, PaginationPlan, RustType, TypePlan};

pub(super) fn plan(
    api: &Api,
    types: &[TypePlan],
    operation: &Operation,
    plan: &OperationPlan,
    said: &Paging,
    names: &mut Scope,
) -> Option<PaginationPlan> {
    let way = match said.by? {
        PagedBy::Cursor => PageWay::Cursor,
        PagedBy::Offset => PageWay::Offset,
        PagedBy::Page => PageWay::Page { first: said.first.unwrap_or(1) },
    };
    let asks = |target: &InputTarget| matches!(target, InputTarget::Query | InputTarget::BodyField(_));
    let input = plan.inputs.iter().find(|input| input.wire.0 == said.parameter && asks(&input.target))?;
    let RustType::Named(root) = plan.success.as_ref()? else { return None };
    let reach = |path: &[String]| -> Option<Option<(Vec<FieldStep>, RustType)>> {
        if path.is_empty() {
            return Some(None);
        }
        access(types, root, &path.iter().map(String::as_str).collect::<Vec<_>>()).map(Some)
    };
    let (items, ty) = match reach(&said.items)? {
        Some(found) => found,
        None => access(types, root, &Answer::of(api, operation)?.list()?.path)?,
    };
    let RustType::Vec(item) = ty else { return None };
    let steps = |path: &[String]| reach(path).map(|found| found.map(|(steps, _)| steps));
    Some(PaginationPlan {
        way,
        input: input.name.clone(),
        items,
        item: *item,
        more: steps(&said.more)?,
        next: steps(&said.next)?,
        last: None,
        total: steps(&said.total)?,
        per_page: None,
        pages_method: names.claim("pages", Case::Snake, "_all"),
        items_method: names.claim("items", Case::Snake, "_all"),
    })
}

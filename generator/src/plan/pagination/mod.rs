//! Input: an operation of the model and how it is planned. Output: its [`PaginationPlan`], where the documentation shows
//! that it gives a list in pages, and how.
//! Invariant: a parameter that asks for a page counts only together with a member of the answer that belongs to it, and
//! where two readings are possible there is none.

mod access;
mod answer_members;
mod page_words;
mod said;
mod single;

use std::collections::BTreeMap;

use crate::schema::{Api, Field, Location, Operation, Type, walk};

use self::access::access;
use self::answer_members::{Answer, Member};
use self::single::only;
use super::identifiers::{Case, Scope};
use super::model::{
    BodyPlan, FieldStep, InputPlan, InputTarget, OperationPlan, PageWay, PaginationPlan, Presence, RustName, RustType,
    TypePlan,
};

/// A parameter, or a field of the body, that may ask for a page.
struct Asking<'a> {
    field: &'a Field,
    name: String,
    input: &'a InputPlan,
}

/// How the pages of an operation follow each other; `names` are those of its inputs.
pub(super) fn plan(
    api: &Api,
    types: &[TypePlan],
    operation: &Operation,
    plan: &OperationPlan,
    names: &mut Scope,
) -> Option<PaginationPlan> {
    if let Some(said) = &operation.paging {
        return said::plan(api, types, operation, plan, said, names);
    }
    let answer = Answer::of(api, operation)?;
    let asking = asking(api, operation, plan)?;
    let list = answer.list()?;
    let (way, input, members) = by_cursor(&answer, &asking).or_else(|| by_number(&answer, &asking))?;
    let RustType::Named(root) = plan.success.as_ref()? else { return None };
    let reach = |member: Option<&Member<'_>>| match member {
        Some(member) => access(types, root, &member.path).map(Some),
        None => Some(None),
    };
    let (items, RustType::Vec(item)) = access(types, root, &list.path)? else { return None };
    let path = |reached: Option<(Vec<FieldStep>, RustType)>| reached.map(|(path, _)| path);
    Some(PaginationPlan {
        way,
        input: input.clone(),
        items,
        item: *item,
        more: path(reach(members.more)?),
        next: path(reach(members.next)?),
        last: path(reach(members.last)?),
        total: path(reach(members.total)?),
        per_page: path(reach(members.per_page)?),
        pages_method: names.claim("pages", Case::Snake, "_all"),
        items_method: names.claim("items", Case::Snake, "_all"),
    })
}

/// The members of an answer that say what follows.
#[derive(Default)]
struct Members<'a> {
    more: Option<&'a Member<'a>>,
    next: Option<&'a Member<'a>>,
    last: Option<&'a Member<'a>>,
    total: Option<&'a Member<'a>>,
    per_page: Option<&'a Member<'a>>,
}

type Found<'a> = (PageWay, &'a RustName, Members<'a>);

/// What may ask for a page: the query of a `GET`, the body of a `POST`. What is deprecated asks for nothing any more.
fn asking<'a>(api: &'a Api, operation: &'a Operation, plan: &'a OperationPlan) -> Option<Vec<Asking<'a>>> {
    let mut inputs: BTreeMap<&str, Vec<&InputPlan>> = BTreeMap::new();
    plan.inputs.iter().for_each(|input| inputs.entry(&input.wire.0).or_default().push(input));
    let input = |field: &Field, goes_there: fn(&InputTarget) -> bool| {
        inputs.get(field.name.as_str())?.iter().copied().find(|input| goes_there(&input.target))
    };
    let found: Vec<(&Field, Option<&InputPlan>)> = match (operation.method.as_str(), &plan.body) {
        ("GET", _) => {
            let query = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
            query.map(|parameter| (&parameter.field, input(&parameter.field, |at| *at == InputTarget::Query))).collect()
        }
        ("POST", BodyPlan::Fields { required: true, .. }) => {
            let fields = walk::members(&api.types, &operation.request_body.as_ref()?.ty)?;
            let in_body = |at: &InputTarget| matches!(at, InputTarget::BodyField(_));
            fields.iter().map(|field| (field, input(field, in_body))).collect()
        }
        _ => return None,
    };
    let current = found.into_iter().filter(|(field, _)| field.deprecated.is_none());
    Some(
        current
            .filter_map(|(field, input)| Some(Asking { field, name: page_words::plain(&field.name), input: input? }))
            .collect(),
    )
}

/// A text or a number that the answer gives and the next request takes.
fn by_cursor<'a>(answer: &'a Answer<'a>, asking: &'a [Asking<'a>]) -> Option<Found<'a>> {
    let cursor = only(asking.iter().filter(|asking| page_words::is_cursor(&asking.name)))?;
    let is_free = matches!(cursor.input.presence, Presence::Optional | Presence::ThreeState);
    if !is_free || !matches!(cursor.field.ty, Type::String | Type::Integer | Type::Unsigned) {
        return None;
    }
    // What is called after the next page is believed whatever its samples show; an echo of the parameter needs its type.
    let fits = |member: &&Member<'_>| {
        *member.ty == cursor.field.ty || *member.ty == Type::Any && cursor.field.ty == Type::String
    };
    let named = answer.members(page_words::is_next_cursor).into_iter().filter(fits).collect::<Vec<_>>();
    let same = || answer.members(|name| name == cursor.name).into_iter().filter(|member| *member.ty == cursor.field.ty);
    let next = if named.is_empty() { only(same())? } else { only(named.into_iter())? };
    if answer.is_address(next) {
        return None;
    }
    let more = answer.more();
    Some((PageWay::Cursor, &cursor.input.name, Members { more, next: Some(next), ..Members::default() }))
}

fn is_whole(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::Unsigned)
}

/// An offset or the number of a page, which the client counts.
fn by_number<'a>(answer: &'a Answer<'a>, asking: &'a [Asking<'a>]) -> Option<Found<'a>> {
    let number =
        only(asking.iter().filter(|asking| page_words::is_offset(&asking.name) || page_words::is_page(&asking.name)))?;
    // A query writes `2` for a float; a body would say `2.0`.
    let is_number = match number.field.ty {
        Type::Integer | Type::Unsigned => true,
        Type::Number => number.input.target == InputTarget::Query,
        _ => false,
    };
    if !is_number {
        return None;
    }
    let offset = page_words::is_offset(&number.name);
    let is_next = if offset { page_words::is_next_offset } else { page_words::is_next_page };
    let next = only(answer.members(is_next).into_iter().filter(|member| is_whole(member.ty)));
    let (more, total) = (answer.more(), answer.number(page_words::is_total));
    let per_page = answer.number(page_words::is_per_page).filter(|_| total.is_some() && !offset);
    let last = answer.number(page_words::is_last_page).filter(|_| !offset);
    let echo = answer.has_number(|name| if offset { page_words::is_offset(name) } else { page_words::is_page(name) });
    let asked_size = || asking.iter().any(|asking| page_words::is_per_page(&asking.name));
    let counted = answer.has_number(page_words::is_total) && (offset || per_page.is_some() || asked_size());
    if !(next.is_some() || more.is_some() || last.is_some() || echo || counted) {
        return None;
    }
    let way = if offset { PageWay::Offset } else { PageWay::Page { first: first(number.field) } };
    Some((way, &number.input.name, Members { more, next, last, total, per_page }))
}

/// The number of the first page: what the pages say, else one.
fn first(field: &Field) -> i64 {
    let is_first = |number: &i64| matches!(number, 0 | 1);
    let default = field.default.as_ref().and_then(serde_json::Value::as_i64).filter(is_first);
    let minimum = field.constraints.minimum.as_ref().and_then(serde_json::Number::as_i64).filter(is_first);
    default.or(minimum).unwrap_or(1)
}

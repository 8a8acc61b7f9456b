//! Input: the model, and what `[[pagination]]` says. Output: the operations that it names, with how their lists come in
//! pages.
//! Invariant: what gets through can be called: the parameter is one that may be left out, and every member is there and of
//! a type that fits.

use super::at::At;
use super::correction::Refusal;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::near;
use crate::project::Paging as Said;
use crate::schema::words::words;
use crate::schema::{Api, Field, Location, Operation, PagedBy, Paging, Type, status, walk};
use crate::source::{Span, Spanned};

/// Where something is wrong, and what.
type Wrong = (Span, Refusal);

/// Gives each operation that is named what is said of its pages.
pub(crate) fn apply(api: &mut Api, said: &[Said], diagnostics: &mut Diagnostics) {
    for one in said {
        if let Err((span, Refusal { message, help })) = settle(api, one) {
            let message = format!("this `[[pagination]]` does not apply: {message}");
            let help = help.unwrap_or_else(|| "remove it, or name what there is: `explain` shows it".to_owned());
            diagnostics.push(Diagnostic::at(Code::StaleErratum, span, message).help(help));
        }
    }
}

/// Holds what a document of ours says of pages to the model, as if api.toml said it.
pub(crate) fn check(api: &mut Api, diagnostics: &mut Diagnostics) {
    for index in 0..api.operations.len() {
        let Some(read) = api.operations.get_mut(index).and_then(|operation| operation.paging.take()) else { continue };
        let Some(operation) = api.operations.get(index) else { continue };
        let Some(span) = operation.origins.iter().find_map(|origin| origin.span) else { continue };
        match paging(api, operation, &as_said(&operation.id, &read, span)) {
            Ok(held) => {
                if let Some(operation) = api.operations.get_mut(index) {
                    operation.paging = Some(held);
                }
            }
            Err((_, Refusal { message, .. })) => {
                let message = format!("what is said of the pages of `{}` does not hold: {message}", operation.id);
                diagnostics.push(Diagnostic::at(Code::DetailNotRead, span, message));
            }
        }
    }
}

fn as_said(id: &str, read: &Paging, span: Span) -> Said {
    let way = |names: &[String]| (!names.is_empty()).then(|| Spanned::new(names.join("."), span));
    Said {
        at: Spanned::new(id.to_owned(), span),
        by: read.by,
        parameter: read.by.map(|_| Spanned::new(read.parameter.clone(), span)),
        items: way(&read.items),
        next: way(&read.next),
        more: way(&read.more),
        total: way(&read.total),
        first: read.first,
    }
}

fn settle(api: &mut Api, said: &Said) -> Result<(), Wrong> {
    let at = At::parse(&said.at.value);
    let operations = at.operations(api);
    if operations.is_empty() {
        let refusal = Refusal::new(format!("there is no operation `{}`", said.at.value));
        let meant = at.meant(&said.at.value, api);
        return Err((said.at.span, meant.into_iter().fold(refusal, Refusal::help)));
    }
    let mut count = 0usize;
    for index in operations {
        let Some(operation) = api.operations.get(index) else { continue };
        let paging = match paging(api, operation, said) {
            Ok(paging) => paging,
            // A pattern passes over what is no such list.
            Err(_) if at.is_pattern => continue,
            Err(wrong) => return Err(wrong),
        };
        count += 1;
        if let Some(operation) = api.operations.get_mut(index) {
            operation.paging = Some(paging);
        }
    }
    match count {
        0 => Err((said.at.span, Refusal::new("no operation that it names has the parameter and the members"))),
        _ => Ok(()),
    }
}

fn paging(api: &Api, operation: &Operation, said: &Said) -> Result<Paging, Wrong> {
    let Some(by) = said.by else {
        return Ok(Paging {
            by: None,
            parameter: String::new(),
            items: Vec::new(),
            next: Vec::new(),
            more: Vec::new(),
            total: Vec::new(),
            first: None,
        });
    };
    let asks = asking(api, operation, said)?;
    let wrong = |at: &Spanned<String>, message: String| Err((at.span, Refusal::new(message)));
    let whole = [Type::Integer, Type::Unsigned];
    let fits: &[Type] = if by == PagedBy::Cursor { &[Type::String, Type::Integer, Type::Unsigned] } else { &whole };
    if let Some(parameter) = said.parameter.as_ref().filter(|_| !fits.contains(&asks.ty)) {
        return wrong(parameter, format!("`{}` is {}, and cannot ask for a page", parameter.value, words(&asks.ty)));
    }
    let root = root(api, operation).ok_or_else(|| {
        (said.at.span, Refusal::new(format!("`{}` answers no object that could hold a list", operation.id)))
    })?;
    let member = |at: &Option<Spanned<String>>, is: &dyn Fn(&Type) -> bool, what: &str| -> Result<Vec<String>, Wrong> {
        let Some(at) = at else { return Ok(Vec::new()) };
        let (path, ty) = reach(api, root, at)?;
        if !is(ty) {
            return Err((at.span, Refusal::new(format!("`{}` is {}, and no {what}", at.value, words(ty)))));
        }
        Ok(path)
    };
    let is_number = |ty: &Type| matches!(ty, Type::Integer | Type::Unsigned | Type::Number);
    let follows = |ty: &Type| {
        *ty == asks.ty || *ty == Type::Any && asks.ty == Type::String || by != PagedBy::Cursor && is_number(ty)
    };
    let items = member(&said.items, &|ty| matches!(ty, Type::Array(_)), "list")?;
    if items.is_empty() && lists(api, root) != 1 {
        let refusal =
            Refusal::new("the answer has no list, or several of them").help("say which one: `items = \"data\"`");
        return Err((said.at.span, refusal));
    }
    Ok(Paging {
        by: Some(by),
        parameter: asks.name.clone(),
        items,
        next: member(&said.next, &follows, "value that the parameter takes")?,
        more: member(&said.more, &|ty| *ty == Type::Boolean, "word for whether a page follows")?,
        total: member(&said.total, &is_number, "number of items")?,
        first: said.first,
    })
}

/// The parameter, or the member of the body, that asks for a page.
fn asking<'a>(api: &'a Api, operation: &'a Operation, said: &Said) -> Result<&'a Field, Wrong> {
    let Some(parameter) = &said.parameter else {
        return Err((said.at.span, Refusal::new("it names no `parameter`")));
    };
    let query = operation.parameters.iter().filter(|one| one.location == Location::Query).map(|one| &one.field);
    let body = operation.request_body.iter();
    let body = body.filter_map(|body| walk::members(&api.types, walk::plain(&api.types, &body.ty))).flatten();
    let fields = query.chain(body).collect::<Vec<_>>();
    match fields.iter().find(|field| field.name == parameter.value) {
        Some(field) if field.required => {
            let refusal = Refusal::new(format!("`{}` has to be given with every call", field.name));
            Err((
                parameter.span,
                refusal.help("where the pages are wrong there, an erratum says so: `key = \"required\"`"),
            ))
        }
        Some(field) => Ok(field),
        None => {
            let refusal = Refusal::new(format!("`{}` has no parameter `{}`", operation.id, parameter.value));
            let near = near::did_you_mean(&parameter.value, fields.iter().map(|field| field.name.as_str()));
            Err((parameter.span, near.into_iter().fold(refusal, Refusal::help)))
        }
    }
}

/// What a success answers with.
fn root<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a [Field]> {
    let answer = operation.responses.iter().find(|one| status::is_success(&one.status))?;
    walk::members(&api.types, walk::plain(&api.types, answer.ty.as_ref()?))
}

fn lists(api: &Api, root: &[Field]) -> usize {
    root.iter().filter(|field| matches!(walk::plain(&api.types, &field.ty), Type::Array(_))).count()
}

/// The names that lead to a member, and its type.
fn reach<'a>(api: &'a Api, root: &'a [Field], at: &Spanned<String>) -> Result<(Vec<String>, &'a Type), Wrong> {
    let (mut fields, mut found) = (root, None);
    let mut path = Vec::new();
    for name in at.value.split('.') {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            let refusal = Refusal::new(format!("the answer has no member `{}`", at.value));
            let near = near::did_you_mean(name, fields.iter().map(|field| field.name.as_str()));
            return Err((at.span, near.into_iter().fold(refusal, Refusal::help)));
        };
        path.push(name.to_owned());
        let ty = walk::plain(&api.types, &field.ty);
        fields = walk::members(&api.types, ty).unwrap_or_default();
        found = Some(ty);
    }
    found.map(|ty| (path, ty)).ok_or_else(|| (at.span, Refusal::new("it names no member")))
}

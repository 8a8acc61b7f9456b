//! Input: what a page says of an operation or a type in the form of older exports, and what a newer page says of the same.
//! Output: a diagnostic of what only the older one has.
//! Invariant: the newer page counts as it stands: what it no longer has is left out, and never without a word.

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::named_schema::NamedSchema;
use crate::fuse::parts::Parts;
use crate::shape::{Kind, Shape};
use crate::source::Span;

/// More names than this are counted and not listed.
const SHOWN: usize = 5;

/// What only the older page of an operation has: parameters, and members of body and answers.
pub(crate) fn operation(newer: &Parts, older: &Parts) -> Option<Diagnostic> {
    let mut names = Vec::new();
    for (location, member) in &older.parameters {
        if !newer.parameters.iter().any(|(at, known)| at == location && known.name == member.name) {
            names.push(member.name.clone());
        }
    }
    match (&newer.body, &older.body) {
        (Some(newer), Some(older)) => surplus(&newer.shape, &older.shape, "", &mut names),
        (None, Some(_)) => names.push("the body".to_owned()),
        (_, None) => {}
    }
    for response in &older.responses {
        match newer.responses.iter().find(|known| known.status == response.status) {
            Some(known) => {
                if let (Some(known), Some(shape)) = (&known.shape, &response.shape) {
                    surplus(known, shape, "", &mut names);
                }
            }
            None => names.push(response.status.clone()),
        }
    }
    let place = |parts: &Parts| parts.endpoint.origins.iter().find_map(|origin| origin.span);
    let words = format!("{} {}", older.endpoint.method, older.endpoint.path);
    diagnostic(&words, names, place(older), place(newer))
}

/// What only the older page of a type has.
pub(crate) fn component(name: &str, newer: &Shape, older: &Shape) -> Option<Diagnostic> {
    let mut names = Vec::new();
    surplus(newer, older, "", &mut names);
    diagnostic(name, names, older.span, newer.span)
}

/// What another page of an operation has under another name. The first page's type counts.
pub(crate) fn renamed(first: &NamedSchema, other: &NamedSchema) -> Option<Diagnostic> {
    let mut names = Vec::new();
    surplus(&first.shape, &other.shape, "", &mut names);
    let listed: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if listed.is_empty() {
        return None;
    }
    let (first_name, name) = (&first.name, &other.name);
    let listed = listed.join(", ");
    let message = format!(
        "two pages of one operation have `{first_name}` and `{name}` in one place; the former counts, and lacks {listed}"
    );
    let diagnostic =
        Diagnostic::at(Code::ClaimsContradict, other.shape.span, message).label(first.shape.span, "this counts");
    Some(diagnostic.help("one of the pages may be older: export them again"))
}

/// The members of `older` that `newer` lacks, by their way from the root. What is of another kind counts as one.
fn surplus(newer: &Shape, older: &Shape, way: &str, names: &mut Vec<String>) {
    match (&newer.kind, &older.kind) {
        (Kind::Object(newer), Kind::Object(older)) => {
            for member in &older.members {
                let way = if way.is_empty() { member.name.clone() } else { format!("{way}.{}", member.name) };
                match newer.members.iter().find(|known| known.name == member.name) {
                    Some(known) => surplus(&known.shape, &member.shape, &way, names),
                    None => names.push(way),
                }
            }
        }
        (Kind::Array(newer), Kind::Array(older)) => surplus(newer, older, &format!("{way}[]"), names),
        (Kind::Map(newer), Kind::Map(older)) => surplus(newer, older, way, names),
        _ => {}
    }
}

fn diagnostic(what: &str, names: Vec<String>, older: Option<Span>, newer: Option<Span>) -> Option<Diagnostic> {
    let more = names.len().saturating_sub(SHOWN);
    let listed: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if listed.is_empty() {
        return None;
    }
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!(
        "`{what}`: this page is of an older export and has {}{more}, which a newer one lacks; the newer one counts",
        listed.join(", ")
    );
    let diagnostic = Diagnostic::at(Code::ClaimsContradict, older, message).label(newer, "this counts");
    Some(diagnostic.help("export the older page again, or take it out of `pages` in api.toml"))
}

//! Input: what the plan says of an item. Output: its `#[doc]` and `#[deprecated]` attributes.
//! Invariant: every word of a page passes through [`markdown`](super::markdown) on its way.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
use crate::plan::model::{ApiPlan, Docs, PageLink, RustName, WireName};

/// The API's name for people, as Markdown.
pub(super) fn title(api: &ApiPlan) -> String {
    let title = markdown::escape(&api.title);
    if title.is_empty() { markdown::code(api.module.bare()) } else { title }
}

/// The docs of an item that has a name.
pub(super) fn item(docs: &Docs, name: &RustName) -> TokenStream {
    outer(&lines(docs, name.bare(), &[]))
}

/// The docs of an enum's variant: its value, where the page says nothing more.
pub(super) fn variant(docs: &Docs, wire: &WireName) -> TokenStream {
    outer(&lines(docs, &wire.0, &[]))
}

/// The docs as lines: what the page says, `extra`, facts, links. `fallback` stands in where the page says nothing.
pub(super) fn lines(docs: &Docs, fallback: &str, extra: &[String]) -> Vec<String> {
    let mut blocks = vec![markdown::render(&docs.summary)];
    if let Some(body) = &docs.body {
        blocks.push(markdown::render(body));
    }
    if blocks.iter().all(Vec::is_empty) {
        blocks.push(vec![format!("{}.", markdown::code(fallback))]);
    }
    blocks.extend(extra.iter().map(|line| vec![line.clone()]));
    blocks.extend(docs.facts.iter().map(|fact| {
        let values: Vec<_> = fact.values.iter().map(|value| markdown::code(value)).collect();
        vec![format!("{}: {}", fact.label, values.join(", "))]
    }));
    blocks.push(documented_in(&docs.links));
    blocks.retain(|block| !block.is_empty());
    blocks.join(&String::new())
}

/// The first paragraph only.
pub(super) fn summary(docs: &Docs, fallback: &str) -> Vec<String> {
    let lines = lines(docs, fallback, &[]);
    lines.into_iter().take_while(|line| !line.is_empty()).collect()
}

/// Lines as the docs of the item that follows.
pub(super) fn outer(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*)
}

/// Lines as the docs of the module that they stand in.
pub(super) fn inner(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#![doc = #lines])*)
}

/// `#[deprecated]`, where there is reason.
pub(super) fn deprecated(note: Option<&str>) -> TokenStream {
    match note.map(markdown::escape) {
        None => quote!(),
        Some(note) if note.is_empty() => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

fn documented_in(links: &[PageLink]) -> Vec<String> {
    let links: Vec<_> = links.iter().filter_map(link).collect();
    match links.as_slice() {
        [] => Vec::new(),
        [only] => vec![format!("Documented in {only}.")],
        [first @ .., last] => vec![format!("Documented in {} and {last}.", first.join(", "))],
    }
}

fn link(link: &PageLink) -> Option<String> {
    let title = markdown::escape_in_link(&link.title);
    match link.url.as_deref().and_then(markdown::safe_url) {
        Some(url) if title.is_empty() => Some(format!("<{url}>")),
        Some(url) => Some(format!("[{title}]({url})")),
        None => Some(title).filter(|title| !title.is_empty()),
    }
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}

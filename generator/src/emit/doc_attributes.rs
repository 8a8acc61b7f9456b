//! Input: what the plan says of an item. Output: its `#[doc]` and `#[deprecated]` attributes.
//! Invariant: every word of a page passes through [`markdown`](super::markdown) on its way.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
use crate::plan::model::{ApiPlan, Docs, PageLink};

/// More pages than this are counted.
const MOST_LINKS: usize = 4;

/// The API's name for people, as Markdown.
pub(super) fn title(api: &ApiPlan) -> String {
    let title = markdown::escape(&api.title);
    if title.is_empty() { markdown::code(api.module.bare()) } else { title }
}

/// The docs of an item.
pub(super) fn item(docs: &Docs) -> TokenStream {
    outer(&lines(docs, &[]))
}

/// The docs as lines: what the page says, `extra`, facts, links. Where it says nothing there is no line.
pub(super) fn lines(docs: &Docs, extra: &[String]) -> Vec<String> {
    let mut blocks = vec![markdown::render(&docs.summary)];
    if let Some(body) = &docs.body {
        blocks.push(markdown::render(body));
    }
    blocks.extend(extra.iter().map(|line| vec![line.clone()]));
    let facts = docs.facts.iter().enumerate().map(|(at, fact)| {
        let values: Vec<_> = fact.values.iter().map(|value| markdown::code(value)).collect();
        let label = if at == 0 { fact.label.to_owned() } else { fact.label.to_lowercase() };
        format!("{label}: {}", values.join(", "))
    });
    let facts: Vec<String> = facts.collect();
    blocks.extend((!facts.is_empty()).then(|| vec![facts.join("; ")]));
    blocks.extend(pages(&docs.links).map(|pages| vec![format!("Documented in {pages}.")]));
    blocks.retain(|block| !block.is_empty());
    blocks.join(&String::new())
}

/// The first paragraph only.
pub(super) fn summary(docs: &Docs) -> Vec<String> {
    let lines = lines(docs, &[]);
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

/// Lines as the docs of the module that they stand in, where something is compiled.
pub(super) fn inner_where(is: &TokenStream, lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#![cfg_attr(#is, doc = #lines)])*)
}

/// `#[deprecated]`, where there is reason.
pub(super) fn deprecated(note: Option<&str>) -> TokenStream {
    match note.map(markdown::escape) {
        None => quote!(),
        Some(note) if note.is_empty() => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// Links to the pages, as far as they have an address.
pub(super) fn pages(links: &[PageLink]) -> Option<String> {
    let shown: Vec<_> = links.iter().filter_map(link).take(MOST_LINKS).collect();
    // The others are counted and not spelled out: a type may stand on every page of a site.
    let more = links.iter().filter(|link| link.url.is_some()).count().saturating_sub(shown.len());
    let more = match more {
        0 => String::new(),
        1 => " and on 1 more page".to_owned(),
        count => format!(" and on {count} more pages"),
    };
    match shown.as_slice() {
        [] => None,
        [only] => Some(format!("{only}{more}")),
        all if !more.is_empty() => Some(format!("{}{more}", all.join(", "))),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

fn link(link: &PageLink) -> Option<String> {
    let url = link.url.as_deref().and_then(markdown::safe_url)?;
    let title = markdown::escape_in_link(&link.title);
    Some(if title.is_empty() { format!("<{url}>") } else { format!("[{title}]({url})") })
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}

//! Input: a page with components. Output: its tree, and a ledger in which every component is entered.
//! Invariant: the time is linear in the length of the page, whatever the page holds.

mod attribute_value;
mod codes;
mod flow;
mod head;
mod html_table;
mod input;
mod markup;
mod open_components;
mod quotes;
mod scanner;
mod script;
mod tags;
#[cfg(test)]
mod tests;
mod tree;

pub(super) use self::attribute_value::{entities, literal, string_literal};
pub(super) use self::script::{Brackets, balanced, string_end};
pub(super) use self::tree::{Body, MAX_DEPTH, field_tags};

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::ledger::Ledger;
use crate::read::mdx::head::Head;
use crate::read::mdx::input::Input;
use crate::read::mdx::scanner::Scanner;
use crate::read::mdx::tree::Tree;
use crate::read::page::{Format, Heading, Node, Page};
use crate::source::{FileId, SourceMap, Span, Spanned};

/// A page, and what it brings in.
pub(super) struct Parsed {
    pub(super) page: Page,
    pub(super) ledger: Ledger,
    /// Its `import` and `export` statements, in order.
    pub(super) statements: Vec<Span>,
}

pub(super) fn read(sources: &SourceMap, file: FileId, format: Format, diagnostics: &mut Diagnostics) -> Parsed {
    let text = sources.file(file).map_or("", |source| source.text());
    let head = head::read(text, file, diagnostics);
    let Body { content, ledger, statements } = body(Input::new(text, file), head.body, diagnostics);
    let Head { frontmatter, title, description, .. } = head;
    let entry = |key: &str| {
        let found = frontmatter.iter().find(|entry| entry.key == key && !entry.value.is_empty())?;
        Some(Spanned::new(found.value.clone(), found.span))
    };
    let page = Page {
        file,
        format,
        title: title.or_else(|| entry("title")).or_else(|| first_title(&content)),
        description: description.or_else(|| entry("description")),
        frontmatter,
        content,
    };
    Parsed { page, ledger, statements }
}

/// The markup of a part of `text` that holds nothing else.
pub(super) fn markup(text: &str, file: FileId, range: Range<usize>, diagnostics: &mut Diagnostics) -> Body {
    body(Input::new(text.get(..range.end).unwrap_or(text), file), range.start, diagnostics)
}

fn body(input: Input<'_>, start: usize, diagnostics: &mut Diagnostics) -> Body {
    let mut tree = Tree::of(input.bytes.get(start..).unwrap_or_default());
    let mut scanner = Scanner::new(input, start);
    while let Some(piece) = scanner.next(tree.innermost()) {
        tree.add(&mut scanner.input, piece);
        if tree.is_full() {
            let end = scanner.input.span(0..0);
            let message =
                format!("the page has more than {} components; the rest of it was not read", tree::MAX_COMPONENTS);
            scanner.input.trouble(|| Diagnostic::at(Code::PageTooLarge, end, message).help("split the page"));
            break;
        }
    }
    let body = tree.finish(&mut scanner.input);
    for trouble in scanner.input.into_troubles() {
        diagnostics.push(trouble);
    }
    body
}

/// The statements of a text that is JavaScript alone: every `import`, `export` and declaration that begins a line.
pub(super) fn statements(text: &str, file: FileId) -> Vec<Span> {
    let mut input = Input::new(text, file);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = script::statement(&mut input, at);
        if let Some(end) = end {
            found.push(input.span(at..end));
        }
        at = input.line_end(end.unwrap_or(at)).saturating_add(1);
    }
    found
}

fn first_title(content: &[Node]) -> Option<Spanned<String>> {
    content.iter().find_map(|node| match node {
        Node::Heading(Heading { level: 1, text, span }) => Some(Spanned::new(text.clone(), *span)),
        _ => None,
    })
}

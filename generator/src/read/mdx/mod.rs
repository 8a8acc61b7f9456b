//! Input: a page with components. Output: its tree, and a ledger in which every component is entered.
//! Invariant: the time is linear in the length of the page, whatever the page holds.

mod attributes;
mod codes;
mod flow;
mod head;
mod input;
mod markup;
mod scanner;
mod script;
mod tags;
#[cfg(test)]
mod tests;
mod tree;
mod values;

pub(super) use self::attributes::{entities, string_literal};
pub(super) use self::script::{Brackets, balanced, string_end};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::detect;
use crate::read::ledger::Ledger;
use crate::read::mdx::head::Head;
use crate::read::mdx::input::Input;
use crate::read::mdx::scanner::Scanner;
use crate::read::mdx::tree::Tree;
use crate::read::page::{Heading, Node, Page};
use crate::source::{FileId, SourceMap, Spanned};

pub(super) fn read(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> (Page, Ledger) {
    let text = sources.file(file).map_or("", |source| source.text());
    let head = head::read(text, file, diagnostics);
    let (content, ledger) = body(Input::new(text, file), &head, diagnostics);
    let Head { frontmatter, title, description, .. } = head;
    let entry = |key: &str| {
        let found = frontmatter.iter().find(|entry| entry.key == key && !entry.value.is_empty())?;
        Some(Spanned::new(found.value.clone(), found.span))
    };
    let page = Page {
        file,
        format: detect::detect(text),
        title: title.or_else(|| entry("title")).or_else(|| first_title(&content)),
        description: description.or_else(|| entry("description")),
        frontmatter,
        content,
    };
    (page, ledger)
}

fn body(input: Input<'_>, head: &Head, diagnostics: &mut Diagnostics) -> (Vec<Node>, Ledger) {
    let mut scanner = Scanner::new(input, head.body);
    let mut tree = Tree::default();
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
    let (content, ledger) = tree.finish(&mut scanner.input);
    for trouble in scanner.input.into_troubles() {
        diagnostics.push(trouble);
    }
    (content, ledger)
}

fn first_title(content: &[Node]) -> Option<Spanned<String>> {
    content.iter().find_map(|node| match node {
        Node::Heading(Heading { level: 1, text, span }) => Some(Spanned::new(text.clone(), *span)),
        _ => None,
    })
}

//! Input: the pieces of a page. Output: its tree, and the ledger of its components.
//! Invariant: no component stands deeper than [`MAX_DEPTH`], so that walking the tree by recursion is safe.

use std::num::NonZeroU32;
use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::mdx::codes::Fence;
use crate::read::mdx::flow::Flow;
use crate::read::mdx::input::Input;
use crate::read::mdx::open_components::{Open, OpenComponents};
use crate::read::mdx::scanner::Piece;
use crate::read::mdx::tags::OpenTag;
use crate::read::page::{self, CodeBlock, Component, Heading, Node};
use crate::read::prose;
use crate::source::Span;

/// How deep components may stand inside each other.
pub(crate) const MAX_DEPTH: usize = 64;

/// Beyond this many components a page is hostile; the rest of it is not read.
pub(super) const MAX_COMPONENTS: usize = 200_000;

/// Two components whose closing tags are mistaken for each other.
const TWINS: [(&str, &str); 2] = [("RequestExample", "ResponseExample"), ("ParamField", "ResponseField")];

/// The components whose tags a page may carry in JavaScript.
const FIELDS: [&str; 3] = ["ParamField", "ResponseField", "Param"];

/// Components that hold blocks: where one stands in the cell of an HTML table, that only arranges. Sorted.
const BLOCKS: [&str; 16] = [
    "Accordion",
    "AccordionGroup",
    "Card",
    "CardGroup",
    "CodeGroup",
    "Column",
    "Columns",
    "Expandable",
    "Frame",
    "RequestExample",
    "ResponseExample",
    "Step",
    "Steps",
    "Tab",
    "Tabs",
    "View",
];

/// The field tags of a source, whatever it is: where each stands, and its name.
pub(crate) fn field_tags(source: &str) -> impl Iterator<Item = (usize, &'static str)> + '_ {
    memchr::memchr_iter(b'<', source.as_bytes()).filter_map(|at| {
        let rest = source.get(at + 1..)?;
        let is_whole = |after: &str| after.starts_with([' ', '\n', '\r', '\t', '/', '>']);
        let name = FIELDS.iter().find(|name| rest.strip_prefix(**name).is_some_and(is_whole))?;
        Some((at, *name))
    })
}

#[derive(Default)]
pub(super) struct Tree<'a> {
    slots: Vec<Slot>,
    /// How many of them stand below no other.
    roots: usize,
    open: OpenComponents<'a>,
    flow: Flow<'a>,
    ledger: Ledger,
    statements: Vec<Span>,
    /// What is open in the row of a table, where only the words count.
    in_row: Vec<&'a str>,
}

/// What a page comes to.
pub(crate) struct Body {
    pub(crate) content: Vec<Node>,
    pub(crate) ledger: Ledger,
    /// Its `import` and `export` statements, in order.
    pub(crate) statements: Vec<Span>,
}

struct Slot {
    node: Node,
    /// The slot that it stands in, counted from one.
    parent: Option<NonZeroU32>,
    /// How many stand right below it.
    children: u32,
}

impl<'a> Tree<'a> {
    /// A tree for a text.
    pub(super) fn of(text: &[u8]) -> Self {
        // A component and the words in it have a tag that opens and one that closes. A row that grows is held twice.
        let tags = memchr::memchr_iter(b'<', text).count().min(text.len() / 16);
        Self { slots: Vec::with_capacity(tags), ledger: Ledger::with_capacity(tags / 2), ..Self::default() }
    }

    /// The innermost open component.
    pub(super) fn innermost(&self) -> Option<&'a str> {
        self.open.last().map(|open| open.name)
    }

    /// Whether there are more components than any page has.
    pub(super) fn is_full(&self) -> bool {
        self.ledger.entries().len() >= MAX_COMPONENTS
    }

    pub(super) fn add(&mut self, input: &mut Input<'a>, piece: Piece) {
        match piece {
            Piece::Text(range) => self.flow.push(input, range),
            Piece::Literal(text, range) => self.flow.push_literal(&text, range),
            Piece::Gap => self.flow.gap(),
            Piece::TablePart { part, closes, outer } => self.flow.table_part(part, closes, outer),
            Piece::Script { range, export } => {
                if export {
                    self.statements.push(input.span(range.clone()));
                }
                self.script(input, range, export);
            }
            Piece::Import(range) => self.statements.push(input.span(range)),
            Piece::Heading { level, text, outer } => {
                let node = Heading { level, text: prose::heading_text(input.slice(text)), span: input.span(outer) };
                self.attach(input, Node::Heading(node));
            }
            Piece::Fence(Fence { info, text, outer }) => {
                let (info, code) = (input.slice(info).to_owned(), input.slice(text.clone()).to_owned());
                let node = CodeBlock { info, text: code, span: input.span(text), outer: input.span(outer) };
                self.attach(input, Node::Code(node));
            }
            Piece::Open(tag, outer) => self.open(input, tag, outer),
            Piece::Close { name, outer } => self.close(input, name, outer),
        }
    }

    /// Ends the page: what is still open is closed here.
    pub(super) fn finish(mut self, input: &mut Input<'a>) -> Body {
        self.flow.end();
        self.flush(input);
        while let Some(open) = self.open.pop() {
            unclosed(input, &open, "the end of the page");
        }
        Body { content: assemble(self.slots, self.roots), ledger: self.ledger, statements: self.statements }
    }

    fn flush(&mut self, input: &Input<'a>) {
        if let Some(prose) = self.flow.take(input) {
            let parent = self.open.last().map(|open| open.slot);
            self.put(Node::Prose(prose), parent);
        }
    }

    fn attach(&mut self, input: &Input<'a>, node: Node) {
        self.flush(input);
        let parent = self.open.last().map(|open| open.slot);
        self.put(node, parent);
    }

    fn put(&mut self, node: Node, parent: Option<usize>) {
        match parent.and_then(|parent| self.slots.get_mut(parent)) {
            Some(parent) => parent.children += 1,
            None => self.roots += 1,
        }
        let parent = parent.and_then(|parent| NonZeroU32::new(u32::try_from(parent + 1).ok()?));
        self.slots.push(Slot { node, parent, children: 0 });
    }

    fn open(&mut self, input: &mut Input<'a>, tag: OpenTag, outer: Range<usize>) {
        let name = input.slice(tag.name);
        let is_inline = !FIELDS.contains(&name) && BLOCKS.binary_search(&name).is_err();
        let is_in_row = !FIELDS.contains(&name) && is_in_row(input, outer.start) || is_inline && self.flow.is_in_cell();
        let span = input.span(outer);
        if is_in_row {
            let id = self.ledger.enter(page::name(name), span, self.open.last().map(|open| open.id));
            self.ledger.settle(id, Outcome::Ignored(Reason::Layout));
            self.in_row.extend((!tag.self_closing).then_some(name));
            return;
        }
        self.in_row.clear();
        self.flush(input);
        let known = page::name(name);
        let id = self.ledger.enter(known.clone(), span, self.open.last().map(|open| open.id));
        let depth = self.open.len();
        if depth >= MAX_DEPTH {
            input.trouble(|| {
                let message = format!("`<{name}>` stands inside more than {MAX_DEPTH} components");
                Diagnostic::at(Code::NestingTooDeep, span, message)
                    .help("close the components around it where they end")
            });
        }
        let parent = self.open.get(depth.min(MAX_DEPTH - 1).wrapping_sub(1)).map(|open| open.slot);
        let slot = self.slots.len();
        let component = Component { id, name: known, attributes: tag.attributes, children: Vec::new(), tag: span };
        self.put(Node::Component(component), parent);
        if !tag.self_closing {
            self.open.push(Open { name, id, slot, tag: span });
        }
    }

    fn close(&mut self, input: &mut Input<'a>, name: Range<usize>, outer: Range<usize>) {
        let written = input.slice(name);
        let in_row = is_in_row(input, outer.start) || self.flow.is_in_cell();
        if self.in_row.last() == Some(&written) && in_row {
            self.in_row.pop();
            return;
        }
        self.flush(input);
        let span = input.span(outer);
        let name = if self.open.has(written) {
            written
        } else {
            let twin = TWINS.iter().find_map(|(a, b)| match written {
                _ if written == *a => Some(*b),
                _ if written == *b => Some(*a),
                _ => None,
            });
            let twin = twin.filter(|twin| self.innermost() == Some(twin));
            input.trouble(|| stray(span, written, twin));
            match twin {
                Some(twin) => twin,
                None => return,
            }
        };
        while let Some(open) = self.open.pop() {
            if open.name == name {
                return;
            }
            unclosed(input, &open, &format!("`</{written}>`"));
        }
    }

    /// Field tags in JavaScript are no fields of the page, and yet none goes missing.
    fn script(&mut self, input: &mut Input<'a>, range: Range<usize>, export: bool) {
        let source = input.slice(range.clone());
        let parent = self.open.last().map(|open| open.id);
        input.steps += source.len();
        for (at, name) in field_tags(source) {
            let start = range.start + at;
            let span = input.span(start..start + 1 + name.len());
            let id = self.ledger.enter(name, span, parent);
            if export {
                self.ledger.settle(id, Outcome::Ignored(Reason::ComponentSource));
            } else {
                self.ledger.settle(id, Outcome::Diagnosed);
                input.trouble(|| {
                    Diagnostic::at(
                        Code::Unsupported,
                        span,
                        format!("`<{name}>` stands inside an expression and was not read"),
                    )
                    .help("write the field outside of the braces")
                });
            }
        }
    }
}

/// Whether a place is in the row of a table: what its component would part belongs together.
fn is_in_row(input: &Input<'_>, at: usize) -> bool {
    const WIDEST: usize = 4_096;
    let before = input.bytes.get(at.saturating_sub(WIDEST)..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let line = before.get(start..).unwrap_or_default().trim_ascii_start();
    line.starts_with(b"|") && line.len() > 1
}

fn stray(span: Span, written: &str, twin: Option<&str>) -> Diagnostic {
    match twin {
        Some(twin) => {
            let message = format!("`</{written}>` stands where `<{twin}>` is open; it was taken to close that");
            Diagnostic::at(Code::StrayClosingTag, span, message).help(format!("write `</{twin}>`"))
        }
        None => Diagnostic::at(Code::StrayClosingTag, span, format!("`</{written}>` closes nothing"))
            .help("remove it, or open the component where it begins"),
    }
}

fn unclosed(input: &mut Input<'_>, open: &Open<'_>, place: &str) {
    let name = open.name;
    input.trouble(|| {
        Diagnostic::at(
            Code::UnclosedTag,
            open.tag,
            format!("`<{name}>` is never closed; it was taken to end at {place}"),
        )
        .help(format!("close it with `</{name}>`, or write `<{name} ... />` if it encloses nothing"))
    });
}

/// Children stand after their parents, so one walk from the end puts every node where it belongs.
fn assemble(mut slots: Vec<Slot>, roots: usize) -> Vec<Node> {
    let mut content = Vec::with_capacity(roots);
    while let Some(Slot { mut node, parent, .. }) = slots.pop() {
        if let Node::Component(component) = &mut node {
            component.children.reverse();
        }
        match parent.and_then(|parent| slots.get_mut(parent.get() as usize - 1)) {
            Some(Slot { node: Node::Component(component), children, .. }) => {
                if component.children.is_empty() {
                    component.children.reserve_exact(*children as usize);
                }
                component.children.push(node);
            }
            _ => content.push(node),
        }
    }
    content.reverse();
    content
}

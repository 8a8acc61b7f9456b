//! Input: the tree of a page and what its names stand for. Output: the tree with snippets in place of their tags.
//! Invariant: the tree stays as shallow as one page may be, and no page grows without bound.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::bytes::MAX_PAGE_BYTES;
use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::mdx::MAX_DEPTH;
use crate::read::page::{AttributeValue, Component, ComponentId, Node, Prose};
use crate::source::{SourceMap, Span};

use super::bindings::{Binding, Module};
use super::evaluate::Names;
use super::library::Library;
use super::substitute::{self, Where};

/// How far snippets may stand inside each other.
const MAX_SNIPPETS: usize = 16;

/// Where a snippet shows what its tag encloses. Only the first of them does here.
const CHILDREN: [&str; 2] = ["{children}", "{props.children}"];

/// Characters that a line of a page's frame may have.
const LONGEST_FRAME: usize = 300;

/// What a node weighs beside its text.
const NODE: usize = 64;

pub(super) struct Expander<'a, 'l> {
    library: &'a Library<'l>,
    sources: &'a mut SourceMap,
    diagnostics: &'a mut Diagnostics,
    ledger: &'a mut Ledger,
    /// The snippets around, by index and function.
    around: Vec<(usize, Option<&'a str>)>,
    /// How much snippets may still add to the page.
    purse: usize,
}

/// What the names stand for, and what is enclosed, where a snippet is used.
struct Scope<'a> {
    module: &'a Module,
    /// The snippet; `None` for the page itself.
    owner: Option<usize>,
    props: BTreeMap<String, AttributeValue>,
    /// What the tag encloses, until it has its place.
    children: Vec<Node>,
}

/// How deep a node stands, and in what.
#[derive(Clone, Copy)]
struct Level {
    parent: Option<ComponentId>,
    depth: usize,
}

impl<'a, 'l> Expander<'a, 'l> {
    pub(super) fn new(
        library: &'a Library<'l>,
        sources: &'a mut SourceMap,
        diagnostics: &'a mut Diagnostics,
        ledger: &'a mut Ledger,
    ) -> Self {
        Self { library, sources, diagnostics, ledger, around: Vec::new(), purse: MAX_PAGE_BYTES }
    }

    /// The nodes of a page, with what they bring in.
    pub(super) fn page(&mut self, nodes: Vec<Node>, module: &'a Module) -> Vec<Node> {
        let mut scope = Scope { module, owner: None, props: BTreeMap::new(), children: Vec::new() };
        let mut out = Vec::new();
        self.nodes(nodes, &mut scope, Level { parent: None, depth: 0 }, &mut out);
        out
    }

    fn nodes(&mut self, nodes: Vec<Node>, scope: &mut Scope<'a>, level: Level, out: &mut Vec<Node>) {
        for node in nodes {
            if scope.owner.is_some() {
                self.purse = self.purse.saturating_sub(NODE + weight(&node));
            }
            match node {
                Node::Prose(prose) => self.prose(prose, scope, level, out),
                Node::Heading(mut heading) => {
                    if let Some(text) = substitute::text(&heading.text, &self.names(scope), Where::Prose) {
                        heading.text = text;
                    }
                    out.push(Node::Heading(heading));
                }
                Node::Code(mut block) => {
                    let names = Names {
                        props: &scope.props,
                        bindings: &scope.module.bindings,
                        variables: &self.library.variables,
                    };
                    substitute::code(&mut block, &names, self.sources);
                    out.push(Node::Code(block));
                }
                Node::Component(component) => self.component(component, scope, level, out),
                node @ (Node::Endpoint(_) | Node::ListedField(_)) => out.push(node),
            }
        }
    }

    fn names<'s>(&'s self, scope: &'s Scope<'_>) -> Names<'s> {
        Names { props: &scope.props, bindings: &scope.module.bindings, variables: &self.library.variables }
    }

    fn prose(&mut self, mut prose: Prose, scope: &mut Scope<'a>, level: Level, out: &mut Vec<Node>) {
        if scope.owner.is_some() && CHILDREN.iter().any(|mark| prose.markdown.contains(mark)) {
            let fits = !scope.children.is_empty() && level.depth + height(&scope.children) <= MAX_DEPTH;
            let split = CHILDREN.iter().find_map(|mark| prose.markdown.split_once(mark)).filter(|_| fits);
            if let Some((before, after)) = split {
                let part = |text: &str| Prose { markdown: text.trim().to_owned(), span: prose.span, rows: Vec::new() };
                let (before, after) = (part(before), part(after));
                let children = std::mem::take(&mut scope.children);
                self.prose(before, scope, level, out);
                out.extend(children);
                return self.prose(after, scope, level, out);
            }
            for mark in CHILDREN {
                prose.markdown = prose.markdown.replace(mark, "");
            }
        }
        // A pointer to the index of the site belongs to the frame of a page, as in exports, and describes nothing.
        let is_frame = scope.owner.is_some() && prose.markdown.len() < LONGEST_FRAME && {
            prose.markdown.contains("/llms.txt") && !prose.markdown.contains("\n\n")
        };
        if is_frame || prose.markdown.trim().is_empty() {
            return;
        }
        if let Some(text) = substitute::text(&prose.markdown, &self.names(scope), Where::Prose) {
            self.purse = self.purse.saturating_sub(text.len());
            prose.markdown = text;
        }
        out.push(Node::Prose(prose));
    }

    fn component(&mut self, mut component: Component, scope: &mut Scope<'a>, level: Level, out: &mut Vec<Node>) {
        if scope.owner.is_some() {
            component.id = self.ledger.enter(component.name.clone(), component.tag, level.parent);
        }
        let mut attributes = std::mem::take(&mut component.attributes);
        substitute::attributes(&mut attributes, &self.names(scope));
        component.attributes = attributes;
        let inside = Level { parent: Some(component.id), depth: level.depth + 1 };
        let mut children = Vec::new();
        self.nodes(std::mem::take(&mut component.children), scope, inside, &mut children);
        match self.target(&component, scope) {
            Some((index, function)) => self.splice(&component, children, (index, function), level, out),
            None => out.push(Node::Component(Component { children, ..component })),
        }
    }

    /// The snippet that the component stands for, and the function of it.
    fn target(&self, component: &Component, scope: &Scope<'a>) -> Option<(usize, Option<&'a str>)> {
        if self.library.kept.contains(&*component.name) {
            return None;
        }
        match scope.module.bindings.get(&*component.name) {
            Some(Binding::Content(index)) => Some((*index, None)),
            Some(Binding::Function(index, name)) => Some((*index, Some(name))),
            Some(Binding::Own(name)) => Some((scope.owner?, Some(name))),
            Some(Binding::Value(_)) => None,
            None if component.name == "Snippet" => {
                let file = component.attribute("file")?.value.text()?;
                Some((*scope.module.older.get(&file)?, None))
            }
            None => None,
        }
    }

    fn splice(
        &mut self,
        tag: &Component,
        children: Vec<Node>,
        target: (usize, Option<&'a str>),
        level: Level,
        out: &mut Vec<Node>,
    ) {
        let library = self.library;
        let snippet = library.snippets.get(target.0);
        let function = target.1.map(|name| snippet.and_then(|snippet| snippet.shown.get(name)));
        let content = match function {
            Some(function) => function.map(|function| &function.content),
            None => snippet.map(|snippet| &snippet.content),
        };
        let (Some(snippet), Some(content)) = (snippet, content) else { return out.extend(children) };
        self.ledger.settle(tag.id, Outcome::Ignored(Reason::Snippet));
        if let Some((code, why)) = self.refusal(target, content, level) {
            let message = format!("`<{}>` {why}; what it brings in was left out here", tag.name);
            self.diagnostics.push(Diagnostic::at(code, tag.tag, message));
            return out.extend(children);
        }
        let mut props: BTreeMap<String, AttributeValue> =
            function.flatten().map(|function| function.defaults.clone()).unwrap_or_default();
        let given = tag.attributes.iter().rev().filter(|attribute| attribute.name != "...");
        props.extend(given.map(|attribute| (attribute.name.to_string(), attribute.value.clone())));
        let mut scope = Scope { module: &snippet.module, owner: Some(target.0), props, children };
        self.around.push(target);
        self.nodes(content.clone(), &mut scope, level, out);
        self.around.pop();
        // What is enclosed is never lost, whether the snippet has a place for it or not.
        out.append(&mut scope.children);
    }

    fn refusal(&self, target: (usize, Option<&str>), content: &[Node], level: Level) -> Option<(Code, &'static str)> {
        if self.around.contains(&target) {
            Some((Code::SnippetCycle, "stands inside itself"))
        } else if self.around.len() >= MAX_SNIPPETS || level.depth + height(content) > MAX_DEPTH {
            Some((Code::NestingTooDeep, "stands too deep"))
        } else if self.purse == 0 {
            Some((Code::PageTooLarge, "would make the page larger than any has a right to be"))
        } else {
            None
        }
    }
}

/// How many components stand inside each other.
pub(super) fn height(nodes: &[Node]) -> usize {
    let heights = nodes.iter().map(|node| match node {
        Node::Component(component) => 1 + height(&component.children),
        _ => 0,
    });
    heights.max().unwrap_or(0)
}

fn weight(node: &Node) -> usize {
    match node {
        Node::Prose(prose) => prose.markdown.len(),
        Node::Code(block) => block.text.len(),
        Node::Heading(heading) => heading.text.len(),
        Node::Component(component) => component.attributes.iter().map(|one| NODE + length(one.span)).sum(),
        Node::Endpoint(_) | Node::ListedField(_) => 0,
    }
}

fn length(span: Span) -> usize {
    span.range().len()
}

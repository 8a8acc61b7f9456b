//! Input: small pages, each named after its trap. Output: what they are read as, one node a line.
//! Invariant: a test pins one behaviour.

mod head;
mod hostile;
mod html_tables;
mod slips;
mod structure;

use std::fmt::Write as _;

use crate::diagnostics::Diagnostics;
use crate::read::detect;
use crate::read::ledger::Ledger;
use crate::read::page::{AttributeValue, Node, Page};
use crate::source::SourceMap;

struct Reading {
    page: Page,
    ledger: Ledger,
    diagnostics: Diagnostics,
    sources: SourceMap,
}

fn read(text: &str) -> Reading {
    let mut sources = SourceMap::new();
    let file = sources.add("page.mdx", "page.mdx", text);
    let mut diagnostics = Diagnostics::new();
    let super::Parsed { page, ledger, .. } = super::read(&sources, file, detect::markup(text), &mut diagnostics);
    Reading { page, ledger, diagnostics, sources }
}

/// The tree, one node a line, two spaces a level.
fn outline(text: &str) -> String {
    let mut lines = String::new();
    draw(&read(text).page.content, 0, &mut lines);
    lines.trim_end().to_owned()
}

fn draw(nodes: &[Node], depth: usize, lines: &mut String) {
    let indent = "  ".repeat(depth);
    for node in nodes {
        match node {
            Node::Heading(heading) => writeln!(lines, "{indent}{} {}", "#".repeat(heading.level.into()), heading.text),
            Node::Prose(prose) => writeln!(lines, "{indent}{:?}", prose.markdown),
            Node::Code(code) => writeln!(lines, "{indent}code {:?} {:?}", code.info, code.text),
            Node::Component(component) => {
                let attributes: String =
                    component.attributes.iter().map(|a| format!(" {}{}", a.name, value(&a.value))).collect();
                writeln!(lines, "{indent}<{}{attributes}>", component.name)
            }
            Node::Endpoint(_) | Node::ListedField(_) => Ok(()),
        }
        .unwrap();
        if let Node::Component(component) = node {
            draw(&component.children, depth + 1, lines);
        }
    }
}

fn value(value: &AttributeValue) -> String {
    match value {
        AttributeValue::Bare => String::new(),
        AttributeValue::Text(text) => format!("={text:?}"),
        AttributeValue::Bool(value) => format!("={{{value}}}"),
        AttributeValue::Literal(json) => format!("={{{}}}", json.to_value()),
        AttributeValue::Expression(source) => format!("=({source})"),
    }
}

/// Code, line and column of each diagnostic.
fn told(text: &str) -> Vec<String> {
    let reading = read(text);
    let place = |span| {
        let position = reading.sources.position(span);
        format!("{}:{}", position.line, position.column)
    };
    let diagnostics = reading.diagnostics.as_slice().iter();
    diagnostics.map(|d| format!("{} {}", d.code.as_str(), d.span.map_or_else(String::new, place))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(outline(text), expected.join("\n"));
    assert_eq!(told(text), Vec::<String>::new());
}

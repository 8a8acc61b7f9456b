//! Input: a page, and the headings of it at which operations begin, as `[[evidence]]` in api.toml names them. Output: the page
//! with method and path behind these headings, as if it said so itself.
//! Invariant: a heading that the page does not have is told, and nothing else of the page changes.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::near;
use crate::project::{ApiProject, PageEvidence};
use crate::read::page::{AttributeValue, Component, Node, Page};
use crate::source::SourceMap;

/// Parts a page at the headings that api.toml names.
pub(crate) fn split(project: &ApiProject, sources: &SourceMap, page: &mut Page, diagnostics: &mut Diagnostics) {
    if project.evidence.iter().all(|entry| entry.heading.is_none()) {
        return;
    }
    let path = sources.file(page.file).map_or("", |file| file.page());
    for entry in project.evidence.iter().filter(|entry| entry.page.value == path) {
        let (Some(heading), Some(line)) = (&entry.heading, line(entry)) else { continue };
        if !mark(&mut page.content, &heading.value, &line) {
            let message = format!("`{path}` has no heading `{}`", heading.value);
            let mut there = Vec::new();
            headings(&page.content, &mut there);
            let help = near::did_you_mean(&heading.value, there.iter().map(String::as_str))
                .unwrap_or_else(|| "write it as the page does".to_owned());
            diagnostics.push(Diagnostic::at(Code::StaleEvidence, heading.span, message).help(help));
        }
    }
}

/// `(POST /v1/loans)`
fn line(entry: &PageEvidence) -> Option<String> {
    Some(format!("({} {})", entry.method.as_ref()?.value.to_ascii_uppercase(), entry.path.as_ref()?.value))
}

/// Writes the line behind the first heading, or title of a component, that reads so; whether there is one.
fn mark(nodes: &mut [Node], heading: &str, line: &str) -> bool {
    nodes.iter_mut().any(|node| match node {
        Node::Heading(found) if found.text.trim() == heading => {
            found.text = format!("{heading} {line}");
            true
        }
        Node::Component(component) => {
            mark_title(component, heading, line) || mark(&mut component.children, heading, line)
        }
        _ => false,
    })
}

fn mark_title(component: &mut Component, heading: &str, line: &str) -> bool {
    let title = component.attributes.iter_mut().find(|attribute| attribute.name == "title");
    match title.filter(|title| title.value.text().is_some_and(|text| text.trim() == heading)) {
        Some(title) => {
            title.value = AttributeValue::Text(format!("{heading} {line}").into());
            true
        }
        None => false,
    }
}

fn headings(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Heading(heading) => found.push(heading.text.trim().to_owned()),
            Node::Component(component) => {
                found.extend(component.attribute("title").and_then(|title| title.value.text()));
                headings(&component.children, found);
            }
            _ => {}
        }
    }
}

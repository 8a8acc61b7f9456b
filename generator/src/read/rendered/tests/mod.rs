//! Rendered pages, one trap a test.

mod lists;
mod pages;
mod samples;

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::diagnostics::Diagnostic;
use crate::read::page::{ListedField, Node};
use crate::source::{Span, Spanned};

fn read_text(text: &str) -> (SourceMap, Page, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let file = sources.add("p.txt", "p.txt", text);
    let mut diagnostics = Diagnostics::new();
    let (page, ledger) = read(&sources, file, &mut diagnostics);
    assert!(ledger.entries().is_empty());
    (sources, page, diagnostics.as_slice().to_vec())
}

fn listing(text: &str) -> String {
    let (sources, page, diagnostics) = read_text(text);
    let mut out = String::new();
    for (word, value) in [("title", &page.title), ("description", &page.description)] {
        if let Some(value) = value {
            writeln!(out, "{word} {:?}", value.value).unwrap();
        }
    }
    for node in &page.content {
        out.push_str(&describe(node));
        out.push('\n');
    }
    for diagnostic in &diagnostics {
        let position = sources.position(diagnostic.span.unwrap());
        writeln!(out, "{} {}:{} {}", diagnostic.code.as_str(), position.line, position.column, diagnostic.message)
            .unwrap();
    }
    out
}

fn describe(node: &Node) -> String {
    match node {
        Node::Heading(heading) => format!("heading {} {:?}", heading.level, heading.text),
        Node::Prose(prose) => format!("prose {:?}", prose.markdown),
        Node::Code(code) => format!("code {:?} {:?}", code.info, code.text),
        Node::Endpoint(endpoint) => format!("endpoint {} {}", endpoint.method, endpoint.path),
        Node::ListedField(field) => describe_field(field),
        Node::Component(_) => "component".to_owned(),
    }
}

fn describe_field(field: &ListedField) -> String {
    let mut out = format!("field {:?}", field.name.value);
    let parts = [
        ("type", &field.type_text),
        ("in", &field.location),
        ("default", &field.default),
        ("example", &field.example),
        ("text", &field.description),
    ];
    for (word, value) in parts {
        if let Some(Spanned { value, .. }) = value {
            write!(out, " {word} {value:?}").unwrap();
        }
    }
    if !field.options.is_empty() {
        let options: Vec<_> = field.options.iter().map(|option| option.value.as_str()).collect();
        write!(out, " options {options:?}").unwrap();
    }
    out + if field.required { " required" } else { "" } + if field.deprecated { " deprecated" } else { "" }
}

fn spans(page: &Page) -> Vec<(Span, Option<&str>)> {
    let mut spans = Vec::new();
    let mut text = |value: &Option<Spanned<String>>| spans.extend(value.as_ref().map(|value| value.span));
    text(&page.title);
    text(&page.description);
    let mut all: Vec<(Span, Option<&str>)> = spans.into_iter().map(|span| (span, None)).collect();
    for node in &page.content {
        match node {
            Node::Heading(heading) => all.push((heading.span, Some(&heading.text))),
            Node::Prose(prose) => all.push((prose.span, None)),
            Node::Code(code) => all.extend([(code.span, Some(code.text.as_str())), (code.outer, None)]),
            Node::Endpoint(endpoint) => all.push((endpoint.span, None)),
            Node::ListedField(field) => {
                all.extend([(field.span, None), (field.name.span, Some(field.name.value.as_str()))]);
                let values = [&field.type_text, &field.location, &field.default, &field.example].into_iter().flatten();
                all.extend(values.chain(&field.options).map(|value| (value.span, Some(value.value.as_str()))));
                all.extend(field.description.as_ref().map(|value| (value.span, None)));
            }
            Node::Component(_) => {}
        }
    }
    all
}

fn check(text: &str) {
    looks_rendered(text);
    let (sources, page, diagnostics) = read_text(text);
    let all = spans(&page).into_iter().chain(diagnostics.iter().filter_map(|d| d.span).map(|span| (span, None)));
    for (span, words) in all {
        let piece = text.get(span.range());
        assert!(piece.is_some(), "{span:?}");
        if let Some(words) = words {
            assert_eq!(piece, Some(words));
        }
        sources.position(span);
    }
}

fn line() -> impl Strategy<Value = String> {
    let words = [
        "GET",
        "/",
        "{id}",
        "string",
        "Attachment[]",
        "required",
        "requiredBody",
        "deprecated",
        "default:1",
        "default:",
        "Response",
        "200404",
        "200default",
        "application/json",
        "Available options:",
        "a,",
        "Example:",
        "{",
        "\"a\": [",
        "}",
        "]",
        "}{",
        "curl -d '",
        "'",
        "\\",
        "```json",
        "const a = f(",
        "idstringrequired",
        "Was this page helpful?",
        "- Option 1",
        "Name · object[]",
        "",
        "\u{200b}",
        "éstringrequiredÄ",
        "Minimum length: 1",
        "Bodyapplication/json",
        "fooAvailable options: x, yExample: z",
        "default:é",
        "# é",
    ];
    prop_oneof![4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}"]
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_are_pieces_of_it(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_mixture_of_lines_is_read(lines in prop::collection::vec(line(), 0..40), glue in prop::sample::select(vec!["\n", "\r\n", "\n\n", ""])) {
        check(&lines.join(glue));
    }
}

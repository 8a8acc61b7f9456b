//! Input: pages that nobody wrote in good faith. Output: a tree all the same.
//! Invariant: the steps grow with the length of the page, and no depth reaches the stack.

use proptest::prelude::*;

use super::super::head::Head;
use super::super::input::Input;
use super::super::scanner::Scanner;
use super::super::tree::{MAX_DEPTH, Tree};
use super::{read, told};
use crate::read::page::Node;
use crate::source::{SourceMap, Span};

/// How many bytes were looked at.
fn steps(text: &str) -> usize {
    let file = SourceMap::new().add("p", "p", "");
    let mut scanner = Scanner::new(Input::new(text, file), Head::default().body);
    let mut tree = Tree::default();
    while let Some(piece) = scanner.next(tree.innermost()) {
        tree.add(&mut scanner.input, piece);
    }
    tree.finish(&mut scanner.input);
    scanner.input.steps
}

#[test]
fn steps_are_linear_on_pages_made_to_be_searched_again_and_again() {
    let pieces = [
        "<",
        "{",
        "`",
        "<A ",
        "<A b=\"",
        "<A b='x' ",
        "<A b={",
        "<A>",
        "</A>",
        "<A/>",
        "<!--",
        "{/*",
        "{/* */ ",
        "[",
        "\\",
        "a{ ",
        "{`",
        "{\"",
        "`` ` ",
        "``` ",
        "\n```\n</A>\n",
        "\n~~~a\n",
        "<script>",
        "<a b=\"",
        "<A b=“",
        "\n# <",
        "\nexport const a = {",
        "> ",
        "\n- ",
        "<A b=\"\n<A ",
        "{a}",
        "<Array<",
        "<A b=\"x",
        "</A",
        "<A\n",
        "&amp;",
        "'",
        "<h1>",
        "{'",
        "<A {",
    ];
    for piece in pieces {
        let (small, large) = (piece.repeat(20_000), piece.repeat(40_000));
        let (small, large) = (steps(&small), steps(&large));
        let growth = large as f64 / small as f64;
        assert!(growth < 2.2, "{piece:?}: {small} steps, then {large}");
        assert!(large < 40 * (40_000 * piece.len() + (1 << 20)), "{piece:?}: {large} steps");
    }
}

#[test]
fn backticks_of_every_length_are_counted_once() {
    let page = |runs: usize| (1..runs).map(|length| "`".repeat(length) + " ").collect::<String>();
    let (small, large) = (page(300), page(600));
    let per_byte = |text: &str| steps(text) as f64 / text.len() as f64;
    assert!(per_byte(&large) < 1.2 * per_byte(&small) + 1.0);
}

#[test]
fn depth_is_capped_and_told() {
    let text = format!("{}x{}", "<A>".repeat(100_000), "</A>".repeat(100_000));
    let reading = read(&text);
    let mut nodes = &reading.page.content;
    let mut depth = 0;
    while let Some(Node::Component(component)) = nodes.first() {
        nodes = &component.children;
        depth += 1;
    }
    assert_eq!(depth, MAX_DEPTH);
    assert_eq!(reading.ledger.entries().len(), 100_000);
    assert_eq!(
        told(&"<A>".repeat(65).replace("><", ">\n<")).iter().filter(|d| d.starts_with("nesting-too-deep 65:1")).count(),
        1
    );
}

#[test]
fn components_beyond_the_cap_are_its_siblings() {
    let deep = MAX_DEPTH + 2;
    let text = format!("{}a{}b{}", "<A>".repeat(deep), "</A>".repeat(2), "</A>".repeat(MAX_DEPTH));
    let reading = read(&text);
    let mut nodes = &reading.page.content;
    for _ in 1..MAX_DEPTH {
        let Some(Node::Component(component)) = nodes.first() else { panic!("a component") };
        nodes = &component.children;
    }
    let texts: Vec<Vec<_>> = nodes
        .iter()
        .map(|node| match node {
            Node::Component(component) => component.children.iter().collect(),
            _ => panic!("a component"),
        })
        .collect();
    assert_eq!(texts.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 1]);
}

#[test]
fn a_page_of_components_without_end_is_cut() {
    let text = "<A/>".repeat(300_000);
    assert_eq!(told(&text), ["page-too-large 1:1"]);
}

fn spans(nodes: &[Node], into: &mut Vec<Span>) {
    for node in nodes {
        match node {
            Node::Heading(heading) => into.push(heading.span),
            Node::Prose(prose) => into.push(prose.span),
            Node::Code(code) => into.extend([code.span, code.outer]),
            Node::Component(component) => {
                into.push(component.tag);
                into.extend(component.attributes.iter().flat_map(|a| [a.span, a.value_span]));
                spans(&component.children, into);
            }
            Node::Endpoint(_) | Node::ListedField(_) => {}
        }
    }
}

fn components(nodes: &[Node]) -> usize {
    let of = |node: &Node| match node {
        Node::Component(component) => 1 + components(&component.children),
        _ => 0,
    };
    nodes.iter().map(of).sum()
}

fn page() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<",
        ">",
        "</",
        "/>",
        "A",
        "ParamField",
        "Tab",
        " body",
        "=",
        "\"",
        "'",
        "{",
        "}",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "    ",
        "# ",
        "> ",
        "- ",
        "\\",
        "{/*",
        "*/}",
        "<!--",
        "-->",
        "export const a = ",
        "import A from 'b'",
        "---\n",
        "é",
        "“",
        "🎉",
        "\u{feff}",
        ";",
        "&amp;",
        "&",
        "<div>",
        "</div>",
        "<script>",
        "</script>",
        "<h2>",
        "...",
        "true",
        "1",
        ":",
        "json 200",
        "<ParamField body=\"a\">",
        "</ParamField>",
        "<Tab title=\"200\">",
        "</Tab>",
        "|",
        "(",
        ")",
        "[",
        "]",
        "$",
        "title: x",
        "//",
        "\t",
        "\0",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_is_read_and_every_place_is_on_it(text in page()) {
        let reading = read(&text);
        let mut all = Vec::new();
        spans(&reading.page.content, &mut all);
        all.extend(reading.diagnostics.as_slice().iter().filter_map(|d| d.span));
        all.extend(reading.page.frontmatter.iter().map(|e| e.span));
        all.extend(reading.ledger.entries().iter().map(|e| e.tag));
        for span in all {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
        }
        let unsettled = reading.ledger.open().count();
        prop_assert_eq!(unsettled, components(&reading.page.content));
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        read(&text);
    }
}

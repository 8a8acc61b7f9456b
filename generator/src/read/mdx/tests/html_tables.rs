//! Input: tables written in HTML. Output: the same as Markdown, or as text where they only arrange.
//! Invariant: no word is lost, and every component is in the ledger.

use super::{check, outline, read, told};
use crate::read::page::Node;

fn table(rows: &str) -> String {
    format!("Before\n\n<table>\n{rows}\n</table>\n\nAfter\n")
}

#[track_caller]
fn comes_to(rows: &str, markdown: &str) {
    check(&table(rows), &[&format!("{:?}", format!("Before\n\n{markdown}\n\nAfter"))]);
}

#[test]
fn heads_are_rows_of_heads_bold_rows_or_none() {
    let body = "<tr><td>a</td><td>b</td></tr>";
    comes_to(
        &format!("<thead><tr><td>Name</td><td>Type</td></tr></thead><tbody>{body}</tbody>"),
        "| Name | Type |\n|---|---|\n| a | b |",
    );
    comes_to(&format!("<tr><th>Name</th><th>Type</th></tr>{body}"), "| Name | Type |\n|---|---|\n| a | b |");
    comes_to(
        &format!("<tr><td><b>Name</b></td><td><strong>Type</strong></td></tr>{body}"),
        "| **Name** | **Type** |\n|---|---|\n| a | b |",
    );
    comes_to(&format!("{body}<tr><th>c</th><td>d</td></tr>"), "|  |  |\n|---|---|\n| a | b |\n| c | d |");
    comes_to(
        "<thead><tr><th>All</th></tr><tr><th>Name</th><th>Type</th></tr></thead><tr><td>a</td></tr>",
        "| Name | Type |\n|---|---|\n| All |  |\n| a |  |",
    );
}

#[test]
fn tags_in_cells_are_markdown_and_blocks_are_breaks() {
    comes_to(
        "<tr><th>Name</th><th>What</th></tr>\n<tr>\n  <td>\n    <code>a|b</code>\n  </td>\n  <td>One <b>word</b>.<p>Two.</p>\n<ul><li>x</li><li>y</li></ul></td>\n</tr>",
        "| Name | What |\n|---|---|\n| `a\\|b` | One **word**.<br/>Two.<br/>x<br/>y |",
    );
    comes_to("<tr><th>A</th></tr><tr><td>{\"x\"}</td></tr>", "| A |\n|---|\n| x |");
    comes_to(
        "<tr><th>A</th></tr><tr><td>a <table><tr><td>inner</td></tr></table> b</td></tr>",
        "| A |\n|---|\n| a <br/>inner<br/>b |",
    );
}

#[test]
fn what_is_left_open_ends_where_the_next_begins() {
    comes_to(
        "<tr><th>Name<th>Type\n<tr><td>a<td>b\n<tr><td>c<td>d",
        "| Name | Type |\n|---|---|\n| a | b |\n| c | d |",
    );
    let endless = "<table>\n<tr><th>Name</th></tr>\n<tr><td>a</td></tr>\n\n## Next\n\nMore.";
    check(endless, &["\"| Name |\\n|---|\\n| a |\"", "## Next", "\"More.\""]);
    check("<table><tr><th>Name<tr><td>a", &["\"| Name |\\n|---|\\n| a |\""]);
    check("a</td> b</tr></table> c", &["\"a\\n\\nb\\n\\nc\""]);
}

#[test]
fn capitals_are_no_components() {
    let page = "<TABLE><TR><TH>A</TH></TR><TR><TD>1</TD></TR></TABLE>";
    check(page, &["\"| A |\\n|---|\\n| 1 |\""]);
    assert_eq!(read(page).ledger.entries().len(), 0);
}

#[test]
fn words_beside_the_cells_come_before_the_table() {
    comes_to("<caption>Limits</caption><tr><th>A</th></tr><tr><td>1</td></tr>", "Limits\n\n| A |\n|---|\n| 1 |");
    check("Before\n\n<table>\n</table>\n\nAfter", &["\"Before\\n\\nAfter\""]);
}

#[test]
fn a_table_that_only_arranges_is_what_is_in_it() {
    let page = table("<tr><td>Left <ParamField body=\"a\" type=\"string\">About.</ParamField></td><td>Right</td></tr>");
    let tree =
        ["\"Before\\n\\nLeft\"", "<ParamField body=\"a\" type=\"string\">", "  \"About.\"", "\"Right\\n\\nAfter\""];
    check(&page, &tree);
    let page = table("<tr><td>\n\n```json\n{}\n```\n\n</td><td>Right</td></tr>");
    assert_eq!(outline(&page), "\"Before\"\ncode \"json\" \"{}\\n\"\n\"Right\\n\\nAfter\"");
}

#[test]
fn components_in_cells_are_accounted_for_and_their_words_stay() {
    let page = table(
        "<tr><th>A</th></tr><tr><td><Badge color=\"red\">new</Badge> <Icon icon=\"x\" /> <Tooltip tip=\"t\">string</Tooltip></td></tr>",
    );
    let reading = read(&page);
    assert_eq!(reading.ledger.entries().len(), 3);
    assert_eq!(reading.ledger.open().count(), 0);
    assert_eq!(told(&page), Vec::<String>::new());
    assert_eq!(outline(&page), "\"Before\\n\\n| A |\\n|---|\\n| new string |\\n\\nAfter\"");
}

#[test]
fn every_row_has_its_place() {
    let reading = read(&table("<tr><th>A</th></tr>\n<tr><td>one</td></tr>\n<tr><td>two</td></tr>"));
    let Some(Node::Prose(prose)) = reading.page.content.first() else { panic!() };
    let rows = prose.rows.iter().map(|(line, span)| {
        let line = prose.markdown.get(line.clone()).unwrap();
        format!("{} {line}", reading.sources.position(*span).line)
    });
    assert_eq!(rows.collect::<Vec<_>>(), ["4 | A |", "4 |---|", "5 | one |", "6 | two |"]);
}

#[test]
fn tables_in_tables_without_end_are_read_in_one_go() {
    for piece in ["<table>", "<table><tr><td>", "<td>", "<tr>", "<table><tr><th>a</th>"] {
        let reading = read(&piece.repeat(20_000));
        assert!(reading.page.content.len() < 2, "{piece}");
    }
}

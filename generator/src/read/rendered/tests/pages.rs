//! The rendered pages of `docs-input`, counted.

use std::path::Path;

use insta::assert_snapshot;

use super::super::looks_rendered;
use super::{describe, read_text};
use crate::read::page::{Node, Page};

fn page_of(path: &str) -> Page {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let text = std::fs::read_to_string(folder.join(path)).unwrap();
    assert!(looks_rendered(&text));
    let (_, page, diagnostics) = read_text(&text);
    assert_eq!(diagnostics, []);
    page
}

fn fields_by_heading(page: &Page) -> Vec<(&str, usize)> {
    let mut counts = vec![("", 0)];
    for node in &page.content {
        match node {
            Node::Heading(heading) => counts.push((&heading.text, 0)),
            Node::ListedField(_) => counts.last_mut().unwrap().1 += 1,
            _ => {}
        }
    }
    counts.retain(|(_, count)| *count > 0);
    counts
}

fn title_of(page: &Page) -> (&str, &str) {
    (page.title.as_ref().map_or("", |title| &title.value), page.description.as_ref().map_or("", |text| &text.value))
}

fn endpoints(page: &Page) -> Vec<String> {
    let endpoint = |node: &Node| matches!(node, Node::Endpoint(_)).then(|| describe(node));
    page.content.iter().filter_map(endpoint).collect()
}

fn samples(page: &Page) -> Vec<(&str, &str)> {
    page.content
        .iter()
        .filter_map(|node| match node {
            Node::Code(code) => Some((code.info.as_str(), code.text.as_str())),
            _ => None,
        })
        .collect()
}

#[test]
fn collapsed_page_has_two_skeletons_three_times() {
    let page = page_of("algoreg/go-chat/update-thread-collapsed.txt");
    assert_eq!(title_of(&page), ("Update thread", "Changes the given chat thread."));
    assert_eq!(endpoints(&page), ["endpoint POST /api/v1/thread/{id}"]);
    let samples = samples(&page);
    assert_eq!(samples.len(), 6);
    let (body, answer) = (samples[0], samples[1]);
    assert_eq!(samples, [body, answer, body, answer, body, answer]);
    for (info, text) in samples {
        assert_eq!(info, "json");
        serde_json::from_str::<serde_json::Value>(text).unwrap();
    }
    assert_eq!(fields_by_heading(&page), []);
    let others: Vec<_> =
        page.content.iter().filter(|node| !matches!(node, Node::Code(_) | Node::Endpoint(_))).map(describe).collect();
    assert_eq!(
        others,
        [
            "heading 2 \"Path parameters\"",
            "heading 2 \"Body parameters\"",
            "heading 2 \"Response body\"",
            "prose \"deprecated. Use nationality_codes, which holds all of them\"",
        ]
    );
}

#[test]
fn flat_page_has_every_field_of_the_list() {
    let page = page_of("algoreg/go-chat/get-thread.txt");
    assert_eq!(title_of(&page), ("Get thread", "Gives back the given chat thread."));
    assert_eq!(endpoints(&page), ["endpoint GET /api/v1/thread/{id}"]);
    assert_eq!(fields_by_heading(&page), [("Path parameters", 1), ("Response body", 92)]);
    let described =
        page.content.iter().filter(|node| matches!(node, Node::ListedField(field) if field.description.is_some()));
    assert_eq!(described.count(), 3);
}

#[test]
fn page_of_another_vendor_has_samples_and_fields() {
    let page = page_of("chatting/update-thread-status.txt");
    assert_eq!(title_of(&page).0, "Update Thread Status");
    assert_eq!(endpoints(&page), ["endpoint PATCH /v1/chatting/{chatbotId}/thread/update-thread"]);
    assert_eq!(samples(&page).iter().map(|(info, _)| *info).collect::<Vec<_>>(), ["bash", "json"]);
    let counts = [("Authorizations", 1), ("Path Parameters", 1), ("Body", 9), ("Response", 3)];
    assert_eq!(fields_by_heading(&page), counts);
    let listed: Vec<_> = page.content.iter().filter(|node| !matches!(node, Node::Code(_))).map(describe).collect();
    assert_snapshot!(listed.join("\n"), @r#"
    endpoint PATCH /v1/chatting/{chatbotId}/thread/update-thread
    heading 2 "Authorizations"
    field "Authorization" type "string" in "header" text "The header reads Bearer <token>; the token is the one that you were given." required
    heading 2 "Path Parameters"
    field "chatbotId" type "string" example "\"361628903185318481\"" required
    heading 2 "Body"
    prose "application/json"
    field "threadId" type "string" required
    field "resolved" type "boolean"
    field "archived" type "boolean"
    field "escalated" type "boolean"
    field "important" type "boolean"
    field "mode" type "enum<string>" options ["AI", "AGENT", "HUMAN"]
    field "tags" type "string[]"
    field "title" type "string | null"
    field "internalNotes" type "string | null"
    heading 2 "Response"
    prose "The threads were updated"
    field "success" type "boolean" example "true"
    field "message" type "string" example "\"Thread statuses updated successfully\""
    field "data" type "object"
    "#);
}

#[test]
fn pages_of_other_forms_are_not_taken_for_rendered_ones() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let areas = std::fs::read_dir(root.join("tests/fixtures")).unwrap().filter_map(Result::ok);
    let cases = areas.filter(|area| area.path().is_dir()).flat_map(|area| std::fs::read_dir(area.path()).unwrap());
    let files =
        cases.flat_map(|case| std::fs::read_dir(case.unwrap().path()).unwrap()).map(|file| file.unwrap().path());
    let pages = files.filter(|path| path.extension().is_some_and(|kind| kind == "md" || kind == "mdx"));
    let export = root.join("docs-input/algoreg/go-chat/update-thread.md");
    let taken: Vec<_> = pages
        .chain([export])
        .filter(|path| looks_rendered(&String::from_utf8_lossy(&std::fs::read(path).unwrap())))
        .collect();
    assert_eq!(taken, Vec::<std::path::PathBuf>::new());
}

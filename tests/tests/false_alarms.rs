//! Input: pages that are right, each with what once was told of it. Output: what is told.
//! Invariant: beside every page that is right stands one with the slip that it was taken for, and that is told.

use std::fs;

use fieldstone::project::Input;
use fieldstone::{Options, understand};

/// What is told of these pages: `code file:line message (help)`.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let input = Input { path: dir.path().to_owned(), shown: "in".to_owned(), config: None, everything: false };
    let mut understood = understand(&input, &Options::default()).unwrap();
    understood.diagnostics.sort();
    let line = |one: &fieldstone::diagnostics::Diagnostic| {
        let place = one.span.map(|span| understood.sources.place(span)).unwrap_or_default();
        format!("{} {place} {} ({})", one.code.as_str(), one.message, one.help.as_deref().unwrap_or_default())
    };
    understood.diagnostics.as_slice().iter().map(line).collect()
}

fn codes(files: &[(&str, &str)]) -> Vec<String> {
    told(files).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

fn page(title: &str, call: &str, rest: &str) -> String {
    format!("---\ntitle: {title}\napi: \"{call}\"\n---\n\n{rest}")
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_sample_of_another_call_that_is_documented_contradicts_nothing() {
    let sample = |call: &str| format!("```bash\ncurl {call}\n```\n");
    let delete = |call: &str| {
        page(
            "Delete a net",
            "DELETE https://api.nets.example/v1/nets/{net}",
            &format!("<ParamField path=\"net\" type=\"string\" required />\n\n{}", sample(call)),
        )
    };
    let list = page("List nets", "GET https://api.nets.example/v1/nets", "");
    for call in [
        "https://api.nets.example/v1/nets",
        "'https://api.nets.example/v1/nets?limit=1'",
        "-X DELETE https://api.nets.example/v1/nets/42",
    ] {
        assert_eq!(codes(&[("delete.mdx", &delete(call)), ("list.mdx", &list)]), NOTHING, "{call}");
    }
    for call in ["https://api.nets.example/v1/netz", "-X PUT https://api.nets.example/v1/nets/42"] {
        assert_eq!(codes(&[("delete.mdx", &delete(call)), ("list.mdx", &list)]), ["claims-contradict"], "{call}");
    }
}

fn linked(first: &str, second: &str) -> Vec<String> {
    let answer = |literal: &str| {
        format!(
            "<ResponseField name=\"links\" type=\"Link[]\">\n<Expandable>\n<ResponseField name=\"rel\" type=\"{literal}\" \
             />\n<ResponseField name=\"href\" type=\"string\" />\n</Expandable>\n</ResponseField>\n"
        )
    };
    codes(&[
        ("a.mdx", &page("List nets", "GET https://api.nets.example/v1/nets", &answer(first))),
        ("b.mdx", &page("List ropes", "GET https://api.nets.example/v1/ropes", &answer(second))),
    ])
}

#[test]
fn literals_of_links_on_another_page_contradict_nothing() {
    assert_eq!(linked("'self'", "'next'"), NOTHING);
    assert_eq!(linked("'self' | 'next'", "'self'"), NOTHING);
    assert_eq!(linked("string", "'next'"), NOTHING);
    assert!(linked("'self'", "boolean").iter().any(|code| code.ends_with("conflict") || code.ends_with("contradict")));
}

fn with_samples(values: [&str; 3]) -> Vec<String> {
    let fence = |(at, value): (usize, &str)| format!("```json 200 - {at}\n{{ \"id\": {value} }}\n```\n\n");
    let fences: String = values.into_iter().enumerate().map(fence).collect();
    let rest =
        format!("<ResponseField name=\"id\" type=\"boolean\" />\n\n<ResponseExample>\n{fences}</ResponseExample>\n");
    codes(&[("a.mdx", &page("Get net", "GET https://api.nets.example/v1/net", &rest))])
}

#[test]
fn samples_that_say_the_same_are_told_once() {
    assert_eq!(with_samples(["42", "42", "42"]), ["example-contradicts-field"]);
    assert_eq!(with_samples(["42", "43", "44"]), ["example-contradicts-field"]);
    assert_eq!(with_samples(["true", "true", "false"]), NOTHING);
}

#[test]
fn a_page_whose_document_is_missing_is_not_asked_for_single_fields() {
    let page = "---\ntitle: Get net\nopenapi: \"openapi.json GET /v1/nets/{net}\"\n---\n";
    let told = told(&[("get.mdx", page)]);
    assert!(told.iter().any(|line| line.starts_with("missing-document")), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("<ParamField")), "{told:?}");
    let by_hand = self::told(&[("get.mdx", &self::page("Get net", "GET https://api.nets.example/v1/nets/{net}", ""))]);
    assert!(by_hand.iter().any(|line| line.contains("<ParamField path=\"net\"")), "{by_hand:?}");
}

#[test]
fn pages_of_webhooks_and_objects_are_no_operations_that_lost_their_line() {
    let fields = "<ResponseField name=\"id\" type=\"string\" />\n<ResponseField name=\"at\" type=\"string\" />\n";
    let list = page("List nets", "GET https://api.nets.example/v1/nets", "");
    for title in ["Webhook events", "Net object", "The net webhook", "Callback payload"] {
        let page = format!("---\ntitle: {title}\n---\n\n{fields}");
        assert_eq!(codes(&[("x.mdx", &page), ("list.mdx", &list)]), ["not-an-operation"], "{title}");
    }
    let page = format!("---\ntitle: Get a net\n---\n\n{fields}");
    assert_eq!(codes(&[("x.mdx", &page), ("list.mdx", &list)]), ["no-endpoint"]);
}

#[test]
fn fields_of_several_calls_that_nothing_parts_are_no_duplicates() {
    let field = "<ResponseField name=\"id\" type=\"string\" />\n\n";
    let step = |call: &str| format!("{call}\n\n### Response\n\n{field}");
    let text = |calls: [&str; 2]| format!("# Guide\n\n## First\n\n{}## Then\n\n{}", step(calls[0]), step(calls[1]));
    let several = text(["First, `POST /v1/nets` casts it.", "Then `DELETE /v1/nets/{net}` takes it in."]);
    assert_eq!(
        codes(&[("guide.mdx", &several), ("list.mdx", &page("List nets", "GET https://api.nets.example/v1/nets", ""))]),
        ["no-endpoint"]
    );
    let twice = page("List nets", "GET https://api.nets.example/v1/nets", &format!("{field}{field}"));
    assert_eq!(codes(&[("list.mdx", &twice)]), ["duplicate-field"]);
}

/// What a help says is to be written into api.toml has to be a table or a key of it.
#[test]
fn a_help_asks_for_nothing_that_api_toml_cannot_hold() {
    let known = fieldstone::project::reference::entries();
    let mut seen = 0;
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/src");
    let mut open = vec![source];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        // Of each text in quotes that speaks of api.toml, what stands in back quotes or brackets as a table.
        for literal in text.split('"').skip(1).step_by(2).filter(|literal| literal.contains("api.toml")) {
            for word in literal.split('`').skip(1).step_by(2).filter(|word| word.starts_with('[')) {
                let table = word.trim_matches(['[', ']']).split('.').next().unwrap();
                assert!(known.iter().any(|entry| entry == table), "{}: {literal}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 5, "{seen}");
}

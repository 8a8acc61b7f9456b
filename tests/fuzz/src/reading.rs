//! Input: any bytes, as a page, a part of one, or a document. Output: nothing, if what is read of them can be.
//! Invariant: whatever the text, there is a page; its places lie in it, and to read it once more gives the same.

use fieldstone::diagnostics::Diagnostics;
use fieldstone::read::code::requests;
use fieldstone::read::json::{self as reader, JsonError};
use fieldstone::read::ledger::Ledger;
use fieldstone::read::openapi;
use fieldstone::read::page::{CodeBlock, Page};
use fieldstone::read::{MAX_PAGE_BYTES, read};
use fieldstone::source::{SourceMap, Span};
use fieldstone::type_expr;

use super::{spans, text};

/// A page in whatever form it seems to be.
pub fn page(bytes: &[u8]) {
    any_page(&text(bytes), "p.mdx");
}

/// The head of a page.
pub fn frontmatter(bytes: &[u8]) {
    let yaml = text(bytes);
    let (page, _) = any_page(&format!("---\n{yaml}\n---\n\nText.\n"), "p.mdx");
    // Every entry stands on a line of its own, or is part of one.
    assert!(page.frontmatter.len() <= yaml.len() + 1);
    let held = page.frontmatter.iter().map(|entry| entry.key.len() + entry.value.len()).sum::<usize>();
    assert!(held <= 64 * yaml.len() + 4096, "{held} bytes of {}: what is repeated has its limit", yaml.len());
}

/// A page as a browser shows it.
pub fn rendered(bytes: &[u8]) {
    let words = text(bytes);
    any_page(&words, "p.txt");
    any_page(&format!("Make a thing\nPOST\n/\nthings\nTry it\n\nBody\napplication/json\n{words}\n"), "p.txt");
}

fn any_page(words: &str, name: &str) -> (Page, Ledger) {
    let mut sources = SourceMap::new();
    let file = sources.add(name, name, words);
    let mut diagnostics = Diagnostics::new();
    let (page, ledger) = read(&sources, file, &mut diagnostics);
    spans::of_page(&sources, &page, &ledger);
    for told in diagnostics.as_slice() {
        let places = told.span.into_iter().chain(told.labels.iter().map(|label| label.span));
        places.for_each(|span| spans::lies_in_its_text(&sources, span));
        assert!(!told.message.is_empty() && told.message.len() < 1_000);
    }
    assert!(words.len() > MAX_PAGE_BYTES || ledger.entries().len() <= words.len());
    let mut again = Diagnostics::new();
    let (second, _) = read(&sources, file, &mut again);
    assert_eq!(format!("{page:?}"), format!("{second:?}"));
    assert_eq!(diagnostics.as_slice(), again.as_slice());
    (page, ledger)
}

/// What stands in `type="..."`.
pub fn type_text(bytes: &[u8]) {
    let words = text(bytes);
    let parsed = type_expr::parse(&words);
    assert_eq!(parsed, type_expr::parse(&words));
    // What it is made of grows with the text and no faster.
    assert!(format!("{parsed:?}").len() <= 400 * words.len() + 4096);
    let _ = type_expr::is_type_word(&words);
}

/// An example, read strictly, as JavaScript, as a document, and as people write it.
pub fn json(bytes: &[u8]) {
    let words = text(bytes);
    let mut sources = SourceMap::new();
    let file = sources.add("p.md", "p.md", words.as_str());
    let failed = |error: JsonError| spans::lies_in_its_text(&sources, error.span);
    let strict = reader::parse(&words, file, 0);
    for read in [strict.clone(), reader::parse_document(&words, file, 0), reader::parse_script(&words, file, 0)] {
        match read {
            Ok(json) => spans::of_json(&sources, &json),
            Err(error) => failed(error),
        }
    }
    if let Ok(json) = &strict {
        // What every reader takes for JSON is the same to ours, but for what nests too deep.
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&words)
            && depth(&value) < 60
        {
            assert_eq!(json.to_value(), value);
        }
        let _ = json.to_shown();
    }
    match reader::parse_loose(&words, file, 0) {
        Ok((values, passed_over)) => {
            values.iter().for_each(|json| spans::of_json(&sources, json));
            assert!(strict.is_err() || passed_over.is_none());
            passed_over.into_iter().for_each(failed);
        }
        Err(error) => {
            assert!(strict.is_err(), "what can be read strictly can be read");
            failed(error);
        }
    }
}

fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// A sample of a call, in a shell and in JavaScript.
pub fn samples(bytes: &[u8]) {
    let words = text(bytes);
    for (info, code) in [
        ("bash", words.clone()),
        ("js", words.clone()),
        ("bash", format!("curl -X POST {words}")),
        ("js", format!("fetch('https://a.example/t', {words})")),
    ] {
        let mut sources = SourceMap::new();
        let file = sources.add("p.md", "p.md", code.as_str());
        let span = Span::new(file, 0..code.len());
        let block = CodeBlock { info: info.to_owned(), text: code.clone(), span, outer: span };
        let found = requests(&block);
        assert_eq!(format!("{found:?}"), format!("{:?}", requests(&block)));
        assert!(found.len() <= code.len());
        assert!(format!("{found:?}").len() <= 2_000 * code.len() + 4096);
    }
}

/// An OpenAPI document, in a fence of a page and alone.
pub fn documents(bytes: &[u8]) {
    let words = text(bytes);
    let mut sources = SourceMap::new();
    let file = sources.add("d.yaml", "d.yaml", words.as_str());
    let _ = openapi::is_document(&words);
    match openapi::document(&words, file, 0) {
        Ok(json) => spans::of_json(&sources, &json),
        Err(error) => spans::lies_in_its_text(&sources, error.span),
    }
    let first = words.lines().next().unwrap_or_default();
    let _ = (openapi::fence(first), openapi::reference(first), openapi::is_fence_info(first));
    any_page(&format!("# T\n\n````yaml GET /t\n{words}\n````\n"), "p.md");
}

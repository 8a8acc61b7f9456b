//! Input: every key of the project files, every code of a diagnostic, and the sources of the tests. Output: the table of which
//! test covers which, `tests/COVERED.md`.
//! Invariant: every key and every code has a row, and the test of a row is there and holds what the row is about.

#[path = "covered/sources.rs"]
mod sources;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fieldstone::diagnostics::Code;
use fieldstone::lint::{About, about};
use fieldstone::project::reference;

use self::sources::Tests;

/// Codes that no test of ours can bring about: each with the reason.
const WITHOUT: [(Code, &str); 1] =
    [(Code::FieldNotAccounted, "a defect of the program; properties hold that no page brings it about")];

/// `errata.at`, `name`: what has a value, and not the tables and files themselves.
fn keys() -> Vec<String> {
    let entries = reference::entries();
    let is_table = |entry: &String| entries.iter().any(|other| other.starts_with(&format!("{entry}.")));
    entries.iter().filter(|entry| !is_table(entry) && !entry.ends_with(".toml")).cloned().collect()
}

struct Rows {
    heading: &'static str,
    /// What a row is about, and a word more on it.
    rows: Vec<(String, String)>,
}

fn wanted() -> [Rows; 2] {
    let codes = Code::ALL.iter().filter(|code| WITHOUT.iter().all(|(known, _)| known != *code));
    let told = |code: &Code| match about(*code) {
        About::Docs => "the pages",
        About::Project => "the project files",
        About::Reading => "what is made of the pages",
    };
    let codes = codes.map(|code| (code.as_str().to_owned(), format!("{}, {}", code.severity().as_str(), told(code))));
    let key = |key: String| {
        let example = reference::entry(&key).unwrap_or_default();
        (key, example.lines().nth(1).unwrap_or_default().trim().trim_start_matches("at ").to_owned())
    };
    [
        Rows { heading: "Codes", rows: codes.collect() },
        Rows { heading: "Keys", rows: keys().into_iter().map(key).collect() },
    ]
}

/// What a checked-in table says: the test of each row.
fn known(text: &str) -> BTreeMap<String, String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let row = |row: &str| {
        let (of, rest) = row.split_once('`')?;
        let test = rest.rsplit('|').nth(1)?.trim().trim_matches('`');
        Some((of.to_owned(), test.to_owned()))
    };
    rows.filter_map(row).collect()
}

#[test]
fn every_key_and_every_code_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = Tests::read(root);
    let path = root.join("COVERED.md");
    let before = known(&fs::read_to_string(&path).unwrap_or_default());
    let mut text = "# What is covered\n\nEvery code and every key with one test that covers it; there may be more. A test holds this \
                    table to the sources: `INSTA_UPDATE=always cargo test -p fieldstone-tests --test covered` writes what \
                    is missing.\n"
        .to_owned();
    let (mut bare, mut stale) = (Vec::new(), Vec::new());
    for Rows { heading, rows } in wanted() {
        let _ = write!(
            text,
            "\n## {heading}\n\n| {} | | test |\n|---|---|---|\n",
            heading.trim_end_matches('s').to_lowercase()
        );
        for (of, more) in rows {
            let covering = if heading == "Codes" { tests.of_code(&of) } else { tests.of_key(&of) };
            let kept = before.get(&of).filter(|test| covering.contains(test));
            match kept.or(covering.first()) {
                Some(test) => {
                    let _ = writeln!(text, "| `{of}` | {more} | `{test}` |");
                }
                None => bare.push(of.clone()),
            }
            if kept.is_none() {
                stale.push(of);
            }
        }
    }
    for (code, why) in WITHOUT {
        let _ = write!(text, "\n`{}` has none: {why}.\n", code.as_str());
    }
    assert!(bare.is_empty(), "no test covers {bare:?}");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
        fs::write(&path, text).unwrap();
    } else {
        assert!(
            stale.is_empty(),
            "of {stale:?} the table names no test that covers it: INSTA_UPDATE=always writes it anew"
        );
    }
}

#[test]
fn a_test_covers_what_it_holds_and_nothing_else() {
    let source = "const TOML: &str = \"[[errata]]\\nat = \\\"x\\\"\\n\";\n\n#[test]\nfn one() {\n    told(TOML, \"no-endpoint 1:1\");\n}\n\n\
                  #[test]\nfn two() {\n    let name = Code::EmptyPage;\n    let toml = r#\"\n[lint]\n\"x\" = \"note\"\n[crate]\nname = \"y\"\n\"#;\n}\n";
    let mut tests = Tests::default();
    tests.source("a.rs", source);
    assert_eq!(tests.of_code("no-endpoint"), ["a.rs one"]);
    assert_eq!(tests.of_code("empty-page"), ["a.rs two"]);
    assert_eq!(tests.of_code("page-too-large"), Vec::<String>::new());
    assert_eq!(tests.of_key("errata.at"), ["a.rs one"]);
    assert_eq!(tests.of_key("crate.name"), ["a.rs two"]);
    assert_eq!(tests.of_key("errata.key"), Vec::<String>::new());
    assert_eq!(tests.of_key("name"), Vec::<String>::new());
}

//! Input: the sources of tests, and the fixtures. Output: which of them hold a code, or a key of a project file.
//! Invariant: a test holds what stands in its own body, or in what stands between it and the test before it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fieldstone::diagnostics::Code;
use fieldstone::project::reference;

/// The tests, by what they hold.
#[derive(Default)]
pub(crate) struct Tests {
    codes: BTreeMap<String, Vec<String>>,
    keys: BTreeMap<String, Vec<String>>,
}

impl Tests {
    /// The tests of the generator, the suites and the fixtures; `root` is the folder of this package.
    pub(crate) fn read(root: &Path) -> Self {
        let mut tests = Self::default();
        for folder in ["tests", "../generator/src"] {
            for path in
                files(&root.join(folder)).iter().filter(|path| path.ends_with(".rs") && !path.contains("covered"))
            {
                let text = fs::read_to_string(path).unwrap();
                let shown = path
                    .rsplit_once("/../")
                    .map_or_else(|| path.replace(&root.display().to_string(), "tests"), |(_, rest)| rest.to_owned());
                tests.source(&shown, &text);
            }
        }
        let fixtures = root.join("fixtures");
        for path in
            files(&fixtures).iter().filter(|path| path.ends_with("api.toml") || path.ends_with("fieldstone.toml"))
        {
            let shown = path.replace(&root.display().to_string(), "tests");
            tests.toml(&shown, &fs::read_to_string(path).unwrap());
        }
        tests.pages(&root.join("../generator/docs/diagnostics.md"));
        tests
    }

    pub(crate) fn of_code(&self, code: &str) -> Vec<String> {
        self.codes.get(code).cloned().unwrap_or_default()
    }

    pub(crate) fn of_key(&self, key: &str) -> Vec<String> {
        self.keys.get(key).cloned().unwrap_or_default()
    }

    /// Takes in a source file.
    pub(crate) fn source(&mut self, path: &str, text: &str) {
        let mut from = 0;
        // A table of rows belongs to the test beside it.
        if !text.contains("#[test]") && !path.starts_with("generator/") {
            return self.body(&format!("{path} (a row)"), text);
        }
        while let Some(at) = text[from..].find("#[test]") {
            let begins = from + at;
            let ends = text[begins + 7..].find("#[test]").map_or(text.len(), |next| begins + 7 + next);
            let name =
                text[begins..ends].split("fn ").nth(1).and_then(|rest| rest.split('(').next()).unwrap_or_default();
            // What the tests of a file share stands before them.
            let body = text.get(if from == 0 { 0 } else { begins }..ends).unwrap();
            let body = if path.contains("generator/") && from == 0 { &text[begins..ends] } else { body };
            self.body(&format!("{path} {name}"), body);
            from = ends;
        }
    }

    fn body(&mut self, test: &str, body: &str) {
        let literals = literals(body);
        for code in Code::ALL {
            let variant = format!("Code::{code:?}");
            let follows = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
            let is_named = body.match_indices(&variant).any(|(at, _)| follows(&body[at + variant.len()..]));
            let word = code.as_str();
            let is_said = literals.iter().any(|literal| {
                literal.match_indices(word).any(|(at, _)| {
                    let is_apart = |c: char| !(c.is_alphanumeric() || c == '-' || c == '.');
                    literal[..at].chars().next_back().is_none_or(is_apart)
                        && literal[at + word.len()..].chars().next().is_none_or(is_apart)
                })
            });
            // A word that others use needs the brackets or the place that a diagnostic has.
            if is_named || is_said && word.contains('-') {
                self.codes.entry(word.to_owned()).or_default().push(test.to_owned());
            }
        }
        literals.iter().for_each(|literal| self.toml(test, literal));
    }

    /// Takes in the keys of a text that is TOML, or begins as such.
    fn toml(&mut self, test: &str, text: &str) {
        let known: BTreeSet<String> = reference::entries().into_iter().collect();
        let mut table = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
                let header = header.trim_start_matches('[');
                // `[components.Row]` is one of the tables `[components.NAME]`.
                table = if header.starts_with("components.") { "components".to_owned() } else { header.to_owned() };
            } else if let Some((key, value)) = line.split_once(" = ") {
                let key = key.trim_matches('"');
                let path = if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
                let free = format!("{table}.{}", free(&table));
                // What a test puts below a header of its own is that of the one table that has such a key.
                let only = || {
                    let mut owners =
                        known.iter().filter(|entry| entry.rsplit_once('.').is_some_and(|(_, last)| last == key));
                    owners.next().filter(|_| owners.next().is_none() && table.is_empty()).cloned()
                };
                let path = if known.contains(&path) { path } else { only().unwrap_or(free) };
                if known.contains(&path) && !value.is_empty() {
                    let tests = self.keys.entry(path).or_default();
                    if tests.last().is_none_or(|last| last != test) {
                        tests.push(test.to_owned());
                    }
                }
            }
        }
    }

    /// The pages of the list of diagnostics are held to their codes by a test of their own.
    fn pages(&mut self, path: &Path) {
        let text = fs::read_to_string(path).unwrap();
        for section in text.split("\n## `").skip(1) {
            let (code, rest) = section.split_once('`').unwrap();
            let has_page = rest.lines().any(|line| line.starts_with("```") && line.split(' ').nth(1).is_some());
            if has_page {
                let test = "generator/src/cli/explain/codes.rs the_page_of_an_entry_is_told_with_its_code";
                self.codes.entry(code.to_owned()).or_default().push(test.to_owned());
            }
        }
    }
}

/// The key that stands for all where the user chooses them.
fn free(table: &str) -> &'static str {
    match table {
        "names" => "GET /v1/items",
        "lint" => "path-parameter-undocumented",
        _ => "",
    }
}

/// The texts in quotes of a piece of Rust, with their line ends.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '\'']) {
        let hashes = rest[..at].chars().rev().take_while(|c| *c == '#').count();
        let is_raw = rest[..at - hashes].ends_with('r');
        if rest[at..].starts_with('\'') {
            // A character, or a lifetime.
            let skip = if rest[at..].starts_with("'\"'") { 3 } else { 1 };
            rest = &rest[at + skip..];
            continue;
        }
        let inner = &rest[at + 1..];
        if is_raw {
            let end = format!("\"{}", "#".repeat(hashes));
            let close = inner.find(&end).unwrap_or(inner.len());
            found.push(inner[..close].to_owned());
            rest = inner.get(close + end.len()..).unwrap_or_default();
            continue;
        }
        let mut text = String::new();
        let mut chars = inner.char_indices();
        let mut close = inner.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    close = at;
                    break;
                }
                '\\' => match chars.next() {
                    Some((_, 'n')) => text.push('\n'),
                    // A line that goes on.
                    Some((_, '\n')) => {}
                    Some((_, c)) => text.push(c),
                    None => {}
                },
                c => text.push(c),
            }
        }
        found.push(text);
        rest = inner.get(close + 1..).unwrap_or_default();
    }
    found
}

fn files(folder: &Path) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.push(path.display().to_string());
        }
    }
    found.sort();
    found
}

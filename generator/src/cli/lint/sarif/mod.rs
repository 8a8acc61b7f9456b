//! Input: what was found. Output: the same as SARIF 2.1.0, which the tools of code hosts read.
//! Invariant: a result's fingerprint stays where lines move; a path is that below the project's folder, wherever the command
//! ran.

use std::collections::BTreeMap;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::cli::baseline;
use crate::cli::explain::codes;
use crate::cli::folders;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{SourceMap, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What a path of a URI has as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run>,
}

/// What one input came to.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// The log of all runs.
pub(super) fn text(runs: Vec<Run>) -> String {
    let log = Log { schema: SCHEMA, version: "2.1.0", runs };
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// One run; `new` says which results the baseline lacks, and `input` is what the paths of the pages begin with.
pub(super) fn run(sources: &SourceMap, list: &[&Diagnostic], new: Option<&[bool]>, input: &str) -> Run {
    let mut met: Vec<Code> = list.iter().map(|one| one.code).collect();
    met.sort_unstable();
    met.dedup();
    let mut before: BTreeMap<(String, String), usize> = BTreeMap::new();
    let results = list.iter().enumerate().map(|(at, one)| {
        let (page, said) = baseline::key(one, sources, input);
        let count = before.entry((page.clone(), said.clone())).or_default();
        *count += 1;
        let state = new.and_then(|new| new.get(at)).map(|new| if *new { "new" } else { "unchanged" });
        let rule_index = met.binary_search(&one.code).unwrap_or_default();
        found(sources, one, rule_index, fingerprint(&page, &said, *count), state)
    });
    let results = results.collect();
    let version = env!("CARGO_PKG_VERSION");
    let rules = met.iter().copied().map(rule).collect();
    let driver = Driver { name: "fieldstone", version, semantic_version: version, rules };
    Run { tool: Tool { driver }, column_kind: "utf16CodeUnits", results }
}

/// The same sentence of the same page is told apart by how often it came before.
fn fingerprint(page: &str, said: &str, count: usize) -> String {
    let digest = Sha256::digest(format!("{page}\n{said}\n{count}"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn rule(code: Code) -> Rule {
    let help = codes::what_to_do(code);
    Rule {
        id: code.as_str(),
        short_description: plain(code.explanation().trim()),
        help: Text { text: help.replace('`', ""), markdown: Some(help) },
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn plain(text: &str) -> Text {
    Text { text: text.to_owned(), markdown: None }
}

fn found(
    sources: &SourceMap,
    one: &Diagnostic,
    rule_index: usize,
    fingerprint: String,
    baseline_state: Option<&'static str>,
) -> Found {
    let message = match &one.help {
        Some(help) => format!("{}. To do: {}.", one.message, help.trim_end_matches('.')),
        None => format!("{}.", one.message),
    };
    let related = one.labels.iter().enumerate().map(|(at, label)| Location {
        id: Some(at + 1),
        message: Some(plain(&label.text)),
        ..location(sources, label.span)
    });
    Found {
        rule_id: one.code.as_str(),
        rule_index,
        level: level(one.severity),
        message: plain(&message),
        locations: one.span.map(|span| location(sources, span)).into_iter().collect(),
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([("fieldstone/v1", fingerprint)]),
        baseline_state,
    }
}

fn location(sources: &SourceMap, span: Span) -> Location {
    let path = sources.file(span.file).map_or("", |file| file.path());
    let start = sources.position(span);
    let end = sources.position(Span { start: span.end, ..span });
    let region = Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line.max(start.line),
        // A place without a width is one character wide: a region of none is shown nowhere.
        end_column: if end == start { end.column + 1 } else { end.column },
    };
    Location { id: None, physical_location: Physical { artifact_location: artifact(path), region }, message: None }
}

/// A path as a URI, below the project's folder, or the one that the command ran in, where it lies there.
fn artifact(path: &str) -> Artifact {
    let here = std::env::current_dir().unwrap_or_default();
    let root = here.join(folders::root().unwrap_or_default());
    let whole = here.join(path.trim_start_matches("./"));
    let inside = whole.strip_prefix(&root).or_else(|_| whole.strip_prefix(&here)).ok().and_then(Path::to_str);
    let encode = |path: &str| utf8_percent_encode(path, KEPT).to_string();
    match inside {
        Some(inside) => Artifact { uri: encode(inside), uri_base_id: Some("%SRCROOT%") },
        None => Artifact { uri: format!("file://{}", encode(&whole.to_string_lossy())), uri_base_id: None },
    }
}

#[cfg(test)]
mod tests;

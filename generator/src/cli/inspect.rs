//! Input: the arguments of `inspect`. Output: what each page was read as.
//! Invariant: the keys of a line and their order are a contract; scripts read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::folders;
use super::outcome::{End, Outcome};
use super::progress::Progress;
use super::summary::Summary;
use super::terminal::{print, say};
use super::topics::{self, Shown};
use crate::diagnostics::{Diagnostic, Severity};
use crate::draft::{FieldRow, OperationRow, PageReport};
use crate::project::{Input, is_project_file};
use crate::read::page::Format;
use crate::source::{FileId, SourceMap};
use crate::{Options, Understood};

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// Pages, or folders of them
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// One JSON object a line, one line a page
    #[arg(long)]
    json: bool,
    /// Show every diagnostic in full
    #[arg(long, short)]
    verbose: bool,
    /// An api.toml kept elsewhere, for a path that is one API
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Serialize)]
struct Line<'a> {
    page: &'a str,
    format: Option<Format>,
    operations: Vec<Operation<'a>>,
    fields: Vec<Field<'a>>,
    diagnostics: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Operation<'a> {
    id: &'a str,
    method: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct Field<'a> {
    line: u32,
    column: u32,
    component: &'a str,
    #[serde(rename = "in")]
    location: &'a str,
    name: Option<&'a str>,
    #[serde(rename = "type")]
    type_text: Option<&'a str>,
    required: bool,
    deprecated: bool,
    parent: Option<u32>,
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'a str>,
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'static str,
    severity: Severity,
    line: u32,
    column: u32,
    message: &'a str,
}

pub(super) fn run(args: &Inspect) -> Outcome {
    let mut end = End::Fine;
    for path in &args.path {
        let input =
            Input { path: path.clone(), shown: folders::shown(path), config: args.config.clone(), everything: true };
        let progress = Progress::start("reading the pages");
        let mut understood = crate::understand(&input, &Options::default())?;
        understood.diagnostics.sort();
        drop(progress);
        let sources = &understood.sources;
        for line in lines(&understood) {
            if args.json {
                print(&format!("{}\n", serde_json::to_string(&line)?));
            } else {
                print(&table(&line));
            }
        }
        // In a table there is room for a word, in JSON for the place; what has neither goes to the user's eyes.
        let told = understood.diagnostics.as_slice();
        let elsewhere = told.iter().filter(|d| !args.json || d.span.is_none_or(|span| !is_page(sources, span.file)));
        topics::print(sources, elsewhere, &Shown { verbose: args.verbose, codes: Vec::new() }, say);
        if !args.json {
            say(&Summary::of(&understood).text(args.verbose));
        }
        // A page alone need not document an operation; what is wrong on a page is.
        if told.iter().any(|diagnostic| diagnostic.severity == Severity::Error && diagnostic.span.is_some()) {
            end = End::Findings;
        }
    }
    Ok(end)
}

/// One line a page that holds something, or of which something is said.
fn lines<'a>(understood: &'a Understood) -> Vec<Line<'a>> {
    let sources = &understood.sources;
    let mut told: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in understood.diagnostics.as_slice() {
        if let Some(span) = diagnostic.span.filter(|span| is_page(sources, span.file)) {
            told.entry(span.file).or_default().push(diagnostic);
        }
    }
    let mut pages: BTreeMap<FileId, Vec<&PageReport>> = told.keys().map(|file| (*file, Vec::new())).collect();
    for page in understood.apis.iter().flat_map(|api| &api.pages) {
        // The pages of a joined file are one line.
        let file = sources.whole(page.file);
        if !page.fields.is_empty() || !page.operations.is_empty() || pages.contains_key(&file) {
            pages.entry(file).or_default().push(page);
        }
    }
    let line = |(file, reports): (&FileId, &Vec<&'a PageReport>)| Line {
        page: sources.file(*file).map_or("", |file| file.path()),
        format: reports.first().map(|report| report.format),
        operations: reports.iter().flat_map(|page| &page.operations).map(operation).collect(),
        fields: reports.iter().flat_map(|page| &page.fields).map(|row| field(sources, row)).collect(),
        diagnostics: told.get(file).into_iter().flatten().map(|one| tell(sources, one)).collect(),
    };
    pages.iter().map(line).collect()
}

fn operation(OperationRow { id, method, path }: &OperationRow) -> Operation<'_> {
    Operation { id, method, path }
}

fn field<'a>(sources: &SourceMap, row: &'a FieldRow) -> Field<'a> {
    let at = sources.position(row.tag);
    Field {
        line: at.line,
        column: at.column,
        component: &row.component,
        location: row.location,
        name: row.name.as_deref(),
        type_text: row.type_text.as_deref(),
        required: row.required,
        deprecated: row.deprecated,
        parent: row.parent.map(|parent| sources.position(parent).line),
        status: row.status.as_deref(),
        operation: row.operation.as_deref(),
    }
}

fn tell<'a>(sources: &SourceMap, diagnostic: &'a Diagnostic) -> Told<'a> {
    let at = diagnostic.span.map(|span| sources.position(span));
    Told {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity,
        line: at.map_or(1, |at| at.line),
        column: at.map_or(1, |at| at.column),
        message: &diagnostic.message,
    }
}

/// Whether a text is a page's or a snippet's, and not a project file's.
fn is_page(sources: &SourceMap, file: FileId) -> bool {
    sources.file(file).is_some_and(|file| !is_project_file(file.page()))
}

fn table(line: &Line<'_>) -> String {
    let clean = annotate_snippets::normalize_untrusted_str;
    let format = line.format.and_then(|format| serde_json::to_value(format).ok());
    let format = format.as_ref().and_then(|format| format.as_str()).unwrap_or("not read");
    let mut text = format!("{} ({format})\n", clean(line.page));
    for operation in &line.operations {
        let _ = writeln!(text, "  {} {} {}", operation.id, clean(operation.method), clean(operation.path));
    }
    for field in &line.fields {
        let _ = write!(
            text,
            "  {:>5}:{:<3} {:8} {} : {}",
            field.line,
            field.column,
            field.location,
            clean(field.name.unwrap_or("(no name)")),
            clean(field.type_text.unwrap_or("(no type)"))
        );
        for (flag, word) in [(field.required, " required"), (field.deprecated, " deprecated")] {
            text.push_str(if flag { word } else { "" });
        }
        if let Some(status) = field.status {
            let _ = write!(text, " [{}]", clean(status));
        }
        text.push('\n');
    }
    text
}

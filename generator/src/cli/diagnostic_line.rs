//! Input: a diagnostic. Output: the same as a line of JSON has it.
//! Invariant: the keys are a contract; scripts read them.

use serde::Serialize;

use crate::diagnostics::{Diagnostic, Label, Severity};
use crate::source::{SourceMap, Span};

/// A diagnostic with its places.
#[derive(Serialize)]
pub(super) struct DiagnosticLine<'a> {
    code: &'static str,
    severity: Severity,
    path: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    labels: Vec<LabelLine<'a>>,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<bool>,
}

#[derive(Serialize)]
struct LabelLine<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    text: &'a str,
}

impl<'a> DiagnosticLine<'a> {
    /// `new` says whether the baseline lacks it, where there is one.
    pub(super) fn of(sources: &'a SourceMap, diagnostic: &'a Diagnostic, new: Option<bool>) -> Self {
        let place = diagnostic.span.map(|span| sources.position(span));
        let path = |span: Span| sources.file(span.file).map_or("", |file| file.path());
        let label = |label: &'a Label| {
            let at = sources.position(label.span);
            LabelLine { path: path(label.span), line: at.line, column: at.column, text: &label.text }
        };
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity,
            path: diagnostic.span.map(path),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            message: &diagnostic.message,
            labels: diagnostic.labels.iter().map(label).collect(),
            help: diagnostic.help.as_deref(),
            new,
        }
    }
}

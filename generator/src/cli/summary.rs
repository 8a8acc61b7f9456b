//! Input: what a run understood. Output: how much it was, for the end of the run, and progress while it goes on.
//! Invariant: counts only; whatever is counted is told elsewhere, with its place.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::Understood;
use crate::diagnostics::Diagnostic;
use crate::read::ledger::Outcome;
use crate::schema::{Api, Evidence, Field, TypeKind};

/// How much a run understood.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Summary {
    /// APIs, by name.
    pub(super) apis: BTreeMap<String, ApiCounts>,
    /// Components that mean nothing by themselves, by reason.
    pub(super) ignored: BTreeMap<&'static str, usize>,
    /// Diagnostics, by code.
    pub(super) diagnosed: BTreeMap<&'static str, usize>,
}

/// How much an API is.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct ApiCounts {
    pages: usize,
    operations: usize,
    types: usize,
    fields: usize,
}

impl Summary {
    /// Counts what was understood.
    pub(super) fn of(understood: &Understood) -> Self {
        let count = |api: &crate::UnderstoodApi| ApiCounts {
            pages: api.pages.len(),
            operations: api.api.operations.len(),
            types: api.api.types.len(),
            fields: api.pages.iter().map(|page| page.fields.len() + page.listed).sum::<usize>()
                + of_documents(&api.api),
        };
        let apis = understood.apis.iter().map(|api| (api.project.name.clone(), count(api))).collect();
        let mut ignored: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (file, ledger) in understood.apis.iter().flat_map(|api| &api.ledgers) {
            // What a snippet brings in is counted where it stands.
            for entry in ledger.entries().iter().filter(|entry| entry.tag.file == *file) {
                if let Some(Outcome::Ignored(reason)) = entry.outcome {
                    *ignored.entry(reason.as_str()).or_default() += 1;
                }
            }
        }
        Self { apis, ignored, diagnosed: BTreeMap::new() }.with_diagnosed(understood.diagnostics.as_slice())
    }

    /// The same with these diagnostics, where more have come since.
    pub(super) fn with_diagnosed(mut self, diagnostics: &[Diagnostic]) -> Self {
        self.diagnosed.clear();
        for diagnostic in diagnostics {
            *self.diagnosed.entry(diagnostic.code.as_str()).or_default() += 1;
        }
        self
    }

    /// What a person reads; with `details`, what is not worth a line each time.
    pub(super) fn text(&self, details: bool) -> String {
        let mut rows = vec![["api", "pages", "operations", "types", "fields"].map(str::to_owned).to_vec()];
        for (name, counts) in &self.apis {
            let numbers = [counts.pages, counts.operations, counts.types, counts.fields];
            rows.push(std::iter::once(name.clone()).chain(numbers.map(|number| number.to_string())).collect());
        }
        let mut text = aligned(&rows);
        let counted = [("ignored", &self.ignored), ("diagnosed", &self.diagnosed)];
        for (title, counts) in counted.into_iter().filter(|_| details) {
            let mut counts = counts.iter().collect::<Vec<_>>();
            counts.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), **word));
            if !counts.is_empty() {
                let _ = writeln!(text, "\n{title}");
            }
            for (word, count) in counts {
                let _ = writeln!(text, "{count:>6} {word}");
            }
        }
        text
    }
}

/// The parameters and members that OpenAPI documents describe.
fn of_documents(api: &Api) -> usize {
    let described = |field: &&Field| field.origins.iter().any(|origin| origin.evidence == Evidence::Openapi);
    let parameters =
        api.operations.iter().flat_map(|operation| &operation.parameters).map(|parameter| &parameter.field);
    let members = api.types.iter().flat_map(|def| match &def.kind {
        TypeKind::Struct { fields } => fields.as_slice(),
        _ => &[],
    });
    parameters.chain(members).filter(described).count()
}

/// Rows as columns; the first row is headings.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths = (0..columns).map(width).collect::<Vec<_>>();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

//! Input: nothing; this is what `inspect` prints of a page. Output: [`PageReport`] and its rows.
//! Invariant: every field tag of a page is a row, in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::page::Format;
use crate::schema::Operation;
use crate::source::{FileId, SourceMap, Span};

/// What a page was read as: what `inspect` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct PageReport {
    /// The text.
    pub file: FileId,
    /// How it reached us.
    pub format: Format,
    /// Its operations.
    pub operations: Vec<OperationRow>,
    /// Every field tag, in order of the page.
    pub fields: Vec<FieldRow>,
    /// How many fields its tables and lists document besides.
    pub listed: usize,
}

/// An operation that a page documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    /// The id in the model.
    pub id: String,
    /// Upper case.
    pub method: String,
    /// The path template.
    pub path: String,
}

/// A field tag as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// The opening tag.
    pub tag: Span,
    /// Its name as written: `ParamField`.
    pub component: String,
    /// `path`, `query`, `header`, `cookie`, `body`, `form` or `response`.
    pub location: &'static str,
    /// The field's name as written.
    pub name: Option<String>,
    /// The type as written.
    pub type_text: Option<String>,
    /// Whether it is required.
    pub required: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The tag of the field around it.
    pub parent: Option<Span>,
    /// The status that it belongs to.
    pub status: Option<String>,
    /// Method and path of its operation, where its page documents several.
    pub operation: Option<String>,
}

/// Lists every operation with the pages that document it.
pub(crate) fn assign(reports: &mut [PageReport], operations: &[Operation], sources: &SourceMap) {
    let mut of_page: BTreeMap<&str, Vec<&mut PageReport>> = BTreeMap::new();
    for report in reports {
        let page = sources.file(report.file).map_or("", |file| file.page());
        of_page.entry(page).or_default().push(report);
    }
    for operation in operations {
        let pages: BTreeSet<&str> = operation.origins.iter().map(|origin| origin.page.as_str()).collect();
        for page in pages {
            for report in of_page.get_mut(page).into_iter().flatten() {
                report.operations.push(OperationRow {
                    id: operation.id.clone(),
                    method: operation.method.clone(),
                    path: operation.path.clone(),
                });
            }
        }
    }
}

//! Input: the paths of OpenAPI documents that pages, the site and the folder name. Output: the documents, each read once.
//! Invariant: nothing outside the API's folder is opened, and what cannot be read is told where it is named.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::{ApiProject, Texts};
use crate::source::{SourceMap, Span};

use super::decode;
use super::ledger::Ledger;
use super::openapi::{self, Document};
use super::page::Page;
use super::referred_files;
use super::snippets::{Files as _, Refusal};

/// Reads every document that something names, and those of the folder, which something may mean.
pub fn documents(
    project: &ApiProject,
    pages: &[(Page, Ledger)],
    texts: &Texts,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<Document> {
    let mut named: Vec<(String, Option<Span>)> = Vec::new();
    for entry in pages.iter().filter_map(|(page, _)| page.frontmatter("openapi")) {
        let document = openapi::reference(&entry.value).and_then(|reference| reference.document);
        named.extend(document.map(|path| (path, Some(entry.span))));
    }
    let site = project.site.as_ref();
    let entries = site.iter().flat_map(|site| &site.operations);
    let entries =
        entries.filter_map(|(entry, _)| Some((openapi::reference(&entry.value)?.document?, Some(entry.span))));
    named.extend(entries);
    named.extend(site.iter().flat_map(|site| &site.openapi).map(|path| (path.value.clone(), Some(path.span))));
    named.extend(project.documents.iter().map(|path| (path.clone(), None)));
    let mut told: Vec<String> = Vec::new();
    let mut parts: BTreeSet<String> = BTreeSet::new();
    let mut documents: Vec<Document> = Vec::new();
    for (path, span) in named {
        let known = project.documents.iter().map(String::as_str);
        let path = openapi::meant(&path, known).unwrap_or(openapi::local(&path)).to_owned();
        if told.contains(&path) {
            continue;
        }
        match document(&path, texts, sources, &mut parts, diagnostics) {
            Ok(document) => documents.extend(document),
            Err((code, message)) => {
                let help = "the operations are known from the pages alone";
                diagnostics.push(Diagnostic::at(code, span, message).help(help));
            }
        }
        told.push(path);
    }
    for path in project.parts.iter().filter(|path| !parts.contains(*path)) {
        let why = "it is no page, no OpenAPI document by its first keys, and no part of one";
        let message = format!("`{}/{path}` is passed over: {why}", project.shown);
        diagnostics.push(Diagnostic::nowhere(Code::NotAPage, message));
    }
    documents
}

/// One document; `Ok(None)` where it is broken, which is told at its own place.
fn document(
    path: &str,
    texts: &Texts,
    sources: &mut SourceMap,
    parts: &mut BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Document>, (Code, String)> {
    if path.contains("://") {
        return Err((Code::DocumentNotRead, format!("the OpenAPI document lies at `{path}`: nothing is fetched")));
    }
    let climbs = path.split(['/', '\\']).any(|part| part == "..");
    let opened = if climbs { Err(Refusal::Outside) } else { texts.open(path) };
    let text = opened.map_err(|refusal| match refusal {
        Refusal::Outside => (Code::PathEscape, format!("the OpenAPI document `{path}` lies outside the API's folder")),
        Refusal::Missing => (Code::MissingDocument, format!("there is no OpenAPI document `{path}`")),
        Refusal::Unreadable(why) => {
            (Code::MissingDocument, format!("the OpenAPI document `{path}` cannot be read: {why}"))
        }
    })?;
    let (words, _) = decode(text.bytes);
    let file = sources.add(text.shown, text.page, words.clone());
    match openapi::document(&words, file, 0) {
        Ok(mut json) => {
            parts.extend(referred_files::bring_in(&mut json, path, texts, sources));
            Ok(Some(Document { path: path.to_owned(), file, json }))
        }
        Err(error) => {
            let message = format!("the OpenAPI document cannot be read: {}", error.message);
            let help = "mend the document; until then the pages stand for themselves";
            diagnostics.push(Diagnostic::at(Code::MissingDocument, error.span, message).help(help));
            Ok(None)
        }
    }
}

//! Input: a page, and the snippets that it brings in. Output: the page with their content in place of their tags.
//! Invariant: what comes out of a snippet keeps the place that it has in the snippet's own file.

mod bind;
mod bindings;
mod evaluate;
mod expand;
mod functions;
mod import_path;
mod library;
mod listing;
mod load;
mod statement;
mod substitute;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::read::mdx::Parsed;
use crate::read::page::Page;
use crate::source::SourceMap;

use self::evaluate::Names;
use self::expand::Expander;
use self::library::Reading;
pub use self::library::{FileText, Files, Library, Refusal};
use self::substitute::Where;

/// Puts the content of snippets where `parsed` brings them in, and the texts of names where it writes those.
pub(super) fn expand(
    mut parsed: Parsed,
    library: &mut Library<'_>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Parsed {
    let page = &mut parsed.page;
    let path = sources.file(page.file).map_or("", |file| file.page()).to_owned();
    let mut reading = Reading { sources, diagnostics, open: vec![page.file] };
    let module = load::resolve(library, &path, &parsed.statements, &page.content, false, &mut reading);
    let Reading { sources, diagnostics, .. } = reading;
    let has_variables = || sources.file(page.file).is_some_and(|file| file.text().contains("{{"));
    // Most pages bring in nothing, and cost nothing.
    if module.is_empty() && (library.variables.is_empty() || !has_variables()) {
        return parsed;
    }
    head(page, library);
    let content = std::mem::take(&mut page.content);
    let mut expander = Expander::new(library, sources, diagnostics, &mut parsed.ledger);
    page.content = expander.page(content, &module);
    parsed
}

/// The site's variables in what stands above the page.
fn head(page: &mut Page, library: &Library<'_>) {
    let (props, bindings) = (BTreeMap::new(), BTreeMap::new());
    let names = Names { props: &props, bindings: &bindings, variables: &library.variables };
    let fill = |text: &mut String| {
        if let Some(filled) = substitute::text(text, &names, Where::Verbatim) {
            *text = filled;
        }
    };
    page.frontmatter.iter_mut().for_each(|entry| fill(&mut entry.value));
    page.title.iter_mut().for_each(|title| fill(&mut title.value));
    page.description.iter_mut().for_each(|description| fill(&mut description.value));
}

//! Input: the text of a page. Output: [`Page`] and its [`Ledger`], whatever format the page is in.
//! Invariant: syntax only. Nothing here knows what a field means, and no text stops the reading.

pub(crate) mod blocks;
mod bytes;
pub mod code;
pub mod detect;
mod frontmatter;
mod joined;
pub mod json;
pub mod ledger;
pub mod links;
mod mdx;
pub mod openapi;
pub mod page;
pub(crate) mod pattern;
mod project_documents;
mod project_pages;
pub mod prose;
pub(crate) mod referred_files;
mod rendered;
pub mod snippets;
mod yaml;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};

pub use self::bytes::{MAX_PAGE_BYTES, decode};
use self::ledger::Ledger;
use self::mdx::Parsed;
use self::page::{Format, Page};
pub use self::project_documents::documents;
pub use self::project_pages::{Pages, pages};
use self::snippets::Library;

/// Reads one text of `sources`. Whatever it holds, there is a page; what could not be read is in `diagnostics`. What the page
/// brings in from elsewhere is left out: see [`read_with`].
pub fn read(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> (Page, Ledger) {
    let Parsed { page, ledger, .. } = parse(sources, file, diagnostics);
    (page, ledger)
}

/// [`read`], with the snippets of `library` where the page brings them in.
pub fn read_with(
    library: &mut Library<'_>,
    sources: &mut SourceMap,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> (Page, Ledger) {
    let parsed = parse(sources, file, diagnostics);
    let Parsed { page, ledger, .. } = snippets::expand(parsed, library, sources, diagnostics);
    (page, ledger)
}

fn parse(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> Parsed {
    let text = sources.file(file).map_or("", |source| source.text());
    let start = Span::new(file, 0..0);
    let alone = |page: Page, ledger: Ledger| Parsed { page, ledger, statements: Vec::new() };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        diagnostics.push(
            Diagnostic::at(Code::EmptyPage, start, "the page is empty")
                .help("put the page's MDX source, its `.md` export or its text here, or remove the file"),
        );
        return alone(empty(file), Ledger::default());
    }
    if text.len() > MAX_PAGE_BYTES {
        let message = format!("the page has {} bytes; no more than {MAX_PAGE_BYTES} are read", text.len());
        diagnostics.push(Diagnostic::at(Code::PageTooLarge, start, message).help("split the page, or remove the file"));
        return alone(empty(file), Ledger::default());
    }
    // A page of a joined file is text that was exported, however little markup it has.
    let format = if sources.is_part(file) { detect::markup(text) } else { detect::detect(text) };
    match format {
        Format::Rendered => {
            let (page, ledger) = rendered::read(sources, file, diagnostics);
            alone(page, ledger)
        }
        format => mdx::read(sources, file, format, diagnostics),
    }
}

fn empty(file: FileId) -> Page {
    let (frontmatter, content) = (Vec::new(), Vec::new());
    Page { file, format: Format::Mdx, frontmatter, title: None, description: None, content }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<Code> {
        let mut sources = SourceMap::new();
        let file = sources.add("p.md", "p.md", text);
        let mut diagnostics = Diagnostics::new();
        read(&sources, file, &mut diagnostics);
        diagnostics.as_slice().iter().map(|diagnostic| diagnostic.code).collect()
    }

    #[test]
    fn a_blank_page_is_told() {
        assert_eq!(codes("\u{feff} \r\n\t"), [Code::EmptyPage]);
        assert_eq!(codes("# A\n"), []);
    }

    #[test]
    fn a_page_beyond_the_limit_is_not_read() {
        assert_eq!(codes(&"a".repeat(MAX_PAGE_BYTES + 1)), [Code::PageTooLarge]);
    }
}

//! Input: the beginning of a page. Output: frontmatter, title, description, and where the body begins.
//! Invariant: what a mirror or an exporter put in front of the page is passed over and never obeyed.

use std::ops::Range;

use crate::diagnostics::Diagnostics;
use crate::read::frontmatter;
use crate::read::page::FrontmatterEntry;
use crate::read::prose;
use crate::source::{FileId, Span, Spanned};

/// What stands before the body of a page.
#[derive(Default)]
pub(super) struct Head {
    pub(super) frontmatter: Vec<FrontmatterEntry>,
    pub(super) title: Option<Spanned<String>>,
    pub(super) description: Option<Spanned<String>>,
    /// Byte at which the body begins.
    pub(super) body: usize,
}

/// Reads the head of `text`.
pub(super) fn read(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> Head {
    let mut head = Head { body: if text.starts_with('\u{feff}') { 3 } else { 0 }, ..Head::default() };
    let mut seen_title = false;
    // A quote before the title describes the page only if a title follows.
    let mut early: Option<(usize, Spanned<String>)> = None;
    let mut at = head.body;
    while at < text.len() {
        let line = line(text, at);
        let words = line_text(text, &line);
        if words.is_empty() {
            at = line.end;
        } else if let Some(fence) = (words == "---" && !seen_title).then(|| frontmatter::find(text, at)).flatten() {
            head.frontmatter.extend(frontmatter::read(text, fence.inner, file, diagnostics));
            at = fence.end;
        } else if is_mirror_line(words) {
            at = line.end;
        } else if words.starts_with("<!--") {
            match text.get(at..).and_then(|rest| rest.find("-->")) {
                Some(end) => at += end + 3,
                None => break,
            }
        } else if words.starts_with('>') {
            let (quote, end) = quote(text, at);
            let banner = is_banner(&quote);
            if !banner && (head.description.is_some() || early.is_some()) {
                break;
            }
            let description = Spanned::new(quote, Span::new(file, at..at + trimmed_len(text, at..end)));
            match (banner, seen_title) {
                (true, _) => {}
                (false, true) => head.description = Some(description),
                (false, false) => early = Some((at, description)),
            }
            at = end;
        } else if let Some(title) = words.strip_prefix("# ").filter(|_| !seen_title) {
            seen_title = true;
            let title = prose::heading_text(title);
            if title != "null" && !title.is_empty() {
                head.title = Some(Spanned::new(title, Span::new(file, at..at + trimmed_len(text, line.clone()))));
            }
            if let Some((_, description)) = early.take() {
                head.description = Some(description);
            }
            at = line.end;
        } else {
            break;
        }
        head.body = at;
    }
    if let Some((start, _)) = early {
        head.body = start;
    }
    head
}

fn line(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at..).unwrap_or("");
    at..at + memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1)
}

fn line_text<'a>(text: &'a str, line: &Range<usize>) -> &'a str {
    text.get(line.clone()).unwrap_or("").trim()
}

fn trimmed_len(text: &str, range: Range<usize>) -> usize {
    text.get(range).unwrap_or("").trim_end().len()
}

/// `# Source: https://...`, as a mirror writes it.
fn is_mirror_line(words: &str) -> bool {
    let words = words.trim_start_matches('#').trim_start();
    let address = words.strip_prefix("Source:").or_else(|| words.strip_prefix("URL:"));
    address.is_some_and(|address| address.trim_start().starts_with("http"))
}

/// The quote that begins at `at`, without its marks, and where it ends.
fn quote(text: &str, at: usize) -> (String, usize) {
    let mut end = at;
    let mut lines = Vec::new();
    while end < text.len() {
        let line = line(text, end);
        let Some(words) = line_text(text, &line).strip_prefix('>') else { break };
        lines.push(words.strip_prefix(' ').unwrap_or(words));
        end = line.end;
    }
    (lines.join("\n").trim().to_owned(), end)
}

/// The quotes that exporters put on every page.
fn is_banner(quote: &str) -> bool {
    let first = quote.lines().next().unwrap_or("").trim_start_matches('#').trim();
    let known = ["Documentation Index", "Agent Instructions", "Agent Feedback"];
    quote.starts_with('#') && known.iter().any(|banner| first.eq_ignore_ascii_case(banner))
        || quote.contains("/llms.txt")
}

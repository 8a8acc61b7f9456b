//! Input: the text of a page as a browser shows it, or as somebody copied it from there. Output: [`Page`].
//! Invariant: each line is read once, and whatever it holds, reading goes on.
//!
//! Such a text has lost all markup. What a line is follows from the line and from what stands after it, tried in
//! this order:
//!
//! 1. *The frame*: buttons, language tabs and the like are dropped. Behind the question whether the page helped,
//!    only samples are read.
//! 2. *The head*: what stands before method and path (without them: before the first section, sample or field).
//!    The last sentence there is the description, the line before it the title, all else the sidebar. If nothing
//!    stands there, title and description follow method and path.
//! 3. *Samples*: `{` or `[` with JSON behind it, up to the bracket that closes it; `curl`, up to the last line that
//!    is continued; a few forms of `fetch`. A sample that does not close ends where lines stop looking like one.
//! 4. *Headings*: the words that the frame uses for sections, in the common languages; otherwise a few words before
//!    a field where no field is open.
//! 5. *Statuses* (`200`, or `200404`, the tabs run together): the first is the open tab; what follows is under it.
//!    The others are headings with nothing under them, put before it for that reason.
//! 6. *Fields*. A **name** is a token whose next line is a **type**. Types are the words that pages use for them
//!    and their combinations, and names in `PascalCase`. A name may look like a type (`object`, `Owner`): names and
//!    types alternate, so after a name stand one, three, five such lines, and after a one-word description two or
//!    four. A type that is not known is one where a pill (`required`, ...) stands behind it. After the type come
//!    location, `required`, `deprecated` and a default, glued or a line each; then options, an example, and as the
//!    description everything else up to the next field or any of the above.
//! 7. Anything else is prose.
//!
//! Nesting is not read: the list is flat here, and what belongs to what is decided where all pages are known.

mod endpoint_bar;
mod field_start;
mod frame;
mod heading;
mod labels;
mod lines;
mod listed_field;
mod reader;
#[cfg(test)]
mod tests;
mod title;
mod type_words;
mod unfenced;

use crate::diagnostics::Diagnostics;
use crate::read::bytes;
use crate::read::ledger::Ledger;
use crate::read::page::Page;
use crate::source::{FileId, SourceMap};

use self::lines::Cursor;
use self::reader::Reader;

/// Whether `text` is a rendered page: no frontmatter, no component, and something that only rendered pages have.
pub(super) fn looks_rendered(text: &str) -> bool {
    // This is asked of every page, so what rules most of them out comes before the lines are looked at closely.
    let mut lines =
        bytes::lines(text).map(|line| line.trim_start_matches('\u{feff}').trim()).filter(|line| !line.is_empty());
    if lines.next().is_none_or(|first| first == "---" || is_markup(first)) || lines.any(is_markup) {
        return false;
    }
    let cursor = Cursor::new(text);
    let (mut headings, mut fields, mut fenced) = (0, 0, false);
    for index in 0..cursor.len() {
        let Some(line) = cursor.line(index) else { break };
        if line.text.starts_with("```") || line.text.starts_with("~~~") {
            fenced = !fenced;
        } else if fenced {
            continue;
        } else if endpoint_bar::at(&cursor, index).is_some() || line.text == "Skip to main content" {
            return true;
        }
        headings += usize::from(heading::at(&cursor, index).is_some());
        fields += usize::from(field_start::at(&cursor, index) || field_start::glued(&cursor, index, false).is_some());
    }
    fields > 0 && headings > 0 || fields > 2
}

/// Whether `text` has no markup of any kind.
pub(super) fn is_plain(text: &str) -> bool {
    memchr::memchr3(b'#', b'<', b'`', text.as_bytes()).is_none()
        && !text.trim_start_matches('\u{feff}').starts_with("---")
}

// A component, a module line, the quote that an export begins with, or what Markdown has and no browser shows: the rule of
// a table, marks around what is bold or code.
fn is_markup(line: &str) -> bool {
    let is_marked =
        |mark| line.strip_prefix(mark).is_some_and(|rest| rest.starts_with(" `") || rest.starts_with(" **"));
    match line.as_bytes().first() {
        Some(b'<') => {
            let tag = line.get(1..).unwrap_or_default();
            tag.strip_prefix('/').unwrap_or(tag).starts_with(|c: char| c.is_ascii_uppercase())
        }
        Some(b'>') => line.starts_with("> ## "),
        Some(b'#') => line.starts_with("## OpenAPI"),
        Some(b'e') => line.starts_with("export const "),
        Some(b'|' | b':') => is_rule(line),
        Some(b'-') => is_marked('-') || is_rule(line),
        Some(b'+') => is_marked('+'),
        Some(b'*') => {
            is_marked('*') || line.len() > 4 && line.starts_with("**") && line.trim_end_matches(':').ends_with("**")
        }
        _ => false,
    }
}

/// Whether a line parts the head of a table from its rows.
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Reads a rendered page. Its ledger is empty, for it has no components.
pub(super) fn read(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> (Page, Ledger) {
    let text = sources.file(file).map_or("", |source| source.text());
    let mut reader = Reader::new(text, file, diagnostics);
    reader.head();
    while reader.step() {}
    reader.check_something_was_read();
    (reader.page, Ledger::default())
}

//! Input: the origins of an item. Output: a line for each, in columns: whether it counts, where it stands, what kind of
//! evidence it is, and the words of the page.
//! Invariant: a place can be clicked: path, line and column as editors take them.

use std::fmt::Write as _;

use crate::schema::{Evidence, Origin};
use crate::source::{SourceMap, Span};

/// The most of a page's line that is shown.
const WIDEST: usize = 72;

struct Row {
    verdict: &'static str,
    place: String,
    evidence: &'static str,
    words: String,
}

/// Writes the origins, strongest first as they come.
pub(super) fn origins(text: &mut String, sources: &SourceMap, indent: &str, origins: &[Origin]) {
    if origins.is_empty() {
        let _ = writeln!(text, "{indent}no page says so");
        return;
    }
    let mut decided = false;
    let rows: Vec<Row> = origins
        .iter()
        .map(|origin| {
            let verdict = match (&origin.overruled, decided) {
                (Some(_), _) => "loses",
                (None, true) => "agrees",
                (None, false) => "counts",
            };
            decided |= origin.overruled.is_none();
            row(sources, origin, verdict)
        })
        .collect();
    let widest = |width: fn(&Row) -> usize| rows.iter().map(width).max().unwrap_or(0);
    let (place, evidence) = (widest(|row| row.place.chars().count()), widest(|row| row.evidence.len()));
    for row in &rows {
        let line =
            format!("{indent}{:6}  {:place$}  {:evidence$}  {}", row.verdict, row.place, row.evidence, row.words);
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

fn row(sources: &SourceMap, origin: &Origin, verdict: &'static str) -> Row {
    let place = origin.span.map_or_else(|| origin.page.clone(), |span| sources.place(span));
    let mut words = origin.span.map(|span| shown(sources, span, origin.evidence)).unwrap_or_default();
    if let Some(claim) = &origin.overruled {
        words = format!("{words}  (its {}: {})", claim.about, claim.value).trim_start().to_owned();
    }
    Row { verdict, place, evidence: origin.evidence.as_str(), words }
}

/// What stands on the page there: the rest of the line. In a rendered list a field's type stands on the next line.
fn shown(sources: &SourceMap, span: Span, evidence: Evidence) -> String {
    let Some(text) = sources.file(span.file).and_then(|file| file.text().get(span.start as usize..)) else {
        return String::new();
    };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut words = lines.next().unwrap_or("").to_owned();
    if evidence == Evidence::RenderedEndpoint {
        // Method and path stand a piece a line.
        let pieces = sources.text(span).lines().map(str::trim).filter(|line| *line != words);
        words = format!("{words} {}", pieces.collect::<String>()).trim_end().to_owned();
    } else if evidence == Evidence::RenderedField
        && let Some(next) = lines.next()
    {
        words = format!("{words} / {next}");
    }
    if words.chars().count() > WIDEST {
        words = words.chars().take(WIDEST - 3).chain("...".chars()).collect();
    }
    words
}

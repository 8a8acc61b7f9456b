//! Input: diagnostics and the texts that they point at. Output: what a person reads, with the lines of the page.
//! Invariant: nothing that stands on a page reaches the terminal as a control character.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{SourceFile, SourceMap, Span, whole_characters};

/// Labels farther away than this many bytes get a snippet of their own: a page can be very long.
const NEAR: usize = 4000;
/// So much of a line is shown before and after what is marked, where it is longer.
const AROUND: usize = 2000;

/// Prints diagnostics to `emit`, one text each.
pub(super) fn each(sources: &SourceMap, diagnostics: &[&Diagnostic], mut emit: impl FnMut(&str)) {
    let renderer = renderer();
    for diagnostic in diagnostics {
        emit(&format!("{}\n", one(&renderer, sources, diagnostic)));
    }
}

/// Prints all of a list.
pub(super) fn all(sources: &SourceMap, diagnostics: &[Diagnostic], emit: impl FnMut(&str)) {
    each(sources, &diagnostics.iter().collect::<Vec<_>>(), emit);
}

/// The first line of a diagnostic, with other words.
pub(super) fn headline(severity: Severity, code: Code, text: &str) -> String {
    let title = level(severity).primary_title(annotate_snippets::normalize_untrusted_str(text)).id(code.as_str());
    renderer().render(&[Group::with_title(title)])
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// `1 error, 2 warnings, 3 notes`
pub(super) fn counts<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic> + Clone) -> String {
    let count = |severity: Severity| {
        let count = diagnostics.clone().into_iter().filter(|diagnostic| diagnostic.severity == severity).count();
        format!("{count} {}{}", severity.as_str(), if count == 1 { "" } else { "s" })
    };
    format!("{}, {}, {}", count(Severity::Error), count(Severity::Warning), count(Severity::Note))
}

/// A message without a place.
pub(super) fn plain(level: &str, message: &str) -> String {
    let level = match level {
        "error" => Level::ERROR,
        "warning" => Level::WARNING,
        _ => Level::NOTE,
    };
    let message = annotate_snippets::normalize_untrusted_str(message);
    renderer().render(&[Group::with_title(level.primary_title(message))])
}

fn renderer() -> Renderer {
    // What `--color`, NO_COLOR, CLICOLOR_FORCE and the terminal say together.
    match anstream::AutoStream::choice(&std::io::stderr()) {
        anstream::ColorChoice::Never => Renderer::plain(),
        _ => Renderer::styled(),
    }
}

fn one(renderer: &Renderer, sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let level = level(diagnostic.severity);
    let clean = annotate_snippets::normalize_untrusted_str;
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let near = |other: Span| other.file == span.file && other.start.abs_diff(span.start) as usize <= NEAR;
        let (here, elsewhere): (Vec<_>, Vec<_>) = diagnostic.labels.iter().partition(|label| near(label.span));
        let mut marks = vec![(AnnotationKind::Primary, span, String::new())];
        marks.extend(here.iter().map(|label| (AnnotationKind::Context, label.span, clean(&label.text))));
        group = shown(group, sources, &marks);
        for label in elsewhere {
            group = shown(group, sources, &[(AnnotationKind::Primary, label.span, clean(&label.text))]);
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    without_empty_origins(&renderer.render(&[group]))
}

/// Takes out the lines that name no file: the renderer puts one before a part of a line that has its place above it.
fn without_empty_origins(text: &str) -> String {
    let is_empty = |line: &&str| line.contains(":::") && anstream::adapter::strip_str(line).to_string().trim() == ":::";
    text.lines().filter(|line| !is_empty(line)).collect::<Vec<_>>().join("\n")
}

/// Adds the lines of a page around `marks`, which all lie in one text.
fn shown<'a>(group: Group<'a>, sources: &'a SourceMap, marks: &[(AnnotationKind, Span, String)]) -> Group<'a> {
    let Some(first) = marks.first() else { return group };
    let Some(file) = sources.file(first.1.file) else { return group };
    let path = annotate_snippets::normalize_untrusted_str(file.path());
    let window = window(file, marks.iter().map(|(_, span, _)| *span));
    let Some(text) = file.text().get(window.text.clone()) else { return group };
    let mut snippet = Snippet::source(text).line_start(window.line).fold(true);
    let group = match window.column {
        // The renderer counts from where the text begins.
        Some(column) => group.element(Origin::path(path).line(window.line).char_column(column)),
        None => {
            snippet = snippet.path(path);
            group
        }
    };
    for (kind, span, label) in marks {
        let line = file.line(span.start as usize).end.min(window.text.end);
        let marked = whole_characters(file.text(), span.range());
        let from = marked.start.clamp(window.text.start, window.text.end);
        let to = marked.end.clamp(from, line.max(from));
        let label = (!label.is_empty()).then(|| label.clone());
        let at = from - window.text.start..to - window.text.start;
        snippet = snippet.annotation(kind.span(at).label(label));
    }
    group.element(snippet)
}

/// What of a text is shown.
struct Window {
    text: Range<usize>,
    line: usize,
    /// The column of the first mark, where the text begins within a line.
    column: Option<usize>,
}

/// The lines in which spans begin: a span may cover a whole page, and its first line is what the eye needs. Of a line that is
/// longer than any screen, what stands around them.
fn window(file: &SourceFile, spans: impl Iterator<Item = Span> + Clone) -> Window {
    let text = file.text();
    let starts = spans.clone().map(|span| (span.start as usize).min(text.len()));
    let (first, last) = (starts.clone().min().unwrap_or(0), starts.max().unwrap_or(0));
    let ends = spans.map(|span| (span.end as usize).min(file.line(span.start as usize).end));
    let (lines, until) = (file.line(first).start..file.line(last).end, ends.max().unwrap_or(last).max(last));
    let cut = |at: usize| whole_characters(text, at..at);
    let start = if first - lines.start > AROUND { cut(first - AROUND).start } else { lines.start };
    let end = if lines.end.saturating_sub(until) > AROUND { cut(until + AROUND).end } else { lines.end };
    let position = file.position(first);
    let column = (start > lines.start).then_some(position.column as usize);
    Window { text: start..end.max(start), line: position.line as usize, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(sources: &SourceMap, diagnostic: Diagnostic) -> String {
        let mut text = String::new();
        all(sources, &[diagnostic], |one| text.push_str(one));
        text
    }

    #[test]
    fn a_diagnostic_shows_place_line_code_labels_and_help() {
        let mut sources = SourceMap::new();
        let a = sources.add("in/a.md", "a.md", "# A\n\n<ParamField body=\"x\" type=\"strnig\">\n</ParamField>\n");
        let b = sources.add("in/b.md", "b.md", "one\ntwo é here\n");
        let diagnostic = Diagnostic::at(Code::UnknownType, Span::new(a, 33..39), "nobody says what `strnig` is")
            .label(Span::new(a, 17..25), "the field")
            .label(Span::new(b, 11..15), "another page says so too")
            .help("did you mean `string`?");
        insta::assert_snapshot!(render(&sources, diagnostic), @r#"
        warning[unknown-type]: nobody says what `strnig` is
         --> in/a.md:3:29
          |
        3 | <ParamField body="x" type="strnig">
          |             --------        ^^^^^^
          |             |
          |             the field
          |
         ::: in/b.md:2:7
          |
        2 | two é here
          |       ^^^^ another page says so too
          |
          = help: did you mean `string`?
        "#);
    }

    #[test]
    fn spans_at_the_end_in_an_empty_text_and_over_many_lines_are_shown() {
        let mut sources = SourceMap::new();
        let empty = sources.add("e.md", "e.md", "");
        let text = sources.add("t.md", "t.md", "a\nb\nc\n");
        for span in [Span::new(empty, 0..0), Span::new(text, 6..6), Span::new(text, 2..6), Span::new(text, 900..9000)] {
            let text = render(&sources, Diagnostic::at(Code::EmptyPage, span, "m"));
            assert!(text.starts_with("warning[empty-page]: m\n"), "{text}");
        }
    }

    #[test]
    fn a_line_longer_than_a_screen_is_shown_where_the_mark_is() {
        let mut sources = SourceMap::new();
        let line = "é <A type=\"strnig\" /> ".repeat(4_000);
        let file = sources.add("in/a.md", "a.md", format!("# A\n\n{line}\nend\n"));
        let at = 5 + line.find("strnig").unwrap() + line.len() / 2;
        let text = render(&sources, Diagnostic::at(Code::UnknownType, Span::new(file, at..at + 6), "no type"));
        let column = sources.position(Span::new(file, at..at)).column;
        assert!(text.contains(&format!("--> in/a.md:3:{column}\n")), "{text}");
        assert!(!text.contains(":::"), "{text}");
        assert!(text.len() < 2_000 && text.contains("strnig") && text.contains("^^^^^^"), "{text}");
    }

    #[test]
    fn control_characters_of_a_page_do_not_reach_the_terminal() {
        let mut sources = SourceMap::new();
        let file = sources.add("\u{1b}]0;x\u{7}.md", "x.md", "\u{1b}[31mred\u{202e}\n");
        let diagnostic = Diagnostic::at(Code::UnknownType, Span::new(file, 0..5), "\u{1b}[2J\u{202e}")
            .label(Span::new(file, 5..8), "\u{1b}[2J")
            .help("\u{1b}[2J");
        let text = render(&sources, diagnostic);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{text:?}");
    }
}

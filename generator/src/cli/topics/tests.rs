//! What a person reads of few and of many diagnostics.

use super::*;
use crate::source::Span;

/// Diagnostics at the lines of one page.
fn page(lines: &[(Code, &str)]) -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let file = sources.add("in/a.md", "a.md", "x\n".repeat(lines.len()));
    let at = |(line, (code, message)): (usize, &(Code, &str))| {
        Diagnostic::at(*code, Span::new(file, line * 2..line * 2 + 1), *message)
    };
    let list = lines.iter().enumerate().map(at).collect();
    (sources, list)
}

fn text(lines: &[(Code, &str)], shown: &Shown) -> String {
    let (sources, list) = page(lines);
    let mut text = String::new();
    print(&sources, list.iter(), shown, |line| text.push_str(&format!("{line}\n")));
    // Another test may have called the program by another word.
    text.replace(crate::cli::program::name(), "fieldstone")
}

const MANY: [(Code, &str); 9] = [
    (Code::UnknownType, "no page says what `a` is"),
    (Code::UnknownType, "no page says what `b` is"),
    (Code::MissingType, "this field says no type"),
    (Code::DuplicateOperation, "`GET /a` is documented on 2 pages"),
    (Code::DuplicateOperation, "`GET /b` is documented on 3 pages"),
    (Code::DuplicateOperation, "`GET /c` is documented on 14 pages"),
    (Code::DuplicateOperation, "`GET /d` is documented on 2 pages"),
    (Code::FieldOnlyOnSomePages, "`x` is documented on this page alone"),
    (Code::FieldOnlyOnSomePages, "another page of this operation lacks `x`"),
];

#[test]
fn few_are_shown_with_the_lines_of_their_pages() {
    let text = text(&MANY[..3], &Shown::default());
    assert_eq!(text.matches("-->").count(), 3, "{text}");
}

#[test]
fn many_are_a_line_a_topic() {
    insta::assert_snapshot!(text(&MANY, &Shown::default()));
}

#[test]
fn a_code_that_is_asked_for_is_shown_in_full() {
    let shown = Shown { codes: vec![Code::DuplicateOperation], ..Shown::default() };
    let text = text(&MANY, &shown);
    assert_eq!(text.matches("-->").count(), 4, "{text}");
    assert!(
        text.contains("warning[unknown-type]: no page says what `a` is (in/a.md:1:1); also `b` (in/a.md:2:1)"),
        "{text}"
    );
    let verbose = Shown { verbose: true, ..Shown::default() };
    assert_eq!(super::tests::text(&MANY, &verbose).matches("-->").count(), MANY.len());
}

#[test]
fn an_error_comes_last_and_in_full_and_a_project_file_after_it() {
    let mut lines = MANY.to_vec();
    lines.insert(0, (Code::InvalidProject, "there is no key `nmae` here"));
    lines.insert(4, (Code::StaleErratum, "this correction does not apply"));
    let text = text(&lines, &Shown::default());
    let at = |word: &str| text.find(word).unwrap();
    assert!(at("warning[unknown-type]") < at("error[stale-erratum]"), "{text}");
    assert!(at("error[stale-erratum]") < at("error[invalid-project]"), "{text}");
}

//! Input: a line of a page: a heading, the only line of a fence, a line of a paragraph. Output: the method and path that it
//! is, where it is nothing else.
//! Invariant: a line with any other word in it is a sentence, and names no operation here.

use crate::draft::target::{Target, target};
use crate::read::code;
use crate::read::page::{CodeBlock, Heading};
use crate::schema::method::is_method;
use crate::schema::path::identity;
use crate::source::Span;

/// What headings put between a title and the line.
const BETWEEN: [&str; 6] = ["-", "–", "—", ":", "|", "·"];

/// Words in front of a line that say what it is.
const LABELS: [&str; 11] = [
    "endpoint",
    "url",
    "request",
    "route",
    "path",
    "method",
    "http request",
    "http method",
    "api endpoint",
    "request url",
    "endpoint url",
];

/// A request line.
#[derive(Clone, Debug)]
pub(crate) struct RequestLine {
    /// Upper case.
    pub(crate) method: String,
    pub(crate) target: Target,
    pub(crate) span: Span,
}

impl RequestLine {
    /// What tells the operation from others of its page.
    pub(crate) fn key(&self) -> (String, String) {
        (self.method.clone(), identity(&self.target.path))
    }
}

/// Whether a heading says no more than that a request line follows.
pub(crate) fn is_label(heading: &str) -> bool {
    LABELS.contains(&heading.trim().trim_end_matches(':').to_ascii_lowercase().as_str())
}

/// The line that a text is.
pub(crate) fn of_text(text: &str, span: Span) -> Option<RequestLine> {
    let bare = bare(text.trim_start().trim_start_matches('>'));
    let words: Vec<&str> = without_label(&bare).split_whitespace().collect();
    line(&words, span)
}

/// The line that a heading is, or ends with: `POST /a`, `Make one (POST /a)`; and its title where it has one.
pub(crate) fn of_heading(heading: &Heading) -> Option<(Option<String>, RequestLine)> {
    if let Some(line) = of_text(&heading.text, heading.span) {
        return Some((None, line));
    }
    let bare = bare(&heading.text);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let at = words.len().checked_sub(2)?;
    let (before, last) = words.split_at(at);
    let in_brackets = last.first().is_some_and(|word| word.starts_with(['(', '[']));
    let last: Vec<&str> = last.iter().map(|word| word.trim_matches(['(', ')', '[', ']'])).collect();
    let title = match before.split_last() {
        Some((between, title)) if BETWEEN.contains(between) => title.join(" "),
        Some((word, _)) if word.ends_with(':') => before.join(" ").trim_end_matches(':').to_owned(),
        Some(_) if in_brackets => before.join(" "),
        _ => return None,
    };
    let line = line(&last, heading.span)?;
    Some((Some(title).filter(|title| !title.is_empty()), line))
}

/// The line that a fence holds alone, or begins with where headers and a body follow.
pub(crate) fn of_block(block: &CodeBlock) -> Option<RequestLine> {
    let language = code::info(&block.info).language.unwrap_or_default().to_ascii_lowercase();
    if !matches!(language.as_str(), "" | "http" | "https" | "text" | "txt" | "plaintext" | "bash" | "sh" | "shell") {
        return None;
    }
    let mut lines = block.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut line = of_text(lines.next()?, block.outer)?;
    let mut rest = lines.take_while(|line| !line.starts_with(['{', '['])).peekable();
    if rest.peek().is_none() {
        return Some(line);
    }
    for header in rest {
        let (name, value) = header.split_once(':')?;
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            return None;
        }
        let host = value.trim();
        if name.eq_ignore_ascii_case("host") && line.target.server.is_none() && !host.contains(char::is_whitespace) {
            line.target.server = target(&format!("https://{host}/")).and_then(|target| target.server);
        }
    }
    Some(line)
}

/// The lines of a paragraph that are request lines, and the paragraph without them. Several are a list of operations, and
/// document none of them here.
pub(crate) fn of_prose(markdown: &str, span: Span) -> Option<(RequestLine, String)> {
    let mut found = None;
    let mut rest: Vec<&str> = Vec::new();
    for text in markdown.lines() {
        match of_text(text, span) {
            Some(_) if found.is_some() => return None,
            Some(line) => found = Some(line),
            None => rest.push(text),
        }
    }
    Some((found?, rest.join("\n")))
}

/// A text without what only dresses it: `**POST** `/a``, `<code>POST /a</code>` and `POST /a` are one.
fn bare(text: &str) -> String {
    let text = text.replace("<code>", " ").replace("</code>", " ");
    text.chars().map(|c| if matches!(c, '*' | '`') { ' ' } else { c }).filter(|c| *c != '\\').collect()
}

fn without_label(text: &str) -> &str {
    match text.split_once(": ") {
        Some((label, rest)) if LABELS.contains(&label.trim().to_ascii_lowercase().as_str()) => rest,
        _ => text,
    }
}

fn line(words: &[&str], span: Span) -> Option<RequestLine> {
    let words = match words {
        [number, rest @ ..] if number.trim_end_matches(['.', ')']).parse::<u8>().is_ok() => rest,
        words => words,
    };
    let (method, path) = match words {
        [method, path] => (*method, *path),
        [method, path, version] if version.starts_with("HTTP/") => (*method, *path),
        _ => return None,
    };
    let method = method.trim_end_matches(':');
    if !is_method(method) || method.chars().any(|c| c.is_ascii_lowercase()) {
        return None;
    }
    Some(RequestLine { method: method.to_owned(), target: target(path.trim_end_matches(['.', ',', ';']))?, span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn span() -> Span {
        Span::new(SourceMap::new().add("p.md", "p.md", ""), 0..0)
    }

    fn heading(text: &str) -> Option<(Option<String>, String)> {
        let heading = Heading { level: 2, text: text.to_owned(), span: span() };
        of_heading(&heading).map(|(title, line)| (title, format!("{} {}", line.method, line.target.path)))
    }

    #[test]
    fn a_line_is_method_and_path_and_nothing_else() {
        let read = |text: &str| of_text(text, span()).map(|line| format!("{} {}", line.method, line.target.path));
        for text in [
            "POST /a/{id}",
            "`POST /a/{id}`",
            "**POST** `/a/:id`",
            "Endpoint: `POST https://h.example/a/{id}`",
            "> POST /a/{id}",
        ] {
            assert_eq!(read(text).as_deref(), Some("POST /a/{id}"), "{text}");
        }
        assert_eq!(read("1. GET /a HTTP/1.1").as_deref(), Some("GET /a"));
        for text in
            ["Then `POST /a`.", "- POST /a", "POST", "post /a", "GET the bell", "POST /a or PUT /a", "Note: POST /a"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_heading_is_a_line_or_ends_with_one() {
        let is = |title: Option<&str>, line: &str| Some((title.map(str::to_owned), line.to_owned()));
        assert_eq!(heading("POST /a"), is(None, "POST /a"));
        assert_eq!(heading("Make one (POST /a)"), is(Some("Make one"), "POST /a"));
        assert_eq!(heading("Make one – `POST /a`"), is(Some("Make one"), "POST /a"));
        assert_eq!(heading("Make one: POST /a"), is(Some("Make one"), "POST /a"));
        assert_eq!(heading("What POST /a does"), None);
        assert_eq!(heading("Calling POST /a"), None);
    }

    #[test]
    fn a_fence_is_a_line_with_or_without_headers() {
        let read = |info: &str, text: &str| {
            let block = CodeBlock { info: info.to_owned(), text: text.to_owned(), span: span(), outer: span() };
            of_block(&block).map(|line| (line.target.server.unwrap_or_default(), line.method + " " + &line.target.path))
        };
        let is = |server: &str, line: &str| Some((server.to_owned(), line.to_owned()));
        assert_eq!(read("", "GET /a\n"), is("", "GET /a"));
        assert_eq!(
            read("http", "POST /a HTTP/1.1\nHost: h.example\n\n{\"b\": 1}\n"),
            is("https://h.example", "POST /a")
        );
        assert_eq!(read("text", "GET /a\nPOST /b\n"), None);
        assert_eq!(read("json", "GET /a"), None);
    }

    #[test]
    fn a_paragraph_with_several_lines_is_a_list() {
        assert!(of_prose("POST /a\nMakes one.", span()).is_some_and(|(_, rest)| rest == "Makes one."));
        assert!(of_prose("`POST /a`\n`GET /b`", span()).is_none());
        assert!(of_prose("Call `POST /a` first.", span()).is_none());
    }
}

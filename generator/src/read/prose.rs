//! Input: Markdown. Output: its words.
//! Invariant: markup goes, words stay; a placeholder such as `<token>` is words.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use crate::read::mdx::entities;

/// The words of `markdown`, without markup: escapes and entities resolved, blocks on lines of their own.
pub fn plain_text(markdown: &str) -> String {
    let words = markdown.trim();
    if is_plain(words) && !words.contains(['\n', '|']) && !words.starts_with(BLOCK_MARKS) {
        return words.to_owned();
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::InlineHtml(tag) | Event::Html(tag) => html(&tag, &mut text),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak | Event::Rule => line_break(&mut text),
            Event::End(TagEnd::TableCell) => text.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::TableHead
                | TagEnd::TableRow,
            ) => line_break(&mut text),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    if text.starts_with(char::is_whitespace) { text.trim_start().to_owned() } else { text }
}

/// The words of a heading's line.
pub(super) fn heading_text(line: &str) -> String {
    let line = line.trim();
    // A closing run of `#` is markup, and so is an anchor.
    let closed = line.trim_end_matches('#');
    let line = if closed.is_empty() || closed.ends_with([' ', '\t']) { closed.trim_end() } else { line };
    let line =
        line.strip_suffix('}').and_then(|line| line.rsplit_once("{#")).map_or(line, |(words, _)| words.trim_end());
    if is_plain(line) {
        return line.to_owned();
    }
    let text = plain_text(&inline(line));
    if text.contains('\n') { text.replace('\n', " ") } else { text }
}

/// `line` such that no block construct begins it: `1. First` is the words of a heading, not a list.
fn inline(line: &str) -> String {
    format!("# {line}")
}

/// Whether nothing in `text` is markup inside a line.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b'<' | b'&' | b'~'))
}

/// What a block other than a paragraph may begin with.
const BLOCK_MARKS: [char; 16] = ['#', '>', '-', '+', '=', ':', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

fn line_break(text: &mut String) {
    while text.ends_with(' ') {
        text.pop();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// Keeps of HTML what is no tag that HTML knows.
fn html(source: &str, text: &mut String) {
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&entities(before));
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, tail)| tail);
            continue;
        }
        let Some((tag, tail)) = after.split_once('>') else {
            text.push('<');
            rest = after;
            continue;
        };
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        match name {
            "br" | "p" | "li" | "tr" | "div" => line_break(text),
            _ if is_tag(tag, name) => {}
            _ => {
                text.push('<');
                text.push_str(tag);
                text.push('>');
            }
        }
        rest = tail;
    }
    text.push_str(&entities(rest));
}

fn is_tag(tag: &str, name: &str) -> bool {
    const KNOWN: [&str; 37] = [
        "a",
        "abbr",
        "b",
        "blockquote",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "ol",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "ul",
        "var",
    ];
    tag.contains('=') || KNOWN.binary_search(&name).is_ok() || ["table", "tbody", "td", "th", "thead"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        let cases = [
            ("nationality\\_codes", "nationality_codes"),
            ("The *one* `a_b` of [these](https://a.b), &lt;x&gt;.", "The one a_b of these, <x>."),
            ("Send <token> in<br/>the <b>header</b>.", "Send <token> in\nthe header."),
            ("One\ntwo\n\n- three\n- four", "One two\nthree\nfour"),
            ("  plain words. ", "plain words."),
            ("<div>raw &amp; done</div>", "raw & done"),
            ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
        ];
        for (markdown, words) in cases {
            assert_eq!(plain_text(markdown), words);
        }
    }

    #[test]
    fn a_heading_is_one_line_of_words() {
        assert_eq!(heading_text(" 1. *First* ##"), "1. First");
        assert_eq!(heading_text(" C# {#c-sharp}"), "C#");
        assert_eq!(heading_text(" - `GET` {id}"), "- GET {id}");
    }
}

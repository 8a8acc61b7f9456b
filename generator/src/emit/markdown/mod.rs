//! Input: Markdown from a page, which nobody vouches for. Output: Markdown that rustdoc may show.
//! Invariant: it is rebuilt from what a parser understood, never passed through: no HTML, no image, no link but to the
//! web or to mail, and no code block but those marked `text`, which rustdoc does not run.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::schema::unseen::is_unseen;

mod pieces;

use self::pieces::{bare_url, guard, is_html, longest_run};
pub(super) use self::pieces::{clean, code, safe_url};

/// Deeper lists are shown at this depth: their indentation would grow with the square of the input.
const DEEPEST_LIST: usize = 6;

/// The page's Markdown as lines of safe Markdown.
pub(super) fn render(markdown: &str) -> Vec<String> {
    let text = clean(markdown);
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)) {
        writer.event(event);
    }
    writer.end_block();
    writer.lines
}

/// A plain text as Markdown on one line.
pub(super) fn escape(text: &str) -> String {
    let mut writer = Writer::default();
    writer.text(&clean(text));
    writer.end_block();
    writer.lines.join(" ")
}

/// A plain text as the text of a link, where an address must not become a link of its own.
pub(super) fn escape_in_link(text: &str) -> String {
    let mut writer = Writer { link: Some((0, String::new())), ..Writer::default() };
    writer.text(&clean(text));
    writer.end_block();
    writer.lines.join(" ")
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The paragraph in the making.
    inline: String,
    /// The list items around it: the marker, and whether it is written.
    items: Vec<(String, bool)>,
    lists: Vec<Option<usize>>,
    code_block: Option<String>,
    /// Where the open emphasis starts, and its mark; a mark that was dropped is empty.
    marks: Vec<(usize, &'static str)>,
    /// Where the open link starts, and where it leads.
    link: Option<(usize, String)>,
    in_autolink: bool,
    in_heading: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code_block {
                Some(block) => block.push_str(&text),
                None if self.in_autolink => {}
                None => self.text(&text),
            },
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                // Markup that was dropped may have stood between the two: their marks must not become one.
                if self.inline.ends_with('`') {
                    self.inline.push(' ');
                }
                self.inline.push_str(&code(&text));
            }
            Event::InlineHtml(html) if html.starts_with("<br") => self.space('\n'),
            Event::InlineHtml(html) if is_html(&html) => {}
            Event::InlineHtml(html) => self.text(&html),
            Event::SoftBreak | Event::HardBreak => self.space('\n'),
            Event::Html(_) | Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.open("*"),
            Tag::Strong => self.open(if self.in_heading { "" } else { "**" }),
            Tag::Heading { .. } => {
                self.end_block();
                self.open("**");
                self.in_heading = true;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.end_block();
                self.code_block = Some(String::new());
            }
            Tag::List(start) => {
                self.end_block();
                self.lists.push(start.map(|_| 0));
            }
            Tag::Item => {
                self.end_block();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{number}. ")
                    }
                    _ => "- ".to_owned(),
                };
                self.items.push((marker, false));
            }
            Tag::TableHead | Tag::TableRow => {
                self.end_block();
                self.items.push(("- ".to_owned(), false));
            }
            Tag::TableCell if !self.inline.is_empty() => self.inline.push_str(" | "),
            Tag::Link { link_type: LinkType::Autolink, dest_url, .. } if self.link.is_none() => {
                match safe_url(&dest_url) {
                    Some(url) => self.inline.push_str(&format!("<{url}>")),
                    None => self.text(&dest_url),
                }
                self.in_autolink = true;
            }
            Tag::Link { dest_url, .. } => {
                if let (None, Some(url)) = (&self.link, safe_url(&dest_url)) {
                    if self.inline.ends_with('!') {
                        self.inline.pop();
                        self.inline.push_str("\\!");
                    }
                    self.link = Some((self.inline.len(), url));
                    self.inline.push('[');
                }
            }
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock | Tag::Table(_) => self.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => self.close(),
            TagEnd::Heading(_) => {
                self.close();
                self.in_heading = false;
                self.end_block();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => {
                self.end_block();
                self.items.pop();
            }
            TagEnd::Link if self.in_autolink => self.in_autolink = false,
            TagEnd::Link => {
                if let Some((at, url)) = self.link.take() {
                    if self.inline.len() == at + 1 {
                        self.inline.pop();
                    } else {
                        self.inline.push_str(&format!("]({url})"));
                    }
                }
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::HtmlBlock | TagEnd::Table => self.end_block(),
            _ => {}
        }
    }

    fn open(&mut self, mark: &'static str) {
        self.marks.push((self.inline.len(), mark));
        self.inline.push_str(mark);
    }

    fn close(&mut self) {
        let Some((at, mark)) = self.marks.pop() else { return };
        let gap = self.inline.len() - self.inline.trim_end().len();
        let gap = self.inline.split_off(self.inline.len() - gap);
        if self.inline.len() <= at + mark.len() {
            self.inline.truncate(at);
        } else {
            self.inline.push_str(mark);
        }
        if !gap.is_empty() {
            self.space(' ');
        }
    }

    /// White space never doubles and never stands behind an opening mark, where Markdown would read it otherwise.
    fn space(&mut self, space: char) {
        let after_mark = self.marks.last().is_some_and(|(at, mark)| self.inline.len() == at + mark.len());
        if !self.inline.is_empty() && !self.inline.ends_with([' ', '\n']) && !after_mark {
            self.inline.push(space);
        }
    }

    /// Text, with everything escaped that Markdown or rustdoc would read as more than text.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        let mut before = self.inline.chars().next_back();
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            let next = after.chars().next();
            if c.is_whitespace() {
                self.space(' ');
            } else if is_unseen(c) {
                // An entity (`&#x202e;`) is a character only now.
                rest = after;
                continue;
            } else if let Some(url) = bare_url(rest).filter(|_| self.link.is_none()) {
                self.inline.push_str(&format!("<{url}>"));
                before = Some('>');
                rest = rest.get(url.len()..).unwrap_or_default();
                continue;
            } else {
                let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let escaped = match c {
                    '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
                    '_' => !(word(before) && word(next)),
                    // At the end of a piece of text nobody knows what follows.
                    '&' => next.is_none_or(|c| c == '#' || c.is_alphanumeric()),
                    ':' => after.starts_with("//"),
                    '/' => before == Some(':') && rest.len() == text.len(),
                    '-' => before == Some('-') || next == Some('-'),
                    _ => false,
                };
                if escaped {
                    self.inline.push('\\');
                }
                self.inline.push(c);
            }
            before = Some(c);
            rest = after;
        }
    }

    fn end_block(&mut self) {
        while !self.marks.is_empty() {
            self.close();
        }
        let text = std::mem::take(&mut self.inline);
        let text = text.trim();
        if !text.is_empty() {
            self.block(text.lines().map(|line| guard(line.trim())));
        }
    }

    fn end_code(&mut self) {
        let Some(text) = self.code_block.take() else { return };
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        let opening = std::iter::once(format!("{fence}text"));
        let lines = text.lines().map(|line| line.trim_end().to_owned());
        self.block(opening.chain(lines).chain([fence.clone()]));
    }

    fn block(&mut self, lines: impl Iterator<Item = String>) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let surplus = self.items.len().saturating_sub(DEEPEST_LIST);
        for line in lines {
            let mut indented = String::new();
            for (at, (marker, written)) in self.items.iter_mut().enumerate() {
                // Items at the same place in the text share a line; those too deep share the last one's indentation.
                if at < surplus {
                    continue;
                }
                if std::mem::replace(written, true) {
                    indented.extend(std::iter::repeat_n(' ', marker.len()));
                } else {
                    indented.push_str(marker);
                }
            }
            indented.push_str(&line);
            self.lines.push(if line.is_empty() { line } else { indented });
        }
    }
}

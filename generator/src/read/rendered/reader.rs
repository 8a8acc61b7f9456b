//! Input: a page's lines. Output: its nodes, in order.
//! Invariant: every step goes on by at least one byte of the page.

use std::ops::Range;

use super::lines::{Cursor, Line};
use super::{endpoint_bar, field_start, frame, heading, labels, listed_field, unfenced};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::page::{CodeBlock, Endpoint, Format, Heading, ListedField, Node, Page, Prose};
use crate::source::{FileId, Span, Spanned};

pub(super) struct Reader<'t, 'd> {
    pub(super) cursor: Cursor<'t>,
    pub(super) page: Page,
    diagnostics: &'d mut Diagnostics,
    /// Whether a list of fields has begun, so that weaker signs of a field count.
    in_list: bool,
    /// A status line that no node holds yet: a sample right behind it is that status's.
    status: Option<(Range<usize>, Vec<Range<usize>>)>,
}

impl<'t, 'd> Reader<'t, 'd> {
    pub(super) fn new(text: &'t str, file: FileId, diagnostics: &'d mut Diagnostics) -> Self {
        let page = Page {
            file,
            format: Format::Rendered,
            frontmatter: Vec::new(),
            title: None,
            description: None,
            content: Vec::new(),
        };
        Self { cursor: Cursor::new(text), page, diagnostics, in_list: false, status: None }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.page.file, range)
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &'t str {
        self.cursor.text.get(range.clone()).unwrap_or("")
    }

    pub(super) fn spanned(&self, range: Range<usize>) -> Spanned<String> {
        Spanned::new(self.slice(&range).to_owned(), self.span(range))
    }

    /// Reads one thing; `false` at the end of the page.
    pub(super) fn step(&mut self) -> bool {
        let Some(line) = self.cursor.current() else {
            self.flush_status();
            return false;
        };
        let index = self.cursor.at;
        if frame::is_foot(line.text) {
            self.foot();
        } else if frame::is_noise(line.text) {
            self.cursor.at += 1;
        } else if let Some(sample) = unfenced::at(&self.cursor) {
            self.sample(sample);
        } else if let Some(found) = endpoint_bar::at(&self.cursor, index) {
            self.endpoint(found);
        } else if let Some(found) = self.heading(index) {
            self.flush_status();
            let text = self.slice(&found.text).to_owned();
            let span = self.span(found.text);
            self.page.content.push(Node::Heading(Heading { level: found.level, text, span }));
            self.in_list = true;
            self.cursor.take(found.length);
        } else if let Some(length) = labels::status(line.text).filter(|_| !field_start::at(&self.cursor, index)) {
            self.statuses(line, length);
        } else if let Some(found) = listed_field::read(&mut self.cursor, self.in_list) {
            self.flush_status();
            self.field(found);
            self.in_list = true;
        } else {
            self.other(line);
        }
        true
    }

    fn heading(&self, index: usize) -> Option<heading::Found> {
        // Where a section or a field is open, a few words before a field describe what is open.
        let is_open = !matches!(self.page.content.last(), None | Some(Node::Endpoint(_) | Node::Code(_)));
        let by_place = || heading::by_place(&self.cursor, index).filter(|_| !is_open && self.page.title.is_some());
        heading::at(&self.cursor, index).or_else(by_place)
    }

    fn foot(&mut self) {
        self.flush_status();
        while self.cursor.current().is_some() {
            match unfenced::at(&self.cursor) {
                Some(sample) => self.sample(sample),
                None => self.cursor.at += 1,
            }
        }
    }

    fn sample(&mut self, sample: unfenced::Sample) {
        let mut info = sample.info;
        match self.status.take() {
            Some((status, others)) if info == "json" => {
                info = format!("json {}", self.slice(&status));
                for other in others {
                    self.prose(other);
                }
            }
            unused => {
                self.status = unused;
                self.flush_status();
            }
        }
        if sample.end == unfenced::End::CutOff {
            self.cut_off(sample.outer.clone(), "a sample");
        }
        let text = self.slice(&sample.code).to_owned();
        let (span, outer) = (self.span(sample.code), self.span(sample.outer.clone()));
        self.page.content.push(Node::Code(CodeBlock { info, text, span, outer }));
        let before = (self.cursor.at, self.cursor.current().map(|line| line.start));
        self.cursor.skip_to(sample.outer.end);
        if before == (self.cursor.at, self.cursor.current().map(|line| line.start)) {
            self.cursor.at += 1;
        }
    }

    fn endpoint(&mut self, found: endpoint_bar::Found) {
        self.flush_status();
        if found.cut_off {
            self.cut_off(found.range.clone(), "the path");
        }
        let again = self.page.content.iter().any(
            |node| matches!(node, Node::Endpoint(known) if known.method == found.method && known.path == found.path),
        );
        let first = !self.page.content.iter().any(|node| matches!(node, Node::Endpoint(_)));
        // The bar with method and path is shown twice on many pages.
        if !again {
            let span = self.span(found.range.clone());
            self.page.content.push(Node::Endpoint(Endpoint {
                method: found.method.to_owned(),
                path: found.path,
                span,
            }));
            if let Some(server) = found.server {
                self.prose(server);
            }
        }
        self.cursor.skip_to(found.range.end);
        if let Some(line) = self.cursor.current()
            && labels::without_button(line.text).is_empty()
        {
            self.cursor.at += 1;
        }
        if first {
            self.head_behind_endpoint();
        }
    }

    fn statuses(&mut self, line: Line<'_>, length: usize) {
        let text = line.text.get(..length).unwrap_or("");
        let (mut open, mut others) =
            self.status.take().map_or((None, Vec::new()), |(open, others)| (Some(open), others));
        let mut at = 0;
        while at < text.len() {
            let word = if text.get(at..).is_some_and(|rest| rest.starts_with("default")) { 7 } else { 3 };
            let range = line.start + at..line.start + (at + word).min(text.len());
            match open {
                None => open = Some(range),
                Some(_) => others.push(range),
            }
            at += word;
        }
        self.status = open.map(|open| (open, others));
        let dashes =
            line.text.get(length..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '-', '·']).len());
        self.cursor.take(length + dashes);
    }

    fn flush_status(&mut self) {
        let Some((open, others)) = self.status.take() else { return };
        for range in others.into_iter().chain([open]) {
            let text = self.slice(&range).to_owned();
            let span = self.span(range);
            self.page.content.push(Node::Heading(Heading { level: 3, text, span }));
        }
    }

    fn field(&mut self, found: listed_field::Found) {
        if let Some((range, what)) = found.cut_off {
            self.cut_off(range, what);
        }
        let description = match (found.description.first(), found.description.last()) {
            (Some((first, _)), Some((last, _))) => {
                let mut markdown = String::new();
                for (line, after_blank) in &found.description {
                    if !markdown.is_empty() {
                        markdown.push_str(if *after_blank { "\n\n" } else { "\n" });
                    }
                    markdown.push_str(self.slice(line));
                }
                Some(Spanned::new(markdown, self.span(first.start..last.end)))
            }
            _ => None,
        };
        let field = ListedField {
            span: self.span(found.name.start..found.end.max(found.type_text.end)),
            name: self.spanned(found.name),
            type_text: Some(self.spanned(found.type_text)),
            location: found.location.map(|range| self.spanned(range)),
            required: found.required,
            deprecated: found.deprecated,
            default: found.default.map(|range| self.spanned(range)),
            options: found.options.into_iter().map(|range| self.spanned(range)).collect(),
            example: found.example.map(|range| self.spanned(range)),
            description,
        };
        self.page.content.push(Node::ListedField(Box::new(field)));
    }

    fn other(&mut self, line: Line<'_>) {
        let index = self.cursor.at;
        if self.in_list && listed_field::is_cut_off(&self.cursor, index) {
            self.cut_off(line.start..self.cursor.text.trim_end().len().max(line.end()), "a field, which was left out");
            self.cursor.at = self.cursor.len();
            return;
        }
        if self.cursor.is_last(index) && labels::method(line.text).is_some_and(|(word, _)| word == line.text) {
            self.cut_off(line.range(), "method and path");
        }
        self.cursor.at += 1;
        // A status's own line such as its media type must not part it from its sample.
        if self.status.is_some() && labels::is_media_type(line.text) && unfenced::starts(&self.cursor, self.cursor.at) {
            let status = self.status.take();
            self.prose(line.range());
            self.status = status;
            return;
        }
        self.flush_status();
        self.prose(line.range());
    }

    /// Adds running text, to the prose before it where only blanks stand between.
    fn prose(&mut self, range: Range<usize>) {
        if let Some(Node::Prose(last)) = self.page.content.last_mut()
            && let Some(blanks) = self.cursor.text.get(last.span.range().end..range.start)
            && blanks.trim().is_empty()
        {
            last.markdown.push_str(if blanks.matches('\n').count() > 1 { "\n\n" } else { "\n" });
            last.markdown.push_str(self.cursor.text.get(range.clone()).unwrap_or(""));
            last.span = Span::new(self.page.file, last.span.range().start..range.end);
            return;
        }
        let markdown = self.slice(&range).to_owned();
        let span = self.span(range);
        self.page.content.push(Node::Prose(Prose { markdown, span, rows: Vec::new() }));
    }

    fn cut_off(&mut self, range: Range<usize>, what: &str) {
        let message = format!("the page ends in the middle of {what}");
        // What is cut off may be long: where it begins and where it ends are the two places to look at.
        let text = self.slice(&range).trim_end();
        let (first, last) = (text.find('\n').unwrap_or(text.len()), text.rfind('\n').map(|at| range.start + at + 1));
        let (begin, end) = (range.start..range.start + first, range.start + text.len());
        let last = last.map(|last| self.span(last..end));
        let diagnostic = Diagnostic::at(Code::PageCutOff, self.span(begin), message).label(last, "the page ends here");
        self.diagnostics.push(diagnostic.help("copy the page again, down to its end"));
    }

    pub(super) fn check_something_was_read(&mut self) {
        let is_prose = |node: &Node| matches!(node, Node::Prose(_) | Node::Heading(_));
        if self.cursor.len() == 0 || !self.page.content.iter().all(is_prose) {
            return;
        }
        let first = self.cursor.line(0).map_or(0..0, Line::range);
        let diagnostic = Diagnostic::at(Code::UnknownFormat, self.span(first), "the text fits no format that is read");
        self.diagnostics.push(diagnostic.help(
            "what is read: MDX sources, `.md` exports (hand-written or with an OpenAPI block), and the text of a rendered \
             page with method and path, samples or a list of fields",
        ));
    }
}

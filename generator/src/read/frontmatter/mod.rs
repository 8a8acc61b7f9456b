//! Input: the YAML between the `---` lines. Output: its members in order.
//! Invariant: broken YAML costs a warning, not the page; aliases and nesting have limits.

mod plain;

use std::ops::Range;

use serde_saphyr::{Location, Spanned};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::page::{self, FrontmatterEntry, Name};
use crate::read::yaml::{Members, Value};
use crate::source::{FileId, Span};

/// A frontmatter found on a page.
pub(super) struct Fences {
    /// The YAML.
    pub(super) inner: Range<usize>,
    /// Where the page goes on.
    pub(super) end: usize,
}

/// The frontmatter whose opening line begins at `at`; `None` where no line closes it or it is none.
pub(super) fn find(text: &str, at: usize) -> Option<Fences> {
    let start = at + text.get(at..)?.find('\n')? + 1;
    let first = text.get(start..)?.lines().find(|line| !line.trim().is_empty())?;
    // A thematic break looks the same; YAML goes on with a key or a comment.
    let begins = first.trim() == "---" || first.starts_with('#') || first.contains(':');
    if !begins {
        return None;
    }
    let mut end = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(Fences { inner: start..end, end: end + line.len() });
        }
        end += line.len();
    }
    None
}

/// Reads the YAML at `range`.
pub(super) fn read(
    text: &str,
    range: Range<usize>,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Vec<FrontmatterEntry> {
    let yaml = text.get(range.clone()).unwrap_or("");
    let source = Source { yaml, offset: range.start, file };
    source.simple().unwrap_or_else(|| source.by_yaml(diagnostics))
}

struct Source<'a> {
    yaml: &'a str,
    offset: usize,
    file: FileId,
}

impl Source<'_> {
    /// The entries as a YAML reader reads them.
    fn by_yaml(&self, diagnostics: &mut Diagnostics) -> Vec<FrontmatterEntry> {
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! {
                max_nodes: 20_000,
                max_depth: 32,
                max_aliases: 100,
                max_anchors: 100,
                max_events: 50_000,
                max_total_scalar_bytes: 1 << 20,
            },
            with_snippet: false,
            duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
            strict_booleans: true,
        };
        match serde_saphyr::from_str_with_options::<Option<Members>>(self.yaml, options) {
            Ok(members) => members.map_or_else(Vec::new, |Members(members)| self.entries(members)),
            Err(error) => {
                let line = error.location().map_or(1, |location| location.line());
                let span = self.lines().span(usize::try_from(line).unwrap_or(usize::MAX));
                let reason = error.to_string();
                let reason = reason.lines().next().unwrap_or("").to_owned();
                diagnostics.push(
                    Diagnostic::at(Code::InvalidFrontmatter, span, format!("the frontmatter is not YAML: {reason}"))
                        .help("put values that hold `:`, `#` or quotes between quotes"),
                );
                self.salvage()
            }
        }
    }

    fn entries(&self, members: Vec<(Spanned<String>, Spanned<Value>)>) -> Vec<FrontmatterEntry> {
        let lines = self.lines();
        let entry = |(key, value): (Spanned<String>, Spanned<Value>)| {
            let span = lines.span(usize::try_from(key.referenced.line()).unwrap_or(usize::MAX));
            let value = match value.value {
                Value::Text(text) => text,
                // `1.10` is not `1.1`: what is not quoted counts as written.
                Value::Plain(text) => self.written(value.referenced).unwrap_or(text),
                Value::Null => String::new(),
                nested => nested.to_json(),
            };
            FrontmatterEntry { key: Name::Owned(key.value), value, span }
        };
        members.into_iter().map(entry).collect()
    }

    fn written(&self, location: Location) -> Option<String> {
        let span = location.span();
        let start = usize::try_from(span.byte_offset()?).ok()?;
        let length = usize::try_from(span.byte_len()?).ok()?;
        let text = self.yaml.get(start..start.checked_add(length)?)?.trim();
        (!text.is_empty() && !text.starts_with('*')).then(|| text.to_owned())
    }

    fn lines(&self) -> Lines<'_> {
        let newlines = memchr::memchr_iter(b'\n', self.yaml.as_bytes()).map(|at| at + 1);
        Lines { source: self, starts: std::iter::once(0).chain(newlines).collect() }
    }

    fn span(&self, start: usize, line: &str) -> Span {
        let begin = self.offset + start + (line.len() - line.trim_start().len());
        Span::new(self.file, begin..begin + line.trim().len())
    }

    /// The entries of a frontmatter that is nothing but `key: value` lines, which nearly all are: a YAML parser takes
    /// longer for them than the rest of the page does. `None` where there is the least doubt; a property test holds that
    /// a YAML reader reads the same.
    fn simple(&self) -> Option<Vec<FrontmatterEntry>> {
        let mut entries: Vec<FrontmatterEntry> = Vec::with_capacity(4);
        let mut start = 0;
        if self.yaml.len() > LONGEST_SIMPLE {
            return None;
        }
        for line in self.yaml.split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            let words = words.strip_suffix('\r').unwrap_or(words).trim_end_matches([' ', '\t']);
            if !words.is_empty() {
                let colon = memchr::memchr(b':', words.as_bytes())?;
                let (key, value) = (words.get(..colon)?, plain::value(words.get(colon + 1..)?)?);
                if !plain::is_key(key) || entries.iter().any(|entry| entry.key == key) || entries.len() > 64 {
                    return None;
                }
                entries.push(FrontmatterEntry { key: page::name(key), value, span: self.span(start, line) });
            }
            start += line.len();
        }
        Some(entries)
    }

    /// The lines that are `key: value` beyond doubt.
    fn salvage(&self) -> Vec<FrontmatterEntry> {
        let mut entries = Vec::new();
        let mut start = 0;
        for line in self.yaml.split_inclusive('\n') {
            let found = line.split_once(':').filter(|(key, _)| is_key(key));
            if let Some((key, value)) = found {
                let value = value.trim();
                let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
                let value = quoted.unwrap_or(value).to_owned();
                entries.push(FrontmatterEntry { key: page::name(key), value, span: self.span(start, line) });
            }
            start += line.len();
        }
        entries
    }
}

/// Where the lines of a frontmatter begin.
struct Lines<'a> {
    source: &'a Source<'a>,
    starts: Vec<usize>,
}

impl Lines<'_> {
    /// The words of the line with this number, counted from one.
    fn span(&self, number: usize) -> Span {
        let start = number.checked_sub(1).and_then(|index| self.starts.get(index)).copied();
        let line = |start: usize| self.source.yaml.get(start..).and_then(|rest| rest.lines().next());
        match start.and_then(|start| Some((start, line(start)?))) {
            Some((start, line)) => self.source.span(start, line),
            None => self.source.span(0, line(0).unwrap_or("")),
        }
    }
}

/// A frontmatter of more bytes is left to the YAML reader and its limits.
const LONGEST_SIMPLE: usize = 1 << 16;

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::SourceMap;

    /// What both ways say of a frontmatter that the short one reads.
    fn both(yaml: &str) -> Option<(Vec<FrontmatterEntry>, Vec<FrontmatterEntry>)> {
        let file = SourceMap::new().add("p", "p", yaml);
        let source = Source { yaml, offset: 0, file };
        let mut diagnostics = Diagnostics::new();
        let simple = source.simple()?;
        let by_yaml = source.by_yaml(&mut diagnostics);
        assert_eq!(diagnostics.as_slice().len(), 0, "{yaml:?}");
        Some((simple, by_yaml))
    }

    #[test]
    fn nearly_all_that_pages_have_needs_no_yaml_reader() {
        for yaml in [
            "title: Get it\napi: \"GET /v1/items/{id}\"\ndescription: 'one — \"two\"'\n",
            "url: https://docs.a.example/b\nlastmod: 2026-05-06T00:22:32.640Z\r\n\nempty:\n",
            "keywords: [\"api key\", \"x-api-key\",'naïve']\nversion: 1.10\ndeprecated: true\n",
        ] {
            let (simple, by_yaml) = both(yaml).unwrap();
            assert_eq!(simple, by_yaml, "{yaml:?}");
        }
    }

    #[test]
    fn what_yaml_reads_otherwise_is_left_to_it() {
        for yaml in [
            "a: b: c\n",
            "a: b # c\n",
            "a: ~\n",
            "a: *b\n",
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a:\n- b\n",
            "a: \"b\\n\"\n",
            "a: [b]\n",
            "a: {}\n",
            "a: 1\na: 2\n",
            "null: a\n",
            "a: null\n",
            "a: 'it''s'\n",
            "a: !b c\n",
            "a: @b\n",
            "a:b\n",
            "a: b\u{a0}\n",
            "a: b\tc\n",
            "? a\n",
            "# a\n",
            "a: >\n",
            "a: b:\n",
            "a: \u{7}\n",
            "a: \r\r\nb: c\n",
        ] {
            assert_eq!(both(yaml), None, "{yaml:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_yaml_reader_reads_the_same(
            lines in proptest::collection::vec((
                prop::sample::select(vec!["title", "api", "a", "b.c", "d-e", "f_g", "yes", "No", "e1", "nan", "inf", "x2", ""]),
                prop::sample::select(vec![": ", ":", ":  ", " : "]),
                proptest::collection::vec(prop::sample::select(vec![
                    "a", "Z", "0", "1.10", "0x1f", "1e3", "_", "true", "Yes", "null", ".inf", "2026-01-02", "12:30:00", "GET", "/v1/{id}",
                    "https://a.example/b?c=d&e#f", " ", "  ", ":", ": ", "#", " #", "-", "- ", "?", "!", "&a", "*a", "@", "`", "%", "|", ">",
                    "\"", "'", "''", "\\", "\\n", "[", "]", "{", "}", ",", ", ", "\"a\"", "'b'", "[\"a\", 'b']", "é", "—", "🎉", "え",
                    "\u{a0}", "\u{85}", "\u{200b}", "\u{2028}", "\u{feff}", "\u{fffd}", "\u{7f}", "\u{1}", "\t", "\r", "~", "<<", "=", "---", "...",
                ]), 0..5),
                prop::sample::select(vec!["\n", "\r\n", "\n\n", " \n", "\n ", ""]),
            ), 0..4),
        ) {
            let yaml: String = lines.iter().map(|(key, colon, value, end)| format!("{key}{colon}{}{end}", value.concat())).collect();
            if let Some((simple, by_yaml)) = both(&yaml) {
                prop_assert_eq!(simple, by_yaml, "{:?}", yaml);
            }
        }
    }
}

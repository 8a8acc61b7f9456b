//! Input: the texts of pages. Output: a map that turns every later [`Span`] into page, line and column.
//! Invariant: a span always names bytes of a text as it was read; those of a part are found again in the whole.

use std::sync::OnceLock;

use serde::Serialize;

/// Which text of a [`SourceMap`] a span belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes of one text. The text is found through the [`SourceMap`] that gave the [`FileId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `file`. Offsets beyond 4 GiB are cut there; no page is read beyond
    /// [`crate::read::MAX_PAGE_BYTES`].
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: cut(range.start), end: cut(range.end) }
    }

    /// The same span without its text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value together with the place where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place as a person counts: both numbers begin at 1. Columns count UTF-16 code units, as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line of the page.
    pub line: u32,
    /// Column in the line.
    pub column: u32,
}

/// One text that was read.
#[derive(Debug)]
pub struct SourceFile {
    path: String,
    page: String,
    text: String,
    places: OnceLock<Places>,
}

/// What turns a byte into line and column. Of most texts nobody asks for either.
#[derive(Debug)]
struct Places {
    line_starts: Vec<usize>,
    /// How many UTF-16 code units stand before each [`STEP`] bytes: a line may be as long as the text.
    units: Vec<usize>,
}

/// So many bytes are counted anew for a column.
const STEP: usize = 512;

impl Places {
    fn of(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self { line_starts: std::iter::once(0).chain(newlines).collect(), units: units(text) }
    }
}

/// How many UTF-16 code units stand before every [`STEP`]th byte, or the character that it is in.
fn units(text: &str) -> Vec<usize> {
    let mut count = 0;
    let mut at = 0_usize;
    let step = |bytes: &[u8]| {
        // A step may begin within a character: then that one was counted where it began.
        let within =
            (0..4).map_while(|back| Some((at.checked_sub(back)?, back))).find(|(at, _)| text.is_char_boundary(*at));
        let begun = match within {
            Some((start, 1..)) => text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf16),
            _ => 0,
        };
        let before = count - begun;
        count += bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count();
        count += bytes.iter().filter(|byte| **byte >= 0xf0).count();
        at += bytes.len();
        before
    };
    text.as_bytes().chunks(STEP).map(step).collect()
}

impl SourceFile {
    fn new(path: String, page: String, text: String) -> Self {
        Self { path, page, text, places: OnceLock::new() }
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::of(&self.text))
    }

    /// The path as the user gave it, for diagnostics.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path inside its API's folder, with `/` between parts: what is checked in as an origin.
    pub fn page(&self) -> &str {
        &self.page
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the byte `offset` is; an offset beyond the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let line_starts = &self.places().line_starts;
        let index = line_starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = line_starts.get(index).copied().unwrap_or(0);
        let end = offset.clamp(start, self.text.len());
        let column = self.units_before(end).saturating_sub(self.units_before(start));
        Position { line: number(index), column: number(column) }
    }

    /// The line in which the byte `offset` stands, without its end.
    #[cfg(any(test, feature = "cli"))]
    pub(crate) fn line(&self, offset: usize) -> std::ops::Range<usize> {
        let line_starts = &self.places().line_starts;
        let next = line_starts.partition_point(|start| *start <= offset);
        let start = next.checked_sub(1).and_then(|index| line_starts.get(index)).copied().unwrap_or(0);
        let end = line_starts.get(next).map_or(self.text.len(), |start| start.saturating_sub(1));
        start..end.max(start)
    }

    /// How many UTF-16 code units stand before a byte.
    fn units_before(&self, offset: usize) -> usize {
        let Some((known, units)) = self
            .places()
            .units
            .get(..=offset / STEP)
            .and_then(<[_]>::split_last)
            .map(|(units, before)| (before.len() * STEP, units))
        else {
            return self.text.get(..offset).map_or(0, |before| before.encode_utf16().count());
        };
        // The step may lie within a character, which then is counted from its start.
        let from =
            (0..4).map(|back| known.saturating_sub(back)).find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        *units + self.text.get(from..offset).unwrap_or("").encode_utf16().count()
    }
}

/// The whole characters of `text` that a range of bytes touches.
pub(crate) fn whole_characters(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = (0..=range.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (range.end.max(start)..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    start..end
}

fn number(zero_based: usize) -> u32 {
    u32::try_from(zero_based).unwrap_or(u32::MAX).saturating_add(1)
}

/// A stretch of a text that was put together out of pieces of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins in the text that was put together.
    pub at: u32,
    /// What it stands for on the page.
    pub origin: Span,
    /// Whether it is the page's own words, and not what was put in their place.
    pub verbatim: bool,
}

#[derive(Debug)]
enum Entry {
    Read(SourceFile),
    Composed(Vec<Stretch>),
    /// A stretch of a text that is a page of its own.
    Part(SourceFile, Span),
}

/// Every text of a run.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<Entry>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text in. `path` is the path as the user gave it, `page` the path inside the API's folder.
    pub fn add(&mut self, path: impl Into<String>, page: impl Into<String>, text: impl Into<String>) -> FileId {
        self.enter(Entry::Read(SourceFile::new(path.into(), page.into(), text.into())))
    }

    /// Takes the bytes `range` of `whole` in as a page of its own, whose path inside the API's folder is `page`. Its places
    /// are then those of the whole text, wherever this map is asked.
    pub fn part(&mut self, whole: FileId, range: std::ops::Range<usize>, page: impl Into<String>) -> FileId {
        let origin = Span::new(whole, range);
        let path = self.file(whole).map_or("", SourceFile::path).to_owned();
        let text = self.text(origin).to_owned();
        self.enter(Entry::Part(SourceFile::new(path, page.into(), text), origin))
    }

    /// Whether a text is a stretch of another one.
    pub fn is_part(&self, id: FileId) -> bool {
        matches!(self.files.get(id.0 as usize), Some(Entry::Part(..)))
    }

    /// The text that a page was read from: its own, or the one that it is a stretch of.
    pub fn whole(&self, id: FileId) -> FileId {
        self.original(Span::new(id, 0..0)).file
    }

    /// Takes in a text that was put together out of `stretches`, which are in order and begin at 0. Its spans are then
    /// those of the page, wherever this map is asked.
    pub fn compose(&mut self, stretches: Vec<Stretch>) -> FileId {
        self.enter(Entry::Composed(stretches))
    }

    fn enter(&mut self, entry: Entry) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(entry);
        id
    }

    /// The text behind an id, or the page that it was made of; `None` for an id of another map.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        match self.files.get(id.0 as usize)? {
            Entry::Read(file) | Entry::Part(file, _) => Some(file),
            Entry::Composed(stretches) => self.file(stretches.first()?.origin.file),
        }
    }

    /// The place of `span` on a page, where it is one of a text that was put together.
    pub fn original(&self, span: Span) -> Span {
        let stretches = match self.files.get(span.file.0 as usize) {
            Some(Entry::Composed(stretches)) => stretches,
            Some(Entry::Part(_, origin)) => {
                let at = |offset: u32| origin.start.saturating_add(offset).min(origin.end);
                return self.original(Span { file: origin.file, start: at(span.start), end: at(span.end) });
            }
            _ => return span,
        };
        let find = |offset: u32| {
            let index = stretches.partition_point(|stretch| stretch.at <= offset).saturating_sub(1);
            stretches.get(index)
        };
        let (Some(first), Some(last)) = (find(span.start), find(span.end.saturating_sub(1).max(span.start))) else {
            return span;
        };
        let inside = |stretch: &Stretch, offset: u32| {
            stretch.origin.start.saturating_add(offset.saturating_sub(stretch.at)).min(stretch.origin.end)
        };
        let start = if first.verbatim { inside(first, span.start) } else { first.origin.start };
        let end = if last.verbatim { inside(last, span.end) } else { last.origin.end };
        self.original(Span { file: first.origin.file, start, end: end.max(start) })
    }

    /// The words of a span, as they stand on the page; empty for a span of another map.
    pub fn text(&self, span: Span) -> &str {
        let span = self.original(span);
        self.file(span.file).and_then(|file| file.text.get(span.range())).unwrap_or("")
    }

    /// Where a span begins.
    pub fn position(&self, span: Span) -> Position {
        let span = self.original(span);
        self.file(span.file).map_or(Position { line: 1, column: 1 }, |file| file.position(span.start as usize))
    }

    /// `path:line:column` of a span's beginning.
    pub fn place(&self, span: Span) -> String {
        let Position { line, column } = self.position(span);
        let path = self.file(span.file).map_or("", SourceFile::path);
        format!("{path}:{line}:{column}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_of_whole_characters() {
        let cases = [(0..0, 0..0), (1..2, 1..3), (2..2, 1..3), (2..5, 1..6), (5..9, 3..6), (9..9, 6..6), (3..3, 3..3)];
        for (range, want) in cases {
            assert_eq!(whole_characters("aéえ", range.clone()), want, "{range:?}");
        }
    }

    #[test]
    fn units_are_those_of_whole_characters() {
        let text = "a🎉éえ\n".repeat(400);
        let counted = (0..text.len()).step_by(STEP).map(|at| {
            let start = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            text.get(..start).unwrap().encode_utf16().count()
        });
        assert_eq!(units(&text), counted.collect::<Vec<_>>());
        assert_eq!((units(""), units("a")), (vec![], vec![0]));
    }

    #[test]
    fn positions_count_lines_and_utf16_columns_from_one() {
        let mut sources = SourceMap::new();
        let file = sources.add("p.md", "p.md", "a\r\n🎉é<x>\n");
        let at = |offset: usize| {
            let Position { line, column } = sources.position(Span::new(file, offset..offset));
            (line, column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (2, 1));
        assert_eq!(at(9), (2, 4));
        assert_eq!(at(13), (3, 1));
        assert_eq!(at(99), (3, 1));
    }

    proptest::proptest! {
        #[test]
        fn a_column_is_the_same_however_long_the_line_is(pieces in proptest::collection::vec(
            proptest::sample::select(vec!["a", "é", "🎉", "\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]), 0..60)) {
            let text = pieces.concat();
            let mut sources = SourceMap::new();
            let file = sources.add("p.md", "p.md", text.clone());
            for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let before = text.get(..offset).unwrap();
                let line = before.rfind('\n').map_or(before, |at| before.get(at + 1..).unwrap());
                let position = sources.position(Span::new(file, offset..offset));
                proptest::prop_assert_eq!(position.column as usize, 1 + line.encode_utf16().count());
                let range = sources.file(file).unwrap().line(offset);
                proptest::prop_assert_eq!(text.get(range).unwrap().split('\n').count(), 1);
            }
        }
    }

    #[test]
    fn a_text_that_was_put_together_points_at_the_page() {
        let mut sources = SourceMap::new();
        let page = sources.add("s.mdx", "s.mdx", "abc{word}\ndef");
        let stretch = |at, range, verbatim| Stretch { at, origin: Span::new(page, range), verbatim };
        // `abc` + a long value + `\ndef`
        let composed = sources.compose(vec![stretch(0, 0..3, true), stretch(3, 3..9, false), stretch(30, 9..13, true)]);
        let at = |range| sources.original(Span::new(composed, range)).range();
        assert_eq!(at(1..2), 1..2);
        assert_eq!(at(10..12), 3..9);
        assert_eq!(at(31..33), 10..12);
        assert_eq!(at(2..31), 2..10);
        assert_eq!(at(0..3), 0..3);
        assert_eq!(sources.place(Span::new(composed, 31..34)), "s.mdx:2:1");
        assert_eq!(sources.text(Span::new(composed, 31..34)), "def");
    }

    #[test]
    fn a_part_is_a_page_with_the_places_of_the_whole() {
        let mut sources = SourceMap::new();
        let whole = sources.add("in/all.txt", "all.txt", "# A\n\n# B\nabc def\n");
        let part = sources.part(whole, 5..17, "b");
        let file = sources.file(part).unwrap();
        assert_eq!((file.text(), file.page(), file.path()), ("# B\nabc def\n", "b", "in/all.txt"));
        assert_eq!(sources.place(Span::new(part, 8..11)), "in/all.txt:4:5");
        assert_eq!(sources.text(Span::new(part, 8..11)), "def");
        assert_eq!((sources.whole(part), sources.whole(whole)), (whole, whole));
        let stretch = Stretch { at: 0, origin: Span::new(part, 4..7), verbatim: true };
        let composed = sources.compose(vec![stretch]);
        assert_eq!(sources.place(Span::new(composed, 1..2)), "in/all.txt:4:2");
        assert_eq!(sources.file(composed).unwrap().page(), "b");
    }
}

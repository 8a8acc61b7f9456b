//! Input: running text without tables and lists. Output: the fields that its paragraphs document, one each, and where in the
//! text they stand: `` `limit` integer **required** `` with its sentences below.
//! Invariant: a paragraph that does not begin with a marked name and its type is no field.

use std::ops::Range;

use crate::gather::page::listing::entry::Entry;
use crate::gather::page::listing::facts::{self, Facts};
use crate::gather::page::listing::items;
use crate::read::blocks::{Item, List};
use crate::read::pattern::patterns;

patterns! {
    /// A marked name, and bare words behind it that may be its type.
    BARE_TYPE = r"^(?P<name>`[^`\n]+`|\*\*`?[^*`\n]+`?\*\*)[ \t]+(?P<type>[A-Za-z][^\n*`(,.:–—]*?)[ \t]*(?P<end>[\n*(,.:–—]|$)";
}

/// The fields, and the stretch of the text that they take up.
pub(crate) fn entries(text: &str) -> Option<(Vec<Entry>, Range<usize>)> {
    let mut found: Vec<Entry> = Vec::new();
    let mut whole: Option<Range<usize>> = None;
    // What stands between two fields belongs to the first of them.
    let mut between: Vec<&str> = Vec::new();
    for range in paragraphs(text) {
        let paragraph = text.get(range.clone()).unwrap_or_default();
        match entry(paragraph, range.clone()) {
            Some(entry) => {
                if let Some(last) = found.last_mut() {
                    let description = last.description.get_or_insert_default();
                    for text in between.drain(..) {
                        description.push_str(if description.is_empty() { "" } else { "\n\n" });
                        description.push_str(text);
                    }
                }
                found.push(entry);
                whole = Some(whole.map_or(range.start, |whole| whole.start)..range.end);
            }
            None if whole.is_some() => between.push(paragraph.trim()),
            None => {}
        }
    }
    Some((found, whole?))
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let (mut at, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match paragraphs.last_mut().filter(|_| is_open) {
            Some(last) if !line.trim().is_empty() => last.end = end,
            _ if !line.trim().is_empty() => paragraphs.push(at..end),
            _ => {}
        }
        is_open = !line.trim().is_empty();
        at = end;
    }
    paragraphs
}

/// The field that a paragraph documents.
pub(crate) fn entry(paragraph: &str, range: Range<usize>) -> Option<Entry> {
    let text = paragraph.trim();
    if !text.starts_with(['`', '*']) {
        return None;
    }
    // What an item of a list would say with a colon.
    let typed = BARE_TYPE.captures(text).and_then(|found| {
        let (name, ty, end) = (found.name("name")?, found.name("type")?, found.name("end")?);
        facts::is_type(ty.as_str()).then(|| {
            let rest = text.get(end.start()..).unwrap_or_default();
            let flags = rest.split(['.', '\n', ':', '–', '—']).next().filter(|flags| {
                let said = facts::facts(flags);
                flags.starts_with(',') && said.type_text.is_none() && said != Facts::default()
            });
            let flags = flags.unwrap_or_default();
            let rest = rest.get(flags.len()..).unwrap_or_default();
            format!("{} ({}{flags}) {rest}", name.as_str(), ty.as_str())
        })
    });
    let item = Item { range, text: typed.unwrap_or_else(|| text.to_owned()), lists: Vec::new() };
    let list = List { range: item.range.clone(), items: vec![item] };
    let mut entries = items::entries(&list, false)?;
    // `**Related:** Other page` is a label, and in bold a name looks as a field's does.
    let is_name = |name: &str| text.starts_with('`') || !name.starts_with(|c: char| c.is_uppercase());
    entries.pop().filter(|entry| entry.type_text.is_some() && is_name(&entry.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let (entries, _) = entries(text).unwrap_or_default();
        let one = |entry: &Entry| {
            let flag = if entry.required == Some(true) { "!" } else { "" };
            let (ty, text) = (entry.type_text.as_deref().unwrap_or("-"), entry.description.as_deref().unwrap_or("-"));
            format!("{}{flag}: {ty}: {}", entry.name, text.replace('\n', "/"))
        };
        entries.iter().map(one).collect()
    }

    #[test]
    fn a_paragraph_that_begins_with_name_and_type_is_a_field() {
        assert_eq!(
            read(
                "Some words.\n\n`q` string **Required**\nThe words.\n\nMore of them.\n\n**limit** (integer): How many\n"
            ),
            ["q!: string: The words.//More of them.", "limit: integer: How many"]
        );
        assert_eq!(read("**`state`** string, optional\nOne of `a`, `b`."), ["state: string: One of `a`, `b`."]);
    }

    #[test]
    fn other_paragraphs_are_text() {
        for text in [
            "`GET /v1/x` lists all.",
            "**Note** this is so.",
            "**Related:** [Other](/other)",
            "**Type** string",
            "`limit` is how many there are.",
            "string",
            "",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_stands_before_and_behind_is_not_taken() {
        let text = "Before.\n\n`a` (string): x\n\n`b` (string): y\n\nBehind.\n";
        let (_, range) = entries(text).unwrap_or_default();
        assert_eq!(text.get(range), Some("`a` (string): x\n\n`b` (string): y\n"));
    }
}

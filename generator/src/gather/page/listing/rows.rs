//! Input: a table of fields, and what its columns are. Output: the [`Entry`] of each row, nested as the names are indented.
//! Invariant: a row without a name documents nothing.

use crate::draft::section::Section;
use crate::gather::page::listing::cells::{self, NameCell};
use crate::gather::page::listing::columns::{Column, Columns};
use crate::gather::page::listing::entry::{Entry, nested};
use crate::gather::page::listing::facts::{self, Facts};
use crate::read::blocks::{Row, Table};
use crate::read::pattern::patterns;
use crate::read::prose::plain_text;

patterns! {
    FRONT = r"(?i)^[*_(\[`]*(?P<word>required|optional)(?:[*_`]*[.):\],;]+[*_`]*|[*_`]+)(?:\s*[-–—:]\s|\s|$)\s*";
    BACK = r"(?i)\s*[(\[](?P<word>required|optional)[)\]]\.?\s*$";
    CHOICE = r"^(?:`[^`]+`(?:\s*(?:,|\||/|\bor\b|\band\b)\s*)*){2,}\.?$";
}

/// The fields of a table.
pub(crate) fn entries(table: &Table, columns: &Columns) -> Vec<Entry> {
    nested(table.rows.iter().flat_map(|row| row_entries(row, &columns.all)).collect())
}

/// The rows that say something of a field and do not name it.
pub(crate) fn nameless<'a>(table: &'a Table, columns: &'a Columns) -> impl Iterator<Item = &'a Row> {
    let name = columns.all.iter().position(|column| matches!(column, Column::Name(_)));
    table.rows.iter().filter(move |row| {
        let cell = |index: usize| row.cells.get(index).map_or("", String::as_str);
        let is_named = name.is_some_and(|index| !cells::names(cell(index)).is_empty());
        !is_named
            && columns.all.iter().enumerate().any(|(index, column)| *column == Column::Type && !cell(index).is_empty())
    })
}

fn row_entries(row: &Row, columns: &[Column]) -> Vec<Entry> {
    let cell = |index: usize| row.cells.get(index).map_or("", String::as_str);
    let name = columns.iter().position(|column| matches!(column, Column::Name(_)));
    let Some(NameCell { names, indent, facts }) = name.and_then(|index| cells::name_cell(cell(index))) else {
        return Vec::new();
    };
    let mut entry = Entry { indent, range: row.range.clone(), ..Entry::default() };
    let mut said = Facts::default();
    let mut sentences: Vec<String> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let text = cell(index).trim();
        if facts::is_blank(text) && *column != Column::Required {
            continue;
        }
        match column {
            Column::Name(_) => {}
            Column::Type => {
                let (type_text, more) = facts::type_text(text);
                said.join(Facts { type_text, ..more });
            }
            Column::Required => said.required = Some(facts::required(text)),
            Column::Optional => said.required = Some(!facts::required(text)),
            Column::Nullable => said.nullable |= facts::required(text),
            Column::Default => said.default = facts::default(text),
            Column::Example => entry.example = facts::default(text),
            Column::Place => entry.section = Section::parse(&plain_text(text)),
            Column::Description => sentences.insert(0, text.to_owned()),
            Column::Values => sentences.push(format!("One of: {}.", values(text))),
            Column::Other(head) if head.is_empty() => sentences.push(text.to_owned()),
            Column::Other(head) => sentences.push(format!("{}: {text}", capitalized(head))),
        }
    }
    said.join(facts);
    for text in &mut sentences {
        if let Some((required, rest)) = whether(text) {
            said.required = said.required.or(Some(required));
            *text = rest.to_owned();
        }
        if is_choice(text) {
            text.insert_str(0, "One of: ");
        }
    }
    sentences.retain(|text| !text.is_empty());
    entry.description = Some(sentences.join("\n\n")).filter(|text| !text.is_empty());
    entry.type_text = said.type_text;
    entry.required = said.required;
    entry.nullable = said.nullable;
    entry.deprecated = said.deprecated;
    entry.default = said.default;
    names.into_iter().map(|name| Entry { name, ..entry.clone() }).collect()
}

/// Whether a description begins or ends by saying that its field is required, and the rest of it: `**Required.** Who it is.`,
/// `Who it is. (optional)`.
fn whether(text: &str) -> Option<(bool, &str)> {
    let found = FRONT.captures(text).or_else(|| BACK.captures(text))?;
    let word = found.name("word")?.as_str();
    let whole = found.get(0)?;
    let rest = if whole.start() == 0 { text.get(whole.end()..) } else { text.get(..whole.start()) };
    Some((word.eq_ignore_ascii_case("required"), rest.unwrap_or_default().trim()))
}

/// Whether a text is nothing but values: `` `a`, `b` or `c` ``.
fn is_choice(text: &str) -> bool {
    CHOICE.is_match(text)
}

/// Values as code, so that they are told from words.
fn values(text: &str) -> String {
    if text.contains('`') {
        return text.to_owned();
    }
    let words: Vec<String> = plain_text(text)
        .split([',', '|', '/', '\n'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(|word| format!("`{}`", word.trim_matches('"')))
        .collect();
    words.join(", ")
}

fn capitalized(head: &str) -> String {
    let mut chars = head.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

//! Input: a table, or a list. Output: the errors that it documents: a status a row, and what is said of it.
//! Invariant: every row has a status, or it is no such table; a success is documented elsewhere.

use crate::draft::answers::{AnswersDraft, ResponseDraft};
use crate::draft::section::Status;
use crate::gather::page::listing::{cells, facts};
use crate::read::blocks::{Item, List, Row, Table};
use crate::read::pattern::patterns;
use crate::read::prose::plain_text;
use crate::schema::Evidence;
use crate::schema::status::phrase;

patterns! {
    /// `404` - no such boat, **404 Not Found**: no such boat
    ITEM = r"(?s)^[`*]*(?P<status>[1-5](?:\d\d|[xX]{2}))\b(?P<phrase>[^`*:–—\n-]*)[`*:]*\s*(?:[:–—-]+\s*)?(?P<text>.*)$";
}

/// The errors of a list of which every item begins with a status.
pub(crate) fn listed(list: &List) -> Option<Vec<(Status, String)>> {
    let row = |item: &Item| {
        let found = ITEM.captures(item.text.trim()).filter(|_| item.lists.is_empty())?;
        let part = |name: &str| found.name(name).map_or("", |part| part.as_str().trim());
        let cells = ["status", "phrase", "text"].map(|name| part(name).to_owned());
        Some(Row { range: item.range.clone(), cells: cells.to_vec() })
    };
    let rows = list.items.iter().map(row).collect::<Option<Vec<Row>>>()?;
    let head = ["Status", "Code", "Meaning"].map(str::to_owned).to_vec();
    errors(&Table { range: list.range.clone(), head, rows })
}

/// The errors of a table, in its order, each status once.
pub(crate) fn errors(table: &Table) -> Option<Vec<(Status, String)>> {
    let is_headed = |head: &String| {
        let head = plain_text(head).to_lowercase();
        let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        head.trim().is_empty()
            || words.clone().any(|word| matches!(word, "status" | "http" | "code" | "codes" | "error" | "response"))
    };
    let column = (0..table.head.len()).find(|index| {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(*index));
        table.head.get(*index).is_some_and(is_headed)
            && cells().next().is_some()
            && cells().all(|cell| status(cell).is_some())
    })?;
    let mut found: Vec<(Status, Vec<String>)> = Vec::new();
    for row in &table.rows {
        let Some(status) = row.cells.get(column).and_then(|cell| status(cell)) else { continue };
        if !status.key().starts_with(['4', '5']) {
            continue;
        }
        let others = row.cells.iter().enumerate().filter(|(index, cell)| *index != column && !facts::is_blank(cell));
        // `Not Found` beside 404 says nothing.
        let phrase = phrase(status.key());
        let words = others
            .map(|(_, cell)| cell.trim())
            .filter(|cell| phrase.is_none_or(|phrase| !cell.replace(' ', "").eq_ignore_ascii_case(phrase)));
        let words: Vec<&str> = words.collect();
        let said = match words.split_first() {
            Some((code, rest)) if !rest.is_empty() && is_code(code) => format!("{code}: {}", sentences(rest)),
            _ => sentences(&words),
        };
        match found.iter_mut().find(|(known, _)| known.key() == status.key()) {
            Some((_, lines)) => lines.push(said),
            None => found.push((status, vec![said])),
        }
    }
    let text = |lines: Vec<String>| match lines.as_slice() {
        [line] => line.clone(),
        lines => lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
    };
    (!found.is_empty()).then(|| found.into_iter().map(|(status, lines)| (status, text(lines))).collect())
}

/// Takes a heading of errors back that has nothing but the table of them below it.
pub(crate) fn settle(answers: &mut AnswersDraft) {
    let is_listed = |response: &ResponseDraft| {
        response.origin.as_ref().is_some_and(|origin| matches!(origin.evidence, Evidence::Table | Evidence::List))
    };
    if answers.responses.iter().any(is_listed) {
        answers.responses.retain(|response| response.status.as_deref() != Some("default") || !response.is_bare());
    }
}

/// Whether a cell is the code of an error: a word or a number.
fn is_code(cell: &str) -> bool {
    let text = plain_text(cell);
    !text.contains(char::is_whitespace) && (cells::is_name(&text) || text.chars().all(|c| c.is_ascii_digit()))
}

/// Cells as sentences one behind the other.
fn sentences(cells: &[&str]) -> String {
    let mut text = String::new();
    for (index, cell) in cells.iter().enumerate() {
        text.push_str(cell);
        let is_last = index + 1 == cells.len();
        text.push_str(if is_last {
            ""
        } else if cell.ends_with(['.', '!', '?', ':']) {
            " "
        } else {
            ". "
        });
    }
    text
}

/// The status of a cell that begins with its digits.
fn status(cell: &str) -> Option<Status> {
    let text = plain_text(cell);
    Status::parse(&text)
        .filter(|status| text.trim().starts_with(|c: char| c.is_ascii_digit()) && status.key() != "default")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::blocks::{Block, blocks};

    fn shown(markdown: &str) -> Option<Vec<String>> {
        blocks(markdown)
            .into_iter()
            .find_map(|block| match block {
                Block::Table(table) => errors(&table),
                _ => None,
            })
            .map(|all| all.into_iter().map(|(status, text)| format!("{} {text}", status.key())).collect())
    }

    #[test]
    fn a_status_an_item() {
        let read = |markdown: &str| {
            let list = blocks(markdown).into_iter().find_map(|block| match block {
                Block::List(list) => listed(&list),
                _ => None,
            });
            list.map(|all| all.into_iter().map(|(status, text)| format!("{} {text}", status.key())).collect::<Vec<_>>())
        };
        let list = "- `401` - You are nobody\n- `404 Not Found`: no such boat\n- **429**: slow down\n- 200 Fine";
        let want = ["401 You are nobody", "404 no such boat", "429 slow down"].map(str::to_owned).to_vec();
        assert_eq!(read(list), Some(want));
        for list in ["- 400 grams\n- a spoon", "- 200: fine", "- `open`: 400"] {
            assert_eq!(read(list), None, "{list}");
        }
    }

    #[test]
    fn a_status_a_row_and_what_is_said_of_it() {
        let table = "| Status | Code | Meaning |\n|---|---|---|\n| 200 | - | Fine. |\n| `404` | `GONE` | Not there. |\n| 409 | `TAKEN` | Somebody has it. |\n| 409 | `LATE` | Too late. |";
        assert_eq!(
            shown(table).as_deref(),
            Some(
                &[
                    "404 `GONE`: Not there.".to_owned(),
                    "409 - `TAKEN`: Somebody has it.\n- `LATE`: Too late.".to_owned()
                ][..]
            )
        );
        for table in [
            "| Status | Meaning |\n|---|---|\n| open | It is. |",
            "| Size | Price |\n|---|---|\n| 400 | 5 |",
            "| Status | Meaning |\n|---|---|\n| 200 | Fine. |",
        ] {
            assert_eq!(shown(table), None, "{table}");
        }
    }
}

//! Input: a cell of a table, or the front of an item of a list, as Markdown. Output: the names in it, how far they are
//! indented, and what stands beside them.
//! Invariant: a name is one word; a cell that holds a sentence has none.

use crate::gather::page::listing::facts::{self, Facts, is_presence};
use crate::read::pattern::patterns;
use crate::read::prose::plain_text;
use crate::type_expr;

patterns! {
    /// A word of code, or a bold one.
    MARKED = r"(?P<code>`+)\s*(?P<name>[^`]+?)\s*`+|\*\*(?P<bold>[^*\s][^*]*?)\*\*|__(?P<strong>[^_\s].*?)__";
    /// What marks a name as nested.
    MARKS = r"^(?:\s|&nbsp;|&emsp;|&ensp;|[\u{a0}\u{2002}\u{2003}↳└─├→▸»›>•–⤷∟]|-\s)+";
}

/// Longer words are no names.
const MAX_NAME: usize = 128;

/// Names in a cell, and what it says beside them.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct NameCell {
    pub(crate) names: Vec<String>,
    pub(crate) indent: usize,
    /// What stands beside the names: `(string, required)`, `*`, `optional`.
    pub(crate) facts: Facts,
}

/// Whether a word can be the name of a field: `user_id`, `items[].price`, `X-Request-Id`, `{key}`, `filter[state]`.
pub(crate) fn is_name(word: &str) -> bool {
    word.len() <= MAX_NAME
        && word.contains(|c: char| c.is_alphabetic())
        && !word.starts_with(['.', '-', ':', '/', '#'])
        && !word.ends_with(['.', ':', '-'])
        && word.chars().all(|c| {
            c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '{' | '}' | '$' | '@' | ':' | '*')
        })
}

/// Whether a cell is one name that is marked as code or bold.
pub(crate) fn is_code_name(cell: &str) -> bool {
    cell.contains(['`', '*']) && !names(cell).is_empty()
}

/// The names of a cell; none where it is no name's.
pub(crate) fn names(cell: &str) -> Vec<String> {
    name_cell(cell).map(|cell| cell.names).unwrap_or_default()
}

/// Reads the cell of a name.
pub(crate) fn name_cell(cell: &str) -> Option<NameCell> {
    let (indent, cell) = indentation(cell);
    // The mark may stand inside the code: `↳ floor`.
    let code = cell.strip_prefix('`').map(indentation).filter(|(indent, _)| *indent > 0);
    let unmarked = code.map(|(_, rest)| format!("`{rest}"));
    let indent = indent + code.map_or(0, |(indent, _)| indent);
    let cell = unmarked.as_deref().unwrap_or(cell);
    let mut found = NameCell { indent, ..NameCell::default() };
    let marked: Vec<(std::ops::Range<usize>, &str)> = MARKED
        .captures_iter(cell)
        .filter_map(|captures| {
            let name = ["name", "bold", "strong"].iter().find_map(|group| captures.name(group))?;
            Some((captures.get(0)?.range(), name.as_str()))
        })
        .collect();
    if marked.first().is_none_or(|(range, _)| !cell.get(..range.start).unwrap_or_default().trim().is_empty()) {
        let text = plain_text(cell);
        let (word, rest) = text.split_once(|c: char| c.is_whitespace() || c == '(').unwrap_or((&text, ""));
        let rest = text.get(word.len()..).filter(|_| !rest.is_empty()).unwrap_or_default();
        let name = own_flags(word, &mut found.facts);
        found.names.push(name.to_owned());
        return (is_name(name) && beside(rest, &mut found.facts)).then_some(found);
    }
    let mut between = String::new();
    let mut end = 0;
    for (range, word) in marked {
        between.push_str(cell.get(end..range.start).unwrap_or_default());
        end = range.end;
        let name = plain_text(own_flags(word, &mut found.facts));
        if found.names.is_empty() || is_name(&name) && is_between(&between) && !is_fact(&name) {
            if !is_name(&name) {
                return None;
            }
            found.names.push(name);
            between.clear();
        } else {
            between.push(' ');
            between.push_str(word);
            between.push(' ');
        }
    }
    between.push_str(cell.get(end..).unwrap_or_default());
    beside(&plain_text(&between), &mut found.facts).then_some(found)
}

/// Whether a text only joins two names.
fn is_between(text: &str) -> bool {
    matches!(
        text.trim().to_ascii_lowercase().as_str(),
        "," | "/" | "or" | "and" | "|" | "&" | ", and" | ", or" | "<br/>" | "<br>" | "<br />"
    )
}

/// Whether a marked word says something of the name before it, and is no name.
fn is_fact(word: &str) -> bool {
    is_presence(word) || word.eq_ignore_ascii_case("deprecated") || type_expr::is_type_word(word)
}

/// The name in `name*` and `name?`.
fn own_flags<'a>(word: &'a str, facts: &mut Facts) -> &'a str {
    let word = word.trim().trim_end_matches(':');
    if let Some(name) = word.strip_suffix('?') {
        facts.required = Some(false);
        return name;
    }
    // A star behind a dot stands for any name.
    match word.strip_suffix('*').map(|name| name.trim_end_matches('\\')) {
        Some(name) if !name.ends_with(['.', '*']) && !name.is_empty() => {
            facts.required = Some(true);
            name
        }
        _ => word,
    }
}

/// Reads what stands beside a name. `false` where it is a sentence, so that the whole is no name.
fn beside(text: &str, facts: &mut Facts) -> bool {
    let text = text.trim().trim_start_matches(['*', ':']).trim();
    if text.is_empty() {
        // A star may stand apart from the name.
        return true;
    }
    let bare = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']') || c.is_whitespace());
    let words = bare.split_whitespace().count();
    if words > 6 {
        return false;
    }
    facts.join(facts::facts(bare));
    facts.type_text.is_some()
        || facts.required.is_some()
        || facts.deprecated
        || facts.nullable
        || facts.default.is_some()
}

/// How far what marks a nested name indents it, and the cell without it.
fn indentation(cell: &str) -> (usize, &str) {
    let end = MARKS.find(cell).map_or(0, |found| found.end());
    let (marks, rest) = cell.split_at_checked(end).unwrap_or(("", cell));
    let spaces =
        marks.matches("&nbsp;").count() + 2 * marks.matches("&emsp;").count() + marks.matches("&ensp;").count();
    let signs: usize = marks
        .chars()
        .map(|c| match c {
            '\u{a0}' => 1,
            '\u{2003}' => 2,
            '↳' | '└' | '→' | '▸' | '»' | '›' | '>' | '├' | '•' | '–' | '-' | '⤷' | '∟' => 4,
            _ => 0,
        })
        .sum();
    (spaces + signs, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: &str) -> Option<String> {
        let cell = name_cell(cell)?;
        let Facts { type_text, required, nullable, deprecated, default } = cell.facts;
        let mut words = vec![cell.names.join("+")];
        words.extend(type_text);
        words.extend(required.map(|required| if required { "!" } else { "?" }.to_owned()));
        words.extend(
            [("null", nullable), ("old", deprecated)].iter().filter(|(_, is)| *is).map(|(word, _)| (*word).to_owned()),
        );
        words.extend(default.map(|value| format!("={value}")));
        words.extend((cell.indent > 0).then(|| format!(">{}", cell.indent)));
        Some(words.join(" "))
    }

    #[test]
    fn a_cell_has_a_name_and_a_few_facts_beside_it() {
        for (cell, want) in [
            ("`user_id`", "user_id"),
            ("**user_id**", "user_id"),
            ("user\\_id", "user_id"),
            ("`items[].price`", "items[].price"),
            ("`name` **required**", "name !"),
            ("`name`<br/>*optional*", "name ?"),
            ("name*", "name !"),
            ("`name`*", "name"),
            ("`name` (string, required)", "name string !"),
            ("`name` `string` `required`", "name string !"),
            ("`tags` (array of strings, optional, nullable)", "tags array of strings ? null"),
            ("limit (integer, default 20)", "limit integer =20"),
            ("`limit`, `offset`", "limit+offset"),
            ("`limit` or `offset`", "limit+offset"),
            ("&nbsp;&nbsp;`city`", "city >2"),
            ("`↳ floor`", "floor >4"),
            ("↳ city", "city >4"),
            ("└─ `city`", "city >4"),
            ("`card` (required if `type` is `card`)", "card ?"),
            ("`X-Request-Id`", "X-Request-Id"),
            ("[`order`](#order)", "order"),
        ] {
            assert_eq!(shown(cell).as_deref(), Some(want), "{cell}");
        }
        for cell in
            ["", "The whole thing", "`a` is what you send to whom you like", "/v1/things", "200", "...", "`GET /x`"]
        {
            assert_eq!(shown(cell), None, "{cell}");
        }
    }
}

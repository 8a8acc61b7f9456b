//! Input: a cell of a table, or the front of an item of a list, as Markdown. Output: what it says of a field: names, type,
//! whether it is required, default.
//! Invariant: a name is one word; a cell that holds a sentence has none.

use crate::read::pattern::patterns;
use crate::read::prose::plain_text;
use crate::type_expr::{self, TypeExpr};

patterns! {
    /// A word of code, or a bold one.
    MARKED = r"(?P<code>`+)\s*(?P<name>[^`]+?)\s*`+|\*\*(?P<bold>[^*\s][^*]*?)\*\*|__(?P<strong>[^_\s].*?)__";
    /// What a type's text says beside the type.
    /// What marks a name as nested.
    MARKS = r"^(?:\s|&nbsp;|&emsp;|&ensp;|[\u{a0}\u{2002}\u{2003}↳└─├→▸»›>•–⤷∟]|-\s)+";
    FLAG = r"(?i)[\s,;(\[·|/]+(?P<flag>required|optional|nullable|deprecated|not required|read[ -]only)[)\]]?\s*$";
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

/// What is said of a field in a few words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    pub(crate) type_text: Option<String>,
    pub(crate) required: Option<bool>,
    pub(crate) nullable: bool,
    pub(crate) deprecated: bool,
    pub(crate) default: Option<String>,
}

impl Facts {
    /// Adds what is said further on; what was said before counts.
    pub(crate) fn join(&mut self, more: Self) {
        self.type_text = self.type_text.take().or(more.type_text);
        self.required = self.required.or(more.required);
        self.nullable |= more.nullable;
        self.deprecated |= more.deprecated;
        self.default = self.default.take().or(more.default);
    }
}

/// Whether a type leaves room for fields that stand elsewhere.
pub(crate) fn has_room(type_text: &str) -> bool {
    fn of(expr: &TypeExpr) -> bool {
        match expr {
            TypeExpr::Object | TypeExpr::Any | TypeExpr::Unspecified | TypeExpr::Named(_) | TypeExpr::Opaque(_) => true,
            TypeExpr::Array(item) | TypeExpr::Map(item) => of(item),
            TypeExpr::Union(parts) => parts.iter().filter(|part| of(part)).count() == 1,
            _ => false,
        }
    }
    of(&type_expr::parse(type_text))
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
    facts.join(self::facts(bare));
    facts.type_text.is_some()
        || facts.required.is_some()
        || facts.deprecated
        || facts.nullable
        || facts.default.is_some()
}

/// The facts in `string, required`, `integer · optional · default 5`.
pub(crate) fn facts(text: &str) -> Facts {
    let mut facts = Facts::default();
    for part in parts(text) {
        let written = part.trim().trim_end_matches('.');
        let part = written.trim_matches(|c: char| matches!(c, '`' | '*' | '_') || c.is_whitespace());
        let lower = part.to_lowercase();
        match lower.as_str() {
            "required" | "mandatory" => facts.required = Some(true),
            "optional" | "not required" => facts.required = Some(false),
            "nullable" | "null" if facts.type_text.is_some() => facts.nullable = true,
            "nullable" => facts.nullable = true,
            "deprecated" => facts.deprecated = true,
            "" => {}
            _ => {
                if let Some(value) = ["default:", "default =", "default=", "defaults to", "default"]
                    .iter()
                    .find_map(|word| lower.starts_with(word).then(|| written.get(word.len()..)).flatten())
                {
                    facts.default = default(value);
                } else if lower.starts_with("required ") || lower.starts_with("optional ") {
                    // `required if …`, `required for …`: not always.
                    let (flag, rest) = part.split_at_checked("required".len()).unwrap_or((part, ""));
                    let is_conditional = rest.trim().split(' ').next().is_some_and(|word| CONDITIONS.contains(&word));
                    if is_conditional {
                        facts.required = Some(false);
                    } else if facts.type_text.is_none() && is_type(rest.trim()) {
                        facts.required = Some(flag.eq_ignore_ascii_case("required"));
                        facts.type_text = Some(rest.trim().to_owned());
                    }
                } else if facts.type_text.is_none() {
                    let (ty, more) = type_text(part);
                    if let Some(ty) = ty.filter(|ty| is_type(ty)) {
                        facts.type_text = Some(ty);
                        facts.required = facts.required.or(more.required);
                        facts.nullable |= more.nullable;
                        facts.deprecated |= more.deprecated;
                    }
                }
            }
        }
    }
    facts
}

/// Words behind "required" that say when.
const CONDITIONS: [&str; 8] = ["if", "when", "for", "unless", "only", "in", "with", "by"];

/// Whether a text is a type: known words, or a name that is written as those of types are.
pub(crate) fn is_type(text: &str) -> bool {
    match type_expr::parse(text) {
        TypeExpr::Named(name) => is_camel(&name),
        // A quoted value is the only one that its field has; a bare one is a default, or a note.
        TypeExpr::Literal(_) => text.starts_with(['"', '\'']),
        TypeExpr::Null => false,
        expr => expr.unknown().is_none() && (text.contains('|') || text.split_whitespace().count() <= 8),
    }
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase())
}

/// Parts of a list of facts: at commas, semicolons and dots in the middle of the line, outside of brackets.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' | '{' => depth += 1,
            '>' | ')' | ']' | '}' => depth -= 1,
            ',' | ';' | '·' | '•' if depth <= 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// The type in a cell, without what is said beside it: `string (required)`.
pub(crate) fn type_text(cell: &str) -> (Option<String>, Facts) {
    let mut text = plain_text(cell).replace('\n', " ");
    let mut facts = Facts::default();
    while let Some(captures) = FLAG.captures(&text) {
        let flag = captures.name("flag").map_or("", |flag| flag.as_str()).to_ascii_lowercase();
        match flag.as_str() {
            "required" => facts.required = Some(true),
            "optional" | "not required" => facts.required = Some(false),
            "nullable" => facts.nullable = true,
            "deprecated" => facts.deprecated = true,
            _ => {}
        }
        let at = captures.get(0).map_or(0, |whole| whole.start());
        text.truncate(at);
    }
    let text = text.trim().trim_end_matches([',', ';']).trim();
    (Some(text.to_owned()).filter(|text| !is_blank(text)), facts)
}

/// Whether a cell says no more than whether something has to be there.
pub(crate) fn is_presence(cell: &str) -> bool {
    let words = plain_text(cell).to_lowercase();
    let word = words.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(word, "yes" | "no" | "required" | "optional" | "true" | "false" | "mandatory")
        || words.contains(['✓', '✔', '✅', '❌', '✗', '✘'])
}

/// What a cell says of whether a field is required: `yes (if …)` and `conditional` are not.
pub(crate) fn required(cell: &str) -> bool {
    let words = plain_text(cell).to_lowercase();
    let words = words.trim().trim_matches(|c: char| matches!(c, '*' | '.' | '(' | ')' | '`') || c.is_whitespace());
    matches!(
        words,
        "yes"
            | "y"
            | "true"
            | "required"
            | "mandatory"
            | "always"
            | "✓"
            | "✔"
            | "✔\u{fe0f}"
            | "✅"
            | "☑"
            | "☑\u{fe0f}"
            | "●"
            | "x"
            | "是"
            | "必須"
            | "必填"
    )
}

/// The value of a cell of defaults; `None` where it says that there is none.
pub(crate) fn default(cell: &str) -> Option<String> {
    let text = plain_text(cell);
    let text = text.trim().trim_start_matches(['=', ':']).trim();
    (!is_blank(text)).then(|| text.to_owned())
}

/// Whether a cell says nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    matches!(lower.as_str(), "" | "-" | "–" | "—" | "--" | "n/a" | "none" | "no default" | "(none)" | "na" | "*none*")
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

    #[test]
    fn only_a_plain_yes_makes_a_field_required() {
        for cell in ["yes", "Yes", "**Required**", "✓", "`true`", "✅"] {
            assert!(required(cell), "{cell}");
        }
        for cell in ["no", "", "Yes (if `b` is set)", "conditional", "optional", "Yes, for cards", "❌", "-"] {
            assert!(!required(cell), "{cell}");
        }
    }

    #[test]
    fn a_type_is_read_without_what_stands_beside_it() {
        let text = |cell: &str| type_text(cell);
        assert_eq!(text("string (required)").0.as_deref(), Some("string"));
        assert_eq!(text("string (required)").1.required, Some(true));
        assert_eq!(text("`integer`, optional").1.required, Some(false));
        assert_eq!(text("[Order](#order)").0.as_deref(), Some("Order"));
        assert_eq!(text("array<string>").0.as_deref(), Some("array<string>"));
        assert_eq!(text("—").0, None);
    }
}

//! Input: a few words about a field: what stands in brackets behind its name, or in a cell of its own. Output: its type,
//! whether it is required, may be null or is deprecated, and its default.
//! Invariant: only what says so without a condition is required.

use crate::gather::page::listing::presence_words;
use crate::read::pattern::patterns;
use crate::read::prose::plain_text;
use crate::type_expr::{self, TypeExpr};

patterns! {
    /// What a type's text says beside the type.
    /// A type that lists its values.
    CHOICE = r"(?i)^(?:(?:string )?enum\s*:?\s*)?(?P<values>`[\w.-]+`(?:\s*\\?\|\s*`[\w.-]+`)+)$";
    FLAG = r"(?i)[\s,;(\[·|/]+(?P<flag>required|optional|nullable|deprecated|not required|read[ -]only)[)\]]?\s*$";
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

/// The facts in `string, required`, `integer · optional · default 5`.
pub(crate) fn facts(text: &str) -> Facts {
    let mut facts = Facts::default();
    for part in parts(text) {
        let written = part.trim().trim_end_matches('.');
        let part = written.trim_matches(|c: char| matches!(c, '`' | '*' | '_') || c.is_whitespace());
        let lower = part.to_lowercase();
        match lower.as_str() {
            word if presence_words::is_required(word) => facts.required = Some(true),
            word if presence_words::is_optional(word) => facts.required = Some(false),
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
                } else if let Some(ty) = facts.type_text.as_mut().filter(|_| type_expr::is_bound(part)) {
                    // `string, max 100 characters`: the type says so itself.
                    ty.push_str(", ");
                    ty.push_str(part);
                } else if facts.type_text.is_none()
                    && let Some(ty) = choice(written)
                {
                    facts.type_text = Some(ty);
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

/// The type that lists its values: ``enum: `a` | `b` ``.
fn choice(text: &str) -> Option<String> {
    let values = CHOICE.captures(text)?.name("values")?.as_str();
    let values: Vec<&str> = values.split('|').map(|value| value.trim().trim_matches(['`', '\\', ' '])).collect();
    // `string` | `null` are types, whatever marks them.
    let is_type = |value: &&str| *value == "null" || type_expr::is_type_word(value);
    let quoted = || values.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(" | ");
    (!values.iter().any(is_type)).then(quoted)
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
    presence_words::answers(word) || words.contains(['✓', '✔', '✅', '❌', '✗', '✘'])
}

/// What a cell says of whether a field is required: `yes (if …)` and `conditional` are not.
pub(crate) fn required(cell: &str) -> bool {
    let words = plain_text(cell).to_lowercase();
    let words = words.trim().trim_matches(|c: char| matches!(c, '*' | '.' | '(' | ')' | '`') || c.is_whitespace());
    presence_words::affirms(words)
        || matches!(words, "y" | "always" | "✓" | "✔" | "✔\u{fe0f}" | "✅" | "☑" | "☑\u{fe0f}" | "●" | "x")
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_bound_behind_a_type_is_part_of_it() {
        let ty = |text: &str| facts(text).type_text;
        assert_eq!(ty("string, max 100 chars, required").as_deref(), Some("string, max 100 chars"));
        assert_eq!(ty("integer · 1-50 · optional").as_deref(), Some("integer, 1-50"));
        assert_eq!(ty("string, max 10 MB").as_deref(), Some("string"));
    }

    #[test]
    fn values_between_bars_are_a_type() {
        let ty = |text: &str| facts(text).type_text;
        assert_eq!(ty("enum: `sent` | `draft`").as_deref(), Some("\"sent\" | \"draft\""));
        assert_eq!(ty("`asc` | `desc`, optional").as_deref(), Some("\"asc\" | \"desc\""));
        assert!(!ty("`string` | `null`").unwrap_or_default().contains('"'));
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

//! Input: what stands between the braces of an object type. Output: its members, each with the text of its type.
//! Invariant: texts only; a part that is no member makes the whole no list of members.

/// What the braces of an object type hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inside<'a> {
    /// Names that are free, as in `{ [key: string]: number }`, and the type of their values.
    Free(&'a str),
    /// Names that are known; none where the braces are empty or hold an ellipsis alone.
    Members(Vec<Written<'a>>),
}

/// `tags?: string[]`
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    pub(super) name: &'a str,
    /// Whether the name stands in quotes, as in JSON, where types do so too.
    pub(super) quoted: bool,
    pub(super) optional: bool,
    /// The text of its type.
    pub(super) ty: &'a str,
}

/// Reads what stands between braces.
pub(super) fn read(inside: &str) -> Option<Inside<'_>> {
    let parts = parts(inside)?;
    if let [only] = parts.as_slice()
        && let Some(value) = free(only)
    {
        return Some(Inside::Free(value));
    }
    let mut members: Vec<Written<'_>> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.starts_with("...") && !part.starts_with('…')) {
        let member = member(part)?;
        if !members.iter().any(|known| known.name == member.name) {
            members.push(member);
        }
    }
    Some(Inside::Members(members))
}

/// The parts between commas, semicolons and line ends that stand in no other bracket; `None` where brackets do not match.
fn parts(inside: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut quote) = (0usize, 0, None);
    for (at, c) in inside.char_indices() {
        if let Some(open) = quote {
            quote = (c != open).then_some(open);
            continue;
        }
        match c {
            '"' | '\'' | '`' => quote = Some(c),
            '<' | '(' | '[' | '{' => depth += 1,
            '>' | ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            ',' | ';' | '\n' if depth == 0 => {
                let (before, after) = (inside.get(start..at)?, inside.get(at + 1..)?);
                let goes_on = before.trim_end().ends_with([':', '|']) || after.trim_start().starts_with('|');
                if c != '\n' || !goes_on {
                    parts.push(before.trim());
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    parts.push(inside.get(start..)?.trim());
    parts.retain(|part| !part.is_empty());
    (depth == 0 && quote.is_none()).then_some(parts)
}

/// The type of the values where a part gives every name the same: `[key: string]: number`, `string: number`.
fn free(part: &str) -> Option<&str> {
    let behind = match part.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.1.trim_start().strip_prefix('?').unwrap_or(rest.split_once(']')?.1),
        None => part.strip_prefix("string")?,
    };
    behind.trim_start().strip_prefix(':').map(str::trim)
}

fn member(part: &str) -> Option<Written<'_>> {
    let part = part.strip_prefix("readonly ").map_or(part, str::trim_start);
    let quote = part.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (name, rest) = match quote {
        Some(quote) => part.get(1..)?.split_once(quote)?,
        None => part.split_at(part.find(|c: char| c == ':' || c == '?' || c.is_whitespace())?),
    };
    let (optional, rest) = match rest.trim_start().strip_prefix('?') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest.trim_start()),
    };
    let ty = rest.strip_prefix(':')?.trim();
    let is_name = quote.is_some() || name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '.'));
    (is_name && !name.is_empty() && !ty.is_empty()).then_some(Written { name, quoted: quote.is_some(), optional, ty })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inside: &str) -> Option<Vec<String>> {
        match read(inside)? {
            Inside::Free(ty) => Some(vec![format!("[]: {ty}")]),
            Inside::Members(members) => {
                let spell =
                    |one: &Written<'_>| format!("{}{}: {}", one.name, if one.optional { "?" } else { "" }, one.ty);
                Some(members.iter().map(spell).collect())
            }
        }
    }

    #[test]
    fn members_end_at_commas_semicolons_and_lines_outside_of_brackets() {
        let cases: &[(&str, &[&str])] = &[
            (" id: string, tags?: string[] ", &["id: string", "tags?: string[]"]),
            (
                "a: Map<string, number>; b: { c: string, d: string };",
                &["a: Map<string, number>", "b: { c: string, d: string }"],
            ),
            ("\n a: string\n b:\n   | 'x, y'\n   | 'z'\n", &["a: string", "b: | 'x, y'\n   | 'z'"]),
            ("\"a b\": string, readonly c: number", &["a b: string", "c: number"]),
            ("a: string, ...", &["a: string"]),
            (" ... ", &[]),
            ("", &[]),
            (" [key: string]: { a: number } ", &["[]: { a: number }"]),
            ("string: integer", &["[]: integer"]),
            ("strings: integer", &["strings: integer"]),
        ];
        for (text, expected) in cases {
            assert_eq!(
                names(text).as_deref(),
                Some(&expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..]),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_list_of_members_is_none() {
        for text in ["id, name", "f(a: string): void", "a: (string", "a: 'x", "a:", ": string", "a: x => y", "é"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

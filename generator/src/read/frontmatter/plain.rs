//! Input: a key of a frontmatter, or what stands behind its colon. Output: what a YAML reader would make of it.
//! Invariant: where YAML may have another opinion, there is none here.

/// The text of what stands behind a key's colon, where it means itself: nothing, a text that is quoted without escapes, a
/// list of such, or what begins with a letter or a digit and of which YAML has no other opinion.
pub(super) fn value(behind: &str) -> Option<String> {
    let value = if behind.is_empty() { "" } else { behind.strip_prefix(' ')? };
    if value.is_empty() {
        return Some(String::new());
    }
    if !value.chars().all(is_printed) {
        return None;
    }
    if let Some(items) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        return list(items);
    }
    if value.starts_with(['"', '\'']) {
        return quoted(value).map(str::to_owned);
    }
    let begins = value.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    let means_more = value.contains(": ") || value.contains(" #") || value.ends_with(':');
    (begins && !means_more && !value.eq_ignore_ascii_case("null")).then(|| value.to_owned())
}

/// A list of quoted texts, as JSON writes it.
fn list(items: &str) -> Option<String> {
    let mut json = String::with_capacity(items.len() + 2);
    for item in items.split(',').map(|item| item.trim_matches(' ')) {
        let text = quoted(item).filter(|text| !text.contains(['"', ',']))?;
        json.push(if json.is_empty() { '[' } else { ',' });
        json.extend(["\"", text, "\""]);
    }
    json.push(']');
    Some(json)
}

/// What stands between quotes, where nothing there has a meaning of its own.
fn quoted(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains([quote, '\\'])).then_some(inner)
}

/// Characters that YAML takes as they are.
fn is_printed(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{d7ff}' | '\u{10000}'..)
}

/// A key that is text to YAML, too.
pub(super) fn is_key(key: &str) -> bool {
    const MORE: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && !MORE.iter().any(|word| key.eq_ignore_ascii_case(word))
}

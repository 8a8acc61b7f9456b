//! Input: the info string of a fence. Output: language, title and status.
//! Invariant: what only concerns the look (`theme={null}`, `wrap`, `icon="..."`) is dropped.

/// What an info string says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FenceInfo {
    /// Lower case, such as `json`.
    pub language: Option<String>,
    /// The words after it, or what `title=` says.
    pub title: String,
    /// `200`, `4xx` or `default`, if the title names one.
    pub status: Option<String>,
}

/// Reads an info string such as `json 200 - Success`.
pub fn info(text: &str) -> FenceInfo {
    let mut info = FenceInfo::default();
    let mut title: Vec<&str> = Vec::new();
    let mut named = None;
    for word in words(text) {
        let key = word.split(['=', '{']).next().unwrap_or("");
        if word.len() > key.len() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            if matches!(key, "title" | "filename") && word.contains('=') {
                let value = word.get(key.len() + 1..).unwrap_or("").trim_matches(['{', '}']);
                named = Some(value.trim_matches(['"', '\'', '`']).to_owned());
            }
        } else if info.language.is_none() && title.is_empty() && !is_status(word) {
            info.language = Some(word.to_ascii_lowercase());
        } else if !matches!(word, "wrap" | "lines" | "expandable" | "twoslash" | "nocopy") {
            title.push(word);
        }
    }
    info.title = named.unwrap_or_else(|| title.join(" "));
    info.status = status_in(&info.title);
    info
}

/// The status that a title names: `200`, `404 Not Found`, `Response 404`, `5XX`, `default`. A number among other words
/// is one only where a word says so.
pub fn status_in(title: &str) -> Option<String> {
    const BEFORE: [&str; 6] = ["http", "status", "code", "response", "error", "success"];
    let mut before = "";
    for (index, word) in title.split_whitespace().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if is_status(word) && (index == 0 || BEFORE.iter().any(|known| known.eq_ignore_ascii_case(before))) {
            return Some(word.to_ascii_lowercase());
        }
        if !word.is_empty() {
            before = word;
        }
    }
    let first = title.trim();
    (first.eq_ignore_ascii_case("default")).then(|| "default".to_owned()).or_else(|| in_parentheses(title))
}

/// `Success (200)`
fn in_parentheses(title: &str) -> Option<String> {
    let (_, rest) = title.rsplit_once('(')?;
    let word = rest.split([')', ' ']).next()?;
    is_status(word).then(|| word.to_ascii_lowercase())
}

fn is_status(word: &str) -> bool {
    match word.as_bytes() {
        [b'1'..=b'5', a, b] => {
            a.is_ascii_digit() && b.is_ascii_digit() || a.eq_ignore_ascii_case(&b'x') && b.eq_ignore_ascii_case(&b'x')
        }
        _ => false,
    }
}

/// The words of an info string; quotes and braces hold a word together.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        let boundary = character.is_whitespace() && quote.is_none() && depth == 0;
        match character {
            _ if quote == Some(character) => quote = None,
            // An apostrophe inside a word (`don't`) opens nothing.
            '"' | '\'' | '`' if quote.is_none() && opens(text, at) => quote = Some(character),
            '{' if quote.is_none() => depth += 1,
            '}' if quote.is_none() => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (boundary, start) {
            (true, Some(from)) => {
                words.extend(text.get(from..at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.and_then(|from| text.get(from..)));
    words
}

fn opens(text: &str, at: usize) -> bool {
    text.get(..at)
        .and_then(|before| before.chars().next_back())
        .is_none_or(|c| matches!(c, '=' | '{' | ' ' | ':' | '['))
}

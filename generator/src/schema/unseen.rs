//! Input: a character of a page. Output: whether a reader sees it.
//! Invariant: what turns the direction of reading, hides, or is no character at all is never taken for text.

/// Control characters, those that show nothing or turn the direction of reading around, and those that Unicode gives nobody.
pub fn is_unseen(c: char) -> bool {
    c.is_control() || is_format(c)
}

/// Those of them that are no control characters.
pub fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || u32::from(c) & 0xFFFE == 0xFFFE
}

/// JSON in which every one of them is escaped: it may stand in a string alone, since the rest is ASCII.
pub fn escaped(json: String) -> String {
    let is_escaped = |c: char| c >= '\u{7f}' && (matches!(c, '\u{7f}'..='\u{9f}') || is_format(c));
    // Nearly all of a model is what may stay.
    if memchr::memchr(0x7f, json.as_bytes()).is_none() && !beyond_ascii(&json).any(is_escaped) {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    for piece in json.split_inclusive(is_escaped) {
        match piece.chars().next_back().filter(|c| is_escaped(*c)) {
            Some(c) => {
                text.push_str(piece.strip_suffix(c).unwrap_or(piece));
                for unit in c.encode_utf16(&mut [0; 2]) {
                    text.push_str(&format!("\\u{unit:04x}"));
                }
            }
            None => text.push_str(piece),
        }
    }
    text
}

/// The characters of a text that are none of ASCII.
fn beyond_ascii(text: &str) -> impl Iterator<Item = char> {
    /// Most of a text has none, which is told of so many bytes at once.
    const PIECE: usize = 64;
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let bytes = rest.as_bytes();
            if let Some(piece) = bytes.get(..PIECE)
                && piece.is_ascii()
            {
                at += PIECE;
                continue;
            }
            let next = bytes.iter().position(|byte| !byte.is_ascii())?;
            let c = rest.get(next..)?.chars().next()?;
            at += next + c.len_utf8();
            return Some(c);
        }
    })
}

/// TOML in which they are escaped, but on lines with a quote in which nothing can be.
pub fn escaped_toml(toml: &str) -> String {
    let mut text = String::with_capacity(toml.len());
    for line in toml.split_inclusive('\n') {
        let is_literal = line.contains('\'');
        for c in line.chars() {
            if !is_literal && is_format(c) {
                text.push_str(&format!("\\U{:08x}", u32::from(c)));
            } else {
                text.push(c);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_beyond_ascii_is_met() {
        let ascii = "a".repeat(70);
        for text in ["", "é", &ascii, &format!("{ascii}é{ascii}ü"), &format!("é{ascii}\u{200b}"), "ab\u{7f}\u{80}"]
        {
            assert!(beyond_ascii(text).eq(text.chars().filter(|c| !c.is_ascii())), "{text:?}");
        }
    }

    #[test]
    fn a_lock_is_read_back_with_what_nobody_sees() {
        let names = [("a\u{200b}\u{fffe} b", "x"), ("say \"\u{202e}\"", "y"), ("it's \u{2066}", "z"), ("plain", "é")];
        let names = std::collections::BTreeMap::from(names);
        let toml = escaped_toml(&toml::to_string(&names).unwrap());
        let read: std::collections::BTreeMap<String, String> = toml::from_str(&toml).unwrap();
        assert!(read.iter().map(|(place, name)| (place.as_str(), name.as_str())).eq(names));
        assert!(toml.contains("a\\U0000200b\\U0000fffe b"), "{toml}");
    }

    #[test]
    fn what_is_escaped_is_read_back_and_what_is_seen_stays() {
        let text = "a\u{202e}b\u{2066}\u{200b}\u{fffe}\u{10ffff}\u{e0041}\u{85}\u{7f}\u{2028}é\u{1f600} \u{fffd}";
        let json = serde_json::to_string(&serde_json::json!({ text: [text] })).unwrap();
        let escaped = escaped(json.clone());
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&escaped).unwrap(),
            serde_json::from_str::<serde_json::Value>(&json).unwrap()
        );
        assert!(!escaped.chars().any(is_unseen), "{escaped}");
        assert!(
            escaped.contains("a\\u202eb\\u2066\\u200b\\ufffe\\udbff\\udfff") && escaped.contains("é\u{1f600} \u{fffd}")
        );
    }
}

//! Input: a text of JSON. Output: a text of the same length, in which a number stands for what is nested too deep.
//! Invariant: every byte that stays keeps its place; the work grows with the text, whatever it nests.

use std::collections::BTreeSet;

/// The text without the lists and objects that stand deeper, and where they stood; `None` where none does.
pub(super) fn cut(text: &str, most: usize) -> Option<(String, BTreeSet<usize>)> {
    let bytes = text.as_bytes();
    let (mut out, mut cuts) = (Vec::new(), BTreeSet::new());
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        let (start, before) = (at, depth);
        at = match byte {
            b'"' => quoted_end(bytes, at),
            b'/' => comment_end(bytes, at),
            _ => at + 1,
        };
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if before.max(depth) <= most {
            continue;
        }
        if out.is_empty() {
            out = bytes.to_vec();
        }
        for byte in out.get_mut(start..at).into_iter().flatten().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
        if before == most {
            cuts.insert(start);
            out.get_mut(start).into_iter().for_each(|byte| *byte = b'0');
        }
    }
    if cuts.is_empty() {
        return None;
    }
    // Whole characters were overwritten, and with ASCII.
    String::from_utf8(out).ok().map(|text| (text, cuts))
}

fn quoted_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') => return at + 1,
            Some(_) => at += 1,
            None => return bytes.len(),
        }
    }
}

/// The end of a comment, of which nothing is nested.
fn comment_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let end = match rest.get(1) {
        Some(b'/') => memchr::memchr(b'\n', rest),
        Some(b'*') => memchr::memmem::find(rest.get(2..).unwrap_or_default(), b"*/").map(|at| at + 4),
        _ => Some(1),
    };
    end.map_or(bytes.len(), |end| start + end)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn what_is_deep_is_cut_and_nothing_else_moves() {
        for text in ["", "1", "{\"a\": [1, {\"b\": \"[[[\"}]}", "[[[1]]]", "// [[[[\n[/* [[[[ */[[]]]", "]]]]"] {
            assert_eq!(cut(text, 3), None, "{text}");
        }
        let cases = [
            ("[[[[1], 2]], 3]", "[[[0  , 2]], 3]"),
            ("{\"a\": {\"b\": [{\"c\": \"]\"}, [\n\"é\"], 5]}}", "{\"a\": {\"b\": [0         , 0\n     , 5]}}"),
            ("[[[[[[", "[[[0  "),
            ("[[[[\"", "[[[0 "),
        ];
        for (text, want) in cases {
            let (out, cuts) = cut(text, 3).unwrap();
            assert_eq!((out.as_str(), out.len()), (want, text.len()), "{text}");
            assert!(cuts.iter().all(|at| out.as_bytes()[*at] == b'0'), "{text}");
        }
    }
}

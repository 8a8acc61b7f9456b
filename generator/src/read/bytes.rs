//! Input: the bytes of a file. Output: its text, how much of one is read at all, and its lines.
//! Invariant: bytes that are no text cost themselves alone.

/// A page beyond this many bytes is not read: no page of the census comes near it.
pub const MAX_PAGE_BYTES: usize = 16 << 20;

/// Makes text of a file's bytes. Where they are not UTF-8, replacement characters stand, the first at the offset that
/// comes back beside the text.
pub fn decode(bytes: Vec<u8>) -> (String, Option<usize>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            // What comes before is valid and therefore as long in the text as in the bytes.
            let first = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(first))
        }
    }
}

/// [`str::lines`], whose ends are searched for many bytes at a time.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    ends.filter_map(move |end| {
        let line = text.get(std::mem::replace(&mut start, end + 1)..end)?;
        let is_line = end < text.len() || !line.is_empty();
        is_line.then(|| line.strip_suffix('\r').filter(|_| end < text.len()).unwrap_or(line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn lines_are_those_of_the_standard_library(text in "[a\r\né]{0,12}") {
            proptest::prop_assert_eq!(lines(&text).collect::<Vec<_>>(), text.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced_and_the_first_has_a_place() {
        assert_eq!(decode("é".as_bytes().to_vec()), ("é".to_owned(), None));
        let (text, first) = decode(b"\xc3\xa9a\xff b\xfe".to_vec());
        assert_eq!((text.as_str(), first), ("éa\u{fffd} b\u{fffd}", Some(3)));
    }
}

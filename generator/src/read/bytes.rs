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

/// How many bytes stand before the first that is one of `wanted`. Eight are looked at together: between two of those that
/// begin something there are mostly too few for more.
pub(super) fn before_any<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = ONES << 7;
    let (blocks, _) = bytes.as_chunks::<8>();
    for (at, block) in blocks.iter().enumerate() {
        let block = u64::from_le_bytes(*block);
        // The high bit of each byte that is one of them. Above the first there may be more, and nobody looks there.
        let found = wanted.iter().fold(0, |found, byte| {
            let zero = block ^ (ONES * u64::from(*byte));
            found | zero.wrapping_sub(ONES) & !zero & HIGHS
        });
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let passed = blocks.len() * 8;
    let rest = bytes.get(passed..).unwrap_or_default();
    passed + rest.iter().position(|byte| wanted.contains(byte)).unwrap_or(rest.len())
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

    proptest::proptest! {
        #[test]
        fn the_first_of_several_bytes_is_found(bytes in proptest::collection::vec(0_u8..6, 0..40), more in "[a-z\u{80}-\u{ff}]{0,20}") {
            let bytes = [more.as_bytes(), &bytes].concat();
            for wanted in [[1, 2], [0, b'q'], [5, 0x80]] {
                let first = bytes.iter().position(|byte| wanted.contains(byte)).unwrap_or(bytes.len());
                proptest::prop_assert_eq!(before_any(&bytes, wanted), first);
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced_and_the_first_has_a_place() {
        assert_eq!(decode("é".as_bytes().to_vec()), ("é".to_owned(), None));
        let (text, first) = decode(b"\xc3\xa9a\xff b\xfe".to_vec());
        assert_eq!((text.as_str(), first), ("éa\u{fffd} b\u{fffd}", Some(3)));
    }
}

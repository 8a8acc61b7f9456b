//! Input: the bytes of a file, and those that it should have. Output: whether they are the same text.
//! Invariant: a checkout may end lines as its system does, in all of them or in some; nothing else may differ.

/// Whether a file has this text, which ends its lines with `\n` alone.
pub(super) fn is_text(on_disk: &[u8], wanted: &[u8]) -> bool {
    on_disk == wanted || on_disk.contains(&b'\r') && is_read_as(on_disk, wanted)
}

fn is_read_as(on_disk: &[u8], wanted: &[u8]) -> bool {
    let lines = |bytes| <[u8]>::split(bytes, |byte: &u8| *byte == b'\n');
    let mut wanted = lines(wanted);
    let mut there = lines(on_disk).peekable();
    while let Some(line) = there.next() {
        let ends = there.peek().is_some();
        let line = line.strip_suffix(b"\r").filter(|_| ends).unwrap_or(line);
        if wanted.next() != Some(line) {
            return false;
        }
    }
    wanted.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn a_line_may_end_in_both_ways_and_nothing_else_may_differ() {
        assert!(is_text(b"a\r\nb\n", b"a\nb\n"));
        assert!(is_text(b"a\r\n", b"a\n"));
        assert!(is_text(b"", b""));
        for other in [&b"a\r\nb"[..], b"a\rb\n", b"a\r\r\nb\n", b"a\r\nb\r", b"a\r\nb\r\n\r\n", b"a\r\nc\r\n"] {
            assert!(!is_text(other, b"a\nb\n"), "{other:?}");
        }
    }
}

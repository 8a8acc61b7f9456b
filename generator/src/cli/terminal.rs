//! Input: a text. Output: the same on the terminal.
//! Invariant: a stream that is closed is no reason to stop.

use std::io::Write as _;

/// To the user.
pub(super) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// The result itself.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

//! Input: the APIs. Output: the README.md of the generated crate.
//! Invariant: nothing of a page stands in it but titles, and those without their markup.

use std::fmt::Write as _;

use crate::schema::Api;

use super::MARK;
use crate::project::RUST_VERSION;

/// The README.md.
pub(super) fn print(apis: &[Api], name: &str) -> String {
    let mut text = format!(
        "<!-- {MARK} -->\n\n# {name}\n\nTypes and clients, made from documentation pages. Each API is a module \
         and a feature.\n\n| feature | API | operations | types |\n|---|---|---|---|\n"
    );
    for api in apis {
        let (operations, types) = (api.operations.len(), api.types.len());
        let _ = writeln!(text, "| `{}` | {} | {operations} | {types} |", api.name, plain(&api.title));
    }
    text.push_str(
        "\nThe feature of an API alone gives its types, on `serde` and `serde_json`. On top of that:\n\n\
         | feature | adds |\n|---|---|\n\
         | `http` | operations as `http::Request` and `http::Response` values, with no HTTP stack |\n\
         | `transport` | clients of both kinds over a transport of your own |\n\
         | `client` (on by default) | the async client |\n\
         | `blocking` | the blocking client |\n\
         | `tracing` | a span for every call |\n\
         | `jiff` | conversion of dates and times |\n\
         | `test-util` | a transport that answers from memory, for your tests |\n\n\
         `cargo run --example NAME`, with the feature of an API as the name, makes a call of it on your own machine.\n\n\
         `schema/` holds what the pages were understood to say, and from which page, and `openapi/` the same as\n\
         OpenAPI 3.1; `files.lock` lists what was written.\n",
    );
    let _ = writeln!(text, "\nIt builds with Rust {RUST_VERSION} and what came after.");
    text
}

/// A text that means nothing to Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            plain.push(c);
        } else if c.is_ascii_punctuation() {
            plain.extend(['\\', c]);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_words_alone() {
        assert_eq!(plain("A <b>|\u{202e}\n# x"), "A \\<b\\>\\| \\# x");
    }
}

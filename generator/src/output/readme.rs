//! Input: the APIs. Output: the README.md of the generated crate.
//! Invariant: nothing of a page stands in it but titles, and those without their markup.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::plan::model::{ApiPlan, CratePlan, RustName};
use crate::project::RUST_VERSION;
use crate::schema::Api;

use super::MARK;

/// The README.md.
pub(super) fn print<A: Borrow<Api>>(plan: &CratePlan, apis: &[A], name: &str) -> String {
    let mut text = format!(
        "<!-- {MARK} -->\n\n# {name}\n\nTypes and clients, made from documentation pages. Each API is a module \
         and a feature.\n\n| feature | API | operations | types |\n|---|---|---|---|\n"
    );
    for api in apis.iter().map(Borrow::borrow) {
        let (operations, types) = (api.operations.len(), api.types.len());
        let _ = writeln!(text, "| `{}` | {} | {operations} | {types} |", api.name, plain(&api.title));
    }
    text.push_str(
        "\nThe feature of an API alone gives its types, on `serde` and `serde_json`: 11 crates. On top of that:\n\n\
         | feature | adds | crates in all, about |\n|---|---|---|\n\
         | `http` | operations as `http::Request` and `http::Response` values, with no HTTP stack | 13 |\n\
         | `transport` | clients of both kinds over a transport of your own | 15 |\n\
         | `client` (on by default) | the async client | 90 |\n\
         | `blocking` | the blocking client | 35 |\n\
         | `tracing` | a span for every call | |\n\
         | `jiff` | conversion of dates and times | |\n\
         | `test-util` | a transport that answers from memory, for your tests | |\n\n",
    );
    plan.apis.iter().filter(|api| !api.sections.is_empty()).for_each(|api| parts(api, name, &mut text));
    text.push_str(
        "\
         `cargo run --example NAME`, with the feature of an API as the name, makes a call of it on your own machine.\n\n\
         `schema/` holds what the pages were understood to say, and from which page, and `openapi/` the same as\n\
         OpenAPI 3.1; `files.lock` lists what was written.\n",
    );
    let _ = writeln!(text, "\nIt builds with Rust {RUST_VERSION} and what came after.");
    text
}

/// What of a large API can be switched on by itself, and how much that is.
fn parts(api: &ApiPlan, name: &str, text: &mut String) {
    let module = api.module.bare();
    let operations = by_section(api.operations.iter().map(|operation| operation.section.as_ref()));
    let types = by_section(api.types.iter().map(|ty| ty.section.as_ref()));
    let largest = api.sections.iter().max_by_key(|section| (operations(Some(&section.module)), &section.feature));
    let Some(largest) = largest else { return };
    let _ = write!(
        text,
        "## What to switch on of `{module}`\n\n\
         How long it takes to compile is a matter of its types, of which all of it has {}. Each part of its documentation\n\
         is a feature: name those that you call, and the others are not compiled.\n\n\
         ```toml\n[dependencies.{name}]\ndefault-features = false\nfeatures = [\"client\", \"{}\"]\n```\n\n\
         | feature | operations | types of its own |\n|---|---|---|\n\
         | any of them | {} | {} |\n",
        api.types.len(),
        largest.feature,
        operations(None),
        types(None),
    );
    for section in &api.sections {
        let (operations, types) = (operations(Some(&section.module)), types(Some(&section.module)));
        let _ = writeln!(text, "| `{}` | {operations} | {types} |", section.feature);
    }
    let _ = writeln!(text, "| `{module}` | {} | {} |\n", api.operations.len(), api.types.len());
}

/// How many things each section has, and how many there are that belong to none.
fn by_section<'a>(sections: impl Iterator<Item = Option<&'a RustName>>) -> impl Fn(Option<&RustName>) -> usize {
    let mut counts = BTreeMap::new();
    sections.for_each(|section| *counts.entry(section).or_insert(0) += 1);
    move |section| counts.get(&section).copied().unwrap_or(0)
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

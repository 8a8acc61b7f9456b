//! Input: changes. Output: Markdown, as it stands in a pull request or in a CHANGELOG.md.
//! Invariant: no text of a page becomes markup: neither a link, nor a mention, nor HTML.

use std::fmt::Write as _;

use super::{Counts, Told, by_api};
use crate::diff::{Class, Code};

/// Everything, API by API; of changes of words, where they are not wanted, their number. `level` is the heading of an API.
pub(in crate::cli) fn markdown(told: &[Told], level: usize, with_words: bool) -> String {
    let mut text = String::new();
    for (api, changes) in by_api(told) {
        let _ = writeln!(text, "{} {}\n", "#".repeat(level), escaped(api));
        let _ = writeln!(text, "{}.", Counts::of(changes).words());
        for (class, title) in
            [(Class::Breaking, "Breaking"), (Class::Additive, "Additive"), (Class::Docs, "In words alone")]
        {
            let of = changes.iter().filter(|one| one.change.class == class);
            let of = of.collect::<Vec<_>>();
            if of.is_empty() || class == Class::Docs && !with_words {
                continue;
            }
            let _ = writeln!(text, "\n**{title}**\n");
            of.into_iter().for_each(|one| change(&mut text, one));
        }
        text.push('\n');
    }
    text
}

fn change(text: &mut String, Told { change, place, uses }: &Told) {
    let shout = if change.code == Code::HostChanged { "⚠️ **" } else { "" };
    let end = if shout.is_empty() { "" } else { "**" };
    let silent = if change.silent { " *The compiler does not tell.*" } else { "" };
    let place = place.as_ref().map_or_else(String::new, |place| format!(" ({})", code(place)));
    let message = escaped(&change.message);
    let _ = writeln!(text, "- {shout}{message}{end}{place}.{silent} `{}`", change.code.as_str());
    if change.before != change.after {
        let _ = writeln!(text, "\n  ```diff");
        for (mark, rust) in [('-', &change.before), ('+', &change.after)] {
            if let Some(rust) = rust {
                let _ = writeln!(text, "  {mark} {}", flat(rust));
            }
        }
        let _ = writeln!(text, "  ```\n");
    }
    for note in &change.notes {
        let _ = writeln!(text, "  {}.", escaped(note));
    }
    if !uses.is_empty() {
        let places = uses.iter().map(|one| code(&format!("{}:{}", one.path, one.line)));
        let _ = writeln!(text, "  Used at {}.", places.collect::<Vec<_>>().join(", "));
    }
}

/// A text on one line, without what nobody sees.
fn flat(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(&text.replace(['\n', '\r', '\t'], " "))
}

fn code(text: &str) -> String {
    format!("`{}`", flat(text).replace('`', "'"))
}

/// A sentence of ours with what stands on a page in back quotes: those stay code, and the rest is text.
pub(in crate::cli) fn escaped(text: &str) -> String {
    let text = flat(text);
    let pieces = text.split('`').collect::<Vec<_>>();
    // Quotes that pair otherwise than ours come from a page.
    let is_paired = pieces.len() % 2 == 1 && !text.contains("``");
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        if is_paired && at % 2 == 1 {
            let _ = write!(out, "`{piece}`");
            continue;
        }
        for c in piece.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                // A mention, or the number of an issue, is none with a break in it.
                '@' | '#' => {
                    out.push(c);
                    out.push('\u{2060}');
                }
                '\\' | '[' | ']' | '*' | '_' | '!' | '|' | '~' => {
                    out.push('\\');
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
        if !is_paired && at + 1 < pieces.len() {
            out.push('\'');
        }
    }
    // An address by itself is a link all the same.
    out.replace("://", ":\u{2060}//")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_stands_on_a_page_is_no_markup() {
        assert_eq!(escaped("`a_b` is [x](y) of <b> for @me"), "`a_b` is \\[x\\](y) of &lt;b> for @\u{2060}me");
        assert_eq!(escaped("one ` of [x](y)"), "one ' of \\[x\\](y)");
        assert_eq!(escaped("`` [x](y) `"), "'' \\[x\\](y) '");
        assert_eq!(escaped("see https://evil.example\nhere"), "see https:\u{2060}//evil.example here");
    }
}

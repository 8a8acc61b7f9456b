//! Input: the word of a diagnostic. Output: what it means, a page that shows it, and what to do.
//! Invariant: every code has an entry, and the page of an entry is told with its code.

use std::fmt::Write as _;

use crate::diagnostics::Code;
use crate::lint::{About, about, is_of_lint};

const DOCS: &str = include_str!("../../../docs/diagnostics.md");

/// The entry of a code; `None` where there is no such code.
pub(super) fn entry(word: &str) -> Option<String> {
    let code = Code::from_word(word)?;
    let mut text = format!("{}[{word}]\n\n{}\n", code.severity().as_str(), code.explanation().trim());
    let _ = writeln!(text, "\n{}", section(code)?.replace("**", "").trim());
    let _ = writeln!(text, "\n{}", who_tells(code));
    Some(text)
}

/// What to do about it, as Markdown.
pub(in crate::cli) fn what_to_do(code: Code) -> String {
    let text = section(code).and_then(|section| section.split_once("**What to do.**")).map_or("", |(_, text)| text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which command tells it.
fn who_tells(code: Code) -> &'static str {
    match about(code) {
        _ if is_of_lint(code) => "It changes nothing in the crate: `lint` alone tells it.",
        About::Docs => "It is about the pages: `regen` and `lint` tell it.",
        About::Project => "It is about the project files: `regen` and `lint` tell it.",
        About::Reading => "It is about what is made of the pages: `regen` tells it.",
    }
}

/// What the page of diagnostics says of a code.
fn section(code: Code) -> Option<&'static str> {
    let heading = format!("\n## `{}`\n", code.as_str());
    let (_, rest) = DOCS.split_once(&heading)?;
    Some(rest.split_once("\n## `").map_or(rest, |(section, _)| section))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Input;
    use crate::{Options, understand};

    /// Of these no page can be shown: each says so, and why.
    const WITHOUT: [Code; 9] = [
        Code::InvalidUtf8,
        Code::PageTooLarge,
        Code::NestingTooDeep,
        Code::FieldNotAccounted,
        Code::PathEscape,
        Code::UnreadablePage,
        Code::NamesRenewed,
        Code::HostChanged,
        Code::UnwritableApi,
    ];

    /// The files of a section: of each fence with a name behind its language, the name and the text.
    fn files(section: &str) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut open: Option<(String, String, String)> = None;
        for line in section.lines() {
            match &mut open {
                Some((fence, name, text)) if line == fence => {
                    files.push((std::mem::take(name), std::mem::take(text)));
                    open = None;
                }
                Some((_, _, text)) => text.push_str(&format!("{line}\n")),
                None if line.starts_with("```") => {
                    let fence = line.chars().take_while(|c| *c == '`').collect::<String>();
                    let name = line.split(' ').nth(1).unwrap_or_default().to_owned();
                    open = Some((fence, name, String::new()));
                }
                None => {}
            }
        }
        // A fence without a name shows what to write, and is no file.
        files.retain(|(name, _)| !name.is_empty());
        files
    }

    /// The codes that are told of files in a folder.
    fn told(files: &[(String, String)]) -> Vec<Code> {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let several = dir.path().join("docs-input");
        let path = if several.is_dir() { several } else { dir.path().to_owned() };
        let input = Input { path, shown: "in".to_owned(), config: None, everything: false };
        let mut understood = understand(&input, &Options::default()).unwrap();
        crate::lint(&mut understood);
        understood.diagnostics.as_slice().iter().map(|one| one.code).collect()
    }

    #[test]
    fn every_code_has_an_entry_that_says_what_to_do() {
        for code in Code::ALL {
            let entry = entry(code.as_str()).unwrap_or_default();
            assert!(entry.contains("\nWhat to do. "), "{}: {entry}", code.as_str());
        }
        assert_eq!(entry("no-such-code"), None);
        assert_eq!(DOCS.matches("\n## `").count(), Code::ALL.len(), "an entry without a code");
    }

    #[test]
    fn the_page_of_an_entry_is_told_with_its_code() {
        let mut wrong = Vec::new();
        for code in Code::ALL {
            let files = files(section(*code).unwrap());
            let is_told = !files.is_empty() && told(&files).contains(code);
            if is_told == WITHOUT.contains(code) {
                let told = if files.is_empty() { Vec::new() } else { told(&files) };
                wrong.push(format!("{}: {told:?}", code.as_str()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

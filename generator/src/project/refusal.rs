//! Input: why a project file cannot be read, and the tables that it may have. Output: a diagnostic that says what to write.
//! Invariant: a word that is nearly one that is known is answered with that one.

use crate::diagnostics::{Code, Diagnostic};
use crate::near;
use crate::source::{FileId, Span};

use super::keys::Table;

/// What is wrong, at its place, with what may be meant.
pub(super) fn told(error: &toml::de::Error, text: &str, file: FileId, tables: &[Table]) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let message = error.message().replace('\n', "; ");
    let diagnostic = |message: String| Diagnostic::at(Code::InvalidProject, Span::new(file, range.clone()), message);
    // An array of tables is read as a struct of so many members, so that its brackets come before what serde says.
    if let Some((header, table)) = brackets(text, range.start, tables) {
        let why = if table.header.starts_with("[[") { "there may be several" } else { "there is only one" };
        return diagnostic(format!("`{header}` is written `{}`", table.header)).help(why);
    }
    if let Some((kind, word, known)) = unknown(&message) {
        let help = near::did_you_mean(word, known.iter().copied())
            .or_else(|| elsewhere(word, tables))
            .unwrap_or_else(|| format!("there is: {}", known.join(", ")));
        return diagnostic(format!("there is no {kind} `{word}` here")).help(help);
    }
    match message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(word) => diagnostic(format!("`{word}` is missing here")),
        None => diagnostic(message),
    }
}

/// The header at or above a place, and its table, where it has other brackets than that.
fn brackets<'a>(text: &'a str, at: usize, tables: &'a [Table]) -> Option<(&'a str, &'a Table)> {
    let end = text.get(at..)?.find('\n').map_or(text.len(), |line| at + line);
    let header = text.get(..end)?.lines().map(str::trim).rfind(|line| line.starts_with('['))?;
    let name = |header: &'a str| header.trim_matches(['[', ']', ' ']);
    let table = tables.iter().find(|table| name(table.header) == name(header))?;
    (table.header.starts_with("[[") != header.starts_with("[[")).then_some((header, table))
}

/// A word that is not known, what kind of word it is, and those that are known.
fn unknown(message: &str) -> Option<(&'static str, &str, Vec<&str>)> {
    let (kind, rest) = [("unknown field `", "key"), ("unknown variant `", "value")]
        .iter()
        .find_map(|(start, kind)| Some((*kind, message.strip_prefix(start)?)))?;
    let (word, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2).collect();
    Some((kind, word, known))
}

/// The table that a key of this name belongs to.
fn elsewhere(word: &str, tables: &[Table]) -> Option<String> {
    let has = |table: &&Table| table.keys.iter().any(|key| key.name == word);
    let headers = tables.iter().filter(has).map(|table| match table.header {
        "" => "the top of the file, before the first table".to_owned(),
        header => format!("`{header}`"),
    });
    let headers = headers.collect::<Vec<_>>();
    (!headers.is_empty()).then(|| format!("it belongs to {}", headers.join(" or ")))
}

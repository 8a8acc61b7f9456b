//! Input: the text of `names.lock`. Output: [`Names`], the names once given, and the text of the next `names.lock`.
//! Invariant: a name that stands here stays; what is new is added, and what is gone goes.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::schema::unseen::escaped_toml;
use crate::source::{FileId, Span};

const HEADER: &str = "# Names once given stay, whatever pages come later. Written by regen, reviewed like code.\n\n";

/// The form of the file. In the first one a type had a name for each place that it stood at.
const FORM: u32 = 2;

/// Names, by what they were given to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// The form that it was read in.
    #[serde(default = "first")]
    pub(crate) form: u32,
    /// The API whose names they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) api: Option<String>,
    /// Ids of operations, by method and path.
    #[serde(default)]
    pub(crate) operations: BTreeMap<String, String>,
    /// What each operation requires, in the order of its arguments, by method and path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) arguments: BTreeMap<String, Vec<String>>,
    /// How many arguments an operation had at first, where that is not how many it has.
    #[serde(default, rename = "arguments-at-first", skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) arguments_at_first: BTreeMap<String, usize>,
    /// What each type requires, in the order in which it is given, by the type's name; of those that require several.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) fields: BTreeMap<String, Vec<String>>,
    /// Names of the types that the pages do not name, or name twice, by where they stand.
    #[serde(default)]
    pub(crate) types: BTreeMap<String, String>,
    /// Where each name stands in the file, by its place.
    #[serde(skip)]
    pub(crate) lines: BTreeMap<String, Span>,
}

impl Default for Names {
    fn default() -> Self {
        let (operations, arguments, arguments_at_first, fields, types, lines) = Default::default();
        Self { form: FORM, api: None, operations, arguments, arguments_at_first, fields, types, lines }
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form
            && self.api == other.api
            && self.operations == other.operations
            && self.arguments == other.arguments
            && self.arguments_at_first == other.arguments_at_first
            && self.fields == other.fields
            && self.types == other.types
    }
}

impl Eq for Names {}

fn first() -> u32 {
    1
}

impl Names {
    /// Reads a lock file. The error is the reader's words, and the bytes that they are about.
    pub fn parse(text: &str) -> Result<Self, (String, Range<usize>)> {
        let names: Self =
            toml::from_str(text).map_err(|error| (error.message().to_owned(), error.span().unwrap_or(0..0)))?;
        if names.form > FORM {
            let message = format!("it has form {}, and this program knows {FORM}", names.form);
            return Err((message, 0..text.len().min(1)));
        }
        match Placed::of(text).twice(text) {
            Some(twice) => Err(twice),
            None => Ok(names),
        }
    }

    /// Reads the lock file that is this one of the sources.
    pub fn parse_file(text: &str, file: FileId) -> Result<Self, (String, Range<usize>)> {
        let names = Self::parse(text)?;
        let Placed { operations, types } = Placed::of(text);
        let named = operations.into_iter().chain(types);
        let lines = named.map(|(place, name)| (place, Span::new(file, name.span()))).collect();
        Ok(Self { lines, ..names })
    }

    /// The lock file as text; the same names give the same bytes.
    pub fn print(&self) -> String {
        // Maps of texts are always TOML; were they not, an empty lock would be a visible change.
        format!("{HEADER}{}", escaped_toml(&toml::to_string(self).unwrap_or_default()))
    }

    /// Whether it has the form of an earlier version of this program, and names something.
    pub(crate) fn is_of_old(&self) -> bool {
        self.form < FORM && !(self.operations.is_empty() && self.types.is_empty())
    }

    /// The id that an operation had.
    pub(crate) fn operation(&self, key: &str) -> Option<&str> {
        self.operations.get(key).map(String::as_str)
    }

    /// The name that the type at a place had.
    pub(crate) fn ty(&self, place: &str) -> Option<&str> {
        self.types.get(place).map(String::as_str)
    }
}

/// The same with the bytes at which each name stands.
#[derive(Default, Deserialize)]
pub(super) struct Placed {
    #[serde(default)]
    operations: BTreeMap<String, toml::Spanned<String>>,
    #[serde(default)]
    types: BTreeMap<String, toml::Spanned<String>>,
}

impl Placed {
    fn of(text: &str) -> Self {
        toml::from_str(text).unwrap_or_default()
    }

    /// Two operations of one name: one of them would be lost. Two branches that were merged may give it.
    pub(super) fn twice(&self, text: &str) -> Option<(String, Range<usize>)> {
        let line = |name: &toml::Spanned<String>| {
            let before = text.get(..name.span().start).unwrap_or_default();
            before.matches('\n').count() + 1
        };
        let mut known: BTreeMap<&str, (&str, &toml::Spanned<String>)> = BTreeMap::new();
        for (key, name) in &self.operations {
            if let Some((other, first)) = known.insert(name.get_ref(), (key, name)) {
                let (called, at, here) = (name.get_ref(), line(first), line(name));
                let message = format!("`{called}` is the name of `{other}` in line {at} and of `{key}` in line {here}");
                return Some((message, name.span()));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_reads_what_it_prints_and_says_where_it_is_broken() {
        let mut names = Names::default();
        names.operations.insert("GET /x/{}".to_owned(), "get_x".to_owned());
        names.arguments.insert("GET /x/{}".to_owned(), vec!["path x".to_owned()]);
        names.fields.insert("X".to_owned(), vec!["to".to_owned(), "from".to_owned()]);
        names.types.insert("GET /x/{} 200 \"odd\"".to_owned(), "X".to_owned());
        assert_eq!(Names::parse(&names.print()), Ok(names));
        let (_, range) = Names::parse("[types]\na = 1\n").unwrap_err();
        assert_eq!(range, 12..13);
        assert!(Names::parse("[other]\n").is_err());
        assert!(Names::parse("form = 3\n").is_err());
        let text = "[operations]\n\"GET /a\" = \"x\"\n\"GET /b\" = \"x\"\n";
        let (message, range) = Names::parse(text).unwrap_err();
        assert_eq!(
            (message.as_str(), text.get(range).unwrap_or_default()),
            ("`x` is the name of `GET /a` in line 2 and of `GET /b` in line 3", "\"x\"")
        );
        assert!(Names::parse("[types]\n\"GET /a 200\" = \"X\"\n\"GET /b 200\" = \"X\"\n").is_ok());
    }

    #[test]
    fn what_has_no_form_is_of_old() {
        assert!(Names::parse("[types]\n\"GET /a 200\" = \"X\"\n").unwrap().is_of_old());
        assert!(!Names::parse("").unwrap().is_of_old());
        assert!(!Names::parse(&Names::default().print()).unwrap().is_of_old());
    }
}

//! Input: the text of `names.lock`. Output: [`Names`], the names once given, and the text of the next `names.lock`.
//! Invariant: a name that stands here stays; what is new is added, and what is gone goes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

const HEADER: &str = "# Names once given stay, whatever pages come later. Written by regen, reviewed like code.\n\n";

/// Names, by what they were given to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Ids of operations, by method and path.
    #[serde(default)]
    pub(crate) operations: BTreeMap<String, String>,
    /// Names of the types that the pages do not name, or name twice, by where they stand.
    #[serde(default)]
    pub(crate) types: BTreeMap<String, String>,
}

impl Names {
    /// Reads a lock file. The error is the reader's words, and the bytes that they are about.
    pub fn parse(text: &str) -> Result<Self, (String, std::ops::Range<usize>)> {
        let names = toml::from_str(text).map_err(|error| (error.message().to_owned(), error.span().unwrap_or(0..0)))?;
        match Self::twice(text) {
            Some(twice) => Err(twice),
            None => Ok(names),
        }
    }

    /// Two operations of one name: one of them would be lost. Two branches that were merged may give it.
    fn twice(text: &str) -> Option<(String, std::ops::Range<usize>)> {
        #[derive(Deserialize)]
        struct Placed {
            #[serde(default)]
            operations: BTreeMap<String, toml::Spanned<String>>,
        }
        let Placed { operations } = toml::from_str(text).ok()?;
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        for (key, name) in &operations {
            if let Some(other) = known.insert(name.get_ref(), key) {
                let message = format!("`{}` is the name of `{other}` and of `{key}`", name.get_ref());
                return Some((message, name.span()));
            }
        }
        None
    }

    /// The lock file as text; the same names give the same bytes.
    pub fn print(&self) -> String {
        // Maps of texts are always TOML; were they not, an empty lock would be a visible change.
        format!("{HEADER}{}", toml::to_string(self).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_reads_what_it_prints_and_says_where_it_is_broken() {
        let mut names = Names::default();
        names.operations.insert("GET /x/{}".to_owned(), "get_x".to_owned());
        names.types.insert("GET /x/{} 200 \"odd\"".to_owned(), "X".to_owned());
        assert_eq!(Names::parse(&names.print()), Ok(names));
        let (_, range) = Names::parse("[types]\na = 1\n").unwrap_err();
        assert_eq!(range, 12..13);
        assert!(Names::parse("[other]\n").is_err());
        let text = "[operations]\n\"GET /a\" = \"x\"\n\"GET /b\" = \"x\"\n";
        let (message, range) = Names::parse(text).unwrap_err();
        assert_eq!(
            (message.as_str(), text.get(range).unwrap_or_default()),
            ("`x` is the name of `GET /a` and of `GET /b`", "\"x\"")
        );
        assert!(Names::parse("[types]\n\"GET /a 200\" = \"X\"\n\"GET /b 200\" = \"X\"\n").is_ok());
    }
}

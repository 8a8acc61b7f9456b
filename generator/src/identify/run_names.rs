//! Input: the text of the lock of a run that leaves its input as it was. Output: [`RunNames`], the names of each API of the
//! run, and the text of its next lock.
//! Invariant: where this lock and the one beside the pages both name a place, this one counts, and no name is given twice.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::locked_names::{Names, Placed};

use crate::schema::unseen::escaped_toml;

/// The names that the APIs of a run have in the crate that it writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunNames(BTreeMap<String, Names>);

impl RunNames {
    /// Reads a lock. The error is the reader's words, and the bytes that they are about.
    pub fn parse(text: &str) -> Result<Self, (String, std::ops::Range<usize>)> {
        let names: Self =
            toml::from_str(text).map_err(|error| (error.message().to_owned(), error.span().unwrap_or(0..0)))?;
        let placed: BTreeMap<String, Placed> = toml::from_str(text).unwrap_or_default();
        match placed.values().find_map(|placed| placed.twice(text)) {
            Some(twice) => Err(twice),
            None => Ok(names),
        }
    }

    /// The lock as text, but for the line that says whose it is.
    pub fn print(&self) -> String {
        let header =
            "# Names once given stay. Where the names.lock beside the pages says otherwise, this one counts.\n\n";
        format!("{header}{}", escaped_toml(&toml::to_string(self).unwrap_or_default()))
    }

    /// The names that `api` has: those of this lock, then those that stand beside its pages.
    pub(crate) fn before(&self, api: &str, beside: Names) -> Names {
        let Some(own) = self.0.get(api) else { return beside };
        let mut own = own.clone();
        for (operation, of) in beside.arguments.clone() {
            if !own.arguments.contains_key(&operation) {
                let count = beside.arguments_at_first.get(&operation);
                own.arguments_at_first.extend(count.map(|count| (operation.clone(), *count)));
                own.arguments.insert(operation, of);
            }
        }
        for (ty, of) in beside.fields.clone() {
            own.fields.entry(ty).or_insert(of);
        }
        own.operations = over(own.operations, beside.operations.clone());
        // Names of types mean something else in each form of the file: the newer one counts.
        match (own.is_of_old(), beside.is_of_old()) {
            (true, false) => Names {
                operations: own.operations,
                arguments: own.arguments,
                arguments_at_first: own.arguments_at_first,
                fields: own.fields,
                ..beside
            },
            (false, true) => own,
            _ => {
                own.types = over(own.types, beside.types);
                own.lines = beside.lines;
                own
            }
        }
    }

    /// The next lock: of the APIs that `stays` is true of as it was, of the others what `names` says.
    pub(crate) fn next<'a>(
        &self,
        stays: impl Fn(&str) -> bool,
        names: impl Iterator<Item = (&'a str, &'a Names)>,
    ) -> Self {
        let mut next = self.0.clone();
        next.retain(|api, _| stays(api));
        // The table says whose they are.
        next.extend(names.map(|(api, names)| (api.to_owned(), Names { api: None, ..names.clone() })));
        Self(next)
    }
}

/// The names of `own`, and those of `beside` that name another place and are free.
fn over(own: BTreeMap<String, String>, mut beside: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let taken: BTreeSet<&String> = own.values().collect();
    beside.retain(|place, name| !own.contains_key(place) && !taken.contains(name));
    beside.extend(own);
    beside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(operations: &[(&str, &str)]) -> Names {
        let operations = operations.iter().map(|(place, name)| ((*place).to_owned(), (*name).to_owned()));
        Names { operations: operations.collect(), ..Names::default() }
    }

    #[test]
    fn the_lock_of_the_run_wins_and_gives_no_name_twice() {
        let run = RunNames(BTreeMap::from([("a".to_owned(), names(&[("GET /x", "x"), ("GET /y", "free")]))]));
        let beside = names(&[("GET /x", "other"), ("GET /z", "free"), ("GET /w", "w")]);
        assert_eq!(run.before("a", beside.clone()), names(&[("GET /x", "x"), ("GET /y", "free"), ("GET /w", "w")]));
        assert_eq!(run.before("b", beside.clone()), beside);
    }

    #[test]
    fn a_lock_reads_what_it_prints() {
        let api = |name: &str| (name.to_owned(), names(&[("GET /x/{}", "get_x")]));
        let run = RunNames(BTreeMap::from([api("operations"), api("b")]));
        assert_eq!(RunNames::parse(&run.print()), Ok(run.clone()));
        assert_eq!(RunNames::parse(""), Ok(RunNames::default()));
        assert!(RunNames::parse("[a]\nother = 1\n").is_err());
        assert!(RunNames::parse("[a.operations]\n\"GET /x\" = \"x\"\n\"GET /y\" = \"x\"\n").is_err());
        let next = run.next(|api| api == "b", [("c", &names(&[]))].into_iter());
        assert_eq!(next.0.keys().collect::<Vec<_>>(), ["b", "c"]);
    }
}

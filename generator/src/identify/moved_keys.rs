//! Input: the names of the last run, and the operations of this one. Output: the same names, those of an operation whose path
//! has another front by its path of today: `/v1` moved from the paths to the server, or back.
//! Invariant: a key that some operation has, and one that two could have, stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::identify::locked_names::Names;

/// The names, where the paths of today say the same places with another front.
pub(crate) fn follow<'a>(locked: &Names, today: impl Iterator<Item = &'a str>) -> Names {
    let today: BTreeSet<&str> = today.collect();
    let gone: BTreeSet<&str> =
        locked.operations.keys().map(String::as_str).filter(|key| !today.contains(key)).collect();
    let new: BTreeSet<&str> = today.iter().copied().filter(|key| !locked.operations.contains_key(*key)).collect();
    let mut names = locked.clone();
    if gone.is_empty() || new.is_empty() {
        return names;
    }
    let mut moved: BTreeMap<&str, &str> = BTreeMap::new();
    // The longer path ends in the shorter one; which of them is of today, nobody knows beforehand.
    for (old, now) in ends(&gone, &new).into_iter().chain(ends(&new, &gone).into_iter().map(|(now, old)| (old, now))) {
        moved.entry(old).or_insert(now);
    }
    let key = |key: &str| moved.get(key).map_or_else(|| key.to_owned(), |now| (*now).to_owned());
    // A type's place begins with the operation: `GET /v1/boats 200.owner`.
    let place = |place: &str| {
        let end = place.match_indices(' ').nth(1).map_or(place.len(), |(at, _)| at);
        let (operation, rest) = place.split_at(end);
        key(operation) + rest
    };
    names.operations = names.operations.into_iter().map(|(at, name)| (key(&at), name)).collect();
    names.arguments = names.arguments.into_iter().map(|(at, all)| (key(&at), all)).collect();
    names.arguments_at_first = names.arguments_at_first.into_iter().map(|(at, count)| (key(&at), count)).collect();
    names.types = names.types.into_iter().map(|(at, name)| (place(&at), name)).collect();
    names.lines = names.lines.into_iter().map(|(at, line)| (place(&at), line)).collect();
    names
}

/// The keys of `longer` whose path ends in the path of exactly one of `shorter`, which is the end of no other.
fn ends<'a>(longer: &BTreeSet<&'a str>, shorter: &BTreeSet<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for key in longer {
        let Some((method, path)) = key.split_once(' ') else { continue };
        // The front is words, and something is left that is more than a parameter.
        let starts = path
            .match_indices('/')
            .skip(1)
            .map(|(at, _)| at)
            .take_while(|at| path.get(..*at).is_some_and(|front| !front.contains('{')));
        let tails = starts.filter_map(|at| path.get(at..)).filter(|tail| tail.contains(|c: char| c.is_alphanumeric()));
        let fitting: Vec<&str> =
            tails.filter_map(|tail| shorter.get(format!("{method} {tail}").as_str()).copied()).collect();
        if let [only] = fitting.as_slice() {
            found.entry(only).or_default().push(key);
            pairs.push((*key, *only));
        }
    }
    pairs.retain(|(_, short)| found.get(short).is_some_and(|all| all.len() == 1));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(keys: &[&str]) -> Names {
        let operations = keys.iter().map(|key| ((*key).to_owned(), key.to_lowercase())).collect();
        let types = keys.iter().map(|key| (format!("{key} 200.owner"), "Owner".to_owned())).collect();
        Names { operations, types, ..Names::default() }
    }

    fn after(old: &[&str], today: &[&str]) -> Vec<String> {
        follow(&locked(old), today.iter().copied()).operations.into_keys().collect()
    }

    #[test]
    fn a_front_that_moved_to_the_server_or_back_moves_the_keys() {
        let names =
            follow(&locked(&["GET /v1/boats", "GET /v1/boats/{}"]), ["GET /boats", "GET /boats/{}"].into_iter());
        assert_eq!(names.operation("GET /boats/{}"), Some("get /v1/boats/{}"));
        assert_eq!(names.ty("GET /boats 200.owner"), Some("Owner"));
        assert_eq!(after(&["GET /boats"], &["GET /api/v1/boats"]), ["GET /api/v1/boats"]);
    }

    #[test]
    fn what_is_there_or_not_certain_stays() {
        for (old, today) in [
            (&["GET /v1/boats"][..], &["GET /v1/boats", "GET /boats"][..]),
            (&["GET /v1/boats", "GET /v2/boats"], &["GET /boats"]),
            (&["GET /v1/boats"], &["POST /boats"]),
            (&["GET /ports/{}/boats"], &["GET /boats"]),
            (&["GET /v1/{}"], &["GET /{}"]),
        ] {
            assert_eq!(after(old, today), old, "{today:?}");
        }
    }
}

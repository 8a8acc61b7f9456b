//! Input: which file imports which. Output: the circles.
//! Invariant: files are in one circle where each reaches the other, and every circle is listed once, its files in order.

use std::collections::{BTreeMap, BTreeSet};

/// Which files each file imports.
pub(crate) type Graph = BTreeMap<String, BTreeSet<String>>;

/// The groups of files that reach each other, the largest first.
pub(crate) fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = graph.keys().map(|file| (file, reached(graph, file))).collect();
    let mut found = BTreeSet::new();
    for (file, ahead) in &reached {
        let back = ahead.iter().filter(|other| reached.get(*other).is_some_and(|theirs| theirs.contains(file)));
        let circle: BTreeSet<String> = back.map(|other| other.to_string()).collect();
        if circle.len() > 1 {
            found.insert(circle.into_iter().collect::<Vec<_>>());
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    found
}

fn reached<'a>(graph: &'a Graph, from: &'a String) -> BTreeSet<&'a String> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in graph.get(file).into_iter().flatten() {
            if found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

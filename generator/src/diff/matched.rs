//! Input: two lists of things that have names. Output: which of the one is which of the other.
//! Invariant: every item is in one pair at most, and a name that both lists have is never taken for another.

use std::collections::{BTreeMap, BTreeSet};

/// So much of a sentence is compared.
const LONGEST: usize = 200;

/// What became of the items of two lists, by their places.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// In both, by name.
    pub(super) same: Vec<(usize, usize)>,
    /// In both, by another name.
    pub(super) renamed: Vec<(usize, usize)>,
    /// In the first alone.
    pub(super) removed: Vec<usize>,
    /// In the second alone.
    pub(super) added: Vec<usize>,
}

impl Matched {
    /// What is in both, by its place in the first.
    pub(super) fn pairs(&self) -> BTreeMap<usize, usize> {
        self.same.iter().chain(&self.renamed).copied().collect()
    }
}

/// What is known of an item.
pub(super) struct Item<'a> {
    /// What it is known by.
    pub(super) key: String,
    /// A name in words, to be compared with another.
    pub(super) name: &'a str,
    /// The page's sentence.
    pub(super) sentence: Option<&'a str>,
}

/// Matches items by key. What is left on both sides is the same under another name where `alike` says that it is of one type
/// and the sentence is the same, or where it stands at the same place and is called alike.
pub(super) fn matched(before: &[Item<'_>], after: &[Item<'_>], alike: impl Fn(usize, usize) -> bool) -> Matched {
    let mut matched = Matched::default();
    let places: BTreeMap<&str, usize> = after.iter().enumerate().map(|(at, item)| (item.key.as_str(), at)).collect();
    let mut is_taken = vec![false; after.len()];
    for (at, item) in before.iter().enumerate() {
        match places.get(item.key.as_str()).and_then(|place| Some((*place, is_taken.get_mut(*place)?))) {
            Some((place, taken)) if !*taken => {
                *taken = true;
                matched.same.push((at, place));
            }
            _ => matched.removed.push(at),
        }
    }
    matched.added = (0..after.len()).filter(|at| is_taken.get(*at) == Some(&false)).collect();
    if !matched.removed.is_empty() && !matched.added.is_empty() {
        rename(&mut matched, before, after, alike);
    }
    matched
}

fn rename(matched: &mut Matched, before: &[Item<'_>], after: &[Item<'_>], alike: impl Fn(usize, usize) -> bool) {
    let slots_before = slots(before, &matched.same.iter().map(|(at, _)| (*at, *at)).collect());
    let kept: BTreeMap<usize, usize> = matched.same.iter().map(|(at, place)| (*place, *at)).collect();
    let slots_after = slots(after, &kept);
    let mut by_sentence: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_slot: BTreeMap<Slot, Vec<usize>> = BTreeMap::new();
    for at in &matched.added {
        if let Some(sentence) = after.get(*at).and_then(said) {
            by_sentence.entry(sentence).or_default().push(*at);
        }
        if let Some(slot) = slots_after.get(*at) {
            by_slot.entry(*slot).or_default().push(*at);
        }
    }
    let mut pairs = Vec::new();
    for at in &matched.removed {
        let Some(item) = before.get(*at) else { continue };
        let same_sentence = said(item).and_then(|sentence| by_sentence.get(sentence)).map(Vec::as_slice);
        let same_slot = slots_before.get(*at).and_then(|slot| by_slot.get(slot)).map(Vec::as_slice);
        let one = |found: Option<&[usize]>| match found {
            Some([only]) if alike(*at, *only) => Some(*only),
            _ => None,
        };
        let here = one(same_slot).filter(|other| after.get(*other).is_some_and(|other| is_near(item, other)));
        pairs.extend(one(same_sentence).or(here).map(|other| (*at, other)));
    }
    let mut taken = BTreeSet::new();
    pairs.retain(|(_, place)| taken.insert(*place));
    let gone: BTreeSet<usize> = pairs.iter().map(|(at, _)| *at).collect();
    matched.removed.retain(|at| !gone.contains(at));
    matched.added.retain(|at| !taken.contains(at));
    matched.renamed = pairs;
}

/// The neighbours that an item has among those that stay.
type Slot = (Option<usize>, Option<usize>);

/// The slot of each item. `kept` are the places of those that stay, each with the number that it has on both sides.
fn slots(items: &[Item<'_>], kept: &BTreeMap<usize, usize>) -> Vec<Slot> {
    let mut last = None;
    let mut slots: Vec<Slot> = Vec::with_capacity(items.len());
    for at in 0..items.len() {
        slots.push((last, None));
        last = kept.get(&at).copied().or(last);
    }
    let mut next = None;
    for (at, slot) in slots.iter_mut().enumerate().rev() {
        slot.1 = next;
        next = kept.get(&at).copied().or(next);
    }
    slots
}

fn said<'a>(item: &Item<'a>) -> Option<&'a str> {
    item.sentence.map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// Whether two names or sentences at one place speak of one thing.
fn is_near(one: &Item<'_>, other: &Item<'_>) -> bool {
    // The beginning of a sentence is enough, and comparing costs the product of both lengths.
    let begin = |text: &str| text.chars().take(LONGEST).collect::<String>().to_lowercase();
    let (one, other, least) = match (said(one), said(other)) {
        (Some(one), Some(other)) => (begin(one), begin(other), 0.8),
        _ => (begin(one.name), begin(other.name), 0.5),
    };
    strsim::normalized_levenshtein(&one, &other) >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<(String, String)> {
        let items = |list: &[(&'static str, &'static str)]| -> Vec<Item<'static>> {
            list.iter().map(|(name, said)| Item { key: (*name).to_owned(), name, sentence: Some(said) }).collect()
        };
        let owned = |list: &[(&str, &str)]| -> Vec<(&'static str, &'static str)> {
            list.iter().map(|(a, b)| (&*a.to_string().leak(), &*b.to_string().leak())).collect()
        };
        let (before, after) = (owned(before), owned(after));
        let (before, after) = (items(&before), items(&after));
        let matched = matched(&before, &after, |_, _| true);
        matched.renamed.iter().map(|(a, b)| (before[*a].name.to_owned(), after[*b].name.to_owned())).collect()
    }

    fn renamed(from: &str, to: &str) -> Vec<(String, String)> {
        vec![(from.to_owned(), to.to_owned())]
    }

    #[test]
    fn what_has_the_same_sentence_or_the_same_place_is_the_same() {
        assert_eq!(
            pairs(&[("a", ""), ("due", "The day.")], &[("until", "The day."), ("a", "")]),
            renamed("due", "until")
        );
        assert_eq!(
            pairs(&[("a", ""), ("due_on", ""), ("b", "")], &[("a", ""), ("due_at", ""), ("b", "")]),
            renamed("due_on", "due_at")
        );
    }

    #[test]
    fn what_is_not_certain_is_gone_and_new() {
        let none: Vec<(String, String)> = Vec::new();
        assert_eq!(pairs(&[("a", ""), ("colour", "")], &[("a", ""), ("price", "")]), none);
        assert_eq!(pairs(&[("x", "One.")], &[("y", "One."), ("z", "One.")]), none);
        assert_eq!(pairs(&[("a", ""), ("due_on", ""), ("b", "")], &[("due_at", ""), ("a", ""), ("b", "")]), none);
        assert_eq!(pairs(&[("due_on", "The day.")], &[("due_at", "How many books are there.")]), none);
    }
}

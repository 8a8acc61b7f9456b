//! Input: names as objects and lists show them. Output: whether the API sorts the members of its objects.
//! Invariant: an order that few names show is chance, and proves nothing.

use crate::fuse::lists::nesting::entry::Entry;

/// So many neighbours in order are no chance.
pub(crate) const ENOUGH: usize = 6;

/// Whether objects are sorted by name, as far as they show it: how many neighbours are in order, and how many are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) rising: usize,
    pub(crate) falling: usize,
}

impl Order {
    /// Takes in the members of an object.
    pub(crate) fn see<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        let mut last: Option<&str> = None;
        for name in names {
            match last.replace(name) {
                Some(before) if before < name => self.rising += 1,
                Some(_) => self.falling += 1,
                None => {}
            }
        }
    }

    /// Whether the API sorts its members, where enough of them are known to say it.
    pub(crate) fn verdict(self) -> Option<bool> {
        let all = self.rising + self.falling;
        (all >= ENOUGH).then_some(self.falling * 10 <= all)
    }

    /// What a list shows by itself: behind a field that holds none, only the end of an object may break the order.
    pub(crate) fn of_list(entries: &[Entry]) -> bool {
        let mut order = Self::default();
        for (before, entry) in entries.iter().zip(entries.iter().skip(1)).filter(|(before, _)| before.object.is_none())
        {
            order.see([before.name.as_str(), entry.name.as_str()]);
        }
        let all = order.rising + order.falling;
        all >= ENOUGH && order.falling * 4 <= all
    }
}

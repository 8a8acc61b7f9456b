//! Input: components as they open and close. Output: which are open, the innermost last.
//! Invariant: asking for a name costs no more where many are open than where a few are.

use std::collections::BTreeMap;

use crate::read::page::ComponentId;
use crate::source::Span;

/// So many are looked through for a name; of more it is counted which there are.
const FEW: usize = 16;

/// A component that is not closed yet.
pub(super) struct Open<'a> {
    pub(super) name: &'a str,
    pub(super) id: ComponentId,
    pub(super) slot: usize,
    pub(super) tag: Span,
}

#[derive(Default)]
pub(super) struct OpenComponents<'a> {
    stack: Vec<Open<'a>>,
    /// How many of each name there are; empty as long as there are few.
    counts: BTreeMap<&'a str, usize>,
}

impl<'a> OpenComponents<'a> {
    pub(super) fn last(&self) -> Option<&Open<'a>> {
        self.stack.last()
    }

    pub(super) fn get(&self, depth: usize) -> Option<&Open<'a>> {
        self.stack.get(depth)
    }

    pub(super) fn len(&self) -> usize {
        self.stack.len()
    }

    /// Whether one of that name is open.
    pub(super) fn has(&self, name: &str) -> bool {
        if self.stack.len() > FEW {
            return self.counts.contains_key(name);
        }
        self.stack.iter().any(|open| open.name == name)
    }

    pub(super) fn push(&mut self, open: Open<'a>) {
        self.stack.push(open);
        if self.stack.len() > FEW {
            let counted = if self.counts.is_empty() { 0 } else { self.stack.len() - 1 };
            for open in self.stack.iter().skip(counted) {
                *self.counts.entry(open.name).or_default() += 1;
            }
        }
    }

    pub(super) fn pop(&mut self) -> Option<Open<'a>> {
        let open = self.stack.pop()?;
        if self.stack.len() <= FEW {
            self.counts.clear();
        } else if let Some(count) = self.counts.get_mut(open.name) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(open.name);
            }
        }
        Some(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    proptest::proptest! {
        #[test]
        fn what_is_open_is_found_however_much_is(steps in proptest::collection::vec(0_usize..8, 0..120)) {
            const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];
            let file = SourceMap::new().add("p", "p", "");
            let (mut open, mut plain) = (OpenComponents::default(), Vec::new());
            for step in steps {
                // More open than close, so that there are few and many.
                match NAMES.get(step) {
                    Some(name) => {
                        plain.push(*name);
                        open.push(Open { name, id: ComponentId(0), slot: 0, tag: Span::new(file, 0..0) });
                    }
                    None => proptest::prop_assert_eq!(open.pop().map(|open| open.name), plain.pop()),
                }
                for name in NAMES {
                    proptest::prop_assert_eq!(open.has(name), plain.contains(&name));
                }
            }
        }
    }
}

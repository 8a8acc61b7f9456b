//! Input: nothing; this is what a row of a table, an item of a list or a part of a sentence says of a field. Output: [`Entry`].
//! Invariant: what is not said is `None`.

use std::ops::Range;

use crate::draft::section::Section;

/// What is said of a field outside of a component.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// How far its name is indented; what is indented further below it stands in it.
    pub(crate) indent: usize,
    pub(crate) type_text: Option<String>,
    pub(crate) required: Option<bool>,
    pub(crate) nullable: bool,
    pub(crate) deprecated: bool,
    pub(crate) default: Option<String>,
    pub(crate) example: Option<String>,
    /// Where it says that it goes.
    pub(crate) section: Option<Section>,
    pub(crate) description: Option<String>,
    /// Where it stands in the text.
    pub(crate) range: Range<usize>,
    /// What stands in it.
    pub(crate) entries: Vec<Entry>,
}

/// Puts entries that are indented into the one above them that is indented less.
pub(crate) fn nested(flat: Vec<Entry>) -> Vec<Entry> {
    let mut roots: Vec<Entry> = Vec::new();
    let mut open: Vec<Entry> = Vec::new();
    for entry in flat {
        close(&mut open, &mut roots, entry.indent);
        open.push(entry);
    }
    close(&mut open, &mut roots, 0);
    roots
}

/// Ends the open entries that are indented as far as `indent`, or further.
fn close(open: &mut Vec<Entry>, roots: &mut Vec<Entry>, indent: usize) {
    while let Some(last) = open.pop_if(|last| last.indent >= indent) {
        match open.last_mut() {
            Some(around) => around.entries.push(last),
            None => roots.push(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_indented_stands_in_what_is_above_it() {
        let entry =
            |(name, indent): &(&str, usize)| Entry { name: (*name).to_owned(), indent: *indent, ..Entry::default() };
        let flat = [("a", 0), ("b", 2), ("c", 4), ("d", 2), ("e", 0), ("f", 1)];
        fn show(entries: &[Entry]) -> String {
            entries.iter().map(|entry| format!("{}({})", entry.name, show(&entry.entries))).collect()
        }
        assert_eq!(show(&nested(flat.iter().map(entry).collect())), "a(b(c())d())e(f())");
    }
}

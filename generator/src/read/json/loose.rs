//! Input: the text of an example that is not quite JSON. Output: a text of the same length that is, and what was mended.
//! Invariant: every byte that stays keeps its place; what stands between quotes is never looked into.

use std::collections::BTreeSet;
use std::ops::Range;

/// A text that a reader of JSON can take.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// Where values begin that the example leaves out.
    pub(super) left_out: BTreeSet<usize>,
    /// The values at the root.
    pub(super) roots: Vec<Range<usize>>,
    /// What was mended first.
    pub(super) first: Option<(Range<usize>, &'static str)>,
}

/// Mends what examples have in place of JSON: ellipses, words without quotes, comments of other languages. A comma that is
/// missing is left to the reader.
pub(super) fn mend(text: &str) -> Mended {
    let mut mending = Mending { text, out: text.as_bytes().to_vec(), around: Vec::new(), mended: Mended::default() };
    mending.run();
    // Only whole characters were overwritten, and with ASCII.
    mending.mended.text = String::from_utf8(mending.out).unwrap_or_default();
    mending.mended
}

/// An object or a list that is open.
struct Open {
    start: usize,
    object: bool,
    /// Whether a value is due: always in a list, behind a colon in an object.
    value: bool,
    /// Whether anything but an ellipsis stands in it.
    filled: bool,
    /// Whether an ellipsis stands in place of members.
    shortened: bool,
}

struct Mending<'a> {
    text: &'a str,
    out: Vec<u8>,
    around: Vec<Open>,
    mended: Mended,
}

impl<'a> Mending<'a> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.rest(at).chars().next() {
            at = match c {
                _ if c.is_whitespace() => at + c.len_utf8(),
                '"' | '\'' => {
                    let end = self.quoted_end(at, c);
                    self.took_value();
                    end
                }
                '/' | '#' => self.comment_end(at),
                '{' | '[' => {
                    self.took_part();
                    self.around.push(Open {
                        start: at,
                        object: c == '{',
                        value: c == '[',
                        filled: false,
                        shortened: false,
                    });
                    at + 1
                }
                '}' | ']' => {
                    self.close(at + 1);
                    at + 1
                }
                ':' => {
                    self.around.last_mut().into_iter().for_each(|open| open.value = true);
                    at + 1
                }
                ',' if self.around.is_empty() => self.blank(at..at + 1),
                ',' => {
                    self.around.last_mut().into_iter().for_each(|open| open.value = !open.object);
                    at + 1
                }
                _ if is_ellipsis(self.rest(at)) => {
                    let end = self.phrase_end(at);
                    self.left_out(at..end, "an ellipsis stands where JSON has none")
                }
                _ => self.word(at),
            };
        }
    }

    fn rest(&self, at: usize) -> &'a str {
        let text: &'a str = self.text;
        text.get(at..).unwrap_or("")
    }

    fn quoted_end(&self, at: usize, quote: char) -> usize {
        let mut escaped = false;
        for (index, c) in self.rest(at).char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '\n' => return at + index,
                _ if c == quote => return at + index + 1,
                _ => {}
            }
        }
        self.text.len()
    }

    /// The end of a comment, which a reader of JSON knows unless it begins with `#`.
    fn comment_end(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        if rest.starts_with("/*") {
            return rest.find("*/").map_or(self.text.len(), |end| at + end + 2);
        }
        let end = at + rest.find('\n').unwrap_or(rest.len());
        if rest.starts_with('#') {
            self.tell(at..end, "a comment begins with `#`");
            return self.blank(at..end);
        }
        if rest.starts_with("//") { end } else { at + 1 }
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.around.pop() else { return };
        // Of `{ ... }` nothing is known, not even that it has no member.
        if open.object && open.shortened && !open.filled {
            self.mended.left_out.insert(open.start);
        }
        self.took_value();
        if self.around.is_empty() {
            self.mended.roots.push(open.start..end);
        }
    }

    /// Something of its own stands in the innermost object or list.
    fn took_part(&mut self) {
        self.around.last_mut().into_iter().for_each(|open| open.filled = true);
    }

    fn took_value(&mut self) {
        self.took_part();
        self.around.last_mut().into_iter().for_each(|open| open.value = !open.object);
    }

    /// A word without quotes: a number and the like, a name, or what only stands for a value.
    fn word(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"' | '\'');
        let word = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or("");
        let end = at + word.len().max(1);
        let Some(open) = self.around.last() else { return self.text.len() };
        if !open.value {
            let is_name = rest.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
            if is_name {
                self.took_part();
                self.tell(at..end, "a name stands without quotes");
                return end;
            }
            let end = self.phrase_end(at);
            return self.left_out(at..end, "words stand where a member should");
        }
        let literal = match word {
            "True" => "true",
            "False" => "false",
            "None" => "null",
            _ => word,
        };
        if serde_json::from_str::<serde_json::Value>(literal).is_ok() {
            if literal != word {
                self.tell(at..end, "a word of another language stands for a value");
            }
            self.out.splice(at..end, literal.bytes());
            self.took_value();
            return end;
        }
        let end = self.phrase_end(at);
        self.left_out(at..end, "a word stands where a value should")
    }

    /// The end of words that stand together: `... and 10 more`.
    fn phrase_end(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let mut before = ' ';
        for (index, c) in rest.char_indices() {
            let behind = rest.get(index..).unwrap_or("");
            let ends = match c {
                ',' | '}' | ']' | '{' | '[' | '"' | '\n' => true,
                '\'' | '#' => before.is_whitespace(),
                '/' => behind.starts_with("//") || behind.starts_with("/*"),
                _ => false,
            };
            if ends && index > 0 {
                return at + index;
            }
            before = c;
        }
        self.text.len()
    }

    /// Takes out what stands for something that the example leaves out.
    fn left_out(&mut self, range: Range<usize>, why: &'static str) -> usize {
        self.tell(range.clone(), why);
        let end = self.blank(range.clone());
        let Some(open) = self.around.last_mut() else { return end };
        if open.value {
            open.value = !open.object;
            open.filled |= open.object;
            if let Some(first) = self.out.get_mut(range.start) {
                *first = b'0';
            }
            self.mended.left_out.insert(range.start);
            return end;
        }
        open.shortened = true;
        // Where a member is left out, so is the comma behind it.
        let behind = self.rest(end);
        let comma = end + (behind.len() - behind.trim_start().len());
        if self.rest(comma).starts_with(',') { self.blank(comma..comma + 1) } else { end }
    }

    fn blank(&mut self, range: Range<usize>) -> usize {
        let end = range.end;
        self.out.get_mut(range).into_iter().flatten().for_each(|byte| *byte = b' ');
        end
    }

    fn tell(&mut self, range: Range<usize>, why: &'static str) {
        self.mended.first.get_or_insert((range, why));
    }
}

fn is_ellipsis(text: &str) -> bool {
    text.starts_with("..") || text.starts_with('…')
}

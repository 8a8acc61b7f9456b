//! Input: any JSON. Output: the same JSON as one row of parts, of which each can be read as often as a type wants, and by its
//! number. Invariant: whoever reads a part learns whether a member was left over, and a union finds there what it has chosen.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use serde_json::Number;

use super::Json;

thread_local! {
    /// Whether a member with a value was left over.
    static LEFT_OVER: Cell<bool> = const { Cell::new(false) };
    /// The buffers of the tree that was read last.
    static SPARE: Cell<(Vec<Part>, String)> = const { Cell::new((Vec::new(), String::new())) };
}

/// Empty buffers.
pub(crate) fn buffers() -> (Vec<Part>, String) {
    SPARE.take()
}

/// Keeps buffers for the next tree.
fn keep_buffers(mut parts: Vec<Part>, mut text: String) {
    /// What is kept of a large tree would be kept for nothing.
    const MOST: usize = 1 << 16;
    if parts.capacity().max(text.capacity()) <= MOST {
        parts.clear();
        text.clear();
        SPARE.set((parts, text));
    }
}

/// Says that a member was left over, to whoever asks.
pub(crate) fn leave_over() {
    LEFT_OVER.set(true);
}

/// What a union has chosen at one place: one of its types, or none, and whether all members have a place there.
#[derive(Clone, Copy)]
pub(crate) struct Chosen {
    pub(crate) index: Option<usize>,
    pub(crate) whole: bool,
}

/// A part; what an array or an object holds stands right behind it, and each name before its value.
pub(crate) enum Part {
    Null,
    Bool(bool),
    Number(Number),
    /// Where it stands in the text of the tree.
    Text(Range<usize>),
    /// The place behind the last item.
    Array(usize),
    /// The place behind the last member.
    Object(usize),
}

pub(crate) struct Tree {
    parts: Vec<Part>,
    /// All texts and names, one behind the other.
    text: String,
    chosen: RefCell<HashMap<(TypeId, usize), Chosen>>,
    /// Whether each type is asked whether it fits before anything is made.
    asks_first: Cell<bool>,
    /// How many unions have been met.
    unions: Cell<usize>,
}

impl Tree {
    pub(crate) fn part(&self, at: usize) -> &Part {
        self.parts.get(at).unwrap_or(&Part::Null)
    }

    pub(crate) fn text(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Where what stands behind a value begins.
    pub(crate) fn behind(&self, at: usize) -> usize {
        match self.part(at) {
            Part::Array(end) | Part::Object(end) => *end,
            _ => at + 1,
        }
    }

    /// The value of a member.
    fn member(&self, at: usize, name: &str) -> Option<usize> {
        let Part::Object(end) = self.part(at) else { return None };
        let mut key = at + 1;
        while key < *end {
            if matches!(self.part(key), Part::Text(text) if self.text(text) == name) {
                return Some(key + 1);
            }
            key = self.behind(key + 1);
        }
        None
    }

    fn item(&self, at: usize, index: usize) -> Option<usize> {
        let Part::Array(end) = self.part(at) else { return None };
        let mut item = at + 1;
        for _ in 0..index {
            item = self.behind(item);
            if item >= *end {
                return None;
            }
        }
        (item < *end).then_some(item)
    }

    /// The JSON of a part.
    fn json(&self, at: usize) -> Json {
        match self.part(at) {
            Part::Null => Json::Null,
            Part::Bool(value) => Json::Bool(*value),
            Part::Number(number) => Json::Number(number.clone()),
            Part::Text(text) => Json::String(self.text(text).to_owned()),
            Part::Array(end) => {
                let (mut items, mut item) = (Vec::new(), at + 1);
                while item < *end {
                    items.push(self.json(item));
                    item = self.behind(item);
                }
                Json::Array(items)
            }
            Part::Object(end) => {
                let (mut members, mut key) = (serde_json::Map::new(), at + 1);
                while key < *end {
                    if let Part::Text(name) = self.part(key) {
                        members.insert(self.text(name).to_owned(), self.json(key + 1));
                    }
                    key = self.behind(key + 1);
                }
                Json::Object(members)
            }
        }
    }
}

/// A part of a tree.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) tree: Rc<Tree>,
    pub(crate) at: usize,
    /// Whether a value is made; else it is only asked whether a type fits, and unions give none.
    pub(crate) makes: bool,
}

impl Place {
    /// Keeps the buffers for the next tree, where nothing holds this one any more.
    pub(crate) fn recycle(self) {
        if let Ok(Tree { parts, text, .. }) = Rc::try_unwrap(self.tree) {
            keep_buffers(parts, text);
        }
    }

    /// The root of a tree of these parts.
    pub(crate) fn root(parts: Vec<Part>, text: String, asks_first: bool) -> Self {
        let (chosen, asks_first, unions) = (RefCell::default(), Cell::new(asks_first), Cell::new(0));
        Self { tree: Rc::new(Tree { parts, text, chosen, asks_first, unions }), at: 0, makes: true }
    }

    pub(crate) fn asks_first(&self) -> bool {
        self.tree.asks_first.get()
    }

    /// Gives the tree up to be read anew by unions that ask first.
    pub(crate) fn give_up(&self) {
        self.tree.asks_first.set(true);
    }

    pub(crate) fn makes(&self) -> bool {
        self.makes
    }

    /// Counts a union that is met.
    pub(crate) fn meet(&self) {
        self.tree.unions.set(self.tree.unions.get() + 1);
    }

    /// How many unions have been met.
    pub(crate) fn met(&self) -> usize {
        self.tree.unions.get()
    }

    /// What the union has chosen here before.
    pub(crate) fn chosen<U: 'static>(&self) -> Option<Chosen> {
        self.tree.chosen.borrow().get(&(TypeId::of::<U>(), self.at)).copied()
    }

    pub(crate) fn choose<U: 'static>(&self, chosen: Chosen) {
        self.tree.chosen.borrow_mut().insert((TypeId::of::<U>(), self.at), chosen);
    }

    /// Whether it is an object that has a member of each of these names.
    pub(crate) fn has_all<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        matches!(self.tree.part(self.at), Part::Object(_))
            && names.all(|name| self.tree.member(self.at, name).is_some())
    }

    /// Where a member stands; a pointer leads to one inside of others.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let inside = || {
            name.strip_prefix('/')?.split('/').try_fold(self.at, |at, step| {
                let step = step.replace("~1", "/").replace("~0", "~");
                self.tree.member(at, &step).or_else(|| self.tree.item(at, step.parse().ok()?))
            })
        };
        self.tree.member(self.at, name).or_else(inside)
    }

    /// Whether a text or number that stands somewhere is one of these values.
    pub(crate) fn is_one_of(&self, at: usize, values: &[&str]) -> Option<bool> {
        match self.tree.part(at) {
            Part::Text(text) => Some(values.contains(&self.tree.text(text))),
            Part::Number(number) => Some(values.contains(&number.to_string().as_str())),
            _ => None,
        }
    }

    /// The JSON as it came.
    pub(crate) fn json(&self) -> Json {
        self.tree.json(self.at)
    }
}

/// What something gives, and whether it has left a member over. Nobody else learns of that.
pub(crate) fn watched<T>(read: impl FnOnce() -> T) -> (T, bool) {
    let before = LEFT_OVER.replace(false);
    let given = read();
    (given, LEFT_OVER.replace(before))
}

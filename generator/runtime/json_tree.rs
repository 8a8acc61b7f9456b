//! Input: any JSON. Output: the same JSON, of which each part can be read as often as a type wants, and by its number.
//! Invariant: whoever reads a part learns whether a member was left over, and a union finds there what it has chosen.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::Json;

thread_local! {
    /// Whether a member with a value was left over.
    static LEFT_OVER: Cell<bool> = const { Cell::new(false) };
    /// The part that a union stands at, from the reader of the tree to the union.
    static HANDED_OVER: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// By this name a union asks for its place in the tree.
pub(crate) const UNION: &str = "$fieldstone::union";

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

enum Part {
    Single(Json),
    Array(Range<usize>),
    Object(Vec<String>, Range<usize>),
}

struct Tree {
    parts: Vec<Part>,
    chosen: RefCell<HashMap<(TypeId, usize), Chosen>>,
}

/// A part of a tree.
#[derive(Clone)]
pub(crate) struct Place {
    tree: Rc<Tree>,
    at: usize,
    /// Whether a value is made; else it is only asked whether a type fits, and unions give none.
    makes: bool,
}

impl Place {
    /// The root of a tree of its own.
    pub(crate) fn of(json: Json) -> Self {
        let (mut parts, mut known) = (Vec::new(), 1);
        let mut waiting = std::collections::VecDeque::from([json]);
        while let Some(json) = waiting.pop_front() {
            let first = known;
            parts.push(match json {
                Json::Array(items) => {
                    waiting.extend(items);
                    known = parts.len() + 1 + waiting.len();
                    Part::Array(first..known)
                }
                Json::Object(members) => {
                    let mut keys = Vec::with_capacity(members.len());
                    for (key, value) in members {
                        keys.push(key);
                        waiting.push_back(value);
                    }
                    known = parts.len() + 1 + waiting.len();
                    Part::Object(keys, first..known)
                }
                single => Part::Single(single),
            });
        }
        Self { tree: Rc::new(Tree { parts, chosen: RefCell::default() }), at: 0, makes: true }
    }

    /// Where the reader of a tree has just come to, if that is what reads.
    pub(crate) fn handed_over() -> Option<Self> {
        HANDED_OVER.take()
    }

    pub(crate) fn makes(&self) -> bool {
        self.makes
    }

    /// What the union has chosen here before.
    pub(crate) fn chosen<U: 'static>(&self) -> Option<Chosen> {
        self.tree.chosen.borrow().get(&(TypeId::of::<U>(), self.at)).copied()
    }

    pub(crate) fn choose<U: 'static>(&self, chosen: Chosen) {
        self.tree.chosen.borrow_mut().insert((TypeId::of::<U>(), self.at), chosen);
    }

    /// The text or number of a member; a pointer leads to one inside of others.
    pub(crate) fn member(&self, name: &str) -> Option<&Json> {
        let member = |at: usize, name: &str| match self.tree.parts.get(at)? {
            Part::Object(keys, values) => values.clone().nth(keys.iter().position(|key| key == name)?),
            Part::Array(items) => items.clone().nth(name.parse().ok()?),
            Part::Single(_) => None,
        };
        let steps = || name.strip_prefix('/').into_iter().flat_map(|steps| steps.split('/'));
        let inside = || steps().try_fold(self.at, |at, step| member(at, &step.replace("~1", "/").replace("~0", "~")));
        let single = |at: usize| match self.tree.parts.get(at)? {
            Part::Single(json) => Some(json),
            _ => None,
        };
        single(member(self.at, name).or_else(inside)?)
    }

    /// Whether the type fits, and then whether it has a place for every member.
    pub(crate) fn fits<T: DeserializeOwned>(&self) -> Option<bool> {
        let before = LEFT_OVER.replace(false);
        let fits = T::deserialize(Reader { place: Self { makes: false, ..self.clone() }, top: true }).is_ok();
        let left_over = LEFT_OVER.replace(before);
        fits.then_some(!left_over)
    }

    /// The value, where the type fits.
    pub(crate) fn make<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(Reader { place: self.clone(), top: true }).ok()
    }

    /// The JSON as it came.
    pub(crate) fn json(&self) -> Json {
        self.json_at(self.at)
    }

    fn json_at(&self, at: usize) -> Json {
        match self.tree.parts.get(at) {
            Some(Part::Single(json)) => json.clone(),
            Some(Part::Array(items)) => items.clone().map(|at| self.json_at(at)).collect(),
            Some(Part::Object(keys, values)) => {
                Json::Object(keys.iter().cloned().zip(values.clone().map(|at| self.json_at(at))).collect())
            }
            None => Json::Null,
        }
    }
}

/// Reads a part of a tree.
struct Reader {
    place: Place,
    /// Whether this is what a union asks for, and nothing inside.
    top: bool,
}

impl Reader {
    fn inside(&self, at: usize) -> Self {
        Self { place: Place { at, ..self.place.clone() }, top: false }
    }
}

impl<'de> Deserializer<'de> for Reader {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.place.tree.parts.get(self.place.at) {
            Some(Part::Single(json)) => json.clone().deserialize_any(visitor),
            Some(Part::Array(items)) => {
                let mut items = SeqDeserializer::new(items.clone().map(|at| self.inside(at)));
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Some(Part::Object(keys, values)) => {
                let values = values.clone().map(|at| self.inside(at));
                let mut members = MapDeserializer::new(keys.iter().map(String::as_str).zip(values));
                let value = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(value)
            }
            None => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.place.tree.parts.get(self.place.at) {
            Some(Part::Single(Json::Null)) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        if name == UNION {
            HANDED_OVER.set(Some(self.place.clone()));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        // A struct can be read from a list of its members' values, too: that is another kind of JSON.
        if matches!(self.place.tree.parts.get(self.place.at), Some(Part::Array(_))) {
            if self.top {
                return Err(Self::Error::invalid_type(Unexpected::Seq, &visitor));
            }
            leave_over();
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        if !matches!(self.place.tree.parts.get(self.place.at), Some(Part::Single(Json::Null))) {
            leave_over();
        }
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map enum identifier
    }
}

impl IntoDeserializer<'_, serde_json::Error> for Reader {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

//! Input: JSON and the types that it may be. Output: the variant that fits it.
//! Invariant: a list is never read as an object; a variant that would lose a member gives way to one that loses none; what
//! fits no variant is kept.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Visitor};

use super::Json;
use super::decode::{DecodeError, read};
use super::json_tree::{Chosen, Place, UNION, leave_over};

/// The search for the variant of a union.
///
/// A union inside of another is asked once at its place, however many types around it are tried: what it has chosen stays
/// with the JSON. So the work grows with the JSON and not with what its depth makes possible.
pub(crate) struct VariantChoice<U> {
    place: Place,
    chosen: Option<Chosen>,
    /// Whether a member tells that the next variant is the one, or that it is another.
    told: Option<bool>,
    /// How many variants there are so far.
    count: usize,
    candidates: Vec<Candidate<U>>,
    made: Option<U>,
}

/// Makes the variant of what stands at a place, where it fits.
type Make<U> = Box<dyn Fn(&Place) -> Option<U>>;

struct Candidate<U> {
    told: Option<bool>,
    fits: fn(&Place) -> Option<bool>,
    make: Make<U>,
}

impl<U: 'static> VariantChoice<U> {
    /// Nothing tried yet.
    pub(crate) fn of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let place = deserializer.deserialize_newtype_struct(UNION, PlaceVisitor)?;
        let chosen = place.chosen::<U>();
        Ok(Self { place, chosen, told: None, count: 0, candidates: Vec::new(), made: None })
    }

    /// Says that the next variant is the one whose `member` has one of these values. One that is told by its member wins
    /// wherever it fits; one whose member tells of something else is the last to be thought of. A pointer leads to a member
    /// inside of others.
    pub(crate) fn when(mut self, member: &str, values: &[&str]) -> Self {
        if self.chosen.is_none() {
            self.told = match self.place.member(member) {
                Some(Json::String(value)) => Some(values.contains(&value.as_str())),
                Some(Json::Number(value)) => Some(values.contains(&value.to_string().as_str())),
                _ => None,
            };
        }
        self
    }

    /// One of the types; the first that keeps every member wins, else the first that fits at all.
    pub(crate) fn or<T: DeserializeOwned + 'static>(mut self, variant: fn(T) -> U) -> Self {
        let make = move |place: &Place| place.make().map(variant);
        match self.chosen {
            None => {
                let told = self.told.take();
                self.candidates.push(Candidate { told, fits: Place::fits::<T>, make: Box::new(make) });
            }
            Some(Chosen { index, .. }) if index == Some(self.count) && self.place.makes() => {
                self.made = make(&self.place);
            }
            Some(_) => {}
        }
        self.count += 1;
        self
    }

    /// The winner, or the JSON as it came.
    pub(crate) fn finish(mut self, unknown: fn(Json) -> U) -> U {
        let chosen = self.chosen.unwrap_or_else(|| {
            let chosen = choose(&self.place, &self.candidates);
            self.place.choose::<U>(chosen);
            chosen
        });
        if !self.place.makes() {
            if !chosen.whole {
                leave_over();
            }
            return unknown(Json::Null);
        }
        let make = || chosen.index.and_then(|index| self.candidates.get(index)).and_then(|one| (one.make)(&self.place));
        self.made.take().or_else(make).unwrap_or_else(|| unknown(self.place.json()))
    }
}

/// The types that a member tells are tried first, and those of which it tells that they are not it last.
fn choose<U>(place: &Place, candidates: &[Candidate<U>]) -> Chosen {
    let mut lossy = None;
    for told in [Some(true), None, Some(false)] {
        for (index, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| candidate.told == told) {
            if let Some(whole) = (candidate.fits)(place) {
                let chosen = Chosen { index: Some(index), whole };
                if told == Some(true) || told.is_none() && whole {
                    return chosen;
                }
                lossy.get_or_insert(chosen);
            }
        }
        if lossy.is_some() {
            break;
        }
    }
    lossy.unwrap_or(Chosen { index: None, whole: true })
}

/// Where a union stands: in a tree that is being read, else at the root of one of its own.
struct PlaceVisitor;

impl<'de> Visitor<'de> for PlaceVisitor {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Place, D::Error> {
        match Place::handed_over() {
            Some(place) => Ok(place),
            None => <Json as serde::Deserialize>::deserialize(deserializer).map(Place::of),
        }
    }
}

/// Why the types of a union do not fit.
pub(crate) struct VariantErrors<'a> {
    json: &'a Json,
    list: Vec<(&'static str, DecodeError)>,
}

impl<'a> VariantErrors<'a> {
    /// Nothing tried yet.
    pub(crate) fn of(json: &'a Json) -> Self {
        Self { json, list: Vec::new() }
    }

    /// Tries the type of one variant.
    pub(crate) fn or<T: DeserializeOwned, U>(mut self, name: &'static str, _: fn(T) -> U) -> Self {
        // As text, in which the reader says where it stood.
        if let Err(why) = read::<T>(self.json.to_string().as_bytes()) {
            self.list.push((name, why));
        }
        self
    }

    /// Name and reason of each that does not fit.
    pub(crate) fn finish(self) -> Vec<(&'static str, DecodeError)> {
        self.list
    }
}

//! Input: JSON and the types that it may be. Output: the variant that fits it.
//! Invariant: a list is never read as an object; a variant that would lose a member gives way to one that loses none; what
//! fits no variant is kept.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use super::Json;
use super::json_tree::{Chosen, Place, leave_over, watched};
use super::json_tree_builder::{asking_first, read as read_tree};
use super::json_tree_reader::{UNION, handed_over};
use super::restart;
use super::union::{Union, Variant};
use super::union_stream::{Come, Stream};

/// Reads a union.
///
/// Of what stands at the root of a tree each type is made at once, in the order in which they are thought of: mostly the
/// first is the one. Work is lost where a type turns out wrong, and little is as long as no union was met in it. Where one
/// was, the tree is read anew, and from then on a type is asked whether it fits before anything is made. A union inside of
/// another is then asked once at its place, however many types around it are tried: what it has chosen stays with the tree.
/// So the work grows with the JSON and not with what its depth makes possible.
pub(crate) fn read_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let place = match deserializer.deserialize_newtype_struct(UNION, ComeVisitor(PhantomData))? {
        Come::Made(made) => return Ok(made),
        Come::Tree(place) => place,
    };
    place.meet();
    if place.asks_first() {
        return Ok(asked(&place));
    }
    if let Some(made) = made_at_once(&place) {
        place.recycle();
        return Ok(made);
    }
    place.give_up();
    if place.at == 0 { Ok(asked(&asking_first(&place))) } else { Err(Error::custom("a union asks first")) }
}

/// The variant that fits, where it is found with little lost.
fn made_at_once<U: Union>(place: &Place) -> Option<U> {
    let mut teller = Teller::default();
    for class in CLASSES {
        let mut lossy = None;
        for variant in U::VARIANTS {
            if teller.told(place, variant) != class || class != Some(true) && !variant.can_be(place) {
                continue;
            }
            let met = place.met();
            let (made, left_over) = watched(|| (variant.make)(place));
            if place.asks_first() {
                return None;
            }
            match made {
                Some(made) if class.is_some() || !left_over => {
                    if left_over {
                        leave_over();
                    }
                    return Some(made);
                }
                made if place.met() == met => lossy = lossy.or(made),
                _ => return None,
            }
        }
        if lossy.is_some() {
            leave_over();
            return lossy;
        }
    }
    None
}

/// The types that a member tells are tried first, and those of which it tells that they are not it last.
const CLASSES: [Option<bool>; 3] = [Some(true), None, Some(false)];

/// The variant that fits, each type asked before anything is made.
fn asked<U: Union>(place: &Place) -> U {
    let chosen = place.chosen::<U>().unwrap_or_else(|| {
        let chosen = choose::<U>(place);
        place.choose::<U>(chosen);
        chosen
    });
    if !chosen.whole {
        leave_over();
    }
    if !place.makes() {
        return U::unknown(Json::Null);
    }
    let variant = chosen.index.and_then(|index| U::VARIANTS.get(index));
    variant.and_then(|variant| (variant.make)(place)).unwrap_or_else(|| U::unknown(place.json()))
}

fn choose<U: Union>(place: &Place) -> Chosen {
    let mut teller = Teller::default();
    for class in CLASSES {
        let mut lossy = None;
        for (index, variant) in U::VARIANTS.iter().enumerate() {
            if teller.told(place, variant) != class || class != Some(true) && !variant.can_be(place) {
                continue;
            }
            if let Some(whole) = (variant.fits)(place) {
                let chosen = Chosen { index: Some(index), whole };
                if class.is_some() || whole {
                    return chosen;
                }
                lossy.get_or_insert(chosen);
            }
        }
        if let Some(lossy) = lossy {
            return lossy;
        }
    }
    Chosen { index: None, whole: true }
}

/// What the members of an object tell. Mostly one member tells all types of a union from each other, and is sought once.
#[derive(Default)]
struct Teller {
    member: &'static str,
    at: Option<usize>,
}

impl Teller {
    /// Whether a member tells that the variant is the one, or that it is another.
    fn told<U>(&mut self, place: &Place, variant: &Variant<U>) -> Option<bool> {
        let (member, values) = variant.told_by.first()?;
        if self.member != *member {
            *self = Self { member, at: place.find(member) };
        }
        place.is_one_of(self.at?, values)
    }
}

/// Where a union stands: in a tree that is being read, else at the root of one of its own; or the union itself, where its
/// tag came first and what follows can be read once more.
struct ComeVisitor<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for ComeVisitor<U> {
    type Value = Come<U>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Come<U>, D::Error> {
        if let Some(place) = handed_over() {
            return Ok(Come::Tree(place));
        }
        if restart::is_possible() && U::VARIANTS.iter().any(Variant::is_told_struct) {
            return deserializer.deserialize_any(Stream(PhantomData));
        }
        read_tree(deserializer).map(Come::Tree)
    }
}

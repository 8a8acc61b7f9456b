//! Input: JSON and the types that it may be. Output: the variant that fits it.
//! Invariant: a list is never read as an object; a variant that would lose a member gives way to one that loses none; what
//! fits no variant is kept.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};

use super::Json;
use super::decode::{DecodeError, read};
use super::json_tree::{Chosen, Place, leave_over, watched};
use super::json_tree_builder::{asking_first, read as read_tree};
use super::json_tree_reader::{UNION, fits, handed_over, make};
use super::record::Record;
use super::vacant::Rule;

/// An enum of the types that JSON may be.
pub(crate) trait Union: Sized + 'static {
    /// Its types, in the order in which they are tried.
    const VARIANTS: &'static [Variant<Self>];

    /// What fits none of them.
    fn unknown(json: Json) -> Self;
}

/// One of the types of a union.
pub(crate) struct Variant<U: 'static> {
    /// Its name.
    pub(crate) name: &'static str,
    /// The member that tells it from the others, and the values that do; a pointer leads to a member inside of others.
    pub(crate) told_by: &'static [(&'static str, &'static [&'static str])],
    /// What it must have, where it is an object of which that is known.
    pub(crate) needs: &'static [Needs],
    /// Whether the type fits, and then whether it has a place for every member.
    pub(crate) fits: fn(&Place) -> Option<bool>,
    /// The value, where the type fits.
    pub(crate) make: fn(&Place) -> Option<U>,
    /// Why the type does not fit.
    pub(crate) why: fn(&Json) -> Option<DecodeError>,
}

/// The members of an object, and which of them must be there.
pub(crate) struct Needs {
    members: &'static [&'static str],
    rules: &'static [Rule],
}

/// What a struct must have.
pub(crate) const fn needs<T: Record>() -> Needs {
    Needs { members: T::MEMBERS, rules: T::RULES }
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

impl<U> Variant<U> {
    /// Whether what stands there has all that it must have.
    fn can_be(&self, place: &Place) -> bool {
        self.needs.iter().all(|Needs { members, rules }| {
            let needed = members.iter().zip(*rules).filter(|(_, rule)| rule.must_come());
            place.has_all(needed.map(|(member, _)| *member))
        })
    }
}

/// Reads a union.
///
/// Of what stands at the root of a tree each type is made at once, in the order in which they are thought of: mostly the
/// first is the one. Work is lost where a type turns out wrong, and little is as long as no union was met in it. Where one
/// was, the tree is read anew, and from then on a type is asked whether it fits before anything is made. A union inside of
/// another is then asked once at its place, however many types around it are tried: what it has chosen stays with the tree.
/// So the work grows with the JSON and not with what its depth makes possible.
pub(crate) fn read_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let place = deserializer.deserialize_newtype_struct(UNION, PlaceVisitor)?;
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

/// Where a union stands: in a tree that is being read, else at the root of one of its own.
struct PlaceVisitor;

impl<'de> Visitor<'de> for PlaceVisitor {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Place, D::Error> {
        match handed_over() {
            Some(place) => Ok(place),
            None => read_tree(deserializer),
        }
    }
}

/// Why the types of a union do not fit.
pub(crate) fn variant_errors<U: Union>(json: &Json) -> Vec<(&'static str, DecodeError)> {
    U::VARIANTS.iter().filter_map(|variant| Some((variant.name, (variant.why)(json)?))).collect()
}

/// For [`Variant::fits`]: a variant names its type.
pub(crate) fn variant_fits<T: DeserializeOwned, U>(place: &Place, _: fn(T) -> U) -> Option<bool> {
    fits::<T>(place)
}

/// For [`Variant::make`].
pub(crate) fn variant_made<T: DeserializeOwned, U>(place: &Place, variant: fn(T) -> U) -> Option<U> {
    make(place).map(variant)
}

/// For [`Variant::why`], as text, in which the reader says where it stood.
pub(crate) fn why<T: DeserializeOwned, U>(json: &Json, _: fn(T) -> U) -> Option<DecodeError> {
    read::<T>(json.to_string().as_bytes()).err()
}

/// Reads and writes an enum by its table: a row is a variant, the struct that it holds where it holds one, and the member
/// that tells it from the others with the values that do. Behind the name stands the variant that keeps what fits none.
#[allow(unused_macros, reason = "only an API with a union uses it")]
macro_rules! union {
    (
        $name:ident $unknown:ident;
        $($variant:ident $(is $record:ident)? $($member:literal [$($value:literal)*])?;)*
    ) => {
        impl $name {
            /// Why each documented variant does not fit what came; empty where one does.
            pub fn variant_errors(&self) -> ::std::vec::Vec<(&'static str, $crate::runtime::DecodeError)> {
                match self {
                    Self::$unknown(json) => $crate::runtime::union::variant_errors::<Self>(json),
                    _ => ::std::vec::Vec::new(),
                }
            }
        }

        impl $crate::runtime::union::Union for $name {
            const VARIANTS: &'static [$crate::runtime::union::Variant<Self>] = &[$($crate::runtime::union::Variant {
                name: ::std::stringify!($variant),
                told_by: &[$(($member, &[$($value),*]))?],
                needs: &[$($crate::runtime::union::needs::<$record>())?],
                fits: |place| $crate::runtime::union::variant_fits(place, Self::$variant),
                make: |place| $crate::runtime::union::variant_made(place, Self::$variant),
                why: |json| $crate::runtime::union::why(json, Self::$variant),
            }),*];

            fn unknown(json: $crate::runtime::Json) -> Self {
                Self::$unknown(json)
            }
        }

        impl $crate::runtime::vacant::Vacant for $name {
            fn vacant() -> Self {
                Self::$unknown($crate::runtime::Json::Null)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::union::read_union(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => ::serde::Serialize::serialize(value, serializer),)*
                    Self::$unknown(json) => ::serde::Serialize::serialize(json, serializer),
                }
            }
        }
    };
}

#[allow(unused_imports, reason = "only an API with a union uses it")]
pub(crate) use union;

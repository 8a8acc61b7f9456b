//! Input: the types that JSON may be. Output: what is known of each before it is tried.
//! Invariant: a row of the table says all that a union adds to what is the same for every one.

use serde::de::{DeserializeOwned, MapAccess};

use super::Json;
use super::decode::{DecodeError, read};
use super::json_tree::Place;
use super::json_tree_reader::{fits, make};
use super::record::Record;
use super::vacant::Rule;

/// An enum of the types that JSON may be.
pub(crate) trait Union: Sized + 'static {
    /// Its types, in the order in which they are tried.
    const VARIANTS: &'static [Variant<Self>];

    /// What fits none of them.
    fn unknown(json: Json) -> Self;

    /// Reads the variant of this name, a struct, from the members of an object.
    fn of_members<'de, A: MapAccess<'de>>(variant: &str, members: A) -> Result<Self, A::Error>;
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

impl<U> Variant<U> {
    /// Whether it is a struct that a member tells.
    pub(crate) fn is_told_struct(&self) -> bool {
        !self.told_by.is_empty() && !self.needs.is_empty()
    }

    /// Whether what stands there has all that it must have.
    pub(crate) fn can_be(&self, place: &Place) -> bool {
        self.needs.iter().all(|Needs { members, rules }| {
            let needed = members.iter().zip(*rules).filter(|(_, rule)| rule.must_come());
            place.has_all(needed.map(|(member, _)| *member))
        })
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

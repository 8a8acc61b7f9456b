//! Input: a type. Output: what stands at the place of a value of it until one is read.
//! Invariant: nothing is read of it: a member that must come and does not is an error.

use std::collections::BTreeMap;

use serde_json::Number;

use super::{DateTime, Json, Presence};

/// How a member is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Always.
    Required,
    /// Always, and `null` where there is nothing; who leaves it out has said that, too.
    Nullable,
    /// Left out where there is nothing, which `null` says as well.
    Optional,
    /// Left out, `null` or a value.
    ThreeState,
}

impl Rule {
    /// Whether an object without the member is another one.
    pub(crate) fn must_come(self) -> bool {
        self == Self::Required
    }

    /// Whether nothing is written where there is nothing.
    pub(crate) fn is_left_out(self) -> bool {
        matches!(self, Self::Optional | Self::ThreeState)
    }
}

/// What stands at the place of a value until it is read, and where it is none.
pub(crate) trait Vacant: Sized {
    /// Nothing yet.
    fn vacant() -> Self;

    /// Whether a type that can hold nothing does.
    fn is_vacant(&self) -> bool {
        false
    }
}

macro_rules! vacant {
    ($($ty:ty),*) => {
        $(impl Vacant for $ty {
            fn vacant() -> Self {
                Self::default()
            }
        })*
    };
}

vacant!(bool, i64, u64, f64, String, DateTime, Json);

impl Vacant for Number {
    fn vacant() -> Self {
        Self::from(0)
    }
}

impl<T> Vacant for Vec<T> {
    fn vacant() -> Self {
        Self::new()
    }
}

impl<T> Vacant for BTreeMap<String, T> {
    fn vacant() -> Self {
        Self::new()
    }
}

impl<T: Vacant> Vacant for Box<T> {
    fn vacant() -> Self {
        Self::new(T::vacant())
    }
}

impl<T> Vacant for Option<T> {
    fn vacant() -> Self {
        None
    }

    fn is_vacant(&self) -> bool {
        self.is_none()
    }
}

impl<T> Vacant for Presence<T> {
    fn vacant() -> Self {
        Self::Absent
    }

    fn is_vacant(&self) -> bool {
        self.is_absent()
    }
}

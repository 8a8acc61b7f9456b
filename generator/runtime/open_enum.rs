//! Input: an enum with a conversion from and to its wire value, or a type that holds any JSON. Output: how it is read and
//! written. Invariant: a value that is not known is read, kept and written back unchanged.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// Reads an enum of texts.
pub(crate) fn read_text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// What every enum of texts has; it brings `as_str` and `From<&str>` itself.
#[allow(unused_macros, reason = "only an API with such an enum uses it")]
macro_rules! text_enum {
    ($name:ty) => {
        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                <Self as ::std::convert::From<&str>>::from(&text)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(text))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::open_enum::read_text(deserializer)
            }
        }

        impl $crate::runtime::vacant::Vacant for $name {
            fn vacant() -> Self {
                <Self as ::std::convert::From<&str>>::from("")
            }
        }
    };
}

/// What every enum of integers has; it brings `as_i64` and `From<i64>` itself.
#[allow(unused_macros, reason = "only an API with such an enum uses it")]
macro_rules! integer_enum {
    ($name:ty) => {
        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::num::ParseIntError> {
                text.parse::<i64>().map(<Self as ::std::convert::From<i64>>::from)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let number = <i64 as ::serde::Deserialize>::deserialize(deserializer)?;
                ::std::result::Result::Ok(<Self as ::std::convert::From<i64>>::from(number))
            }
        }

        impl $crate::runtime::vacant::Vacant for $name {
            fn vacant() -> Self {
                <Self as ::std::convert::From<i64>>::from(0)
            }
        }
    };
}

/// What every type has that holds any JSON.
#[allow(unused_macros, reason = "only an API with such a type uses it")]
macro_rules! any_json {
    ($name:ty) => {
        impl ::std::convert::From<$crate::runtime::Json> for $name {
            fn from(json: $crate::runtime::Json) -> Self {
                Self(json)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }

        impl $crate::runtime::vacant::Vacant for $name {
            fn vacant() -> Self {
                Self($crate::runtime::Json::Null)
            }
        }
    };
}

#[allow(unused_imports, reason = "only an API with such a type uses it")]
pub(crate) use {any_json, integer_enum, text_enum};

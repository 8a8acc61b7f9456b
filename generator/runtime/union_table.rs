//! Input: the table of the types that JSON may be. Output: how the enum of them is read and written.
//! Invariant: a union adds what its table says and no more.

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

            #[allow(unused_variables, reason = "it may be a union without a struct")]
            fn of_members<'de, A: ::serde::de::MapAccess<'de>>(
                variant: &str,
                members: A,
            ) -> ::std::result::Result<Self, A::Error> {
                $($(if variant == ::std::stringify!($variant) {
                    return $crate::runtime::record_reader::of_members::<$record, A>(members)
                        .map(|record| Self::$variant(::std::convert::Into::into(record)));
                })?)*
                ::std::result::Result::Err(::serde::de::Error::custom("it is no struct"))
            }
        }

        impl $crate::runtime::vacant::Vacant for $name {
            fn vacant() -> Self {
                Self::$unknown($crate::runtime::Json::Null)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::union_reader::read_union(deserializer)
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

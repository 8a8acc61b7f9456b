//! Input: the table of a struct's members. Output: how it is read from an object of JSON and written as one.
//! Invariant: a struct adds what its table says and no more.

/// Reads and writes a struct by its table: a row is a member's index, its field, its name on the wire, and how it is there.
/// Behind the name of the struct stands the field that keeps what nobody documents, where there is one.
#[allow(unused_macros, reason = "only an API with a struct uses it")]
macro_rules! record {
    (
        $name:ident $($kept:ident)?;
        $($index:literal $field:ident $wire:literal $rule:ident;)*
    ) => {
        #[allow(deprecated, reason = "what is deprecated still comes")]
        impl $crate::runtime::vacant::Vacant for $name {
            fn vacant() -> Self {
                Self {
                    $($field: $crate::runtime::vacant::Vacant::vacant(),)*
                    $($kept: ::std::collections::BTreeMap::new(),)?
                }
            }
        }

        #[allow(deprecated, reason = "what is deprecated still comes")]
        #[allow(unused_variables, clippy::match_single_binding, reason = "a struct may have no members")]
        impl $crate::runtime::record::Record for $name {
            const NAME: &'static str = ::std::stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$($wire),*];
            const RULES: &'static [$crate::runtime::vacant::Rule] = &[$($crate::runtime::vacant::Rule::$rule),*];

            fn set<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                index: usize,
                members: &mut $crate::runtime::record::Members<A>,
            ) -> ::std::result::Result<(), A::Error> {
                match index {
                    $($index => members.read(&mut self.$field),)*
                    _ => members.pass_over(),
                }
            }

            fn each<S: ::serde::ser::SerializeStruct>(
                &self,
                written: &mut $crate::runtime::record::Written<S>,
            ) {
                $(written.member($crate::runtime::vacant::Rule::$rule, $wire, &self.$field);)*
            }

            $(
                const KEEPS: bool = true;

                fn keep(&mut self, name: ::std::string::String, value: $crate::runtime::Json) {
                    self.$kept.insert(name, value);
                }

                fn kept(
                    &self,
                ) -> ::std::option::Option<&::std::collections::BTreeMap<::std::string::String, $crate::runtime::Json>> {
                    ::std::option::Option::Some(&self.$kept)
                }
            )?
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::record_reader::read(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::record_writer::write(self, serializer)
            }
        }
    };
}

#[allow(unused_imports, reason = "only an API with a struct uses it")]
pub(crate) use record;

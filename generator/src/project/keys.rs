//! Input: the tables of a project file, each declared once. Output: the types that read them, and [`Table`]s that say what
//! each key means.
//! Invariant: a key that is read has a sentence and an example, and a key that is not declared is refused.

/// A table of a project file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// How it is written: `[[server]]`; nothing for what stands at the top.
    pub(super) header: &'static str,
    /// What it says.
    pub(super) doc: &'static str,
    /// Its keys, in the order in which they are explained.
    pub(super) keys: &'static [Key],
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// How it is written.
    pub(super) name: &'static str,
    /// What it says.
    pub(super) doc: &'static str,
    /// A value, as TOML.
    pub(super) example: &'static str,
    /// Whether it must be there.
    pub(super) required: bool,
}

/// Whether a type is written `Option<...>`: then its key may be left out.
pub(super) const fn is_option(ty: &str) -> bool {
    matches!(ty.as_bytes(), [b'O', b'p', b't', b'i', b'o', b'n', ..])
}

/// Declares a table: the type that reads it, and the [`Table`] that explains it.
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $header:literal {
            $($(#[doc = $key_doc:literal])+ $key:literal => $field:ident: $ty:ty = $example:literal;)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[doc = $key_doc])+ #[serde(rename = $key)] pub(super) $field: $ty,)+
        }

        impl $name {
            /// What it is and what its keys mean.
            pub(super) const TABLE: crate::project::keys::Table = crate::project::keys::Table {
                header: $header,
                doc: concat!($($doc, "\n"),+),
                keys: &[$(crate::project::keys::Key {
                    name: $key,
                    doc: concat!($($key_doc, "\n"),+),
                    example: $example,
                    required: !crate::project::keys::is_option(stringify!($ty)),
                }),+],
            };
        }
    };
}

pub(super) use table;

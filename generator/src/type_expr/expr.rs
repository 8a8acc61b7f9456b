//! Input: nothing; this is what a type text says once it is read. Output: [`TypeExpr`].
//! Invariant: a union holds no union, and nothing twice.

/// What a type text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// Text, perhaps of a named form (`uuid`, `email`).
    String(Option<String>),
    /// A date with a time.
    DateTime,
    /// A whole number, perhaps of a named form (`unix-time`).
    Integer(Option<String>),
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// Any JSON.
    Any,
    /// A JSON object of which nothing else is said.
    Object,
    /// A file.
    Binary,
    /// A list; of [`TypeExpr::Unspecified`] where the text does not say of what.
    Array(Box<TypeExpr>),
    /// What a bare `array` is a list of: the text leaves it open.
    Unspecified,
    /// A JSON object with free names.
    Map(Box<TypeExpr>),
    /// A JSON object whose members the text writes out.
    Struct(Vec<WrittenMember>),
    /// One of the values that stand beside the field; of this type.
    Enum(Box<TypeExpr>),
    /// Exactly this value.
    Literal(Literal),
    /// One of several.
    Union(Vec<TypeExpr>),
    /// A word that names a type of the API, if anything.
    Named(String),
    /// A text that says nothing this module knows.
    Opaque(String),
}

/// One member of an object type that is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenMember {
    /// Its name.
    pub name: String,
    /// Whether it may be left out: `tags?: string[]`.
    pub optional: bool,
    /// Its type.
    pub ty: TypeExpr,
}

/// A value that stands for itself in a type text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `"ai"`
    String(String),
    /// `0`
    Integer(i64),
    /// `true`
    Boolean(bool),
}

impl TypeExpr {
    /// The first text in it that says nothing.
    pub fn unknown(&self) -> Option<&str> {
        match self {
            Self::Opaque(text) => Some(text),
            Self::Array(inner) | Self::Map(inner) | Self::Enum(inner) => inner.unknown(),
            Self::Union(parts) => parts.iter().find_map(Self::unknown),
            Self::Struct(members) => members.iter().find_map(|member| member.ty.unknown()),
            _ => None,
        }
    }

    /// A list or an object of some form.
    pub(super) fn is_container(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Map(_) | Self::Object | Self::Struct(_))
    }
}

/// Whether a type says what it is without the API's own names.
pub(super) fn is_known(expr: &TypeExpr) -> bool {
    match expr {
        TypeExpr::Named(_) | TypeExpr::Opaque(_) | TypeExpr::Literal(_) => false,
        TypeExpr::Array(inner) | TypeExpr::Map(inner) | TypeExpr::Enum(inner) => is_known(inner),
        TypeExpr::Union(parts) => parts.iter().all(is_known),
        TypeExpr::Struct(members) => members.iter().all(|member| is_known(&member.ty)),
        _ => true,
    }
}

/// A union without unions inside and without repetitions; of one part, that part.
pub(super) fn one_of(parts: Vec<TypeExpr>) -> TypeExpr {
    let mut flat: Vec<TypeExpr> = Vec::new();
    for part in parts {
        let inner = match part {
            TypeExpr::Union(inner) => inner,
            other => vec![other],
        };
        for part in inner {
            if !flat.contains(&part) {
                flat.push(part);
            }
        }
    }
    match (flat.pop(), flat.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            flat.push(last);
            TypeExpr::Union(flat)
        }
        (None, _) => TypeExpr::Any,
    }
}

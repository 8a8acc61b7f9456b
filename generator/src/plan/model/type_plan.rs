//! Input: nothing; this is what is decided of types. Output: [`TypePlan`].
//! Invariant: a box stands only where a type holds itself; what the pages do not list has a variant of its own.

use crate::schema::Discriminator;

use super::documentation::Docs;
use super::name::{RustName, WireName};
use super::rust_type::{Presence, RustType};

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypePlan {
    /// Its name.
    pub name: RustName,
    /// The type of the model that it is made of.
    pub of: String,
    /// Whether it is what is sent of a type that is another one where it is received.
    pub is_input: bool,
    /// What rustdoc says.
    pub docs: Docs,
    /// What it is.
    pub kind: TypePlanKind,
    /// The section that alone uses it; `None` where several do, or the API has none.
    pub section: Option<RustName>,
    /// What of `Eq` and `Hash` its fields allow.
    pub equality: Equality,
}

/// The type of this name; `types` stand in the order of their names.
pub(crate) fn type_plan<'a>(types: &'a [TypePlan], name: &RustName) -> Option<&'a TypePlan> {
    types.binary_search_by(|plan| plan.name.cmp(name)).ok().and_then(|at| types.get(at))
}

/// What can be derived of a type beside `PartialEq`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Equality {
    /// Nothing: it holds a floating-point number.
    #[default]
    Partial,
    /// `Eq`.
    Eq,
    /// `Eq` and `Hash`.
    Hash,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypePlanKind {
    /// `pub struct Customer { ... }`
    Struct(StructPlan),
    /// An open enum.
    Enum(EnumPlan),
    /// An untagged union with a variant for what fits none.
    Union(UnionPlan),
    /// A newtype around any JSON.
    Opaque,
    /// `pub type A = B;`
    Alias(RustType),
}

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct StructPlan {
    /// Its fields, in order of the pages.
    pub fields: Vec<FieldPlan>,
    /// The fields that have to be given, by their places among `fields`, in the order in which `new` takes them.
    pub given: Vec<usize>,
    /// Whether `Default` is derived: no field has to be given.
    pub default: bool,
    /// Whether it has a setter for each optional field: requests hold it.
    pub setters: bool,
    /// Name of the struct that holds the required fields, where requests hold this one and more than three are required.
    pub required_struct: Option<RustName>,
    /// The field that keeps what is not documented: a name that no documented field has.
    pub unknown_members: Option<RustName>,
    /// Whether the runtime reads and writes it by a table of its members. One that holds itself in members that must be
    /// there, or is very deep, is left to serde's derive: nothing can stand in its place while it is read.
    pub is_record: bool,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPlan {
    /// Its Rust name.
    pub name: RustName,
    /// Its name on the wire.
    pub wire: WireName,
    /// The type of its values, presence apart.
    pub ty: RustType,
    /// Whether it is there.
    pub presence: Presence,
    /// Whether it is required and may be missing all the same: its type is another name of one that may be `null`.
    pub null_if_missing: bool,
    /// What rustdoc says.
    pub docs: Docs,
    /// The note of `#[deprecated]`; empty where there is no note.
    pub deprecated: Option<String>,
}

impl StructPlan {
    /// The fields that have to be given, in the order in which `new` takes them.
    pub fn required_fields(&self) -> impl Iterator<Item = &FieldPlan> {
        self.given.iter().filter_map(|at| self.fields.get(*at))
    }

    /// Whether its constructor has more arguments than Clippy lets pass.
    pub fn is_long_to_make(&self) -> bool {
        const MOST: usize = 7;
        self.required_struct.is_none() && self.given.len() > MOST
    }
}

impl FieldPlan {
    /// The name on the wire, where it is not that of the field.
    pub fn rename(&self) -> Option<&WireName> {
        Some(&self.wire).filter(|wire| wire.0 != self.name.bare())
    }
}

/// An open enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumPlan {
    /// Whether the values are integers; text otherwise.
    pub integer: bool,
    /// The known values.
    pub variants: Vec<EnumVariantPlan>,
    /// The variant that keeps an unknown value: a name that no known value has.
    pub unknown: RustName,
}

/// A known value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariantPlan {
    /// Its name.
    pub name: RustName,
    /// Its value on the wire; of an integer, its digits.
    pub wire: WireName,
    /// The value, in an enum of integers.
    pub number: Option<i64>,
    /// What rustdoc says.
    pub docs: Docs,
}

/// An untagged union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionPlan {
    /// The variants, in the order in which they are tried.
    pub variants: Vec<UnionVariantPlan>,
    /// The variant that keeps a value that fits none of them.
    pub unknown: RustName,
}

/// One of a union's types.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariantPlan {
    /// Its name.
    pub name: RustName,
    /// Its type.
    pub ty: RustType,
    /// The struct that it is, whatever other names and boxes stand before it, where that has a table of its members.
    pub record: Option<RustName>,
    /// The member that tells it from the others.
    pub discriminator: Option<Discriminator>,
    /// What rustdoc says.
    pub docs: Docs,
}

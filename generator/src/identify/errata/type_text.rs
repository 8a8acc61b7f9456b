//! Input: the text of a type, as a page could write it. Output: the type, and the definitions that it needs.
//! Invariant: a name that it refers to is defined, and a definition that is made has a name of its own.

use std::collections::BTreeSet;

use serde_json::Value;

use super::correction::Refusal;
use crate::identify::words;
use crate::near;
use crate::schema::{Constraints, EnumValue, Field, Origin, Type, TypeDef, TypeKind, Variant};
use crate::shape::typed::of_type;
use crate::shape::{EnumShape, Kind, Member, Shape};
use crate::type_expr;

/// What a text says.
pub(super) struct Written {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    pub(super) format: Option<String>,
}

/// Makes types out of texts, and definitions where a text describes an object, a list of values or alternatives.
pub(super) struct Texts<'a> {
    pub(super) types: &'a mut Vec<TypeDef>,
    pub(super) origin: Origin,
}

/// The shape of a text.
pub(super) fn shape(text: &str, origin: &Origin) -> (Shape, Option<String>) {
    let (shape, constraints) = of_type(&type_expr::parse(text), origin);
    (shape, constraints.format)
}

impl Texts<'_> {
    /// What a text says; `name` is what a type is called that it describes.
    pub(super) fn read(&mut self, text: &str, name: &str) -> Result<Written, Refusal> {
        let (shape, format) = shape(text, &self.origin);
        let ty = self.ty(&shape, name)?;
        Ok(Written { ty, nullable: shape.nullable, format })
    }

    fn ty(&mut self, shape: &Shape, name: &str) -> Result<Type, Refusal> {
        Ok(match &shape.kind {
            Kind::Array(item) => Type::Array(Box::new(self.item(item, name)?)),
            Kind::Map(value) => Type::Map(Box::new(self.item(value, name)?)),
            Kind::Reference(named) | Kind::Opaque(named) => self.known(named)?,
            Kind::Object(object) => {
                let mut fields = Vec::new();
                for member in &object.members {
                    fields.push(self.field(member, &format!("{name}{}", words::camel(&member.name)))?);
                }
                self.define(name, TypeKind::Struct { fields })
            }
            Kind::Enum(shape) => self.define(name, values(shape)),
            Kind::Union(parts) => {
                let mut variants = Vec::new();
                let mut taken = BTreeSet::new();
                for (_, part) in parts {
                    let ty = self.item(part, &format!("{name}{}", words::camel(&part.words())))?;
                    let variant = words::of_type(&ty);
                    if taken.insert(variant.clone()) {
                        variants.push(Variant { name: variant, ty, description: None, discriminator: None });
                    }
                }
                self.define(name, TypeKind::Union { variants })
            }
            kind => simple(kind).unwrap_or(Type::Any),
        })
    }

    fn item(&mut self, shape: &Shape, name: &str) -> Result<Type, Refusal> {
        let ty = self.ty(shape, name)?;
        Ok(if shape.nullable { Type::Nullable(Box::new(ty)) } else { ty })
    }

    /// A field that a member of a text is, or one that is added.
    pub(super) fn field(&mut self, member: &Member, name: &str) -> Result<Field, Refusal> {
        Ok(Field {
            name: member.name.clone(),
            called: None,
            ty: self.ty(&member.shape, name)?,
            required: member.required,
            nullable: member.shape.nullable,
            deprecated: None,
            only: None,
            default: None,
            constraints: member.constraints.clone(),
            description: None,
            examples: Vec::new(),
            origins: vec![self.origin.clone()],
        })
    }

    fn known(&self, named: &str) -> Result<Type, Refusal> {
        if self.types.iter().any(|def| def.name == named) {
            return Ok(Type::Named(named.to_owned()));
        }
        let near = near::did_you_mean(named, self.types.iter().map(|def| def.name.as_str()));
        Err(Refusal::new(format!("there is no type `{named}`"))
            .help(near.unwrap_or_else(|| "name one that there is".to_owned())))
    }

    /// Defines a type of this name, or of a longer one where it is taken.
    pub(super) fn define(&mut self, name: &str, kind: TypeKind) -> Type {
        let mut name = words::camel(name);
        while self.types.iter().any(|def| def.name == name) {
            name.push_str("Corrected");
        }
        let origins = vec![self.origin.clone()];
        self.types.push(TypeDef {
            name: name.clone(),
            kind,
            description: None,
            arguments: Vec::new(),
            sent: false,
            received: false,
            origins,
        });
        Type::Named(name)
    }
}

/// Whether a type is what a shape says, whatever its definition is called; of an object and of alternatives that is not
/// asked.
pub(super) fn is_of(ty: &Type, shape: &Shape, types: &[TypeDef]) -> bool {
    match (&shape.kind, ty) {
        (Kind::Array(item), Type::Array(ty)) | (Kind::Map(item), Type::Map(ty)) => match &**ty {
            Type::Nullable(ty) => item.nullable && is_of(ty, item, types),
            ty => !item.nullable && is_of(ty, item, types),
        },
        (Kind::Reference(name), Type::Named(named)) => name == named,
        (Kind::Enum(shape), Type::Named(named)) => {
            let def = types.iter().find(|def| def.name == *named).map(|def| &def.kind);
            matches!(def, Some(TypeKind::Enum { values, .. }) if values.iter().map(|value| &value.value).eq(&shape.values))
        }
        (kind, ty) => simple(kind).is_some_and(|simple| simple == *ty),
    }
}

/// An enum of values.
pub(super) fn values(shape: &EnumShape) -> TypeKind {
    let value = |value: &Value| EnumValue { value: value.clone(), called: None, description: None };
    TypeKind::Enum {
        base: if shape.integer { Type::Integer } else { Type::String },
        values: shape.values.iter().map(value).collect(),
        inferred: false,
    }
}

fn simple(kind: &Kind) -> Option<Type> {
    Some(match kind {
        Kind::Unknown | Kind::Any => Type::Any,
        Kind::Boolean => Type::Boolean,
        Kind::Integer => Type::Integer,
        Kind::Number => Type::Number,
        Kind::String => Type::String,
        Kind::DateTime => Type::DateTime,
        Kind::Binary => Type::Binary,
        _ => return None,
    })
}

/// A field of a type that a text describes, without members of its own.
pub(super) fn bare(name: &str, written: Written, required: bool, origin: Origin) -> Field {
    Field {
        name: name.to_owned(),
        called: None,
        ty: written.ty,
        required,
        nullable: written.nullable,
        deprecated: None,
        only: None,
        default: None,
        constraints: Constraints { format: written.format, ..Constraints::default() },
        description: None,
        examples: Vec::new(),
        origins: vec![origin],
    }
}

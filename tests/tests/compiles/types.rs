//! Input: dice. Output: the types of a model, and references to them.
//! Invariant: whatever a type of the model may be or hold comes about, that which holds itself included.

use fieldstone::schema::{Constraints, Discriminator, EnumValue, Field, Type, TypeDef, TypeKind, Variant, Way};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::words::{self, other_name, sentence};

/// Types of these names, none of which refers to anything else.
pub fn types(dice: &mut Dice, names: &[String]) -> Vec<TypeDef> {
    let mut types: Vec<TypeDef> = names.iter().map(|name| def(name, kind(dice, names), dice)).collect();
    types.sort_by(|a, b| a.name.cmp(&b.name));
    types
}

pub fn def(name: &str, kind: TypeKind, dice: &mut Dice) -> TypeDef {
    let description = dice.once_in(4).then(|| sentence(dice));
    TypeDef {
        name: name.to_owned(),
        kind,
        description,
        arguments: Vec::new(),
        sent: false,
        received: false,
        origins: Vec::new(),
    }
}

fn kind(dice: &mut Dice, names: &[String]) -> TypeKind {
    match dice.below(14) {
        0..7 => TypeKind::Struct { fields: fields(dice, names) },
        7..9 => enumeration(dice),
        9..12 => TypeKind::Union { variants: variants(dice, names) },
        12 => TypeKind::Alias { ty: ty(dice, names) },
        _ => TypeKind::Opaque,
    }
}

fn fields(dice: &mut Dice, names: &[String]) -> Vec<Field> {
    let mut taken = Vec::new();
    // Many, now and then, of which most are required: then they are given as a struct of their own.
    let count = if dice.once_in(6) { dice.count(8, 14) } else { dice.count(0, 6) };
    (0..count)
        .map(|_| other_name(dice, &mut taken))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|name| field(dice, name, names))
        .collect()
}

pub fn field(dice: &mut Dice, name: String, names: &[String]) -> Field {
    let ty = ty(dice, names);
    Field {
        required: dice.once_in(2),
        nullable: dice.once_in(3),
        deprecated: dice.once_in(9).then(|| if dice.once_in(2) { String::new() } else { sentence(dice) }),
        only: match dice.below(12) {
            0 => Some(Way::Sent),
            1 => Some(Way::Received),
            _ => None,
        },
        default: dice.once_in(5).then(|| value(dice, &ty)),
        examples: (0..dice.below(3)).map(|_| value(dice, &ty)).collect(),
        description: dice.once_in(3).then(|| sentence(dice)),
        ..plain_field(name, ty)
    }
}

/// A field of which nothing is said but its name and its type.
pub fn plain_field(name: String, ty: Type) -> Field {
    Field {
        called: None,
        name,
        ty,
        required: false,
        nullable: false,
        deprecated: None,
        only: None,
        default: None,
        constraints: Constraints::default(),
        description: None,
        examples: Vec::new(),
        origins: Vec::new(),
    }
}

fn enumeration(dice: &mut Dice) -> TypeKind {
    let count = dice.below(7);
    if dice.once_in(3) {
        let numbers =
            [json!(0), json!(-1), json!(1), json!(404), json!(u64::MAX), json!(i64::MIN), json!(1.5), json!("1")];
        let values = (0..count).map(|_| known(dice.one(&numbers).clone())).collect();
        return TypeKind::Enum { base: Type::Integer, values, inferred: false };
    }
    let mut taken = Vec::new();
    let values = (0..count).map(|_| known(other_name(dice, &mut taken).into())).collect();
    TypeKind::Enum { base: Type::String, values, inferred: dice.once_in(3) }
}

fn known(value: Value) -> EnumValue {
    EnumValue { value, called: None, description: None }
}

fn variants(dice: &mut Dice, names: &[String]) -> Vec<Variant> {
    let mut taken = Vec::new();
    let member = words::name(dice);
    let is_told = dice.once_in(2);
    let mut variants = Vec::new();
    for _ in 0..dice.below(6) {
        let discriminator = (is_told && !dice.once_in(4)).then(|| Discriminator {
            member: member.clone(),
            values: (0..dice.below(3)).map(|_| words::name(dice)).collect(),
        });
        let (name, ty) = (other_name(dice, &mut taken), ty(dice, names));
        variants.push(Variant { name, ty, description: dice.once_in(4).then(|| sentence(dice)), discriminator });
    }
    variants
}

/// A type, that is mostly one of those with a name.
pub fn ty(dice: &mut Dice, names: &[String]) -> Type {
    let inner = |dice: &mut Dice| Box::new(ty(dice, names));
    match dice.below(20) {
        0..3 => Type::String,
        3 => Type::DateTime,
        4 => {
            if dice.once_in(3) {
                Type::Unsigned
            } else {
                Type::Integer
            }
        }
        5 => Type::Number,
        6 => Type::Boolean,
        7 => Type::Any,
        8 => Type::Binary,
        9..11 => Type::Array(inner(dice)),
        11 => Type::Map(inner(dice)),
        12 => Type::Nullable(inner(dice)),
        13 if dice.once_in(6) => Type::Named("Nobody".to_owned()),
        _ if names.is_empty() => Type::String,
        _ => Type::Named(dice.one(names).clone()),
    }
}

/// A value: mostly of a type, now and then of none that it could be.
pub fn value(dice: &mut Dice, of: &Type) -> Value {
    let odd =
        [json!(null), json!({ "a": [1] }), json!([]), json!(1e300), json!(u64::MAX), json!(""), json!("a\"#\n\\")];
    if dice.once_in(3) {
        return dice.one(&odd).clone();
    }
    match of {
        Type::String | Type::Binary => words::name(dice).into(),
        Type::DateTime => "2024-01-02T03:04:05Z".into(),
        Type::Integer => dice.one(&[json!(0), json!(-7), json!(i64::MAX)]).clone(),
        Type::Unsigned => dice.one(&[json!(0), json!(7), json!(u64::MAX)]).clone(),
        Type::Number => dice.one(&[json!(0), json!(-1.5), json!(1e21)]).clone(),
        Type::Boolean => dice.once_in(2).into(),
        Type::Array(item) => (0..dice.below(3)).map(|_| value(dice, item)).collect(),
        Type::Map(item) => json!({ words::name(dice): value(dice, item) }),
        Type::Nullable(inner) => value(dice, inner),
        Type::Any | Type::Named(_) => dice.one(&odd).clone(),
    }
}

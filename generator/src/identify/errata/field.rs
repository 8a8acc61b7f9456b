//! Input: a field or a parameter, and a correction. Output: the field, corrected.
//! Invariant: what the pages said stays with it as what was overruled.

use serde_json::Value;

use super::correction::{Applied, Correction, Refusal, deprecated, deprecation, plain};
use super::type_text::{Texts, is_of, shape, values};
use crate::schema::words::words;
use crate::schema::{Field, Type, TypeDef, TypeKind};
use crate::shape::EnumShape;

/// The keys that a field can be corrected in.
pub(super) const KEYS: &[&str] = &["type", "required", "nullable", "default", "deprecated", "values", "name", "drop"];

/// Corrects a field; `name` is what a type is called that the correction describes.
pub(super) fn correct(field: &mut Field, types: &mut Vec<TypeDef>, name: &str, by: &Correction<'_>) -> Applied {
    let was = match by.key {
        "type" => return ty(field, types, name, by),
        "values" => return enum_values(field, types, name, by),
        "required" | "nullable" => {
            let place = if by.key == "required" { &mut field.required } else { &mut field.nullable };
            let right = by.flag()?;
            if !by.applies(&Value::from(*place), &Value::from(right))? {
                return Ok(false);
            }
            let was = place.to_string();
            *place = right;
            was
        }
        "default" => {
            // TOML has no `null`: an empty text stands for none.
            let is = field.default.clone().unwrap_or_else(|| Value::from(""));
            let right = by.value()?;
            if !by.applies(&is, right)? {
                return Ok(false);
            }
            field.default = Some(right.clone()).filter(|value| !value.is_null() && *value != "");
            plain(&is)
        }
        "deprecated" => {
            let is = deprecated(field.deprecated.as_deref());
            let right = by.value()?;
            if !by.applies(&is, right)? {
                return Ok(false);
            }
            field.deprecated = deprecation(right)?;
            plain(&is)
        }
        "name" => {
            let right = by.text()?;
            if field.called.as_deref().unwrap_or(&field.name) == right {
                return by.decide(true, None, right);
            }
            field.called = Some(identifier(right)?);
            field.origins.push(by.origin());
            return Ok(true);
        }
        other => return Err(unknown(other, KEYS, "a field")),
    };
    by.sign(&mut field.origins, &was);
    Ok(true)
}

fn ty(field: &mut Field, types: &mut Vec<TypeDef>, name: &str, by: &Correction<'_>) -> Applied {
    let text = by.text()?;
    if !changes(&field.ty, text, types, by)? {
        return Ok(false);
    }
    let was = words(&field.ty);
    let written = Texts { types, origin: by.origin() }.read(text, name)?;
    field.ty = written.ty;
    field.nullable |= written.nullable;
    field.constraints.format = written.format.or(field.constraints.format.take());
    by.sign(&mut field.origins, &was);
    Ok(true)
}

/// Whether a type that is to be `text` changes by it.
pub(super) fn changes(ty: &Type, text: &str, types: &[TypeDef], by: &Correction<'_>) -> Applied {
    let origin = by.origin();
    let says = |text: &str| is_of(ty, &shape(text, &origin).0, types);
    let is_expected = match by.expect() {
        Some(expect) => Some(says(expect.as_str().ok_or_else(|| Refusal::new("a type is a text"))?)),
        None => None,
    };
    // A form of a text, such as `date`, is none of the type: it may be what is corrected.
    let has_form = shape(text, &origin).1.is_some();
    by.decide(says(text) && !has_form, is_expected, &words(ty))
}

fn enum_values(field: &mut Field, types: &mut Vec<TypeDef>, name: &str, by: &Correction<'_>) -> Applied {
    let right = list(by.value()?)?;
    let inner = innermost(&mut field.ty);
    let known = match inner {
        Type::Named(named) => types.iter().position(|def| def.name == *named),
        _ => None,
    };
    if let Some(def) = known.and_then(|at| types.get_mut(at)) {
        return of_enum(def, right, by);
    }
    if !matches!(inner, Type::String | Type::Integer) {
        return Err(Refusal::new(format!("a {} has no list of values", words(inner))));
    }
    if let Some(expect) = by.expect().filter(|expect| expect.as_array().is_none_or(|list| !list.is_empty())) {
        return by.decide(false, Some(false), "no values").map_err(|refusal| {
            refusal.help(format!("`expect = []` stands for none, and this expects `{}`", plain(expect)))
        });
    }
    let was = words(inner);
    *inner = Texts { types, origin: by.origin() }.define(name, values(&right));
    by.sign(&mut field.origins, &was);
    Ok(true)
}

/// Corrects the values of an enum.
pub(super) fn of_enum(def: &mut TypeDef, right: EnumShape, by: &Correction<'_>) -> Applied {
    let TypeKind::Enum { values: known, .. } = &def.kind else {
        return Err(Refusal::new(format!("`{}` is no list of values", def.name)));
    };
    let is = Value::Array(known.iter().map(|value| value.value.clone()).collect());
    if !by.applies(&is, &Value::Array(right.values.clone()))? {
        return Ok(false);
    }
    let known = known.clone();
    let mut kind = values(&right);
    if let TypeKind::Enum { values, .. } = &mut kind {
        // What the pages say of a value that stays, stays.
        for value in values {
            if let Some(known) = known.iter().find(|known| known.value == value.value) {
                *value = known.clone();
            }
        }
    }
    def.kind = kind;
    by.sign(&mut def.origins, &is.to_string());
    Ok(true)
}

/// The list that a value is.
pub(super) fn list(value: &Value) -> Result<EnumShape, Refusal> {
    let values = value.as_array().filter(|values| !values.is_empty());
    let values = values.ok_or_else(|| Refusal::new("values are a list: `[\"open\", \"closed\"]`"))?;
    let integer = values.iter().all(Value::is_i64);
    if !integer && !values.iter().all(Value::is_string) {
        return Err(Refusal::new("values are texts, or whole numbers"));
    }
    Ok(EnumShape::new(integer, values.clone(), false))
}

/// A name that code can have.
pub(super) fn identifier(text: &str) -> Result<String, Refusal> {
    let fits = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if fits {
        Ok(text.to_owned())
    } else {
        Err(Refusal::new(format!("`{text}` is no name for code"))
            .help("letters, digits and `_`, beginning with a letter"))
    }
}

fn innermost(ty: &mut Type) -> &mut Type {
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => innermost(inner),
        ty => ty,
    }
}

/// That an item has no such key.
pub(super) fn unknown(key: &str, keys: &[&str], of: &str) -> Refusal {
    let keys = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    Refusal::new(format!("`{key}` of {of} cannot be corrected")).help(format!("what can be: {keys}"))
}

//! Input: a type, or a value of an enum, and a correction. Output: the same, corrected.
//! Invariant: whatever refers to a type that is renamed refers to its new name.

use super::correction::{Applied, Correction, Refusal};
use super::field::{identifier, list, of_enum, unknown};
use super::type_text::Texts;
use crate::schema::{Api, Type, TypeDef, TypeKind};

pub(super) fn correct(api: &mut Api, at: usize, by: &Correction<'_>) -> Applied {
    match by.key {
        "name" => rename(api, at, by),
        "values" => {
            let right = list(by.value()?)?;
            api.types.get_mut(at).map_or(Ok(false), |def| of_enum(def, right, by))
        }
        "type" => ty(api, at, by),
        other => Err(unknown(other, &["name", "type", "values", "arguments"], "a type")),
    }
}

/// Makes a type another name for what a text says.
fn ty(api: &mut Api, at: usize, by: &Correction<'_>) -> Applied {
    let (text, Some(name)) = (by.text()?, api.types.get(at).map(|def| def.name.clone())) else { return Ok(false) };
    let written = Texts { types: &mut api.types, origin: by.origin() }.read(text, &name)?;
    if written.ty == Type::Named(name) {
        return Err(Refusal::new("a type cannot stand for itself"));
    }
    let made = match &written.ty {
        // What the text describes was made for this type, and is it.
        Type::Named(made) => api
            .types
            .iter()
            .position(|def| def.name == *made && def.origins.iter().all(|one| one.span == by.origin().span)),
        _ => None,
    };
    let kind = match made.map(|made| api.types.remove(made).kind) {
        Some(kind) => kind,
        None => TypeKind::Alias { ty: written.ty },
    };
    if let Some(def) = api.types.get_mut(at) {
        def.kind = kind;
        by.sign(&mut def.origins, "another");
    }
    Ok(true)
}

fn rename(api: &mut Api, at: usize, by: &Correction<'_>) -> Applied {
    let right = identifier(by.text()?)?;
    if api.types.iter().any(|def| def.name == right) {
        return Err(Refusal::new(format!("there is a type `{right}` already")));
    }
    let Some(def) = api.types.get_mut(at) else { return Ok(false) };
    let old = std::mem::replace(&mut def.name, right.clone());
    def.origins.push(by.origin());
    each(api, &mut |ty| {
        if *ty == Type::Named(old.clone()) {
            *ty = Type::Named(right.clone());
        }
    });
    Ok(true)
}

/// Every type that the model names.
fn each(api: &mut Api, change: &mut dyn FnMut(&mut Type)) {
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|one| inside(&mut one.field.ty, change));
        operation.request_body.iter_mut().for_each(|body| inside(&mut body.ty, change));
        let answers = operation.responses.iter_mut();
        answers.flat_map(|one| one.ty.iter_mut().chain(&mut one.events)).for_each(|ty| inside(ty, change));
    }
    api.webhooks.iter_mut().filter_map(|webhook| webhook.ty.as_mut()).for_each(|ty| inside(ty, change));
    for def in &mut api.types {
        match &mut def.kind {
            TypeKind::Struct { fields } => fields.iter_mut().for_each(|field| inside(&mut field.ty, change)),
            TypeKind::Union { variants } => variants.iter_mut().for_each(|one| inside(&mut one.ty, change)),
            TypeKind::Alias { ty } => inside(ty, change),
            TypeKind::Enum { .. } | TypeKind::Opaque => {}
        }
    }
}

fn inside(ty: &mut Type, change: &mut dyn FnMut(&mut Type)) {
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => inside(inner, change),
        ty => change(ty),
    }
}

/// Corrects a value of an enum.
pub(super) fn value(def: &mut TypeDef, at: usize, by: &Correction<'_>) -> Applied {
    let TypeKind::Enum { values, .. } = &mut def.kind else { return Ok(false) };
    match by.key {
        "name" => {
            let right = identifier(by.text()?)?;
            let Some(value) = values.get_mut(at) else { return Ok(false) };
            if value.called.as_deref() == Some(&right) {
                return by.decide(true, None, &right);
            }
            value.called = Some(right);
            def.origins.push(by.origin());
            Ok(true)
        }
        other => Err(unknown(other, &["name", "drop"], "a value")),
    }
}

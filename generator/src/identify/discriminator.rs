//! Input: the types of an API. Output: the same, with the member by which each variant of a union is known.
//! Invariant: a member, or one inside of it, tells the variants only where every one of them lists its values and no two
//! share one. Lists are open, so that without it the first variant would take what is another's.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::schema::{Discriminator, Type, TypeDef, TypeKind, Variant};

/// The values that the members of an object list, by the depth of the member and its name; of one inside a member the name
/// is a pointer.
type Listed = BTreeMap<(usize, String), Vec<String>>;

/// Members inside members beyond this are not asked.
const DEEPEST: usize = 3;

/// Finds the members that tell variants, where no document names one.
pub(crate) fn tell(types: &mut [TypeDef]) {
    let objects = objects(types);
    for def in types.iter_mut() {
        if let TypeKind::Union { variants } = &mut def.kind
            && variants.iter().all(|variant| variant.discriminator.is_none())
            && let Some(tags) = tags(variants, &objects)
        {
            variants.iter_mut().zip(tags).for_each(|(variant, tag)| variant.discriminator = Some(tag));
        }
    }
}

fn objects(types: &[TypeDef]) -> BTreeMap<String, Listed> {
    let by_name: BTreeMap<&str, &TypeDef> = types.iter().map(|def| (def.name.as_str(), def)).collect();
    let object = |def: &TypeDef| {
        let mut listed = Listed::new();
        list(&by_name, def, (0, ""), &mut listed);
        matches!(def.kind, TypeKind::Struct { .. }).then_some((def.name.clone(), listed))
    };
    // Only those that are alternatives: there may be thousands of others.
    let variants = types.iter().flat_map(|def| match &def.kind {
        TypeKind::Union { variants } => variants.as_slice(),
        _ => &[],
    });
    let named = variants.filter_map(|variant| match &variant.ty {
        Type::Named(name) => by_name.get(name.as_str()).copied(),
        _ => None,
    });
    let named: BTreeMap<&str, &TypeDef> = named.map(|def| (def.name.as_str(), def)).collect();
    named.into_values().filter_map(object).collect()
}

fn list(types: &BTreeMap<&str, &TypeDef>, def: &TypeDef, (depth, way): (usize, &str), listed: &mut Listed) {
    let TypeKind::Struct { fields } = &def.kind else { return };
    for field in fields {
        let Type::Named(name) = &field.ty else { continue };
        let Some(inner) = types.get(name.as_str()) else { continue };
        let pointer = format!("{way}/{}", field.name.replace('~', "~0").replace('/', "~1"));
        if let TypeKind::Enum { base: Type::String | Type::Integer, values, inferred: false } = &inner.kind {
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let texts = values.iter().map(|known| text(&known.value)).collect();
            let name = if depth == 0 { field.name.clone() } else { pointer };
            listed.insert((depth, name), texts);
        } else if depth < DEEPEST {
            list(types, inner, (depth + 1, &pointer), listed);
        }
    }
}

fn tags(variants: &[Variant], objects: &BTreeMap<String, Listed>) -> Option<Vec<Discriminator>> {
    let listed = variants.iter().map(|variant| match &variant.ty {
        Type::Named(name) => objects.get(name),
        _ => None,
    });
    let listed = listed.collect::<Option<Vec<&Listed>>>().filter(|listed| listed.len() > 1)?;
    let tells = |member: &&(usize, String)| {
        let mut seen: Vec<&String> = Vec::new();
        listed.iter().all(|object| {
            let Some(values) = object.get(*member).filter(|values| !values.is_empty()) else { return false };
            let new = values.iter().all(|value| !seen.contains(&value));
            seen.extend(values);
            new
        })
    };
    let member = listed.first()?.keys().find(tells)?;
    let tag = |object: &&Listed| Some(Discriminator { member: member.1.clone(), values: object.get(member)?.clone() });
    listed.iter().map(tag).collect()
}

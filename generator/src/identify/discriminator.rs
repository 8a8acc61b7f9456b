//! Input: the types of an API. Output: the same, with the member by which each variant of a union is known.
//! Invariant: a member tells the variants only where every one of them lists its values and no two share one. Lists are
//! open, so that without it the first variant would take what is another's.

use std::collections::BTreeMap;

use crate::schema::{Discriminator, Type, TypeDef, TypeKind, Variant};

/// The values that the members of an object list, by member.
type Listed = BTreeMap<String, Vec<String>>;

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
    let values: BTreeMap<&str, Vec<String>> = types
        .iter()
        .filter_map(|def| match &def.kind {
            TypeKind::Enum { base: Type::String, values, inferred: false } => {
                let texts = values.iter().filter_map(|value| value.value.as_str().map(str::to_owned));
                Some((def.name.as_str(), texts.collect()))
            }
            _ => None,
        })
        .collect();
    let object = |def: &TypeDef| {
        let TypeKind::Struct { fields } = &def.kind else { return None };
        let listed = fields.iter().filter_map(|field| match &field.ty {
            Type::Named(name) => Some((field.name.clone(), values.get(name.as_str())?.clone())),
            _ => None,
        });
        Some((def.name.clone(), listed.collect()))
    };
    types.iter().filter_map(object).collect()
}

fn tags(variants: &[Variant], objects: &BTreeMap<String, Listed>) -> Option<Vec<Discriminator>> {
    let listed = variants.iter().map(|variant| match &variant.ty {
        Type::Named(name) => objects.get(name),
        _ => None,
    });
    let listed = listed.collect::<Option<Vec<&Listed>>>().filter(|listed| listed.len() > 1)?;
    let tells = |member: &&String| {
        let mut seen: Vec<&String> = Vec::new();
        listed.iter().all(|object| {
            let Some(values) = object.get(*member).filter(|values| !values.is_empty()) else { return false };
            let new = values.iter().all(|value| !seen.contains(&value));
            seen.extend(values);
            new
        })
    };
    let member = listed.first()?.keys().find(tells)?;
    let tag = |object: &&Listed| Some(Discriminator { member: member.clone(), values: object.get(member)?.clone() });
    listed.iter().map(tag).collect()
}

//! Input: a union on both sides. Output: what changed about its variants.
//! Invariant: a variant that is new breaks nobody.

use std::collections::BTreeMap;

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found, by, says_same};
use crate::emit::shown;
use crate::plan::model::{TypePlan, UnionPlan, UnionVariantPlan};
use crate::schema::TypeDef;

type Given<'t> = (&'t TypeDef, &'t TypePlan, &'t UnionPlan);

/// Compares two unions that are one.
pub(super) fn unions(comparison: &mut Comparison<'_>, (was, before, old): Given<'_>, (is, after, new): Given<'_>) {
    let name = after.name.as_str();
    let written = |plan: &TypePlan, variant: &UnionVariantPlan| {
        format!("{}::{}({})", plan.name.as_str(), variant.name.as_str(), shown::value(&variant.ty))
    };
    let (there, kept) = (by(&new.variants, |variant| &variant.name), by(&old.variants, |variant| &variant.name));
    let gone: Vec<_> = old.variants.iter().filter(|variant| !there.contains_key(&variant.name)).collect();
    let mut come: BTreeMap<String, Vec<&UnionVariantPlan>> = BTreeMap::new();
    for variant in new.variants.iter().filter(|variant| !kept.contains_key(&variant.name)) {
        come.entry(comparison.known_after(&variant.ty)).or_default().push(variant);
    }
    for variant in gone {
        // Under another name it is the same, where it has the same type and no other has.
        let ty = comparison.known_before(&variant.ty);
        if come.get(&ty).is_some_and(|alike| alike.len() == 1)
            && let Some(other) = come.remove(&ty).and_then(|alike| alike.into_iter().next())
        {
            let message = format!("`{name}::{}` is called `{}`", variant.name.as_str(), other.name.as_str());
            comparison.tell(
                Found::new(Code::VariantRenamed, Class::Breaking, &is.name, message)
                    .rust(Some(written(before, variant)), Some(written(after, other)))
                    .at(&is.origins)
                    .names([Needle::path(variant.name.as_str())]),
            );
            continue;
        }
        comparison.tell(
            Found::new(
                Code::VariantRemoved,
                Class::Breaking,
                &is.name,
                format!("`{name}` has no `{}` any more", variant.name.as_str()),
            )
            .rust(Some(written(before, variant)), None)
            .at(&was.origins)
            .names([Needle::path(variant.name.as_str())])
            .types(comparison.before.named(&variant.ty), None),
        );
    }
    for variant in come.into_values().flatten() {
        comparison.tell(
            Found::new(
                Code::VariantAdded,
                Class::Additive,
                &is.name,
                format!("`{name}` has `{}`", variant.name.as_str()),
            )
            .rust(None, Some(written(after, variant)))
            .at(&is.origins)
            .types(None, comparison.after.named(&variant.ty)),
        );
    }
    for variant in &old.variants {
        let Some(other) = there.get(&variant.name) else { continue };
        if !comparison.is_same(&variant.ty, &other.ty) {
            comparison.tell(
                Found::new(
                    Code::VariantRetyped,
                    Class::Breaking,
                    &is.name,
                    format!("`{name}::{}` holds another type", variant.name.as_str()),
                )
                .rust(Some(written(before, variant)), Some(written(after, other)))
                .at(&is.origins)
                .names([Needle::path(variant.name.as_str())])
                .types(comparison.before.named(&variant.ty), comparison.after.named(&other.ty)),
            );
        }
        if !says_same(&variant.docs, &other.docs) {
            let message = format!("what is said of `{name}::{}`", variant.name.as_str());
            comparison.tell(Found::new(Code::DocsChanged, Class::Docs, &is.name, message).at(&is.origins));
        }
    }
    let order = |plan: &UnionPlan| -> Vec<_> {
        plan.variants
            .iter()
            .filter(|one| there.contains_key(&one.name) && kept.contains_key(&one.name))
            .cloned()
            .collect()
    };
    let (old_order, new_order): (Vec<UnionVariantPlan>, Vec<UnionVariantPlan>) = (order(old), order(new));
    let tells = |list: &[UnionVariantPlan]| -> Vec<_> {
        list.iter().map(|one| (one.name.clone(), one.discriminator.clone())).collect()
    };
    if tells(&old_order) != tells(&new_order) {
        let message = format!("the types of `{name}` are told from each other in another way");
        comparison.tell(Found::new(Code::WireChanged, Class::Additive, &is.name, message).at(&is.origins));
    }
    if old.unknown != new.unknown {
        let path = |plan: &TypePlan, unknown: &str| format!("{}::{unknown}(..)", plan.name.as_str());
        let (before, after) = (path(before, old.unknown.as_str()), path(after, new.unknown.as_str()));
        comparison.tell(
            Found::new(Code::VariantRenamed, Class::Breaking, &is.name, format!("`{before}` is called `{after}`"))
                .rust(Some(before), Some(after))
                .names([Needle::path(old.unknown.as_str())]),
        );
    }
}

//! Input: an enum of values on both sides. Output: what changed about its variants.
//! Invariant: a value that is new breaks nobody, and one that is gone breaks whoever names it.

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found, by, says_same};
use crate::plan::model::{EnumPlan, EnumVariantPlan, TypePlan};
use crate::schema::TypeDef;

type Given<'t> = (&'t TypeDef, &'t TypePlan, &'t EnumPlan);

/// Compares two enums that are one.
pub(super) fn enums(comparison: &mut Comparison<'_>, (was, before, old): Given<'_>, (is, after, new): Given<'_>) {
    let (there, kept) = (by(&new.variants, |variant| &variant.wire), by(&old.variants, |variant| &variant.wire));
    let path =
        |plan: &TypePlan, variant: &EnumVariantPlan| format!("{}::{}", plan.name.as_str(), variant.name.as_str());
    let name = after.name.as_str();
    for variant in &old.variants {
        let Some(other) = there.get(&variant.wire) else {
            let message = format!("`{name}` has no `{}` any more", variant.name.as_str());
            comparison.tell(
                Found::new(Code::ValueRemoved, Class::Breaking, &is.name, message)
                    .rust(Some(path(before, variant)), None)
                    .note(format!(
                        "where the API still gives `{}`, it comes as `{name}::{}`",
                        variant.wire.0,
                        new.unknown.as_str()
                    ))
                    .at(&was.origins)
                    .names([Needle::path(variant.name.as_str())]),
            );
            continue;
        };
        if variant.name != other.name {
            renamed(comparison, is, path(before, variant), path(after, other), variant.name.as_str());
        }
        if !says_same(&variant.docs, &other.docs) {
            let message = format!("what is said of `{}`", path(after, other));
            comparison.tell(Found::new(Code::DocsChanged, Class::Docs, &is.name, message).at(&is.origins));
        }
    }
    for variant in new.variants.iter().filter(|variant| !kept.contains_key(&variant.wire)) {
        let message = format!("`{name}` has `{}`", variant.name.as_str());
        comparison.tell(
            Found::new(Code::ValueAdded, Class::Additive, &is.name, message)
                .rust(None, Some(path(after, variant)))
                .at(&is.origins),
        );
    }
    if old.unknown != new.unknown {
        let unknown = |plan: &TypePlan, name: &str| format!("{}::{name}(..)", plan.name.as_str());
        let paths = (unknown(before, old.unknown.as_str()), unknown(after, new.unknown.as_str()));
        renamed(comparison, is, paths.0, paths.1, old.unknown.as_str());
    }
}

fn renamed(comparison: &mut Comparison<'_>, is: &TypeDef, before: String, after: String, name: &str) {
    comparison.tell(
        Found::new(Code::ValueRenamed, Class::Breaking, &is.name, format!("`{before}` is called `{after}`"))
            .rust(Some(before), Some(after))
            .at(&is.origins)
            .names([Needle::path(name)]),
    );
}

//! Input: a struct on both sides. Output: what changed about its fields, its `new` and its setters.
//! Invariant: a field that only moved breaks where `new` takes it, and nowhere else.

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found, says_same};
use super::matched::{Item, Matched, matched};
use super::order::{Order, SILENT};
use crate::emit::shown;
use crate::plan::model::{FieldPlan, Presence, StructPlan, TypePlan};
use crate::schema::{Field, TypeDef, TypeKind};

/// So many operations are listed.
const MOST: usize = 4;

type Given<'t> = (&'t TypeDef, &'t TypePlan, &'t StructPlan);

/// A struct, and where its fields stand.
struct Sides<'t> {
    was: &'t [Field],
    is: &'t [Field],
    before: (&'t TypePlan, &'t StructPlan),
    after: (&'t TypePlan, &'t StructPlan),
    item: &'t str,
    is_received: bool,
    /// Whether it came to be two types, or one: that is told.
    is_parted: bool,
    /// Whether an operation tells of its fields.
    is_told_elsewhere: bool,
}

/// Compares two structs that are one.
pub(super) fn structs(comparison: &mut Comparison<'_>, (was, before, old): Given<'_>, (is, after, new): Given<'_>) {
    let sides = Sides {
        was: fields(was),
        is: fields(is),
        before: (before, old),
        after: (after, new),
        item: &is.name,
        is_received: is.received,
        is_parted: comparison.before.input(&was.name).is_some() != comparison.after.input(&is.name).is_some(),
        is_told_elsewhere: comparison.before.is_own_body(&was.name) && comparison.after.is_own_body(&is.name),
    };
    let is_same = |one: usize, other: usize| {
        let both = old.fields.get(one).zip(new.fields.get(other));
        both.is_some_and(|(one, other)| one.presence == other.presence && comparison.is_same(&one.ty, &other.ty))
    };
    let matched = matched(&items(sides.was), &items(sides.is), is_same);
    let order = Order::of((&old.given, &new.given), &matched.pairs(), is_same);
    let is_positional = old.required_struct.is_none() && new.required_struct.is_none();
    // One went and another came at its place: the compiler tells of what reads it, and of no call.
    let is_swapped = is_positional && !order.is_reordered && order.compiles && order.means_other;
    let told = comparison.found.len();
    if !sides.is_told_elsewhere {
        for (one, other) in matched.same.iter().chain(&matched.renamed) {
            pair(comparison, &sides, *one, *other);
        }
        removed(comparison, &sides, &matched, is_swapped);
        added(comparison, &sides, &matched, is_swapped);
    }
    let is_told = comparison.found.len() > told;
    constructor(comparison, &sides, order, is_told);
    setters(comparison, &sides, is);
    if old.unknown_members != new.unknown_members
        && let (Some(old), Some(new)) = (&old.unknown_members, &new.unknown_members)
    {
        let message = format!("what is not documented stands in `{}`", new.as_str());
        comparison.tell(
            Found::new(Code::FieldRenamed, Class::Breaking, &is.name, message)
                .rust(Some(old.as_str().to_owned()), Some(new.as_str().to_owned()))
                .names([Needle::member(old.as_str())]),
        );
    }
}

fn fields(def: &TypeDef) -> &[Field] {
    match &def.kind {
        TypeKind::Struct { fields } => fields,
        _ => &[],
    }
}

fn items(fields: &[Field]) -> Vec<Item<'_>> {
    fields.iter().map(item).collect()
}

fn item(field: &Field) -> Item<'_> {
    Item { key: field.name.clone(), name: &field.name, sentence: field.description.as_deref() }
}

fn pair(comparison: &mut Comparison<'_>, sides: &Sides<'_>, one: usize, other: usize) {
    let (Some(was), Some(is), Some(old), Some(new)) =
        (sides.was.get(one), sides.is.get(other), sides.before.1.fields.get(one), sides.after.1.fields.get(other))
    else {
        return;
    };
    let name = format!("{}.{}", sides.item, is.name);
    let tell = |comparison: &mut Comparison<'_>, code, class, message: String| {
        let found = Found::new(code, class, &name, message)
            .rust(Some(written(old)), Some(written(new)))
            .at(&is.origins)
            .types(comparison.before.named(&old.ty), comparison.after.named(&new.ty));
        let found = match class {
            Class::Breaking => {
                let is_argument = old.presence.is_required() || new.presence.is_required();
                given(comparison, sides, found.names(names(sides, old)), is_argument)
            }
            _ => found,
        };
        comparison.tell(found);
    };
    let of = sides.after.0.name.as_str();
    if old.name != new.name {
        tell(
            comparison,
            Code::FieldRenamed,
            Class::Breaking,
            format!("`{of}.{}` is called `{}`", old.name.as_str(), new.name.as_str()),
        );
    } else if old.wire != new.wire {
        let message = format!("`{of}.{}` is `{}` in JSON, and was `{}`", new.name.as_str(), new.wire.0, old.wire.0);
        tell(comparison, Code::WireChanged, Class::Additive, message);
    }
    let field = format!("`{of}.{}`", new.name.as_str());
    if !comparison.is_same(&old.ty, &new.ty) {
        tell(comparison, Code::FieldRetyped, Class::Breaking, retyped(&field, old, new));
    } else if old.presence != new.presence {
        let (code, what) = presence(old.presence, new.presence, sides.is_received);
        tell(comparison, code, Class::Breaking, format!("{field} {what}"));
    } else if !sides.is_parted && (was.nullable != is.nullable || was.only != is.only || was.required != is.required) {
        // The same Rust reads it.
        let message = format!("when {field} is there, and whether it is `null`");
        comparison.tell(Found::new(Code::DocsChanged, Class::Docs, &name, message).at(&is.origins));
    }
    match (&old.deprecated, &new.deprecated) {
        (None, Some(why)) => {
            tell(comparison, Code::Deprecated, Class::Additive, format!("{field} is deprecated{}", reason(why)));
        }
        (Some(_), None) => {
            tell(comparison, Code::Undeprecated, Class::Additive, format!("{field} is no longer deprecated"));
        }
        _ => {}
    }
    let is_reworded = matches!((&old.deprecated, &new.deprecated), (Some(old), Some(new)) if old != new);
    if is_reworded || !says_same(&old.docs, &new.docs) {
        let found =
            Found::new(Code::DocsChanged, Class::Docs, &name, format!("what is said of {field}")).at(&is.origins);
        comparison.tell(found);
    }
}

/// What the change of a presence is called.
fn presence(old: Presence, new: Presence, is_received: bool) -> (Code, &'static str) {
    match (old.is_required(), new.is_required()) {
        (false, true) if is_received => (Code::FieldRequired, "is always there"),
        (false, true) => (Code::FieldRequired, "has to be given"),
        (true, false) if is_received => (Code::FieldOptional, "may be missing"),
        (true, false) => (Code::FieldOptional, "can be left out"),
        _ if matches!(new, Presence::ThreeState | Presence::RequiredNullable) => (Code::FieldNullable, "may be `null`"),
        _ => (Code::FieldNullable, "is never `null`"),
    }
}

/// The reason behind a word, where there is one.
pub(super) fn reason(why: &str) -> String {
    let why = why.trim();
    if why.is_empty() { String::new() } else { format!(": {why}") }
}

fn retyped(field: &str, old: &FieldPlan, new: &FieldPlan) -> String {
    let ty = |field: &FieldPlan| shown::stored(&field.ty, field.presence);
    format!("{field} is `{}`, and was `{}`", ty(new), ty(old))
}

/// A field as its struct has it.
fn written(field: &FieldPlan) -> String {
    format!("pub {}: {}", field.name.as_str(), shown::stored(&field.ty, field.presence))
}

/// Names the operations whose body it is: there it is an argument, or a setter.
fn given(comparison: &Comparison<'_>, sides: &Sides<'_>, found: Found, is_argument: bool) -> Found {
    let plans: Vec<_> = comparison.before.whose_body(&sides.before.0.of).collect();
    if plans.is_empty() || sides.before.0.is_input != comparison.before.input(&sides.before.0.of).is_some() {
        return found;
    }
    let methods: Vec<&str> = plans.iter().map(|plan| plan.method_name.as_str()).collect();
    let listed = methods.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = match methods.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = if is_argument { "an argument" } else { "a setter" };
    let found = found.note(format!("it is {what} of {listed}{more}"));
    match is_argument {
        true => {
            let types = plans.iter().map(|plan| Needle::of_type(plan.type_name.as_str()));
            found.names(methods.iter().map(|name| Needle::member(name)).chain(types).collect::<Vec<_>>())
        }
        false => found,
    }
}

fn names(sides: &Sides<'_>, field: &FieldPlan) -> Vec<Needle> {
    let mut names = vec![Needle::member(field.name.as_str())];
    if field.presence == Presence::ThreeState && sides.before.1.setters {
        names.push(Needle::member(field.name.null_setter().as_str()));
    }
    names
}

fn removed(comparison: &mut Comparison<'_>, sides: &Sides<'_>, matched: &Matched, is_swapped: bool) {
    for at in &matched.removed {
        let (Some(was), Some(old)) = (sides.was.get(*at), sides.before.1.fields.get(*at)) else { continue };
        let message = format!("`{}` has no `{}` any more", sides.after.0.name.as_str(), old.name.as_str());
        let found = Found::new(Code::FieldRemoved, Class::Breaking, format!("{}.{}", sides.item, was.name), message)
            .rust(Some(written(old)), None)
            .at(&was.origins)
            .names(names(sides, old))
            .types(comparison.before.named(&old.ty), None);
        let is_required = old.presence.is_required();
        let found = given(comparison, sides, found, is_required);
        comparison.tell(if is_swapped && is_required { found.silent().note(SILENT) } else { found });
    }
}

fn added(comparison: &mut Comparison<'_>, sides: &Sides<'_>, matched: &Matched, is_swapped: bool) {
    for at in &matched.added {
        let (Some(is), Some(new)) = (sides.is.get(*at), sides.after.1.fields.get(*at)) else { continue };
        let name = sides.after.0.name.as_str();
        let mut message = format!("`{name}` has `{}`", new.name.as_str());
        let mut class = Class::Additive;
        if new.presence.is_required() {
            class = Class::Breaking;
            message.push_str(if sides.is_received { ", which is always there" } else { ", which has to be given" });
        }
        let mut found = Found::new(Code::FieldAdded, class, format!("{}.{}", sides.item, is.name), message)
            .rust(None, Some(written(new)))
            .at(&is.origins)
            .types(None, comparison.after.named(&new.ty));
        if new.presence.is_required() {
            let how = if sides.before.1.default { "default" } else { "new" };
            let reads = if sides.is_received { "who reads it is not touched; " } else { "" };
            found = match is_swapped {
                true => found.silent().note(SILENT),
                false => found.note(format!("{reads}`{name}::{how}` no longer compiles as it was called")),
            };
            found = found.names([Needle::of_type(sides.before.0.name.as_str())]);
            found = given(comparison, sides, found, true);
        }
        comparison.tell(found);
    }
}

/// `new`, as it is called.
fn call(plan: &TypePlan, fields: &StructPlan) -> String {
    if let Some(required) = &fields.required_struct {
        return format!("{}::new({} {{ .. }})", plan.name.as_str(), required.as_str());
    }
    let given = fields
        .required_fields()
        .map(|field| format!("{}: {}", field.name.as_str(), shown::argument(&field.ty, field.presence)));
    format!("{}::new({})", plan.name.as_str(), given.collect::<Vec<_>>().join(", "))
}

/// The order of what `new` takes.
fn constructor(comparison: &mut Comparison<'_>, sides: &Sides<'_>, order: Order, is_told: bool) {
    let (old, new) = (sides.before.1, sides.after.1);
    if old.required_struct.is_some() != new.required_struct.is_some() {
        if !is_told && !sides.is_told_elsewhere {
            let message = format!("`{}::new` takes its arguments in another way", sides.after.0.name.as_str());
            comparison.tell(reordered(sides, Code::FieldsReordered, message));
        }
        return;
    }
    if new.required_struct.is_some() {
        return;
    }
    if order.is_reordered {
        let message = format!("the arguments of `{}::new` stand in another order", sides.after.0.name.as_str());
        let found = reordered(sides, Code::FieldsReordered, message);
        comparison.tell(if order.compiles { found.silent().note(SILENT) } else { found });
    }
}

fn reordered(sides: &Sides<'_>, code: Code, message: String) -> Found {
    let (before, after) = (sides.before, sides.after);
    Found::new(code, Class::Breaking, sides.item, message)
        .rust(Some(call(before.0, before.1)), Some(call(after.0, after.1)))
        .names([Needle::of_type(before.0.name.as_str())])
}

fn setters(comparison: &mut Comparison<'_>, sides: &Sides<'_>, is: &TypeDef) {
    let (before, after) = (sides.before, sides.after);
    if sides.is_parted {
        return;
    }
    let has = |plan: &StructPlan| plan.setters && plan.fields.iter().any(|field| !field.presence.is_required());
    let name = after.0.name.as_str();
    if before.1.setters && !after.1.setters && has(before.1) {
        let setters = before.1.fields.iter().filter(|field| !field.presence.is_required());
        let names: Vec<Needle> = std::iter::once(Needle::of_type(before.0.name.as_str()))
            .chain(setters.map(|field| Needle::member(field.name.as_str())))
            .collect();
        let message = format!("`{name}` has no setters any more: it is only received");
        comparison
            .tell(Found::new(Code::SettersRemoved, Class::Breaking, &is.name, message).at(&is.origins).names(names));
    } else if !before.1.setters && after.1.setters && has(after.1) {
        let message = format!("`{name}` has setters: it is sent now");
        comparison.tell(Found::new(Code::SettersAdded, Class::Additive, &is.name, message).at(&is.origins));
    }
}

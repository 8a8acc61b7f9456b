//! Input: the finished model and the corrections of api.toml. Output: the model, corrected.
//! Invariant: a correction that does not find what it expects is an error: it has done its work and has to go.

mod addition;
mod at;
mod correction;
mod field;
mod operation;
mod order;
pub(crate) mod paging;
mod type_def;
mod type_text;

use std::collections::BTreeSet;

use self::at::{At, Item};
use self::correction::{Applied, Correction, Refusal};
use super::lock_keys::LockKeys;
use super::words::camel;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::{Erratum, Rename};
use crate::schema::{Api, Type, TypeKind, walk};

/// Applies the corrections in order. What `[names]` names is not named here, too; what is named here keeps its `keys`.
pub(crate) fn apply(
    api: &mut Api,
    errata: &[Erratum],
    renames: &[Rename],
    keys: &mut LockKeys,
    diagnostics: &mut Diagnostics,
) {
    if errata.is_empty() {
        return;
    }
    let before = reached(api);
    let named: BTreeSet<&str> =
        renames.iter().flat_map(|one| [one.at.value.as_str(), one.name.value.as_str()]).collect();
    for erratum in errata {
        let is_named = erratum.key.value == "name" && named.contains(erratum.at.value.as_str());
        let refusal = || Refusal::new("`[names]` gives it a name already").help("say it once, there or here");
        let applied = if is_named { Err(refusal()) } else { correct(api, erratum, keys) };
        if let Err(Refusal { message, help }) = applied {
            let message = format!("this correction does not apply: {message}");
            let help = help.unwrap_or_else(|| "remove it, or say what the pages say now".to_owned());
            diagnostics.push(Diagnostic::at(Code::StaleErratum, erratum.at.span, message).help(help));
        }
    }
    // A type that only led from what was taken away goes with it.
    let after = reached(api);
    api.types.retain(|def| after.contains(&def.name) || !before.contains(&def.name));
    api.types.sort_by(|a, b| a.name.cmp(&b.name));
}

fn reached(api: &Api) -> BTreeSet<String> {
    let called = api.operations.iter().flat_map(|one| walk::sent(one).chain(walk::received(one)));
    let told = api.webhooks.iter().filter_map(|webhook| webhook.ty.as_ref());
    walk::reached(&api.types, called.chain(told).collect::<Vec<&Type>>()).into_iter().map(str::to_owned).collect()
}

fn correct(api: &mut Api, erratum: &Erratum, keys: &mut LockKeys) -> Result<(), Refusal> {
    let at = At::parse(&erratum.at.value);
    let by = Correction { erratum, key: &erratum.key.value, is_pattern: at.is_pattern };
    let nothing = |api: &Api| {
        let named = &erratum.at.value;
        let refusal = Refusal::new(format!("there is no `{named}`"));
        match at.meant(named, api) {
            Some(meant) => refusal.help(meant),
            None => refusal.help("remove it, or name what there is: `explain` shows the names"),
        }
    };
    if by.key == "add" {
        return match addition::add(api, &at, &by)? {
            0 => Err(nothing(api)),
            _ => Ok(()),
        };
    }
    let items = at.items(api);
    if items.is_empty() {
        return Err(nothing(api));
    }
    if by.key == "drop" {
        return drop_items(api, &items, &by);
    }
    let mut count = 0usize;
    for item in items {
        let was = name(api, item);
        count += usize::from(correct_item(api, item, &by)?);
        if by.key == "name"
            && let (Some(was), Some(is)) = (was, name(api, item))
        {
            match item {
                Item::Operation(_) => keys.rename_operation(&was, &is),
                _ => keys.rename_type(&was, &is),
            }
        }
    }
    match count {
        0 => Err(Refusal::new("none of what it names is as it expects")),
        _ => Ok(()),
    }
}

/// What an operation or a type is called.
fn name(api: &Api, item: Item) -> Option<String> {
    match item {
        Item::Operation(at) => api.operations.get(at).map(|operation| operation.id.clone()),
        Item::Type(at) => api.types.get(at).map(|def| def.name.clone()),
        _ => None,
    }
}

fn correct_item(api: &mut Api, item: Item, by: &Correction<'_>) -> Applied {
    match (item, by.key) {
        (Item::Operation(at), "arguments") => return order::correct(api, at, by),
        (Item::Type(at), "arguments") => {
            return api.types.get_mut(at).map_or(Ok(false), |def| order::correct_type(def, by));
        }
        _ => {}
    }
    let Api { operations, types, .. } = api;
    match item {
        Item::Operation(at) => operations.get_mut(at).map_or(Ok(false), |one| {
            let other = |id: &str| by.key == "name" && by.text().is_ok_and(|right| right == id);
            if other(&one.id) { by.decide(true, None, &one.id) } else { operation::correct(one, by) }
        }),
        Item::Parameter(at, parameter) => operations.get_mut(at).map_or(Ok(false), |one| {
            let base = camel(&one.id);
            let Some(parameter) = one.parameters.get_mut(parameter) else { return Ok(false) };
            let name = format!("{base}{}", camel(&parameter.field.name));
            let applied = field::correct(&mut parameter.field, types, &name, by);
            // A parameter is there or not: there is no `null` to send.
            parameter.field.nullable = false;
            applied
        }),
        Item::Request(at) => operations.get_mut(at).map_or(Ok(false), |one| operation::request(one, types, by)),
        Item::Answer(at, answer) => operations.get_mut(at).map_or(Ok(false), |one| {
            let id = one.id.clone();
            let clash = |status: &str| one.responses.iter().any(|other| other.status == status);
            if by.key == "status" && by.value().is_ok_and(|right| clash(&correction::plain(right))) {
                return Err(Refusal::new("the operation has an answer with that status already"));
            }
            let Some(answer) = one.responses.get_mut(answer) else { return Ok(false) };
            let applied = operation::answer(&id, answer, types, by);
            one.responses.sort_by(|a, b| a.status.cmp(&b.status));
            applied
        }),
        Item::Type(at) => type_def::correct(api, at, by),
        Item::Field(at, field) => {
            let Some((owner, mut one)) = types.get(at).and_then(|def| match &def.kind {
                TypeKind::Struct { fields } => Some((def.name.clone(), fields.get(field)?.clone())),
                _ => None,
            }) else {
                return Ok(false);
            };
            let name = format!("{owner}{}", camel(&one.name));
            let applied = field::correct(&mut one, types, &name, by)?;
            if let Some(TypeKind::Struct { fields }) = types.get_mut(at).map(|def| &mut def.kind)
                && let Some(place) = fields.get_mut(field)
            {
                *place = one;
            }
            Ok(applied)
        }
        Item::Value(at, value) => types.get_mut(at).map_or(Ok(false), |def| type_def::value(def, value, by)),
    }
}

/// Takes items away, the last first, so that those before them stay where they are.
fn drop_items(api: &mut Api, items: &[Item], by: &Correction<'_>) -> Result<(), Refusal> {
    if let Some(value) = by.erratum.value.as_ref().filter(|value| value.value != true) {
        return Err(Refusal::new(format!("`{}` is no value of `drop`", correction::plain(&value.value)))
            .help("leave `value` out"));
    }
    for item in items.iter().rev() {
        match *item {
            Item::Operation(at) => drop(api.operations.remove(at)),
            Item::Parameter(at, parameter) => {
                let Some(one) = api.operations.get_mut(at) else { continue };
                let is_path =
                    one.parameters.get(parameter).is_some_and(|one| one.location == crate::schema::Location::Path);
                if is_path {
                    return Err(Refusal::new("a parameter of the path cannot be dropped")
                        .help("correct the `path` of the operation"));
                }
                one.parameters.remove(parameter);
            }
            Item::Request(at) => {
                if let Some(one) = api.operations.get_mut(at) {
                    one.request_body = None;
                }
            }
            Item::Answer(at, answer) => {
                if let Some(one) = api.operations.get_mut(at) {
                    one.responses.remove(answer);
                }
            }
            Item::Type(_) => {
                return Err(Refusal::new("a type cannot be dropped by itself")
                    .help("drop the fields and operations that have it"));
            }
            Item::Field(at, field) => match api.types.get_mut(at).map(|def| &mut def.kind) {
                Some(TypeKind::Struct { fields }) => drop(fields.remove(field)),
                _ => continue,
            },
            Item::Value(at, value) => match api.types.get_mut(at).map(|def| &mut def.kind) {
                Some(TypeKind::Enum { values, .. }) => drop(values.remove(value)),
                _ => continue,
            },
        }
    }
    Ok(())
}

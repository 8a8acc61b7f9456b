//! Input: the variants of an object, each with the sentences of its members. Output: the same, where a member that all have,
//! and of which each names another one value, has that value alone.
//! Invariant: a sentence that names several values, or none, tells nothing.

use serde_json::Value;

use crate::shape::{EnumShape, Kind, Member, Shape};

/// Gives the member that tells the variants its value in each.
pub(crate) fn tell(variants: &mut [(Option<String>, Shape)]) {
    let Some((_, first)) = variants.first().filter(|_| variants.len() > 1) else { return };
    let names: Vec<String> = members(first).iter().map(|member| member.name.clone()).collect();
    for name in names {
        let values: Option<Vec<String>> = variants.iter().map(|(_, shape)| value(shape, &name)).collect();
        let Some(values) = values else { continue };
        let differ =
            values.iter().enumerate().all(|(index, value)| values.iter().skip(index + 1).all(|other| other != value));
        if !differ {
            continue;
        }
        for ((_, shape), value) in variants.iter_mut().zip(values) {
            let Kind::Object(object) = &mut shape.kind else { continue };
            for member in object.members.iter_mut().filter(|member| member.name == name) {
                let values = vec![Value::from(value.as_str())];
                member.shape.kind = Kind::Enum(EnumShape::new(false, values, false));
            }
        }
        return;
    }
}

fn members(shape: &Shape) -> &[Member] {
    match &shape.kind {
        Kind::Object(object) => &object.members,
        _ => &[],
    }
}

/// The one value that a member's sentences name.
fn value(shape: &Shape, name: &str) -> Option<String> {
    let member = members(shape).iter().find(|member| member.name == name)?;
    match &member.shape.kind {
        Kind::String => named(member.description.as_deref()?),
        Kind::Enum(list) if !list.integer => match list.values.as_slice() {
            [Value::String(only)] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The one word in backticks or quotes of a short text: ``Set to `git`.``
fn named(text: &str) -> Option<String> {
    let mark = ['`', '"'].into_iter().find(|mark| text.contains(*mark))?;
    let mut parts = text.split(mark);
    let (before, word, after) = (parts.next()?, parts.next()?, parts.next()?);
    let lower = before.to_lowercase();
    let says = ["set to", "must be", "always", "is", "equals", "value", "use"].iter().any(|word| {
        lower
            .split(|c: char| !c.is_alphanumeric() && c != ' ')
            .any(|part| format!(" {part} ").contains(&format!(" {word} ")))
    });
    let is_word =
        !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':'));
    let is_alone = parts.next().is_none() && !after.contains(['`', '"']);
    (is_word && is_alone && (says || before.trim().is_empty())).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_sentence_names_one_value_or_none() {
        for (text, wanted) in [
            ("Set to `git`.", Some("git")),
            ("Must be \"template\".", Some("template")),
            ("`door`", Some("door")),
            ("The kind. Always `x-1`", Some("x-1")),
            ("Either `a` or `b`.", None),
            ("See the field `source`.", None),
            ("The type.", None),
        ] {
            assert_eq!(named(text).as_deref(), wanted, "{text}");
        }
    }
}

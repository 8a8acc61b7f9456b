//! Input: the description of a field. Output: the field with the facts that the description's sentences state.
//! Invariant: a fact is read only where the sentence is about the field itself, and none can make a valid value fail: what
//! an attribute or an option list says stays, and a list of values that was read here is open and marked as inferred.

pub(crate) mod defaults;
pub(crate) mod formats;
pub(crate) mod keyed;
pub(crate) mod presence;
pub(crate) mod ranges;
pub(crate) mod sentences;
#[cfg(test)]
mod tests;
pub(crate) mod values;

use serde_json::Value;

use crate::gather::prose::formats::TextForm;
use crate::read::pattern::patterns;
use crate::read::prose::plain_text;
use crate::schema::{Evidence, Origin};
use crate::shape::{EnumShape, Kind, Member, Shape};

patterns! {
    DEPRECATED = concat!(
        r"(?is)^\W*(?:this (?:field|parameter|property|endpoint|operation|attribute) (?:is|has been) )?deprecated\b",
        r"(?:\s*[.:;,!)\]\-–—]+\s*|\s+(?P<word>use|in|since|as|by|and|from|after|please|instead|with)\b|\s*$)(?P<rest>.*)$",
    );
    NULL = concat!(
        r"(?i)(?:^|[\s(,.;:])(?:null (?:means|if|when|for|until|unless|indicates|where|in case|is returned|otherwise)\b",
        r"|(?:may|can|could|might|will) (?:also )?be null\b|or null\b|nullable\b|null\s*=)",
    );
    NEVER_NULL = r"(?i)\b(?:never|not|cannot|can't|non)[ -](?:be )?null";
}

/// Adds to a member what its description states.
pub(crate) fn apply(member: &mut Member) {
    let Some(description) = &member.description else { return };
    let text = plain_text(description);
    let blocks = sentences::blocks(description);
    let tabled = values::tabled(description);
    let before = (member.shape.clone(), member.deprecated.clone(), member.default.clone(), member.constraints.clone());
    member.shape.nullable |= is_nullable(&text);
    if let Some(note) = deprecation(&text) {
        member.deprecated = Some(note);
    }
    keyed::apply(member, &text);
    let sentences = sentences::all_sentences(&blocks);
    ranges::read(&sentences, &member.shape.kind, &member.name, &mut member.constraints);
    form(member, &sentences);
    let several = matches!(member.shape.kind, Kind::Array(_));
    if let Some(values) = values::read(&blocks, &member.name, several).or(tabled) {
        list(member.shape.innermost_mut(), values);
    }
    if member.default.is_none() {
        member.default = defaults::read(&sentences, &member.shape.kind, &member.name);
    }
    let after = (&member.shape, &member.deprecated, &member.default, &member.constraints);
    if after != (&before.0, &before.1, &before.2, &before.3)
        && let Some(first) = member.origins.first()
    {
        let prose = Origin { page: first.page.clone(), evidence: Evidence::Prose, overruled: None, span: first.span };
        member.origins.push(prose);
    }
}

/// Makes an open enum of a text or a whole number. A type text that lists values itself knows better.
pub(crate) fn list(shape: &mut Shape, values: Vec<String>) {
    let integer = shape.kind == Kind::Integer;
    let values: Option<Vec<Value>> = match shape.kind {
        Kind::String => Some(values.into_iter().map(Value::from).collect()),
        Kind::Integer => values.iter().map(|value| value.parse::<i64>().ok().map(Value::from)).collect(),
        _ => None,
    };
    if let Some(values) = values {
        shape.kind = Kind::Enum(EnumShape::new(integer, values, true));
    }
}

/// Gives texts and whole numbers the form that the sentences state.
fn form(member: &mut Member, sentences: &[&str]) {
    if member.constraints.format.is_some() {
        return;
    }
    let innermost = member.shape.innermost_mut();
    match innermost.kind {
        Kind::String => match formats::of_text(sentences, &member.name) {
            Some(TextForm::DateTime) => innermost.kind = Kind::DateTime,
            Some(TextForm::Named(format)) => member.constraints.format = Some(format.to_owned()),
            None => {}
        },
        Kind::Integer => member.constraints.format = formats::of_integer(sentences).map(str::to_owned),
        _ => {}
    }
}

/// The note of a description that begins by saying that the field is deprecated: `deprecated. Use X` gives `Use X`. The
/// note is empty where there is nothing but the word. A description that only speaks of deprecated things gives `None`.
pub(crate) fn deprecation(text: &str) -> Option<String> {
    let captures = DEPRECATED.captures(text)?;
    let rest = captures.name("rest").map_or("", |rest| rest.as_str());
    let note = match captures.name("word") {
        Some(word) => format!("{}{rest}", word.as_str()),
        None => rest.to_owned(),
    };
    Some(note.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a description says that the value may be `null`.
fn is_nullable(text: &str) -> bool {
    NULL.is_match(text) && !NEVER_NULL.is_match(text)
}

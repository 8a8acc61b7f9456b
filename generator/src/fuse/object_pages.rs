//! Input: the drafts of all pages. Output: the same, with the fields of pages that describe an object where other pages name
//! that object and say nothing of it.
//! Invariant: a page that names method and path describes no object, and what a page says of a type itself counts there.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::read::pattern::patterns;
use crate::read::prose::plain_text;
use crate::schema::Evidence;
use crate::schema::path::letters;
use crate::shape::visit::children_mut;
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::source::FileId;

patterns! {
    /// `The Cup object`, `Payment method`
    TITLE = r"(?i)^(?:the\s+)?(?P<name>[a-z][a-z0-9]*(?:[\s_-][a-z0-9]+){0,3}?)(?:\s+(?:object|resource|model|schema|type))?$";
    /// `Returns the created Cup object.`, `Returns a list of Cup objects.`
    RETURNS = concat!(
        r"(?i)^\W*(?:this (?:endpoint|call|method) )?returns? (?P<list>(?:a |an |the )?(?:paginated )?(?:list|array) of )?",
        r"(?:a |an |the )?(?:(?:single|new|newly|created|updated|requested|full) )*(?P<name>[a-z][a-z0-9]*(?: [a-z0-9]+){0,2}?)",
        r" (?:object|resource)(?P<plural>s)?\b",
    );
}

/// A page that describes an object.
struct Described {
    /// As a type of that name would be written.
    name: String,
    page: usize,
    members: Vec<Member>,
    is_used: bool,
}

/// Puts what such pages say where it is missing.
pub(crate) fn settle(drafts: &mut [Draft], diagnostics: &mut Diagnostics) {
    let mut objects: BTreeMap<String, Described> = BTreeMap::new();
    for (page, draft) in drafts.iter().enumerate() {
        let Some(object) = described(draft, page) else { continue };
        objects.entry(letters(&object.name)).or_insert(object);
    }
    if objects.is_empty() {
        return;
    }
    for draft in drafts.iter_mut().filter(|draft| !draft.endpoints.is_empty()) {
        let answers = draft.answers.responses.iter_mut();
        let answers = answers.flat_map(|response| response.cases.iter_mut().flat_map(|(_, members)| members));
        let sent = draft.request.fields.iter_mut().map(|field| &mut field.member);
        for member in answers.chain(sent) {
            fill(&mut member.shape, &mut objects);
        }
        answer(draft, &mut objects);
    }
    let called = drafts.iter().filter(|draft| !draft.endpoints.is_empty()).map(|draft| draft.file);
    let called: BTreeSet<FileId> = called.collect();
    for object in objects.into_values().filter(|object| object.is_used) {
        let Some(draft) = drafts.get_mut(object.page) else { continue };
        draft.hints.is_told = true;
        // A page that has the calls, too, is no page of an object.
        if called.contains(&draft.file) {
            continue;
        }
        let words = format!("this page describes `{}`, which other pages name, and no call", object.name);
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, draft.top(), words));
    }
}

/// The object that a page describes: it has fields of an answer, no call, and a title that is a name.
fn described(draft: &Draft, page: usize) -> Option<Described> {
    let is_plain = draft.endpoints.is_empty()
        && draft.request.fields.is_empty()
        && draft.document.references.is_empty()
        && !draft.hints.shows_code;
    let [response] = draft.answers.responses.as_slice() else { return None };
    if !is_plain || response.status.is_some() || response.cases.len() > 1 {
        return None;
    }
    let members: Vec<Member> = response.members().chain(&response.listed).cloned().collect();
    if members.is_empty() {
        return None;
    }
    let title = plain_text(draft.title.as_deref()?);
    let name = TITLE.captures(title.trim())?.name("name")?.as_str().to_owned();
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect::<String>()
    };
    let name = name.split([' ', '_', '-']).map(capital).collect();
    Some(Described { name, page, members, is_used: false })
}

/// Writes out what a shape names. An object is written out once: elsewhere its name stands for it, so that those that hold each
/// other, or hold another one twice, come to an end.
fn fill(shape: &mut Shape, objects: &mut BTreeMap<String, Described>) {
    let (Kind::Reference(name) | Kind::Opaque(name)) = &shape.kind else {
        return children_mut(shape, &mut |inner| fill(inner, objects));
    };
    let Some(object) = objects.get_mut(&letters(name)) else { return };
    let name = object.name.clone();
    if std::mem::replace(&mut object.is_used, true) {
        shape.kind = Kind::Reference(name);
        return;
    }
    let mut members = object.members.clone();
    members.iter_mut().for_each(|member| fill(&mut member.shape, objects));
    shape.kind = Kind::Object(ObjectShape { name: Some(name), members });
}

/// The object that a sentence says comes back, and whether a list of them does. What has a condition in it says neither.
fn returned(sentence: &str) -> Option<(&str, bool)> {
    let found = RETURNS.captures(sentence)?;
    let name = found.name("name")?.as_str();
    let is_name =
        name.split(' ').all(|word| !matches!(word, "a" | "an" | "the" | "if" | "when" | "that" | "of" | "for"));
    is_name.then_some((name, found.name("list").is_some() || found.name("plural").is_some()))
}

/// What a sentence says that comes back, where nothing else does.
fn answer(draft: &mut Draft, objects: &mut BTreeMap<String, Described>) {
    let said = [&draft.answers.sentence, &draft.answers.returned];
    let texts: Vec<String> = said.into_iter().flatten().map(|text| plain_text(text)).collect();
    // The sentence may stand behind others.
    let mut sentences = texts.iter().flat_map(|text| text.split_inclusive(['.', '\n'])).map(str::trim);
    let Some((name, is_list)) = sentences.find_map(returned) else { return };
    let is_success = |status: Option<&str>| status.is_none_or(|status| status.starts_with('2'));
    let shown = draft.answers.responses.iter().find(|known| is_success(known.status.as_deref()) && !known.is_bare());
    // What a sample shows of a list says what it stands in, too.
    let may_show = is_list && !draft.loose.is_empty();
    if shown.is_some() || may_show || !objects.contains_key(&letters(name)) {
        return;
    }
    let mut shape = Shape::new(Kind::Reference(name.to_owned()), None);
    fill(&mut shape, objects);
    if is_list {
        shape = Shape::new(Kind::Array(Box::new(shape)), None);
    }
    let origin = draft.origin(Evidence::Prose, draft.top());
    let known = draft.answers.responses.iter().find(|known| is_success(known.status.as_deref()));
    let status = known.and_then(|known| known.status.clone());
    draft.response(status.as_deref()).case(None).push(Member::new(String::new(), shape, origin));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_sentences_name_objects() {
        let title = |text: &str| TITLE.captures(text).and_then(|found| Some(found.name("name")?.as_str().to_owned()));
        assert_eq!(title("The Cup object").as_deref(), Some("Cup"));
        assert_eq!(title("Payment method").as_deref(), Some("Payment method"));
        assert_eq!(title("Cups: an overview"), None);
        let returns = |text: &str| returned(text).map(|(name, is_list)| (name.to_owned(), is_list));
        assert_eq!(returns("Returns a Cup object."), Some(("Cup".to_owned(), false)));
        assert_eq!(
            returns("Returns the newly created payment method object"),
            Some(("payment method".to_owned(), false))
        );
        assert_eq!(returns("Returns a list of Cup objects."), Some(("Cup".to_owned(), true)));
        assert_eq!(returns("Returns an error if the object is gone"), None);
    }
}

//! Input: the drafts of all pages, with the queries that samples of their own calls have. Output: the drafts with what of
//! them nobody documents as optional parameters.
//! Invariant: a secret is no parameter, and what a field, a document or the path has stays theirs; each is told once an
//! operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::request::Shown;
use crate::fuse::shown_headers::is_secret;
use crate::schema::{Evidence, Location};
use crate::shape::{Kind, Member, Shape};

/// Makes the pairs parameters.
pub(crate) fn add(placed: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let known = documented(placed);
    let mut shown: BTreeMap<(String, String), (usize, Vec<Shown>)> = BTreeMap::new();
    for (index, (draft, endpoint)) in placed.iter().enumerate() {
        let Some(endpoint) = endpoint else { continue };
        let key = endpoint.key();
        for pair in &draft.request.query {
            let name = bare(&pair.name);
            let is_documented = known.get(&key).is_some_and(|names| names.contains(&name));
            let is_in_path = endpoint.path.contains(&format!("{{{name}}}")) || endpoint.path.contains('?');
            if is_name(&pair.name) && !is_documented && !is_in_path && !is_secret(&name, &pair.value) {
                shown
                    .entry((key.clone(), pair.name.clone()))
                    .or_insert_with(|| (index, Vec::new()))
                    .1
                    .push(pair.clone());
            }
        }
    }
    in_brackets(placed);
    for ((_, name), (index, pairs)) in shown {
        let Some((draft, _)) = placed.get_mut(index) else { continue };
        if let Some(member) = member(name, &pairs) {
            tell(&member, diagnostics);
            draft.request.parameters.push((Location::Query, member));
        }
    }
}

/// Lists that every sample writes with brackets behind the name, `tags[]=a`, are sent so; a document says itself how.
fn in_brackets(placed: &mut [(Draft, Option<Endpoint>)]) {
    let mut written: BTreeMap<(String, String), bool> = BTreeMap::new();
    for (draft, endpoint) in placed.iter() {
        let Some(endpoint) = endpoint else { continue };
        for pair in &draft.request.query {
            let name = pair.name.strip_suffix("[]");
            let key = (endpoint.key(), name.unwrap_or(&pair.name).to_owned());
            *written.entry(key).or_insert(true) &= name.is_some();
        }
    }
    written.retain(|_, is_in_brackets| *is_in_brackets);
    for (draft, endpoint) in placed.iter_mut().filter(|_| !written.is_empty()) {
        let Some(endpoint) = endpoint else { continue };
        let lists = draft.request.parameters.iter_mut().filter(|(location, member)| {
            let is_of_page = member.origins.iter().all(|origin| origin.evidence != Evidence::Openapi);
            *location == Location::Query && matches!(member.shape.kind, Kind::Array(_)) && is_of_page
        });
        for (_, member) in lists {
            if written.contains_key(&(endpoint.key(), member.name.clone())) {
                member.name.push_str("[]");
            }
        }
    }
}

/// What is documented of each operation, wherever it goes: a sample that puts it elsewhere settles nothing.
fn documented(placed: &[(Draft, Option<Endpoint>)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (draft, endpoint) in placed {
        let Some(endpoint) = endpoint else { continue };
        let request = &draft.request;
        let members = request.parameters.iter().map(|(_, member)| member).chain(&request.body.members);
        names.entry(endpoint.key()).or_default().extend(members.map(|member| bare(&member.name)));
    }
    names
}

/// The name that a field would have: `created[gte]` may be a member of `created`, and `ids[]` is `ids`.
fn bare(name: &str) -> String {
    name.split('[').next().unwrap_or_default().to_lowercase()
}

fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '$');
    let (front, brackets) = name.split_at(name.find('[').unwrap_or(name.len()));
    !front.is_empty()
        && name.len() <= 60
        && front.chars().all(is_plain)
        && brackets.chars().all(|c| is_plain(c) || matches!(c, '[' | ']'))
}

/// The parameter: a flag or a count where every value is one, a list where its name ends in brackets, else a text.
fn member(name: String, pairs: &[Shown]) -> Option<Member> {
    let origin = pairs.first()?.origin.clone();
    let values: Vec<&str> = pairs.iter().filter(|pair| pair.has_value()).map(|pair| pair.value.as_str()).collect();
    let are = |is: fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
    let is_count = |value: &str| value.len() <= 6 && value.parse::<i64>().is_ok_and(|n| n.to_string() == value);
    let kind = if are(|value| matches!(value, "true" | "false")) {
        Kind::Boolean
    } else if are(is_count) && !name.to_lowercase().ends_with("id") {
        Kind::Integer
    } else {
        Kind::String
    };
    // What is escaped is another value than it looks.
    let plain = values.first().filter(|value| !value.contains(['%', '+']));
    let example = plain.map(|value| match kind {
        Kind::Boolean => Value::from(*value == "true"),
        Kind::Integer => value.parse::<i64>().map_or(Value::Null, Value::from),
        _ => Value::from(*value),
    });
    let one = Shape::new(kind, origin.span);
    let (shape, example) = match name.ends_with("[]") {
        true => (Shape::new(Kind::Array(Box::new(one)), origin.span), None),
        false => (one, example),
    };
    let mut member = Member::new(name, shape, origin);
    member.examples.extend(example);
    Some(member)
}

fn tell(member: &Member, diagnostics: &mut Diagnostics) {
    let Some(origin) = member.origins.first() else { return };
    let (name, source) = (&member.name, origin.evidence.as_str());
    let message =
        format!("`{name}` stands in the query of this {source} and in no field list; added as one that may be sent");
    diagnostics.push(Diagnostic::at(Code::FieldOnlyInExample, origin.span, message));
}

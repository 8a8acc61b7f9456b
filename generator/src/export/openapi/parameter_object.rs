//! Input: the parameters of one operation and the path under which it stands. Output: those that a document names, and
//! those that it cannot.
//! Invariant: the path's parameters are exactly those of its template, each required.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::schema::media::JSON;
use crate::schema::path;
use crate::schema::{Api, AuthScheme, KeyLocation, Location, Operation, Parameter, Style};

use super::document::{MediaTypeObject, ParameterObject};
use super::json_schema::Schemas;
use super::members::{Kinds, Pairs};
use super::schema_form::Schema;

/// Headers that a document may not name as parameters: bodies and security say them.
const NOT_PARAMETERS: &[&str] = &["accept", "content-type", "authorization"];

/// The parameters of `operation`, which stands under `path`: named ones and others.
pub(super) fn parameters<'a>(
    api: &'a Api,
    operation: &'a Operation,
    path: &str,
    schemas: &Schemas<'a>,
) -> (Vec<ParameterObject<'a>>, Vec<ParameterObject<'a>>) {
    let own = || operation.parameters.iter().filter(|p| p.location == Location::Path);
    let mut by_name: BTreeMap<&str, VecDeque<&Parameter>> = BTreeMap::new();
    own().for_each(|parameter| by_name.entry(&parameter.field.name).or_default().push_back(parameter));
    let mut taken = BTreeSet::new();
    let (mut named, mut others): (Vec<ParameterObject<'a>>, Vec<_>) = (Vec::new(), Vec::new());
    // Paths that are one path agree in the places of their parameters, and not in the names.
    for (shown, name) in path::parameters(path).zip(path::parameters(&operation.path)) {
        named.push(match by_name.get_mut(name).and_then(VecDeque::pop_front) {
            Some(parameter) => ParameterObject { name: shown.to_owned(), required: true, ..object(parameter, schemas) },
            None => undocumented(shown),
        });
        taken.extend(named.last().map(key));
    }
    let left: BTreeSet<_> = by_name.into_values().flatten().map(std::ptr::from_ref).collect();
    others.extend(own().filter(|own| left.contains(&std::ptr::from_ref(*own))).map(|own| object(own, schemas)));
    for parameter in operation.parameters.iter().filter(|p| p.location != Location::Path) {
        let object = object(parameter, schemas);
        if is_said_elsewhere(api, operation, parameter) || !taken.insert(key(&object)) {
            others.push(object);
        } else {
            named.push(object);
        }
    }
    (named, others)
}

/// What tells a parameter from others; a header has no case.
fn key(parameter: &ParameterObject<'_>) -> (&'static str, String) {
    let (location, name) = (parameter.location, &parameter.name);
    (location, if location == "header" { name.to_ascii_lowercase() } else { name.clone() })
}

fn is_said_elsewhere(api: &Api, operation: &Operation, parameter: &Parameter) -> bool {
    let name = &parameter.field.name;
    let key = match operation.auth.as_ref().or(api.auth.as_ref()).map(|auth| &auth.scheme) {
        Some(AuthScheme::Key { location: KeyLocation::Header, name: key }) => {
            parameter.location == Location::Header && key.eq_ignore_ascii_case(name)
        }
        Some(AuthScheme::Key { location: KeyLocation::Query, name: key }) => {
            parameter.location == Location::Query && key == name
        }
        Some(AuthScheme::Key { location: KeyLocation::Cookie, name: key }) => {
            parameter.location == Location::Cookie && key == name
        }
        _ => false,
    };
    key || parameter.location == Location::Header && NOT_PARAMETERS.iter().any(|word| word.eq_ignore_ascii_case(name))
}

fn object<'a>(parameter: &'a Parameter, schemas: &Schemas<'a>) -> ParameterObject<'a> {
    let Parameter { location, style, field } = parameter;
    let (word, explode) = match style {
        // An object whose style is not said would be taken apart.
        Style::Plain if *location == Location::Query && schemas.is_object(&field.ty) => {
            (Some("deepObject"), Some(true))
        }
        Style::Plain if *location == Location::Cookie && schemas.is_list(&field.ty) => (None, Some(false)),
        Style::Members if *location == Location::Path => (Some("simple"), Some(true)),
        Style::Plain | Style::Members | Style::Json => (None, None),
        Style::Label => (Some("label"), Some(false)),
        Style::LabelEach => (Some("label"), Some(true)),
        Style::Matrix => (Some("matrix"), Some(false)),
        Style::MatrixEach => (Some("matrix"), Some(true)),
        Style::Deep => (Some("deepObject"), Some(true)),
        Style::Commas => (Some("form"), Some(false)),
        Style::Spaces => (Some("spaceDelimited"), Some(false)),
        Style::Pipes => (Some("pipeDelimited"), Some(false)),
    };
    let schema = schemas.value(field);
    let (schema, content) = match style {
        Style::Json => {
            let content = MediaTypeObject { schema: Some(schema), ..MediaTypeObject::default() };
            (None, Pairs::one(JSON, content))
        }
        _ => (Some(schema), Pairs::default()),
    };
    ParameterObject {
        name: field.name.clone(),
        location: match location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        },
        description: field.description.as_deref(),
        required: field.required,
        deprecated: field.deprecated.as_deref().into(),
        style: word,
        explode,
        schema,
        content,
        origins: &field.origins,
    }
}

fn undocumented(name: &str) -> ParameterObject<'static> {
    ParameterObject {
        name: name.to_owned(),
        location: "path",
        description: None,
        required: true,
        deprecated: None.into(),
        style: None,
        explode: None,
        schema: Some(Schema { kinds: Kinds(vec!["string"]), ..Schema::default() }),
        content: Pairs::default(),
        origins: &[],
    }
}

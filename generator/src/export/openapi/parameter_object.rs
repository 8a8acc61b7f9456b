//! Input: the parameters of one operation and the path under which it stands. Output: those that a document names, and
//! those that it cannot.
//! Invariant: the path's parameters are exactly those of its template, each required.

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
    let mut own = operation.parameters.iter().filter(|p| p.location == Location::Path).collect::<Vec<_>>();
    let (mut named, mut others): (Vec<ParameterObject<'a>>, Vec<_>) = (Vec::new(), Vec::new());
    // Paths that are one path agree in the places of their parameters, and not in the names.
    for (shown, name) in path::parameters(path).zip(path::parameters(&operation.path)) {
        let found = own.iter().position(|parameter| parameter.field.name == name);
        named.push(match found.map(|at| own.remove(at)) {
            Some(parameter) => ParameterObject { name: shown.to_owned(), required: true, ..object(parameter, schemas) },
            None => undocumented(shown),
        });
    }
    others.extend(own.into_iter().map(|parameter| object(parameter, schemas)));
    for parameter in operation.parameters.iter().filter(|p| p.location != Location::Path) {
        let object = object(parameter, schemas);
        let twice = named.iter().any(|known| known.location == object.location && same_name(known, &object));
        if twice || is_said_elsewhere(api, operation, parameter) {
            others.push(object);
        } else {
            named.push(object);
        }
    }
    (named, others)
}

fn same_name(a: &ParameterObject<'_>, b: &ParameterObject<'_>) -> bool {
    if a.location == "header" { a.name.eq_ignore_ascii_case(&b.name) } else { a.name == b.name }
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

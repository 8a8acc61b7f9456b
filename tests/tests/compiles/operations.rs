//! Input: dice, and the names of a model's types. Output: an operation.
//! Invariant: every kind of parameter, body and answer comes about, and some that no API should have.

use std::collections::BTreeMap;

use fieldstone::schema::{
    Encoding, Evidence, Example, Location, Operation, Origin, Parameter, RequestBody, Response, Style, Type, method,
    path,
};

use crate::dice::Dice;
use crate::servers::{auth, servers};
use crate::types::{field, plain_field, ty, value};
use crate::words::{self, other_name, sentence};

const STYLES: [Style; 11] = [
    Style::Plain,
    Style::Commas,
    Style::Spaces,
    Style::Pipes,
    Style::Members,
    Style::Json,
    Style::Deep,
    Style::Label,
    Style::LabelEach,
    Style::Matrix,
    Style::MatrixEach,
];

const MEDIA_TYPES: [&str; 18] = [
    "application/json",
    "application/json",
    "application/json; charset=utf-8",
    "application/vnd.api+json",
    "application/json-patch+json",
    "*/*",
    "text/plain",
    "text/csv",
    "application/xml",
    "application/x-ndjson",
    "application/octet-stream",
    "image/*",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data",
    "text/event-stream",
    "no media type\r\nx: y",
];

const STATUSES: [&str; 16] = [
    "200", "200", "200", "201", "202", "204", "206", "2XX", "400", "404", "422", "4XX", "500", "5XX", "302", "default",
];

pub fn operation(dice: &mut Dice, id: String, section: Option<String>, names: &[String]) -> Operation {
    let path = path_template(dice);
    let mut responses = responses(dice, names);
    let mut parameters = parameters(dice, &path, names);
    if dice.once_in(3) {
        in_pages(dice, &mut parameters, &mut responses, names);
    }
    Operation {
        arguments: Vec::new(),
        arguments_at_first: None,
        id,
        method: (*dice.one(&method::ALL)).to_owned(),
        path,
        section,
        summary: dice.once_in(2).then(|| words::name(dice)),
        description: dice.once_in(3).then(|| sentence(dice)),
        deprecated: dice.once_in(8).then(|| sentence(dice)),
        servers: if dice.once_in(5) { servers(dice) } else { Vec::new() },
        auth: if dice.once_in(5) { auth(dice) } else { None },
        parameters,
        request_body: (!dice.once_in(3)).then(|| body(dice, names)),
        responses,
        paging: None,
        origins: Vec::new(),
    }
}

fn path_template(dice: &mut Dice) -> String {
    let mut path = String::new();
    for _ in 0..dice.count(0, 4) {
        path.push('/');
        match dice.below(6) {
            0..2 => path.push_str("things"),
            2..4 => path.push_str(&format!("{{{}}}", words::name(dice).replace(['{', '}', '/'], ""))),
            4 => path.push_str("a\"b \\ {open"),
            _ => path.push_str(&format!("{{id}}:{}", words::name(dice))),
        }
    }
    path + dice.one::<&str>(&["", "", "", "/", "?beta=true", "#part"])
}

/// Those of the path first, one each; now and then one is missing.
fn parameters(dice: &mut Dice, template: &str, names: &[String]) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    let mut taken = Vec::new();
    for name in path::parameters(template) {
        if !taken.contains(&name.to_owned()) && !dice.once_in(15) {
            taken.push(name.to_owned());
            let parameter = parameter(dice, Location::Path, name.to_owned(), names);
            parameters.push(parameter);
        }
    }
    for location in [Location::Query, Location::Header, Location::Cookie] {
        let mut taken = Vec::new();
        for _ in 0..dice.below(4) {
            let name = other_name(dice, &mut taken);
            parameters.push(parameter(dice, location, name, names));
        }
    }
    parameters
}

fn parameter(dice: &mut Dice, location: Location, name: String, names: &[String]) -> Parameter {
    let mut field = field(dice, name, names);
    field.nullable = false;
    field.required |= location == Location::Path;
    Parameter { location, style: *dice.one(&STYLES), field }
}

fn body(dice: &mut Dice, names: &[String]) -> RequestBody {
    let ty = whole(dice, names);
    RequestBody {
        media_type: (*dice.one(&MEDIA_TYPES)).to_owned(),
        required: dice.once_in(2),
        description: dice.once_in(4).then(|| sentence(dice)),
        encoding: encodings(dice),
        examples: examples(dice, &ty),
        ty,
        origins: Vec::new(),
    }
}

/// How fields of a form are written: of fields that are there, and of one that is not.
fn encodings(dice: &mut Dice) -> BTreeMap<String, Encoding> {
    let count = if dice.once_in(3) { dice.count(1, 2) } else { 0 };
    let media_type = |dice: &mut Dice| dice.once_in(2).then(|| "application/json".to_owned());
    (0..count)
        .map(|_| (words::name(dice), Encoding { style: *dice.one(&STYLES), media_type: media_type(dice) }))
        .collect()
}

/// What a body is: mostly a type with a name.
fn whole(dice: &mut Dice, names: &[String]) -> Type {
    if dice.once_in(2) && !names.is_empty() { Type::Named(dice.one(names).clone()) } else { ty(dice, names) }
}

fn responses(dice: &mut Dice, names: &[String]) -> Vec<Response> {
    let mut responses: Vec<Response> = (0..dice.below(5)).map(|_| response(dice, names)).collect();
    // The same status twice is rare.
    if !dice.once_in(10) {
        responses.sort_by(|a, b| a.status.cmp(&b.status));
        responses.dedup_by(|a, b| a.status == b.status);
    }
    responses
}

fn response(dice: &mut Dice, names: &[String]) -> Response {
    let ty = (!dice.once_in(4)).then(|| whole(dice, names));
    Response {
        status: (*dice.one(&STATUSES)).to_owned(),
        description: dice.once_in(3).then(|| sentence(dice)),
        media_type: match dice.below(3) {
            0 => None,
            1 => Some("application/json".to_owned()),
            _ => Some((*dice.one(&MEDIA_TYPES)).to_owned()),
        },
        events: dice.once_in(8).then(|| whole(dice, names)),
        examples: ty.iter().flat_map(|ty| examples(dice, ty)).collect(),
        ty,
        origins: Vec::new(),
    }
}

fn examples(dice: &mut Dice, ty: &Type) -> Vec<Example> {
    let origin = Origin { page: "page.md".to_owned(), evidence: Evidence::Example, overruled: None, span: None };
    (0..dice.below(2)).map(|_| Example { title: None, value: value(dice, ty), origin: origin.clone() }).collect()
}

/// Makes the operation one whose answer may come in pages.
fn in_pages(dice: &mut Dice, parameters: &mut Vec<Parameter>, responses: &mut Vec<Response>, names: &[String]) {
    const ASKS: [&str; 6] = ["cursor", "offset", "page", "page_token", "starting_after", "pageNumber"];
    let name = (*dice.one(&ASKS)).to_owned();
    if parameters.iter().all(|parameter| parameter.field.name != name) {
        let ty = dice.one(&[Type::String, Type::Integer, Type::Number, Type::Any]).clone();
        let mut field = plain_field(name, ty);
        field.required = dice.once_in(4);
        parameters.push(Parameter { location: Location::Query, style: Style::Plain, field });
    }
    let page: Vec<&String> = names.iter().filter(|name| name.ends_with("Page0")).collect();
    if let Some(page) = page.first() {
        responses.retain(|response| !response.status.starts_with('2'));
        responses.insert(
            0,
            Response {
                status: "200".to_owned(),
                ty: Some(Type::Named((*page).clone())),
                media_type: None,
                events: None,
                ..response(dice, &[])
            },
        );
    }
}

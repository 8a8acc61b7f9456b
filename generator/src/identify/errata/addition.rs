//! Input: an erratum that adds something. Output: the model with it.
//! Invariant: what is there already is never added again: then the pages have it, and the erratum has to go.

use serde_json::Value;

use super::at::At;
use super::correction::{Correction, Refusal, plain};
use super::type_text::{Texts, bare};
use crate::identify::words::camel;
use crate::schema::{Api, EnumValue, Location, Parameter, RequestBody, Response, Style, TypeKind, media};

/// What a value says of a new item: a type's text, or a table with more.
struct New<'a> {
    ty: &'a str,
    required: bool,
    location: Location,
}

/// Adds what `at` names to every type and operation that it names; how many there were.
pub(super) fn add(api: &mut Api, at: &At<'_>, by: &Correction<'_>) -> Result<usize, Refusal> {
    let Some(member) = at.member else {
        return Err(Refusal::new("`add` needs the name of what is added").help("such as `at = \"Loan.isbn\"`"));
    };
    let mut count = 0;
    for index in at.types(api) {
        count += usize::from(to_type(api, index, member, by)?);
    }
    for index in at.operations(api) {
        count += usize::from(to_operation(api, index, member, by)?);
    }
    Ok(count)
}

fn is_there(what: &str, by: &Correction<'_>) -> Result<bool, Refusal> {
    if by.is_pattern { Ok(false) } else { Err(Refusal::new(format!("the pages have {what} already"))) }
}

fn to_type(api: &mut Api, index: usize, member: &str, by: &Correction<'_>) -> Result<bool, Refusal> {
    let Some(def) = api.types.get_mut(index) else { return Ok(false) };
    let name = format!("{}{}", def.name, camel(member));
    match &mut def.kind {
        TypeKind::Struct { fields } if fields.iter().any(|field| field.name == member) => {
            is_there(&format!("`{}.{member}`", def.name), by)
        }
        TypeKind::Struct { .. } => {
            let new = read(by.value()?)?;
            let written = Texts { types: &mut api.types, origin: by.origin() }.read(new.ty, &name)?;
            let field = bare(member, written, new.required, by.origin());
            if let Some(TypeKind::Struct { fields }) = api.types.get_mut(index).map(|def| &mut def.kind) {
                fields.push(field);
            }
            Ok(true)
        }
        TypeKind::Enum { base, values, .. } => {
            let number = member.parse::<i64>().ok().filter(|_| *base == crate::schema::Type::Integer);
            let value = number.map_or_else(|| Value::from(member), Value::from);
            if values.iter().any(|known| known.value == value) {
                return is_there(&format!("the value `{member}`"), by);
            }
            values.push(EnumValue { value, called: None, description: None });
            def.origins.push(by.origin());
            Ok(true)
        }
        _ if by.is_pattern => Ok(false),
        _ => Err(Refusal::new(format!("`{}` has neither members nor values", def.name))),
    }
}

fn to_operation(api: &mut Api, index: usize, member: &str, by: &Correction<'_>) -> Result<bool, Refusal> {
    let new = read(by.value()?)?;
    let Some(operation) = api.operations.get_mut(index) else { return Ok(false) };
    let base = camel(&operation.id);
    let is_status = member.len() == 3 && member.starts_with(|c: char| c.is_ascii_digit());
    let is_known = match member {
        "request" => operation.request_body.is_some(),
        _ if is_status => operation.responses.iter().any(|one| one.status == member),
        _ => operation.parameters.iter().any(|one| one.field.name == member && one.location == new.location),
    };
    if is_known {
        return is_there(&format!("`{}.{member}`", operation.id), by);
    }
    let name = match member {
        "request" => format!("{base}Body"),
        _ if is_status => format!("{base}Status{member}"),
        _ => format!("{base}{}", camel(member)),
    };
    let written = Texts { types: &mut api.types, origin: by.origin() }.read(new.ty, &name)?;
    let Some(operation) = api.operations.get_mut(index) else { return Ok(false) };
    let origins = vec![by.origin()];
    if member == "request" {
        operation.request_body = Some(RequestBody {
            media_type: media::JSON.to_owned(),
            ty: written.ty,
            required: new.required,
            encoding: std::collections::BTreeMap::new(),
            description: None,
            examples: Vec::new(),
            origins,
        });
    } else if is_status {
        operation.responses.push(Response {
            status: member.to_owned(),
            description: None,
            media_type: Some(media::JSON.to_owned()),
            ty: Some(written.ty),
            events: None,
            examples: Vec::new(),
            origins,
        });
        operation.responses.sort_by(|a, b| a.status.cmp(&b.status));
    } else {
        let field = bare(member, written, new.required, by.origin());
        operation.parameters.push(Parameter { location: new.location, style: Style::Plain, field });
    }
    Ok(true)
}

fn read(value: &Value) -> Result<New<'_>, Refusal> {
    let table = match value {
        Value::String(ty) => return Ok(New { ty, required: false, location: Location::Query }),
        Value::Object(table) => table,
        other => return Err(Refusal::new(format!("`{}` is no type", plain(other)))),
    };
    let help = "`value = \"string\"`, or `value = { type = \"string\", required = true, in = \"header\" }`";
    let strange = table.keys().find(|key| !matches!(key.as_str(), "type" | "required" | "in"));
    if let Some(key) = strange {
        return Err(Refusal::new(format!("there is no key `{key}` here")).help(help));
    }
    let ty = table.get("type").and_then(Value::as_str).ok_or_else(|| Refusal::new("`type` is missing").help(help))?;
    let location = match table.get("in").and_then(Value::as_str) {
        None | Some("query") => Location::Query,
        Some("header") => Location::Header,
        Some("cookie") => Location::Cookie,
        Some(other) => {
            let why = "a parameter is added to `query`, `header` or `cookie`; a path has those that it names";
            return Err(Refusal::new(format!("nothing can be added `in` `{other}`")).help(why));
        }
    };
    let required = table.get("required").is_some_and(|required| required.as_bool() == Some(true));
    Ok(New { ty, required, location })
}

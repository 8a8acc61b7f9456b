//! Input: an operation, its request or an answer of it, and a correction. Output: the same, corrected.
//! Invariant: every parameter of a path has a field, and no field is of a parameter that the path lacks.

use serde_json::Value;

use super::correction::{Applied, Correction, Refusal, deprecated, deprecation, plain};
use super::field::{changes, identifier, unknown};
use super::type_text::{Texts, Written, bare};
use crate::identify::words::camel;
use crate::schema::words::words;
use crate::schema::{
    Auth, AuthScheme, Location, Operation, Parameter, RequestBody, Response, Server, Style, Type, TypeDef, media,
    method, path,
};

const KEYS: &[&str] = &["method", "path", "server", "auth", "deprecated", "name", "arguments", "drop"];
const KEYS_OF_REQUESTS: &[&str] = &["type", "media-type", "required", "drop"];
const KEYS_OF_ANSWERS: &[&str] = &["type", "media-type", "status", "drop"];

pub(super) fn correct(operation: &mut Operation, by: &Correction<'_>) -> Applied {
    let was = match by.key {
        "method" => {
            let right = by.text()?.to_ascii_uppercase();
            if !method::is_method(&right) {
                return Err(Refusal::new(format!("`{right}` is no method")));
            }
            if !by.applies(&Value::from(operation.method.as_str()), &Value::from(right.as_str()))? {
                return Ok(false);
            }
            std::mem::replace(&mut operation.method, right)
        }
        "path" => {
            let right = by.text()?;
            if !right.starts_with('/') || !right.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`|".contains(c)) {
                return Err(Refusal::new(format!("`{right}` is no path")).help("such as `/v1/loans/{id}`"));
            }
            if !by.applies(&Value::from(operation.path.as_str()), &Value::from(right))? {
                return Ok(false);
            }
            let was = std::mem::replace(&mut operation.path, right.to_owned());
            settle(operation, by);
            was
        }
        "server" => {
            let right = by.text()?.trim_end_matches('/');
            let is = operation.servers.first().map_or_else(String::new, |server| server.url.clone());
            if !by.applies(&Value::from(is.as_str()), &Value::from(right))? {
                return Ok(false);
            }
            operation.servers = vec![Server { name: None, url: right.to_owned(), origins: vec![by.origin()] }];
            is
        }
        "auth" => {
            let right = scheme(by.value()?)?;
            let is = operation.auth.as_ref().map_or_else(|| Value::from("as the API"), |auth| of_scheme(&auth.scheme));
            if !by.applies(&is, &of_scheme(&right))? {
                return Ok(false);
            }
            operation.auth = Some(Auth { scheme: right, origins: vec![by.origin()] });
            plain(&is)
        }
        "deprecated" => {
            let is = deprecated(operation.deprecated.as_deref());
            let right = by.value()?;
            if !by.applies(&is, right)? {
                return Ok(false);
            }
            operation.deprecated = deprecation(right)?;
            plain(&is)
        }
        "name" => {
            let right = identifier(by.text()?)?;
            std::mem::replace(&mut operation.id, right)
        }
        other => {
            return Err(unknown(other, KEYS, "an operation").help(
                "the operation itself has `method`, `path`, `server`, `auth`, `deprecated`, `name`, `arguments` and `drop`; its \
                 request is `OPERATION.request`, an answer `OPERATION.answer` or `OPERATION.404`, with `type`, `media-type` and `status`",
            ));
        }
    };
    by.sign(&mut operation.origins, &was);
    Ok(true)
}

/// Gives every parameter of the path a field, and takes away those of parameters that it lacks.
fn settle(operation: &mut Operation, by: &Correction<'_>) {
    let names = path::parameters(&operation.path).map(str::to_owned).collect::<Vec<_>>();
    let is_there = |one: &Parameter| one.location != Location::Path || names.contains(&one.field.name);
    operation.parameters.retain(is_there);
    let mut in_path = Vec::new();
    for name in &names {
        let known =
            operation.parameters.iter().position(|one| one.location == Location::Path && one.field.name == *name);
        in_path.push(match known {
            Some(at) => operation.parameters.remove(at),
            None => {
                let written = Written { ty: Type::String, nullable: false, format: None };
                let field = bare(name, written, true, by.origin());
                Parameter { location: Location::Path, style: Style::Plain, field }
            }
        });
    }
    operation.parameters.splice(0..0, in_path);
}

pub(super) fn request(operation: &mut Operation, types: &mut Vec<TypeDef>, by: &Correction<'_>) -> Applied {
    let name = format!("{}Body", camel(&operation.id));
    let Some(RequestBody { ty, media_type, required, origins, examples, .. }) = &mut operation.request_body else {
        return Ok(false);
    };
    let was = match by.key {
        "type" => {
            let text = by.text()?;
            if !changes(ty, text, types, by)? {
                return Ok(false);
            }
            let was = words(ty);
            *ty = Texts { types, origin: by.origin() }.read(text, &name)?.ty;
            examples.clear();
            was
        }
        "media-type" => match media_of(media_type, by)? {
            Some(was) => was,
            None => return Ok(false),
        },
        "required" => {
            let right = by.flag()?;
            if !by.applies(&Value::from(*required), &Value::from(right))? {
                return Ok(false);
            }
            let was = required.to_string();
            *required = right;
            was
        }
        other => return Err(unknown(other, KEYS_OF_REQUESTS, "a request")),
    };
    by.sign(origins, &was);
    Ok(true)
}

pub(super) fn answer(id: &str, answer: &mut Response, types: &mut Vec<TypeDef>, by: &Correction<'_>) -> Applied {
    let name = format!("{}Response", camel(id));
    let was = match by.key {
        "type" => {
            let text = by.text()?;
            if let Some(ty) = &answer.ty
                && !changes(ty, text, types, by)?
            {
                return Ok(false);
            }
            let was = answer.ty.as_ref().map_or_else(|| "nothing".to_owned(), words);
            let written = Texts { types, origin: by.origin() }.read(text, &name)?;
            answer.ty = Some(if written.nullable { Type::Nullable(Box::new(written.ty)) } else { written.ty });
            answer.media_type.get_or_insert_with(|| media::JSON.to_owned());
            was
        }
        "media-type" => {
            let mut media_type = answer.media_type.clone().unwrap_or_default();
            let Some(was) = media_of(&mut media_type, by)? else { return Ok(false) };
            answer.media_type = Some(media_type);
            was
        }
        "status" => {
            let right = plain(by.value()?);
            let is_status = right == "default"
                || right.len() == 3 && right.starts_with(|c: char| ('1'..='5').contains(&c)) && {
                    let rest = right.get(1..).unwrap_or_default();
                    rest == "XX" || rest.chars().all(|c| c.is_ascii_digit())
                };
            if !is_status {
                return Err(Refusal::new(format!("`{right}` is no status")).help("such as `201`, `4XX` or `default`"));
            }
            // What it is stands in `at` already, unless that says `answer`.
            if answer.status == right {
                return by.decide(true, None, &right);
            }
            if by.expect().is_some_and(|expect| plain(expect) != answer.status) {
                return by.decide(false, Some(false), &answer.status);
            }
            std::mem::replace(&mut answer.status, right)
        }
        other => return Err(unknown(other, KEYS_OF_ANSWERS, "an answer")),
    };
    by.sign(&mut answer.origins, &was);
    Ok(true)
}

/// Corrects a media type; what it was, where it changes.
fn media_of(media_type: &mut String, by: &Correction<'_>) -> Result<Option<String>, Refusal> {
    let right = by.text()?;
    let is_token =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+*".contains(c));
    let bare = right.split(';').next().unwrap_or_default().trim();
    if !bare.split_once('/').is_some_and(|(kind, rest)| is_token(kind) && is_token(rest)) {
        return Err(Refusal::new(format!("`{right}` is no media type")).help("such as `application/json`"));
    }
    if !by.applies(&Value::from(media_type.as_str()), &Value::from(right))? {
        return Ok(None);
    }
    Ok(Some(std::mem::replace(media_type, right.to_owned())))
}

/// A scheme as `[auth]` has it, or its kind alone.
fn scheme(value: &Value) -> Result<AuthScheme, Refusal> {
    let written = match value {
        Value::String(kind) => serde_json::json!({ "kind": kind }),
        other => other.clone(),
    };
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    match serde_json::from_value::<AuthScheme>(written) {
        Ok(AuthScheme::Key { name, .. }) if !is_name(&name) => {
            Err(Refusal::new(format!("`{name}` is no name for a key")))
        }
        Ok(scheme) => Ok(scheme),
        Err(_) => Err(Refusal::new(format!("`{}` is no way to prove who one is", plain(value))).help(
            "`\"bearer\"`, `\"basic\"`, `\"none\"` or `{ kind = \"key\", in = \"header\", name = \"x-api-key\" }`",
        )),
    }
}

fn of_scheme(scheme: &AuthScheme) -> Value {
    let value = serde_json::to_value(scheme).unwrap_or_default();
    match scheme {
        AuthScheme::Key { .. } => value,
        _ => value.get("kind").cloned().unwrap_or_default(),
    }
}

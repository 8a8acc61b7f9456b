//! Input: the security requirements and servers of an operation. Output: the page's claims of authentication and server.
//! Invariant: a requirement of several keys is told, for a client sets one.

use crate::draft::Draft;
use crate::gather::openapi::document::{Look, resolved};
use crate::gather::openapi::schemas::Schemas;
use crate::read::json::{Json, JsonKind};
use crate::schema::{AuthScheme, Evidence, KeyLocation};
use crate::source::Span;

/// Reads the requirement that comes first: the others are other ways to the same end. `place` is the operation.
pub(crate) fn requirement(security: Option<&Json>, place: Span, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let mut ways = security.map(Look::items).unwrap_or_default().iter().filter(|item| !item.members().is_empty());
    let Some(first) = ways.next() else {
        let origin = draft.origin(Evidence::Openapi, security.map_or(place, |security| security.span));
        draft.document.open.get_or_insert((origin, security.is_some()));
        return;
    };
    let mut schemes: Vec<(AuthScheme, Span)> = Vec::new();
    for (name, _) in first.members() {
        match declared(&name.value, schemas) {
            Some(json) => {
                schemes.extend(scheme(json, &name.value, name.span, schemas).map(|scheme| (scheme, name.span)));
            }
            None => schemas.unsupported(name.span, format!("no security scheme is called `{}`", name.value)),
        }
    }
    for way in ways {
        let [(name, _)] = way.members() else { continue };
        draft.document.other_auth.extend(declared(&name.value, schemas).and_then(|json| known(json, &name.value)));
    }
    claim(schemes, draft);
}

fn declared<'a>(name: &str, schemas: &Schemas<'a>) -> Option<&'a Json> {
    let document = schemas.document;
    let name = name.replace('~', "~0").replace('/', "~1");
    resolved(document, document.at(&format!("#/components/securitySchemes/{name}"))?)
}

/// The same in the compiled form, where the keys themselves are listed.
pub(crate) fn compiled(request: Option<&Json>, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let security = request.and_then(|request| request.get("security"));
    let first = security.and_then(|security| security.items().first());
    if let Some(security) = security.filter(|security| security.items().is_empty()) {
        // So it is written, too, where the document says nothing of it.
        draft.document.open.get_or_insert((draft.origin(Evidence::Openapi, security.span), false));
    }
    let mut schemes: Vec<(AuthScheme, Span)> = Vec::new();
    for (place, keys) in first.and_then(|first| first.get("parameters")).map(Look::members).unwrap_or_default() {
        for (name, json) in keys.members() {
            let found = match json.text_of("type") {
                Some("apiKey") | None => key(&place.value, &name.value),
                _ => scheme(json, &name.value, name.span, schemas),
            };
            schemes.extend(found.map(|scheme| (scheme, name.span)));
        }
    }
    claim(schemes, draft);
}

fn claim(schemes: Vec<(AuthScheme, Span)>, draft: &mut Draft) {
    let mut schemes = schemes.into_iter();
    let Some((scheme, span)) = schemes.next() else { return };
    let others: Vec<String> = schemes.map(|(scheme, _)| words(&scheme)).collect();
    if !others.is_empty() {
        let (first, others) = (words(&scheme), others.join(" and "));
        let words = format!("a call proves itself with {first} and with {others}; the client sets only the first");
        draft.document.proofs = Some((span, words));
    }
    let origin = draft.origin(Evidence::Openapi, span);
    draft.auth.push((scheme, origin));
}

fn words(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::Bearer => "a bearer token".to_owned(),
        AuthScheme::Basic => "a password".to_owned(),
        AuthScheme::Key { name, .. } => format!("`{name}`"),
        AuthScheme::None => "nothing".to_owned(),
    }
}

fn scheme(json: &Json, name: &str, span: Span, schemas: &mut Schemas<'_>) -> Option<AuthScheme> {
    let found = known(json, name);
    if found.is_none() {
        schemas.unsupported(span, format!("the security scheme `{name}` is none that a client can use"));
    }
    found
}

fn known(json: &Json, name: &str) -> Option<AuthScheme> {
    let word = json.text_of("scheme").unwrap_or_default().to_ascii_lowercase();
    match json.text_of("type") {
        Some("http") if word == "bearer" => Some(AuthScheme::Bearer),
        Some("http") if word == "basic" => Some(AuthScheme::Basic),
        Some("oauth2" | "openIdConnect") => Some(AuthScheme::Bearer),
        Some("apiKey") => key(json.text_of("in").unwrap_or_default(), json.text_of("name").unwrap_or(name)),
        _ => None,
    }
}

fn key(place: &str, name: &str) -> Option<AuthScheme> {
    let location = match place {
        "header" => KeyLocation::Header,
        "query" => KeyLocation::Query,
        "cookie" => KeyLocation::Cookie,
        _ => return None,
    };
    Some(AuthScheme::Key { location, name: name.to_owned() })
}

/// Reads the servers: of the operation, else of its path, else of the document. Variables have their defaults.
pub(crate) fn servers(holders: &[&Json], draft: &mut Draft) {
    let listed = holders.iter().find_map(|holder| holder.get("servers").filter(|list| !list.items().is_empty()));
    for json in listed.map(Look::items).unwrap_or_default() {
        let Some(url) = json.get("url").filter(|url| url.text().is_some()) else { continue };
        let mut text = url.text().unwrap_or_default().trim().to_owned();
        for (name, variable) in json.get("variables").map(Look::members).unwrap_or_default() {
            let default = variable.get("default").map(Json::to_value);
            let default = default.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            text = text.replace(&format!("{{{}}}", name.value), &default.unwrap_or_default());
        }
        let text = text.trim_end_matches('/').to_owned();
        if text.starts_with("http://") || text.starts_with("https://") {
            let name = match json.get("description").map(|json| &json.kind) {
                Some(JsonKind::String(name)) if !name.trim().is_empty() => Some(name.trim().to_owned()),
                _ => None,
            };
            let origin = draft.origin(Evidence::Openapi, url.span);
            draft.document.servers.push((name, text, origin));
        } else if !text.is_empty() {
            let words = format!("the document's server `{text}` is no whole URL");
            draft.document.relative.get_or_insert((url.span, words));
        }
    }
}

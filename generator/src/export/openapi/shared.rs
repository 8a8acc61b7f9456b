//! Input: the servers and the schemes of an API or of one of its operations. Output: their objects in a document.
//! Invariant: a scheme has one name, whoever wants it.

use crate::schema::path::parameters;
use crate::schema::{Api, Auth, AuthScheme, KeyLocation, Server};

use super::document::{SecurityScheme, ServerObject, ServerVariable};
use super::members::Pairs;

/// The name under which the API's own scheme stands; those of single operations have a word more.
const SCHEME: &str = "auth";

/// The servers of an API.
pub(super) fn servers(servers: &[Server]) -> Vec<ServerObject<'_>> {
    if servers.is_empty() {
        // What the specification takes for granted where no server stands.
        return vec![ServerObject { url: "/", undocumented: true, ..ServerObject::default() }];
    }
    servers.iter().map(server).collect()
}

/// A server.
pub(super) fn server(server: &Server) -> ServerObject<'_> {
    let Server { name, url, origins } = server;
    let variable = |name: &str| (name.to_owned(), ServerVariable { default: name.to_owned() });
    ServerObject {
        url,
        description: name.as_deref(),
        variables: parameters(url).map(variable).collect::<Pairs<_>>().unique(),
        undocumented: false,
        origins,
    }
}

/// What a call needs: nothing, or one scheme.
pub(super) fn requirement(api: &Api, auth: &Auth) -> Vec<Pairs<Vec<String>>> {
    let known = all(api).into_iter().find(|(_, known)| known.scheme == auth.scheme);
    known.map(|(name, _)| Pairs::one(&name, Vec::new())).into_iter().collect()
}

/// The schemes of an API and of its operations.
pub(super) fn schemes(api: &Api) -> Pairs<SecurityScheme<'_>> {
    all(api).into_iter().filter_map(|(name, auth)| Some((name, scheme(auth)?))).collect()
}

/// Every scheme once, by its name.
fn all(api: &Api) -> Vec<(String, &Auth)> {
    let mut all: Vec<(String, &Auth)> = Vec::new();
    let own = api.operations.iter().filter_map(|operation| operation.auth.as_ref());
    for (is_own, auth) in api.auth.iter().map(|auth| (false, auth)).chain(own.map(|auth| (true, auth))) {
        if auth.scheme == AuthScheme::None || all.iter().any(|(_, known)| known.scheme == auth.scheme) {
            continue;
        }
        let mut name = if is_own { format!("{SCHEME}-{}", word(&auth.scheme)) } else { SCHEME.to_owned() };
        while all.iter().any(|(known, _)| *known == name) {
            name.push('_');
        }
        all.push((name, auth));
    }
    all
}

/// A word for a scheme, of letters that the name of a component may have.
fn word(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::Bearer => "bearer".to_owned(),
        AuthScheme::Basic => "basic".to_owned(),
        AuthScheme::Key { name, .. } => {
            let letter = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
            name.chars().map(letter).collect()
        }
        AuthScheme::None => "none".to_owned(),
    }
}

fn scheme(auth: &Auth) -> Option<SecurityScheme<'_>> {
    let http =
        |scheme| SecurityScheme { kind: "http", scheme: Some(scheme), origins: &auth.origins, ..Default::default() };
    match &auth.scheme {
        AuthScheme::Bearer => Some(http("bearer")),
        AuthScheme::Basic => Some(http("basic")),
        AuthScheme::Key { location, name } => Some(SecurityScheme {
            kind: "apiKey",
            location: Some(match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query",
                KeyLocation::Cookie => "cookie",
            }),
            name: Some(name),
            origins: &auth.origins,
            ..Default::default()
        }),
        AuthScheme::None => None,
    }
}

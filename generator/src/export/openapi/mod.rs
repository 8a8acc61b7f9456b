//! Input: the model of one API. Output: its OpenAPI 3.1 document, as JSON text.
//! Invariant: the same model gives the same bytes, and every document is valid whatever the model holds.

mod document;
mod json_schema;
mod members;
mod operation_object;
mod parameter_object;
mod path_items;
mod schema_form;
#[cfg(test)]
mod tests;

use crate::schema::path::parameters;
use crate::schema::{Api, Auth, AuthScheme, FORMAT_VERSION, KeyLocation, Server};

use self::document::{Components, Document, ExternalDocs, Info, SecurityScheme, ServerObject, ServerVariable};
use self::json_schema::Schemas;
use self::members::Pairs;

/// The version of the specification that is written.
const VERSION: &str = "3.1.1";

/// The name under which the one security scheme stands.
const SCHEME: &str = "auth";

/// The OpenAPI document of an API.
pub fn openapi(api: &Api) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&document(api))?;
    text.push('\n');
    Ok(text)
}

fn document(api: &Api) -> Document<'_> {
    let schemas = Schemas::new(api);
    Document {
        openapi: VERSION,
        info: Info {
            title: &api.title,
            // The document must name a version, and pages name none.
            version: "undocumented",
            name: &api.name,
            format: FORMAT_VERSION,
        },
        external_docs: api.docs.as_deref().map(|url| ExternalDocs { url }),
        servers: servers(&api.servers),
        // Whether pages say that nothing is needed, or say nothing, is told apart by the extension.
        security: match api.auth.as_ref().map(|auth| &auth.scheme) {
            Some(AuthScheme::None) | None => Vec::new(),
            Some(_) => vec![Pairs::one(SCHEME, Vec::new())],
        },
        auth_undocumented: api.auth.is_none(),
        paths: path_items::paths(api, &schemas),
        webhooks: api.webhooks.iter().map(|webhook| operation_object::webhook(webhook, &schemas)).collect(),
        components: Components {
            schemas: schemas.components(),
            security_schemes: api.auth.iter().filter_map(scheme).map(|scheme| (SCHEME.to_owned(), scheme)).collect(),
        },
    }
}

fn servers<'a>(servers: &'a [Server]) -> Vec<ServerObject<'a>> {
    if servers.is_empty() {
        // What the specification takes for granted where no server stands.
        return vec![ServerObject { url: "/", undocumented: true, ..ServerObject::default() }];
    }
    let object = |server: &'a Server| {
        let Server { name, url, origins } = server;
        let variable = |name: &str| (name.to_owned(), ServerVariable { default: name.to_owned() });
        ServerObject {
            url,
            description: name.as_deref(),
            variables: parameters(url).map(variable).collect::<Pairs<_>>().unique(),
            undocumented: false,
            origins,
        }
    };
    servers.iter().map(object).collect()
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

//! Input: the model of one API. Output: its OpenAPI 3.1 document, as JSON text.
//! Invariant: the same model gives the same bytes, and every document is valid whatever the model holds.

mod document;
mod json_schema;
mod members;
mod operation_object;
mod parameter_object;
mod path_items;
mod schema_form;
mod shared;
#[cfg(test)]
mod tests;

use crate::schema::{Api, FORMAT_VERSION};

use self::document::{Components, Document, ExternalDocs, Info};
use self::json_schema::Schemas;

/// The version of the specification that is written.
const VERSION: &str = "3.1.1";

/// The OpenAPI document of an API.
pub fn openapi(api: &Api) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&document(api))?;
    text.push('\n');
    Ok(text)
}

fn document(api: &Api) -> Document<'_> {
    let schemas = Schemas::new(api);
    let (paths, order) = path_items::paths(api, &schemas);
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
        servers: shared::servers(&api.servers),
        // Whether pages say that nothing is needed, or say nothing, is told apart by the extension.
        security: api.auth.as_ref().map(|auth| shared::requirement(api, auth)).unwrap_or_default(),
        auth_undocumented: api.auth.is_none(),
        paths,
        order,
        webhooks: api.webhooks.iter().map(|webhook| operation_object::webhook(webhook, &schemas)).collect(),
        components: Components { schemas: schemas.components(), security_schemes: shared::schemes(api) },
    }
}

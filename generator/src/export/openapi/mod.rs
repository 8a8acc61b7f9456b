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
use self::members::Each;
use self::path_items::Group;

/// The version of the specification that is written.
const VERSION: &str = "3.1.1";

/// The OpenAPI document of an API.
pub fn openapi(api: &Api) -> Result<String, serde_json::Error> {
    openapi_of_size(api, 0)
}

/// The same, where it is known about how many bytes it has.
pub(crate) fn openapi_of_size(api: &Api, about: usize) -> Result<String, serde_json::Error> {
    let (schemas, groups) = (Schemas::new(api), path_items::groups(api));
    let mut text = Vec::with_capacity(about);
    serde_json::to_writer_pretty(&mut text, &document(api, &schemas, &groups))?;
    text.push(b'\n');
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

fn document<'a>(api: &'a Api, schemas: &'a Schemas<'a>, groups: &'a [Group<'a>]) -> Document<'a> {
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
        paths: Each::new(move || groups.iter().map(move |group| path_items::path_item(api, group, schemas))),
        order: path_items::order(api, groups),
        webhooks: api.webhooks.iter().map(|webhook| operation_object::webhook(webhook, schemas)).collect(),
        components: Components {
            schemas: (!api.types.is_empty()).then(|| Each::new(|| schemas.components())),
            security_schemes: shared::schemes(api),
        },
    }
}

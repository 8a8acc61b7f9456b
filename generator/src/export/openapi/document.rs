//! Input: nothing; this is the form of an OpenAPI document as far as it is written. Output: [`Document`].
//! Invariant: members are printed in the order in which they stand here, and maps in the order in which they were filled.

use serde::Serialize;
use serde_json::Value;

use crate::schema::{Origin, Paging};

use super::members::{Deprecated, Each, Pairs, no};
use super::schema_form::Schema;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub(super) openapi: &'static str,
    pub(super) info: Info<'a>,
    #[serde(rename = "externalDocs", skip_serializing_if = "Option::is_none")]
    pub(super) external_docs: Option<ExternalDocs<'a>>,
    pub(super) servers: Vec<ServerObject<'a>>,
    pub(super) security: Vec<Pairs<Vec<String>>>,
    #[serde(rename = "x-fieldstone-auth-undocumented", skip_serializing_if = "no")]
    pub(super) auth_undocumented: bool,
    pub(super) paths: Each<'a, PathItem<'a>>,
    /// The ids of the operations in the order of the docs, where the paths have another one.
    #[serde(rename = "x-fieldstone-order", skip_serializing_if = "Vec::is_empty")]
    pub(super) order: Vec<&'a str>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) webhooks: Pairs<WebhookItem<'a>>,
    pub(super) components: Components<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct Info<'a> {
    pub(super) title: &'a str,
    pub(super) version: &'static str,
    #[serde(rename = "x-fieldstone-name")]
    pub(super) name: &'a str,
    #[serde(rename = "x-fieldstone-format")]
    pub(super) format: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct ExternalDocs<'a> {
    pub(super) url: &'a str,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct ServerObject<'a> {
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) variables: Pairs<ServerVariable>,
    #[serde(rename = "x-fieldstone-undocumented", skip_serializing_if = "no")]
    pub(super) undocumented: bool,
    #[serde(rename = "x-fieldstone-origins", skip_serializing_if = "<[_]>::is_empty")]
    pub(super) origins: &'a [Origin],
}

#[derive(Debug, Serialize)]
pub(super) struct ServerVariable {
    pub(super) default: String,
}

#[derive(Serialize)]
pub(super) struct Components<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) schemas: Option<Each<'a, Schema<'a>>>,
    #[serde(rename = "securitySchemes", skip_serializing_if = "Pairs::is_empty")]
    pub(super) security_schemes: Pairs<SecurityScheme<'a>>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct SecurityScheme<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scheme: Option<&'static str>,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: &'a [Origin],
}

/// The operations of one path, by lower-case method.
#[derive(Debug, Default, Serialize)]
pub(super) struct PathItem<'a> {
    #[serde(flatten)]
    pub(super) methods: Pairs<OperationObject<'a>>,
    /// Those for which the document has no place: a method that it does not know, a second operation of one method.
    #[serde(rename = "x-fieldstone-operations", skip_serializing_if = "Vec::is_empty")]
    pub(super) others: Vec<OtherOperation<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct OtherOperation<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    #[serde(flatten)]
    pub(super) operation: OperationObject<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct OperationObject<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<&'a str>,
    #[serde(rename = "operationId")]
    pub(super) id: &'a str,
    /// The path with the query or the fragment that the document's own has no place for.
    #[serde(rename = "x-fieldstone-path", skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<&'a str>,
    pub(super) summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(flatten)]
    pub(super) deprecated: Deprecated<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) servers: Vec<ServerObject<'a>>,
    /// Empty where no credentials are wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) security: Option<Vec<Pairs<Vec<String>>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parameters: Vec<ParameterObject<'a>>,
    /// Those that a document cannot name: it would not heed them, or its security says the same.
    #[serde(rename = "x-fieldstone-parameters", skip_serializing_if = "Vec::is_empty")]
    pub(super) other_parameters: Vec<ParameterObject<'a>>,
    #[serde(rename = "requestBody", skip_serializing_if = "Option::is_none")]
    pub(super) request_body: Option<RequestBodyObject<'a>>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) responses: Pairs<ResponseObject<'a>>,
    /// How its list comes in pages, where somebody says so.
    #[serde(rename = "x-fieldstone-paging", skip_serializing_if = "Option::is_none")]
    pub(super) paging: Option<&'a Paging>,
    /// The order of what is required, where it is not that of the document.
    #[serde(rename = "x-fieldstone-arguments", skip_serializing_if = "<[_]>::is_empty")]
    pub(super) arguments: &'a [String],
    #[serde(rename = "x-fieldstone-arguments-at-first", skip_serializing_if = "Option::is_none")]
    pub(super) arguments_at_first: Option<usize>,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: &'a [Origin],
}

#[derive(Debug, Serialize)]
pub(super) struct ParameterObject<'a> {
    pub(super) name: String,
    #[serde(rename = "in")]
    pub(super) location: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "no")]
    pub(super) required: bool,
    #[serde(flatten)]
    pub(super) deprecated: Deprecated<'a>,
    /// How a value that is no single one is written, where it is not as the specification takes for granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) style: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) explode: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) schema: Option<Schema<'a>>,
    /// In place of a schema: what is sent as a document of its own.
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) content: Pairs<MediaTypeObject<'a>>,
    #[serde(rename = "x-fieldstone-origins", skip_serializing_if = "<[_]>::is_empty")]
    pub(super) origins: &'a [Origin],
}

/// What is sent to a user of the API.
#[derive(Debug, Serialize)]
pub(super) struct WebhookItem<'a> {
    pub(super) post: WebhookObject<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct WebhookObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(rename = "requestBody", skip_serializing_if = "Option::is_none")]
    pub(super) request_body: Option<RequestBodyObject<'a>>,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: &'a [Origin],
}

#[derive(Debug, Serialize)]
pub(super) struct RequestBodyObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) content: Pairs<MediaTypeObject<'a>>,
    #[serde(skip_serializing_if = "no")]
    pub(super) required: bool,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: &'a [Origin],
}

#[derive(Debug, Serialize)]
pub(super) struct ResponseObject<'a> {
    pub(super) description: &'a str,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) content: Pairs<MediaTypeObject<'a>>,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: &'a [Origin],
}

#[derive(Debug, Default, Serialize)]
pub(super) struct MediaTypeObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) schema: Option<Schema<'a>>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) encoding: Pairs<EncodingObject<'a>>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) examples: Pairs<ExampleObject<'a>>,
    /// Those that are no values of the schema, as pages have them.
    #[serde(rename = "x-fieldstone-examples", skip_serializing_if = "Pairs::is_empty")]
    pub(super) odd_examples: Pairs<ExampleObject<'a>>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct EncodingObject<'a> {
    #[serde(rename = "contentType", skip_serializing_if = "Option::is_none")]
    pub(super) content_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) style: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) explode: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(super) struct ExampleObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    pub(super) value: &'a Value,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: [&'a Origin; 1],
}

//! Input: nothing; this is the form of an OpenAPI document as far as it is written. Output: [`Document`].
//! Invariant: members are printed in the order in which they stand here, and maps in the order in which they were filled.

use std::collections::BTreeSet;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::schema::Origin;

/// A JSON object whose names are free and whose order is kept.
#[derive(Debug)]
pub(super) struct Pairs<T>(Vec<(String, T)>);

impl<T> Pairs<T> {
    pub(super) fn one(name: &str, value: T) -> Self {
        Self(vec![(name.to_owned(), value)])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, name: impl Into<String>, value: T) {
        self.0.push((name.into(), value));
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Of members with one name the first stays.
    pub(super) fn unique(mut self) -> Self {
        let mut seen = BTreeSet::new();
        self.0.retain(|(name, _)| seen.insert(name.clone()));
        self
    }
}

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<(String, T)> for Pairs<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Pairs<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn no(value: &bool) -> bool {
    !*value
}

#[derive(Debug, Serialize)]
pub(super) struct Document<'a> {
    pub(super) openapi: &'static str,
    pub(super) info: Info<'a>,
    #[serde(rename = "externalDocs", skip_serializing_if = "Option::is_none")]
    pub(super) external_docs: Option<ExternalDocs<'a>>,
    pub(super) servers: Vec<ServerObject<'a>>,
    pub(super) security: Vec<Pairs<Vec<String>>>,
    #[serde(rename = "x-fieldstone-auth-undocumented", skip_serializing_if = "no")]
    pub(super) auth_undocumented: bool,
    pub(super) paths: Pairs<PathItem<'a>>,
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

#[derive(Debug, Serialize)]
pub(super) struct Components<'a> {
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) schemas: Pairs<Schema<'a>>,
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
    pub(super) summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(flatten)]
    pub(super) deprecated: Deprecated<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parameters: Vec<ParameterObject<'a>>,
    /// Those that a document cannot name: it would not heed them, or its security says the same.
    #[serde(rename = "x-fieldstone-parameters", skip_serializing_if = "Vec::is_empty")]
    pub(super) other_parameters: Vec<ParameterObject<'a>>,
    #[serde(rename = "requestBody", skip_serializing_if = "Option::is_none")]
    pub(super) request_body: Option<RequestBodyObject<'a>>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) responses: Pairs<ResponseObject<'a>>,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: &'a [Origin],
}

/// Whether, and why not to use it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Deprecated<'a> {
    #[serde(skip_serializing_if = "no")]
    deprecated: bool,
    #[serde(rename = "x-fieldstone-deprecated", skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

impl<'a> From<Option<&'a str>> for Deprecated<'a> {
    fn from(why: Option<&'a str>) -> Self {
        Self { deprecated: why.is_some(), why: why.filter(|why| !why.is_empty()) }
    }
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
    pub(super) examples: Pairs<ExampleObject<'a>>,
    /// Those that are no values of the schema, as pages have them.
    #[serde(rename = "x-fieldstone-examples", skip_serializing_if = "Pairs::is_empty")]
    pub(super) odd_examples: Pairs<ExampleObject<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct ExampleObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    pub(super) value: &'a Value,
    #[serde(rename = "x-fieldstone-origins")]
    pub(super) origins: [&'a Origin; 1],
}

/// A JSON Schema.
#[derive(Debug, Default, Serialize)]
pub(super) struct Schema<'a> {
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(flatten)]
    pub(super) deprecated: Deprecated<'a>,
    #[serde(rename = "readOnly", skip_serializing_if = "no")]
    pub(super) read_only: bool,
    #[serde(rename = "writeOnly", skip_serializing_if = "no")]
    pub(super) write_only: bool,
    #[serde(rename = "type", skip_serializing_if = "Kinds::is_empty")]
    pub(super) kinds: Kinds,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<&'a str>,
    /// Of any JSON: whether `null` was seen.
    #[serde(rename = "x-fieldstone-nullable", skip_serializing_if = "no")]
    pub(super) nullable: bool,
    #[serde(rename = "contentMediaType", skip_serializing_if = "Option::is_none")]
    pub(super) content_media_type: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    pub(super) values: Option<Vec<&'a Value>>,
    #[serde(rename = "anyOf", skip_serializing_if = "Option::is_none")]
    pub(super) any_of: Option<Vec<Schema<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) discriminator: Option<Discriminator<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Schema<'a>>>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) properties: Pairs<Schema<'a>>,
    #[serde(rename = "additionalProperties", skip_serializing_if = "Option::is_none")]
    pub(super) additional: Option<Box<Schema<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<&'a Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<&'a Number>,
    #[serde(rename = "minLength", skip_serializing_if = "Option::is_none")]
    pub(super) min_length: Option<u64>,
    #[serde(rename = "maxLength", skip_serializing_if = "Option::is_none")]
    pub(super) max_length: Option<u64>,
    #[serde(rename = "minItems", skip_serializing_if = "Option::is_none")]
    pub(super) min_items: Option<u64>,
    #[serde(rename = "maxItems", skip_serializing_if = "Option::is_none")]
    pub(super) max_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<&'a Value>,
    /// A default that is no value of the type, as pages have them.
    #[serde(rename = "x-fieldstone-default", skip_serializing_if = "Option::is_none")]
    pub(super) odd_default: Option<&'a Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) examples: Vec<&'a Value>,
    /// All of them in their order, where some are no values of the type.
    #[serde(rename = "x-fieldstone-examples", skip_serializing_if = "<[_]>::is_empty")]
    pub(super) all_examples: &'a [Value],
    /// Values read from a sentence: a list that closes nothing.
    #[serde(rename = "x-fieldstone-known-values", skip_serializing_if = "Option::is_none")]
    pub(super) known_values: Option<Vec<&'a Value>>,
    #[serde(rename = "x-fieldstone-inferred", skip_serializing_if = "no")]
    pub(super) inferred: bool,
    #[serde(rename = "x-fieldstone-value-descriptions", skip_serializing_if = "Pairs::is_empty")]
    pub(super) value_descriptions: Pairs<&'a str>,
    /// The name in the model, where the component's key had to differ.
    #[serde(rename = "x-fieldstone-name", skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(rename = "x-fieldstone-origins", skip_serializing_if = "<[_]>::is_empty")]
    pub(super) origins: &'a [Origin],
}

/// The member that tells the alternatives apart, and which of its values leads to which.
#[derive(Debug, Serialize)]
pub(super) struct Discriminator<'a> {
    #[serde(rename = "propertyName")]
    pub(super) member: &'a str,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub(super) mapping: Pairs<String>,
}

/// The JSON types of a value: one is printed as a word, several as a list.
#[derive(Debug, Default)]
pub(super) struct Kinds(pub(super) Vec<&'static str>);

impl Kinds {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Kinds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => serializer.serialize_str(one),
            several => several.serialize(serializer),
        }
    }
}

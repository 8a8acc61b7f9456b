//! Input: nothing; this is the form of a JSON Schema as far as it is written. Output: [`Schema`].
//! Invariant: members are printed in the order in which they stand here.

use serde::Serialize;
use serde_json::{Number, Value};

use crate::schema::Origin;

use super::members::{Deprecated, Kinds, Pairs, no};

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
    /// The order of what is required, where it is not that of the properties.
    #[serde(rename = "x-fieldstone-arguments", skip_serializing_if = "<[_]>::is_empty")]
    pub(super) arguments: &'a [String],
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
    /// What code calls values.
    #[serde(rename = "x-fieldstone-value-names", skip_serializing_if = "Pairs::is_empty")]
    pub(super) value_names: Pairs<&'a str>,
    #[serde(rename = "x-fieldstone-value-descriptions", skip_serializing_if = "Pairs::is_empty")]
    pub(super) value_descriptions: Pairs<&'a str>,
    /// What code calls the field.
    #[serde(rename = "x-fieldstone-called", skip_serializing_if = "Option::is_none")]
    pub(super) called: Option<&'a str>,
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

//! Input: one operation. Output: its object in a document.
//! Invariant: every status that the model has is there.

use crate::schema::{Api, Example, Operation, RequestBody, Response};

use super::document::{ExampleObject, MediaTypeObject, OperationObject, Pairs, RequestBodyObject, ResponseObject};
use super::parameter;
use super::schema::Schemas;

/// What a body is where no page says.
const JSON: &str = "application/json";

/// The object of an operation that stands under `path`.
pub(super) fn object<'a>(
    api: &'a Api,
    operation: &'a Operation,
    path: &str,
    schemas: &Schemas<'a>,
) -> OperationObject<'a> {
    let (parameters, other_parameters) = parameter::parameters(api, operation, path, schemas);
    OperationObject {
        id: &operation.id,
        // Tools list operations by it; where no page has a title, method and path are one.
        summary: operation.summary.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path)),
        description: operation.description.as_deref(),
        deprecated: operation.deprecated.as_deref().into(),
        parameters,
        other_parameters,
        request_body: operation.request_body.as_ref().map(|body| request_body(body, schemas)),
        responses: operation.responses.iter().map(|one| response(one, schemas)).collect::<Pairs<_>>().unique(),
        origins: &operation.origins,
    }
}

fn request_body<'a>(body: &'a RequestBody, schemas: &Schemas<'a>) -> RequestBodyObject<'a> {
    let content = MediaTypeObject { schema: Some(schemas.of(&body.ty)), examples: examples(&body.examples) };
    RequestBodyObject {
        description: body.description.as_deref(),
        content: Pairs::one(&body.media_type, content),
        required: body.required,
        origins: &body.origins,
    }
}

fn response<'a>(response: &'a Response, schemas: &Schemas<'a>) -> (String, ResponseObject<'a>) {
    let schema = response.ty.as_ref().map(|ty| schemas.of(ty));
    let content = if schema.is_some() || response.media_type.is_some() || !response.examples.is_empty() {
        let content = MediaTypeObject { schema, examples: examples(&response.examples) };
        Pairs::one(response.media_type.as_deref().unwrap_or(JSON), content)
    } else {
        Pairs::default()
    };
    let object = ResponseObject {
        // The document wants one; where pages are silent, so is it.
        description: response.description.as_deref().unwrap_or_default(),
        content,
        origins: &response.origins,
    };
    (status(&response.status), object)
}

/// A status as a document may have it: `200`, `4XX`, `default`; what is none of these is an extension.
fn status(text: &str) -> String {
    let upper = text.to_ascii_uppercase();
    let is_code = matches!(upper.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] | [b'1'..=b'5', b'X', b'X']);
    if is_code {
        upper
    } else if text.eq_ignore_ascii_case("default") {
        "default".to_owned()
    } else {
        format!("x-fieldstone-{text}")
    }
}

fn examples<'a>(examples: &'a [Example]) -> Pairs<ExampleObject<'a>> {
    let object = |(at, example): (usize, &'a Example)| {
        let Example { title, value, origin } = example;
        (format!("example{}", at + 1), ExampleObject { summary: title.as_deref(), value, origins: [origin] })
    };
    examples.iter().enumerate().map(object).collect()
}

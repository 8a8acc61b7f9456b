//! Input: one operation. Output: its object in a document.
//! Invariant: every status that the model has is there.

use crate::schema::media::{EVENTS, JSON};
use crate::schema::{Api, Encoding, Example, Operation, RequestBody, Response, Style, Type, Webhook};

use super::document::{
    EncodingObject, ExampleObject, MediaTypeObject, OperationObject, RequestBodyObject, ResponseObject, WebhookItem,
    WebhookObject,
};
use super::json_schema::Schemas;
use super::members::Pairs;
use super::parameter_object;
use super::shared;

/// The object of an operation that stands under `path`.
pub(super) fn object<'a>(
    api: &'a Api,
    operation: &'a Operation,
    path: &str,
    schemas: &Schemas<'a>,
) -> OperationObject<'a> {
    let (parameters, other_parameters) = parameter_object::parameters(api, operation, path, schemas);
    OperationObject {
        tags: operation.section.as_deref().into_iter().collect(),
        id: &operation.id,
        path: None,
        // Tools list operations by it; where no page has a title, method and path are one.
        summary: operation.summary.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path)),
        description: operation.description.as_deref(),
        deprecated: operation.deprecated.as_deref().into(),
        servers: operation.servers.iter().map(shared::server).collect(),
        security: operation.auth.as_ref().map(|auth| shared::requirement(api, auth)),
        parameters,
        other_parameters,
        request_body: operation.request_body.as_ref().map(|body| request_body(body, schemas)),
        responses: operation.responses.iter().map(|one| response(one, schemas)).collect::<Pairs<_>>().unique(),
        paging: operation.paging.as_ref(),
        arguments: &operation.arguments,
        arguments_at_first: operation.arguments_at_first,
        origins: &operation.origins,
    }
}

/// The object of a webhook, under its name.
pub(super) fn webhook<'a>(webhook: &'a Webhook, schemas: &Schemas<'a>) -> (String, WebhookItem<'a>) {
    let body = |ty: &'a Type| RequestBodyObject {
        description: None,
        content: Pairs::one(JSON, MediaTypeObject { schema: Some(schemas.of(ty)), ..MediaTypeObject::default() }),
        required: true,
        origins: &webhook.origins,
    };
    let post = WebhookObject {
        summary: webhook.summary.as_deref(),
        description: webhook.description.as_deref(),
        request_body: webhook.ty.as_ref().map(body),
        origins: &webhook.origins,
    };
    (webhook.name.clone(), WebhookItem { post })
}

fn request_body<'a>(body: &'a RequestBody, schemas: &Schemas<'a>) -> RequestBodyObject<'a> {
    let mut content = content(Some(&body.ty), &body.examples, schemas);
    content.encoding = body.encoding.iter().map(|(name, encoding)| (name.clone(), self::encoding(encoding))).collect();
    RequestBodyObject {
        description: body.description.as_deref(),
        content: Pairs::one(&body.media_type, content),
        required: body.required,
        origins: &body.origins,
    }
}

fn encoding(encoding: &Encoding) -> EncodingObject<'_> {
    let (style, explode) = match encoding.style {
        Style::Deep => (Some("deepObject"), Some(true)),
        Style::Commas => (Some("form"), Some(false)),
        Style::Spaces => (Some("spaceDelimited"), Some(false)),
        Style::Pipes => (Some("pipeDelimited"), Some(false)),
        Style::Members => (Some("form"), Some(true)),
        _ => (None, None),
    };
    let content_type = if encoding.style == Style::Json { Some(JSON) } else { encoding.media_type.as_deref() };
    EncodingObject { content_type, style, explode }
}

fn response<'a>(response: &'a Response, schemas: &Schemas<'a>) -> (String, ResponseObject<'a>) {
    let mut content = if response.ty.is_some() || response.media_type.is_some() || !response.examples.is_empty() {
        let content = content(response.ty.as_ref(), &response.examples, schemas);
        Pairs::one(response.media_type.as_deref().unwrap_or(JSON), content)
    } else {
        Pairs::default()
    };
    if let Some(events) = &response.events {
        content.push(EVENTS, MediaTypeObject { schema: Some(schemas.of(events)), ..MediaTypeObject::default() });
    }
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

/// A body. Who serves or checks by the document takes its examples at their word: those that the schema refuses stand apart.
fn content<'a>(ty: Option<&'a Type>, examples: &'a [Example], schemas: &Schemas<'a>) -> MediaTypeObject<'a> {
    let (mut good, mut odd) = (Pairs::default(), Pairs::default());
    for (at, example) in examples.iter().enumerate() {
        let Example { title, value, origin } = example;
        let object = ExampleObject { summary: title.as_deref(), value, origins: [origin] };
        let of = if schemas.accept(ty, value) { &mut good } else { &mut odd };
        of.push(format!("example{}", at + 1), object);
    }
    MediaTypeObject {
        schema: ty.map(|ty| schemas.of(ty)),
        examples: good,
        odd_examples: odd,
        ..MediaTypeObject::default()
    }
}

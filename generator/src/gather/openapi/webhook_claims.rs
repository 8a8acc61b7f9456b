//! Input: the webhooks of a document. Output: [`WebhookDraft`]s: a name, words and the type of what is sent.
//! Invariant: nothing here is an operation: the API calls its user, and not the other way round.

use std::collections::BTreeSet;

use crate::draft::Draft;
use crate::draft::document::WebhookDraft;
use crate::gather::openapi::contents;
use crate::gather::openapi::document::{Look, resolved};
use crate::gather::openapi::schemas::Schemas;
use crate::read::json::Json;
use crate::read::openapi::Subject;
use crate::schema::Evidence;

/// The webhook of that name.
pub(crate) fn find<'a>(document: &'a Json, name: &str) -> Option<&'a Json> {
    let webhooks = document.get("webhooks").or_else(|| document.get("x-webhooks"))?;
    resolved(document, webhooks.get(name)?)
}

/// Reads all webhooks of a document, or those of some names.
pub(crate) fn read(
    document: &Json,
    all: bool,
    names: &BTreeSet<String>,
    pages: &[Draft],
    shared: &mut Draft,
    schemas: &mut Schemas<'_>,
) {
    let webhooks = document.get("webhooks").or_else(|| document.get("x-webhooks"));
    for (name, webhook) in webhooks.map(Look::members).unwrap_or_default() {
        if !all && !names.contains(&name.value) {
            continue;
        }
        let Some(item) = find(document, &name.value) else {
            schemas.astray("webhook", webhook);
            continue;
        };
        let Some((_, operation)) =
            item.members().iter().find(|(_, value)| value.get("requestBody").is_some()).or_else(|| {
                let methods = ["post", "put", "get", "patch", "delete"];
                item.members().iter().find(|(key, _)| methods.contains(&key.value.as_str()))
            })
        else {
            schemas.unsupported(name.span, "this webhook has no method");
            continue;
        };
        let body = operation.get("requestBody").and_then(|body| {
            let found = resolved(document, body);
            if found.is_none() {
                schemas.astray("body", body);
            }
            found
        });
        let contents = body.map(contents::contents).unwrap_or_default();
        let member = contents::sent(&contents).and_then(|content| contents::member(content, true, schemas));
        let refers = |page: &&Draft| {
            let named = |subject: &Subject| matches!(subject, Subject::Webhook(known) if *known == name.value);
            page.document.references.iter().any(|(reference, _)| named(&reference.subject))
        };
        let page = pages.iter().find(refers);
        let own = |key: &str| operation.text_of(key).or_else(|| item.text_of(key)).map(str::trim);
        let own = |key: &str| own(key).filter(|text| !text.is_empty()).map(str::to_owned);
        let mut origins: Vec<_> = page.map(|page| page.origin(Evidence::Frontmatter, page.top())).into_iter().collect();
        origins.push(shared.origin(Evidence::Openapi, name.span));
        shared.document.webhooks.push(WebhookDraft {
            name: name.value.clone(),
            title: page.and_then(|page| page.title.clone()).or_else(|| own("summary")),
            description: page.and_then(|page| page.description.clone()).or_else(|| own("description")),
            member,
            origins,
        });
    }
}

//! Input: the parts of all operations, webhooks and components. Output: the items of the model, and the names given.
//! Invariant: names that the pages give are reserved before any is made up, and whatever is left undefined is any JSON.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::draft::document::WebhookDraft;
use crate::draft::named_schema::NamedSchema;
use crate::draft::origins::dedup;
use crate::draft::position::Position;
use crate::fuse::parts::{Parts, ResponseParts};
use crate::identify::lock_keys::LockKeys;
use crate::identify::locked_names::Names;
use crate::identify::operation_ids::Identified;
use crate::identify::types::collect::Collector;
use crate::identify::types::finish;
use crate::identify::types::place::{self, Call, Own, Place};
use crate::identify::{discriminator, webhooks, words};
use crate::schema::media::JSON;
use crate::schema::path::{bare, identity};
use crate::schema::{Field, Operation, Parameter, RequestBody, Response, TypeDef, Webhook, status};
use crate::shape::{Kind, Shape};

/// What has its names.
pub(crate) struct Named {
    pub(crate) operations: Vec<Operation>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) names: Names,
    pub(crate) keys: LockKeys,
}

/// Gives every object its name, and makes the operations refer to the types.
pub(crate) fn name(
    Identified { operations, made, others }: Identified<'_>,
    webhooks: Vec<WebhookDraft>,
    components: &[NamedSchema],
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> Named {
    let mut types = Collector::default();
    components.iter().for_each(|component| types.component(component));
    // The strongest pages come before others: theirs is the order of a type's fields, to which the others add. What was there
    // first is not asked here: the next run, to which all of it was there, has to make the same.
    let mut ordered: Vec<(String, Parts)> = operations.into_iter().collect();
    ordered.sort_by_cached_key(|(_, parts)| (parts.format, parts.endpoint.key()));
    let paths = ordered.iter().map(|(_, parts)| identity(bare(&parts.endpoint.path))).collect();
    let keys = ordered.iter().map(|(id, parts)| (id.clone(), parts.endpoint.key())).collect();
    let positions: BTreeMap<String, Position> =
        ordered.iter().map(|(id, parts)| (id.clone(), parts.position)).collect();
    let mut named: Vec<Operation> =
        ordered.into_iter().map(|(id, parts)| refer(id, parts, (&paths, locked), &mut types)).collect();
    named.sort_by_cached_key(|operation| (positions.get(&operation.id).copied(), operation.id.clone()));
    let mut webhooks = webhooks::all(webhooks, &mut types);
    let mut finished = finish::finish(types, locked, &others, diagnostics);
    let mut types = std::mem::take(&mut finished.types);
    discriminator::tell(&mut types);
    webhooks.iter_mut().filter_map(|webhook| webhook.ty.as_mut()).for_each(|ty| finished.settle(ty));
    for operation in &mut named {
        operation.parameters.iter_mut().for_each(|parameter| finished.settle(&mut parameter.field.ty));
        operation.request_body.iter_mut().for_each(|body| finished.settle(&mut body.ty));
        let types =
            operation.responses.iter_mut().flat_map(|response| response.ty.iter_mut().chain(&mut response.events));
        types.for_each(|ty| finished.settle(ty));
    }
    Named {
        keys: LockKeys { operations: keys, types: finished.unrenamed },
        operations: named,
        webhooks,
        types,
        names: Names { operations: made, types: finished.given, ..Names::default() },
    }
}

fn refer(id: String, parts: Parts, (paths, locked): (&BTreeSet<String>, &Names), types: &mut Collector) -> Operation {
    let Parts {
        endpoint,
        servers,
        auth,
        title,
        section,
        description,
        deprecated,
        parameters,
        body,
        responses,
        format: _,
        position: _,
        id: _,
        own,
        leans: _,
    } = parts;
    let path = bare(&endpoint.path);
    let key = endpoint.key();
    let call = types.call(Call {
        id: words::split(&id),
        method: endpoint.method.clone(),
        segments: place::segments(path),
        ends_in_parameter: path.trim_end_matches('/').ends_with('}'),
        was_there: locked.operation(&key).is_some(),
        has_items: paths.contains(&format!("{}/{{}}", identity(path).trim_end_matches('/'))),
    });
    let place = |part: &str, own: Own, is_sent: bool| Place {
        key: format!("{key} {part}"),
        own,
        inside: None,
        call: Some(call),
        is_sent,
    };
    let parameters = parameters
        .into_iter()
        .map(|(location, member)| {
            let place = types.apart(place(&member.name, Own::Member(words::split(&member.name)), true));
            Parameter { location, style: member.style, field: tidy(types.field(&member, &place)) }
        })
        .collect();
    let request_body = body.map(|body| {
        let place = types.apart(place("body", Own::Body, true));
        RequestBody {
            ty: types.intern(&body.shape, &place, &body.origins),
            media_type: body.media_type,
            // A list, a text or a file that every sample sends has no part that could be left out.
            required: body.required.unwrap_or(!matches!(body.shape.kind, Kind::Object(_))),
            encoding: body.written,
            description: body.description,
            examples: body.examples,
            origins: body.origins,
        }
    });
    let has_success = responses.iter().any(|one| status::is_success(&one.status));
    let responses = responses
        .into_iter()
        .map(|response| {
            let is_success = response.shape.is_some() && is_of_success(&response, has_success);
            let own = if is_success { Own::Answer } else { Own::Error(response.status.clone()) };
            let place = types.apart(place(&response.status, own, false));
            let ty = response.shape.as_ref().map(|shape| types.intern(shape, &place, &response.origins));
            let place = types.apart(Place { key: format!("{} event", place.key), own: Own::Event, ..place });
            let events = response.events.as_ref().map(|shape| types.intern(shape, &place, &response.origins));
            Response {
                media_type: response.media_type.or_else(|| ty.is_some().then(|| JSON.to_owned())),
                status: response.status,
                description: response.description,
                ty,
                events,
                examples: response.examples,
                origins: response.origins,
            }
        })
        .collect();
    Operation {
        id,
        method: endpoint.method,
        path: endpoint.path,
        servers,
        auth,
        section: section.or_else(|| folder(&endpoint.origins.first()?.page)),
        summary: title,
        description,
        deprecated,
        parameters,
        arguments: own.arguments,
        arguments_at_first: own.arguments_at_first,
        request_body,
        responses,
        paging: own.paging,
        origins: dedup(endpoint.origins.iter()),
    }
}

/// Whether a response is that of a success: the only one that is documented, under whatever status, unless it is called an
/// error.
fn is_of_success(response: &ResponseParts, has_success: bool) -> bool {
    let name = response.shape.as_ref().and_then(Shape::named).unwrap_or_default();
    let words = [response.description.as_deref().unwrap_or_default(), name];
    status::is_success(&response.status)
        || !has_success && response.status == "default" && !status::is_called_error(words)
}

/// The folder of a page.
fn folder(page: &str) -> Option<String> {
    let (folders, _) = page.rsplit_once('/')?;
    folders.rsplit('/').next().filter(|folder| !folder.is_empty()).map(str::to_owned)
}

fn tidy(mut field: Field) -> Field {
    field.nullable = false;
    field
}

//! Input: the operations and webhooks of an API. Output: of each type, which of them carry it as a whole body.
//! Invariant: all of them are looked at once, however many types there are.

use std::collections::BTreeMap;

use crate::schema::{Api, Type, status};

/// Who carries a type as the whole of a body, by title and in order.
#[derive(Debug, Default)]
pub(super) struct Roles<'a> {
    pub(super) sent: Vec<&'a str>,
    pub(super) answers: Vec<&'a str>,
    pub(super) errors: Vec<&'a str>,
    pub(super) webhooks: Vec<&'a str>,
}

/// The roles of all types that have one.
pub(super) fn roles(api: &Api) -> BTreeMap<&str, Roles<'_>> {
    fn note<'a>(titles: &mut Vec<&'a str>, title: &'a str) {
        // An operation may answer with it several times.
        if titles.last().is_none_or(|last| !std::ptr::eq(*last, title)) {
            titles.push(title);
        }
    }
    let mut roles: BTreeMap<&str, Roles<'_>> = BTreeMap::new();
    for operation in &api.operations {
        let title = operation.summary.as_deref().unwrap_or(&operation.id);
        if let Some(Type::Named(name)) = operation.request_body.as_ref().map(|body| &body.ty) {
            roles.entry(name).or_default().sent.push(title);
        }
        for response in &operation.responses {
            if let Some(Type::Named(name)) = &response.ty {
                let of = roles.entry(name).or_default();
                let success = status::is_success(&response.status);
                note(if success { &mut of.answers } else { &mut of.errors }, title);
            }
        }
    }
    for webhook in &api.webhooks {
        if let Some(Type::Named(name)) = &webhook.ty {
            roles.entry(name).or_default().webhooks.push(&webhook.name);
        }
    }
    roles
}

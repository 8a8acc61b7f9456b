//! Input: the servers and the schemes of an API and of its operations. Output: constants for the one, and [`AuthPlan`]s.
//! Invariant: every documented server is one constant, whoever has it.

use crate::schema::{Api, AuthScheme, KeyLocation, Operation, Server};

use super::identifiers::{Case, Scope};
use super::model::{AuthPlan, ServerPlan, WireName};

/// The servers of an API, and those that only operations have.
pub(super) fn servers(api: &Api) -> (Vec<ServerPlan>, Vec<ServerPlan>) {
    let mut constants = Scope::default();
    let mut plan = |server: &Server, is_first: bool| {
        let wish = match &server.name {
            Some(name) => name.clone(),
            None if is_first => "default".to_owned(),
            None => server.url.split("://").last().unwrap_or_default().to_owned(),
        };
        ServerPlan { constant: constants.claim(&wish, Case::Shouty, "_SERVER"), url: server.url.clone() }
    };
    // A URL with a hole in it is no place to send to: it is the caller's to fill.
    let whole = api.servers.iter().filter(|server| !server.url.contains('{'));
    let own: Vec<ServerPlan> = whole.enumerate().map(|(at, server)| plan(server, at == 0)).collect();
    let mut others: Vec<ServerPlan> = Vec::new();
    for server in api.by_id().into_iter().flat_map(|operation| &operation.servers) {
        if own.iter().chain(&others).all(|known| known.url != server.url) {
            others.push(plan(server, false));
        }
    }
    (own, others)
}

/// What a scheme asks of a caller.
pub(super) fn auth(scheme: Option<&AuthScheme>) -> AuthPlan {
    match scheme {
        Some(AuthScheme::Bearer) => AuthPlan::Bearer,
        Some(AuthScheme::Basic) => AuthPlan::Basic,
        Some(AuthScheme::Key { location: KeyLocation::Header, name }) => AuthPlan::KeyHeader(WireName(name.clone())),
        Some(AuthScheme::Key { location: KeyLocation::Query, name }) => AuthPlan::KeyQuery(WireName(name.clone())),
        Some(AuthScheme::Key { location: KeyLocation::Cookie, name }) => AuthPlan::KeyCookie(WireName(name.clone())),
        Some(AuthScheme::None) | None => AuthPlan::None,
    }
}

/// What an operation asks of a caller, where that is not what all others ask.
pub(super) fn own_auth(api: &Api, operation: &Operation) -> Option<AuthPlan> {
    let usual = api.auth.as_ref().map(|auth| &auth.scheme);
    let own = operation.auth.as_ref().map(|auth| &auth.scheme);
    own.filter(|own| usual != Some(own)).map(|own| auth(Some(own)))
}

/// The schemes that single operations have.
pub(super) fn other_auth(api: &Api) -> Vec<AuthPlan> {
    let mut others: Vec<AuthPlan> = Vec::new();
    for plan in api.by_id().into_iter().filter_map(|operation| own_auth(api, operation)) {
        if plan != AuthPlan::None && !others.contains(&plan) {
            others.push(plan);
        }
    }
    others
}

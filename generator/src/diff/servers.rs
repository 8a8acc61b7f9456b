//! Input: where and as whom an API, and each of its operations, is called, on both sides. Output: what changed about it.
//! Invariant: another host is never told as anything less.

use std::collections::BTreeMap;

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found, by};
use crate::plan::model::{AuthPlan, OperationPlan, ServerPlan};
use crate::schema::host::{host, shown};
use crate::schema::{Api, Auth, Operation, Origin, Server};

type Planned<'t> = (&'t Operation, &'t OperationPlan);

/// Compares those of the API.
pub(super) fn of_api(comparison: &mut Comparison<'_>) {
    let (before, after) = (comparison.before, comparison.after);
    let (was, is) = (before.api.servers.first(), after.api.servers.first());
    first(comparison, &after.api.name, "calls", was, is);
    let all = |plan: &'_ crate::plan::model::ApiPlan| -> Vec<ServerPlan> {
        plan.servers.iter().chain(&plan.other_servers).cloned().collect()
    };
    let (old, new) = (all(&before.plan), all(&after.plan));
    let (there, kept) = (by(&new, |server| server.constant.as_str()), by(&old, |server| server.constant.as_str()));
    let sayers = sayers(after.api);
    let said = |url: &str| sayers.get(url).copied().unwrap_or_default();
    let written = |server: &ServerPlan| format!("servers::{} = \"{}\"", server.constant.as_str(), shown(&server.url));
    let default = |server: &ServerPlan, first: Option<&Server>| first.is_some_and(|first| first.url == server.url);
    for server in &old {
        let (code, message, other) = match there.get(server.constant.as_str()) {
            None => {
                (Code::ServerRemoved, format!("there is no `servers::{}` any more", server.constant.as_str()), None)
            }
            // What the default is was told.
            Some(other) if other.url == server.url || default(server, was) && default(other, is) => continue,
            Some(other) if host(&other.url) != host(&server.url) => {
                (Code::HostChanged, format!("`servers::{}` is another host", server.constant.as_str()), Some(other))
            }
            Some(other) => {
                (Code::ServerChanged, format!("`servers::{}` is another path", server.constant.as_str()), Some(other))
            }
        };
        let found = Found::new(code, Class::Breaking, &after.api.name, message)
            .rust(Some(written(server)), other.map(|other| written(other)))
            .at(said(other.map_or(&server.url, |other| &other.url)))
            .names([Needle::path(server.constant.as_str())]);
        comparison.tell(if other.is_some() { found.silent() } else { found });
    }
    for server in new.iter().filter(|server| !kept.contains_key(server.constant.as_str()) && !default(server, is)) {
        let message = format!("`servers::{}` is documented", server.constant.as_str());
        comparison.tell(
            Found::new(Code::ServerAdded, Class::Additive, &after.api.name, message)
                .rust(None, Some(written(server)))
                .at(said(&server.url)),
        );
    }
    let item = after.api.name.clone();
    auth(comparison, &item, (before.api.auth.as_ref(), &before.plan.auth), (after.api.auth.as_ref(), &after.plan.auth));
}

/// Who names each URL.
fn sayers(api: &Api) -> BTreeMap<&str, &[Origin]> {
    let others = api.operations.iter().flat_map(|operation| &operation.servers);
    let all = api.servers.iter().chain(others);
    all.map(|server| (server.url.as_str(), server.origins.as_slice())).collect()
}

/// Where calls go by themselves.
fn first(comparison: &mut Comparison<'_>, item: &str, what: &str, was: Option<&Server>, is: Option<&Server>) {
    let (Some(was), Some(is)) = (was, is) else {
        if let Some(is) = is {
            let message = format!("{what} go to `{}`, where no server was documented", shown(&is.url));
            comparison.tell(Found::new(Code::ServerAdded, Class::Additive, item, message).at(&is.origins));
        } else if let Some(was) = was {
            let message = format!("{what} went to `{}`, and no server is documented any more", shown(&was.url));
            comparison.tell(
                Found::new(Code::ServerRemoved, Class::Breaking, item, message)
                    .note("a client has to be told where its server is: `base_url`")
                    .names([Needle::member("builder"), Needle::path("builder")])
                    .silent()
                    .at(&was.origins),
            );
        }
        return;
    };
    if was.url == is.url {
        return;
    }
    let is_other = host(&was.url) != host(&is.url);
    let (code, message) = match is_other {
        true => (
            Code::HostChanged,
            format!("{what} GO TO ANOTHER HOST: `{}`, and went to `{}`", host(&is.url), host(&was.url)),
        ),
        false => (Code::ServerChanged, format!("{what} go to `{}`, and went to `{}`", shown(&is.url), shown(&was.url))),
    };
    let found = Found::new(code, Class::Breaking, item, message)
        .rust(Some(shown(&was.url)), Some(shown(&is.url)))
        .silent()
        .at(&is.origins);
    comparison.tell(match is_other {
        true => found.note("credentials go there, too: be sure that it is the API's"),
        false => found,
    });
}

/// Compares those of an operation.
pub(super) fn of_operation(comparison: &mut Comparison<'_>, (was, before): Planned<'_>, (is, after): Planned<'_>) {
    let of_api = |side: &super::side::Side<'_>, operation: &Operation| {
        operation.servers.first().or(side.api.servers.first()).cloned()
    };
    // Where it goes with the others, it is told of all of them.
    if !was.servers.is_empty() || !is.servers.is_empty() {
        let (old, new) = (of_api(comparison.before, was), of_api(comparison.after, is));
        first(comparison, &is.id, &format!("calls of `{}`", is.id), old.as_ref(), new.as_ref());
    }
    if before.auth.is_some() || after.auth.is_some() {
        let (old_auth, new_auth) = (
            before.auth.clone().unwrap_or_else(|| comparison.before.plan.auth.clone()),
            after.auth.clone().unwrap_or_else(|| comparison.after.plan.auth.clone()),
        );
        let said = |own: &Option<Auth>, api: &Option<Auth>| own.clone().or_else(|| api.clone());
        let (old, new) = (said(&was.auth, &comparison.before.api.auth), said(&is.auth, &comparison.after.api.auth));
        auth(comparison, &is.id, (old.as_ref(), &old_auth), (new.as_ref(), &new_auth));
    }
}

fn auth(
    comparison: &mut Comparison<'_>,
    item: &str,
    (was, before): (Option<&Auth>, &AuthPlan),
    (is, after): (Option<&Auth>, &AuthPlan),
) {
    if before == after {
        return;
    }
    let given = |plan: &AuthPlan| match plan {
        AuthPlan::Bearer => ".bearer_token(..)",
        AuthPlan::Basic => ".basic_auth(..)",
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) => ".api_key(..)",
        AuthPlan::None => "",
    };
    let words = |plan: &AuthPlan| match plan {
        AuthPlan::Bearer => "a bearer token".to_owned(),
        AuthPlan::Basic => "user and password".to_owned(),
        AuthPlan::KeyHeader(name) => format!("a key in the header `{}`", name.0),
        AuthPlan::KeyQuery(name) => format!("a key in the query parameter `{}`", name.0),
        AuthPlan::KeyCookie(name) => format!("a key in the cookie `{}`", name.0),
        AuthPlan::None => "no credentials".to_owned(),
    };
    let rust = |plan: &AuthPlan| Some(given(plan)).filter(|text| !text.is_empty()).map(str::to_owned);
    let message = format!("`{item}` wants {}, and wanted {}", words(after), words(before));
    // Where nothing was documented, whoever called it had found out by himself.
    let (is_first, is_same_word) = (was.is_none(), given(before) == given(after));
    let class = if is_first || is_same_word { Class::Additive } else { Class::Breaking };
    let origins: &[Origin] = is.or(was).map_or(&[], |auth| &auth.origins);
    let mut found =
        Found::new(Code::CredentialsChanged, class, item, message).rust(rust(before), rust(after)).at(origins);
    if class == Class::Breaking {
        let is_key = |plan: &AuthPlan| given(plan) == ".api_key(..)";
        // Only a key has a method of its own that goes with it.
        found.change.silent = !is_key(before) || is_key(after);
        let method = given(before).trim_start_matches('.').trim_end_matches("(..)");
        if !method.is_empty() {
            found = found.names([Needle::member(method)]);
        }
    }
    comparison.tell(found);
}

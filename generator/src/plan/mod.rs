//! Input: the schema model of every API. Output: a [`CratePlan`]: every decision, no tokens.
//! Invariant: names are given once, after everything is known.

mod answers;
mod bodies;
mod docs;
mod example;
mod media;
pub mod model;
mod names;
mod operations;
mod pagination;
mod sections;
mod shapes;
mod types;

use std::collections::BTreeMap;

use crate::project::RustOptions;
use crate::schema::{Api, AuthScheme, KeyLocation};

pub use self::example::input_value;
pub use self::media::is_read_as_json;

use self::docs::Pages;
use self::model::{ApiPlan, AuthPlan, CratePlan, ServerPlan, WireName};
use self::names::{Case, Scope};
use self::operations::Planner;
use self::sections::Sections;
use self::types::Catalog;

/// Modules and features that the crate has of itself, or may have.
const OWN_MODULES: &[&str] = &[
    "alloc",
    "blocking",
    "client",
    "core",
    "default",
    "http",
    "jiff",
    "runtime",
    "serde",
    "serde_json",
    "std",
    "tracing",
];

/// Decides how the crate of these APIs looks, where nobody asks for anything else.
pub fn plan(apis: &[Api]) -> CratePlan {
    plan_with(apis, &BTreeMap::new())
}

/// Decides how the crate of these APIs looks; `options` are what each is asked for, by its name.
pub fn plan_with(apis: &[Api], options: &BTreeMap<String, RustOptions>) -> CratePlan {
    let mut modules = Scope::with(OWN_MODULES);
    let mut apis: Vec<&Api> = apis.iter().collect();
    apis.sort_by(|a, b| a.name.cmp(&b.name));
    let options = |api: &Api| options.get(&api.name).copied().unwrap_or_default();
    CratePlan { apis: apis.into_iter().map(|api| api_plan(api, options(api), &mut modules)).collect() }
}

fn api_plan(api: &Api, options: RustOptions, modules: &mut Scope) -> ApiPlan {
    let pages = Pages::of(api);
    let mut scope = Scope::default();
    let module = modules.claim(&api.name, Case::Snake, "_api");
    let sections = Sections::of(api, &module);
    let catalog = Catalog::new(api, options, &pages, &sections, &mut scope);
    let mut types = catalog.plan(&mut scope);
    let planner = Planner { api, pages: &pages, sections: &sections, catalog: &catalog, types: &types };
    let operations = planner.plan(&mut scope);
    bodies::without_forms(api, &catalog, &mut types);
    ApiPlan {
        module,
        sections: sections.plans(),
        title: api.title.clone(),
        docs_url: api.docs.clone(),
        servers: servers(api),
        auth: auth(api),
        types,
        example: example::example(api, &operations),
        operations,
    }
}

fn servers(api: &Api) -> Vec<ServerPlan> {
    let mut constants = Scope::default();
    let plan = |(index, server): (usize, &crate::schema::Server)| {
        let wish = match (&server.name, index) {
            (Some(name), _) => name.clone(),
            (None, 0) => "default".to_owned(),
            (None, _) => server.url.split("://").last().unwrap_or_default().to_owned(),
        };
        ServerPlan { constant: constants.claim(&wish, Case::Shouty, "_SERVER"), url: server.url.clone() }
    };
    // A URL with a hole in it is no place to send to: it is the caller's to fill.
    api.servers.iter().filter(|server| !server.url.contains('{')).enumerate().map(plan).collect()
}

fn auth(api: &Api) -> AuthPlan {
    match api.auth.as_ref().map(|auth| &auth.scheme) {
        Some(AuthScheme::Bearer) => AuthPlan::Bearer,
        Some(AuthScheme::Basic) => AuthPlan::Basic,
        Some(AuthScheme::Key { location: KeyLocation::Header, name }) => AuthPlan::KeyHeader(WireName(name.clone())),
        Some(AuthScheme::Key { location: KeyLocation::Query, name }) => AuthPlan::KeyQuery(WireName(name.clone())),
        Some(AuthScheme::Key { location: KeyLocation::Cookie, name }) => AuthPlan::KeyCookie(WireName(name.clone())),
        Some(AuthScheme::None) | None => AuthPlan::None,
    }
}

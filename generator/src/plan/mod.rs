//! Input: the schema model of every API. Output: a [`CratePlan`]: every decision, no tokens.
//! Invariant: names are given once, after everything is known.

mod answer_enum;
mod bodies_by_type;
mod body_inputs;
mod body_kind;
mod body_media;
mod catalog;
mod endless_aliases;
mod equality;
mod example_choice;
mod file_names;
mod form_types;
mod identifiers;
mod item_docs;
mod json_lines;
mod layout;
pub mod model;
mod operation_plans;
mod pagination;
mod planner;
mod presence;
mod records;
mod said;
mod sections;
mod shared_facts;
mod split_and_boxed;
mod status_arms;
mod type_plans;
mod type_roles;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::project::{CrateSettings, RustOptions};
use crate::schema::Api;

pub use self::body_kind::is_read_as_json;
pub use self::example_choice::input_value;

/// The files of an API that a test has put together.
#[cfg(test)]
pub(crate) use self::layout::files;

use self::catalog::Catalog;
use self::identifiers::{Case, Scope};
use self::item_docs::PageLinks;
use self::model::{ApiPlan, CratePlan, FilesPlan, RustName};
use self::planner::Planner;
use self::sections::Sections;

/// Modules and features that the crate has of itself, or may have.
const OWN_MODULES: &[&str] = &[
    "alloc",
    "blocking",
    "client",
    "core",
    "default",
    "http",
    "jiff",
    // The server of the examples.
    "local",
    "runtime",
    "serde",
    "serde_json",
    "std",
    "tracing",
    "transport",
];

/// What is asked of the Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The crate's name.
    pub name: String,
    /// What each API's api.toml asks, by its name.
    pub rust: BTreeMap<String, RustOptions>,
}

impl Default for Asked {
    fn default() -> Self {
        Self { name: CrateSettings::default().name, rust: BTreeMap::new() }
    }
}

/// Decides how the crate of these APIs looks, where nobody asks for anything else.
pub fn plan(apis: &[Api]) -> CratePlan {
    plan_with(apis, &Asked::default())
}

/// Decides how the crate of these APIs looks.
pub fn plan_with<A: Borrow<Api>>(apis: &[A], asked: &Asked) -> CratePlan {
    let mut modules = Scope::with(OWN_MODULES);
    let mut apis: Vec<&Api> = apis.iter().map(Borrow::borrow).collect();
    apis.sort_by(|a, b| a.name.cmp(&b.name));
    CratePlan { apis: apis.into_iter().map(|api| api_plan(api, asked, &mut modules)).collect() }
}

fn api_plan(api: &Api, asked: &Asked, modules: &mut Scope) -> ApiPlan {
    let options = asked.rust.get(&api.name).copied().unwrap_or_default();
    let links = PageLinks::of(api);
    let mut scope = Scope::default();
    let module = modules.claim(&api.name, Case::Snake, "_api");
    let sections = Sections::of(api, &module);
    let catalog = Catalog::new(api, options, &links, &sections, &mut scope);
    let mut types = catalog.type_plans(&mut scope);
    let (servers, other_servers) = shared_facts::servers(api);
    let all_servers: Vec<_> = servers.iter().chain(&other_servers).cloned().collect();
    let planner =
        Planner { api, links: &links, sections: &sections, catalog: &catalog, types: &types, servers: &all_servers };
    let operations = planner.operation_plans(&mut scope);
    form_types::without_forms(api, &catalog, &mut types);
    equality::settle(&mut types);
    records::settle(&mut types);
    let mut plan = ApiPlan {
        library: RustName(asked.name.replace('-', "_")),
        module,
        sections: sections.plans(),
        title: api.title.clone(),
        docs_url: api.docs.clone(),
        servers,
        other_servers,
        auth: shared_facts::auth(api.auth.as_ref().map(|auth| &auth.scheme)),
        other_auth: shared_facts::other_auth(api),
        auth_differs: api.operations.iter().any(|operation| shared_facts::own_auth(api, operation).is_some()),
        types,
        example: example_choice::example(api, &operations),
        operations,
        files: FilesPlan::default(),
    };
    plan.files = layout::files(&plan);
    plan
}

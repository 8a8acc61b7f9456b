//! Input: the operations of an API, and the names that its items have already. Output: the [`Api`] model.
//! Invariant: nothing else names a type or an operation, and a name is given once everything that could have it is known.

pub(crate) mod arguments;
pub(crate) mod discriminator;
pub(crate) mod errata;
pub(crate) mod lock_keys;
pub(crate) mod locked_names;
mod moved_keys;
pub(crate) mod named_schemas;
pub(crate) mod naming;
pub(crate) mod operation_ids;
pub(crate) mod run_names;
pub(crate) mod spoken_ids;
pub(crate) mod types;
pub(crate) mod webhooks;
pub(crate) mod words;

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::document::WebhookDraft;
use crate::draft::named_schema::NamedSchema;
use crate::fuse::Fused;
use crate::fuse::parts::Parts;
use crate::project::ApiProject;
use crate::schema::{Api, Evidence, FORMAT_VERSION, Type, TypeDef, too_deep, walk};

pub use self::locked_names::Names;
pub(crate) use self::named_schemas::unify;
use self::naming::Named;
pub use self::run_names::RunNames;

/// Makes the model; the names of this run are what the next one is given.
pub(crate) fn identify(
    project: &ApiProject,
    fused: Fused,
    (webhooks, title): (Vec<WebhookDraft>, Option<String>),
    components: &[NamedSchema],
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> (Api, Names) {
    let Fused { operations, auth, servers } = fused;
    // Where its project files are wrong, that is what has to be mended first.
    if operations.is_empty() && webhooks.is_empty() && !project.failed {
        let help = match project.has_pages {
            true => "the diagnostics of its pages say what each of them lacks",
            false => "its folder has no page: put .md, .mdx or .txt files there, as the site exports them",
        };
        diagnostics.push(
            Diagnostic::nowhere(Code::NoOperations, format!("no page of `{}` documents an operation", project.name))
                .help(help),
        );
    }
    let today: Vec<String> = operations.iter().map(|parts| parts.endpoint.key()).collect();
    let locked = &moved_keys::follow(locked, today.iter().map(String::as_str));
    tell_foreign(project, &operations, locked, diagnostics);
    let operations = operation_ids::identify(operations, locked, &project.renames, diagnostics);
    let Named { operations, webhooks, types, mut names, mut keys } =
        naming::name(operations, webhooks, components, locked, diagnostics);
    names.api = Some(project.name.clone());
    let mut api = Api {
        format_version: FORMAT_VERSION,
        name: project.name.clone(),
        title: title.filter(|_| !project.title_is_given).unwrap_or_else(|| project.title.clone()),
        docs: project.docs.clone(),
        servers,
        auth,
        operations,
        webhooks,
        types,
    };
    errata::paging::check(&mut api, diagnostics);
    errata::apply(&mut api, &project.errata, &project.renames, &mut keys, diagnostics);
    errata::paging::apply(&mut api, &project.paging, diagnostics);
    direct(&mut api);
    // What another page of an operation calls the same thing is a type that nothing leads to.
    let named_only = |def: &TypeDef| def.origins.iter().all(|origin| origin.evidence == Evidence::Openapi);
    api.types.retain(|def| def.sent || def.received || !named_only(def));
    arguments::keep(&mut api, &keys, locked, &mut names);
    tell_too_deep(&api, diagnostics);
    (api, names)
}

/// Tells of types that stand in each other deeper than a compiler follows.
fn tell_too_deep(api: &Api, diagnostics: &mut Diagnostics) {
    for (holder, held) in too_deep::too_deep(&api.types) {
        let span =
            walk::definition(&api.types, &holder).and_then(|def| def.origins.iter().find_map(|origin| origin.span));
        let message = format!(
            "types stand deeper in each other than a compiler follows: of `{holder}`, `{held}` is any JSON in Rust"
        );
        let help = format!("it has its type all the same: decode the JSON as `{held}`");
        diagnostics.push(Diagnostic::at(Code::NestingTooDeep, span, message).help(help));
    }
}

/// Tells of names that are another API's.
fn tell_foreign(project: &ApiProject, operations: &[Parts], locked: &Names, diagnostics: &mut Diagnostics) {
    let is_known = |parts: &Parts| locked.operation(&parts.endpoint.key()).is_some();
    // The only operation of an API may give way to another.
    let is_named_so = locked.api.as_ref().map_or(locked.operations.len() < 2, |api| *api == project.name);
    if is_named_so || operations.is_empty() || operations.iter().any(is_known) {
        return;
    }
    let first = locked.operations.keys().next().and_then(|key| locked.lines.get(key)).copied();
    let (count, name) = (locked.operations.len(), &project.name);
    let message =
        format!("none of the operations that have a name here ({count}) is one of `{name}`: it is another API's");
    diagnostics.push(
        Diagnostic::at(Code::InvalidProject, first, message)
            .help("take the file back from version control, or delete it to have all names made anew"),
    );
}

/// Marks what is sent and what is received.
fn direct(api: &mut Api) {
    let reached = |from: Vec<&Type>| -> BTreeSet<String> {
        walk::reached(&api.types, from).into_iter().map(str::to_owned).collect()
    };
    let sent = reached(api.operations.iter().flat_map(walk::sent).collect());
    let told = api.webhooks.iter().filter_map(|webhook| webhook.ty.as_ref());
    let received = reached(told.chain(api.operations.iter().flat_map(walk::received)).collect());
    for def in &mut api.types {
        def.sent |= sent.contains(&def.name);
        def.received |= received.contains(&def.name);
    }
}

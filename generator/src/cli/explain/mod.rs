//! Input: an API and the name of something in it. Output: every piece of evidence for it, winners and losers.
//! Invariant: whatever the model says of an item is shown with page, line and column, or it says that there is none.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::folders;
use super::outcome::{End, Outcome};
use super::scheme;
use super::terminal::print;
use crate::diagnostics::Code;
use crate::near;
use crate::project::reference;
use crate::schema::walk;
use crate::schema::words::words as name;
use crate::schema::{Api, Field, Operation, TypeDef, TypeKind};
use crate::source::SourceMap;
use crate::{Options, Understood};

pub(super) mod codes;
mod table;
#[cfg(test)]
mod tests;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Name of the API, by itself for its items; or the code of a diagnostic, or a key of api.toml or fieldstone.toml
    #[arg(value_name = "API or WORD")]
    api: String,
    /// TYPE, TYPE.FIELD, OPERATION or OPERATION.PARAMETER
    item: Option<String>,
    /// A folder of APIs, or one API
    #[arg(long, value_name = "DIR")]
    input: Option<PathBuf>,
}

/// The most names that a list of all of them holds.
const MOST: usize = 12;

pub(super) fn run(args: &Explain) -> Outcome {
    let Some(item) = &args.item else {
        let word = codes::entry(&args.api).or_else(|| reference::entry(&args.api));
        return match word.or_else(|| whole(&args.api, args.input.as_deref())) {
            Some(text) => {
                print(&text);
                Ok(End::Fine)
            }
            None => Err(no_word(&args.api).into()),
        };
    };
    let input = folders::input(args.input.as_deref(), None)?;
    let understood = crate::understand(
        &input,
        &Options { only: vec![args.api.clone()], deny_warnings: false, ..Options::default() },
    )?;
    match explain(&understood, item) {
        Some(text) => {
            print(&annotate_lines(&text));
            Ok(End::Fine)
        }
        None => Err(unknown(&understood, item).into()),
    }
}

/// What there is to ask about in an API; `None` where there is none of this name.
fn whole(name: &str, input: Option<&Path>) -> Option<String> {
    let input = folders::input(input, None).ok()?;
    let options = Options { only: vec![name.to_owned()], ..Options::default() };
    let understood = crate::understand(&input, &options).ok()?;
    Some(annotate_lines(&understood.apis.iter().map(|api| items(&api.api)).collect::<String>()))
}

fn items(api: &Api) -> String {
    let mut text = format!("{}, of which `explain {} ITEM` shows the evidence\n\n", api.title, api.name);
    let longest = api.operations.iter().map(|operation| operation.id.chars().count()).max().unwrap_or(0);
    for Operation { id, method, path, .. } in &api.operations {
        let _ = writeln!(text, "  {id:longest$}  {method} {path}");
    }
    for ty in &api.types {
        let _ = writeln!(text, "  {}", ty.name);
    }
    text
}

/// The word for a word that nothing has.
fn no_word(word: &str) -> String {
    let words = reference::entries();
    let known = Code::ALL.iter().map(|code| code.as_str()).chain(words.iter().map(String::as_str));
    let near = near::did_you_mean(word, known);
    let help = near.unwrap_or_else(|| "`explain API` shows what there is to ask about".to_owned());
    format!("`{word}` is neither the code of a diagnostic nor a key of a project file; {help}")
}

/// Lines as a terminal may see them.
fn annotate_lines(text: &str) -> String {
    text.lines().map(|line| annotate_snippets::normalize_untrusted_str(line) + "\n").collect()
}

/// All there is to say of an item; `None` where nothing has this name.
fn explain(understood: &Understood, item: &str) -> Option<String> {
    let apis = understood.apis.iter().map(|api| &api.api);
    let mut text = String::new();
    for api in apis {
        for ty in api.types.iter().filter(|ty| ty.name == item) {
            type_def(&mut text, &understood.sources, ty);
        }
        for operation in api.operations.iter().filter(|operation| operation.id == item) {
            self::operation(&mut text, &understood.sources, api, operation);
        }
        // A field's name may hold dots, a type's may not.
        if let Some((owner, name)) = item.split_once('.') {
            for field in fields(api, owner).filter(|field| field.name == name) {
                self::field(&mut text, &understood.sources, "", &format!("{owner}.{name}"), field);
            }
        }
    }
    (!text.is_empty()).then_some(text)
}

fn fields<'a>(api: &'a Api, owner: &'a str) -> impl Iterator<Item = &'a Field> {
    let members = |ty: &'a TypeDef| match &ty.kind {
        TypeKind::Struct { fields } => fields.as_slice(),
        _ => &[],
    };
    let operations = api.operations.iter().filter(move |operation| operation.id == owner);
    // The members of its body are given to a call as its parameters are.
    let given = operations.flat_map(move |operation| {
        let body = operation.request_body.as_ref().and_then(|body| walk::name(&body.ty));
        let body = api.types.iter().filter(move |ty| Some(ty.name.as_str()) == body).flat_map(members);
        operation.parameters.iter().map(|parameter| &parameter.field).chain(body)
    });
    api.types.iter().filter(move |ty| ty.name == owner).flat_map(members).chain(given)
}

fn type_def(text: &mut String, sources: &SourceMap, ty: &TypeDef) {
    let kind = match &ty.kind {
        TypeKind::Struct { fields } => format!("object with {} fields", fields.len()),
        TypeKind::Enum { base, values, .. } => format!("one of {} known values of type {}", values.len(), name(base)),
        TypeKind::Union { variants } => format!("one of {} types", variants.len()),
        TypeKind::Alias { ty } => format!("another name for {}", name(ty)),
        TypeKind::Opaque => "any JSON".to_owned(),
    };
    let used = match (ty.sent, ty.received) {
        (true, true) => ", sent and received",
        (true, false) => ", sent",
        (false, true) => ", received",
        (false, false) => "",
    };
    let _ = writeln!(text, "{}: {kind}{used}", ty.name);
    table::origins(text, sources, "  ", &ty.origins);
    match &ty.kind {
        TypeKind::Struct { fields } => members(text, fields),
        TypeKind::Enum { values, .. } => values.iter().for_each(|value| {
            let _ = writeln!(text, "  {}", value.value);
        }),
        TypeKind::Union { variants } => variants.iter().for_each(|variant| {
            let _ = writeln!(text, "  {}: {}", variant.name, name(&variant.ty));
        }),
        TypeKind::Alias { .. } | TypeKind::Opaque => {}
    }
}

/// A line for each member; its own evidence is asked for by its name.
fn members(text: &mut String, fields: &[Field]) {
    let names = fields.iter().map(|field| field.name.chars().count()).max().unwrap_or(0);
    let types = fields.iter().map(|field| described(field).chars().count()).max().unwrap_or(0);
    for field in fields {
        let losers = field.origins.iter().filter(|origin| origin.overruled.is_some()).count();
        let winners = field.origins.len() - losers;
        let against = if losers == 0 { String::new() } else { format!(", {losers} against it") };
        let _ = writeln!(text, "  .{:names$}  {:types$}  {winners} for it{against}", field.name, described(field));
    }
}

fn operation(text: &mut String, sources: &SourceMap, api: &Api, operation: &Operation) {
    let _ = writeln!(text, "{}: {} {}", operation.id, operation.method, operation.path);
    table::origins(text, sources, "  ", &operation.origins);
    let servers = if operation.servers.is_empty() { &api.servers } else { &operation.servers };
    for server in servers {
        let _ = writeln!(text, "  at {}", server.url);
        table::origins(text, sources, "    ", &server.origins);
    }
    if let Some(auth) = operation.auth.as_ref().or(api.auth.as_ref()) {
        let _ = writeln!(text, "  with {}", scheme::in_words(&auth.scheme));
        table::origins(text, sources, "    ", &auth.origins);
    }
    for parameter in &operation.parameters {
        self::field(text, sources, "  ", &format!(".{}", parameter.field.name), &parameter.field);
    }
    if let Some(body) = &operation.request_body {
        let _ = writeln!(text, "  body: {} ({})", name(&body.ty), body.media_type);
        table::origins(text, sources, "    ", &body.origins);
    }
    for response in &operation.responses {
        let ty = response.ty.as_ref().map_or_else(|| "no body documented".to_owned(), name);
        let _ = writeln!(text, "  {}: {ty}", response.status);
        table::origins(text, sources, "    ", &response.origins);
    }
}

fn field(text: &mut String, sources: &SourceMap, indent: &str, title: &str, field: &Field) {
    let _ = writeln!(text, "{indent}{title}: {}", described(field));
    table::origins(text, sources, &format!("{indent}  "), &field.origins);
}

fn described(field: &Field) -> String {
    let mut text = name(&field.ty);
    text.push_str(if field.required { ", required" } else { ", optional" });
    if field.nullable {
        text.push_str(", may be null");
    }
    if let Some(why) = &field.deprecated {
        text.push_str(", deprecated");
        if !why.is_empty() {
            let _ = write!(text, " ({why})");
        }
    }
    text
}

/// The word for a name that nothing has, with the names that may be meant.
fn unknown(understood: &Understood, item: &str) -> String {
    let apis = || understood.apis.iter().map(|api| &api.api);
    let owners: Vec<&str> = apis()
        .flat_map(|api| {
            let types = api.types.iter().map(|ty| ty.name.as_str());
            types.chain(api.operations.iter().map(|operation| operation.id.as_str()))
        })
        .collect();
    let (owner, member) = item.split_once('.').unwrap_or((item, ""));
    if owners.contains(&owner) {
        let names: Vec<&str> = apis().flat_map(|api| fields(api, owner)).map(|field| field.name.as_str()).collect();
        let near = near::misses(member, names.iter().copied());
        let names = if near.is_empty() { names } else { near };
        let there = names.iter().map(|name| format!("{owner}.{name}")).collect::<Vec<_>>();
        return format!("there is no `{item}`{}", listed(&there, &format!("`{owner}` has no fields")));
    }
    let near = near::misses(owner, owners.iter().copied());
    let names = if near.is_empty() { owners } else { near };
    let there = names.into_iter().map(str::to_owned).collect::<Vec<_>>();
    format!("there is no `{item}`{}", listed(&there, "the API has neither types nor operations"))
}

fn listed(names: &[String], none: &str) -> String {
    match (names, names.len().saturating_sub(MOST)) {
        ([], _) => format!("; {none}"),
        (names, 0) => format!("; there is: {}", names.join(", ")),
        (names, more) => {
            let first = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>();
            format!("; there is: {} and {more} more", first.join(", "))
        }
    }
}

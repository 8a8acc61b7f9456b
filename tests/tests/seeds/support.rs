//! Input: folders of pages. Output: what the pipeline understands of them, in forms that are easy to compare.
//! Invariant: nothing outside a temporary folder is written.

use std::fs;
use std::path::{Path, PathBuf};

use fieldstone::diagnostics::{Code, Diagnostic};
use fieldstone::project::Input;
use fieldstone::schema::{Api, Field, Location, Operation, Type, TypeDef, TypeKind};
use fieldstone::source::SourceMap;
use fieldstone::{Options, Understood};
use serde_json::Value;

/// A page of docs-input, with its path below that folder.
pub fn page(path: &str) -> (String, Vec<u8>) {
    let name = path.rsplit('/').next().unwrap().to_owned();
    (name, fs::read(docs_input().join(path)).unwrap())
}

pub fn docs_input() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input")
}

/// Understands one API of these pages.
pub fn understand(pages: &[(String, Vec<u8>)]) -> Understood {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.toml"), "name = \"api\"\n").unwrap();
    for (name, bytes) in pages {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let path = folder.path().to_owned();
    let input = Input { path, shown: "pages".to_owned(), config: None, everything: false };
    fieldstone::understand(&input, &Options::default()).unwrap()
}

/// Understands pages written in place.
pub fn understand_texts(pages: &[(&str, &str)]) -> Understood {
    let pages: Vec<_> = pages.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    understand(&pages)
}

pub fn api(understood: &Understood) -> &Api {
    &understood.apis[0].api
}

pub fn operation<'a>(api: &'a Api, id: &str) -> &'a Operation {
    api.operations.iter().find(|operation| operation.id == id).unwrap_or_else(|| panic!("no operation {id}"))
}

pub fn ty<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    api.types.iter().find(|ty| ty.name == name).unwrap_or_else(|| panic!("no type {name}"))
}

pub fn fields<'a>(api: &'a Api, name: &str) -> &'a [Field] {
    match &ty(api, name).kind {
        TypeKind::Struct { fields } => fields,
        kind => panic!("{name} is {kind:?}"),
    }
}

pub fn field<'a>(api: &'a Api, owner: &str, name: &str) -> &'a Field {
    fields(api, owner).iter().find(|field| field.name == name).unwrap_or_else(|| panic!("no field {owner}.{name}"))
}

/// The members of a type at all depths, as `customers.name_variations.first_name`, in order.
pub fn members(api: &Api, ty: &Type) -> Vec<String> {
    fn walk(api: &Api, ty: &Type, above: &str, out: &mut Vec<String>) {
        match ty {
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => walk(api, inner, above, out),
            Type::Named(name) => {
                let Some(def) = api.types.iter().find(|def| def.name == *name) else { return };
                let TypeKind::Struct { fields } = &def.kind else { return };
                for field in fields {
                    let path = format!("{above}{}", field.name);
                    out.push(path.clone());
                    walk(api, &field.ty, &format!("{path}."), out);
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(api, ty, "", &mut out);
    out
}

/// The members of an operation's body at all depths.
pub fn body(api: &Api, id: &str) -> Vec<String> {
    operation(api, id).request_body.as_ref().map(|body| members(api, &body.ty)).unwrap_or_default()
}

/// The members of an operation's answer at all depths.
pub fn answer(api: &Api, id: &str, status: &str) -> Vec<String> {
    let response = operation(api, id).responses.iter().find(|response| response.status == status);
    let ty = response.and_then(|response| response.ty.as_ref());
    ty.map(|ty| members(api, ty)).unwrap_or_default()
}

pub fn path_parameters<'a>(api: &'a Api, id: &str) -> Vec<&'a str> {
    let parameters = operation(api, id).parameters.iter();
    let in_path = parameters.filter(|parameter| parameter.location == Location::Path);
    in_path.map(|parameter| parameter.field.name.as_str()).collect()
}

/// How many fields of a page were read, as (path, body, response without status or success, error).
pub fn rows(understood: &Understood, page: &str) -> [usize; 4] {
    let report = understood.apis.iter().flat_map(|api| &api.pages).find(|report| {
        let file = understood.sources.file(report.file).unwrap();
        file.page().ends_with(page)
    });
    let mut counts = [0; 4];
    for row in &report.unwrap().fields {
        let success = row.status.as_deref().is_none_or(|status| status.starts_with('2'));
        match (row.location, success) {
            ("path", _) => counts[0] += 1,
            ("body", _) => counts[1] += 1,
            ("response", true) => counts[2] += 1,
            ("response", false) => counts[3] += 1,
            _ => {}
        }
    }
    counts
}

/// A model without what differs between two ways to say the same: origins, examples with their origins.
pub fn without_origins(api: &Api) -> Value {
    let mut value = serde_json::to_value(api).unwrap();
    strip(&mut value, &["origins", "origin"]);
    value
}

/// A model without its sentences: what is deprecated stays so, for whatever reason.
pub fn without_sentences(api: &Api) -> Value {
    let mut value = without_origins(api);
    strip(&mut value, &["description"]);
    fn mark(value: &mut Value) {
        match value {
            Value::Object(members) => {
                if let Some(why) = members.get_mut("deprecated") {
                    *why = Value::Bool(true);
                }
                members.values_mut().for_each(mark);
            }
            Value::Array(items) => items.iter_mut().for_each(mark),
            _ => {}
        }
    }
    mark(&mut value);
    value
}

fn strip(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|key, _| !keys.contains(&key.as_str()));
            members.iter_mut().filter(|(key, _)| *key != "value").for_each(|(_, value)| strip(value, keys));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| strip(value, keys)),
        _ => {}
    }
}

pub fn of_code(understood: &Understood, code: Code) -> Vec<&Diagnostic> {
    understood.diagnostics.as_slice().iter().filter(|diagnostic| diagnostic.code == code).collect()
}

/// Every place that a diagnostic names, as `page:line`.
pub fn places(sources: &SourceMap, diagnostic: &Diagnostic) -> Vec<String> {
    let spans = diagnostic.span.into_iter().chain(diagnostic.labels.iter().map(|label| label.span));
    let place = |span: fieldstone::source::Span| {
        let file = sources.file(span.file).unwrap();
        format!("{}:{}", file.page(), file.position(span.start as usize).line)
    };
    spans.map(place).collect()
}

/// All diagnostics of a run, as `code page:line page:line`.
pub fn told(understood: &Understood) -> Vec<String> {
    let all = understood.diagnostics.as_slice().iter();
    all.map(|diagnostic| format!("{} {}", diagnostic.code.as_str(), places(&understood.sources, diagnostic).join(" ")))
        .collect()
}

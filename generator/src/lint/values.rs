//! Input: the model, and the examples on its pages. Output: values of them that a list of values lacks.
//! Invariant: a value is looked up where its type says that there is a list, and told at its own place.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::json::{self, Json, JsonKind};
use crate::schema::{Api, Evidence, Example, Field, Origin, Type, TypeDef, TypeKind};
use crate::source::{SourceMap, Span};

/// Aliases can form a circle.
const MOST_HOPS: usize = 16;

pub(super) fn check(sources: &SourceMap, api: &Api) -> Vec<Diagnostic> {
    let types = api.types.iter().map(|def| (def.name.as_str(), def)).collect();
    let mut check = Check { types, found: Vec::new(), told: BTreeSet::new() };
    for operation in &api.operations {
        for parameter in &operation.parameters {
            check.stated(&parameter.field);
        }
        if let Some(body) = &operation.request_body {
            body.examples.iter().for_each(|example| check.example(sources, &body.ty, example));
        }
        for response in &operation.responses {
            let Some(ty) = &response.ty else { continue };
            response.examples.iter().for_each(|example| check.example(sources, ty, example));
        }
    }
    for def in &api.types {
        if let TypeKind::Struct { fields } = &def.kind {
            fields.iter().for_each(|field| check.stated(field));
        }
    }
    check.found
}

struct Check<'a> {
    types: BTreeMap<&'a str, &'a TypeDef>,
    found: Vec<Diagnostic>,
    told: BTreeSet<Span>,
}

/// A list of values, and who calls it his.
#[derive(Clone, Copy)]
struct List<'a> {
    owner: &'a str,
    def: &'a TypeDef,
}

impl<'a> Check<'a> {
    /// The default of a field, which stands where the field does.
    fn stated(&mut self, field: &'a Field) {
        let Some(default) = &field.default else { return };
        let Some(list) = self.list(&field.name, &field.ty) else { return };
        if lacks(list, default) && (default.is_string() || default.is_number()) {
            let span =
                field.origins.iter().find(|origin| origin.evidence != Evidence::Erratum).and_then(|one| one.span);
            self.tell(list, "the default", default, span);
        }
    }

    fn example(&mut self, sources: &SourceMap, ty: &'a Type, example: &'a Example) {
        let Origin { evidence: Evidence::Example | Evidence::Openapi, span: Some(span), .. } = example.origin else {
            return;
        };
        // Where the text is not the example itself, as in the quotes of a shell, the whole of it is the place.
        let read = json::parse(sources.text(span), span.file, span.start as usize).ok();
        let read = read.filter(|read| read.to_value() == example.value || read.to_shown() == example.value);
        self.value("", ty, &example.value, read.as_ref(), span, 0);
    }

    /// `depth` is that of the value, which its reader bounds; what stands for a type is followed where the value is gone into.
    fn value(&mut self, owner: &'a str, ty: &'a Type, value: &'a Value, read: Option<&Json>, whole: Span, hops: usize) {
        let span = read.map_or(whole, |read| read.span);
        match (ty, value) {
            _ if hops > MOST_HOPS => {}
            (Type::Nullable(ty), _) => self.value(owner, ty, value, read, whole, hops),
            (Type::Array(item), Value::Array(values)) => {
                for (at, value) in values.iter().enumerate() {
                    let read = read.and_then(|read| match &read.kind {
                        JsonKind::Array(items) => items.get(at),
                        _ => None,
                    });
                    self.value(owner, item, value, read, whole, 0);
                }
            }
            (Type::Map(item), Value::Object(members)) => {
                let places = members_of(read);
                for (name, value) in members {
                    self.value(owner, item, value, places.get(name.as_str()).copied(), whole, 0);
                }
            }
            (Type::Named(name), _) => {
                let Some(def) = self.types.get(name.as_str()).copied() else { return };
                match (&def.kind, value) {
                    (TypeKind::Struct { fields }, Value::Object(members)) => {
                        let places = members_of(read);
                        for field in fields {
                            let Some(value) = members.get(&field.name) else { continue };
                            let read = places.get(field.name.as_str()).copied();
                            self.value(&field.name, &field.ty, value, read, whole, 0);
                        }
                    }
                    (TypeKind::Alias { ty }, _) => self.value(owner, ty, value, read, whole, hops + 1),
                    (TypeKind::Enum { .. }, Value::String(_) | Value::Number(_)) => {
                        let list = List { owner, def };
                        if lacks(list, value) && !is_placeholder(value) {
                            self.tell(list, "this example", value, Some(span));
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// The list that a type stands for.
    fn list(&self, owner: &'a str, ty: &'a Type) -> Option<List<'a>> {
        let mut ty = ty;
        for _ in 0..MOST_HOPS {
            match ty {
                Type::Nullable(inner) => ty = inner,
                Type::Named(name) => {
                    let def = self.types.get(name.as_str()).copied()?;
                    match &def.kind {
                        TypeKind::Enum { .. } => return Some(List { owner, def }),
                        TypeKind::Alias { ty: aliased } => ty = aliased,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        None
    }

    fn tell(&mut self, list: List<'_>, what: &str, value: &Value, span: Option<Span>) {
        if span.is_some_and(|span| !self.told.insert(span)) {
            return;
        }
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let owner = if list.owner.is_empty() { &list.def.name } else { list.owner };
        let message = format!("`{shown}` is the value of {what}, and the values of `{owner}` do not list it");
        let listed = list.def.origins.iter().find(|origin| origin.evidence != Evidence::Example);
        let listed = listed.and_then(|origin| origin.span).filter(|at| Some(*at) != span);
        self.found.push(
            Diagnostic::at(Code::ValueNotListed, span, message)
                .label(listed, "the list")
                .help("add it to the list, or mend the value; the crate takes values that are not listed"),
        );
    }
}

fn members_of(read: Option<&Json>) -> BTreeMap<&str, &Json> {
    match read.map(|read| &read.kind) {
        Some(JsonKind::Object(members)) => members.iter().map(|(name, value)| (name.value.as_str(), value)).collect(),
        _ => BTreeMap::new(),
    }
}

fn lacks(list: List<'_>, value: &Value) -> bool {
    match &list.def.kind {
        TypeKind::Enum { values, .. } => !values.iter().any(|known| known.value == *value),
        _ => false,
    }
}

/// A text that stands for one: `<string>`, `string`, an empty one.
fn is_placeholder(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.is_empty() || text.starts_with(['<', '{', '[']) || text == "string" || text == "...")
}

//! Input: the schemas of one document. Output: [`Shape`]s; objects, enums and unions of `components` as references, and
//! what those refer to beside them.
//! Invariant: every component is read once, so that the work grows with the document and never with its references.

use std::collections::BTreeMap;

use crate::draft::leftovers::Leftovers;
use crate::draft::named_schema::NamedSchema;
use crate::gather::openapi::annotate::{about, annotate, is_null, is_unsigned, listed, required};
use crate::gather::openapi::described::Described;
use crate::gather::openapi::document::{Look, step};
use crate::gather::openapi::extensions;
use crate::gather::openapi::file_names::FileNames;
use crate::gather::openapi::later::{self, Later, SCHEMAS};
use crate::gather::openapi::users::Users;
use crate::gather::prose;
use crate::read::json::{Json, JsonKind};
use crate::read::prose::plain_text;
use crate::schema::{DEEPEST, Evidence, Origin};
use crate::shape::visit::each;
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::source::Span;

/// Schemas of one document beyond this many are any JSON: pointers may make more of them than there are.
const MAX_SCHEMAS: usize = 50_000;

/// The same for a document of many operations, which share them.
const MAX_SCHEMAS_OF_ALL: usize = 500_000;

/// Objects with names wait for their turn where calls stand deeper inside each other.
const MAX_CALLS: usize = 48;

/// The schemas of a document.
pub(crate) struct Schemas<'a> {
    pub(crate) document: &'a Json,
    pub(crate) page: &'a str,
    /// What has been read so far, and how many shapes that is; `None` while it is being read.
    known: BTreeMap<String, Option<(Described, usize)>>,
    /// How schemas of files are called.
    file_names: FileNames,
    components: Vec<NamedSchema>,
    pub(crate) leftovers: Leftovers,
    /// Who refers to whom, to count what is left over by the operations that it touches.
    pub(crate) users: Users,
    depth: usize,
    /// How many calls of the reader stand inside each other, whatever components lie between.
    calls: usize,
    later: Later<'a>,
    count: usize,
    limit: usize,
    /// Whether it was told that there are more.
    is_full: bool,
}

impl<'a> Schemas<'a> {
    pub(crate) fn new(document: &'a Json, page: &'a str) -> Self {
        Self {
            document,
            page,
            known: BTreeMap::new(),
            file_names: FileNames::of(document),
            components: Vec::new(),
            leftovers: Leftovers::default(),
            users: Users::default(),
            depth: 0,
            calls: 0,
            later: Later::default(),
            count: 0,
            limit: MAX_SCHEMAS,
            is_full: false,
        }
    }

    /// Those of a document of many operations.
    pub(crate) fn of_document(document: &'a Json, page: &'a str) -> Self {
        Self { limit: MAX_SCHEMAS_OF_ALL, ..Self::new(document, page) }
    }

    /// What it comes to, and what is left over.
    pub(crate) fn into_parts(mut self) -> (Vec<NamedSchema>, Leftovers) {
        while let Some((key, name, target)) = self.later.next() {
            self.component(&key, &name, target, Some(target));
        }
        if !self.leftovers.is_empty() {
            let users = self.users.operations();
            let touched = |owner: &str| users.get(owner).into_iter().flatten().map(|name| (*name).to_owned()).collect();
            self.leftovers.settle(&touched);
        }
        (self.components, self.leftovers)
    }

    pub(crate) fn origin(&self, span: Span) -> Origin {
        Origin { page: self.page.to_owned(), evidence: Evidence::Openapi, overruled: None, span: Some(span) }
    }

    pub(crate) fn unsupported(&mut self, span: Span, what: impl std::fmt::Display) {
        self.left_out(span, what);
    }

    /// A field whose values have this schema.
    pub(crate) fn member(&mut self, name: &str, json: &Json, required: bool, place: Span) -> Member {
        let described = self.value(json);
        let origin = self.origin(place);
        let mut member = Member::new(name, described.shape, origin);
        member.required = required;
        member.only = described.only;
        member.called = described.called;
        member.constraints = described.constraints;
        member.default = described.default;
        member.examples = described.examples;
        let told = described.description.as_deref().and_then(|text| prose::deprecation(&plain_text(text)));
        member.deprecated = match (described.deprecated, told) {
            (Some(flag), told) => Some(told.unwrap_or(flag)),
            (None, told) => told,
        };
        member.description = described.description;
        member
    }

    /// A schema. One that says nothing of its values allows any.
    pub(crate) fn value(&mut self, json: &Json) -> Described {
        let mut described = self.schema(json);
        if described.shape.kind == Kind::Unknown {
            described.shape.kind = Kind::Any;
        }
        described
    }

    /// A schema; of unknown kind where it only annotates.
    pub(crate) fn schema(&mut self, json: &Json) -> Described {
        if self.depth >= DEEPEST || !self.has_room(1) {
            return self.too_deep(json.span);
        }
        self.depth += 1;
        self.calls += 1;
        let described = self.unbounded(json);
        self.depth -= 1;
        self.calls -= 1;
        described
    }

    /// Whether there may be so many more; they count from then on.
    fn has_room(&mut self, more: usize) -> bool {
        self.count = self.count.saturating_add(more);
        self.count <= self.limit
    }

    fn too_deep(&mut self, span: Span) -> Described {
        // Where there are too many, the first of those left out is told.
        if self.count <= self.limit || !std::mem::replace(&mut self.is_full, true) {
            self.unsupported(span, "schemas stand inside each other deeper than is followed; kept as any JSON");
        }
        Described::new(Kind::Any, span)
    }

    fn unbounded(&mut self, json: &Json) -> Described {
        if let Some(pointer) = json.text_of("$ref") {
            let mut described = self.reference(pointer, json.span);
            annotate(&mut described, json);
            return described;
        }
        let name = json.text_of("refIdentifier").and_then(|pointer| pointer.strip_prefix(SCHEMAS)).map(str::to_owned);
        let mut described = match name {
            Some(name) if self.document.at(&format!("{SCHEMAS}{name}")).is_some() => {
                self.reference(&format!("{SCHEMAS}{name}"), json.span)
            }
            Some(name) => {
                let name = step(&name);
                self.component(&name, &name, json, None)
            }
            None => self.composed(json),
        };
        annotate(&mut described, json);
        described
    }

    fn reference(&mut self, pointer: &str, span: Span) -> Described {
        let document = self.document;
        let Some(target) = document.at(pointer) else {
            if pointer.starts_with('#') {
                self.left_out(span, format!("the reference `{pointer}` leads nowhere; kept as any JSON"));
            } else {
                self.left_out(span, "a reference leads out of the document and its folder; kept as any JSON");
            }
            return Described::new(Kind::Any, span);
        };
        if let Some(name) = pointer.strip_prefix(SCHEMAS).filter(|name| !name.contains('/')) {
            let name = step(name);
            return self.component(&name, &name, target, Some(target));
        }
        match self.file_names.of_schema(pointer) {
            Some(name) => self.component(pointer, &name, target, Some(target)),
            None => self.schema(target),
        }
    }

    /// The schema that is told by `key` and called `name`: a reference to it, where it is worth a type of its own. One of
    /// the `document` may be read later.
    fn component(&mut self, key: &str, name: &str, target: &Json, document: Option<&'a Json>) -> Described {
        let (key, target) = self.file_names.behind(self.document, key, target);
        self.users.refers_to(&key);
        // What is no type of its own is there once more: a list of alternatives, each of which is a list of alternatives.
        if let Some(Some((_, size))) = self.known.get(&key) {
            let more = size.saturating_sub(1);
            if !self.has_room(more) {
                return self.too_deep(target.span);
            }
        }
        match self.known.get(&key) {
            Some(Some((described, _))) => return described.clone(),
            // It is being read: what refers to it stands inside it.
            Some(None) => {
                return Described::new(Kind::Reference(extensions::name(target, name).to_owned()), target.span);
            }
            None => {}
        }
        if let Some(pointer) = target.text_of("$ref") {
            // Another name of a type that has one.
            let last = later::behind_aliases(self.document, pointer);
            self.depth += 1;
            let described = match self.depth < DEEPEST {
                true => self.reference(last, target.span),
                false => {
                    self.unsupported(target.span, "a schema is nothing but another name of itself; kept as any JSON");
                    Described::new(Kind::Any, target.span)
                }
            };
            self.depth -= 1;
            return described;
        }
        let own = extensions::name(target, name).to_owned();
        let is_object = later::is_object(target);
        if let Some(target) = document.filter(|_| is_object && self.calls >= MAX_CALLS) {
            self.later.push(key, name, target);
            return later::reference(own, target);
        }
        self.known.insert(key.clone(), None);
        // What has a name of its own begins anew.
        let around = if is_object { std::mem::take(&mut self.depth) } else { self.depth };
        let outside = self.users.enter(&key);
        let mut described = self.composed(target);
        annotate(&mut described, target);
        self.users.leave(outside);
        self.depth = around;
        if described.shape.kind == Kind::Unknown && extensions::is_opaque(target) {
            described.shape.kind = Kind::Opaque(own.clone());
        }
        if matches!(described.shape.kind, Kind::Object(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Opaque(_)) {
            let kind = std::mem::replace(&mut described.shape.kind, Kind::Reference(own.clone()));
            self.components.push(NamedSchema {
                name: own,
                shape: Shape::new(kind, Some(target.span)),
                description: about(target, name),
                arguments: extensions::arguments(target),
                origins: vec![self.origin(target.span)],
                is_older: false,
                document: None,
                key: None,
            });
        }
        let mut size = 0;
        each(&described.shape, &mut |_| size += 1);
        self.known.insert(key, Some((described.clone(), size)));
        described
    }

    /// What a reference stands for, where that is known already.
    pub(crate) fn opened(&self, shape: &Shape) -> Kind {
        match &shape.kind {
            Kind::Reference(name) => self
                .components
                .iter()
                .find(|component| component.name == *name)
                .map_or_else(|| shape.kind.clone(), |component| component.shape.kind.clone()),
            kind => kind.clone(),
        }
    }

    /// A schema without `$ref`, `allOf`, `oneOf` and `anyOf`.
    pub(crate) fn plain(&mut self, json: &Json) -> Described {
        let mut described = Described::new(Kind::Unknown, json.span);
        if let Some(kind) = listed(json) {
            described.shape.nullable = json.get("enum").is_some_and(|values| values.items().iter().any(is_null));
            described.shape.kind = kind;
            return described;
        }
        if json.kind == JsonKind::Bool(true) {
            described.shape.kind = Kind::Any;
            return described;
        }
        if json.get("not").is_some() {
            self.unsupported(json.span, "`not` says what a value is not, which no type can say");
        }
        let ty = json.get("type");
        let words: Vec<&str> = match ty {
            Some(ty) if !ty.items().is_empty() => ty.items().iter().filter_map(Look::text).collect(),
            Some(ty) => ty.text().into_iter().collect(),
            None => Vec::new(),
        };
        described.shape.nullable = words.contains(&"null");
        let mut parts: Vec<(Option<String>, Shape)> = Vec::new();
        for word in words.iter().filter(|word| **word != "null") {
            let kind = self.of_type(word, json);
            let unsigned = kind == Kind::Integer && is_unsigned(json);
            parts.push((None, Shape { unsigned, ..Shape::new(kind, Some(json.span)) }));
        }
        described.shape.kind = match (parts.len(), words.is_empty()) {
            (0, true) => self.untyped(json),
            (0, false) => Kind::Unknown,
            (1, _) => parts.pop().map_or(Kind::Unknown, |(_, part)| {
                described.shape.unsigned = part.unsigned;
                part.kind
            }),
            _ => crate::shape::union::union(parts),
        };
        described
    }

    fn untyped(&mut self, json: &Json) -> Kind {
        if json.get("properties").is_some() || json.get("additionalProperties").is_some() {
            self.object(json)
        } else if json.get("items").is_some() {
            self.array(json)
        } else {
            Kind::Unknown
        }
    }

    fn of_type(&mut self, word: &str, json: &Json) -> Kind {
        let word = word.strip_prefix("enum<").and_then(|word| word.strip_suffix('>')).unwrap_or(word);
        match word {
            "boolean" => Kind::Boolean,
            "integer" => Kind::Integer,
            "number" => Kind::Number,
            "string" => match json.text_of("format") {
                Some("date-time") => Kind::DateTime,
                Some("binary") => Kind::Binary,
                // Bytes as they are; with an encoding they are text.
                None if json.get("contentMediaType").is_some() && json.get("contentEncoding").is_none() => Kind::Binary,
                _ => Kind::String,
            },
            "file" => Kind::Binary,
            "array" => self.array(json),
            "object" => self.object(json),
            "any" => Kind::Any,
            word => {
                self.unsupported(json.span, format!("`{word}` is no type of a schema; kept as any JSON"));
                Kind::Any
            }
        }
    }

    fn array(&mut self, json: &Json) -> Kind {
        if let Some(tuple) = json.get("prefixItems") {
            self.unsupported(tuple.span, "a list whose items differ by their place is kept as a list of any JSON");
            return Kind::Array(Box::new(Shape::new(Kind::Any, Some(tuple.span))));
        }
        let item = match json.get("items") {
            Some(items) => self.value(items).shape,
            None => Shape::new(Kind::Any, Some(json.span)),
        };
        Kind::Array(Box::new(item))
    }

    fn object(&mut self, json: &Json) -> Kind {
        let properties = json.get("properties").map(Look::members).unwrap_or_default();
        let free = json.get("additionalProperties");
        if properties.is_empty() {
            let value = match free.filter(|free| !free.members().is_empty()) {
                Some(free) => self.value(free).shape,
                None => Shape::new(Kind::Any, Some(json.span)),
            };
            return Kind::Map(Box::new(value));
        }
        if let Some(free) = free {
            self.free_members(free);
        }
        let required = required(json);
        // Of members with one name the last counts.
        let last: BTreeMap<&str, usize> =
            properties.iter().enumerate().map(|(at, (name, _))| (name.value.as_str(), at)).collect();
        let mut members: Vec<Member> = Vec::new();
        for (at, (name, schema)) in properties.iter().enumerate() {
            if last.get(name.value.as_str()) == Some(&at) {
                members.push(self.member(&name.value, schema, required.contains(name.value.as_str()), name.span));
            }
        }
        Kind::Object(ObjectShape { name: None, members })
    }
}

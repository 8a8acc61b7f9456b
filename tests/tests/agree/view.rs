//! Input: an API as its vendor knows it, or a model. Output: the same flat list of facts for both.
//! Invariant: a fact's key says where it stands on the wire, never what anything is called on this side.

use std::collections::BTreeMap;

use fieldstone::schema::{self, Api, Location, Type, TypeKind};

use super::truth::{Field, Operation, Place, Truth, Ty};

/// What is said of a member, a parameter, a root or an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// In words: `string`, `object[]`; of an operation its title.
    pub ty: String,
    /// The name that the pages give its objects.
    pub name: Option<String>,
    /// The values of an enum.
    pub values: Vec<String>,
    pub required: bool,
    pub nullable: bool,
    pub deprecated: bool,
    pub description: Option<String>,
}

/// Facts by place: `PUT /v1/crates`, `PUT /v1/crates query zone`, `PUT /v1/crates body`, `PUT /v1/crates body.lid.weight`.
pub type View = BTreeMap<String, Facts>;

/// How deep a key's member stands; 0 for what is no member.
pub fn depth(key: &str) -> usize {
    key.matches('.').count()
}

pub fn of_truth(truth: &Truth) -> View {
    let mut view = View::new();
    for operation in &truth.operations {
        let at = key(operation);
        let description = operation.description.map(str::to_owned);
        view.insert(at.clone(), Facts { ty: operation.title.clone(), description, ..Facts::default() });
        for (place, field) in &operation.parameters {
            let word = match place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
            };
            view.insert(format!("{at} {word} {}", field.name), facts(truth, field));
        }
        if let Some(body) = &operation.body {
            view.insert(format!("{at} body"), root(body.list, None));
            members(truth, &body.fields, &format!("{at} body"), &mut view);
        }
        view.insert(format!("{at} 200"), root(operation.answer.list, operation.answer_description));
        members(truth, &operation.answer.fields, &format!("{at} 200"), &mut view);
    }
    view
}

fn key(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn root(list: bool, description: Option<&str>) -> Facts {
    let ty = if list { "object[]" } else { "object" };
    Facts { ty: ty.to_owned(), description: description.map(str::to_owned), ..Facts::default() }
}

fn members(truth: &Truth, fields: &[Field], above: &str, view: &mut View) {
    for field in fields {
        let at = format!("{above}.{}", field.name);
        view.insert(at.clone(), facts(truth, field));
        members(truth, truth.members(&field.ty).0, &at, view);
    }
}

fn facts(truth: &Truth, field: &Field) -> Facts {
    let (item, lists) = field.ty.innermost();
    let word = match item {
        Ty::String => "string",
        Ty::Integer => "integer",
        Ty::Number => "number",
        Ty::Boolean => "boolean",
        Ty::DateTime => "date-time",
        Ty::Enum(_) => "enum",
        Ty::Map => "map",
        Ty::Opaque(_) => "any",
        Ty::Named(_) | Ty::Object(_) => "object",
        Ty::List(_) => "list",
    };
    Facts {
        ty: word.to_owned() + &"[]".repeat(lists),
        name: truth.members(&field.ty).1.map(str::to_owned),
        values: if let Ty::Enum(values) = item {
            values.iter().map(|value| (*value).to_owned()).collect()
        } else {
            Vec::new()
        },
        required: field.required,
        nullable: field.nullable,
        deprecated: field.deprecated,
        description: field.description.map(str::to_owned),
    }
}

/// `given` are the names that pages give; others are made on this side.
pub fn of_model(api: &Api, given: &[&str]) -> View {
    let reader = Reader { api, given };
    let mut view = View::new();
    for operation in &api.operations {
        let at = format!("{} {}", operation.method, operation.path);
        let ty = operation.summary.clone().unwrap_or_default();
        view.insert(at.clone(), Facts { ty, description: operation.description.clone(), ..Facts::default() });
        for parameter in &operation.parameters {
            let word = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            view.insert(format!("{at} {word} {}", parameter.field.name), reader.facts(&parameter.field));
        }
        if let Some(body) = &operation.request_body {
            reader.root(&format!("{at} body"), &body.ty, body.description.clone(), &mut view);
        }
        for response in &operation.responses {
            let at = format!("{at} {}", response.status);
            let ty = response.ty.clone().unwrap_or(Type::Any);
            reader.root(&at, &ty, response.description.clone(), &mut view);
        }
    }
    view
}

struct Reader<'a> {
    api: &'a Api,
    given: &'a [&'a str],
}

impl Reader<'_> {
    fn root(&self, at: &str, ty: &Type, description: Option<String>, view: &mut View) {
        view.insert(at.to_owned(), Facts { ty: self.described(ty).ty, description, ..Facts::default() });
        self.members(ty, at, view);
    }

    fn members(&self, ty: &Type, above: &str, view: &mut View) {
        // No API here is that deep: a type that holds itself is a mistake, and is shown as far as this.
        if depth(above) > 12 {
            return;
        }
        match ty {
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => self.members(inner, above, view),
            Type::Named(name) => {
                let def = self.api.types.iter().find(|def| def.name == *name);
                let Some(TypeKind::Struct { fields }) = def.map(|def| &def.kind) else { return };
                for field in fields {
                    let at = format!("{above}.{}", field.name);
                    view.insert(at.clone(), self.facts(field));
                    self.members(&field.ty, &at, view);
                }
            }
            _ => {}
        }
    }

    fn facts(&self, field: &schema::Field) -> Facts {
        Facts {
            required: field.required,
            nullable: field.nullable,
            deprecated: field.deprecated.is_some(),
            description: field.description.clone(),
            ..self.described(&field.ty)
        }
    }

    /// The type in words, its name and its values.
    fn described(&self, ty: &Type) -> Facts {
        let word = |word: &str| Facts { ty: word.to_owned(), ..Facts::default() };
        match ty {
            Type::String => word("string"),
            Type::DateTime => word("date-time"),
            Type::Integer => word("integer"),
            Type::Unsigned => word("unsigned"),
            Type::Number => word("number"),
            Type::Boolean => word("boolean"),
            Type::Any => word("any"),
            Type::Binary => word("file"),
            Type::Map(_) => word("map"),
            Type::Array(item) => {
                let item = self.described(item);
                Facts { ty: format!("{}[]", item.ty), ..item }
            }
            Type::Nullable(inner) => {
                let inner = self.described(inner);
                Facts { ty: format!("{} | null", inner.ty), ..inner }
            }
            Type::Named(name) => {
                let def = self.api.types.iter().find(|def| def.name == *name);
                let given = self.given.contains(&name.as_str()).then(|| name.clone());
                match def.map(|def| &def.kind) {
                    Some(TypeKind::Struct { .. }) => Facts { name: given, ..word("object") },
                    Some(TypeKind::Enum { values, .. }) => {
                        let text = |value: &schema::EnumValue| value.value.as_str().unwrap_or("?").to_owned();
                        Facts { values: values.iter().map(text).collect(), ..word("enum") }
                    }
                    Some(TypeKind::Opaque) => Facts { name: given, ..word("any") },
                    Some(TypeKind::Union { .. }) => word("union"),
                    Some(TypeKind::Alias { ty }) => self.described(ty),
                    None => word("nothing"),
                }
            }
        }
    }
}

//! Input: types and fields of the model. Output: a value of each that the exported schema accepts.
//! Invariant: the same model gives the same values, and they end: a type that holds itself is given up at its second turn, and
//! so is what a reader of JSON would not follow or no reader would want.

use serde_json::{Map, Number, Value, json};

use crate::schema::{Api, Constraints, Field, Type, TypeKind, accepts, field_accepts, walk};

/// How much of a value there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What must be there.
    Required,
    /// Every member of the outer object, and of those within it what must be there.
    Outer,
    /// Everything that is documented.
    All,
}

impl Extent {
    /// As many values as there are in one. Types that each require two of the next ask for twice as many at every step.
    fn most(self) -> usize {
        match self {
            // It is read by people.
            Self::Required | Self::Outer => 512,
            Self::All => 1 << 14,
        }
    }
}

/// As deep as types stand in each other in a value; a reader of JSON goes no deeper than four times that.
const DEEPEST: usize = 32;

/// Where a value stands.
struct Within<'a> {
    /// The names of the types around it.
    types: Vec<&'a str>,
    /// How many values there may be yet.
    left: usize,
}

impl Within<'_> {
    fn nothing(extent: Extent) -> Self {
        Self { types: Vec::new(), left: extent.most() }
    }

    /// Whether there may be a value of this weight, which then counts.
    fn has_room(&mut self, weight: usize) -> bool {
        let left = self.left.checked_sub(weight).filter(|_| self.types.len() <= DEEPEST);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Whether a type is, or lists, one that the value already stands in.
    fn holds(&self, ty: &Type) -> bool {
        walk::name(ty).is_some_and(|name| self.types.contains(&name))
    }
}

/// Makes values for the types of one API.
#[derive(Clone, Copy, Debug)]
pub struct Samples<'a> {
    /// The API.
    pub api: &'a Api,
    /// How much of each value there is.
    pub extent: Extent,
}

impl<'a> Samples<'a> {
    /// A value of a member or a parameter: one that the pages give, if it is valid, else one that is made.
    pub fn field(&self, field: &'a Field) -> Value {
        self.member(field, &mut Within::nothing(self.extent))
    }

    /// A value of a type.
    pub fn of(&self, ty: &'a Type) -> Value {
        self.value(ty, &Constraints::default(), &mut Within::nothing(self.extent))
    }

    fn member(&self, field: &'a Field, within: &mut Within<'a>) -> Value {
        let documented = field.default.iter().chain(&field.examples);
        let mut usable = documented.filter(|value| !value.is_null() && field_accepts(self.api, field, value));
        match usable.next() {
            Some(value) if within.has_room(weight(value)) => value.clone(),
            _ => self.value(&field.ty, &field.constraints, within),
        }
    }

    fn value(&self, ty: &'a Type, limits: &Constraints, within: &mut Within<'a>) -> Value {
        // What must be there without end, or nearly so, is not there.
        if !within.has_room(1) {
            return Value::Null;
        }
        match ty {
            Type::String | Type::Binary => {
                let text = Value::from(text(limits));
                if within.has_room(weight(&text)) { text } else { Value::Null }
            }
            Type::DateTime => "2024-05-17T10:30:00Z".into(),
            Type::Integer | Type::Unsigned => integer(limits).into(),
            Type::Number => number(limits),
            Type::Boolean => true.into(),
            // A text can stand wherever any JSON may, in a path as well.
            Type::Any => "anything".into(),
            Type::Array(item) => {
                let least = limits.min_length.unwrap_or(0);
                let wanted = if self.extent == Extent::All || within.types.is_empty() { least.max(1) } else { least };
                let wanted = limits.max_length.map_or(wanted, |most| wanted.min(most));
                let wanted = if within.holds(item) { least } else { wanted };
                let wanted = usize::try_from(wanted).unwrap_or(usize::MAX).min(within.left);
                (0..wanted).map(|_| self.value(item, &Constraints::default(), within)).collect()
            }
            Type::Map(_) if self.extent != Extent::All => json!({}),
            Type::Map(item) if within.holds(item) => json!({}),
            Type::Map(item) => json!({ "key": self.value(item, &Constraints::default(), within) }),
            Type::Nullable(inner) if within.holds(inner) => Value::Null,
            Type::Nullable(inner) => self.value(inner, limits, within),
            Type::Named(name) => self.named(name, limits, within),
        }
    }

    fn named(&self, name: &'a str, limits: &Constraints, within: &mut Within<'a>) -> Value {
        let Some(def) = walk::definition(&self.api.types, name) else { return "anything".into() };
        if within.types.iter().filter(|known| **known == name).count() > 1 {
            return Value::Null;
        }
        within.types.push(name);
        let value = match &def.kind {
            TypeKind::Struct { fields } => self.object(fields, within),
            TypeKind::Enum { base, values, .. } => {
                let known = values.iter().map(|known| &known.value).find(|value| accepts(self.api, base, value));
                known.cloned().unwrap_or_else(|| self.value(base, limits, within))
            }
            TypeKind::Union { variants } => {
                let free = variants.iter().find(|variant| !within.holds(&variant.ty));
                match free.or_else(|| variants.first()) {
                    Some(variant) => self.value(&variant.ty, limits, within),
                    None => "anything".into(),
                }
            }
            TypeKind::Alias { ty } => self.value(ty, limits, within),
            TypeKind::Opaque => "anything".into(),
        };
        within.types.pop();
        value
    }

    fn object(&self, fields: &'a [Field], within: &mut Within<'a>) -> Value {
        let mut members = Map::new();
        for field in fields {
            let documented = self.extent == Extent::All || self.extent == Extent::Outer && within.types.len() == 1;
            let wanted = field.required || documented && !within.holds(&field.ty);
            if wanted && !members.contains_key(&field.name) {
                let value = self.member(field, within);
                members.insert(field.name.clone(), value);
            }
        }
        Value::Object(members)
    }
}

/// What a value counts for: the values in it, and as one more each piece of a long text.
fn weight(value: &Value) -> usize {
    const PIECE: usize = 64;
    match value {
        Value::String(text) => 1 + text.len() / PIECE,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(members) => {
            1 + members.iter().map(|(name, value)| name.len() / PIECE + weight(value)).sum::<usize>()
        }
        _ => 1,
    }
}

fn text(limits: &Constraints) -> String {
    /// What must be longer is cut, and so none that is accepted: nobody wants to see it.
    const LONGEST: usize = 1 << 12;
    let known = match limits.format.as_deref() {
        Some("uuid") => "123e4567-e89b-12d3-a456-426614174000",
        Some("email") => "ann@example.com",
        Some("date") => "2024-05-17",
        Some("time") => "10:30:00Z",
        Some("date-time") => "2024-05-17T10:30:00Z",
        Some("uri" | "url") => "https://example.com/a",
        Some("hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        _ => {
            let count = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
            let (least, most) = (limits.min_length.map_or(0, count), limits.max_length.map_or(usize::MAX, count));
            return "sample".chars().chain(std::iter::repeat('x')).take(6.max(least).min(most).min(LONGEST)).collect();
        }
    };
    known.to_owned()
}

fn number(limits: &Constraints) -> Value {
    let limit = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    let value = limit(&limits.minimum).map_or(1.5, |least| least.max(1.5));
    let value = limit(&limits.maximum).map_or(value, |most| value.min(most));
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

fn integer(limits: &Constraints) -> i64 {
    let limit = |number: &Option<Number>| number.as_ref().and_then(|number| number.as_i64());
    let value = limit(&limits.minimum).map_or(1, |least| least.max(1));
    limit(&limits.maximum).map_or(value, |most| value.min(most))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::Options;
    use crate::project::Input;
    use crate::schema::FORMAT_VERSION;

    fn understood(path: PathBuf) -> Vec<Api> {
        let input = Input { shown: path.display().to_string(), path, config: None, everything: false };
        let understood = crate::understand(&input, &Options::default()).unwrap();
        understood.apis.into_iter().filter(|api| !api.failed).map(|api| api.api).collect()
    }

    #[test]
    fn an_example_that_is_too_long_to_be_read_gives_way_to_one_that_is_made() {
        let field: Field = serde_json::from_value(
            json!({ "name": "a", "type": "string", "examples": ["x".repeat(100_000)], "origins": [] }),
        )
        .unwrap();
        let api: Api = serde_json::from_value(
            json!({ "format_version": FORMAT_VERSION, "name": "a", "title": "A", "operations": [], "types": [] }),
        )
        .unwrap();
        let sample = |extent| Samples { api: &api, extent }.field(&field);
        assert_eq!(sample(Extent::Required), "sample");
        assert_eq!(sample(Extent::All), field.examples[0]);
    }

    #[test]
    fn a_value_of_every_documented_type_is_accepted_by_its_schema() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut tried = 0;
        let areas =
            ["docs", "lowering", "naming", "openapi", "reading"].map(|area| root.join("../tests/fixtures").join(area));
        for api in areas.into_iter().chain([root.join("../docs-input")]).flat_map(understood) {
            for extent in [Extent::Required, Extent::All] {
                let samples = Samples { api: &api, extent };
                for def in &api.types {
                    let ty = Type::Named(def.name.clone());
                    let value = samples.of(&ty);
                    assert!(accepts(&api, &ty, &value), "{} {} {extent:?}: {value}", api.name, def.name);
                    let TypeKind::Struct { fields } = &def.kind else { continue };
                    for field in fields {
                        let value = samples.field(field);
                        assert!(
                            field_accepts(&api, field, &value),
                            "{} {}.{}: {value}",
                            api.name,
                            def.name,
                            field.name
                        );
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried > 400, "{tried} fields were tried");
    }
}

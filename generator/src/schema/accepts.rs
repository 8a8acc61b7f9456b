//! Input: a value, and a type or a field of the model. Output: whether it has the value,
//! as its JSON Schema says it.
//! Invariant: never `true` for what a validator would refuse; a form of text that is not known counts as a remark. Each part of
//! a value is held against each type once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

use serde_json::{Number, Value};

use super::{Api, Constraints, Field, Type, TypeDef, TypeKind, walk};

/// Aliases can form a circle; nobody writes a value through this many.
const DEEPEST: usize = 16;

/// Whether `value` is one that a member or a parameter may have.
pub(crate) fn field_accepts(api: &Api, field: &Field, value: &Value) -> bool {
    Acceptor::new(api).field(field, value)
}

/// Whether `value` is one of a type.
pub(crate) fn accepts(api: &Api, ty: &Type, value: &Value) -> bool {
    Acceptor::new(api).accepts(ty, value)
}

/// Asks for many values of one API: what it has found out about an object it knows for the next.
pub(crate) struct Acceptor<'a> {
    api: &'a Api,
    objects: RefCell<BTreeMap<&'a str, Rc<Object<'a>>>>,
    /// What is known of the parts of one value, by where they and the types lie: `None` while it is being found out.
    known: RefCell<BTreeMap<(usize, usize), Option<bool>>>,
}

/// The members of an object, by name, and those that must be there.
struct Object<'a> {
    members: BTreeMap<&'a str, &'a Field>,
    required: Vec<&'a str>,
}

impl<'a> Acceptor<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        Self { api, objects: RefCell::default(), known: RefCell::default() }
    }

    /// Whether `value` is one that a member or a parameter may have.
    pub(crate) fn field(&self, field: &Field, value: &Value) -> bool {
        self.known.borrow_mut().clear();
        self.fits_field(field, value)
    }

    /// Whether `value` is one of a type.
    pub(crate) fn accepts(&self, ty: &Type, value: &Value) -> bool {
        self.known.borrow_mut().clear();
        self.fits(ty, value, 0)
    }

    fn fits_field(&self, field: &Field, value: &Value) -> bool {
        field.nullable && value.is_null() || self.fits(&field.ty, value, 0) && within(&field.constraints, value)
    }

    /// `hops` counts the names since the value was last gone into, whose own depth is bounded by its reader.
    fn fits(&self, ty: &Type, value: &Value, hops: usize) -> bool {
        if hops > DEEPEST {
            return false;
        }
        let inside = |ty: &Type, value: &Value| self.fits(ty, value, 0);
        match ty {
            Type::String | Type::Binary => value.is_string(),
            Type::DateTime => value.as_str().is_some_and(|text| is_form("date-time", text)),
            // A whole number may be written `1.0`.
            Type::Integer => {
                value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|float| float.fract() == 0.0)
            }
            Type::Unsigned => {
                value.is_u64() || value.as_f64().is_some_and(|float| float >= 0.0 && float.fract() == 0.0)
            }
            Type::Number => value.is_number(),
            Type::Boolean => value.is_boolean(),
            Type::Any => true,
            Type::Array(item) => value.as_array().is_some_and(|list| list.iter().all(|value| inside(item, value))),
            Type::Map(item) => value.as_object().is_some_and(|map| map.values().all(|value| inside(item, value))),
            Type::Nullable(ty) => value.is_null() || self.fits(ty, value, hops),
            Type::Named(name) => {
                walk::definition(&self.api.types, name).is_none_or(|def| self.fits_once(def, value, hops))
            }
        }
    }

    /// The same for a type with a name. One that leads to itself before it goes into the value says nothing of it.
    fn fits_once(&self, def: &'a TypeDef, value: &Value, hops: usize) -> bool {
        let key = (std::ptr::from_ref(value).addr(), std::ptr::from_ref(def).addr());
        let known = self.known.borrow().get(&key).copied();
        if let Some(fits) = known {
            return fits.unwrap_or(false);
        }
        self.known.borrow_mut().insert(key, None);
        let fits = self.fits_named(def, value, hops);
        self.known.borrow_mut().insert(key, Some(fits));
        fits
    }

    fn fits_named(&self, def: &'a TypeDef, value: &Value, hops: usize) -> bool {
        let same = |ty: &Type| self.fits(ty, value, hops + 1);
        match &def.kind {
            TypeKind::Struct { fields } => value.as_object().is_some_and(|map| {
                let object = self.object(&def.name, fields);
                // Of many that may be there, few are: what is there is looked for, and not what may be.
                let fits = |(name, value): (&String, &Value)| {
                    object.members.get(name.as_str()).is_none_or(|field| self.fits_field(field, value))
                };
                object.required.iter().all(|name| map.contains_key(*name)) && map.iter().all(fits)
            }),
            TypeKind::Enum { base, values, inferred } => {
                same(base) && (*inferred || values.iter().any(|known| known.value == *value))
            }
            TypeKind::Union { variants } => variants.is_empty() || variants.iter().any(|variant| same(&variant.ty)),
            TypeKind::Alias { ty } => same(ty),
            TypeKind::Opaque => true,
        }
    }

    fn object(&self, name: &'a str, fields: &'a [Field]) -> Rc<Object<'a>> {
        if let Some(known) = self.objects.borrow().get(name) {
            return Rc::clone(known);
        }
        let members = fields.iter().map(|field| (field.name.as_str(), field)).collect();
        let required = fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
        let object = Rc::new(Object { members, required });
        self.objects.borrow_mut().insert(name, Rc::clone(&object));
        object
    }
}

/// Whether a value is within what is said of it; what is said of another kind of value says nothing.
fn within(limits: &Constraints, value: &Value) -> bool {
    let count = match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(items) => Some(items.len()),
        _ => None,
    };
    let count = count.and_then(|count| u64::try_from(count).ok());
    let float = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    let over = |least: Option<f64>| value.as_f64().zip(least).is_none_or(|(value, least)| value >= least);
    let under = |most: Option<f64>| value.as_f64().zip(most).is_none_or(|(value, most)| value <= most);
    count.zip(limits.min_length).is_none_or(|(count, least)| count >= least)
        && count.zip(limits.max_length).is_none_or(|(count, most)| count <= most)
        && over(float(&limits.minimum))
        && under(float(&limits.maximum))
        && limits.format.as_deref().is_none_or(|form| match value {
            Value::String(text) => is_form(form, text),
            Value::Number(number) => form != "int32" || number.as_i64().is_some_and(|int| i32::try_from(int).is_ok()),
            _ => true,
        })
}

/// Whether a text has the form of this name.
fn is_form(form: &str, text: &str) -> bool {
    match form {
        "uuid" => is_uuid(text),
        "email" => is_email(text),
        "date" => is_date(text),
        "time" => is_time(text),
        "date-time" => text.split_once(['T', 't']).is_some_and(|(date, time)| is_date(date) && is_time(time)),
        "uri" | "url" => is_uri(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').map(str::len).collect::<Vec<_>>();
    groups == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_email(text: &str) -> bool {
    let plain = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let edges = |text: &str| !text.starts_with(['.', '-']) && !text.ends_with(['.', '-']) && !text.contains("..");
    text.split_once('@').is_some_and(|(user, host)| {
        plain(user, ".+-_") && edges(user) && host.contains('.') && plain(host, ".-") && edges(host)
    })
}

/// Numbers of exactly these widths, between separators.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(separator);
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

fn is_date(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2]) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// A time of day with its distance from UTC.
fn is_time(text: &str) -> bool {
    let is_clock = |text: &str, widths| {
        numbers::<3>(text, ':', widths).is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second < 60)
    };
    let (clock, zone) = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, "00:00"),
        None => match text.rfind(['+', '-']).and_then(|at| text.split_at_checked(at)) {
            Some((clock, zone)) => (clock, zone.trim_start_matches(['+', '-'])),
            None => return false,
        },
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    digits && is_clock(clock, [2, 2, 2]) && is_clock(&format!("{zone}:00"), [2, 2, 2])
}

fn is_uri(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && rest.chars().all(plain)
            && rest.split('%').skip(1).all(|after| after.bytes().take_while(u8::is_ascii_hexdigit).count() >= 2)
            && rest.matches('#').count() <= 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_text_are_told_from_what_only_looks_like_them() {
        let table: &[(&str, &[&str], &[&str])] = &[
            ("uuid", &["123e4567-e89b-12d3-a456-426614174000"], &["123e4567", "g23e4567-e89b-12d3-a456-426614174000"]),
            (
                "email",
                &["ann@example.com", "a.b+c@x-y.example"],
                &["ann", "ann@example", "a b@example.com", "<mail>@x.y", ".a@b.c"],
            ),
            (
                "date",
                &["2024-02-29", "2000-02-29"],
                &["2023-02-29", "1900-02-29", "2024-13-01", "2024-1-1", "2024-04-31"],
            ),
            (
                "date-time",
                &["2024-01-01T10:00:00Z", "2024-01-01T10:00:00.123+02:00"],
                &["2024-01-01", "2024-01-01 10:00:00Z", "2024-01-01T10:00:00", "2024-01-01T25:00:00Z"],
            ),
            (
                "uri",
                &["https://example.com/a?b=c#d", "ftp://x.example/%20"],
                &["example.com", "https://", "https://exa mple.com", "https://x/{id}", "https://x/%2"],
            ),
            ("ipv4", &["10.0.0.1"], &["10.0.0.256"]),
            ("a form of their own", &["anything"], &[]),
        ];
        for (form, good, bad) in table {
            assert_eq!(
                good.iter().filter(|text| !is_form(form, text)).collect::<Vec<_>>(),
                Vec::<&&str>::new(),
                "{form}"
            );
            assert_eq!(
                bad.iter().filter(|text| is_form(form, text)).collect::<Vec<_>>(),
                Vec::<&&str>::new(),
                "{form}"
            );
        }
    }

    #[test]
    fn a_deep_value_is_held_against_each_alternative_once() {
        let named = |name: &str| serde_json::json!({ "named": name });
        let field =
            |name: &str, ty: Value| serde_json::json!([{ "name": name, "type": ty, "required": true, "origins": [] }]);
        let def = |name: &str, kind: Value| {
            let mut def = serde_json::json!({ "name": name, "sent": true, "received": true, "origins": [] });
            def.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
            def
        };
        let variants = ["A", "B", "Leaf", "Again"].map(|name| serde_json::json!({ "name": name, "type": named(name) }));
        let api: Api = serde_json::from_value(serde_json::json!({
            "format_version": crate::schema::FORMAT_VERSION, "name": "a", "title": "A", "operations": [], "types": [
                def("A", serde_json::json!({ "kind": "struct", "fields": field("x", named("Any")) })),
                def("Again", serde_json::json!({ "kind": "alias", "type": named("Any") })),
                def("Any", serde_json::json!({ "kind": "union", "variants": variants })),
                def("B", serde_json::json!({ "kind": "struct", "fields": field("x", named("Any")) })),
                def("Leaf", serde_json::json!({ "kind": "struct", "fields": field("leaf", "string".into()) })),
            ],
        }))
        .unwrap();
        let deep = |leaf: Value| {
            (0..60).fold(serde_json::json!({ "leaf": leaf }), |inner, _| serde_json::json!({ "x": inner }))
        };
        let any = Type::Named("Any".to_owned());
        // Twice as long for each level, it would not end.
        assert!(accepts(&api, &any, &deep("text".into())));
        assert!(!accepts(&api, &any, &deep(5.into())));
    }

    #[test]
    fn limits_hold_for_the_kind_of_value_that_they_speak_of() {
        let limits = Constraints {
            minimum: Number::from_f64(1.0),
            max_length: Some(2),
            format: Some("int32".to_owned()),
            ..Constraints::default()
        };
        let said = |value: Value| within(&limits, &value);
        assert!(said(1.into()) && said("ab".into()) && said(vec![1, 2].into()) && said(true.into()));
        assert!(
            !said(0.into()) && !said("abc".into()) && !said(vec![1, 2, 3].into()) && !said(3_000_000_000_i64.into())
        );
    }
}

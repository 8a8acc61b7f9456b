//! Input: the shape that examples show. Output: the same, with a map where an object's names are data and no members.
//! Invariant: whatever was a value of the object is one of the map; an object whose names are identifiers stays one.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::pattern::patterns;
use crate::schema::Origin;
use crate::shape::example::{merge, same_kind, weaken};
use crate::shape::visit::{children_mut, each, each_mut};
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::source::SourceMap;

patterns! {
    /// A day, a month, a year with a quarter or a week, with or without a time.
    DATE = concat!(
        r"^[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?|[-_]?[QqWw][0-9]{1,2}|/[0-9]{1,2}(?:/[0-9]{1,2})?)",
        r"(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?$",
    );
    UUID = r"(?i)^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
    NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?$";
    /// What a system makes up: a short word, and behind it what no person would write.
    ID = r"^[a-z]{1,12}[_-](?:[a-z]{1,8}_)?(?P<rest>[0-9A-Za-z]+)$";
    EMAIL = r"^[^\s@]+@[^\s@]+\.[a-z]+$";
    HEX = r"^(?:[0-9a-f]{16,}|[0-9A-F]{16,})$";
    REGION = r"^[a-z]{2,3}_[A-Z]{2}$";
    /// `BTC-USD`
    PAIR = r"^[A-Z0-9]{2,6}[-/][A-Z0-9]{2,6}$";
    CURRENCY = r"^[A-Z]{3}$";
    LOCALE = r"^[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}|[0-9]{3}))*$";
    /// What a version, a size or a span has, and no member: `gpt-4.1-mini`, `us-east-1`, `24h`, `10-20`.
    VERSIONED = concat!(
        r"^(?:[0-9]+(?:[smhdwyxkpKMG]|ms|mo|min|hr|hrs|days?|weeks?|months?|years?|[kmgKMG][bB]|am|pm|px)?(?:[-_:./ +].*)?",
        r"|0x[0-9a-fA-F]+|[^0-9$@_].*[-.: ].*)$",
    );
    /// An address, a path, a media type.
    PATH = r"^[^$@{<\s]+/[^\s]*$";
    IDENTIFIER = r"^[$@]?[A-Za-z_][A-Za-z0-9_]*$";
    /// What stands for a name: `{currency}`, `<user_id>`.
    BLANK = r"^(?:\{[^{}]+\}|<[^<>]+>|\[[^\[\]]+\])$";
}

/// How surely a name is data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// A word that members have.
    Member,
    /// No identifier; as `content-type` is none, which is a member all the same.
    Odd,
    /// Data, where others of its kind stand beside it.
    Data,
    /// Data, even where it stands alone.
    Certain,
}

impl Name {
    fn of(name: &str, hyphens: bool) -> Self {
        let digits = name.bytes().filter(u8::is_ascii_digit).count();
        let is_id = |rest: &str| {
            let digits = rest.bytes().filter(u8::is_ascii_digit).count();
            let letters = rest.len() - digits;
            digits >= 3 && letters == 0 || digits > 0 && letters > 0 && rest.len() >= 6
        };
        if DATE.is_match(name) || UUID.is_match(name) || NUMBER.is_match(name) || EMAIL.is_match(name) {
            return Self::Certain;
        }
        if BLANK.is_match(name) || HEX.is_match(name) && digits > 2 {
            return Self::Certain;
        }
        if REGION.is_match(name) || PAIR.is_match(name) || PATH.is_match(name) {
            return Self::Data;
        }
        // Of eight letters and digits nobody makes a word.
        let is_made_up =
            |rest: &str| rest.len() >= 8 && digits >= 3 && is_id(rest) && !rest.bytes().all(|c| c.is_ascii_digit());
        let rest = ID.captures(name).and_then(|found| found.name("rest").map(|rest| rest.as_str().to_owned()));
        if let Some(rest) = rest.filter(|rest| is_id(rest)) {
            return if is_made_up(&rest) { Self::Certain } else { Self::Data };
        }
        if IDENTIFIER.is_match(name) || name.is_empty() {
            return Self::Member;
        }
        let hyphenated = name.contains('-') && hyphens;
        if VERSIONED.is_match(name) && digits > 0 && !hyphenated { Self::Data } else { Self::Odd }
    }
}

/// Makes maps of the objects in a shape whose names are data. The shape is one that examples show, all of them together.
fn settle(shape: &mut Shape) {
    let hyphens = writes_hyphens(shape);
    inside(shape, hyphens);
}

fn inside(shape: &mut Shape, hyphens: bool) {
    children_mut(shape, &mut |inner| inside(inner, hyphens));
    let Kind::Object(object) = &shape.kind else { return };
    if shape.is_keyed || is_keyed(object, hyphens) {
        *shape = map(std::mem::replace(shape, Shape::new(Kind::Unknown, None)));
    }
}

/// What examples prove of a value that nothing else documents: maps where names are data, and numbers that are whole only
/// where they have to be.
pub(crate) fn learn(shape: &mut Shape, sources: &SourceMap) {
    settle(shape);
    weaken(shape, sources);
}

/// Marks the object that a page calls keyed: every member of that name, or the one object at the root, or right below it,
/// that can be a map. `origin` is the sentence.
pub(crate) fn force(shape: &mut Shape, name: Option<&str>, origin: &Origin) {
    let can = |shape: &Shape| match &shape.kind {
        Kind::Object(object) => uniform(&object.members),
        _ => false,
    };
    let holds_several = |shape: &Shape| match &shape.kind {
        Kind::Object(object) => can(shape) && (object.members.len() > 1 || is_keyed(object, false)),
        _ => false,
    };
    let make = |member: &mut Member| {
        let shape = member.shape.innermost_mut();
        if can(shape) {
            shape.is_keyed = true;
            member.origins.push(origin.clone());
        }
    };
    let Some(name) = name else {
        if holds_several(shape) {
            shape.is_keyed = true;
        } else if let Kind::Object(object) = &mut shape.kind {
            let mut inside = object.members.iter_mut().filter(|member| holds_several(&member.shape));
            if let (Some(only), None) = (inside.next(), inside.next()) {
                make(only);
            }
        }
        return;
    };
    each_mut(shape, &mut |shape| {
        if let Kind::Object(object) = &mut shape.kind {
            object.members.iter_mut().filter(|member| member.name == name).for_each(make);
        }
    });
}

/// Whether the members that `strong` documents are those of the values of the map that `weak` shows.
pub(crate) fn describes_values(strong: &Shape, weak: &Shape) -> bool {
    let (Kind::Object(fields), Kind::Object(shown)) = (&strong.kind, &weak.kind) else { return false };
    if fields.members.is_empty() || !(strong.is_keyed || weak.is_keyed || is_keyed(shown, false)) {
        return false;
    }
    let names: BTreeSet<&str> = fields.members.iter().map(|field| field.name.as_str()).collect();
    let shares = |member: &Member| match &item(&member.shape).kind {
        Kind::Object(inner) => inner.members.iter().any(|inner| names.contains(inner.name.as_str())),
        _ => false,
    };
    shown.members.iter().all(|member| !names.contains(member.name.as_str()) && shares(member))
}

/// The value of a map, or the list of such, as the members of `weak` show it. What some of them lack is not required.
pub(crate) fn as_values(mut value: Shape, weak: &Shape) -> Shape {
    let Kind::Object(shown) = &weak.kind else { return value };
    if let Kind::Object(fields) = &mut value.kind {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for member in &shown.members {
            if let Kind::Object(inner) = &item(&member.shape).kind {
                inner.members.iter().for_each(|inner| *counts.entry(&inner.name).or_default() += 1);
            }
        }
        let is_in_all = |name: &str| counts.get(name) == Some(&shown.members.len());
        fields.members.iter_mut().for_each(|field| field.required &= is_in_all(&field.name));
    }
    match shown.members.first().map(|member| &member.shape) {
        Some(Shape { kind: Kind::Array(_), span, .. }) => Shape::new(Kind::Array(Box::new(value)), *span),
        _ => value,
    }
}

/// The items of a list; any other shape itself.
fn item(shape: &Shape) -> &Shape {
    match &shape.kind {
        Kind::Array(item) => item,
        _ => shape,
    }
}

/// A map of what the members of an object are; any other shape as it is.
pub(crate) fn map(shape: Shape) -> Shape {
    let Kind::Object(object) = shape.kind else { return shape };
    let mut value = Shape::new(Kind::Unknown, None);
    for member in object.members {
        value = merge(value, member.shape);
    }
    Shape { kind: Kind::Map(Box::new(value)), is_keyed: false, ..Shape { kind: Kind::Unknown, ..shape } }
}

fn is_keyed(object: &ObjectShape, hyphens: bool) -> bool {
    let members = &object.members;
    if object.name.is_some() || members.is_empty() {
        return false;
    }
    let names: Vec<Name> = members.iter().map(|member| Name::of(&member.name, hyphens)).collect();
    let least = names.iter().min().copied().unwrap_or(Name::Member);
    let most = names.iter().max().copied().unwrap_or(Name::Member);
    let objects =
        members.iter().all(|member| matches!(&member.shape.kind, Kind::Object(inner) if !inner.members.is_empty()));
    let alike = || uniform(members);
    match members.len() {
        1 => least == Name::Certain,
        _ if least >= Name::Data => alike() && (objects || have_one_form(members)),
        _ if most == Name::Member => is_currencies(members) && alike(),
        // A region in one of them says what the others are.
        _ if members.iter().all(|member| LOCALE.is_match(&member.name)) => alike(),
        // Names that are no identifiers, or beside which data stands, over objects that are all alike.
        _ => objects && alike() && is_telling(members, least, most),
    }
}

/// Whether what looks like an identifier begins alike: `usr_123`, `usr_456`, and not `line_100`, `shelf_200`.
fn have_one_form(members: &[Member]) -> bool {
    let words = members.iter().map(|member| member.name.as_str());
    let ids = words.filter(|name| IDENTIFIER.is_match(name) && !REGION.is_match(name));
    let mut fronts = ids.map(|name| name.rsplit_once('_').map(|(front, _)| front));
    let Some(first) = fronts.next() else { return true };
    fronts.all(|front| front == first)
}

/// Whether all names are codes of money: `USD` beside `EUR` is no word that a member has.
fn is_currencies(members: &[Member]) -> bool {
    let known = |member: &Member| matches!(member.name.as_str(), "USD" | "EUR" | "GBP" | "JPY" | "CNY");
    members.iter().all(|member| CURRENCY.is_match(&member.name)) && members.iter().any(known)
}

/// Whether objects that are alike are too much alike for members that a person named.
fn is_telling(members: &[Member], least: Name, most: Name) -> bool {
    let inner = |member: &Member| match &member.shape.kind {
        Kind::Object(object) => object.members.iter().map(|inner| inner.name.clone()).collect(),
        _ => BTreeSet::new(),
    };
    let mut all = members.iter().map(inner);
    let first: BTreeSet<String> = all.next().unwrap_or_default();
    let same = first.len() > 1 && all.all(|other| other == first);
    let plain = first.iter().all(|name| IDENTIFIER.is_match(name));
    same && plain && (least >= Name::Odd || most >= Name::Data)
}

/// Whether all of them can be values of one map: of one kind, and objects that mostly have the same members, one at least
/// all of them.
fn uniform(members: &[Member]) -> bool {
    let known = || members.iter().map(|member| &member.shape).filter(|shape| shape.kind != Kind::Unknown);
    let Some(first) = known().next() else { return true };
    if !known().all(|other| alike(&first.kind, &other.kind)) {
        return false;
    }
    let names = |shape: &Shape| match &shape.kind {
        Kind::Object(object) => Some(object.members.iter().map(|member| member.name.clone()).collect()),
        _ => None,
    };
    let each: Vec<BTreeSet<String>> = known().filter_map(names).collect();
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    each.iter().flatten().for_each(|name| *counts.entry(name).or_default() += 1);
    let shared = each.is_empty() || counts.values().any(|count| *count == each.len());
    shared && each.iter().all(|one| one.len() * 2 >= counts.len())
}

fn alike(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Integer | Kind::Number, Kind::Integer | Kind::Number) => true,
        (Kind::DateTime | Kind::String, Kind::DateTime | Kind::String) => true,
        (Kind::Array(a), Kind::Array(b)) | (Kind::Map(a), Kind::Map(b)) => alike(&a.kind, &b.kind),
        (Kind::Unknown, _) | (_, Kind::Unknown) => true,
        (Kind::Any, _) | (_, Kind::Any) => false,
        (a, b) => same_kind(a, b),
    }
}

/// Whether members that are no data have words with hyphens for names: then a hyphen says nothing.
fn writes_hyphens(shape: &Shape) -> bool {
    let mut found = false;
    each(shape, &mut |shape| {
        if let Kind::Object(object) = &shape.kind {
            let is_word = |name: &str| name.contains('-') && !name.contains(|c: char| c.is_ascii_digit());
            let hyphen = object.members.iter().any(|member| is_word(&member.name));
            found |= hyphen && !uniform(&object.members);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::json;
    use crate::schema::Evidence;
    use crate::shape::example;

    /// The shape that an example shows, maps in angle brackets.
    fn shown(text: &str) -> String {
        let file = SourceMap::new().add("p", "p", text);
        let origin = Origin { page: "p".to_owned(), evidence: Evidence::Example, overruled: None, span: None };
        let mut shape = example::shape(&json::parse(text, file, 0).unwrap(), Evidence::Example, &origin);
        settle(&mut shape);
        spell(&shape)
    }

    fn spell(shape: &Shape) -> String {
        match &shape.kind {
            Kind::Object(object) => {
                let members = object.members.iter().map(|member| format!("{}: {}", member.name, spell(&member.shape)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
            Kind::Array(item) => format!("[{}]", spell(item)),
            Kind::Map(value) => format!("<{}>", spell(value)),
            _ => shape.words(),
        }
    }

    #[test]
    fn names_that_are_data_are_keys_of_a_map() {
        for text in [
            r#"{"2024-01-01": 1, "2024-01-02": 2}"#,
            r#"{"2024-01-01": 1}"#,
            r#"{"17": 1, "18": 2}"#,
            r#"{"4f7c1a5e-0000-4000-8000-123456789abc": 1}"#,
            r#"{"usr_123": 1, "usr_456": 2}"#,
            r#"{"cus_9f8a7b6c": 1}"#,
            r#"{"gpt-4.1-mini": 1, "llama-3": 2}"#,
            r#"{"en-US": 1, "de": 2}"#,
            r#"{"de_DE": 1, "en_US": 2}"#,
            r#"{"24h": 1, "7d": 2}"#,
            r#"{"0-10": 1, "10-20": 2}"#,
            r#"{"BTC-USD": 1, "ETH-USD": 2}"#,
            r#"{"USD": 1, "EUR": 2}"#,
            r#"{"image/png": 1, "image/gif": 2}"#,
            r#"{"{shop_id}": 1}"#,
        ] {
            assert_eq!(shown(text), "<integer>", "{text}");
        }
        assert_eq!(
            shown(r#"{"us-east": {"up": 1, "ms": 2}, "eu-west": {"up": 1, "ms": 2}}"#),
            "<{up: integer, ms: integer}>"
        );
        assert_eq!(
            shown(r#"{"o3": {"in": 1, "out": 2}, "o4-mini": {"in": 1, "out": 2}}"#),
            "<{in: integer, out: integer}>"
        );
    }

    #[test]
    fn names_that_a_person_gave_are_members() {
        for text in [
            r#"{"daily": 1, "monthly": 2}"#,
            r#"{"line_1": 1, "line_2": 2}"#,
            r#"{"line_100": 1, "shelf_200": 2}"#,
            r#"{"content-type": 1, "user-agent": 2}"#,
            r#"{"2fa_enabled": 1, "3ds_enabled": 2}"#,
            r#"{"@type": 1, "@id": 2}"#,
            r#"{"og:title": 1, "og:image": 2}"#,
            r#"{"p50": 1, "p95": 2}"#,
            r#"{"2024-01-01": 1, "total": 2}"#,
            r#"{"gpt-4.1-mini": 1}"#,
            r#"{"First name": 1, "Last name": 2}"#,
            r#"{"id": 1, "to": 2, "USD": 3}"#,
        ] {
            assert!(shown(text).starts_with('{'), "{text}");
        }
        let two = r#"{"billing": {"zip": 1, "town": 2}, "shipping": {"zip": 1, "town": 2}}"#;
        assert!(shown(two).starts_with("{billing"));
        assert!(shown(r#"{"2024-01-01": 1, "2024-01-02": "a"}"#).starts_with('{'));
    }

    /// The same, once a sentence has called a member keyed, or the whole.
    fn said(text: &str, name: Option<&str>) -> String {
        let file = SourceMap::new().add("p", "p", text);
        let origin = Origin { page: "p".to_owned(), evidence: Evidence::Example, overruled: None, span: None };
        let mut shape = example::shape(&json::parse(text, file, 0).unwrap(), Evidence::Example, &origin);
        force(&mut shape, name, &origin);
        settle(&mut shape);
        spell(&shape)
    }

    #[test]
    fn a_sentence_makes_a_map_of_what_can_be_one() {
        let text = r#"{"rooms": {"hall": {"n": 1}, "attic": {"n": 2}}, "size": {"wide": 1, "name": "a"}}"#;
        assert_eq!(said(text, Some("rooms")), "{rooms: <{n: integer}>, size: {wide: integer, name: string}}");
        assert_eq!(said(text, None), said(text, Some("rooms")));
        assert_eq!(said(text, Some("size")), shown(text));
        assert_eq!(said(r#"{"hall": 1, "attic": 2}"#, None), "<integer>");
    }

    #[test]
    fn values_are_all_that_is_shown_of_any() {
        let lists = r#"[{"by": {"2024-01": 1}}, {"by": {"2024-02": null, "2024-03": 2.5}}]"#;
        assert_eq!(shown(lists), "[{by: <number | null>}]");
        let nested = r#"{"usr_123": {"2024-01": {"n": 1}}, "usr_456": {"2024-02": {"m": 1}}}"#;
        assert_eq!(shown(nested), "<<{n: integer, m: integer}>>");
    }

    #[test]
    fn where_words_have_hyphens_a_hyphen_proves_nothing() {
        assert_eq!(
            shown(r#"{"first-name": "a", "age-1": 1, "age-2": 2}"#),
            "{first-name: string, age-1: integer, age-2: integer}"
        );
        let around = r#"{"first-name": "a", "of-age": 1, "lines": {"line-1": 1, "line-2": 2}}"#;
        assert!(shown(around).ends_with("lines: {line-1: integer, line-2: integer}}"));
    }
}

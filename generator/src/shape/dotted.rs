//! Input: the fields of one object, some of them with the way to them in their name: `data.id`, `accounts[].id`,
//! `rates.{CURRENCY}`. Output: the same fields, nested.
//! Invariant: a name stays whole where the examples show it whole, or where nothing speaks for a nesting: neither the other
//! fields nor an example.

use std::collections::BTreeSet;

use crate::read::json::{Json, JsonKind};
use crate::schema::{DEEPEST, Origin};
use crate::shape::visit::children_mut;
use crate::shape::{Kind, Member, ObjectShape, Shape};

/// One step of the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    /// The name of a member; `None` for the values of a map.
    name: Option<String>,
    /// How many lists stand between the member and its items.
    lists: usize,
}

/// What examples show of names with a way in them.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Members whose names have a dot or a bracket in them.
    whole: BTreeSet<String>,
    /// `a.b`, where an object `a`, or the items of a list `a`, have a member `b`.
    inside: BTreeSet<String>,
}

impl Shown {
    pub(crate) fn of<'a>(samples: impl IntoIterator<Item = &'a Json>) -> Self {
        let mut shown = Self::default();
        let mut open: Vec<(&str, &Json)> = samples.into_iter().map(|json| ("", json)).collect();
        while let Some((around, json)) = open.pop() {
            match &json.kind {
                JsonKind::Array(items) => open.extend(items.iter().map(|item| (around, item))),
                JsonKind::Object(members) => {
                    for (name, value) in members {
                        let name = name.value.as_str();
                        if name.contains(['.', '[']) {
                            shown.whole.insert(name.to_owned());
                        } else if !around.is_empty() {
                            shown.inside.insert(format!("{around}.{name}"));
                        }
                        open.push((name, value));
                    }
                }
                _ => {}
            }
        }
        shown
    }

    /// Whether every step of a way is shown.
    fn way(&self, name: &str) -> bool {
        let steps: Vec<&str> = name.split('.').collect();
        let mut pairs = steps.iter().zip(steps.iter().skip(1));
        steps.len() > 1 && pairs.all(|(a, b)| self.inside.contains(&format!("{a}.{b}")))
    }
}

/// Nests the fields of an object, and of the objects in it.
pub(crate) fn nest(members: Vec<Member>, shown: &Shown) -> Vec<Member> {
    let documented: BTreeSet<String> = members.iter().map(|member| member.name.clone()).collect();
    let unique = documented.len() == members.len();
    // Where some names are ways beyond doubt, dots are steps in all of them.
    let is_used =
        documented.iter().any(|name| name.contains('.') && !shown.whole.contains(name) && speaks(name, &documented));
    let mut nested: Vec<Member> = Vec::new();
    // Fields with a way to them come last: the objects that they stand in may be documented behind them.
    let (plain, dotted): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| {
        let name = &member.name;
        shown.whole.contains(name) || !(is_used && is_way(name) || speaks(name, &documented) || shown.way(name))
    });
    for mut member in plain {
        descend(&mut member.shape, shown);
        if unique {
            nested.push(member);
        } else {
            put(&mut nested, member);
        }
    }
    for mut member in dotted {
        descend(&mut member.shape, shown);
        let steps = steps(&member.name);
        insert(&mut nested, &steps, member);
    }
    nested
}

fn descend(shape: &mut Shape, shown: &Shown) {
    match &mut shape.kind {
        Kind::Object(object) if !object.members.is_empty() && object.members.iter().all(is_free) => {
            let members = std::mem::take(&mut object.members);
            let mut map = Shape::new(Kind::Unknown, shape.span);
            for mut member in members {
                descend(&mut member.shape, shown);
                inside(&mut map, &steps(&member.name), member);
            }
            shape.kind = map.kind;
        }
        Kind::Object(object) => object.members = nest(std::mem::take(&mut object.members), shown),
        _ => children_mut(shape, &mut |inner| descend(inner, shown)),
    }
}

/// Whether a name holds the way to its field: it has a list or a map in it, or what it begins with is documented, or
/// begins other names, too.
fn speaks(name: &str, documented: &BTreeSet<String>) -> bool {
    if name.contains("[]") || name.contains(".{") || name.contains("[0]") || name.ends_with(".*") {
        return true;
    }
    let Some((front, rest)) = name.rsplit_once('.') else { return false };
    let word = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    if !word(front) || !word(rest) {
        return false;
    }
    // The objects on the way may be documented whole, or step by step.
    let mut front = front;
    loop {
        let lists = format!("{front}[]");
        if documented.contains(front) || documented.contains(&lists) {
            return true;
        }
        match front.rsplit_once('.') {
            Some((shorter, _)) => front = shorter,
            None => return false,
        }
    }
}

/// Whether a name may be a way: words with dots between them.
fn is_way(name: &str) -> bool {
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    name.contains('.') && name.split('.').all(is_word)
}

/// Whether a name begins with what stands for any: `{currency}`, `<id>.name`, `[key]`, `*`.
fn is_free(member: &Member) -> bool {
    let first = member.name.split('.').next().unwrap_or_default();
    let between = |front: char, back: char| first.starts_with(front) && first.ends_with(back);
    let in_brackets = between('[', ']') && first.contains(|c: char| c.is_alphabetic());
    first == "*" || first.len() > 2 && (between('{', '}') || between('<', '>') || in_brackets)
}

/// The steps of a way, as far as anything is followed; what is deeper is cut where all shapes are.
fn steps(name: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut left = DEEPEST + 1;
    for part in name.split('.') {
        let bare = part.split('[').next().unwrap_or_default();
        let lists = part.matches('[').count().min(left);
        left -= lists;
        let in_brackets = bare.is_empty() && part.starts_with('[') && part.contains(|c: char| c.is_alphabetic());
        let lists = if in_brackets { 0 } else { lists };
        let is_key = in_brackets || bare == "*" || bare.starts_with(['{', '<']);
        match steps.last_mut() {
            // `accounts.[].id`
            Some(last) if bare.is_empty() && !in_brackets => last.lists += lists,
            _ => steps.push(Step { name: (!is_key).then(|| bare.to_owned()), lists }),
        }
        left = left.saturating_sub(1);
        if left == 0 {
            break;
        }
    }
    steps
}

fn insert(members: &mut Vec<Member>, steps: &[Step], mut member: Member) {
    let Some((first, rest)) = steps.split_first() else { return };
    let name = first.name.clone().unwrap_or_default();
    if rest.is_empty() {
        member.name = name;
        wrap(&mut member.shape, first.lists);
        put(members, member);
        return;
    }
    let index = match members.iter().position(|known| known.name == name) {
        Some(index) => index,
        None => {
            let origin: Option<Origin> = member.origins.first().cloned();
            let Some(origin) = origin else { return };
            let mut shape = Shape::new(Kind::Unknown, origin.span);
            wrap(&mut shape, first.lists);
            members.push(Member::new(name, shape, origin));
            members.len() - 1
        }
    };
    if let Some(known) = members.get_mut(index) {
        inside(&mut known.shape, rest, member);
    }
}

/// Puts a field into the object that a shape holds, which becomes one where it was not known to be.
fn inside(shape: &mut Shape, steps: &[Step], member: Member) {
    let innermost = shape.innermost_mut();
    if let Some((Step { name: None, lists }, rest)) = steps.split_first() {
        // Free names: the field is about the values.
        let mut value = match &mut innermost.kind {
            Kind::Map(value) => std::mem::replace(&mut **value, Shape::new(Kind::Unknown, None)),
            _ => Shape::new(Kind::Unknown, member.span()),
        };
        if rest.is_empty() {
            value = member.shape;
            wrap(&mut value, *lists);
        } else {
            wrap(&mut value, *lists);
            inside(&mut value, rest, member);
        }
        innermost.kind = Kind::Map(Box::new(value));
        return;
    }
    match &mut innermost.kind {
        Kind::Object(object) => insert(&mut object.members, steps, member),
        kind => {
            let name = match kind {
                Kind::Reference(name) | Kind::Opaque(name) => Some(name.clone()),
                _ => None,
            };
            let mut members = Vec::new();
            insert(&mut members, steps, member);
            *kind = Kind::Object(ObjectShape { name, members });
        }
    }
}

/// Makes a shape the items of lists, where it is no list itself yet.
fn wrap(shape: &mut Shape, lists: usize) {
    let mut have = 0;
    let mut inner: &Shape = shape;
    while let Kind::Array(item) = &inner.kind {
        have += 1;
        inner = item;
    }
    for _ in have..lists {
        let item = std::mem::replace(shape, Shape::new(Kind::Unknown, shape.span));
        shape.kind = Kind::Array(Box::new(item));
    }
}

/// Adds a field, or what it says to the one of its name.
fn put(members: &mut Vec<Member>, member: Member) {
    let Some(known) = members.iter_mut().find(|known| known.name == member.name) else {
        members.push(member);
        return;
    };
    let vague = matches!(known.shape.innermost_mut().kind, Kind::Unknown | Kind::Any)
        || matches!(&known.shape.kind, Kind::Map(value) if value.kind == Kind::Unknown);
    if vague {
        known.shape = member.shape;
    }
    known.description = known.description.take().or(member.description);
    known.required |= member.required;
    known.origins.extend(member.origins);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Evidence;
    use crate::type_expr;

    fn fields(text: &str) -> Vec<Member> {
        let origin = Origin { page: "p".to_owned(), evidence: Evidence::Field, overruled: None, span: None };
        let one = |word: &str| {
            let (name, ty) = word.split_once(':').unwrap();
            Member::new(name, crate::shape::typed::of_type(&type_expr::parse(ty), &origin).0, origin.clone())
        };
        text.split_whitespace().map(one).collect()
    }

    fn show(members: &[Member]) -> String {
        fn spell(shape: &Shape) -> String {
            match &shape.kind {
                Kind::Object(object) => format!("{{{}}}", show(&object.members)),
                Kind::Array(item) => format!("[{}]", spell(item)),
                Kind::Map(value) => format!("<{}>", spell(value)),
                _ => shape.words(),
            }
        }
        let member = |member: &Member| format!("{}: {}", member.name, spell(&member.shape));
        members.iter().map(member).collect::<Vec<_>>().join(", ")
    }

    fn nested(text: &str) -> String {
        show(&nest(fields(text), &Shown::default()))
    }

    #[test]
    fn a_way_in_a_name_becomes_nesting() {
        assert_eq!(
            nested("data:object data.id:string data.user.id:integer"),
            "data: {id: string, user: {id: integer}}"
        );
        assert_eq!(nested("accounts[].id:string accounts:array"), "accounts: [{id: string}]");
        assert_eq!(nested("accounts[].tags[]:string"), "accounts: [{tags: [string]}]");
        assert_eq!(nested("rates:object rates.{CURRENCY}:number"), "rates: <number>");
        assert_eq!(nested("rates.{key}.low:number rates.{key}.high:number"), "rates: <{low: number, high: number}>");
    }

    #[test]
    fn fields_of_any_name_are_the_values_of_a_map() {
        let inside = |text: &str| {
            let mut around = fields("x:object");
            around[0].shape = Shape::object(fields(text), None);
            show(&nest(around, &Shown::default()))
        };
        assert_eq!(inside("{currency}:number"), "x: <number>");
        assert_eq!(inside("<id>.low:number <id>.high:number"), "x: <{low: number, high: number}>");
        assert_eq!(inside("*:string"), "x: <string>");
        assert_eq!(inside("{currency}:number total:number"), "x: {{currency}: number, total: number}");
    }

    #[test]
    fn an_example_that_has_the_way_speaks_for_it() {
        let shown = Shown { inside: BTreeSet::from(["a.b".to_owned(), "b.c".to_owned()]), ..Shown::default() };
        assert_eq!(show(&nest(fields("a.b.c:string b.d:string"), &shown)), "b.d: string, a: {b: {c: string}}");
    }

    #[test]
    fn names_with_real_dots_stay_whole() {
        assert_eq!(nested("comment.add:boolean comment.drop:boolean"), "comment.add: boolean, comment.drop: boolean");
        let whole = Shown { whole: BTreeSet::from(["a.b".to_owned()]), ..Shown::default() };
        assert_eq!(show(&nest(fields("a:object a.b:string"), &whole)), "a: <any JSON>, a.b: string");
        assert_eq!(nested("x.y:string"), "x.y: string");
    }
}

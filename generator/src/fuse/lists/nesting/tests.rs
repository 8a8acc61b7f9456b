//! Flat lists and the trees that they prove.

use super::order::ENOUGH;
use super::*;

/// A list written as `name` or `name:Type`.
fn list(text: &str) -> Vec<Entry> {
    text.split_whitespace()
        .map(|word| match word.split_once(':') {
            Some((name, object)) => entry(name, Some(object.to_owned())),
            None => entry(word, None),
        })
        .collect()
}

/// `^name` is one that a sample shows outermost.
fn entry(name: &str, object: Option<String>) -> Entry {
    let outermost = name.starts_with('^');
    Entry { name: name.trim_start_matches('^').to_owned(), object, outermost }
}

const SORTED: Order = Order { rising: ENOUGH, falling: 0 };

/// The tree as text; `?` marks what is not certain.
fn tree(entries: &[Entry], known: &KnownMembers) -> String {
    tree_of(entries, known, SORTED)
}

fn tree_of(entries: &[Entry], known: &KnownMembers, order: Order) -> String {
    let found = parents(entries, known, order).unwrap();
    let mut out = Vec::new();
    for (entry, parent) in entries.iter().zip(&found) {
        let name = |index: usize| entries[index].name.clone();
        out.push(match parent {
            Parent::Root => entry.name.clone(),
            Parent::Field(parent) => format!("{}.{}", name(*parent), entry.name),
            Parent::Ambiguous(parent) => format!("{}.{}?", name(*parent), entry.name),
        });
    }
    out.join(" ")
}

fn known(types: &[(&str, &str)]) -> KnownMembers {
    let members = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    types.iter().map(|(name, text)| ((*name).to_owned(), members(text))).collect()
}

#[test]
fn a_known_type_is_followed_by_its_fields() {
    let list = list("a b:Box delay left status");
    assert_eq!(tree(&list, &known(&[("Box", "delay left")])), "a b b.delay b.left status");
}

#[test]
fn order_tells_what_cannot_be_a_sibling() {
    assert_eq!(tree(&list("m:Box a z"), &KnownMembers::new()), "m m.a m.z?");
}

#[test]
fn what_order_leaves_open_is_ambiguous() {
    assert_eq!(tree(&list("b:Box delay left status"), &KnownMembers::new()), "b b.delay? b.left? b.status?");
}

#[test]
fn a_type_that_is_certain_once_is_known_everywhere() {
    // Behind `m` the order settles what `Box` holds; behind `p` it leaves `w` open.
    let list = list("m:Box a w n p:Box a w");
    assert_eq!(tree(&list, &KnownMembers::new()), "m m.a m.w n p p.a p.w");
}

#[test]
fn what_differs_behind_two_fields_of_one_type_is_in_neither() {
    // Order alone would let `n` and `y` stand in `Box`.
    assert_eq!(tree(&list("m:Box a n p:Box a y"), &KnownMembers::new()), "m m.a n p p.a y");
}

#[test]
fn members_that_an_older_page_lacks_do_not_matter() {
    let known = known(&[("Box", "a b c d"), ("", "m:Box m z")]);
    assert_eq!(tree(&list("m:Box a d z"), &known), "m m.a m.d z");
}

#[test]
fn an_unsorted_list_is_read_by_its_known_types() {
    let known = known(&[("Box", "z a")]);
    assert_eq!(tree(&list("m:Box z a b"), &known), "m m.z m.a b");
}

#[test]
fn pages_need_not_agree_on_the_order_of_members() {
    let known = known(&[("", "w m z"), ("Box", "b a")]);
    assert_eq!(tree_of(&list("m: z w"), &known, Order::default()), "m z w");
    assert_eq!(tree_of(&list("z m:Box a b w"), &known, Order::default()), "z m m.a m.b w");
}

#[test]
fn a_long_list_is_bounded() {
    let names: Vec<String> = (0..400).map(|index| format!("f{index:04}:T{index}")).collect();
    // Every field may hold the rest: too many readings to compare, or all of them ambiguous.
    let _ = parents(&list(&names.join(" ")), &KnownMembers::new(), SORTED);
}

#[test]
fn order_by_chance_proves_nothing() {
    // Read as sorted, `a` could only stand in `m`.
    assert_eq!(tree_of(&list("m: a"), &KnownMembers::new(), Order::default()), "m m.a?");
    assert_eq!(tree_of(&list("b c d e f g h i m: a"), &KnownMembers::new(), Order::default()), "b c d e f g h i m m.a");
    let unsorted = Order { rising: 3, falling: 3 };
    assert_eq!(tree_of(&list("b c d e f g h i m: a"), &KnownMembers::new(), unsorted), "b c d e f g h i m m.a?");
}

#[test]
fn what_a_sample_shows_outermost_stands_there() {
    assert_eq!(tree_of(&list("^m: ^a b"), &KnownMembers::new(), Order::default()), "m a b");
    assert_eq!(tree_of(&list("^m: b ^a"), &KnownMembers::new(), Order::default()), "m m.b? a");
}

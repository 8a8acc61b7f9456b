//! Input: wire names, many of which fall together. Output: what `names` promises of their identifiers.
//! Invariant: no promise depends on the order in which pages come.

use super::*;

#[test]
fn every_wire_name_has_an_identifier() {
    let snake = |wire| identifier(wire, Case::Snake);
    let camel = |wire| identifier(wire, Case::Camel);
    assert_eq!(snake("customer_external_ids"), "customer_external_ids");
    assert_eq!(snake("customerID"), "customer_id");
    assert_eq!(snake("type"), "r#type");
    assert_eq!(snake("self"), "self_");
    assert_eq!(snake("2fa"), "field_2fa");
    assert_eq!(snake("*"), "star");
    assert_eq!(snake(""), "field");
    assert_eq!(snake("x-api-key"), "x_api_key");
    assert_eq!(snake("Größe"), "grosse");
    assert_eq!(camel("APIError"), "ApiError");
    assert_eq!(camel("<="), "LessEqual");
    assert_eq!(camel("-1"), "Minus1");
    assert_eq!(camel("2xl"), "Value2xl");
    assert_eq!(camel("self"), "Self_");
    assert_eq!(camel("\u{202e}x"), "X");
}

#[test]
fn a_name_is_given_once() {
    let mut scope = Scope::with(&["new"]);
    let names: Vec<_> =
        ["new", "userId", "user_id", "user-id", "type", "type"].map(|w| scope.claim(w, Case::Snake, "_").0).to_vec();
    assert_eq!(names, ["new_", "user_id", "user_id_", "user_id__", "r#type", "type_"]);
}

fn claimed(taken: &[&str], wires: &[(String, bool)], case: Case) -> BTreeMap<String, String> {
    let wish = |(wire, null): &'_ (String, bool)| (wire.clone(), *null);
    let owned: Vec<(String, bool)> = wires.iter().map(wish).collect();
    let wishes: Vec<Wish<'_>> = owned
        .iter()
        .map(|(wire, null)| Wish {
            wire,
            presence: if *null { Presence::ThreeState } else { Presence::Optional },
            qualifier: None,
        })
        .collect();
    let names = Scope::with(taken).claim_all(&wishes, case, "_");
    owned.iter().map(|(wire, _)| wire.clone()).zip(names.into_iter().map(|name| name.0)).collect()
}

#[test]
fn what_falls_together_is_told_by_how_it_is_written() {
    let of = |wires: &[&str], case| {
        let wires: Vec<_> = wires.iter().map(|wire| ((*wire).to_owned(), false)).collect();
        claimed(&["new"], &wires, case).into_values().collect::<Vec<_>>()
    };
    // In order of the wire names.
    assert_eq!(
        of(&["userId", "user_id", "user-id", "UserID"], Case::Snake),
        ["user_id_pascal", "user_id_kebab", "user_id_camel", "user_id"]
    );
    assert_eq!(of(&["userId", "UserId"], Case::Snake), ["user_id_pascal", "user_id"]);
    assert_eq!(of(&["PairID", "PairId"], Case::Snake), ["pair_id", "pair_id_pascal"]);
    assert_eq!(of(&["clean", "CLEAN", "Clean"], Case::Camel), ["CleanUpper", "Clean", "CleanLower"]);
    assert_eq!(of(&["new", "type", "Type"], Case::Snake), ["type_pascal", "new_", "r#type"]);
    assert_eq!(of(&["*", "star"], Case::Snake), ["star_", "star"]);
    assert_eq!(of(&["id", "$id", "@id", "#id", "x:id"], Case::Snake), ["id_hash", "id_dollar", "id_at", "id", "x_id"]);
}

#[test]
fn names_that_fall_together_at_a_second_place_are_told_there_too() {
    let mut scope = Scope::default();
    let wish = |wire, qualifier| Wish { wire, presence: Presence::Optional, qualifier };
    let names = |scope: &mut Scope, qualifier| {
        let wishes: Vec<_> = ["id", "$id", "@id"].map(|wire| wish(wire, qualifier)).into();
        scope.claim_all(&wishes, Case::Snake, "_").into_iter().map(|name| name.0).collect::<Vec<_>>()
    };
    assert_eq!(names(&mut scope, None), ["id", "id_dollar", "id_at"]);
    assert_eq!(names(&mut scope, Some("header")), ["header_id", "header_id_dollar", "header_id_at"]);
}

#[test]
fn a_setter_for_null_is_nobody_else_s() {
    let both = [("x_null".to_owned(), false), ("x".to_owned(), true)];
    let names = claimed(&[], &both, Case::Snake);
    assert_eq!((names["x"].as_str(), names["x_null"].as_str()), ("x", "x_null_snake"));
}

/// Names that fall together often.
fn wires() -> impl proptest::strategy::Strategy<Value = Vec<(String, bool)>> {
    use proptest::strategy::Strategy as _;
    const WORDS: [&str; 10] = ["a", "A", "b", "B", "_", "-", "ab", "aB", "_null", "_camel"];
    let wire = proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..4).prop_map(|words| words.concat());
    let named = proptest::collection::btree_map(wire, proptest::bool::weighted(0.2), 1..8);
    named.prop_map(|named| named.into_iter().collect::<Vec<_>>()).prop_shuffle()
}

proptest::proptest! {
    #[test]
    fn names_do_not_depend_on_the_order_and_are_one_each(wires in wires(), case in proptest::sample::select(&[Case::Snake, Case::Camel][..])) {
        let names = claimed(&["new"], &wires, case);
        let mut other = wires.clone();
        other.reverse();
        proptest::prop_assert_eq!(&names, &claimed(&["new"], &other, case));
        let nulls = wires.iter().filter(|(_, null)| *null).map(|(wire, _)| null_setter(&names[wire]));
        let all: Vec<String> = names.values().cloned().chain(nulls).collect();
        proptest::prop_assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{:?}", all);
    }

    #[test]
    fn what_is_written_as_rust_writes_it_has_its_name_whatever_is_added(wires in wires()) {
        let nulls: Vec<String> = wires.iter().filter(|(_, null)| *null).map(|(wire, _)| null_setter(&identifier(wire, Case::Snake))).collect();
        let names = claimed(&[], &wires, Case::Snake);
        for (wire, name) in names.iter().filter(|(wire, _)| rank(wire, Case::Snake) == 0 && !nulls.contains(wire)) {
            proptest::prop_assert_eq!(wire, name.strip_prefix("r#").unwrap_or(name));
        }
    }

    #[test]
    fn a_name_that_is_called_like_no_other_moves_none(wires in wires()) {
        let Some(((added, _), before)) = wires.split_first() else { return Ok(()) };
        let (old, new) = (claimed(&[], before, Case::Snake), claimed(&[], &wires, Case::Snake));
        let plain = identifier(added, Case::Snake);
        let alike = |name: &String| name.starts_with(&plain) || plain.starts_with(name.as_str());
        if !old.values().any(alike) {
            for (wire, name) in &old {
                proptest::prop_assert_eq!(&new[wire], name);
            }
        }
    }

    #[test]
    fn identifiers_are_identifiers(wire in ".{0,20}") {
        for case in [Case::Snake, Case::Camel, Case::Shouty] {
            let name = identifier(&wire, case);
            proptest::prop_assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{wire:?} -> {name}");
            proptest::prop_assert!(name.is_ascii());
        }
    }
}

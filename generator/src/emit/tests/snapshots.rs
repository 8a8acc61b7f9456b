//! Input: the plans. Output: snapshots, to be read as the crate's user reads them.
//! Invariant: none; they show.

use super::plans::{algoreg, enumeration, field, kind, named, obstacles, structure, union, vec};
use super::print::{file, files};
use crate::plan::model::{ApiPlan, AuthPlan, CratePlan, Presence, RustType, TypePlan, TypePlanKind, WireName};

fn types(types: Vec<TypePlan>) -> String {
    file(ApiPlan { types, ..super::plans::api("algoreg") }, "src/algoreg/types.rs")
}

#[test]
fn an_operation_with_optional_body_fields() {
    insta::assert_snapshot!(file(algoreg(), "src/algoreg/operations/update_thread.rs"));
}

#[test]
fn an_operation_with_many_required_inputs_and_hostile_names() {
    insta::assert_snapshot!(file(obstacles(), "src/obstacles/operations/move.rs"));
}

#[test]
fn an_operation_without_inputs() {
    insta::assert_snapshot!(file(obstacles(), "src/obstacles/operations/ping.rs"));
}

#[test]
fn an_operation_whose_body_is_one_input() {
    insta::assert_snapshot!(file(obstacles(), "src/obstacles/operations/replace.rs"));
}

#[test]
fn structs() {
    insta::assert_snapshot!(file(algoreg(), "src/algoreg/types.rs"));
}

#[test]
fn presence_of_fields() {
    use Presence::{Optional, Required, RequiredNullable, ThreeState};
    let fields = [("a", Required), ("b", Optional), ("c", RequiredNullable), ("d", ThreeState)];
    let fields = fields.map(|(name, presence)| field(name, RustType::String, presence));
    insta::assert_snapshot!(types(vec![structure("Cells", fields.into())]));
}

#[test]
fn an_enum_of_texts() {
    insta::assert_snapshot!(types(vec![enumeration("Status", false, &[("Open", "open"), ("Closed", "closed")])]));
}

#[test]
fn an_enum_of_integers() {
    insta::assert_snapshot!(types(vec![enumeration("Level", true, &[("Low", "-1"), ("High", "10")])]));
}

#[test]
fn a_union_an_opaque_type_and_an_alias() {
    insta::assert_snapshot!(types(vec![
        kind("Anything", TypePlanKind::Opaque),
        kind("Contents", TypePlanKind::Alias(vec(named("Content")))),
        union("Content", &[("Text", RustType::String), ("Many", vec(named("Anything")))]),
    ]));
}

#[test]
fn types_with_the_names_of_the_prelude() {
    insta::assert_snapshot!(file(obstacles(), "src/obstacles/types.rs"));
}

#[test]
fn the_module_files() {
    let key = ApiPlan { auth: AuthPlan::KeyHeader(WireName("x-api-key".to_owned())), ..algoreg() };
    let files = files(&CratePlan { apis: vec![key, obstacles()] });
    let modules = files.iter().filter(|(path, _)| !path.contains("/types") && !path.ends_with("e.rs"));
    let text: Vec<_> = modules
        .filter(|(path, _)| ["lib.rs", "mod.rs", "api.rs", "client.rs"].iter().any(|name| path.ends_with(name)))
        .map(|(path, text)| format!("=== {path}\n{text}"))
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn many_types_are_spread_by_their_first_words() {
    let fields: Vec<_> = (0..60).map(|at| field(&format!("f{at}"), RustType::Bool, Presence::Optional)).collect();
    let types = ["Apple", "AppleCore", "Banana", "Cherry"].map(|name| structure(name, fields.clone()));
    let files = files(&CratePlan { apis: vec![ApiPlan { types: types.into(), ..super::plans::api("fruit") }] });
    let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).filter(|path| path.contains("types")).collect();
    assert_eq!(
        paths,
        [
            "src/fruit/types/mod.rs",
            "src/fruit/types/shared_apple.rs",
            "src/fruit/types/shared_banana.rs",
            "src/fruit/types/shared_cherry.rs",
        ]
    );
}

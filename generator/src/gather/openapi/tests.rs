//! Input: the fixtures of documents in fences. Output: their models, a line for each thing, as snapshots.
//! Invariant: both forms of a document give the same model.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::project::Input;
use crate::schema::{Api, Field, TypeKind};
use crate::{Options, Understood, understand};

fn understood(folder: PathBuf) -> Understood {
    let input = Input { shown: folder.display().to_string(), path: folder, config: None, everything: true };
    understand(&input, &Options::default()).unwrap()
}

fn fixture(area: &str, case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(area).join(case)
}

/// What is told: code, line, words.
fn told(folder: PathBuf) -> String {
    let understood = understood(folder);
    let mut text = String::new();
    for diagnostic in understood.diagnostics.as_slice() {
        let line = diagnostic.span.map(|span| understood.sources.position(span).line);
        let (severity, code) = (diagnostic.severity.as_str(), diagnostic.code.as_str());
        writeln!(text, "{severity} {code} {}: {}", line.unwrap_or_default(), diagnostic.message).unwrap();
    }
    text
}

fn model(case: &str) -> String {
    let understood = understood(fixture("openapi", case));
    let mut text = print(&understood.apis[0].api);
    for diagnostic in understood.diagnostics.as_slice() {
        writeln!(text, "{}: {}", diagnostic.code.as_str(), diagnostic.message).unwrap();
    }
    text
}

fn print(api: &Api) -> String {
    let mut text = String::new();
    let urls: Vec<_> = api.servers.iter().map(|server| server.url.as_str()).collect();
    writeln!(text, "servers {urls:?} auth {:?}", api.auth.as_ref().map(|auth| &auth.scheme)).unwrap();
    for operation in &api.operations {
        writeln!(text, "{} {} deprecated {:?}", operation.method, operation.path, operation.deprecated).unwrap();
        for parameter in &operation.parameters {
            writeln!(text, "  {:?} {}", parameter.location, field(&parameter.field)).unwrap();
        }
        if let Some(body) = &operation.request_body {
            writeln!(text, "  body {} {:?} required {}", body.media_type, body.ty, body.required).unwrap();
        }
        for response in &operation.responses {
            writeln!(text, "  {} {:?}", response.status, response.ty).unwrap();
        }
    }
    for def in &api.types {
        match &def.kind {
            TypeKind::Struct { fields } => {
                writeln!(text, "{} {:?}", def.name, fields.iter().map(field).collect::<Vec<_>>()).unwrap();
            }
            TypeKind::Enum { values, .. } => {
                let values: Vec<_> = values.iter().map(|value| value.value.to_string()).collect();
                writeln!(text, "{} = {}", def.name, values.join(" | ")).unwrap();
            }
            TypeKind::Union { variants } => {
                let types: Vec<_> = variants.iter().map(|variant| format!("{:?}", variant.ty)).collect();
                writeln!(text, "{} = {}", def.name, types.join(" | ")).unwrap();
            }
            kind => writeln!(text, "{} {kind:?}", def.name).unwrap(),
        }
    }
    text
}

fn field(field: &Field) -> String {
    let required = if field.required { "!" } else { "" };
    let null = if field.nullable { "?" } else { "" };
    let format = field.constraints.format.as_deref().map(|format| format!(" ({format})")).unwrap_or_default();
    format!("{}{required}: {:?}{null}{format}", field.name, field.ty)
}

#[test]
fn references_lead_to_named_types_and_may_be_cycles() {
    insta::assert_snapshot!(model("references-and-cycles"));
}

#[test]
fn parts_are_merged_and_alternatives_are_kept() {
    insta::assert_snapshot!(model("all-of-and-alternatives"));
}

#[test]
fn the_compiled_form_means_the_same() {
    insta::assert_snapshot!(model("compiled-form"));
}

#[test]
fn pages_that_agree_add_up_and_others_are_told() {
    insta::assert_snapshot!(model("pages-that-disagree"));
}

#[test]
fn a_channel_of_messages_is_one_note() {
    insta::assert_snapshot!(model("messages-and-no-call"));
}

#[test]
fn two_pages_of_one_call_require_what_both_require() {
    insta::assert_snapshot!(model("two-ways-to-call"));
}

#[test]
fn the_newer_export_counts_and_the_older_surplus_is_told() {
    insta::assert_snapshot!(model("older-and-newer"));
}

#[test]
fn one_call_in_the_text_is_an_operation_and_several_are_a_note() {
    insta::assert_snapshot!(model("guides-and-mentions"));
}

#[test]
fn of_two_names_in_one_place_the_first_counts_and_the_other_is_no_type() {
    insta::assert_snapshot!(model("two-names-for-one-body"));
}

#[test]
fn what_has_no_place_in_the_model_is_told_once_with_its_place() {
    insta::assert_snapshot!(told(fixture("documents", "nothing-passed-over")));
}

#[test]
fn what_every_page_of_a_document_repeats_is_told_once() {
    insta::assert_snapshot!(told(fixture("openapi", "details-on-every-page")));
}

#[test]
fn a_document_that_stands_alone_names_the_api_unless_somebody_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let title = || understood(folder.path().to_owned()).apis[0].api.title.clone();
    let document = r#"{"openapi":"3.1.0","info":{"title":" The Ropewalk ","version":"1"},"paths":{"/a":{"get":{}}}}"#;
    std::fs::write(folder.path().join("ropes.json"), document).unwrap();
    std::fs::write(folder.path().join("api.toml"), "name = \"ropes\"\n").unwrap();
    assert_eq!(title(), "The Ropewalk");
    std::fs::write(folder.path().join("docs.json"), r#"{"name":"Hemp"}"#).unwrap();
    assert_eq!(title(), "Hemp");
    std::fs::write(folder.path().join("api.toml"), "name = \"ropes\"\ntitle = \"Ropes\"\n").unwrap();
    assert_eq!(title(), "Ropes");
}

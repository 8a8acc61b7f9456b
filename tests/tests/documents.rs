//! Input: folders with OpenAPI documents. Output: which of them are read, and what is told of the others.
//! Invariant: nothing outside an API's folder is read, and a document is read once.

use std::fs;
use std::path::Path;

use fieldstone::diagnostics::Code;
use fieldstone::project::Input;
use fieldstone::{Options, Understood};

const DOCUMENT: &str = r##"{
  "openapi": "3.1.0",
  "paths": {
    "/a": { "get": { "operationId": "readA", "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } } } } },
    "/b": { "get": { "operationId": "readB", "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } } } } }
  },
  "components": { "schemas": { "A": { "type": "object", "properties": { "x": { "not": { "type": "string" } }, "y": { "type": "integer" } } } } }
}"##;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join("api").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn understand(folder: &Path) -> Understood {
    let input = Input { path: folder.join("api"), shown: "api".to_owned(), config: None, everything: false };
    fieldstone::understand(&input, &Options::default()).unwrap()
}

fn ids(understood: &Understood) -> Vec<&str> {
    understood.apis[0].api.operations.iter().map(|operation| operation.id.as_str()).collect()
}

fn told(understood: &Understood, code: Code) -> Vec<String> {
    let of_code = understood.diagnostics.as_slice().iter().filter(|told| told.code == code);
    let place = |told: &fieldstone::diagnostics::Diagnostic| {
        told.span.map(|span| understood.sources.place(span)).unwrap_or_default()
    };
    of_code.map(|told| format!("{} {}", place(told), told.message)).collect()
}

fn page(reference: &str) -> String {
    format!("---\ntitle: A page\nopenapi: \"{reference}\"\n---\n")
}

#[test]
fn a_project_of_api_toml_and_a_document_has_all_its_operations() {
    let folder = folder(&[("api.toml", ""), ("openapi.json", DOCUMENT)]);
    let understood = understand(folder.path());
    assert_eq!(ids(&understood), ["read_a", "read_b"]);
    assert_eq!(understood.apis[0].api.types.len(), 1);
}

#[test]
fn a_document_is_read_once_however_many_pages_refer_to_it() {
    let folder =
        folder(&[("a.mdx", &page("GET /a")), ("b.mdx", &page("x/openapi.json GET /b")), ("x/openapi.json", DOCUMENT)]);
    let understood = understand(folder.path());
    assert_eq!(told(&understood, Code::Unsupported).len(), 1);
    assert!(told(&understood, Code::Unsupported)[0].starts_with("api/x/openapi.json:7:"));
    assert_eq!(understood.apis[0].api.operations.len(), 2);
}

#[test]
fn pages_by_hand_beside_a_document_that_nobody_names_stay_alone() {
    let hand = "---\ntitle: C\napi: \"GET /c\"\n---\n<ParamField query=\"q\" type=\"string\" />\n";
    let folder = folder(&[("c.mdx", hand), ("openapi.json", DOCUMENT)]);
    let understood = understand(folder.path());
    assert_eq!(ids(&understood), ["c"]);
    assert_eq!(told(&understood, Code::DocumentNotRead).len(), 1);
}

#[test]
fn a_path_that_leaves_the_folder_is_an_error() {
    for reference in
        ["../secret.json GET /a", "/../secret.json GET /a", "x/../../secret.json GET /a", "..\\\\secret.json GET /a"]
    {
        let folder = folder(&[("a.mdx", &page(reference))]);
        fs::write(folder.path().join("secret.json"), DOCUMENT).unwrap();
        let understood = understand(folder.path());
        assert_eq!(told(&understood, Code::PathEscape).len(), 1, "{reference}");
        assert!(understood.apis[0].failed);
        assert!(understood.apis[0].api.types.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leaves_the_folder_is_not_followed() {
    let folder = folder(&[("a.mdx", &page("link.json GET /a"))]);
    fs::write(folder.path().join("secret.json"), DOCUMENT).unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.json"), folder.path().join("api/link.json")).unwrap();
    let understood = understand(folder.path());
    assert!(!told(&understood, Code::PathEscape).is_empty());
    assert!(understood.apis[0].api.types.is_empty());
}

#[test]
fn a_broken_document_is_told_at_its_own_place_and_the_pages_live_on() {
    let folder = folder(&[("a.mdx", &page("openapi.yaml GET /a")), ("openapi.yaml", "openapi: 3.0.0\npaths:\n  {{\n")]);
    let understood = understand(folder.path());
    assert_eq!(ids(&understood), ["a_page"]);
    assert!(told(&understood, Code::MissingDocument).iter().any(|told| told.starts_with("api/openapi.yaml:")));
}

#[test]
fn a_url_is_a_note_and_an_older_version_is_told() {
    let old = "swagger: '2.0'\npaths: {}\n";
    let folder = folder(&[
        ("docs.json", r#"{"navigation": {"openapi": ["https://a.example/x.json", "old.yaml"]}}"#),
        ("old.yaml", old),
    ]);
    let understood = understand(folder.path());
    assert_eq!(told(&understood, Code::DocumentNotRead).len(), 1);
    assert_eq!(told(&understood, Code::Unsupported).len(), 1);
}

#[test]
fn a_body_by_hand_has_the_media_type_that_the_document_says() {
    let hand = format!("{}<ParamField body=\"file\" type=\"file\" required />\n", page("POST /a"));
    let document = "openapi: 3.1.0\npaths:\n  /a:\n    post:\n      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, note: {type: string}}}}}}\n      responses: {'204': {description: Done.}}\n";
    let folder = folder(&[("a.mdx", &hand), ("openapi.yml", document)]);
    let understood = understand(folder.path());
    assert_eq!(understood.apis[0].api.operations[0].request_body.as_ref().unwrap().media_type, "multipart/form-data");
    assert_eq!(understood.apis[0].api.types.len(), 1);
}

#[test]
fn a_server_that_is_no_whole_url_is_told_once_unless_another_is_named() {
    let document = DOCUMENT.replacen('{', "{ \"servers\": [{ \"url\": \"/v1/\" }],", 1);
    let folder = folder(&[("api.toml", ""), ("openapi.json", &document)]);
    let of_server = |understood: &Understood| {
        told(understood, Code::Unsupported).into_iter().filter(|told| told.contains("`/v1`")).count()
    };
    assert_eq!(of_server(&understand(folder.path())), 1);
    fs::write(folder.path().join("api/api.toml"), "[[server]]\nurl = \"https://a.example/v1\"\n").unwrap();
    assert_eq!(of_server(&understand(folder.path())), 0);
}

#[test]
fn pages_without_any_document_are_told_once() {
    let folder = folder(&[("a.mdx", &page("GET /a")), ("b.mdx", &page("GET /b"))]);
    let understood = understand(folder.path());
    let told = told(&understood, Code::MissingDocument);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("and one other page does"), "{told:?}");
}

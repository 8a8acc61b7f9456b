//! Samples of rendered pages: calls and JSON without fences.

use insta::assert_snapshot;

use super::super::{is_plain, looks_rendered};
use super::listing;

#[test]
fn sidebar_before_the_title_is_dropped() {
    let text = "Nests\nFind nest\nStart here\nNests\nEggs\nNests\nFind nest\nFinds one nest.\nGET\n/\nv1\n/\nnests\n/\n{id}\nPath parameters";
    assert_snapshot!(listing(text), @r#"
    title "Find nest"
    description "Finds one nest."
    endpoint GET /v1/nests/{id}
    heading 2 "Path parameters"
    "#);
}

#[test]
fn title_and_description_may_stand_behind_the_endpoint() {
    let text = "Skip to main content\nDELETE\n/\nnests\n/\n{id}\nTry it\nTear down a nest\nIt is gone for good.\n\ncurl -X DELETE https://api.nest.example/nests/7\n";
    assert_snapshot!(listing(text), @r#"
    title "Tear down a nest"
    description "It is gone for good."
    endpoint DELETE /nests/{id}
    code "bash" "curl -X DELETE https://api.nest.example/nests/7"
    "#);
}

#[test]
fn glued_endpoint_loses_the_button_and_keeps_the_server_apart() {
    assert_snapshot!(listing("Find nest\nGET/v2/nests/find-oneTry it\n"), @r#"
    title "Find nest"
    endpoint GET /v2/nests/find-one
    "#);
    assert_snapshot!(listing("Find nest\nDEL https://api.nest.example/v2/nests/{id}\n"), @r#"
    title "Find nest"
    endpoint DELETE /v2/nests/{id}
    prose "https://api.nest.example"
    "#);
    assert_snapshot!(listing("Find nest\nPUT\nhttps://api.nest.example\n/\nnests\n/\n{id}\nTry it\n"), @r#"
    title "Find nest"
    endpoint PUT /nests/{id}
    prose "https://api.nest.example"
    "#);
}

#[test]
fn sidebar_methods_are_no_endpoint() {
    let text = "GET\nList nests\nPOST\nBuild a nest\nBuild a nest\nPOST\n/\nnests\nBody\ntwigs\ninteger\n";
    assert_snapshot!(listing(text), @r#"
    title "Build a nest"
    endpoint POST /nests
    heading 2 "Body"
    field "twigs" type "integer"
    "#);
}

#[test]
fn samples_without_fences_keep_their_bytes() {
    let text = "POST\n/\nnests\ncurl --request POST \\\n  --url https://api.nest.example/nests \\\n  --data '\n{\n  \"a\": \"it\\\"s }\"\n}\n'\n\n{\n\"b\": {}\n}{\"c\":1}\n[\n  true\n]\nBody\n{currency}\nstring\n[note] that this is text\n";
    assert_snapshot!(listing(text), @r#"
    endpoint POST /nests
    code "bash" "curl --request POST \\\n  --url https://api.nest.example/nests \\\n  --data '\n{\n  \"a\": \"it\\\"s }\"\n}\n'"
    code "json" "{\n\"b\": {}\n}"
    code "json" "{\"c\":1}"
    code "json" "[\n  true\n]"
    heading 2 "Body"
    field "{currency}" type "string" text "[note] that this is text"
    "#);
}

#[test]
fn broken_sample_does_not_swallow_the_page() {
    assert_snapshot!(listing("{\n\"a\": [\n1\nPath parameters\nid\nstring\n"), @r#"
    code "json" "{\n\"a\": [\n1"
    heading 2 "Path parameters"
    field "id" type "string"
    "#);
    assert_snapshot!(listing("curl -d '{\n\"a\": 1\nPath parameters\nid\nstring\n"), @r#"
    code "bash" "curl -d '{\n\"a\": 1"
    heading 2 "Path parameters"
    field "id" type "string"
    "#);
}

#[test]
fn fetch_sample_is_found_by_its_brackets() {
    let text = "Body\nconst response = await fetch(\n\"POST /nests\",\n{\nmethod: \"post\"\n}\n);\nid\nstring\n";
    assert_snapshot!(listing(text), @r#"
    heading 2 "Body"
    code "javascript" "const response = await fetch(\n\"POST /nests\",\n{\nmethod: \"post\"\n}\n);"
    field "id" type "string"
    "#);
}

#[test]
fn statuses_run_together_leave_the_first_open() {
    assert_snapshot!(listing("Response\n200404\napplication/json\nid\nstring\n"), @r#"
    heading 2 "Response"
    heading 3 "404"
    heading 3 "200"
    prose "application/json"
    field "id" type "string"
    "#);
    assert_snapshot!(listing("GET/nests\n200\n404\n{\n  \"id\": \"string\"\n}\nResponse200application/json\nid\nstring\n"), @r#"
    endpoint GET /nests
    prose "404"
    code "json 200" "{\n  \"id\": \"string\"\n}"
    heading 2 "Response"
    heading 3 "200"
    prose "application/json"
    field "id" type "string"
    "#);
}

#[test]
fn foot_holds_nothing_but_samples() {
    let text = "GET/nests\n#### Response\nid\nstring\nWas this page helpful?\nYes\nNo\nsize\nstring\n{\"id\": \"string\"}\nPowered by Mintlify\n";
    assert_snapshot!(listing(text), @r#"
    endpoint GET /nests
    heading 4 "Response"
    field "id" type "string"
    code "json" "{\"id\": \"string\"}"
    "#);
}

#[test]
fn page_cut_off_is_told_at_the_place() {
    assert_snapshot!(listing("Response\nid\nstring\nupdated_at"), @r#"
    heading 2 "Response"
    field "id" type "string"
    page-cut-off 4:1 the page ends in the middle of a field, which was left out
    "#);
    assert_snapshot!(listing("Response\nid\nstring\nupdated_at\nstri"), @r#"
    heading 2 "Response"
    field "id" type "string"
    page-cut-off 4:1 the page ends in the middle of a field, which was left out
    "#);
    assert_snapshot!(listing("Response\nmode\nenum<string>\nAvailable options:\nslow,"), @r#"
    heading 2 "Response"
    field "mode" type "enum<string>" options ["slow"]
    page-cut-off 4:1 the page ends in the middle of the available options
    "#);
    assert_snapshot!(listing("Response\nid\nstring\nExample:"), @r#"
    heading 2 "Response"
    field "id" type "string"
    page-cut-off 4:1 the page ends in the middle of an example
    "#);
    assert_snapshot!(listing("GET\n/\nnests\n{\n\"a\": [\n"), @r#"
    endpoint GET /nests
    code "json" "{\n\"a\": ["
    page-cut-off 4:1 the page ends in the middle of a sample
    "#);
    assert_snapshot!(listing("GET\n/\nnests\n/\n"), @r#"
    endpoint GET /nests/
    page-cut-off 1:1 the page ends in the middle of the path
    "#);
    assert_snapshot!(listing("Find nest\nGET"), @r#"
    prose "Find nest\nGET"
    page-cut-off 2:1 the page ends in the middle of method and path
    unknown-format 1:1 the text fits no format that is read
    "#);
}

#[test]
fn text_that_fits_nothing_is_told() {
    assert_snapshot!(listing("Dear reader,\nthis is a letter.\n"), @r#"
    prose "Dear reader,\nthis is a letter."
    unknown-format 1:1 the text fits no format that is read
    "#);
    assert_snapshot!(listing("\n \n"), @"");
}

#[test]
fn rendered_pages_are_told_by_their_content() {
    assert!(looks_rendered("\u{feff}Find nest\nGET\n/\nnests\n"));
    assert!(looks_rendered("GET/nestsTry it\n"));
    assert!(looks_rendered("#### Path Parameters\n\nid\nstring\n"));
    assert!(looks_rendered("Skip to main content\nWelcome\n"));
    assert!(!looks_rendered("---\ntitle: x\n---\nGET\n/\nnests\n"));
    assert!(!looks_rendered("# Find nest\n\n<ParamField path=\"id\" type=\"string\" />\n\n```\nGET /nests\n```\n"));
    assert!(!looks_rendered("# Find nest\n\n## OpenAPI\n\n````yaml GET /nests\nopenapi: 3.0.0\n````\n"));
    assert!(!looks_rendered("# Guide\n\nCall `GET /nests`.\n\n## Response\n\nA list.\n"));
    assert!(!looks_rendered(""));
}

#[test]
fn plain_text_comes_here_too_so_that_somebody_says_it_fits_nothing() {
    assert!(is_plain("Dear reader,\nthis is a letter.\n"));
    assert!(!is_plain("---\ntitle: x\n---\nText.\n"));
    assert!(!is_plain("# Guide\n\nText.\n"));
}

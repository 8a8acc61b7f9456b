//! Which calls are made, with which values, and the program that makes the calls.

use std::path::{Path, PathBuf};

use fieldstone::project::Input;
use fieldstone::schema::{Api, Response};
use fieldstone::{Options, plan};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::cases::cases;
use super::{limits, program};

fn understood(path: PathBuf) -> Vec<Api> {
    let input = Input { shown: path.display().to_string(), path, config: None, everything: false };
    let understood = fieldstone::understand(&input, &Options::default()).unwrap();
    understood.apis.into_iter().filter(|api| !api.failed).map(|api| api.api).collect()
}

fn page(text: &str) -> Api {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("page.mdx"), format!("---\ntitle: Try it\napi: POST /tides/{{id}}\n---\n{text}"))
        .unwrap();
    understood(folder.path().to_owned()).remove(0)
}

fn called(api: &Api, name: &str) -> Value {
    let plan = plan::plan(std::slice::from_ref(api));
    let cases = cases(api, &plan.apis[0]);
    serde_json::to_value(cases.all.iter().find(|case| case.name == name).unwrap()).unwrap()
}

#[test]
fn a_value_keeps_what_is_said_of_it_and_a_documented_one_is_preferred_where_it_does() {
    let api = page(
        r#"
<ParamField path="id" type="string" required>UUID of the tide.</ParamField>
<ParamField query="near" type="integer" default="200" required>Between 5 and 100.</ParamField>
<ParamField query="far" type="integer" default="20" required>Between 5 and 100.</ParamField>
<ParamField body="mail" type="string" required>Email address of the reader</ParamField>
<ParamField body="kind" type="enum<string>" required>One of `spring`, `neap`.</ParamField>
<ParamField body="short" type="string" required>Maximum 3 characters.</ParamField>
<ParamField body="rest" type="string">Not needed.</ParamField>
"#,
    );
    let inputs = &called(&api, "required")["inputs"];
    assert_eq!(
        *inputs,
        json!({
            "id": "123e4567-e89b-12d3-a456-426614174000", "near": 5, "far": 20,
            "mail": "ann@example.com", "kind": "spring", "short": "sam",
        })
    );
    assert_eq!(called(&api, "all")["inputs"]["rest"], "sample");
}

#[test]
fn every_documented_status_is_asked_for_and_a_range_by_one_that_is_not_documented_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/lowering/status-section-tabs");
    let mut api = understood(root).remove(0);
    let responses = &mut api.operations[0].responses;
    let more = ["400", "4XX", "default"].map(|status| Response { status: status.to_owned(), ..responses[1].clone() });
    responses.truncate(1);
    responses.extend(more);
    let plan = plan::plan(std::slice::from_ref(&api));
    let cases = cases(&api, &plan.apis[0]);
    let asked =
        cases.all.iter().filter_map(|case| Some((case.name.as_str(), case.status?, case.documented.as_deref())));
    assert_eq!(
        asked.collect::<Vec<_>>(),
        [
            ("code=201", 201, None),
            ("code=400", 400, Some("400")),
            ("code=4XX", 401, Some("4XX")),
            ("code=default", 500, Some("default")),
        ]
    );
}

fn tried(area: &str, case: &str) -> (Api, plan::model::CratePlan) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(area).join(case);
    let api = understood(folder).remove(0);
    let plan = plan::plan(std::slice::from_ref(&api));
    (api, plan)
}

#[test]
fn a_file_is_given_as_its_text_and_what_the_server_cannot_read_in_a_form_is_named() {
    let (api, plan) = tried("lowering", "file-among-fields");
    let cases = cases(&api, &plan.apis[0]);
    let all = cases.all.iter().find(|case| case.operation == "hang_a_picture" && case.gives_all).unwrap();
    let inputs = json!({ "hall": "sample", "picture": "sample", "title": "sample", "lit": true });
    assert_eq!(Value::Object(all.inputs.clone()), inputs);
    let left_out = ["sketches", "tags", "frame"]
        .map(|name| format!("hang_a_picture: `{name}`, for the server reads no list and no object in a form"));
    assert_eq!(cases.left_out, left_out);
}

#[test]
fn a_text_that_is_held_against_the_schema_of_a_value_is_named_and_not_called() {
    let mut api = page("<ParamField body=\"name\" type=\"string\" />\n");
    api.operations[0].request_body.as_mut().unwrap().media_type = "text/csv".to_owned();
    let plan = plan::plan(std::slice::from_ref(&api));
    let cases = cases(&api, &plan.apis[0]);
    assert!(cases.all.is_empty());
    let reason = "the server holds the text of `text/csv` itself against its schema, which is that of a value";
    assert_eq!(cases.todo, [format!("try_it: {reason}")]);
}

#[test]
fn an_event_stream_is_served_as_a_text_with_the_documented_data_in_it() {
    let (api, _) = tried("lowering", "event-stream");
    let served = limits::served(&api);
    let streams = served.operations.iter().flat_map(|operation| &operation.responses);
    let streams = streams.filter(|response| response.media_type.as_deref() == Some("text/event-stream"));
    let texts: Vec<_> = streams.filter_map(|response| response.examples.first()?.value.as_str()).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts.iter().any(|text| text.contains(r#""degrees":1.5"#)), "{texts:?}");
}

#[test]
fn the_program_calls_as_a_user_would() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let apis = understood(root.join("../../docs-input")).into_iter().filter(|api| api.name == "algoreg");
    let apis = apis.chain(understood(root.join("../fixtures/lowering/more-than-three-required")));
    let apis = apis.chain(understood(root.join("../fixtures/lowering/file-among-fields")));
    assert_snapshot!(program::source(&plan::plan(&apis.collect::<Vec<_>>())).unwrap());
}

#[test]
fn the_program_needs_the_crate_with_both_clients_and_every_api() {
    let apis = understood(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs-input"));
    assert_snapshot!(program::manifest(&plan::plan(&apis), Path::new("/made")).unwrap());
}

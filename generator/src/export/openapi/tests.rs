//! Small models, and the documents that they become.

use serde_json::{Value, json};

use super::openapi;
use crate::schema::Api;

/// A model in its written form, with what every model has.
fn api(mut given: Value) -> Api {
    let members = given.as_object_mut().unwrap();
    for (name, value) in [("format_version", json!(1)), ("name", json!("a")), ("title", json!("A"))] {
        members.entry(name).or_insert(value);
    }
    for name in ["operations", "types"] {
        members.entry(name).or_insert(json!([]));
    }
    serde_json::from_value(given).unwrap()
}

fn operation(id: &str, method: &str, path: &str, more: Value) -> Value {
    let mut operation = json!({ "id": id, "method": method, "path": path, "responses": [], "origins": [] });
    operation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    operation
}

fn field(name: &str, ty: Value, more: Value) -> Value {
    let mut field = json!({ "name": name, "type": ty, "origins": [] });
    field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    field
}

fn parameter(location: &str, name: &str) -> Value {
    field(name, json!("string"), json!({ "in": location }))
}

fn type_def(name: &str, kind: &str, more: Value) -> Value {
    let mut def = json!({ "name": name, "kind": kind, "sent": true, "received": true, "origins": [] });
    def.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    def
}

fn document(given: Value) -> Value {
    serde_json::from_str(&openapi(&api(given)).unwrap()).unwrap()
}

fn schemas(types: Value) -> Value {
    document(json!({ "types": types }))["components"]["schemas"].clone()
}

#[test]
fn a_whole_document() {
    let origin = json!({ "page": "p.md", "evidence": "field" });
    let text = openapi(&api(json!({
        "docs": "https://docs.example.com",
        "servers": [{ "name": "production", "url": "https://{region}.example.com/v1", "origins": [origin] }],
        "auth": { "kind": "key", "in": "header", "name": "x-key", "origins": [] },
        "operations": [operation("make_thing", "POST", "/things/{id}", json!({
            "summary": "Make thing",
            "description": "Makes it.",
            "deprecated": "use `make`",
            "parameters": [
                field("id", json!("string"), json!({ "in": "path", "required": true, "origins": [origin] })),
                field("limit", json!("integer"), json!({ "in": "query", "default": 25, "examples": [10],
                    "constraints": { "minimum": 1, "maximum": 100 } })),
                parameter("header", "X-Key"),
            ],
            "request_body": { "media_type": "application/json", "type": { "named": "Thing" }, "required": true,
                "examples": [{ "title": "One", "value": { "name": "x" }, "origin": origin }], "origins": [] },
            "responses": [
                { "status": "201", "media_type": "application/json", "type": { "named": "Thing" }, "origins": [] },
                { "status": "204", "origins": [] },
                { "status": "4xx", "description": "wrong", "type": "any", "origins": [] },
                { "status": "default", "origins": [] },
            ],
        }))],
        "types": [type_def("Thing", "struct", json!({ "description": "A thing.", "fields": [
            field("name", json!("string"), json!({ "required": true, "constraints": { "max_length": 5 } })),
            field("tags", json!({ "array": "string" }), json!({ "constraints": { "max_length": 3 } })),
            field("parent", json!({ "named": "Thing" }), json!({ "nullable": true, "deprecated": "" })),
        ] }))],
    })))
    .unwrap();
    insta::assert_snapshot!(text);
}

#[test]
fn a_list_of_values_that_was_inferred_closes_nothing() {
    let values = json!([{ "value": "a", "description": "First." }, { "value": "b" }]);
    let known = schemas(json!([
        type_def("Documented", "enum", json!({ "base": "string", "values": values, "inferred": false })),
        type_def("Inferred", "enum", json!({ "base": "string", "values": values, "inferred": true })),
    ]));
    assert_eq!(known["Documented"]["enum"], json!(["a", "b"]));
    assert_eq!(known["Inferred"]["enum"], Value::Null);
    assert_eq!(known["Inferred"]["x-fieldstone-known-values"], json!(["a", "b"]));
    assert_eq!(known["Inferred"]["x-fieldstone-inferred"], json!(true));
    assert_eq!(known["Inferred"]["x-fieldstone-value-descriptions"], json!({ "a": "First." }));
}

#[test]
fn every_type_has_its_schema() {
    let alias = |name: &str, ty: Value| type_def(name, "alias", json!({ "type": ty }));
    let schemas = schemas(json!([
        alias("A", json!("date-time")),
        alias("B", json!({ "map": { "nullable": "number" } })),
        alias("C", json!({ "nullable": { "named": "A" } })),
        alias("D", json!({ "array": "binary" })),
        alias("E", json!("any")),
        alias("F", json!({ "named": "Missing" })),
        type_def("G", "opaque", json!({})),
        type_def(
            "H",
            "union",
            json!({ "variants": [{ "name": "Text", "type": "string" }, { "name": "A", "type": { "named": "A" } }] })
        ),
    ]));
    insta::assert_snapshot!(serde_json::to_string_pretty(&schemas).unwrap());
}

#[test]
fn keys_of_components_are_sanitised_and_stay_apart() {
    let schemas = schemas(json!([
        type_def("a/b", "opaque", json!({})),
        type_def("a_b", "opaque", json!({})),
        type_def("a b", "alias", json!({ "type": { "named": "a/b" } })),
        type_def("", "opaque", json!({})),
    ]));
    let names = schemas.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names, ["_", "a_b", "a_b_", "a_b__"]);
    assert_eq!(schemas["a_b"]["x-fieldstone-name"], Value::Null);
    assert_eq!(schemas["a_b_"]["x-fieldstone-name"], json!("a/b"));
    assert_eq!(schemas["a_b__"]["$ref"], json!("#/components/schemas/a_b_"));
}

#[test]
fn paths_that_differ_in_names_of_parameters_alone_are_one() {
    let document = document(json!({ "operations": [
        operation("get", "GET", "/a/{id}/b/{id}", json!({ "parameters": [parameter("path", "id")] })),
        operation("drop", "DELETE", "/a/{thing}/b/{part}", json!({ "parameters": [parameter("path", "part"), parameter("path", "thing")] })),
        operation("get_again", "GET", "/a/{x}/b/{y}", json!({})),
        operation("query", "QUERY", "/a/{x}/b/{y}", json!({})),
    ] }));
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/a/{id}/b/{id_}"]);
    let item = &paths["/a/{id}/b/{id_}"];
    let names = |operation: &Value| {
        let parameters = operation["parameters"].as_array().unwrap().clone();
        parameters.iter().map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for operation in [&item["get"], &item["delete"], &item["x-fieldstone-operations"][0]] {
        assert_eq!(names(operation), ["id", "id_"]);
    }
    assert_eq!(item["x-fieldstone-operations"][0]["operationId"], json!("get_again"));
    assert_eq!(item["x-fieldstone-operations"][1]["method"], json!("QUERY"));
}

#[test]
fn a_path_that_no_document_may_have_is_mended() {
    let document = document(json!({ "operations": [operation("get", "GET", "{}/{a/b}x{c?d}e}", json!({}))] }));
    assert_eq!(document["paths"].as_object().unwrap().keys().collect::<Vec<_>>(), ["/{_}/{a_b}x{c_d}e%7D"]);
}

#[test]
fn a_parameter_that_a_document_may_not_name_is_an_extension() {
    let document = document(json!({
        "auth": { "kind": "key", "in": "query", "name": "key", "origins": [] },
        "operations": [operation("get", "GET", "/a", json!({ "parameters": [
            parameter("header", "Authorization"), parameter("query", "key"), parameter("header", "X-A"), parameter("header", "x-a"),
            parameter("cookie", "key"), parameter("path", "gone"),
        ] }))],
    }));
    let operation = &document["paths"]["/a"]["get"];
    assert_eq!(operation["parameters"].as_array().unwrap().len(), 2);
    assert_eq!(operation["x-fieldstone-parameters"].as_array().unwrap().len(), 4);
}

#[test]
fn a_default_that_is_no_value_of_its_type_is_an_extension() {
    let schemas = schemas(json!([
        type_def(
            "T",
            "struct",
            json!({ "fields": [
            field("fits", json!({ "named": "E" }), json!({ "default": "a" })),
            field("misses", json!({ "named": "E" }), json!({ "default": "c" })),
            field("text", json!("integer"), json!({ "default": "25" })),
            field("null", json!("integer"), json!({ "default": null, "nullable": true })),
        ] })
        ),
        type_def("E", "enum", json!({ "base": "string", "values": [{ "value": "a" }], "inferred": false })),
    ]));
    let properties = &schemas["T"]["properties"];
    assert_eq!(properties["fits"]["default"], json!("a"));
    assert_eq!(properties["misses"]["default"], Value::Null);
    assert_eq!(properties["misses"]["x-fieldstone-default"], json!("c"));
    assert_eq!(properties["text"]["x-fieldstone-default"], json!("25"));
}

#[test]
fn what_no_page_says_is_marked() {
    let silent = document(json!({}));
    assert_eq!(silent["servers"], json!([{ "url": "/", "x-fieldstone-undocumented": true }]));
    assert_eq!((&silent["security"], &silent["x-fieldstone-auth-undocumented"]), (&json!([]), &json!(true)));
    let open = document(json!({ "auth": { "kind": "none", "origins": [] } }));
    assert_eq!((&open["security"], &open["x-fieldstone-auth-undocumented"]), (&json!([]), &Value::Null));
    let bearer = document(json!({ "auth": { "kind": "bearer", "origins": [] } }));
    assert_eq!(bearer["security"], json!([{ "auth": [] }]));
    assert_eq!(bearer["components"]["securitySchemes"]["auth"]["scheme"], json!("bearer"));
}

#[test]
fn a_body_stands_under_its_media_type() {
    let upload = type_def(
        "Upload",
        "struct",
        json!({ "fields": [
        field("file", json!("binary"), json!({ "required": true })),
        field("more", json!({ "array": "binary" }), json!({})),
    ] }),
    );
    let body = |media_type: &str, ty: Value| {
        json!({ "request_body": { "media_type": media_type, "type": ty, "required": true, "origins": [] }, "responses": [
            { "status": "200", "media_type": "application/json", "type": "string", "events": { "named": "Upload" }, "origins": [] },
            { "status": "201", "media_type": "text/event-stream", "type": { "named": "Upload" }, "origins": [] },
            { "status": "202", "media_type": "text/csv", "origins": [] },
            { "status": "203", "media_type": "image/png", "type": "binary", "origins": [] },
        ] })
    };
    let document = document(json!({ "types": [upload], "operations": [
        operation("a", "POST", "/a", body("multipart/form-data", json!({ "named": "Upload" }))),
        operation("b", "PUT", "/a", body("image/*", json!("binary"))),
    ] }));
    let bytes = json!({ "type": "string", "format": "binary", "contentMediaType": "application/octet-stream" });
    let item = &document["paths"]["/a"];
    let reference = json!({ "schema": { "$ref": "#/components/schemas/Upload" } });
    assert_eq!(item["post"]["requestBody"]["content"], json!({ "multipart/form-data": reference }));
    assert_eq!(item["put"]["requestBody"]["content"], json!({ "image/*": { "schema": bytes } }));
    let properties = &document["components"]["schemas"]["Upload"]["properties"];
    assert_eq!(properties, &json!({ "file": bytes, "more": { "type": "array", "items": bytes } }));
    let content = |status: &str| item["post"]["responses"][status]["content"].clone();
    assert_eq!(
        content("200"),
        json!({ "application/json": { "schema": { "type": "string" } }, "text/event-stream": reference })
    );
    assert_eq!(content("201"), json!({ "text/event-stream": reference }));
    assert_eq!(content("202"), json!({ "text/csv": {} }));
    assert_eq!(content("203"), json!({ "image/png": { "schema": bytes } }));
}

#[test]
fn an_example_that_the_schema_refuses_stands_apart() {
    let origin = json!({ "page": "p.md", "evidence": "example" });
    let example = |value: Value| json!({ "value": value, "origin": origin });
    let document = document(json!({
        "operations": [operation("show", "GET", "/things", json!({ "responses": [{
            "status": "200", "media_type": "application/json", "type": { "named": "Thing" }, "origins": [],
            "examples": [example(json!({ "id": 5 })), example(json!({ "id": "x" }))],
        }] }))],
        "types": [type_def("Thing", "struct", json!({ "fields": [field("id", json!("integer"), json!({
            "required": true, "examples": ["x", 7], "constraints": { "maximum": 10 } }))] }))],
    }));
    let content = &document["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["examples"]["example1"]["value"], json!({ "id": 5 }));
    assert_eq!(content["examples"].as_object().unwrap().len(), 1);
    assert_eq!(content["x-fieldstone-examples"]["example2"]["value"], json!({ "id": "x" }));
    let id = &document["components"]["schemas"]["Thing"]["properties"]["id"];
    assert_eq!((&id["examples"], &id["x-fieldstone-examples"]), (&json!([7]), &json!(["x", 7])));
}

#[test]
fn an_object_in_a_query_and_a_list_in_a_cookie_are_written_as_the_client_does() {
    let document = document(json!({
        "operations": [operation("show", "GET", "/things", json!({ "parameters": [
            field("filter", json!({ "named": "Filter" }), json!({ "in": "query" })),
            field("more", json!({ "map": "string" }), json!({ "in": "query" })),
            field("ids", json!({ "array": "string" }), json!({ "in": "query" })),
            field("seen", json!({ "array": "string" }), json!({ "in": "cookie" })),
        ] }))],
        "types": [
            type_def("Filter", "alias", json!({ "type": { "nullable": { "named": "Members" } } })),
            type_def("Members", "struct", json!({ "fields": [] })),
        ],
    }));
    let said = document["paths"]["/things"]["get"]["parameters"].as_array().unwrap().iter();
    let said = said.map(|one| (one["name"].as_str().unwrap(), one["style"].as_str(), one["explode"].as_bool()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            ("filter", Some("deepObject"), Some(true)),
            ("more", Some("deepObject"), Some(true)),
            ("ids", None, None),
            ("seen", None, Some(false)),
        ]
    );
}

//! Input: nothing. Output: the model that the cases change.
//! Invariant: it has one of each thing that can change, and as little else as can be.

use serde_json::{Value, json};

fn field(name: &str, ty: &Value, required: bool) -> Value {
    json!({ "name": name, "type": ty, "required": required, "origins": [origin()] })
}

fn origin() -> Value {
    json!({ "page": "loans.md", "evidence": "field" })
}

fn object(name: &str, (sent, received): (bool, bool), fields: &[Value]) -> Value {
    json!({ "name": name, "kind": "struct", "fields": fields, "sent": sent, "received": received, "origins": [origin()] })
}

fn answer(status: &str, ty: &Value) -> Value {
    json!({ "status": status, "media_type": "application/json", "type": ty, "origins": [origin()] })
}

fn parameter(place: &str, name: &str, ty: &str, required: bool) -> Value {
    json!({ "in": place, "name": name, "type": ty, "required": required, "origins": [origin()] })
}

fn body(name: &str) -> Value {
    json!({ "media_type": "application/json", "type": { "named": name }, "required": true, "origins": [origin()] })
}

fn call(id: &str, method: &str, path: &str, parameters: &[Value], sent: Option<&str>, responses: &[Value]) -> Value {
    let mut call = json!({
        "id": id, "method": method, "path": path, "summary": id, "parameters": parameters, "responses": responses,
        "origins": [origin()],
    });
    if let Some(sent) = sent {
        call["request_body"] = body(sent);
    }
    call
}

/// The model, as JSON.
pub fn model() -> Value {
    let named = |name: &str| json!({ "named": name });
    let (string, integer) = (json!("string"), json!("integer"));
    let (sent, received, both) = ((true, false), (false, true), (true, true));
    let mut colour = field("colour", &string, false);
    colour["description"] = json!("How it is painted.");
    let mut isbn = field("isbn", &string, false);
    isbn["description"] = json!("The number on its back.");
    let mut limit = parameter("query", "limit", "integer", false);
    limit["description"] = json!("How many at most.");
    json!({
        "format_version": 1, "name": "shelf", "title": "Shelf",
        "servers": [
            { "name": "production", "url": "https://api.shelf.example/v1", "origins": [origin()] },
            { "name": "sandbox", "url": "https://sandbox.shelf.example/v1", "origins": [origin()] },
        ],
        "auth": { "kind": "bearer", "origins": [origin()] },
        "operations": [
            call("add_loan", "POST", "/loans", &[], Some("NewLoan"), &[answer("201", &named("Loan"))]),
            call("get_loan", "GET", "/loans/{id}", &[parameter("path", "id", "string", true)], None,
                &[answer("200", &named("Loan")), answer("404", &named("Problem"))]),
            call("list_loans", "GET", "/loans", &[limit, parameter("query", "cursor", "string", false)], None,
                &[answer("200", &named("LoanPage")), answer("404", &named("Problem"))]),
            call("move_copy", "PUT", "/copies/{id}/{room}",
                &[parameter("path", "id", "string", true), parameter("path", "room", "string", true)], Some("Copy"),
                &[answer("200", &named("Copy"))]),
            call("renew_loan", "POST", "/loans/{id}/renew",
                &[parameter("path", "id", "string", true), parameter("query", "days", "integer", true)], None,
                &[answer("200", &named("Loan"))]),
            call("tag_book", "POST", "/books/tags", &[], Some("Tag"), &[answer("200", &named("Find"))]),
            call("tag_loan", "POST", "/loans/tags", &[], Some("Tag"), &[answer("200", &string)]),
        ],
        "types": [
            object("Book", received, &[field("title", &string, true), isbn, field("pages", &integer, false)]),
            object("Copy", both, &[field("shelf", &string, true), field("row", &string, true), field("label", &string, false)]),
            { "name": "Find", "kind": "union", "sent": false, "received": true, "origins": [origin()], "variants": [
                { "name": "Book", "type": { "named": "Book" } }, { "name": "Text", "type": "string" },
            ] },
            object("Loan", received, &[
                field("id", &string, true), field("status", &named("LoanStatus"), false), field("book", &named("Book"), false),
                field("renewed", &integer, false),
            ]),
            object("LoanPage", received, &[field("loans", &json!({ "array": named("Loan") }), true), field("next_cursor", &string, false)]),
            { "name": "LoanStatus", "kind": "enum", "base": "string", "inferred": false, "sent": false, "received": true,
                "origins": [origin()], "values": [{ "value": "open" }, { "value": "lost" }] },
            object("NewLoan", sent, &[field("book_id", &string, true), field("days", &integer, false), field("note", &string, false)]),
            object("Problem", received, &[field("message", &string, false)]),
            object("Tag", sent, &[field("name", &string, true), colour]),
        ],
    })
}

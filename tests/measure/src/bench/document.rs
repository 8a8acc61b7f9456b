//! Input: nothing, or how many structs there are. Output: OpenAPI documents whose types are like those of real APIs.
//! Invariant: the same number gives the same document.

use serde_json::{Map, Value, json};

/// A document of so many structs, each of the members that structs have on the whole, and of some enums.
pub(super) fn of_structs(count: usize) -> Value {
    let mut schemas = Map::new();
    for index in 0..count {
        let mut members = Map::new();
        let width = match index % 3 {
            0 => 2,
            1 => 4,
            _ => 9,
        };
        for member in 0..width {
            let ty = match (index + member) % 8 {
                0 | 1 => json!({ "type": "string" }),
                2 => json!({ "type": "integer" }),
                3 => json!({ "type": "number" }),
                4 => json!({ "type": "boolean" }),
                5 => json!({ "type": "string", "format": "date-time" }),
                6 => json!({ "type": "array", "items": { "type": "string" } }),
                _ if index == 0 => json!({ "type": "string", "enum": ["open", "shut"] }),
                _ => json!({ "$ref": format!("#/components/schemas/{}", name(index - 1)) }),
            };
            members.insert(format!("member{index}Of{member}"), ty);
        }
        let first = members.keys().next().cloned().into_iter().filter(|_| index % 2 == 0).collect::<Vec<_>>();
        schemas.insert(name(index), json!({ "type": "object", "properties": members, "required": first }));
    }
    let all: Map<String, Value> = (0..count)
        .map(|index| (format!("m{index}"), json!({ "$ref": format!("#/components/schemas/{}", name(index)) })))
        .collect();
    schemas.insert("All".to_owned(), json!({ "type": "object", "properties": all }));
    document(schemas, &["All"])
}

fn name(index: usize) -> String {
    format!("Thing{index}")
}

/// A document of the bodies that the program reads.
pub(super) fn of_bodies() -> Value {
    let text = || json!({ "type": "string" });
    let date = || json!({ "type": "string", "format": "date-time" });
    let list = |of: &str| json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/{of}") } });
    let object = |members: &[(&str, Value)], required: &[&str]| {
        let members: Map<String, Value> = members.iter().map(|(name, ty)| ((*name).to_owned(), ty.clone())).collect();
        json!({ "type": "object", "properties": members, "required": required })
    };
    let mut schemas = Map::new();
    let place = [
        ("street", text()),
        ("city", text()),
        ("zip", text()),
        ("latitude", json!({ "type": "number" })),
        ("longitude", json!({ "type": "number" })),
    ];
    schemas.insert("Place".to_owned(), object(&place, &["city"]));
    let order = [
        ("id", text()),
        ("number", json!({ "type": "integer" })),
        ("status", json!({ "type": "string", "enum": ["open", "paid", "sent"] })),
        ("created_at", date()),
        ("customer", text()),
        ("note", text()),
        ("total", json!({ "type": "number" })),
        ("paid", json!({ "type": "boolean" })),
        ("tags", json!({ "type": "array", "items": { "type": "string" } })),
        ("place", json!({ "$ref": "#/components/schemas/Place" })),
    ];
    schemas.insert("Order".to_owned(), object(&order, &["id", "number", "status"]));
    let kinds = [("Card", ["brand", "digits"]), ("Bank", ["iban", "owner"]), ("Wallet", ["wallet", "provider"])];
    for (kind, own) in kinds {
        let common = [
            ("id", text()),
            ("amount", json!({ "type": "integer" })),
            ("currency", text()),
            ("created_at", date()),
            ("description", text()),
            ("captured", json!({ "type": "boolean" })),
            (own[0], text()),
            (own[1], text()),
        ];
        let needed = ["id", "amount", own[0], own[1]];
        schemas.insert(format!("Bare{kind}"), object(&common, &needed));
        let tag = ("kind", json!({ "type": "string", "enum": [kind.to_lowercase()] }));
        let members: Vec<_> = std::iter::once(tag).chain(common).collect();
        let needed: Vec<_> = std::iter::once("kind").chain(needed).collect();
        schemas.insert(kind.to_owned(), object(&members, &needed));
    }
    let all = |of: [String; 3]| of.map(|of| json!({ "$ref": format!("#/components/schemas/{of}") }));
    let mapping: Map<String, Value> =
        kinds.iter().map(|(kind, _)| (kind.to_lowercase(), json!(format!("#/components/schemas/{kind}")))).collect();
    let told_by = json!({ "propertyName": "kind", "mapping": mapping });
    let tagged = json!({ "oneOf": all(kinds.map(|(kind, _)| kind.to_owned())), "discriminator": told_by });
    schemas.insert("Payment".to_owned(), tagged);
    schemas.insert("BarePayment".to_owned(), json!({ "oneOf": all(kinds.map(|(kind, _)| format!("Bare{kind}"))) }));
    let bodies = [
        ("Orders", "Order"),
        ("Payments", "Payment"),
        ("Wallets", "Wallet"),
        ("BarePayments", "BarePayment"),
        ("BareWallets", "BareWallet"),
    ];
    for (body, of) in bodies {
        schemas.insert(body.to_owned(), object(&[("items", list(of))], &["items"]));
    }
    document(schemas, &bodies.map(|(body, _)| body))
}

/// Each answer is one of the schemas.
fn document(schemas: Map<String, Value>, answers: &[&str]) -> Value {
    let path = |answer: &&str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{answer}") });
        let answered = json!({ "description": answer, "content": { "application/json": { "schema": schema } } });
        let operation = json!({
            "operationId": format!("list{answer}"), "summary": format!("List {answer}"), "responses": { "200": answered },
        });
        (format!("/{}", answer.to_lowercase()), json!({ "get": operation }))
    };
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Bench", "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": answers.iter().map(path).collect::<Map<_, _>>(),
        "components": { "schemas": schemas },
    })
}

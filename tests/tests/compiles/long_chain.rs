//! Input: nothing. Output: a model that is made by hand.
//! Invariant: no two of its types lead back to each other, and each leads on to the next.

use fieldstone::project::RustOptions;
use fieldstone::schema::FORMAT_VERSION;
use serde_json::json;

use crate::model::Model;

/// One whose types stand in each other deeper than the compiler follows, each by value, in an option or in a list.
pub fn long_chain() -> Model {
    let named = |at: usize| match at % 3 {
        0 => json!({ "array": { "named": format!("T{at:03}") } }),
        _ => json!({ "named": format!("T{at:03}") }),
    };
    let ty = |at: usize| {
        let next = json!({ "name": "next", "type": named(at + 1), "required": at % 3 == 1, "origins": [] });
        json!({ "name": format!("T{at:03}"), "kind": "struct", "sent": true, "received": true, "origins": [],
                "fields": if at < 300 { json!([next]) } else { json!([]) } })
    };
    let first = json!({ "named": "T000" });
    let api = json!({
        "format_version": FORMAT_VERSION, "name": "long_chain", "title": "Long chain",
        "operations": [{
            "id": "send", "method": "POST", "path": "/chain", "origins": [], "parameters": [],
            "request_body": { "media_type": "application/json", "type": first, "required": true, "origins": [] },
            "responses": [{ "status": "200", "media_type": "application/json", "type": first, "origins": [] }],
        }],
        "types": (0..=300).map(ty).collect::<Vec<_>>(),
    });
    Model { seed: 0, index: 0, api: serde_json::from_value(api).unwrap(), options: RustOptions::default() }
}

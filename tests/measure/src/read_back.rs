//! Input: the model of an API. Output: what differs once it was exported as an OpenAPI document and read back.
//! Invariant: who documents an item is not compared: of what is read back, that is the document.

use std::fs;

use fieldstone::project::Input;
use fieldstone::schema::Api;
use fieldstone::{Options, export};
use serde_json::Value;

/// The places where the two differ, in words; none where they are the same.
///
/// # Errors
///
/// A folder for the document cannot be made, or the document is not read as one API.
pub fn differences(api: &Api) -> Result<Vec<String>, String> {
    let back = read_back(api)?;
    let mut found = Vec::new();
    differ(&api.name, &plain(api)?, &plain(&back)?, &mut found);
    Ok(found)
}

/// Reads a folder that holds nothing but the document, and what a document has no place for.
fn read_back(api: &Api) -> Result<Api, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut project = toml::Table::new();
    project.insert("name".to_owned(), api.name.clone().into());
    project.insert("title".to_owned(), api.title.clone().into());
    project.extend(api.docs.clone().map(|docs| ("docs".to_owned(), docs.into())));
    let document = export::openapi(api).map_err(|error| error.to_string())?;
    for (name, text) in [("api.toml", project.to_string()), ("openapi.json", document)] {
        fs::write(folder.path().join(name), text).map_err(|error| error.to_string())?;
    }
    let path = folder.path().to_owned();
    let input = Input { path, shown: "document".to_owned(), config: None, everything: false };
    let understood = fieldstone::understand(&input, &Options::default()).map_err(|error| error.to_string())?;
    let read = understood.apis.into_iter().next().map(|read| read.api);
    read.ok_or_else(|| "the document is not read as an API".to_owned())
}

fn plain(api: &Api) -> Result<Value, String> {
    let mut value = serde_json::to_value(api).map_err(|error| error.to_string())?;
    without_origins(&mut value);
    Ok(value)
}

fn without_origins(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !matches!(name.as_str(), "origins" | "origin"));
            members.values_mut().for_each(without_origins);
        }
        Value::Array(items) => items.iter_mut().for_each(without_origins),
        _ => {}
    }
}

fn differ(way: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            for (name, value) in a {
                differ(&format!("{way}.{name}"), value, b.get(name).unwrap_or(&Value::Null), found);
            }
            let new = b.iter().filter(|(name, _)| !a.contains_key(*name));
            new.for_each(|(name, value)| found.push(format!("{way}.{name}: nothing became {value}")));
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                let name = a.get("name").or_else(|| a.get("id")).and_then(Value::as_str);
                let index = name.map_or_else(|| index.to_string(), str::to_owned);
                differ(&format!("{way}[{index}]"), a, b, found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{way}: {a} became {b}")),
    }
}

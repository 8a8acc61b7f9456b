//! Input: the model of one API as a file. Output: of each example, whether the type of its place takes it and gives it back.
//! Invariant: it knows the generated types by the table at its end alone, which is written for each crate.
#![allow(deprecated, reason = "what the pages deprecate is tried like the rest")]

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

type Through = fn(&Value) -> Result<Value, String>;

#[allow(dead_code, reason = "an API without bodies has nothing to try")]
fn through<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, String> {
    // As text: that is how an answer comes.
    let typed: T = serde_json::from_str(&value.to_string()).map_err(|error| format!("does not decode: {error}"))?;
    serde_json::to_value(&typed).map_err(|error| format!("does not encode: {error}"))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("the model's path is missing")?;
    let api: Value = serde_json::from_slice(&std::fs::read(file)?)?;
    let (mut all, mut equal, mut typed) = (0u32, 0u32, 0u32);
    for operation in list(&api, "operations") {
        let id = text(operation, "id");
        let body = operation.get("request_body").map(|body| ("body", body));
        let responses = list(operation, "responses").iter().map(|response| (text(response, "status"), response));
        for (place, holder) in body.into_iter().chain(responses) {
            let found = PLACES.iter().find(|(of, at, _, _)| *of == id && *at == place);
            for example in list(holder, "examples") {
                all += 1;
                let value = example.get("value").unwrap_or(&Value::Null);
                let said = match found {
                    Some((_, _, is_typed, through)) => {
                        typed += u32::from(*is_typed);
                        through(value).and_then(|back| difference(value, &back, "").map_or(Ok(()), Err))
                    }
                    None => Err("has no type".to_owned()),
                };
                match said {
                    Ok(()) => equal += 1,
                    Err(why) => {
                        let page = example.pointer("/origin/page").and_then(Value::as_str).unwrap_or("");
                        let title = example.get("title").and_then(Value::as_str).unwrap_or("");
                        println!("{}", json!(format!("{page} ({id} {place} {title}): {why}")));
                    }
                }
            }
        }
    }
    let share = |part: u32| if all == 0 { 1.0 } else { f64::from(part) / f64::from(all) };
    let figures = json!({
        "examples_all": all, "examples_equal": equal, "examples": share(equal), "examples_typed": share(typed),
    });
    println!("{figures}");
    Ok(())
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The first place where two documents differ; members that are null count as missing.
fn difference(one: &Value, other: &Value, at: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let there = |map: &serde_json::Map<String, Value>, name: &String| map.get(name).is_some_and(|value| !value.is_null());
            let lost = a.keys().find(|name| there(a, name) && !there(b, name));
            let new = b.keys().find(|name| there(b, name) && !there(a, name));
            if let Some(name) = lost {
                return Some(format!("`{at}.{name}` is not given back"));
            }
            if let Some(name) = new {
                return Some(format!("`{at}.{name}` is given back and was not there"));
            }
            let both = a.iter().filter(|(_, value)| !value.is_null());
            both.filter_map(|(name, value)| Some((name, value, b.get(name)?)))
                .find_map(|(name, one, other)| difference(one, other, &format!("{at}.{name}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(index, (one, other))| difference(one, other, &format!("{at}[{index}]")))
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        _ if one == other => None,
        _ => Some(format!("`{at}` was {one} and is given back as {other}")),
    }
}

// The types behind every body, as (operation, place, whether it is more than any JSON, the way through).

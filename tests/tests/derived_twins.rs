//! Input: every struct of the fixtures, and the same struct with serde's derive. Output: whether they can be told apart.
//! Invariant: whatever is read, from wherever, both give one value that is written alike, or fail with the same words; a
//! list alone is no object for ours.

use std::collections::BTreeMap;

use fieldstone_tests::{DateTime, Json, Number, Presence, TYPES};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[path = "../src/pages.rs"]
#[allow(dead_code, reason = "the build script uses the rest")]
mod pages;
#[path = "fixtures/samples.rs"]
#[allow(dead_code, reason = "the suite of the fixtures uses the rest")]
mod samples;

/// What the derive of a struct that keeps unknown members asks of the crate.
#[path = "../../generator/runtime/unknown_members.rs"]
mod unknown_members;

mod runtime {
    pub(crate) use super::unknown_members;
}

mod json_tree {
    pub(crate) fn leave_over() {}
}

#[allow(dead_code, unused_imports, deprecated, reason = "they are only read and written")]
#[allow(clippy::type_complexity, reason = "the pages nest so deep")]
mod twins {
    use super::{Twin, twin};

    include!(concat!(env!("OUT_DIR"), "/twins.rs"));
}

/// A struct and its twin.
struct Twin {
    module: &'static str,
    name: &'static str,
    ours: Ways,
    derived: Ways,
}

/// The ways in which JSON is read; each gives what is then written as text and as a value.
type Ways = [fn(&str) -> Result<(String, Value), String>; 4];

const fn twin<Ours, Derived>(module: &'static str, name: &'static str) -> Twin
where
    Ours: DeserializeOwned + Serialize,
    Derived: DeserializeOwned + Serialize,
{
    Twin { module, name, ours: ways::<Ours>(), derived: ways::<Derived>() }
}

const fn ways<T: DeserializeOwned + Serialize>() -> Ways {
    [
        |text| written(serde_json::from_str::<T>(text)),
        |text| written(serde_json::from_slice::<T>(text.as_bytes())),
        |text| written(serde_json::from_reader::<_, T>(text.as_bytes())),
        |text| written(serde_json::from_str::<Value>(text).and_then(serde_json::from_value::<T>)),
    ]
}

fn written<T: Serialize>(read: Result<T, serde_json::Error>) -> Result<(String, Value), String> {
    let read = read.map_err(|error| error.to_string())?;
    let text = serde_json::to_string_pretty(&read).map_err(|error| error.to_string())?;
    Ok((text, serde_json::to_value(&read).map_err(|error| error.to_string())?))
}

/// The text of an object, its members in this order.
fn object<'a>(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let members = members.into_iter().map(|(name, value)| format!("{}: {value}", json!(name)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(",\n "))
}

/// A name of which the first letter is written by its number.
fn escaped(name: &str) -> String {
    let mut chars = name.chars();
    let first: Option<String> =
        chars.next().map(|c| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect());
    format!("\"{}{}\"", first.unwrap_or_default(), json!(chars.as_str()).to_string().trim_matches('"'))
}

/// Texts that show what may come, each with what it is.
fn texts(sample: &Value) -> Vec<(String, String)> {
    const OTHERS: [&str; 9] =
        ["null", "true", "-1", "1.5", "18446744073709551616", "\"x\"", "{}", "{\"a\": [1]}", "[]"];
    let members: Vec<(String, String)> =
        sample.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.to_string())).collect();
    let members: Vec<(&str, &str)> = members.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let whole = object(members.iter().copied());
    let mut texts = vec![
        ("whole".to_owned(), whole.clone()),
        ("reversed".to_owned(), object(members.iter().rev().copied())),
        (
            "unknown".to_owned(),
            object([("", "[{\"a\": 1}]"), ("$", "null")].into_iter().chain(members.iter().copied())),
        ),
        ("unknown twice".to_owned(), object(members.iter().copied().chain([("~", "1"), ("~", "[2]")]))),
        ("behind it".to_owned(), format!("{whole} 1")),
        ("open".to_owned(), whole.trim_end_matches('}').to_owned()),
        ("comma".to_owned(), whole.replacen('}', ",}", 1)),
        ("name that is none".to_owned(), whole.replacen('{', "{1: 2, ", 1)),
    ];
    texts.extend(OTHERS.iter().map(|other| (format!("{other} in place of all"), (*other).to_owned())));
    for (at, (name, value)) in members.iter().enumerate() {
        let with = |value: Option<&str>| {
            let others = members
                .iter()
                .enumerate()
                .filter_map(|(index, (name, own))| Some((*name, if index == at { value? } else { *own })));
            object(others.collect::<Vec<_>>())
        };
        texts.push((format!("without {name}"), with(None)));
        texts.extend(OTHERS.iter().map(|other| (format!("{other} in place of {name}"), with(Some(other)))));
        texts.push((format!("{name} twice"), object(members.iter().copied().chain([(*name, *value)]))));
        let key = json!(name).to_string();
        texts.push((format!("{name} escaped"), whole.replacen(&format!("{key}:"), &format!("{}:", escaped(name)), 1)));
    }
    texts
}

#[test]
fn a_struct_reads_and_writes_as_serdes_derive_would() {
    let apis: BTreeMap<_, _> = pages::one_crate().apis.into_iter().map(|api| (api.api.name.clone(), api.api)).collect();
    let (mut told_apart, mut compared, mut failed, mut lists) = (Vec::new(), 0, 0, 0);
    for twin in twins::TWINS {
        let row = TYPES.iter().find(|row| (row.api, row.name) == (twin.module, twin.name)).unwrap();
        let api = &apis[twin.module];
        let def = api.types.iter().find(|def| def.name == row.definition).unwrap();
        for (what, text) in texts(&samples::of(api, def, samples::Mode::default())[0]) {
            for (ours, derived) in twin.ours.iter().zip(&twin.derived) {
                let (ours, derived) = (ours(&text), derived(&text));
                compared += 1;
                failed += usize::from(ours.is_err());
                // A derive takes a list of the members' values, too.
                if ours.as_ref().is_err_and(|why| why.contains("invalid type: sequence, expected struct ")) {
                    lists += 1;
                } else if ours != derived {
                    told_apart.push(format!("{} {}, {what}: {ours:?}, and not {derived:?}", twin.module, twin.name));
                }
            }
        }
    }
    assert!(told_apart.is_empty(), "{} of {compared}:\n{}", told_apart.len(), told_apart.join("\n"));
    // They do fail, and lists do come.
    assert!(compared > 10_000 && failed > compared / 10 && lists > 100, "{compared} {failed} {lists}");
}

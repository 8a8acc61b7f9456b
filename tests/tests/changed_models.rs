//! Input: random models, each with one random change. Output: whether `diff` says something where the Rust is another, and
//! nothing that breaks where it is the same.
//! Invariant: a change is made of a seed and its number alone, so that one that fails can be made again by itself.

#[path = "support/compiled.rs"]
mod compiled;
#[path = "compiles/dice.rs"]
mod dice;
#[path = "compiles/model.rs"]
mod model;
#[path = "compiles/operations.rs"]
mod operations;
#[path = "compiles/servers.rs"]
mod servers;
#[path = "changed_models/surface.rs"]
mod surface;
#[path = "compiles/types.rs"]
mod types;
#[path = "compiles/words.rs"]
mod words;

use std::collections::BTreeMap;

use fieldstone::diff::{Change, Class, Model, compare};
use fieldstone::emit::emit;
use fieldstone::plan::{Asked, plan_with};
use fieldstone::project::RustOptions;
use fieldstone::schema::Api;
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};

use dice::Dice;

/// Each model is changed so many times.
const CHANGES: usize = 12;

/// So many models are compiled.
const MOST_COMPILED: usize = 80;

/// A number that the environment gives.
fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{variable} is no number")))
}

/// The code without what is said of it, by file.
fn code(api: &Api, rust: RustOptions) -> BTreeMap<String, String> {
    let asked = Asked { rust: BTreeMap::from([(api.name.clone(), rust)]), ..Asked::default() };
    let plan = plan_with(std::slice::from_ref(api), &asked);
    let files = emit(&plan).filter(|file| file.path.starts_with(&format!("src/{}", api.name)));
    let text = |items: Vec<TokenStream>| items.into_iter().map(|item| bare(item).to_string()).collect::<String>();
    files.map(|file| (file.path, text(file.items))).collect()
}

/// Tokens without documentation, deprecations included.
fn bare(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_hash = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
    let is_bang = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    let is_doc = |at: usize| {
        let words = ["doc", "deprecated", "allow"];
        matches!(tokens.get(at), Some(TokenTree::Group(group))
            if words.iter().any(|word| group.stream().to_string().starts_with(word)))
    };
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let inner = usize::from(is_bang(at + 1));
        if is_hash(at) && is_doc(at + 1 + inner) {
            at += 2 + inner;
            continue;
        }
        out.push(match token {
            TokenTree::Group(group) => proc_macro2::Group::new(group.delimiter(), bare(group.stream())).into(),
            other => other.clone(),
        });
        at += 1;
    }
    out.into_iter().collect()
}

/// Every place in a model that can be changed.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
                // Who says so, samples and words are no Rust; the version is no model's.
                if !matches!(name.as_str(), "origins" | "examples" | "format_version" | "name_" | "encoding") {
                    found.push(path.clone());
                    places(inner, &path, found);
                }
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                let path = format!("{path}/{at}");
                found.push(path.clone());
                places(inner, &path, found);
            }
        }
        _ => {}
    }
}

/// Changes what stands at a place; says how.
fn change(dice: &mut Dice, model: &mut Value, path: &str) -> String {
    let (parent, name) = path.rsplit_once('/').unwrap();
    let types = ["string", "integer", "number", "boolean", "any", "date-time"];
    let ty = types[dice.count(0, types.len() - 1)];
    let (swap, remove) = (dice.once_in(2), dice.once_in(2));
    let value = model.pointer_mut(path).unwrap();
    match value {
        Value::Bool(flag) => *flag = !*flag,
        Value::String(_) if name == "type" => *value = json!(ty),
        Value::Object(_) if name == "type" && remove => *value = json!(ty),
        Value::String(text) => text.push_str(" two"),
        Value::Array(items) if items.len() > 1 && swap => items.swap(0, 1),
        Value::Array(items) if !items.is_empty() => drop(items.pop()),
        _ => {
            let parent = model.pointer_mut(parent).unwrap();
            match parent {
                Value::Object(members) => drop(members.remove(name)),
                Value::Array(items) => drop(items.remove(name.parse().unwrap())),
                _ => {}
            }
        }
    }
    format!("{path} (swap {swap}, remove {remove}, type {ty})")
}

/// The words of a crate, whatever their order.
fn bag(files: &BTreeMap<String, String>) -> Vec<&str> {
    let mut words: Vec<&str> =
        files.values().flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    words.sort_unstable();
    words
}

/// How many models, and of which seed. A gate has to be the same for everyone; who looks for more says so.
fn asked(models: u64) -> (usize, u64) {
    let models = number("FIELDSTONE_MODELS", models);
    (usize::try_from(models).unwrap(), number("FIELDSTONE_MODELS_SEED", 11))
}

/// The model with one change at a place that is wanted, and what was done; `None` where that is none that `identify` gives.
fn changed(dice: &mut Dice, before: &Api, is_wanted: impl Fn(&str) -> bool) -> Option<(Api, String)> {
    let mut text = serde_json::to_value(before).unwrap();
    let mut found = Vec::new();
    places(&text, "", &mut found);
    found.retain(|path| is_wanted(path));
    let path = found.get(dice.count(0, found.len().saturating_sub(1)))?.clone();
    let how = change(dice, &mut text, &path);
    let after = serde_json::from_value::<Api>(text).ok()?;
    (after.name == before.name).then_some((after, how))
}

fn row(change: &Change) -> String {
    format!("  {} {} {}: {}\n", change.class.as_str(), change.silent, change.code.as_str(), change.message)
}

#[test]
fn the_rust_is_another_where_something_is_said_and_only_there() {
    let mut wrong = String::new();
    let (mut other, mut same) = (0, 0);
    let (models, seed) = asked(24);
    for index in 0..models {
        let base = model::model(seed, index);
        let (rust, before) = (base.options, &base.api);
        let was = code(before, rust);
        let mut dice = Dice::new(seed.wrapping_add(1), index as u64);
        let changed = (0..CHANGES).filter_map(|_| changed(&mut dice, before, |_| true));
        for (after, how) in changed.collect::<Vec<_>>() {
            let changes = compare(Some(Model { api: before, rust }), Some(Model { api: &after, rust }));
            let is = code(&after, rust);
            let is_seen = changes.iter().any(|change| change.class != Class::Docs);
            let breaks = changes.iter().any(|change| change.class == Class::Breaking && !change.silent);
            // Fields, setters and variants in another order are another text and the same Rust.
            let is_other = bag(&is) != bag(&was);
            let said = if is == was && breaks {
                Some("it breaks, and the Rust is the same")
            } else if is_other && !is_seen {
                Some("the Rust is another, and nothing is said")
            } else if *before != after && changes.is_empty() {
                Some("the model is another, and nothing is said")
            } else {
                None
            };
            if is == was {
                same += 1;
            } else {
                other += 1;
            };
            if let Some(said) = said {
                let (was, is) = (bag(&was), bag(&is));
                let more: Vec<&&str> = is.iter().filter(|word| !was.contains(word)).take(20).collect();
                wrong.push_str(&format!("model {} of seed {}, {how}: {said} {more:?}\n", base.index, base.seed));
                wrong.extend(changes.iter().map(row));
            }
        }
    }
    assert!(other > 50 && same > 30, "{other} others, {same} the same");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Places of which every change is a model.
fn is_of_members(path: &str) -> bool {
    let words = ["/fields", "/parameters", "/values", "/variants", "/responses", "/arguments", "/deprecated"];
    words.iter().any(|word| path.contains(word)) && !path.contains("/base")
}

#[test]
fn a_program_that_uses_everything_breaks_where_it_is_said() {
    let (models, seed) = asked(24);
    // One crate holds them all.
    let models = models.min(MOST_COMPILED);
    let mut all = Vec::new();
    let mut said = BTreeMap::new();
    for index in 0..models {
        let mut base = model::model(seed, index);
        base.api.name = format!("m{index}");
        let (rust, before) = (base.options, base.api);
        let mut dice = Dice::new(seed.wrapping_add(2), index as u64);
        let seen = (0..CHANGES).find_map(|_| {
            let (after, how) = changed(&mut dice, &before, is_of_members)?;
            let changes = compare(Some(Model { api: &before, rust }), Some(Model { api: &after, rust }));
            changes.iter().any(|change| change.class != Class::Docs).then_some((after, how, changes))
        });
        let Some((after, how, changes)) = seen else { continue };
        let asked = Asked { rust: BTreeMap::from([(before.name.clone(), rust)]), ..Asked::default() };
        let plan = plan_with(std::slice::from_ref(&before), &asked);
        let program = surface::program(&plan.apis[0]);
        said.insert(before.name.clone(), (how, changes));
        let name = before.name.clone();
        all.push(compiled::Changed { name, before: (before, rust), after: Some((after, rust)), program });
    }
    let broken = compiled::broken("changed_models", &all);
    let mut wrong = String::new();
    for (name, (how, changes)) in &said {
        let is_said = changes.iter().any(|change| change.class == Class::Breaking && !change.silent);
        if is_said != broken.contains_key(name) {
            let complaint = broken.get(name).map_or("nothing", String::as_str);
            let told = changes.iter().map(row).collect::<String>();
            wrong.push_str(&format!("{name} of seed {seed}, {how}: the compiler says {complaint}\n{told}"));
        }
    }
    assert!(said.len() * 2 > models && !broken.is_empty(), "{} of {models}", said.len());
    assert!(wrong.is_empty(), "{wrong}");
}

//! Input: random models, with names that are somebody else's already and every kind of body, answer and parameter.
//! Output: whether the code that is made of them is Rust, and compiles without a warning.
//! Invariant: a model is made of a seed and its number alone, so that one that fails can be made again by itself.

#[path = "compiles/dice.rs"]
mod dice;
#[path = "compiles/krate.rs"]
mod krate;
#[path = "compiles/long_chain.rs"]
mod long_chain;
#[path = "compiles/model.rs"]
mod model;
#[path = "compiles/operations.rs"]
mod operations;
#[path = "compiles/servers.rs"]
mod servers;
#[path = "compiles/types.rs"]
mod types;
#[path = "compiles/words.rs"]
mod words;

use std::fs;

use krate::Complaints;
use model::Model;

/// So many models are one crate.
const BATCH: usize = 60;

/// A number that the environment gives.
fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{variable} is no number")))
}

/// What failed, with what is needed to make it again; the models lie beside the crate.
fn told(models: &[Model], complaints: &Complaints) -> String {
    let folder = krate::folder("failed");
    fs::create_dir_all(&folder).unwrap();
    let mut told = String::new();
    for (name, complaint) in complaints {
        match models.iter().find(|model| model.api.name == *name || format!("{}_api", model.api.name) == *name) {
            Some(Model { seed, index, api, options }) => {
                let path = folder.join(format!("{seed}-{index}.json"));
                fs::write(&path, serde_json::to_string_pretty(api).unwrap()).unwrap();
                told.push_str(&format!(
                    "\nmodel {index} of seed {seed} (FIELDSTONE_MODEL={index} FIELDSTONE_MODELS_SEED={seed}), {options:?}, {}:\n{complaint}",
                    path.display()
                ));
            }
            None => told.push_str(&format!("\nof no model:\n{complaint}")),
        }
    }
    told
}

/// A gate has to be the same for everyone; who looks for more says how many, and with which seed.
#[test]
fn every_model_becomes_a_crate_that_compiles() {
    let count = number("FIELDSTONE_MODELS").map_or(40, |count| usize::try_from(count).unwrap());
    let seed = number("FIELDSTONE_MODELS_SEED").unwrap_or(7);
    let only = number("FIELDSTONE_MODEL").map(|index| usize::try_from(index).unwrap());
    let thorough = number("FIELDSTONE_MODELS").is_some() || only.is_some();
    let wanted = only.map_or(0..count, |index| index..index + 1);
    let mut failures = String::new();
    for first in wanted.clone().step_by(BATCH) {
        let mut models: Vec<Model> =
            (first..wanted.end.min(first + BATCH)).map(|index| model::model(seed, index)).collect();
        if first == 0 && only.is_none() {
            models.push(long_chain::long_chain());
        }
        let unmade = krate::unmade(&models);
        failures.push_str(&told(&models, &unmade));
        models.retain(|model| !unmade.contains_key(&model.api.name));
        failures.push_str(&told(&models, &krate::check(&models, thorough)));
    }
    assert!(failures.is_empty(), "{failures}");
}

//! Input: the model of an API and the crate made from it. Output: how many of the pages' examples go through its types.
//! Invariant: an example counts as equal where it decodes into the type of its place and is written back with every member
//! that is not null, numbers compared by value.

use std::fmt::Write as _;
use std::path::Path;

use fieldstone::emit::outside;
use fieldstone::plan;
use fieldstone::plan::model::{ApiPlan, BodyPlan, InputTarget, OperationPlan, RustType};
use fieldstone::schema::{Api, Operation, status};
use serde_json::Value;

use crate::commands::{cargo, output};

use super::figures::Figures;

/// The part of the program that is the same for every crate; the table of types is put behind it.
const PROGRAM: &str = include_str!("examples_program.rs");

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Tried {
    pub(super) figures: Figures,
    pub(super) findings: Vec<String>,
}

/// Tries every example of `api` in the crate at `made`.
pub(super) fn run(build: &Path, made: &Path, api: &Api) -> Result<Tried, String> {
    let plans = plan::plan(std::slice::from_ref(api));
    let Some(plan) = plans.apis.first() else { return Ok(Tried::default()) };
    let folder = made.join("examples");
    std::fs::create_dir_all(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let source = folder.join("roundtrip.rs");
    std::fs::write(&source, program(api, plan)).map_err(|error| format!("`{}`: {error}", source.display()))?;
    let mut command = cargo(build, &made.join("Cargo.toml"), "run");
    command.args(["--no-default-features", "--features", &api.name, "--example", "roundtrip", "--"]);
    let said = output(command.arg(made.join("schema").join(format!("{}.json", api.name))))?;
    let mut tried = Tried::default();
    if said.code != Some(0) {
        tried.findings = said.stderr.lines().map(str::to_owned).collect();
        return Ok(tried);
    }
    for line in said.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        match line.as_object() {
            Some(figures) => {
                tried.figures.extend(figures.iter().filter_map(|(name, value)| Some((name.clone(), value.as_f64()?))));
            }
            None => tried.findings.extend(line.as_str().map(str::to_owned)),
        }
    }
    Ok(tried)
}

fn program(api: &Api, plan: &ApiPlan) -> String {
    let mut rows = String::new();
    let module = format!("fieldstone_apis::{}", plan.module.as_str()).parse().unwrap_or_default();
    for (operation, plan_of) in api.operations.iter().zip(&plan.operations) {
        for (place, ty) in places(operation, plan_of) {
            let typed = ty != RustType::Json;
            let path = outside(&ty, &quote::quote!(fieldstone_apis), &module);
            let _ = writeln!(rows, "    ({:?}, {place:?}, {typed}, through::<{path}>),", operation.id);
        }
    }
    format!("{PROGRAM}\nconst PLACES: &[(&str, &str, bool, Through)] = &[\n{rows}];\n")
}

/// The Rust type behind every body of an operation: `body`, or a status.
fn places<'a>(operation: &'a Operation, plan: &OperationPlan) -> Vec<(&'a str, RustType)> {
    let mut places = Vec::new();
    if operation.request_body.is_some() {
        places.extend(body(plan).map(|ty| ("body", ty)));
    }
    for response in &operation.responses {
        let error = plan.errors.iter().find(|(status, _)| *status == response.status).map(|(_, ty)| ty.clone());
        let success = match &plan.answers {
            Some(several) => {
                let of = several.variants.iter().find(|variant| variant.status == response.status);
                of.and_then(|variant| variant.ty.clone())
            }
            None => plan.success.clone().filter(|_| status::is_success(&response.status)),
        };
        let success = success.filter(RustType::is_json);
        places.extend(error.or(success).map(|ty| (response.status.as_str(), ty)));
    }
    places
}

fn body(plan: &OperationPlan) -> Option<RustType> {
    match &plan.body {
        // What is no JSON has no example that a type could be tried with.
        BodyPlan::None | BodyPlan::Form { .. } | BodyPlan::WholeForm { .. } | BodyPlan::Upload | BodyPlan::Text => None,
        BodyPlan::Fields { ty, .. } => Some(RustType::Named(ty.clone())),
        BodyPlan::Whole => {
            plan.inputs.iter().find(|input| input.target == InputTarget::Body).map(|input| input.ty.clone())
        }
    }
}

//! Input: the checked-in crate, or pages. Output: a table of how its client gets on with a server that nobody here wrote.
//! Invariant: every operation is called, or named with the reason why not; the server knows the exported document alone.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use clap::Args;
use fieldstone::plan::model::{ApiPlan, CratePlan};
use fieldstone::plan::plan_with;
use fieldstone::project::Input;
use fieldstone::schema::Api;
use fieldstone::{Options, export, understand};
use serde::Deserialize;

use crate::commands::{cargo, output, own};
use crate::models::models;
use crate::terminal::{End, Outcome, print, print_table, say};
use crate::workspace;

mod cases;
mod judge;
mod limits;
mod prism;
mod program;
#[cfg(test)]
mod tests;

use self::cases::{Case, cases};
use self::judge::{Seen, judge};
use self::prism::Prism;

#[derive(Debug, Args)]
pub(crate) struct Conformance {
    /// A folder of APIs, or one API, whose crate is made first; the checked-in crate otherwise
    #[arg(long, value_name = "DIR")]
    input: Option<PathBuf>,
    /// An api.toml kept elsewhere, for an input that is one API
    #[arg(long, value_name = "FILE", requires = "input")]
    config: Option<PathBuf>,
    /// Where the server, the crates and the cases go; `target/conformance` of the workspace otherwise
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Where the program of calls is built; `target/alone` of the workspace otherwise
    #[arg(long, value_name = "DIR")]
    build: Option<PathBuf>,
    /// How many failures to show
    #[arg(long, value_name = "N", default_value_t = 50)]
    show: usize,
}

/// What came out for one API.
#[derive(Debug)]
struct Row {
    api: String,
    operations: usize,
    calls: usize,
    errors: usize,
    todo: Vec<String>,
    left_out: Vec<String>,
    failures: Vec<String>,
    seconds: f32,
}

/// A line of the program of calls.
#[derive(Deserialize)]
struct Line {
    operation: String,
    case: String,
    seen: Seen,
}

pub(crate) fn run(args: &Conformance) -> Outcome {
    let root = workspace::root();
    // The program of calls is built in another folder, which relative paths would mean something else in.
    let work = std::path::absolute(args.work.clone().unwrap_or_else(|| root.join("target").join("conformance")))?;
    let prism = Prism::install(&work)?;
    let made = match &args.input {
        None => root.join("generated"),
        Some(input) => make(input, args.config.as_deref(), &work)?,
    };
    let apis = models(&made)?;
    let pages = args.input.clone().unwrap_or_else(|| root.join("docs-input"));
    let input =
        Input { shown: pages.display().to_string(), path: pages, config: args.config.clone(), everything: false };
    let understood = understand(&input, &Options::default())?;
    let plan = plan_with(&apis, &understood.asked("fieldstone-apis"));
    let begun = Instant::now();
    let build = std::path::absolute(args.build.clone().unwrap_or_else(|| root.join("target").join("alone")))?;
    let program = build_program(&plan, &made, &work.join("driver"), &build, &root.join("Cargo.lock"))?;
    say(&format!("the program of calls is built in {:.1} s", begun.elapsed().as_secs_f32()));
    let suite = Suite { prism: &prism, program: &program, work: &work };
    let mut rows = Vec::new();
    for (api, plan) in apis.iter().zip(&plan.apis) {
        let document = made.join("openapi").join(format!("{}.json", api.name));
        rows.push(suite.call(api, plan, &document)?);
    }
    Ok(report(&rows, args.show))
}

/// Makes the crate of pages, with the command that a user has.
fn make(input: &Path, config: Option<&Path>, work: &Path) -> Result<PathBuf, String> {
    let made = work.join("crate");
    if made.exists() {
        std::fs::remove_dir_all(&made).map_err(|error| format!("`{}`: {error}", made.display()))?;
    }
    std::fs::create_dir_all(&made).map_err(|error| format!("`{}`: {error}", made.display()))?;
    output(own("regen", config)?.arg("--input").arg(input).arg("--output").arg(&made))?.good()?;
    Ok(made)
}

/// Builds the program that makes the calls; where it is.
fn build_program(plan: &CratePlan, made: &Path, folder: &Path, build: &Path, lock: &Path) -> Result<PathBuf, String> {
    let failed = |error: std::io::Error| format!("`{}`: {error}", folder.display());
    let source = folder.join("src");
    std::fs::create_dir_all(&source).map_err(failed)?;
    std::fs::write(folder.join("Cargo.toml"), program::manifest(plan, made)?).map_err(failed)?;
    std::fs::write(source.join("main.rs"), program::source(plan)?).map_err(failed)?;
    std::fs::write(source.join("drive.rs"), program::DRIVE).map_err(failed)?;
    if lock.is_file() {
        std::fs::copy(lock, folder.join("Cargo.lock")).map_err(failed)?;
    }
    let said = output(&mut cargo(build, &folder.join("Cargo.toml"), "build"))?;
    said.good().map_err(|why| format!("the program of calls does not compile:\n{why}"))?;
    Ok(build.join("debug").join(program::PROGRAM).with_extension(std::env::consts::EXE_EXTENSION))
}

/// What makes the calls, and where.
#[derive(Debug)]
struct Suite<'a> {
    prism: &'a Prism,
    program: &'a Path,
    work: &'a Path,
}

impl Suite<'_> {
    /// Makes the calls of one API: those that give everything on a server that wants everything, the others on one that
    /// follows the document as it is.
    fn call(&self, api: &Api, plan: &ApiPlan, document: &Path) -> Result<Row, String> {
        let begun = Instant::now();
        let cases = cases(api, plan);
        let whole = self.document(&api.name, "whole", &cases::wanting_everything(api, &plan.operations))?;
        let served = limits::served(api);
        let plain = if served == *api { document.to_owned() } else { self.document(&api.name, "plain", &served)? };
        let (all, some): (Vec<&Case>, Vec<&Case>) = cases.all.iter().partition(|case| case.gives_all);
        let mut failures = self.failures(&api.name, "whole", &all, &whole)?;
        failures.extend(self.failures(&api.name, "plain", &some, &plain)?);
        let named = |list: Vec<String>| list.into_iter().map(|line| format!("{} {line}", api.name)).collect();
        Ok(Row {
            api: api.name.clone(),
            operations: api.operations.len(),
            calls: cases.all.len(),
            errors: cases.all.iter().filter(|case| case.documented.is_some()).count(),
            todo: named(cases.todo),
            left_out: named(cases.left_out),
            failures,
            seconds: begun.elapsed().as_secs_f32(),
        })
    }

    /// Exports an API as a document for the server.
    fn document(&self, api: &str, kind: &str, model: &Api) -> Result<PathBuf, String> {
        let path = self.work.join(format!("{api}-{kind}.json"));
        let text = export::openapi(model).map_err(|error| error.to_string())?;
        std::fs::write(&path, text).map_err(|error| format!("`{}`: {error}", path.display()))?;
        Ok(path)
    }

    /// Makes these calls on a server of `document`; those that are not as they have to be.
    fn failures(&self, api: &str, kind: &str, cases: &[&Case], document: &Path) -> Result<Vec<String>, String> {
        let file = self.work.join(format!("{api}-{kind}-cases.json"));
        let text = serde_json::to_string_pretty(cases).map_err(|error| error.to_string())?;
        std::fs::write(&file, text).map_err(|error| format!("`{}`: {error}", file.display()))?;
        let server = self.prism.serve(document, &self.work.join(format!("{api}-{kind}-server.log")))?;
        let said = output(Command::new(self.program).arg(api).arg(server.base()).arg(&file))?;
        drop(server);
        let mut lines = said.stdout.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let mut verdict = |case: &Case| match lines.next() {
            Some(line) if line.operation == case.operation && line.case == case.name => judge(case, &line.seen),
            _ => Err(format!("the program of calls ended before it: {}", said.stderr.trim())),
        };
        let failure =
            |case: &&Case| Some(format!("{api} {} ({}): {}", case.operation, case.name, verdict(case).err()?));
        Ok(cases.iter().filter_map(failure).collect())
    }
}

/// Prints what came out.
fn report(rows: &[Row], show: usize) -> End {
    let headings = ["api", "operations", "calls", "typed errors", "not called", "left out", "failures", "seconds"];
    let mut table = vec![headings.map(str::to_owned).to_vec()];
    for row in rows {
        let counts = [row.operations, row.calls, row.errors, row.todo.len(), row.left_out.len(), row.failures.len()];
        let counts = counts.map(|count| count.to_string());
        table.push(std::iter::once(row.api.clone()).chain(counts).chain([format!("{:.1}", row.seconds)]).collect());
    }
    for todo in rows.iter().flat_map(|row| &row.todo) {
        print(&format!("NOT CALLED {todo}"));
    }
    for left_out in rows.iter().flat_map(|row| &row.left_out) {
        print(&format!("LEFT OUT {left_out}"));
    }
    let failures = rows.iter().flat_map(|row| &row.failures).collect::<Vec<_>>();
    for failure in failures.iter().take(show) {
        print(&format!("FAILED {failure}"));
    }
    if failures.len() > show {
        print(&format!("FAILED and {} more", failures.len() - show));
    }
    print_table(&table);
    if failures.is_empty() { End::Fine } else { End::Findings }
}

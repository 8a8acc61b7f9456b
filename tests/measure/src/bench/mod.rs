//! Input: a number of structs, and pages. Output: one table of what the generated types cost, and reading, beside what the
//! floor costs, and the same as JSON.
//! Invariant: a row's two figures are of one run, taken in turn, so that a busy machine is no reason for a ratio.

use std::borrow::Cow;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::terminal::{End, Outcome, print, print_table};
use crate::workspace;

mod check;
mod crates;
mod decode;
mod document;
mod reading;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// What the compiler takes to check the types
    Check,
    /// What reading and writing bodies takes
    Decode,
    /// What reading pages takes
    Reading,
}

#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Only these parts
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// One more folder of pages that are read
    #[arg(long, value_name = "DIR")]
    pages: Vec<PathBuf>,
    /// How many structs the crates have that are checked
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    structs: usize,
    /// How often each is measured; the least counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// Where crates and builds go, to be used again; `target/bench` of the workspace otherwise
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Where the figures go as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// A figure, and that which it is measured by.
struct Row {
    what: Cow<'static, str>,
    unit: &'static str,
    own: f64,
    floor: f64,
}

pub(crate) fn run(args: &Bench) -> Outcome {
    let work = args.work.clone().unwrap_or_else(|| workspace::root().join("target").join("bench"));
    let build = work.join("build");
    let is_meant = |part| args.parts.is_empty() || args.parts.contains(&part);
    let mut rows = Vec::new();
    if is_meant(Part::Check) {
        let many = crates::make(&work.join("many"), &document::of_structs(args.structs))?;
        rows.extend(check::rows(&many, &build, args.rounds)?);
    }
    if is_meant(Part::Decode) {
        let few = crates::make(&work.join("few"), &document::of_bodies())?;
        rows.extend(decode::rows(&few, &work, &build)?);
    }
    if is_meant(Part::Reading) {
        rows.extend(reading::rows(&work, &build, &args.pages)?);
    }
    let cell = |value: f64, unit: &str| format!("{value:.2} {unit}");
    let mut table = vec![["", "own", "floor", "ratio"].map(str::to_owned).to_vec()];
    for row in &rows {
        let Row { what, unit, own, floor } = row;
        table.push(vec![what.to_string(), cell(*own, unit), cell(*floor, unit), format!("{:.2}", own / floor)]);
    }
    print_table(&table);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    print(&format!("{cores} cores, load {}", load()));
    if let Some(path) = &args.json {
        let row = |row: &Row| {
            json!({
                "what": row.what, "unit": row.unit, "own": row.own, "floor": row.floor, "ratio": row.own / row.floor,
            })
        };
        let all = json!({
            "cores": cores, "load": load(), "structs": args.structs, "rows": rows.iter().map(row).collect::<Vec<_>>(),
        });
        std::fs::write(path, format!("{all:#}\n")).map_err(|error| format!("`{}`: {error}", path.display()))?;
    }
    Ok(End::Fine)
}

/// How busy the machine is, where it says so.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}

//! Input: one set of pages. Output: [`Measured`]: every figure of it, and what was found.
//! Invariant: a step that fails leaves its figures out and says why; the other steps go on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use fieldstone::project::is_page_file;
use fieldstone::schema::{Api, status};
use serde_json::Value;

use crate::commands::{cargo, output, own};
use crate::models::models;
use crate::read_back;

use super::copies::copy;
use super::examples;
use super::figures::Measured;
use super::scripts::Scripts;

/// What is measured, and where.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) set: PathBuf,
    pub(super) work: PathBuf,
    /// The lock file whose versions the crates are built with.
    pub(super) lock: PathBuf,
    /// A folder that may hold `<set>.toml`.
    pub(super) config: Option<PathBuf>,
}

/// Measures a set. An error is one of the machine's, not of the set.
pub(super) fn measure(place: &Place, scripts: Option<&Scripts>) -> Result<Measured, String> {
    let start = Instant::now();
    let name = place.set.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.ok_or_else(|| format!("`{}` names no folder", place.set.display()))?;
    // An API is called as its folder: that has to be the set's name.
    let [pages, made, scratch] = ["pages", "crates", "scratch"].map(|kind| place.work.join(kind).join(&name));
    copy(&place.set, &pages, &["truth"])?;
    clear(&made)?;
    clear(&scratch)?;
    let config =
        place.config.as_ref().map(|configs| configs.join(format!("{name}.toml"))).filter(|file| file.is_file());
    let own = |command: &str| own(command, config.as_deref());
    let mut measured = Measured { set: name, ..Measured::default() };

    let inspected = output(own("inspect")?.arg(&pages).arg("--json"))?.stdout;
    measured.count_words(&pages, &inspected);
    if let Some(scripts) = scripts {
        let (figures, findings) = scripts.conserve(&pages, &inspected, &scratch)?;
        measured.figures.extend(figures);
        measured.findings.push(("conservation", findings));
    }
    let said = output(own("regen")?.args(["--format", "json", "--input"]).arg(&pages).arg("--output").arg(&made))?;
    measured.count_told(&said.stdout);
    // With the names that the first run wrote beside the pages nothing is left to do for a second one.
    let again = output(own("regen")?.args(["--check", "--input"]).arg(&pages).arg("--output").arg(&made))?;
    let changes = again.stdout.lines().chain(again.stderr.lines()).map(str::to_owned);
    measured.put("repeats", usize::from(again.code == said.code));
    measured.findings.push(("second run", if again.code == said.code { Vec::new() } else { changes.collect() }));
    let written = if made.join("schema").is_dir() { models(&made)? } else { Vec::new() };
    let Some(api) = written.into_iter().next() else {
        measured.seconds = start.elapsed().as_secs();
        return Ok(measured);
    };
    measured.put("operations", api.operations.len());
    let answered = api.operations.iter().filter(|operation| {
        operation.responses.iter().any(|response| status::is_success(&response.status) && response.ty.is_some())
    });
    measured.put("answered", answered.count());
    if let Some(scripts) = scripts
        && let Some(truth) = truth(&place.set)
    {
        let document = made.join("openapi").join(format!("{}.json", api.name));
        let (figures, findings) = scripts.score(&truth, &document)?;
        measured.figures.extend(figures);
        measured.findings.push(("truth", findings));
    }
    if let Some(scripts) = scripts {
        let document = made.join("openapi").join(format!("{}.json", api.name));
        let set = place.set.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let (figures, findings) = scripts.names(&document, set)?;
        measured.figures.extend(figures);
        measured.findings.push(("names", findings));
    }
    let changed = read_back::differences(&api)?;
    measured.put("round_trip", usize::from(changed.is_empty()));
    measured.findings.push(("read back", changed));
    measured.compile(place, &made, &api)?;
    measured.seconds = start.elapsed().as_secs();
    Ok(measured)
}

impl Measured {
    /// Pages of which nothing is said: no operation, no diagnostic.
    fn count_words(&mut self, pages: &Path, inspected: &str) {
        let mut quiet: BTreeSet<String> = page_files(pages).collect();
        for line in lines(inspected) {
            let is_empty = |key: &str| line.get(key).and_then(Value::as_array).is_none_or(Vec::is_empty);
            if !is_empty("operations") || !is_empty("diagnostics") {
                quiet.remove(line.get("page").and_then(Value::as_str).unwrap_or_default());
            }
        }
        self.put("pages_quiet", quiet.len());
        self.findings.push(("quiet page", quiet.into_iter().collect()));
    }

    /// What `regen` said: pages, diagnostics by code, and errors as findings.
    fn count_told(&mut self, said: &str) {
        let mut errors = Vec::new();
        for line in lines(said) {
            let text = |key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default();
            if text("severity") == "error" {
                errors.push(format!("{}: {}", text("code"), text("message")));
            }
            let count = |value: &Value| value.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
            let object = |at: &str| line.pointer(at).and_then(Value::as_object).into_iter().flatten();
            let pages: usize = object("/summary/apis").filter_map(|(_, api)| api.get("pages")).map(count).sum();
            if text("reason") == "finished" {
                self.put("pages", pages);
            }
            for (code, times) in object("/summary/diagnosed") {
                self.put(code, count(times));
            }
        }
        self.findings.push(("regen", errors));
    }

    /// Whether the crate compiles without a warning, and whether the examples go through its types.
    fn compile(&mut self, place: &Place, made: &Path, api: &Api) -> Result<(), String> {
        if place.lock.is_file() {
            let target = made.join("Cargo.lock");
            std::fs::copy(&place.lock, &target).map_err(|error| format!("`{}`: {error}", target.display()))?;
        }
        let manifest = made.join("Cargo.toml");
        // One build folder for all crates.
        let build = place.work.join("target");
        let said = output(cargo(&build, &manifest, "check").args(["--all-features", "--lib", "--examples"]))?;
        self.put("compiles", usize::from(said.code == Some(0)));
        if said.code != Some(0) {
            self.findings.push(("compile", said.stderr.lines().map(str::to_owned).collect()));
        }
        let tried = examples::run(&build, made, api)?;
        self.figures.extend(tried.figures);
        self.findings.push(("examples", tried.findings));
        Ok(())
    }
}

fn lines(text: &str) -> impl Iterator<Item = Value> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok())
}

/// Empties a folder that this program made.
fn clear(folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("`{}`: {error}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(failed)?;
    }
    std::fs::create_dir_all(folder).map_err(failed)
}

fn page_files(pages: &Path) -> impl Iterator<Item = String> {
    let files = walkdir::WalkDir::new(pages).into_iter().filter_map(Result::ok);
    let is_page = |entry: &walkdir::DirEntry| entry.file_name().to_str().is_some_and(is_page_file);
    files
        .filter(move |entry| entry.file_type().is_file() && is_page(entry))
        // What pages import says nothing of its own; what stands at the top beside the folders of pages is the set's own note.
        .filter(|entry| entry.depth() > 1 && !entry.path().components().any(|part| part.as_os_str() == "snippets"))
        .map(|entry| entry.path().to_string_lossy().into_owned())
}

fn truth(set: &Path) -> Option<PathBuf> {
    let named = |name: &str| set.join("truth").join(name);
    [named("openapi.json"), named("openapi.yaml")].into_iter().find(|path| path.is_file())
}

//! Input: the arguments of `diff`. Output: what changed about the APIs, and what that asks of the crate's version.
//! Invariant: models are compared and never text; nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::changes::{self, Told};
use super::folders;
use super::outcome::{End, Outcome};
use super::program;
use super::terminal::{print, say};
use crate::diff::{Change, Class, Model, Verdict, compare};
use crate::project::{self, RustOptions};
use crate::schema::Api;
use crate::source::SourceMap;
use crate::{Options, near};

mod against;
mod git;
mod models;
mod uses;
mod versions;

use self::against::Against;
use self::uses::Searched;
use self::versions::Versions;

/// Compares what is checked in: the models in the crate's folder as they are now (`schema/*.json`) with those at git's
/// HEAD, or with those that `--against` names.
///
/// The pages are read for lines alone: after they changed, `regen` comes first. What another version of this program would
/// write differently is no change of an API, and not told. Exit status: 0 fine, 1 what `--fail-on` names, 2 unusable
/// arguments, or models that are not there or cannot be read.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// A folder of models or of a crate, else a revision of git [default: HEAD]
    #[arg(long, value_name = "REV|DIR")]
    against: Option<String>,
    /// Search Rust sources for the names that break: a search, which may find other things of that name
    #[arg(long, value_name = "PATH")]
    uses: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Exit with 1 where something breaks, or where anything changed
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    /// Only this API
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
    /// The pages: a folder of APIs, or one API [default: docs-input of the project]
    #[arg(long, value_name = "DIR")]
    input: Option<PathBuf>,
    /// The crate's folder [default: `path` of fieldstone.toml, else generated]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// An api.toml kept elsewhere, for an input that is one API
    #[arg(long, value_name = "FILE", requires = "input")]
    config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For a pull request
    Markdown,
    /// One JSON object a line
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// What was written against the crate may not compile any more, or does something else
    Breaking,
    /// Anything
    Any,
}

pub(super) fn run(args: &Diff) -> Outcome {
    let root = match &args.output {
        Some(output) => output.clone(),
        None => {
            let settings = folders::settings(args.input.as_deref());
            let said = settings.said.ok_or("fieldstone.toml cannot be read; `regen` says why")?;
            folders::root()?.join(said.path)
        }
    };
    if !root.is_dir() {
        let regen = format!("{} regen", program::name());
        return Err(format!("there is no crate in `{}`: `{regen}` makes it", root.display()).into());
    }
    let against = Against::of(args.against.as_deref(), &root)?;
    let (before, after) = (against.models(&root)?, models::of_folder(&root)?);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    if names.is_empty() {
        let there = root.display();
        return Err(format!("there are no models, neither in `{there}` nor {}", against.words()).into());
    }
    if before.is_empty() {
        say(&super::render::plain("note", &format!("there are no models {}: everything is new", against.words())));
    }
    if let Some(unknown) = args.api.iter().find(|name| !names.contains(name)) {
        let near = near::did_you_mean(unknown, names.iter().map(|name| name.as_str()));
        let help = near.map_or_else(String::new, |near| format!("; {near}"));
        return Err(format!("there is no API `{unknown}`, neither now nor {}{help}", against.words()).into());
    }
    let is_wanted = |name: &String| args.api.is_empty() || args.api.contains(name);
    let mut pairs = Vec::new();
    let asked = asked(args, &against);
    for name in names.into_iter().filter(|name| is_wanted(name)) {
        let (old, new) = (before.get(name), after.get(name));
        let (rust_before, rust_after) = asked.get(name).copied().unwrap_or_default();
        if old == new && rust_before == rust_after {
            continue;
        }
        let read =
            |bytes: Option<&Vec<u8>>, whose: &str| bytes.map(|bytes| models::read(name, bytes, whose)).transpose();
        let (old, new) = (read(old, &against.words())?, read(new, "in the crate")?);
        pairs.push(Pair { old, new, rust_before, rust_after });
    }
    let sources = with_lines(args, &mut pairs);
    let changes: Vec<Change> = pairs.iter().flat_map(Pair::changes).collect();
    let mut told = changes::told(changes, sources.as_ref());
    let searched = match &args.uses {
        Some(path) => Some((path, uses::search(&mut told, path, &root)?)),
        None => None,
    };
    let versions = Versions::of(&against, &root);
    match args.format {
        Format::Human => human(&told, &versions, searched),
        Format::Markdown => markdown(&told, &versions, searched),
        Format::Json => json(&told, &versions),
    }
    let fails = match args.fail_on {
        Some(FailOn::Breaking) => told.iter().any(|one| one.change.class == Class::Breaking),
        Some(FailOn::Any) => !told.is_empty(),
        None => false,
    };
    Ok(if fails { End::Findings } else { End::Fine })
}

/// An API on both sides, or on one.
struct Pair {
    old: Option<Api>,
    new: Option<Api>,
    rust_before: RustOptions,
    rust_after: RustOptions,
}

impl Pair {
    fn changes(&self) -> Vec<Change> {
        let before = self.old.as_ref().map(|api| Model { api, rust: self.rust_before });
        let after = self.new.as_ref().map(|api| Model { api, rust: self.rust_after });
        compare(before, after)
    }
}

/// What each api.toml asks of the Rust, before and now. Where it is not known, the same.
fn asked(args: &Diff, against: &Against) -> BTreeMap<String, (RustOptions, RustOptions)> {
    let Ok(input) = folders::input(args.input.as_deref(), args.config.as_deref()) else { return BTreeMap::new() };
    let (mut sources, mut diagnostics) = (SourceMap::new(), crate::diagnostics::Diagnostics::new());
    let Ok(projects) = project::discover(&input, &mut sources, &mut diagnostics) else { return BTreeMap::new() };
    let of = |project: &project::ApiProject| {
        let before = match against {
            Against::Commit(..) if args.config.is_none() => against.file(&project.root, "api.toml"),
            _ => None,
        };
        let before = match (before, against) {
            (Some(text), _) => project::rust_options(&text),
            (None, Against::Commit(..)) if args.config.is_none() && project.config.is_some() => RustOptions::default(),
            _ => project.rust,
        };
        (project.name.clone(), (before, project.rust))
    };
    projects.iter().map(of).collect()
}

/// Reads the pages of what changed again, and takes their lines where they give the model that is there.
fn with_lines(args: &Diff, pairs: &mut [Pair]) -> Option<SourceMap> {
    let only: Vec<String> = pairs.iter().filter_map(|pair| Some(pair.new.as_ref()?.name.clone())).collect();
    if only.is_empty() {
        return None;
    }
    let input = folders::input(args.input.as_deref(), args.config.as_deref()).ok()?;
    let options = Options { only, names_in: args.output.clone(), ..Options::default() };
    let understood = crate::understand(&input, &options).ok()?;
    let mut is_behind = Vec::new();
    let mut read: BTreeMap<String, Api> =
        understood.apis.into_iter().map(|api| (api.api.name.clone(), api.api)).collect();
    for pair in pairs {
        let Some(new) = &mut pair.new else { continue };
        match read.remove(&new.name) {
            Some(api) if said(&api) == said(new) => *new = api,
            Some(_) => is_behind.push(format!("`{}`", new.name)),
            None => {}
        }
    }
    if !is_behind.is_empty() {
        let text = format!(
            "the pages of {} say something else than what is checked in, so that no lines are shown; `{} regen` comes first",
            is_behind.join(", "),
            program::name()
        );
        say(&super::render::plain("note", &text));
    }
    Some(understood.sources)
}

/// A model without who says so: that follows from the order in which pages are read.
fn said(api: &Api) -> Option<serde_json::Value> {
    fn bare(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                members.retain(|name, _| !matches!(name.as_str(), "origin" | "origins"));
                members.values_mut().for_each(bare);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(bare),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(api).ok()?;
    bare(&mut value);
    Some(value)
}

fn human(told: &[Told], versions: &Versions, searched: Option<(&PathBuf, Searched)>) {
    print(&changes::human(told));
    if let Some((path, Searched { files, names })) = searched {
        let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
        say(&format!(
            "searched {files} below `{}` for {names} names: a search, which may find other things",
            path.display()
        ));
    }
    say(&versions.words(changes::verdict(told)));
}

fn markdown(told: &[Told], versions: &Versions, searched: Option<(&PathBuf, Searched)>) {
    let mut text = changes::markdown(told, 2, true);
    text.push_str(&format!("{}.\n", changes::escaped(&versions.words(changes::verdict(told)))));
    if searched.is_some() {
        text.push_str("\nPlaces of use were found by a search for the names.\n");
    }
    print(&text);
}

/// The last line.
#[derive(Serialize)]
struct Finished {
    reason: &'static str,
    verdict: Verdict,
    breaking: usize,
    additive: usize,
    docs: usize,
    version: Option<String>,
    next: Option<String>,
}

fn json(told: &[Told], versions: &Versions) {
    let counts = changes::Counts::of(told);
    let verdict = changes::verdict(told);
    let base = versions.before.as_ref().or(versions.now.as_ref());
    let end = Finished {
        reason: "finished",
        verdict,
        breaking: counts.breaking,
        additive: counts.additive,
        docs: counts.docs,
        version: versions.now.as_ref().map(ToString::to_string),
        next: base.map(|base| verdict.next(base).to_string()),
    };
    let line = |text: serde_json::Result<String>| print(&(text.unwrap_or_default() + "\n"));
    told.iter().for_each(|one| line(serde_json::to_string(&changes::Line::of(one))));
    line(serde_json::to_string(&end));
}

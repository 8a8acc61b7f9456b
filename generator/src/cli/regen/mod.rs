//! Input: the arguments of `regen`. Output: the crate on disk, or with `--check` what is not as it should be.
//! Invariant: what is found in the pages is told before anything is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::baseline::{self, Baseline};
use super::folders;
use super::outcome::{End, Outcome};
use super::progress::Progress;
use super::summary::Summary;
use super::terminal::say;
use super::topics::Shown;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::lint;
use crate::near;
use crate::output::{
    Access, Change, ChangeKind, Changes, Disk, FileSet, Manifest, OutputError, lock_change, rewrite, write_lock,
};
use crate::project::Place;
use crate::{Options, Understood};

pub(super) mod advice;
mod changed;
mod changelog;
mod report;

use self::report::{Report, ReportFormat};

#[derive(Debug, Args)]
pub(super) struct Regen {
    /// Write nothing; name every file that is not as it should be
    #[arg(long)]
    check: bool,
    /// Only this API; the others stay as they are
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
    /// A folder of APIs, or one API [default: docs-input of the project]
    #[arg(long, value_name = "DIR")]
    input: Option<PathBuf>,
    /// Make a crate that stands alone, in this folder [default: `path` of fieldstone.toml, else generated]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// An api.toml kept elsewhere, for an input that is one API
    #[arg(long, value_name = "FILE", requires = "input")]
    config: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value = "human")]
    format: ReportFormat,
    /// Make warnings errors, or write nothing where there are warnings that the baseline does not know
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Deny>,
    /// Show every diagnostic in full
    #[arg(long, short)]
    verbose: bool,
    /// Show every diagnostic of this code in full
    #[arg(long, value_name = "CODE", value_parser = code)]
    show: Vec<Code>,
    /// Write what changed into the crate's CHANGELOG.md, and the version that it asks for into fieldstone.toml where `bump`
    /// is set there
    #[arg(long, conflicts_with = "check")]
    changelog: bool,
    /// Write what is told into baseline.json beside the pages: the next run tells what is new
    #[arg(long, conflicts_with = "check")]
    write_baseline: bool,
}

pub(super) fn code(word: &str) -> Result<Code, String> {
    let near = || near::did_you_mean(word, Code::ALL.iter().map(|code| code.as_str()));
    Code::from_word(word).ok_or_else(|| near().unwrap_or_else(|| "no diagnostic has this code".to_owned()))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// All warnings: what has one is not written
    Warnings,
    /// Those that are new since the baseline
    New,
}

pub(super) fn run(args: &Regen) -> Outcome {
    let input = folders::input(args.input.as_deref(), args.config.as_deref())?;
    let settings = folders::settings(args.input.as_deref());
    let Some(said) = &settings.said else {
        Report::new(args.format).project(&settings);
        return Ok(End::Findings);
    };
    let (root, mut manifest, advice) = match &args.output {
        Some(output) => {
            let advice = advice::of_standalone(&Place::of(output)?);
            (output.clone(), Manifest::standalone(said), advice)
        }
        None => {
            let root = folders::root()?.join(&said.path);
            let place = Place::of(&root)?;
            if let Some(twin) = advice::twin(&place, &said.name) {
                Report::new(args.format).refuse(twin);
                return Ok(End::Findings);
            }
            (root, Manifest::of(said, &place), advice::of_member(&place))
        }
    };
    let options = Options {
        only: args.api.clone(),
        deny_warnings: args.deny.contains(&Deny::Warnings),
        names_in: args.output.clone(),
    };
    let progress = Progress::start("reading the pages");
    let mut understood = crate::understand(&input, &options)?;
    understood.diagnostics.sort();
    drop(progress);
    let shown = Shown { verbose: args.verbose, codes: args.show.clone() };
    let report = Report { format: args.format, root: &root, shown };
    let baseline_path = baseline::path(&input.path);
    let list = understood.diagnostics.as_slice();
    let known = if args.write_baseline { None } else { Baseline::read(&baseline_path)? };
    let looks_at = looks_at(&understood, &input.shown, args.api.is_empty());
    let compared = known.as_ref().map(|known| known.compare(list, (&understood.sources, &input.shown), &looks_at));
    let is_new = compared.as_ref().map(|(is_new, _)| is_new.as_slice());
    report.diagnostics(&understood, is_new);
    let is_grave = |one: &Diagnostic| one.severity != Severity::Note;
    let has_new = is_new.is_some_and(|new| list.iter().zip(new).any(|(one, new)| *new && is_grave(one)));
    if args.deny.contains(&Deny::New) && known.is_none() {
        return Err(format!("there is no `{}`; --write-baseline writes it", baseline_path.display()).into());
    }
    if args.write_baseline {
        let baseline = Baseline::of(list, &understood.sources, &input.shown);
        // One that cannot be read is written anew.
        let before = Baseline::read(&baseline_path).ok().flatten().unwrap_or_default();
        rewrite(&baseline_path, &baseline.with(before, &looks_at).text())?;
    }

    let counted = Summary::of(&understood);
    // Nobody reads them any more, and of a large API they are much.
    understood.forget_accounts();
    let denied = has_new && args.deny.contains(&Deny::New);
    let access = if args.check || denied { Access::Read } else { Access::Write };
    let disk = Disk::open(&root, access)?;
    crate::hold_hosts(&mut understood, &disk).iter().for_each(|one| report.diagnostic(&understood, one));
    if !crate::makes_anything(&understood, &disk)? {
        report.end(&understood, counted, &Changes::default(), true, compared.as_ref(), &[]);
        return Ok(End::Findings);
    }
    let Some(mut files) = generate(&mut understood, &report, &disk, &manifest)? else {
        report.end(&understood, counted, &Changes::default(), true, compared.as_ref(), &[]);
        return Ok(End::Findings);
    };
    let disk = if args.check { disk } else { disk.made()? };
    let mut changes = disk.compare(&files)?;
    // A crate elsewhere has its names with it, and the pages' folder stays as it was.
    let locks = if args.output.is_some() { Vec::new() } else { locks(&understood)? };
    let blocked = !changes.foreign().is_empty();
    let told = changed::told(&understood, &changes);
    let entry = match args.changelog && !blocked {
        true => changelog::Entry::of(&root, &told, said, args.output.is_none(), &changes)?,
        false => None,
    };
    if let Some(version) = entry.as_ref().and_then(|entry| entry.raised.as_ref()) {
        manifest.set_version(version);
        files = crate::generate(&understood, &disk, &manifest)?;
    }
    if args.check {
        changes.list.extend(locks.into_iter().map(|(_, change)| change));
        report.differences(&changes);
    } else if denied {
        changes.list.extend(locks.into_iter().map(|(_, change)| change));
    } else if blocked {
        changes.list.retain(|change| matches!(change.kind, ChangeKind::Foreign(_)));
        report.differences(&changes);
    } else {
        // What the first look gave is not held beside the second.
        changes.list.clear();
        changes = disk.write(&files)?;
        changes.list.extend(locks.into_iter().filter_map(|(path, change)| write(&path, change)));
        if let Some(entry) = entry {
            changes.list.extend(entry.write(&settings)?);
        }
        report.written(&changes);
    }
    let has_errors = understood.diagnostics.as_slice().iter().any(|d| d.severity == Severity::Error);
    report.end(&understood, counted, &changes, args.check || denied || blocked, compared.as_ref(), &told);
    if let Some(advice) = advice {
        report.advise(&advice);
    }
    let findings = has_errors || blocked || denied || args.check && !changes.is_empty();
    Ok(if findings { End::Findings } else { End::Fine })
}

/// Which pages and codes of a baseline a run looks at: not those of APIs that were not asked for, nor what `lint` alone tells.
fn looks_at(understood: &Understood, input: &str, is_all: bool) -> impl Fn(&str, &str) -> bool + use<> {
    let below = |path: &str| path.strip_prefix(input).unwrap_or(path).trim_matches('/').to_owned();
    let folders: BTreeSet<String> = understood.apis.iter().map(|api| below(&api.project.shown)).collect();
    // Of one API, which is the input itself, the pages have no folder in front.
    let is_all = is_all || folders.contains("");
    move |page, code| {
        let folder = page.split('/').next().unwrap_or_default();
        (is_all || folders.contains(folder)) && !Code::from_word(code).is_some_and(lint::is_of_lint)
    }
}

/// The files of the crate. An API that cannot be one of it stays as it was; `None` where then nothing is left to make.
fn generate(
    understood: &mut Understood,
    report: &Report<'_>,
    disk: &Disk,
    manifest: &Manifest,
) -> Result<Option<FileSet>, OutputError> {
    loop {
        let progress = Progress::start("making the crate");
        let made = crate::generate(understood, disk, manifest);
        drop(progress);
        let why = match made {
            Ok(files) => return Ok(Some(files)),
            Err(why) => why,
        };
        let Some(diagnostic) = understood.withdraw(&why) else { return Err(why) };
        report.diagnostic(understood, &diagnostic);
        if !crate::makes_anything(understood, disk)? {
            return Ok(None);
        }
    }
}

/// The names.lock files that differ: where they are, and how.
fn locks(understood: &Understood) -> Result<Vec<(PathBuf, Change)>, OutputError> {
    let mut changes = Vec::new();
    for api in understood.apis.iter().filter(|api| !api.failed) {
        let path = api.project.names_lock();
        changes.extend(lock_change(&path, &api.names.print())?.map(|change| (path, change)));
    }
    Ok(changes)
}

/// Writes a names.lock. The crate is right without it, so that pages in a folder that cannot be written are no error.
fn write(path: &Path, change: Change) -> Option<Change> {
    let text = String::from_utf8_lossy(change.after.as_deref().map(Vec::as_slice).unwrap_or_default());
    match write_lock(path, &text) {
        Ok(()) => Some(change),
        Err(error) => {
            say(&format!("warning: {error}; names may change when pages are added"));
            None
        }
    }
}

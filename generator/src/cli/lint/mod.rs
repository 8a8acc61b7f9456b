//! Input: the arguments of `lint`. Output: what is wrong with the pages themselves, and with what api.toml says of them.
//! Invariant: no crate is made; what this program only leaves out is counted, and told by `regen`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::baseline::{self, Baseline};
use super::diagnostic_line::DiagnosticLine;
use super::outcome::{End, Outcome};
use super::progress::Progress;
use super::regen::code;
use super::render;
use super::terminal::{print, say};
use super::topics::{self, Shown};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::lint::{About, about};
use crate::output::rewrite;
use crate::project::Input;
use crate::{Options, Understood};

mod sarif;
mod scope;

use self::scope::Scope;

#[derive(Debug, Args)]
pub(super) struct Lint {
    /// Pages, or folders of them, to tell of alone. What lies outside of the project's pages is looked at by itself
    path: Vec<PathBuf>,
    /// A folder of APIs, or one API [default: docs-input of the project]
    #[arg(long, value_name = "DIR")]
    input: Option<PathBuf>,
    /// An api.toml kept elsewhere, for an input that is one API
    #[arg(long, value_name = "FILE", requires = "input")]
    config: Option<PathBuf>,
    /// Write what is found into this file, too, as SARIF 2.1.0; `-` is the standard output
    #[arg(long, value_name = "FILE")]
    sarif: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Exit with 1 where there are warnings, or where there are some that the baseline does not know
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Deny>,
    /// Show every diagnostic in full
    #[arg(long, short)]
    verbose: bool,
    /// Show every diagnostic of this code in full
    #[arg(long, value_name = "CODE", value_parser = code)]
    show: Vec<Code>,
    /// Write what is found into baseline.json beside the pages: the next run tells what is new
    #[arg(long)]
    write_baseline: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// All warnings that the baseline does not know; without a baseline, all
    Warnings,
    /// Those that are new since the baseline, which has to be there
    New,
}

/// What `--format json` prints, one object a line.
#[derive(Serialize)]
#[serde(tag = "reason", rename_all = "lowercase")]
enum Line<'a> {
    Diagnostic(DiagnosticLine<'a>),
    Finished(Counts),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Not told, since api.toml allows it.
    allowed: usize,
    /// About what this program makes of the pages.
    elsewhere: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gone: Option<usize>,
}

pub(super) fn run(args: &Lint) -> Outcome {
    let mut end = End::Fine;
    let mut runs = Vec::new();
    for (input, scope) in scope::inputs(&args.path, args.input.as_deref(), args.config.as_deref())? {
        let (found, log) = look(args, &input, &scope)?;
        end = if found == End::Findings { found } else { end };
        runs.extend(log);
    }
    if let Some(path) = &args.sarif {
        let text = sarif::text(runs);
        if path.as_os_str() == "-" {
            print(&text);
        } else {
            rewrite(path, &text)?;
        }
    }
    Ok(end)
}

/// Looks at one input.
fn look(args: &Lint, input: &Input, scope: &Scope) -> Result<(End, Vec<sarif::Run>), Box<dyn std::error::Error>> {
    let progress = Progress::start("reading the pages");
    let mut understood = crate::understand(input, &Options::default())?;
    crate::lint(&mut understood);
    understood.diagnostics.sort();
    drop(progress);
    let is_in = scope.of(&understood.sources);
    let (list, elsewhere): (Vec<&Diagnostic>, Vec<&Diagnostic>) = understood
        .diagnostics
        .as_slice()
        .iter()
        .filter(|one| is_in(one))
        .partition(|one| about(one.code) != About::Reading || one.severity == Severity::Error);
    let looks_at = |page: &str, code: &str| {
        Code::from_word(code).is_some_and(|code| about(code) != About::Reading) && scope.holds(&input.path.join(page))
    };
    let path =
        baseline::path(if input.path.is_file() { input.path.parent().unwrap_or(&input.path) } else { &input.path });
    let known = if args.write_baseline { None } else { Baseline::read(&path)? };
    if args.deny.contains(&Deny::New) && known.is_none() {
        return Err(format!("there is no `{}`; --write-baseline writes it", path.display()).into());
    }
    let compared =
        known.map(|known| known.compare(list.iter().copied(), (&understood.sources, &input.shown), looks_at));
    if args.write_baseline {
        let baseline = Baseline::of(list.iter().copied(), &understood.sources, &input.shown);
        let before = Baseline::read(&path).ok().flatten().unwrap_or_default();
        rewrite(&path, &baseline.with(before, looks_at).text())?;
    }
    let new = compared.as_ref().map(|(new, _)| new.as_slice());
    let counts = counts(&understood, &list, elsewhere.len(), compared.as_ref());
    tell(args, &understood, &list, new, counts);
    let is_new = |at: usize| new.and_then(|new| new.get(at).copied());
    let fails = |(at, one): (usize, &&Diagnostic)| match one.severity {
        Severity::Error => true,
        Severity::Warning => is_new(at).unwrap_or_else(|| args.deny.contains(&Deny::Warnings)),
        Severity::Note => false,
    };
    let end = if list.iter().enumerate().any(fails) { End::Findings } else { End::Fine };
    let log = args.sarif.as_ref().map(|_| sarif::run(&understood.sources, &list, new, &input.shown));
    Ok((end, log.into_iter().collect()))
}

fn counts(
    understood: &Understood,
    list: &[&Diagnostic],
    elsewhere: usize,
    compared: Option<&(Vec<bool>, usize)>,
) -> Counts {
    let count = |severity| list.iter().filter(|one| one.severity == severity).count();
    Counts {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        allowed: understood.apis.iter().map(|api| api.allowed.count).sum(),
        elsewhere,
        new: compared.map(|(new, _)| new.iter().filter(|new| **new).count()),
        gone: compared.map(|(_, gone)| *gone),
    }
}

fn tell(args: &Lint, understood: &Understood, list: &[&Diagnostic], new: Option<&[bool]>, counts: Counts) {
    let is_new = |at: usize| new.and_then(|new| new.get(at).copied());
    // What goes to the standard output is the log alone.
    let is_log = args.sarif.as_ref().is_some_and(|path| path.as_os_str() == "-");
    if args.format == Format::Json && !is_log {
        let told = list
            .iter()
            .enumerate()
            .map(|(at, one)| Line::Diagnostic(DiagnosticLine::of(&understood.sources, one, is_new(at))));
        for line in told.chain([Line::Finished(counts)]) {
            print(&format!("{}\n", serde_json::to_string(&line).unwrap_or_default()));
        }
        return;
    }
    let shown = Shown { verbose: args.verbose, codes: args.show.clone() };
    let is_shown = |(at, one): &(usize, &&Diagnostic)| {
        args.verbose || one.severity == Severity::Error || is_new(*at) != Some(false)
    };
    let told = list.iter().enumerate().filter(is_shown).map(|(_, one)| *one);
    topics::print(&understood.sources, told, &shown, say);
    say(&summary(list, counts));
}

/// `1 error, 2 warnings, 0 notes (1 new since the baseline); 3 are allowed`
fn summary(list: &[&Diagnostic], counts: Counts) -> String {
    let mut text = render::counts(list.iter().copied());
    if let (Some(new), Some(gone)) = (counts.new, counts.gone) {
        let gone = if gone == 0 { String::new() } else { format!(", {gone} gone") };
        text.push_str(&format!(" ({new} new since the baseline{gone})"));
    }
    if counts.allowed > 0 {
        text.push_str(&format!("; {} allowed by api.toml", counts.allowed));
    }
    if counts.elsewhere > 0 {
        let name = super::program::name();
        text.push_str(&format!("; `{name} regen` tells {} more, of what it makes of the pages", counts.elsewhere));
    }
    text
}

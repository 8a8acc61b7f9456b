//! Input: what `regen` understood, and what changes on disk. Output: lines for people, or one JSON object a line.
//! Invariant: the keys of a line are a contract; scripts read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;
use similar::TextDiff;

use crate::Understood;
use crate::cli::changes::{self, Told};
use crate::cli::diagnostic_line::DiagnosticLine;
use crate::cli::folders::Settings;
use crate::cli::program;
use crate::cli::render;
use crate::cli::summary::Summary;
use crate::cli::terminal::{print, say};
use crate::cli::topics::{self, Shown};
use crate::diagnostics::{Diagnostic, Severity};
use crate::output::{Change, ChangeKind, Changes};
use crate::source::SourceMap;

/// A diff longer than this is cut: what differs that much is read in an editor.
const MAX_DIFF_LINES: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    Human,
    /// One JSON object a line
    Json,
}

/// More files than this are counted alone.
const MAX_FILES: usize = 20;

/// Says what happens, in the way that was asked for.
pub(super) struct Report<'a> {
    pub(super) format: ReportFormat,
    /// The crate's folder.
    pub(super) root: &'a Path,
    /// How much of the diagnostics is shown.
    pub(super) shown: Shown,
}

/// What `--format json` prints, one object a line.
#[derive(Serialize)]
#[serde(tag = "reason", rename_all = "lowercase")]
enum Line<'a> {
    Diagnostic(DiagnosticLine<'a>),
    File {
        path: &'a str,
        state: &'static str,
    },
    Advice {
        text: &'a str,
    },
    Finished {
        errors: usize,
        warnings: usize,
        notes: usize,
        kept: Vec<&'a str>,
        files: usize,
        written: bool,
        summary: Summary,
    },
}

impl Report<'_> {
    /// Before anything of the crate is known.
    pub(super) fn new(format: ReportFormat) -> Self {
        Self { format, root: Path::new(""), shown: Shown::default() }
    }

    /// What was found in the pages; `is_new` says which of it the baseline does not know, where there is one: then the rest
    /// is counted alone.
    pub(super) fn diagnostics(&self, understood: &Understood, is_new: Option<&[bool]>) {
        let (sources, list) = (&understood.sources, understood.diagnostics.as_slice());
        let is_new = |at: usize| is_new.and_then(|is_new| is_new.get(at).copied());
        let list = list.iter().enumerate();
        match self.format {
            ReportFormat::Human => {
                let counts = |(at, one): &(usize, &Diagnostic)| {
                    self.shown.verbose || one.severity == Severity::Error || is_new(*at) != Some(false)
                };
                topics::print(sources, list.filter(counts).map(|(_, one)| one), &self.shown, say);
            }
            ReportFormat::Json => list.for_each(|(at, one)| json(&diagnostic_line(sources, one, is_new(at)))),
        }
    }

    /// What is wrong with fieldstone.toml, and the end of the run.
    pub(super) fn project(&self, settings: &Settings) {
        self.last(&settings.sources, settings.diagnostics.as_slice());
    }

    /// What stops the run.
    pub(super) fn refuse(&self, diagnostic: Diagnostic) {
        self.last(&SourceMap::new(), &[diagnostic]);
    }

    fn last(&self, sources: &SourceMap, list: &[Diagnostic]) {
        self.told(sources, list);
        if self.format == ReportFormat::Json {
            json(&finished(list, Vec::new(), &Changes::default(), false, Summary::default()));
        }
    }

    fn told(&self, sources: &SourceMap, list: &[Diagnostic]) {
        match self.format {
            ReportFormat::Human => render::all(sources, list, say),
            ReportFormat::Json => list.iter().for_each(|one| json(&diagnostic_line(sources, one, None))),
        }
    }

    /// One that came later.
    pub(super) fn diagnostic(&self, understood: &Understood, one: &Diagnostic) {
        self.told(&understood.sources, std::slice::from_ref(one));
    }

    /// Where a changed file is. One beside the pages has a whole path, which joining keeps.
    fn place(&self, change: &Change) -> String {
        shown(&self.root.join(&change.path))
    }

    /// Everything that differs, with what differs in it.
    pub(super) fn differences(&self, changes: &Changes) {
        for change in &changes.list {
            match self.format {
                ReportFormat::Human => print(&self.difference(change)),
                ReportFormat::Json => json(&Line::File { path: &change.path, state: change.kind.as_str() }),
            }
        }
    }

    fn difference(&self, change: &Change) -> String {
        let path = self.place(change);
        let mut text = format!("{} {path}", change.kind.as_str());
        if let ChangeKind::Foreign(why) = change.kind {
            let _ = writeln!(text, ": {why}; move it away, or delete it");
            return text;
        }
        text.push('\n');
        let (old, new) = (change.before.as_deref(), change.after.as_deref().map(Vec::as_slice));
        let side = |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
        let (before, after) = (side(old), side(new));
        let name = |bytes: Option<&[u8]>| if bytes.is_some() { path.clone() } else { "/dev/null".to_owned() };
        let diff = TextDiff::from_lines(&before, &after);
        let mut unified = diff.unified_diff();
        let unified = unified.context_radius(3).header(&name(old), &name(new)).to_string();
        let mut lines = unified.lines();
        for line in lines.by_ref().take(MAX_DIFF_LINES) {
            text.push_str(&annotate_snippets::normalize_untrusted_str(line));
            text.push('\n');
        }
        let rest = lines.count();
        if rest > 0 {
            let _ = writeln!(text, "... and {rest} more lines");
        }
        text
    }

    pub(super) fn written(&self, changes: &Changes) {
        if self.format == ReportFormat::Json {
            for change in &changes.list {
                json(&Line::File { path: &change.path, state: change.kind.as_str() });
            }
            return;
        }
        let word = |change: &Change| if change.kind == ChangeKind::Stale { "deleted" } else { change.kind.as_str() };
        if changes.list.len() <= MAX_FILES || self.shown.verbose {
            return changes.list.iter().for_each(|change| print(&format!("{} {}\n", word(change), self.place(change))));
        }
        // Who wants each file reads the diff.
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let (beside, inside): (Vec<&Change>, Vec<&Change>) =
            changes.list.iter().partition(|change| Path::new(&change.path).is_absolute());
        inside.iter().for_each(|change| *counts.entry(word(change)).or_default() += 1);
        for (word, count) in counts {
            print(&format!("{word} {count} file{} in {}\n", if count == 1 { "" } else { "s" }, shown(self.root)));
        }
        beside.iter().for_each(|change| print(&format!("{} {}\n", word(change), self.place(change))));
    }

    /// The end of the run; `counted` is what there was before a crate was made, `told` what the run changes about the APIs.
    pub(super) fn end(
        &self,
        understood: &Understood,
        counted: Summary,
        files: &Changes,
        only_looked: bool,
        compared: Option<&(Vec<bool>, usize)>,
        told: &[Told],
    ) {
        let list = understood.diagnostics.as_slice();
        let kept = understood.apis.iter().filter(|api| api.failed).map(|api| api.project.name.as_str());
        let kept = kept.collect::<Vec<_>>();
        let summary = counted.with_diagnosed(list);
        if self.format == ReportFormat::Json {
            for one in told {
                print(&(serde_json::to_string(&changes::Line::of(one)).unwrap_or_default() + "\n"));
            }
            return json(&finished(list, kept, files, !only_looked, summary));
        }
        let files = match (files.list.len(), only_looked) {
            (0, _) => "nothing to write".to_owned(),
            (1, true) => "1 file differs; nothing was written".to_owned(),
            (count, true) => format!("{count} files differ; nothing was written"),
            (1, false) => "1 file written or deleted".to_owned(),
            (count, false) => format!("{count} files written or deleted"),
        };
        let allowed = understood.apis.iter().map(|api| api.allowed.count).sum::<usize>();
        let allowed = if allowed == 0 { String::new() } else { format!("; {allowed} allowed by api.toml") };
        let kept = if kept.is_empty() { String::new() } else { format!("; left as before: {}", kept.join(", ")) };
        say(&summary.text(self.shown.verbose));
        let since = compared.map(since).unwrap_or_default();
        say(&format!("{}{since}{allowed}; {files}{kept}", render::counts(list)));
        if !told.is_empty() {
            let all = format!("`{} diff` shows them", program::name());
            say(&format!("\n{}", changes::summary(told, &all).trim_end()));
        }
    }
}

/// A path as one types it here.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// How a run differs from the baseline.
fn since((new, gone): &(Vec<bool>, usize)) -> String {
    let new = new.iter().filter(|new| **new).count();
    let gone = if *gone == 0 { String::new() } else { format!(", {gone} gone") };
    format!(" ({new} new since the baseline{gone})")
}

impl Report<'_> {
    /// What is missing around the crate.
    pub(super) fn advise(&self, text: &str) {
        match self.format {
            ReportFormat::Human => say(&render::plain("warning", text)),
            ReportFormat::Json => json(&Line::Advice { text }),
        }
    }
}

fn finished<'a>(
    list: &[Diagnostic],
    kept: Vec<&'a str>,
    changes: &Changes,
    written: bool,
    summary: Summary,
) -> Line<'a> {
    let count = |severity| list.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    Line::Finished {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        kept,
        files: changes.list.len(),
        written,
        summary,
    }
}

fn json(line: &Line<'_>) {
    if let Ok(text) = serde_json::to_string(line) {
        print(&format!("{text}\n"));
    }
}

fn diagnostic_line<'a>(sources: &'a SourceMap, diagnostic: &'a Diagnostic, new: Option<bool>) -> Line<'a> {
    Line::Diagnostic(DiagnosticLine::of(sources, diagnostic, new))
}

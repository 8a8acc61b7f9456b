//! Input: folders of published pages, and what is expected of them. Output: one table of how faithful the result is.
//! Invariant: a set is measured on a copy without its `truth/`, through the same commands that a user has.

use std::path::PathBuf;

use clap::Args;

use super::{End, Outcome, place, print, say};

pub(super) mod crates;
mod examples;
mod expect;
mod measure;
mod table;
mod tools;

use self::expect::Expectations;
use self::measure::{Measured, measure};
use self::tools::Tools;

#[derive(Debug, Args)]
pub(super) struct Corpus {
    /// Folders of pages, each an API; `truth/openapi.*` in it is compared with and never read from
    #[arg(required = true)]
    set: Vec<PathBuf>,
    /// Folder of the scripts that compare (`mdx-oracle`, `conserve.py`, `score_openapi.py`); without it they are left out
    #[arg(long, value_name = "DIR")]
    tools: Option<PathBuf>,
    /// Folder of `<set>.toml` files, each an api.toml for the set of that name
    #[arg(long, value_name = "DIR")]
    configs: Option<PathBuf>,
    /// What is expected, set by set
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,
    /// Where copies, crates and builds go, to be used again; `target/corpus` of the workspace otherwise
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// How many findings to show of each kind
    #[arg(long, value_name = "N", default_value_t = 10)]
    show: usize,
}

pub(super) fn run(args: &Corpus) -> Outcome {
    let root = place::root()?;
    let work = args.work.clone().unwrap_or_else(|| root.join("target").join("corpus"));
    let expectations = args.expect.as_deref().map(Expectations::read).transpose()?.unwrap_or_default();
    let tools = args.tools.as_deref().map(|folder| Tools::install(folder, &work)).transpose()?;
    let mut all: Vec<Measured> = Vec::new();
    for set in &args.set {
        let place = measure::Place {
            set: set.clone(),
            work: work.clone(),
            lock: root.join("Cargo.lock"),
            config: args.configs.clone(),
        };
        let measured = measure(&place, tools.as_ref())?;
        say(&format!("{} measured in {} s", measured.set, measured.seconds));
        for (kind, findings) in &measured.findings {
            for finding in findings.iter().take(args.show) {
                print(&format!("{} {kind}: {}\n", measured.set, annotate_snippets::normalize_untrusted_str(finding)));
            }
            if findings.len() > args.show {
                print(&format!("{} {kind}: and {} more\n", measured.set, findings.len() - args.show));
            }
        }
        all.push(measured);
    }
    print(&table::table(&all));
    let missed = expectations.judge(&all);
    for line in &missed {
        print(&format!("NOT MET {line}\n"));
    }
    if args.expect.is_some() && missed.is_empty() {
        print("met: everything that is expected of these sets\n");
    }
    Ok(if missed.is_empty() { End::Fine } else { End::Findings })
}

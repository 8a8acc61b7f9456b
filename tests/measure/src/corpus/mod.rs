//! Input: folders of published pages, and what is expected of them. Output: one table of how faithful the result is.
//! Invariant: a set is measured on a copy without its `truth/`, through the same commands that a user has.

use std::path::PathBuf;

use clap::Args;

use crate::terminal::{End, Outcome, print, print_table, say};
use crate::workspace;

mod copies;
mod examples;
mod expectations;
mod figures;
mod page_set;
mod scripts;
mod table;

use self::expectations::Expectations;
use self::figures::Measured;
use self::page_set::measure;
use self::scripts::Scripts;

#[derive(Debug, Args)]
pub(crate) struct Corpus {
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

pub(crate) fn run(args: &Corpus) -> Outcome {
    let root = workspace::root();
    let work = args.work.clone().unwrap_or_else(|| root.join("target").join("corpus"));
    let expectations = args.expect.as_deref().map(Expectations::read).transpose()?.unwrap_or_default();
    let scripts = args.tools.as_deref().map(|folder| Scripts::install(folder, &work)).transpose()?;
    let mut all: Vec<Measured> = Vec::new();
    for set in &args.set {
        let place = page_set::Place {
            set: set.clone(),
            work: work.clone(),
            lock: root.join("Cargo.lock"),
            config: args.configs.clone(),
        };
        let measured = measure(&place, scripts.as_ref())?;
        say(&format!("{} measured in {} s", measured.set, measured.seconds));
        for (kind, findings) in &measured.findings {
            for finding in findings.iter().take(args.show) {
                print(&format!("{} {kind}: {finding}", measured.set));
            }
            if findings.len() > args.show {
                print(&format!("{} {kind}: and {} more", measured.set, findings.len() - args.show));
            }
        }
        all.push(measured);
    }
    print_table(&table::rows(&all));
    let missed = expectations.judge(&all);
    for line in &missed {
        print(&format!("NOT MET {line}"));
    }
    if args.expect.is_some() && missed.is_empty() {
        print("met: everything that is expected of these sets");
    }
    Ok(if missed.is_empty() { End::Fine } else { End::Findings })
}

//! Input: constructs that a page, a document or a folder can have many of. Output: a table of what twice as many cost.
//! Invariant: instructions are counted and no time is measured, so that the same program always has the same figures.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::Args;

use crate::terminal::{End, Outcome, print, print_table, say};

mod budget;
mod components;
mod construct;
mod count;
mod projects;
mod site;
mod texts;

use self::construct::{Construct, Run};

/// What twice as many may cost: twice, and what sorted lists and maps of names cost more as they grow.
const LIMIT: f64 = 2.2;
/// Other machines copy and compare with other instructions.
const SLACK: f64 = 0.05;

#[derive(Debug, Args)]
pub(crate) struct Growth {
    /// Only constructs whose name has one of these words in it
    construct: Vec<String>,
    /// So many times the sizes that are counted otherwise
    #[arg(long, value_name = "N", default_value_t = 1)]
    times: usize,
    /// How many are counted side by side
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// Count what FILE has budgets for, and nothing else
    #[arg(long, value_name = "FILE", conflicts_with = "write")]
    budgets: Option<PathBuf>,
    /// Count nothing; write the pages of the first construct there, so many of it
    #[arg(long, value_name = "DIR", requires = "size")]
    write: Option<PathBuf>,
    /// How many
    #[arg(long, value_name = "N")]
    size: Option<usize>,
}

pub(crate) fn run(args: &Growth) -> Outcome {
    let all = components::ALL.iter().chain(texts::ALL).chain(projects::ALL);
    let is_meant =
        |one: &&Construct| args.construct.is_empty() || args.construct.iter().any(|word| one.name.contains(word));
    let meant = all.filter(is_meant).collect::<Vec<_>>();
    if let (Some(folder), Some(size), Some(first)) = (&args.write, args.size, meant.first()) {
        write(folder, first, size)?;
        say(&format!("{} {size} times in `{}`", first.name, folder.display()));
        return Ok(End::Fine);
    }
    if !count::is_possible() {
        say("valgrind is not here, so nothing was counted");
        return Ok(End::Findings);
    }
    let program = std::env::current_exe()?;
    // What a run costs whatever it reads.
    let least = [Run::Make, Run::Again, Run::Compare, Run::Inspect]
        .map(|run| (run, counted(&program, &Construct::body("", 0, |_| String::new()).with(run), 0)));
    let least = |run: Run| least.iter().find(|(of, _)| *of == run).and_then(|(_, cost)| cost.clone().ok()).unwrap_or(0);
    if let Some(file) = &args.budgets {
        let all = || components::ALL.iter().chain(texts::ALL).chain(projects::ALL);
        return Ok(budget::judge(file, |name, many| {
            let construct = all().find(|one| one.name == name).ok_or(format!("there is no construct `{name}`"))?;
            Ok(counted(&program, construct, many)?.saturating_sub(least(construct.run)))
        })?);
    }
    let (next, rows) = (Mutex::new(meant.iter().enumerate()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..args.jobs.max(1) {
            scope.spawn(|| {
                while let Some((at, construct)) = next.lock().ok().and_then(|mut next| next.next()) {
                    let row = measured(&program, construct, args.times, least(construct.run));
                    if let Ok(mut rows) = rows.lock() {
                        rows.push((at, row));
                    }
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(at, _)| *at);
    let rows = rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
    Ok(report(&rows))
}

/// What one construct costs.
struct Row {
    name: &'static str,
    size: usize,
    costs: Result<[u64; 2], String>,
}

impl Row {
    fn factor(&self) -> Option<f64> {
        let [once, twice] = *self.costs.as_ref().ok()?;
        Some(twice as f64 / once.max(1) as f64)
    }
}

fn measured(program: &Path, construct: &Construct, times: usize, least: u64) -> Row {
    let size = construct.size * times;
    let cost = |size: usize| Ok(counted(program, construct, size)?.saturating_sub(least));
    let costs = cost(size).and_then(|once| Ok([once, cost(2 * size)?]));
    Row { name: construct.name, size, costs }
}

fn report(rows: &[Row]) -> End {
    let million = |count: u64| format!("{:.1}", count as f64 / 1e6);
    let mut table =
        vec![["construct", "how many", "million instructions", "twice as many", "factor"].map(str::to_owned).to_vec()];
    for row in rows {
        let [once, twice] =
            row.costs.as_ref().map_or_else(|_| ["-".to_owned(), "-".to_owned()], |costs| costs.map(million));
        let factor = row.factor().map_or("-".to_owned(), |factor| format!("{factor:.2}"));
        table.push(vec![row.name.to_owned(), row.size.to_string(), once, twice, factor]);
    }
    print_table(&table);
    let mut end = End::Fine;
    for row in rows {
        let told = match (&row.costs, row.factor()) {
            (Err(why), _) => why.clone(),
            (_, Some(factor)) if factor > LIMIT + SLACK => {
                format!("twice as many cost {factor:.2} times as much; {LIMIT} at most")
            }
            _ => continue,
        };
        print(&format!("NOT LINEAR {}: {told}", row.name));
        end = End::Findings;
    }
    end
}

fn counted(program: &Path, construct: &Construct, size: usize) -> Result<u64, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (pages, crate_) = (folder.path().join("things"), folder.path().join("crate"));
    let failed = |error: std::io::Error| error.to_string();
    write(&pages, construct, size).map_err(failed)?;
    let (input, output) = (pages.display().to_string(), crate_.display().to_string());
    let regen = ["regen", "--verbose", "--input", &input, "--output", &output];
    let plain = |args: &[&str]| crate::commands::output(std::process::Command::new(program).args(args)).map(|_| ());
    match construct.run {
        Run::Make => count::instructions(program, &regen),
        Run::Inspect => count::instructions(program, &["inspect", &input]),
        Run::Again => {
            plain(&regen)?;
            count::instructions(program, &regen)
        }
        Run::Compare => {
            plain(&regen)?;
            spoil(&crate_.join("src").join("things")).map_err(failed)?;
            count::instructions(program, &[&regen[..], &["--check"]].concat())
        }
    }
}

/// Writes the pages into a folder of their own.
fn write(folder: &Path, construct: &Construct, size: usize) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (path, text) in construct.of(size) {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// Makes every file of a crate differ in all but a few lines, and not in its head.
fn spoil(folder: &Path) -> std::io::Result<()> {
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let text = std::fs::read_to_string(entry.path())?;
            let other = text
                .lines()
                .enumerate()
                .map(|(at, line)| if at < 3 { format!("{line}\n") } else { format!("{line} // {at}\n") });
            std::fs::write(entry.path(), other.collect::<String>())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constructs_have_names_of_their_own_and_grow_by_their_number() {
        let mut names = std::collections::BTreeSet::new();
        for one in components::ALL.iter().chain(texts::ALL).chain(projects::ALL) {
            assert!(names.insert(one.name), "{} stands there twice", one.name);
            let bytes = |n: usize| one.of(n).iter().map(|(_, text)| text.len()).sum::<usize>() as f64;
            let (once, twice, thrice) = (bytes(one.size), bytes(2 * one.size), bytes(3 * one.size));
            let growth = (thrice - twice) / (twice - once);
            assert!((0.8..1.3).contains(&growth), "{}: {once} {twice} {thrice}", one.name);
        }
    }

    #[test]
    fn names_of_one_identifier_differ() {
        let names = (0..3_000).map(construct::names_of_one_identifier).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(names.len(), 3_000);
    }
}

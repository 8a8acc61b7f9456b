//! Input: a crate and its twin. Output: what the compiler takes to check the types of each.
//! Invariant: both have their dependencies built beforehand, nothing is left of the last check, and they take turns.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::commands::{cargo, output};

use super::Row;
use super::crates::{API, Twins};

/// CPU in seconds, and the most memory in megabytes.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    megabytes: f64,
}

pub(super) fn rows(twins: &Twins, build: &Path, rounds: usize) -> Result<Vec<Row>, String> {
    let folders = [&twins.own, &twins.derived];
    for folder in folders {
        output(&mut check(folder, build))?.good()?;
    }
    let mut least: [Option<Cost>; 2] = [None; 2];
    for _ in 0..rounds.max(1) {
        for (folder, least) in folders.into_iter().zip(&mut least) {
            let cost = once(folder, build)?;
            *least = Some(least.filter(|least| least.seconds <= cost.seconds).unwrap_or(cost));
        }
    }
    let [Some(own), Some(floor)] = least else { return Err("nothing was measured".to_owned()) };
    Ok(vec![
        Row { what: "check of the types, by the derives'".into(), unit: "s", own: own.seconds, floor: floor.seconds },
        Row { what: "memory of that, by the derives'".into(), unit: "MB", own: own.megabytes, floor: floor.megabytes },
    ])
}

fn check(folder: &Path, build: &Path) -> Command {
    let mut check = cargo(build, &folder.join("Cargo.toml"), "check");
    check.arg("--no-default-features").arg("--features").arg(API);
    check
}

/// One check, timed by the system's own program: the standard library does not say what a child took.
fn once(folder: &Path, build: &Path) -> Result<Cost, String> {
    let root = folder.join("src/lib.rs");
    let failed = |error: &dyn std::fmt::Display| format!("`{}`: {error}", root.display());
    let text = fs::read(&root).map_err(|error| failed(&error))?;
    fs::write(&root, text).map_err(|error| failed(&error))?;
    let check = check(folder, build);
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%U %S %M"]).arg(check.get_program()).args(check.get_args());
    timed.envs(check.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let said = output(&mut timed)?;
    let stderr = said.stderr.clone();
    said.good()?;
    let mut figures = stderr.lines().last().unwrap_or_default().split(' ').map(str::parse::<f64>);
    match (figures.next(), figures.next(), figures.next()) {
        (Some(Ok(user)), Some(Ok(system)), Some(Ok(kilobytes))) => {
            Ok(Cost { seconds: user + system, megabytes: kilobytes / 1024.0 })
        }
        _ => Err(format!("`time` said {stderr:?}")),
    }
}

//! Input: a command. Output: how many instructions it takes, and how much memory at once.
//! Invariant: what is counted is the same on every machine of one kind, whatever else runs there; no time is measured.

use std::path::Path;
use std::process::{Command, Stdio};

/// Whether there is something to count with.
pub(super) fn is_possible() -> bool {
    let tried = Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

/// The instructions of `program` with `args`, from its start to its end. It may end with findings.
pub(super) fn instructions(program: &Path, args: &[&str]) -> Result<u64, String> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    // Its report goes to a pipe of its own, so that it is not among the words of the program.
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let log = folder.path().join("log");
    command.arg(format!("--log-file={}", log.display())).arg(program).args(args);
    let output = command.stdout(Stdio::null()).output().map_err(|error| format!("valgrind: {error}"))?;
    if !matches!(output.status.code(), Some(0 | 1)) {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{}: {}", args.join(" "), said.lines().last().unwrap_or("killed")));
    }
    let log = std::fs::read_to_string(&log).map_err(|error| error.to_string())?;
    total(&log).ok_or_else(|| format!("valgrind said no total: {log}"))
}

/// The total of a report of cachegrind.
fn total(log: &str) -> Option<u64> {
    let (_, said) = log.lines().find_map(|line| line.split_once("I refs:").or_else(|| line.split_once("I   refs:")))?;
    said.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_read_whichever_way_it_is_written() {
        assert_eq!(total("==1== \n==1== I   refs:      129,909\n"), Some(129_909));
        assert_eq!(total("==1== I refs:        1,129,909\n"), Some(1_129_909));
        assert_eq!(total("==1== nothing\n"), None);
    }
}

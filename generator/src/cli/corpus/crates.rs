//! Input: folders and commands. Output: copies, and what the commands said.
//! Invariant: nothing is written but below the folder that is named as the target.

use std::path::Path;
use std::process::Command;

use walkdir::WalkDir;

/// What a command said.
#[derive(Debug)]
pub(in crate::cli) struct Said {
    pub(in crate::cli) code: Option<i32>,
    pub(in crate::cli) stdout: String,
    pub(in crate::cli) stderr: String,
}

impl Said {
    /// What it printed, if it ended well.
    pub(in crate::cli) fn good(self) -> Result<String, String> {
        if self.code == Some(0) { Ok(self.stdout) } else { Err(self.stderr) }
    }
}

/// Runs a command to its end.
pub(in crate::cli) fn output(command: &mut Command) -> Result<Said, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("`{name}` cannot be run: {error}"))?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Said { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) })
}

/// A cargo command on a crate, with warnings as errors and a build folder that all crates share.
pub(super) fn cargo(work: &Path, manifest: &Path, command: &str) -> Command {
    cargo_in(&work.join("target"), manifest, command)
}

/// The same, with another build folder.
pub(in crate::cli) fn cargo_in(build: &Path, manifest: &Path, command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(command).arg("--quiet").arg("--manifest-path").arg(manifest);
    cargo.env("CARGO_TARGET_DIR", build).env("RUSTFLAGS", "-D warnings");
    // Line tables of crates that nobody debugs are a third of the build.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    cargo
}

/// Copies a folder, without what is called so at its top. What was at `to` goes away, but for those names.
pub(super) fn copy(from: &Path, to: &Path, without: &[&str]) -> Result<(), String> {
    let failed = |path: &Path, error: &dyn std::fmt::Display| format!("`{}`: {error}", path.display());
    std::fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    for entry in std::fs::read_dir(to).map_err(|error| failed(to, &error))? {
        let entry = entry.map_err(|error| failed(to, &error))?;
        if without.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let path = entry.path();
        let gone = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        gone.map_err(|error| failed(&path, &error))?;
    }
    let wanted =
        |entry: &walkdir::DirEntry| entry.depth() != 1 || !without.iter().any(|name| entry.file_name() == *name);
    for entry in WalkDir::new(from).sort_by_file_name().into_iter().filter_entry(wanted) {
        let entry = entry.map_err(|error| failed(from, &error))?;
        let Ok(inside) = entry.path().strip_prefix(from) else { continue };
        let target = to.join(inside);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).map_err(|error| failed(&target, &error))?;
        } else if entry.file_type().is_file() {
            // Bytes alone: the copy of a file that may only be read is one that may be replaced.
            let bytes = std::fs::read(entry.path()).map_err(|error| failed(entry.path(), &error))?;
            std::fs::write(&target, bytes).map_err(|error| failed(&target, &error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_leaves_out_what_is_named_and_keeps_nothing_old() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        for path in ["from/a/truth", "from/truth", "to/old"] {
            std::fs::create_dir_all(folder.path().join(path)).unwrap();
        }
        std::fs::write(from.join("a/truth/x.md"), "x").unwrap();
        std::fs::write(from.join("truth/y.json"), "y").unwrap();
        copy(&from, &to, &["truth"]).unwrap();
        assert!(to.join("a/truth/x.md").is_file());
        assert!(!to.join("truth").exists() && !to.join("old").exists());
    }
}

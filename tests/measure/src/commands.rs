//! Input: a command. Output: what it said, and how it ended.
//! Invariant: a command that cannot be run is an error with its name; one that fails is judged by whoever ran it.

use std::path::Path;
use std::process::Command;

/// What a command said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    /// What it printed, if it ended well.
    pub(crate) fn good(self) -> Result<String, String> {
        if self.code == Some(0) { Ok(self.stdout) } else { Err(self.stderr) }
    }
}

/// Runs a command to its end.
pub(crate) fn output(command: &mut Command) -> Result<Said, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("`{name}` cannot be run: {error}"))?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Said { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) })
}

/// A command that a user has, of the program that this one runs in; `config` is an api.toml kept elsewhere.
pub(crate) fn own(command: &str, config: Option<&Path>) -> Result<Command, String> {
    let mut own = Command::new(std::env::current_exe().map_err(|error| error.to_string())?);
    own.arg(command);
    if let Some(config) = config {
        own.arg("--config").arg(config);
    }
    Ok(own)
}

/// A cargo command on a crate, with warnings as errors.
pub(crate) fn cargo(build: &Path, manifest: &Path, command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(command).arg("--quiet").arg("--manifest-path").arg(manifest);
    cargo.env("CARGO_TARGET_DIR", build).env("RUSTFLAGS", "-D warnings");
    // Line tables of crates that nobody debugs are a third of the build.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    cargo
}

//! Input: the words of a command line. Output: text on the terminal and an exit status.
//! Invariant: the one room that prints; 0 is fine, 1 is findings, 2 is unusable arguments or a system that refuses.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod explain;
mod inspect;
mod place;
mod progress;
mod regen;
mod render;
mod summary;

/// Turns API documentation pages into a Rust crate.
#[derive(Debug, Parser)]
#[command(name = "fieldstone", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the crate from the pages
    Regen(Regen),
    /// Show what each page is read as
    Inspect(Inspect),
    /// Show every piece of evidence for a type, a field, an operation or a parameter
    Explain(Explain),
}

#[derive(Debug, Args)]
struct Regen {
    /// Write nothing; name every file that is not as it should be
    #[arg(long)]
    check: bool,
    /// Only this API; the others stay as they are
    #[arg(long, value_name = "NAME")]
    api: Vec<String>,
    /// A folder of APIs, or one API
    #[arg(long, value_name = "DIR")]
    input: Option<PathBuf>,
    /// Make a crate that stands alone, in this folder
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// An api.toml kept elsewhere, for an input that is one API
    #[arg(long, value_name = "FILE", requires = "input")]
    config: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value = "human")]
    format: ReportFormat,
    /// Make warnings errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

#[derive(Debug, Args)]
struct Inspect {
    /// Pages, or folders of them
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// One JSON object a line, one line a page
    #[arg(long)]
    json: bool,
    /// An api.toml kept elsewhere, for a path that is one API
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Explain {
    /// Name of the API
    api: String,
    /// TYPE, TYPE.FIELD, OPERATION or OPERATION.PARAMETER
    item: String,
    /// A folder of APIs, or one API
    #[arg(long, value_name = "DIR")]
    input: Option<PathBuf>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Fine,
    Findings,
}

type Outcome = Result<End, Box<dyn std::error::Error>>;

/// Runs the command line. `args` begins with the program's own name, as [`std::env::args_os`] does.
pub fn main(args: impl Iterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        // Asking for help is no error; clap knows which of the two streams is meant.
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let outcome = match cli.command {
        Command::Regen(args) => regen::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Explain(args) => explain::run(&args),
    };
    match outcome {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Err(error) => {
            say(&render::plain("error", &error.to_string()));
            ExitCode::from(2)
        }
    }
}

/// To the user. A stream that is closed is no reason to stop.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// The result itself.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn commands_that_do_not_exist_yet_are_unusable_arguments() {
        for command in ["lint", "diff", "fetch", "new"] {
            assert!(Cli::try_parse_from(["xtask", command]).unwrap_err().use_stderr());
        }
    }
}

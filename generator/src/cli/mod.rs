//! Input: the words of a command line. Output: text on the terminal and an exit status.
//! Invariant: the one room that prints; 0 is fine, 1 is findings, 2 is unusable arguments or a system that refuses.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod explain;
mod folders;
mod inspect;
mod outcome;
mod progress;
mod regen;
mod render;
mod summary;
mod terminal;

use self::outcome::End;
use self::terminal::say;

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
    Regen(regen::Regen),
    /// Show what each page is read as
    Inspect(inspect::Inspect),
    /// Show every piece of evidence for a type, a field, an operation or a parameter
    Explain(explain::Explain),
}

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

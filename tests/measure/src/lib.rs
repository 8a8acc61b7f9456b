//! Input: the words of a command line. Output: figures of how faithful the result is, and an exit status.
//! Invariant: it knows what a user knows, the library and the commands; the program that it runs in has these too.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

mod bench;
mod commands;
mod conformance;
mod corpus;
mod growth;
mod models;
pub mod read_back;
mod terminal;
mod workspace;

use self::terminal::{End, say};

/// Measures what Fieldstone makes of pages.
#[derive(Debug, Parser)]
#[command(name = "fieldstone-measure", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure how faithful the result is, on whole sets of published pages
    Corpus(corpus::Corpus),
    /// Call every operation of the generated client, on a server that follows the exported documents
    Conformance(conformance::Conformance),
    /// Count what twice as many of everything cost
    Growth(growth::Growth),
    /// Measure what the generated types cost the compiler and at run time, each beside its floor
    Bench(bench::Bench),
}

/// Whether `word` is one of these commands.
pub fn has_command(word: &OsStr) -> bool {
    Cli::command().find_subcommand(word).is_some()
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
        Command::Corpus(args) => corpus::run(&args),
        Command::Conformance(args) => conformance::run(&args),
        Command::Growth(args) => growth::run(&args),
        Command::Bench(args) => bench::run(&args),
    };
    match outcome {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together_and_leaves_a_users_commands_alone() {
        Cli::command().debug_assert();
        let known = |word: &str| has_command(OsStr::new(word));
        assert!(known("corpus") && known("conformance") && !known("regen") && !known("--help"));
    }
}

//! Input: the words of a command line. Output: text on the terminal and an exit status.
//! Invariant: the one room that prints; 0 is fine, 1 is findings, 2 is unusable arguments or a system that refuses.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use clap_complete::Shell;
use colorchoice_clap::Color;

mod baseline;
mod changes;
mod diagnostic_line;
mod diff;
mod explain;
mod fetch;
mod folders;
mod init;
mod inspect;
mod lint;
mod new;
mod outcome;
mod program;
mod progress;
mod regen;
mod render;
mod scheme;
mod summary;
mod terminal;
mod topics;

use self::outcome::End;
use self::terminal::say;

/// What a program that calls [`main`] takes its memory from: a run makes millions of small things, for which the system's
/// own allocator may take as long as for all the rest. A program has one allocator, so it is the program that says so:
///
/// ```
/// #[global_allocator]
/// static ALLOCATOR: fieldstone::cli::Allocator = fieldstone::cli::Allocator;
/// ```
pub use mimalloc::MiMalloc as Allocator;

/// Turns API documentation pages into a Rust crate.
///
/// Exit status: 0 fine, 1 findings (something differs, or a page or a project file is in error), 2 unusable arguments or a
/// system that refuses.
#[derive(Debug, Parser)]
#[command(
    name = "fieldstone",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the crate from the pages
    Regen(regen::Regen),
    /// Show what changed about the APIs, and what that asks of the crate's version
    Diff(diff::Diff),
    /// Write what a project of your own lacks; touch nothing that is there
    Init(init::Init),
    /// Refresh an API's pages from the site that publishes them
    Fetch(fetch::Fetch),
    /// Make a first crate of a folder of pages, a checkout of a docs repository, or a site
    New(new::New),
    /// Show what each page is read as
    Inspect(inspect::Inspect),
    /// Show what is wrong with the pages themselves; make nothing
    Lint(lint::Lint),
    /// Show every piece of evidence for an item of an API, or what a diagnostic or a key means
    Explain(explain::Explain),
    /// Print a script that completes commands in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Runs the command line. `args` begins with the program's own name, as [`std::env::args_os`] does.
pub fn main(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args = args.collect::<Vec<_>>();
    let name = program::called(args.first().map(OsString::as_os_str));
    let parsed = Cli::command().bin_name(name).try_get_matches_from(args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        // Asking for help is no error; clap knows which of the two streams is meant.
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    cli.color.write_global();
    let outcome = match cli.command {
        Command::Regen(args) => regen::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::New(args) => new::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Completions { shell } => {
            // A program that cargo runs completes nothing by itself: the script is for the program of its own name.
            clap_complete::generate(shell, &mut Cli::command(), "fieldstone", &mut std::io::stdout());
            Ok(End::Fine)
        }
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
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn commands_that_do_not_exist_are_unusable_arguments() {
        for command in ["new-api", "regenerate"] {
            assert!(Cli::try_parse_from(["xtask", command]).unwrap_err().use_stderr());
        }
    }
}

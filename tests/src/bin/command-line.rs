//! Input: the words of a command line. Output: what the command line prints, and its exit status.
//! Invariant: nothing but a call, so that a suite sees what a user sees.

fn main() -> std::process::ExitCode {
    fieldstone::cli::main(std::env::args_os())
}

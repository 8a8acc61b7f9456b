//! Input: the command line. Output: fieldstone's.
//! Invariant: nothing happens here, so that every workspace can have the same commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    fieldstone::cli::main(std::env::args_os())
}

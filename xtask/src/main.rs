//! Input: the command line. Output: what fieldstone says, or what measures it.
//! Invariant: nothing happens here; without the words that measure, every workspace can have the same `main`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: fieldstone::cli::Allocator = fieldstone::cli::Allocator;

fn main() -> ExitCode {
    let args = std::env::args_os();
    if std::env::args_os().nth(1).is_some_and(|word| fieldstone_measure::has_command(&word)) {
        return fieldstone_measure::main(args);
    }
    fieldstone::cli::main(args)
}

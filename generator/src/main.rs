//! Input: the words of a command line. Output: what the command line says, and its exit status.
//! Invariant: nothing but a call; everything else is the library's.

#[global_allocator]
static ALLOCATOR: fieldstone::cli::Allocator = fieldstone::cli::Allocator;

fn main() -> std::process::ExitCode {
    fieldstone::cli::main(std::env::args_os())
}

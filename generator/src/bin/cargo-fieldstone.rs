//! Input: the words of `cargo fieldstone ...`. Output: what the command line says, and its exit status.
//! Invariant: nothing but a call, so that a project can have an alias of cargo's for it.

#[global_allocator]
static ALLOCATOR: fieldstone::cli::Allocator = fieldstone::cli::Allocator;

fn main() -> std::process::ExitCode {
    // Cargo hands over its own word for the command as the first argument.
    let args = std::env::args_os().enumerate();
    fieldstone::cli::main(args.filter(|(at, word)| *at != 1 || word != "fieldstone").map(|(_, word)| word))
}

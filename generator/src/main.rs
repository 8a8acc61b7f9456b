//! Input: the words of a command line. Output: what the command line says, and its exit status.
//! Invariant: nothing but a call; everything else is the library's.

fn main() -> std::process::ExitCode {
    fieldstone::cli::main(std::env::args_os())
}

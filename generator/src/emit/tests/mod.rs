//! Input: small plans. Output: the emitted files as text, and what must hold of every one of them.
//! Invariant: no text of a page becomes code.

mod hostile;
mod identifiers;
mod plans;
mod print;
mod snapshots;

//! Input: nothing; this is how a command ends. Output: [`Outcome`].
//! Invariant: an error is told by whoever called the command, and by nobody else.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Fine,
    /// With something to look at.
    Findings,
}

pub(super) type Outcome = Result<End, Box<dyn std::error::Error>>;

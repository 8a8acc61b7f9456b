//! Input: the calls that the running text of a page mentions. Output: [`Mention`]s, and how many they are.
//! Invariant: with and without the base path it is one call.

use std::collections::BTreeSet;

use crate::draft::target::Target;
use crate::schema::path::identity;
use crate::source::Span;

/// A call that a text mentions.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) method: String,
    pub(crate) target: Target,
    pub(crate) span: Span,
}

/// How many different calls a page mentions.
pub(crate) fn distinct(mentions: &[Mention]) -> usize {
    let calls: BTreeSet<_> = mentions.iter().map(|call| (&call.method, identity(&call.target.path))).collect();
    // With and without the base path it is one call.
    let longer = |(method, path): &(&String, String)| {
        calls.iter().any(|(known, other)| known == method && other != path && other.ends_with(path.as_str()))
    };
    calls.iter().filter(|call| !longer(call)).count()
}

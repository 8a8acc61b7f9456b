//! Input: an error. Output: every text that can be got of it and of what caused it.
//! Invariant: what is nowhere in the text is not shown by any of the usual ways.

use std::error::Error;

pub(crate) fn shown(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        text.push_str(&format!("{error} {error:?} {error:#?} "));
        next = error.source();
    }
    text
}

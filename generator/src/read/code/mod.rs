//! Input: a code block. Output: what it says of a request or a response, as plain data.
//! Invariant: every function here is total; what is not recognised is absent, never guessed.

mod bases;
mod curl;
mod fetch;
mod info;
mod library;
mod places;
mod request_sample;
mod shell;
#[cfg(test)]
mod tests;

use crate::read::page::CodeBlock;

pub use self::bases::Bases;
pub use self::info::{FenceInfo, info, status_in};
pub(crate) use self::places::Places;
pub use self::request_sample::{FormEncoding, FormPart, RequestSample, Tool};

/// A longer block is data, not a sample.
const MAX_SAMPLE_BYTES: usize = 64 << 10;

/// The requests that a code block shows, in order. The content decides: all but data is searched.
pub fn requests(block: &CodeBlock) -> Vec<RequestSample> {
    let is_data =
        matches!(info(&block.info).language.as_deref(), Some("json" | "yaml" | "yml" | "xml" | "html" | "csv"));
    if is_data || block.text.len() > MAX_SAMPLE_BYTES {
        return Vec::new();
    }
    let commands = curl::read(block);
    let calls = if commands.is_empty() { fetch::read(block) } else { commands };
    let mut calls = if calls.is_empty() { library::read(block) } else { calls };
    Bases::settle(&block.text, &mut calls);
    calls
}

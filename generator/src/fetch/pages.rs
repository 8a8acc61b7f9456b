//! Input: the address of a page. Output: its text, or that it is as it was, or why there is none.
//! Invariant: only a text that was asked for and is one counts; of HTML nothing is kept.

use std::collections::BTreeMap;

use url::Url;

use super::client::{Question, Wanted};
use super::digest::digest;
use super::fault::Fault;
use super::lists::Kind;
use super::shelf::{Shelf, Shelved};
use super::text;
use super::transfer::{Answer, Transfer};
use crate::project::{PageSource, Source};

/// Something that is to be taken.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Its address, as it is listed.
    pub(super) url: Url,
    /// What it is.
    pub(super) kind: Kind,
    /// Its path in the folder.
    pub(super) path: String,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Taken {
    /// Its text.
    Text(Vec<u8>, Source),
    /// It is as it is in the folder.
    Same(Source),
    /// The site has nothing there.
    Absent,
    /// The site has something else there.
    Unfit(String),
}

/// What pages are taken with.
pub(super) struct Taker<'a> {
    /// Asks.
    pub(super) transfer: &'a Transfer,
    /// What an earlier run has laid aside.
    pub(super) shelf: &'a dyn Shelf,
    /// The pages that are in the folder as they were taken, by address.
    pub(super) known: &'a BTreeMap<&'a str, &'a PageSource>,
    /// This day.
    pub(super) today: &'a str,
}

impl Taker<'_> {
    /// Takes a page: from where it came before, else from where sites have their Markdown.
    pub(super) fn take(&self, listed: &Listed) -> Result<Taken, Fault> {
        let mut addresses = addresses(listed);
        let known = |url: &Url| self.known.get(url.as_str()).filter(|known| known.path == listed.path);
        if let Some(at) = addresses.iter().position(|url| known(url).is_some()) {
            addresses.swap(0, at);
        }
        for url in &addresses {
            if let Some(Shelved { source, bytes }) = self.shelf.get(url.as_str())
                && digest(&bytes) == source.sha256
            {
                return Ok(Taken::Text(bytes, source));
            }
        }
        let mut last = Taken::Absent;
        for url in &addresses {
            let known = known(url).map(|known| &known.source);
            last = match self.transfer.get(url, question(listed.kind, known))? {
                Answer::NotModified => return Ok(known.cloned().map_or(Taken::Absent, Taken::Same)),
                Answer::Absent => Taken::Absent,
                Answer::Unfit(why) => Taken::Unfit(why),
                Answer::Text { bytes, etag, last_modified } => match is_text(listed.kind, &bytes) {
                    Err(why) => Taken::Unfit(why),
                    Ok(()) => {
                        let source = source(url, &bytes, etag, last_modified, known, self.today);
                        let shelved = Shelved { source, bytes };
                        self.shelf.put(&shelved);
                        return Ok(Taken::Text(shelved.bytes, shelved.source));
                    }
                },
            };
        }
        Ok(last)
    }
}

/// Where a text came from; the day is that on which these bytes came first.
pub(super) fn source(
    url: &Url,
    bytes: &[u8],
    etag: Option<String>,
    last_modified: Option<String>,
    known: Option<&Source>,
    today: &str,
) -> Source {
    let sha256 = digest(bytes);
    let date = known.filter(|known| known.sha256 == sha256).map_or(today, |known| known.date.as_str()).to_owned();
    Source { url: url.to_string(), etag, last_modified, sha256, date }
}

/// Where the text of a page may be: sites have its Markdown at its address with `.md` behind it, or give it to whoever asks.
fn addresses(listed: &Listed) -> Vec<Url> {
    let path = listed.url.path();
    let has_text = [".md", ".mdx", ".txt"].iter().any(|ending| path.ends_with(ending));
    if listed.kind != Kind::Page || has_text {
        return vec![listed.url.clone()];
    }
    let bare = path.trim_end_matches('/');
    let bare = bare.strip_suffix(".html").or(bare.strip_suffix(".htm")).unwrap_or(bare);
    let mut text = listed.url.clone();
    text.set_path(&if bare.is_empty() { "/index.md".to_owned() } else { format!("{bare}.md") });
    vec![text, listed.url.clone()]
}

fn question(kind: Kind, known: Option<&Source>) -> Question<'_> {
    let (accept, wanted): (_, Wanted) = match kind {
        Kind::Document => (text::DOCUMENTS, text::document_type),
        _ => (text::PAGES, text::page_type),
    };
    let etag = known.and_then(|known| known.etag.as_deref());
    Question { accept, etag, last_modified: known.and_then(|known| known.last_modified.as_deref()), wanted }
}

fn is_text(kind: Kind, bytes: &[u8]) -> Result<(), String> {
    match kind {
        Kind::Document => text::document_text(bytes).map(|_| ()),
        _ => text::page_text(bytes).map(|_| ()),
    }
}

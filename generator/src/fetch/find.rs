//! Input: a site. Output: the addresses of its pages, and what lists them.
//! Invariant: links in pages are not followed: what is asked for is what the site lists for programs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use url::Url;

use super::client::Question;
use super::fault::{Fault, FetchError};
use super::lists::{Kind, addresses, kind, title};
use super::pages::{Listed, Taken, Taker, source};
use super::site::Site;
use super::transfer::Answer;
use super::{paths, text};
use crate::project::{ListSource, Sources};

/// How deep lists may stand in lists.
const MAX_DEPTH: usize = 3;
/// How many lists are read.
const MAX_LISTS: usize = 50;

/// What a site lists.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What may be taken, in order, each once.
    pub(super) addresses: Vec<(Url, Kind)>,
    /// What lists it.
    pub(super) lists: Vec<ListSource>,
    /// What was asked and lists nothing, with the reason.
    pub(super) left_out: Vec<(String, String)>,
    /// What the first list calls the site.
    pub(super) title: Option<String>,
    /// What was taken on the way.
    pub(super) ready: Option<(Url, Taken)>,
}

/// What the site lists, or api.toml in its place.
pub(super) fn find(site: &Site, taker: &Taker<'_>, known: &Sources) -> Result<Found, FetchError> {
    let known = known.lists.iter().map(|list| (list.source.url.as_str(), list)).collect();
    let finder = Finder { taker, known };
    let mut found = Found::default();
    if !site.from.is_empty() {
        let starts = site.from.iter().map(|url| (url.clone(), kind(url)));
        for (url, kind) in starts {
            match finder.walk(&url, kind, &mut found)? {
                Ok(()) => {}
                Err(why) => return Err(FetchError::at(&url, why)),
            }
        }
        return Ok(found);
    }
    let mut tried = Vec::new();
    for (url, kind) in candidates(site) {
        let walked = match kind {
            Kind::Joined => finder.joined(&url, site, &mut found)?,
            _ => finder.walk(&url, kind, &mut found)?,
        };
        match walked {
            Ok(()) => {
                // What lies beside the documentation is another one's, unless it is listed there.
                if let Some(docs) = &site.docs {
                    found.addresses.retain(|(url, _)| is_below(docs, url));
                }
                if found.addresses.is_empty() {
                    tried.push((url.to_string(), "it lists nothing below `docs`".to_owned()));
                    continue;
                }
                return Ok(found);
            }
            Err(why) => tried.push((url.to_string(), why)),
        }
    }
    Err(FetchError::NoList(tried))
}

/// What sites have.
fn candidates(site: &Site) -> Vec<(Url, Kind)> {
    let Some(docs) = &site.docs else { return Vec::new() };
    let mut root = docs.clone();
    root.set_path("/");
    let mut base = docs.clone();
    base.set_path(&format!("{}/", docs.path().trim_end_matches('/')));
    let bases = if base == root { vec![base] } else { vec![base, root] };
    let names = [("llms.txt", Kind::Index), ("llms-full.txt", Kind::Joined), ("sitemap.xml", Kind::Sitemap)];
    let all =
        names.iter().flat_map(|(name, kind)| bases.iter().filter_map(|base| Some((base.join(name).ok()?, *kind))));
    all.collect()
}

/// Whether an address stands below that of the site; those on other hosts are named by hand.
fn is_below(docs: &Url, url: &Url) -> bool {
    let base = docs.path().trim_end_matches('/');
    let rest = url.path().strip_prefix(base);
    url.origin() != docs.origin()
        || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
        || kind(url) == Kind::Joined
}

struct Finder<'a> {
    taker: &'a Taker<'a>,
    known: BTreeMap<&'a str, &'a ListSource>,
}

impl Finder<'_> {
    /// Takes in what an address lists, and what that lists. The inner error says why it is no list.
    fn walk(&self, start: &Url, start_kind: Kind, found: &mut Found) -> Result<Result<(), String>, FetchError> {
        if !matches!(start_kind, Kind::Index | Kind::Sitemap) {
            return self.single(start, start_kind, found);
        }
        let mut queue = VecDeque::from([(start.clone(), start_kind, 0)]);
        let mut seen = found.addresses.iter().map(|(url, _)| url.to_string()).collect::<BTreeSet<_>>();
        let mut asked = BTreeSet::from([start.to_string()]);
        while let Some((url, list_kind, depth)) = queue.pop_front() {
            let list = match self.list(&url, list_kind).map_err(|fault| FetchError::of(&url, &fault))? {
                Ok((list, title)) => {
                    found.title = found.title.take().or(title);
                    list
                }
                Err(why) if depth == 0 => return Ok(Err(why)),
                Err(why) => {
                    found.left_out.push((url.to_string(), why));
                    continue;
                }
            };
            for url in list.lists.iter().filter_map(|url| Url::parse(url).ok()) {
                match kind(&url) {
                    Kind::Other => {}
                    // Of all pages in one file the list itself is the better half.
                    Kind::Joined if list_kind == Kind::Index => {}
                    inner @ (Kind::Index | Kind::Sitemap) => {
                        let is_list = inner == list_kind && depth < MAX_DEPTH && asked.len() < MAX_LISTS;
                        if is_list && asked.insert(url.to_string()) && self.taker.transfer.judge(&url).is_ok() {
                            queue.push_back((url, inner, depth + 1));
                        }
                    }
                    inner => {
                        if seen.insert(url.to_string()) {
                            found.addresses.push((url, inner));
                        }
                    }
                }
            }
            found.lists.push(list);
        }
        Ok(Ok(()))
    }

    /// What is a page itself. Whether it is there shows when it is taken.
    fn single(&self, url: &Url, kind: Kind, found: &mut Found) -> Result<Result<(), String>, FetchError> {
        if kind == Kind::Other {
            return Ok(Err("it is no page".to_owned()));
        }
        found.addresses.push((url.clone(), kind));
        Ok(Ok(()))
    }

    /// All pages in one file, where there is such a file.
    fn joined(&self, url: &Url, site: &Site, found: &mut Found) -> Result<Result<(), String>, FetchError> {
        let Ok(path) = paths::path(url, Kind::Joined, site.docs.as_ref()) else {
            return Ok(Err("it has no path".to_owned()));
        };
        let listed = Listed { url: url.clone(), kind: Kind::Joined, path };
        match self.taker.take(&listed).map_err(|fault| FetchError::of(url, &fault))? {
            Taken::Absent => Ok(Err("there is none".to_owned())),
            Taken::Unfit(why) => Ok(Err(why)),
            taken => {
                found.ready = Some((url.clone(), taken));
                self.single(url, Kind::Joined, found)
            }
        }
    }

    /// A list, and what it calls the site.
    fn list(&self, url: &Url, kind: Kind) -> Result<Result<(ListSource, Option<String>), String>, Fault> {
        let known = self.known.get(url.as_str());
        let etag = known.and_then(|known| known.source.etag.as_deref());
        let last_modified = known.and_then(|known| known.source.last_modified.as_deref());
        let question = Question { accept: text::LISTS, etag, last_modified, wanted: text::list_type };
        Ok(match self.taker.transfer.get(url, question)? {
            Answer::NotModified => known.map(|known| ((*known).clone(), None)).ok_or_else(String::new),
            Answer::Absent => Err("there is none".to_owned()),
            Answer::Unfit(why) => Err(why),
            Answer::Text { bytes, etag, last_modified } => text::page_text(&bytes).map(|text| {
                let lists = addresses(kind, text, url).into_iter().map(String::from).collect();
                let known = known.map(|known| &known.source);
                let source = source(url, &bytes, etag, last_modified, known, self.taker.today);
                (ListSource { source, lists }, title(kind, text))
            }),
        })
    }
}

//! Input: a site, and what was taken from it before. Output: [`Fetched`]: its pages as they are now.
//! Invariant: what is wrong with one page leaves that page out and is told; what is wrong with the site, or may be right a moment
//! later, gives an error and no page at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use url::Url;

use super::address::{host, page_key};
use super::fault::{Fault, FetchError};
use super::find::{Found, find};
use super::limits::Budget;
use super::lists::Kind;
use super::pages::{Listed, Taken, Taker};
use super::paths::{Claimed, path};
use super::shelf::Shelf;
use super::site::Site;
use super::transfer::Transfer;
use crate::project::{ListSource, PageSource, Source, Sources};

/// How many ask at once.
const WORKERS: usize = 4;
/// After so many faults the others need not be tried.
const MAX_FAULTS: usize = 8;
/// Where so many pages were asked for and none came as Markdown, none will.
const NO_MARKDOWN: usize = 24;

/// How far a run is: pages that were asked for, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Those that were.
    pub done: usize,
    /// All.
    pub all: usize,
}

/// What a site has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its pages, by path.
    pub pages: Vec<FetchedPage>,
    /// The pages of before that it no longer has, by path.
    pub gone: Vec<PageSource>,
    /// The pages of before that it has in another form now: they are as they were.
    pub stuck: Vec<PageSource>,
    /// What it lists and was not taken.
    pub left_out: Vec<LeftOut>,
    /// What the site calls itself.
    pub title: Option<String>,
    /// What lists its pages.
    pub lists: Vec<ListSource>,
    /// How many answers had a text.
    pub answers: u64,
    /// How many bytes came.
    pub bytes: u64,
}

/// A page of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedPage {
    /// Its path in the folder.
    pub path: String,
    /// Its text; `None` where it is as it is in the folder.
    pub bytes: Option<Vec<u8>>,
    /// Where it comes from.
    pub source: Source,
}

/// What was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// An address, or a few words on several.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Asks a site for its pages. `known` is what was taken before; of its pages, those whose path is in `intact` are in the
/// folder as they were taken, and asked for only if they changed.
pub fn fetch(
    site: &Site,
    known: &Sources,
    intact: &BTreeSet<String>,
    shelf: &dyn Shelf,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Fetched, FetchError> {
    let transfer = Transfer::new(site.hosts(), Budget::new(&site.options));
    let today = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    let asked = known.pages.iter().filter(|page| intact.contains(&page.path));
    let by_url = asked.map(|page| (page.source.url.as_str(), page)).collect::<BTreeMap<_, _>>();
    let taker = Taker { transfer: &transfer, shelf, known: &by_url, today: &today };
    let mut found = find(site, &taker, known)?;
    let mut left_out = std::mem::take(&mut found.left_out).into_iter().map(LeftOut::of).collect::<Vec<_>>();
    let wanted = wanted(site, &transfer, &found, &mut left_out);
    if wanted.len() > site.options.max_pages {
        return Err(FetchError::TooManyPages(wanted.len(), site.options.max_pages));
    }
    let taken = take_all(&taker, &wanted, found.ready.take(), progress)?;
    let mut before = known.pages.iter().map(|page| (page.path.as_str(), page)).collect::<BTreeMap<_, _>>();
    let (mut pages, mut stuck) = (Vec::new(), Vec::new());
    for (listed, taken) in wanted.into_iter().zip(taken) {
        let (bytes, source) = match taken {
            Taken::Text(bytes, source) => (Some(bytes), source),
            Taken::Same(source) => (None, source),
            Taken::Absent if before.contains_key(listed.path.as_str()) => continue,
            Taken::Absent => {
                left_out.push(LeftOut::of((listed.url.to_string(), "it is listed, and not there".to_owned())));
                continue;
            }
            Taken::Unfit(why) => {
                stuck.extend(before.remove(listed.path.as_str()).cloned());
                left_out.push(LeftOut::of((listed.url.to_string(), why)));
                continue;
            }
        };
        before.remove(listed.path.as_str());
        pages.push(FetchedPage { path: listed.path, bytes, source });
    }
    if pages.is_empty() {
        let list = found.lists.first().map(|list| list.source.url.clone());
        let list = list.or_else(|| Some(site.from.first().or(site.docs.as_ref())?.to_string())).unwrap_or_default();
        let first = left_out.first().map(|one| format!("`{}`: {}", one.what, one.why));
        return Err(FetchError::NoPage(list, first.unwrap_or_else(|| "it lists none".to_owned())));
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let gone = before.into_values().cloned().collect();
    let (answers, bytes) = transfer.budget.used();
    Ok(Fetched { pages, gone, stuck, left_out, title: found.title, lists: found.lists, answers, bytes })
}

impl LeftOut {
    fn of((what, why): (String, String)) -> Self {
        Self { what, why }
    }
}

/// What is to be taken: on a host that may be asked, each page once, under a path of its own, and as api.toml wants it.
fn wanted(site: &Site, transfer: &Transfer, found: &Found, left_out: &mut Vec<LeftOut>) -> Vec<Listed> {
    let (mut claimed, mut seen, mut wanted) = (Claimed::default(), BTreeSet::new(), Vec::new());
    let mut elsewhere: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (url, kind) in &found.addresses {
        if let Err(why) = transfer.judge(url) {
            elsewhere.entry(host(url)).or_insert((0, why)).0 += 1;
            continue;
        }
        let key = if *kind == Kind::Page { page_key(url) } else { url.to_string() };
        if !seen.insert(key) {
            continue;
        }
        let mut refuse = |why: &str| left_out.push(LeftOut { what: url.to_string(), why: why.to_owned() });
        match path(url, *kind, site.docs.as_ref()) {
            Err(why) => refuse(why),
            Ok(path) if site.options.pages.as_ref().is_some_and(|globs| !globs.is_match(&path)) => {}
            Ok(path) if !claimed.claim(&path) => refuse(&format!("its path `{path}` is that of another page")),
            Ok(path) => wanted.push(Listed { url: url.clone(), kind: *kind, path }),
        }
    }
    for (host, (count, why)) in elsewhere {
        let what = if count == 1 { format!("1 link to {host}") } else { format!("{count} links to {host}") };
        left_out.push(LeftOut { what, why });
    }
    wanted
}

/// Takes all, a few at once. The first fault, in the order of the list, ends the run.
fn take_all(
    taker: &Taker<'_>,
    wanted: &[Listed],
    ready: Option<(Url, Taken)>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Vec<Taken>, FetchError> {
    let [next, done, texts, same, unfit, faults] = [(); 6].map(|()| AtomicUsize::new(0));
    let results = Mutex::new(BTreeMap::<usize, Result<Taken, Fault>>::new());
    let ready = Mutex::new(ready);
    let is_hopeless = || {
        let has_none = texts.load(Ordering::Relaxed) + same.load(Ordering::Relaxed) == 0;
        let no_markdown = has_none && unfit.load(Ordering::Relaxed) >= NO_MARKDOWN;
        no_markdown || faults.load(Ordering::Relaxed) >= MAX_FAULTS
    };
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(listed) = wanted.get(at).filter(|_| !is_hopeless()) else { return };
            let known = ready.lock().unwrap_or_else(PoisonError::into_inner).take_if(|(url, _)| *url == listed.url);
            let taken = known.map_or_else(|| taker.take(listed), |(_, taken)| Ok(taken));
            let counter = match &taken {
                Ok(Taken::Text(..)) => Some(&texts),
                Ok(Taken::Same(_)) => Some(&same),
                Ok(Taken::Unfit(_)) => Some(&unfit),
                Ok(Taken::Absent) => None,
                Err(_) => Some(&faults),
            };
            let count = if taken.as_ref().is_err_and(Fault::is_of_run) { MAX_FAULTS } else { 1 };
            counter.map(|counter| counter.fetch_add(count, Ordering::Relaxed));
            results.lock().unwrap_or_else(PoisonError::into_inner).insert(at, taken);
            progress(Progress { done: done.fetch_add(1, Ordering::Relaxed) + 1, all: wanted.len() });
        }
    };
    std::thread::scope(|scope| (0..WORKERS.min(wanted.len())).for_each(|_| drop(scope.spawn(work))));
    let (mut all, mut first, mut others) = (Vec::new(), None, 0);
    for (at, taken) in results.into_inner().unwrap_or_else(PoisonError::into_inner) {
        match taken {
            Ok(taken) => all.push(taken),
            Err(fault) if first.is_none() => first = wanted.get(at).map(|listed| (listed, fault)),
            Err(_) => others += 1,
        }
    }
    match first {
        Some((listed, fault)) if fault.is_of_run() => Err(FetchError::of(&listed.url, &fault)),
        Some((listed, fault)) => Err(FetchError::Address {
            url: listed.url.to_string(),
            why: fault.to_string(),
            others,
            taken: texts.into_inner(),
        }),
        // Those that were not tried are as those before them.
        None => {
            all.resize_with(wanted.len(), || Taken::Unfit("none of the first pages is Markdown".to_owned()));
            Ok(all)
        }
    }
}

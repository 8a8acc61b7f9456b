//! Input: what api.toml, the pages and the site's configuration say of servers. Output: those of the API, and those of
//! single operations.
//! Invariant: api.toml wins over the pages for the operations that name what most of them name, and over nothing else; no
//! operation is called where nobody documents it.

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::origins::dedup;
use crate::fuse::hosts::{host, is_same, listed};
use crate::project::ApiProject;
use crate::schema::{Evidence, Origin, Server};
use crate::source::{SourceMap, Span};

/// Where the operations of an API are served.
pub(crate) struct Servers {
    /// The API's own; the first is the default.
    pub(crate) all: Vec<Server>,
    /// What most operations name. The first of the API's own stands in for it.
    main: Option<String>,
}

/// The drafts of one operation.
type Group = [(Draft, Endpoint)];

impl Servers {
    /// The servers that api.toml names and those that the pages show, the one of most operations first; else the site's.
    pub(crate) fn of(project: &ApiProject, sources: &SourceMap, groups: &[Vec<(Draft, Endpoint)>]) -> Self {
        let origin = |span: Span, evidence| {
            let page = sources.file(span.file).map_or("", |file| file.page()).to_owned();
            Origin { page, evidence, overruled: None, span: Some(span) }
        };
        let configured = |server: &crate::project::Server| Server {
            name: server.name.clone(),
            url: server.url.value.clone(),
            origins: vec![origin(server.url.span, Evidence::Config)],
        };
        let configured: Vec<Server> = project.servers.iter().map(configured).collect();
        let main = main(groups, configured.first().map(|server| server.url.as_str()));
        let mut servers = Self { all: configured, main };
        let is_configured = !servers.all.is_empty();
        let mut found: Vec<Server> = Vec::new();
        let usual = groups.iter().filter(|group| !servers.is_elsewhere(group));
        let mut usual: Vec<&(Draft, Endpoint)> = usual.flatten().collect();
        // In the order of the pages.
        usual.sort_by_key(|(draft, _)| draft.file);
        for (url, origin) in usual.iter().filter_map(|(_, endpoint)| endpoint.server.as_ref()) {
            add(&mut found, None, url, origin);
        }
        found.sort_by_key(|server| servers.main.as_ref().is_none_or(|main| *main != server.url));
        for (draft, endpoint) in usual {
            for (name, url, origin) in listed(draft, endpoint) {
                match found.iter_mut().find(|known| known.url == url) {
                    Some(known) => known.name = known.name.take().or_else(|| name.cloned()),
                    None => add(&mut found, name, url, origin),
                }
            }
        }
        // What the site names side by side serves the same.
        let site = || project.site.iter().flat_map(|site| &site.servers);
        if found.is_empty() && !is_configured || site().any(|url| servers.is_main(&url.value)) {
            for url in site() {
                let (address, origin) = (url.value.trim_end_matches('/'), origin(url.span, Evidence::SiteConfig));
                if !found.iter().any(|known| known.url == address) {
                    add(&mut found, None, address, &origin);
                }
            }
        }
        let own = |server: &Server| servers.all.iter().any(|known| is_same(&known.url, &server.url));
        let found: Vec<Server> = found.into_iter().filter(|server| !own(server)).collect();
        servers.all.extend(found);
        servers.all.iter_mut().for_each(|server| server.origins = dedup(std::mem::take(&mut server.origins).iter()));
        servers
    }

    /// The servers of an operation, where they are not the API's.
    pub(crate) fn own(&self, group: &Group) -> Vec<Server> {
        let Some((url, origin)) = named(group).filter(|_| self.is_elsewhere(group)) else { return Vec::new() };
        let mut own = Vec::new();
        add(&mut own, None, url, origin);
        for (name, url, origin) in group.iter().flat_map(|(draft, endpoint)| listed(draft, endpoint)) {
            if !self.is_main(url) {
                add(&mut own, name, url, origin);
            }
        }
        own.iter_mut().for_each(|server| server.origins = dedup(std::mem::take(&mut server.origins).iter()));
        own
    }

    fn is_main(&self, url: &str) -> bool {
        self.main.as_ref().is_some_and(|main| is_same(main, url))
    }

    /// Whether an operation is served elsewhere than most: its own line says so, or nothing says that it is where they are.
    fn is_elsewhere(&self, group: &Group) -> bool {
        let Some((url, origin)) = named(group) else { return false };
        let first = self.all.first().filter(|server| server.origins.iter().any(|one| one.evidence == Evidence::Config));
        let usual = self.main.as_deref().into_iter().chain(first.map(|server| server.url.as_str()));
        if usual.clone().any(|usual| is_same(usual, url)) {
            return false;
        }
        let mut shown = group.iter().flat_map(|(draft, endpoint)| listed(draft, endpoint));
        is_line(origin.evidence) || !shown.any(|(_, url, _)| usual.clone().any(|usual| is_same(usual, url)))
    }
}

/// Whether a page says by such evidence where its operation is: no list of a document, and no sample.
fn is_line(evidence: Evidence) -> bool {
    !evidence.is_call() && !matches!(evidence, Evidence::Openapi | Evidence::Prose)
}

/// The server that the strongest of the drafts names.
fn named(group: &Group) -> Option<&(String, Origin)> {
    group.iter().filter_map(|(_, endpoint)| endpoint.server.as_ref()).min_by_key(|(_, origin)| origin.evidence)
}

/// The server that most operations name: the one that api.toml means where one of them does.
fn main(groups: &[Vec<(Draft, Endpoint)>], configured: Option<&str>) -> Option<String> {
    let mut counts: BTreeMap<&str, (usize, Evidence)> = BTreeMap::new();
    for (url, origin) in groups.iter().filter_map(|group| named(group)) {
        let (count, evidence) = counts.entry(url).or_insert((0, origin.evidence));
        *count += 1;
        *evidence = (*evidence).min(origin.evidence);
    }
    let meant = configured.filter(|configured| counts.keys().any(|url| host(url) == host(configured)));
    let counts = counts.into_iter().filter(|(url, _)| meant.is_none_or(|meant| host(url) == host(meant)));
    let most = counts.max_by_key(|(url, (count, evidence))| {
        (*count, *evidence == Evidence::SiteConfig, std::cmp::Reverse(*evidence), std::cmp::Reverse(*url))
    });
    most.map(|(url, _)| url.to_owned())
}

fn add(servers: &mut Vec<Server>, name: Option<&String>, url: &str, origin: &Origin) {
    match servers.iter_mut().find(|known| known.url == url) {
        Some(known) => {
            known.name = known.name.take().or_else(|| name.cloned());
            known.origins.push(origin.clone());
        }
        None => servers.push(Server { name: name.cloned(), url: url.to_owned(), origins: vec![origin.clone()] }),
    }
}

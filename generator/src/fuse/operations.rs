//! Input: the drafts that have method and path. Output: those of each operation together.
//! Invariant: drafts of one method and path are one operation, but where they are documented on two hosts and nothing says
//! that these serve the same, or where one document has two that differ in the names of parameters alone.

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::position::Position;
use crate::fuse::hosts::{host, is_same, listed};
use crate::project::ApiProject;
use crate::schema::{Evidence, Origin};
use crate::source::SourceMap;

/// The drafts of one operation, strongest first.
type Group = Vec<(Draft, Endpoint)>;

/// Groups the drafts by operation, in the order of their paths.
pub(crate) fn groups(project: &ApiProject, sources: &SourceMap, documented: Vec<(Draft, Endpoint)>) -> Vec<Group> {
    let usual = usual(&documented);
    // A sample may leave out the site's base path, and calls the same host all the same.
    let same_host = |(url, _): &(String, Origin)| usual.as_ref().is_some_and(|usual| host(usual) == host(url));
    let site = site_server(project, sources).filter(|server| same_host(server) || !is_sampled(&documented));
    let mut alike: BTreeMap<(String, String), Group> = BTreeMap::new();
    for (draft, endpoint) in documented {
        let key = (endpoint.place(), endpoint.method.clone());
        alike.entry(key).or_default().push((draft, endpoint));
    }
    let mut groups = Vec::new();
    for mut group in alike.into_values().flat_map(by_names) {
        strongest_first(&mut group);
        groups.extend(by_host(project, group, usual.as_deref(), site.as_ref()));
    }
    groups
}

fn strongest_first(group: &mut Group) {
    // A guide that shows the call comes behind whatever documents it, and first among guides one that lists its fields.
    group.sort_by_cached_key(|(draft, endpoint)| {
        let rank = if is_guide(draft, endpoint) { 2 - u8::from(draft.hints.lists_fields) } else { 0 };
        (rank, draft.format, draft.document.is_whole, draft.document.is_older, draft.page.clone())
    });
}

/// Whether a page only shows the call.
fn is_guide(draft: &Draft, endpoint: &Endpoint) -> bool {
    let is_sampled = endpoint.origins.first().is_none_or(|origin| origin.evidence >= Evidence::Curl);
    draft.hints.is_aside && is_sampled && !draft.document.is_whole
}

/// Where a reader comes upon an operation: where the strongest of its drafts stands that the site lists. A guide that the site
/// lists says nothing of where others are.
pub(crate) fn position(group: &[(Draft, Endpoint)]) -> Position {
    let names = group.iter().filter(|(draft, endpoint)| !is_guide(draft, endpoint));
    let mut listed = names.map(|(draft, _)| draft.position).filter(Position::is_listed);
    listed.next().or_else(|| group.first().map(|(draft, _)| draft.position)).unwrap_or_default()
}

/// Whether samples show where calls go as often as nothing does: then they know it better than the site's configuration,
/// whose server is often the one that its console tries things on.
fn is_sampled(documented: &[(Draft, Endpoint)]) -> bool {
    let servers = || documented.iter().map(|(_, endpoint)| endpoint.server.as_ref());
    let sampled = servers().flatten().filter(|(_, origin)| origin.evidence.is_call());
    let sampled = sampled.count();
    sampled > 0 && sampled >= servers().filter(Option::is_none).count()
}

/// The server that the site's configuration names for pages that name none.
fn site_server(project: &ApiProject, sources: &SourceMap) -> Option<(String, Origin)> {
    let url = project.site.as_ref()?.servers.first()?;
    let page = sources.file(url.span.file).map_or("", |file| file.page()).to_owned();
    let origin = Origin { page, evidence: Evidence::SiteConfig, overruled: None, span: Some(url.span) };
    Some((url.value.trim_end_matches('/').to_owned(), origin))
}

/// The server that most drafts name.
fn usual(documented: &[(Draft, Endpoint)]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (url, _) in documented.iter().filter_map(|(_, endpoint)| endpoint.server.as_ref()) {
        *counts.entry(url).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(url, count)| (*count, std::cmp::Reverse(*url)));
    most.map(|(url, _)| url.to_owned())
}

/// The same drafts, those of different hosts apart. Whoever names none belongs to what most of the API belongs to.
fn by_host(
    project: &ApiProject,
    group: Group,
    usual: Option<&str>,
    site_server: Option<&(String, Origin)>,
) -> Vec<Group> {
    let configured: Vec<&str> = project.servers.iter().map(|server| server.url.value.as_str()).collect();
    let site = project.site.iter().flat_map(|site| &site.servers).map(|url| url.value.as_str());
    let lists = [configured, site.collect::<Vec<_>>()];
    let has = |list: &[&str], url: &str| list.iter().any(|known| is_same(known, url));
    let shows = |(draft, endpoint): &(Draft, Endpoint), url: &str| {
        listed(draft, endpoint).any(|(_, known, _)| is_same(known, url))
    };
    let server = |(_, endpoint): &(Draft, Endpoint)| endpoint.server.as_ref().map(|(url, _)| url.clone());
    let (mut apart, mut anywhere): (Vec<Group>, Group) = (Vec::new(), Vec::new());
    for entry in group {
        let Some(url) = server(&entry) else {
            anywhere.push(entry);
            continue;
        };
        let belongs = |known: &Group| {
            known.iter().any(|other| {
                let Some(there) = server(other) else { return false };
                let both = lists.iter().any(|list| has(list, &url) && has(list, &there));
                is_same(&there, &url) || both || shows(&entry, &there) || shows(other, &url)
            })
        };
        // One page may tell of two others that they are of one operation.
        let (same, others): (Vec<Group>, Vec<Group>) = apart.into_iter().partition(belongs);
        apart = others;
        let mut same = same.into_iter();
        let mut joined = same.next().unwrap_or_default();
        joined.extend(same.flatten());
        joined.push(entry);
        apart.push(joined);
    }
    let is_usual =
        |known: &Group| known.iter().filter_map(server).any(|url| usual.is_some_and(|usual| is_same(usual, &url)));
    apart.iter_mut().for_each(strongest_first);
    apart.sort_by_cached_key(|known| known.iter().find_map(server));
    let home = apart.iter().position(is_usual);
    // What another page documents on a host of its own is not what a page means that names none.
    let is_anothers = |(draft, endpoint): &(Draft, Endpoint)| {
        let titles = apart.iter().flatten().map(|(other, _)| &other.title);
        let is_guide = draft.hints.is_aside || draft.document.is_whole || endpoint.origins.is_empty();
        home.is_none()
            && usual.is_some()
            && !is_guide
            && titles.clone().count() > 0
            && !titles.clone().any(|title| *title == draft.title)
    };
    let (own, mut anywhere): (Group, Group) = anywhere.into_iter().partition(is_anothers);
    if !own.is_empty() {
        apart.push(own);
    }
    match apart.get_mut(home.unwrap_or(0)) {
        Some(known) if !anywhere.is_empty() => {
            known.append(&mut anywhere);
            strongest_first(known);
        }
        Some(_) => {}
        None => {
            // What no page says, the site may say for all of them.
            anywhere.iter_mut().for_each(|(_, endpoint)| endpoint.server = site_server.cloned());
            apart.push(anywhere);
        }
    }
    if apart.len() > 1 {
        for known in apart.iter_mut().filter(|known| !is_usual(known)) {
            let name = known.iter().find_map(server);
            known.iter_mut().for_each(|(_, endpoint)| endpoint.apart.clone_from(&name));
        }
    }
    apart
}

/// The operations of a group: one, but where a document has several that differ in the names of parameters alone. Then each
/// page goes to the one that it writes as the document does, else to the first.
fn by_names(group: Vec<(Draft, Endpoint)>) -> Vec<Vec<(Draft, Endpoint)>> {
    let mut documents: BTreeMap<&Option<String>, Vec<&str>> = BTreeMap::new();
    for (draft, endpoint) in group.iter().filter(|(draft, _)| draft.document.is_whole) {
        let paths = documents.entry(&draft.document.path).or_default();
        if !paths.contains(&endpoint.path.as_str()) {
            paths.push(&endpoint.path);
        }
    }
    let most = documents.into_values().max_by_key(Vec::len).unwrap_or_default();
    if most.len() < 2 {
        return vec![group];
    }
    let most: Vec<String> = most.into_iter().map(str::to_owned).collect();
    let mut apart: Vec<Vec<(Draft, Endpoint)>> = most.iter().map(|_| Vec::new()).collect();
    for (draft, mut endpoint) in group {
        let index = most.iter().position(|path| *path == endpoint.path).unwrap_or_default();
        endpoint.is_told_by_names = true;
        if let (Some(own), Some(path)) = (apart.get_mut(index), most.get(index)) {
            endpoint.path.clone_from(path);
            own.push((draft, endpoint));
        }
    }
    apart
}

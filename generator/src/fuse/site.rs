//! Input: what api.toml, the pages and the site's configuration say of servers and authentication. Output: which of it counts.
//! Invariant: api.toml wins over the pages, and the pages over docs.json, for a page knows its own operation best.

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::origins::dedup;
use crate::project::ApiProject;
use crate::schema::{Auth, AuthScheme, Evidence, Origin, Server};
use crate::source::{SourceMap, Span};

/// The scheme that api.toml names, else the one that most pages show, else the site's.
pub(crate) fn auth(project: &ApiProject, documented: &[(Draft, Endpoint)]) -> Option<Auth> {
    let configured = |scheme: &AuthScheme, page: &str, evidence, span| {
        let origin = Origin { page: page.to_owned(), evidence, overruled: None, span: Some(span) };
        Some(Auth { scheme: scheme.clone(), origins: vec![origin] })
    };
    if let Some(auth) = &project.auth {
        return configured(&auth.value, "api.toml", Evidence::Config, auth.span);
    }
    let mut schemes: Vec<(AuthScheme, Vec<Origin>)> = Vec::new();
    for (scheme, origin) in documented.iter().flat_map(|(draft, _)| &draft.auth) {
        match schemes.iter_mut().find(|(known, _)| known == scheme) {
            Some((_, origins)) => origins.push(origin.clone()),
            None => schemes.push((scheme.clone(), vec![origin.clone()])),
        }
    }
    match schemes.into_iter().rev().max_by_key(|(_, origins)| origins.len()) {
        Some((scheme, origins)) => Some(Auth { scheme, origins: dedup(origins.iter()) }),
        None => {
            let auth = project.site.as_ref()?.auth.as_ref()?;
            configured(&auth.value, "docs.json", Evidence::SiteConfig, auth.span)
        }
    }
}

/// The servers that api.toml names, else those that the pages show, the one of most operations first, else the site's.
pub(crate) fn servers(project: &ApiProject, sources: &SourceMap, documented: &[(Draft, Endpoint)]) -> Vec<Server> {
    let origin = |span: Span, evidence| {
        let page = sources.file(span.file).map_or("", |file| file.page()).to_owned();
        Origin { page, evidence, overruled: None, span: Some(span) }
    };
    if !project.servers.is_empty() {
        let server = |server: &crate::project::Server| Server {
            name: server.name.clone(),
            url: server.url.value.clone(),
            origins: vec![origin(server.url.span, Evidence::Config)],
        };
        return project.servers.iter().map(server).collect();
    }
    let mut servers: Vec<(Server, usize)> = Vec::new();
    for (url, origin) in documented.iter().filter_map(|(_, endpoint)| endpoint.server.as_ref()) {
        match servers.iter_mut().find(|(known, _)| known.url == *url) {
            Some((known, count)) => {
                known.origins.push(origin.clone());
                *count += 1;
            }
            None => servers.push((Server { name: None, url: url.clone(), origins: vec![origin.clone()] }, 1)),
        }
    }
    servers.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (name, url, origin) in documented.iter().flat_map(|(draft, _)| &draft.document.servers) {
        match servers.iter_mut().find(|(known, _)| known.url == *url) {
            Some((known, _)) => known.name = known.name.take().or_else(|| name.clone()),
            None => servers.push((Server { name: name.clone(), url: url.clone(), origins: vec![origin.clone()] }, 0)),
        }
    }
    if servers.is_empty() {
        let urls = project.site.iter().flat_map(|site| &site.servers);
        let server = |url: &crate::source::Spanned<String>| Server {
            name: None,
            url: url.value.trim_end_matches('/').to_owned(),
            origins: vec![origin(url.span, Evidence::SiteConfig)],
        };
        return urls.map(server).collect();
    }
    servers.into_iter().map(|(server, _)| Server { origins: dedup(server.origins.iter()), ..server }).collect()
}

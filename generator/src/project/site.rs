//! Input: the text of a docs.json or mint.json. Output: [`Site`].
//! Invariant: only keys whose meaning is known are taken; a site has many that say nothing about its API.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::json::{self, Json, JsonKind};
use crate::schema::{AuthScheme, KeyLocation};
use crate::source::{FileId, Spanned};

use super::{Site, validate};

/// Reads a site's configuration; `None` where it is not JSON, and a diagnostic says so.
pub(super) fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Site> {
    let root = match json::parse(text, file, 0) {
        Ok(root) => root,
        Err(error) => {
            diagnostics.push(Diagnostic::at(Code::InvalidProject, error.span, error.message));
            return None;
        }
    };
    let api = member(&root, "api");
    let mdx = api.and_then(|api| member(api, "mdx"));
    // docs.json has `api.mdx.server` and `api.mdx.auth`; mint.json had `api.baseUrl` and `api.auth`.
    let servers = mdx.and_then(|mdx| member(mdx, "server")).or_else(|| api.and_then(|api| member(api, "baseUrl")));
    let auth = mdx.and_then(|mdx| member(mdx, "auth")).or_else(|| api.and_then(|api| member(api, "auth")));
    let mut navigation = Vec::new();
    if let Some(node) = member(&root, "navigation") {
        collect(node, &mut navigation);
    }
    Some(Site {
        file,
        name: member(&root, "name").and_then(text_of).map(|name| name.value),
        servers: servers.map(urls).unwrap_or_default(),
        auth: auth.and_then(scheme),
        navigation: (!navigation.is_empty()).then_some(navigation),
    })
}

/// Page paths stand under `pages`, whatever arranges them: tabs, anchors, versions, languages.
fn collect(node: &Json, pages: &mut Vec<Spanned<String>>) {
    match &node.kind {
        JsonKind::Array(items) => items.iter().for_each(|item| collect(item, pages)),
        JsonKind::Object(members) => {
            for (key, value) in members {
                match (key.value.as_str(), &value.kind) {
                    ("pages", JsonKind::Array(items)) => {
                        for item in items {
                            match text_of(item) {
                                Some(page) => pages.push(page),
                                None => collect(item, pages),
                            }
                        }
                    }
                    ("root", JsonKind::String(_)) => pages.extend(text_of(value)),
                    _ => collect(value, pages),
                }
            }
        }
        _ => {}
    }
}

fn urls(node: &Json) -> Vec<Spanned<String>> {
    let one = |node: &Json| Some(Spanned::new(validate::base_url(&text_of(node)?.value)?, node.span));
    match &node.kind {
        JsonKind::Array(items) => items.iter().filter_map(one).collect(),
        _ => one(node).into_iter().collect(),
    }
}

fn scheme(node: &Json) -> Option<Spanned<AuthScheme>> {
    let method = text_of(member(node, "method")?)?.value;
    let scheme = match method.as_str() {
        "bearer" => AuthScheme::Bearer,
        "basic" => AuthScheme::Basic,
        "key" => {
            let name = text_of(member(node, "name")?)?.value;
            validate::is_token(&name).then_some(AuthScheme::Key { location: KeyLocation::Header, name })?
        }
        _ => return None,
    };
    Some(Spanned::new(scheme, node.span))
}

fn member<'a>(node: &'a Json, name: &str) -> Option<&'a Json> {
    match &node.kind {
        JsonKind::Object(members) => members.iter().find(|(key, _)| key.value == name).map(|(_, value)| value),
        _ => None,
    }
}

fn text_of(node: &Json) -> Option<Spanned<String>> {
    match &node.kind {
        JsonKind::String(text) => Some(Spanned::new(text.clone(), node.span)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn site(text: &str) -> Site {
        let file = SourceMap::new().add("docs.json", "docs.json", text);
        read(file, text, &mut Diagnostics::new()).unwrap()
    }

    #[test]
    fn pages_are_found_under_every_arrangement() {
        let site = site(
            r#"{"navigation": {"tabs": [{"tab": "T", "groups": [{"group": "pages", "root": "r",
                "pages": ["a", {"group": "g", "pages": ["b/c"]}]}]}], "global": {"anchors": [{"href": "x"}]}}}"#,
        );
        let pages = site.navigation.unwrap().into_iter().map(|page| page.value).collect::<Vec<_>>();
        assert_eq!(pages, ["r", "a", "b/c"]);
    }

    #[test]
    fn servers_and_keys_are_taken_from_both_generations() {
        let new = site(
            r#"{"api": {"mdx": {"server": "https://a.example/v1/", "auth": {"method": "key", "name": "x-api-key"}}}}"#,
        );
        assert_eq!(new.servers[0].value, "https://a.example/v1");
        assert_eq!(
            new.auth.unwrap().value,
            AuthScheme::Key { location: KeyLocation::Header, name: "x-api-key".into() }
        );
        let old = site(r#"{"api": {"baseUrl": ["https://a.example", "javascript:x"], "auth": {"method": "bearer"}}}"#);
        assert_eq!(old.servers.len(), 1);
        assert_eq!(old.auth.unwrap().value, AuthScheme::Bearer);
    }
}

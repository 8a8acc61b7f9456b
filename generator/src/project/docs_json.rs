//! Input: the text of a docs.json or mint.json. Output: [`Site`].
//! Invariant: only keys whose meaning is known are taken; a site has many that say nothing about its API.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::json::{self, Json, JsonKind};
use crate::read::openapi::reference;
use crate::schema::{AuthScheme, KeyLocation};
use crate::source::{FileId, Spanned};

use super::settings::{Listed, Site};
use super::well_formed;

/// Reads a site's configuration; `None` where it is not JSON, and a diagnostic says so.
pub(super) fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Site> {
    let body = text.trim_start_matches('\u{feff}');
    let root = match json::parse_document(body, file, text.len() - body.len()) {
        Ok(root) => root,
        Err(error) => {
            diagnostics.push(Diagnostic::at(Code::InvalidProject, error.span, error.message));
            return None;
        }
    };
    let api = member(&root, "api");
    let mdx = api.and_then(|api| member(api, "mdx"));
    // docs.json has `api.mdx.server` and `api.mdx.auth`, mint.json had `api.baseUrl` and `api.auth`; sites mix them.
    let either = |keys: &[&str]| {
        let inside =
            |node: Option<&'_ Json>| keys.iter().find_map(|key| node.and_then(|node| member(node, key))).cloned();
        inside(mdx).or_else(|| inside(api))
    };
    let mut tree = Tree { default_version: old_version(&root), ..Tree::default() };
    if let Some(node) = member(&root, "navigation") {
        tree.collect(node, true);
    }
    for node in [member(&root, "openapi"), api.and_then(|api| member(api, "openapi"))].into_iter().flatten() {
        tree.openapi(node);
    }
    let Tree { pages, elsewhere, openapi, whole, operations, mut order, others, .. } = tree;
    order.extend(others);
    Some(Site {
        file,
        name: member(&root, "name").and_then(text_of).map(|name| name.value),
        servers: either(&["server", "servers", "baseUrl"]).as_ref().map(urls).unwrap_or_default(),
        auth: either(&["auth"]).as_ref().and_then(scheme),
        navigation: (!pages.is_empty()).then_some(pages),
        elsewhere,
        openapi,
        whole,
        operations,
        order,
        variables: variables(&root),
    })
}

/// The version that a mint.json shows first, where its groups name theirs.
fn old_version(root: &Json) -> Option<String> {
    let JsonKind::Array(versions) = &member(root, "versions")?.kind else { return None };
    let name = |version: &Json| text_of(version).or_else(|| text_of(member(version, "name")?)).map(|name| name.value);
    name(versions.iter().find(|version| is_default(version)).or(versions.first())?)
}

fn is_default(node: &Json) -> bool {
    member(node, "default").is_some_and(|value| value.kind == JsonKind::Bool(true))
}

/// What a navigation lists.
#[derive(Default)]
struct Tree {
    pages: Vec<Spanned<String>>,
    elsewhere: Vec<Spanned<String>>,
    openapi: Vec<Spanned<String>>,
    whole: Vec<Spanned<String>>,
    operations: Vec<(Spanned<String>, Option<String>)>,
    /// All of it in order, and what is listed elsewhere.
    order: Vec<Listed>,
    others: Vec<Listed>,
    /// The document of the surroundings.
    around: Option<String>,
    default_version: Option<String>,
}

impl Tree {
    /// Page paths stand under `pages`, whatever arranges them. Of versions and languages, one is read: the API's others say
    /// the same of another time, or in other words.
    fn collect(&mut self, node: &Json, chosen: bool) {
        match &node.kind {
            JsonKind::Array(items) => items.iter().for_each(|item| self.collect(item, chosen)),
            JsonKind::Object(members) => {
                let version = member(node, "version").and_then(text_of);
                let other = |default: &String| version.as_ref().is_some_and(|version| version.value != *default);
                let chosen = chosen && !self.default_version.as_ref().is_some_and(other);
                let around = self.around.clone();
                if let Some(named) = member(node, "openapi").filter(|_| chosen) {
                    let mut documents = Tree::default();
                    documents.openapi(named);
                    self.around =
                        documents.openapi.first().map(|document| document.value.clone()).or(self.around.take());
                    // Where it arranges nothing, the site makes the pages itself.
                    let arranges = |(key, value): &(Spanned<String>, Json)| {
                        key.value != "openapi" && matches!(value.kind, JsonKind::Array(_))
                    };
                    if !members.iter().any(arranges) {
                        let shown = documents.openapi.iter().map(|named| Listed::Document(named.value.clone()));
                        self.order.extend(shown);
                        self.whole.extend(documents.openapi);
                    }
                }
                // The page of a group stands above those in it, wherever the file has it.
                let (first, others): (Vec<_>, Vec<_>) = members.iter().partition(|(key, _)| key.value == "root");
                for (key, value) in first.into_iter().chain(others) {
                    self.member(&key.value, value, chosen);
                }
                self.around = around;
            }
            _ => {}
        }
    }

    fn member(&mut self, key: &str, value: &Json, chosen: bool) {
        match (key, &value.kind) {
            ("pages", JsonKind::Array(items)) => {
                for item in items {
                    match text_of(item) {
                        Some(page) => self.page(page, chosen),
                        None => self.collect(item, chosen),
                    }
                }
            }
            ("root", JsonKind::String(_)) => text_of(value).into_iter().for_each(|page| self.page(page, chosen)),
            ("openapi", _) => self.openapi(value),
            ("versions" | "languages", JsonKind::Array(items)) => {
                let default = items.iter().position(is_default).unwrap_or(0);
                for (index, item) in items.iter().enumerate() {
                    // What is chosen here is chosen by its place, and not by its name.
                    let known = self.default_version.take();
                    self.collect(item, chosen && index == default);
                    self.default_version = known;
                }
            }
            _ => self.collect(value, chosen),
        }
    }

    fn page(&mut self, page: Spanned<String>, chosen: bool) {
        if chosen && reference(&page.value).is_some() {
            self.operations.push((page.clone(), self.around.clone()));
        }
        let listed = Listed::Page(page.value.clone());
        if chosen {
            self.order.push(listed);
            self.pages.push(page);
        } else {
            self.others.push(listed);
            self.elsewhere.push(page);
        }
    }

    /// A path or URL, a list of them, or `{ "source": ... }`.
    fn openapi(&mut self, node: &Json) {
        match &node.kind {
            JsonKind::Array(items) => items.iter().for_each(|item| self.openapi.extend(text_of(item))),
            JsonKind::Object(_) => self.openapi.extend(member(node, "source").and_then(text_of)),
            _ => self.openapi.extend(text_of(node)),
        }
    }
}

/// `"variables": { "word": "text" }`
fn variables(root: &Json) -> BTreeMap<String, String> {
    let Some(JsonKind::Object(members)) = member(root, "variables").map(|node| &node.kind) else {
        return BTreeMap::new();
    };
    let text = |value: &Json| match &value.kind {
        JsonKind::String(text) | JsonKind::Number(text) => Some(text.clone()),
        JsonKind::Bool(value) => Some(value.to_string()),
        _ => None,
    };
    members.iter().filter_map(|(name, value)| Some((name.value.clone(), text(value)?))).collect()
}

fn urls(node: &Json) -> Vec<Spanned<String>> {
    let one = |node: &Json| Some(Spanned::new(well_formed::base_url(&text_of(node)?.value)?, node.span));
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
        "none" => AuthScheme::None,
        "cobo" => AuthScheme::Key { location: KeyLocation::Header, name: "API-SECRET".to_owned() },
        "key" => {
            let name = member(node, "name").and_then(text_of).map_or_else(|| "Key".to_owned(), |name| name.value);
            well_formed::is_token(&name).then_some(AuthScheme::Key { location: KeyLocation::Header, name })?
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

    fn words(pages: &[Spanned<String>]) -> Vec<&str> {
        pages.iter().map(|page| page.value.as_str()).collect()
    }

    #[test]
    fn one_version_and_one_language_is_read_and_the_others_are_known() {
        let site = site(
            r#"{"navigation": {"languages": [
                {"language": "de", "pages": ["de/a"]},
                {"language": "en", "default": true, "versions": [
                    {"version": "2", "products": [{"product": "p", "menu": [{"item": "i", "pages": ["b"]}]}]},
                    {"version": "1", "openapi": ["x.json", "y.json"], "pages": ["old/b"]}]}]}}"#,
        );
        assert_eq!(words(&site.navigation.unwrap()), ["b"]);
        assert_eq!(words(&site.elsewhere), ["de/a", "old/b"]);
        assert_eq!(words(&site.openapi), ["x.json", "y.json"]);
    }

    #[test]
    fn groups_of_the_older_file_name_their_version() {
        let site = site(
            r#"{"versions": [{"name": "v2"}, "v1"], "navigation": [
                {"group": "a", "version": "v1", "pages": ["old"]},
                {"group": "b", "version": "v2", "pages": ["new", "POST /x"]},
                {"group": "c", "pages": ["both"]}]}"#,
        );
        assert_eq!(words(&site.navigation.unwrap()), ["new", "POST /x", "both"]);
        assert_eq!(words(&site.elsewhere), ["old"]);
    }

    #[test]
    fn keys_of_both_generations_may_stand_side_by_side() {
        let site = site(
            "\u{feff}{\"api\": {\"mdx\": {\"auth\": {\"method\": \"key\"}}, \"server\": \"https://a.example\"},
                \"openapi\": \"a.json\", \"variables\": {\"a\": \"b\", \"n\": 3, \"o\": {}}}",
        );
        assert_eq!(words(&site.servers), ["https://a.example"]);
        assert_eq!(site.auth.unwrap().value, AuthScheme::Key { location: KeyLocation::Header, name: "Key".into() });
        assert_eq!(words(&site.openapi), ["a.json"]);
        assert_eq!(
            site.variables.into_iter().collect::<Vec<_>>(),
            [("a".into(), "b".into()), ("n".into(), "3".into())]
        );
    }
}

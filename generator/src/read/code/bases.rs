//! Input: code blocks of a page. Output: the addresses that their variables hold, and the requests of a block with these in
//! place of the variables.
//! Invariant: a variable stands for the one address that it is given; of two, nothing is known.

use std::collections::BTreeMap;

use crate::read::code::request_sample::RequestSample;
use crate::read::pattern::patterns;

/// No page gives names to more addresses than this.
const MAX_BASES: usize = 64;

patterns! {
    /// `const BASE = "https://..."`, `BASE_URL = 'https://...'`, `export BASE_URL=https://...`
    GIVEN = concat!(
        r"(?m)^[ \t$]*(?:(?:export|const|let|var|val|final|static|public|private|String|string)[ \t]+)*",
        r"(?P<name>[A-Za-z_]\w*)[ \t]*(?::[ \t]*(?:str|string)[ \t]*)?:?=[ \t]*",
        r#"["'`]?(?P<url>https?://[^\s"'`;,<>{}$]+)["'`]?[ \t]*;?[ \t]*(?:(?:#|//)[^\n]*)?$"#,
    );
    /// `{BASE}/boats` as templates and f-strings are read, `$BASE/boats`, `${BASE}/boats`, `{{BASE}}/boats`.
    BEGINS = r"^(?:\$?\{{1,2}\s*(?P<braced>[A-Za-z_]\w*)\s*\}{1,2}|\$(?P<bare>[A-Za-z_]\w*))(?P<rest>$|[/?].*$)";
}

/// The addresses that variables hold, by name.
#[derive(Clone, Debug, Default)]
pub struct Bases(BTreeMap<String, Option<String>>);

impl Bases {
    /// Adds the variables of a block to those that are known.
    pub fn note(&mut self, text: &str) {
        if !text.contains("://") || !text.contains('=') {
            return;
        }
        for found in GIVEN.captures_iter(text) {
            let (Some(name), Some(url)) = (found.name("name"), found.name("url")) else { continue };
            let url = url.as_str().trim_end_matches('/');
            let has_room = self.0.len() < MAX_BASES;
            match self.0.get_mut(name.as_str()) {
                Some(known) if known.as_deref() == Some(url) => {}
                Some(known) => *known = None,
                None if has_room => drop(self.0.insert(name.as_str().to_owned(), Some(url.to_owned()))),
                None => {}
            }
        }
    }

    /// Writes out the address of a request that begins with a variable.
    pub fn write_out(&self, request: &mut RequestSample) {
        let Some(url) = request.url.as_mut().filter(|url| url.value.starts_with(['$', '{'])) else { return };
        let Some(found) = BEGINS.captures(&url.value) else { return };
        let name = found.name("braced").or_else(|| found.name("bare")).map_or("", |name| name.as_str());
        let rest = found.name("rest").map_or("", |rest| rest.as_str());
        if let Some(Some(base)) = self.0.get(name) {
            url.value = format!("{base}{rest}");
        }
    }

    /// Writes out what a block itself says: its own variables come before those of the page.
    pub(super) fn settle(text: &str, requests: &mut [RequestSample]) {
        if requests.iter().any(|request| request.url.as_ref().is_some_and(|url| url.value.starts_with(['$', '{']))) {
            let mut own = Self::default();
            own.note(text);
            requests.iter_mut().for_each(|request| own.write_out(request));
        }
    }
}

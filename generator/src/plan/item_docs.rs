//! Input: descriptions and origins of the model. Output: [`Docs`].
//! Invariant: the page's words stay as they are; `emit` makes them safe.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::schema::{Api, Constraints, Field, Operation, Origin, Way};

use super::model::{Docs, Fact, PageLink};
use super::said::{Stated, is_said};

/// The links to the pages of an API, each with what to call it.
pub(super) struct PageLinks {
    links: BTreeMap<String, PageLink>,
}

impl PageLinks {
    /// A page is called after the operation that it documents, and after its path where it documents several. Several
    /// captures of one page are one link: the one to the page that is believed first.
    pub(super) fn of(api: &Api) -> Self {
        let link = |title: Option<&str>, page: &str| PageLink {
            title: title.unwrap_or_else(|| stem(page)).to_owned(),
            url: api.docs.as_deref().map(|docs| format!("{}/{}", docs.trim_end_matches('/'), stem(page))),
        };
        let mut links: BTreeMap<String, PageLink> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut shared = BTreeSet::new();
        for operation in &api.operations {
            let pages = pages(operation);
            shared.extend(pages.iter().copied().filter(|page| !seen.insert(*page)));
        }
        for operation in &api.operations {
            let pages = pages(operation);
            let (several, own): (Vec<&str>, Vec<&str>) = pages.into_iter().partition(|page| shared.contains(page));
            for page in several {
                links.insert(page.to_owned(), link(None, page));
            }
            let Some(first) = own.first() else { continue };
            let link = link(operation.summary.as_deref(), first);
            links.extend(own.iter().map(|page| ((*page).to_owned(), link.clone())));
        }
        Self { links }
    }

    /// The pages behind some origins, each once, in order.
    pub(super) fn behind<'a>(&self, origins: impl IntoIterator<Item = &'a Origin>) -> Vec<PageLink> {
        let pages: BTreeSet<&str> = origins.into_iter().map(|origin| origin.page.as_str()).collect();
        let mut seen = BTreeSet::new();
        let links = pages.iter().filter_map(|page| self.links.get(*page));
        links.filter(|link| seen.insert((&link.title, &link.url))).cloned().collect()
    }
}

/// The pages that speak of an operation, each once, the one that is believed first before others. A document of the folder
/// is no page that a reader could open, and a project file is none of the site's.
fn pages(operation: &Operation) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let pages = operation.origins.iter().map(|origin| origin.page.as_str());
    pages.filter(|page| !is_document(page) && seen.insert(*page)).collect()
}

/// Whether a path is that of an OpenAPI document, or of a project file.
fn is_document(path: &str) -> bool {
    if path == "api.toml" {
        return true;
    }
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["json", "yaml", "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A page's path without its ending: what its address ends in.
fn stem(page: &str) -> &str {
    page.rsplit_once('.').map_or(page, |(stem, _)| stem)
}

/// The docs of an item: its description, or `otherwise` where there is none.
pub(super) fn docs(description: Option<&str>, otherwise: impl FnOnce() -> String, links: Vec<PageLink>) -> Docs {
    let (summary, body) = match description.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => match text.split_once("\n\n") {
            Some((first, rest)) => (first.to_owned(), Some(rest.to_owned())),
            None => (text.to_owned(), None),
        },
        None => (otherwise(), None),
    };
    Docs { summary, body, facts: Vec::new(), links }
}

/// The docs of a field, in a type or operation that is documented on `around`: its pages are named where they are fewer.
pub(super) fn field(field: &Field, links: &PageLinks, around: &[PageLink]) -> Docs {
    let own = links.behind(&field.origins);
    let own = if own == around { Vec::new() } else { own };
    let mut docs = docs(field.description.as_deref(), String::new, own);
    docs.facts = facts(field);
    docs
}

/// What is known of a field beside its description, as far as that does not say it.
fn facts(field: &Field) -> Vec<Fact> {
    let description = field.description.as_deref().unwrap_or_default();
    let is_new = |fact: Stated, value: &str| !is_said(description, fact, value);
    let mut facts = Vec::new();
    facts.extend(field.only.map(|way| {
        let way = if way == Way::Sent { "sent" } else { "received" };
        Fact { label: "Only", values: vec![way.to_owned()] }
    }));
    let default = field.default.as_ref().map(shown).filter(|value| is_new(Stated::Default, value));
    facts.extend(default.map(|value| Fact { label: "Default", values: vec![value] }));
    let Constraints { minimum, maximum, min_length, max_length, format } = &field.constraints;
    let mut text = |label, value: Option<String>| facts.extend(value.map(|value| Fact { label, values: vec![value] }));
    let least = |value: Option<String>| value.filter(|value| is_new(Stated::Least, value));
    let most = |value: Option<String>| value.filter(|value| is_new(Stated::Most, value));
    text("Minimum", least(minimum.as_ref().map(ToString::to_string)));
    text("Maximum", most(maximum.as_ref().map(ToString::to_string)));
    text("Minimum length", least(min_length.map(|length| length.to_string())));
    text("Maximum length", most(max_length.map(|length| length.to_string())));
    text("Format", format.clone());
    let examples: Vec<String> =
        field.examples.iter().map(shown).filter(|value| is_new(Stated::Example, value)).collect();
    if !examples.is_empty() {
        facts.push(Fact { label: "Example", values: examples });
    }
    facts
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.trim().is_empty() => value.to_string(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{PageLinks, facts};
    use crate::schema::{Api, Field};

    /// What stands below the description of a whole number with a default, limits and examples.
    fn below(description: &str) -> String {
        let field: Field = serde_json::from_value(serde_json::json!({
            "name": "limit", "type": "integer", "description": description, "default": 21, "examples": [7, 8],
            "constraints": { "minimum": 1, "maximum": 1000, "format": "int32" }, "origins": [],
        }))
        .unwrap();
        facts(&field).iter().map(|fact| format!("{}: {}\n", fact.label, fact.values.join(", "))).collect()
    }

    #[test]
    fn what_the_sentence_of_a_field_says_is_not_repeated_below_it() {
        insta::assert_snapshot!(below("How many."), @r"
        Default: 21
        Minimum: 1
        Maximum: 1000
        Format: int32
        Example: 7, 8
        ");
        insta::assert_snapshot!(below("How many, between 1 and 1,000. Defaults to `21`."), @r"
        Format: int32
        Example: 7, 8
        ");
        insta::assert_snapshot!(below("How many (1-100, default 210), e.g. 7."), @r"
        Default: 21
        Maximum: 1000
        Format: int32
        Example: 8
        ");
    }

    /// What each page of an API of these operations is called: each with its summary and its pages, the strongest first.
    fn titles(operations: &[(&str, &[&str])], pages: &[&str]) -> Vec<String> {
        let origins = |pages: &[&str]| -> Vec<_> {
            pages.iter().map(|page| serde_json::json!({ "page": page, "evidence": "request-line" })).collect()
        };
        let operation = |(summary, pages): &(&str, &[&str])| {
            serde_json::json!({
                "id": summary, "summary": summary, "method": "GET", "path": "/", "parameters": [], "responses": [],
                "origins": origins(pages),
            })
        };
        let api: Api = serde_json::from_value(serde_json::json!({
            "format_version": crate::schema::FORMAT_VERSION, "name": "a", "title": "A", "types": [],
            "operations": operations.iter().map(operation).collect::<Vec<_>>(),
        }))
        .unwrap();
        let links = PageLinks::of(&api);
        pages.iter().map(|page| links.links.get(*page).unwrap().title.clone()).collect()
    }

    #[test]
    fn a_page_of_several_operations_is_called_after_none_of_them() {
        let operations: &[(&str, &[&str])] = &[("Drop", &["holds.md"]), ("Place", &["place.md", "holds.md"])];
        assert_eq!(titles(operations, &["holds.md", "place.md"]), ["holds", "Place"]);
    }

    #[test]
    fn captures_of_one_page_are_called_after_its_operation() {
        let operations: &[(&str, &[&str])] = &[("Drop", &["drop.md", "drop-rendered.txt"])];
        assert_eq!(titles(operations, &["drop.md", "drop-rendered.txt"]), ["Drop", "Drop"]);
    }
}

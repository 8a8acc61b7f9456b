//! Input: what documents say that has no place in the model. Output: a diagnostic for each kind of it and each document.
//! Invariant: what every page of a document repeats is told once, at its first place, with the number of the others.

use crate::diagnostics::Code;
use crate::gather::openapi::document::{Look, resolved};
use crate::gather::openapi::schemas::Schemas;
use crate::read::json::{Json, JsonKind};
use crate::source::Span;

const LIVE: &str = "what the document says there is no part of the crate: say it in another way, or live without it";

impl Schemas<'_> {
    /// What is left out, told once for all places of the document.
    pub(crate) fn left_out(&mut self, span: Span, words: impl std::fmt::Display) {
        self.leftover(Code::Unsupported, span, format!("{words}; the rest is read"), LIVE);
    }

    /// What is not read and changes nothing of what is, told once for all places of the document.
    pub(crate) fn not_read(&mut self, span: Span, words: &str, help: &'static str) {
        self.leftover(Code::DetailNotRead, span, words.to_owned(), help);
    }

    fn leftover(&mut self, code: Code, span: Span, words: String, help: &'static str) {
        self.leftovers.add(code, span, words, help, self.users.inside());
    }

    /// A reference of something that is not in the document.
    pub(crate) fn astray(&mut self, what: &str, json: &Json) {
        match json.text_of("$ref").filter(|pointer| !pointer.starts_with('#')) {
            // In one text for all: of a document without its files there is one for each part.
            Some(_) => self.left_out(
                json.span,
                format!("a reference leads out of the document and its folder, so the {what} is left out"),
            ),
            None => self.left_out(json.span, format!("the reference of a {what} leads nowhere in the document")),
        }
    }

    /// An operation that stands where nothing is.
    pub(crate) fn astray_operation(&mut self, item: &Json, method: &str) {
        let document = self.document;
        let operation = resolved(document, item).and_then(|item| item.get(&method.to_ascii_lowercase()));
        if let Some(operation) = operation {
            // It is counted by its place, for it is none of the crate's.
            self.users.leave(String::new());
            self.astray("operation", operation);
        }
    }

    /// What stands beside the bodies of an answer.
    pub(crate) fn beside_answer(&mut self, response: &Json) {
        let headers = response.get("headers").map(Look::members).unwrap_or_default();
        // This one is the document's own name for what `content` says.
        if let Some((name, _)) = headers.iter().find(|(name, _)| !name.value.eq_ignore_ascii_case("content-type")) {
            let help = "the raw answer of a call and every error have all headers, untyped";
            self.not_read(name.span, "the headers of answers have no types", help);
        }
        if let Some((name, _)) = response.get("links").and_then(|links| links.members().first()) {
            let help = "give a value of one answer to the other call yourself";
            self.not_read(name.span, "the links from an answer to other operations are not read", help);
        }
    }

    /// What the API calls on its own accord.
    pub(crate) fn callbacks(&mut self, operation: &Json) {
        if let Some(callbacks) = operation.get("callbacks").filter(|callbacks| !callbacks.members().is_empty()) {
            self.left_out(callbacks.span, "what the API calls back is not read; only `webhooks` are");
        }
    }

    /// Members of any name beside named ones.
    pub(crate) fn free_members(&mut self, free: &Json) {
        let help = "`keep-unknown-members` under `[rust]` in api.toml keeps them, as any JSON";
        if !free.members().is_empty() {
            let words = "members of any name beside named ones have no types";
            self.leftover(Code::Unsupported, free.span, words.to_owned(), help);
        } else if free.kind != JsonKind::Bool(false) {
            self.not_read(free.span, "members of any name are allowed beside named ones", help);
        }
    }

    /// Whether an example stands here; one that stands elsewhere is told.
    pub(crate) fn example<'b>(&mut self, document: &'b Json, json: &'b Json) -> Option<(&'b Json, &'b Json)> {
        let found = resolved(document, json);
        let value = found.and_then(|found| found.get("value"));
        if value.is_none() && (found.is_none() || json.get("externalValue").is_some()) {
            self.not_read(json.span, "an example that does not stand in the document is not read", LIVE);
        }
        found.zip(value)
    }
}

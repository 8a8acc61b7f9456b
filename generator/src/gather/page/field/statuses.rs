//! Input: a field that speaks of statuses: by an attribute, by its own name, or by the names of all fields in it. Output:
//! the answers of those statuses, in the draft.
//! Invariant: what is a member of some object stays one; a number in its name alone makes no status of it.

use crate::draft::section::Status;
use crate::gather::page::context::Context;
use crate::gather::page::field::content::Content;
use crate::gather::page::field_components;
use crate::gather::page::field_components::FieldComponent;
use crate::gather::page::reader::Reader;
use crate::project::ComponentRule;
use crate::read::ledger::{Outcome, Reason};
use crate::read::page::{Component, Node};
use crate::schema::Evidence;
use crate::shape::members::append;
use crate::source::Span;
use crate::type_expr;
use crate::type_expr::TypeExpr;

/// The status that an attribute of a field names: what such a field documents is an answer, whatever its component is
/// called. A field that says where in the request it goes is none.
pub(crate) fn own_status(component: &Component, tag: FieldComponent<'_>) -> Option<Status> {
    let is_sent = ["path", "query", "header", "cookie"].iter().any(|at| component.attribute(at).is_some());
    if is_sent || matches!(tag, FieldComponent::Mapped(_)) {
        return None;
    }
    Status::parse(&component.attribute("status")?.value.text()?)
}

/// The surroundings of a field at the root of the page, with the status that it names itself.
pub(crate) fn around(component: &Component, tag: FieldComponent<'_>, context: &Context) -> Option<Context> {
    own_status(component, tag).map(|status| context.with_status(status))
}

impl Reader<'_> {
    /// A field whose name is a status documents that status and no member.
    pub(crate) fn status_row(&mut self, tag: Span, status: &Status, type_text: Option<&str>, content: Content) {
        let origin = self.draft.origin(Evidence::Field, tag);
        let response = self.draft.response(Some(status.key()));
        response.origin.get_or_insert(origin);
        match content.description {
            Some(description) => append(&mut response.description, &description),
            None => append(&mut response.description, type_text.unwrap_or_default()),
        }
        let key = |tab| (Some(status.key().to_owned()), tab);
        for member in content.members {
            let names = self.answered.entry(key(None)).or_default();
            names.add(response.case(None), member, self.diagnostics);
        }
        for (_, members) in content.variants {
            let tab = members.first().and_then(|member| member.span());
            let names = self.answered.entry(key(tab)).or_default();
            members.into_iter().for_each(|member| names.add(response.case(tab), member, self.diagnostics));
        }
    }

    /// Reads the fields of a list of statuses, each as what it says of its status.
    pub(crate) fn status_rows(&mut self, nodes: &[Node], context: &Context) {
        for node in nodes {
            let Node::Component(component) = node else { continue };
            match field_components::field(component, self.rules) {
                Some(tag) => drop(self.field(component, tag, context)),
                None => {
                    self.ledger.settle(component.id, Outcome::Ignored(Reason::Layout));
                    self.status_rows(&component.children, context);
                }
            }
        }
    }
}

/// Whether a field of an answer lists statuses and no members: every field in it is called after one, and none holds what
/// an object of such members would hold.
pub(crate) fn lists_statuses(component: &Component, name: &str, rules: &[ComponentRule]) -> bool {
    let inside = field_components::below(&component.children, rules);
    let (words, is_title) = (words(name), name.trim().contains(char::is_whitespace));
    let is_called_so = words.iter().any(|word| {
        matches!(word.as_str(), "status" | "statuses" | "http" | "code" | "codes" | "error" | "errors" | "responses")
    });
    let is_status = |(field, tag): &(&Component, FieldComponent<'_>)| {
        let name = field.attribute("name").and_then(|name| name.value.text());
        if name.as_deref().and_then(Status::of_field).is_none() {
            return false;
        }
        let text = field.attribute(tag.ty()).and_then(|ty| ty.value.text());
        match text.as_deref().map(|text| (type_expr::parse(text), type_expr::is_type_word(text))) {
            Some((TypeExpr::Integer(_) | TypeExpr::Number | TypeExpr::Boolean, _)) => false,
            // What is typed as values are may be one; a title is no name of a member.
            Some((_, true)) => is_called_so && is_title,
            Some((_, false)) => true,
            None => is_called_so,
        }
    };
    !inside.is_empty() && inside.iter().all(is_status)
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether a field whose name is a number is a field all the same: nothing but digits, and a type that holds no fields.
pub(crate) fn is_plain_field(name: Option<&str>, type_text: Option<&str>, content: &Content) -> bool {
    let digits = name.is_some_and(|name| name.trim().chars().all(|c| c.is_ascii_digit()));
    let scalar = type_text.is_some_and(|text| {
        !matches!(type_expr::parse(text), TypeExpr::Object | TypeExpr::Any) && type_expr::is_type_word(text)
    });
    digits && scalar && content.members.is_empty()
}

//! Input: the answers of an operation. Output: the members of its success that may say something of pages.
//! Invariant: only the root, the object that holds the list, and the objects that are about pages are looked into.

use serde_json::Value;

use crate::schema::{Api, Field, Operation, Response, Type, status, walk};

use super::page_words;
use super::single::only;

/// A member of the answer.
pub(super) struct Member<'a> {
    /// The names on the wire that lead to it.
    pub(super) path: Vec<&'a str>,
    /// Its type, without aliases.
    pub(super) ty: &'a Type,
    name: String,
    field: &'a Field,
    depth: Depth,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    Root,
    Envelope,
    AboutPages,
}

/// The success of an operation.
pub(super) struct Answer<'a> {
    api: &'a Api,
    members: Vec<Member<'a>>,
    responses: Vec<&'a Response>,
}

impl<'a> Answer<'a> {
    /// The success, where there is one and it is an object.
    pub(super) fn of(api: &'a Api, operation: &'a Operation) -> Option<Self> {
        let responses = operation.responses.iter().filter(|response| status::is_success(&response.status));
        let responses: Vec<&Response> = responses.filter(|response| response.ty.is_some()).collect();
        let root = responses.first()?.ty.as_ref()?;
        if responses.iter().any(|response| response.ty.as_ref() != Some(root)) {
            return None;
        }
        let mut answer = Self { api, members: Vec::new(), responses };
        answer.gather(walk::members(&api.types, walk::plain(&api.types, root))?, &[], Depth::Root);
        Some(answer)
    }

    /// The list; `None` where it is not certain which one it is.
    pub(super) fn list(&self) -> Option<&Member<'a>> {
        let lists = self.members.iter().filter(|member| {
            member.depth != Depth::AboutPages
                && matches!(member.ty, Type::Array(_))
                && !page_words::is_aside(&member.name)
        });
        only(lists)
    }

    /// The members that have such a name.
    pub(super) fn members(&self, is_called: impl Fn(&str) -> bool) -> Vec<&Member<'a>> {
        self.members.iter().filter(|member| is_called(&member.name)).collect()
    }

    /// The one number that has such a name.
    pub(super) fn number(&self, is_called: fn(&str) -> bool) -> Option<&Member<'a>> {
        only(self.members(is_called).into_iter().filter(|member| is_number(member)))
    }

    /// Whether a number has such a name.
    pub(super) fn has_number(&self, is_called: impl Fn(&str) -> bool) -> bool {
        self.members(is_called).into_iter().any(is_number)
    }

    /// The one member that tells whether more pages follow.
    pub(super) fn more(&self) -> Option<&Member<'a>> {
        only(self.members(page_words::is_more).into_iter().filter(|member| *member.ty == Type::Boolean))
    }

    /// Whether a member holds the address of the next page and no cursor.
    pub(super) fn is_address(&self, member: &Member<'_>) -> bool {
        let format = member.field.constraints.format.as_deref();
        let said = member.field.description.as_deref().unwrap_or_default();
        let mut words = said.split(|c: char| !c.is_ascii_alphanumeric());
        let examples = self.responses.iter().flat_map(|response| &response.examples);
        let shown = examples.filter_map(|example| {
            member.path.iter().try_fold(&example.value, |value, name| value.get(name)).and_then(Value::as_str)
        });
        let own = member.field.examples.iter().filter_map(Value::as_str);
        format.is_some_and(|format| matches!(format, "uri" | "url" | "uri-reference"))
            || words.any(|word| ["url", "uri", "link"].iter().any(|address| word.eq_ignore_ascii_case(address)))
            || shown.chain(own).any(|text| text.contains("://") || text.starts_with('/'))
    }

    fn gather(&mut self, fields: &'a [Field], path: &[&'a str], depth: Depth) {
        let types = &self.api.types;
        for field in fields.iter().filter(|field| field.deprecated.is_none()) {
            let name = page_words::plain(&field.name);
            let ty = walk::plain(types, &field.ty);
            let path: Vec<&str> = path.iter().copied().chain([field.name.as_str()]).collect();
            let below = match depth {
                Depth::Root if page_words::is_envelope(&name) => Some(Depth::Envelope),
                Depth::Root | Depth::Envelope if page_words::is_about_pages(&name) => Some(Depth::AboutPages),
                Depth::AboutPages if name == "cursors" => Some(Depth::AboutPages),
                _ => None,
            };
            if let (Some(below), Some(fields)) = (below, walk::members(types, ty)) {
                self.gather(fields, &path, below);
            }
            self.members.push(Member { path, ty, name, field, depth });
        }
    }
}

fn is_number(member: &Member<'_>) -> bool {
    matches!(member.ty, Type::Integer | Type::Unsigned | Type::Number)
}

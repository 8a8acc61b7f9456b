//! Input: the unnamed object that an operation answers with. Output: what it is: the resource, what holds it, or an answer.
//! Invariant: what only acknowledges is never the resource.

use crate::identify::types::place::{Call, Own, Resource};
use crate::identify::words;
use crate::shape::{Kind, Member, ObjectShape, Shape};

/// Members that only wrap: they have no word of their own.
const WRAPPERS: &[&str] = &["data", "result", "results", "payload", "response", "items", "records"];

/// Members that say that something was done, and nothing of what there is.
const DONE: &[&str] = &[
    "success",
    "ok",
    "message",
    "msg",
    "deleted",
    "removed",
    "updated",
    "created",
    "cancelled",
    "canceled",
    "acknowledged",
    "accepted",
    "revoked",
    "disconnected",
    "sent",
    "done",
];

/// Words with which the title of a plain request for something begins.
const ASKS: &[&str] =
    &["Get", "Retrieve", "Fetch", "Read", "Show", "View", "Update", "Edit", "Modify", "Replace", "Patch"];

/// Words of members that say something of an answer, and nothing of what it is about.
const SAID: &[&str] = &[
    "Success",
    "Ok",
    "Message",
    "Messages",
    "Msg",
    "Status",
    "Code",
    "Error",
    "Errors",
    "Warning",
    "Warnings",
    "Meta",
    "Metadata",
    "Pagination",
    "Paging",
    "Page",
    "Pages",
    "Total",
    "Totals",
    "Count",
    "Limit",
    "Offset",
    "Cursor",
    "Next",
    "Prev",
    "Previous",
    "More",
    "Links",
    "Timestamp",
    "Request",
    "Size",
    "Summary",
    "Remaining",
];

/// What the object of an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The resource, by its words.
    Resource(Resource),
    /// What only wraps the content of this member.
    Envelope(String),
    /// An answer that is there for the content of this member, which has a word of its own.
    Carrier(String),
    Answer,
}

/// What the object is, in an answer of this call.
pub(crate) fn role(object: &ObjectShape, call: &Call) -> Role {
    let holds = || object.members.iter().filter(|member| holds_objects(&member.shape));
    // Beside what an answer is there for, there is only what is said of it.
    let is_for = |one: &Member| object.members.iter().all(|member| member.name == one.name || is_said_of(member));
    let wraps = |member: &&Member| is_wrapper(&member.name) && !is_scalar(&member.shape) && is_for(member);
    if let Some(member) = object.members.iter().find(wraps) {
        return Role::Envelope(member.name.clone());
    }
    let is_called_so = |member: &&Member| called(&member.name, call).is_some();
    let carried = holds().find(is_called_so).filter(|member| match member.shape.kind {
        Kind::Array(_) => is_for(member) || !has_id(object, call) && !call.ends_in_parameter,
        // Of `{ id, name, list: { .. } }` the list is a part.
        _ => !object.members.iter().any(|member| member.name == "id"),
    });
    let mut lists = holds().filter(|member| matches!(member.shape.kind, Kind::Array(_)));
    let list = lists.next().filter(|member| lists.next().is_none() && is_for(member) && !call.ends_in_parameter);
    if let Some(member) = carried.or(list) {
        return Role::Carrier(member.name.clone());
    }
    resource(object, call).map_or(Role::Answer, Role::Resource)
}

/// The resource of the call that a member is called as, or as the last words of it.
pub(crate) fn called(name: &str, call: &Call) -> Option<Resource> {
    let one = words::singular_of(&words::split(name));
    let all = || call.segments.iter().map(|segment| segment.resource(false));
    let is_end = |resource: &Resource| {
        let is_action = resource.words.first().is_some_and(|word| words::is_verb(word));
        resource.words.ends_with(&one) && !is_action
    };
    all().find(|resource| resource.words == one).or_else(|| all().take(1).find(is_end))
}

/// Whether a member says something of an answer, such as how it went, or which page of a list it is.
fn is_said_of(member: &Member) -> bool {
    // `"object": "list"`
    if member.name == "object" && is_scalar(&member.shape) {
        return true;
    }
    let words = words::split(&member.name);
    // `by_status` is no status.
    let said = if is_scalar(&member.shape) {
        words.as_slice()
    } else {
        words.last().map(std::slice::from_ref).unwrap_or_default()
    };
    said.iter().any(|word| SAID.contains(&word.as_str())) && words.first().is_none_or(|word| word != "By")
}

/// What the items of a list are that nothing but a wrapper has: what lives under the path, or else an item.
pub(crate) fn listed(call: &Call) -> Own {
    let segment = call.segments.first();
    match segment.map(|segment| (segment, segment.resource(true))) {
        Some((segment, resource)) if resource.words != segment.words && !call.ends_in_parameter => {
            Own::Resource(resource)
        }
        _ => {
            let mut words = words::singular_of(call.id.get(1..).unwrap_or_default());
            words.push("Item".to_owned());
            Own::Member(words)
        }
    }
}

/// The resource's name belongs to what a GET, PUT or PATCH answers, and a POST on the collection.
fn resource(object: &ObjectShape, call: &Call) -> Option<Resource> {
    let segment = call.segments.first()?;
    let one = segment.resource(false);
    if acknowledges(object, call) {
        return None;
    }
    let asks = call.id.first().is_some_and(|word| ASKS.contains(&word.as_str()));
    match call.method.as_str() {
        "GET" | "PUT" | "PATCH" if call.ends_in_parameter => Some(one),
        "GET" | "PUT" | "PATCH" if asks && !call.has_items => {
            let is_action = segment.words.first().is_some_and(|word| words::is_verb(word));
            match is_action {
                true => has_id(object, call).then_some(one),
                false => Some(Resource { words: segment.words.clone(), ..one }),
            }
        }
        "POST" if call.ends_in_parameter && asks && call.id.first().is_some_and(|word| word != "Get") => Some(one),
        "POST" if !call.ends_in_parameter && (call.has_items || one.words != segment.words) => {
            has_id(object, call).then_some(Resource { is_new: true, ..one })
        }
        _ => None,
    }
}

/// Whether an answer says no more than that something was done, and to what.
fn acknowledges(object: &ObjectShape, call: &Call) -> bool {
    let is_done = |member: &Member| DONE.contains(&member.name.as_str());
    if object.members.iter().any(|member| matches!(member.name.as_str(), "success" | "deleted" | "removed" | "ok")) {
        return true;
    }
    call.method != "GET"
        && object.members.iter().any(is_done)
        && object.members.iter().all(|member| is_scalar(&member.shape) && (is_done(member) || is_id(&member.name)))
}

/// Whether all that the object says is that something was done.
pub(crate) fn is_done_word(name: &str) -> bool {
    DONE.contains(&name)
}

/// Whether a member is called as what only wraps.
pub(crate) fn is_wrapper(name: &str) -> bool {
    WRAPPERS.contains(&name)
}

fn is_id(name: &str) -> bool {
    let words = words::split(name);
    words.last().is_some_and(|word| matches!(word.as_str(), "Id" | "Uuid" | "At"))
}

fn has_id(object: &ObjectShape, call: &Call) -> bool {
    let resource = call.segments.first().map(|segment| segment.resource(false).words).unwrap_or_default();
    object.members.iter().any(|member| {
        let words = words::split(&member.name);
        let Some((last, front)) = words.split_last() else { return false };
        matches!(last.as_str(), "Id" | "Uuid") && (front.is_empty() || resource.ends_with(front))
    })
}

/// Whether it is an object, or a list of such.
fn holds_objects(shape: &Shape) -> bool {
    let is_object = |shape: &Shape| matches!(shape.kind, Kind::Object(_) | Kind::Reference(_));
    matches!(&shape.kind, Kind::Array(item) if is_object(item)) || is_object(shape)
}

fn is_scalar(shape: &Shape) -> bool {
    !matches!(shape.kind, Kind::Object(_) | Kind::Array(_) | Kind::Map(_) | Kind::Union(_) | Kind::Reference(_))
}

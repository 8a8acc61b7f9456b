//! Input: a type that stands somewhere. Output: the names that it could have, the shortest first.
//! Invariant: no word twice in a row, no filler, no position.

use std::collections::BTreeSet;

use crate::identify::types::naming::shared;
use crate::identify::types::naming::state::Naming;
use crate::identify::types::place::Own;
use crate::identify::words::{self, Words};
use crate::schema::{TypeKind, status};

/// Names longer than this are asked for only when nothing shorter is free.
const LONG: usize = 40;

/// Words that say nothing without what they stand in.
const WEAK: &[&str] = &[
    "Type",
    "Status",
    "Kind",
    "State",
    "Mode",
    "Level",
    "Format",
    "Source",
    "Category",
    "Role",
    "Action",
    "Method",
    "Metadata",
    "Meta",
    "Details",
    "Detail",
    "Settings",
    "Setting",
    "Config",
    "Configuration",
    "Options",
    "Option",
    "Properties",
    "Property",
    "Attributes",
    "Attribute",
    "Entry",
    "Item",
    "Limits",
    "Limit",
    "From",
    "To",
    "Values",
    "Params",
    "Fields",
    "Field",
    "Stats",
    "Schema",
    "Body",
    "Parameters",
    "Summary",
    "Reason",
    "Name",
    "Id",
    "Direction",
    "Sort",
    "Filter",
    "Filters",
    "Criteria",
    "Input",
    "Example",
    "Scope",
    "Group",
    "Context",
    "Label",
    "Header",
    "Headers",
    "Part",
];

/// Those of them that no resource is called by alone.
const WEAK_RESOURCES: &[&str] =
    &["Status", "Name", "Type", "Settings", "Stats", "Config", "Details", "Metadata", "Summary", "Item", "Id"];

impl Naming<'_> {
    /// The names that a node could have, in the order in which it asks for them.
    pub(super) fn wishes(&self, node: usize) -> Vec<Words> {
        let Some(known) = self.nodes.get(node) else { return Vec::new() };
        let wishes = match &known.place.own {
            Own::Member(_) => self.contained(node),
            Own::Resource(_) => self.resource(node),
            Own::Answer => self.answer(node, "Response"),
            Own::Envelope => self.answer(node, "Envelope"),
            Own::Body => self.body(node),
            Own::Error(_) => self.error(node),
            Own::Event => self.of_call(node, "Event"),
            Own::Webhook(words) => vec![words::joined([words.as_slice(), &["Webhook".to_owned()]])],
        };
        let (short, long): (Vec<Words>, Vec<Words>) =
            wishes.into_iter().partition(|words| words.concat().len() <= LONG);
        short.into_iter().chain(long).collect()
    }

    fn resource(&self, node: usize) -> Vec<Words> {
        let Some(Own::Resource(resource)) = self.nodes.get(node).map(|node| &node.place.own) else { return Vec::new() };
        let mut wishes = Vec::new();
        if !matches!(resource.words.as_slice(), [word] if WEAK_RESOURCES.contains(&word.as_str())) {
            wishes.push(resource.words.clone());
        }
        let mut longer = resource.words.clone();
        if let Some(call) = self.call(node) {
            let outer = call.segments.iter().skip_while(|segment| segment.family != resource.family).skip(1);
            for segment in outer {
                longer = words::joined([segment.resource(false).words.as_slice(), longer.as_slice()]);
                wishes.push(longer.clone());
            }
            let done = shared::done(&call.id).map(|word| vec![word.to_owned()]).filter(|_| !resource.is_item);
            wishes.extend(done.map(|done| words::joined([done.as_slice(), resource.words.as_slice()])));
            let action = call.segments.iter().take_while(|segment| segment.family != resource.family);
            wishes.extend(action.map(|segment| {
                let done = shared::done(&segment.words).map(|word| vec![word.to_owned()]);
                words::joined([done.as_ref().unwrap_or(&segment.words).as_slice(), resource.words.as_slice()])
            }));
            if resource.is_item {
                wishes.push(words::joined([resource.words.as_slice(), &["Item".to_owned()]]));
                wishes.push(words::joined([shared::without_asking(&call.id), resource.words.as_slice()]));
            }
        }
        wishes.extend(self.of_call(node, "Response"));
        wishes
    }

    /// The operation's name and a word behind it.
    pub(super) fn of_call(&self, node: usize, word: &str) -> Vec<Words> {
        let word = [word.to_owned()];
        let Some(call) = self.call(node) else { return vec![word.to_vec()] };
        let whole = words::joined([call.id.as_slice(), &word]);
        let mut wishes = vec![whole.clone()];
        // The last words of a title that is a sentence.
        let mut id = call.id.as_slice();
        while id.concat().len() + word.concat().len() > LONG {
            let Some((_, rest)) = id.split_first() else { break };
            id = rest;
        }
        if id.len() < call.id.len() && !id.is_empty() {
            wishes.insert(0, words::joined([id, &word]));
        }
        wishes
    }

    /// The answer of an operation, or of several.
    fn answer(&self, node: usize, word: &str) -> Vec<Words> {
        let last = [word.to_owned()];
        let mut wishes = Vec::new();
        let content = self.nodes.get(node).and_then(|node| node.content.as_ref());
        if let Some(words) = content.and_then(|content| self.content_words(content)) {
            let words = match words.split_last() {
                Some((last, front)) if !front.is_empty() && matches!(last.as_str(), "Response" | "Envelope") => {
                    front.to_vec()
                }
                _ => words,
            };
            wishes.push(words::joined([words.as_slice(), &last]));
        } else {
            wishes.extend(self.of_members(node, word));
            wishes.extend(self.of_all_calls(node, word));
        }
        wishes.extend(self.of_call(node, word));
        let first = self.nodes.fields(node).and_then(<[_]>::first).map(|field| words::split(&field.name));
        if self.nodes.get(node).is_some_and(|node| node.place.inside.is_some()) {
            wishes.extend(first.map(|first| words::joined([first.as_slice(), &last])));
        }
        let status = self.nodes.nodes.get(node).and_then(|node| node.place.key.rsplit(' ').next());
        if let (Some(call), Some(phrase)) = (self.call(node), status.and_then(status::phrase)) {
            wishes.push(words::joined([call.id.as_slice(), &words::split(phrase), &last]));
        }
        wishes
    }

    fn body(&self, node: usize) -> Vec<Words> {
        let mut wishes: Vec<Words> = self.of_all_calls(node, "Body").into_iter().collect();
        wishes.extend(self.of_members(node, "Body"));
        wishes.extend(self.of_call(node, "Body"));
        wishes
    }

    fn error(&self, node: usize) -> Vec<Words> {
        let mut wishes = Vec::new();
        if self.common_error == Some(node) {
            wishes.push(words::split("ApiError"));
        }
        wishes.extend(self.held_error(node));
        let members = self.members.get(&node).map(Vec::as_slice).unwrap_or_default();
        let statuses = members.iter().filter_map(|member| match &self.nodes.nodes.get(*member)?.place.own {
            Own::Error(status) => Some(status.as_str()),
            _ => None,
        });
        let statuses: BTreeSet<&str> = statuses.collect();
        let phrase = statuses.first().filter(|_| statuses.len() == 1).and_then(|status| status::phrase(status));
        if let Some(phrase) = phrase {
            wishes.push(words::joined([words::split(phrase).as_slice(), &["Error".to_owned()]]));
        }
        wishes.extend(self.of_all_calls(node, "Error"));
        wishes.extend(self.of_call(node, "Error"));
        if let (Some(phrase), Some(call)) = (phrase, self.call(node)) {
            wishes.push(words::joined([call.id.as_slice(), &words::split(phrase), &["Error".to_owned()]]));
        }
        wishes
    }

    /// By its own word, then with what it stands in.
    fn contained(&self, node: usize) -> Vec<Words> {
        let members = self.members.get(&node).map(Vec::as_slice).unwrap_or_default();
        let owns: Vec<Words> = members.iter().filter_map(|member| self.own_words(*member)).collect();
        let mut own = words::common_end(owns.iter().map(Vec::as_slice));
        // `type` and `field_type` are both a field's type.
        if is_weak(&own) {
            own = owns.into_iter().find(|words| words.len() > own.len()).unwrap_or(own);
        }
        if self.is_http_method(node) && own.last().is_some_and(|word| word == "Method") {
            own = words::split("HttpMethod");
        }
        let trail = self.trail(node);
        let outer =
            |count: usize| words::joined(trail.iter().take(count).rev().map(Vec::as_slice).chain([own.as_slice()]));
        let containers: BTreeSet<Words> =
            members.iter().filter_map(|member| self.trail(*member).first().cloned()).collect();
        let known = self.nodes.get(node);
        let is_rival = known.is_some_and(|node| node.rival.is_some());
        let is_object = known.is_some_and(|node| matches!(node.def.kind, TypeKind::Struct { .. }));
        let alone =
            !is_weak(&own) || is_object && containers.len() > 2 && !own.iter().any(|word| shared::is_filler(word));
        let mut wishes = Vec::new();
        if !own.is_empty() && !is_rival && alone {
            wishes.push(own.clone());
        }
        // What stands in many lists is called after no one of them.
        let pages = self.paged_by(node).filter(|_| is_object && containers.len() > 2);
        wishes.extend(pages.map(|by| words::joined([&[by.to_owned()], own.as_slice()])));
        // The last words of a long name say what it is, too.
        let short = trail.first().filter(|words| words.len() > 2).and_then(|words| words.get(words.len() - 2..));
        wishes.extend(short.map(|short| words::joined([short, own.as_slice()])));
        wishes.extend((1..=trail.len().min(1)).map(outer));
        let container = known.and_then(|node| node.place.inside).and_then(|inside| self.words_of(inside));
        let is_answer =
            |words: &Words| words.last().is_some_and(|word| matches!(word.as_str(), "Response" | "Envelope" | "Body"));
        let container = container.filter(|words| !is_answer(words));
        wishes.extend(container.map(|words| words::joined([words.as_slice(), own.as_slice()])));
        wishes.extend((2..=trail.len()).map(outer));
        if let Some(call) = self.call(node) {
            let id = shared::without_asking(&call.id);
            wishes.push(words::joined([id, own.as_slice()]));
            wishes.push(words::joined([id, outer(1).as_slice()]));
            wishes.push(words::joined([call.id.as_slice(), outer(trail.len()).as_slice()]));
        }
        let short = wishes.iter().map(|words| shared::without_filler(words.clone(), false));
        let long = wishes.iter().map(|words| shared::without_filler(words.clone(), true));
        short.chain(long).collect()
    }
}

/// Whether the words say nothing without what they stand in.
fn is_weak(words: &[String]) -> bool {
    match words {
        [word] => shared::is_filler(word) || WEAK.contains(&word.as_str()),
        _ => false,
    }
}

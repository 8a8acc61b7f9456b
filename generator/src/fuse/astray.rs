//! Input: what samples name against the endpoints of their pages, and all endpoints. Output: the diagnostics of those that are
//! a slip.
//! Invariant: a sample of a call that is documented itself contradicts nothing: a page may show the call before or after its
//! own.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::draft::endpoint::{Astray, Endpoint};
use crate::draft::target::Target;
use crate::fuse::endpoint::same_path;
use crate::schema::path::{bare, identity};

/// Steps that a call is followed for: its segments may be words or values each.
const MOST_STEPS: usize = 256;

/// No path has more segments.
const MOST_SEGMENTS: usize = 64;

/// Tells of those that no page documents.
pub(crate) fn tell(astray: Vec<Astray>, placed: &[(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    if astray.is_empty() {
        return;
    }
    let mut documented = Node::default();
    for endpoint in placed.iter().filter_map(|(_, endpoint)| endpoint.as_ref()) {
        documented.insert(&endpoint.method, &endpoint.path);
    }
    let slips = astray.into_iter().filter(|one| !documented.has(&one.method, &one.target));
    slips.for_each(|one| diagnostics.push(one.diagnostic));
}

/// Templates by their segments, the last one first: what stands before the first one may be a base path.
#[derive(Default)]
struct Node {
    /// The template that begins here, by its method.
    ends: BTreeMap<String, String>,
    next: BTreeMap<String, Node>,
}

impl Node {
    fn insert(&mut self, method: &str, template: &str) {
        let mut node = self;
        for segment in segments(template) {
            node = node.next.entry(segment).or_default();
        }
        node.ends.insert(method.to_owned(), template.to_owned());
    }

    fn has(&self, method: &str, call: &Target) -> bool {
        let segments = segments(&call.path);
        let mut open = vec![(self, 0)];
        for _ in 0..MOST_STEPS {
            let Some((node, at)) = open.pop() else { return false };
            if node.ends.get(method).is_some_and(|template| same_path(template, call)) {
                return true;
            }
            let Some(segment) = segments.get(at) else { continue };
            let words = [segment.as_str(), "{}"];
            let count = if segment == "{}" { 1 } else { 2 };
            open.extend(words.iter().take(count).filter_map(|word| Some((node.next.get(*word)?, at + 1))));
        }
        false
    }
}

fn segments(path: &str) -> Vec<String> {
    let path = identity(bare(path));
    path.rsplit('/').filter(|segment| !segment.is_empty()).take(MOST_SEGMENTS).map(str::to_owned).collect()
}

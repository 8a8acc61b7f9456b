//! Input: the drafts of an API's pages. Output: what they say of objects that a flat list shows without its nesting.
//! Invariant: nothing is taken from flat lists themselves: what they show is what is asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::Draft;
use crate::draft::list::ListDraft;
use crate::draft::sample::Sample;
use crate::draft::section::{Section, Status};
use crate::fuse::lists::nesting::entry::KnownMembers;
use crate::fuse::lists::nesting::order::Order;
use crate::read::json::{Json, JsonKind};
use crate::schema::{path, status};
use crate::shape::visit::each;
use crate::shape::{Kind, Member, Shape};

/// The members of the objects that other pages document: by type name, and by path for what its operations answer.
#[derive(Debug, Default)]
pub(crate) struct Documented {
    types: KnownMembers,
    answers: BTreeMap<String, Vec<String>>,
    pub(crate) order: Order,
}

impl Documented {
    /// Takes in what a page with field components documents. `path` is the page's path template.
    pub(crate) fn learn(&mut self, draft: &Draft, path: Option<&str>) {
        let bodies = draft.request.body.members.iter().chain(draft.request.body.whole.as_ref());
        let members = draft.answers.responses.iter().flat_map(|response| response.members()).chain(bodies);
        members.for_each(|member| self.learn_shape(&member.shape));
        self.order.see(draft.request.body.members.iter().map(|member| member.name.as_str()));
        for response in &draft.answers.responses {
            for (_, members) in &response.cases {
                self.order.see(members.iter().map(|member| member.name.as_str()));
            }
        }
        for sample in samples(draft) {
            self.learn_order(&sample.json);
        }
        let success = draft.answers.responses.iter().find(|response| {
            response.members().next().is_some() && response.status.as_deref().is_none_or(status::is_success)
        });
        if let (Some(path), Some(success)) = (path, success) {
            self.answers.entry(path::identity(path)).or_insert_with(|| names(success.members()));
        }
    }

    fn learn_order(&mut self, json: &Json) {
        match &json.kind {
            JsonKind::Array(items) => items.iter().for_each(|item| self.learn_order(item)),
            JsonKind::Object(members) => {
                self.order.see(members.iter().map(|(name, _)| name.value.as_str()));
                members.iter().for_each(|(_, value)| self.learn_order(value));
            }
            _ => {}
        }
    }

    fn learn_shape(&mut self, shape: &Shape) {
        each(shape, &mut |shape| match &shape.kind {
            Kind::Object(object) => {
                if let Some(name) = &object.name {
                    let known = self.types.entry(name.clone()).or_default();
                    let members = object.members.iter().map(|member| &member.name);
                    let new: Vec<String> = members.filter(|member| !known.contains(*member)).cloned().collect();
                    known.extend(new);
                }
                self.order.see(object.members.iter().map(|member| member.name.as_str()));
            }
            Kind::Opaque(name) => {
                self.types.entry(name.clone()).or_default();
            }
            _ => {}
        });
    }

    /// What is known for a list: all types, and the answer of the page's path where the list is one.
    pub(crate) fn for_list(&self, list: &ListDraft, path: Option<&str>) -> KnownMembers {
        let mut known = self.types.clone();
        let answer = path.and_then(|path| self.answers.get(&path::identity(path)));
        if let Some(members) = answer.filter(|_| list.section == Some(Section::Response)) {
            known.insert(String::new(), members.clone());
        }
        known
    }
}

/// Every sample of a draft.
fn samples(draft: &Draft) -> impl Iterator<Item = &Sample> {
    let answers = draft.answers.responses.iter().flat_map(|response| &response.samples);
    draft.request.body.samples.iter().chain(&draft.loose).chain(answers)
}

fn names<'a>(members: impl Iterator<Item = &'a Member>) -> Vec<String> {
    members.map(|member| member.name.clone()).collect()
}

/// The fields of a list that certainly stand in the object that it is about: the page's own sample of it has them there,
/// and they can stand nowhere else.
pub(crate) fn outermost(draft: &Draft, list: &ListDraft) -> BTreeSet<String> {
    let status = list.status.as_ref().map(Status::key);
    let shown: Vec<&Sample> = match list.section {
        Some(Section::Body) => draft.request.body.samples.iter().collect(),
        Some(Section::Response) => {
            let answers = draft.answers.responses.iter().filter(|answer| {
                let known = answer.status.as_deref();
                known == status || known.is_none() || status.is_none() && known.is_some_and(status::is_success)
            });
            answers.flat_map(|answer| &answer.samples).collect()
        }
        _ => Vec::new(),
    };
    let (mut top, mut below) = (BTreeSet::new(), BTreeSet::new());
    shown.iter().for_each(|sample| by_depth(&sample.json, &mut top, &mut below, true));
    let times = |name: &str| list.fields.iter().filter(|field| field.name.value == name).count();
    let all_once = top.iter().all(|name| times(name) == 1);
    top.into_iter().filter(|name| times(name) == 1 && (all_once || !below.contains(name))).map(str::to_owned).collect()
}

/// The names of a sample's members: those of its outermost objects, and all others.
fn by_depth<'a>(json: &'a Json, top: &mut BTreeSet<&'a str>, below: &mut BTreeSet<&'a str>, is_top: bool) {
    match &json.kind {
        JsonKind::Array(items) => items.iter().for_each(|item| by_depth(item, top, below, is_top)),
        JsonKind::Object(members) => {
            for (name, value) in members {
                if is_top {
                    top.insert(&name.value)
                } else {
                    below.insert(&name.value)
                };
                by_depth(value, top, below, false);
            }
        }
        _ => {}
    }
}

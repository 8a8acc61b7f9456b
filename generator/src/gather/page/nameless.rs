//! Input: a draft in which fields without a name stand where a name is due. Output: the draft with the one that is a whole
//! body, and without all others.
//! Invariant: a body is one field or several with names; what is left out is told once a page.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::request::RequestField;
use crate::draft::sample::Sample;
use crate::draft::section::Section;
use crate::read::json::JsonKind;
use crate::schema::Evidence;
use crate::shape::{Kind, Member};
use crate::source::Span;

/// So many of those that are left out are pointed at, the first apart.
const SHOWN: usize = 3;

/// Decides of each field without a name whether it is the body that it stands in.
pub(crate) fn settle(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    let mut left_out = std::mem::take(&mut draft.hints.nameless);
    let is_body = |field: &RequestField| field.sections.first() == Some(&Section::Body);
    let body: Vec<(&Member, Option<Span>)> =
        draft.request.fields.iter().filter(|field| is_body(field)).map(|field| (&field.member, field.tab)).collect();
    let of_calls = draft.request.calls.iter().flat_map(|call| &call.body.samples);
    let sent: Vec<&Sample> = draft.request.body.samples.iter().chain(of_calls).collect();
    if !is_whole(&body, &sent) {
        let nameless = body.iter().filter(|(member, _)| member.name.is_empty());
        left_out.extend(nameless.filter_map(|(member, _)| member.span()));
        draft.request.fields.retain(|field| !is_body(field) || !field.member.name.is_empty());
    }
    for response in &mut draft.answers.responses {
        for (tab, members) in &mut response.cases {
            // What a document says of an answer has no name either, and is one.
            let by_hand = members.iter().filter(|member| is_field(member));
            let all: Vec<(&Member, Option<Span>)> = by_hand.map(|member| (member, *tab)).collect();
            if !is_whole(&all, &response.samples.iter().collect::<Vec<_>>()) {
                let is_left_out = |member: &&Member| member.name.is_empty() && is_field(member);
                left_out.extend(members.iter().filter(is_left_out).filter_map(Member::span));
                members.retain(|member| !is_left_out(&member));
            }
        }
    }
    let gone: BTreeSet<Span> = left_out.iter().copied().collect();
    draft.request.unplaced.retain(|told| told.span.is_none_or(|span| !gone.contains(&span)));
    left_out.sort_by_key(|span| span.start);
    tell(&left_out, diagnostics);
}

/// Whether the one field without a name is the body: no other stands before it, and none beside it unless it is an object,
/// which has them as well. Several Tabs show several cases of one body.
fn is_whole(members: &[(&Member, Option<Span>)], samples: &[&Sample]) -> bool {
    let nameless: Vec<_> = members.iter().filter(|(member, _)| member.name.is_empty()).collect();
    let tabs: BTreeSet<Span> = nameless.iter().filter_map(|(_, tab)| *tab).collect();
    let are_cases = nameless.len() < 2 || tabs.len() == nameless.len();
    let is_first = members.first().is_none_or(|(member, _)| member.name.is_empty());
    let is_alone = nameless.len() == members.len();
    is_first
        && are_cases
        && nameless.iter().all(|(member, _)| match &member.shape.kind {
            Kind::Object(object) => is_alone || object.name.is_none(),
            Kind::Map(value) => is_alone || value.kind == Kind::Unknown,
            Kind::Array(_) | Kind::Any | Kind::Unknown | Kind::Union(_) | Kind::Reference(_) | Kind::Opaque(_) => {
                is_alone
            }
            _ => is_alone && !samples.iter().any(|sample| is_structured(sample)),
        })
}

fn is_field(member: &Member) -> bool {
    member.origins.first().is_some_and(|origin| origin.evidence == Evidence::Field)
}

fn is_structured(sample: &Sample) -> bool {
    matches!(sample.json.kind, JsonKind::Object(_) | JsonKind::Array(_))
}

fn tell(left_out: &[Span], diagnostics: &mut Diagnostics) {
    let Some((first, rest)) = left_out.split_first() else { return };
    let message = match rest.len() {
        0 => "this field has no name, and was left out".to_owned(),
        1 => "this field has no name, and so it is with another one; both were left out".to_owned(),
        count => format!("this field has no name, and so it is with {count} others; all were left out"),
    };
    let mut diagnostic = Diagnostic::at(Code::UnnamedField, *first, message)
        .help("write `name=\"...\"`, or `body=\"...\"`, `query=\"...\"` or `path=\"...\"` where it is sent");
    for other in rest.iter().take(SHOWN) {
        diagnostic = diagnostic.label(*other, "without a name as well");
    }
    diagnostics.push(diagnostic);
}

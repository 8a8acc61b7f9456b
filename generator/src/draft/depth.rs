//! Input: the claims of a draft. Output: the same, with any JSON in place of what nests deeper than is followed.
//! Invariant: every shape, value and example of a draft is met, and the first place of each that was cut is told.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::request::BodyDraft;
use crate::draft::sample::Sample;
use crate::shape::Member;
use crate::shape::depth::Cut;
use crate::source::Span;

/// Cuts what is too deep.
pub(crate) fn cut(draft: &mut Draft, most: usize, diagnostics: &mut Diagnostics) {
    let mut cutting = Cutting { most, diagnostics };
    draft.request.fields.iter_mut().for_each(|field| cutting.member(&mut field.member));
    draft.request.parameters.iter_mut().for_each(|(_, member)| cutting.member(member));
    cutting.body(&mut draft.request.body);
    draft.request.calls.iter_mut().for_each(|call| cutting.body(&mut call.body));
    for response in &mut draft.answers.responses {
        let cases = response.cases.iter_mut().flat_map(|(_, members)| members);
        cases.chain(&mut response.listed).for_each(|member| cutting.member(member));
        cutting.samples(&mut response.samples);
        cutting.samples(&mut response.events);
        response.event_data.iter_mut().for_each(|shape| cutting.with(|cut| cut.shape(shape)));
    }
    let announced = draft.answers.announced.iter_mut().flat_map(|announced| &mut announced.members);
    let listed = draft.listed.iter_mut().flat_map(|listed| &mut listed.members);
    announced.chain(listed).for_each(|member| cutting.member(member));
    cutting.samples(&mut draft.loose);
    draft.document.schemas.iter_mut().for_each(|schema| cutting.with(|cut| cut.shape(&mut schema.shape)));
    let webhooks = draft.document.webhooks.iter_mut().filter_map(|webhook| webhook.member.as_mut());
    webhooks.for_each(|member| cutting.member(member));
}

/// Tells where something was cut.
pub(crate) fn tell(place: Span, most: usize, diagnostics: &mut Diagnostics) {
    let message = format!("what stands here is nested more than {most} deep; what is deeper is any JSON");
    let help = format!("nest less, or say in api.toml how deep to follow: `[limits]`, `depth = {most}`");
    diagnostics.push(Diagnostic::at(Code::NestingTooDeep, place, message).help(help));
}

struct Cutting<'a> {
    most: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Cutting<'_> {
    fn with(&mut self, work: impl FnOnce(&mut Cut)) {
        let mut cut = Cut::at(self.most);
        work(&mut cut);
        if let Some(place) = cut.place {
            tell(place, self.most, self.diagnostics);
        }
    }

    fn member(&mut self, member: &mut Member) {
        self.with(|cut| cut.member(member));
    }

    fn samples(&mut self, samples: &mut [Sample]) {
        samples.iter_mut().for_each(|sample| self.with(|cut| cut.json(&mut sample.json)));
    }

    fn body(&mut self, body: &mut BodyDraft) {
        let single = body.whole.iter_mut().chain(&mut body.members).chain(&mut body.upload);
        single.chain(body.form.iter_mut().map(|(_, member)| member)).for_each(|member| self.member(member));
        self.samples(&mut body.samples);
    }
}

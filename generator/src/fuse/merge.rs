//! Input: the [`Parts`] that several pages give for one operation, strongest page first. Output: one [`Parts`].
//! Invariant: the first page's words stay; what another page adds is told, and what contradicts is told with both places.

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::fuse::assembler::Assembler;
use crate::fuse::fusion::Fusion;
use crate::fuse::parts::{BodyParts, Parts, ResponseParts};
use crate::fuse::{older, opened};
use crate::read::page::Format;
use crate::schema::media::JSON;
use crate::schema::{Evidence, Location};
use crate::shape::{Kind, Member, Shape};

impl Assembler<'_> {
    /// Fuses the pages of one operation.
    pub(crate) fn group(&mut self, group: Vec<(Draft, Endpoint)>) -> Option<Parts> {
        let mut whole: Option<(Parts, Format, bool, bool)> = None;
        let is_newer = |draft: &Draft| draft.format == Format::OpenapiExport && !draft.document.is_older;
        let renewed = group.iter().any(|(draft, _)| is_newer(draft));
        for (draft, endpoint) in group {
            let (format, is_document, is_aside) = (draft.format, draft.document.is_whole, draft.hints.is_aside);
            let outdated = renewed && draft.document.is_older;
            let parts = self.assemble(draft, endpoint);
            match &mut whole {
                None => whole = Some((parts, format, is_document, is_aside)),
                Some((strong, first, was_document, was_aside)) => {
                    if *first == format && *was_document == is_document && !is_aside && !*was_aside {
                        self.claimed_twice(strong, &parts);
                    }
                    if outdated {
                        older::operation(strong, &parts).into_iter().for_each(|told| self.diagnostics.push(told));
                        strong.endpoint.origins.extend(parts.endpoint.origins);
                    } else {
                        let mut parts = parts;
                        agree_on_status(&mut strong.responses, &mut parts.responses);
                        opened::parts(strong, &mut parts, self.components, self.diagnostics);
                        self.merge(strong, parts, format);
                    }
                }
            }
        }
        let (mut parts, ..) = whole?;
        self.settle_parameters(&mut parts);
        Some(parts)
    }

    fn claimed_twice(&mut self, strong: &Parts, weak: &Parts) {
        let place = |parts: &Parts| parts.endpoint.origins.iter().find_map(|origin| origin.span);
        let Some(span) = place(weak) else { return };
        // A page that stands in a joined file, too, is still one page.
        let page = |parts: &Parts| parts.endpoint.origins.first().map_or("", |origin| &origin.page).to_owned();
        let (first, second) = (page(strong), page(weak));
        if first != second && stem(&first) == stem(&second) {
            return;
        }
        let message = format!("`{} {}` is documented on two pages", weak.endpoint.method, weak.endpoint.path);
        let diagnostic =
            Diagnostic::at(Code::DuplicateOperation, span, message).label(place(strong), "documented here, too");
        self.diagnostics.push(diagnostic.help("both pages count; what they say of the same field must agree"));
    }

    fn merge(&mut self, strong: &mut Parts, weak: Parts, format: Format) {
        let weaker = match format {
            Format::Mdx | Format::Export => Evidence::Field,
            Format::OpenapiExport => Evidence::Openapi,
            Format::Rendered => Evidence::RenderedField,
        };
        let mut fusion = Fusion {
            sources: self.sources,
            components: self.components,
            diagnostics: self.diagnostics,
            weaker,
            is_received: false,
        };
        strong.endpoint.origins.extend(weak.endpoint.origins);
        strong.endpoint.server = strong.endpoint.server.take().or(weak.endpoint.server);
        strong.endpoint.values.extend(weak.endpoint.values);
        strong.title = strong.title.take().or(weak.title);
        strong.section = strong.section.take().or(weak.section);
        strong.own.paging = strong.own.paging.take().or(weak.own.paging);
        if strong.own.arguments.is_empty() {
            strong.own.arguments = weak.own.arguments;
            strong.own.arguments_at_first = weak.own.arguments_at_first;
        }
        strong.description = strong.description.take().or(weak.description);
        strong.deprecated = strong.deprecated.take().or(weak.deprecated);
        for (location, member) in weak.parameters {
            let same = |known: &Member| match location {
                Location::Header => known.name.eq_ignore_ascii_case(&member.name),
                _ => known.name == member.name,
            };
            match strong.parameters.iter_mut().find(|(at, known)| *at == location && same(known)) {
                Some((_, known)) => fusion.member(known, &member),
                None => strong.parameters.push((location, member)),
            }
        }
        match (&mut strong.body, weak.body) {
            (Some(known), Some(body)) => merge_body(&mut fusion, known, body),
            (known @ None, body) => *known = body,
            (Some(_), None) => {}
        }
        for response in weak.responses {
            match strong.responses.iter_mut().find(|known| known.status == response.status) {
                Some(known) => merge_response(&mut fusion, known, response),
                None => strong.responses.push(response),
            }
        }
    }
}

/// Gives a success of which only one of two pages says the status that status. Of several it is the first that has a body.
fn agree_on_status(strong: &mut [ResponseParts], weak: &mut [ResponseParts]) {
    let said = |responses: &[ResponseParts]| {
        let successes = || responses.iter().filter(|response| !response.assumed && response.status.starts_with('2'));
        successes()
            .find(|response| response.shape.is_some())
            .or_else(|| successes().next())
            .map(|one| one.status.clone())
    };
    let settle = |responses: &mut [ResponseParts], status: Option<String>| {
        if let Some((response, status)) = responses.iter_mut().find(|response| response.assumed).zip(status) {
            response.status = status;
            response.assumed = false;
        }
    };
    let (first, other) = (said(strong), said(weak));
    settle(strong, other);
    settle(weak, first);
}

fn merge_body(fusion: &mut Fusion<'_>, strong: &mut BodyParts, mut weak: BodyParts) {
    if strong.written.is_empty() {
        strong.written = std::mem::take(&mut weak.written);
    }
    let driven = |body: &BodyParts| body.origins.first().is_some_and(|origin| origin.evidence == Evidence::Openapi);
    let each = driven(strong) && driven(&weak);
    // What is JSON for want of another word is what a page says that has one.
    if !strong.media_said && (weak.media_said || strong.media_type == JSON) {
        strong.media_type = weak.media_type;
        strong.media_said = weak.media_said;
    }
    let before = strong.shape.clone();
    fusion.root(&mut strong.shape, &weak.shape);
    if each {
        relax(&mut strong.shape, &[&before, &weak.shape]);
    }
    strong.required = strong.required.max(weak.required);
    strong.description = strong.description.take().or(weak.description);
    strong.examples.extend(weak.examples);
    strong.origins.extend(weak.origins);
}

/// Two documents of one call show two ways to make it: what one of them lacks is not required.
fn relax(merged: &mut Shape, ways: &[&Shape]) {
    let Kind::Object(object) = &mut merged.kind else { return };
    let requires = |way: &Shape, name: &str| match &way.kind {
        Kind::Object(object) => object.members.iter().any(|member| member.name == name && member.required),
        _ => true,
    };
    for member in &mut object.members {
        member.required &= ways.iter().all(|way| requires(way, &member.name));
    }
}

fn merge_response(fusion: &mut Fusion<'_>, strong: &mut ResponseParts, weak: ResponseParts) {
    if strong.shape.is_none() {
        strong.media_type = strong.media_type.take().or(weak.media_type);
    }
    strong.events = strong.events.take().or(weak.events);
    match (&mut strong.shape, weak.shape) {
        (Some(known), Some(shape)) => fusion.root(known, &shape),
        (known @ None, shape) => *known = shape,
        (Some(_), None) => {}
    }
    strong.description = strong.description.take().or(weak.description);
    strong.examples.extend(weak.examples);
    strong.origins.extend(weak.origins);
}

/// The path of a page without its ending.
fn stem(page: &str) -> &str {
    page.strip_suffix(".mdx").or_else(|| page.strip_suffix(".md")).unwrap_or(page)
}

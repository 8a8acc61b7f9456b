//! Input: what a page shows of bodies that are no JSON: forms and files in samples of calls, texts and event streams in
//! samples of answers. Output: the fields, media types and events that they prove.
//! Invariant: fields that the page documents come first; what a sample shows besides adds to them.

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::request::BodyDraft;
use crate::draft::sample::Sample;
use crate::fuse::assembler::{Assembler, Known};
use crate::read::code::FormEncoding;
use crate::read::json::JsonKind;
use crate::schema::media::{BYTES, EVENTS, JSON, MULTIPART, PAIRS, essence};
use crate::schema::{Location, Style};
use crate::shape::{Kind, Member, Shape};

/// The media type that a documented `Content-Type` header has unless something else is given.
pub(crate) fn documented_header(parameters: &[(Location, Member)]) -> Option<String> {
    let is_it = |(location, member): &&(Location, Member)| {
        *location == Location::Header && member.name.eq_ignore_ascii_case("content-type")
    };
    let said = parameters.iter().find(is_it)?.1.default.as_ref()?.as_str()?;
    let media_type = essence(said);
    media_type.contains('/').then_some(media_type)
}

impl BodyDraft {
    /// The media type: the page's word, else what its samples do, else what its fields are.
    pub(crate) fn media_type_of(&self, shape: &Shape) -> String {
        let has_file = match &shape.kind {
            Kind::Object(object) => object.members.iter().any(|member| is_file(&member.shape)),
            _ => false,
        };
        let form = self.encoding.map(|encoding| match encoding {
            FormEncoding::Pairs if !has_file => PAIRS,
            FormEncoding::Pairs | FormEncoding::Multipart => MULTIPART,
        });
        match (&self.media_type, form) {
            // A header that was copied along says less than what is sent.
            (Some(said), Some(form)) if said.contains("json") => form.to_owned(),
            (Some(said), _) => said.clone(),
            (None, Some(form)) => form.to_owned(),
            (None, None) if has_file => MULTIPART.to_owned(),
            (None, None) if is_file(shape) => BYTES.to_owned(),
            (None, None) => JSON.to_owned(),
        }
    }

    /// Whether samples show a body that no field documents.
    pub(crate) fn shows_other(&self) -> bool {
        !self.form.is_empty() || self.upload.is_some()
    }
}

/// Whether events are shown, and none has a member of an object that is documented.
fn is_apart(shape: &Shape, events: &[Sample]) -> bool {
    let Kind::Object(object) = &shape.kind else { return false };
    let shares = |event: &Sample| match &event.json.kind {
        JsonKind::Object(shown) => {
            shown.iter().any(|(name, _)| object.members.iter().any(|member| member.name == name.value))
        }
        _ => false,
    };
    !events.is_empty() && !object.members.is_empty() && !events.iter().any(shares)
}

fn is_file(shape: &Shape) -> bool {
    match &shape.kind {
        Kind::Binary => true,
        Kind::Array(item) => is_file(item),
        _ => false,
    }
}

impl Assembler<'_> {
    /// The documented fields, completed by those that a form shows.
    pub(crate) fn with_form(&mut self, documented: Option<Shape>, body: &mut BodyDraft) -> Option<Shape> {
        let form = std::mem::take(&mut body.form);
        let upload = body.upload.take();
        let Some(mut shape) = documented else {
            let members: Vec<Member> = form.into_iter().map(|(_, member)| member).collect();
            let span = members.first().and_then(Member::span);
            // A file that is sent with the header of JSON holds JSON, of which nothing is known.
            let is_json = body.media_type.as_deref().is_some_and(|said| said.contains("json"));
            return match (members.is_empty(), upload) {
                (false, _) => Some(Shape::object(members, span)),
                (true, Some(upload)) if body.samples.is_empty() && !is_json => Some(upload.shape),
                (true, _) => None,
            };
        };
        let Kind::Object(object) = &mut shape.kind else { return Some(shape) };
        for (evidence, mut member) in form {
            if let Some((front, _)) = member.name.split_once('[')
                && let Some(known) = object.members.iter_mut().find(|known| known.name == front)
            {
                if matches!(known.shape.kind, Kind::Array(_)) {
                    // `tags[]=a`: that is how the list is written.
                    known.name = format!("{front}[]");
                    member.name.clone_from(&known.name);
                } else {
                    body.written.entry(front.to_owned()).or_default().style = Style::Deep;
                    continue;
                }
            }
            match object.members.iter_mut().find(|known| known.name == member.name) {
                // What is called a text and sent as a file is one.
                Some(known) if known.shape.kind == Kind::String && member.shape.kind == Kind::Binary => {
                    known.shape.kind = Kind::Binary;
                }
                Some(_) => {}
                None => {
                    if let Some(place) = member.span() {
                        let message = format!(
                            "`{}` stands in this {} and in no field list; added",
                            member.name,
                            evidence.as_str()
                        );
                        self.diagnostics.push(Diagnostic::at(Code::FieldOnlyInExample, place, message));
                    }
                    object.members.push(member);
                }
            }
        }
        Some(shape)
    }

    /// The media type of an answer and the type of its events' data, where it can be an event stream.
    pub(crate) fn answer(
        &mut self,
        media_type: Option<(String, crate::source::Span)>,
        events: Vec<Sample>,
        (shape, description): (&mut Option<Shape>, &mut Option<String>),
        has_samples: bool,
    ) -> (Option<String>, Option<Shape>) {
        // JSON holds no file: an answer of which a file is all that is documented is the file.
        if media_type.is_none()
            && !has_samples
            && let Some(Shape { kind: Kind::Object(object), .. }) = shape
            && let [only] = object.members.as_slice()
            && only.shape.kind == Kind::Binary
        {
            *description = description.take().or_else(|| only.description.clone());
            *shape = Some(only.shape.clone());
        }
        if let Some(Shape { kind: Kind::Binary, .. }) = shape {
            return (Some(media_type.map_or_else(|| BYTES.to_owned(), |(said, _)| said)), None);
        }
        let Some((media_type, place)) = media_type else { return (None, None) };
        if media_type == EVENTS {
            // Fields of which no event has any describe the answer that is no stream.
            if has_samples || shape.as_ref().is_some_and(|shape| is_apart(shape, &events)) {
                let text = Shape::new(Kind::String, Some(place));
                return (None, Some(self.fuse(None, events, &Known::default()).unwrap_or(text)));
            }
            *shape = self.fuse(shape.take(), events, &Known::default());
            return (Some(media_type), None);
        }
        if shape.is_none() {
            *shape = Some(Shape::new(Kind::String, Some(place)));
            return (Some(media_type), None);
        }
        let message = format!("this answer may be `{media_type}`, too; it is read as JSON, which is documented");
        self.diagnostics.push(
            Diagnostic::at(Code::Unsupported, place, message).help("the raw answer of a call gives whatever comes"),
        );
        (None, None)
    }
}

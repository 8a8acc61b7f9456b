//! Input: the drafts of the pages that document one operation, strongest first. Output: its [`Parts`], all evidence fused.
//! Invariant: the page's own words and every claim's origin survive; nothing is named yet.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::answers::{AnswersDraft, ResponseDraft};
use crate::draft::document::DocumentDraft;
use crate::draft::endpoint::Endpoint;
use crate::draft::origins::dedup;
use crate::draft::request::RequestDraft;
use crate::draft::sample::Sample;
use crate::draft::section::Section;
use crate::draft::{Draft, Keyed};
use crate::fuse::assembler::{Assembler, Known};
use crate::fuse::fusion::Fusion;
use crate::fuse::parts::{BodyParts, Parts, ResponseParts};
use crate::fuse::{bodies, envelope, unnamed_answer};
use crate::read::json::JsonKind;
use crate::schema::{Evidence, Example, Location, Origin, path, status};
use crate::shape::alternatives::either;
use crate::shape::{Kind, Member, Shape, dotted, example, keyed};

/// The status of a success of which nobody says the status.
const ASSUMED: &str = "200";

impl Assembler<'_> {
    /// Makes an operation of one page's draft.
    pub(crate) fn assemble(&mut self, mut draft: Draft, endpoint: Endpoint) -> Parts {
        draft.answer_as_stated();
        let Draft { format, position, title, description, deprecated, request, answers, document, hints, .. } = draft;
        // A sentence is about the answer, unless it stands where the body of the request is described.
        let (sent, received): (Vec<_>, Vec<_>) =
            hints.keyed.into_iter().partition(|(section, _)| *section == Some(Section::Body));
        let of = |keyed: Vec<(_, Keyed)>| keyed.into_iter().map(|(_, keyed)| keyed).collect();
        let (sent, received) =
            (Known { is_sent: true, keyed: of(sent) }, Known { is_sent: false, keyed: of(received) });
        let RequestDraft { parameters, mut body, .. } = request;
        let AnswersDraft { responses, sentence, .. } = answers;
        body.media_type = body.media_type.take().or_else(|| bodies::documented_header(&parameters));
        let media_said = body.media_type.is_some();
        let body = (!body.is_empty()).then(|| {
            let shown = body.form.iter().map(|(_, member)| member).chain(&body.upload);
            let origins = origins(body.whole.iter().chain(&body.members).chain(shown), &body.samples);
            let description = body.whole.as_ref().and_then(|whole| whole.description.clone());
            let said = body.members.iter().any(|member| member.required);
            let required = match &body.whole {
                Some(whole) => Some(whole.required || said),
                None => (!body.members.is_empty()).then_some(said),
            };
            let documented = match body.whole.take() {
                Some(whole) if body.members.is_empty() || !is_open(&whole.shape) => Some(whole.shape),
                // What stands beside an object without a name stands in it.
                whole => {
                    let members = whole.into_iter().chain(std::mem::take(&mut body.members)).collect();
                    documented(members, &body.samples)
                }
            };
            let documented = self.with_form(documented, &mut body);
            let examples = examples(&body.samples);
            let samples = std::mem::take(&mut body.samples);
            let shape = self.fuse(documented, samples, &sent).unwrap_or(Shape::new(Kind::Any, None));
            let media_type = body.media_type_of(&shape);
            let written = std::mem::take(&mut body.written);
            BodyParts { media_type, media_said, shape, required, written, description, examples, origins }
        });
        // Below a heading without fields stands what is left of them, not a sentence about the whole.
        let sentence = sentence.filter(|_| responses.iter().any(|response| response.members().next().is_some()));
        let mut responses = self.responses(responses, &received);
        if let Some(success) = responses.iter_mut().find(|response| status::is_success(&response.status)) {
            success.description = success.description.take().or(sentence);
        }
        let DocumentDraft { id, own, section, leans, .. } = document;
        let (servers, auth) = (Vec::new(), None);
        Parts {
            format,
            endpoint,
            position,
            leans,
            servers,
            auth,
            id,
            own,
            section,
            title,
            description,
            deprecated,
            parameters,
            body,
            responses,
        }
    }

    /// The documented shape completed by the examples; the examples' own where nothing is documented.
    pub(crate) fn fuse(&mut self, documented: Option<Shape>, samples: Vec<Sample>, known: &Known) -> Option<Shape> {
        let mut shape = documented;
        let mut seen = BTreeSet::new();
        let mut shown: BTreeMap<Evidence, Vec<Shape>> = BTreeMap::new();
        for sample in &samples {
            let value = sample.json.to_value();
            // An example beside its schema says no more than the schema does.
            if sample.origin.evidence == Evidence::Openapi && shape.is_some() {
                continue;
            }
            if !seen.insert(value.to_string()) {
                continue;
            }
            let evidence = sample.origin.evidence;
            shown.entry(evidence).or_default().push(example::shape(&sample.json, evidence, &sample.origin));
        }
        for (evidence, shapes) in shown {
            let mut weak = example::together(shapes);
            known.keyed.iter().for_each(|said| keyed::force(&mut weak, said.name.as_deref(), &said.origin));
            match &mut shape {
                Some(strong) => {
                    envelope::open(strong, (&weak, &samples), known.is_sent, self.diagnostics);
                    let mut fusion = Fusion {
                        sources: self.sources,
                        components: self.components,
                        diagnostics: self.diagnostics,
                        weaker: evidence,
                        is_received: !known.is_sent,
                    };
                    fusion.root(strong, &weak);
                }
                None => {
                    keyed::learn(&mut weak, self.sources);
                    shape = Some(weak);
                }
            }
        }
        shape
    }

    /// Path parameters in order of the path, then the others in order of the page. Called once all pages are fused: what
    /// one of them leaves out another may document.
    pub(crate) fn settle_parameters(&mut self, parts: &mut Parts) {
        let endpoint = parts.endpoint.clone();
        let (in_path, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut parts.parameters).into_iter().partition(|(location, _)| *location == Location::Path);
        let mut in_path: Vec<Option<Member>> = in_path.into_iter().map(|(_, member)| Some(member)).collect();
        let places = in_path.iter().enumerate().rev();
        let places = places.filter_map(|(at, member)| Some((member.as_ref()?.name.clone(), at)));
        let places: BTreeMap<String, usize> = places.collect();
        let mut seen = BTreeSet::new();
        let parameters = &mut parts.parameters;
        for name in path::parameters(&endpoint.path) {
            if !seen.insert(name) {
                continue;
            }
            let known = places.get(name).and_then(|at| in_path.get_mut(*at)?.take());
            let mut member = known.unwrap_or_else(|| self.undocumented(name, &endpoint, parts.leans));
            member.required = true;
            if member.examples.is_empty() {
                let shown = endpoint.values.iter().find(|(of, _)| of == name);
                member.examples.extend(shown.and_then(|(_, text)| value_of(&member.shape.kind, text)));
            }
            parameters.push((Location::Path, member));
        }
        for member in in_path.into_iter().flatten() {
            let Some(span) = member.span() else { continue };
            self.diagnostics.push(
                Diagnostic::at(
                    Code::PathParameterUnused,
                    span,
                    format!("the path `{}` has no parameter `{}`; it was left out", endpoint.path, member.name),
                )
                .help("put it into the path, or document it as what it is: `query=`, `header=` or `body=`"),
            );
        }
        parts.parameters.extend(others);
    }

    fn undocumented(&mut self, name: &str, endpoint: &Endpoint, leans: bool) -> Member {
        let origin = endpoint.origins.first().cloned();
        if let Some(span) = origin.as_ref().and_then(|origin| origin.span).filter(|_| !leans) {
            self.diagnostics.push(
                Diagnostic::at(
                    Code::PathParameterUndocumented,
                    span,
                    format!("no field documents the path parameter `{name}`; taken as a string"),
                )
                .help(format!("add `<ParamField path=\"{name}\" type=\"...\" />`")),
            );
        }
        let mut member = Member::new(name, Shape::new(Kind::String, None), origin.unwrap_or_else(nobody));
        member.required = true;
        member
    }

    fn responses(&mut self, drafts: Vec<ResponseDraft>, known: &Known) -> Vec<ResponseParts> {
        let mut named: Vec<ResponseDraft> = Vec::new();
        let mut unnamed = Vec::new();
        for draft in drafts {
            match draft.status {
                Some(_) => named.push(draft),
                None => unnamed.push(draft),
            }
        }
        let mut assumed = false;
        for draft in unnamed {
            // What names no status is a success; of which status, another part of the page may say.
            if let Some(draft) = unnamed_answer::settle(&mut named, draft) {
                assumed = true;
                named.push(ResponseDraft { status: Some(ASSUMED.to_owned()), ..draft });
            }
        }
        let mut responses: Vec<ResponseParts> = named.into_iter().map(|draft| self.response(draft, known)).collect();
        let successes = responses.iter_mut().filter(|response| response.status == ASSUMED);
        successes.for_each(|response| response.assumed = assumed);
        responses.sort_by(|a, b| order(&a.status).cmp(&order(&b.status)));
        responses
    }

    fn response(&mut self, mut draft: ResponseDraft, known: &Known) -> ResponseParts {
        let mut all: Vec<Origin> = draft.origin.iter().cloned().collect();
        all.extend(origins(draft.members(), &draft.samples));
        let (stated, event_data) = (draft.media_type.take(), draft.event_data.take());
        let (shown, events) = draft.take_other();
        let ResponseDraft { status, mut description, cases, samples, .. } = draft;
        let examples = examples(&samples);
        let cases = cases.into_iter().filter_map(|(_, members)| documented(members, &samples));
        let documented = cases.reduce(either);
        let has_samples = !samples.is_empty();
        let mut shape = self.fuse(documented, samples, known);
        let (media_type, events) = match stated {
            // What a document calls it counts, whatever a sample looks like.
            Some(stated) if !stated.contains("json") => (Some(stated), None),
            stated => {
                let (media_type, events) = self.answer(shown, events, (&mut shape, &mut description), has_samples);
                (stated.or(media_type), events)
            }
        };
        let (status, events) = (status.unwrap_or_default(), event_data.or(events));
        ResponseParts { status, assumed: false, description, media_type, shape, events, examples, origins: all }
    }
}

/// A text of a path as a value of a parameter; `None` where it is none.
fn value_of(kind: &Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::String | Kind::DateTime => Some(Value::from(text)),
        Kind::Integer => text.parse::<i64>().ok().map(Value::from),
        Kind::Number => serde_json::from_str(text).ok().filter(Value::is_number),
        Kind::Boolean => text.parse::<bool>().ok().map(Value::from),
        Kind::Enum(list) => list.values.iter().find(|known| known.as_str() == Some(text)).cloned(),
        _ => None,
    }
}

/// The shape that field components give a body. A field without a name is the body itself.
fn documented(members: Vec<Member>, samples: &[Sample]) -> Option<Shape> {
    let span = members.first().and_then(Member::span);
    let mut members = dotted::nest(members, &dotted::Shown::of(samples.iter().map(|sample| &sample.json)));
    let mut root = members.iter().position(|member| member.name.is_empty()).map(|index| members.remove(index).shape);
    if let Some(root) = &mut root
        && !members.is_empty()
    {
        let innermost = root.innermost_mut();
        if !matches!(innermost.kind, Kind::Object(_)) {
            *innermost = Shape::object(Vec::new(), span);
        }
        if let Kind::Object(object) = &mut innermost.kind {
            members.retain(|member| object.members.iter().all(|known| known.name != member.name));
            object.members.append(&mut members);
        }
    }
    root.or_else(|| (!members.is_empty()).then(|| Shape::object(members, span)))
}

/// Whether it is an object of which the fields right here are the members.
fn is_open(shape: &Shape) -> bool {
    match &shape.kind {
        Kind::Object(object) => object.name.is_none(),
        Kind::Map(value) => value.kind == Kind::Unknown,
        _ => false,
    }
}

/// Numbers first, then classes, `default` last.
fn order(status: &str) -> (u8, &str) {
    let class = u8::from(status.ends_with("XX")) + 2 * u8::from(status == "default");
    (class, status)
}

/// Who documents a body: its fields' and its samples' origins, each page and kind once.
fn origins<'a>(members: impl IntoIterator<Item = &'a Member>, samples: &'a [Sample]) -> Vec<Origin> {
    let fields = members.into_iter().filter_map(|member| member.origins.first());
    dedup(fields.chain(samples.iter().map(|sample| &sample.origin)))
}

/// The samples worth keeping: those that hold values.
fn examples(samples: &[Sample]) -> Vec<Example> {
    let (mut kept, mut seen) = (Vec::new(), BTreeSet::new());
    for sample in samples {
        let value = sample.json.to_shown();
        // What leaves out every value it has shows none.
        let hollow = value.as_object().is_some_and(serde_json::Map::is_empty)
            && matches!(&sample.json.kind, JsonKind::Object(members) if !members.is_empty());
        if sample.origin.evidence != Evidence::Skeleton && !hollow && seen.insert(value.to_string()) {
            kept.push(Example { title: sample.title.clone(), value, origin: sample.origin.clone() });
        }
    }
    kept
}

fn nobody() -> Origin {
    Origin { page: String::new(), evidence: Evidence::Prose, overruled: None, span: None }
}

//! Input: nothing; this is what one page is understood as. Output: [`Draft`] and the rows that `inspect` prints.
//! Invariant: claims stand side by side with their origins; which of them wins is decided later.

use crate::diagnostics::Diagnostic;
use crate::read::code::FormEncoding;
use crate::read::json::Json;
use crate::read::openapi::Reference;
use crate::read::page::Format;
use crate::schema::{AuthScheme, Evidence, Location, Origin};
use crate::source::{FileId, Span};

use super::context::Section;
use super::listed::ListDraft;
use super::mention::Mention;
use super::openapi::{Component, Leftovers};
use super::path::Target;
use super::shape::{Member, Shape};

/// What one page claims.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) file: FileId,
    pub(super) format: Format,
    /// The page's path inside the API's folder.
    pub(super) page: String,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: Option<String>,
    /// Whether nothing stands on the page; the reader has told so.
    pub(super) is_blank: bool,
    pub(super) endpoints: Vec<EndpointClaim>,
    pub(super) auth: Vec<(AuthScheme, Origin)>,
    /// Whether it shows code that calls no URL: a function's, a program's.
    pub(super) shows_code: bool,
    /// What to tell of fields that do not say where they go, once it is sure that they go anywhere.
    pub(super) unplaced: Vec<Diagnostic>,
    /// Fields of the request, until the path is known.
    pub(super) params: Vec<ParamDraft>,
    pub(super) parameters: Vec<(Location, Member)>,
    pub(super) body: BodyDraft,
    /// What the text above the answer's fields says, where no status is named.
    pub(super) answer: Option<String>,
    /// The media type that sentences about the answer name, and where.
    pub(super) told: Option<(String, Span)>,
    pub(super) responses: Vec<ResponseDraft>,
    /// Fields that a heading announces as a type's, with the status that they stand under.
    pub(super) types: Vec<TypeDraft>,
    /// JSON of which nothing says whether it is sent or received.
    pub(super) loose: Vec<Sample>,
    /// Fields of a rendered page, until their nesting is known.
    pub(super) lists: Vec<ListDraft>,
    pub(super) rows: Vec<FieldRow>,
    /// The document that the page is driven by, as its fence names it.
    pub(super) spec: Option<String>,
    /// The named types of the page's OpenAPI document.
    pub(super) components: Vec<Component>,
    /// What the page says that it documents out of OpenAPI documents.
    pub(super) references: Vec<(Reference, Span)>,
    /// The id that a document gives the operation.
    pub(super) id: Option<String>,
    /// The part of the documentation that a document counts the operation to.
    pub(super) section: Option<String>,
    /// Whether this is no page, and an operation of a document in the API's folder.
    pub(super) is_document: bool,
    /// Whether the page has the form of older exports.
    pub(super) is_older: bool,
    /// What the API sends to its user.
    pub(super) webhooks: Vec<WebhookDraft>,
    /// Name, URL and origin of the servers that it lists.
    pub(super) servers: Vec<(Option<String>, String, Origin)>,
    /// A server that is no whole URL.
    pub(super) relative: Option<(Span, String)>,
    /// What a call proves itself with that a client does not set.
    pub(super) proofs: Option<(Span, String)>,
    /// What its document says that has no place in the model.
    pub(super) leftovers: Leftovers,
    /// Calls that its running text mentions.
    pub(super) mentions: Vec<Mention>,
    /// What the page documents in place of an operation.
    pub(super) other: Option<(Span, &'static str)>,
}

impl Draft {
    pub(super) fn new(file: FileId, format: Format, page: String) -> Self {
        Self {
            file,
            format,
            page,
            title: None,
            description: None,
            deprecated: None,
            is_blank: false,
            endpoints: Vec::new(),
            auth: Vec::new(),
            shows_code: false,
            unplaced: Vec::new(),
            params: Vec::new(),
            parameters: Vec::new(),
            body: BodyDraft::default(),
            answer: None,
            told: None,
            responses: Vec::new(),
            types: Vec::new(),
            loose: Vec::new(),
            lists: Vec::new(),
            rows: Vec::new(),
            spec: None,
            components: Vec::new(),
            references: Vec::new(),
            id: None,
            section: None,
            is_document: false,
            is_older: false,
            webhooks: Vec::new(),
            servers: Vec::new(),
            relative: None,
            proofs: None,
            leftovers: Leftovers::default(),
            mentions: Vec::new(),
            other: None,
        }
    }

    /// An origin on this page.
    pub(super) fn origin(&self, evidence: Evidence, span: Span) -> Origin {
        Origin { page: self.page.clone(), evidence, overruled: None, span: Some(span) }
    }

    /// The whole page's text, as a place: its first byte.
    pub(super) fn top(&self) -> Span {
        Span::new(self.file, 0..0)
    }

    /// The response with this status, made where there is none yet.
    pub(super) fn response(&mut self, status: Option<&str>) -> &mut ResponseDraft {
        let known = self.responses.iter().position(|response| response.status.as_deref() == status);
        let index = known.unwrap_or(self.responses.len());
        if known.is_none() {
            self.responses.push(ResponseDraft { status: status.map(str::to_owned), ..ResponseDraft::default() });
        }
        #[expect(clippy::indexing_slicing, reason = "the index was found, or made by the push above")]
        &mut self.responses[index]
    }
}

/// The fields of a type that stand under a heading of their own.
#[derive(Debug)]
pub(super) struct TypeDraft {
    pub(super) name: String,
    pub(super) status: Option<String>,
    pub(super) members: Vec<Member>,
}

/// A message that the API sends to its user.
#[derive(Clone, Debug)]
pub(super) struct WebhookDraft {
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// What it carries.
    pub(super) member: Option<Member>,
    pub(super) origins: Vec<Origin>,
}

/// Something that names method or path.
#[derive(Clone, Debug)]
pub(super) struct EndpointClaim {
    /// Upper case.
    pub(super) method: Option<String>,
    pub(super) target: Option<Target>,
    pub(super) origin: Origin,
}

/// A field of the request, and who says where it goes.
#[derive(Debug)]
pub(super) struct ParamDraft {
    /// What its attributes say, in the order in which they count.
    pub(super) sections: Vec<Section>,
    /// What the heading above it says.
    pub(super) heading: Option<Section>,
    pub(super) member: Member,
    /// The Tab that it stands in.
    pub(super) tab: Option<Span>,
    /// Its row for `inspect`.
    pub(super) row: usize,
}

/// What a page says of the request body.
#[derive(Debug, Default)]
pub(super) struct BodyDraft {
    /// A field that is the body itself.
    pub(super) whole: Option<Member>,
    pub(super) members: Vec<Member>,
    pub(super) media_type: Option<String>,
    pub(super) samples: Vec<Sample>,
    /// The fields of a form that samples of calls show.
    pub(super) form: Vec<(Evidence, Member)>,
    /// What that form is.
    pub(super) encoding: Option<FormEncoding>,
    /// A file that a sample sends as the whole body.
    pub(super) upload: Option<Member>,
}

impl BodyDraft {
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_none() && self.members.is_empty() && self.samples.is_empty() && !self.shows_other()
    }
}

/// What a page says of the answers with one status.
#[derive(Debug, Default)]
pub(super) struct ResponseDraft {
    /// `200`, `4XX`, `default`; `None` where the page does not say it.
    pub(super) status: Option<String>,
    pub(super) description: Option<String>,
    /// What it is written in, where a document says it.
    pub(super) media_type: Option<String>,
    /// Its fields, by the Tab that they stand in: several Tabs of one status are about several cases.
    pub(super) cases: Vec<(Option<Span>, Vec<Member>)>,
    pub(super) samples: Vec<Sample>,
    /// What it is where a sample shows that it is no JSON, or not always, and where it is shown.
    pub(super) shown_as: Option<(String, Span)>,
    /// What the data of each event is, where a document says that it can be an event stream, too.
    pub(super) event_data: Option<Shape>,
    /// The data of the events that are shown.
    pub(super) events: Vec<Sample>,
    /// What names the status: a Tab, a heading.
    pub(super) origin: Option<Origin>,
}

impl ResponseDraft {
    /// The fields of all cases.
    pub(super) fn members(&self) -> impl Iterator<Item = &Member> {
        self.cases.iter().flat_map(|(_, members)| members)
    }

    /// The fields of the case that a Tab is about, made where there are none yet.
    pub(super) fn case(&mut self, tab: Option<Span>) -> &mut Vec<Member> {
        let known = self.cases.iter().position(|(of, _)| *of == tab);
        let index = known.unwrap_or(self.cases.len());
        if known.is_none() {
            self.cases.push((tab, Vec::new()));
        }
        #[expect(clippy::indexing_slicing, reason = "the index was found, or made by the push above")]
        &mut self.cases[index].1
    }
}

/// A JSON example.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) title: Option<String>,
    pub(super) json: Json,
    pub(super) origin: Origin,
}

/// What a page was read as: what `inspect` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct PageReport {
    /// The text.
    pub file: FileId,
    /// How it reached us.
    pub format: Format,
    /// Its operations.
    pub operations: Vec<OperationRow>,
    /// Every field tag, in order of the page.
    pub fields: Vec<FieldRow>,
}

/// An operation that a page documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    /// The id in the model.
    pub id: String,
    /// Upper case.
    pub method: String,
    /// The path template.
    pub path: String,
}

/// A field tag as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// The opening tag.
    pub tag: Span,
    /// Its name as written: `ParamField`.
    pub component: String,
    /// `path`, `query`, `header`, `cookie`, `body`, `form` or `response`.
    pub location: &'static str,
    /// The field's name as written.
    pub name: Option<String>,
    /// The type as written.
    pub type_text: Option<String>,
    /// Whether it is required.
    pub required: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The tag of the field around it.
    pub parent: Option<Span>,
    /// The status that it belongs to.
    pub status: Option<String>,
}

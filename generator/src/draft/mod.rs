//! Input: nothing; this is what one page is understood as. Output: [`Draft`] and the rows that `inspect` prints.
//! Invariant: claims stand side by side with their origins; which of them wins is decided later.

pub(crate) mod answers;
pub(crate) mod credentials;
pub(crate) mod endpoint;
pub(crate) mod leftovers;
pub(crate) mod list;
pub(crate) mod mention;
pub(crate) mod named_schema;
pub(crate) mod origins;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod sample;
pub(crate) mod section;
pub(crate) mod target;

use crate::diagnostics::Diagnostic;
use crate::draft::answers::ResponseDraft;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::leftovers::Leftovers;
use crate::draft::list::ListDraft;
use crate::draft::mention::Mention;
use crate::draft::named_schema::Component;
use crate::draft::request::{BodyDraft, ParamDraft};
use crate::draft::sample::Sample;
use crate::read::openapi::Reference;
use crate::read::page::Format;
use crate::schema::{AuthScheme, Evidence, Location, Origin};
use crate::shape::Member;
use crate::source::{FileId, Span};

pub(crate) use self::report::assign;
pub use self::report::{FieldRow, OperationRow, PageReport};

/// What one page claims.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) file: FileId,
    pub(crate) format: Format,
    /// The page's path inside the API's folder.
    pub(crate) page: String,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
    /// Whether nothing stands on the page; the reader has told so.
    pub(crate) is_blank: bool,
    pub(crate) endpoints: Vec<EndpointClaim>,
    pub(crate) auth: Vec<(AuthScheme, Origin)>,
    /// Whether it shows code that calls no URL: a function's, a program's.
    pub(crate) shows_code: bool,
    /// What to tell of fields that do not say where they go, once it is sure that they go anywhere.
    pub(crate) unplaced: Vec<Diagnostic>,
    /// Fields of the request, until the path is known.
    pub(crate) params: Vec<ParamDraft>,
    pub(crate) parameters: Vec<(Location, Member)>,
    pub(crate) body: BodyDraft,
    /// What the text above the answer's fields says, where no status is named.
    pub(crate) answer: Option<String>,
    /// The media type that sentences about the answer name, and where.
    pub(crate) told: Option<(String, Span)>,
    pub(crate) responses: Vec<ResponseDraft>,
    /// Fields that a heading announces as a type's, with the status that they stand under.
    pub(crate) types: Vec<TypeDraft>,
    /// JSON of which nothing says whether it is sent or received.
    pub(crate) loose: Vec<Sample>,
    /// Fields of a rendered page, until their nesting is known.
    pub(crate) lists: Vec<ListDraft>,
    pub(crate) rows: Vec<FieldRow>,
    /// The document that the page is driven by, as its fence names it.
    pub(crate) spec: Option<String>,
    /// The named types of the page's OpenAPI document.
    pub(crate) components: Vec<Component>,
    /// What the page says that it documents out of OpenAPI documents.
    pub(crate) references: Vec<(Reference, Span)>,
    /// The id that a document gives the operation.
    pub(crate) id: Option<String>,
    /// The part of the documentation that a document counts the operation to.
    pub(crate) section: Option<String>,
    /// Whether this is no page, and an operation of a document in the API's folder.
    pub(crate) is_document: bool,
    /// Whether the page has the form of older exports.
    pub(crate) is_older: bool,
    /// What the API sends to its user.
    pub(crate) webhooks: Vec<WebhookDraft>,
    /// Name, URL and origin of the servers that it lists.
    pub(crate) servers: Vec<(Option<String>, String, Origin)>,
    /// A server that is no whole URL.
    pub(crate) relative: Option<(Span, String)>,
    /// What a call proves itself with that a client does not set.
    pub(crate) proofs: Option<(Span, String)>,
    /// What its document says that has no place in the model.
    pub(crate) leftovers: Leftovers,
    /// Calls that its running text mentions.
    pub(crate) mentions: Vec<Mention>,
    /// What the page documents in place of an operation.
    pub(crate) other: Option<(Span, &'static str)>,
}

impl Draft {
    pub(crate) fn new(file: FileId, format: Format, page: String) -> Self {
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
    pub(crate) fn origin(&self, evidence: Evidence, span: Span) -> Origin {
        Origin { page: self.page.clone(), evidence, overruled: None, span: Some(span) }
    }

    /// The whole page's text, as a place: its first byte.
    pub(crate) fn top(&self) -> Span {
        Span::new(self.file, 0..0)
    }

    /// The response with this status, made where there is none yet.
    pub(crate) fn response(&mut self, status: Option<&str>) -> &mut ResponseDraft {
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
pub(crate) struct TypeDraft {
    pub(crate) name: String,
    pub(crate) status: Option<String>,
    pub(crate) members: Vec<Member>,
}

/// A message that the API sends to its user.
#[derive(Clone, Debug)]
pub(crate) struct WebhookDraft {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// What it carries.
    pub(crate) member: Option<Member>,
    pub(crate) origins: Vec<Origin>,
}

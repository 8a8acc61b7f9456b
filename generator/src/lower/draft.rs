//! Input: nothing; this is what one page is understood as. Output: [`Draft`] and the rows that `inspect` prints.
//! Invariant: claims stand side by side with their origins; which of them wins is decided later.

use crate::read::json::Json;
use crate::read::page::Format;
use crate::schema::{AuthScheme, Evidence, Location, Origin};
use crate::source::{FileId, Span};

use super::listed::ListDraft;
use super::path::Target;
use super::shape::Member;

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
    pub(super) endpoints: Vec<EndpointClaim>,
    pub(super) auth: Vec<(AuthScheme, Origin)>,
    pub(super) parameters: Vec<(Location, Member)>,
    pub(super) body: BodyDraft,
    pub(super) responses: Vec<ResponseDraft>,
    /// JSON of which nothing says whether it is sent or received.
    pub(super) loose: Vec<Sample>,
    /// Fields of a rendered page, until their nesting is known.
    pub(super) lists: Vec<ListDraft>,
    pub(super) rows: Vec<FieldRow>,
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
            endpoints: Vec::new(),
            auth: Vec::new(),
            parameters: Vec::new(),
            body: BodyDraft::default(),
            responses: Vec::new(),
            loose: Vec::new(),
            lists: Vec::new(),
            rows: Vec::new(),
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

/// Something that names method or path.
#[derive(Clone, Debug)]
pub(super) struct EndpointClaim {
    /// Upper case.
    pub(super) method: Option<String>,
    pub(super) target: Option<Target>,
    pub(super) origin: Origin,
}

/// What a page says of the request body.
#[derive(Debug, Default)]
pub(super) struct BodyDraft {
    /// A field that is the body itself.
    pub(super) whole: Option<Member>,
    pub(super) members: Vec<Member>,
    pub(super) media_type: Option<String>,
    pub(super) samples: Vec<Sample>,
}

impl BodyDraft {
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_none() && self.members.is_empty() && self.samples.is_empty()
    }
}

/// What a page says of the answers with one status.
#[derive(Debug, Default)]
pub(super) struct ResponseDraft {
    /// `200`, `4XX`, `default`; `None` where the page does not say it.
    pub(super) status: Option<String>,
    pub(super) description: Option<String>,
    pub(super) members: Vec<Member>,
    pub(super) samples: Vec<Sample>,
    /// What names the status: a Tab, a heading.
    pub(super) origin: Option<Origin>,
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

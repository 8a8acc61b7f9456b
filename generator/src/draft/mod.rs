//! Input: nothing; this is what one page is understood as. Output: `Draft` and the rows that `inspect` prints.
//! Invariant: claims stand side by side with their origins; which of them wins is decided later.

pub(crate) mod answers;
pub(crate) mod credentials;
pub(crate) mod depth;
pub(crate) mod document;
pub(crate) mod endpoint;
pub(crate) mod leftovers;
pub(crate) mod list;
pub(crate) mod mention;
pub(crate) mod named_schema;
pub(crate) mod origins;
pub(crate) mod position;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod sample;
pub(crate) mod section;
mod section_words;
pub(crate) mod target;

use std::ops::Range;

use crate::read::page::Format;
use crate::schema::{AuthScheme, Evidence, Origin};
use crate::source::{FileId, Span};

use self::answers::{AnswersDraft, ListedFields, ResponseDraft};
use self::document::DocumentDraft;
use self::endpoint::EndpointClaim;
use self::list::ListDraft;
use self::mention::Mention;
use self::position::Position;
use self::request::RequestDraft;
use self::sample::Sample;
use self::section::Section;

pub(crate) use self::report::assign;
pub use self::report::{FieldRow, OperationRow, PageReport};

/// What one page claims.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) file: FileId,
    pub(crate) format: Format,
    /// The page's path inside the API's folder.
    pub(crate) page: String,
    pub(crate) position: Position,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
    pub(crate) endpoints: Vec<EndpointClaim>,
    pub(crate) auth: Vec<(AuthScheme, Origin)>,
    pub(crate) request: RequestDraft,
    pub(crate) answers: AnswersDraft,
    /// JSON of which nothing says whether it is sent or received.
    pub(crate) loose: Vec<Sample>,
    /// Fields of a rendered page, until their nesting is known.
    pub(crate) lists: Vec<ListDraft>,
    /// Fields below headings that name a field or a type, until all fields are known.
    pub(crate) listed: Vec<ListedFields>,
    pub(crate) rows: Vec<FieldRow>,
    pub(crate) document: DocumentDraft,
    pub(crate) hints: PageHints,
}

/// What tells a page that documents no operation.
#[derive(Debug, Default)]
pub(crate) struct PageHints {
    /// Whether nothing stands on the page; the reader has told so.
    pub(crate) is_blank: bool,
    /// Whether it shows code that calls no URL: a function's, a program's.
    pub(crate) shows_code: bool,
    /// Fields that have no name and stand where one is due.
    pub(crate) nameless: Vec<Span>,
    /// Addresses that it calls the API's base URL.
    pub(crate) bases: Vec<(String, Origin)>,
    /// Calls that its running text mentions.
    pub(crate) mentions: Vec<Mention>,
    /// Objects whose names its running text calls data, with the section that it stands in.
    pub(crate) keyed: Vec<(Option<Section>, Keyed)>,
    /// Lines that are method and path and nothing else: claims, where something stands below them.
    pub(crate) lines: Vec<EndpointClaim>,
    /// The headings of the page, in order.
    pub(crate) headings: Vec<HeadingDraft>,
    /// How many fields its tables and lists document.
    pub(crate) listed: usize,
    /// Whether a table or a list of it documents what is sent.
    pub(crate) lists_fields: bool,
    /// Whether no field stands on it.
    pub(crate) is_aside: bool,
    /// Whether a part of a page that only samples tell from the others.
    pub(crate) is_sampled_part: bool,
    /// Whether it was told already why it documents no operation.
    pub(crate) is_told: bool,
    /// What the page documents in place of an operation.
    pub(crate) other: Option<(Span, &'static str)>,
}

/// An object whose names are data, by a sentence of its page.
#[derive(Clone, Debug)]
pub(crate) struct Keyed {
    /// What its members are called; `None` for a body itself.
    pub(crate) name: Option<String>,
    pub(crate) origin: Origin,
}

/// A heading, as far as it says how far something reaches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadingDraft {
    pub(crate) at: u32,
    pub(crate) level: u8,
    /// Whether it only says that a request line follows: `Endpoint`.
    pub(crate) is_label: bool,
}

impl PageHints {
    /// What a request line at `at` is about: its section, or all that follows where its heading says no more than that it is
    /// one.
    pub(crate) fn scope(&self, at: u32) -> Range<u32> {
        let behind = self.headings.partition_point(|heading| heading.at <= at);
        let above = behind.checked_sub(1).and_then(|index| self.headings.get(index));
        let Some(above) = above.filter(|heading| !heading.is_label) else { return at..u32::MAX };
        let next = self.headings.iter().skip(behind).find(|heading| heading.level <= above.level);
        at..next.map_or(u32::MAX, |heading| heading.at)
    }
}

impl Draft {
    pub(crate) fn new(file: FileId, format: Format, page: String) -> Self {
        Self {
            file,
            format,
            page,
            position: Position::default(),
            title: None,
            description: None,
            deprecated: None,
            endpoints: Vec::new(),
            auth: Vec::new(),
            request: RequestDraft::default(),
            answers: AnswersDraft::default(),
            loose: Vec::new(),
            lists: Vec::new(),
            listed: Vec::new(),
            rows: Vec::new(),
            document: DocumentDraft::default(),
            hints: PageHints::default(),
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
        self.answers.of(status)
    }
}

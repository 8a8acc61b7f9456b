//! Input: nothing; this is what a page says of a request. Output: [`RequestField`] and [`BodyDraft`].
//! Invariant: fields stay as they are written until the path is known.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;
use crate::draft::sample::Sample;
use crate::draft::section::Section;
use crate::read::code::FormEncoding;
use crate::schema::{Encoding, Evidence, Location};
use crate::shape::Member;
use crate::source::Span;

/// What a page says of requests.
#[derive(Debug, Default)]
pub(crate) struct RequestDraft {
    /// Its fields, until the path is known.
    pub(crate) fields: Vec<RequestField>,
    pub(crate) parameters: Vec<(Location, Member)>,
    pub(crate) body: BodyDraft,
    /// What to tell of fields that do not say where they go, once it is sure that they go anywhere.
    pub(crate) unplaced: Vec<Diagnostic>,
}

/// A field of the request, and who says where it goes.
#[derive(Debug)]
pub(crate) struct RequestField {
    /// What its attributes say, in the order in which they count.
    pub(crate) sections: Vec<Section>,
    /// What the heading above it says.
    pub(crate) heading: Option<Section>,
    pub(crate) member: Member,
    /// The Tab that it stands in.
    pub(crate) tab: Option<Span>,
    /// Its row for `inspect`.
    pub(crate) row: usize,
}

/// What a page says of the request body.
#[derive(Debug, Default)]
pub(crate) struct BodyDraft {
    /// A field that is the body itself.
    pub(crate) whole: Option<Member>,
    pub(crate) members: Vec<Member>,
    pub(crate) media_type: Option<String>,
    /// How a document says that the fields of a form are written.
    pub(crate) written: BTreeMap<String, Encoding>,
    pub(crate) samples: Vec<Sample>,
    /// The fields of a form that samples of calls show.
    pub(crate) form: Vec<(Evidence, Member)>,
    /// What that form is.
    pub(crate) encoding: Option<FormEncoding>,
    /// A file that a sample sends as the whole body.
    pub(crate) upload: Option<Member>,
}

impl BodyDraft {
    pub(crate) fn is_empty(&self) -> bool {
        self.whole.is_none() && self.members.is_empty() && self.samples.is_empty() && !self.shows_other()
    }
}

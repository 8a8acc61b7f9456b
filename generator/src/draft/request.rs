//! Input: nothing; this is what a page says of a request. Output: [`RequestField`] and [`BodyDraft`].
//! Invariant: fields stay as they are written until the path is known.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;
use crate::draft::sample::Sample;
use crate::draft::section::Section;
use crate::draft::target::Target;
use crate::read::code::FormEncoding;
use crate::schema::{AuthScheme, Encoding, Evidence, Location, Origin};
use crate::shape::{Kind, Member};
use crate::source::Span;

/// What a page says of requests.
#[derive(Debug, Default)]
pub(crate) struct RequestDraft {
    /// Its fields, until the path is known.
    pub(crate) fields: Vec<RequestField>,
    pub(crate) parameters: Vec<(Location, Member)>,
    pub(crate) body: BodyDraft,
    /// Headers that samples of its call show, until it is known which of them are parameters.
    pub(crate) headers: Vec<Shown>,
    /// What the queries of such samples have, likewise.
    pub(crate) query: Vec<Shown>,
    /// The calls that samples make, until it is known which of them is the page's own.
    pub(crate) calls: Vec<CallDraft>,
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
    /// Its row for `inspect`; what stands in a table or a list has none.
    pub(crate) row: Option<usize>,
}

impl RequestField {
    /// Whether nothing but the path is named as its place.
    pub(crate) fn says_path(&self) -> bool {
        match self.sections.as_slice() {
            [] => self.heading == Some(Section::Path),
            [section] => *section == Section::Path && self.heading.is_none_or(|heading| heading == Section::Path),
            _ => false,
        }
    }
}

/// What a sample shows of the call that it makes.
#[derive(Debug)]
pub(crate) struct CallDraft {
    /// Upper case; `None` where the sample does not say it.
    pub(crate) method: Option<String>,
    pub(crate) target: Option<Target>,
    pub(crate) evidence: Evidence,
    /// Whether it has an address that names no path: a helper's, a variable's.
    pub(crate) is_unreadable: bool,
    pub(crate) span: Span,
    pub(crate) auth: Vec<(AuthScheme, Origin)>,
    pub(crate) headers: Vec<Shown>,
    pub(crate) query: Vec<Shown>,
    pub(crate) body: BodyDraft,
}

/// A header, or a pair of the query, of a sample.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) origin: Origin,
}

impl Shown {
    /// Whether it shows a value, and not only what stands for one.
    pub(crate) fn has_value(&self) -> bool {
        !self.value.is_empty() && !self.value.contains(['<', '{', '$', '['])
    }
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
    /// Adds what a sample of the call shows; what was said before counts.
    pub(crate) fn absorb(&mut self, shown: Self) {
        self.media_type = self.media_type.take().or(shown.media_type);
        self.encoding = self.encoding.or(shown.encoding);
        self.upload = self.upload.take().or(shown.upload);
        self.samples.extend(shown.samples);
        for (evidence, member) in shown.form {
            match self.form.iter_mut().find(|(_, known)| known.name == member.name) {
                // One name with several files is one field; so is one that two samples show.
                Some((_, known)) if member.shape.kind == Kind::Binary => known.shape = member.shape,
                Some(_) => {}
                None => self.form.push((evidence, member)),
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.whole.is_none() && self.members.is_empty() && self.samples.is_empty() && !self.shows_other()
    }
}

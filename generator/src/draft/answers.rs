//! Input: nothing; this is what a page says of the answers with one status. Output: [`ResponseDraft`].
//! Invariant: what several Tabs of one status document stays apart.

use crate::draft::sample::Sample;
use crate::draft::section::Section;
use crate::schema::Origin;
use crate::shape::{Member, Shape};
use crate::source::Span;

impl ResponseDraft {
    /// What is shown of it besides JSON.
    pub(crate) fn take_other(&mut self) -> (Option<(String, crate::source::Span)>, Vec<Sample>) {
        (self.shown_as.take(), std::mem::take(&mut self.events))
    }
}

/// What a page says of answers.
#[derive(Debug, Default)]
pub(crate) struct AnswersDraft {
    /// What the text above the fields says, where no status is named.
    pub(crate) sentence: Option<String>,
    /// Text elsewhere that says what comes back: `Returns the boat object.`
    pub(crate) returned: Option<String>,
    /// The media type that sentences name, and where.
    pub(crate) stated_media: Option<(String, Span)>,
    pub(crate) responses: Vec<ResponseDraft>,
    /// Fields that a heading announces as a type's, with the status that they stand under.
    pub(crate) announced: Vec<TypeDraft>,
}

impl AnswersDraft {
    /// The response with this status, made where there is none yet.
    pub(crate) fn of(&mut self, status: Option<&str>) -> &mut ResponseDraft {
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

/// The fields of a table or a list below a heading that names a field or a type.
#[derive(Debug)]
pub(crate) struct ListedFields {
    /// As the heading writes it; `None` for the items of the one list.
    pub(crate) name: Option<String>,
    /// Where they belong if no field is called so.
    pub(crate) section: Section,
    pub(crate) status: Option<String>,
    /// Whether the heading stands in a section, so that there is such a place.
    pub(crate) is_grouped: bool,
    pub(crate) members: Vec<Member>,
}

/// What a page says of the answers with one status.
#[derive(Debug, Default)]
pub(crate) struct ResponseDraft {
    /// `200`, `4XX`, `default`; `None` where the page does not say it.
    pub(crate) status: Option<String>,
    pub(crate) description: Option<String>,
    /// What it is written in, where a document says it.
    pub(crate) media_type: Option<String>,
    /// Its fields, by the Tab that they stand in: several Tabs of one status are about several cases.
    pub(crate) cases: Vec<(Option<Span>, Vec<Member>)>,
    /// What tables and lists say of its fields.
    pub(crate) listed: Vec<Member>,
    pub(crate) samples: Vec<Sample>,
    /// What it is where a sample shows that it is no JSON, or not always, and where it is shown.
    pub(crate) shown_as: Option<(String, Span)>,
    /// What the data of each event is, where a document says that it can be an event stream, too.
    pub(crate) event_data: Option<Shape>,
    /// The data of the events that are shown.
    pub(crate) events: Vec<Sample>,
    /// What names the status: a Tab, a heading.
    pub(crate) origin: Option<Origin>,
}

impl ResponseDraft {
    /// Whether nothing is said of it but that it is there.
    pub(crate) fn is_bare(&self) -> bool {
        self.description.is_none()
            && self.members().next().is_none()
            && self.listed.is_empty()
            && self.samples.is_empty()
            && self.events.is_empty()
            && self.shown_as.is_none()
            && self.media_type.is_none()
            && self.event_data.is_none()
    }

    /// The fields of all cases.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        self.cases.iter().flat_map(|(_, members)| members)
    }

    /// The fields of the case that a Tab is about, made where there are none yet.
    pub(crate) fn case(&mut self, tab: Option<Span>) -> &mut Vec<Member> {
        let known = self.cases.iter().position(|(of, _)| *of == tab);
        let index = known.unwrap_or(self.cases.len());
        if known.is_none() {
            self.cases.push((tab, Vec::new()));
        }
        #[expect(clippy::indexing_slicing, reason = "the index was found, or made by the push above")]
        &mut self.cases[index].1
    }
}

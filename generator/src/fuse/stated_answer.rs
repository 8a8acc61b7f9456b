//! Input: the media type that a sentence names for a success. Output: the answer that it tells of, where nothing else
//! documents one.
//! Invariant: a sentence is weaker than any field and any sample.

use crate::draft::Draft;
use crate::draft::answers::ResponseDraft;
use crate::schema::Evidence;
use crate::shape::{Kind, Member, Shape};

impl Draft {
    /// Makes what sentences tell of a success its answer, where neither fields nor samples show any.
    pub(crate) fn answer_as_stated(&mut self) {
        let Some((media_type, span)) = self.answers.stated_media.take() else { return };
        let origin = self.origin(Evidence::Prose, span);
        let is_success =
            |response: &ResponseDraft| response.status.as_deref().is_none_or(|status| status.starts_with('2'));
        let is_shown = |response: &ResponseDraft| {
            response.members().next().is_some()
                || !response.samples.is_empty()
                || response.shown_as.is_some()
                || response.media_type.is_some()
        };
        if self.answers.responses.iter().any(|response| is_success(response) && is_shown(response)) {
            return;
        }
        let known =
            self.answers.responses.iter().find(|response| is_success(response)).and_then(|known| known.status.clone());
        let response = self.response(known.as_deref());
        response.origin.get_or_insert_with(|| origin.clone());
        if !is_text(&media_type) {
            response.case(None).push(Member::new(String::new(), Shape::new(Kind::Binary, Some(span)), origin));
        }
        response.shown_as = Some((media_type, span));
    }
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || ["xml", "yaml"].iter().any(|word| media_type.ends_with(word))
}

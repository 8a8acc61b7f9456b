//! Input: where a shape stands. Output: the [`Place`] that tells it from all others, and what it could be called there.
//! Invariant: a place follows from methods, paths and members alone, never from pages or their order.

use crate::identify::words::{self, Words};
use crate::schema::path::{bare, identity};

/// Where a shape stands.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// What tells it from every other place: method, path, and the way to it.
    pub(crate) key: String,
    /// What it is called by what it stands in.
    pub(crate) own: Own,
    /// The object or union that it stands in, by its number.
    pub(crate) inside: Option<usize>,
    /// The operation that it is of, by its number.
    pub(crate) call: Option<usize>,
    /// Whether it is sent: what may be left out of it must not change.
    pub(crate) is_sent: bool,
}

/// What an unnamed shape is called by what it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    /// The words of a member, a parameter, or of what tells an alternative.
    Member(Words),
    /// What an operation is about.
    Resource(Resource),
    /// The answer of its operation, whatever that is.
    Answer,
    /// What only wraps an answer.
    Envelope,
    /// The body of a request.
    Body,
    /// The body of an error, with its status.
    Error(String),
    /// The data of an event.
    Event,
    /// What the API sends by itself.
    Webhook(Words),
}

/// A thing that operations are about: the words for one of it, and the path below which it lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resource {
    pub(crate) words: Words,
    pub(crate) family: String,
    /// Whether it is one of a list, which may show less of it.
    pub(crate) is_item: bool,
    /// Whether it was just made, and may not be all there yet.
    pub(crate) is_new: bool,
}

impl Own {
    /// The last word of the name that it will have.
    pub(crate) fn last_word(&self) -> String {
        match self {
            Self::Member(words) | Self::Resource(Resource { words, .. }) => {
                // `style1` and `style2` are one word.
                words.last().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase())
            }
            Self::Answer => Some("response".to_owned()),
            Self::Envelope => Some("envelope".to_owned()),
            Self::Body => Some("body".to_owned()),
            Self::Error(_) => Some("an error".to_owned()),
            Self::Event => Some("event".to_owned()),
            Self::Webhook(_) => Some("webhook".to_owned()),
        }
        .unwrap_or_default()
    }
}

/// What places have to know of the operation that they are in.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The words of its id.
    pub(crate) id: Words,
    pub(crate) method: String,
    /// The literal segments of its path, the last one first.
    pub(crate) segments: Vec<Segment>,
    pub(crate) ends_in_parameter: bool,
    /// Whether the last run had it, too.
    pub(crate) was_there: bool,
    /// Whether another operation is about one of what lives under this path.
    pub(crate) has_items: bool,
}

/// A literal segment of a path.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) words: Words,
    /// The path up to here, whatever its parameters are called.
    pub(crate) family: String,
}

impl Segment {
    /// One of what lives here.
    pub(crate) fn resource(&self, is_item: bool) -> Resource {
        let mut words = words::singular_of(&self.words);
        // `update-thread` is about a thread.
        if words.len() > 1 && words.first().is_some_and(|word| words::is_verb(word)) {
            words.remove(0);
        }
        Resource { words, family: self.family.clone(), is_item, is_new: false }
    }
}

/// The literal segments of a path, the last one first; versions and what every path has are left out.
pub(crate) fn segments(path: &str) -> Vec<Segment> {
    let (mut segments, mut family) = (Vec::new(), String::new());
    for segment in identity(bare(path)).split('/').filter(|segment| !segment.is_empty()) {
        family = format!("{family}/{segment}");
        let words = words::split(segment);
        // `logs/all` are logs.
        let says_all = segment.eq_ignore_ascii_case("all") && !segments.is_empty();
        if !segment.contains('{') && !words::is_prefix(segment) && !words.is_empty() && !says_all {
            segments.push(Segment { words, family: family.clone() });
        }
    }
    segments.reverse();
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_parameters_are_no_words_of_a_path() {
        let words = |path| segments(path).iter().map(|segment| segment.words.concat()).collect::<Vec<_>>();
        assert_eq!(words("/api/v2.1/user-groups/{id}/notes?x=y"), ["Notes", "UserGroups"]);
        assert_eq!(words("/"), Vec::<String>::new());
        assert_eq!(words("/volumes"), ["Volumes"]);
    }
}

//! Input: headings, titles and attributes. Output: what they say of the fields that stand under them.
//! Invariant: a title that says nothing of sections or statuses changes nothing.

use crate::draft::section::{SampleRole, Section, Status};
use crate::read::page::Heading;
use crate::source::Span;

/// What surrounds a node of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    /// What the heading or title above says.
    pub(crate) section: Option<Section>,
    /// The status that the title or heading above names.
    pub(crate) status: Option<Status>,
    /// Where the fields around it belong, or all of those beside it.
    pub(crate) beside: Option<Section>,
    /// What the surrounding component says of code blocks.
    pub(crate) sample: Option<SampleRole>,
    /// The tag of the field around.
    pub(crate) parent: Option<Span>,
    /// The type whose fields the heading announces: `Order fields`.
    pub(crate) announced: Option<String>,
    /// The word of a heading that is one: a type, where a field names it so.
    pub(crate) titled: Option<String>,
    /// The Tab, or another list of fields, around: what stands in another one is about another case.
    pub(crate) tab: Option<Span>,
    /// Whether the field around lists statuses, so that what is called after one is one.
    pub(crate) lists_statuses: bool,
    /// The words of the heading above.
    pub(crate) heading: Option<String>,
    /// Whether a heading or a label says that an example of a request follows.
    pub(crate) shows_request: bool,
    /// The level of the heading that says the section, and what it says, below headings that say nothing themselves.
    level: u8,
    outer: Option<(Section, Option<Status>)>,
    /// Whether a heading has been passed.
    after_heading: bool,
}

impl Context {
    /// A heading says what follows it; one that says nothing ends what the one before it said.
    pub(crate) fn enter_heading(&mut self, heading: &Heading) {
        self.after_heading = true;
        self.heading = Some(heading.text.clone());
        let before = self.section.map(|section| (section, self.status.clone())).or_else(|| self.outer.clone());
        self.announced = announced(&heading.text);
        self.titled = type_word(&heading.text);
        self.shows_request = is_request(&heading.text);
        if self.announced.is_some() {
            // The fields of a type stand in the section that speaks of it.
            return;
        }
        self.section = Section::parse(&heading.text);
        self.status = Status::of_title(&heading.text).or_else(|| {
            let is_response = self.section == Some(Section::Response);
            let last = heading.text.rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
            Status::parse(last).filter(|_| is_response)
        });
        if self.status.is_some() {
            self.section = Some(Section::Response);
        }
        match self.section {
            Some(_) => self.level = heading.level,
            None => self.outer = before.filter(|_| heading.level > self.level),
        }
    }

    /// The section that a heading further up says, where the one right above says none.
    pub(crate) fn outer_section(&self) -> Option<Section> {
        self.outer.as_ref().map(|(section, _)| *section)
    }

    /// The status of that heading.
    pub(crate) fn outer_status(&self) -> Option<&Status> {
        self.outer.as_ref().and_then(|(_, status)| status.as_ref())
    }

    /// Whether what stands here is about the headers of answers.
    pub(crate) fn is_about_answer_headers(&self) -> bool {
        self.section == Some(Section::Response)
            && self.heading.as_deref().is_some_and(|heading| heading.to_lowercase().contains("header"))
    }

    /// Whether a heading stands above.
    pub(crate) fn is_after_heading(&self) -> bool {
        self.after_heading
    }

    /// A titled component (a Tab, an Accordion) narrows what is around it.
    pub(crate) fn enter_titled(&mut self, title: &str) {
        self.shows_request = is_request(title);
        if let Some(status) = Status::of_title(title) {
            self.status = Some(status);
            self.section = Some(Section::Response);
        } else if let Some(section) = Section::parse(title) {
            self.section = Some(section);
        }
    }

    /// What surrounds a field that names its status itself.
    pub(crate) fn with_status(&self, status: Status) -> Self {
        Self { status: Some(status), section: Some(Section::Response), ..self.clone() }
    }

    /// What surrounds the fields of one of several cases.
    pub(crate) fn of_case(&self, tag: Span) -> Self {
        Self { tab: Some(tag), ..self.clone() }
    }

    /// What surrounds the fields of a list of statuses.
    pub(crate) fn of_statuses(&self) -> Self {
        Self { lists_statuses: true, ..self.clone() }
    }

    /// Whether this is the text between the title and the first heading, outside every component that says something.
    pub(crate) fn is_introduction(&self) -> bool {
        !self.after_heading && self.section.is_none() && self.sample.is_none() && self.parent.is_none()
    }
}

/// A text, and what a line at its end says of what follows, where it is bold as a whole or ends in a colon: `**Response**`,
/// `Request body:`, ``Response `201 Created`:``. Then the line is none of the text.
pub(crate) fn label(markdown: &str) -> (&str, Option<&str>) {
    let text = markdown.trim_end();
    let (before, line) = text.rsplit_once('\n').unwrap_or(("", text));
    let bold = line.trim().trim_end_matches(':').strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    let plain = line.trim().strip_suffix(':').map(|line| line.trim_start_matches(['*', '_']));
    let plain = plain.filter(|line| {
        let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(is_label_word) && !line.starts_with(['-', '#', '>'])
    });
    let label = bold.map(|label| label.trim_end_matches(':')).filter(|label| !label.contains("**")).or(plain);
    let label =
        label.filter(|label| Section::parse(label).is_some() || Status::of_title(label).is_some() || is_request(label));
    if label.is_some() { (before, label) } else { (markdown, None) }
}

/// Whether a word stands in labels: where all of a line does, it is one. `Webhook payload:` is about something else.
fn is_label_word(word: &str) -> bool {
    const WORDS: [&str; 27] = [
        "body",
        "code",
        "created",
        "error",
        "example",
        "found",
        "header",
        "headers",
        "http",
        "json",
        "not",
        "ok",
        "parameters",
        "params",
        "path",
        "payload",
        "query",
        "request",
        "response",
        "responses",
        "returns",
        "sample",
        "status",
        "string",
        "success",
        "successful",
        "the",
    ];
    WORDS.contains(&word.to_lowercase().as_str()) || word.chars().all(|c| c.is_ascii_digit())
}

/// Whether a title is that of an example of a request: `Example request`, `Request`.
fn is_request(title: &str) -> bool {
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let known = ["request", "requests", "example", "examples", "sample", "json", "the"];
    let mut says = false;
    let is_one = words.peek().is_some()
        && words.all(|word| {
            let word = word.to_lowercase();
            says |= word.starts_with("request");
            known.contains(&word.as_str())
        });
    is_one && says
}

/// The type that a heading of one word may be about: `Order`.
fn type_word(heading: &str) -> Option<String> {
    let name = heading.trim().trim_matches('`');
    let letters = name.chars().all(|c| c.is_ascii_alphanumeric());
    let camel = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().any(|c| c.is_ascii_lowercase());
    (letters && camel && Section::parse(name).is_none() && Status::of_title(name).is_none()).then(|| name.to_owned())
}

/// The type name in `Order fields`, `Order object`: a word that is written as types are.
fn announced(heading: &str) -> Option<String> {
    let (name, what) = heading.trim().rsplit_once(' ')?;
    let name = name.strip_prefix("The ").unwrap_or(name);
    let what =
        matches!(what.to_lowercase().as_str(), "fields" | "object" | "properties" | "attributes" | "schema" | "model");
    let letters = name.chars().all(|c| c.is_ascii_alphanumeric());
    let camel = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().any(|c| c.is_ascii_lowercase());
    (what && letters && camel && Section::parse(name).is_none()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bold_line_says_what_follows_and_is_none_of_the_text() {
        assert_eq!(label("Makes one.\n\n**Response**"), ("Makes one.\n", Some("Response")));
        assert_eq!(label("**Request body:**"), ("", Some("Request body")));
        assert_eq!(label("**404**"), ("", Some("404")));
        assert_eq!(label("Makes one.\nResponse:"), ("Makes one.", Some("Response")));
        assert_eq!(label("Response `201 Created`:"), ("", Some("Response `201 Created`")));
        assert_eq!(label("Example response (200):"), ("", Some("Example response (200)")));
        for text in ["The answer has what you sent in the body of it:", "- Response:", "Note:", "Webhook payload:"] {
            assert_eq!(label(text), (text, None));
        }
        for text in ["**Note**", "A **body**", "**Body** of it", "**a** and **Body**", ""] {
            assert_eq!(label(text), (text, None));
        }
    }
}

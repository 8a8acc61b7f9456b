//! Input: nothing; this is what the readers of samples produce. Output: [`RequestSample`].
//! Invariant: it says what a sample sends and where that stands, and nothing of what the API makes of it.

use crate::source::{Span, Spanned};

/// No block shows more requests than this.
pub(super) const MAX_SAMPLES: usize = 64;

/// Which program a sample calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    /// The command line.
    Curl,
    /// JavaScript's `fetch`.
    Fetch,
    /// Python's `requests` and `httpx`, JavaScript's `axios`.
    Library,
}

/// A request as a sample makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestSample {
    /// How it is made.
    pub tool: Tool,
    /// Upper case; where curl implies it, the span is that of what implies it.
    pub method: Option<Spanned<String>>,
    /// As written; of a template, `${id}` is `{id}`. Data that `curl -G` sends stands in its query.
    pub url: Option<Spanned<String>>,
    /// Name, value and place of each header.
    pub headers: Vec<(String, String, Span)>,
    /// The body as sent, and where it stands. JSON, or for `fetch` perhaps a JavaScript literal
    /// ([`parse_script`](crate::read::json::parse_script)). Where the span is longer than the text, what quotes and escapes
    /// stands between its bytes.
    pub body: Option<(String, Span)>,
    /// Whether user and password are given (`curl -u`).
    pub basic_auth: bool,
    /// The fields of a form (`curl -F`, `--data-urlencode`, `FormData`, `URLSearchParams`).
    pub form: Vec<FormPart>,
    /// What the form is, where the sample says so.
    pub encoding: Option<FormEncoding>,
    /// Where a file is given as the whole body (`curl --data-binary @file`).
    pub upload: Option<Span>,
}

/// How a form is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormEncoding {
    /// In parts, of which each can be a file.
    Multipart,
    /// In pairs: `a=1&b=2`.
    Pairs,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPart {
    /// As written.
    pub name: String,
    /// Whether a file is sent.
    pub is_file: bool,
    /// Where it stands.
    pub span: Span,
}

impl RequestSample {
    pub(super) fn new(tool: Tool) -> Self {
        let (headers, form) = (Vec::new(), Vec::new());
        Self {
            tool,
            method: None,
            url: None,
            headers,
            body: None,
            basic_auth: false,
            form,
            encoding: None,
            upload: None,
        }
    }

    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, ..)| key.eq_ignore_ascii_case(name)).map(|(_, value, _)| value.as_str())
    }
}

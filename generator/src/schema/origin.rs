//! Input: nothing. Output: [`Origin`], which every item of the model carries.
//! Invariant: what is written names the page and the kind of evidence; the line stays in memory.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The page, as a path inside the API's folder.
    pub page: String,
    /// What on the page says it.
    pub evidence: Evidence,
    /// What it says, where stronger evidence says otherwise; `None` where it agrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overruled: Option<Claim>,
    /// The place on the page; only in memory.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// A claim that lost against a stronger one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What it is about: `type`, `required`, `method`.
    pub about: String,
    /// What it says, in words.
    pub value: String,
}

/// What on a page says something. Of two that contradict, the one that stands first here is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// A correction in api.toml.
    Erratum,
    /// api.toml.
    Config,
    /// The page's frontmatter.
    Frontmatter,
    /// The site's docs.json or mint.json.
    SiteConfig,
    /// A field component.
    Field,
    /// A component that arranges others: a Tab's title, an Expandable.
    Component,
    /// An OpenAPI document in a fence or beside the page.
    Openapi,
    /// Method and path as a rendered page shows them.
    RenderedEndpoint,
    /// A line that is method and path and nothing else: a heading, a fence, a paragraph's.
    RequestLine,
    /// The field list of a rendered page.
    RenderedField,
    /// A table of fields.
    Table,
    /// A list of fields, or a sentence that lists them.
    List,
    /// A curl sample.
    Curl,
    /// A fetch sample.
    Fetch,
    /// A sample that calls through a library: requests, httpx, axios.
    Library,
    /// A JSON example that spells types.
    Skeleton,
    /// A JSON example that holds placeholders.
    Placeholder,
    /// A JSON example with real values.
    Example,
    /// Running text.
    Prose,
}

impl Evidence {
    /// Whether it is a sample of a call.
    pub fn is_call(self) -> bool {
        matches!(self, Self::Curl | Self::Fetch | Self::Library)
    }

    /// The words for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Erratum => "erratum",
            Self::Config => "api.toml",
            Self::Frontmatter => "frontmatter",
            Self::SiteConfig => "site configuration",
            Self::Field => "field",
            Self::Component => "component",
            Self::Openapi => "OpenAPI document",
            Self::RenderedEndpoint => "rendered method and path",
            Self::RequestLine => "request line",
            Self::RenderedField => "rendered field list",
            Self::Table => "table",
            Self::List => "list",
            Self::Curl => "curl sample",
            Self::Fetch => "fetch sample",
            Self::Library => "sample",
            Self::Skeleton => "type skeleton",
            Self::Placeholder => "placeholder sample",
            Self::Example => "example",
            Self::Prose => "prose",
        }
    }
}

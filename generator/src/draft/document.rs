//! Input: nothing; this is what a draft has of the OpenAPI document that it stands for, or that drives its page. Output:
//! [`DocumentDraft`].
//! Invariant: of a page that no document drives it is empty.

use crate::draft::leftovers::Leftovers;
use crate::draft::named_schema::NamedSchema;
use crate::read::openapi::Reference;
use crate::schema::{AuthScheme, Origin, Paging};
use crate::shape::Member;
use crate::source::Span;

/// What a document says of an operation.
#[derive(Debug, Default)]
pub(crate) struct DocumentDraft {
    /// The document, as the page's fence or the folder names it.
    pub(crate) path: Option<String>,
    /// Its named types, as far as they are referred to.
    pub(crate) schemas: Vec<NamedSchema>,
    /// What the page says that it documents out of OpenAPI documents.
    pub(crate) references: Vec<(Reference, Span)>,
    /// The id that it gives the operation.
    pub(crate) id: Option<String>,
    /// What our own export says of the operation.
    pub(crate) own: OwnWords,
    /// The part of the documentation that it counts the operation to.
    pub(crate) section: Option<String>,
    /// Whether the draft is no page, and an operation of a document in the API's folder.
    pub(crate) is_whole: bool,
    /// Whether the page has no field of its own and refers to a document that is not here.
    pub(crate) leans: bool,
    /// Whether the page has the form of older exports.
    pub(crate) is_older: bool,
    /// What the API sends to its user.
    pub(crate) webhooks: Vec<WebhookDraft>,
    /// Name, URL and origin of the servers that it lists.
    pub(crate) servers: Vec<(Option<String>, String, Origin)>,
    /// Other schemes that a call may use in place of the one that it claims.
    pub(crate) other_auth: Vec<AuthScheme>,
    /// That it asks for no credentials, and whether it says so with a word of its own.
    pub(crate) open: Option<(Origin, bool)>,
    /// A server that is no whole URL.
    pub(crate) relative: Option<(Span, String)>,
    /// What a call proves itself with that a client does not set.
    pub(crate) proofs: Option<(Span, String)>,
    /// What has no place in the model.
    pub(crate) leftovers: Leftovers,
}

/// What our own export says of an operation beside the words of the specification.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnWords {
    /// How its list comes in pages.
    pub(crate) paging: Option<Paging>,
    /// The order of what it requires.
    pub(crate) arguments: Vec<String>,
    /// How many that were at first.
    pub(crate) arguments_at_first: Option<usize>,
}

/// A message that the API sends to its user.
#[derive(Clone, Debug)]
pub(crate) struct WebhookDraft {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// What it carries.
    pub(crate) member: Option<Member>,
    pub(crate) origins: Vec<Origin>,
}

//! Input: nothing; this is what one operation is fused into. Output: [`Parts`].
//! Invariant: nothing in it has a name of ours.

use std::collections::BTreeMap;

use crate::draft::document::OwnWords;
use crate::draft::endpoint::Endpoint;
use crate::draft::position::Position;
use crate::read::page::Format;
use crate::schema::{Auth, Encoding, Example, Location, Origin, Server};
use crate::shape::{Member, Shape};

/// An operation before its types have names.
pub(crate) struct Parts {
    /// The format of the strongest page.
    pub(crate) format: Format,
    pub(crate) endpoint: Endpoint,
    /// Where a reader of the docs comes upon it.
    pub(crate) position: Position,
    /// Whether what is missing of it stands in a document that is not here, and was told with that.
    pub(crate) leans: bool,
    /// Where it answers, where that is not where the rest of the API does.
    pub(crate) servers: Vec<Server>,
    /// How its caller proves who it is, where that is not as for the rest of the API.
    pub(crate) auth: Option<Auth>,
    /// The id that a document gives it, where no page documents it.
    pub(crate) id: Option<String>,
    /// What a document of ours says of it.
    pub(crate) own: OwnWords,
    /// The part of the documentation that a document counts it to.
    pub(crate) section: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
    pub(crate) parameters: Vec<(Location, Member)>,
    pub(crate) body: Option<BodyParts>,
    pub(crate) responses: Vec<ResponseParts>,
}

/// A request body before its types have names.
pub(crate) struct BodyParts {
    pub(crate) media_type: String,
    /// Whether anybody says the media type.
    pub(crate) media_said: bool,
    pub(crate) shape: Shape,
    /// Whether it must be sent, where fields or a document say so; samples alone say nothing of it.
    pub(crate) required: Option<bool>,
    /// How a document says that the fields of a form are written.
    pub(crate) written: BTreeMap<String, Encoding>,
    pub(crate) description: Option<String>,
    pub(crate) examples: Vec<Example>,
    pub(crate) origins: Vec<Origin>,
}

/// A response before its types have names.
pub(crate) struct ResponseParts {
    pub(crate) status: String,
    /// Whether nobody says the status: it is a success, and which one another page may say.
    pub(crate) assumed: bool,
    pub(crate) description: Option<String>,
    /// What it is, where that is no JSON.
    pub(crate) media_type: Option<String>,
    pub(crate) shape: Option<Shape>,
    /// The data of each event, where it can be an event stream, too.
    pub(crate) events: Option<Shape>,
    pub(crate) examples: Vec<Example>,
    pub(crate) origins: Vec<Origin>,
}

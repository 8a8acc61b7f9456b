//! Input: the bodies of one operation. Output: their Rust types where they are received, and what headers say of them.
//! Invariant: what is no JSON is never read as JSON.

use crate::schema::{Operation, Response, Type, status};

use super::body_kind::{self, BodyKind, body_kind};
use super::model::{MediaPlan, RustType};
use super::planner::Planner;
use super::presence::Direction;

impl Planner<'_> {
    /// What is received with a status; `None` where no body is documented.
    pub(super) fn received(&self, response: &Response) -> Option<RustType> {
        let ty = response.ty.as_ref();
        if ty.is_none() && response.media_type.is_none() {
            return None;
        }
        match body_kind(self.api, response.media_type.as_deref(), ty) {
            BodyKind::Events => Some(RustType::Events(Box::new(self.event_data(ty)))),
            BodyKind::Lines => ty.map(|ty| RustType::Lines(Box::new(self.catalog.rust_type(ty, Direction::Received)))),
            BodyKind::Text => Some(RustType::Text),
            BodyKind::Bytes => Some(RustType::Bytes),
            BodyKind::Json | BodyKind::Form | BodyKind::Multipart => {
                ty.map(|ty| self.catalog.rust_type(ty, Direction::Received))
            }
        }
    }

    /// The data of an event: JSON of its type, or the text where there is none.
    fn event_data(&self, ty: Option<&Type>) -> RustType {
        match ty {
            None | Some(Type::String | Type::Binary) => RustType::Text,
            Some(ty) => self.catalog.rust_type(ty, Direction::Received),
        }
    }

    /// What headers say of the bodies, and how else the answer can be read.
    pub(super) fn media(&self, operation: &Operation, success: Option<&RustType>) -> MediaPlan {
        let sent = operation.request_body.as_ref().and_then(|body| {
            let documented = body_kind::exact(&body.media_type)?;
            match body_kind(self.api, Some(&body.media_type), Some(&body.ty)) {
                BodyKind::Form | BodyKind::Multipart => None,
                BodyKind::Json if body_kind::is_plain_json(&documented) => None,
                _ => Some(documented),
            }
        });
        let successes = || operation.responses.iter().filter(|response| status::is_success(&response.status));
        let mut accepted: Vec<String> = Vec::new();
        let documented = successes().filter_map(|response| body_kind::header(response.media_type.as_deref()?));
        // Bytes that nobody has named may be called anything.
        let documented =
            documented.map(|said| if body_kind::is_unnamed(&said) { format!("{said}, */*") } else { said });
        for media_type in documented {
            if !accepted.contains(&media_type) {
                accepted.push(media_type);
            }
        }
        let only_json = accepted.iter().all(|media_type| body_kind::is_plain_json(media_type));
        let events = match success {
            Some(RustType::Events(data)) => Some((**data).clone()),
            _ => successes().find_map(|response| response.events.as_ref()).map(|ty| self.event_data(Some(ty))),
        };
        MediaPlan {
            sent,
            accepted: (!only_json).then(|| accepted.join(", ")),
            stream: matches!(success, Some(RustType::Text | RustType::Bytes | RustType::Lines(_))),
            events,
        }
    }
}

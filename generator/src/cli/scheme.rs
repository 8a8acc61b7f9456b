//! Input: how a caller proves who it is. Output: the same in words, for people.
//! Invariant: no secret stands in it; a scheme has none.

use crate::schema::{AuthScheme, KeyLocation};

/// `a bearer token`
pub(super) fn in_words(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::Bearer => "a bearer token".to_owned(),
        AuthScheme::Basic => "a user and a password".to_owned(),
        AuthScheme::None => "no credentials".to_owned(),
        AuthScheme::Key { location, name } => {
            let place = match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query parameter",
                KeyLocation::Cookie => "cookie",
            };
            format!("a key in the {place} `{name}`")
        }
    }
}

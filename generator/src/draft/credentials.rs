//! Input: a header or another field of a request. Output: the scheme by which a call proves itself, where it is that.
//! Invariant: only names that hold nothing else are known.

use crate::draft::section::Section;
use crate::schema::{AuthScheme, KeyLocation};
use crate::shape::Member;

/// Headers that hold nothing but what proves who calls.
pub(crate) const CREDENTIALS: &[&str] =
    &["x-api-key", "api-key", "apikey", "x-apikey", "x-api-token", "x-auth-token", "x-access-token", "cookie"];

/// The scheme that a field under `Authorizations` describes; `None` for a field that is none.
pub(crate) fn authentication(list: Option<Section>, section: Section, member: &Member) -> Option<AuthScheme> {
    let description = member.description.as_deref().unwrap_or_default().to_lowercase();
    if section == Section::Header && member.name.eq_ignore_ascii_case("authorization") {
        let basic = description.contains("basic") && !description.contains("bearer");
        return Some(if basic { AuthScheme::Basic } else { AuthScheme::Bearer });
    }
    if section == Section::Header && CREDENTIALS.iter().any(|name| member.name.eq_ignore_ascii_case(name)) {
        return Some(AuthScheme::Key { location: KeyLocation::Header, name: member.name.to_lowercase() });
    }
    if list != Some(Section::Authorization) {
        return None;
    }
    let location = if section == Section::Query { KeyLocation::Query } else { KeyLocation::Header };
    Some(AuthScheme::Key { location, name: member.name.clone() })
}

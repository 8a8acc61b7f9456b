//! Input: tokens, passwords and keys as they are given. Output: of each the header, query parameter or cookie that carries it.
//! Invariant: an operation that wants a scheme of its own gets that one or none, and one that wants none gets none.

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::secret::Secret;

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyLocation {
    /// Into this header.
    Header(&'static str),
    /// Into this query parameter.
    Query(&'static str),
    /// Into this cookie.
    Cookie(&'static str),
}

/// How a caller proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// Not at all.
    Open,
    /// With `Authorization: Bearer ...`.
    Bearer,
    /// With `Authorization: Basic ...`.
    Basic,
    /// With a key.
    Key(KeyLocation),
}

impl AuthScheme {
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Key(KeyLocation::Header(a)), Self::Key(KeyLocation::Header(b))) => a.eq_ignore_ascii_case(b),
            _ => self == other,
        }
    }
}

/// What a caller gave, one of each scheme, the last one last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given(Vec<(AuthScheme, Secret)>);

impl Given {
    pub(crate) fn set(&mut self, scheme: AuthScheme, secret: Secret) {
        self.0.retain(|(known, _)| !known.is(scheme));
        self.0.push((scheme, secret));
    }

    /// The same, ready to be sent.
    pub(crate) fn checked(self) -> Result<Credentials, &'static str> {
        let checked = |(scheme, secret): (AuthScheme, Secret)| Ok((scheme, Credential::of(scheme, secret)?));
        self.0.into_iter().map(checked).collect::<Result<Vec<_>, _>>().map(Credentials)
    }
}

/// What a caller gave, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Credentials(Vec<(AuthScheme, Credential)>);

/// What carries a token, a password or a key.
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
}

impl Credential {
    fn of(scheme: AuthScheme, secret: Secret) -> Result<Self, &'static str> {
        const UNFIT: &str = "the credentials hold a character that no header can carry";
        Ok(match scheme {
            AuthScheme::Bearer => Self::Header(AUTHORIZATION, secret.header("Bearer ").ok_or(UNFIT)?),
            AuthScheme::Open | AuthScheme::Basic => Self::Header(AUTHORIZATION, secret.header("Basic ").ok_or(UNFIT)?),
            AuthScheme::Key(KeyLocation::Query(name)) => Self::Query(name, secret),
            AuthScheme::Key(KeyLocation::Cookie(name)) => Self::Cookie(name, secret),
            AuthScheme::Key(KeyLocation::Header(name)) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| "the documented name of the key's header is none")?;
                Self::Header(name, secret.header("").ok_or(UNFIT)?)
            }
        })
    }
}

impl Credentials {
    /// What goes with a call: `own` is what the operation wants, `usual` what the API wants, `others` what single
    /// operations of it want. Where the API says nothing, or other than its caller, it is what was given last.
    pub(crate) fn of_call(
        &self,
        own: Option<AuthScheme>,
        usual: Option<AuthScheme>,
        others: &[AuthScheme],
    ) -> Option<&Credential> {
        let given = |wanted: AuthScheme| self.0.iter().find(|(known, _)| known.is(wanted));
        let found = match (own, usual) {
            (Some(own), _) => given(own),
            (None, usual) => usual
                .and_then(given)
                .or_else(|| self.0.iter().rev().find(|(known, _)| others.iter().all(|other| !other.is(*known)))),
        };
        found.map(|(_, credential)| credential)
    }
}

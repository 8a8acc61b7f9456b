//! Input: what api.toml, the pages and the site's configuration say of authentication. Output: the API's scheme, those of
//! single operations, and operations without the parameters that are nothing but the key.
//! Invariant: api.toml wins over the pages, and the pages over docs.json; where no operation has a scheme of its own, all
//! have the API's.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::origins::dedup;
use crate::fuse::parts::Parts;
use crate::project::ApiProject;
use crate::schema::{Auth, AuthScheme, Evidence, KeyLocation, Location, Origin};
use crate::shape::Member;

/// How the callers of an API prove who they are.
pub(crate) struct Schemes {
    /// Of the API as a whole.
    pub(crate) api: Option<Auth>,
    is_configured: bool,
    /// What most pages show. The API's own stands in for it.
    usual: Option<AuthScheme>,
    /// The documents of which an operation asks for credentials.
    asking: Vec<Option<String>>,
    /// Whether an operation of a document says that it asks for none while others do not say so.
    is_told: bool,
}

impl Schemes {
    /// The scheme that api.toml names, else the one that most pages show, else the site's; and what else is known of them.
    pub(crate) fn of(project: &ApiProject, groups: &[Vec<(Draft, Endpoint)>]) -> Self {
        let mut drafts: Vec<&Draft> = groups.iter().flatten().map(|(draft, _)| draft).collect();
        // In the order of the pages.
        drafts.sort_by_key(|draft| draft.file);
        let drafts = || drafts.iter().copied();
        let mut schemes: Vec<(AuthScheme, Vec<Origin>)> = Vec::new();
        let site = project.site.as_ref().and_then(|site| site.auth.as_ref());
        // A page that asks for nothing is an exception where the site says what the others ask for.
        let of_all = |(scheme, _): &&(AuthScheme, Origin)| site.is_none() || *scheme != AuthScheme::None;
        for (scheme, origin) in drafts().flat_map(|draft| draft.auth.iter().filter(of_all)) {
            match schemes.iter_mut().find(|(known, _)| is_same(known, scheme)) {
                Some((_, origins)) => origins.push(origin.clone()),
                None => schemes.push((scheme.clone(), vec![origin.clone()])),
            }
        }
        let most = schemes.into_iter().rev().max_by_key(|(_, origins)| origins.len());
        let usual = most.as_ref().map(|(scheme, _)| scheme.clone());
        let named = |scheme: &AuthScheme, page: &str, evidence, span| {
            let origin = Origin { page: page.to_owned(), evidence, overruled: None, span: Some(span) };
            Auth { scheme: scheme.clone(), origins: vec![origin] }
        };
        let api = match (&project.auth, most) {
            (Some(auth), _) => Some(named(&auth.value, "api.toml", Evidence::Config, auth.span)),
            (None, Some((scheme, origins))) => Some(Auth { scheme, origins: dedup(origins.iter()) }),
            (None, None) => site.map(|auth| named(&auth.value, "docs.json", Evidence::SiteConfig, auth.span)),
        };
        let of_document = |draft: &&Draft| draft.auth.iter().any(|(_, origin)| origin.evidence == Evidence::Openapi);
        let asking = drafts().filter(of_document).map(|draft| draft.document.path.clone()).collect();
        let says = |draft: &Draft| draft.document.open.as_ref().map(|(_, says)| *says);
        let is_told = drafts().any(|draft| says(draft) == Some(false));
        Self { api, is_configured: project.auth.is_some(), usual, asking, is_told }
    }

    /// The scheme of an operation, where it is not the API's.
    pub(crate) fn own(&self, group: &[(Draft, Endpoint)]) -> Option<Auth> {
        let api = self.api.as_ref()?;
        let is_usual = |scheme: &AuthScheme| {
            is_same(scheme, &api.scheme) || self.usual.as_ref().is_some_and(|usual| is_same(usual, scheme))
        };
        let claims = || group.iter().flat_map(|(draft, _)| &draft.auth);
        let strongest = claims().map(|(_, origin)| origin.evidence).min();
        let open = group.iter().find_map(|(draft, _)| self.open(draft));
        if let Some(origin) = open.filter(|_| strongest.is_none_or(|evidence| evidence > Evidence::Openapi)) {
            let own = Auth { scheme: AuthScheme::None, origins: vec![origin.clone()] };
            return (api.scheme != AuthScheme::None).then_some(own);
        }
        let mut ways = claims().map(|(scheme, _)| scheme);
        let mut others = group.iter().flat_map(|(draft, _)| &draft.document.other_auth);
        if ways.any(is_usual) || others.any(is_usual) {
            return None;
        }
        // What api.toml says of the whole API is more than what a sample happens to show.
        let counts = |evidence: Evidence| !self.is_configured || evidence <= Evidence::Openapi;
        let (scheme, _) =
            claims().filter(|(_, origin)| counts(origin.evidence)).min_by_key(|(_, origin)| origin.evidence)?;
        let origins = claims().filter(|(known, _)| is_same(known, scheme)).map(|(_, origin)| origin);
        Some(Auth { scheme: scheme.clone(), origins: dedup(origins) })
    }

    /// Who says that an operation asks for no credentials; not where the whole document is silent of them.
    fn open<'a>(&self, draft: &'a Draft) -> Option<&'a Origin> {
        let (origin, says) = draft.document.open.as_ref()?;
        let others_ask = self.asking.contains(&draft.document.path);
        (others_ask || *says && (self.is_told || !self.asking.is_empty())).then_some(origin)
    }
}

/// Whether two schemes are one; a header has no case.
fn is_same(a: &AuthScheme, b: &AuthScheme) -> bool {
    match (a, b) {
        (
            AuthScheme::Key { location: KeyLocation::Header, name: a },
            AuthScheme::Key { location: KeyLocation::Header, name: b },
        ) => a.eq_ignore_ascii_case(b),
        _ => a == b,
    }
}

/// Takes the parameters out of an operation that are the key itself: it is the client's.
pub(crate) fn take_keys(api: &mut Option<Auth>, parts: &mut Parts) {
    let Some(auth) = parts.auth.as_mut().or(api.as_mut()) else { return };
    let AuthScheme::Key { location, name } = &auth.scheme else { return };
    let is_key = |(at, member): &(Location, Member)| match (location, at) {
        (KeyLocation::Header, Location::Header) => member.name.eq_ignore_ascii_case(name),
        (KeyLocation::Query, Location::Query) | (KeyLocation::Cookie, Location::Cookie) => member.name == *name,
        _ => false,
    };
    let (keys, others): (Vec<_>, Vec<_>) = std::mem::take(&mut parts.parameters).into_iter().partition(is_key);
    parts.parameters = others;
    if !keys.is_empty() {
        let origins = auth.origins.iter().chain(keys.iter().flat_map(|(_, member)| &member.origins));
        auth.origins = dedup(origins);
    }
}

/// Names that hold a key and nothing else, wherever they end one.
const KEYS: [&str; 11] = [
    "apikey",
    "apitoken",
    "apisecret",
    "accesskey",
    "accesstoken",
    "authkey",
    "authtoken",
    "secretkey",
    "licensekey",
    "subscriptionkey",
    "clientsecret",
];

/// Names that may hold a key: only many operations make it likely.
const LIKELY: [&str; 6] = ["key", "token", "auth", "secret", "appkey", "userkey"];

/// Tells of a parameter that is most likely the API's key, and that every call has to be given as it stands.
pub(crate) fn tell_likely(project: &ApiProject, operations: &[Parts], diagnostics: &mut Diagnostics) {
    if project.auth.is_some() {
        return;
    }
    let mut seen: Vec<(Location, String, usize, &Member)> = Vec::new();
    for (at, member) in operations.iter().flat_map(|parts| &parts.parameters) {
        if *at == Location::Path || !member.required {
            continue;
        }
        let name = if *at == Location::Header { member.name.to_ascii_lowercase() } else { member.name.clone() };
        match seen.iter_mut().find(|(known, other, ..)| known == at && *other == name) {
            Some((_, _, count, _)) => *count += 1,
            None => seen.push((*at, name, 1, member)),
        }
    }
    let all = operations.len();
    let is_key = |name: &str, count: usize| {
        let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let letters = letters.to_ascii_lowercase();
        KEYS.iter().any(|key| letters.ends_with(key)) || count > 2 && LIKELY.contains(&letters.as_str())
    };
    // Nearly every one: a few may be open to everybody, such as the one that gives the key.
    let mut likely = seen.into_iter().filter(|(_, name, count, _)| count * 5 >= all * 4 && is_key(name, *count));
    let Some((at, _, count, member)) = likely.next() else { return };
    let (place, words) = match at {
        Location::Header => ("header", "header"),
        Location::Cookie => ("cookie", "cookie"),
        Location::Query | Location::Path => ("query", "query parameter"),
    };
    let name = &member.name;
    let who = match (count, all) {
        (1, 1) => "the operation requires".to_owned(),
        (count, all) if count == all => format!("all {all} operations require"),
        (count, all) => format!("{count} of {all} operations require"),
    };
    let words = format!(
        "{who} the {words} `{name}`: it is most likely the API's key, and so far each call takes it as an argument"
    );
    let help = format!(
        "to give it to the client once, write into api.toml:\n[auth]\nkind = \"key\"\nin = \"{place}\"\nname = \"{name}\""
    );
    diagnostics.push(Diagnostic::at(Code::LikelyCredential, member.span(), words).help(help));
}

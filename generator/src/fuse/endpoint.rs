//! Input: everything on a page that names method, path or server. Output: the [`Endpoint`] that the strongest of it names.
//! Invariant: what contradicts the strongest claim is told with both places, and nothing is made up.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::{Astray, Endpoint, EndpointClaim};
use crate::draft::section::Section;
use crate::draft::target::Target;
use crate::schema::path::{identity, letters};
use crate::schema::{Claim, Evidence, Origin, path};

/// Decides between a draft's claims; `None` where it has none. What samples name against it is in `astray`.
pub(crate) fn decide(draft: &Draft, astray: &mut Vec<Astray>, diagnostics: &mut Diagnostics) -> Option<Endpoint> {
    let mut claims: Vec<&EndpointClaim> = draft.endpoints.iter().filter(|claim| claim.target.is_some()).collect();
    claims.sort_by_key(|claim| claim.origin.evidence);
    let (first, rest) = claims.split_first()?;
    if is_tour(&claims) {
        return None;
    }
    let target = first.target.as_ref()?;
    let path = templated(&target.path, draft, first.origin.evidence);
    let is_sample = first.origin.evidence.is_call();
    let values = if is_sample { self::values(&path, &target.path) } else { Vec::new() };
    let method_claim = claims.iter().find(|claim| claim.method.is_some());
    // A sample without a method is a GET: that is what curl and fetch send.
    let method = method_claim.and_then(|claim| claim.method.clone()).unwrap_or_else(|| "GET".to_owned());
    let mut endpoint = Endpoint {
        method,
        path,
        server: target.server.clone().map(|server| (server, first.origin.clone())),
        values,
        is_told_by_names: false,
        others: Vec::new(),
        apart: None,
        origins: vec![first.origin.clone()],
    };
    for claim in rest {
        let overruled = contradiction(&endpoint, claim);
        if let Some(overruled) = &overruled {
            let diagnostic = overruled_claim(&endpoint, claim, overruled, &first.origin);
            let is_call = claim.origin.evidence.is_call();
            match claim.target.clone().filter(|_| is_call) {
                Some(target) => {
                    let method = claim.method.clone().unwrap_or_else(|| "GET".to_owned());
                    astray.push(Astray { method, target, diagnostic });
                }
                None => diagnostics.push(diagnostic),
            }
        } else {
            if let Some(server) = server(&endpoint.path, claim) {
                match &endpoint.server {
                    None => endpoint.server = Some(server),
                    Some(_) => endpoint.others.push(server),
                }
            }
            let shown = claim.target.iter().flat_map(|target| self::values(&endpoint.path, &target.path));
            endpoint.values.extend(shown);
        }
        endpoint.origins.push(Origin { overruled, ..claim.origin.clone() });
    }
    Some(endpoint)
}

/// The template behind the path of a sample, which has values where the template has parameters: `/notes/789` where a field
/// documents `note_id`. Only where the values are as many as the fields is it certain which is which.
fn templated(path: &str, draft: &Draft, evidence: Evidence) -> String {
    if !evidence.is_call() {
        return path.to_owned();
    }
    let known: BTreeSet<String> = path::parameters(path).map(letters).collect();
    let documented =
        draft.request.fields.iter().filter(|param| param.sections.first() == Some(&Section::Path) || param.says_path());
    let mut names = documented.map(|param| param.member.name.as_str()).filter(|name| !known.contains(&letters(name)));
    if let Some(path) = behind_words(path, names.clone()) {
        return path;
    }
    let is_value = |segment: &str| !segment.starts_with('{') && self::is_value(segment);
    let values = path.split('/').filter(|segment| is_value(segment)).count();
    if values == 0 || values != names.clone().count() {
        return path.to_owned();
    }
    let segment = |segment: &str| match is_value(segment).then(|| names.next()).flatten() {
        Some(name) => format!("{{{name}}}"),
        None => segment.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// The template where every field names the word in front of its value: `user_id` in `/users/alice`.
fn behind_words<'a>(path: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut segments: Vec<String> = path.split('/').map(str::to_owned).collect();
    let mut count = 0;
    for name in names {
        let lower = name.to_ascii_lowercase();
        let stem =
            ["_id", "-id", "id", "_uuid"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower).to_owned();
        let stem = stem.trim_end_matches(['_', '-']);
        let is_word = |segment: &String| {
            let segment = segment.to_ascii_lowercase();
            !stem.is_empty()
                && (segment == stem
                    || segment.strip_suffix('s') == Some(stem)
                    || segment.strip_suffix("es") == Some(stem))
        };
        let at = segments.iter().position(is_word)? + 1;
        let value = segments.get_mut(at).filter(|segment| !segment.is_empty() && !segment.starts_with('{'))?;
        *value = format!("{{{name}}}");
        count += 1;
    }
    (count > 0).then(|| segments.join("/"))
}

/// Whether a path segment is a value rather than a word: it has a digit and is no version, or is a placeholder in capitals.
pub(crate) fn is_value(segment: &str) -> bool {
    let version = segment.strip_prefix('v').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    let is_date = segment.len() == 10
        && segment.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_date || matches!(segment, "oauth2" | "oauth1" | "s3" | "2fa" | "API") {
        return false;
    }
    let digit = segment.contains(|c: char| c.is_ascii_digit());
    let capitals = segment.len() > 1 && segment.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c == '-');
    (digit && !version) || capitals
}

/// Whether a segment is certainly no word of a base path: digits alone, or letters and digits as ids have them.
fn is_id(segment: &str) -> bool {
    let digits = segment.chars().filter(char::is_ascii_digit).count();
    digits > 0 && (digits == segment.len() || digits > 2 && is_value(segment))
}

/// Whether a page shows samples of several operations and says nowhere that it documents one: an introduction.
fn is_tour(claims: &[&EndpointClaim]) -> bool {
    let sampled = |claim: &&EndpointClaim| claim.origin.evidence.is_call();
    let same = |a: &EndpointClaim, b: &EndpointClaim| match (&a.target, &b.target) {
        (Some(x), Some(y)) => {
            let paths = prefix(&x.path, &y.path).or_else(|| prefix(&y.path, &x.path)).is_some();
            paths && (a.method.is_none() || b.method.is_none() || a.method == b.method)
        }
        _ => true,
    };
    claims.iter().all(sampled) && claims.iter().zip(claims.iter().skip(1)).any(|(a, b)| !same(a, b))
}

fn contradiction(endpoint: &Endpoint, claim: &EndpointClaim) -> Option<Claim> {
    let target = claim.target.as_ref()?;
    if !same_path(&endpoint.path, target) {
        return Some(Claim { about: "path".to_owned(), value: target.path.clone() });
    }
    let method = claim.method.as_ref().filter(|method| **method != endpoint.method)?;
    Some(Claim { about: "method".to_owned(), value: method.clone() })
}

fn overruled_claim(endpoint: &Endpoint, claim: &EndpointClaim, overruled: &Claim, first: &Origin) -> Diagnostic {
    let believed = if overruled.about == "method" { &endpoint.method } else { &endpoint.path };
    let message = format!(
        "the {} names the {} `{}`, and the {} `{believed}`; the latter counts",
        claim.origin.evidence.as_str(),
        overruled.about,
        overruled.value,
        first.evidence.as_str()
    );
    let diagnostic = Diagnostic::at(Code::ClaimsContradict, claim.origin.span, message);
    let help = "a sample of another call lends this one nothing; mend it if it was meant to be this one's";
    diagnostic.label(first.span, "this counts").help(help)
}

/// Whether a call goes to a template: with values for its parameters, with the base path in front of it, or, where it names
/// no host, without a part of the base path that the template has.
pub(crate) fn same_path(template: &str, call: &Target) -> bool {
    prefix(template, &call.path).is_some() || call.server.is_none() && prefix(&call.path, template).is_some()
}

/// What stands before `template` in `path`, where `path` is the template with something before it and values in place of
/// its parameters: `/api` for `/v1/{id}` and `/api/v1/42`.
fn prefix(template: &str, path: &str) -> Option<String> {
    let split = |text: &str| -> Vec<String> {
        identity(path::bare(text)).split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
    };
    let (wanted, found) = (split(template), split(path));
    let front = found.len().checked_sub(wanted.len())?;
    let same = |(a, b): (&String, &String)| a == b || a == "{}" || b == "{}";
    // What stands before is a base path: words, and before a template that has one itself.
    let has_word = wanted.iter().any(|segment| segment != "{}");
    let is_base = found.iter().take(front).all(|segment| segment != "{}" && !is_id(segment));
    if front > 0 && !(has_word && is_base) {
        return None;
    }
    found
        .iter()
        .skip(front)
        .zip(&wanted)
        .all(same)
        .then(|| found.iter().take(front).fold(String::new(), |prefix, segment| prefix + "/" + segment))
}

/// The base URL that a sample shows: its URL without the path.
fn server(path: &str, claim: &EndpointClaim) -> Option<(String, Origin)> {
    let Target { server, path: sample } = claim.target.as_ref()?;
    let base = format!("{}{}", server.as_ref()?, prefix(path, sample)?);
    Some((base, claim.origin.clone()))
}

/// What a call has in place of a template's parameters: `id` is `42` in `/v1/notes/42`. What only stands for a value is none.
pub(crate) fn values(template: &str, call: &str) -> Vec<(String, String)> {
    let (wanted, shown): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), call.split('/').collect());
    let Some(front) = shown.len().checked_sub(wanted.len()) else { return Vec::new() };
    let pairs = wanted.iter().zip(shown.iter().skip(front));
    let value = |(name, shown): (&&str, &&str)| {
        let name = name.strip_prefix('{')?.strip_suffix('}')?;
        let is_value = !shown.is_empty() && !shown.contains(['{', '<', '[', '$', ':', '%']) && !is_stand_in(shown);
        is_value.then(|| (name.to_owned(), (*shown).to_owned()))
    };
    pairs.filter_map(value).collect()
}

/// Whether a segment is a word for the value that a reader has to put there: `YOUR_ID`, `your-id`, `va_xxxx`.
fn is_stand_in(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let is_shouted = segment.len() > 1 && segment.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-'));
    is_shouted || lower.starts_with("your") || lower.contains("xxx") || lower.contains("...")
}

#[cfg(test)]
mod tests {
    use super::{behind_words, is_value, prefix, values};

    #[test]
    fn values_are_told_from_words() {
        for value in ["789", "nb_81fc", "60d5ec49f1b2c8", "YOUR_ID", "550e8400-e29b"] {
            assert!(is_value(value), "{value}");
        }
        for word in ["v1", "v2.1", "notes", "", "api", "A", "oauth2", "2023-01-01"] {
            assert!(!is_value(word), "{word}");
        }
    }

    #[test]
    fn a_sample_shows_the_base_path_and_values_for_parameters() {
        assert_eq!(prefix("/v1/{id}/x", "/api/v1/42/x").as_deref(), Some("/api"));
        assert_eq!(prefix("/v1/{id}", "/v1/{thread}").as_deref(), Some(""));
        assert_eq!(prefix("/v1/{id}", "/v2/42"), None);
        assert_eq!(prefix("/v1/{id}/x", "/x"), None);
    }

    #[test]
    fn a_sample_shows_values_of_parameters_and_no_stand_ins() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(values("/v1/{id}/x", "/api/v1/42/x"), [pair("id", "42")]);
        assert_eq!(values("/notes/{id}/{part}", "/notes/YOUR_ID/p1"), [pair("part", "p1")]);
        assert!(values("/notes/{id}", "/notes/{note}").is_empty());
    }

    #[test]
    fn a_field_names_the_word_in_front_of_its_value() {
        let read = |path: &str, names: &[&str]| behind_words(path, names.iter().copied());
        assert_eq!(read("/oauth2/users/alice", &["user_id"]).as_deref(), Some("/oauth2/users/{user_id}"));
        assert_eq!(read("/a/users/x/boxes/y", &["userId", "box"]).as_deref(), Some("/a/users/{userId}/boxes/{box}"));
        assert_eq!(read("/users/alice", &["id"]), None);
        assert_eq!(read("/users", &["user"]), None);
    }
}

//! Input: a path or URL as a page writes it. Output: a path template with `{name}` parameters, and what follows from it.
//! Invariant: a template begins with `/`, and never holds a scheme or a host; a query or a fragment only where a document has
//! it in the key of a path.

/// A URL cut into server and path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// `https://api.example.com`, where the text names one.
    pub(crate) server: Option<String>,
    /// `/v1/threads/{id}`
    pub(crate) path: String,
}

impl Target {
    /// The same with the query of the text that it was read from, where that is written out: it tells the operation from
    /// others of its path, and is sent.
    pub(crate) fn with_query(mut self, text: &str) -> Self {
        let query = text.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default().trim());
        let is_fixed = |query: &&str| query.contains('=') && !query.contains(['{', '<', '$', ':', ' ']);
        if let Some(query) = query.filter(is_fixed) {
            self.path = format!("{}?{query}", self.path);
        }
        self
    }

    /// Whether every segment is a word or one parameter: of `/v1{path}`, which a helper glues together, nobody knows what it
    /// calls.
    pub(crate) fn is_written_out(&self) -> bool {
        let glued = |segment: &str| {
            let before = segment.split_once('{').and_then(|(before, _)| before.chars().next_back());
            before.is_some_and(char::is_alphanumeric)
        };
        !self.path.split('/').any(glued)
    }
}

/// Reads `https://host/a/:b?c` or `/a/{b}`; `None` where the text is neither.
pub(crate) fn target(text: &str) -> Option<Target> {
    let text = text.trim();
    let (server, rest) = match text.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") => {
            let (host, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
            if host.is_empty() || host.contains(char::is_whitespace) {
                return None;
            }
            (Some(format!("{}://{host}", scheme.to_ascii_lowercase())), path)
        }
        Some(_) => return None,
        None => (None, text),
    };
    if server.is_none() && !rest.starts_with('/') || rest.contains(char::is_whitespace) {
        return None;
    }
    let path = rest.split(['?', '#']).next().unwrap_or("");
    Some(Target { server, path: template(path) })
}

/// `:id`, `<id>`, `[id]`, `{{id}}`, `${id}` and `$ID` become `{id}`.
fn template(path: &str) -> String {
    let mut out = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        out.push('/');
        match parameter(segment) {
            Some(name) => out.extend(["{", &name, "}"]),
            None => out.push_str(segment),
        }
    }
    if out.is_empty() || path.ends_with('/') {
        out.push('/');
    }
    out
}

/// The name of the parameter that a segment is, in whatever brackets.
fn parameter(segment: &str) -> Option<String> {
    let inner = |open: &str, close: &str| segment.strip_prefix(open)?.strip_suffix(close);
    // Of `$metadata` and its like no shell knows anything.
    let variable = segment.strip_prefix('$').filter(|name| {
        name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    });
    if let Some(name) = variable {
        return Some(name.to_ascii_lowercase());
    }
    let name = segment
        .strip_prefix(':')
        .or_else(|| inner("<", ">"))
        .or_else(|| inner("[", "]"))
        .or_else(|| inner("{{", "}}"))
        .or_else(|| inner("${", "}"))?;
    is_name(name).then(|| name.to_owned())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_path_gives_a_template() {
        let read = |text| target(text).map(|target| (target.server.unwrap_or_default(), target.path));
        let pair = |server: &str, path: &str| Some((server.to_owned(), path.to_owned()));
        assert_eq!(read("/api/v1/thread/{id}"), pair("", "/api/v1/thread/{id}"));
        assert_eq!(read("https://a.example/x/:id/?q=1#f"), pair("https://a.example", "/x/{id}/"));
        assert_eq!(read("HTTPS://{endpoint}/x/<id>"), pair("https://{endpoint}", "/x/{id}"));
        assert_eq!(read("/x/{{id}}/[part]/$NOTE_ID"), pair("", "/x/{id}/{part}/{note_id}"));
        assert_eq!(read("/x/$metadata/$1"), pair("", "/x/$metadata/$1"));
        assert_eq!(read("https://a.example"), pair("https://a.example", "/"));
        assert_eq!(read("thread"), None);
        assert_eq!(read("ftp://a/b"), None);
        assert_eq!(read("/a b"), None);
    }
}

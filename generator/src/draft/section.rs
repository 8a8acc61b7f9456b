//! Input: the words of headings, titles and names of fields. Output: the [`Section`] or [`Status`] that they name.
//! Invariant: a title that says nothing of sections or statuses gives none.

/// Where fields belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Path,
    Query,
    Header,
    Cookie,
    Body,
    Response,
    /// What proves who calls: headers, unless the field says otherwise.
    Authorization,
}

/// What a code block is a sample of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SampleRole {
    Request,
    Response,
}

/// A status as a title writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Status {
    key: String,
    written: String,
}

impl Status {
    /// `200`, `200 OK`, `4xx`, `default`, `Status 404`; `None` for any other text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let written = text.trim();
        let mut words = written.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut word = words.next()?;
        if matches!(word.to_ascii_lowercase().as_str(), "status" | "http" | "response" | "code" | "error") {
            word = words.next().filter(|word| word.len() == 3)?;
        }
        let key = status_key(word)?;
        Some(Self { key, written: written.to_owned() })
    }

    /// The status of a title, in digits or in words: `404`, `Not Found`, `Error`.
    pub(crate) fn of_title(title: &str) -> Option<Self> {
        let written = title.trim();
        let known = |key: &str| Self { key: key.to_owned(), written: written.to_owned() };
        spoken(written).map(known).or_else(|| Self::parse(written))
    }

    /// The status that a field's name is, where it is one and no name: `401`, `403 - not an admin`.
    pub(crate) fn of_field(name: &str) -> Option<Self> {
        let digits = name.trim().get(..3).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        Self::parse(name).filter(|_| digits)
    }

    /// `200`, `4XX` or `default`.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// As the page writes it.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }
}

/// The status that a title says in words. A failure of no certain status is what `default` documents.
fn spoken(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let phrase = lower.trim_end_matches(" error").trim_end_matches(" response");
    Some(match phrase {
        "bad request" | "validation" => "400",
        "unauthorized" | "unauthenticated" => "401",
        "payment required" => "402",
        "forbidden" => "403",
        "not found" => "404",
        "conflict" => "409",
        "unprocessable entity" | "unprocessable content" => "422",
        "too many requests" | "rate limited" | "rate limit exceeded" => "429",
        "internal server" | "internal" => "500",
        "service unavailable" => "503",
        _ if matches!(first, "error" | "errors" | "failure" | "failed")
            && !lower.contains(|c: char| c.is_ascii_digit()) =>
        {
            "default"
        }
        _ => return None,
    })
}

fn status_key(word: &str) -> Option<String> {
    if word.eq_ignore_ascii_case("default") {
        return Some("default".to_owned());
    }
    let mut chars = word.chars();
    let class = chars.next().filter(|c| ('1'..='5').contains(c))?;
    let rest: String = chars.collect();
    if rest.len() == 2 && rest.chars().all(|c| c.is_ascii_digit()) {
        Some(word.to_owned())
    } else if rest.eq_ignore_ascii_case("xx") {
        Some(format!("{class}XX"))
    } else {
        None
    }
}

impl Section {
    /// Whether what is listed there, whatever the words, is a parameter. Headers may just as well be of the answer.
    pub(crate) fn holds_parameters(self) -> bool {
        matches!(self, Self::Path | Self::Query)
    }

    /// The word that `inspect` prints.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header | Self::Authorization => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::Response => "response",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_read_from_titles() {
        let key = |text| Status::of_title(text).map(|status| status.key().to_owned());
        for (text, want) in [
            ("200", "200"),
            ("200 OK", "200"),
            ("404 - Not Found", "404"),
            ("4xx", "4XX"),
            ("default", "default"),
            ("Default", "default"),
            ("Status 404", "404"),
            ("Response 404", "404"),
            ("Error 500", "500"),
            ("Error", "default"),
            ("Error - no such draft", "default"),
            ("Failure Response", "default"),
            ("Not Found", "404"),
            ("Unauthorized", "401"),
        ] {
            assert_eq!(key(text).as_deref(), Some(want), "{text}");
        }
        for text in ["Success", "2000", "600", "v200", "", "200x", "Top 100 users", "Handling not found"] {
            assert_eq!(key(text), None, "{text}");
        }
    }

    #[test]
    fn a_fields_name_is_a_status_only_in_digits() {
        let key = |text| Status::of_field(text).map(|status| status.key().to_owned());
        assert_eq!(key("401 - AUTH_FAILURE").as_deref(), Some("401"));
        for name in ["errors", "default", "error", "4xx_count", "code", "2fa"] {
            assert_eq!(key(name), None, "{name}");
        }
    }

    #[test]
    fn sections_are_read_from_headings() {
        for (text, want) in [
            ("Path parameters", Some(Section::Path)),
            ("Body parameters", Some(Section::Body)),
            ("Request body", Some(Section::Body)),
            ("Response body", Some(Section::Response)),
            ("Responses", Some(Section::Response)),
            ("Query", Some(Section::Query)),
            ("Request Headers", Some(Section::Header)),
            ("Notes", None),
            ("How the body of a request is made up and sent", None),
        ] {
            assert_eq!(Section::parse(text), want, "{text}");
        }
    }
}

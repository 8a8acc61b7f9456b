//! Input: texts of project files that reach the model. Output: whether they may stand there.
//! Invariant: what gets through can be put into a request and into generated code as it is.

/// `text` as a base URL without a trailing slash; `None` where it is none that may stand in generated code.
pub(super) fn base_url(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or("");
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/%[]{}".contains(c);
    let well_formed = !host.is_empty() && !host.starts_with(':') && rest.chars().all(allowed);
    let stays = !rest.split('/').any(|segment| matches!(segment, "." | ".."));
    let port = host.rsplit_once(']').map_or(host, |(_, rest)| rest).rsplit_once(':').map(|(_, port)| port);
    let is_port = port.is_none_or(|port| port.contains('{') || matches!(port.parse::<u16>(), Ok(1..)));
    (well_formed && stays && is_port).then(|| text.trim_end_matches('/').to_owned())
}

/// Whether `text` can be a header's name; a query parameter is held to the same.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_holds_no_user_query_or_white_space() {
        assert_eq!(base_url("https://api.example.com/v1/").as_deref(), Some("https://api.example.com/v1"));
        for text in [
            "api.example.com",
            "https://",
            "https://u:p@h",
            "https://h/?x",
            "https://h/#x",
            "https://h /",
            "ftp://h",
            "https://h/../x",
            "https://h:65536",
            "https://h:x",
            "https://[::1]:0",
        ] {
            assert_eq!(base_url(text), None, "{text}");
        }
    }
}

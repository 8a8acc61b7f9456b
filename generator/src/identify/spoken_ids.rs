//! Input: method and path of an operation whose title is no name. Output: its id, as a person would say it.
//! Invariant: it follows from method and path alone, and has neither a version nor the name of a parameter in it.

use heck::ToSnakeCase;

use crate::identify::words::{self, Words};
use crate::schema::path::bare;

/// More words of a path than this are no name.
const MOST_SEGMENTS: usize = 3;

/// A literal segment of the path.
struct Part {
    words: Words,
    /// Whether a parameter says which of them.
    is_one: bool,
}

/// `DELETE /v1/campaigns/{id}/webhooks/{hook}` → `delete_campaign_webhook`; `None` for a path without a word.
pub(crate) fn spoken(method: &str, path: &str) -> Option<String> {
    let parts = parts(path);
    let (last, before) = parts.split_last()?;
    let is_verb = |part: &&Part| part.words.first().is_some_and(|word| words::is_verb(word));
    if is_verb(&last) && last.words.len() > 1 {
        return Some(last.words.concat().to_snake_case()).filter(|id| id.is_ascii());
    }
    let said = match method {
        "GET" if last.is_one || words::singular_of(&last.words) == last.words => vec!["get".to_owned(), all(&parts)],
        "GET" => vec!["list".to_owned(), all(&parts)],
        "POST" | "PUT" | "PATCH" if parts.iter().any(|part| is_verb(&part)) => {
            let at = parts.iter().rposition(|part| is_verb(&part)).unwrap_or_default();
            let (about, action) = parts.split_at(at);
            let about = if action.len() > 1 { None } else { about.last() };
            let many = ["List", "Search", "Export", "Import"];
            let is_of_many = last.words.first().is_some_and(|word| many.contains(&word.as_str()));
            let one = |part: &Part| if is_of_many { part.words.clone() } else { words::singular_of(&part.words) };
            vec![all(action), about.map(|part| one(part).concat()).unwrap_or_default()]
        }
        "POST" if !last.is_one => {
            let one = words::singular_of(&last.words);
            vec!["create".to_owned(), all(before), one.concat()]
        }
        "PUT" | "PATCH" => vec!["update".to_owned(), all(&parts)],
        "DELETE" => vec!["delete".to_owned(), all(&parts)],
        other => vec![other.to_lowercase(), all(&parts)],
    };
    let said: Vec<String> = said.iter().map(|words| words.to_snake_case()).filter(|words| !words.is_empty()).collect();
    Some(said.join("_")).filter(|id| id.is_ascii() && id.len() <= words::LONGEST_ID)
}

/// The last parts, each as one where a parameter says which.
fn all(parts: &[Part]) -> String {
    let parts = parts.get(parts.len().saturating_sub(MOST_SEGMENTS)..).unwrap_or_default();
    let words: Vec<Words> = parts
        .iter()
        .map(|part| if part.is_one { words::singular_of(&part.words) } else { part.words.clone() })
        .collect();
    words::joined(words.iter().map(Vec::as_slice)).concat()
}

fn parts(path: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for segment in bare(path).split('/').filter(|segment| !segment.is_empty()) {
        if segment.contains('{') {
            if let Some(part) = parts.last_mut() {
                part.is_one = true;
            }
        } else if !words::is_prefix(segment) {
            parts.push(Part { words: words::split(segment), is_one: false });
        }
    }
    parts.retain(|part| !part.words.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_without_a_title_is_called_as_a_person_would_say_it() {
        for (method, path, said) in [
            ("DELETE", "/v1/campaigns/{id}/webhooks/{hook}", "delete_campaign_webhook"),
            ("GET", "/v1/campaigns", "list_campaigns"),
            ("GET", "/api/v2/campaigns/{id}", "get_campaign"),
            ("GET", "/account", "get_account"),
            ("POST", "/campaigns", "create_campaign"),
            ("POST", "/campaigns/{id}/notes", "create_campaign_note"),
            ("POST", "/campaigns/{id}/pause", "pause_campaign"),
            ("POST", "/auth/v1/initiate/otp", "initiate_otp"),
            ("POST", "/transactions/list", "list_transactions"),
            ("POST", "/v1/assets/add-asset", "add_asset"),
            ("GET", "/v1/accounts/get-accounts", "get_accounts"),
            ("PATCH", "/campaigns/{id}", "update_campaign"),
            ("PUT", "/workspace/settings", "update_workspace_settings"),
            ("HEAD", "/files/{id}", "head_file"),
        ] {
            assert_eq!(spoken(method, path).as_deref(), Some(said), "{method} {path}");
        }
        assert_eq!(spoken("GET", "/v1/{id}"), None);
    }
}

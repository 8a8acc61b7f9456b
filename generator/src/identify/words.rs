//! Input: words of the pages: titles, path segments, field names. Output: names of the model: operation ids, type names.
//! Invariant: a name follows from what it stands for alone, never from the order of reading.

use deunicode::deunicode_char;
use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::schema::Type;
use crate::schema::path::{Piece, pieces};
use crate::schema::unseen::is_unseen;
use crate::shape::singular::singular;

/// Words with which names of actions begin.
const VERBS: &[&str] = &[
    "Abort",
    "Accept",
    "Activate",
    "Add",
    "Amend",
    "Analyze",
    "Approve",
    "Archive",
    "Authenticate",
    "Authorize",
    "Bulk",
    "Cancel",
    "Check",
    "Clone",
    "Complete",
    "Confirm",
    "Connect",
    "Create",
    "Deactivate",
    "Decline",
    "Decrease",
    "Delete",
    "Detect",
    "Disable",
    "Disconnect",
    "Discover",
    "Dismiss",
    "Download",
    "Edit",
    "Enable",
    "Enrich",
    "Estimate",
    "Export",
    "Fetch",
    "Find",
    "Generate",
    "Get",
    "Import",
    "Increase",
    "Initiate",
    "Join",
    "Leave",
    "List",
    "Merge",
    "Modify",
    "Pause",
    "Preview",
    "Publish",
    "Refresh",
    "Reject",
    "Remove",
    "Resend",
    "Reset",
    "Restore",
    "Resume",
    "Retrieve",
    "Retry",
    "Reveal",
    "Revoke",
    "Save",
    "Search",
    "Send",
    "Set",
    "Start",
    "Stop",
    "Submit",
    "Suggest",
    "Sync",
    "Trigger",
    "Unsubscribe",
    "Update",
    "Upload",
    "Validate",
    "Verify",
];

/// Operation ids are cut off here: files are called after them.
pub(crate) const LONGEST_ID: usize = 80;

/// `last_message` → `LastMessage`; whatever no identifier can hold falls away.
pub(crate) fn camel(text: &str) -> String {
    words(text).to_upper_camel_case()
}

/// The words of a name, each with a capital letter.
pub(crate) type Words = Vec<String>;

/// `last_message` → `Last`, `Message`.
pub(crate) fn split(text: &str) -> Words {
    let snake = words(text).to_snake_case();
    snake.split('_').filter(|word| !word.is_empty()).map(ToUpperCamelCase::to_upper_camel_case).collect()
}

/// The words for one of what the words name.
pub(crate) fn singular_of(words: &[String]) -> Words {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// The word for several of what a word names, where its ending leaves no doubt.
pub(crate) fn plural(word: &str) -> String {
    let before_y = word.strip_suffix('y').filter(|front| !front.ends_with(['a', 'e', 'i', 'o', 'u']));
    match before_y {
        Some(front) => format!("{front}ies"),
        None if singular(word) != word => word.to_owned(),
        None if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) => format!("{word}es"),
        None => format!("{word}s"),
    }
}

/// Whether a segment of a path is a version, or what every path has.
pub(crate) fn is_prefix(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    version || ["api", "rest", "json"].iter().any(|word| segment.eq_ignore_ascii_case(word))
}

/// Whether a word says what is done to something, and not what it is.
pub(crate) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
}

/// One name of several, from the outermost to the innermost; what two of them have in common stands there once.
pub(crate) fn joined<'a>(groups: impl IntoIterator<Item = &'a [String]>) -> Words {
    let mut all = Words::new();
    for group in groups {
        // One and several of a thing begin alike.
        let same =
            |(a, b): (&String, &String)| a == b || a.chars().next() == b.chars().next() && singular(a) == singular(b);
        let longest = group.len().min(all.len());
        let overlap = (1..=longest)
            .rev()
            .find(|count| all.get(all.len() - count..).unwrap_or_default().iter().zip(group).all(same));
        all.truncate(all.len() - overlap.unwrap_or_default());
        for word in group {
            if all.last() != Some(word) {
                all.push(word.clone());
            }
        }
    }
    all
}

/// The words that all of several names end with.
pub(crate) fn common_end<'a>(names: impl IntoIterator<Item = &'a [String]>) -> Words {
    let mut names = names.into_iter();
    let mut end = names.next().map(<[String]>::to_vec).unwrap_or_default();
    for name in names {
        let shared = end.iter().rev().zip(name.iter().rev()).take_while(|(a, b)| a == b).count();
        end.drain(..end.len() - shared);
    }
    end
}

/// The id of an operation: its title's words; `None` for a title that is no name.
pub(crate) fn operation_id(title: &str) -> Option<String> {
    let words = words(title);
    // Latin letters have a plain form; of other scripts the path says more than a transliteration.
    let id = words.chars().map(|c| if c < '\u{250}' { deunicode_char(c).unwrap_or("") } else { "\u{250}" });
    let id = id.collect::<String>().to_snake_case();
    let usable = id.is_ascii() && id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.len() <= 60;
    // “Send a message API” is what a site calls its page.
    let is_name = !["_api", "_endpoint", "_overview"].iter().any(|ending| id.ends_with(ending));
    (usable && is_name && !OF_GUIDES.contains(&id.as_str())).then_some(id)
}

/// What pages are called that tell of an API, and of no call of it.
const OF_GUIDES: &[&str] = &[
    "introduction",
    "overview",
    "quickstart",
    "quick_start",
    "getting_started",
    "get_started",
    "api_reference",
    "reference",
    "guide",
    "tutorial",
    "examples",
    "usage",
    "webhooks",
];

/// The words of a text: letters and digits, with spaces for what stands between them. What nobody sees parts no words.
fn words(text: &str) -> String {
    text.chars().filter(|c| !is_unseen(*c)).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
}

/// The id of an operation whose title another one has too: method, path, and what its parameters are called.
pub(crate) fn long_operation_id(method: &str, path: &str) -> String {
    whole_id(method, path, &|segment| !is_prefix(segment))
}

/// The same with the version: two may differ in that alone.
pub(crate) fn versioned_operation_id(method: &str, path: &str) -> String {
    whole_id(method, path, &|_| true)
}

fn whole_id(method: &str, path: &str, counts: &dyn Fn(&str) -> bool) -> String {
    let mut words = vec![method.to_lowercase()];
    for piece in pieces(path) {
        let (Piece::Literal(text) | Piece::Parameter(text)) = piece;
        let segments = text.split('/').filter(|segment| counts(segment));
        let parts = segments.flat_map(|segment| segment.split(|c: char| !c.is_ascii_alphanumeric()));
        words.extend(parts.filter(|word| !word.is_empty()).map(str::to_owned));
    }
    // It becomes a file's name, and a path may have any length.
    let id: String = words.join(" ").to_snake_case().chars().take(LONGEST_ID).collect();
    id.trim_end_matches('_').to_owned()
}

/// The name of a union's variant that holds a type.
pub(crate) fn of_type(ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Integer | Type::Unsigned => "Integer".to_owned(),
        Type::Number => "Number".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::Any => "Any".to_owned(),
        Type::Binary => "Binary".to_owned(),
        Type::Array(item) => format!("{}List", of_type(item)),
        Type::Map(value) => format!("{}Map", of_type(value)),
        Type::Nullable(inner) => of_type(inner),
        Type::Named(name) => camel(name),
    }
}

/// A text in letters and digits alone; two texts never have the same.
pub(crate) fn spelled(text: &str) -> String {
    let mut spelled = String::new();
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => spelled.push(c),
            'A'..='Z' => spelled.push_str(&format!("Upper{}", c.to_ascii_lowercase())),
            c => spelled.push_str(&format!("U{:x}", u32::from(c))),
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_called_after_their_title_or_their_whole_path() {
        let of = |title| operation_id(title);
        assert_eq!(of("Update thread").as_deref(), Some("update_thread"));
        assert_eq!(of("Größe ändern").as_deref(), Some("grosse_andern"));
        assert_eq!((of("更新"), of("2FA"), of("Send a message API"), of("")), (None, None, None, None));
        assert_eq!(long_operation_id("GET", "/v1/threads/{threadId}"), "get_threads_thread_id");
        assert_eq!(long_operation_id("GET", "/"), "get");
    }

    #[test]
    fn resources_are_singular_where_the_ending_leaves_no_doubt() {
        for (word, want) in [
            ("threads", "Thread"),
            ("thread", "Thread"),
            ("categories", "Category"),
            ("addresses", "Address"),
            ("statuses", "Status"),
            ("boxes", "Box"),
            ("status", "Status"),
            ("news", "News"),
            ("bus", "Bus"),
            ("user-groups", "UserGroup"),
            ("houses", "House"),
            ("topics", "Topic"),
            ("analytics", "Analytics"),
        ] {
            assert_eq!(singular_of(&split(word)).concat(), want, "{word}");
        }
    }
}

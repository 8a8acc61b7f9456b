//! Input: what a folder or api.toml calls an API. Output: a name that is a module, a feature and a file at once.
//! Invariant: a name holds nothing but `a-z`, `0-9` and `_`, and collides with nothing that the generated crate has itself.

/// Longest name: file systems and compilers take more, readers do not.
const MAX_LENGTH: usize = 64;

/// Features and modules of the generated crate, names of its dependencies, and device names that are no files on Windows.
const TAKEN: &[&str] = &[
    "alloc",
    "aux",
    "blocking",
    "bytes",
    "client",
    "con",
    "core",
    "default",
    "http",
    "jiff",
    "lib",
    "local",
    "main",
    "nul",
    "prn",
    "proc_macro",
    "reqwest",
    "runtime",
    "serde",
    "serde_json",
    "std",
    "test",
    "tracing",
    "transport",
];

/// Whether `name` can be an API's name.
pub fn is_api_name(name: &str) -> bool {
    name.len() <= MAX_LENGTH
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !is_taken(name)
}

/// Crates that the generated one depends on, or that Rust has of itself: with one of these names its code means another.
const CRATES: &[&str] = &[
    "alloc",
    "bytes",
    "core",
    "futures_core",
    "http",
    "http_body",
    "httpdate",
    "jiff",
    "proc_macro",
    "reqwest",
    "serde",
    "serde_json",
    "std",
    "test",
    "tokio",
    "tracing",
    "ureq",
];

/// Whether `name` can be that of the generated crate.
pub(crate) fn is_crate_name(name: &str) -> bool {
    let library = name.replace('-', "_");
    name.len() <= MAX_LENGTH
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && !CRATES.contains(&library.as_str())
        && syn::parse_str::<syn::Ident>(&library).is_ok()
}

/// A name made from a folder's; every text gives one.
pub(super) fn from_folder(folder: &str) -> String {
    let mut name = String::new();
    for c in folder.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    name.truncate(MAX_LENGTH - "api_".len());
    let name = name.trim_matches('_');
    if name.is_empty() {
        "api".to_owned()
    } else if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("api_{name}")
    } else if is_taken(name) {
        format!("{name}_api")
    } else {
        name.to_owned()
    }
}

/// A name for people, made from a folder's.
pub(super) fn title(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty()).map(|word| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_taken(name: &str) -> bool {
    let device = matches!(name.strip_prefix("com").or(name.strip_prefix("lpt")), Some(port) if port.len() == 1 && port.starts_with(|c: char| c.is_ascii_digit()));
    // Whatever the language reserves is no identifier to its parser either.
    device || TAKEN.contains(&name) || syn::parse_str::<syn::Ident>(name).is_err() && !starts_oddly(name)
}

fn starts_oddly(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folders_become_identifiers() {
        let cases = [
            ("algoreg", "algoreg"),
            ("Go-Chat API", "go_chat_api"),
            ("2fa", "api_2fa"),
            ("type", "type_api"),
            ("CON", "con_api"),
            ("com1", "com1_api"),
            ("..", "api"),
            ("--x--", "x"),
            ("runtime", "runtime_api"),
        ];
        for (folder, name) in cases {
            assert_eq!(from_folder(folder), name, "{folder}");
        }
    }

    #[test]
    fn titles_are_words() {
        assert_eq!(title("go_chat_2"), "Go Chat 2");
    }

    #[test]
    fn keywords_devices_and_our_own_modules_are_no_names() {
        for name in [
            "type",
            "self",
            "con",
            "com1",
            "runtime",
            "serde",
            "client",
            "transport",
            "Algoreg",
            "a-b",
            "",
            "../x",
            "a_",
        ] {
            assert!(!is_api_name(name), "{name}");
        }
        assert!(is_api_name("algoreg"));
    }

    proptest! {
        #[test]
        fn every_folder_gives_a_name(folder in ".*") {
            prop_assert!(is_api_name(&from_folder(&folder)));
        }
    }
}

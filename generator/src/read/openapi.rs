//! Input: a code fence that holds an OpenAPI document, in YAML or JSON. Output: its [`Fence`] line, and the document as
//! [`Json`], every value with its place on the page.
//! Invariant: size, depth and aliases have limits; a document beyond them is an error, never a hang.

use crate::read::json::{self, Json, JsonError};
use crate::read::page::CodeBlock;
use crate::read::yaml;
use crate::schema::method::is_method;
use crate::source::FileId;

/// What the opening line of a fence names: `yaml [SPEC] METHOD PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// The document's file or URL, where the line names one.
    pub spec: Option<String>,
    /// Upper case.
    pub method: String,
    /// As written.
    pub path: String,
}

/// An OpenAPI document of an API's folder.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path inside the folder, with `/` between parts.
    pub path: String,
    /// Its text.
    pub file: FileId,
    /// What it says.
    pub json: Json,
}

/// What a page says that it documents out of an OpenAPI document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The document as it is named; `None` where the page leaves it to the site.
    pub document: Option<String>,
    /// What is meant in it.
    pub subject: Subject,
}

/// A part of an OpenAPI document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An operation.
    Operation {
        /// Upper case.
        method: String,
        /// As written.
        path: String,
    },
    /// A webhook, by name.
    Webhook(String),
}

/// Reads `[FILE] METHOD /path` or `[FILE] webhook NAME`; `None` where it is neither.
pub fn reference(text: &str) -> Option<Reference> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_verb = |word: &&str| is_method(word) || word.eq_ignore_ascii_case("webhook");
    let at = words.iter().position(is_verb).filter(|at| *at <= 1)?;
    let (verb, rest) = (words.get(at)?, words.get(at + 1..)?);
    let subject = match (verb.eq_ignore_ascii_case("webhook"), rest) {
        (_, []) => return None,
        (true, name) => Subject::Webhook(name.join(" ")),
        (false, [path]) => Subject::Operation { method: verb.to_ascii_uppercase(), path: (*path).to_owned() },
        (false, _) => return None,
    };
    let document = at.checked_sub(1).and_then(|before| words.get(before)).map(|word| (*word).to_owned());
    Some(Reference { document, subject })
}

/// The path inside an API's folder that a site or a page gives for a document.
pub fn local(path: &str) -> &str {
    path.trim().trim_start_matches("./").trim_start_matches('/')
}

/// Which of `paths` is the document that a page or a site names: the path itself, else the first that holds the name, which
/// may leave out folders and ending.
pub fn meant<'a>(name: &str, mut paths: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let name = local(name);
    let holds = |path: &&str| !name.is_empty() && path.contains(name);
    paths.clone().find(|path| *path == name).or_else(|| paths.find(holds))
}

/// A part of a reference without its percent escapes. What they spell is text, or stays as it is written.
pub fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escaped = behind.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match escaped.filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit())) {
            Some(digits) => {
                bytes.push(u8::from_str_radix(digits, 16).unwrap_or(b'%'));
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Whether a text looks like an OpenAPI document, in JSON or YAML. Read in full it may still be none.
pub fn is_document(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let version = |rest: &str| {
        let value = rest.trim_start().strip_prefix(':').map(|rest| rest.trim_start().trim_start_matches(['"', '\'']));
        value.is_some_and(|value| value.starts_with(|c: char| c.is_ascii_digit()))
    };
    let begins = |text: &str, key: &str| text.strip_prefix(key).is_some_and(version);
    if text.starts_with('{') {
        let keys = ["\"openapi\"", "\"swagger\""];
        return keys
            .iter()
            .any(|key| text.match_indices(key).any(|(at, _)| text.get(at..).is_some_and(|text| begins(text, key))));
    }
    let keys = ["openapi", "\"openapi\"", "'openapi'", "swagger"];
    text.lines().any(|line| keys.iter().any(|key| begins(line, key)))
}

/// Whether an info string is that of an exported OpenAPI document: `yaml [SPEC] METHOD PATH`.
pub fn is_fence_info(info: &str) -> bool {
    let mut words = info.split_whitespace();
    let language = words.next().unwrap_or("");
    let words: Vec<&str> = words.take(3).collect();
    let operation = |method: &&str, path: &&str| is_method(method) && path.starts_with('/');
    matches!(language, "yaml" | "yml" | "json")
        && match words.as_slice() {
            [method, path] => operation(method, path),
            [first, second, third] => operation(second, third) || operation(first, second),
            _ => false,
        }
}

/// The operation that an info string names; `None` where the fence holds no OpenAPI document.
pub fn fence(info: &str) -> Option<Fence> {
    if !is_fence_info(info) {
        return None;
    }
    let words: Vec<&str> = info.split_whitespace().skip(1).collect();
    let at = words
        .windows(2)
        .position(|pair| matches!(pair, [method, path] if is_method(method) && path.starts_with('/')))?;
    let spec = at.checked_sub(1).and_then(|before| words.get(before)).map(|word| (*word).to_owned());
    Some(Fence { spec, method: words.get(at)?.to_ascii_uppercase(), path: (*words.get(at + 1)?).to_owned() })
}

/// Reads the document of a fence.
pub fn parse(block: &CodeBlock) -> Result<Json, JsonError> {
    document(&block.text, block.span.file, block.span.start as usize)
}

/// Reads a document that begins at `offset` of a file. JSON is told by its first character.
pub fn document(text: &str, file: FileId, offset: usize) -> Result<Json, JsonError> {
    let bare = text.trim_start_matches('\u{feff}');
    let (text, offset) = (bare, offset + text.len() - bare.len());
    if text.trim_start().starts_with('{') {
        return json::parse_document(text, file, offset);
    }
    yaml::parse(text, file, offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn an_openapi_fence_names_its_operation() {
        for info in
            ["yaml GET /a", "yaml api.yaml post /a", "yaml https://a.b/c.json delete /a", "yml get /a theme={null}"]
        {
            assert!(is_fence_info(info), "{info}");
        }
        for info in ["yaml", "yaml asyncapi.yaml channel", "bash GET /a", "yaml GET"] {
            assert!(!is_fence_info(info), "{info}");
        }
    }

    #[test]
    fn the_opening_line_names_the_operation() {
        let of = |info| fence(info).map(|fence| (fence.spec, fence.method, fence.path));
        let want = |spec: Option<&str>, method: &str, path: &str| {
            Some((spec.map(str::to_owned), method.to_owned(), path.to_owned()))
        };
        assert_eq!(of("yaml POST /a"), want(None, "POST", "/a"));
        assert_eq!(of("yaml /api.yaml put /a/{b} theme={null}"), want(Some("/api.yaml"), "PUT", "/a/{b}"));
        assert_eq!(of("json get /a"), want(None, "GET", "/a"));
        assert_eq!(of("yaml asyncapi.yaml ticker"), None);
    }

    #[test]
    fn pages_name_operations_and_webhooks() {
        let of = |text| reference(text).map(|reference| (reference.document, reference.subject));
        let get = Subject::Operation { method: "GET".into(), path: "/a".into() };
        assert_eq!(of("get /a"), Some((None, get.clone())));
        assert_eq!(of("/specs/x.yaml GET /a"), Some((Some("/specs/x.yaml".into()), get)));
        assert_eq!(of("x.json webhook bell rung"), Some((Some("x.json".into()), Subject::Webhook("bell rung".into()))));
        assert_eq!(of("webhook bell"), Some((None, Subject::Webhook("bell".into()))));
        for text in ["x.json", "GET", "GET /a /b", "a b GET /a", "webhook", ""] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn escapes_of_references_are_text() {
        for (text, want) in
            [("Storage%20Box", "Storage Box"), ("R%C3%A9", "Ré"), ("100%", "100%"), ("%zz%4", "%zz%4"), ("%ff", "%ff")]
        {
            assert_eq!(unescaped(text), want);
        }
    }

    #[test]
    fn documents_may_be_named_in_short() {
        let of = |name| meant(name, ["specs/billing.v2.yaml", "specs/billing.yaml", "tills.json"].into_iter());
        assert_eq!(of("/specs/billing.yaml"), Some("specs/billing.yaml"));
        assert_eq!(of("billing.yaml"), Some("specs/billing.yaml"));
        assert_eq!(of("billing"), Some("specs/billing.v2.yaml"));
        assert_eq!(of("tills"), Some("tills.json"));
        for none in ["", "/", "bills", "specs/tills.json"] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn documents_are_told_by_their_first_keys() {
        for text in [
            "{\"openapi\": \"3.1.0\"}",
            "{\n  \"info\": {},\n  \"openapi\" : \"3.0.0\"}",
            "# x\nopenapi: 3.0.1",
            "swagger: '2.0'",
        ] {
            assert!(is_document(text), "{text}");
        }
        for text in [
            "{\"name\": \"openapi\"}",
            "api:\n  openapi: x.json",
            "openapis: 1",
            "{\"openapi\": \"a.json\"}",
            "",
            "asyncapi: 3.0.0",
        ] {
            assert!(!is_document(text), "{text}");
        }
    }

    #[test]
    fn values_of_yaml_know_their_place() {
        let mut sources = SourceMap::new();
        let text = "a:\n  - &x {b: 1.10}\n  - *x\n200: \"no\"\nyes: no\n";
        let file = sources.add("p.md", "p.md", text);
        let json = document(text, file, 0).unwrap();
        assert_eq!(json.to_value(), serde_json::json!({"a": [{"b": 1.1}, {"b": 1.1}], "200": "no", "yes": "no"}));
        let json::JsonKind::Object(members) = &json.kind else { panic!("an object") };
        assert_eq!(sources.text(members[1].0.span), "200");
        assert_eq!(sources.position(members[1].1.span).line, 4);
    }

    #[test]
    fn bombs_and_depth_are_errors_with_a_place() {
        let mut sources = SourceMap::new();
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = format!("*a{}, ", level - 1).repeat(9);
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
        }
        let file = sources.add("p.md", "p.md", bomb.as_str());
        assert!(document(&bomb, file, 0).is_err());
        let deep = "[".repeat(100_000);
        let file = sources.add("q.md", "q.md", deep.as_str());
        assert!(document(&deep, file, 0).is_err());
    }
}

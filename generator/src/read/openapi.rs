//! Input: a code fence that holds an OpenAPI document, in YAML or JSON. Output: its [`Fence`] line, and the document as
//! [`Json`], every value with its place on the page.
//! Invariant: size, depth and aliases have limits; a document beyond them is an error, never a hang.

use crate::read::detect::{is_method, is_openapi_info};
use crate::read::json::{self, Json, JsonError};
use crate::read::page::CodeBlock;
use crate::read::yaml;
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

/// The operation that an info string names; `None` where the fence holds no OpenAPI document.
pub fn fence(info: &str) -> Option<Fence> {
    if !is_openapi_info(info) {
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
    if text.trim_start().starts_with('{') {
        return json::parse(text, file, offset);
    }
    yaml::parse(text, file, offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

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

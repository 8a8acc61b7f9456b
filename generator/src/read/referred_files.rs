//! Input: an OpenAPI document, and the folder that it stands in. Output: the same document, whole: the files that its
//! references lead to stand in it, and the references lead there.
//! Invariant: nothing outside the API's folder is opened, each file once; a reference that leads nowhere else stays as it
//! is written.

use std::collections::BTreeMap;

use crate::source::{SourceMap, Spanned};

use super::decode;
use super::json::{Json, JsonKind};
use super::openapi;
use super::snippets::Files;

/// The member of a document under which the files stand that it refers to.
pub(crate) const FILES: &str = "x-fieldstone-files";

/// Files beyond this many, or beyond so many bytes in all, are not read.
const MAX_FILES: usize = 2_000;
const MAX_BYTES: usize = 64 << 20;

/// Brings the files that a document refers to into it. `path` is the document's own inside the folder.
///
/// Gives the paths of those files.
pub(crate) fn bring_in(json: &mut Json, path: &str, texts: &dyn Files, sources: &mut SourceMap) -> Vec<String> {
    let mut referred = Referred { main: path, texts, sources, files: BTreeMap::new(), open: Vec::new(), bytes: 0 };
    referred.lead(json, path, Around::Keywords);
    let mut whole: Vec<(Spanned<String>, Json)> = Vec::new();
    while let Some((path, mut file)) = referred.open.pop() {
        referred.lead(&mut file, &path, Around::Keywords);
        whole.push((Spanned::new(path, file.span), file));
    }
    if let (JsonKind::Object(members), false) = (&mut json.kind, whole.is_empty()) {
        members.retain(|(name, _)| name.value != FILES);
        members
            .push((Spanned::new(FILES.to_owned(), json.span), Json { kind: JsonKind::Object(whole), span: json.span }));
    }
    referred.files.into_iter().filter_map(|(path, is_there)| is_there.then_some(path)).collect()
}

/// What the names of an object's members are.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    /// Words of the specification.
    Keywords,
    /// Names that the document gives.
    Names,
}

struct Referred<'a> {
    main: &'a str,
    texts: &'a dyn Files,
    sources: &'a mut SourceMap,
    /// Whether each file that was asked for is there.
    files: BTreeMap<String, bool>,
    /// Those whose own references are not led yet.
    open: Vec<(String, Json)>,
    bytes: usize,
}

impl Referred<'_> {
    /// Leads the references of a file, which stands at `path`.
    fn lead(&mut self, json: &mut Json, path: &str, around: Around) {
        match &mut json.kind {
            JsonKind::Array(items) => items.iter_mut().for_each(|item| self.lead(item, path, Around::Keywords)),
            JsonKind::Object(members) => {
                for (name, value) in members {
                    match (around, name.value.as_str()) {
                        (Around::Keywords, "$ref") => self.pointer(value, path),
                        // Values are no words of the document: whatever looks like a reference in them is none.
                        (Around::Keywords, "example" | "default" | "const" | "enum" | "value") => {}
                        (Around::Keywords, "mapping") => {
                            if let JsonKind::Object(leads) = &mut value.kind {
                                leads.iter_mut().for_each(|(_, to)| self.pointer(to, path));
                            }
                        }
                        (
                            Around::Keywords,
                            "properties" | "patternProperties" | "$defs" | "definitions" | "schemas" | "responses"
                            | "parameters" | "requestBodies" | "headers" | "callbacks" | "paths" | "pathItems"
                            | "content" | "examples",
                        ) => self.lead(value, path, Around::Names),
                        _ => self.lead(value, path, Around::Keywords),
                    }
                }
            }
            _ => {}
        }
    }

    /// Leads one reference.
    fn pointer(&mut self, value: &mut Json, path: &str) {
        let JsonKind::String(text) = &value.kind else { return };
        let (file, pointer) = text.split_once('#').unwrap_or((text, ""));
        // A bare word of a mapping is the name of a schema.
        let is_bare = file == text && !file.contains(['/', '.']);
        if text.contains("://") || is_bare && !file.is_empty() {
            return;
        }
        let target = if file.is_empty() { Some(path.to_owned()) } else { beside(path, &openapi::unescaped(file)) };
        let Some(target) = target else { return };
        if target == self.main {
            if path != self.main || !file.is_empty() {
                value.kind = JsonKind::String(format!("#{pointer}"));
            }
        } else if self.has(&target) {
            let escaped = target.replace('%', "%25").replace('~', "~0").replace('/', "~1");
            value.kind = JsonKind::String(format!("#/{FILES}/{escaped}{}", pointer.trim_end_matches('/')));
        }
    }

    /// Whether a file is there; it is read when it is asked for first.
    fn has(&mut self, path: &str) -> bool {
        if let Some(known) = self.files.get(path) {
            return *known;
        }
        let read = self.read(path);
        let is_there = read.is_some();
        self.open.extend(read.map(|json| (path.to_owned(), json)));
        self.files.insert(path.to_owned(), is_there);
        is_there
    }

    fn read(&mut self, path: &str) -> Option<Json> {
        if self.files.len() >= MAX_FILES || self.bytes >= MAX_BYTES {
            return None;
        }
        let text = self.texts.open(path).ok()?;
        self.bytes += text.bytes.len();
        let (words, _) = decode(text.bytes);
        let file = self.sources.add(text.shown, text.page, words.clone());
        openapi::document(&words, file, 0).ok()
    }
}

/// The path of a file that stands beside another; `None` where it leads out of the folder.
fn beside(path: &str, file: &str) -> Option<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    let from = if file.starts_with('/') { "" } else { folder };
    for part in from.split('/').chain(file.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::snippets::{FileText, Refusal};

    struct Folder;

    impl Files for Folder {
        fn open(&self, path: &str) -> Result<FileText, Refusal> {
            let text = match path {
                "parts/pot a.yaml" => {
                    "type: object\nproperties: {lid: {$ref: './lids.yaml#/Lid'}, main: {$ref: '../api.yaml#/a'}}"
                }
                "parts/lids.yaml" => "Lid: {allOf: [{$ref: '#/Base'}]}\nBase: {type: object}",
                _ => return Err(Refusal::Missing),
            };
            Ok(FileText { shown: path.to_owned(), page: path.to_owned(), bytes: text.as_bytes().to_vec() })
        }
    }

    #[test]
    fn files_inside_the_folder_are_brought_in_and_nothing_else() {
        let text = "a: {$ref: 'parts/pot%20a.yaml'}\nb: {$ref: '../../etc/x.yaml'}\nc: {$ref: 'https://a.example/x.yaml'}\n\
                    d: {example: {$ref: 'parts/lids.yaml'}}\ne: {properties: {example: {$ref: parts/lids.yaml#/Lid}}}\n";
        let mut sources = SourceMap::new();
        let file = sources.add("api.yaml", "api.yaml", text);
        let mut json = openapi::document(text, file, 0).unwrap();
        bring_in(&mut json, "api.yaml", &Folder, &mut sources);
        let value = json.to_value();
        let at = |pointer: &str| value.pointer(pointer).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        assert_eq!(at("/a/$ref"), "#/x-fieldstone-files/parts~1pot a.yaml");
        assert_eq!(at("/b/$ref"), "../../etc/x.yaml");
        assert_eq!(at("/c/$ref"), "https://a.example/x.yaml");
        assert_eq!(at("/d/example/$ref"), "parts/lids.yaml");
        assert_eq!(at("/e/properties/example/$ref"), "#/x-fieldstone-files/parts~1lids.yaml/Lid");
        let pot = "/x-fieldstone-files/parts~1pot a.yaml/properties";
        assert_eq!(at(&format!("{pot}/lid/$ref")), "#/x-fieldstone-files/parts~1lids.yaml/Lid");
        assert_eq!(at(&format!("{pot}/main/$ref")), "#/a");
        assert_eq!(
            at("/x-fieldstone-files/parts~1lids.yaml/Lid/allOf/0/$ref"),
            "#/x-fieldstone-files/parts~1lids.yaml/Base"
        );
    }
}

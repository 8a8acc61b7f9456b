//! Input: the text of a page. Output: the format it is in.
//! Invariant: the content decides, never the name of the file.

use crate::read::page::Format;
use crate::schema::method::is_method;

/// The format of `text`.
pub fn detect(text: &str) -> Format {
    let text = text.trim_start_matches('\u{feff}');
    // Most pages are told by their first lines; only the others are looked through line by line.
    let has = |needle: &str| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
    let maybe_openapi = has("# OpenAPI");
    if !maybe_openapi && has_own_frontmatter(text) {
        return Format::Mdx;
    }
    if !maybe_openapi && has("```") && !has("import ") && !has("export ") {
        return Format::Export;
    }
    let marks = Marks::of(text);
    if marks.openapi_fence {
        Format::OpenapiExport
    } else if marks.frontmatter || marks.imports {
        Format::Mdx
    } else if marks.components == 0 && marks.shown >= 2 && marks.fences == 0 {
        Format::Rendered
    } else if marks.components > 0 || marks.fences > 0 || marks.headings > 0 || marks.shown == 0 {
        Format::Export
    } else {
        Format::Rendered
    }
}

/// Whether an info string is that of an exported OpenAPI document: `yaml [SPEC] METHOD PATH`.
pub fn is_openapi_info(info: &str) -> bool {
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

#[derive(Default)]
struct Marks {
    frontmatter: bool,
    /// `import` and `export` statements: only sources have them.
    imports: bool,
    openapi_fence: bool,
    components: usize,
    fences: usize,
    headings: usize,
    /// Lines that only a browser shows.
    shown: usize,
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self { frontmatter: has_own_frontmatter(text), ..Self::default() };
        let mut openapi_heading = false;
        let mut fence: Option<&str> = None;
        for line in text.lines() {
            let line = line.trim();
            let run = line.trim_start_matches(['`', '~']);
            let marker = line.get(..line.len() - run.len()).unwrap_or("");
            if let Some(open) = fence {
                if run.is_empty() && marker.starts_with(open) {
                    fence = None;
                }
                continue;
            }
            if marker.len() >= 3 && !run.contains('`') {
                fence = Some(marker);
                marks.fences += 1;
                marks.openapi_fence |= openapi_heading && is_openapi_info(run);
                openapi_heading = false;
            } else {
                openapi_heading |= line.starts_with('#') && line.trim_start_matches('#').trim() == "OpenAPI";
                marks.line(line);
            }
        }
        marks
    }

    fn line(&mut self, line: &str) {
        self.headings += usize::from(line.starts_with("# ") || line.starts_with("## "));
        self.components += line.match_indices('<').filter(|(at, _)| opens_component(line.get(at + 1..))).count();
        self.imports |= line.starts_with("import ") && line.contains(" from ") && line.contains(['"', '\'']);
        self.imports |= line.starts_with("export const ") || line.starts_with("export default ");
        self.shown += usize::from(is_shown(line));
    }
}

fn opens_component(after: Option<&str>) -> bool {
    const COMPONENTS: [&str; 12] = [
        "ParamField",
        "ResponseField",
        "Expandable",
        "Tab",
        "Tabs",
        "RequestExample",
        "ResponseExample",
        "Accordion",
        "CodeGroup",
        "Note",
        "Card",
        "Param",
    ];
    let name = after.unwrap_or("").split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    COMPONENTS.contains(&name)
}

/// Lines that stand on a page as a browser shows it, and nowhere else.
fn is_shown(line: &str) -> bool {
    const WHOLE: [&str; 22] = [
        "Skip to main content",
        "Copy page",
        "CopyAsk AI",
        "Ask AI",
        "Try it",
        "Powered by Mintlify",
        "Suggest edits",
        "Raise issue",
        "Show child attributes",
        "Hide child attributes",
        "Was this page helpful?",
        "YesNo",
        "required",
        "string",
        "integer",
        "boolean",
        "number",
        "object",
        "path",
        "body",
        "query",
        "application/json",
    ];
    const BEGIN: [&str; 5] =
        ["Available options:", "Required range:", "Was this page helpful?", "default:", "Last modified on"];
    const END: [&str; 4] = ["Try it", "stringrequired", "integerrequired", "requiredResponse body"];
    WHOLE.contains(&line)
        || BEGIN.iter().any(|begin| line.starts_with(begin))
        || END.iter().any(|end| line.len() > end.len() && line.ends_with(end))
        || is_method_line(line)
}

/// `GET`, `GET /v1/items` or `GET/v1/items` as a line of its own.
fn is_method_line(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let method = line.strip_suffix(rest).unwrap_or("");
    let path = rest.trim_start();
    is_method(method) && (path.is_empty() || path.starts_with('/') && !path.contains(' '))
}

/// Whether the page has a frontmatter that its author wrote, and not a mirror.
fn has_own_frontmatter(text: &str) -> bool {
    const MIRROR: [&str; 8] = ["url", "source", "source_url", "lastmod", "fetched", "fetched_at", "updated", "date"];
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty() || line.starts_with("# Source:"));
    if lines.next().map(str::trim_end) != Some("---") {
        return false;
    }
    let mut own = false;
    for line in lines {
        if line.trim_end() == "---" {
            return own;
        }
        let key = line.split_once(':').map(|(key, _)| key);
        own |= key.is_some_and(|key| !key.starts_with([' ', '#']) && !MIRROR.contains(&key));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_names_the_format() {
        let cases = [
            ("---\ntitle: A\napi: GET /a\n---\n", Format::Mdx),
            ("import A from '/a.mdx'\n\n<A />\n", Format::Mdx),
            ("export const A = 1\n", Format::Mdx),
            ("---\nurl: https://a.b\n---\n# A\n\n<ParamField body=\"a\" />\n", Format::Export),
            ("# A\n\n> B\n\n```js\nimport a from 'b'\n```\n", Format::Export),
            (
                "---\nurl: x\n---\n# A\n\n## OpenAPI\n\n````yaml api.yaml get /a\nopenapi: 3.0.0\n````\n",
                Format::OpenapiExport,
            ),
            ("# A\n\n## OpenAPI\n\nSee ```yaml GET /a```.\n", Format::Export),
            ("Copy page\nGet it\nGET/v1/itTry it\nAuthorizations\nid\nstring\nrequired\n", Format::Rendered),
            ("Some words.\n", Format::Export),
        ];
        for (text, format) in cases {
            assert_eq!(detect(text), format, "{text}");
        }
    }

    #[test]
    fn an_openapi_fence_names_its_operation() {
        for info in
            ["yaml GET /a", "yaml api.yaml post /a", "yaml https://a.b/c.json delete /a", "yml get /a theme={null}"]
        {
            assert!(is_openapi_info(info), "{info}");
        }
        for info in ["yaml", "yaml asyncapi.yaml channel", "bash GET /a", "yaml GET"] {
            assert!(!is_openapi_info(info), "{info}");
        }
    }
}

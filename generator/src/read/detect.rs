//! Input: the text of a page. Output: the format it is in, which says who reads it and how strong its claims are.
//! Invariant: the content decides, never the name of the file, and it decides once.

use crate::read::bytes;
use crate::read::openapi::is_fence_info;
use crate::read::page::Format;
use crate::read::rendered;

/// The format of `text`.
pub fn detect(text: &str) -> Format {
    if rendered::looks_rendered(text) {
        return Format::Rendered;
    }
    match markup(text) {
        // Without markup of any kind it is no export either, and the reader of rendered pages says so.
        Format::Export if rendered::is_plain(text) => Format::Rendered,
        format => format,
    }
}

/// The format of a text that has markup, and is brought in as such.
pub(super) fn markup(text: &str) -> Format {
    let text = text.trim_start_matches('\u{feff}');
    // Most pages are told by their first lines; only the others are looked through line by line.
    let has = |needle: &str| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
    let maybe_openapi = has("# OpenAPI");
    if !maybe_openapi && has_own_frontmatter(text) {
        return Format::Mdx;
    }
    if !maybe_openapi && !has("import ") && !has("export ") {
        return Format::Export;
    }
    let marks = Marks::of(text);
    if marks.openapi_fence {
        Format::OpenapiExport
    } else if marks.imports || has_own_frontmatter(text) {
        Format::Mdx
    } else {
        Format::Export
    }
}

#[derive(Default)]
struct Marks {
    /// `import` and `export` statements: only sources have them.
    imports: bool,
    openapi_fence: bool,
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let mut openapi_heading = false;
        let mut fence: Option<&str> = None;
        for line in bytes::lines(text).map(str::trim) {
            if marks.openapi_fence {
                break;
            }
            let run = line.trim_start_matches(['`', '~']);
            let marker = line.get(..line.len() - run.len()).unwrap_or("");
            if let Some(open) = fence {
                if run.is_empty() && marker.starts_with(open) {
                    fence = None;
                }
            } else if marker.len() >= 3 && !run.contains('`') {
                fence = Some(marker);
                marks.openapi_fence |= openapi_heading && is_fence_info(run);
                openapi_heading = false;
            } else {
                openapi_heading |= line.starts_with('#') && line.trim_start_matches('#').trim() == "OpenAPI";
                marks.imports |= is_statement(line);
            }
        }
        marks
    }
}

fn is_statement(line: &str) -> bool {
    line.starts_with("import ") && line.contains(" from ") && line.contains(['"', '\''])
        || line.starts_with("export const ")
        || line.starts_with("export default ")
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
    use crate::diagnostics::Diagnostics;
    use crate::source::SourceMap;

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
            ("Some words.\n", Format::Rendered),
        ];
        for (text, format) in cases {
            assert_eq!(detect(text), format, "{text}");
            let mut sources = SourceMap::new();
            let file = sources.add("p.md", "p.md", text);
            let (page, _) = crate::read::read(&sources, file, &mut Diagnostics::new());
            assert_eq!(page.format, format, "{text}");
        }
    }
}

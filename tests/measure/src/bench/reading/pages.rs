//! Input: nothing. Output: pages like those of real sites, one of each kind.
//! Invariant: each has more bytes than the least that memory is measured for.

/// Names of files, with their texts.
pub(super) fn made() -> [(&'static str, String); 4] {
    [("fields.mdx", fields()), ("words.mdx", words()), ("samples.mdx", samples()), ("document.md", document())]
}

fn head(title: &str) -> String {
    format!(
        "---\ntitle: \"{title}\"\napi: \"POST https://api.a.example/{title}\"\nkeywords: [\"{title}\", \"api\"]\n---\n\n"
    )
}

fn times(head: String, n: usize, part: impl Fn(usize) -> String) -> String {
    std::iter::once(head).chain((0..n).map(part)).collect()
}

fn fields() -> String {
    times(head("fields"), 120, |at| {
        format!(
            "<ParamField body=\"field_{at}\" type=\"string\" required>\n  The `field_{at}` of it. One of `a`, `b` and \
             `c`.\n</ParamField>\n\n<ResponseField name=\"answer_{at}\" type=\"object\">\n  What comes.\n  <Expandable \
             title=\"members\">\n    <ResponseField name=\"id\" type=\"integer\">Its **id**.</ResponseField>\n  \
             </Expandable>\n</ResponseField>\n\n"
        )
    })
}

fn words() -> String {
    times(head("words"), 60, |at| {
        format!(
            "## Part {at}\n\nA paragraph of [words](/of/{at}) that goes on for some time,\nwith `code` and *more* words.\n\n\
             <Note>\n  - It is **important**\n  - and so is `this`\n</Note>\n\n| Name | Type | Description |\n|---|---|---|\n| \
             `a_{at}` | string | Of a row |\n\n"
        )
    })
}

fn samples() -> String {
    times(head("samples"), 40, |at| {
        format!(
            "<RequestExample>\n```bash cURL\ncurl -X POST https://api.a.example/samples \\\n  -H 'Authorization: Bearer \
             token' \\\n  -d '{{\"name\": \"n{at}\"}}'\n```\n</RequestExample>\n\n```json 200\n{{\n  \"id\": {at},\n  \
             \"name\": \"n{at}\",\n  \"tags\": [\"a\", \"b\"]\n}}\n```\n\n"
        )
    })
}

fn document() -> String {
    let head = "> ## Documentation Index\n> See https://docs.a.example/llms.txt\n\n# A thing\n\n> Of a document.\n\n## \
                OpenAPI\n\n````yaml openapi.yaml post /things\nopenapi: 3.0.0\ncomponents:\n  schemas:\n";
    let schemas = times(head.to_owned(), 200, |at| {
        format!("    Thing{at}:\n      type: object\n      properties:\n        id:\n          type: integer\n")
    });
    format!("{schemas}````\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_long_enough_to_be_measured() {
        for (name, text) in made() {
            assert!(text.len() > 8 << 10, "{name}: {}", text.len());
        }
    }
}

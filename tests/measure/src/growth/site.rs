//! Input: a number. Output: a site of as many pages, each an operation as vendors document them.
//! Invariant: of about seven types a page, some are shared by a resource, some by all, and most are the page's own.

use super::construct::{Files, lines, page};

/// Pages of resources: of each five operations.
pub(super) fn site(n: usize) -> Files {
    let mut files = (0..n).map(one).collect::<Files>();
    files.push(("api.toml".to_owned(), "docs = \"https://docs.a.example\"\n".to_owned()));
    files
}

fn one(at: usize) -> (String, String) {
    let word = word(at / 5);
    let id = format!("{word}_id");
    let (method, path) = match at % 5 {
        0 => ("GET", format!("/{word}s")),
        1 => ("POST", format!("/{word}s")),
        2 => ("GET", format!("/{word}s/{{{id}}}")),
        3 => ("PATCH", format!("/{word}s/{{{id}}}")),
        _ => ("POST", format!("/{word}s/{{{id}}}/settle")),
    };
    let mut body = String::new();
    if path.contains('{') {
        body.push_str(&format!("<ParamField path=\"{id}\" type=\"string\" required>Which {word}.</ParamField>\n\n"));
    }
    body.push_str(&sent(method, at, &word));
    body.push_str(&received(at, &word));
    body.push_str(&example(at, &word));
    page(&format!("{word}s/call{}.mdx", at % 5), &format!("{method} https://api.a.example/v1{path}"), &body)
}

/// A word of letters alone for a number.
fn word(mut at: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru"];
    let mut word = "th".to_owned();
    loop {
        word.push_str(SYLLABLES.get(at % 10).copied().unwrap_or_default());
        at /= 10;
        if at == 0 {
            return word;
        }
    }
}

fn sent(method: &str, at: usize, word: &str) -> String {
    let place = if method == "GET" { "query" } else { "body" };
    let mut fields = lines(5, |nth| {
        let ty = ["string", "integer", "boolean", "string[]", "number"].get(nth).copied().unwrap_or("string");
        format!("<ParamField {place}=\"{}\" type=\"{ty}\">The {nth}th of {word}.</ParamField>\n", field(nth))
    });
    if place == "body" {
        fields.push_str(&format!(
            "\n<ParamField body=\"options\" type=\"object\" required>\n  How it is done.\n  <Expandable title=\"options\">\n    \
             <ParamField body=\"mode\" type=\"'fast' | 'safe' | 'm{at}'\" />\n    <ParamField body=\"limit{at}\" \
             type=\"integer\" default=\"10\" />\n  </Expandable>\n</ParamField>\n"
        ));
    }
    fields
}

fn field(nth: usize) -> &'static str {
    ["label", "amount", "active", "tags", "ratio"].get(nth).copied().unwrap_or("more")
}

fn received(at: usize, word: &str) -> String {
    let thing = format!("T{word}");
    format!(
        "\n<ResponseField name=\"{word}\" type=\"{thing}\" required>\n  The {word}.\n  <Expandable title=\"{word}\">\n    \
         <ResponseField name=\"id\" type=\"string\" required />\n    <ResponseField name=\"state\" type=\"'open' | \
         'done'\">Where it stands.</ResponseField>\n    <ResponseField name=\"created_at\" type=\"string\" />\n    \
         <ResponseField name=\"owner\" type=\"Owner\">\n      <Expandable>\n        <ResponseField name=\"id\" \
         type=\"string\" />\n        <ResponseField name=\"email\" type=\"string\" />\n      </Expandable>\n    \
         </ResponseField>\n  </Expandable>\n</ResponseField>\n\n<ResponseField name=\"detail\" type=\"object\">\n  \
         <Expandable title=\"detail\">\n    <ResponseField name=\"note{at}\" type=\"string\" />\n    <ResponseField \
         name=\"lines\" type=\"object[]\">\n      <Expandable>\n        <ResponseField name=\"sum{at}\" type=\"number\" />\n        \
         <ResponseField name=\"kind\" type=\"string\">One of `a{at}`, `b{at}`.</ResponseField>\n      </Expandable>\n    \
         </ResponseField>\n  </Expandable>\n</ResponseField>\n\n"
    )
}

fn example(at: usize, word: &str) -> String {
    format!(
        "<ResponseExample>\n```json 200\n{{\n  \"{word}\": {{\"id\": \"x{at}\", \"state\": \"open\", \"created_at\": \
         \"2031-04-01T09:00:00Z\", \"owner\": {{\"id\": \"o\", \"email\": \"a@a.example\"}}}},\n  \"detail\": {{\"note{at}\": \
         \"n\", \"lines\": [{{\"sum{at}\": 1.5, \"kind\": \"a{at}\"}}]}},\n  \"meta\": {{\"took\": {at}, \"trace{at}\": \
         \"t\"}}\n}}\n```\n\n```json 404\n{{\"error\": {{\"code\": \"none\", \"message\": \"There is none.\"}}}}\n```\n\
         </ResponseExample>\n"
    )
}

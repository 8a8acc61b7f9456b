//! Input: a number. Output: pages of prose, code and bare characters.
//! Invariant: twice the number is twice the text, to within the digits of a counter.

use super::construct::{Construct, Run, commas, lines};

pub(super) const ALL: &[Construct] = &[
    Construct::body("rows of a table", 300, |n| {
        format!(
            "## Body parameters\n\n| Name | Type | Description |\n|---|---|---|\n{}",
            lines(n, |at| format!("| f{at} | string | Of {at}. |"))
        )
    }),
    Construct::body("tables", 100, |n| {
        lines(n, |at| format!("## H {at}\n\n| Name | Type |\n|---|---|\n| f{at} | string |\n"))
    }),
    Construct::body("tables of the types of fields", 250, |n| {
        let field = |at: usize| format!("<ResponseField name=\"f{at}\" type=\"T{at}\" />");
        let table = |at: usize| format!("## T{at}\n\n| Field | Type |\n|---|---|\n| `a` | string |\n");
        format!("{}\n\n{}", lines(n, field), lines(n, table))
    }),
    Construct::body("tables of types within each other", 250, |n| {
        let table = |at: usize| {
            format!("## T{at}\n\n| Field | Type |\n|---|---|\n| `next` | T{} |\n| `a` | string |\n", at + 1)
        };
        format!("<ResponseField name=\"first\" type=\"T0\" />\n\n{}", lines(n, table))
    }),
    Construct::body("columns of a table", 400, |n| {
        let cells = |cell: &str| cell.repeat(n);
        format!("## Body parameters\n\n|{}\n|{}\n|{}", cells(" Name |"), cells("---|"), cells(" f |"))
    }),
    Construct::body("rows of a list", 300, |n| {
        format!("## Body parameters\n\n{}", lines(n, |at| format!("- `f{at}` (string, required): Of {at}.")))
    }),
    Construct::body("lists in each other", 150, |n| {
        format!("## Body parameters\n\n{}", lines(n, |at| format!("{}- `f{at}` (object)", "  ".repeat(at.min(60)))))
    }),
    Construct::body("fields in headings", 300, |n| {
        format!("## Query parameters\n\n{}", lines(n, |at| format!("### `f{at}` (string, required)\n\nOf {at}.\n")))
    }),
    Construct::body("headings", 500, |n| lines(n, |at| format!("## Heading {at}\n\nText {at}.\n"))),
    Construct::body("headings of all levels", 500, |n| {
        lines(n, |at| format!("{} Heading {at}\n", "#".repeat(1 + at % 6)))
    }),
    // Each holds the next one twice.
    Construct::files("pages of objects", 30, |n| {
        let page = |at: usize| {
            let field = |name: &str| format!("<ResponseField name=\"{name}\" type=\"Thing{}\" />\n\n", at + 1);
            let title = format!("---\ntitle: The Thing{at} object\n---\n\n");
            (
                format!("o{at}.mdx"),
                title + "<ResponseField name=\"id\" type=\"string\" />\n\n" + &field("a") + &field("b"),
            )
        };
        let call = "---\napi: GET https://api.a.example/things\n---\n\n<ResponseField name=\"it\" type=\"Thing0\" />\n";
        (0..n).map(page).chain([("get.mdx".to_owned(), call.to_owned())]).collect()
    }),
    Construct::files("request lines", 100, |n| {
        let request = |at: usize| {
            format!("## Call {at}\n\n`GET /things/t{at}`\n\n| Name | Type |\n|---|---|\n| f{at} | string |\n")
        };
        vec![(
            "p.mdx".to_owned(),
            format!("# Calls\n\nThe base URL is `https://api.a.example`.\n\n{}", lines(n, request)),
        )]
    }),
    Construct::files("request lines in fences", 100, |n| {
        let request =
            |at: usize| format!("## Call {at}\n\n```\nPOST /things/t{at}\n```\n\n```json\n{{\"f{at}\": 1}}\n```\n");
        vec![("p.mdx".to_owned(), format!("# Calls\n\n{}", lines(n, request)))]
    }),
    Construct::body("members of an example", 500, |n| example(&format!("{{{}}}", members(n)))),
    Construct::body("members and fields", 300, |n| {
        let fields = lines(n, |at| format!("<ResponseField name=\"f{at}\" type=\"integer\" />"));
        format!("{fields}\n{}", fence("200", &format!("{{{}}}", members(n))))
    }),
    Construct::body("objects of other members", 400, |n| {
        example(&format!("[{}]", commas(n, |at| format!("{{\"f{at}\": {at}}}"))))
    }),
    Construct::body("objects of other members, sent", 400, |n| {
        let json = format!("[{}]", commas(n, |at| format!("{{\"f{at}\": {at}}}")));
        format!("<RequestExample>\n{}\n</RequestExample>", fence("Request", &json))
    }),
    Construct::body("objects of the same members", 400, |n| {
        example(&format!("[{}]", commas(n, |at| format!("{{\"id\": {at}, \"name\": \"x\"}}"))))
    }),
    Construct::body("objects below each other", 200, |n| {
        example(&format!("{{{}}}", commas(n, |at| format!("\"o{at}\": {{\"id\": {at}, \"x{at}\": {{\"y\": 1}}}}"))))
    }),
    Construct::body("names that are data", 400, |n| {
        example(&format!("{{\"by\": {{{}}}}}", commas(n, |at| format!("\"{at}\": {{\"v\": 1}}"))))
    }),
    Construct::body("a member many times", 1000, |n| {
        example(&format!("{{{}}}", commas(n, |at| format!("\"f\": {at}"))))
    }),
    Construct::body("examples", 150, |n| {
        let fences = lines(n, |at| fence(&format!("200 E{at}"), &format!("{{\"id\": {at}}}")));
        format!("<ResponseExample>\n{fences}\n</ResponseExample>")
    }),
    Construct::body("examples of other members", 150, |n| {
        let fences = lines(n, |at| fence(&format!("200 E{at}"), &format!("{{\"id\": 1, \"f{at}\": {at}}}")));
        format!("<ResponseExample>\n{fences}\n</ResponseExample>")
    }),
    Construct::body("examples that are none", 200, |n| lines(n, |at| fence("200", &format!("{{ x{at} = 1, ")))),
    Construct::body("slips in an example", 400, |n| {
        example(&format!("{{{}}}", commas(n, |at| format!("\"f{at}\": ..."))))
    }),
    Construct::body("headers of a sample", 400, |n| {
        let headers = lines(n, |at| format!("  -H 'X-H{at}: v' \\"));
        format!("```bash\ncurl -X POST https://api.a.example/things \\\n{headers}\n  -d '{{}}'\n```")
    }),
    Construct::body("data of a sample", 400, |n| {
        let data = lines(n, |at| format!("  -d f{at}=v \\"));
        format!("```bash\ncurl -X POST https://api.a.example/things \\\n{data}\n  -d last=1\n```")
    }),
    Construct::body("members of what a sample sends", 400, |n| {
        let members = (0..n).map(|at| format!("\"f{at}\": 1")).collect::<Vec<_>>().join(", ");
        let quoted = members.replace('"', "\\\"");
        format!(
            "```bash\ncurl -X POST https://api.a.example/things -d '{{{members}}}'\n```\n\n```bash\ncurl -X POST \
             https://api.a.example/things -d \"{{{quoted}}}\"\n```\n"
        )
    }),
    Construct::body("samples", 200, |n| {
        lines(n, |at| format!("```bash\ncurl -X POST https://api.a.example/things -d '{{\"f{at}\": 1}}'\n```\n"))
    }),
    Construct::body("samples of other calls", 200, |n| {
        lines(n, |at| format!("```bash\ncurl https://api.a.example/others/{at}x\n```\n"))
    }),
    Construct::body("samples in JavaScript", 200, |n| {
        lines(n, |at| {
            format!(
                "```js\nfetch('https://api.a.example/things', {{ method: 'POST', body: JSON.stringify({{ f{at}: 1 }}) }})\n```\n"
            )
        })
    }),
    Construct::body("lines of a sample", 500, |n| {
        format!("```js\n{}\n```", lines(n, |at| format!("const a{at} = '{at}';")))
    }),
    Construct::body("words", 3000, |n| "several *words* and `code` of a page ".repeat(n)),
    Construct::body("paragraphs", 1000, |n| lines(n, |at| format!("Paragraph {at} of a [page](https://a.example).\n"))),
    Construct::files("entries of the frontmatter", 500, |n| {
        let entries = lines(n, |at| format!("k{at}: v{at}"));
        vec![("p.mdx".to_owned(), format!("---\n{entries}\napi: GET https://api.a.example/things\n---\n\nText.\n"))]
    }),
    Construct::files("fields of a rendered page", 200, |n| {
        let fields = lines(n, |at| format!("\nf{at}\nstring\nrequired\nOf {at}.\n"));
        vec![(
            "p.txt".to_owned(),
            format!(
                "Make a thing\nPOST\n/\nthings\nTry it\n\nAuthorizations\nAuthorization\nstring\nheader\nrequired\n\nBody\napplication/json\n{fields}\nResponse\n200\napplication/json\nDone.\n"
            ),
        )]
    }),
    Construct::files("pages of a joined file", 100, |n| {
        let part = |at: usize| {
            format!(
                "# Thing {at}\nSource: https://docs.a.example/things/t{at}\n\nGET /things/t{at}\n\n<ParamField query=\"q\" type=\"string\" />\n"
            )
        };
        vec![("llms-full.txt".to_owned(), lines(n, part))]
    }),
    characters("{", |n| "{".repeat(n)),
    characters("[", |n| "[".repeat(n)),
    characters("<", |n| "<".repeat(n)),
    characters("(", |n| "(".repeat(n)),
    characters("backticks", |n| "`".repeat(n)),
    characters("backticks of all lengths", |n| {
        (1..).map(|at| format!("{} ", "`".repeat(at % 97 + 1))).take(n / 50).collect()
    }),
    characters("*", |n| "*".repeat(n)),
    characters("* and words", |n| "*a ".repeat(n / 3)),
    characters("_ and words", |n| "a_b ".repeat(n / 4)),
    characters(">", |n| "> ".repeat(n / 2)),
    characters("|", |n| "|".repeat(n)),
    characters("| on lines", |n| "| a |\n".repeat(n / 6)),
    characters("#", |n| "#".repeat(n)),
    characters("-", |n| "- ".repeat(n / 2)),
    characters("~", |n| "~~~\n".repeat(n / 4)),
    characters("[a](", |n| "[a](".repeat(n / 4)),
    characters("![", |n| "![".repeat(n / 2)),
    characters("[a]:", |n| (0..n / 10).map(|at| format!("[a{at}]: b\n")).collect()),
    characters("quotes", |n| "\"".repeat(n)),
    characters("backslashes", |n| "\\".repeat(n)),
    characters("&", |n| "&".repeat(n)),
    characters("<a", |n| "<a ".repeat(n / 3)),
    characters("<A>", |n| "<A>".repeat(n / 3)),
    characters("<A b={", |n| "<A b={".repeat(n / 6)),
    characters("<A b=\"", |n| "<A b=\"".repeat(n / 6)),
    characters("<!--", |n| "<!--".repeat(n / 4)),
    characters("{/*", |n| "{/*".repeat(n / 3)),
    characters("lines", |n| "\n".repeat(n)),
    characters("import", |n| "import a from 'b'\n".repeat(n / 18)),
    characters("export", |n| "export const a = {\n".repeat(n / 19)),
    characters("text", |n| "a".repeat(n)),
    characters("GET /", |n| "GET /a\n".repeat(n / 7)),
    Construct::body("{ in an example", 20_000, |n| example(&"{".repeat(n))),
    Construct::body("[ in an example", 20_000, |n| example(&"[".repeat(n))),
    Construct::body("{\"a\": in an example", 20_000, |n| example(&"{\"a\":".repeat(n / 5))),
    Construct::body("[] of a type", 2_000, |n| format!("<ParamField body=\"f\" type=\"string{}\" />", "[]".repeat(n))),
    Construct::body("< of a type", 5_000, |n| {
        format!("<ParamField body=\"f\" type=\"{}\" />", "array&lt;".repeat(n / 9))
    }),
    Construct::body("| of a type", 5_000, |n| format!("<ParamField body=\"f\" type=\"{}\" />", "a|".repeat(n / 2))),
    Construct::body("( of a type", 5_000, |n| format!("<ParamField body=\"f\" type=\"{}\" />", "(".repeat(n))),
    Construct::body("{ of a type", 5_000, |n| format!("<ParamField body=\"f\" type=\"{}\" />", "{a:".repeat(n / 3))),
    Construct::body("fields, inspected", 400, |n| {
        lines(n, |at| format!("<ParamField body=\"f{at}\" type=\"string\" />"))
    })
    .with(Run::Inspect),
];

/// So many bytes below the frontmatter of a page.
const fn characters(name: &'static str, body: fn(usize) -> String) -> Construct {
    Construct::body(name, 20_000, body)
}

fn members(n: usize) -> String {
    commas(n, |at| format!("\"f{at}\": {at}"))
}

fn fence(info: &str, code: &str) -> String {
    format!("```json {info}\n{code}\n```\n")
}

fn example(json: &str) -> String {
    format!("<ResponseExample>\n{}</ResponseExample>", fence("200", json))
}

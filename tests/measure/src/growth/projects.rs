//! Input: a number. Output: folders with as many pages, documents, errata, servers, snippets as that.
//! Invariant: twice the number is twice the text, to within the digits of a counter.

use super::construct::{Construct, Files, Run, commas, lines, page};
use super::site::site;

pub(super) const ALL: &[Construct] = &[
    Construct::files("pages of a site", 60, site),
    Construct::files("pages, made again", 60, site).with(Run::Again),
    Construct::files("pages, inspected", 60, site).with(Run::Inspect),
    Construct::files("files that differ", 60, site).with(Run::Compare),
    Construct::files("a file that differs", 150, |n| {
        let field = |at| format!("<ResponseField name=\"f{at}\" type=\"integer\" />");
        vec![page("p.mdx", "GET https://api.a.example/things", &lines(n, field))]
    })
    .with(Run::Compare),
    Construct::files("pages of one operation", 80, |n| {
        each(n, |at| page(&format!("p{at}.mdx"), "GET https://api.a.example/things", &field("query", at)))
    }),
    Construct::files("pages of one type", 80, |n| {
        each(n, |at| {
            let body = format!(
                "<ResponseField name=\"thing\" type=\"Thing\"><Expandable>\n<ResponseField name=\"id\" type=\"string\" />\n<ResponseField name=\"f{at}\" type=\"string\" />\n</Expandable></ResponseField>"
            );
            page(&format!("p{at}.mdx"), &format!("GET https://api.a.example/things/t{at}"), &body)
        })
    }),
    Construct::files("pages of their own hosts", 80, |n| {
        each(n, |at| page(&format!("p{at}.mdx"), &format!("GET https://h{at}.a.example/things"), &field("query", at)))
    }),
    Construct::files("pages without an operation", 100, |n| {
        each(n, |at| (format!("p{at}.mdx"), format!("# Page {at}\n\nWords.\n")))
    }),
    Construct::files("guides with samples", 80, |n| {
        each(n, |at| {
            (
                format!("p{at}.mdx"),
                format!(
                    "# Guide {at}\n\n```bash\ncurl -X POST https://api.a.example/things/{at}x -d '{{\"f\": {at}}}'\n```\n"
                ),
            )
        })
    }),
    Construct::files("operations with one title", 80, |n| {
        each(n, |at| {
            let (path, text) =
                page("Thing.mdx", &format!("GET https://api.a.example/things/t{at}"), &field("query", at));
            (format!("{at}/{path}"), text)
        })
    }),
    Construct::files("folders", 80, |n| {
        each(n, |at| page(&format!("f{at}/p.mdx"), &format!("GET https://api.a.example/t{at}"), &field("query", at)))
    }),
    Construct::files("errata", 150, errata),
    Construct::files("errata by pattern", 60, |n| {
        let mut files = errata(n);
        files.truncate(1);
        let one =
            |at: usize| format!("[[errata]]\nat = \"*.f{at}\"\nkey = \"type\"\nvalue = \"boolean\"\nwhy = \"so\"\n");
        files.push(("api.toml".to_owned(), lines(n, one)));
        files
    }),
    Construct::files("names by hand", 100, |n| {
        let one = |at: usize| format!("\"GET /t{at}\" = \"named_{at}\"");
        with_calls(n, format!("[names]\n{}\n", lines(n, one)))
    }),
    Construct::files("evidence of pages", 100, |n| {
        let one = |at: usize| format!("[[evidence]]\npage = \"p{at}.mdx\"\nmethod = \"GET\"\npath = \"/t{at}\"\n");
        let mut files = each(n, |at| (format!("p{at}.mdx"), format!("# Page {at}\n\n{}\n", field("query", at))));
        files.push(("api.toml".to_owned(), format!("[[server]]\nurl = \"https://api.a.example\"\n{}", lines(n, one))));
        files
    }),
    Construct::files("lists in pages, by hand", 100, |n| {
        let one = |at: usize| format!("[[pagination]]\nat = \"GET /t{at}\"\nby = \"none\"\n");
        with_calls(n, lines(n, one))
    }),
    Construct::files("servers", 200, |n| {
        with_calls(1, lines(n, |at| format!("[[server]]\nurl = \"https://s{at}.a.example\"\nname = \"s{at}\"\n")))
    }),
    Construct::files("components in api.toml", 150, |n| {
        let one = |at: usize| format!("[components.Own{at}]\nname = \"name\"\ntype = \"type\"\n");
        let mut files = with_calls(1, lines(n, one));
        let body = lines(n, |at| format!("<Own{at} name=\"n{at}\" type=\"string\" />"));
        files.push(page("own.mdx", "POST https://api.a.example/own", &body));
        files
    }),
    Construct::files("snippets", 150, |n| {
        let mut files = each(n, |at| (format!("snippets/s{at}.mdx"), field("query", at)));
        let imports = lines(n, |at| format!("import S{at} from '/snippets/s{at}.mdx'"));
        let uses = lines(n, |at| format!("<S{at} />\n"));
        files.push(page("p.mdx", "GET https://api.a.example/things", &format!("{imports}\n\n{uses}")));
        files
    }),
    Construct::files("uses of a snippet", 150, |n| {
        let mut files = each(n, |at| {
            let body = format!("import S from '/snippets/s.mdx'\n\n<S />\n{}", field("body", at));
            page(&format!("p{at}.mdx"), &format!("POST https://api.a.example/t{at}"), &body)
        });
        files.push(("snippets/s.mdx".to_owned(), field("query", 0)));
        files
    }),
    Construct::files("navigation", 80, |n| {
        let mut files = with_calls(n, String::new());
        let pages = commas(n, |at| format!("\"p{at}\""));
        let site = format!(
            "{{\"name\": \"A\", \"navigation\": {{\"groups\": [{{\"group\": \"G\", \"pages\": [{pages}]}}]}}}}"
        );
        files.push(("docs.json".to_owned(), site));
        files
    }),
    Construct::files("operations of a document", 150, |n| {
        let path = |at: usize| {
            format!(
                "\"/t{at}\": {{\"get\": {{\"operationId\": \"get{at}\", \"parameters\": [{{\"name\": \"q\", \"in\": \"query\", \"schema\": {{\"type\": \"string\"}}}}], \"responses\": {{\"200\": {{\"description\": \"T\", \"content\": {{\"application/json\": {{\"schema\": {{\"$ref\": \"#/components/schemas/T\"}}}}}}}}}}}}}}"
            )
        };
        document(
            &commas(n, path),
            "\"T\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}}",
            "",
        )
    }),
    Construct::files("schemas of a document", 150, |n| {
        let one = |at: usize| {
            format!(
                "\"T{at}\": {{\"type\": \"object\", \"properties\": {{\"g{at}\": {{\"type\": \"string\"}}, \"next\": {{\"$ref\": \"#/components/schemas/T{}\"}}}}}}",
                at + 1
            )
        };
        document(&answer("T0"), &format!("{}, \"T{n}\": {{\"type\": \"object\"}}", commas(n, one)), "")
    }),
    Construct::files("schemas that require the next", 200, |n| {
        let one = |at: usize| {
            format!(
                "\"T{at}\": {{\"type\": \"object\", \"required\": [\"next\"], \"properties\": {{\"next\": {{\"$ref\": \"#/components/schemas/T{}\"}}}}}}",
                at + 1
            )
        };
        document(&body("T0"), &format!("{}, \"T{n}\": {{\"type\": \"object\"}}", commas(n, one)), "")
    }),
    Construct::files("schemas made of the next", 200, |n| {
        let one = |at: usize| {
            format!(
                "\"T{at}\": {{\"allOf\": [{{\"$ref\": \"#/components/schemas/T{}\"}}, {{\"type\": \"object\", \"required\": [\"g{at}\"], \"properties\": {{\"g{at}\": {{\"type\": \"string\"}}}}}}]}}",
                at + 1
            )
        };
        document(&answer("T0"), &format!("{}, \"T{n}\": {{\"type\": \"object\"}}", commas(n, one)), "")
    }),
    Construct::files("documents that contradict each other", 200, |n| {
        let of = |path: &str, ty: &str| {
            let one = |at: usize| {
                format!(
                    "\"T{at}\": {{\"type\": \"object\", \"properties\": {{\"g\": {{\"type\": \"{ty}\"}}, \"next\": {{\"$ref\": \"#/components/schemas/T{}\"}}}}}}",
                    at + 1
                )
            };
            let paths = answer("T0").replace("/t", path);
            document(&paths, &format!("{}, \"T{n}\": {{\"type\": \"object\"}}", commas(n, one)), "")
        };
        let (mut files, others) = (of("/t", "string"), of("/u", "integer"));
        files.extend(others.into_iter().take(1).map(|(_, text)| ("others.json".to_owned(), text)));
        files
    }),
    Construct::files("schemas side by side", 150, |n| {
        let one = |at: usize| {
            format!("\"T{at}\": {{\"type\": \"object\", \"properties\": {{\"g{at}\": {{\"type\": \"string\"}}}}}}")
        };
        let all = commas(n, |at| format!("\"m{at}\": {{\"$ref\": \"#/components/schemas/T{at}\"}}"));
        document(
            &answer("All"),
            &format!("{}, \"All\": {{\"type\": \"object\", \"properties\": {{{all}}}}}", commas(n, one)),
            "",
        )
    }),
    Construct::files("members of a schema", 400, |n| {
        let members = commas(n, |at| format!("\"f{at}\": {{\"type\": \"string\", \"description\": \"Of {at}.\"}}"));
        document(&answer("T"), &format!("\"T\": {{\"type\": \"object\", \"properties\": {{{members}}}}}"), "")
    }),
    Construct::files("required members of a schema", 300, |n| {
        let members = commas(n, |at| format!("\"f{at}\": {{\"type\": \"string\"}}"));
        let required = commas(n, |at| format!("\"f{at}\""));
        document(
            &answer("T"),
            &format!("\"T\": {{\"type\": \"object\", \"required\": [{required}], \"properties\": {{{members}}}}}"),
            "",
        )
    }),
    Construct::files("alternatives of a schema", 150, |n| {
        let one = |at: usize| {
            format!(
                "\"T{at}\": {{\"type\": \"object\", \"required\": [\"g{at}\"], \"properties\": {{\"g{at}\": {{\"type\": \"string\"}}}}}}"
            )
        };
        let of = commas(n, |at| format!("{{\"$ref\": \"#/components/schemas/T{at}\"}}"));
        document(&answer("U"), &format!("{}, \"U\": {{\"oneOf\": [{of}]}}", commas(n, one)), "")
    }),
    Construct::files("alternatives with a tag", 150, |n| {
        let one = |at: usize| {
            format!(
                "\"T{at}\": {{\"type\": \"object\", \"required\": [\"kind\"], \"properties\": {{\"kind\": {{\"const\": \"t{at}\"}}, \"g{at}\": {{\"type\": \"string\"}}}}}}"
            )
        };
        let of = commas(n, |at| format!("{{\"$ref\": \"#/components/schemas/T{at}\"}}"));
        document(
            &answer("U"),
            &format!(
                "{}, \"U\": {{\"oneOf\": [{of}], \"discriminator\": {{\"propertyName\": \"kind\"}}}}",
                commas(n, one)
            ),
            "",
        )
    }),
    Construct::files("parts of an all-of", 200, |n| {
        let of = commas(n, |at| {
            format!("{{\"type\": \"object\", \"properties\": {{\"f{at}\": {{\"type\": \"string\"}}}}}}")
        });
        document(&answer("T"), &format!("\"T\": {{\"allOf\": [{of}]}}"), "")
    }),
    Construct::files("values of a schema", 500, |n| {
        document(
            &answer("T"),
            &format!("\"T\": {{\"type\": \"string\", \"enum\": [{}]}}", commas(n, |at| format!("\"v{at}\""))),
            "",
        )
    }),
    Construct::files("servers of a document", 200, |n| {
        document(
            &answer("T"),
            "\"T\": {\"type\": \"object\"}",
            &format!(", \"servers\": [{}]", commas(n, |at| format!("{{\"url\": \"https://s{at}.a.example\"}}"))),
        )
    }),
    // So many that their types are files of several already.
    Construct::files("webhooks of a document", 300, |n| {
        let hook = |at: usize| {
            format!(
                "\"w{at}\": {{\"post\": {{\"requestBody\": {{\"content\": {{\"application/json\": {{\"schema\": {{\"type\": \"object\", \"properties\": {{\"g{at}\": {{\"type\": \"string\"}}}}}}}}}}}}, \"responses\": {{\"200\": {{\"description\": \"T\"}}}}}}}}"
            )
        };
        document(&answer("T"), "\"T\": {\"type\": \"object\"}", &format!(", \"webhooks\": {{{}}}", commas(n, hook)))
    }),
    Construct::files("documents", 60, |n| {
        each(n, |at| {
            let path = format!("\"/t{at}\": {{\"get\": {{\"responses\": {{\"200\": {{\"description\": \"T\"}}}}}}}}");
            let (_, text) = document(&path, "\"T\": {\"type\": \"object\"}", "").remove(0);
            (format!("d{at}.json"), text)
        })
    }),
    Construct::files("documents in fences", 80, |n| {
        each(n, |at| {
            let body = format!(
                "# Thing {at}\n\n## OpenAPI\n\n````yaml GET /t{at}\nopenapi: 3.1.0\ninfo:\n  title: T\n  version: 1.0.0\nservers:\n  - url: https://api.a.example\npaths:\n  /t{at}:\n    get:\n      responses:\n        '200':\n          description: T\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/T'\ncomponents:\n  schemas:\n    T:\n      type: object\n      properties:\n        id:\n          type: string\n        f{at}:\n          type: string\n````\n"
            );
            (format!("p{at}.md"), body)
        })
    }),
];

fn each(n: usize, file: impl Fn(usize) -> (String, String)) -> Files {
    (0..n).map(file).collect()
}

fn field(place: &str, at: usize) -> String {
    format!("<ParamField {place}=\"f{at}\" type=\"string\" />\n")
}

/// So many pages, each with an operation of its own.
fn with_calls(n: usize, toml: String) -> Files {
    let call =
        |at: usize| page(&format!("p{at}.mdx"), &format!("GET https://api.a.example/t{at}"), &field("query", at));
    let mut files = each(n, call);
    files.push(("api.toml".to_owned(), toml));
    files
}

fn errata(n: usize) -> Files {
    let body = format!(
        "<ResponseField name=\"thing\" type=\"Thing\"><Expandable>\n{}\n</Expandable></ResponseField>",
        lines(n, |at| format!("<ResponseField name=\"f{at}\" type=\"string\" />"))
    );
    let one = |at: usize| {
        format!(
            "[[errata]]\nat = \"Thing.f{at}\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer\"\nwhy = \"so\"\n"
        )
    };
    vec![page("p.mdx", "GET https://api.a.example/things", &body), ("api.toml".to_owned(), lines(n, one))]
}

fn answer(schema: &str) -> String {
    format!(
        "\"/t\": {{\"get\": {{\"responses\": {{\"200\": {{\"description\": \"T\", \"content\": {{\"application/json\": \
         {{\"schema\": {{\"$ref\": \"#/components/schemas/{schema}\"}}}}}}}}}}}}}}"
    )
}

/// A call that sends a schema and is answered with it.
fn body(schema: &str) -> String {
    let content = format!("{{\"application/json\": {{\"schema\": {{\"$ref\": \"#/components/schemas/{schema}\"}}}}}}");
    format!(
        "\"/t\": {{\"post\": {{\"requestBody\": {{\"required\": true, \"content\": {content}}}, \"responses\": {{\"200\": \
         {{\"description\": \"T\", \"content\": {content}}}}}}}}}"
    )
}

fn document(paths: &str, schemas: &str, more: &str) -> Files {
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{{paths}}}, \
         \"components\": {{\"schemas\": {{{schemas}}}}}{more}}}"
    );
    let toml = "[[server]]\nurl = \"https://api.a.example\"\n".to_owned();
    vec![("openapi.json".to_owned(), text), ("api.toml".to_owned(), toml)]
}

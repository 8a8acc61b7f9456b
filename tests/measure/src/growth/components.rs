//! Input: a number. Output: pages with as many fields, types or values as that, written with components.
//! Invariant: twice the number is twice the text, to within the digits of a counter.

use super::construct::{Construct, Files, lines, names_of_one_identifier, page};

pub(super) const ALL: &[Construct] = &[
    Construct::body("fields of a body", 400, |n| lines(n, |at| param(&format!("body=\"f{at}\" type=\"string\"")))),
    Construct::body("fields of an answer", 400, |n| {
        lines(n, |at| format!("<ResponseField name=\"f{at}\" type=\"integer\">Of {at}.</ResponseField>"))
    }),
    Construct::body("parameters of a query", 400, |n| {
        lines(n, |at| param(&format!("query=\"q{at}\" type=\"string[]\"")))
    }),
    Construct::body("headers", 400, |n| lines(n, |at| param(&format!("header=\"X-H{at}\" type=\"string\"")))),
    Construct::files("parameters of a path", 200, parameters_of_a_path),
    Construct::body("names that fall together", 300, |n| {
        lines(n, |at| param(&format!("body=\"{}\" type=\"string\"", names_of_one_identifier(at))))
    }),
    Construct::body("one field many times", 400, |n| lines(n, |_| param("body=\"f\" type=\"string\""))),
    Construct::body("one field as many types", 400, |n| lines(n, |at| param(&format!("body=\"f\" type=\"T{at}\"")))),
    Construct::body("dotted names below one", 400, |n| {
        lines(n, |at| param(&format!("body=\"a.f{at}\" type=\"string\"")))
    }),
    Construct::body("dotted names below many", 300, |n| {
        lines(n, |at| param(&format!("body=\"p{at}.f\" type=\"string\"")))
    }),
    Construct::body("dotted names below lists", 300, |n| {
        lines(n, |at| param(&format!("body=\"p{}[].f{at}\" type=\"string\"", at / 2)))
    }),
    Construct::body("types of a page", 150, |n| lines(n, |at| nested(&format!("T{at}"), at))),
    Construct::body("types without names", 150, |n| lines(n, |at| nested("object", at))),
    Construct::body("types of one structure", 150, |n| lines(n, |_| nested("object", 0))),
    Construct::body("types that fall together", 150, |n| {
        lines(n, |at| nested(&names_of_one_identifier(at).replace('-', "_"), at))
    }),
    Construct::body("types named and never said", 300, |n| {
        lines(n, |at| param(&format!("body=\"f{at}\" type=\"T{at}\"")))
    }),
    Construct::body("values of an enum", 800, |n| {
        let values = (0..n).map(|at| format!("'v{at}'")).collect::<Vec<_>>();
        param(&format!("body=\"f\" type=\"{}\"", values.join(" | ")))
    }),
    Construct::body("values that fall together", 300, |n| {
        let values = (0..n).map(|at| format!("'{}'", names_of_one_identifier(at))).collect::<Vec<_>>();
        param(&format!("body=\"f\" type=\"{}\"", values.join(" | ")))
    }),
    Construct::body("values in a sentence", 800, |n| {
        let values = (0..n).map(|at| format!("`v{at}`")).collect::<Vec<_>>();
        format!("<ParamField body=\"f\" type=\"string\">One of {}.</ParamField>", values.join(", "))
    }),
    Construct::body("alternatives of a type", 300, |n| {
        let names = (0..n).map(|at| format!("T{at}")).collect::<Vec<_>>();
        format!(
            "{}\n{}",
            param(&format!("body=\"f\" type=\"{}\"", names.join(" | "))),
            lines(n, |at| nested(&format!("T{at}"), at))
        )
    }),
    Construct::body("alternatives side by side", 200, |n| {
        let cases = lines(n, |at| {
            format!(
                "<Expandable title=\"case {at}\">\n<ParamField body=\"shared\" type=\"string\" />\n<ParamField body=\"g{at}\" type=\"string\" />\n</Expandable>"
            )
        });
        format!("<ParamField body=\"f\" type=\"object\">\n{cases}\n</ParamField>")
    }),
    Construct::body("a type written out", 400, |n| {
        param(&format!("body=\"f\" type=\"{{ {} }}\"", lines(n, |at| format!("f{at}: string;")).replace('\n', " ")))
    }),
    Construct::body("attributes of a tag", 800, |n| {
        format!("<ParamField body=\"f\" type=\"string\" {} />", lines(n, |at| format!("a{at}=\"x\"")))
    }),
    Construct::body("tabs", 200, |n| {
        let tab =
            |at: usize| format!("<Tab title=\"T{at}\">\n<ResponseField name=\"f{at}\" type=\"string\" />\n</Tab>");
        format!("<Tabs>\n{}\n</Tabs>", lines(n, tab))
    }),
    Construct::body("accordions", 200, |n| {
        lines(n, |at| {
            format!("<Accordion title=\"A {at}\">\n{}\n</Accordion>", param(&format!("body=\"f{at}\" type=\"string\"")))
        })
    }),
    Construct::body("components of their own", 300, |n| {
        lines(n, |at| format!("<Own{at} name=\"n{at}\" type=\"string\" />"))
    }),
    Construct::body("one component of its own", 300, |n| {
        lines(n, |at| format!("<OwnParam name=\"n{at}\" type=\"string\" description=\"Of {at}.\" />"))
    }),
    Construct::body("tags never closed", 300, |n| lines(n, |at| format!("<Card title=\"C{at}\">"))),
    Construct::body("tags that close nothing", 500, |n| lines(n, |_| "</ParamField>".to_owned())),
    Construct::body("comments", 500, |n| lines(n, |at| format!("{{/* {at} */}}\n<!-- {at} -->"))),
    Construct::body("told on lines of their own", 300, |n| lines(n, |_| "<ParamField type=\"string\" />".to_owned())),
    Construct::body("told on one line", 300, |n| {
        lines(n, |_| "<ParamField type=\"string\" />".to_owned()).replace('\n', " ")
    }),
    Construct::body("long descriptions", 400, |n| {
        let words =
            lines(n, |at| format!("It is at least {at} and at most {at}; see [there](https://a.example/{at})."));
        format!("<ParamField body=\"f\" type=\"integer\">\n{words}\n</ParamField>")
    }),
    Construct::body("defaults and ranges", 300, |n| {
        lines(n, |at| {
            format!(
                "<ParamField body=\"f{at}\" type=\"integer\" default=\"{at}\">Between 1 and {at}. Defaults to `{at}`.</ParamField>"
            )
        })
    }),
];

fn param(attributes: &str) -> String {
    format!("<ParamField {attributes} />")
}

fn nested(ty: &str, at: usize) -> String {
    format!(
        "<ResponseField name=\"o{at}\" type=\"{ty}\">\n<Expandable>\n<ResponseField name=\"id\" type=\"string\" \
         />\n<ResponseField name=\"g{at}\" type=\"number\" />\n</Expandable>\n</ResponseField>"
    )
}

fn parameters_of_a_path(n: usize) -> Files {
    let path = (0..n).map(|at| format!("/{{p{at}}}")).collect::<String>();
    let fields = lines(n, |at| param(&format!("path=\"p{at}\" type=\"string\" required")));
    vec![page("p.mdx", &format!("GET https://api.a.example{path}"), &fields)]
}

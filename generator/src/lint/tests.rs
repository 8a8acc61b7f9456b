//! What `lint` alone tells, each beside what looks like it and is right.

use crate::project::Input;
use crate::{Options, understand};

use super::is_of_lint;

/// What is told of these files by `lint` alone: `code file:line:column message`.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let input = Input { path: dir.path().to_owned(), shown: "in".to_owned(), config: None, everything: false };
    let mut understood = understand(&input, &Options::default()).unwrap();
    crate::lint(&mut understood);
    let list = understood.diagnostics.as_slice().iter().filter(|one| is_of_lint(one.code));
    let place = |one: &crate::diagnostics::Diagnostic| one.span.map(|span| understood.sources.place(span));
    list.map(|one| format!("{} {} {}", one.code.as_str(), place(one).unwrap_or_default(), one.message)).collect()
}

fn page(method: &str, path: &str, rest: &str) -> String {
    format!("---\ntitle: Loans\napi: \"{method} https://api.shelf.example{path}\"\n---\n\n{rest}")
}

const NOTHING: [String; 0] = [];

#[test]
fn a_body_is_told_where_a_call_only_reads() {
    let field = "<ParamField body=\"reader\" type=\"string\" />\n";
    assert_eq!(
        told(&[("a.mdx", &page("GET", "/v1/loans", field))]),
        ["body-on-get in/a.mdx:6:1 `GET /v1/loans` is documented with a body"]
    );
    assert_eq!(told(&[("a.mdx", &page("DELETE", "/v1/loans", field))]), NOTHING);
    assert_eq!(told(&[("a.mdx", &page("GET", "/v1/loans", &field.replace("body", "query")))]), NOTHING);
}

fn of_status(value: &str) -> String {
    let rest = format!(
        "<ResponseField name=\"loans\" type=\"object[]\">\n<Expandable>\n<ResponseField name=\"status\" \
         type=\"'open' | 'returned'\" />\n</Expandable>\n</ResponseField>\n\n<ResponseExample>\n```json 200\n{{\n  \
         \"loans\": [{{ \"status\": \"open\" }}, {{ \"status\": {value} }}]\n}}\n```\n</ResponseExample>\n"
    );
    page("GET", "/v1/loans", &rest)
}

#[test]
fn a_value_that_the_list_lacks_is_told_at_its_own_place() {
    assert_eq!(
        told(&[("a.mdx", &of_status("\"overdue\""))]),
        [
            "value-not-listed in/a.mdx:15:47 `overdue` is the value of this example, and the values of `status` do not list it"
        ]
    );
    for right in ["\"returned\"", "null", "\"<string>\"", "\"\""] {
        assert_eq!(told(&[("a.mdx", &of_status(right))]), NOTHING, "{right}");
    }
}

#[test]
fn a_default_that_the_list_lacks_is_told() {
    let field = |default: &str| {
        let field = format!("<ParamField query=\"sort\" type=\"'asc' | 'desc'\" default=\"{default}\" />\n");
        page("GET", "/v1/loans", &field)
    };
    assert_eq!(
        told(&[("a.mdx", &field("newest"))]),
        ["value-not-listed in/a.mdx:6:1 `newest` is the value of the default, and the values of `sort` do not list it"]
    );
    assert_eq!(told(&[("a.mdx", &field("asc"))]), NOTHING);
}

#[test]
fn a_status_twice_is_told_where_nothing_tells_the_two_apart() {
    let tabs = |first: &str, second: &str| {
        let field = |name: &str| format!("<ResponseField name=\"{name}\" type=\"string\" />");
        let tab = |title: &str, name: &str| format!("<Tab title=\"{title}\">\n{}\n</Tab>\n", field(name));
        page("GET", "/v1/loans", &format!("<Tabs>\n{}{}</Tabs>\n", tab(first, "a"), tab(second, "b")))
    };
    assert_eq!(
        told(&[("a.mdx", &tabs("200", "200"))]),
        ["duplicate-status in/a.mdx:10:13 `200` is documented a second time here, and by the same title"]
    );
    assert_eq!(told(&[("a.mdx", &tabs("200", "200 - as a page"))]), NOTHING);
    assert_eq!(told(&[("a.mdx", &tabs("200", "404"))]), NOTHING);

    let fences = |second: &str| {
        let fences = format!(
            "<ResponseExample>\n```json 200\n{{ \"a\": 1 }}\n```\n\n```json {second}\n{{ \"a\": 2 }}\n```\n</ResponseExample>\n"
        );
        page("GET", "/v1/loans", &fences)
    };
    assert_eq!(told(&[("a.mdx", &fences("200"))]).len(), 1);
    assert_eq!(told(&[("a.mdx", &fences("200 empty"))]), NOTHING);

    let headings = |second: &str| {
        let field = "<ResponseField name=\"a\" type=\"string\" />";
        page("GET", "/v1/loans", &format!("## Responses\n\n### 200\n\n{field}\n\n{second}\n\n### 200\n\n{field}\n"))
    };
    assert!(told(&[("a.mdx", &headings(""))])[0].starts_with("duplicate-status in/a.mdx:14:1"));
    // Below another heading it is of another thing.
    assert_eq!(told(&[("a.mdx", &headings("## Responses of old"))]), NOTHING);
}

#[test]
fn several_operations_on_a_page_are_told_and_a_guide_is_none() {
    let field = "<ParamField body=\"book\" type=\"string\" />";
    let several = format!("# Loans\n\n## List\n\n`GET /v1/loans`\n\nAll.\n\n## Lend\n\n`POST /v1/loans`\n\n{field}\n");
    assert_eq!(
        told(&[("a.mdx", &several)]),
        ["several-operations in/a.mdx:11:1 this page documents 2 operations; the second begins here"]
    );
    let call = |path: &str| format!("```bash\ncurl https://api.shelf.example{path}\n```\n\n");
    let guide = format!("# Guide\n\n{}{}", call("/v1/loans"), call("/v1/readers"));
    let pages = [
        ("g.mdx", guide.as_str()),
        ("a.mdx", &page("GET", "/v1/loans", "")),
        ("b.mdx", &page("GET", "/v1/readers", "")),
    ];
    assert_eq!(told(&pages), NOTHING);
}

#[test]
fn a_sample_that_calls_a_strange_host_is_told() {
    let sample = |host: &str| page("GET", "/v1/loans", &format!("```bash\ncurl {host}/v1/loans\n```\n"));
    let one = |host: &str| told(&[("a.mdx", &sample(host)), ("b.mdx", &page("GET", "/v1/readers", ""))]);
    assert_eq!(
        one("https://api.bookshop.example"),
        ["foreign-host in/a.mdx:7:6 this sample calls `api.bookshop.example`, and the API is at `api.shelf.example`"]
    );
    for own in
        ["https://api.shelf.example", "http://localhost:8080", "https://your-domain.example", "$BASE", "https://{host}"]
    {
        assert_eq!(one(own), NOTHING, "{own}");
    }
    let named =
        "[[server]]\nurl = \"https://api.shelf.example\"\n\n[[server]]\nurl = \"https://api.bookshop.example\"\n";
    assert_eq!(told(&[("a.mdx", &sample("https://api.bookshop.example")), ("api.toml", named)]), NOTHING);
}

#[test]
fn a_snippet_that_no_page_brings_in_is_told() {
    let uses = page("GET", "/v1/loans", "import Limits from \"/snippets/limits.mdx\";\n\n<Limits />\n");
    let files =
        [("a.mdx", uses.as_str()), ("snippets/limits.mdx", "At most 100.\n"), ("snippets/old.mdx", "At most 10.\n")];
    assert_eq!(told(&files), ["unused-snippet in/snippets/old.mdx:1:1 no page brings in this snippet"]);
    // A page that is not read may bring it in.
    let [page, limits, old] = files;
    let partly = [page, limits, old, ("b.mdx", "# Guide\n"), ("api.toml", "pages = [\"a.mdx\"]\n")];
    assert_eq!(told(&partly), NOTHING);
}

#[test]
fn what_is_allowed_is_not_told_and_a_rule_that_meets_nothing_is() {
    let field = "<ParamField body=\"reader\" type=\"string\" />\n";
    let (a, b) = (page("GET", "/v1/loans", field), page("GET", "/v1/readers", field));
    let allow =
        |page: &str| format!("[[lint.allow]]\ncode = \"body-on-get\"\npage = \"{page}\"\nwhy = \"they know\"\n");
    let told = |toml: &str| told(&[("old/a.mdx", &a), ("b.mdx", &b), ("api.toml", toml)]);
    assert_eq!(told("").len(), 2);
    assert_eq!(told(&allow("old/**")), ["body-on-get in/b.mdx:6:1 `GET /v1/readers` is documented with a body"]);
    assert_eq!(told("[lint]\nbody-on-get = \"allow\"\nunsupported = \"allow\"\n"), NOTHING);
    let unmet = told(&allow("new/**"));
    assert_eq!(unmet[2], "unused-allow in/api.toml:1:1 `body-on-get` is allowed on `new/**`, and told nowhere there");
}

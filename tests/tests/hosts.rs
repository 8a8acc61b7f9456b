//! Input: folders of pages that name hosts and keys in several ways. Output: which servers the API and its operations have,
//! and what is told of a key.
//! Invariant: no guide, no installer and no machine of one's own makes a host one of the API's.

use std::fs;

use fieldstone::diagnostics::Code;
use fieldstone::project::Input;
use fieldstone::{Options, Understood};

fn understand(files: &[(&str, &str)]) -> Understood {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let input = Input { path: folder.path().to_owned(), shown: "api".to_owned(), config: None, everything: false };
    fieldstone::understand(&input, &Options::default()).unwrap()
}

/// A page that documents a call, and below it what else stands there.
fn page(line: &str, rest: &str) -> String {
    format!("---\ntitle: \"{line}\"\napi: \"{line}\"\n---\n\n<ResponseField name=\"x\" type=\"string\" />\n\n{rest}\n")
}

fn curl(words: &str) -> String {
    format!("```bash\ncurl {words}\n```\n")
}

/// The API's servers, then each operation that has servers of its own.
fn servers(understood: &Understood) -> Vec<String> {
    let api = &understood.apis[0].api;
    let list = |servers: &[fieldstone::schema::Server]| {
        servers.iter().map(|server| server.url.as_str()).collect::<Vec<_>>().join(" ")
    };
    let own = api.operations.iter().filter(|operation| !operation.servers.is_empty());
    let own = own.map(|operation| format!("{} {}: {}", operation.method, operation.path, list(&operation.servers)));
    std::iter::once(list(&api.servers)).chain(own).collect()
}

#[test]
fn a_guide_and_an_installer_name_no_host() {
    let guide = format!(
        "---\ntitle: Begin\n---\n\n{}\n{}",
        curl("https://get.kit.example/i.sh | sh"),
        curl("https://a.kit.example/v1/a")
    );
    let chat = format!("---\ntitle: Chat\n---\n\n{}", curl("-X POST https://chat.example/in -d '{\"t\": 1}'"));
    let understood = understand(&[
        ("a.mdx", &page("GET https://a.kit.example/v1/a", "")),
        ("b.mdx", &page("GET /v1/b", &curl("http://localhost:8080/v1/b"))),
        ("begin.mdx", &guide),
        ("chat.mdx", &chat),
    ]);
    assert_eq!(servers(&understood), ["https://a.kit.example"]);
    assert_eq!(understood.apis[0].api.operations.len(), 2);
}

#[test]
fn where_no_line_names_a_host_the_samples_of_the_calls_do() {
    let understood = understand(&[
        ("a.mdx", &page("GET /v1/a", &curl("https://a.kit.example/v1/a"))),
        ("b.mdx", &page("GET /v1/b", &curl("https://a.kit.example/v1/b"))),
        ("c.mdx", &page("GET /v1/c", &curl("https://c.kit.example/v1/c"))),
        ("d.mdx", &page("GET /v1/d", "")),
    ]);
    assert_eq!(servers(&understood), ["https://a.kit.example", "GET /v1/c: https://c.kit.example"]);
}

#[test]
fn the_first_server_of_api_toml_stands_in_for_the_one_that_most_name() {
    let toml = "[[server]]\nurl = \"https://proxy.example/kit\"\n";
    let understood = understand(&[
        ("api.toml", toml),
        ("a.mdx", &page("GET https://a.kit.example/v1/a", "")),
        ("b.mdx", &page("GET https://a.kit.example/v1/b", "")),
        ("c.mdx", &page("GET https://c.kit.example/v1/c", "")),
    ]);
    let wanted = ["https://proxy.example/kit https://a.kit.example", "GET /v1/c: https://c.kit.example"];
    assert_eq!(servers(&understood), wanted);
}

#[test]
fn a_base_path_of_api_toml_stands_before_no_path_that_has_it() {
    let toml = "[[server]]\nurl = \"https://a.kit.example/v1\"\n";
    let understood = understand(&[("api.toml", toml), ("a.mdx", &page("GET https://a.kit.example/v1/a", ""))]);
    assert_eq!(servers(&understood), ["https://a.kit.example/v1"]);
    assert_eq!(understood.apis[0].api.operations[0].path, "/a");
}

#[test]
fn a_sites_server_is_that_of_pages_that_name_none() {
    let site = r#"{ "name": "Kit", "api": { "baseUrl": ["https://a.kit.example/v1", "https://try.kit.example/v1"] } }"#;
    let understood = understand(&[
        ("docs.json", site),
        ("a.mdx", &page("GET /a", "")),
        ("b.mdx", &page("GET /b", "")),
        ("c.mdx", &page("GET https://c.kit.example/c", "")),
    ]);
    let wanted = ["https://a.kit.example/v1 https://try.kit.example/v1", "GET /c: https://c.kit.example"];
    assert_eq!(servers(&understood), wanted);
}

#[test]
fn one_call_on_two_hosts_is_one_where_both_are_listed_and_two_elsewhere() {
    let (a, b) = (page("GET https://a.kit.example/v1/a", ""), page("GET https://try.kit.example/v1/a", ""));
    let c = page("GET https://a.kit.example/v1/c", "");
    let apart = understand(&[("a.mdx", &a), ("b.mdx", &b), ("c.mdx", &c)]);
    assert_eq!(servers(&apart), ["https://a.kit.example", "GET /v1/a: https://try.kit.example"]);
    assert_eq!(apart.apis[0].api.operations.len(), 3);
    let site = r#"{ "name": "Kit", "api": { "baseUrl": ["https://a.kit.example", "https://try.kit.example"] } }"#;
    let together = understand(&[("docs.json", site), ("a.mdx", &a), ("b.mdx", &b), ("c.mdx", &c)]);
    assert_eq!(servers(&together), ["https://a.kit.example https://try.kit.example"]);
    assert_eq!(together.apis[0].api.operations.len(), 2);
}

fn told(understood: &Understood) -> Vec<&str> {
    let all = understood.diagnostics.as_slice().iter();
    all.filter(|told| told.code == Code::LikelyCredential).map(|told| told.message.as_str()).collect()
}

#[test]
fn a_parameter_that_is_most_likely_the_key_is_told_once() {
    let field = |name: &str| format!("<ParamField query=\"{name}\" type=\"string\" required />");
    let pages =
        |name: &str| ["a", "b", "c"].map(|path| page(&format!("GET https://a.kit.example/{path}"), &field(name)));
    let of = |name: &str| {
        let [a, b, c] = pages(name);
        understand(&[("a.mdx", &a), ("b.mdx", &b), ("c.mdx", &c)])
    };
    for name in ["api_key", "kitApiKey", "access-token", "key"] {
        assert_eq!(told(&of(name)).len(), 1, "{name}");
    }
    for name in ["sort_key", "page_token", "keyword", "idempotency-key", "primary_key"] {
        assert_eq!(told(&of(name)), Vec::<&str>::new(), "{name}");
    }
    let [a, b, c] = pages("api_key");
    let toml = "[auth]\nkind = \"key\"\nin = \"query\"\nname = \"api_key\"\n";
    let known = understand(&[("api.toml", toml), ("a.mdx", &a), ("b.mdx", &b), ("c.mdx", &c)]);
    assert_eq!(told(&known), Vec::<&str>::new());
    assert!(known.apis[0].api.operations.iter().all(|operation| operation.parameters.is_empty()));
}

/// Code and message of everything told of hosts.
fn told_of_hosts(understood: &Understood) -> Vec<String> {
    let told = understood.diagnostics.as_slice().iter().filter(|told| told.code == Code::UnsafeHost);
    told.map(|told| {
        assert!(told.span.is_some() && told.help.is_some(), "{told:?}");
        told.message.clone()
    })
    .collect()
}

#[test]
fn no_page_makes_an_unsafe_host_the_default() {
    let cases = [
        ("http://api.kit.example", "it is not encrypted"),
        ("https://user:pass@api.kit.example", "it holds a user"),
        ("https://169.254.169.254", "it is an address of a network of its own"),
        ("https://10.0.0.7:8443", "it is an address of a network of its own"),
        ("https://api.kit.example:65536", "its port is none"),
    ];
    for (url, why) in cases {
        let document = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "servers": [{{"url": "{url}"}}],
                "paths": {{"/v1/a": {{"get": {{"responses": {{"200": {{"description": "A"}}}}}}}}}}}}"#
        );
        let of_document = understand(&[("openapi.json", &document)]);
        let of_page = understand(&[("a.mdx", &page(&format!("GET {url}/v1/a"), ""))]);
        let site = format!(r#"{{"name": "Kit", "api": {{"baseUrl": "{url}"}}}}"#);
        let of_site = understand(&[("a.mdx", &page("GET /v1/a", "")), ("docs.json", &site)]);
        for (form, understood) in [("document", of_document), ("page", of_page), ("site", of_site)] {
            let api = &understood.apis[0];
            assert!(api.api.servers.is_empty(), "{form} {url}: {:?}", api.api.servers);
            let told = told_of_hosts(&understood);
            // What no reader takes for a URL is no server at all.
            assert_eq!(api.failed, !told.is_empty(), "{form} {url}");
            assert!(told.iter().all(|told| told.contains(why) && !told.contains("pass")), "{form} {url}: {told:?}");
            assert!(!told.is_empty() || form == "site" || url.contains(['@']), "{form} {url}");
        }
    }
}

#[test]
fn an_unsafe_host_beside_a_safe_one_takes_no_place() {
    let understood = understand(&[
        ("a.mdx", &page("GET https://a.kit.example/v1/a", "")),
        ("b.mdx", &page("GET http://a.kit.example/v1/b", "")),
    ]);
    assert!(servers(&understood).iter().all(|urls| !urls.contains("http:")), "{:?}", servers(&understood));
}

#[test]
fn what_api_toml_names_is_the_users_own_word() {
    let toml = "[[server]]\nurl = \"http://api.kit.example\"\n";
    let understood = understand(&[("a.mdx", &page("GET http://api.kit.example/v1/a", "")), ("api.toml", toml)]);
    assert_eq!(servers(&understood), ["http://api.kit.example"]);
    assert!(told_of_hosts(&understood).is_empty() && !understood.apis[0].failed);
}

//! Input: folders, checkouts and sites that somebody has. Output: the first crate that `new` makes of each.
//! Invariant: what is there stays as it is, and what cannot be made whole is not made.

#[path = "support/desk.rs"]
mod desk;
#[path = "support/site.rs"]
mod site;

use desk::Desk;
use site::{Site, reply};

fn page(title: &str, api: &str) -> String {
    format!("---\ntitle: {title}\napi: \"{api}\"\n---\n\n<ResponseField name=\"total\" type=\"integer\" />\n")
}

fn entries(desk: &Desk, folder: &str) -> Vec<String> {
    desk.files(folder).into_keys().collect()
}

/// A docs repository: a site below the top, with what repositories have besides.
fn checkout() -> Desk {
    Desk::new(&[
        ("repo/README.md", "# Docs of Acme\n"),
        ("repo/package.json", "{}"),
        (
            "repo/docs/docs.json",
            r#"{"name": "Acme", "navigation": {"pages": ["loans", "guide"]}, "api": {"openapi": "spec/acme.yaml"}}"#,
        ),
        ("repo/docs/loans.mdx", &page("List loans", "GET https://api.acme.example/v1/loans")),
        ("repo/docs/guide.mdx", "import Note from '/snippets/note.mdx'\n\n# Guide\n\nSee https://docs.acme.example.\n"),
        ("repo/docs/draft.mdx", "# Not listed\n"),
        ("repo/docs/snippets/note.mdx", "A note.\n"),
        ("repo/docs/logo.png", "PNG"),
        ("repo/docs/package.json", "{}"),
        ("repo/docs/spec/acme.yaml", "openapi: 3.1.0\npaths:\n  /v1/fines:\n    $ref: ./paths.yaml#/fines\n"),
        (
            "repo/docs/spec/paths.yaml",
            "fines:\n  get:\n    summary: List fines\n    responses: {'200': {description: fine}}\n",
        ),
        ("repo/docs/spec/unrelated.yaml", "a: 1\n"),
    ])
}

/// What is said, without how many files a crate has.
fn steady(text: &str) -> String {
    let cut = |line: &str| match line.split_once("; ") {
        Some((counts, _)) if counts.ends_with(" notes") || counts.ends_with(" note") => counts.to_owned(),
        _ => line.to_owned(),
    };
    let lines = text.lines().filter(|line| !line.ends_with(" files in generated")).map(cut);
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_checkout_of_a_docs_repository_becomes_a_crate() {
    let desk = checkout();
    let source = desk.files("repo");
    let (status, text) = desk.run(&["new", "acme", "repo"]);
    assert_eq!(status, 0, "{text}");
    insta::assert_snapshot!("checkout", steady(&text));
    insta::assert_snapshot!("checkout_api_toml", desk.read("docs-input/acme/api.toml"));
    let wanted = [
        "api.toml",
        "docs.json",
        "guide.mdx",
        "loans.mdx",
        "names.lock",
        "snippets/note.mdx",
        "spec/acme.yaml",
        "spec/paths.yaml",
    ];
    assert_eq!(entries(&desk, "docs-input/acme"), wanted);
    assert_eq!(desk.files("repo"), source);
    assert!(desk.read("fieldstone.toml").contains("name = \"acme-apis\""));
    assert_eq!(desk.run(&["regen", "--check"]).0, 0);
    // What is there stays as it is; another API comes beside it.
    let before = desk.files("");
    let (status, text) = desk.run(&["new", "acme", "repo"]);
    assert!(status == 2 && text.contains("`docs-input/acme` is there already") && text.lines().count() == 1, "{text}");
    assert_eq!(desk.files(""), before);
    assert_eq!(desk.run(&["new", "other", "repo/docs"]).0, 0);
    assert_eq!(entries(&desk, "docs-input/other"), wanted);
    assert_eq!(desk.run(&["regen", "--check"]).0, 0);
}

#[test]
fn what_the_pages_leave_open_is_said_behind_a_mark() {
    let quiet = "# List loans\n\n`GET /v1/loans`\n\n<ResponseField name=\"total\" type=\"integer\" />\n";
    let guide = "# Start\n\nCall https://api.acme.example/v1 with your `X-Acme-Key`, or https://sandbox.acme.example/v1.\n\
                 Never # close\u{202e} \"this\".\n";
    let lone = "# Renew\n\n<ParamField body=\"days\" type=\"integer\" />\n";
    let desk = Desk::new(&[("pages/loans.md", quiet), ("pages/start.md", guide), ("pages/renew.md", lone)]);
    let (status, text) = desk.run(&["new", "acme", "pages"]);
    assert_eq!(status, 0, "{text}");
    let config = desk.read("docs-input/acme/api.toml");
    insta::assert_snapshot!("open_api_toml", config);
    // Each guess is TOML once its mark is taken away.
    let is_code = |line: &str| line.starts_with("# [") || line.starts_with("# ") && line.contains(" = \"");
    let lines = config.lines().filter(|line| is_code(line)).map(|line| line.trim_start_matches("# "));
    desk.write(
        "docs-input/acme/api.toml",
        &lines.map(|line| format!("{line}\n")).collect::<String>().replace("/...", "/v1/renew"),
    );
    let (status, text) = desk.run(&["regen"]);
    assert!(status == 0 && text.contains("acme  3      2"), "{text}");
}

#[test]
fn a_site_becomes_a_crate() {
    let site = Site::new();
    site.page(
        "/docs/llms.txt",
        "# Acme\n\n- [Loans](/docs/loans.md)\n- [Spec](/docs/openapi.json)\n- [Gone](/docs/gone.md)\n",
    );
    site.page("/docs/loans.md", &page("List loans", "GET https://api.acme.example/v1/loans"));
    site.typed("/docs/openapi.json", "application/json", "{\"openapi\": \"3.1.0\", \"info\": {}, \"paths\": {}}");
    let desk = Desk::new(&[]);
    let (status, text) = desk.run(&["new", "acme", &format!("{}/docs/", site.url())]);
    assert_eq!(status, 0, "{text}");
    insta::assert_snapshot!("site", steady(&site.shown(&text)));
    insta::assert_snapshot!("site_api_toml", site.shown(&desk.read("docs-input/acme/api.toml")));
    assert_eq!(
        entries(&desk, "docs-input/acme"),
        ["SOURCES.lock", "api.toml", "loans.md", "names.lock", "openapi.json"]
    );
    site.asked();
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 0 && text.contains("2 as they were before; 0 answers"), "{text}");
    // A list that is named is written down.
    let (status, text) = desk.run(&["new", "more", &format!("{}/docs/llms.txt", site.url())]);
    assert_eq!(status, 0, "{text}");
    assert!(desk.read("docs-input/more/api.toml").contains("[fetch]\nfrom = [\"http://127.0.0.1:"));
    assert!(desk.run(&["fetch", "more"]).1.contains("0 answers"));
}

#[test]
fn what_gives_no_api_leaves_nothing_behind() {
    let site = Site::new();
    site.page("/broken/llms.txt", "- [a](/broken/a.md)\n");
    site.does("/broken/a.md", |_, stream| reply(stream, "500 Internal Server Error", &[], b""));
    let broken = format!("{}/broken", site.url());
    let nothing = format!("{}/nothing", site.url());
    let desk = Desk::new(&[
        ("empty/logo.png", "PNG"),
        ("api/api.toml", ""),
        ("project/docs-input/x/a.md", "# A\n"),
        ("sites/a/docs.json", "{}"),
        ("sites/b/mint.json", "{}"),
    ]);
    let before = desk.files("");
    for (source, told) in [
        ("empty", "there is no page and no OpenAPI document in `empty`"),
        ("missing", "`missing` is no folder, and no address"),
        ("empty/logo.png", "is no folder"),
        ("api", "`api` is the folder of an API already"),
        ("project", "`project` is a project with APIs of its own"),
        ("sites", "there are several sites in `sites`: name one of `sites/a`, `sites/b`"),
        (&broken, "the answer is 500"),
        (&nothing, "nothing lists the pages"),
        ("http://docs.acme.example", "it is not encrypted"),
        ("ftp://docs.acme.example", "is no folder, and no address"),
        ("https://github.com/acme/docs", "is a repository: clone it, and give the folder"),
        (&nothing, "there is no api.toml yet: give another address"),
    ] {
        let (status, text) = desk.run(&["new", "acme", source]);
        assert!(status == 2 && text.contains(told) && text.lines().count() == 1, "{source}: {status} {text}");
        assert_eq!(desk.files(""), before, "{source}");
        assert!(!desk.path().join("docs-input").exists(), "{source}");
    }
    assert_eq!(desk.run(&["new", "Acme", "empty"]).0, 2);
}

#[cfg(unix)]
#[test]
fn links_are_never_followed_out_of_a_source() {
    let desk = Desk::new(&[
        ("pages/loans.md", &page("List loans", "GET https://api.acme.example/v1/loans")),
        ("secret.md", "mine"),
    ]);
    let link =
        |target: &str, at: &str| std::os::unix::fs::symlink(desk.path().join(target), desk.path().join(at)).unwrap();
    link("secret.md", "pages/secret.md");
    link("pages/loans.md", "pages/same.md");
    let (status, text) = desk.run(&["new", "acme", "pages"]);
    assert!(status == 0 && text.contains("passed over: `pages/secret.md` is a link that leads out"), "{text}");
    assert_eq!(entries(&desk, "docs-input/acme"), ["api.toml", "loans.md", "names.lock", "same.md"]);
    assert!(!desk.path().join("docs-input/acme/same.md").is_symlink());
}

#[test]
fn a_project_is_no_page_of_itself() {
    let desk = Desk::new(&[("loans.md", &page("List loans", "GET https://api.acme.example/v1/loans"))]);
    assert_eq!(desk.run(&["new", "acme", "."]).0, 0);
    let (status, text) = desk.run(&["new", "again", "."]);
    assert_eq!(status, 0, "{text}");
    assert_eq!(entries(&desk, "docs-input/again"), ["api.toml", "loans.md", "names.lock"]);
}

//! What discovery finds in small folders, each made for one trap.

use std::path::Path;

use super::*;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::schema::AuthScheme;
use crate::source::SourceMap;

struct Found {
    projects: Vec<ApiProject>,
    pages: Vec<Vec<String>>,
    sources: SourceMap,
    diagnostics: Diagnostics,
}

impl Found {
    fn told(&self) -> Vec<String> {
        let line = |d: &Diagnostic| {
            let place = d.span.map(|span| self.sources.place(span)).unwrap_or_default();
            format!("{}[{}] {place} {}", d.severity.as_str(), d.code.as_str(), d.message)
        };
        self.diagnostics.as_slice().iter().map(line).collect()
    }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

fn find(path: &Path) -> Result<Found, InputError> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let input = Input { path: path.to_owned(), shown: "in".into(), config: None, everything: false };
    let mut projects = discover(&input, &mut sources, &mut diagnostics)?;
    let pages = projects
        .iter_mut()
        .map(|project| pages(project, &sources, &mut diagnostics).into_iter().map(|page| page.shown).collect())
        .collect();
    Ok(Found { projects, pages, sources, diagnostics })
}

#[test]
fn a_folder_of_apis_holds_those_with_pages() {
    let dir = folder(&[
        ("README.md", "about"),
        ("Go-Chat/a/x.md", ""),
        ("algoreg/api.toml", "name = \"algo\"\ntitle = \"Algo\""),
        ("algoreg/y.txt", ""),
        ("pictures/x.png", ""),
        (".git/x.md", ""),
    ]);
    let found = find(dir.path()).unwrap();
    let names = found.projects.iter().map(|p| (p.name.as_str(), p.title.as_str())).collect::<Vec<_>>();
    assert_eq!(names, [("algo", "Algo"), ("go_chat", "Go Chat")]);
    assert_eq!(found.pages, [vec!["in/algoreg/y.txt"], vec!["in/Go-Chat/a/x.md"]]);
    assert_eq!(found.told(), Vec::<String>::new());
}

#[test]
fn pages_are_sorted_and_what_is_no_page_gets_a_note() {
    let dir = folder(&[
        ("b.mdx", ""),
        ("a/z.md", ""),
        ("a.md", ""),
        ("README.md", ""),
        ("logo.png", ""),
        ("names.lock", ""),
        ("snippets/s.mdx", ""),
        ("node_modules/n.md", ""),
        (".hidden.md", ""),
    ]);
    let found = find(dir.path()).unwrap();
    assert_eq!(found.pages, [["in/a.md", "in/a/z.md", "in/b.mdx"]]);
    let told = found.told();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|line| line.starts_with("note[not-a-page]")));
}

#[test]
fn the_navigation_selects_pages_and_api_toml_wins_over_it() {
    let docs = r#"{"name": "Site", "navigation": [{"group": "g", "pages": ["/x/a", "gone", "GET /users"]}]}"#;
    let files = [("docs.json", docs), ("x/a.md", ""), ("x/b.md", ""), ("y/c.md", "")];
    let found = find(folder(&files).path()).unwrap();
    assert_eq!(found.pages, [["in/x/a.md"]]);
    assert_eq!(found.projects[0].title, "Site");
    assert!(
        found.told().iter().any(|line| line.contains("in/docs.json:1:66 docs.json lists `gone`")),
        "{:?}",
        found.told()
    );

    let dir = folder(&files);
    std::fs::write(dir.path().join("api.toml"), "pages = [\"x/**\"]").unwrap();
    assert_eq!(find(dir.path()).unwrap().pages, [["in/x/a.md", "in/x/b.md"]]);
}

#[test]
fn every_key_of_the_contract_is_read() {
    let toml = r#"
name = "algoreg"
title = "AlgoReg"
docs = "https://docs.example.com/"
pages = ["go-chat/**"]
[[server]]
name = "production"
url = "https://api.example.com/v1"
[auth]
kind = "key"
in = "query"
name = "api_key"
[components.NestedParam]
name = "childKey"
type = "type"
required = "required"
[components.EndpointPath]
method = "POST"
path = "/public/v1/$type/$path"
[[evidence]]
page = "go-chat/update-thread.md"
method = "POST"
path = "/api/v1/thread/{id}"
[[errata]]
at = "Customer.date_of_birth"
key = "type"
expect = "string"
value = "date"
why = "answers are ISO dates"
link = "https://example.com"
[lint]
path-parameter-undocumented = "error"
unsupported = "note"
[rust]
number = "json"
integer = "json"
keep-unknown-members = true
"#;
    let found = find(folder(&[("api.toml", toml)]).path()).unwrap();
    let project = &found.projects[0];
    assert!(!project.failed, "{:?}", found.told());
    assert_eq!(project.docs.as_deref(), Some("https://docs.example.com"));
    assert_eq!(project.servers[0].url.value, "https://api.example.com/v1");
    assert!(matches!(project.auth.as_ref().unwrap().value, AuthScheme::Key { .. }));
    assert_eq!(project.components.len(), 2);
    assert_eq!(project.errata[0].expect.as_ref().unwrap().value, "string");
    assert_eq!(project.lint.len(), 2);
    let rust = RustOptions { number: NumberType::Json, integer: IntegerType::Json, keep_unknown_members: true };
    assert_eq!(project.rust, rust);
    assert_eq!(found.told(), Vec::<String>::new());
}

#[test]
fn a_wrong_api_toml_is_an_error_at_its_place() {
    let cases = [
        ("nmae = \"x\"", "1:1"),
        ("name = \"x\"\nname = ", "2:8"),
        ("name = \"Type\"", "1:8"),
        ("name = \"type\"", "1:8"),
        ("docs = \"javascript:x\"", "1:8"),
        ("pages = [\"[\"]", "1:10"),
        ("[lint]\nno-such = \"error\"", "2:1"),
        ("[lint]\nunknown-type = \"fatal\"", "2:16"),
        ("[auth]\nkind = \"key\"", "1:1"),
        ("[rust]\nnumber = \"decimal\"", "2:10"),
        ("[rust]\ninteger = \"f64\"", "2:11"),
        ("[rust]\nkeep-unknown-members = \"yes\"", "2:24"),
        ("[rust]\nkeep_unknown_members = true", "2:1"),
        ("[[server]]\nurl = \"https://u:p@h\"", "2:7"),
    ];
    for (toml, place) in cases {
        let found = find(folder(&[("api.toml", toml)]).path()).unwrap();
        assert!(found.projects[0].failed, "{toml}");
        let told = found.told();
        let start = format!("error[invalid-project] in/api.toml:{place} ");
        assert!(told.iter().any(|line| line.starts_with(&start)), "{toml}: {told:?}");
    }
}

#[test]
fn a_slip_in_api_toml_is_answered_with_what_is_meant() {
    let cases = [
        ("titel = \"x\"", "there is no key `titel` here", "did you mean `title`?"),
        ("[auth]\nkind = \"barer\"", "there is no value `barer` here", "did you mean `bearer`?"),
        ("[server]\nurl = \"https://h\"", "`[server]` is written `[[server]]`", "there may be several"),
        ("[[auth]]\nkind = \"none\"", "`[[auth]]` is written `[auth]`", "there is only one"),
        ("kind = \"none\"", "there is no key `kind` here", "it belongs to `[auth]`"),
        ("[lint]\nunknown-typ = \"note\"", "there is no diagnostic `unknown-typ`", "did you mean `unknown-type`?"),
        ("[[server]]\nname = \"x\"", "`url` is missing here", ""),
    ];
    for (toml, message, help) in cases {
        let found = find(folder(&[("api.toml", toml)]).path()).unwrap();
        let told = found.diagnostics.as_slice().first().unwrap();
        assert_eq!((told.message.as_str(), told.help.as_deref().unwrap_or_default()), (message, help), "{toml}");
    }
}

#[test]
fn a_broken_api_toml_leaves_the_name_open_unless_it_can_still_be_told() {
    let found = find(folder(&[("api.toml", "name = \"x\"\nnmae = 1")]).path()).unwrap();
    assert_eq!((found.projects[0].name.as_str(), found.projects[0].name_is_certain), ("x", true));
    let found = find(folder(&[("api.toml", "name = \"x")]).path()).unwrap();
    assert!(!found.projects[0].name_is_certain);
}

#[test]
fn two_apis_of_one_name_are_both_refused() {
    let found = find(folder(&[("a/x.md", ""), ("b/api.toml", "name = \"a\"")]).path()).unwrap();
    assert!(found.projects.iter().all(|project| project.failed));
    assert!(found.told()[0].starts_with("error[duplicate-api] in/b/api.toml:1:1"), "{:?}", found.told());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_an_error_and_one_inside_is_followed() {
    let outside = folder(&[("secret.md", "secret")]);
    let dir = folder(&[("a.md", "")]);
    std::os::unix::fs::symlink(outside.path().join("secret.md"), dir.path().join("b.md")).unwrap();
    std::os::unix::fs::symlink("a.md", dir.path().join("c.md")).unwrap();
    let found = find(dir.path()).unwrap();
    assert!(found.projects[0].failed);
    assert_eq!(found.pages, [["in/a.md", "in/c.md"]]);
    assert!(found.told()[0].starts_with("error[path-escape]"), "{:?}", found.told());

    let dir = folder(&[("a/x.md", "")]);
    std::os::unix::fs::symlink(outside.path(), dir.path().join("b")).unwrap();
    let found = find(dir.path()).unwrap();
    assert!(found.projects[1].failed && found.pages[1].is_empty());
    let dir = folder(&[("x.md", "")]);
    std::os::unix::fs::symlink(outside.path().join("secret.md"), dir.path().join("api.toml")).unwrap();
    assert!(find(dir.path()).unwrap().told()[0].starts_with("error[invalid-project]"));
}

#[test]
fn a_page_that_is_too_large_is_left_out() {
    let dir = folder(&[]);
    std::fs::File::create(dir.path().join("a.md")).unwrap().set_len((16 << 20) + 1).unwrap();
    let mut found = find(dir.path()).unwrap();
    let listed = pages(&mut found.projects[0], &found.sources, &mut found.diagnostics);
    assert!(load(&listed[0], &mut found.sources, &mut found.diagnostics).is_none());
    assert!(found.told()[0].starts_with("warning[page-too-large] in/a.md:1:1"), "{:?}", found.told());
}

#[test]
fn an_empty_folder_and_a_missing_one_are_no_input() {
    let dir = folder(&[]);
    assert!(matches!(find(dir.path()), Err(InputError::NoApi(_))));
    assert!(matches!(find(&dir.path().join("no")), Err(InputError::Unreadable(..))));
}

#[cfg(unix)]
#[test]
fn a_text_that_pages_bring_in_is_read_inside_the_folder_alone() {
    use crate::read::snippets::{Files as _, Refusal};

    let dir = folder(&[("api/docs.json", "{}"), ("api/p.md", ""), ("api/snippets/a.mdx", "A"), ("secret.mdx", "S")]);
    let root = dir.path().join("api");
    std::os::unix::fs::symlink("../../secret.mdx", root.join("snippets/out.mdx")).unwrap();
    std::os::unix::fs::symlink("a.mdx", root.join("snippets/b.mdx")).unwrap();
    std::os::unix::fs::symlink("..", root.join("up")).unwrap();
    let found = find(&root).unwrap();
    let texts = found.projects[0].texts();
    assert_eq!(texts.open("snippets/a.mdx").unwrap().bytes, b"A");
    assert_eq!(texts.open("snippets/b.mdx").unwrap().page, "snippets/a.mdx");
    for path in ["snippets/out.mdx", "up/secret.mdx", "/etc/passwd"] {
        assert_eq!(texts.open(path), Err(Refusal::Outside), "{path}");
    }
    for path in ["snippets/none.mdx", "snippets", "snippets/a\0.mdx"] {
        assert_eq!(texts.open(path), Err(Refusal::Missing), "{path}");
    }
    assert!(found.projects[0].failed, "a link in the folder of snippets leads out");
    assert_eq!(found.projects[0].snippets, ["snippets/a.mdx", "snippets/b.mdx"]);
}

#[test]
fn an_api_toml_kept_elsewhere_is_that_of_the_one_api() {
    let dir =
        folder(&[("pages/a.md", ""), ("kept/x.toml", "name = \"reef\"\n[[server]]\nurl = \"https://reef.example\"")]);
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let config = Some(dir.path().join("kept/x.toml"));
    let input = Input { path: dir.path().join("pages"), shown: "in".into(), config, everything: false };
    let projects = discover(&input, &mut sources, &mut diagnostics).unwrap();
    assert_eq!(projects.len(), 1);
    assert_eq!(
        (projects[0].name.as_str(), projects[0].servers[0].url.value.as_str()),
        ("reef", "https://reef.example")
    );
}

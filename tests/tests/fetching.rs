//! Input: a site on loopback whose pages change. Output: what `fetch` makes of an API's folder.
//! Invariant: a page that did not change is not asked for again, and a file that is the user's stays as it is.

#[path = "support/desk.rs"]
mod desk;
#[path = "support/site.rs"]
mod site;

use desk::Desk;
use site::{Site, reply};

const FOLDER: &str = "docs-input/acme";

/// A page on a call of its own.
fn page(name: &str, field: &str) -> String {
    format!(
        "---\ntitle: Get {name}\napi: \"GET https://api.acme.example/v1/{name}\"\n---\n\n\
         <ResponseField name=\"{field}\" type=\"string\" />\n"
    )
}

/// A site of so many pages, which its llms.txt lists.
fn site(count: usize) -> Site {
    let site = Site::new();
    list(&site, &(0..count).collect::<Vec<_>>());
    (0..count).for_each(|at| site.page(&format!("/reference/thing-{at}.md"), &page(&format!("thing-{at}"), "name")));
    site
}

fn list(site: &Site, pages: &[usize]) {
    let links = pages.iter().map(|at| format!("- [Thing {at}](/reference/thing-{at}.md): one of them\n"));
    site.page("/llms.txt", &format!("# Acme\n\n> What Acme has.\n\n{}", links.collect::<String>()));
}

fn desk(site: &Site, more: &str) -> Desk {
    Desk::new(&[("docs-input/acme/api.toml", &format!("docs = \"{}\"\n{more}", site.url()))])
}

fn pages_of(desk: &Desk) -> Vec<String> {
    desk.files(FOLDER).into_keys().collect()
}

#[test]
fn ten_pages_are_fetched_and_the_second_run_downloads_nothing() {
    let site = site(10);
    let desk = desk(&site, "");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!(status, 0, "{text}");
    insta::assert_snapshot!("ten_pages", site.shown(&text));
    assert_eq!(pages_of(&desk).len(), 12, "ten pages, api.toml and SOURCES.lock");
    assert_eq!(desk.read("docs-input/acme/reference/thing-3.md"), page("thing-3", "name"));
    assert_eq!(site.asked().len(), 11);
    let before = desk.files("");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!((status, text.as_str()), (0, "10 pages of the site: 10 as they were before; 0 answers with 0 KiB\n"));
    assert_eq!(site.asked().len(), 11, "each is asked whether it changed");
    assert_eq!(desk.files(""), before);
    let (status, text) = desk.run(&["regen"]);
    assert!(status == 0 && text.contains("acme  10     10          1"), "{text}");
}

#[test]
fn what_changes_on_the_site_changes_in_the_folder_and_what_vanishes_stays() {
    let site = site(4);
    let desk = desk(&site, "");
    assert_eq!(desk.run(&["fetch", "acme"]).0, 0);
    site.page("/reference/thing-1.md", &page("thing-1", "title"));
    site.page("/reference/thing-4.md", &page("thing-4", "name"));
    list(&site, &[0, 1, 3, 4]);
    site.remove("/reference/thing-3.md");
    let before = desk.files("");
    let (status, text) = desk.run(&["fetch", "acme", "--dry-run"]);
    assert_eq!(status, 0, "{text}");
    insta::assert_snapshot!("a_dry_run", site.shown(&text));
    assert_eq!(desk.files(""), before, "nothing is written");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!(status, 0, "{text}");
    insta::assert_snapshot!("a_changed_site", site.shown(&text));
    assert_eq!(desk.read("docs-input/acme/reference/thing-1.md"), page("thing-1", "title"));
    assert_eq!(desk.read("docs-input/acme/reference/thing-2.md"), page("thing-2", "name"), "it stays");
    // What is gone is told each time, until somebody lets it go.
    let (_, text) = desk.run(&["fetch", "acme"]);
    assert!(text.contains("gone docs-input/acme/reference/thing-2.md"), "{text}");
    let (status, text) = desk.run(&["fetch", "acme", "--prune"]);
    assert_eq!(status, 0, "{text}");
    assert!(
        text.contains("removed docs-input/acme/reference/thing-2.md\nremoved docs-input/acme/reference/thing-3.md"),
        "{text}"
    );
    assert_eq!(pages_of(&desk).len(), 5);
    assert!(!desk.read("docs-input/acme/SOURCES.lock").contains("thing-2.md"));
}

#[test]
fn files_of_the_user_stay_as_they_are() {
    let site = site(5);
    let desk = desk(&site, "");
    desk.write("docs-input/acme/own.md", "mine");
    desk.write("docs-input/acme/reference/thing-0.md", "mine, too");
    desk.write("docs-input/acme/reference/thing-1.md", &page("thing-1", "name"));
    desk.write("docs-input/acme/reference/Thing-2.md", "in another case");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!(status, 1, "{text}");
    insta::assert_snapshot!("files_in_the_way", site.shown(&text));
    assert_eq!(desk.read("docs-input/acme/reference/thing-0.md"), "mine, too");
    // An edit is kept in silence as long as the site has nothing new, and then told.
    desk.write("docs-input/acme/reference/thing-3.md", "edited");
    std::fs::remove_file(desk.path().join("docs-input/acme/reference/thing-0.md")).unwrap();
    std::fs::remove_file(desk.path().join("docs-input/acme/reference/Thing-2.md")).unwrap();
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 0 && !text.contains("edited"), "{text}");
    site.page("/reference/thing-3.md", &page("thing-3", "title"));
    let (status, text) = desk.run(&["fetch", "acme", "--prune"]);
    assert!(status == 1 && text.contains("edited docs-input/acme/reference/thing-3.md: it was edited"), "{text}");
    assert_eq!(desk.read("docs-input/acme/reference/thing-3.md"), "edited");
    assert_eq!(desk.read("docs-input/acme/own.md"), "mine");
    // Pages that the site takes back are the user's once they were edited.
    list(&site, &[0, 1, 2, 4]);
    let (status, _) = desk.run(&["fetch", "acme", "--prune"]);
    assert_eq!((status, desk.read("docs-input/acme/reference/thing-3.md").as_str()), (0, "edited"));
}

#[test]
fn a_page_is_asked_for_as_markdown_and_html_is_told() {
    let site = Site::new();
    site.page("/llms.txt", "- [A](/a)\n- [B](/b/)\n- [C](/c.html)\n- [D](/d)\n- [E](/e)\n- [logo](/logo.png)\n- [X](https://x.example/y)\n");
    site.page("/a.md", &page("a", "name"));
    site.does("/b/", |question, stream| {
        let wants_markdown = question.headers["accept"].starts_with("text/markdown");
        let text = page("b", "name");
        reply(
            stream,
            "200 OK",
            &[("content-type", if wants_markdown { "text/markdown" } else { "text/html" })],
            text.as_bytes(),
        );
    });
    site.page("/c.md", &page("c", "name"));
    site.typed("/d", "text/html", "<!doctype html><p>D");
    site.typed("/e.md", "text/plain", "<!DOCTYPE html><p>every path has this");
    let desk = desk(&site, "");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!(status, 0, "{text}");
    insta::assert_snapshot!("pages_as_html", site.shown(&text));
    assert_eq!(pages_of(&desk), ["SOURCES.lock", "a.md", "api.toml", "b.md", "c.md"]);
}

#[test]
fn pages_are_found_by_what_the_site_has() {
    let map = |site: &Site, paths: &[&str]| {
        let urls = paths.iter().map(|path| format!("<url><loc>{}{path}</loc></url>", site.url()));
        format!("<urlset>{}</urlset>", urls.collect::<String>())
    };
    // All in one file.
    let site = Site::new();
    let source = |name: &str| format!("# Get {name}\nSource: {}/{name}\n\n`GET /v1/{name}`\n\n", site.url());
    site.page("/llms-full.txt", &(source("a") + &source("b")));
    let desk = self::desk(&site, "");
    assert_eq!(desk.run(&["fetch", "acme"]).0, 0);
    assert_eq!(pages_of(&desk), ["SOURCES.lock", "api.toml", "llms-full.txt"]);
    assert!(desk.run(&["fetch", "acme"]).1.contains("0 answers"));
    // A sitemap, of which only what lies below the documentation is its own.
    let site = Site::new();
    site.typed("/docs/sitemap.xml", "application/xml", &map(&site, &["/docs/a", "/blog/b", "/docs"]));
    site.page("/docs/a.md", &page("a", "name"));
    site.page("/docs.md", "# Start\n");
    let desk = Desk::new(&[("docs-input/acme/api.toml", &format!("docs = \"{}/docs\"\n", site.url()))]);
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!(status, 0, "{text}");
    assert_eq!(pages_of(&desk), ["SOURCES.lock", "a.md", "api.toml", "index.md"]);
    // What api.toml names: a document, a page, a list, and of all of them only some.
    let site = Site::new();
    site.typed("/openapi.json", "application/json", "{\"openapi\": \"3.1.0\", \"paths\": {}}");
    site.typed("/async.json", "application/json", "{\"asyncapi\": \"3.0.0\"}");
    site.page("/one.md", "# One\n");
    site.page("/more/llms.txt", "- [a](/a.md)\n- [b](/b.md)\n- [nested](/even/llms.txt)\n");
    site.page("/even/llms.txt", "- [c](/c.md)\n- [back](/more/llms.txt)\n");
    ["a", "b", "c"].iter().for_each(|name| site.page(&format!("/{name}.md"), &page(name, "name")));
    let from =
        ["openapi.json", "async.json", "one.md", "more/llms.txt"].map(|path| format!("\"{}/{path}\"", site.url()));
    let more = format!("[fetch]\nfrom = [{}]\npages = [\"*.json\", \"one.md\", \"[bc].md\"]\n", from.join(", "));
    let desk = self::desk(&site, &more);
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 0 && text.contains("async.json: it is no OpenAPI document"), "{text}");
    assert_eq!(pages_of(&desk), ["SOURCES.lock", "api.toml", "b.md", "c.md", "one.md", "openapi.json"]);
}

#[test]
fn a_run_that_broke_off_goes_on_where_it_was() {
    let site = site(8);
    site.does("/reference/thing-5.md", |_, stream| reply(stream, "500 Internal Server Error", &[], b""));
    let desk = desk(&site, "");
    let before = desk.files(FOLDER);
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 2 && text.contains("the answer is 500; 7 pages came"), "{text}");
    assert_eq!(desk.files(FOLDER), before);
    site.asked();
    site.page("/reference/thing-5.md", &page("thing-5", "name"));
    assert_eq!(desk.run(&["fetch", "acme"]).0, 0);
    assert_eq!(site.asked(), ["/llms.txt", "/reference/thing-5.md"]);
    assert_eq!(pages_of(&desk).len(), 10);
    assert_eq!(desk.files("docs-input").len(), 10, "nothing is left beside the folder");
}

#[test]
fn two_at_once_give_what_one_gives() {
    let site = site(6);
    let desk = desk(&site, "");
    let runs = [(); 2].map(|()| desk.command(&["fetch", "acme"]).stdout(std::process::Stdio::piped()).spawn().unwrap());
    for run in runs {
        assert!(run.wait_with_output().unwrap().status.success());
    }
    assert_eq!(pages_of(&desk).len(), 8);
    assert!(desk.run(&["fetch", "acme"]).1.contains("6 as they were before"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told_before_anything_is_asked() {
    use std::os::unix::fs::PermissionsExt as _;

    let site = site(2);
    let desk = desk(&site, "");
    let folder = desk.path().join(FOLDER);
    let set = |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // Who may do everything is refused nothing.
    if std::fs::write(folder.join("x"), "").is_err() {
        let (status, text) = desk.run(&["fetch", "acme"]);
        assert!(status == 2 && text.contains("cannot write `"), "{text}");
        assert_eq!(site.asked(), [""; 0]);
    }
    set(0o755);
}

#[test]
fn a_link_in_the_folder_is_never_written_through() {
    let site = site(2);
    let desk = desk(&site, "");
    desk.write("elsewhere/x", "mine");
    #[cfg(unix)]
    std::os::unix::fs::symlink(desk.path().join("elsewhere"), desk.path().join("docs-input/acme/reference")).unwrap();
    #[cfg(not(unix))]
    desk.write("docs-input/acme/reference", "a file");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 1 && text.contains("a file or a link is where its folder would be"), "{text}");
    assert_eq!(desk.files("elsewhere").len(), 1);
}

#[test]
fn what_api_toml_has_to_say_is_named() {
    for (config, status, told) in [
        ("title = \"Acme\"\n", 2, "add `docs = \"https://...\"`"),
        ("docs = \"http://docs.acme.example\"\n", 2, "it is not encrypted"),
        ("docs = \"https://docs.acme.example\"\n[fetch]\nform = []\n", 1, "did you mean `from`?"),
        ("docs = \"https://docs.acme.example\"\n[fetch]\nhosts = [\"https://x.example\"]\n", 1, "is no host"),
        ("docs = \"https://docs.acme.example\"\n[fetch]\nmax-page-mib = 99\n", 1, "from 1 to 16 MiB"),
    ] {
        let desk = Desk::new(&[("docs-input/acme/api.toml", config)]);
        let (code, text) = desk.run(&["fetch", "acme"]);
        assert!(code == status && text.contains(told), "{config}: {code} {text}");
    }
    let desk = Desk::new(&[("docs-input/acme/api.toml", "")]);
    assert!(desk.run(&["fetch", "acne"]).1.contains("there is no API `acne`"));
    desk.write("docs-input/acme/SOURCES.lock", "<<<<<<< ours\n");
    desk.write("docs-input/acme/api.toml", "docs = \"http://127.0.0.1:9\"\n");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 2 && text.contains("`SOURCES.lock` cannot be read"), "{text}");
}

#[test]
fn each_limit_of_api_toml_holds() {
    let slow = |stream: &mut std::net::TcpStream| {
        std::thread::sleep(std::time::Duration::from_millis(1500));
        reply(stream, "200 OK", &[("content-type", "text/markdown")], b"# Late\n");
    };
    let limits = [
        ("[fetch]\nmax-pages = 2\n", "3 pages are listed, and no more than 2 are taken"),
        ("[fetch]\nmax-page-mib = 1\n", "large.md: it is larger than 1 MiB"),
        ("[fetch]\nmax-total-mib = 1\n", "all answers are larger than 1 MiB together"),
        ("[fetch]\ntimeout = 1\n", "no whole answer came within 1 s"),
        ("[fetch]\nmax-time = 1\n", "the run took longer than 1 s"),
    ];
    for (more, told) in limits {
        let site = Site::new();
        site.page("/llms.txt", "- [a](/a.md)\n- [large](/large.md)\n- [slow](/slow.md)\n");
        site.page("/a.md", "# A\n");
        site.page("/large.md", &"text ".repeat(300_000));
        if more.contains("time") {
            site.does("/slow.md", move |_, stream| slow(stream));
        } else {
            site.page("/slow.md", "# In time\n");
        }
        let desk = desk(&site, more);
        let (status, text) = desk.run(&["fetch", "acme"]);
        assert!(text.contains(told), "{more}: {status} {text}");
        assert_eq!(status, if more.contains("page-mib") { 0 } else { 2 }, "{text}");
    }
    // Nothing of it is in the way of what is large and slow.
    let site = Site::new();
    site.page("/llms.txt", "- [large](/large.md)\n");
    site.page("/large.md", &"text ".repeat(300_000));
    assert_eq!(desk(&site, "").run(&["fetch", "acme"]).0, 0);
}

#[test]
fn a_host_is_asked_once_api_toml_names_it() {
    let (site, other) = (site(1), Site::new());
    other.page("/more.md", "# More\n");
    site.page("/llms.txt", &format!("- [0](/reference/thing-0.md)\n- [more]({}/more.md)\n", other.url()));
    let desk = desk(&site, "");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 0 && text.contains("left out 1 link to 127.0.0.1:"), "{text}");
    assert_eq!(other.asked(), [""; 0]);
    let host = other.url().replace("http://", "");
    desk.write("docs-input/acme/api.toml", &format!("docs = \"{}\"\n[fetch]\nhosts = [\"{host}\"]\n", site.url()));
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 0 && text.contains("added docs-input/acme/more.md"), "{text}");
}

#[test]
fn a_page_that_is_there_in_another_form_is_not_read_twice() {
    let site = site(2);
    let desk = desk(&site, "");
    desk.write("docs-input/acme/reference/thing-1.mdx", &page("thing-1", "name"));
    let (status, text) = desk.run(&["fetch", "acme"]);
    let told = "in the way docs-input/acme/reference/thing-1.md: the page is there already, with another ending";
    assert!(status == 1 && text.contains(told), "{text}");
    assert_eq!(pages_of(&desk), ["SOURCES.lock", "api.toml", "reference/thing-0.md", "reference/thing-1.mdx"]);
}

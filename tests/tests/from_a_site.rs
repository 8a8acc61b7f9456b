//! Input: a site of ten pages on loopback, a program that calls its API, and a git repository. Output: what a user reads from
//! the first command to the change of a host.
//! Invariant: the transcript is one snapshot, in the order in which it is read.

#[path = "support/desk.rs"]
mod desk;
#[path = "support/shelf.rs"]
mod shelf;
#[path = "support/site.rs"]
mod site;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use desk::Desk;
use shelf::PAGES;
use site::Site;

const PROGRAM: &str = "async fn remind(client: &shelf_apis::shelf::Client) -> Result<(), shelf_apis::Error> {\n    \
                       for loan in client.list_loans().await?.loans {\n        println!(\"{:?}\", loan.due_on);\n    }\n    \
                       client.move_copy(\"c-1\", \"attic\").await?;\n    Ok(())\n}\n";

/// Serves the pages, each as `change` makes it.
fn serve(site: &Site, names: &[&str], change: impl Fn(&str, &str) -> String) {
    let links = names.iter().map(|name| format!("- [{name}](/{name}.md)\n"));
    site.page("/llms.txt", &format!("# Shelf\n\n{}", links.collect::<String>()));
    for (name, text) in PAGES {
        site.page(&format!("/{name}.md"), &change(name, text));
    }
}

/// What the vendor did: a field is new, one has another name and one another type, an enum grew, two arguments changed places.
fn changed(name: &str, text: &str) -> String {
    let field = "        <ResponseField name=\"renewals\" type=\"integer\" />\n      </Expandable>\n";
    match name {
        "list-loans" => text
            .replace("      </Expandable>\n", field)
            .replace("name=\"due_on\"", "name=\"due_at\"")
            .replace("name=\"fee\" type=\"string\"", "name=\"fee\" type=\"number\"")
            .replace("`open`, `returned`", "`open`, `returned`, `lost`"),
        "move-copy" => text.replace("/copies/{copy}/{room}", "/rooms/{room}/{copy}"),
        _ => text.to_owned(),
    }
}

fn git(desk: &Desk, words: &[&str]) {
    let nobody = ["-c", "user.name=Nobody", "-c", "user.email=nobody@shelf.example", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").current_dir(desk.path());
    assert!(command.args(nobody).args(words).status().unwrap().success(), "git {words:?}");
}

struct Transcript<'a> {
    desk: &'a Desk,
    site: &'a Site,
    text: String,
}

impl Transcript<'_> {
    /// Runs a command, and writes down what it says.
    fn run(&mut self, words: &[&str], wanted: i32) {
        let (status, said) = self.desk.run(words);
        let said = self.site.shown(&said);
        // How many files a crate has, and where one lies, is another question.
        let said = said.lines().filter(|line| !line.ends_with(" files in generated") && !line.contains(" generated/"));
        let said = said.map(|line| {
            line.split_once("; ").filter(|(_, rest)| rest.ends_with("deleted")).map_or(line, |(line, _)| line)
        });
        let _ = write!(
            self.text,
            "$ {}\n{}\n(exit {status})\n\n",
            self.site.shown(&words.join(" ")),
            said.collect::<Vec<_>>().join("\n")
        );
        assert_eq!(status, wanted, "{}", self.text);
    }

    fn note(&mut self, text: &str) {
        let _ = write!(self.text, "# {text}\n\n");
    }
}

/// Whether a program that was written against the first crate compiles against the one that is there now.
fn compiles(desk: &Desk) -> bool {
    let program = tempfile::tempdir().unwrap();
    let manifest = format!(
        "[package]\nname = \"reminder\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         shelf-apis = {{ path = {:?} }}\n",
        desk.path().join("generated")
    );
    fs::create_dir(program.path().join("src")).unwrap();
    fs::write(program.path().join("Cargo.toml"), manifest).unwrap();
    fs::write(program.path().join("src/lib.rs"), PROGRAM.replace("async fn", "pub async fn")).unwrap();
    // The versions that the workspace has: nothing is fetched.
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"), program.path().join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .current_dir(program.path())
        .args(["check", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    let is_ours = told.lines().filter(|line| line.starts_with("error[")).all(|line| line.contains("due_on"));
    assert!(output.status.success() || told.contains("due_on") && is_ours, "{told}");
    output.status.success()
}

#[test]
fn a_vendor_is_followed_from_the_first_crate_to_a_new_host() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("SKIPPED: git is not here, so that nothing was compared with a commit");
        return;
    }
    let site = Site::new();
    let all = PAGES.map(|(name, _)| name);
    serve(&site, &all, |_, text| text.to_owned());
    let desk = Desk::new(&[("src/main.rs", PROGRAM)]);
    git(&desk, &["init", "--quiet"]);
    let mut transcript = Transcript { desk: &desk, site: &site, text: String::new() };
    transcript.run(&["new", "shelf", &site.url()], 0);
    transcript.run(&["regen", "--check"], 0);
    assert!(compiles(&desk));
    git(&desk, &["add", "--all"]);
    git(&desk, &["commit", "--quiet", "--message", "The API of Shelf"]);
    transcript.run(&["fetch", "shelf"], 0);

    transcript.note("The vendor changes some pages, takes one away and writes a new one.");
    let names = all.iter().copied().filter(|name| *name != "remove-reader").chain(["lose-book"]).collect::<Vec<_>>();
    serve(&site, &names, changed);
    site.remove("/remove-reader.md");
    let new = PAGES[9].1.replace("Return book", "Lose book").replace("DELETE", "POST").replace("{id}\"", "{id}/lost\"");
    site.page("/lose-book.md", &new);
    transcript.run(&["fetch", "shelf", "--dry-run"], 0);
    transcript.run(&["fetch", "shelf", "--prune"], 0);
    transcript.run(&["regen"], 0);
    transcript.run(&["diff", "--uses", "src"], 0);
    assert!(!compiles(&desk), "it breaks, as it was said");
    git(&desk, &["add", "--all"]);
    git(&desk, &["commit", "--quiet", "--message", "What changed"]);

    transcript.note("The API moves to another host.");
    serve(&site, &names, |name, text| changed(name, text).replace("api.shelf.example", "api.shelf-cloud.example"));
    site.page("/lose-book.md", &new.replace("api.shelf.example", "api.shelf-cloud.example"));
    transcript.run(&["fetch", "shelf"], 0);
    transcript.run(&["regen"], 1);
    transcript.note("The user asks the vendor, and names the host in api.toml.");
    let config = desk.read("docs-input/shelf/api.toml");
    desk.write(
        "docs-input/shelf/api.toml",
        &format!("{config}\n[[server]]\nurl = \"https://api.shelf-cloud.example/v1\"\n"),
    );
    transcript.run(&["regen"], 0);
    insta::assert_snapshot!("transcript", transcript.text);
}

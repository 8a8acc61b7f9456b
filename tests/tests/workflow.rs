//! Input: the workflow that `docs` has for users. Output: what its commands do in a repository, against a site on loopback.
//! Invariant: the commands are those of the file, word for word but for the name of the API.

#![cfg(unix)]

#[path = "support/desk.rs"]
mod desk;
#[path = "support/site.rs"]
mod site;

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use desk::{Desk, said};
use site::Site;

const WORKFLOW: &str = include_str!("../../docs/workflows/fetch.yml");

/// The commands of the steps that come after the installation.
fn scripts() -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines = WORKFLOW.lines().collect::<Vec<_>>();
    let mut scripts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(command) = line.trim_start().trim_start_matches("- ").strip_prefix("run: ") else { continue };
        let block = lines[at + 1..].iter().take_while(|next| next.trim().is_empty() || indent(next) > indent(line));
        scripts.push(if command == "|" {
            block.map(|line| format!("{}\n", line.trim())).collect()
        } else {
            command.to_owned()
        });
    }
    assert!(scripts[0].starts_with("cargo install --locked fieldstone@"), "{scripts:?}");
    scripts.split_off(1)
}

/// A repository with a remote, and programs of the names that the workflow calls.
fn repository(site: &Site) -> Desk {
    let desk = Desk::new(&[
        ("repo/docs-input/acme/api.toml", &format!("docs = \"{}\"\n", site.url())),
        ("repo/.gitignore", "target\n"),
        (
            "bin/gh",
            "#!/bin/sh\necho \"gh $*\" >>\"$RUNNER_TEMP/gh.log\"\n[ \"$2\" != view ] || cat \"$RUNNER_TEMP/state\"\n",
        ),
        ("tmp/state", ""),
    ]);
    let program = env!("CARGO_BIN_EXE_command-line");
    desk.write("bin/fieldstone", &format!("#!/bin/sh\nexec '{program}' \"$@\"\n"));
    for name in ["gh", "fieldstone"] {
        let path = desk.path().join("bin").join(name);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    shell(
        &desk,
        "git init --quiet --initial-branch main . && git init --quiet --bare ../remote && git remote add origin ../remote",
    );
    shell(
        &desk,
        "fieldstone fetch acme && fieldstone regen && git add --all && git commit --quiet -m first && git push --quiet origin main",
    );
    desk
}

/// Runs a script as a runner does.
fn shell(desk: &Desk, script: &str) -> (i32, String) {
    let path = format!("{}:{}", desk.path().join("bin").display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.args(["-e", "-o", "pipefail", "-c", script]).current_dir(desk.path().join("repo"));
    command.env("PATH", path).env("RUNNER_TEMP", desk.path().join("tmp")).env("HOME", desk.path());
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "x").env(format!("GIT_{who}_EMAIL"), "x@y.example");
    }
    said(&command.output().unwrap())
}

fn page(field: &str) -> String {
    format!(
        "---\ntitle: List loans\napi: \"GET https://api.acme.example/v1/loans\"\n---\n\n<ResponseField name=\"{field}\" type=\"string\" />\n"
    )
}

fn run(desk: &Desk) {
    for script in scripts() {
        let (status, text) = shell(desk, &script);
        assert_eq!(status, 0, "{script}\n{text}");
    }
}

#[test]
fn a_change_on_the_site_becomes_a_pull_request_and_no_change_becomes_none() {
    let site = Site::new();
    site.page("/llms.txt", "- [loans](/loans.md)\n");
    site.page("/loans.md", &page("name"));
    let desk = repository(&site);
    run(&desk);
    assert_eq!(desk.read("tmp/gh.log"), "", "nothing changed");
    site.page("/loans.md", &page("title"));
    run(&desk);
    let created = "gh pr create --head documentation --title The documentation changed";
    assert!(desk.read("tmp/gh.log").contains(created), "{}", desk.read("tmp/gh.log"));
    assert!(!desk.read("tmp/changes.md").is_empty());
    let (_, files) = shell(&desk, "git diff --name-only main origin/documentation");
    for file in ["docs-input/acme/loans.md", "docs-input/acme/SOURCES.lock", "generated/schema/acme.json"] {
        assert!(files.contains(file), "{files}");
    }
    // The next change goes into the pull request that is open.
    desk.write("tmp/state", "OPEN\n");
    shell(&desk, "git switch --quiet main");
    site.page("/loans.md", &page("heading"));
    run(&desk);
    assert!(desk.read("tmp/gh.log").contains("gh pr edit documentation --body-file"), "{}", desk.read("tmp/gh.log"));
    // A site that is gone stops the run before anything is pushed.
    let pushed = shell(&desk, "git rev-parse origin/documentation");
    site.remove("/llms.txt");
    let (status, text) = shell(&desk, &scripts()[0]);
    assert!(status == 2 && text.contains("nothing lists the pages"), "{text}");
    assert_eq!(shell(&desk, "git rev-parse origin/documentation"), pushed);
}

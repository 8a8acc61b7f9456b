//! Input: a small site whose pages change, a program that calls its API, and a git repository around both. Output: what
//! `regen` and `diff` say of it, word for word.
//! Invariant: nothing leaves the folder, and a run that finds nothing to compare with says so in one line.

#[path = "support/shelf.rs"]
mod shelf;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use shelf::PAGES;

const PROGRAM: &str = r#"use shelf_apis::shelf::{self, LoanStatus};

async fn remind(client: &shelf::Client) -> Result<(), shelf_apis::Error> {
    for loan in client.list_loans().limit(20).await?.loans {
        if loan.status == Some(LoanStatus::Open) {
            println!("{:?} is due, and costs {:?}", loan.due_on, loan.fee);
        }
    }
    client.remove_reader("7").await?;
    client.move_copy("c-1", "attic").await?;
    Ok(())
}
"#;

/// A project in a repository.
struct Project(tempfile::TempDir);

impl Project {
    /// `None` where there is no git to make a repository with.
    fn new() -> Option<Self> {
        let project = Self(tempfile::tempdir().unwrap());
        for (name, text) in PAGES {
            project.write(&format!("docs-input/shelf/{name}.mdx"), text);
        }
        project.write("fieldstone.toml", "[crate]\nname = \"shelf-apis\"\nversion = \"0.1.0\"\nbump = true\n");
        project.write("src/main.rs", PROGRAM);
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("SKIPPED: git is not here, so that nothing was compared with a commit");
            return None;
        }
        project.git(&["init", "--quiet"]);
        Some(project)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    /// Changes a page; what is replaced has to be there.
    fn edit(&self, page: &str, old: &str, new: &str) {
        let path = format!("docs-input/shelf/{page}.mdx");
        let text = self.read(&path);
        assert!(text.contains(old), "{page} has no {old}");
        self.write(&path, &text.replace(old, new));
    }

    fn git(&self, words: &[&str]) {
        let nobody = ["-c", "user.name=Nobody", "-c", "user.email=nobody@shelf.example", "-c", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = command.current_dir(self.0.path()).args(nobody).args(words).output().unwrap();
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "As it is"]);
    }

    fn output(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_command-line"));
        command.env("GIT_CEILING_DIRECTORIES", self.0.path().parent().unwrap());
        command.current_dir(self.0.path()).args(words).output().unwrap()
    }

    /// What a command says, with its exit status: first the result, then what is said beside it.
    fn run(&self, words: &[&str]) -> String {
        let output = self.output(words);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(self.0.path().to_str().unwrap(), "~");
        let (result, said) = (text(&output.stdout), text(&output.stderr));
        format!("$ {}\n{result}{said}(exit {})\n", words.join(" "), output.status.code().unwrap())
    }

    /// The exit status, and all that is said.
    fn status(&self, words: &[&str]) -> (i32, String) {
        let output = self.output(words);
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
    }
}

/// The lines behind the list of files: what a run says at its end.
fn end(text: &str) -> String {
    let from = text.find("api    pages").unwrap_or_default();
    text[from..].to_owned()
}

fn change_the_site(project: &Project) {
    // A field is new, one has another name, one another type.
    let field = "        <ResponseField name=\"renewals\" type=\"integer\">\n          How often it was renewed.\n        </ResponseField>\n";
    project.edit("list-loans", "      </Expandable>\n", &format!("{field}      </Expandable>\n"));
    project.edit("list-loans", "name=\"due_on\"", "name=\"due_at\"");
    project.edit("list-loans", "name=\"fee\" type=\"string\"", "name=\"fee\" type=\"number\"");
    // A value more.
    project.edit("list-loans", "`open`, `returned`", "`open`, `returned`, `lost`");
    // What has to be given is another thing of the same type.
    project.edit("move-copy", "/copies/{copy}/{room}", "/rooms/{room}/{copy}");
    // A page goes, and one comes.
    fs::remove_file(project.0.path().join("docs-input/shelf/remove-reader.mdx")).unwrap();
    let new = PAGES[9].1.replace("Return book", "Lose book").replace("DELETE", "POST").replace("{id}\"", "{id}/lost\"");
    project.write("docs-input/shelf/lose-book.mdx", &new);
}

#[test]
fn a_site_that_changes_is_told_from_check_to_changelog() {
    let Some(project) = Project::new() else { return };
    assert_eq!(project.status(&["regen"]).0, 0);
    project.commit();
    insta::assert_snapshot!("nothing", project.run(&["diff"]));
    change_the_site(&project);
    insta::assert_snapshot!("check", end(&project.run(&["regen", "--check"])));
    insta::assert_snapshot!("regen", end(&project.run(&["regen", "--changelog"])));
    insta::assert_snapshot!("again", end(&project.run(&["regen", "--changelog"])));
    assert_eq!(project.status(&["regen", "--check"]).0, 0, "the changelog is none of the crate's files");
    insta::assert_snapshot!("diff", project.run(&["diff", "--uses", "src", "--fail-on", "breaking"]));
    insta::assert_snapshot!("markdown", project.run(&["diff", "--uses", "src", "--format", "markdown"]));
    insta::assert_snapshot!("json", project.run(&["diff", "--uses", "src", "--format", "json"]));
    insta::assert_snapshot!("changelog", project.read("generated/CHANGELOG.md"));
    assert!(project.read("fieldstone.toml").contains("version = \"0.2.0\"\nbump = true"));
    assert!(project.read("generated/Cargo.toml").contains("version = \"0.2.0\""));
}

#[test]
fn another_host_is_refused_then_confirmed_and_shouted() {
    let Some(project) = Project::new() else { return };
    assert_eq!(project.status(&["regen"]).0, 0);
    project.commit();
    for (page, _) in PAGES {
        project.edit(page, "api.shelf.example", "api.shelf-cloud.example");
    }
    let (status, said) = project.status(&["regen"]);
    assert!(status == 1 && said.contains("host-changed"), "{said}");
    assert_eq!(project.status(&["diff", "--fail-on", "any"]).0, 0, "the crate is as it was");
    project.write("docs-input/shelf/api.toml", "[[server]]\nurl = \"https://api.shelf-cloud.example/v1\"\n");
    assert_eq!(project.status(&["regen"]).0, 0);
    insta::assert_snapshot!("host", project.run(&["diff", "--fail-on", "breaking"]));
    insta::assert_snapshot!("host_markdown", project.run(&["diff", "--format", "markdown"]));
}

#[test]
fn a_user_s_changelog_is_kept_and_a_version_raised_by_hand_stays() {
    let Some(project) = Project::new() else { return };
    assert_eq!(project.status(&["regen"]).0, 0);
    let mine = "# What is new\n\nBy hand, so far.\n\n## 0.1.0\n\n- The first.\n";
    project.write("generated/CHANGELOG.md", mine);
    project.write("fieldstone.toml", "[crate]\nname = \"shelf-apis\"\nversion = \"1.0.0\" # at last\nbump = true\n");
    project.edit("list-books", "name=\"pages\"", "name=\"leaves\"");
    assert_eq!(project.status(&["regen", "--changelog"]).0, 0);
    let text = project.read("generated/CHANGELOG.md");
    assert!(text.starts_with("# What is new\n\nBy hand, so far.\n\n## 1.0.0\n\n### shelf\n"), "{text}");
    assert!(text.ends_with("\n## 0.1.0\n\n- The first.\n"), "{text}");
    assert!(project.read("fieldstone.toml").contains("\"1.0.0\" # at last"));
    project.edit("list-books", "name=\"leaves\"", "name=\"sheets\"");
    project.write("fieldstone.toml", "[crate]\nname = \"shelf-apis\"\nversion = \"1.0.0\" # at last\n");
    assert_eq!(project.status(&["regen", "--changelog"]).0, 0);
    assert!(project.read("generated/CHANGELOG.md").contains("By hand, so far.\n\n## Unreleased\n\n### shelf\n"));
    assert!(project.read("generated/Cargo.toml").contains("version = \"1.0.0\""), "nobody asked for another");
}

#[test]
fn what_cannot_be_compared_is_one_line_and_exit_status_two() {
    let Some(project) = Project::new() else { return };
    let line = |words: &[&str], wanted: &str| {
        let (status, said) = project.status(words);
        let is_line = said.trim_end().lines().count() == 1 && said.starts_with("error: ");
        assert!(status == 2 && is_line && said.contains(wanted), "{words:?}: {status} {said}");
    };
    line(&["diff"], "there is no crate in `generated`");
    assert_eq!(project.status(&["regen"]).0, 0);
    line(&["diff"], "there is no commit yet to compare with");
    project.commit();
    line(&["diff", "--against", "v9"], "`v9` is neither a folder nor a revision");
    line(&["diff", "--against=--output=x"], "is neither a folder nor a revision");
    line(&["diff", "--api", "shelv"], "did you mean `shelf`?");
    line(&["diff", "--uses", "nowhere"], "there is no `nowhere` to search");
    let model = project.read("generated/schema/shelf.json");
    project.write("old/shelf.json", &model.replace("\"format_version\": 1", "\"format_version\": 0"));
    line(&["diff", "--against", "old"], "is of version 0, not 1; make both with the same version of this program");
    project.write("old/shelf.json", "{");
    line(&["diff", "--against", "old"], "the model of `shelf` in `old` cannot be read");
    fs::remove_dir_all(project.0.path().join(".git")).unwrap();
    line(&["diff"], "is in no git repository");
}

#[test]
fn a_folder_can_be_compared_with_and_a_commit_of_long_ago() {
    let Some(project) = Project::new() else { return };
    assert_eq!(project.status(&["regen"]).0, 0);
    project.commit();
    assert_eq!(project.status(&["regen", "--output", "other"]).0, 0);
    project.edit("list-books", "name=\"pages\"", "name=\"leaves\"");
    assert_eq!(project.status(&["regen"]).0, 0);
    project.commit();
    assert_eq!(project.status(&["diff", "--fail-on", "any"]).0, 0);
    for against in ["other", "other/schema", "HEAD~1"] {
        let (status, said) = project.status(&["diff", "--against", against, "--fail-on", "breaking"]);
        assert!(
            status == 1 && said.contains("breaking[field-renamed]: `Book.pages` is called `leaves`"),
            "{against}: {said}"
        );
    }
    let (status, said) = project.status(&["diff", "--against", "HEAD~1", "--output", "other", "--fail-on", "breaking"]);
    assert!(status == 0 && said.contains("additive[api-added]: the API `shelf` is new"), "it was not there: {said}");
}

#[test]
fn other_numbers_are_told_once() {
    let Some(project) = Project::new() else { return };
    project.edit("list-loans", "name=\"fee\" type=\"string\"", "name=\"fee\" type=\"number\"");
    assert_eq!(project.status(&["regen"]).0, 0);
    project.commit();
    project.write("docs-input/shelf/api.toml", "[rust]\nnumber = \"json\"\n");
    assert_eq!(project.status(&["regen"]).0, 0);
    let (status, said) = project.status(&["diff", "--fail-on", "breaking"]);
    assert!(status == 1 && said.contains("breaking[rust-options]") && said.contains("shelf: 1 breaking\n"), "{said}");
}

#[test]
fn a_folder_of_pages_alone_needs_no_repository() {
    let project = Project(tempfile::tempdir().unwrap());
    for (name, text) in PAGES {
        project.write(&format!("pages/{name}.mdx"), text);
    }
    let made = |output: &str| project.status(&["regen", "--input", "pages", "--output", output]).0;
    assert_eq!((made("one"), made("two")), (0, 0));
    assert!(Path::new(&project.0.path().join("one/schema/pages.json")).exists());
    let (status, said) = project.status(&["diff", "--input", "pages", "--output", "two", "--against", "one"]);
    assert!(status == 0 && said.contains("nothing changed"), "{said}");
}

#[test]
fn the_commands_of_the_workflow_run_as_they_stand() {
    let Some(project) = Project::new() else { return };
    assert_eq!(project.status(&["regen"]).0, 0);
    project.commit();
    let workflow = include_str!("../../generator/src/cli/init/workflow.yml");
    let commands = workflow.lines().filter_map(|line| line.split_once("run: fieldstone ").map(|(_, command)| command));
    let commands: Vec<&str> = commands.collect();
    assert!(commands.len() > 2, "{commands:?}");
    for command in commands {
        // What the shell does with it, and the branch that a pull request goes to.
        let words = command.split(" >> ").next().unwrap().replace("\"$BASE\"", "HEAD");
        let (status, said) = project.status(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(status, 0, "{command}: {said}");
    }
}

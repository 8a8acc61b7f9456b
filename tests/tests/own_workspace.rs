//! Input: a folder of somebody else's: empty, a workspace, one that is broken. Output: what the commands make of it.
//! Invariant: nothing that is there is touched unless the user asks for it, and a clear line comes with the right status.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = "---\ntitle: List loans\napi: \"GET https://api.shelf.example/v1/loans\"\n---\n\n\
                    <ParamField query=\"limit\" type=\"integer\" />\n\n<ResponseField name=\"total\" type=\"integer\" />\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap_or_default()
    }

    fn run_in(&self, folder: &str, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_command-line"));
        command.current_dir(self.0.path().join(folder)).args(words).output().unwrap()
    }

    /// The exit status, and everything that was printed.
    fn run(&self, words: &[&str]) -> (i32, String) {
        let said = self.run_in("", words);
        let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
        (said.status.code().unwrap(), text)
    }
}

fn manifest(folder: &Folder, path: &str) -> toml::Table {
    folder.read(path).parse().unwrap()
}

#[test]
fn a_folder_without_anything_is_told_what_makes_a_project_of_it() {
    let folder = Folder::new(&[]);
    for words in [&["regen"][..], &["regen", "--check"], &["explain", "acme", "Loan"]] {
        let (status, text) = folder.run(words);
        assert!(status == 2 && text.contains("init` makes them here"), "{words:?}: {text}");
    }
    assert_eq!(folder.run(&["inspect", "nothing"]).0, 2);
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 0, "nothing is written");
}

#[test]
fn init_writes_what_is_missing_and_touches_nothing_that_is_there() {
    let folder = Folder::new(&[(".github/workflows/fieldstone.yml", "mine")]);
    let (status, text) = folder.run(&["init", "shelf", "--alias"]);
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("Next: put the API's pages (.md, .mdx or .txt) into docs-input/shelf"), "{text}");
    assert_eq!(folder.read(".github/workflows/fieldstone.yml"), "mine");
    assert!(folder.read("fieldstone.toml").contains("\nname = \"shelf-apis\"\n"));
    assert!(folder.read(".cargo/config.toml").contains("regen = \"fieldstone regen\""));
    folder.write("fieldstone.toml", "[crate]\nname = \"mine\"\n");
    let (status, text) = folder.run(&["init", "shelf"]);
    assert!(status == 0 && !text.contains("created"), "{text}");
    assert_eq!(folder.read("fieldstone.toml"), "[crate]\nname = \"mine\"\n");
}

#[test]
fn a_project_is_found_from_below_and_has_the_crate_that_it_asks_for() {
    let settings = "[crate]\nname = \"shelf-apis\"\npath = \"crates/shelf\"\nversion = \"2.1.0\"\nlicense = \"MIT\"\n";
    let folder = Folder::new(&[("fieldstone.toml", settings), ("docs-input/shelf/list.md", PAGE)]);
    let said = folder.run_in("docs-input/shelf", &["regen"]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let package = manifest(&folder, "crates/shelf/Cargo.toml")["package"].clone();
    assert_eq!(package["name"].as_str(), Some("shelf-apis"));
    assert_eq!((package["version"].as_str(), package["license"].as_str()), (Some("2.1.0"), Some("MIT")));
    assert!(folder.read("crates/shelf/examples/shelf.rs").contains("use shelf_apis::shelf;"));
    assert_eq!(folder.run(&["regen", "--check"]).0, 0);
}

#[test]
fn a_fieldstone_toml_that_cannot_be_read_stops_the_run_with_its_place() {
    for (text, told) in [
        ("output = \"gen\"\n", "fieldstone.toml:1:1"),
        ("[crate]\nnmae = \"x\"\n", "did you mean `name`?"),
        ("[crate\n", "fieldstone.toml:1:7"),
        ("[crate]\nname = \"serde\"\n", "`serde` is no name for a crate"),
    ] {
        let folder = Folder::new(&[("fieldstone.toml", text), ("docs-input/shelf/list.md", PAGE)]);
        let (status, said) = folder.run(&["regen"]);
        assert!(status == 1 && said.contains(told), "{text}: {said}");
        assert!(!folder.0.path().join("generated").exists());
    }
}

#[test]
fn a_member_inherits_what_its_workspace_has() {
    let root = "[workspace]\nmembers = [\"crates/*\"]\n[workspace.package]\nversion = \"7.0.0\"\n";
    let app = "[package]\nname = \"app\"\nversion.workspace = true\n";
    let files = [("Cargo.toml", root), ("crates/app/Cargo.toml", app), ("docs-input/shelf/list.md", PAGE)];
    let folder = Folder::new(&files);
    let (status, text) = folder.run(&["regen"]);
    assert!(status == 0 && text.contains("add \"generated\" to `members`"), "{text}");
    assert!(manifest(&folder, "generated/Cargo.toml").contains_key("workspace"), "it stands alone until then");
    assert_eq!(folder.run(&["init", "--workspace", "member"]).0, 0);
    assert!(folder.read("Cargo.toml").contains("members = [\"crates/*\", \"generated\"]"));
    let (status, text) = folder.run(&["regen"]);
    assert!(status == 0 && !text.contains("members"), "{text}");
    let made = manifest(&folder, "generated/Cargo.toml");
    assert!(!made.contains_key("workspace"));
    assert_eq!(made["package"]["version"]["workspace"].as_bool(), Some(true));
    assert_eq!(made["package"]["edition"].as_str(), Some("2024"), "the workspace has none");
    assert!(made["dependencies"]["serde"].get("version").is_some());
}

#[test]
fn a_crate_elsewhere_says_that_a_workspace_takes_it_in() {
    let root = "[workspace]\nmembers = [\"crates/*\"]\n";
    let folder = Folder::new(&[("Cargo.toml", root), ("docs-input/shelf/list.md", PAGE)]);
    let (status, text) = folder.run(&["regen", "--output", "crates/apis"]);
    assert!(status == 0 && text.contains("add `exclude = [\"crates/apis\"]`"), "{text}");
}

#[test]
fn two_crates_of_one_name_are_refused_before_anything_is_written() {
    let root = "[workspace]\nmembers = [\"crates/*\", \"generated\"]\n";
    let twin = "[package]\nname = \"fieldstone-apis\"\nversion = \"0.1.0\"\n";
    let files = [("Cargo.toml", root), ("crates/old/Cargo.toml", twin), ("docs-input/shelf/list.md", PAGE)];
    let folder = Folder::new(&files);
    let (status, text) = folder.run(&["regen"]);
    assert!(status == 1 && text.contains("`crates/old` is called `fieldstone-apis`"), "{text}");
    assert!(!folder.0.path().join("generated").exists());
}

#[test]
fn a_broken_crate_never_stops_the_next_run() {
    let root = "[workspace]\nmembers = [\"generated\"]\n";
    let folder = Folder::new(&[("Cargo.toml", root), ("docs-input/shelf/list.md", PAGE)]);
    assert_eq!(folder.run(&["regen"]).0, 0);
    folder.write("generated/Cargo.toml", "this is no TOML");
    folder.write("generated/src/lib.rs", "fn {");
    assert_eq!(folder.run(&["regen"]).0, 0);
    assert_eq!(manifest(&folder, "generated/Cargo.toml")["package"]["name"].as_str(), Some("fieldstone-apis"));
    folder.write("Cargo.toml", "[workspace\n");
    let (status, text) = folder.run(&["regen"]);
    assert!(status == 2 && text.contains("Cargo.toml` cannot be read"), "{text}");
}

#[test]
fn what_is_new_since_the_baseline_is_told_and_denied() {
    let folder = Folder::new(&[("docs-input/shelf/list.md", &PAGE.replace("\"integer\"", "\"intger\""))]);
    let (status, text) = folder.run(&["regen", "--deny", "new"]);
    assert!(status == 2 && text.contains("there is no `docs-input/baseline.json`"), "{text}");
    assert_eq!(folder.run(&["regen", "--write-baseline"]).0, 0);
    let (status, text) = folder.run(&["regen", "--deny", "new"]);
    assert!(status == 0 && text.contains("(0 new since the baseline)") && !text.contains("unknown-type"), "{text}");
    folder.write("docs-input/shelf/get.md", &PAGE.replace("\"integer\"", "\"strnig\"").replace("loans", "members"));
    let (status, text) = folder.run(&["regen", "--deny", "new"]);
    assert!(status == 1 && text.contains("`strnig`") && !text.contains("`intger`"), "{text}");
    let (_, json) = folder.run(&["regen", "--format", "json"]);
    assert!(json.contains("\"new\":true") && json.contains("\"new\":false"), "{json}");
    assert!(Path::new(&folder.0.path().join("docs-input/baseline.json")).is_file());
}

#[test]
fn words_are_explained_and_slips_are_answered() {
    let folder = Folder::new(&[]);
    assert!(folder.run(&["explain", "no-endpoint"]).1.contains("What to do."));
    assert!(folder.run(&["explain", "errata.at"]).1.contains("`[[errata]]` in api.toml"));
    let (status, text) = folder.run(&["explain", "no-endpont"]);
    assert!(status == 2 && text.contains("did you mean `no-endpoint`?"), "{text}");
    let (status, text) = folder.run(&["regen", "--show", "unknown-typ"]);
    assert!(status == 2 && text.contains("did you mean `unknown-type`?"), "{text}");
    assert!(folder.run(&["completions", "bash"]).1.contains("_fieldstone()"));
    assert!(folder.run(&["--version"]).1.starts_with("fieldstone "));
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new(&[("docs-input/shelf/list.md", PAGE)]);
    let locked = |mode| {
        let inner = folder.0.path().join("docs-input/shelf");
        fs::set_permissions(inner, fs::Permissions::from_mode(mode)).unwrap();
    };
    locked(0o000);
    // Who may do everything is refused nothing.
    if fs::read_dir(folder.0.path().join("docs-input/shelf")).is_err() {
        let (status, text) = folder.run(&["regen"]);
        assert!(status == 1 && text.contains("`docs-input/shelf` cannot be read"), "{text}");
    }
    locked(0o755);
    assert_eq!(folder.run(&["regen"]).0, 0);
}

//! Input: pages with slips in them, and the words of `lint`. Output: what is told, logged and known, and the exit status.
//! Invariant: `lint` makes no crate, and shares its baseline with `regen`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const LOANS: &str = "---\ntitle: List loans\napi: \"GET https://api.shelf.example/v1/loans\"\n---\n\n\
                     <ParamField body=\"reader\" type=\"string\" />\n\n<ResponseField name=\"total\" type=\"intger\" />\n";

const READERS: &str = "---\ntitle: Get reader\napi: \"GET https://api.shelf.example/v1/readers/{id}\"\n---\n\n\
                       <ResponseField name=\"name\" type=\"string\" />\n";

struct Project(tempfile::TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, text)| project.write(path, text));
        project
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The exit status, and everything that was printed.
    fn run(&self, words: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_command-line"));
        let said = command.current_dir(self.0.path()).args(words).output().unwrap();
        let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
        (said.status.code().unwrap(), text)
    }

    fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        files
    }
}

fn shelf() -> Project {
    Project::new(&[("docs-input/shelf/loans.mdx", LOANS), ("docs-input/shelf/people/readers.mdx", READERS)])
}

#[test]
fn what_is_wrong_with_the_pages_is_told_and_nothing_is_made() {
    let project = shelf();
    let (status, text) = project.run(&["lint"]);
    insta::assert_snapshot!(text);
    assert_eq!(status, 0, "warnings alone are no failure");
    assert_eq!(project.run(&["lint", "--deny", "warnings"]).0, 1);
    assert_eq!(project.files(), ["docs-input"]);
    assert_eq!(fs::read_dir(project.path("docs-input/shelf")).unwrap().count(), 2, "no lock, no baseline");
}

#[test]
fn an_error_fails_and_a_severity_makes_one() {
    let project = shelf();
    project.write("docs-input/shelf/api.toml", "[lint]\nbody-on-get = \"error\"\n");
    let (status, text) = project.run(&["lint"]);
    assert!(status == 1 && text.contains("error[body-on-get]"), "{text}");
    // What changes nothing in the crate does not keep it from being written.
    assert_eq!(project.run(&["regen"]).0, 0);
    project.write("docs-input/shelf/api.toml", "[[errata]]\nat = \"Nothing\"\nkey = \"drop\"\nwhy = \"gone\"\n");
    let (status, text) = project.run(&["lint", "docs-input/shelf/people"]);
    assert!(status == 1 && text.contains("error[stale-erratum]"), "what stops an API is told with every path: {text}");
}

#[test]
fn paths_narrow_what_is_told_and_others_are_looked_at_by_themselves() {
    let project = shelf();
    let of = |words: &[&str]| project.run(words).1;
    let people = of(&["lint", "docs-input/shelf/people"]);
    assert!(people.contains("path-parameter-undocumented") && !people.contains("body-on-get"), "{people}");
    let page = of(&["lint", "docs-input/shelf/loans.mdx"]);
    assert!(!page.contains("path-parameter-undocumented") && page.contains("body-on-get"), "{page}");
    let both = of(&["lint", "docs-input/shelf/people", "docs-input/shelf/loans.mdx"]);
    assert!(both.contains("path-parameter-undocumented") && both.contains("body-on-get"), "{both}");
    project.write("elsewhere/a.mdx", LOANS);
    for path in ["elsewhere", "elsewhere/a.mdx"] {
        let other = of(&["lint", path]);
        assert!(other.contains("elsewhere/a.mdx:6:1") && !other.contains("docs-input"), "{other}");
    }
    let (status, text) = project.run(&["lint", "docs-input/shelf/nothing.mdx"]);
    assert!(status == 2 && text.contains("`docs-input/shelf/nothing.mdx` cannot be read"), "{text}");
    let (status, text) = project.run(&["lint", "--input", "docs-input", "elsewhere"]);
    assert!(status == 2 && text.contains("`elsewhere` does not lie in `docs-input`"), "{text}");
}

#[test]
fn where_there_is_a_baseline_only_what_is_new_fails() {
    let project = shelf();
    let (status, text) = project.run(&["lint", "--deny", "new"]);
    assert!(status == 2 && text.contains("there is no `docs-input/baseline.json`"), "{text}");
    assert_eq!(project.run(&["lint", "--write-baseline"]).0, 0);
    for words in [&["lint"][..], &["lint", "--deny", "new"], &["lint", "--deny", "warnings"]] {
        let (status, text) = project.run(words);
        assert!(status == 0 && text.contains("(0 new since the baseline)") && !text.contains("body-on-get"), "{text}");
    }
    // Lines that move make nothing new.
    project.write("docs-input/shelf/loans.mdx", &LOANS.replace("<ParamField", "All of them.\n\n<ParamField"));
    assert_eq!(project.run(&["lint"]).0, 0);
    project.write("docs-input/shelf/people/readers.mdx", &READERS.replace("\"string\"", "\"strnig\""));
    let (status, text) = project.run(&["lint"]);
    assert!(status == 1 && text.contains("`strnig`") && !text.contains("`intger`"), "{text}");
    // A path that leaves it out does not make it gone.
    let (status, text) = project.run(&["lint", "docs-input/shelf/loans.mdx"]);
    assert!(status == 0 && text.contains("(0 new since the baseline)"), "{text}");
}

#[test]
fn lint_and_regen_share_a_baseline_and_neither_forgets_what_the_other_knows() {
    let project = shelf();
    // A note of what is only made of the page: a header that a sample alone shows.
    let shown = format!("{READERS}\n```bash\ncurl https://api.shelf.example/v1/readers/42 -H 'X-Trace: 1'\n```\n");
    project.write("docs-input/shelf/people/readers.mdx", &shown);
    assert_eq!(project.run(&["lint", "--write-baseline"]).0, 0);
    assert_eq!(project.run(&["regen", "--write-baseline"]).0, 0);
    let (status, text) = project.run(&["lint"]);
    assert!(status == 0 && text.contains("(0 new since the baseline)"), "{text}");
    assert_eq!(project.run(&["lint", "docs-input/shelf/people", "--write-baseline"]).0, 0);
    for command in ["lint", "regen"] {
        let (_, text) = project.run(&[command]);
        assert!(text.contains("(0 new since the baseline)"), "{command}: {text}");
    }
    project.write("docs-input/attic/old.mdx", &LOANS.replace("shelf.example", "attic.example"));
    assert_eq!(project.run(&["regen", "--write-baseline"]).0, 0);
    assert_eq!(project.run(&["regen", "--api", "shelf", "--write-baseline"]).0, 0);
    let (_, text) = project.run(&["regen"]);
    assert!(text.contains("(0 new since the baseline)"), "an API that was not asked for stays known: {text}");
    fs::write(project.path("docs-input/baseline.json"), "{").unwrap();
    let (status, text) = project.run(&["lint"]);
    assert!(status == 2 && text.contains("--write-baseline writes it anew"), "{text}");
    assert_eq!(project.run(&["lint", "--write-baseline"]).0, 0);
}

#[test]
fn new_warnings_that_are_denied_leave_everything_as_it_was() {
    let project = shelf();
    assert_eq!(project.run(&["regen", "--write-baseline"]).0, 0);
    let read = |path: &str| fs::read_to_string(project.path(path)).unwrap();
    let (schema, lock) = (read("generated/schema/shelf.json"), read("docs-input/shelf/names.lock"));
    let more = format!("{READERS}\n<ResponseField name=\"since\" type=\"dtae\" />\n");
    project.write("docs-input/shelf/people/readers.mdx", &more);
    let (status, text) = project.run(&["regen", "--deny", "new"]);
    assert!(status == 1 && text.contains("`dtae`") && text.contains("nothing was written"), "{text}");
    assert_eq!((read("generated/schema/shelf.json"), read("docs-input/shelf/names.lock")), (schema, lock));
    let (status, text) = project.run(&["regen", "--deny", "new", "--format", "json"]);
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!((status, &last["reason"], &last["written"]), (1, &Value::from("finished"), &Value::from(false)));
    assert_eq!(project.run(&["regen"]).0, 0);
    assert!(read("generated/schema/shelf.json").contains("since"));
}

#[test]
fn a_run_that_a_project_file_stops_is_finished_for_scripts_too() {
    let project = shelf();
    project.write("fieldstone.toml", "[crate]\nnmae = \"x\"\n");
    let (status, text) = project.run(&["regen", "--format", "json"]);
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>();
    assert_eq!(status, 1);
    assert_eq!(
        (lines.len(), &lines[0]["code"], &lines[1]["reason"]),
        (2, &Value::from("invalid-project"), &Value::from("finished"))
    );
    assert_eq!((&lines[1]["errors"], &lines[1]["written"]), (&Value::from(1), &Value::from(false)));
}

#[test]
fn json_has_every_diagnostic_at_its_place_and_what_came_of_the_run() {
    let project = shelf();
    project.write("docs-input/shelf/api.toml", "[lint]\npath-parameter-undocumented = \"allow\"\n");
    let (_, text) = project.run(&["lint", "--format", "json"]);
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>();
    let (finished, told) = lines.split_last().unwrap();
    assert!(told.iter().all(|line| line["reason"] == "diagnostic" && line["line"].is_u64()), "{text}");
    let count = |severity: &str| told.iter().filter(|line| line["severity"] == severity).count();
    assert_eq!(finished["warnings"], count("warning"));
    assert_eq!((&finished["reason"], &finished["allowed"]), (&Value::from("finished"), &Value::from(1)));
    let (_, text) = project.run(&["regen"]);
    assert!(text.contains("; 1 allowed by api.toml") && !text.contains("path-parameter-undocumented"), "{text}");
}

/// The published rules of SARIF, as far as what is written here can break them; CI puts a log before the schema itself.
#[test]
fn a_log_is_sarif() {
    let project = shelf();
    assert_eq!(project.run(&["lint", "--sarif", "found.sarif"]).0, 0);
    let log: Value = serde_json::from_slice(&fs::read(project.path("found.sarif")).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 2, "{results:?}");
    for result in results {
        assert_eq!(rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        let path = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(project.path(path).is_file() && Path::new(path).is_relative(), "{path}");
        let at = |key: &str| place["region"][key].as_u64().unwrap();
        assert!(at("startLine") >= 1 && at("startColumn") >= 1);
        assert!((at("endLine"), at("endColumn")) > (at("startLine"), at("startColumn")));
    }
    let (status, text) = project.run(&["lint", "--sarif", "-", "--write-baseline"]);
    let json = text.split_once("\n}\n").map(|(log, _)| format!("{log}\n}}")).unwrap();
    assert!(status == 0 && serde_json::from_str::<Value>(&json).is_ok(), "{text}");
    // What was known is told as such.
    assert_eq!(project.run(&["lint", "--sarif", "found.sarif"]).0, 0);
    let log: Value = serde_json::from_slice(&fs::read(project.path("found.sarif")).unwrap()).unwrap();
    let states = log["runs"][0]["results"].as_array().unwrap().iter();
    assert!(states.into_iter().all(|one| one["baselineState"] == "unchanged"));
    let (status, _) = project.run(&["lint", "--sarif", "no/such/folder/found.sarif"]);
    assert_eq!(status, 2);
}

#[test]
fn a_folder_without_a_project_is_told_what_makes_one() {
    let project = Project::new(&[]);
    let (status, text) = project.run(&["lint"]);
    assert!(status == 2 && text.contains("init` makes them here"), "{text}");
}

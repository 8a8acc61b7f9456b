//! The command line from the outside: what `regen` does to a folder, and what it says with its exit status.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// A page that documents one operation with one field.
fn page(method: &str, path: &str, field: &str) -> String {
    format!(
        "---\ntitle: A call\napi: \"{method} {path}\"\n---\n\n<ParamField query=\"{field}\" type=\"string\">\n  Words.\n</ParamField>\n"
    )
}

/// Pages of two APIs, and a place for the crate.
struct Workspace {
    dir: tempfile::TempDir,
}

impl Workspace {
    fn new() -> Self {
        let workspace = Self { dir: tempfile::tempdir().unwrap() };
        workspace.write("in/alpha/a.md", &page("GET", "/v1/users", "limit"));
        workspace.write("in/beta/b.md", &page("GET", "/v1/things", "cursor"));
        workspace
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn regen(&self, more: &[&str]) -> ExitCode {
        let (input, output) = (self.dir.path().join("in"), self.dir.path().join("out"));
        let fixed = ["xtask", "regen", "--input", input.to_str().unwrap(), "--output", output.to_str().unwrap()];
        fieldstone::cli::main(fixed.iter().chain(more).map(Into::into))
    }

    fn crate_files(&self) -> Vec<(String, Vec<u8>)> {
        let out = self.dir.path().join("out");
        let mut files = Vec::new();
        collect(&out, &out, &mut files);
        files.sort();
        files
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.dir.path().join(path)).unwrap()
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.push((name, fs::read(&path).unwrap()));
        }
    }
}

#[track_caller]
fn assert_status(status: ExitCode, wanted: u8) {
    // An exit status can only be compared through its words.
    assert_eq!(format!("{status:?}"), format!("{:?}", ExitCode::from(wanted)));
}

#[test]
fn regen_twice_gives_identical_bytes() {
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    let first = workspace.crate_files();
    assert_status(workspace.regen(&[]), 0);
    assert_eq!(workspace.crate_files(), first);
    assert_status(workspace.regen(&["--check"]), 0);
    let other = Workspace::new();
    assert_status(other.regen(&[]), 0);
    assert_eq!(other.crate_files(), first, "nothing depends on where the folders are");
}

#[test]
fn check_sees_added_changed_stale_and_foreign_files_and_writes_nothing() {
    type Spoil = fn(&Workspace);
    let spoil: [(&str, Spoil); 5] = [
        ("added", |w| fs::remove_file(w.dir.path().join("out/schema/alpha.json")).unwrap()),
        ("changed", |w| w.write("out/src/lib.rs", "x")),
        ("changed page", |w| w.write("in/alpha/a.md", &page("GET", "/v3/users", "limit"))),
        ("stale", |w| fs::remove_dir_all(w.dir.path().join("in/beta")).unwrap()),
        ("foreign", |w| w.write("out/src/mine.rs", "mine")),
    ];
    for (what, spoil) in spoil {
        let workspace = Workspace::new();
        assert_status(workspace.regen(&[]), 0);
        spoil(&workspace);
        let before = workspace.crate_files();
        assert_status(workspace.regen(&["--check"]), 1);
        assert_eq!(workspace.crate_files(), before, "{what}");
    }
}

#[test]
fn a_foreign_file_stops_the_run_before_it_writes() {
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    workspace.write("out/src/mine.rs", "mine");
    workspace.write("in/alpha/a.md", &page("GET", "/v1/other", "limit"));
    let before = workspace.crate_files();
    assert_status(workspace.regen(&[]), 1);
    assert_eq!(workspace.crate_files(), before);
}

#[test]
fn an_api_with_an_error_keeps_its_files_and_the_others_go_on() {
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    let before = workspace.crate_files();
    let of = |files: &[(String, Vec<u8>)], api: &str| {
        let is = |path: &str| path.starts_with(&format!("src/{api}")) || path == format!("schema/{api}.json");
        files.iter().filter(|(path, _)| is(path)).cloned().collect::<Vec<_>>()
    };
    workspace.write("in/alpha/a.md", "# No operation here\n");
    workspace.write("in/beta/b.md", &page("GET", "/v2/things", "cursor"));
    assert_status(workspace.regen(&[]), 1);
    let after = workspace.crate_files();
    assert_eq!(of(&after, "alpha"), of(&before, "alpha"));
    assert_ne!(of(&after, "beta"), of(&before, "beta"));
    assert!(workspace.read("out/src/lib.rs").contains("alpha"));
    assert!(workspace.read("out/Cargo.toml").contains("alpha = []"));
}

#[test]
fn an_api_whose_name_cannot_be_read_loses_nothing() {
    let workspace = Workspace::new();
    workspace.write("in/alpha/api.toml", "name = \"renamed\"");
    assert_status(workspace.regen(&[]), 0);
    let before = workspace.crate_files();
    workspace.write("in/alpha/api.toml", "name = \"renamed");
    assert_status(workspace.regen(&[]), 1);
    assert_eq!(workspace.crate_files(), before);
}

#[test]
fn only_the_api_that_is_named_is_written() {
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    let before = workspace.read("out/schema/beta.json");
    workspace.write("in/alpha/a.md", &page("GET", "/v2/users", "limit"));
    workspace.write("in/beta/b.md", &page("GET", "/v2/things", "cursor"));
    assert_status(workspace.regen(&["--api", "alpha"]), 0);
    assert_eq!(workspace.read("out/schema/beta.json"), before);
    assert!(workspace.read("out/schema/alpha.json").contains("/v2/users"));
    assert!(workspace.read("out/src/lib.rs").contains("beta"));
    assert_status(workspace.regen(&["--api", "gamma"]), 2);
}

#[test]
fn a_regen_that_was_killed_is_named_and_mended() {
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    let whole = workspace.crate_files();
    // As if killed while files were written: one is missing, one is old, one was begun.
    fs::remove_file(workspace.dir.path().join("out/schema/beta.json")).unwrap();
    workspace.write("out/.fieldstone-x.tmp", "cut sho");
    assert_status(workspace.regen(&["--check"]), 1);
    assert_status(workspace.regen(&[]), 0);
    assert_eq!(workspace.crate_files(), whole);
}

#[test]
fn deny_warnings_writes_nothing_of_an_api_that_has_one() {
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    let before = workspace.crate_files();
    workspace.write("in/alpha/b.md", "<ParamField body=\"x\" type=\"string\">\nnever closed\n<Unclosed");
    assert_status(workspace.regen(&["--deny", "warnings", "--format", "json"]), 1);
    assert_eq!(workspace.crate_files(), before);
}

#[test]
fn unusable_arguments_and_places_have_a_status_of_their_own() {
    let workspace = Workspace::new();
    assert_status(
        fieldstone::cli::main(
            ["xtask", "regen", "--input", "no/such/folder", "--output", "x"].map(Into::into).into_iter(),
        ),
        2,
    );
    assert_status(workspace.regen(&["--frobnicate"]), 2);
    workspace.write("out", "a file where the crate should be");
    assert_status(workspace.regen(&[]), 2);
    assert_eq!(workspace.read("out"), "a file where the crate should be");
}

#[test]
fn an_api_that_has_to_stay_and_cannot_be_read_stops_the_run() {
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    workspace.write("in/alpha/a.md", "# No operation here\n");
    for broken in ["{", "{\"format_version\": 999}"] {
        workspace.write("out/schema/alpha.json", broken);
        let before = workspace.crate_files();
        assert_status(workspace.regen(&[]), 2);
        assert_eq!(workspace.crate_files(), before);
    }
}

#[test]
fn what_an_api_asks_of_the_rust_is_its_own_and_stays_with_it() {
    let workspace = Workspace::new();
    let answer = "\n<ResponseField name=\"weight\" type=\"number\" />\n";
    workspace.write("in/alpha/a.md", &(page("GET", "/v1/users", "limit") + answer));
    workspace.write("in/beta/b.md", &(page("GET", "/v1/things", "cursor") + answer));
    workspace.write("in/alpha/api.toml", "[rust]\nnumber = \"json\"\nkeep-unknown-members = true\n");
    assert_status(workspace.regen(&[]), 0);
    let alpha = workspace.read("out/src/alpha/types.rs");
    assert!(alpha.contains("pub weight: Option<crate::Number>") && alpha.contains("pub unknown_members"), "{alpha}");
    let beta = workspace.read("out/src/beta/types.rs");
    assert!(beta.contains("pub weight: Option<f64>") && !beta.contains("unknown_members"), "{beta}");
    let before = workspace.crate_files();
    assert_status(workspace.regen(&["--api", "beta"]), 0);
    assert_eq!(workspace.crate_files(), before, "alpha was not asked for");
    workspace.write("in/alpha/api.toml", "[rust]\nnumber = \"decimal\"\n");
    assert_status(workspace.regen(&[]), 1);
    assert_eq!(workspace.crate_files(), before, "alpha is in error");
}

#[test]
fn a_crate_elsewhere_has_its_names_with_it_and_leaves_the_input_as_it_was() {
    let workspace = Workspace::new();
    let beside = "[operations]\n\"GET /v1/users\" = \"people\"\n\n[types]\n";
    workspace.write("in/alpha/names.lock", beside);
    assert_status(workspace.regen(&[]), 0);
    assert_eq!(workspace.read("in/alpha/names.lock"), beside);
    assert!(!workspace.dir.path().join("in/beta/names.lock").exists());
    let lock = workspace.read("out/names.lock");
    assert!(lock.contains("[alpha.operations]\n\"GET /v1/users\" = \"people\""), "{lock}");
    // Where both name a place, the crate's own lock counts; `--check` reads the same two.
    let own = lock.replace("\"people\"", "\"persons\"");
    workspace.write("out/names.lock", &own);
    assert_status(workspace.regen(&["--check"]), 1);
    assert_status(workspace.regen(&[]), 0);
    assert_status(workspace.regen(&["--check"]), 0);
    assert_eq!(workspace.read("out/names.lock"), own);
    assert!(workspace.read("out/schema/alpha.json").contains("\"id\": \"persons\""));
    // What was not asked for keeps its names, and what is gone loses them.
    assert_status(workspace.regen(&["--api", "beta"]), 0);
    assert_eq!(workspace.read("out/names.lock"), own);
    fs::remove_dir_all(workspace.dir.path().join("in/beta")).unwrap();
    assert_status(workspace.regen(&[]), 0);
    let lock = workspace.read("out/names.lock");
    assert!(lock.contains("[alpha.operations]") && !lock.contains("beta"), "{lock}");
    workspace.write("out/names.lock", "[alpha");
    let before = workspace.crate_files();
    assert_status(workspace.regen(&[]), 1);
    assert!(workspace.crate_files() == before, "a lock that cannot be read is an error");
}

#[test]
fn where_nothing_can_be_made_nothing_is_written() {
    let workspace = Workspace::new();
    for page in ["in/alpha/a.md", "in/beta/b.md"] {
        workspace.write(page, "# A guide\n\nSixty calls a minute.\n");
    }
    assert_status(workspace.regen(&[]), 1);
    assert_status(workspace.regen(&["--check"]), 1);
    assert!(!workspace.dir.path().join("out").exists());
    // One that is fine is made alone.
    workspace.write("in/beta/b.md", &page("GET", "/v1/things", "cursor"));
    assert_status(workspace.regen(&[]), 1);
    let files = workspace.crate_files();
    assert!(files.iter().all(|(path, _)| !path.contains("alpha")), "{files:?}");
    assert!(!workspace.read("out/src/lib.rs").contains("alpha"));
}

/// The files of an API.
fn of(files: &[(String, Vec<u8>)], api: &str) -> Vec<(String, Vec<u8>)> {
    files.iter().filter(|(path, _)| path.contains(api)).cloned().collect()
}

#[cfg(unix)]
#[test]
fn a_page_that_cannot_be_read_takes_no_operation_with_it() {
    let workspace = Workspace::new();
    workspace.write("in/alpha/c.md", &page("GET", "/v1/groups", "limit"));
    assert_status(workspace.regen(&[]), 0);
    let before = workspace.crate_files();
    let broken = workspace.dir.path().join("in/alpha/c.md");
    fs::remove_file(&broken).unwrap();
    std::os::unix::fs::symlink("gone.md", &broken).unwrap();
    workspace.write("in/beta/b.md", &page("GET", "/v2/things", "cursor"));
    assert_status(workspace.regen(&[]), 1);
    let after = workspace.crate_files();
    assert_eq!(of(&after, "alpha"), of(&before, "alpha"));
    assert!(workspace.read("out/schema/alpha.json").contains("/v1/groups"));
    assert!(workspace.read("out/schema/beta.json").contains("/v2/things"));
    // So it is where the system does not let it be read; root may read all there is.
    fs::remove_file(&broken).unwrap();
    workspace.write("in/alpha/c.md", &page("GET", "/v1/groups", "limit"));
    fs::set_permissions(&broken, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    let is_read = fs::read(&broken).is_ok();
    assert_status(workspace.regen(&[]), u8::from(!is_read));
    assert!(workspace.read("out/schema/alpha.json").contains("/v1/groups"));
}

#[test]
fn a_type_whose_name_is_very_long_has_a_file_that_every_system_takes() {
    let workspace = Workspace::new();
    let long = "a".repeat(160);
    let fields = |at: usize| {
        let inner: String =
            (0..80).map(|n| format!("<ResponseField name=\"m{at}_{n}\" type=\"string\" />\n")).collect();
        format!(
            "<ResponseField name=\"x{at}\" type=\"{long}{at}\">\n<Expandable>\n{inner}</Expandable>\n</ResponseField>\n"
        )
    };
    let all: String = (0..40).map(fields).collect();
    workspace.write("in/alpha/a.md", &format!("{}\n{all}", page("GET", "/v1/users", "limit")));
    assert_status(workspace.regen(&[]), 0);
    let files = workspace.crate_files();
    assert!(
        files.iter().any(|(path, _)| path.starts_with("src/alpha/types/") && path.contains("aaaa")),
        "they stand in several files"
    );
    assert!(files.iter().all(|(path, _)| path.len() <= 160));
}

#[test]
fn an_api_that_cannot_be_written_is_told_with_its_page_and_the_others_are_made() {
    use fieldstone::output::{Access, Disk, Manifest, OutputError};
    let workspace = Workspace::new();
    assert_status(workspace.regen(&[]), 0);
    workspace.write("in/alpha/a.md", &page("GET", "/v2/users", "limit"));
    workspace.write("in/beta/b.md", &page("GET", "/v2/things", "cursor"));
    let path = workspace.dir.path().join("in");
    let input = fieldstone::project::Input { path, shown: "in".to_owned(), config: None, everything: false };
    let mut understood = fieldstone::understand(&input, &fieldstone::Options::default()).unwrap();
    let id = understood.apis[0].api.operations[0].id.clone();
    let why = OutputError::Collision(format!("src/alpha/operations/{id}.rs"));
    let told = understood.withdraw(&why).unwrap();
    assert_eq!(understood.sources.file(told.span.unwrap().file).unwrap().page(), "a.md");
    assert_eq!(told.code, fieldstone::diagnostics::Code::UnwritableApi);
    assert!(told.message.contains("`alpha`") && told.message.contains(&id), "{told:?}");
    assert!(understood.withdraw(&why).is_none(), "it was taken back before");
    for other in ["src/gamma/mod.rs", "src/lib.rs", "Cargo.toml"] {
        assert!(understood.withdraw(&OutputError::Path(other.to_owned())).is_none(), "{other}");
    }
    let disk = Disk::open(&workspace.dir.path().join("out"), Access::Read).unwrap();
    let files = fieldstone::generate(&understood, &disk, &Manifest::default()).unwrap();
    let text = |path: &str| String::from_utf8(files.get(path).unwrap().to_vec()).unwrap();
    assert!(text("schema/alpha.json").contains("/v1/users") && text("schema/beta.json").contains("/v2/things"));
}

#[test]
fn an_api_whose_host_changes_stays_as_it_was_until_its_project_file_names_the_host() {
    let workspace = Workspace::new();
    let page = |host: &str| page("GET", &format!("https://{host}/v1/users"), "limit");
    workspace.write("in/alpha/a.md", &page("a.example"));
    assert_status(workspace.regen(&[]), 0);
    let before = workspace.crate_files();
    // The path is no host.
    workspace.write("in/alpha/a.md", &page("a.example/v2"));
    assert_status(workspace.regen(&[]), 0);
    workspace.write("in/alpha/a.md", &page("a.example"));
    assert_status(workspace.regen(&[]), 0);
    assert_eq!(workspace.crate_files(), before);
    workspace.write("in/alpha/a.md", &page("evil.example"));
    workspace.write("in/beta/b.md", &self::page("GET", "/v2/things", "cursor"));
    assert_status(workspace.regen(&["--check"]), 1);
    assert_status(workspace.regen(&[]), 1);
    assert_eq!(of(&workspace.crate_files(), "alpha"), of(&before, "alpha"));
    assert!(workspace.read("out/schema/beta.json").contains("/v2/things"));
    // Nor does a page that is new make calls to another host.
    workspace.write("in/alpha/a.md", &page("a.example"));
    workspace.write("in/alpha/c.md", &self::page("POST", "https://evil.example/v1/keys", "limit"));
    assert_status(workspace.regen(&[]), 1);
    assert_eq!(of(&workspace.crate_files(), "alpha"), of(&before, "alpha"));
    workspace.write("in/alpha/c.md", "# Words\n");
    workspace.write("in/alpha/a.md", &page("new.example"));
    workspace.write("in/alpha/api.toml", "[[server]]\nurl = \"https://new.example\"\n");
    assert_status(workspace.regen(&[]), 0);
    assert!(workspace.read("out/schema/alpha.json").contains("https://new.example"));
    // Then it is where the calls go.
    workspace.write("in/alpha/api.toml", "");
    assert_status(workspace.regen(&[]), 0);
}

//! What happens to a folder: every state that a run can find it in, and every one that it can leave.

use std::fs;
use std::path::Path;

use super::*;

fn files(of: &[(&str, &str)]) -> FileSet {
    let mut files = FileSet::default();
    for (path, text) in of {
        files.insert(*path, *text).unwrap();
    }
    files
}

fn old() -> FileSet {
    files(&[("Cargo.toml", "old"), ("src/lib.rs", "old"), ("src/a/gone.rs", "gone"), ("src/same.rs", "same")])
}

fn new() -> FileSet {
    files(&[("Cargo.toml", "new"), ("src/lib.rs", "new"), ("src/b/new.rs", "added"), ("src/same.rs", "same")])
}

fn open(root: &Path) -> Disk {
    Disk::open(root, Access::Write).unwrap()
}

fn differs(root: &Path, files: &FileSet) -> Vec<String> {
    let changes = Disk::open(root, Access::Read).unwrap().compare(files).unwrap();
    changes.list.iter().map(|change| format!("{} {}", change.kind.as_str(), change.path)).collect()
}

fn tree(root: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn every_difference_is_named_and_writing_mends_all() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("deep/out");
    assert_eq!(differs(&root, &old()).len(), 5);
    open(&root).write(&old()).unwrap();
    assert_eq!(differs(&root, &old()), Vec::<String>::new());
    assert_eq!(
        differs(&root, &new()),
        ["changed Cargo.toml", "stale src/a/gone.rs", "added src/b/new.rs", "changed src/lib.rs", "changed files.lock"]
    );
    open(&root).write(&new()).unwrap();
    assert_eq!(differs(&root, &new()), Vec::<String>::new());
    assert!(!root.join("src/a").exists(), "an emptied folder goes away");
}

#[test]
fn a_checkout_that_ends_lines_otherwise_is_as_it_should_be() {
    let dir = tempfile::tempdir().unwrap();
    let wanted = files(&[("Cargo.toml", "[package]\nname = \"a\"\n"), ("src/lib.rs", "// one\n// two\n")]);
    open(dir.path()).write(&wanted).unwrap();
    for path in ["Cargo.toml", "src/lib.rs", "files.lock"] {
        let text = fs::read_to_string(dir.path().join(path)).unwrap().replace('\n', "\r\n");
        fs::write(dir.path().join(path), text).unwrap();
    }
    assert_eq!(differs(dir.path(), &wanted), Vec::<String>::new());
    let lock = dir.path().join("names.lock");
    fs::write(&lock, "a\r\nb\r\n").unwrap();
    assert_eq!(lock_change(&lock, "a\nb\n").unwrap().map(|change| change.path), None);
    assert!(lock_change(&lock, "a\nc\n").unwrap().is_some());
    // What changes is written, and with it the list, as they are on other systems.
    let other = files(&[("Cargo.toml", "[package]\nname = \"a\"\n"), ("src/lib.rs", "// three\n")]);
    assert_eq!(differs(dir.path(), &other), ["changed src/lib.rs"]);
    open(dir.path()).write(&other).unwrap();
    assert_eq!(differs(dir.path(), &other), Vec::<String>::new());
}

#[test]
fn a_run_that_changes_nothing_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).write(&new()).unwrap();
    let disk = open(dir.path());
    let changes = disk.compare(&new()).unwrap();
    assert!(disk.steps(&changes, &new()).is_empty());
}

#[test]
fn a_foreign_file_is_named_and_nothing_is_written() {
    for path in ["src/mine.rs", "src/b/new.rs", "schema/x.json", "openapi/.hidden"] {
        let dir = tempfile::tempdir().unwrap();
        open(dir.path()).write(&old()).unwrap();
        let mine = dir.path().join(path);
        fs::create_dir_all(mine.parent().unwrap()).unwrap();
        fs::write(&mine, "mine").unwrap();
        let before = tree(dir.path());
        assert!(differs(dir.path(), &new()).contains(&format!("foreign {path}")));
        let error = open(dir.path()).write(&new()).unwrap_err();
        assert!(matches!(&error, OutputError::Foreign(paths) if *paths == [path]), "{error}");
        assert_eq!(tree(dir.path()), before);
    }
}

#[test]
fn a_project_of_the_users_own_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("Cargo.toml"), "[package]").unwrap();
    assert!(open(dir.path()).write(&new()).is_err());
    assert_eq!(tree(dir.path()).len(), 1);
    // What lies beside our folders is nobody's business but the user's.
    fs::write(dir.path().join("Cargo.toml"), format!("# {MARK}\n")).unwrap();
    fs::write(dir.path().join("Cargo.lock"), "").unwrap();
    open(dir.path()).write(&new()).unwrap();
    assert!(dir.path().join("Cargo.lock").exists());
}

#[test]
fn a_lost_list_makes_none_of_our_files_foreign() {
    let dir = tempfile::tempdir().unwrap();
    let marked = |text: &str| files(&[("src/lib.rs", &format!("// {MARK}\n{text}"))]);
    open(dir.path()).write(&marked("old")).unwrap();
    fs::remove_file(dir.path().join("files.lock")).unwrap();
    assert_eq!(differs(dir.path(), &marked("old")), ["added files.lock"]);
    assert_eq!(differs(dir.path(), &marked("new")), ["changed src/lib.rs", "added files.lock"]);
}

#[test]
fn a_run_killed_after_any_step_is_named_and_mended() {
    for (from, to) in [(Some(old()), new()), (None, new()), (Some(new()), old())] {
        for done in 0.. {
            let dir = tempfile::tempdir().unwrap();
            if let Some(from) = &from {
                open(dir.path()).write(from).unwrap();
            }
            let before = tree(dir.path());
            let disk = open(dir.path());
            let changes = disk.compare(&to).unwrap();
            let steps = disk.steps(&changes, &to);
            for step in steps.iter().take(done) {
                disk.take(step).unwrap();
            }
            // A killed run holds no lock.
            drop(disk);
            // Killed in the middle of the next file.
            if done < steps.len() {
                fs::write(dir.path().join(".fieldstone-abc.tmp"), "cut sho").unwrap();
                assert!(!differs(dir.path(), &to).is_empty(), "after {done} steps");
            }
            // The pages may have changed again before the next run: both ways have to be open.
            for mended in [&to, from.as_ref().unwrap_or(&to)] {
                assert!(!differs(dir.path(), mended).iter().any(|line| line.starts_with("foreign")));
                open(dir.path()).write(mended).unwrap();
                assert_eq!(differs(dir.path(), mended), Vec::<String>::new());
            }
            if from.is_some() {
                assert_eq!(
                    tree(dir.path()).iter().map(|f| &f.1).collect::<Vec<_>>(),
                    before.iter().map(|f| &f.1).collect::<Vec<_>>()
                );
            }
            if done > steps.len() {
                break;
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("lib.rs"), "theirs").unwrap();
    let link = |to: &Path, at: &Path| std::os::unix::fs::symlink(to, at);
    let dir = tempfile::tempdir().unwrap();
    link(outside.path(), &dir.path().join("src")).unwrap();
    assert!(open(dir.path()).write(&new()).is_err());
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("src")).unwrap();
    link(&outside.path().join("lib.rs"), &dir.path().join("src/lib.rs")).unwrap();
    assert!(open(dir.path()).write(&new()).is_err());
    let dir = tempfile::tempdir().unwrap();
    link(&outside.path().join("lib.rs"), &dir.path().join("files.lock")).unwrap();
    assert!(open(dir.path()).write(&new()).is_err());
    assert_eq!(fs::read(outside.path().join("lib.rs")).unwrap(), b"theirs");
    assert_eq!(tree(outside.path()).len(), 1);
}

#[test]
fn a_hostile_list_deletes_nothing_outside_our_folders() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("out");
    open(&root).write(&old()).unwrap();
    fs::write(dir.path().join("secret"), "x").unwrap();
    fs::write(root.join("build.rs"), "x").unwrap();
    fs::write(root.join("files.lock"), "../secret\nbuild.rs\nsrc/../../secret\n").unwrap();
    let _ = open(&root).write(&new());
    assert!(dir.path().join("secret").exists() && root.join("build.rs").exists());
}

#[test]
fn an_unwritable_place_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let error = open(&dir.path().join("file/out")).write(&new()).unwrap_err().to_string();
    assert!(error.starts_with("cannot make the folder `") && error.contains("file/out"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_a_clear_error_and_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).write(&old()).unwrap();
    let before = tree(dir.path());
    let set = |mode| fs::set_permissions(dir.path(), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // To the superuser nothing is read-only, and there is nothing to see.
    let is_superuser = fs::write(dir.path().join("probe"), "").is_ok();
    let result = open(dir.path()).write(&new());
    set(0o755);
    if !is_superuser {
        let error = result.unwrap_err().to_string();
        assert!(error.starts_with("cannot write `"), "{error}");
        assert_eq!(tree(dir.path()), before);
    }
}

#[test]
fn two_runs_at_once_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for to in [old(), new(), old(), new()] {
            let root = dir.path();
            scope.spawn(move || {
                for _ in 0..10 {
                    open(root).write(&to).unwrap();
                }
            });
        }
    });
    let left = [old(), new()].iter().filter(|files| differs(dir.path(), files).is_empty()).count();
    assert_eq!(left, 1, "the tree is one of the two, whole");
}

#[cfg(unix)]
#[test]
fn files_can_be_read_by_whoever_may_read_the_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).write(&new()).unwrap();
    fs::write(dir.path().join("probe"), "").unwrap();
    let mode = |path: &str| fs::metadata(dir.path().join(path)).unwrap().permissions().mode();
    assert_eq!(mode("src/lib.rs"), mode("probe"));
}

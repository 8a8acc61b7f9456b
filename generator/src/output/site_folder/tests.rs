//! Input: a folder, and what a site has. Output: whether writing holds to all or nothing.
//! Invariant: each test looks at every file of the folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::SiteFolder;
use crate::fetch::{Fetched, FetchedPage, digest};
use crate::output::{Access, OutputError, SiteChangeKind};
use crate::project::Source;

fn site(pages: &[(&str, &str)]) -> Fetched {
    let page = |(path, text): &(&str, &str)| FetchedPage {
        path: (*path).to_owned(),
        bytes: Some(text.as_bytes().to_vec()),
        source: Source {
            url: format!("https://d.example/{path}"),
            etag: None,
            last_modified: None,
            sha256: digest(text.as_bytes()),
            date: "2026-01-01".to_owned(),
        },
    };
    Fetched {
        pages: pages.iter().map(page).collect(),
        gone: Vec::new(),
        stuck: Vec::new(),
        left_out: Vec::new(),
        title: None,
        lists: Vec::new(),
        answers: 0,
        bytes: 0,
    }
}

fn write(root: &Path, fetched: &Fetched) {
    let folder = SiteFolder::open(root, Access::Write).unwrap();
    let changes = folder.compare(fetched, false).unwrap();
    folder.write(&changes).unwrap();
}

fn files(root: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(root).min_depth(1).into_iter().map(Result::unwrap);
    let text = |path: &Path| if path.is_dir() { "a folder".to_owned() } else { fs::read_to_string(path).unwrap() };
    entries.map(|entry| (entry.path().display().to_string(), text(entry.path()))).collect()
}

#[test]
fn what_cannot_be_written_whole_is_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    write(root, &site(&[("a.md", "one"), ("z.md", "two")]));
    let next = site(&[("a.md", "new"), ("b/more.md", "new"), ("m.md", "new"), ("z.md", "new")]);
    // Somebody writes a file where one would come, after all was compared: at its place, and where its folder would be.
    for (path, text) in [("m.md", "mine"), ("b", "mine")] {
        let folder = SiteFolder::open(root, Access::Write).unwrap();
        let changes = folder.compare(&next, false).unwrap();
        assert_eq!(changes.list.len(), 4);
        fs::write(root.join(path), text).unwrap();
        let before = files(root);
        assert!(matches!(folder.write(&changes), Err(OutputError::Io { .. })), "{path}");
        assert_eq!(files(root), before, "{path}");
        fs::remove_file(root.join(path)).unwrap();
    }
    write(root, &next);
    assert_eq!(fs::read_to_string(root.join("b/more.md")).unwrap(), "new");
}

#[test]
fn a_run_that_was_killed_before_its_last_step_is_mended_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    write(root, &site(&[("a.md", "one"), ("b.md", "one")]));
    let next = site(&[("a.md", "new"), ("b.md", "new"), ("c.md", "new")]);
    // Some pages are there, and the list does not say so yet.
    fs::write(root.join("a.md"), "new").unwrap();
    fs::write(root.join("c.md"), "new").unwrap();
    let folder = SiteFolder::open(root, Access::Write).unwrap();
    let changes = folder.compare(&next, false).unwrap();
    let left = changes.list.iter().map(|change| (change.path.as_str(), change.kind)).collect::<Vec<_>>();
    assert_eq!((left, changes.same), (vec![("b.md", SiteChangeKind::Changed)], 2));
    folder.write(&changes).unwrap();
    let folder = SiteFolder::open(root, Access::Read).unwrap();
    assert_eq!(folder.intact().unwrap().len(), 3);
    assert_eq!(folder.compare(&next, false).unwrap().lock, None, "nothing is left to do");
}

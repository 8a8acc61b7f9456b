//! Input: the seeds of the fuzz targets, and what they have found. Output: whether all of it holds, with any compiler.
//! Invariant: a seed is a fixture, which is there for a trap already; a finding stays, below the name of its target.

#![allow(dead_code, reason = "the targets are a library of their own")]

use std::fs;
use std::path::{Path, PathBuf};

use fieldstone_tests::TYPES;

#[path = "../fuzz/src/lib.rs"]
mod targets;

/// Targets that read what stands in the folders of fixtures.
const OF_TEXTS: &[&str] = &["page", "frontmatter", "rendered", "type_text", "json", "samples", "documents"];

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All files below a folder, by path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            files.extend(self::files(&entry.path()));
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    files
}

fn target(name: &str) -> fn(&[u8]) {
    targets::TARGETS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name} is no target")).1
}

fn run_all(target: fn(&[u8]), seeds: &[PathBuf]) {
    assert!(!seeds.is_empty());
    for seed in seeds {
        println!("{}", seed.display());
        target(&fs::read(seed).unwrap());
    }
}

#[test]
fn every_text_of_the_fixtures_holds_in_every_reader() {
    let seeds = files(&here("fixtures"));
    OF_TEXTS.iter().for_each(|name| run_all(target(name), &seeds));
}

#[test]
fn every_page_of_the_fixtures_holds_on_its_way_to_the_crate() {
    run_all(target("pipeline"), &pages());
}

#[test]
fn the_crate_of_every_page_holds_nothing_unexpected() {
    run_all(target("sources"), &pages());
}

/// One page of each fixture.
fn pages() -> Vec<PathBuf> {
    let is_page =
        |path: &PathBuf| path.extension().is_some_and(|ending| matches!(ending.to_str(), Some("mdx" | "md" | "txt")));
    let mut folders = std::collections::BTreeSet::new();
    let all = files(&here("fixtures")).into_iter().filter(is_page);
    all.filter(|path| folders.insert(path.parent().map(Path::to_owned))).collect()
}

#[test]
fn several_files_are_one_seed() {
    let page = "---\ntitle: T\napi: POST https://a.example/t\n---\n\n<ParamField body=\"a\" type=\"string\" />\n";
    let toml = "%%% toml\ndocs = \"https://docs.a.example\"\n";
    let document = "%%% json\n{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {\"/u\": {\"get\": {\"responses\": {\"200\": {\"description\": \"U\"}}}}}}\n";
    for name in ["pipeline", "sources"] {
        target(name)(format!("{page}{toml}{document}").as_bytes());
    }
}

#[test]
fn every_type_of_every_fixture_reads_what_it_wrote() {
    let answers =
        ["null", "{}", "[]", "\"a\"", "1", "-0.0", "1e400", "{\"id\": \"1\", \"kind\": \"a\"}", "[{\"id\": null}]"];
    for at in 0..u16::try_from(TYPES.len()).unwrap() {
        for answer in answers {
            target("decode")(&[at.to_be_bytes().as_slice(), answer.as_bytes()].concat());
        }
    }
}

#[test]
fn what_a_server_sends_in_pieces_holds() {
    let cut = b"\xff".as_slice();
    let events: [&[u8]; 5] = [
        b"data: a\n\n",
        b"\xff",
        b"data: \xff\xc3\x28\r\rid: 1\xff\n\n",
        b"data\xff:\xff a\xff\n\xff\n",
        b"retry: 1\n\xef\xbb\xbf",
    ];
    events.into_iter().for_each(target("events"));
    target("events")(&[&b"id: ".repeat(40_000), cut, b"\n\ndata: x\n\n"].concat());
    for parts in [
        &b""[..],
        b"a\xffb\xffc",
        b"\r\n--x\xff\r\n\r\n\xff\"; name=\"b\"",
        b"\xff\xff\r\nX: y",
        b"t\xff\0\xff\xc3\xa9",
    ] {
        target("multipart")(parts);
    }
    for pages in [
        &b""[..],
        b"{}",
        b"{\"herons\": [{}], \"pagination\": {\"next_cursor\": \"a\"}}\xff{}",
        b"[]\xffnull",
        b"{\"herons\": 1}",
    ] {
        target("pages")(pages);
    }
    let one = b"{\"herons\": [{}], \"pagination\": {\"next_cursor\": \"a\", \"has_more\": true}}".as_slice();
    target("pages")(&[one, one, one].join(cut));
}

#[test]
fn what_was_found_once_holds() {
    for (name, target) in targets::TARGETS {
        for finding in files(&here("fuzz/findings").join(name)) {
            println!("{}", finding.display());
            target(&fs::read(finding).unwrap());
        }
    }
    // A folder that is called after no target would be passed over.
    for folder in fs::read_dir(here("fuzz/findings")).into_iter().flatten().map(Result::unwrap) {
        target(folder.file_name().to_str().unwrap());
    }
}

#[test]
fn every_target_is_a_program_of_its_own() {
    let manifest = fs::read_to_string(here("fuzz/Cargo.toml")).unwrap();
    for (name, _) in targets::TARGETS {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
        let program = fs::read_to_string(here(&format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(program.contains(&format!("fieldstone_fuzz::{name}(bytes)")), "{name}");
    }
}

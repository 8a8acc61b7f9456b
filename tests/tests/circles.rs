//! Input: the source of the generator and of the runtime that it writes out. Output: whether any two files import each other,
//! directly or round about.
//! Invariant: a circle anywhere fails, and is shown as the files that it runs through.

#[path = "circles/graph.rs"]
mod graph;
#[path = "circles/names.rs"]
mod names;

use std::path::{Path, PathBuf};

fn source(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator").join(folder)
}

fn circles(folder: &str, entry: &str) -> String {
    let tree = names::Tree::read(&source(folder), entry);
    let graph = tree.imports();
    assert!(graph.len() > 20, "only {} files of {folder} were read", graph.len());
    let shown = graph::circles(&graph);
    shown.iter().map(|circle| format!("{} files: {}\n", circle.len(), circle.join(", "))).collect()
}

#[test]
fn no_two_files_of_the_generator_import_each_other() {
    let found = circles("src", "lib.rs");
    assert!(found.is_empty(), "files that import each other round about:\n{found}");
}

#[test]
fn no_two_files_of_the_runtime_import_each_other() {
    let found = circles("runtime", "mod.rs");
    assert!(found.is_empty(), "files that import each other round about:\n{found}");
}

/// A crate on disk, of files by their names.
fn small_crate(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    graph::circles(&names::Tree::read(folder.path(), "lib.rs").imports())
}

#[test]
fn a_name_reached_through_a_re_export_counts_for_the_file_that_defines_it() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod one; mod two; pub use one::One; pub use two::Two;"),
        ("room/one.rs", "use super::Two; pub struct One(Two);"),
        ("room/two.rs", "pub struct Two; fn back() { let _ = std::mem::size_of::<crate::room::One>(); }"),
    ];
    assert_eq!(small_crate(&files), [["room/one.rs", "room/two.rs"]]);
}

#[test]
fn a_circle_through_an_imported_module_is_seen() {
    let files = [
        ("lib.rs", "mod one; mod two; mod three;"),
        ("one.rs", "use crate::two; pub fn one() { two::two() }"),
        ("two.rs", "use super::three::three as other; pub fn two() { assert!(other() == 3) }"),
        ("three.rs", "pub fn three() -> u8 { println!(\"{}\", crate::one::one()); 3 }"),
    ];
    assert_eq!(small_crate(&files), [["one.rs", "three.rs", "two.rs"]]);
}

#[test]
fn modules_re_exports_and_tests_are_no_imports() {
    let files = [
        ("lib.rs", "mod room; pub use room::leaf::Leaf;"),
        ("room/mod.rs", "pub mod leaf; mod tests; pub struct Room;"),
        ("room/leaf.rs", "pub struct Leaf(super::Room);\n#[cfg(test)]\nmod tests { use crate::room::tests::help; }"),
        ("room/tests.rs", "use super::leaf::Leaf; pub fn help() -> Leaf { todo!() }"),
    ];
    assert!(small_crate(&files).is_empty());
}

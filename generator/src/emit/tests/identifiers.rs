//! Input: the source of `emit`. Output: whether an identifier is made anywhere but in `ident`.
//! Invariant: what is called after a text of a page was called so by the plan.

use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.file_name().and_then(|name| name.to_str()) {
            Some("tests" | "ident.rs") => {}
            _ if path.is_dir() => files(&path, found),
            _ => found.push(path),
        }
    }
}

#[test]
fn identifiers_come_from_the_plan() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/emit"), &mut found);
    assert!(found.len() > 20, "{found:?}");
    for file in found {
        let text = std::fs::read_to_string(&file).unwrap();
        // What tests make never reaches a crate.
        let text = text.split("#[cfg(test)]").next().unwrap();
        for maker in ["Ident::new", "format_ident!", "parse_str", "heck::", "RustName("] {
            assert!(!text.contains(maker), "{} has `{maker}`", file.display());
        }
    }
}

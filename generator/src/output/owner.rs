//! Input: the path of a file of the crate. Output: the API that it belongs to.
//! Invariant: a path that only looks like one of an API belongs to none.

/// The API that a path belongs to: `src/<api>/...`, `src/<api>.rs`, `schema/<api>.json`, `openapi/<api>.json`,
/// `examples/<api>.rs`.
pub(super) fn owner(path: &str) -> Option<&str> {
    let (folder, rest) = path.split_once('/')?;
    let name = match folder {
        "src" => rest.split_once('/').map(|(name, _)| name).or_else(|| rest.strip_suffix(".rs"))?,
        "examples" => rest.strip_suffix(".rs")?,
        "schema" | "openapi" => rest.strip_suffix(".json")?,
        _ => return None,
    };
    crate::project::is_api_name(name).then_some(name)
}

/// The API whose example stands at a path.
pub(super) fn example(path: &str) -> Option<&str> {
    path.starts_with("examples/").then(|| owner(path)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_the_api_whose_name_they_carry() {
        assert_eq!(owner("src/algoreg/types.rs"), Some("algoreg"));
        assert_eq!(owner("src/algoreg.rs"), Some("algoreg"));
        assert_eq!(owner("schema/algoreg.json"), Some("algoreg"));
        for path in ["src/lib.rs", "src/runtime/error.rs", "Cargo.toml", "schema/x.txt"] {
            assert_eq!(owner(path), None, "{path}");
        }
    }
}

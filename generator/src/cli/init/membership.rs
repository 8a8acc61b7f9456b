//! Input: a workspace's Cargo.toml, and a folder. Output: the same text, with the folder in `members` or `exclude`.
//! Invariant: everything else, comments and order included, stays as it was.

use toml_edit::{Array, DocumentMut, Item, value};

/// Adds `folder` to a list of `[workspace]`.
pub(super) fn with(text: &str, list: &str, folder: &str) -> Result<String, String> {
    let mut document = text.parse::<DocumentMut>().map_err(|error| error.message().to_owned())?;
    let workspace = document.get_mut("workspace").and_then(Item::as_table_like_mut);
    let workspace = workspace.ok_or("there is no table `[workspace]`")?;
    let item = workspace.entry(list).or_insert_with(|| value(Array::new()));
    let array = item.as_array_mut().ok_or_else(|| format!("`{list}` is no list"))?;
    // A list with a line for each item goes on like that.
    let lines = array.iter().last().and_then(|last| last.decor().prefix()).and_then(|prefix| prefix.as_str());
    let lines = lines.and_then(|prefix| Some(prefix.get(prefix.rfind('\n')?..)?.to_owned()));
    array.push(folder);
    if let (Some(prefix), Some(last)) = (lines, array.len().checked_sub(1).and_then(|at| array.get_mut(at))) {
        last.decor_mut().set_prefix(prefix);
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn a_list_goes_on_as_it_was_written() {
        let text = "# mine\n[workspace]\nmembers = [\n    \"a\", # the first\n    \"b\",\n]\nresolver = \"3\"\n";
        let wanted = "# mine\n[workspace]\nmembers = [\n    \"a\", # the first\n    \"b\",\n    \"generated\",\n]\nresolver = \"3\"\n";
        assert_eq!(with(text, "members", "generated").unwrap(), wanted);
        assert_eq!(
            with("[workspace]\nmembers = [\"crates/*\"]\n", "exclude", "crates/apis").unwrap(),
            "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/apis\"]\n"
        );
        assert!(with("[package]\n", "members", "x").is_err());
    }
}

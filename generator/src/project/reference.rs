//! Input: the tables of the project files. Output: what explains them: a page for people, an entry for one key, and files
//! to begin with.
//! Invariant: nothing is said here that the types which read the files do not say.

use std::fmt::Write as _;

use super::keys::{Key, Table};
use super::{config, crate_toml};

/// The project files: name, and tables.
const FILES: &[(&str, &[Table])] = &[("fieldstone.toml", crate_toml::TABLES), ("api.toml", config::TABLES)];

/// What stands above the tables of a file on the page.
const ABOUT: &[(&str, &str)] = &[
    (
        "fieldstone.toml",
        "One for a project, beside `docs-input`. It may be left out: then the crate is `fieldstone-apis` in `generated`.",
    ),
    (
        "api.toml",
        "One for an API, in its folder below `docs-input`. It may be left out: then the pages say everything.",
    ),
];

/// `docs/configuration.md`
pub fn page() -> String {
    let mut text =
        "# Configuration\n\nThis page is made from the types that read the two files; a test holds it to them. \
                    A key that stands in none of the tables below is refused, with the one that is nearest. \
                    `fieldstone explain KEY` prints an entry of it.\n"
            .to_owned();
    for (file, tables) in FILES {
        let _ = write!(text, "\n## {file}\n");
        for (_, about) in ABOUT.iter().filter(|(name, _)| name == file) {
            let _ = write!(text, "\n{}\n", wrapped(about, ""));
        }
        for table in *tables {
            if !table.header.is_empty() {
                let _ = write!(text, "\n### `{}`\n", table.header);
            }
            let _ = write!(text, "\n{}\n\n", wrapped(table.doc, ""));
            for key in table.keys {
                let needed = if key.required { " (required)" } else { "" };
                let _ = writeln!(text, "{}", wrapped(&format!("- `{}`{needed}: {}", key.name, key.doc), "  "));
            }
            let _ = write!(text, "\n```toml\n{}```\n", example(table));
        }
    }
    text
}

/// What a key or a table means: `errata`, `errata.at`, `crate.name`; `None` where there is no such thing.
pub fn entry(wanted: &str) -> Option<String> {
    let mut text = String::new();
    for (file, table) in FILES.iter().flat_map(|(file, tables)| tables.iter().map(move |table| (file, table))) {
        let name = plain(table.header);
        let place = if table.header.is_empty() {
            format!("at the top of {file}")
        } else {
            format!("`{}` in {file}", table.header)
        };
        if wanted == name && !name.is_empty() || wanted == *file && table.header.is_empty() {
            let _ = write!(text, "{place}\n\n{}\n\n", wrapped(table.doc, ""));
            for key in table.keys {
                let needed = if key.required { " (required)" } else { "" };
                let _ = writeln!(text, "{}", wrapped(&format!("- {}{needed}: {}", key.name, key.doc), "  "));
            }
            let _ = write!(text, "\n{}\n", example(table));
            continue;
        }
        for key in table.keys {
            if wanted == key.name || wanted == format!("{name}.{}", key.name) {
                let _ = write!(text, "{} = {}\n  {place}\n  {}\n\n", key.name, key.example, wrapped(key.doc, "  "));
            }
        }
    }
    (!text.is_empty()).then(|| format!("{}\n", text.trim_end()))
}

/// The words that [`entry`] knows.
pub fn entries() -> Vec<String> {
    let tables = FILES.iter().flat_map(|(_, tables)| tables.iter());
    let words = tables.flat_map(|table| {
        let name = plain(table.header);
        let keys = table.keys.iter().map(move |key| match name {
            "" => key.name.to_owned(),
            name => format!("{name}.{}", key.name),
        });
        keys.chain((!name.is_empty()).then(|| name.to_owned()))
    });
    words.chain(FILES.iter().map(|(file, _)| (*file).to_owned())).collect()
}

/// An api.toml to begin with: every key, each behind a `#`.
pub fn api_toml() -> String {
    commented("What no page says of this API. Each key may be left out.", config::TABLES, &[])
}

/// A fieldstone.toml to begin with; the crate has this name, if it has one.
pub fn fieldstone_toml(name: Option<&str>) -> String {
    let given: Vec<(&str, String)> = name.iter().map(|name| ("name", format!("\"{name}\""))).collect();
    commented("What is said once, for all APIs.", crate_toml::TABLES, &given)
}

fn commented(about: &str, tables: &[Table], given: &[(&str, String)]) -> String {
    let mut text =
        format!("# {about}\n# Every key: docs/configuration.md of fieldstone, or `fieldstone explain KEY`.\n");
    for table in tables {
        let is_given = table.keys.iter().any(|key| given.iter().any(|(name, _)| *name == key.name));
        let lead = if is_given { "" } else { "# " };
        if text.ends_with("\n\n") {
            text.pop();
        }
        text.push('\n');
        if !table.header.is_empty() {
            let _ = writeln!(text, "# {}\n{lead}{}", wrapped(table.doc, "# "), example_header(table));
        }
        for key in table.keys.iter().filter(|key| !is_a_table(table, key)) {
            match given.iter().find(|(name, _)| *name == key.name && is_given) {
                Some((name, value)) => {
                    let _ = writeln!(text, "{name} = {value}");
                }
                None => {
                    let _ = writeln!(text, "# {} = {}", key_text(key.name), key.example);
                }
            }
        }
    }
    text
}

/// A table with every key.
pub(super) fn example(table: &Table) -> String {
    let mut text = String::new();
    if !table.header.is_empty() {
        let _ = writeln!(text, "{}", example_header(table));
    }
    for key in table.keys.iter().filter(|key| !is_a_table(table, key)) {
        let _ = writeln!(text, "{} = {}", key_text(key.name), key.example);
    }
    text
}

/// A key as TOML writes it: one with a dot or a blank in it stands in quotes.
fn key_text(name: &str) -> String {
    let is_bare = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_bare { name.to_owned() } else { toml::Value::from(name).to_string() }
}

fn example_header(table: &Table) -> String {
    table.header.replace("NAME", "Row")
}

/// Whether a key at the top is a table of its own, which is explained by itself.
fn is_a_table(table: &Table, key: &Key) -> bool {
    let all = FILES.iter().flat_map(|(_, tables)| tables.iter());
    table.header.is_empty() && all.into_iter().any(|other| plain(other.header) == key.name)
}

/// A header without brackets, and without what stands for a name.
fn plain(header: &'static str) -> &'static str {
    header.trim_matches(['[', ']']).trim_end_matches(".NAME")
}

/// Text in lines of a width that is read well; those after the first begin with `indent`.
fn wrapped(text: &str, indent: &str) -> String {
    const WIDTH: usize = 116;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + word.chars().count() >= WIDTH {
            lines.push(indent.to_owned());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_read_by_its_type() {
        let fieldstone = crate_toml::TABLES.iter().map(example).collect::<String>();
        toml::from_str::<crate_toml::File>(&fieldstone).unwrap();
        let api = config::TABLES.iter().map(example).collect::<String>();
        toml::from_str::<config::Config>(&api).unwrap();
        // A key whose value is a table is shown in one line as well.
        for key in config::TABLES[0].keys {
            toml::from_str::<config::Config>(&format!("{} = {}", key.name, key.example)).unwrap();
        }
    }

    #[test]
    fn a_file_to_begin_with_says_nothing_yet_and_everything_without_its_marks() {
        assert!(toml::from_str::<toml::Table>(&api_toml()).unwrap().is_empty());
        let name = toml::from_str::<crate_toml::File>(&fieldstone_toml(Some("acme-apis"))).unwrap().krate.unwrap().name;
        assert_eq!(name.unwrap().get_ref(), "acme-apis");
        assert!(toml::from_str::<toml::Table>(&fieldstone_toml(None)).unwrap().is_empty());
    }

    #[test]
    fn entries_are_found_by_table_and_by_key() {
        for word in entries() {
            assert!(entry(&word).is_some(), "{word}");
        }
        assert!(entry("errata.at").unwrap().contains("`[[errata]]` in api.toml"));
        assert!(entry("name").unwrap().matches(" = ").count() > 2);
        assert_eq!(entry("nothing"), None);
    }

    #[test]
    fn the_page_is_what_is_checked_in() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
        if std::env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
            std::fs::write(path, page()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), page(), "INSTA_UPDATE=always writes it anew");
    }
}

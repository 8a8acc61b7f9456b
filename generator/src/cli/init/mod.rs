//! Input: the arguments of `init`. Output: what a project lacks, on disk, and the next step in words.
//! Invariant: nothing that is there is touched, but a Cargo.toml where the user asks for it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use heck::ToSnakeCase as _;

use super::folders::{self, PAGES};
use super::outcome::{End, Outcome};
use super::program;
use super::regen::advice;
use super::render;
use super::terminal::{print, say};
use crate::output::{rewrite, write_new};
use crate::project::{FIELDSTONE_TOML, Place, is_api_name, is_crate_name, reference};

mod membership;

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Name of the first API: its folder below docs-input, its module and its feature
    #[arg(value_name = "API", default_value = "api", value_parser = api_name)]
    api: String,
    /// Name of the crate, for fieldstone.toml [default: API-apis, where an API is named]
    #[arg(long, value_name = "NAME", value_parser = crate_name)]
    name: Option<String>,
    /// Make the crate a member of the workspace around it, or keep it out: edits its Cargo.toml
    #[arg(long, value_enum, value_name = "HOW")]
    workspace: Option<Membership>,
    /// Write no workflow for CI
    #[arg(long)]
    no_ci: bool,
    /// Write an alias into .cargo/config.toml, so that `cargo regen` does it
    #[arg(long)]
    alias: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Membership {
    /// Into `members`
    Member,
    /// Into `exclude`
    Exclude,
}

const WORKFLOW: &str = include_str!("workflow.yml");
const ALIAS: &str = "[alias]\nregen = \"fieldstone regen\"\n";

pub(super) fn api_name(text: &str) -> Result<String, String> {
    if is_api_name(text) {
        return Ok(text.to_owned());
    }
    let rule = "a name is a-z, 0-9 and _, begins with a letter, and is no word of Rust or of the generated crate";
    let snake = text.to_snake_case();
    let near = [format!("{snake}_api"), snake].into_iter().rev().find(|name| is_api_name(name));
    Err(near.map_or_else(|| rule.to_owned(), |name| format!("{rule}; `{name}` would be one")))
}

fn crate_name(text: &str) -> Result<String, String> {
    let rule = "a name is a-z, 0-9, - and _, begins with a letter, and is not that of a crate that it depends on";
    is_crate_name(text).then(|| text.to_owned()).ok_or_else(|| rule.to_owned())
}

pub(super) fn run(args: &Init) -> Outcome {
    let root = Path::new("");
    let is_named = args.api != "api";
    let name = args.name.clone().or_else(|| is_named.then(|| format!("{}-apis", args.api.replace('_', "-"))));
    let config = format!("{PAGES}/{}/api.toml", args.api);
    let mut files = Vec::new();
    // Whoever has pages has said which APIs there are.
    let has_pages = Path::new(PAGES).is_dir() && std::fs::read_dir(PAGES)?.next().is_some();
    if !has_pages || is_named {
        files.push((config, reference::api_toml()));
    }
    files.push((FIELDSTONE_TOML.to_owned(), reference::fieldstone_toml(name.as_deref())));
    if !args.no_ci {
        files.push((".github/workflows/fieldstone.yml".to_owned(), workflow()));
    }
    if args.alias {
        files.push((".cargo/config.toml".to_owned(), ALIAS.to_owned()));
    }
    for (path, text) in files {
        let word = if write_new(root, &path, &text)? { "created" } else { "kept" };
        print(&format!("{word} {path}\n"));
    }
    let settings = folders::settings_of(root);
    let Some(said) = &settings.said else {
        render::all(&settings.sources, settings.diagnostics.as_slice(), say);
        return Ok(End::Findings);
    };
    let krate = PathBuf::from(&said.path);
    if let Some(how) = args.workspace {
        match Place::of(&krate)? {
            Place::Undecided(workspace) => {
                let list = if how == Membership::Member { "members" } else { "exclude" };
                let text = std::fs::read_to_string(&workspace.manifest)?;
                rewrite(&workspace.manifest, &membership::with(&text, list, &workspace.inside)?)?;
                print(&format!("changed {}: `{}` is in `{list}`\n", workspace.manifest.display(), workspace.inside));
            }
            Place::Alone => return Err("there is no workspace around this folder".into()),
            Place::Member(_) | Place::Excluded(_) => print("kept the workspace: it says already what the crate is\n"),
        }
    }
    let place = Place::of(&krate)?;
    print(&format!(
        "\nNext: put the API's pages (.md, .mdx or .txt) into {PAGES}/{}, and run `{} regen`.\n",
        args.api,
        program::name()
    ));
    if let Some(advice) = advice::of_member(&place) {
        print(&format!("{advice}\n"));
    }
    Ok(End::Fine)
}

/// The workflow, with the version that wrote it: another one may write other code.
fn workflow() -> String {
    WORKFLOW.replace("VERSION", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_cannot_be_is_answered_with_one_that_can() {
        let near = |text: &str| api_name(text).unwrap_err().split_once("; ").map(|(_, near)| near.to_owned());
        assert_eq!(api_name("acme").as_deref(), Ok("acme"));
        assert_eq!(near("Acme-Shop").as_deref(), Some("`acme_shop` would be one"));
        assert_eq!(near("serde").as_deref(), Some("`serde_api` would be one"));
        assert_eq!(near("type").as_deref(), Some("`type_api` would be one"));
        assert_eq!(near("1x"), None);
        assert_eq!(crate_name("acme-apis").as_deref(), Ok("acme-apis"));
        assert!(crate_name("serde").is_err());
        assert!(crate_name("x\"\n[package]").is_err());
    }
}

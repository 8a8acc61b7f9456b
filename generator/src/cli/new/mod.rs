//! Input: the arguments of `new`. Output: a folder of pages for a new API, and the first crate of it.
//! Invariant: a folder that is there is never touched, and one that cannot be made whole is not made.

use std::path::{Path, PathBuf};

use clap::{Args, Parser};

use super::folders::{self, PAGES};
use super::outcome::{End, Outcome};
use super::terminal::{print, say};
use super::{init, program, regen};
use crate::output::{NewFolder, rewrite, write_new};
use crate::project::{FIELDSTONE_TOML, Input, reference};

mod api_toml;
mod begun;
mod facts;
mod folder;
mod guess;
#[cfg(feature = "fetch")]
mod site;

use self::begun::Begun;
use self::facts::Facts;

#[derive(Debug, Args)]
pub(super) struct New {
    /// Name of the API: its folder below docs-input, its module and its feature
    #[arg(value_name = "API", value_parser = init::api_name)]
    api: String,
    /// Where its pages are: a folder, a checkout of a docs repository, or the address of a site
    #[arg(value_name = "SOURCE")]
    source: String,
}

/// `regen`, as it is called on the command line.
#[derive(Parser)]
struct Again {
    #[command(flatten)]
    regen: regen::Regen,
}

pub(super) fn run(args: &New) -> Outcome {
    let root = folders::root();
    let is_new_project = root.is_err();
    let root = root.unwrap_or_default();
    let place = root.join(PAGES).join(&args.api);
    let shown = shown(&place);
    let there = format!(
        "`{shown}` is there already, and stays as it is: `{} fetch {}` refreshes it",
        program::name(),
        args.api
    );
    let Some(folder) = NewFolder::begin(&place)? else { return Err(there.into()) };
    let begun = begin(folder, &args.source, &place, &root)?;
    begun.folder.write("api.toml", b"")?;
    let input = Input { path: begun.folder.path().to_owned(), shown: shown.clone(), config: None, everything: false };
    let understood = crate::understand(&input, &crate::Options::default())?;
    let mut facts = Facts::of(&understood);
    facts.docs = begun.docs.clone().or(facts.docs);
    let text = api_toml::text(&args.source, &begun, &facts);
    rewrite(&begun.folder.path().join("api.toml"), &text)?;
    let Begun { folder, taken, passed_over, .. } = begun;
    if !folder.finish()? {
        return Err(there.into());
    }
    print(&passed_over);
    print(&format!("created {shown}: {taken}\n"));
    if is_new_project {
        let name = format!("{}-apis", args.api.replace('_', "-"));
        write_new(&root, FIELDSTONE_TOML, &reference::fieldstone_toml(Some(&name)))?;
        print(&format!("created {FIELDSTONE_TOML}: the crate is `{name}`\n"));
    }
    let end = regen::run(&Again::try_parse_from(["regen", "--api", &args.api])?.regen)?;
    say(&next(&facts, &shown, end));
    Ok(end)
}

fn begin(new: NewFolder, source: &str, place: &Path, root: &Path) -> Result<Begun, Box<dyn std::error::Error>> {
    if !source.starts_with("https://") && !source.starts_with("http://") {
        // What this project has made is not what it is made of.
        let krate = folders::settings_of(root).said.map(|said| root.join(said.path));
        let ours = krate.into_iter().chain([root.join(PAGES)]).collect::<Vec<_>>();
        return folder::copy(new, &PathBuf::from(source), &ours);
    }
    #[cfg(feature = "fetch")]
    return site::fetch(new, source, place);
    #[cfg(not(feature = "fetch"))]
    {
        let _ = (new, place);
        Err("this program was built without `fetch`: save the pages into a folder, and name that".into())
    }
}

/// What is to be done next.
fn next(facts: &Facts, shown: &str, end: End) -> String {
    let mut text = format!("\nNext: read `{shown}/api.toml`");
    match facts.open() {
        0 => text.push_str(", which says what was found"),
        1 => text.push_str(": one thing in it is yours to say"),
        open => text.push_str(&format!(": {open} things in it are yours to say")),
    }
    match end {
        End::Fine => text.push_str("; commit the pages and the crate together, and depend on it."),
        End::Findings => text.push_str(&format!("; mend what is in error, and run `{} regen`.", program::name())),
    }
    text
}

fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    folders::shown(path.strip_prefix(here).unwrap_or(path))
}

//! Input: the arguments of `fetch`. Output: an API's folder as its site has it, and what differs in words.
//! Invariant: nothing is written before all has come, and nothing is asked but the site that api.toml names.

use clap::Args;

use super::outcome::Outcome;

#[cfg(feature = "fetch")]
mod report;
#[cfg(feature = "fetch")]
mod site;

#[cfg(feature = "fetch")]
pub(super) use self::{report::left_out, site::pages};

#[derive(Debug, Args)]
pub(super) struct Fetch {
    /// The API whose pages are fetched, as `docs` and `[fetch]` of its api.toml say
    #[arg(value_name = "API")]
    api: String,
    /// Write nothing; say what would be
    #[arg(long)]
    dry_run: bool,
    /// Delete the pages that the site no longer has
    #[arg(long)]
    prune: bool,
}

#[cfg(not(feature = "fetch"))]
pub(super) fn run(args: &Fetch) -> Outcome {
    let Fetch { api, dry_run: _, prune: _ } = args;
    Err(format!("this program was built without `fetch`: put the pages of `{api}` into its folder by hand").into())
}

#[cfg(feature = "fetch")]
pub(super) fn run(args: &Fetch) -> Outcome {
    use super::outcome::End;
    use super::{folders, render, terminal};
    use crate::diagnostics::{Diagnostics, Severity};
    use crate::output::{Access, ShelfFolder, SiteFolder};
    use crate::source::SourceMap;

    let input = folders::input(None, None)?;
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let projects = crate::project::discover(&input, &mut sources, &mut diagnostics)?;
    let Some(project) = crate::project::only(projects, std::slice::from_ref(&args.api))?.pop() else {
        return Ok(End::Fine);
    };
    if project.failed {
        let errors = diagnostics.as_slice().iter().filter(|one| one.severity == Severity::Error);
        render::each(&sources, &errors.collect::<Vec<_>>(), terminal::say);
        return Ok(End::Findings);
    }
    let site = crate::fetch::Site::of(&project)?;
    let folder = SiteFolder::open(&project.root, if args.dry_run { Access::Read } else { Access::Write })?;
    let shelf = ShelfFolder::beside(&project.root);
    let fetched = if args.dry_run {
        pages(&site, folder.sources(), &folder.intact()?, &crate::fetch::NoShelf)?
    } else {
        pages(&site, folder.sources(), &folder.intact()?, &shelf)?
    };
    let changes = folder.compare(&fetched, args.prune)?;
    if !args.dry_run {
        folder.write(&changes)?;
        shelf.clear();
    }
    Ok(report::report(&project, &fetched, &changes, args.dry_run))
}

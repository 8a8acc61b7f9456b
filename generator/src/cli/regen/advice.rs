//! Input: where the crate stands. Output: one sentence on what is missing for others to depend on it; nothing where all is
//! well.
//! Invariant: it names the file and the line to write.

use crate::diagnostics::{Code, Diagnostic};
use crate::project::{Place, Workspace};

/// Of the crate of a project.
pub(in crate::cli) fn of_member(place: &Place) -> Option<String> {
    let Place::Undecided(workspace) = place else { return None };
    let (manifest, folder) = named(workspace);
    Some(format!(
        "`{folder}` lies in the workspace of {manifest}, which does not name it: before another crate depends on it, add \
         \"{folder}\" to `members` there, or to `exclude` if it is to stay a workspace of its own \
         (`{} init --workspace member` does that)",
        crate::cli::program::name()
    ))
}

/// Of a crate that stands alone wherever it is.
pub(super) fn of_standalone(place: &Place) -> Option<String> {
    let Place::Member(workspace) = place else { return None };
    let (manifest, folder) = named(workspace);
    Some(format!(
        "`{folder}` is a workspace of its own, and the members of {manifest} take it in: add `exclude = [\"{folder}\"]` to \
         `[workspace]` there, and depend on it by path"
    ))
}

/// That another package of the workspace has the crate's name: with two of them cargo refuses the whole workspace.
pub(super) fn twin(place: &Place, name: &str) -> Option<Diagnostic> {
    let (Place::Member(workspace) | Place::Undecided(workspace)) = place else { return None };
    let folder = workspace.package_called(name)?;
    let folder =
        if folder.is_empty() { "the package of the workspace's root".to_owned() } else { format!("`{folder}`") };
    let message = format!("{folder} is called `{name}`, as the generated crate is");
    Some(
        Diagnostic::nowhere(Code::InvalidProject, message)
            .help("`name` below `[crate]` in fieldstone.toml gives it another name"),
    )
}

fn named(workspace: &Workspace) -> (String, &str) {
    let here = std::env::current_dir().unwrap_or_default();
    let manifest = workspace.manifest.strip_prefix(here).unwrap_or(&workspace.manifest);
    (format!("`{}`", manifest.display()), &workspace.inside)
}

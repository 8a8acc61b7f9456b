//! Input: a folder of documentation pages. Output: the files of a Rust crate.
//! Invariant: data flows one way, read → gather → fuse → identify → schema → plan → emit → output, and no page stops the program.

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostics;
pub mod diff;
pub mod draft;
pub mod emit;
pub mod export;
#[cfg(feature = "fetch")]
pub mod fetch;
mod fuse;
mod gather;
pub mod identify;
pub mod lint;
pub mod output;
pub mod plan;
pub mod project;
pub mod read;
pub mod sample;
pub mod schema;
mod shape;
pub mod source;
pub mod type_expr;

mod accounts;
mod near;
mod understood;

pub use understood::{Options, Understood, UnderstoodApi};

use diagnostics::Diagnostics;
use identify::{Names, RunNames};
use output::{Disk, FileSet, Keep, Manifest, OutputError};
use project::{Allowed, ApiProject, Input, InputError};
use read::snippets::Library;
use source::SourceMap;

/// Reads the pages of `input` and understands them. Nothing is written.
pub fn understand(input: &Input, options: &Options) -> Result<Understood, InputError> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    if options.deny_warnings {
        diagnostics.deny_warnings();
    }
    let projects = project::discover(input, &mut sources, &mut diagnostics)?;
    let mut projects = project::only(projects, &options.only)?;
    let run_names = match &options.names_in {
        Some(folder) => project::run_names(folder, RunNames::parse, &mut sources, &mut diagnostics),
        None => Some(RunNames::default()),
    };
    projects.iter_mut().for_each(|project| project.failed |= run_names.is_none());
    let locked = run_names.clone().unwrap_or_default();
    let understand = |project| understand_api(project, &locked, &mut sources, &mut diagnostics);
    let apis = projects.into_iter().map(understand).collect::<Vec<_>>();
    // Of an API whose name cannot be read nobody knows which files it has: then nothing goes away.
    let is_all = options.only.is_empty() && apis.iter().all(|api| api.project.name_is_certain);
    let keep = Keep::after(apis.iter().map(|api| (api.project.name.as_str(), api.failed)), is_all);
    Ok(Understood { sources, diagnostics, apis, keep, run_names })
}

fn understand_api(
    mut project: ApiProject,
    run_names: &RunNames,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> UnderstoodApi {
    let mark = diagnostics.mark();
    project.apply_levels(diagnostics);
    let texts = project.texts();
    let named = project.components.iter().map(|rule| rule.component.value.clone());
    let mut library = Library::new(&texts, project.variables(), named);
    let read::Pages { pages, unused } = read::pages(&mut project, &mut library, sources, diagnostics);
    let documents = read::documents(&project, &pages, &texts, sources, diagnostics);
    let beside = project.names(Names::parse_file, sources, diagnostics);
    let locked = run_names.before(&project.name, beside);
    let shown = library.properties(sources);
    let gather::Gathered { drafts, mut shared, ledgers, components: rules, title } =
        gather::gather(&project, sources, pages, documents, &shown, diagnostics);
    let fuse::Placed { mut documented, reports: mut pages } = fuse::place(&project, sources, drafts, diagnostics);
    let components = identify::unify(&mut documented, &mut shared, &locked, diagnostics);
    let fused = fuse::fuse(&project, sources, documented, &components, diagnostics);
    let shared = (shared.into_iter().flat_map(|shared| shared.document.webhooks).collect(), title);
    let (api, names) = identify::identify(&project, fused, shared, &components, &locked, diagnostics);
    draft::assign(&mut pages, &api.operations, sources);
    let ledgers = accounts::accounts(library, &rules, &mut pages, ledgers, sources);
    diagnostics.settle(mark, |span| sources.original(span));
    let mut allowed = Allowed::default();
    project.allow(diagnostics, mark, sources, &mut allowed);
    let failed = project.failed || diagnostics.has_errors_since(mark);
    UnderstoodApi { project, api, pages, ledgers, names, unused, allowed, failed }
}

/// Adds what is wrong with the pages and changes nothing in the crate.
pub fn lint(understood: &mut Understood) {
    let Understood { sources, diagnostics, apis, .. } = understood;
    for UnderstoodApi { project, api, pages, unused, allowed, .. } in apis {
        let mark = diagnostics.mark();
        project.apply_levels(diagnostics);
        lint::check(sources, (project, api, pages, unused)).into_iter().for_each(|one| diagnostics.push(one));
        diagnostics.settle(mark, |span| sources.original(span));
        project.allow(diagnostics, mark, sources, allowed);
        lint::unused_allows(project, allowed).into_iter().for_each(|one| diagnostics.push(one));
    }
}

/// Holds back every API whose calls would go to another host than those of its model on `disk`; gives what is told of them.
pub fn hold_hosts(understood: &mut Understood, disk: &Disk) -> Vec<diagnostics::Diagnostic> {
    let names = understood.apis.iter().map(|api| api.api.name.clone()).collect::<Vec<_>>();
    // One that cannot be read says nothing; it is written anew.
    let before = names.into_iter().filter_map(|name| disk.known_servers(&name));
    before.filter_map(|known| understood.hold_host(&known)).collect()
}

/// Makes the crate's files out of what was understood and what has to stay as it is on `disk`. Nothing is written.
pub fn generate(understood: &Understood, disk: &Disk, manifest: &Manifest) -> Result<FileSet, OutputError> {
    let kept = disk.kept(&understood.keep)?;
    let fine = understood.apis.iter().filter(|api| !api.failed).map(|api| &api.api);
    let mut apis = fine.chain(kept.iter().map(|kept| &kept.api)).collect::<Vec<_>>();
    apis.sort_by(|a, b| a.name.cmp(&b.name));
    let mut files = output::with_room(|| {
        let plan = plan::plan_with(&apis, &understood.asked(&manifest.name));
        output::assemble(plan, &apis, &kept, manifest)
    })?;
    if manifest.names_in_crate {
        files.insert_names(&understood.next_names().print())?;
    }
    Ok(files)
}

/// Whether there is anything to make a crate of: an API that is fine, or one on `disk` that stays as it is.
pub fn makes_anything(understood: &Understood, disk: &Disk) -> Result<bool, OutputError> {
    if understood.run_names.is_none() {
        return Ok(false);
    }
    Ok(understood.apis.iter().any(|api| !api.failed) || !disk.kept(&understood.keep)?.is_empty())
}

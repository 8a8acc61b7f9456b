//! Input: the folder of fixtures. Output: each of them as an API that the pipeline understood.
//! Invariant: the build script and the suites see the same fixtures, in the same order, under the same names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fieldstone::diagnostics::Diagnostics;
use fieldstone::identify::RunNames;
use fieldstone::output::Keep;
use fieldstone::project::Input;
use fieldstone::source::SourceMap;
use fieldstone::{Options, Understood};

/// The folder of pages that make up one small API.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// `reading`, `lowering`, ...; what is in `bad` may document nothing.
    pub area: String,
    /// The trap that it is named after.
    pub case: String,
    /// The folder.
    pub folder: PathBuf,
}

impl Fixture {
    /// `reading/attribute-forms`
    pub fn path(&self) -> String {
        format!("{}/{}", self.area, self.case)
    }

    /// `reading_attribute_forms`: the module, where all fixtures are one crate.
    pub fn module(&self) -> String {
        self.path().replace(['/', '-'], "_")
    }

    /// Whether it gives code.
    pub fn is_good(&self) -> bool {
        self.area != "bad"
    }
}

/// Areas with a suite of their own: documents in fences, and folders of several files, some of them in error.
const OWN_SUITES: [&str; 2] = ["openapi", "snippets"];

/// All fixtures, by area and case.
pub fn all() -> Vec<Fixture> {
    everything().into_iter().filter(|fixture| !OWN_SUITES.contains(&fixture.area.as_str())).collect()
}

/// The paths of those that have a suite of their own.
pub fn of_own_suites() -> Vec<String> {
    everything().iter().filter(|fixture| OWN_SUITES.contains(&fixture.area.as_str())).map(Fixture::path).collect()
}

fn everything() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut fixtures = Vec::new();
    for area in folders(&root) {
        for folder in folders(&area) {
            fixtures.push(Fixture { area: name(&area), case: name(&folder), folder });
        }
    }
    fixtures
}

/// What the pages of a folder come to.
pub fn understand(folder: &Path, shown: &str) -> Understood {
    let input = Input { path: folder.to_owned(), shown: shown.to_owned(), config: None, everything: false };
    fieldstone::understand(&input, &Options::default()).unwrap_or_else(|error| panic!("{shown}: {error}"))
}

/// All good fixtures as the APIs of one run, each called after its folder.
pub fn one_crate() -> Understood {
    let mut apis = Vec::new();
    for fixture in all().iter().filter(|fixture| fixture.is_good()) {
        for mut api in understand(&fixture.folder, &fixture.path()).apis {
            assert!(!api.failed, "{} has an error", fixture.path());
            api.api.name = fixture.module();
            apis.push(api);
        }
    }
    let keep = Keep::Named(BTreeSet::new());
    Understood {
        sources: SourceMap::new(),
        diagnostics: Diagnostics::new(),
        apis,
        keep,
        run_names: Some(RunNames::default()),
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

//! Input: the fieldstone.toml of a folder. Output: what it says of the crate that is made.
//! Invariant: whatever gets through can stand in a Cargo.toml, and its folder is below that of the file.

use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};

use super::crate_toml::{self, Crate, File, Lints};
use super::folder::project_file;
use super::{name, refusal};

/// The file's name.
pub const FIELDSTONE_TOML: &str = "fieldstone.toml";
/// The edition that the code is written in.
pub const EDITION: &str = "2024";
/// The oldest Rust that builds the generated crate: the URLs of reqwest want 1.88.
pub const RUST_VERSION: &str = "1.88";

/// What is said of the crate that is made. What is `None` follows from where the crate stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateSettings {
    /// Its name.
    pub name: String,
    /// Its folder, below that of the file.
    pub path: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Whether the version is raised to what changes ask for. Then there is one.
    pub bump: bool,
    /// Its edition.
    pub edition: Option<String>,
    /// The oldest Rust that builds it.
    pub rust_version: Option<String>,
    /// Its licence.
    pub license: Option<String>,
    /// Whether it may go to a registry.
    pub publish: Option<bool>,
    /// Whose lints hold.
    pub lints: Lints,
}

impl Default for CrateSettings {
    fn default() -> Self {
        Self {
            name: "fieldstone-apis".to_owned(),
            path: "generated".to_owned(),
            description: None,
            version: None,
            bump: false,
            edition: None,
            rust_version: None,
            license: None,
            publish: None,
            lints: Lints::Own,
        }
    }
}

impl CrateSettings {
    /// What the fieldstone.toml in a folder says; `None` where there is one that cannot be read, which is told.
    pub fn read(folder: &Path, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Self> {
        let path = folder.join(FIELDSTONE_TOML);
        let shown = path.display().to_string();
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let text = match project_file(folder, &folder.join(FIELDSTONE_TOML)) {
            Ok(Some(text)) => text,
            Ok(None) => return Some(Self::default()),
            Err(why) => {
                diagnostics.push(Diagnostic::nowhere(Code::InvalidProject, format!("`{shown}` cannot be read: {why}")));
                return None;
            }
        };
        let file = sources.add(shown, FIELDSTONE_TOML, text.clone());
        match toml::from_str::<File>(&text) {
            Ok(read) => {
                let mut check = Check { file, diagnostics, failed: false };
                let settings = check.settings(read.krate);
                (!check.failed).then_some(settings)
            }
            Err(error) => {
                diagnostics.push(refusal::told(&error, &text, file, crate_toml::TABLES));
                None
            }
        }
    }
}

struct Check<'a> {
    file: FileId,
    diagnostics: &'a mut Diagnostics,
    failed: bool,
}

impl Check<'_> {
    fn settings(&mut self, said: Option<Crate>) -> CrateSettings {
        let mut settings = CrateSettings::default();
        let Some(said) = said else { return settings };
        let path_help = "a folder below that of fieldstone.toml, such as `generated` or `crates/acme-apis`";
        let name_help = "`a-z`, `0-9`, `-` and `_`, beginning with a letter, and no name of a crate that it depends on";
        let old = format!("the code needs Rust {RUST_VERSION} or later");
        let edition = format!("the code is written in edition {EDITION}");
        if let Some(name) = self.text(said.name, name::is_crate_name, "is no name for a crate", name_help) {
            settings.name = name;
        }
        if let Some(path) = self.text(said.path, is_inside, "is no folder to write to", path_help) {
            settings.path = path.trim_end_matches('/').to_owned();
        }
        settings.description =
            self.text(said.description, |text| !text.trim().is_empty(), "says nothing", "a sentence");
        let is_version = |text: &str| semver::Version::parse(text).is_ok();
        settings.version = self.text(said.version, is_version, "is no version", "such as `0.1.0`");
        if let Some(bump) = said.bump.filter(|bump| *bump.get_ref()) {
            settings.bump = settings.version.is_some();
            if !settings.bump && !self.failed {
                self.failed = true;
                let message = "`bump` raises `version`, and there is none here".to_owned();
                let told = Diagnostic::at(Code::InvalidProject, Span::new(self.file, bump.span()), message);
                self.diagnostics.push(told.help("such as `version = \"0.1.0\"`, in the same table"));
            }
        }
        settings.edition = self.text(said.edition, |text| text == EDITION, "is no edition for it", &edition);
        settings.rust_version = self.text(said.rust_version, is_young_enough, "is too old", &old);
        let is_license = |text: &str| !text.trim().is_empty() && !text.contains('\n');
        settings.license = self.text(said.license, is_license, "is no licence", "such as `MIT OR Apache-2.0`");
        settings.publish = said.publish.map(toml::Spanned::into_inner);
        settings.lints = said.lints.unwrap_or_default();
        settings
    }

    fn text(
        &mut self,
        given: Option<toml::Spanned<String>>,
        is_fine: impl Fn(&str) -> bool,
        what: &str,
        help: &str,
    ) -> Option<String> {
        let given = given?;
        if is_fine(given.get_ref()) {
            return Some(given.into_inner());
        }
        self.failed = true;
        let message = format!("`{}` {what}", given.get_ref());
        self.diagnostics
            .push(Diagnostic::at(Code::InvalidProject, Span::new(self.file, given.span()), message).help(help));
        None
    }
}

/// Whether a path leads to a folder below, on every system.
fn is_inside(path: &str) -> bool {
    let mut parts = path.trim_end_matches('/').split('/').peekable();
    let is_part = |part: &str| {
        !part.is_empty() && !matches!(part, "." | "..") && !part.contains(['\\', ':', '\0']) && part != "docs-input"
    };
    parts.peek().is_some() && parts.all(is_part)
}

/// Whether a Rust of this version builds the generated crate.
pub fn is_young_enough(version: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(str::parse::<u32>).collect::<Result<Vec<_>, _>>().ok();
    match (numbers(version), numbers(RUST_VERSION)) {
        (Some(version), Some(oldest)) => (2..=3).contains(&version.len()) && version >= oldest,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<CrateSettings>, Vec<(String, String)>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FIELDSTONE_TOML), text).unwrap();
        let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
        let settings = CrateSettings::read(folder.path(), &mut sources, &mut diagnostics);
        let told = diagnostics.as_slice().iter();
        (settings, told.map(|one| (one.message.clone(), one.help.clone().unwrap_or_default())).collect())
    }

    #[test]
    fn every_key_is_read() {
        let (settings, told) = read(
            "[crate]\nname = \"acme-apis\"\npath = \"crates/acme/\"\ndescription = \"x\"\nversion = \"1.2.0-rc.1\"\nbump = true\n\
             edition = \"2024\"\nrust-version = \"1.90\"\nlicense = \"MIT\"\npublish = true\nlints = \"workspace\"\n",
        );
        assert_eq!(told, []);
        let settings = settings.unwrap();
        assert_eq!((settings.name.as_str(), settings.path.as_str()), ("acme-apis", "crates/acme"));
        assert_eq!((settings.version.as_deref(), settings.publish), (Some("1.2.0-rc.1"), Some(true)));
        assert!(settings.bump);
        assert_eq!((settings.license.as_deref(), settings.lints), (Some("MIT"), Lints::Workspace));
        assert_eq!(read("").0, Some(CrateSettings::default()));
    }

    #[test]
    fn what_cannot_stand_in_a_manifest_is_refused() {
        for (key, value) in [
            ("name", "acme apis"),
            ("name", "serde"),
            ("name", "2fa"),
            ("name", "type"),
            ("path", "../elsewhere"),
            ("path", "/elsewhere"),
            ("path", ""),
            ("path", "docs-input"),
            ("version", "1.2"),
            ("edition", "2018"),
            ("rust-version", "1.70"),
            ("rust-version", "stable"),
            ("license", " "),
        ] {
            let (settings, told) = read(&format!("[crate]\n{key} = \"{value}\"\n"));
            assert!(settings.is_none() && told.len() == 1, "{key} = {value}: {told:?}");
        }
    }

    #[test]
    fn a_version_that_is_raised_has_to_be_there() {
        let (settings, told) = read("[crate]\nbump = true\n");
        assert!(settings.is_none() && told.len() == 1 && told[0].1.contains("version = "), "{told:?}");
        assert!(!read("[crate]\nbump = false\n").0.unwrap().bump);
    }

    #[test]
    fn a_key_of_the_crate_at_the_top_is_told_its_place() {
        let (settings, told) = read("name = \"acme-apis\"\n");
        assert_eq!(settings, None);
        assert_eq!(told, [("there is no key `name` here".to_owned(), "it belongs to `[crate]`".to_owned())]);
    }
}

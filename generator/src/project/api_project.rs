//! Input: nothing; this is what the project files of an API come to. Output: [`ApiProject`].
//! Invariant: it is well-formed, or says of itself that it failed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::schema::AuthScheme;
use crate::source::{FileId, SourceMap, Spanned};

use super::docs_order::DocsOrder;
use super::settings::{
    Allow, ComponentRule, Erratum, FetchOptions, Limits, PageEvidence, Paging, Rename, RustOptions, Server, Site,
};

/// What a folder's project files say of an API.
#[derive(Clone, Debug)]
pub struct ApiProject {
    /// Module, feature and file name: a lower-case identifier.
    pub name: String,
    /// Whether `name` is certain. It is not where the api.toml that may give another cannot be read.
    pub name_is_certain: bool,
    /// Whether a project file is in error: the API is not to be written.
    pub failed: bool,
    /// Whether its api.toml cannot be read: what its pages are to be read as nobody knows.
    pub is_unread: bool,
    /// Whether a page was found.
    pub has_pages: bool,
    /// Whether its folder has pages that are not read.
    pub leaves_out_pages: bool,
    /// The name for people.
    pub title: String,
    /// Whether api.toml or the site gives `title`; else it is made from the name.
    pub title_is_given: bool,
    /// Where the documentation is published, without a trailing slash.
    pub docs: Option<String>,
    /// The folder that its pages must not leave.
    pub root: PathBuf,
    /// The folder as the user gave it; paths in diagnostics begin with it.
    pub shown: String,
    /// Which of its pages are taken.
    pub(super) selection: Selection,
    /// Its texts that pages bring in, once its pages were looked for; paths inside the folder.
    pub snippets: Vec<String>,
    /// Its files that look like OpenAPI documents, once its pages were looked for; paths inside the folder.
    pub documents: Vec<String>,
    /// Files that are neither, and may be parts of a document.
    pub parts: Vec<String>,
    /// The api.toml, where there is one.
    pub config: Option<FileId>,
    /// Which pages the user wants: patterns of api.toml.
    pub page_globs: Option<globset::GlobSet>,
    /// Servers of api.toml; they win over what the pages say.
    pub servers: Vec<Server>,
    /// Authentication of api.toml; it wins over what the pages say.
    pub auth: Option<Spanned<AuthScheme>>,
    /// Components of the vendor's own, by tag name.
    pub components: Vec<ComponentRule>,
    /// Operations that no page states.
    pub evidence: Vec<PageEvidence>,
    /// Corrections.
    pub errata: Vec<Erratum>,
    /// Names given by hand.
    pub renames: Vec<Rename>,
    /// How lists come in pages.
    pub paging: Vec<Paging>,
    /// Severities that the user gave to codes.
    pub lint: Vec<(Code, Severity)>,
    /// What the user does not want to be told.
    pub allows: Vec<Allow>,
    /// How the Rust code is to be.
    pub rust: RustOptions,
    /// How far the pages are followed.
    pub limits: Limits,
    /// Where `fetch` finds the pages.
    pub fetch: FetchOptions,
    /// What the site's docs.json or mint.json says.
    pub site: Option<Site>,
    /// In which order the docs show what they hold.
    pub order: DocsOrder,
}

impl ApiProject {
    /// Words that stand for a text on every page.
    pub fn variables(&self) -> BTreeMap<String, String> {
        self.site.as_ref().map(|site| site.variables.clone()).unwrap_or_default()
    }

    /// Whether the user named a page, and nothing else of the API is read.
    pub fn is_one_page(&self) -> bool {
        matches!(self.selection, Selection::One { .. })
    }

    /// Makes the severities of this API those of `diagnostics`.
    pub fn apply_levels(&self, diagnostics: &mut Diagnostics) {
        diagnostics.reset_levels();
        for (code, severity) in &self.lint {
            diagnostics.set_level(*code, *severity);
        }
    }

    /// Takes what the user allows out of `diagnostics`, from `mark` on, and counts it in `allowed`.
    pub fn allow(&self, diagnostics: &mut Diagnostics, mark: usize, sources: &SourceMap, allowed: &mut Allowed) {
        let mut by_code: BTreeMap<Code, Vec<(usize, &Allow)>> = BTreeMap::new();
        for (at, allow) in self.allows.iter().enumerate() {
            by_code.entry(allow.code).or_default().push((at, allow));
        }
        if by_code.is_empty() {
            return;
        }
        let Allowed { count, met } = allowed;
        *count += diagnostics.allow(mark, |diagnostic| {
            let Some(allows) = by_code.get(&diagnostic.code) else { return false };
            let file = diagnostic.span.and_then(|span| sources.file(span.file));
            let is_met = |allow: &Allow| match &allow.page {
                Some((_, pages)) => file.is_some_and(|file| pages.is_match(file.page())),
                None => true,
            };
            let here = allows.iter().filter(|(_, allow)| is_met(allow)).map(|(at, _)| *at).collect::<Vec<_>>();
            met.extend(&here);
            !here.is_empty()
        });
    }
}

/// What came of [`ApiProject::allows`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// How many were not told.
    pub count: usize,
    /// Which of the rules met something.
    pub met: BTreeSet<usize>,
}

/// Which pages of a folder are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Selection {
    /// What api.toml says, else the site's navigation.
    Configured,
    Everything,
    /// None: the folder must not be entered, or nobody knows which.
    Nothing,
    One {
        page: String,
        shown: String,
    },
}

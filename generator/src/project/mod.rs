//! Input: a folder of APIs, or one API's folder. Output: one [`ApiProject`] an API: what its project files say, and its pages.
//! Invariant: nothing is read that lies outside the folder that was given, and a project file is read whole or refused.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::schema::AuthScheme;
use crate::source::{FileId, Span, Spanned};

mod config;
mod discover;
mod documents;
mod files;
mod lock;
mod name;
mod select;
mod site;
#[cfg(test)]
mod tests;
mod texts;
mod validate;

pub use discover::{Input, InputError, discover, only};
pub use files::{Page, is_page_file, is_project_file, load, pages};
pub use lock::NAMES_LOCK;
pub use name::is_api_name;
pub use texts::Texts;

/// What a folder's project files say of an API.
#[derive(Clone, Debug)]
pub struct ApiProject {
    /// Module, feature and file name: a lower-case identifier.
    pub name: String,
    /// Whether `name` is certain. It is not where the api.toml that may give another cannot be read.
    pub name_is_certain: bool,
    /// Whether a project file is in error: the API is not to be written.
    pub failed: bool,
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
    selection: discover::Selection,
    /// Its texts that pages bring in, once its pages were looked for; paths inside the folder.
    pub snippets: Vec<String>,
    /// Its files that look like OpenAPI documents, once its pages were looked for; paths inside the folder.
    pub documents: Vec<String>,
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
    /// Severities that the user gave to codes.
    pub lint: Vec<(Code, Severity)>,
    /// How the Rust code is to be.
    pub rust: RustOptions,
    /// What the site's docs.json or mint.json says.
    pub site: Option<Site>,
}

impl ApiProject {
    /// Words that stand for a text on every page.
    pub fn variables(&self) -> BTreeMap<String, String> {
        self.site.as_ref().map(|site| site.variables.clone()).unwrap_or_default()
    }

    /// Makes the severities of this API those of `diagnostics`.
    pub fn apply_levels(&self, diagnostics: &mut Diagnostics) {
        diagnostics.reset_levels();
        for (code, severity) in &self.lint {
            diagnostics.set_level(*code, *severity);
        }
    }
}

/// `[[server]]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// A name for it, such as `production`.
    pub name: Option<String>,
    /// Base URL without a trailing slash.
    pub url: Spanned<String>,
}

/// `[components.X]`: what the attributes of a vendor's own component mean. Each value names the attribute; in `method`
/// and `path`, `$x` is the attribute `x` of the tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentRule {
    /// Tag name, and where the rule stands.
    pub component: Spanned<String>,
    /// The attribute that holds the field's name.
    pub name: Option<String>,
    /// The attribute that holds its type.
    pub ty: Option<String>,
    /// The attribute that says that it is required.
    pub required: Option<String>,
    /// The attribute that says that it is deprecated.
    pub deprecated: Option<String>,
    /// The attribute that holds its default.
    pub default: Option<String>,
    /// The method of the operation that the component names.
    pub method: Option<String>,
    /// The path of the operation that the component names.
    pub path: Option<String>,
}

/// `[[evidence]]`: an operation that a page documents without saying so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageEvidence {
    /// The page, as a path inside the API's folder.
    pub page: Spanned<String>,
    /// Upper case.
    pub method: Option<Spanned<String>>,
    /// Path template.
    pub path: Option<Spanned<String>>,
}

/// `[[errata]]`: a correction that is an error as soon as it no longer applies.
#[derive(Clone, Debug, PartialEq)]
pub struct Erratum {
    /// `Type.field`, or `operation.parameter`.
    pub at: Spanned<String>,
    /// What is wrong: `type`, `required`.
    pub key: Spanned<String>,
    /// What the pages say now.
    pub expect: Spanned<serde_json::Value>,
    /// What is right.
    pub value: Spanned<serde_json::Value>,
    /// Why.
    pub why: String,
    /// Where that is shown.
    pub link: Option<String>,
}

/// `[rust]`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RustOptions {
    /// What a `number` becomes.
    pub number: NumberType,
    /// What an `integer` becomes.
    pub integer: IntegerType,
    /// Whether structs keep members that the pages do not document.
    pub keep_unknown_members: bool,
}

/// What a `number` becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberType {
    /// `f64`
    #[default]
    F64,
    /// A JSON number: what is whole stays whole.
    Json,
}

/// What an `integer` becomes. The values of an open enum are not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IntegerType {
    /// `i64`
    #[default]
    I64,
    /// A JSON number: one that no `i64` holds, or that has a fraction, is no error.
    Json,
}

/// What docs.json or mint.json says.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The file.
    pub file: FileId,
    /// The site's name.
    pub name: Option<String>,
    /// Base URLs.
    pub servers: Vec<Spanned<String>>,
    /// Authentication.
    pub auth: Option<Spanned<AuthScheme>>,
    /// Pages of the navigation, without extension, in order; `None` where there is no navigation.
    pub navigation: Option<Vec<Spanned<String>>>,
    /// Pages that only other versions or languages than the default one list.
    pub elsewhere: Vec<Spanned<String>>,
    /// OpenAPI documents that it names.
    pub openapi: Vec<Spanned<String>>,
    /// Those of them that stand in the navigation in place of pages: all that is in them is documented.
    pub whole: Vec<Spanned<String>>,
    /// Operations that stand in the navigation in place of pages, with the document that their surroundings name.
    pub operations: Vec<(Spanned<String>, Option<String>)>,
    /// Words that stand for a text on every page, written `{{word}}`.
    pub variables: BTreeMap<String, String>,
}

fn span_of(file: FileId, range: std::ops::Range<usize>) -> Span {
    Span::new(file, range)
}

//! Input: nothing; this is what an api.toml and a docs.json can say. Output: the types of it.
//! Invariant: what is said of a page or of the model has its place, so that a stage that disagrees can point at it.

use std::collections::BTreeMap;
use std::time::Duration;

use globset::GlobMatcher;

use crate::diagnostics::Code;
use crate::read::MAX_PAGE_BYTES;
use crate::schema::{AuthScheme, PagedBy};
use crate::source::{FileId, Span, Spanned};

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
    /// The attribute that holds its description; what it encloses comes after that.
    pub description: Option<String>,
    /// The attribute that names the field around it, where the field does not enclose it.
    pub parent: Option<String>,
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
    /// The heading at which it begins, where the page documents several.
    pub heading: Option<Spanned<String>>,
}

/// `[[errata]]`: a correction that is an error as soon as it no longer applies.
#[derive(Clone, Debug, PartialEq)]
pub struct Erratum {
    /// What is wrong: the name of an item, or a pattern of such names.
    pub at: Spanned<String>,
    /// What is wrong about it: `type`, `required`.
    pub key: Spanned<String>,
    /// What the pages say now.
    pub expect: Option<Spanned<serde_json::Value>>,
    /// What is right.
    pub value: Option<Spanned<serde_json::Value>>,
    /// Why.
    pub why: String,
    /// Where that is shown.
    pub link: Option<String>,
}

/// `[names]`: what something is called in place of the name that it would have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// A type by its name, what stands at a member of one, or an operation by method and path.
    pub at: Spanned<String>,
    /// The name.
    pub name: Spanned<String>,
}

/// `[[pagination]]`: how a list comes in pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The operation, or a pattern of operations.
    pub at: Spanned<String>,
    /// What asks for a page; `None` where the list comes as a whole.
    pub by: Option<PagedBy>,
    /// The parameter that asks.
    pub parameter: Option<Spanned<String>>,
    /// The member that holds the list, with dots.
    pub items: Option<Spanned<String>>,
    /// The member that says where the next page begins.
    pub next: Option<Spanned<String>>,
    /// The member that says whether one follows.
    pub more: Option<Spanned<String>>,
    /// The member that counts the items.
    pub total: Option<Spanned<String>>,
    /// The number of the first page.
    pub first: Option<i64>,
}

/// `[[lint.allow]]`, or a code that `[lint]` allows: what is not told.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The code.
    pub code: Code,
    /// The pages, as they are written, and what meets them; all where there is none.
    pub page: Option<(String, GlobMatcher)>,
    /// Why; empty where a code alone is allowed.
    pub why: String,
    /// Where it stands, where it has to meet something: what is said of a code alone is a choice, and may meet nothing.
    pub has_to_meet: Option<Span>,
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

/// `[limits]`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep lists, maps, objects and alternatives are followed into each other.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64 }
    }
}

/// `[fetch]`
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// What lists the pages, by address; where it is empty, what sites usually have is tried.
    pub from: Vec<Spanned<String>>,
    /// Which of the listed pages are taken: patterns of their paths.
    pub pages: Option<globset::GlobSet>,
    /// Hosts that are asked as well, in lower case; with a port where it is not the usual one.
    pub hosts: Vec<String>,
    /// How many pages there may be.
    pub max_pages: usize,
    /// How many bytes an answer may have.
    pub max_page_bytes: u64,
    /// How many bytes all answers may have.
    pub max_total_bytes: u64,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How long a run may take.
    pub max_time: Duration,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self {
            from: Vec::new(),
            pages: None,
            hosts: Vec::new(),
            max_pages: 2000,
            max_page_bytes: MAX_PAGE_BYTES as u64,
            max_total_bytes: 256 << 20,
            timeout: Duration::from_secs(30),
            max_time: Duration::from_secs(1800),
        }
    }
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
    /// What its navigation lists, in the order in which a reader sees it; what is `elsewhere` comes last.
    pub order: Vec<Listed>,
    /// Words that stand for a text on every page, written `{{word}}`.
    pub variables: BTreeMap<String, String>,
}

/// What stands at one place of a navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// A page, without extension, or an operation in place of one: `GET /users`.
    Page(String),
    /// An OpenAPI document, of which the site makes pages.
    Document(String),
}

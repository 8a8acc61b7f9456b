//! Input: nothing; this is what the readers of all formats produce. Output: [`Page`].
//! Invariant: it says what stands on the page and where, and nothing of what it means.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use crate::read::json::Json;
use crate::source::{FileId, Span, Spanned};

/// The name of a component, an attribute or a member, or the text of an attribute. Most are of a few dozen, which nobody
/// allocates.
pub type Name = Cow<'static, str>;

/// `name` without an allocation, where it is one that pages have.
pub(crate) fn name(name: &str) -> Name {
    macro_rules! known {
        ($($known:literal)+) => {
            match name {
                $($known => Cow::Borrowed($known),)+
                _ => Cow::Owned(name.to_owned()),
            }
        };
    }
    known!(
        "ParamField" "ResponseField" "Expandable" "Tab" "Tabs" "Accordion" "AccordionGroup" "RequestExample"
        "ResponseExample" "CodeGroup" "Card" "CardGroup" "Note" "Info" "Tip" "Warning" "Check" "Step" "Steps"
        "body" "path" "query" "header" "name" "type" "required" "default" "deprecated" "placeholder" "title"
        "description" "icon" "href" "cols" "api" "openapi" "sidebarTitle" "defaultOpen" "keywords" "url" "string" "integer"
        "number" "boolean" "object" "array" "string[]" "object[]" "id" "200"
    )
}

/// How a page reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// The source that a vendor writes: components, frontmatter, imports.
    Mdx,
    /// The `.md` export of a hand-written page: components, no frontmatter `api:`.
    Export,
    /// The `.md` export of a page that is driven by an OpenAPI document.
    OpenapiExport,
    /// The text of a page as a browser shows it.
    Rendered,
}

/// A page, read and not yet understood.
#[derive(Clone, Debug)]
pub struct Page {
    /// The text it was read from.
    pub file: FileId,
    /// How it reached us.
    pub format: Format,
    /// Members of the frontmatter, scalars as text, in their order.
    pub frontmatter: Vec<FrontmatterEntry>,
    /// The first heading of level 1, or the frontmatter's `title`; as plain text.
    pub title: Option<Spanned<String>>,
    /// The quote under the title, or the frontmatter's `description`; as Markdown.
    pub description: Option<Spanned<String>>,
    /// What stands on it, in order.
    pub content: Vec<Node>,
}

/// One member of a frontmatter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontmatterEntry {
    /// Key as written.
    pub key: Name,
    /// A scalar's text; lists and maps as JSON text.
    pub value: String,
    /// The line it stands on.
    pub span: Span,
}

impl Page {
    /// The frontmatter's value for `key`.
    pub fn frontmatter(&self, key: &str) -> Option<&FrontmatterEntry> {
        self.frontmatter.iter().find(|entry| entry.key == key)
    }
}

/// Something that stands on a page.
#[derive(Clone, Debug)]
pub enum Node {
    /// `## Body parameters`
    Heading(Heading),
    /// Running text.
    Prose(Prose),
    /// A code fence, or a code sample of a rendered page.
    Code(CodeBlock),
    /// `<Tab title="200">...</Tab>`
    Component(Component),
    /// Method and path as a rendered page shows them.
    Endpoint(Endpoint),
    /// A field as a rendered page lists it.
    ListedField(Box<ListedField>),
}

/// A heading of any level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6; rendered pages, which show no level, have 2.
    pub level: u8,
    /// Its words, without markup.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Running text between components: Markdown as written, components and comments not included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown, its common indentation taken off.
    pub markdown: String,
    /// Where it stands.
    pub span: Span,
    /// The lines of it that the page writes as rows of an HTML table, in order, and where those stand.
    pub rows: Vec<(Range<usize>, Span)>,
}

/// A block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// The info string as written, such as `json 200`; empty where there is none.
    pub info: String,
    /// The code, byte for byte as on the page, so that an offset into it is an offset into the page.
    pub text: String,
    /// Where `text` stands on the page.
    pub span: Span,
    /// Where the whole block stands, fences included.
    pub outer: Span,
}

impl CodeBlock {
    /// The words at a place within the code.
    pub(crate) fn words(&self, span: Span) -> &str {
        let (range, offset) = (span.range(), self.span.range().start);
        self.text.get(range.start.saturating_sub(offset)..range.end.saturating_sub(offset)).unwrap_or_default()
    }
}

/// Which entry of the page's [`Ledger`](crate::read::ledger::Ledger) a component is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId(pub u32);

/// A component tag with what it encloses.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its place in the ledger.
    pub id: ComponentId,
    /// `ParamField`
    pub name: Name,
    /// Attributes in order of writing; of two of one name, both are here.
    pub attributes: Vec<Attribute>,
    /// What it encloses, in order; empty for `<Tab />`.
    pub children: Vec<Node>,
    /// The opening tag, from `<` to `>`.
    pub tag: Span,
}

impl Component {
    /// The first attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

/// `name="value"`, `name={value}` or `name` alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// As written.
    pub name: Name,
    /// What it is given.
    pub value: AttributeValue,
    /// The text that the page gives it, where that has names in whose place their texts stand now.
    pub unfilled: Option<Box<str>>,
    /// The whole attribute.
    pub span: Span,
    /// The value without quotes or braces; the name where there is no value.
    pub value_span: Span,
}

impl Attribute {
    /// The text of the value as the page writes it, where it has one: names stand there, and not what they stand for.
    pub fn written(&self) -> Option<String> {
        self.unfilled.as_deref().map(str::to_owned).or_else(|| self.value.text())
    }
}

/// What an attribute is given.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    /// Nothing: `required`.
    Bare,
    /// A text: `"string"`, `'string'`, `{"string"}`, a template without holes. Entities are resolved.
    Text(Name),
    /// `{true}` or `{false}`.
    Bool(bool),
    /// A number, an array or an object that is a JavaScript literal: `{3}`, `{["a", "b"]}`.
    Literal(Box<Json>),
    /// Any other expression, as written.
    Expression(Name),
}

impl AttributeValue {
    /// Its text, where it has one: of a text as it is, of any other value as written.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Bare => None,
            Self::Text(text) | Self::Expression(text) => Some(text.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Literal(json) => Some(json.to_value().to_string()),
        }
    }
}

/// Method and path as a rendered page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Upper case.
    pub method: String,
    /// Path template, such as `/v1/thread/{id}`.
    pub path: String,
    /// Where they stand.
    pub span: Span,
}

/// A field as a rendered page lists it: flat, without what encloses it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedField {
    /// As written.
    pub name: Spanned<String>,
    /// As written.
    pub type_text: Option<Spanned<String>>,
    /// `path`, `query`, `header`, `body` where the list says so itself.
    pub location: Option<Spanned<String>>,
    /// Whether the word for "required" stands there.
    pub required: bool,
    /// Whether the word for "deprecated" stands there.
    pub deprecated: bool,
    /// The text behind `default:`.
    pub default: Option<Spanned<String>>,
    /// The values behind `Available options:`.
    pub options: Vec<Spanned<String>>,
    /// The text behind `Example:`.
    pub example: Option<Spanned<String>>,
    /// The sentences under it, as Markdown.
    pub description: Option<Spanned<String>>,
    /// From name to the end of the description.
    pub span: Span,
}

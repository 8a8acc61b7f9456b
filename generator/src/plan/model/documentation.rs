//! Input: nothing; this is what rustdoc says of an item. Output: [`Docs`].
//! Invariant: the words of a page are kept apart from ours.

/// What rustdoc says of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The first line: the page's own sentence, or one made from the item's name. Untrusted Markdown.
    pub summary: String,
    /// The rest of the page's words. Untrusted Markdown.
    pub body: Option<String>,
    /// Facts in our own words (`Default: 25`), as Markdown that is safe but for the quoted values.
    pub facts: Vec<Fact>,
    /// The pages it comes from, in order.
    pub links: Vec<PageLink>,
}

/// `Default: 25`, `One of: a, b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Our word: `Default`.
    pub label: &'static str,
    /// The page's values, each shown as code. Untrusted text.
    pub values: Vec<String>,
}

/// A page that documents an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageLink {
    /// The page's title, else its path. Untrusted text.
    pub title: String,
    /// Its address, where the API's documentation has one.
    pub url: Option<String>,
}

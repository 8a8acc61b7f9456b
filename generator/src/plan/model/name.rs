//! Input: nothing; this is what a name is. Output: [`WireName`] and [`RustName`].
//! Invariant: neither is taken for the other.

/// A name as the API writes it. Never an identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireName(pub String);

/// A Rust identifier, claimed in its scope; `r#` included where the word needs it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustName(pub(crate) String);

impl RustName {
    /// The identifier as source text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without `r#`, as files and features are called.
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
    /// The setter for `null` of a value with three states.
    pub fn null_setter(&self) -> Self {
        Self(null_setter(&self.0))
    }
}

/// What such a setter is called, beside the setter of this name: no two names have the same.
pub(crate) fn null_setter(name: &str) -> String {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    // Underscores that tell a name from one of ours stay at the end: between words two are none that Rust writes.
    let (stem, rest) = bare.split_at_checked(bare.trim_end_matches('_').len()).unwrap_or((bare, ""));
    format!("{stem}_null{rest}")
}

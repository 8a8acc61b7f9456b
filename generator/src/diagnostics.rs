//! Input: what any stage has to say of a page. Output: one list of [`Diagnostic`]s for the whole run.
//! Invariant: stages go on after a diagnostic; who calls the pipeline decides what an error stops.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For information.
    Note,
    /// Something was left out, mended or kept opaque.
    Warning,
    /// The result would be wrong or unsafe: the API is not written.
    Error,
}

impl Severity {
    /// The word that a user reads and writes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Declares the codes once: constant, word and default severity.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $severity:ident;)+) => {
        /// What kind of thing a diagnostic says. Its word is stable: scripts and `api.toml` use it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All of them, in order of declaration.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// How grave it is where nobody says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What it says, in the words of its documentation.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// The file holds no page: nothing but white space.
    EmptyPage = "empty-page", Warning;
    /// The page is not UTF-8; the bytes that are not were replaced.
    InvalidUtf8 = "invalid-utf8", Warning;
    /// The page is larger than any page has a right to be; it was not read.
    PageTooLarge = "page-too-large", Warning;
    /// Components stand inside each other deeper than is followed; the deepest were taken out one level.
    NestingTooDeep = "nesting-too-deep", Warning;
    /// A tag is never closed; it was closed where its surroundings end.
    UnclosedTag = "unclosed-tag", Warning;
    /// A closing tag closes nothing; it was passed over.
    StrayClosingTag = "stray-closing-tag", Warning;
    /// A tag is broken beyond mending; it was read as text.
    MalformedTag = "malformed-tag", Warning;
    /// A code fence is never closed; it was taken to end with its surroundings.
    UnclosedFence = "unclosed-fence", Warning;
    /// A comment is never closed; it was taken to end with the page.
    UnclosedComment = "unclosed-comment", Warning;
    /// The frontmatter is not YAML that can be read; the page lives on without it.
    InvalidFrontmatter = "invalid-frontmatter", Warning;
    /// A JSON example is not JSON; it is no evidence.
    InvalidExample = "invalid-example", Warning;
    /// A JSON example is not quite JSON; what is none was passed over, and the rest counts.
    LooseExample = "loose-example", Note;
    /// A JSON object names a member twice; the last one counts.
    DuplicateMember = "duplicate-member", Warning;
    /// The page documents fields, and nothing on it says which method and path they belong to.
    NoEndpoint = "no-endpoint", Warning;
    /// The page documents no operation at all.
    NotAnOperation = "not-an-operation", Note;
    /// No page of the API documents an operation.
    NoOperations = "no-operations", Error;
    /// Two pages document the same operation.
    DuplicateOperation = "duplicate-operation", Warning;
    /// A field has no name.
    UnnamedField = "unnamed-field", Warning;
    /// A field does not say where it is sent (path, query, header, body).
    NoLocation = "no-location", Warning;
    /// Where a field is sent was understood otherwise than its attribute says.
    LocationMoved = "location-moved", Warning;
    /// An attribute's value is not one that this attribute has.
    InvalidAttribute = "invalid-attribute", Warning;
    /// A flag is given the text `false`; the vendor's own site shows it as set.
    FlagAsText = "flag-as-text", Note;
    /// Nobody says what this type is; it is kept as any JSON.
    UnknownType = "unknown-type", Warning;
    /// A row of a table of fields has no name that a field could have; it was left out.
    RowNotRead = "row-not-read", Note;
    /// A field names no type; it is kept as any JSON.
    MissingType = "missing-type", Warning;
    /// A field is documented twice in one place.
    DuplicateField = "duplicate-field", Warning;
    /// An example shows another type than the field list; the field list counts.
    ExampleContradictsField = "example-contradicts-field", Warning;
    /// An example shows a member that the field list lacks; it was added.
    FieldOnlyInExample = "field-only-in-example", Note;
    /// An example shows fields one member deeper than they are documented; they were taken as members of it.
    FieldsInsideEnvelope = "fields-inside-envelope", Note;
    /// The field list has a field that the example lacks.
    FieldNotInExample = "field-not-in-example", Note;
    /// A page documents a field of a type that another page of the type lacks.
    FieldOnlyOnSomePages = "field-only-on-some-pages", Note;
    /// The same type is documented in two ways that cannot both be right; the newcomer has a name of its own.
    TypeConflict = "type-conflict", Warning;
    /// Two claims contradict each other; the stronger evidence counts.
    ClaimsContradict = "claims-contradict", Warning;
    /// The path has a parameter that no field documents; it is taken to be a string.
    PathParameterUndocumented = "path-parameter-undocumented", Warning;
    /// A path parameter is documented that the path does not have; it was left out.
    PathParameterUnused = "path-parameter-unused", Warning;
    /// The nesting of a flat list cannot be told for certain.
    AmbiguousNesting = "ambiguous-nesting", Warning;
    /// The page ends in the middle of something.
    PageCutOff = "page-cut-off", Warning;
    /// The text fits no format that is read.
    UnknownFormat = "unknown-format", Warning;
    /// The file is no page and was passed over.
    NotAPage = "not-a-page", Note;
    /// A project file (api.toml, names.lock, ...) cannot be read.
    InvalidProject = "invalid-project", Error;
    /// A correction in api.toml does not find what it expects.
    StaleErratum = "stale-erratum", Error;
    /// A name of `[names]` in api.toml meets nothing, or is taken.
    StaleName = "stale-name", Error;
    /// What api.toml says of a page is about none that is read.
    StaleEvidence = "stale-evidence", Error;
    /// No page has the component that api.toml explains.
    UnusedComponent = "unused-component", Warning;
    /// Two APIs have the same name.
    DuplicateApi = "duplicate-api", Error;
    /// A name leads out of the folder that it has to stay in.
    PathEscape = "path-escape", Error;
    /// A page brings in a text that is not there, or a name that the text does not have.
    MissingSnippet = "missing-snippet", Warning;
    /// Snippets bring in each other in a circle; the last step of it was left out.
    SnippetCycle = "snippet-cycle", Warning;
    /// A document says something that no type and no call depends on; it was not read.
    DetailNotRead = "detail-not-read", Note;
    /// Components of the vendor's own hold names and types; they were taken as fields.
    ComponentTakenAsField = "component-taken-as-field", Note;
    /// Components of the vendor's own may be fields; they were passed over until api.toml says what they are.
    ComponentNotRead = "component-not-read", Warning;
    /// A construct is not supported; the rest of the page lives on.
    Unsupported = "unsupported", Warning;
    /// A field tag was read and then forgotten: a defect of this program, told so that nothing is lost in silence.
    FieldNotAccounted = "field-not-accounted", Error;
    /// An OpenAPI document that is named is not there, or has no such operation.
    MissingDocument = "missing-document", Warning;
    /// An OpenAPI document is not read: it lies elsewhere, or nothing names it.
    DocumentNotRead = "document-not-read", Note;
    /// Nearly every operation requires a parameter that is called like a key; it is an argument of each call.
    LikelyCredential = "likely-credential", Note;
    /// A names.lock in the form of an earlier version.
    NamesRenewed = "names-renewed", Note;
    /// The page or folder cannot be read from the disk; the API stays as it was.
    UnreadablePage = "unreadable-page", Error;
    /// A page names a server that credentials must not go to: not encrypted, with a user, or in a network of its own. The API
    /// stays as it was until api.toml names it.
    UnsafeHost = "unsafe-host", Error;
    /// The pages name another host than before, to which credentials would go. The API stays as it was until api.toml names
    /// it.
    HostChanged = "host-changed", Error;
    /// The crate of this API cannot be made; it stays as it was, and the others are written.
    UnwritableApi = "unwritable-api", Error;
    /// A call that only reads is documented with a body, which much of what lies on the way does not pass on.
    BodyOnGet = "body-on-get", Warning;
    /// An example or a default has a value that the list of values lacks.
    ValueNotListed = "value-not-listed", Warning;
    /// A status is documented twice side by side; readers see two that are called alike.
    DuplicateStatus = "duplicate-status", Warning;
    /// A page documents several operations.
    SeveralOperations = "several-operations", Note;
    /// A sample on the page of an operation calls a host that nothing names as one of the API's.
    ForeignHost = "foreign-host", Warning;
    /// No page brings in this snippet.
    UnusedSnippet = "unused-snippet", Warning;
    /// What api.toml allows is told nowhere.
    UnusedAllow = "unused-allow", Warning;
}

impl Code {
    /// The code with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == word)
    }
}

/// A second place that a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// One thing to tell the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// Where; `None` where no text is to blame.
    pub span: Option<Span>,
    /// One sentence without a full stop.
    pub message: String,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at a place, as grave as its code is. Where the place is an `Option`, there may be none.
    pub fn at(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { span: span.into(), ..Self::nowhere(code, message) }
    }

    /// A diagnostic without a place.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            span: None,
            message: bounded(message.into()),
            labels: Vec::new(),
            help: None,
        }
    }

    /// Says that the same holds of `count` others: `in`, `place` gives "so it is in one other place".
    #[must_use]
    pub fn of_others(mut self, count: usize, (preposition, noun): (&str, &str)) -> Self {
        match count {
            0 => {}
            1 => self.message.push_str(&format!("; so it is {preposition} one other {noun}")),
            _ => self.message.push_str(&format!("; so it is {preposition} {count} other {noun}s")),
        }
        self
    }

    /// Adds a second place. Where the place is an `Option`, there may be none, and nothing is added.
    #[must_use]
    pub fn label(mut self, span: impl Into<Option<Span>>, text: impl Into<String>) -> Self {
        self.labels.extend(span.into().map(|span| Label { span, text: bounded(text.into()) }));
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(bounded(help.into()));
        self
    }
}

/// A text as it is shown: what a page has of a megabyte is not quoted whole.
fn bounded(text: String) -> String {
    const LONGEST: usize = 600;
    let cut = |at: usize| text.get(..at).filter(|_| text.is_char_boundary(at));
    let rest = |at: usize| text.get(at..);
    if text.len() <= LONGEST {
        return text;
    }
    let start = (0..=LONGEST / 2).rev().find_map(cut).unwrap_or_default();
    let end = (text.len() - LONGEST / 3..text.len()).find_map(rest).unwrap_or_default();
    format!("{start}...{end}")
}

/// The diagnostics of a run, and what the user said of their severity.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    levels: BTreeMap<&'static str, Severity>,
    deny_warnings: bool,
}

impl Diagnostics {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes every warning that comes from now on an error.
    pub fn deny_warnings(&mut self) {
        self.deny_warnings = true;
    }

    /// Gives a code another severity from now on. A code that is an error by itself stays one.
    pub fn set_level(&mut self, code: Code, severity: Severity) {
        self.levels.insert(code.as_str(), severity);
    }

    /// Forgets the severities of [`Diagnostics::set_level`]: they belong to one API.
    pub fn reset_levels(&mut self) {
        self.levels.clear();
    }

    /// Takes one in.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.severity != Severity::Error
            && let Some(level) = self.levels.get(diagnostic.code.as_str())
        {
            diagnostic.severity = *level;
        }
        if self.deny_warnings && diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
        self.list.push(diagnostic);
    }

    /// All of them, in order of arrival.
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }

    /// How many there are: a mark for [`Diagnostics::has_errors_since`].
    pub fn mark(&self) -> usize {
        self.list.len()
    }

    /// Whether an error arrived after `mark` was taken.
    pub fn has_errors_since(&self, mark: usize) -> bool {
        self.list.iter().skip(mark).any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Gives what arrived after `mark` the place that `place` finds, and tells only once what is said twice of one place:
    /// a text that several pages bring in is read with each of them.
    pub fn settle(&mut self, mark: usize, place: impl Fn(Span) -> Span) {
        let mut seen = BTreeSet::new();
        let mut index = 0;
        self.list.retain_mut(|diagnostic| {
            index += 1;
            if index <= mark {
                return true;
            }
            diagnostic.span = diagnostic.span.map(&place);
            diagnostic.labels.iter_mut().for_each(|label| label.span = place(label.span));
            diagnostic.span.is_none_or(|span| {
                seen.insert((span.file, span.start, span.end, diagnostic.code, diagnostic.message.clone()))
            })
        });
    }

    /// Takes back what turned out to be none.
    pub fn retract(&mut self, is_none: impl Fn(&Diagnostic) -> bool) {
        self.list.retain(|diagnostic| !is_none(diagnostic));
    }

    /// Takes out what arrived after `mark` and `is_allowed`, and counts it. What is an error by itself stays.
    pub fn allow(&mut self, mark: usize, mut is_allowed: impl FnMut(&Diagnostic) -> bool) -> usize {
        let before = self.list.len();
        let mut index = 0;
        self.list.retain(|diagnostic| {
            index += 1;
            index <= mark || diagnostic.code.severity() == Severity::Error || !is_allowed(diagnostic)
        });
        before - self.list.len()
    }

    /// Orders the list by place: file, offset, code. What has no place comes last.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| {
            let span = diagnostic.span;
            (span.is_none(), span.map(|span| (span.file, span.start)), diagnostic.code)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_never_tames_an_error() {
        let mut diagnostics = Diagnostics::new();
        diagnostics.set_level(Code::NoOperations, Severity::Note);
        diagnostics.set_level(Code::UnknownType, Severity::Note);
        diagnostics.push(Diagnostic::nowhere(Code::NoOperations, "x"));
        diagnostics.push(Diagnostic::nowhere(Code::UnknownType, "x"));
        let severities: Vec<_> = diagnostics.as_slice().iter().map(|d| d.severity).collect();
        assert_eq!(severities, [Severity::Error, Severity::Note]);
    }

    #[test]
    fn no_text_of_a_page_is_quoted_at_any_length() {
        for quoted in ["é".repeat(1 << 20), "x".repeat(1 << 20)] {
            let one = Diagnostic::nowhere(Code::UnknownType, format!("`{quoted}` is no type"));
            let one = one.help(quoted.clone());
            assert!(one.message.len() < 700 && one.help.as_ref().is_some_and(|help| help.len() < 700));
            assert!(
                one.message.starts_with('`') && one.message.ends_with("` is no type") && one.message.contains("...")
            );
        }
        let short = "x".repeat(600);
        assert_eq!(Diagnostic::nowhere(Code::UnknownType, short.clone()).message, short);
    }

    #[test]
    fn a_place_may_be_none() {
        let span = Span::new(crate::source::SourceMap::new().add("p", "p", "a"), 0..1);
        assert_eq!(Diagnostic::at(Code::EmptyPage, span, "x"), Diagnostic::at(Code::EmptyPage, Some(span), "x"));
        let nowhere = Diagnostic::nowhere(Code::EmptyPage, "x");
        assert_eq!(Diagnostic::at(Code::EmptyPage, None, "x"), nowhere);
        assert_eq!(nowhere.clone().label(None, "y"), nowhere);
        assert_eq!(nowhere.clone().label(Some(span), "y"), nowhere.label(span, "y"));
    }

    #[test]
    fn every_code_is_found_by_its_word() {
        for code in Code::ALL {
            assert_eq!(Code::from_word(code.as_str()), Some(*code));
        }
    }
}

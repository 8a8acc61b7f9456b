//! Input: nothing; this is what is counted. Output: [`Construct`], and what several of them are made with.
//! Invariant: the files follow from the number alone.

/// Paths inside an API's folder, each with its text.
pub(super) type Files = Vec<(String, String)>;

/// What is done with the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// The crate is made, and everything is told in full.
    Make,
    /// The crate is made once more, from the same pages.
    Again,
    /// The crate that is there is compared, and every one of its files differs.
    Compare,
    /// What each page was read as.
    Inspect,
}

/// What is made of the number.
#[derive(Clone, Copy, Debug)]
enum Source {
    /// What stands below the frontmatter of a page.
    Body(fn(usize) -> String),
    Files(fn(usize) -> Files),
}

/// Something that pages can have many of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Construct {
    pub(super) name: &'static str,
    /// So many are counted first, and then twice as many.
    pub(super) size: usize,
    source: Source,
    pub(super) run: Run,
}

impl Construct {
    pub(super) const fn body(name: &'static str, size: usize, body: fn(usize) -> String) -> Self {
        Self { name, size, source: Source::Body(body), run: Run::Make }
    }

    pub(super) const fn files(name: &'static str, size: usize, files: fn(usize) -> Files) -> Self {
        Self { name, size, source: Source::Files(files), run: Run::Make }
    }

    pub(super) const fn with(self, run: Run) -> Self {
        Self { run, ..self }
    }

    /// The files of so many.
    pub(super) fn of(&self, n: usize) -> Files {
        match self.source {
            Source::Body(body) => vec![page("p.mdx", "POST https://api.a.example/things", &body(n))],
            Source::Files(files) => files(n),
        }
    }
}

pub(super) fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn commas(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(", ")
}

/// A page that documents an operation.
pub(super) fn page(path: &str, api: &str, body: &str) -> (String, String) {
    (path.to_owned(), format!("---\ntitle: \"{}\"\napi: {api}\n---\n\n{body}\n", path.trim_end_matches(".mdx")))
}

/// The `at`th of names that differ, and are one identifier of Rust.
pub(super) fn names_of_one_identifier(at: usize) -> String {
    let separators = ["_", "-", "__", "-_"];
    let mut name = "n".to_owned();
    let mut rest = at;
    for letter in 'a'..='j' {
        name.push_str(separators.get(rest % separators.len()).copied().unwrap_or("_"));
        name.push(letter);
        rest /= separators.len();
    }
    name
}

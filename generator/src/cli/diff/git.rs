//! Input: a folder, and a revision. Output: what the program `git` says of them.
//! Invariant: a revision is never taken for an option, and git writes nothing.

use std::path::Path;
use std::process::{Command, Stdio};

/// A commit that is there.
#[derive(Clone, Debug)]
pub(super) struct Commit(String);

/// The commit that a revision names, in the repository that a folder is in.
pub(super) fn commit(folder: &Path, rev: &str) -> Result<Commit, String> {
    git(folder, &["rev-parse", "--is-inside-work-tree"]).map_err(|why| match why {
        Refused::NoGit => "the program `git` is not here, so that there is nothing to compare with; `--against DIR` \
                           compares with a folder"
            .to_owned(),
        Refused::Said(_) => format!(
            "`{}` is in no git repository, so that there is nothing to compare with; `--against DIR` compares with a folder",
            folder.display()
        ),
    })?;
    let wanted = format!("{rev}^{{commit}}");
    match git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]) {
        Ok(said) => Ok(Commit(String::from_utf8_lossy(&said).trim().to_owned())),
        Err(_) if rev == "HEAD" => Err("there is no commit yet to compare with".to_owned()),
        Err(_) => Err(format!("`{rev}` is neither a folder nor a revision of this repository")),
    }
}

impl Commit {
    /// The names of the files of a folder below `folder`.
    pub(super) fn files(&self, folder: &Path, below: &str) -> Result<Vec<String>, String> {
        let said =
            git(folder, &["ls-tree", "-z", "--name-only", &self.0, &format!("{below}/")]).map_err(Refused::text)?;
        let names = said.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned());
        Ok(names.filter(|name| !name.is_empty()).collect())
    }

    /// A file below `folder`; `None` where there was none.
    pub(super) fn file(&self, folder: &Path, path: &str) -> Result<Option<Vec<u8>>, String> {
        match git(folder, &["cat-file", "blob", &format!("{}:./{path}", self.0)]) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Refused::Said(_)) => Ok(None),
            Err(Refused::NoGit) => Err(Refused::NoGit.text()),
        }
    }
}

enum Refused {
    NoGit,
    Said(String),
}

impl Refused {
    fn text(self) -> String {
        match self {
            Self::NoGit => "the program `git` cannot be run".to_owned(),
            Self::Said(said) => format!("git: {said}"),
        }
    }
}

fn git(folder: &Path, words: &[&str]) -> Result<Vec<u8>, Refused> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(words).stdin(Stdio::null());
    let output = command.output().map_err(|_| Refused::NoGit)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Refused::Said(said.lines().next().unwrap_or("it refused").to_owned()))
}

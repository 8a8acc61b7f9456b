//! Input: what goes wrong with files. Output: [`OutputError`], with the path to blame.
//! Invariant: no variant is without a path, because "permission denied" alone helps nobody.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::owner::owner;

/// Why the files could not be made, compared or written.
#[derive(Debug)]
pub enum OutputError {
    /// A file's name would leave the crate's folder, or is none that every system takes.
    Path(String),
    /// Two files have one name, upper and lower case being the same.
    Collision(String),
    /// What was emitted is not Rust: a defect of this program.
    Syntax {
        /// The file.
        path: String,
        /// The parser's words.
        message: String,
    },
    /// The checked-in state of an API that is to stay as it is cannot be read.
    Kept {
        /// The file.
        path: String,
        /// Why not.
        message: String,
    },
    /// Files are in the way that this program did not write.
    Foreign(Vec<String>),
    /// What says which pages are the site's cannot be read.
    Sources(String),
    /// The system refused.
    Io {
        /// What was tried.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// The system's words.
        error: io::Error,
    },
}

impl OutputError {
    /// The API whose file it is about, where the others could be written without it.
    pub fn api(&self) -> Option<&str> {
        match self {
            Self::Path(path) | Self::Collision(path) | Self::Syntax { path, .. } => owner(path),
            Self::Kept { .. } | Self::Foreign(_) | Self::Sources(_) | Self::Io { .. } => None,
        }
    }

    /// The file's name without folder and ending, which for an operation is its id.
    pub(crate) fn stem(&self) -> Option<&str> {
        match self {
            Self::Path(path) | Self::Collision(path) | Self::Syntax { path, .. } => {
                Path::new(path).file_stem()?.to_str()
            }
            Self::Kept { .. } | Self::Foreign(_) | Self::Sources(_) | Self::Io { .. } => None,
        }
    }

    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { action, path, error }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "`{path}` cannot be a file of the generated crate"),
            Self::Collision(path) => write!(f, "two files of the generated crate are called `{path}`"),
            Self::Syntax { path, message } => {
                write!(f, "what was made for `{path}` is not Rust: {message} (a defect of this program)")
            }
            Self::Kept { path, message } => {
                write!(f, "`{path}` has to stay as it is, and it cannot be read: {message}")
            }
            Self::Foreign(paths) => write!(f, "in the way and not written by this program: {}", paths.join(", ")),
            Self::Sources(why) => f.write_str(why),
            Self::Io { action, path, error } => write!(f, "cannot {action} `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

//! Input: the crate on disk. Output: the APIs that stay as they are, with model and bytes.
//! Invariant: an API is kept whole or the run ends: its module, its feature and its files belong together.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Api, FORMAT_VERSION};

use super::owner::owner;
use super::{Disk, OutputError};

/// Which APIs of the crate on disk stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// These, as far as they are there.
    Named(BTreeSet<String>),
    /// All but these.
    AllBut(BTreeSet<String>),
}

impl Keep {
    /// What a run keeps: APIs that failed, and those that it did not take. `apis` are those of the run, each with whether it
    /// failed; `is_all` says whether the crate has no others.
    pub fn after<'a>(apis: impl Iterator<Item = (&'a str, bool)>, is_all: bool) -> Self {
        let (failed, fine): (Vec<_>, Vec<_>) = apis.partition(|(_, failed)| *failed);
        let names = |apis: Vec<(&str, bool)>| apis.into_iter().map(|(name, _)| name.to_owned()).collect();
        if is_all { Self::Named(names(failed)) } else { Self::AllBut(names(fine)) }
    }

    /// Lets another API stay as it is.
    pub(crate) fn also(&mut self, name: &str) {
        match self {
            Self::Named(names) => drop(names.insert(name.to_owned())),
            Self::AllBut(names) => drop(names.remove(name)),
        }
    }

    /// Whether an API of this name stays as it is.
    pub fn holds(&self, name: &str) -> bool {
        match self {
            Self::Named(names) => names.contains(name),
            Self::AllBut(names) => !names.contains(name),
        }
    }
}

/// An API that stays as it is.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its model, as it was written.
    pub api: Api,
    /// Its files, as they are.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Disk {
    /// Reads the APIs that stay as they are, by name.
    pub fn kept(&self, keep: &Keep) -> Result<Vec<Kept>, OutputError> {
        let there = self.listed().iter().filter_map(|path| {
            let name = owner(path)?;
            path.starts_with("schema/").then(|| name.to_owned())
        });
        let names = there.filter(|name| keep.holds(name));
        names.collect::<BTreeSet<_>>().into_iter().map(|name| self.kept_api(&name)).collect()
    }

    /// Where the calls of an API went before; `None` where no model of it can be read.
    pub fn known_servers(&self, name: &str) -> Option<KnownServers> {
        let path = format!("schema/{name}.json");
        let bytes = self.listed().contains(&path).then(|| self.read(&path).ok().flatten())??;
        KnownServers::parse(&bytes).filter(|known| known.name == name)
    }

    fn kept_api(&self, name: &str) -> Result<Kept, OutputError> {
        let path = format!("schema/{name}.json");
        let unreadable = |message: String| OutputError::Kept { path: path.clone(), message };
        let mut files = BTreeMap::new();
        for path in self.listed().iter().filter(|path| owner(path) == Some(name)) {
            if let Some(bytes) = self.read(path)? {
                files.insert(path.clone(), bytes);
            }
        }
        let schema = files.get(&path).ok_or_else(|| unreadable("it is gone".to_owned()))?;
        let api = model(schema).map_err(unreadable)?;
        if api.name != name {
            return Err(unreadable(format!("it calls itself `{}`", api.name)));
        }
        Ok(Kept { api, files })
    }
}

/// Where the calls of an API went: what is read of its model where nothing else is asked.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct KnownServers {
    format_version: u32,
    /// The API.
    pub name: String,
    #[serde(default)]
    servers: Vec<KnownServer>,
    #[serde(default)]
    operations: Vec<KnownOperation>,
}

#[derive(Clone, Debug, serde::Deserialize)]
struct KnownOperation {
    #[serde(default)]
    servers: Vec<KnownServer>,
}

#[derive(Clone, Debug, serde::Deserialize)]
struct KnownServer {
    url: String,
}

impl KnownServers {
    /// Reads them in a model; nothing of one that this program does not know.
    pub fn parse(model: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(model).ok().filter(|known| known.format_version == FORMAT_VERSION)
    }

    /// Those of the API, and those of its operations.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        let operations = self.operations.iter().flat_map(|operation| &operation.servers);
        self.servers.iter().chain(operations).map(|server| server.url.as_str())
    }
}

/// The model that a file holds, or why it cannot be read.
pub fn model(bytes: &[u8]) -> Result<Api, String> {
    let version = serde_json::from_slice::<Version>(bytes).map_err(|error| error.to_string())?.format_version;
    if version != FORMAT_VERSION {
        return Err(format!("it is of version {version}, not {FORMAT_VERSION}"));
    }
    serde_json::from_slice::<Api>(bytes).map_err(|error| error.to_string())
}

#[derive(serde::Deserialize)]
struct Version {
    format_version: u32,
}

//! Input: a folder of APIs, or one API's folder. Output: one [`ApiProject`] an API: what its project files say, and its pages.
//! Invariant: nothing is read that lies outside the folder that was given, and a project file is read whole or refused.

mod api_project;
mod config;
mod crate_settings;
mod crate_toml;
mod discover;
mod docs_json;
mod document_files;
mod file_names;
mod folder;
mod keys;
mod name;
mod names_lock;
mod page_files;
pub mod reference;
mod refusal;
mod select;
mod settings;
#[cfg(test)]
mod tests;
mod texts;
mod validate;
mod well_formed;
mod workspace;

pub use self::api_project::{Allowed, ApiProject};
pub use self::crate_settings::{CrateSettings, EDITION, FIELDSTONE_TOML, RUST_VERSION, is_young_enough};
pub use self::crate_toml::Lints;
pub use self::discover::{Input, InputError, discover, only};
pub use self::file_names::{is_page_file, is_project_file};
pub use self::name::is_api_name;
pub use self::names_lock::{NAMES_LOCK, run_names};
pub use self::page_files::{PageFile, load, pages};
pub use self::settings::{
    Allow, ComponentRule, Erratum, IntegerType, Limits, NumberType, PageEvidence, Paging, Rename, RustOptions, Server,
    Site,
};
pub use self::texts::Texts;
pub use self::workspace::{Place, Workspace};

//! Input: a folder of APIs, or one API's folder. Output: one [`ApiProject`] an API: what its project files say, and its pages.
//! Invariant: nothing is read that lies outside the folder that was given, and a project file is read whole or refused.

mod api_project;
mod config;
mod crate_settings;
mod crate_toml;
mod discover;
mod docs_json;
mod docs_order;
mod document_files;
mod fetch_options;
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
mod sources_lock;
#[cfg(test)]
mod tests;
mod texts;
mod validate;
mod well_formed;
mod workspace;

pub use self::api_project::{Allowed, ApiProject};
pub use self::crate_settings::{CrateSettings, EDITION, FIELDSTONE_TOML, RUST_VERSION, is_young_enough};
pub use self::crate_toml::Lints;
pub use self::discover::{Input, InputError, discover, discover_one, only};
pub use self::docs_order::DocsOrder;
pub(crate) use self::file_names::is_plain_name;
pub use self::file_names::{SOURCES_LOCK, is_page_file, is_page_path, is_project_file};
pub use self::name::is_api_name;
#[cfg(feature = "cli")]
pub(crate) use self::name::is_crate_name;
pub use self::names_lock::{NAMES_LOCK, run_names};
pub use self::page_files::{PageFile, load, pages};
pub use self::settings::{
    Allow, ComponentRule, Erratum, FetchOptions, IntegerType, Limits, Listed, NumberType, PageEvidence, Paging, Rename,
    RustOptions, Server, Site,
};
pub use self::sources_lock::{ListSource, PageSource, Source, Sources};
pub use self::texts::Texts;
pub use self::validate::rust_options;
pub use self::workspace::{Place, Workspace};

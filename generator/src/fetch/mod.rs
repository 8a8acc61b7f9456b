//! Input: what api.toml says of a site, and what was taken from it before. Output: its pages as they are now, in memory.
//! Invariant: the only room that opens a connection, and only to the hosts that api.toml names; nothing is written here, and a
//! run that cannot have all gives an error and no page.

mod address;
mod client;
mod digest;
mod fault;
mod find;
mod limits;
mod lists;
mod pages;
mod paths;
mod reach;
mod run;
mod shelf;
mod site;
mod text;
mod transfer;

pub use self::digest::digest;
pub use self::fault::FetchError;
pub use self::run::{Fetched, FetchedPage, LeftOut, Progress, fetch};
pub use self::shelf::{NoShelf, Shelf, Shelved};
pub use self::site::Site;

//! Input: the servers of an API and of its operations. Output: the same, without a default that credentials must not go to.
//! Invariant: what api.toml names is the user's own word; anything else that is unsafe is an error, and never a default.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fuse::parts::Parts;
use crate::project::ApiProject;
use crate::schema::host::{shown, unsafe_because};
use crate::schema::{Evidence, Server};

/// Takes the unsafe servers from the API's, and tells of them and of those of single operations.
pub(crate) fn take(
    project: &ApiProject,
    servers: &mut Vec<Server>,
    operations: &[Parts],
    diagnostics: &mut Diagnostics,
) {
    let is_configured = |server: &Server| {
        let is_meant = |known: &crate::project::Server| known.url.value == server.url;
        server.origins.iter().any(|origin| origin.evidence == Evidence::Config) || project.servers.iter().any(is_meant)
    };
    let mut told = BTreeSet::new();
    let mut tell = |server: &Server| {
        let Some(why) = unsafe_because(&server.url).filter(|_| !is_configured(server)) else { return false };
        if told.insert(server.url.clone()) {
            let message = format!("`{}` is no server to send credentials to: {why}", shown(&server.url));
            let span = server.origins.iter().find_map(|origin| origin.span);
            let help = "mend the page; if the API is there, name it in api.toml: `[[server]]` with its `url`";
            diagnostics.push(Diagnostic::at(Code::UnsafeHost, span, message).help(help));
        }
        true
    };
    servers.retain(|server| !tell(server));
    operations.iter().flat_map(|parts| &parts.servers).for_each(|server| {
        tell(server);
    });
}

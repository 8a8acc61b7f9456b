//! Input: the pages of a new API, understood. Output: what they say, what may be so, and what they leave open.
//! Invariant: nothing is decided here that the run did not decide.

use super::guess::{self, Guess};
use crate::Understood;
use crate::cli::scheme;
use crate::diagnostics::{Code, Diagnostic};

/// What is known of a new API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// `12 operations on 10 pages, 31 types`
    pub(super) size: String,
    /// Where it answers.
    pub(super) servers: Vec<String>,
    /// How a caller proves who it is, in words.
    pub(super) auth: Option<String>,
    /// Where its documentation is, by its pages.
    pub(super) docs: Option<String>,
    /// Where it may be published.
    pub(super) docs_guesses: Vec<Guess>,
    /// Where it may answer, where no page says it of a call.
    pub(super) server_guesses: Vec<Guess>,
    /// How a caller may prove who it is, where no page says it.
    pub(super) auth_guesses: Vec<Guess>,
    /// Components that may be fields: the lines that api.toml would have.
    pub(super) components: Vec<String>,
    /// Pages with fields and without a call.
    pub(super) without_call: Vec<String>,
    /// Why a host is no default.
    pub(super) refused: Vec<String>,
}

/// More pages than this are a number.
const MAX_PAGES: usize = 5;

impl Facts {
    /// What a run says of the only API that it read.
    pub(super) fn of(understood: &Understood) -> Self {
        let Some(one) = understood.apis.first() else { return Self::default() };
        let list = understood.diagnostics.as_slice();
        let texts = || {
            let files = one.pages.iter().filter_map(|page| understood.sources.file(page.file));
            files.map(|file| (file.page(), file.text()))
        };
        let mut facts = Self {
            size: format!(
                "{} on {}, {}",
                count(one.api.operations.len(), "operation"),
                count(one.pages.iter().filter(|page| !page.operations.is_empty()).count(), "page"),
                count(one.api.types.len(), "type")
            ),
            servers: one.api.servers.iter().map(|server| server.url.clone()).collect(),
            auth: one.api.auth.as_ref().map(|auth| scheme::in_words(&auth.scheme)),
            docs: one.api.docs.clone(),
            components: of(list, Code::ComponentNotRead).filter_map(component).collect(),
            refused: of(list, Code::UnsafeHost).map(|one| one.message.clone()).collect(),
            ..Self::default()
        };
        let pages = of(list, Code::NoEndpoint).filter_map(|one| Some(understood.sources.file(one.span?.file)?.page()));
        facts.without_call = pages.map(str::to_owned).collect();
        facts.without_call.dedup();
        facts.without_call.truncate(MAX_PAGES);
        if facts.docs.is_none() {
            facts.docs_guesses = guess::docs(texts());
            // Documentation names that of others, too: one name of the API's own, or many pages, are needed.
            let servers = facts.servers.iter().map(|url| guess::domain(url)).collect::<Vec<_>>();
            facts.docs_guesses.retain(|guess| match servers.as_slice() {
                [] => guess.pages > 2,
                servers => servers.contains(&guess::domain(&guess.what)),
            });
        }
        if facts.servers.is_empty() {
            facts.server_guesses = guess::hosts(texts());
        }
        if facts.auth.is_none() {
            facts.auth_guesses = guess::headers(texts());
        }
        facts
    }

    /// How many things somebody has to say.
    pub(super) fn open(&self) -> usize {
        usize::from(self.docs.is_none())
            + usize::from(self.servers.is_empty())
            + usize::from(self.auth.is_none())
            + self.components.len()
            + self.without_call.len()
    }
}

fn of(list: &[Diagnostic], code: Code) -> impl Iterator<Item = &Diagnostic> {
    list.iter().filter(move |one| one.code == code)
}

/// The lines of api.toml that a diagnostic proposes.
fn component(one: &Diagnostic) -> Option<String> {
    let help = one.help.as_deref()?;
    help.get(help.find("[components.")?..).map(str::to_owned)
}

fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

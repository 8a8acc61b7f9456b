//! Input: an api.toml's keys. Output: the same in an [`ApiProject`], or a diagnostic at the key.
//! Invariant: whatever gets through is well-formed: later stages never check it again.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::near;
use crate::schema::{AuthScheme, DEEPEST, KeyLocation, PagedBy};
use crate::source::{FileId, Span, Spanned};

use super::api_project::ApiProject;
use super::settings::{
    Allow, ComponentRule, Erratum, FetchOptions, IntegerType, NumberType, PageEvidence, Paging, Rename, RustOptions,
    Server,
};
use super::{config, fetch_options, name, refusal, well_formed};

/// Reads an api.toml into `project`. What is wrong with it is told, and the project has failed.
pub(super) fn apply(project: &mut ApiProject, file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    project.config = Some(file);
    let config = match toml::from_str::<config::Config>(text) {
        Ok(config) => config,
        Err(error) => {
            diagnostics.push(refusal::told(&error, text, file, config::TABLES));
            (project.failed, project.is_unread) = (true, true);
            match config::name_alone(text) {
                Some(name) if name::is_api_name(&name) => project.name = name,
                _ => project.name_is_certain = false,
            }
            return;
        }
    };
    let mut check = Check { file, diagnostics, failed: false };
    check.take(project, config);
    project.failed |= check.failed;
}

/// What an api.toml asks of the Rust, whatever else it says.
pub fn rust_options(text: &str) -> RustOptions {
    config::rust_alone(text).as_ref().map(asked).unwrap_or_default()
}

fn asked(rust: &config::Rust) -> RustOptions {
    let number = match rust.number.unwrap_or_default() {
        config::Number::F64 => NumberType::F64,
        config::Number::Json => NumberType::Json,
    };
    let integer = match rust.integer.unwrap_or_default() {
        config::Integer::I64 => IntegerType::I64,
        config::Integer::Json => IntegerType::Json,
    };
    RustOptions { number, integer, keep_unknown_members: rust.keep_unknown_members.unwrap_or_default() }
}

struct Check<'a> {
    file: FileId,
    diagnostics: &'a mut Diagnostics,
    failed: bool,
}

impl Check<'_> {
    fn take(&mut self, project: &mut ApiProject, config: config::Config) {
        // First, because they hold for what is said of this very file.
        self.lint(project, config.lint.unwrap_or_default());
        project.apply_levels(self.diagnostics);
        if let Some(given) = config.name {
            if name::is_api_name(given.get_ref()) {
                project.name = given.into_inner();
            } else {
                project.name_is_certain = false;
                let help =
                    "a name is a-z, 0-9 and _, begins with a letter, and is no word of Rust or of the generated crate";
                self.refuse(given.span(), format!("`{}` cannot be a name", given.get_ref()), help);
            }
        }
        if let Some(title) = config.title {
            project.title = title.into_inner();
        }
        project.docs = config.docs.and_then(|docs| self.url(docs)).map(|docs| docs.value);
        project.page_globs = config.pages.map(|globs| self.globs(globs));
        for server in config.server.unwrap_or_default() {
            if let Some(url) = self.url(server.url) {
                project.servers.push(Server { name: server.name, url });
            }
        }
        project.auth = config.auth.and_then(|auth| self.auth(&auth));
        for (component, rule) in config.components.unwrap_or_default() {
            let component = self.spanned(component);
            project.components.push(ComponentRule {
                component,
                name: rule.name,
                ty: rule.ty,
                required: rule.required,
                deprecated: rule.deprecated,
                default: rule.default,
                description: rule.description,
                parent: rule.parent,
                method: rule.method,
                path: rule.path,
            });
        }
        for evidence in config.evidence.unwrap_or_default() {
            let range = evidence.span();
            let config::Evidence { page, method, path, heading } = evidence.into_inner();
            if heading.is_some() && (method.is_none() || path.is_none()) {
                let message = "an operation that begins at a `heading` needs its `method` and its `path`";
                self.refuse(range, message, "`fieldstone explain evidence` shows its keys");
            }
            project.evidence.push(PageEvidence {
                page: self.spanned(page),
                method: method.map(|method| self.spanned(method)),
                path: path.map(|path| self.spanned(path)),
                heading: heading.map(|heading| self.spanned(heading)),
            });
        }
        for erratum in config.errata.unwrap_or_default() {
            let config::Erratum { at, key, expect, value, why, link } = erratum.into_inner();
            let (at, key) = (self.spanned(at), self.spanned(key));
            let (expect, value) = (expect.map(|expect| self.spanned(expect)), value.map(|value| self.spanned(value)));
            let is_base = |value: &Spanned<serde_json::Value>| {
                value.value.as_str().is_some_and(|url| well_formed::base_url(url).is_some())
            };
            if let Some(url) = value.as_ref().filter(|value| key.value == "server" && !is_base(value)) {
                let range = url.span.start as usize..url.span.end as usize;
                self.refuse(range, "this is no base URL", "such as `https://api.example.com/v1`");
            }
            project.errata.push(Erratum { at, key, expect, value, why, link });
        }
        for (at, name) in config.names.unwrap_or_default() {
            project.renames.push(Rename { at: self.spanned(at), name: self.spanned(name) });
        }
        for paging in config.pagination.unwrap_or_default() {
            let paging = self.paging(paging);
            project.paging.extend(paging);
        }
        if let Some(depth) = config.limits.and_then(|limits| limits.depth) {
            if (1..=DEEPEST).contains(depth.get_ref()) {
                project.limits.depth = depth.into_inner();
            } else {
                let message = format!("`{}` is no depth that can be followed", depth.get_ref());
                self.refuse(depth.span(), message, &format!("a depth is a number from 1 to {DEEPEST}"));
            }
        }
        if let Some(fetch) = config.fetch {
            project.fetch = self.fetch(fetch);
        }
        if let Some(rust) = config.rust {
            project.rust = asked(&rust);
        }
    }

    fn paging(&mut self, paging: toml::Spanned<config::Pagination>) -> Option<Paging> {
        let range = paging.span();
        let config::Pagination { at, by, parameter, items, next, more, total, first } = paging.into_inner();
        let by = match by {
            config::PagedBy::Cursor => Some(PagedBy::Cursor),
            config::PagedBy::Offset => Some(PagedBy::Offset),
            config::PagedBy::Page => Some(PagedBy::Page),
            config::PagedBy::None => None,
        };
        let lacks = match by {
            Some(_) if parameter.is_none() => Some("needs the `parameter` that asks for a page"),
            Some(PagedBy::Cursor) if next.is_none() => {
                Some("needs the member `next`, which says where the next page begins")
            }
            None if [&parameter, &items, &next, &more, &total].into_iter().any(Option::is_some) => {
                Some("is by `none`, and then there is nothing more to say")
            }
            _ => None,
        };
        if let Some(lacks) = lacks {
            self.refuse(
                range,
                format!("this `[[pagination]]` {lacks}"),
                "`fieldstone explain pagination` shows its keys",
            );
            return None;
        }
        if let Some(first) =
            first.as_ref().filter(|first| !matches!(first.get_ref(), 0 | 1) || by != Some(PagedBy::Page))
        {
            self.refuse(first.span(), "the first page is 0 or 1, and only where pages are counted", "leave it out");
            return None;
        }
        let spanned = |value: Option<toml::Spanned<String>>| value.map(|value| self.spanned(value));
        let (parameter, items, next) = (spanned(parameter), spanned(items), spanned(next));
        let (more, total) = (spanned(more), spanned(total));
        let first = first.map(toml::Spanned::into_inner);
        Some(Paging { at: self.spanned(at), by, parameter, items, next, more, total, first })
    }

    fn lint(&mut self, project: &mut ApiProject, lint: config::Lint) {
        for (word, level) in lint.levels {
            let Some(code) = self.code(&word) else { continue };
            match level.get_ref().as_str() {
                "error" => project.lint.push((code, Severity::Error)),
                "warning" => project.lint.push((code, Severity::Warning)),
                "note" => project.lint.push((code, Severity::Note)),
                "allow" => project.allows.push(Allow { code, page: None, why: String::new(), has_to_meet: None }),
                _ => {
                    let message = format!("`{}` is no severity", level.get_ref());
                    self.refuse(level.span(), message, "a severity is `error`, `warning` or `note`; or it is `allow`");
                }
            }
        }
        for allow in lint.allow {
            let span = Span::new(self.file, allow.span());
            let config::Allow { code: word, page, why } = allow.into_inner();
            let Some(code) = self.code(&word) else { continue };
            if code.severity() == Severity::Error {
                let message = format!("`{}` is an error, which is told whatever is allowed", word.get_ref());
                self.refuse(word.span(), message, "mend what it tells of");
                continue;
            }
            let page = match page {
                Some(page) => match GlobBuilder::new(page.get_ref()).literal_separator(true).build() {
                    Ok(glob) => Some((page.into_inner(), glob.compile_matcher())),
                    Err(error) => {
                        self.refuse(page.span(), error.to_string(), "a pattern is such as `go-chat/**`");
                        continue;
                    }
                },
                None => None,
            };
            project.allows.push(Allow { code, page, why, has_to_meet: Some(span) });
        }
    }

    /// The code of a word; what is none is told.
    fn code(&mut self, word: &toml::Spanned<String>) -> Option<Code> {
        let code = Code::from_word(word.get_ref());
        if code.is_none() {
            let message = format!("there is no diagnostic `{}`", word.get_ref());
            let help = near::did_you_mean(word.get_ref(), Code::ALL.iter().map(|code| code.as_str()));
            let help = help.unwrap_or_else(|| "its word stands in brackets behind its severity".to_owned());
            self.refuse(word.span(), message, &help);
        }
        code
    }

    fn auth(&mut self, auth: &toml::Spanned<config::Auth>) -> Option<Spanned<AuthScheme>> {
        let range = auth.span();
        let auth = auth.get_ref();
        let scheme = match (auth.kind, auth.location, auth.name.as_deref()) {
            (config::AuthKind::Bearer, None, None) => AuthScheme::Bearer,
            (config::AuthKind::Basic, None, None) => AuthScheme::Basic,
            (config::AuthKind::None, None, None) => AuthScheme::None,
            (config::AuthKind::Key, location, Some(name)) if well_formed::is_token(name) => {
                let location = match location {
                    Some(config::KeyLocation::Query) => KeyLocation::Query,
                    Some(config::KeyLocation::Cookie) => KeyLocation::Cookie,
                    Some(config::KeyLocation::Header) | None => KeyLocation::Header,
                };
                AuthScheme::Key { location, name: name.to_owned() }
            }
            (config::AuthKind::Key, ..) => {
                self.refuse(range, "a key needs the `name` of its header or query parameter", "name = \"x-api-key\"");
                return None;
            }
            _ => {
                self.refuse(range, "`in` and `name` belong to `kind = \"key\"` alone", "leave them out");
                return None;
            }
        };
        Some(Spanned::new(scheme, Span::new(self.file, range)))
    }

    fn fetch(&mut self, mut fetch: config::Fetch) -> FetchOptions {
        let globs = fetch.pages.take().map(|globs| self.globs(globs));
        let mut wrong = Vec::new();
        let options = fetch_options::options(fetch, globs, |address| self.spanned(address), &mut wrong);
        for (range, message, help) in wrong {
            self.refuse(range, message, help);
        }
        options
    }

    fn globs(&mut self, patterns: Vec<toml::Spanned<String>>) -> GlobSet {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            match GlobBuilder::new(pattern.get_ref()).literal_separator(true).build() {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => self.refuse(pattern.span(), error.to_string(), "a pattern is such as `go-chat/**`"),
            }
        }
        set.build().unwrap_or_else(|error| {
            self.refuse(0..0, error.to_string(), "fewer or simpler patterns");
            GlobSet::empty()
        })
    }

    fn url(&mut self, url: toml::Spanned<String>) -> Option<Spanned<String>> {
        match well_formed::base_url(url.get_ref()) {
            Some(text) => Some(Spanned::new(text, Span::new(self.file, url.span()))),
            None => {
                let message = format!("`{}` is no base URL", url.get_ref());
                self.refuse(
                    url.span(),
                    message,
                    "such as `https://api.example.com/v1`, without user, query or fragment",
                );
                None
            }
        }
    }

    fn spanned<T>(&self, value: toml::Spanned<T>) -> Spanned<T> {
        let span = Span::new(self.file, value.span());
        Spanned::new(value.into_inner(), span)
    }

    fn refuse(&mut self, range: std::ops::Range<usize>, message: impl Into<String>, help: &str) {
        self.failed = true;
        self.diagnostics.push(Diagnostic::at(Code::InvalidProject, Span::new(self.file, range), message).help(help));
    }
}

//! Input: a draft's request fields, each with what its attributes and its heading say of where it goes, and the endpoint.
//! Output: the draft's parameters and body.
//! Invariant: a path parameter is what stands in the path, whatever its attribute says; every move is told at its line.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::credentials::authentication;
use crate::draft::endpoint::Endpoint;
use crate::draft::request::RequestField;
use crate::draft::section::Section;
use crate::fuse::{cases, listed};
use crate::schema::method::sends_query;
use crate::schema::{Location, path};
use crate::shape::alternatives::either;
use crate::shape::members::{Names, add, duplicate};
use crate::shape::{Kind, Member, Shape};
use crate::source::{SourceMap, Span};

/// Puts every request field where it goes.
pub(crate) fn place(
    draft: &mut Draft,
    endpoint: Option<&Endpoint>,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) {
    let names: Vec<String> =
        endpoint.map(|endpoint| path::parameters(&endpoint.path).map(str::to_owned).collect()).unwrap_or_default();
    rename(&mut draft.request.fields, &names, diagnostics);
    cases::relax(&mut draft.request.fields);
    let mut seen: BTreeMap<(&str, String), BTreeSet<Option<Span>>> = BTreeMap::new();
    let mut placed = Placed::default();
    draft.request.body.members.iter().for_each(|member| placed.body.note(&member.name));
    draft.request.parameters.iter().for_each(|(at, member)| placed.of(*at).note(&member.name));
    // What a table or a list says completes what a component says, wherever it stands.
    let (listed, mut fields): (Vec<_>, Vec<_>) =
        std::mem::take(&mut draft.request.fields).into_iter().partition(|field| field.member.listed().is_some());
    fields.extend(listed);
    for param in fields {
        let section = match endpoint {
            Some(endpoint) => section(&param, &names, &endpoint.method),
            None => param.sections.first().copied().unwrap_or(Section::Body),
        };
        let RequestField { sections, mut member, tab, row, .. } = param;
        let written = sections.first().copied().unwrap_or(section);
        if let Some(row) = row.filter(|_| sections.is_empty()).and_then(|row| draft.rows.get_mut(row)) {
            row.location = section.word();
        }
        if written.word() != section.word() {
            moved(draft, row, &member, written, section, diagnostics);
        }
        member.required |= section == Section::Path;
        // What another Tab documents again is the same field in another case.
        let tabs = seen.entry((section.word(), member.name.clone())).or_default();
        let twin = tabs.iter().any(|other| *other != tab);
        tabs.insert(tab);
        if twin && join(draft, section, &member) {
            continue;
        }
        put(draft, section, member, &mut placed, sources, diagnostics);
    }
}

/// The names of what was placed.
#[derive(Default)]
struct Placed {
    body: Names,
    parameters: BTreeMap<Location, Names>,
}

impl Placed {
    fn of(&mut self, location: Location) -> &mut Names {
        self.parameters.entry(location).or_default()
    }
}

/// Joins a field with the one of its name that another Tab documents.
fn join(draft: &mut Draft, section: Section, member: &Member) -> bool {
    let mut known = draft.request.body.members.iter_mut().filter(|_| section == Section::Body);
    let mut parameters =
        draft.request.parameters.iter_mut().filter(|_| section != Section::Body).map(|(_, known)| known);
    let Some(known) =
        known.find(|known| known.name == member.name).or_else(|| parameters.find(|known| known.name == member.name))
    else {
        return false;
    };
    let before = std::mem::replace(&mut known.shape, Shape::new(Kind::Unknown, None));
    known.shape = either(before, member.shape.clone());
    known.required &= member.required;
    known.origins.extend(member.origins.iter().cloned());
    true
}

/// Gives path fields that the path calls otherwise the names that it has for them.
fn rename(fields: &mut [RequestField], names: &[String], diagnostics: &mut Diagnostics) {
    let documented: BTreeSet<String> = fields.iter().map(|field| field.member.name.clone()).collect();
    let mut missing: Vec<&str> = names.iter().map(String::as_str).filter(|name| !documented.contains(*name)).collect();
    let says_path = |field: &&mut RequestField| field.says_path() && !names.contains(&field.member.name);
    let mut others: Vec<_> = fields.iter_mut().filter(says_path).collect();
    let mut letters: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    missing.iter().for_each(|name| letters.entry(path::letters(name)).or_default().push(name));
    // `{userId}` is `user_id`, however many parameters there are.
    let mut taken = BTreeSet::new();
    others.retain_mut(|field| match letters.get(&path::letters(&field.member.name)).map(Vec::as_slice) {
        Some([name]) if taken.insert(*name) => {
            renamed(field, name, diagnostics);
            false
        }
        _ => true,
    });
    missing.retain(|name| !taken.contains(name));
    // Of what is left only a likeness tells which one is meant.
    if let ([field], [name]) = (others.as_mut_slice(), missing.as_slice()) {
        let (known, wanted) = (path::letters(&field.member.name), path::letters(name));
        if names.len() == 1 || known.ends_with(&wanted) || wanted.ends_with(&known) {
            renamed(field, name, diagnostics);
        }
    }
}

fn renamed(param: &mut RequestField, name: &str, diagnostics: &mut Diagnostics) {
    let documented = std::mem::replace(&mut param.member.name, name.to_owned());
    if let Some(span) = param.member.span() {
        let message =
            format!("the path calls this parameter `{name}`, and the field calls it `{documented}`; the path counts");
        diagnostics
            .push(Diagnostic::at(Code::ClaimsContradict, span, message).help(format!("write `path=\"{name}\"`")));
    }
}

/// Where a field goes: into the path if its name stands there; else where its heading says; else where its attribute says.
fn section(param: &RequestField, names: &[String], method: &str) -> Section {
    let in_path = names.contains(&param.member.name);
    let heading = param.heading.filter(|heading| !matches!(heading, Section::Response | Section::Path));
    let written = param.sections.iter().copied();
    // Of a list that does not say where its fields go, those are in the path whose names stand there.
    let says_path =
        param.sections.is_empty() || param.sections.contains(&Section::Path) || param.heading == Some(Section::Path);
    if in_path && says_path {
        return Section::Path;
    }
    if let Some(heading) = heading {
        // `form` fields and credentials are bodies and headers by another name.
        let same = |section: &Section| section.word() == heading.word();
        return param.sections.iter().copied().find(same).unwrap_or(heading);
    }
    let other = written.clone().find(|section| *section != Section::Path);
    match other {
        Some(section) => section,
        // A path that has no place for it: what a request of this method has besides.
        None if sends_query(method) => Section::Query,
        None => Section::Body,
    }
}

fn moved(
    draft: &mut Draft,
    row: Option<usize>,
    member: &Member,
    written: Section,
    section: Section,
    diagnostics: &mut Diagnostics,
) {
    if let Some(row) = row.and_then(|row| draft.rows.get_mut(row)) {
        row.location = section.word();
    }
    let Some(span) = member.span() else { return };
    let (from, to) = (written.word(), section.word());
    let reason = if written == Section::Path { "the path has no such parameter" } else { "its heading says so" };
    diagnostics.push(
        Diagnostic::at(
            Code::LocationMoved,
            span,
            format!("`{}` is taken as `{to}`, not `{from}`: {reason}", member.name),
        )
        .help(format!("write `{to}=\"{}\"`", member.name)),
    );
}

fn put(
    draft: &mut Draft,
    section: Section,
    mut member: Member,
    placed: &mut Placed,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) {
    let location = match section {
        Section::Path => Location::Path,
        Section::Query => Location::Query,
        Section::Header | Section::Authorization => {
            if let Some(scheme) = authentication(Some(section), Section::Header, &member) {
                draft.auth.extend(member.origins.first().map(|origin| (scheme, origin.clone())));
                return;
            }
            if member.name.contains(['*', '{', '<']) {
                if let Some(span) = member.span() {
                    diagnostics.push(
                        Diagnostic::at(
                            Code::Unsupported,
                            span,
                            format!("`{}` stands for headers of many names; it was left out", member.name),
                        )
                        .help("give such headers with the options of a call"),
                    );
                }
                return;
            }
            Location::Header
        }
        Section::Cookie => Location::Cookie,
        Section::Body | Section::Response if member.name.is_empty() => {
            let place = &mut draft.request.body.whole;
            *place = Some(match place.take() {
                // Another Tab has it for another case.
                Some(known) => Member { shape: either(known.shape, member.shape), ..known },
                None => member,
            });
            return;
        }
        Section::Body | Section::Response => {
            let members = &mut draft.request.body.members;
            if placed.body.is_new(&member.name) {
                return members.push(member);
            }
            return match members.iter_mut().find(|known| known.name == member.name) {
                Some(known) if member.listed().is_some() => listed::complete(known, &member, sources, diagnostics),
                _ => add(members, member, diagnostics),
            };
        }
    };
    if member.shape.kind == Kind::Unknown {
        // Whatever is said of it, it is sent as text.
        member.shape.kind = Kind::String;
    }
    if placed.of(location).is_new(&member.name) {
        return draft.request.parameters.push((location, member));
    }
    match draft.request.parameters.iter_mut().find(|(at, known)| *at == location && known.name == member.name) {
        Some((_, known)) if member.listed().is_some() => listed::complete(known, &member, sources, diagnostics),
        Some((_, known)) => duplicate(known, &member, diagnostics),
        None => draft.request.parameters.push((location, member)),
    }
}

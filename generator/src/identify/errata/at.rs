//! Input: what `at` says, and the model. Output: the items that it names.
//! Invariant: an item is named once, in the order of the model.

use globset::{GlobBuilder, GlobMatcher};

use crate::near;
use crate::schema::path::identity;
use crate::schema::{Api, Operation, TypeKind, status, walk};

/// An item of the model, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Operation(usize),
    Parameter(usize, usize),
    Request(usize),
    Answer(usize, usize),
    Type(usize),
    Field(usize, usize),
    Value(usize, usize),
}

/// What `at` says.
pub(super) struct At<'a> {
    owner: Owner,
    /// The member of the owner.
    pub(super) member: Option<&'a str>,
    /// Whether it may name several items.
    pub(super) is_pattern: bool,
}

enum Owner {
    /// `METHOD /path`
    Call { method: Word, path: Word },
    /// A type, or an operation by its id.
    Name(Word),
}

enum Word {
    Exact(String),
    Pattern(GlobMatcher),
}

impl Word {
    fn of(text: &str) -> Self {
        if !is_pattern(text) {
            return Self::Exact(text.to_owned());
        }
        // Braces and brackets stand in paths and names.
        let escaped = text.chars().fold(String::new(), |mut escaped, c| {
            if matches!(c, '{' | '}' | '[' | ']' | '!' | ',') {
                escaped.push('\\');
            }
            escaped.push(c);
            escaped
        });
        match GlobBuilder::new(&escaped).literal_separator(true).backslash_escape(true).build() {
            Ok(glob) => Self::Pattern(glob.compile_matcher()),
            Err(_) => Self::Exact(text.to_owned()),
        }
    }

    fn is(&self, text: &str) -> bool {
        match self {
            Self::Exact(word) => word == text,
            Self::Pattern(glob) => glob.is_match(text),
        }
    }
}

fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

impl<'a> At<'a> {
    /// Takes it apart: `Type`, `Type.field`, `operation`, `operation.parameter`, `METHOD /path`, `METHOD /path parameter`.
    pub(super) fn parse(at: &'a str) -> Self {
        let call = at.split_once(' ').filter(|(method, rest)| {
            let is_method = *method == "*" || !method.is_empty() && method.chars().all(|c| c.is_ascii_alphabetic());
            is_method && rest.trim_start().starts_with(['/', '*'])
        });
        let is_pattern = is_pattern(at);
        if let Some((method, rest)) = call {
            let (path, member) = match rest.trim().split_once(' ') {
                Some((path, member)) => (path, Some(member.trim())),
                None => (rest.trim(), None),
            };
            let path = match Word::of(path) {
                Word::Exact(path) => Word::Exact(identity(&path)),
                pattern => pattern,
            };
            return Self { owner: Owner::Call { method: Word::of(&method.to_uppercase()), path }, member, is_pattern };
        }
        // A field's name may hold dots, a type's may not.
        let (owner, member) = at.split_once('.').map_or((at, None), |(owner, member)| (owner, Some(member)));
        Self { owner: Owner::Name(Word::of(owner)), member, is_pattern }
    }

    /// The operations that the part before the member names.
    pub(super) fn operations(&self, api: &Api) -> Vec<usize> {
        let is = |operation: &Operation| match &self.owner {
            Owner::Name(name) => name.is(&operation.id),
            Owner::Call { method, path } => {
                let same = match path {
                    Word::Exact(path) => *path == identity(&operation.path),
                    pattern => pattern.is(&operation.path),
                };
                same && method.is(&operation.method)
            }
        };
        api.operations.iter().enumerate().filter(|(_, operation)| is(operation)).map(|(at, _)| at).collect()
    }

    /// The types that it names.
    pub(super) fn types(&self, api: &Api) -> Vec<usize> {
        let Owner::Name(name) = &self.owner else { return Vec::new() };
        api.types.iter().enumerate().filter(|(_, def)| name.is(&def.name)).map(|(at, _)| at).collect()
    }

    /// The items that it names.
    pub(super) fn items(&self, api: &Api) -> Vec<Item> {
        let Some(member) = self.member else {
            let operations = self.operations(api).into_iter().map(Item::Operation);
            return operations.chain(self.types(api).into_iter().map(Item::Type)).collect();
        };
        let word = Word::of(member);
        let mut items = Vec::new();
        for at in self.types(api) {
            match api.types.get(at).map(|def| &def.kind) {
                Some(TypeKind::Struct { fields }) => {
                    let named = fields.iter().enumerate().filter(|(_, field)| word.is(&field.name));
                    items.extend(named.map(|(field, _)| Item::Field(at, field)));
                }
                Some(TypeKind::Enum { values, .. }) => {
                    let written = |value: &serde_json::Value| value.as_str().map_or(value.to_string(), str::to_owned);
                    let named = values.iter().enumerate().filter(|(_, value)| word.is(&written(&value.value)));
                    items.extend(named.map(|(value, _)| Item::Value(at, value)));
                }
                _ => {}
            }
        }
        for at in self.operations(api) {
            let Some(operation) = api.operations.get(at) else { continue };
            let named = operation.parameters.iter().enumerate().filter(|(_, one)| word.is(&one.field.name));
            let parameters = named.map(|(parameter, _)| Item::Parameter(at, parameter)).collect::<Vec<_>>();
            if parameters.is_empty() && matches!(word, Word::Exact(_)) {
                items.extend(self.part(api, at, operation, member));
            }
            items.extend(parameters);
        }
        items.sort_unstable();
        items.dedup();
        items
    }

    /// The request, an answer, or a member of the body.
    fn part(&self, api: &Api, at: usize, operation: &Operation, member: &str) -> Option<Item> {
        let success = || operation.responses.iter().position(|one| status::is_success(&one.status));
        match member {
            "request" => return operation.request_body.is_some().then_some(Item::Request(at)),
            "answer" => {
                return success().or((operation.responses.len() == 1).then_some(0)).map(|one| Item::Answer(at, one));
            }
            _ => {}
        }
        if let Some(answer) = operation.responses.iter().position(|one| one.status == member) {
            return Some(Item::Answer(at, answer));
        }
        let body = operation.request_body.as_ref()?;
        let name = walk::name(walk::plain(&api.types, &body.ty))?;
        let def = api.types.iter().position(|def| def.name == name)?;
        match &api.types.get(def)?.kind {
            TypeKind::Struct { fields } => {
                let field = fields.iter().position(|field| field.name == member)?;
                Some(Item::Field(def, field))
            }
            _ => None,
        }
    }

    /// What may be meant by a name that nothing has.
    pub(super) fn meant(&self, at: &str, api: &Api) -> Option<String> {
        if self.is_pattern {
            return None;
        }
        if let Owner::Call { .. } = &self.owner {
            let calls: Vec<String> =
                api.operations.iter().map(|operation| format!("{} {}", operation.method, operation.path)).collect();
            return near::did_you_mean(at, calls.iter().map(String::as_str));
        }
        let (types, operations) = (self.types(api), self.operations(api));
        if types.is_empty() && operations.is_empty() {
            let owner = at.split_once('.').map_or(at, |(owner, _)| owner);
            let names = api.types.iter().map(|def| def.name.as_str());
            return near::did_you_mean(owner, names.chain(api.operations.iter().map(|one| one.id.as_str())));
        }
        let fields = types.iter().filter_map(|at| match &api.types.get(*at)?.kind {
            TypeKind::Struct { fields } => Some(fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>()),
            TypeKind::Enum { values, .. } => Some(values.iter().filter_map(|value| value.value.as_str()).collect()),
            _ => None,
        });
        let parameters = operations.iter().filter_map(|at| api.operations.get(*at));
        let parameters = parameters.flat_map(|one| one.parameters.iter().map(|one| one.field.name.as_str()));
        let names = fields.flatten().chain(parameters).collect::<Vec<_>>();
        near::did_you_mean(self.member.unwrap_or_default(), names.into_iter())
    }
}

//! Input: the nodes of all operations, and the names that were given before. Output: the types of the model, and what each
//! reference leads to.
//! Invariant: one name is one type. What cannot be one type has two names and a diagnostic that says so.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::identify::locked_names::Names;
use crate::identify::types::collect::Collector;
use crate::identify::types::node::{Node, held_mut, lead, number};
use crate::identify::types::renames;
use crate::identify::types::settled::{self, Settled};
use crate::identify::types::unify::Unified;
use crate::identify::words;
use crate::project::Rename;
use crate::schema::{Type, TypeDef, TypeKind, Variant};

/// What the shapes of all operations come to.
pub(crate) struct Finished {
    /// By name.
    pub(crate) types: Vec<TypeDef>,
    /// The names that are ours, by place.
    pub(crate) given: BTreeMap<String, String>,
    /// The names that those have without api.toml whom it names, by the name that it gives.
    pub(crate) unrenamed: BTreeMap<String, String>,
    nodes: Unified,
    names: BTreeMap<usize, String>,
    /// What the pages name, by the name that they give it.
    of_pages: BTreeMap<String, usize>,
}

/// Decides what is one and what it is called.
pub(crate) fn finish(
    collector: Collector,
    locked: &Names,
    by_hand: &[&Rename],
    diagnostics: &mut Diagnostics,
) -> Finished {
    let Collector { nodes, mut calls, complete, named, references, .. } = collector;
    let of_pages = references.iter().map(|(name, _)| name.clone()).collect();
    let Settled { nodes, mut names, rivals, given: ours } =
        settled::settle(nodes, (&mut calls, &complete), (&of_pages, &named), locked, diagnostics);
    for (rival, first) in rivals {
        tell_rival(&nodes, &names, (rival, first), diagnostics);
    }
    let mut given = named;
    given.extend(ours);
    let is_first = |node: &usize| nodes.get(*node).is_some_and(|node| node.given.is_some() && node.rival.is_none());
    let of_pages = names.iter().filter(|(node, _)| is_first(node)).map(|(node, name)| (name.clone(), *node)).collect();
    let unrenamed = renames::apply(&nodes, &mut names, by_hand, diagnostics);
    let mut finished = Finished { types: Vec::new(), given, unrenamed, nodes, names, of_pages };
    finished.tell_undefined(references, diagnostics);
    finished.types = finished.types();
    finished
}

fn tell_rival(
    nodes: &Unified,
    names: &BTreeMap<usize, String>,
    (rival, first): (usize, usize),
    diagnostics: &mut Diagnostics,
) {
    let (Some(node), Some(other)) = (nodes.nodes.get(rival), nodes.get(first)) else { return };
    let Some(name) = &node.rival else { return };
    let called = names.get(&nodes.root(rival)).cloned().unwrap_or_default();
    let message =
        format!("`{name}` is documented in two ways that cannot both be right; this one is called `{called}`");
    let diagnostic = Diagnostic::at(Code::TypeConflict, node.def.span, message);
    let diagnostic = diagnostic.label(other.def.span, "documented differently here");
    diagnostics.push(diagnostic.help("give one of the two another name, or mend its fields"));
}

impl Finished {
    /// Leads a type to what its names are called. What nothing defines is any JSON.
    pub(crate) fn settle(&self, ty: &mut Type) {
        let to = |name: &str| match number(name).or_else(|| self.of_pages.get(name).copied()) {
            Some(node) => self.names.get(&self.nodes.root(node)).map(|name| Type::Named(name.clone())),
            None => Some(Type::Any),
        };
        lead(ty, &to);
    }

    /// Tells of a reference that nothing defines.
    fn tell_undefined(&self, references: Vec<(String, Option<crate::source::Span>)>, diagnostics: &mut Diagnostics) {
        let mut told = BTreeSet::new();
        for (name, span) in references {
            if self.of_pages.contains_key(&name) || !told.insert(name.clone()) {
                continue;
            }
            let message = format!("no page says what `{name}` is; it is kept as any JSON");
            let diagnostic = Diagnostic::at(Code::UnknownType, span, message);
            diagnostics
                .push(diagnostic.help("document its fields in an Expandable, or mend the word if it is a known type"));
        }
    }

    /// The types; what is known of them goes with them, and the nodes keep no more than which have become one.
    fn types(&mut self) -> Vec<TypeDef> {
        let mut types = Vec::new();
        for (number, name) in &self.names {
            let Some(node) = self.nodes.nodes.get_mut(*number) else { continue };
            let kind = std::mem::replace(&mut node.def.kind, TypeKind::Opaque);
            let (description, origins) = (node.def.description.take(), std::mem::take(&mut node.def.origins));
            let (arguments, name) = (std::mem::take(&mut node.arguments), name.clone());
            let def = TypeDef { name, kind, description, arguments, sent: false, received: false, origins };
            types.push((*number, def));
        }
        for (number, def) in &mut types {
            held_mut(&mut def.kind).into_iter().for_each(|ty| self.settle(ty));
            if let (TypeKind::Union { variants }, Some(node)) = (&mut def.kind, self.nodes.nodes.get(*number)) {
                name_variants(variants, node, &def.name);
            }
        }
        let mut types: Vec<TypeDef> = types.into_iter().map(|(_, def)| def).collect();
        types.sort_by(|a, b| a.name.cmp(&b.name));
        types
    }
}

/// Names the alternatives of a union, each type once.
fn name_variants(variants: &mut Vec<Variant>, node: &Node, union: &str) {
    let mut named: Vec<Variant> = Vec::new();
    let (mut types, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (index, mut variant) in std::mem::take(variants).into_iter().enumerate() {
        let title = node.titles.get(index).and_then(Option::as_deref).map(words::camel);
        let title = title.filter(|title| !title.is_empty());
        let by_type = words::of_type(&variant.ty);
        let long = title.unwrap_or_else(|| by_type.clone());
        if !types.insert(format!("{:?}", variant.ty)) {
            continue;
        }
        // What is called after this very place need not say so again.
        let short = [long.strip_prefix(union), long.strip_suffix(union)].into_iter().flatten();
        let short = short.filter(|rest| rest.starts_with(char::is_uppercase)).map(str::to_owned);
        let mut wishes = short.chain([long.clone(), by_type.clone(), format!("{long}{by_type}")]);
        let free = wishes.find(|wish| !names.contains(wish));
        variant.name = free.unwrap_or_else(|| format!("Other{long}"));
        names.insert(variant.name.clone());
        named.push(variant);
    }
    *variants = named;
}

//! Input: the folder of a crate. Output: which of its files imports which.
//! Invariant: a path counts for the file that defines what it names, however many modules and re-exports it goes through; a
//! `mod` line and a re-export count for nothing, and neither do tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use crate::graph::Graph;

/// `["read", "mdx"]`, from the root.
type ModulePath = Vec<String>;

/// What a name in a module is.
#[derive(Clone, Debug)]
enum Name {
    /// Something that the module's own file defines.
    Item,
    /// What an import makes of a path, as it is written there.
    Import { path: Vec<String> },
}

#[derive(Debug, Default)]
struct Module {
    file: String,
    names: BTreeMap<String, Vec<Name>>,
    /// Modules of which everything is imported.
    globs: Vec<Vec<String>>,
    /// Paths that its code names.
    named: Vec<Vec<String>>,
}

/// The modules of a crate.
pub(crate) struct Tree {
    modules: BTreeMap<ModulePath, Module>,
}

impl Tree {
    /// Reads the crate (or the module) whose root is `entry` in `folder`.
    pub(crate) fn read(folder: &Path, entry: &str) -> Self {
        let mut tree = Self { modules: BTreeMap::new() };
        tree.file(folder, entry, &[], &mut Vec::new());
        tree
    }

    fn file(&mut self, root: &Path, name: &str, folder: &[String], at: &mut ModulePath) {
        let text = fs::read_to_string(root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        self.items(root, name, folder, at, &parsed.items);
    }

    fn items(&mut self, root: &Path, file: &str, folder: &[String], at: &mut ModulePath, items: &[syn::Item]) {
        let mut reader = Reader { module: Module { file: file.to_owned(), ..Module::default() } };
        let mut inside = Vec::new();
        for item in items.iter().filter(|item| !is_test(item)) {
            match item {
                syn::Item::Mod(module) => inside.push(module),
                other => reader.item(other),
            }
        }
        self.modules.insert(at.clone(), reader.module);
        for module in inside {
            let name = module.ident.to_string();
            let mut folder = folder.to_vec();
            folder.push(name.clone());
            at.push(name);
            if let Some((_, items)) = &module.content {
                self.items(root, file, &folder, at, items);
            } else {
                let beside = format!("{}.rs", folder.join("/"));
                let below = format!("{}/mod.rs", folder.join("/"));
                let name = if root.join(&beside).exists() { beside } else { below };
                self.file(root, &name, &folder, at);
            }
            at.pop();
        }
    }

    /// Which of its files imports which.
    pub(crate) fn imports(&self) -> Graph {
        let mut graph = Graph::new();
        for (at, module) in &self.modules {
            let targets = graph.entry(module.file.clone()).or_default();
            for path in &module.named {
                targets.extend(self.file_of(at, path, 0).filter(|file| *file != module.file));
            }
        }
        graph
    }

    /// The file that defines what `path` names, as it is written in the module `at`.
    fn file_of(&self, at: &[String], path: &[String], depth: usize) -> Option<String> {
        // An import that goes through itself names nothing.
        if depth > 16 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        // `pub(crate)` inside a macro.
        if path.iter().all(|word| matches!(word.as_str(), "crate" | "self" | "super")) {
            return None;
        }
        match first.as_str() {
            "crate" => self.walk(&[], rest, depth, false),
            "self" => self.walk(at, rest, depth, false),
            "super" => self.walk(at.split_last()?.1, rest, depth, false),
            _ => self.walk(at, path, depth, path.len() == 1),
        }
    }

    fn walk(&self, at: &[String], path: &[String], depth: usize, is_local: bool) -> Option<String> {
        let module = self.modules.get(at)?;
        let Some((name, rest)) = path.split_first() else { return Some(module.file.clone()) };
        if name == "super" {
            return self.walk(at.split_last()?.1, rest, depth, false);
        }
        let inside: ModulePath = at.iter().chain([name]).cloned().collect();
        // A local name may be called as a module is, but only a path that goes on, or an import, means the module.
        if self.modules.contains_key(&inside) && !(depth == 0 && is_local && rest.is_empty()) {
            return self.walk(&inside, rest, depth, false);
        }
        for known in module.names.get(name).into_iter().flatten() {
            let found = match known {
                Name::Item => Some(module.file.clone()),
                Name::Import { path, .. } if path.first() == Some(name) && path.len() == 1 => None,
                Name::Import { path, .. } => {
                    let whole: Vec<String> = path.iter().chain(rest).cloned().collect();
                    self.file_of(at, &whole, depth + 1)
                }
            };
            if found.is_some() {
                return found;
            }
        }
        module.globs.iter().find_map(|glob| {
            let whole: Vec<String> = glob.iter().chain(path).cloned().collect();
            self.file_of(at, &whole, depth + 1)
        })
    }
}

fn is_test(item: &syn::Item) -> bool {
    let syn::Item::Mod(module) = item else { return false };
    module.ident == "tests" || module.attrs.iter().any(is_for_tests)
}

fn is_for_tests(attribute: &syn::Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("cfg") && list.tokens.to_string() == "test"
}

struct Reader {
    module: Module,
}

impl Reader {
    fn item(&mut self, item: &syn::Item) {
        let name = match item {
            syn::Item::Use(import) => {
                let is_private = matches!(import.vis, syn::Visibility::Inherited);
                self.import(&import.tree, &mut Vec::new(), is_private);
                return;
            }
            syn::Item::Const(item) => Some(&item.ident),
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::Static(item) => Some(&item.ident),
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Trait(item) => Some(&item.ident),
            syn::Item::Type(item) => Some(&item.ident),
            syn::Item::Macro(item) => item.ident.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.module.names.entry(name.to_string()).or_default().push(Name::Item);
        }
        self.visit_item(item);
    }

    fn import(&mut self, tree: &syn::UseTree, before: &mut Vec<String>, is_private: bool) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(&path.tree, before, is_private);
                before.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before, is_private)),
            syn::UseTree::Glob(_) => self.module.globs.push(before.clone()),
            syn::UseTree::Name(name) => self.bind(&name.ident, &name.ident, before, is_private),
            syn::UseTree::Rename(name) => self.bind(&name.ident, &name.rename, before, is_private),
        }
    }

    fn bind(&mut self, of: &syn::Ident, called: &syn::Ident, before: &[String], is_private: bool) {
        let mut path = before.to_vec();
        let mut called = called.to_string();
        if of == "self" {
            if called == "self" {
                called = path.last().cloned().unwrap_or_default();
            }
        } else {
            path.push(of.to_string());
        }
        if is_private {
            self.module.named.push(path.clone());
        }
        self.module.names.entry(called).or_default().push(Name::Import { path });
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(point) if point.as_char() == ':' => colons += 1,
                TokenTree::Ident(word) => {
                    if colons != 2 {
                        self.module.named.push(std::mem::take(&mut path));
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                other => {
                    self.module.named.push(std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.module.named.push(path);
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.module.named.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, import: &'ast syn::ItemUse) {
        // One inside a function: its names are taken for the module's.
        self.import(&import.tree, &mut Vec::new(), true);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
    }

    // `pub(super)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

//! Input: which component refers to which, as they are read. Output: the operations that lead to each of them.
//! Invariant: it grows with the document: an edge is kept once.

use std::collections::{BTreeMap, BTreeSet};

/// Who refers to whom.
#[derive(Debug, Default)]
pub(crate) struct Users {
    /// The operation or component that is being read.
    inside: String,
    operations: BTreeSet<String>,
    /// By what is referred to.
    users: BTreeMap<String, BTreeSet<String>>,
}

impl Users {
    /// What is being read.
    pub(crate) fn inside(&self) -> &str {
        &self.inside
    }

    /// An operation begins.
    pub(crate) fn operation(&mut self, method: &str, path: &str) {
        self.inside = format!("{method} {path}");
        self.operations.insert(self.inside.clone());
    }

    /// What is read refers to a component.
    pub(crate) fn refers_to(&mut self, component: &str) {
        if !self.inside.is_empty() && self.inside != component {
            self.users.entry(component.to_owned()).or_default().insert(self.inside.clone());
        }
    }

    /// A component begins; gives what it is read for.
    pub(crate) fn enter(&mut self, component: &str) -> String {
        std::mem::replace(&mut self.inside, component.to_owned())
    }

    /// It ends.
    pub(crate) fn leave(&mut self, outside: String) {
        self.inside = outside;
    }

    /// The operations that lead to each operation and component.
    pub(crate) fn operations(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (component, users) in &self.users {
            users.iter().for_each(|user| uses.entry(user).or_default().push(component));
        }
        let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for operation in &self.operations {
            let mut open = vec![operation.as_str()];
            while let Some(next) = open.pop() {
                if reached.entry(next).or_default().insert(operation) {
                    open.extend(uses.get(next).into_iter().flatten());
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_component_refers_to_touches_the_operations_that_lead_to_it() {
        let mut users = Users::default();
        users.operation("GET", "/a");
        users.refers_to("A");
        let outside = users.enter("A");
        users.refers_to("B");
        users.refers_to("A");
        users.leave(outside);
        users.operation("GET", "/b");
        users.refers_to("A");
        assert_eq!(users.inside(), "GET /b");
        let operations = users.operations();
        assert_eq!(operations["B"].len(), 2);
        assert_eq!(operations["GET /a"], BTreeSet::from(["GET /a"]));
    }
}

//! Input: a type and where it stands. Output: the name under which it goes into the model.
//! Invariant: a name that was given in an earlier run, or by the pages, comes before one of ours, which is never a number.

use crate::diagnostics::{Code, Diagnostic};
use crate::identify::types::Types;
use crate::identify::types::definition::Def;
use crate::identify::types::place::TypePlace;
use crate::schema::Type;

impl Types<'_> {
    /// Gives a type the name that the pages give it.
    pub(crate) fn define(&mut self, name: String, def: Def, place: &TypePlace) -> Type {
        let Some(known) = self.defs.get_mut(&name) else {
            self.defs.insert(name.clone(), def);
            return Type::Named(name);
        };
        if known.absorb(&def, &self.soft) {
            return Type::Named(name);
        }
        let wish = self.locked.ty(&place.key).filter(|locked| *locked != name).unwrap_or(&place.name);
        let qualified = self.free(wish, &def);
        self.diagnostics.push(conflict(&name, &qualified, &def, self.defs.get(&name)));
        self.insert_or_absorb(qualified, def, place)
    }

    /// Gives a type that the pages do not name a name of ours: the one it had, its twin's, its resource's, or one made from
    /// where it stands.
    pub(crate) fn unnamed(&mut self, name: String, def: Def, place: &TypePlace) -> Type {
        let locked = self.locked.ty(&place.key).filter(|locked| !self.reserved.contains_key(*locked));
        if let Some(locked) = locked.map(str::to_owned) {
            let fits = match self.defs.get_mut(&locked) {
                None => return self.insert_or_absorb(locked, def, place),
                Some(known) => known.is_mostly(&def) && known.absorb(&def, &self.soft),
            };
            if fits {
                return self.give(locked, place);
            }
        }
        let twin = self.defs.iter().find(|(_, known)| known.family == def.family && known.same_structure(&def));
        if let Some(name) = twin.map(|(name, _)| name.clone()) {
            return self.insert_or_absorb(name, def, place);
        }
        let is_resource = place.resource.as_deref() == Some(name.as_str());
        if is_resource && let Some(known) = self.defs.get_mut(&name) {
            if known.is_mostly(&def) && known.absorb(&def, &self.soft) {
                return self.give(name, place);
            }
            let qualified = self.free(&place.name, &def);
            return self.insert_or_absorb(qualified, def, place);
        }
        let name = if is_resource { name } else { self.free(&name, &def) };
        self.insert_or_absorb(name, def, place)
    }

    /// Notes the name of a place.
    fn give(&mut self, name: String, place: &TypePlace) -> Type {
        self.given.insert(place.key.clone(), name.clone());
        Type::Named(name)
    }

    fn insert_or_absorb(&mut self, name: String, def: Def, place: &TypePlace) -> Type {
        match self.defs.get_mut(&name) {
            Some(known) => {
                known.absorb(&def, &self.soft);
            }
            None => {
                self.defs.insert(name.clone(), def);
            }
        }
        self.give(name, place)
    }

    /// A name that is free, or whose type can take this one in. Never a number: a longer word.
    fn free(&self, wish: &str, def: &Def) -> String {
        let mut name = wish.to_owned();
        while self.reserved.contains_key(&name) || self.defs.get(&name).is_some_and(|known| !known.same_structure(def))
        {
            name.push_str("Object");
        }
        name
    }
}

fn conflict(name: &str, qualified: &str, def: &Def, known: Option<&Def>) -> Diagnostic {
    let message =
        format!("`{name}` is documented in two ways that cannot both be right; this one is called `{qualified}`");
    let diagnostic = Diagnostic::at(Code::TypeConflict, def.span, message)
        .label(known.and_then(|known| known.span), "documented differently here");
    diagnostic.help("give one of the two another name, or mend its fields")
}

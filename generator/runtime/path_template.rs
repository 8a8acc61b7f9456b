//! Input: the template of a path, and the names of the values in it, one after the other. Output: the text between them.
//! Invariant: the texts are the template's, in order; what stands behind its path, a query or a fragment, is none of them.

/// What of a template has not been written yet.
#[derive(Debug)]
pub(crate) struct PathTemplate(&'static str);

impl PathTemplate {
    pub(crate) fn new(template: &'static str) -> Self {
        Self(template)
    }

    /// The text before the place of this name, which is then passed; nothing where the template has none.
    pub(crate) fn before(&mut self, name: &str) -> &'static str {
        let place = places(self.0).find(|(from, to)| self.0.get(from + 1..to - 1) == Some(name));
        let Some((from, to)) = place else { return "" };
        let text = self.0.get(..from).unwrap_or_default();
        self.0 = self.0.get(to..).unwrap_or_default();
        text
    }

    /// The rest of the path.
    pub(crate) fn rest(&self) -> &'static str {
        let mut from = 0;
        for (start, end) in places(self.0).chain([(self.0.len(), self.0.len())]) {
            let text = self.0.get(from..start).unwrap_or_default();
            if let Some(at) = text.find(['?', '#']) {
                return self.0.get(..from + at).unwrap_or_default();
            }
            from = end;
        }
        self.0
    }
}

/// Where the places of values begin and end, braces included. A brace that is never closed is text.
fn places(template: &'static str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + template.get(at..)?.find('{')?;
        at = from + template.get(from..)?.find('}')? + 1;
        Some((from, at))
    })
}

//! Input: the endpoints of all pages. Output: the same, where a sample's path with values in it is the template that another
//! page documents.
//! Invariant: a path that a page documents to the letter stays, and so does one that fits several templates.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::fuse::endpoint::{is_value, values};

/// Leads the calls of samples to the operations that they are calls of.
pub(crate) fn settle(placed: &mut [(Draft, Option<Endpoint>)]) {
    let (mut whole, mut templates) = (BTreeSet::new(), BTreeMap::<(String, usize), BTreeSet<String>>::new());
    for endpoint in placed.iter().filter_map(|(_, endpoint)| endpoint.as_ref()).filter(|endpoint| !is_sampled(endpoint))
    {
        whole.insert(endpoint.key());
        if endpoint.path.contains('{') {
            let length = endpoint.path.split('/').count();
            templates.entry((endpoint.method.clone(), length)).or_default().insert(endpoint.path.clone());
        }
    }
    // What a list of calls writes as a template is one, too.
    for mention in placed.iter().flat_map(|(draft, _)| &draft.hints.mentions) {
        let path = &mention.target.path;
        if path.contains('{') {
            let key = (mention.method.clone(), path.split('/').count());
            templates.entry(key).or_default().insert(path.clone());
        }
    }
    for (draft, endpoint) in placed.iter_mut().filter_map(|(draft, endpoint)| Some((draft, endpoint.as_mut()?))) {
        if !is_sampled(endpoint) || whole.contains(&endpoint.key()) {
            continue;
        }
        let is_guide = draft.hints.is_aside && draft.request.fields.is_empty() && draft.request.parameters.is_empty();
        let length = endpoint.path.split('/').count();
        let known = templates.get(&(endpoint.method.clone(), length));
        let mut fitting = known.into_iter().flatten().filter(|template| fits(template, &endpoint.path, is_guide));
        if let (Some(template), None) = (fitting.next(), fitting.next()) {
            endpoint.values = values(template, &endpoint.path);
            endpoint.path.clone_from(template);
        }
    }
}

fn is_sampled(endpoint: &Endpoint) -> bool {
    endpoint.origins.first().is_some_and(|origin| origin.evidence.is_call())
}

/// Whether a path is a template with values in place of its parameters; in a guide with anything: a page that documents
/// `/users/me` means it to the letter.
fn fits(template: &str, path: &str, is_guide: bool) -> bool {
    template.split('/').zip(path.split('/')).all(|(wanted, shown)| {
        let is_parameter = wanted.starts_with('{') && wanted.ends_with('}');
        wanted == shown || is_parameter && !shown.is_empty() && (is_guide || is_value(shown))
    })
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_template_has_room_for_values_alone() {
        assert!(fits("/gates/{gate}/open", "/gates/north/open", true));
        assert!(!fits("/gates/{gate}/open", "/gates/north/shut", true));
        assert!(!fits("/gates/{gate}/open", "/gates//open", true));
        assert!(fits("/users/{id}", "/users/42", false) && !fits("/users/{id}", "/users/me", false));
    }
}

//! Input: the fields of a draft. Output: where in them fields can be put that a name leads to.
//! Invariant: a place leads to its shape in as many steps as it is deep, however many fields there are.

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::gather::page::listing::place::plain;
use crate::schema::DEEPEST;
use crate::shape::visit::children;
use crate::shape::{Kind, Member, Shape};

/// A field that stands in no other.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Root {
    Request(usize),
    Case { response: usize, case: usize, member: usize },
    Listed { response: usize, member: usize },
}

impl Root {
    pub(crate) fn member(self, draft: &Draft) -> Option<&Member> {
        match self {
            Self::Request(at) => draft.request.fields.get(at).map(|field| &field.member),
            Self::Case { response, case, member } => {
                draft.answers.responses.get(response)?.cases.get(case)?.1.get(member)
            }
            Self::Listed { response, member } => draft.answers.responses.get(response)?.listed.get(member),
        }
    }

    pub(crate) fn member_mut(self, draft: &mut Draft) -> Option<&mut Member> {
        match self {
            Self::Request(at) => draft.request.fields.get_mut(at).map(|field| &mut field.member),
            Self::Case { response, case, member } => {
                draft.answers.responses.get_mut(response)?.cases.get_mut(case)?.1.get_mut(member)
            }
            Self::Listed { response, member } => draft.answers.responses.get_mut(response)?.listed.get_mut(member),
        }
    }
}

/// All of them: the request's, and those of each answer.
pub(crate) fn roots(draft: &Draft) -> impl Iterator<Item = Root> + '_ {
    let answers = draft.answers.responses.iter().enumerate().flat_map(|(response, answer)| {
        let cases = answer.cases.iter().enumerate();
        let cases = cases.flat_map(move |(case, (_, members))| {
            (0..members.len()).map(move |member| Root::Case { response, case, member })
        });
        cases.chain((0..answer.listed.len()).map(move |member| Root::Listed { response, member }))
    });
    (0..draft.request.fields.len()).map(Root::Request).chain(answers)
}

/// Where fields can be put.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) root: Root,
    /// From the root's shape inwards: which of its children each next one is.
    pub(crate) steps: Vec<usize>,
    /// Whether a field is called so; else what stands there is of a type that is.
    pub(crate) is_member: bool,
}

impl Place {
    pub(crate) fn shape_mut<'d>(&self, draft: &'d mut Draft) -> Option<&'d mut Shape> {
        let shape = &mut self.root.member_mut(draft)?.shape;
        self.steps.iter().try_fold(shape, |shape, step| child(shape, *step))
    }
}

fn child(shape: &mut Shape, wanted: usize) -> Option<&mut Shape> {
    match &mut shape.kind {
        Kind::Array(inner) | Kind::Map(inner) => Some(inner),
        Kind::Object(object) => object.members.get_mut(wanted).map(|member| &mut member.shape),
        Kind::Union(parts) => parts.get_mut(wanted).map(|(_, part)| part),
        _ => None,
    }
}

/// The places of each name.
#[derive(Default)]
pub(crate) struct NamedPlaces(BTreeMap<String, Vec<Place>>);

impl NamedPlaces {
    pub(crate) fn of(draft: &Draft) -> Self {
        let mut places = Self::default();
        roots(draft).for_each(|root| places.add_root(draft, root));
        places
    }

    /// Those of a name. Fields that were put in, or could not be, leave no place behind.
    pub(crate) fn take(&mut self, name: &str) -> Vec<Place> {
        self.0.remove(name).unwrap_or_default()
    }

    pub(crate) fn add_root(&mut self, draft: &Draft, root: Root) {
        if let Some(member) = root.member(draft) {
            self.add_member(member, root, &mut Vec::new());
        }
    }

    fn add_member(&mut self, member: &Member, root: Root, steps: &mut Vec<usize>) {
        let last = member.name.rsplit('.').next().unwrap_or_default();
        self.note(last, Place { root, steps: steps.clone(), is_member: true });
        self.add(&member.shape, root, steps);
    }

    /// Adds what stands in a shape.
    pub(crate) fn add(&mut self, shape: &Shape, root: Root, steps: &mut Vec<usize>) {
        if steps.len() > DEEPEST {
            return;
        }
        match &shape.kind {
            Kind::Reference(name) | Kind::Opaque(name) => {
                self.note(name, Place { root, steps: steps.clone(), is_member: false });
            }
            Kind::Object(object) => {
                for (at, member) in object.members.iter().enumerate() {
                    steps.push(at);
                    self.add_member(member, root, steps);
                    steps.pop();
                }
            }
            _ => {
                let mut at = 0;
                children(shape, &mut |inner| {
                    steps.push(at);
                    self.add(inner, root, steps);
                    steps.pop();
                    at += 1;
                });
            }
        }
    }

    fn note(&mut self, name: &str, place: Place) {
        self.0.entry(plain(name)).or_default().push(place);
    }
}

//! Input: a model, and what api.toml asks of its Rust. Output: [`Side`], one of the two that are compared.
//! Invariant: the Rust is what would be generated, decided by the same plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::model::{ApiPlan, BodyPlan, OperationPlan, RustName, RustType, TypePlan};
use crate::plan::{Asked, plan_with};
use crate::project::RustOptions;
use crate::schema::{Api, Operation, Type, TypeDef, walk};

/// One of the two that are compared.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) plan: ApiPlan,
    /// The types of the model, by name.
    pub(super) defs: BTreeMap<&'a str, &'a TypeDef>,
    /// What type of the model each Rust type is.
    models: BTreeMap<String, String>,
    /// The places of the plans of each type of the model: as it is received, or both ways, and as it is sent.
    types: BTreeMap<String, (Option<usize>, Option<usize>)>,
    /// The types that are the body of one operation and nothing else.
    own_bodies: BTreeSet<&'a str>,
    /// The operations whose body a type is, member by member.
    bodies: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Side<'a> {
    /// Plans a model; `None` where no plan comes of it.
    pub(super) fn new(api: &'a Api, rust: RustOptions) -> Option<Self> {
        let asked = Asked { rust: BTreeMap::from([(api.name.clone(), rust)]), ..Asked::default() };
        let plan = plan_with(std::slice::from_ref(api), &asked).apis.pop()?;
        let mut types: BTreeMap<String, (Option<usize>, Option<usize>)> = BTreeMap::new();
        for (at, ty) in plan.types.iter().enumerate() {
            let places = types.entry(ty.of.clone()).or_default();
            *(if ty.is_input { &mut places.1 } else { &mut places.0 }) = Some(at);
        }
        let models = plan.types.iter().map(|ty| (ty.name.as_str().to_owned(), ty.of.clone())).collect();
        let defs = api.types.iter().map(|def| (def.name.as_str(), def)).collect();
        let bodies = bodies(api, &plan);
        let own_bodies = own_bodies(api, &bodies);
        Some(Self { api, plan, defs, models, types, own_bodies, bodies })
    }

    /// The type of the model that a Rust type is.
    pub(super) fn model(&self, rust: &RustName) -> Option<&str> {
        self.models.get(rust.as_str()).map(String::as_str)
    }

    /// The plan of a type as it is received, or both ways.
    pub(super) fn received(&self, model: &str) -> Option<&TypePlan> {
        self.plan.types.get(self.types.get(model)?.0?)
    }

    /// The plan of a type as it is sent, where that is another one.
    pub(super) fn input(&self, model: &str) -> Option<&TypePlan> {
        self.plan.types.get(self.types.get(model)?.1?)
    }

    /// Whether a type is the body of one operation and stands nowhere else.
    pub(super) fn is_own_body(&self, model: &str) -> bool {
        self.own_bodies.contains(model)
    }

    /// The operations whose body a type is, member by member.
    pub(super) fn whose_body(&self, model: &str) -> impl Iterator<Item = &OperationPlan> {
        self.bodies.get(model).into_iter().flatten().filter_map(|at| self.plan.operations.get(*at))
    }

    /// The operations, each with its plan.
    pub(super) fn operation(&self, at: usize) -> Option<(&'a Operation, &OperationPlan)> {
        Some((self.api.operations.get(at)?, self.plan.operations.get(at)?))
    }

    /// The types of the model that a Rust type names.
    pub(super) fn named(&self, ty: &RustType) -> Option<&str> {
        match ty {
            RustType::Named(name) => self.model(name),
            RustType::Boxed(inner)
            | RustType::Vec(inner)
            | RustType::Map(inner)
            | RustType::Option(inner)
            | RustType::Events(inner)
            | RustType::Lines(inner) => self.named(inner),
            _ => None,
        }
    }
}

fn bodies<'a>(api: &'a Api, plan: &ApiPlan) -> BTreeMap<&'a str, Vec<usize>> {
    let mut bodies: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (operation, plan)) in api.operations.iter().zip(&plan.operations).enumerate() {
        if let (Some(Type::Named(name)), BodyPlan::Fields { .. }) =
            (operation.request_body.as_ref().map(|body| &body.ty), &plan.body)
        {
            bodies.entry(name).or_default().push(at);
        }
    }
    bodies
}

fn own_bodies<'a>(api: &'a Api, bodies: &BTreeMap<&'a str, Vec<usize>>) -> BTreeSet<&'a str> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let held = api.types.iter().flat_map(walk::held);
    let called = api.operations.iter().flat_map(|operation| walk::sent(operation).chain(walk::received(operation)));
    let webhooks = api.webhooks.iter().filter_map(|webhook| webhook.ty.as_ref());
    for name in held.chain(called).chain(webhooks).filter_map(walk::name) {
        *uses.entry(name).or_default() += 1;
    }
    bodies.keys().copied().filter(|name| uses.get(name) == Some(&1)).collect()
}

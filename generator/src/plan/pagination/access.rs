//! Input: the plans of types, and names on the wire. Output: the steps that lead from a struct to one of its members.
//! Invariant: every step names a field that its struct has.

use crate::plan::model::{FieldPlan, FieldStep, Presence, RustName, RustType, TypePlan, TypePlanKind, type_plan};

/// How Rust reaches a member of a struct, and what stands there.
pub(super) fn access(types: &[TypePlan], root: &RustName, path: &[&str]) -> Option<(Vec<FieldStep>, RustType)> {
    let mut steps = Vec::new();
    let mut ty = RustType::Named(root.clone());
    for wire in path {
        let fields = fields(types, &ty)?;
        let field = fields.iter().find(|field| field.wire.0 == *wire && field.deprecated.is_none())?;
        let optional = match field.presence {
            Presence::Required => false,
            Presence::Optional | Presence::RequiredNullable => true,
            Presence::ThreeState => return None,
        };
        steps.push(FieldStep { name: field.name.clone(), optional });
        ty = field.ty.clone();
    }
    Some((steps, ty))
}

fn fields<'a>(types: &'a [TypePlan], ty: &RustType) -> Option<&'a [FieldPlan]> {
    /// More aliases than this are a circle.
    const LONGEST: usize = 8;
    let mut ty = ty.clone();
    for _ in 0..LONGEST {
        match ty {
            RustType::Boxed(inner) => ty = *inner,
            RustType::Named(name) => match &type_plan(types, &name)?.kind {
                TypePlanKind::Struct(plan) => return Some(&plan.fields),
                TypePlanKind::Alias(target) => ty = target.clone(),
                _ => return None,
            },
            _ => return None,
        }
    }
    None
}

//! Input: two documentations of one field. Output: the field that both make.
//! Invariant: what comes out has every value that either has.

use crate::draft::origins::dedup;
use crate::schema::{Constraints, Field};

/// Takes in what another page says of a field of one type. It is required only where every page says so: a page that knows
/// better must not make another page's answers fail.
pub(super) fn add(known: &mut Field, new: Field) {
    known.deprecated = known.deprecated.take().or_else(|| new.deprecated.clone());
    known.default = known.default.take().or_else(|| new.default.clone());
    loosen(known, new);
}

/// The same for a field of another type that turned out to be the same: what is said of one place alone is not said of all.
pub(super) fn share(known: &mut Field, new: Field) {
    known.deprecated = known.deprecated.take().filter(|_| new.deprecated.is_some());
    known.default = known.default.take().filter(|default| new.default.as_ref() == Some(default));
    known.constraints = wider(&known.constraints, &new.constraints);
    loosen(known, new);
}

/// Brings the origins of a field that has taken in others into their order: what is known best stands first, and what a page
/// says besides stays behind what it says.
pub(super) fn settle_origins(field: &mut Field, is_shared: bool) {
    if is_shared {
        field.origins = dedup(field.origins.iter());
    }
    field.origins.sort_by_key(|origin| origin.evidence);
}

fn loosen(known: &mut Field, new: Field) {
    known.required &= new.required;
    known.nullable |= new.nullable;
    known.only = known.only.filter(|only| new.only == Some(*only));
    known.description = known.description.take().or(new.description);
    if known.examples.is_empty() {
        known.examples = new.examples;
    }
    known.origins.extend(new.origins);
}

/// What both allow, and no less.
fn wider(a: &Constraints, b: &Constraints) -> Constraints {
    let number = |a: &Option<serde_json::Number>, b: &Option<serde_json::Number>, smaller: bool| {
        let (a, b) = (a.as_ref()?, b.as_ref()?);
        let first = (a.as_f64()? <= b.as_f64()?) == smaller;
        Some(if first { a.clone() } else { b.clone() })
    };
    Constraints {
        minimum: number(&a.minimum, &b.minimum, true),
        maximum: number(&a.maximum, &b.maximum, false),
        min_length: a.min_length.zip(b.min_length).map(|(a, b)| a.min(b)),
        max_length: a.max_length.zip(b.max_length).map(|(a, b)| a.max(b)),
        format: a.format.clone().filter(|_| a.format == b.format),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_limits_come_to_the_wider_one_and_one_alone_to_none() {
        let limits = |minimum: i32, max: Option<u64>| Constraints {
            minimum: Some(minimum.into()),
            max_length: max,
            ..Constraints::default()
        };
        assert_eq!(wider(&limits(1, Some(5)), &limits(3, Some(9))), limits(1, Some(9)));
        assert_eq!(wider(&limits(2, Some(5)), &limits(1, None)), limits(1, None));
    }
}

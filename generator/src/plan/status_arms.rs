//! Input: documented statuses. Output: the statuses that each of them is read for.
//! Invariant: of two for one status the first counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::model::{ErrorPlan, ErrorStatuses, RustType, Statuses};

/// The statuses of a success, each with what it is read for: whatever is no number is read for all the rest, and of two
/// such the first.
pub(super) fn answers<'a>(statuses: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Option<Statuses>> {
    let mut rest = Some(Statuses::Rest);
    statuses.map(move |status| match status.parse() {
        Ok(number) => Some(Statuses::Exact(number)),
        Err(_) => rest.take(),
    })
}

/// The bodies of errors, each type once for what it is documented for.
pub(super) fn errors(documented: &[(String, RustType)]) -> Vec<ErrorPlan> {
    let mut seen: BTreeSet<(u8, u16)> = BTreeSet::new();
    let mut plans: BTreeMap<(u8, usize), ErrorPlan> = BTreeMap::new();
    let mut types: HashMap<&RustType, usize> = HashMap::new();
    for (status, ty) in documented {
        let key = match (class(status), status.parse::<u16>()) {
            (Some(class), _) => (1, class),
            (None, Ok(number)) => (0, number),
            (None, Err(_)) => (2, 0),
        };
        if !seen.insert(key) {
            continue;
        }
        let next = types.len();
        let at = *types.entry(ty).or_insert(next);
        let new = || ErrorPlan {
            of: match key.0 {
                0 => ErrorStatuses::Exact(Vec::new()),
                1 => ErrorStatuses::Classes(Vec::new()),
                _ => ErrorStatuses::Rest,
            },
            ty: ty.clone(),
        };
        match &mut plans.entry((key.0, at)).or_insert_with(new).of {
            ErrorStatuses::Exact(statuses) | ErrorStatuses::Classes(statuses) => statuses.push(key.1),
            ErrorStatuses::Rest => {}
        }
    }
    let mut plans: Vec<ErrorPlan> = plans.into_values().collect();
    for plan in &mut plans {
        if let ErrorStatuses::Exact(statuses) | ErrorStatuses::Classes(statuses) = &mut plan.of {
            statuses.sort_unstable();
        }
    }
    plans
}

/// The digit of a class of statuses, such as `4XX`.
fn class(status: &str) -> Option<u16> {
    let digit = status.strip_suffix("XX").or_else(|| status.strip_suffix("xx"))?;
    digit.parse().ok().filter(|digit| (1..=5).contains(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_of_several_errors_stands_once_for_each_kind_of_status() {
        let of = |status: &str, ty: RustType| (status.to_owned(), ty);
        let documented = [
            of("4XX", RustType::Json),
            of("default", RustType::String),
            of("422", RustType::Json),
            of("404", RustType::String),
            of("404", RustType::Json),
            of("400", RustType::Json),
            of("5xx", RustType::Json),
            of("9XX", RustType::Json),
        ];
        let exact = |statuses: &[u16], ty| ErrorPlan { of: ErrorStatuses::Exact(statuses.to_vec()), ty };
        let classes = ErrorPlan { of: ErrorStatuses::Classes(vec![4, 5]), ty: RustType::Json };
        let rest = ErrorPlan { of: ErrorStatuses::Rest, ty: RustType::String };
        assert_eq!(
            errors(&documented),
            [exact(&[400, 422], RustType::Json), exact(&[404], RustType::String), classes, rest]
        );
    }

    #[test]
    fn one_status_of_a_success_is_read_for_all_the_rest() {
        let read: Vec<_> = answers(["200", "2XX", "default"].into_iter()).collect();
        assert_eq!(read, [Some(Statuses::Exact(200)), Some(Statuses::Rest), None]);
    }
}

//! Input: documented statuses. Output: the statuses that each of them is read for.
//! Invariant: an exact status is read before its class, the rest last, and of two for one status the first counts.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{RustType, Statuses};

/// The statuses of a success, each with what it is read for: whatever is no number is read for all the rest, and of two
/// such the first.
pub(super) fn answers<'a>(statuses: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Option<Statuses>> {
    let mut rest = Some(Statuses::Rest);
    statuses.map(move |status| match status.parse() {
        Ok(number) => Some(Statuses::Exact(number)),
        Err(_) => rest.take(),
    })
}

/// How the bodies of errors are read.
pub(super) fn errors(documented: &[(String, RustType)]) -> Vec<(Statuses, RustType)> {
    let mut arms: BTreeMap<(u8, u16), (Statuses, RustType)> = BTreeMap::new();
    for (status, ty) in documented {
        let (order, statuses) = match (class(status), status.parse::<u16>()) {
            (Some(class), _) => ((1, class), Statuses::Class(class * 100, class * 100 + 99)),
            (None, Ok(number)) => ((0, number), Statuses::Exact(number)),
            (None, Err(_)) => ((2, 0), Statuses::Rest),
        };
        arms.entry(order).or_insert_with(|| (statuses, ty.clone()));
    }
    let exact: BTreeSet<u16> = arms.keys().filter(|(order, _)| *order == 0).map(|(_, status)| *status).collect();
    // A class begins and ends with what no exact status has taken of it.
    let narrowed = |(statuses, ty)| match statuses {
        Statuses::Class(from, to) => {
            let mut rest = (from..=to).filter(|status| !exact.contains(status));
            let from = rest.next()?;
            Some((Statuses::Class(from, rest.next_back().unwrap_or(from)), ty))
        }
        statuses => Some((statuses, ty)),
    };
    arms.into_values().filter_map(narrowed).collect()
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
    fn an_exact_status_is_read_before_its_class_and_the_rest_last() {
        let documented =
            ["4XX", "default", "404", "5xx", "9XX", "422", "404"].map(|status| (status.to_owned(), RustType::Json));
        let arms: Vec<_> = errors(&documented).into_iter().map(|(statuses, _)| statuses).collect();
        let (client, server) = (Statuses::Class(400, 499), Statuses::Class(500, 599));
        assert_eq!(arms, [Statuses::Exact(404), Statuses::Exact(422), client, server, Statuses::Rest]);
    }

    #[test]
    fn a_class_leaves_its_ends_to_exact_statuses() {
        let documented = ["500", "5XX", "501", "550", "599"].map(|status| (status.to_owned(), RustType::Json));
        let arms: Vec<_> = errors(&documented).into_iter().map(|(statuses, _)| statuses).collect();
        assert_eq!(arms.last(), Some(&Statuses::Class(502, 598)));
    }

    #[test]
    fn one_status_of_a_success_is_read_for_all_the_rest() {
        let read: Vec<_> = answers(["200", "2XX", "default"].into_iter()).collect();
        assert_eq!(read, [Some(Statuses::Exact(200)), Some(Statuses::Rest), None]);
    }
}

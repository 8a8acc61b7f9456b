//! Input: the drafts of all pages, with the values that samples of their own calls show. Output: the same, where an id in a
//! path or a query that is typed as a number, and that is never shown as any other, is a whole one.
//! Invariant: only what is sent is changed, and nothing that is an amount.

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::schema::Location;
use crate::shape::{Kind, Member};

/// The values that are shown of a parameter, by operation and name.
type Shown = BTreeMap<(String, bool, String), Vec<String>>;

/// Makes such ids integers, on every page of the operation alike.
pub(crate) fn settle(placed: &mut [(Draft, Option<Endpoint>)]) {
    let mut shown = Shown::new();
    for (draft, endpoint) in placed.iter() {
        let Some(endpoint) = endpoint else { continue };
        let key = endpoint.key();
        for (name, value) in &endpoint.values {
            shown.entry((key.clone(), true, name.clone())).or_default().push(value.clone());
        }
        for pair in draft.request.query.iter().filter(|pair| pair.has_value()) {
            let name = pair.name.trim_end_matches("[]").to_owned();
            shown.entry((key.clone(), false, name)).or_default().push(pair.value.clone());
        }
        for (is_path, member) in draft.request.parameters.iter().filter_map(number) {
            let values = member.examples.iter().map(|value| value.to_string());
            shown.entry((key.clone(), is_path, member.name.clone())).or_default().extend(values);
        }
    }
    for (draft, endpoint) in placed {
        let Some(endpoint) = endpoint else { continue };
        for parameter in &mut draft.request.parameters {
            let Some((is_path, member)) = number(parameter) else { continue };
            let values = shown.get(&(endpoint.key(), is_path, member.name.clone()));
            let is_whole =
                values.is_some_and(|values| !values.is_empty() && values.iter().all(|value| is_whole(value)));
            if is_whole && is_id(&member.name, is_path.then_some(endpoint.path.as_str())) {
                parameter.1.shape.innermost_mut().kind = Kind::Integer;
            }
        }
    }
}

/// A parameter of the path or the query that is a number, or a list of numbers, and whether it stands in the path.
fn number((location, member): &(Location, Member)) -> Option<(bool, &Member)> {
    let is_number = match &member.shape.kind {
        Kind::Array(item) => item.kind == Kind::Number,
        kind => *kind == Kind::Number,
    };
    let place = match location {
        Location::Path => true,
        Location::Query => false,
        Location::Header | Location::Cookie => return None,
    };
    is_number.then_some((place, member))
}

/// Whether every number in a text is whole: `12`, `1,2`, `[1,2]`.
fn is_whole(text: &str) -> bool {
    text.trim_matches(['[', ']']).replace("%2C", ",").split(',').all(|part| part.trim().parse::<i64>().is_ok())
}

/// Whether a name is that of an id; in a path it may also be what the words before it are a list of: `/orders/{order}`.
fn is_id(name: &str, path: Option<&str>) -> bool {
    let lower = name.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(['_', '-', '.']).collect();
    let last = words.last().copied().unwrap_or_default();
    let camel = ["Id", "ID", "Ids", "IDs"].iter().any(|end| name.ends_with(end));
    if matches!(last, "id" | "ids" | "number" | "no") || camel {
        return true;
    }
    let before = path.and_then(|path| path.split_once(&format!("/{{{name}}}"))).map(|(before, _)| before);
    let list = before.and_then(|before| before.rsplit('/').next()).unwrap_or_default().to_ascii_lowercase();
    let stem = lower.strip_suffix('y').unwrap_or(&lower);
    !list.is_empty() && list.len() <= lower.len() + 2 && list.starts_with(stem)
}

#[cfg(test)]
mod tests {
    use super::{is_id, is_whole};

    #[test]
    fn ids_are_told_by_their_names_and_by_the_list_they_stand_in() {
        for id in ["id", "campaign_id", "campaignId", "userIDs", "user-id", "order_number"] {
            assert!(is_id(id, None), "{id}");
        }
        for other in ["rate", "paid", "price_above", "grid", "limit", "lat"] {
            assert!(!is_id(other, None), "{other}");
        }
        assert!(is_id("order", Some("/v1/orders/{order}/lines")) && is_id("company", Some("/companies/{company}")));
        assert!(!is_id("rate", Some("/convert/{rate}")));
    }

    #[test]
    fn only_digits_are_whole() {
        assert!(is_whole("12") && is_whole("1,2") && is_whole("[1,2]") && is_whole("0"));
        assert!(!is_whole("2.5") && !is_whole("") && !is_whole("a1") && !is_whole("1,x"));
    }
}

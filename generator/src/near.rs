//! Input: a name that nothing has, and the names that there are. Output: those that may be meant, the likeliest first.
//! Invariant: a name that is unlike every other is answered with nothing rather than with noise.

/// The most that are worth reading.
const MOST: usize = 5;

/// The names that `wanted` may be a slip of.
pub(crate) fn misses<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = wanted.to_lowercase();
    let mut near: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let other = name.to_lowercase();
            let steps = strsim::osa_distance(&lower, &other);
            // A third of the letters wrong is a slip; a name within another is an abbreviation.
            let is_slip = steps * 3 <= lower.chars().count().max(3);
            let is_part = lower.len() > 2 && (other.contains(&lower) || lower.contains(&other) && other.len() > 2);
            (is_slip || is_part).then_some((steps, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// "did you mean `x`?", where there is something to mean.
pub(crate) fn did_you_mean<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = misses(wanted, names);
    let words = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    match words.split_last() {
        None => None,
        Some((only, [])) => Some(format!("did you mean {only}?")),
        Some((last, first)) => Some(format!("did you mean {} or {last}?", first.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, misses};

    #[test]
    fn slips_come_in_order_of_likelihood() {
        let names = ["Thread", "ThreadStatus", "Customer", "update_thread", "APIError"];
        let near = |wanted| misses(wanted, names.into_iter());
        assert_eq!(near("Thred"), ["Thread"]);
        assert_eq!(near("thread"), ["Thread", "ThreadStatus", "update_thread"]);
        assert_eq!(near("Costumer"), ["Customer"]);
        assert_eq!(near("Invoice"), Vec::<&str>::new());
        assert_eq!(near(""), Vec::<&str>::new());
    }

    #[test]
    fn a_slip_is_asked_about_and_nonsense_is_not() {
        assert_eq!(did_you_mean("serevr", ["server", "auth"].into_iter()).as_deref(), Some("did you mean `server`?"));
        assert_eq!(
            did_you_mean("Thread", ["ThreadStatus", "ThreadKind", "A"].into_iter()).as_deref(),
            Some("did you mean `ThreadKind` or `ThreadStatus`?")
        );
        assert_eq!(did_you_mean("zzz", ["server", "auth"].into_iter()), None);
    }
}

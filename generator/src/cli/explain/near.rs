//! Input: a name that nothing has, and the names that there are. Output: those that may be meant, the likeliest first.
//! Invariant: a name that is unlike every other is answered with nothing rather than with noise.

/// The most that are worth reading.
const MOST: usize = 5;

/// The names that `wanted` may be a slip of.
pub(super) fn misses<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = wanted.to_lowercase();
    let mut near: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let other = name.to_lowercase();
            let steps = steps(&lower, &other);
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

/// How many letters have to be put in, left out or replaced to make one of the other.
fn steps(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, letter) in a.chars().enumerate() {
        let mut left = index + 1;
        let mut next = vec![left];
        for ((other, above_left), above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            left = (above_left + usize::from(*other != letter)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::misses;

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
}

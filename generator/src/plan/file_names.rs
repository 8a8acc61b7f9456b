//! Input: a name, and the room that a path has for it. Output: the name of a file, without its ending.
//! Invariant: every system takes it, it follows from the name alone, and only what does not fit is called otherwise.

/// Names that are devices on Windows, whatever ending they have.
pub(super) const DEVICES: [&str; 24] = [
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// So many letters at the end of a name that was cut stand for what was cut off.
const LETTERS: usize = 6;

/// The name of a file for a name in snake case.
pub(super) fn file_name(name: &str, room: usize) -> String {
    if DEVICES.contains(&name) {
        // No name in snake case ends so.
        return format!("{name}_");
    }
    if name.len() <= room {
        return name.to_owned();
    }
    let kept: String = name.chars().take(room.saturating_sub(LETTERS + 1).max(1)).collect();
    format!("{}_{}", kept.trim_end_matches('_'), letters(name))
}

/// Letters that two names hardly ever have in common.
fn letters(name: &str) -> String {
    // FNV-1a: it has to be the same in every version of this program.
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (0..LETTERS)
        .scan(hash, |rest, _| {
            let letter = (b'a'..=b'z').nth(usize::try_from(*rest % 26).ok()?)?;
            *rest /= 26;
            Some(char::from(letter))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_keeps_its_name_and_what_does_not_is_told_apart() {
        assert_eq!(file_name("list_orders", 20), "list_orders");
        assert_eq!(file_name("con", 20), "con_");
        let (one, other) = (format!("{}_one", "long".repeat(30)), format!("{}_other", "long".repeat(30)));
        let names = [file_name(&one, 20), file_name(&other, 20)];
        assert!(names.iter().all(|name| name.len() == 20 && name.starts_with("longlonglong")), "{names:?}");
        assert_ne!(names[0], names[1]);
    }
}

//! Input: a small model, and about sixty changes of it. Output: what `diff` says of each, and what the compiler says of a
//! program that used what changed.
//! Invariant: a program breaks exactly where the verdict says so, or where it says that the compiler does not tell.

#[path = "verdicts/base.rs"]
mod base;
#[path = "verdicts/cases.rs"]
mod cases;
#[path = "support/compiled.rs"]
mod compiled;
#[path = "verdicts/second_opinion.rs"]
mod second_opinion;

use fieldstone::diff::{Change, Class, Model, Verdict, compare};

use cases::{Case, cases};
use compiled::{Changed, broken};

fn changes(case: &Case) -> Vec<Change> {
    let (before, after) = (case.before(), case.after());
    let before = Model { api: &before, rust: case.rust_before };
    let after = after.as_ref().map(|api| Model { api, rust: case.rust_after });
    compare(Some(before), after)
}

/// The cases as models with programs.
fn changed(cases: &[Case]) -> Vec<Changed> {
    let one = |case: &Case| Changed {
        name: case.name.to_owned(),
        before: (case.before(), case.rust_before),
        after: case.after().map(|api| (api, case.rust_after)),
        program: format!(
            "use fieldstone_apis::{} as api;\n\npub fn uses(client: &api::Client) {{\n    {}\n}}\n",
            case.name, case.uses
        ),
    };
    cases.iter().map(one).collect()
}

/// What is said of a change, as a reviewer reads it.
fn row(change: &Change) -> String {
    let word = if change.silent { "breaking, and compiles" } else { change.class.as_str() };
    let mut text = format!("    {word}: {} of {}: {}\n", change.code.as_str(), change.item, change.message);
    for (mark, rust) in [('-', &change.before), ('+', &change.after)] {
        text.extend(rust.iter().map(|rust| format!("        {mark} {rust}\n")));
    }
    text.extend(change.notes.iter().map(|note| format!("        = {note}\n")));
    text
}

#[test]
fn every_small_change_is_told_for_what_it_is() {
    let mut table = String::new();
    for case in cases() {
        let changes = changes(&case);
        table.push_str(&format!("{}: {}\n", case.name, Verdict::of(&changes).as_str()));
        table.extend(changes.iter().map(row));
    }
    insta::assert_snapshot!("verdicts", table);
}

#[test]
fn the_verdict_is_the_compilers() {
    let cases = cases();
    let broken = broken("verdicts", &changed(&cases));
    let mut wrong = String::new();
    for case in &cases {
        let changes = changes(case);
        let is_said = |change: &Change| change.class == Class::Breaking && !change.silent;
        let (said, complaint) = (changes.iter().any(is_said), broken.get(case.name));
        if said != complaint.is_some() {
            let said = changes.iter().map(row).collect::<String>();
            let complaint = complaint.map_or("nothing", String::as_str);
            wrong.push_str(&format!("{}:\n{said}  the compiler says: {complaint}\n", case.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// It does not see every change (of the type of a field, for one), so that it can only object.
#[test]
fn semver_checks_objects_to_nothing_that_is_said_to_be_fine() {
    if std::env::var_os("FIELDSTONE_SEMVER_CHECKS").is_none() {
        return;
    }
    let cases = cases();
    let objected = second_opinion::second_opinion("verdicts", &cases, &changed(&cases));
    let is_breaking = |case: &&Case| Verdict::of(&changes(case)) == Verdict::Major;
    let (breaking, fine): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(is_breaking);
    let unseen = breaking.iter().map(|case| case.name).filter(|name| !objected.contains(name)).collect::<Vec<_>>();
    println!("not seen by it: {}", unseen.join(", "));
    let wrong = fine.iter().map(|case| case.name).filter(|name| objected.contains(name)).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "said to be fine: {wrong:?}");
}

#[test]
fn what_does_not_change_is_not_told() {
    for case in cases() {
        let api = case.before();
        let model = Model { api: &api, rust: case.rust_before };
        assert_eq!(compare(Some(model), Some(model)), [], "{}", case.name);
    }
}

#[test]
fn one_change_is_told_once() {
    for case in cases().iter().filter(|case| !case.is_several) {
        let changes = changes(case);
        assert_eq!(changes.len(), 1, "{}: {}", case.name, changes.iter().map(row).collect::<String>());
    }
}

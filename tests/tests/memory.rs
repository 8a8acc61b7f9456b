//! Input: pages of one character, and pages with many of everything. Output: how many bytes are held at once, and how many
//! are asked for in all.
//! Invariant: both are counted by the allocator, so that they are the same on every machine and in every run.

use std::alloc::System;
use std::path::Path;
use std::sync::Mutex;

use cap::Cap;
use fieldstone::output::{Access, Disk, Manifest};
use fieldstone::project::Input;
use fieldstone::{Options, understand};

#[global_allocator]
static COUNTED: Cap<System> = Cap::new(System, usize::MAX);

/// One at a time: what is counted is the whole program's.
static ALONE: Mutex<()> = Mutex::new(());

/// A page takes no more than this many times its bytes, and what the program takes for itself. The reader of prose keeps a
/// few dozen bytes for each character that may mean something, in lists that double.
const TIMES: usize = 192;
const BASE: usize = 24 << 20;

fn run(body: &str) {
    let folder = tempfile::tempdir().unwrap();
    let page = format!("---\ntitle: T\napi: POST https://api.a.example/t\n---\n\n{body}\n");
    std::fs::write(folder.path().join("p.mdx"), page).unwrap();
    let input = Input { path: folder.path().to_owned(), shown: "things".to_owned(), config: None, everything: false };
    let understood = understand(&input, &Options::default()).unwrap();
    let nowhere = Disk::open(Path::new("/nowhere/at/all"), Access::Read).unwrap();
    fieldstone::generate(&understood, &nowhere, &Manifest::default()).unwrap();
}

/// The bytes that were asked for, from first to last.
fn asked_for(body: &str) -> usize {
    let before = COUNTED.total_allocated();
    run(body);
    COUNTED.total_allocated() - before
}

#[test]
fn what_a_page_of_one_character_takes_is_bounded_by_its_length() {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // What is made once, such as regular expressions.
    run("text");
    const SHORT: usize = 256 << 10;
    const LONG: usize = 2 << 20;
    let short =
        ["<", "`", "*", "> ", "|", "- ", "#", "\n", "<A ", "<A>\n", "{/*", "\"", "| a |\n", "[a](", "~~~\n", "a"];
    let long = ["{", "["];
    // It only grows: the first that takes too much is named, and what is long comes last.
    for (piece, length) in short.map(|piece| (piece, SHORT)).into_iter().chain(long.map(|piece| (piece, LONG))) {
        run(&piece.repeat(length / piece.len()));
        let held = COUNTED.max_allocated();
        println!("{} KB of {piece:?}: {} MB at most so far", length >> 10, held >> 20);
        assert!(held <= BASE + TIMES * length, "{piece:?} takes {held} bytes");
    }
    assert!(COUNTED.max_allocated() > LONG, "it was counted");
}

#[test]
fn what_twice_as_much_allocates_is_twice_as_much() {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    run("text");
    type Body = (&'static str, usize, fn(usize) -> String);
    let field: Body =
        ("fields", 200, |n| (0..n).map(|at| format!("<ParamField body=\"f{at}\" type=\"string\" />\n")).collect());
    let types: Body = ("types", 160, |n| {
        let one = |at: usize| {
            format!(
                "<ResponseField name=\"o{at}\" type=\"T{at}\"><Expandable>\n<ResponseField name=\"g{at}\" type=\"number\" />\n</Expandable></ResponseField>\n"
            )
        };
        (0..n).map(one).collect()
    });
    let examples: Body = ("examples", 60, |n| {
        let one = |at: usize| format!("```json 200 E{at}\n{{\"id\": {at}, \"f{at}\": 1}}\n```\n");
        format!("<ResponseExample>\n{}</ResponseExample>", (0..n).map(one).collect::<String>())
    });
    let names: Body = ("names that fall together", 100, |n| {
        let name = |at: usize| (0..8).map(|bit| if at >> bit & 1 == 0 { "_x" } else { "-x" }).collect::<String>();
        (0..n).map(|at| format!("<ParamField body=\"n{}\" type=\"string\" />\n", name(at))).collect()
    });
    let slips: Body = ("what is told", 200, |n| "<ParamField type=\"string\" />\n".repeat(n));
    let mut table = String::new();
    for (name, size, body) in [field, types, examples, names, slips] {
        let [least, once, twice] = [0, size, 2 * size].map(|n| asked_for(&body(n)));
        let factor = (twice - least) as f64 / (once - least) as f64;
        table.push_str(&format!("{name}: {size}: {} KB, twice as many: {factor:.2}\n", (once - least) >> 10));
        // Lists that grow are moved when they have doubled: at the worst moment that is one more time.
        assert!(factor <= 2.3, "{table}");
    }
    println!("{table}");
}

//! Input: an operation, and the order in which a correction wants its arguments. Output: the same, in that order.
//! Invariant: every argument that is required is named once; the lock keeps the order from then on.

use std::collections::BTreeMap;

use serde_json::Value;

use super::correction::{Applied, Correction, Refusal, plain};
use crate::identify::arguments::required;
use crate::schema::{Api, Operation};

/// Orders the arguments of an operation. What the pages say is the order in which they document them.
pub(super) fn correct(api: &mut Api, at: usize, by: &Correction<'_>) -> Applied {
    let Some(operation) = api.operations.get(at) else { return Ok(false) };
    let natural = required(api, operation);
    let passes = |refusal: Refusal| if by.is_pattern { Ok(false) } else { Err(refusal) };
    let right = match resolved(by.value()?, &natural) {
        Ok(right) => right,
        Err(refusal) => return passes(refusal),
    };
    let now = shown(&natural);
    let Some(expect) = by.expect() else {
        if by.is_pattern || right == natural {
            return by.decide(right == natural, None, &now).map(|applies| applies && order(api, at, right, by, &now));
        }
        let refusal = Refusal::new("it does not say what it expects");
        return Err(refusal.help(format!("add what the pages say now: `expect = {now}`")));
    };
    let is_expected = resolved(expect, &natural).is_ok_and(|expect| expect == natural);
    by.decide(right == natural, Some(is_expected), &now).map(|applies| applies && order(api, at, right, by, &now))
}

fn order(api: &mut Api, at: usize, right: Vec<String>, by: &Correction<'_>, was: &str) -> bool {
    let Some(operation) = api.operations.get_mut(at) else { return false };
    let Operation { arguments, origins, .. } = operation;
    *arguments = right;
    by.sign(origins, was);
    true
}

/// The arguments that a value names: each as the lock writes it (`query from`), or by its name where no other has it.
fn resolved(value: &Value, natural: &[String]) -> Result<Vec<String>, Refusal> {
    let mut by_name: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for argument in natural {
        by_name.entry(argument).or_default().push(argument);
        by_name.entry(name(argument)).or_default().push(argument);
    }
    let no_list = || Refusal::new(format!("`{}` is no list of names", plain(value)));
    let words = value.as_array().ok_or_else(no_list)?;
    let mut order = Vec::new();
    for word in words {
        let word = word.as_str().ok_or_else(no_list)?;
        match by_name.get(word).map(Vec::as_slice) {
            Some([one]) => order.push((*one).clone()),
            Some(several) => {
                let there = several.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" or ");
                return Err(Refusal::new(format!("`{word}` may be one of several")).help(format!("write {there}")));
            }
            None => {
                return Err(Refusal::new(format!("nothing that is required is called `{word}`"))
                    .help(format!("what is required is {}", shown(natural))));
            }
        }
    }
    let mut each = order.clone();
    each.sort();
    each.dedup();
    if each.len() != order.len() || order.len() != natural.len() {
        return Err(Refusal::new("it does not name each of what is required once")
            .help(format!("what is required is {}", shown(natural))));
    }
    Ok(order)
}

fn name(argument: &str) -> &str {
    argument.split_once(' ').map_or(argument, |(_, name)| name)
}

/// As api.toml has it.
fn shown(order: &[String]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    order.iter().for_each(|argument| *counts.entry(name(argument)).or_default() += 1);
    let word = |argument: &String| match counts.get(name(argument)) {
        Some(1) => format!("{:?}", name(argument)),
        _ => format!("{argument:?}"),
    };
    format!("[{}]", order.iter().map(word).collect::<Vec<_>>().join(", "))
}

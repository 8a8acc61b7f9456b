//! Input: an operation or a type, and the order in which a correction wants what it requires. Output: the same, in that order.
//! Invariant: everything that is required is named once; the lock keeps the order from then on.

use std::collections::BTreeMap;

use serde_json::Value;

use super::correction::{Applied, Correction, Refusal, plain};
use crate::identify::arguments::{required, required_fields};
use crate::schema::{Api, Operation, Origin, TypeDef, TypeKind};

/// Orders the arguments of an operation. What the pages say is the order in which they document them.
pub(super) fn correct(api: &mut Api, at: usize, by: &Correction<'_>) -> Applied {
    let Some(operation) = api.operations.get(at) else { return Ok(false) };
    // Without its place (`query from`) an argument is called as one may say it.
    let is = Required { natural: required(api, operation), short: |argument| split(argument).1 };
    let Some(operation) = api.operations.get_mut(at) else { return Ok(false) };
    let Operation { arguments, origins, .. } = operation;
    is.order((arguments, origins), by)
}

/// Orders what a type requires.
pub(super) fn correct_type(def: &mut TypeDef, by: &Correction<'_>) -> Applied {
    if !matches!(def.kind, TypeKind::Struct { .. }) {
        let refusal = Refusal::new(format!("`{}` is no object: it requires nothing", def.name));
        return if by.is_pattern { Ok(false) } else { Err(refusal) };
    }
    let is = Required { natural: required_fields(def), short: |name| name };
    is.order((&mut def.arguments, &mut def.origins), by)
}

/// What is required, in the order of the pages, and what a person calls it in short.
struct Required {
    natural: Vec<String>,
    short: fn(&str) -> &str,
}

impl Required {
    fn order(&self, (order, origins): (&mut Vec<String>, &mut Vec<Origin>), by: &Correction<'_>) -> Applied {
        let right = match self.resolved(by.value()?) {
            Ok(right) => right,
            Err(_) if by.is_pattern => return Ok(false),
            Err(refusal) => return Err(refusal),
        };
        let (now, is_right) = (self.shown(), right == self.natural);
        let is_expected = match by.expect() {
            Some(expect) => Some(self.resolved(expect).is_ok_and(|expect| expect == self.natural)),
            None if by.is_pattern || is_right => None,
            None => {
                let refusal = Refusal::new("it does not say what it expects");
                return Err(refusal.help(format!("add what the pages say now: `expect = {now}`")));
            }
        };
        let applies = by.decide(is_right, is_expected, &now)?;
        if applies {
            *order = right;
            by.sign(origins, &now);
        }
        Ok(applies)
    }

    /// What a value names: each as the lock writes it (`query from`), or in short where no other is called so.
    fn resolved(&self, value: &Value) -> Result<Vec<String>, Refusal> {
        let mut by_name: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for argument in &self.natural {
            by_name.entry(argument).or_default().push(argument);
            let short = (self.short)(argument);
            if short != argument {
                by_name.entry(short).or_default().push(argument);
            }
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
                        .help(format!("what is required is {}", self.shown())));
                }
            }
        }
        let mut each = order.clone();
        each.sort();
        each.dedup();
        if each.len() != order.len() || order.len() != self.natural.len() {
            return Err(Refusal::new("it does not name each of what is required once")
                .help(format!("what is required is {}", self.shown())));
        }
        Ok(order)
    }

    /// The order of the pages, as api.toml has it.
    fn shown(&self) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        self.natural.iter().for_each(|argument| *counts.entry((self.short)(argument)).or_default() += 1);
        let word = |argument: &String| match counts.get((self.short)(argument)) {
            Some(1) => format!("{:?}", (self.short)(argument)),
            _ => format!("{argument:?}"),
        };
        format!("[{}]", self.natural.iter().map(word).collect::<Vec<_>>().join(", "))
    }
}

/// The place and the name of an argument; of a body that is given as a whole its one word.
fn split(argument: &str) -> (&str, &str) {
    argument.split_once(' ').unwrap_or(("", argument))
}

//! Input: tokens that make no block. Output: the one line that they are.
//! Invariant: it is what the printer of trees would print, or nothing: what would be said otherwise there is refused.

use super::tokens::{Kind, Tokens};

/// Whether `<` opens a list of types, or may compare.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A signature, a type, a value that compares nothing.
    Type,
    /// A statement: only `::<` opens a list.
    Body,
}

/// What stands before the next token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, an opening bracket, or a sign with its space.
    Nothing,
    /// A word after which a bracket stands apart.
    Keyword,
    /// What a sign or a bracket may follow at once.
    Operand,
    /// The same, and `::`.
    Path,
}

/// Words that are printed on lines of their own.
const REFUSED: &[&str] = &["async", "else", "unsafe", "where", "yield"];

/// Words that are no operands.
const KEYWORDS: &[&str] = &[
    "as", "const", "dyn", "enum", "fn", "for", "impl", "in", "let", "mod", "move", "mut", "pub", "ref", "return",
    "struct", "type", "use",
];

/// Signs of two characters that are no line's.
const SIGNS: &[(&str, &str)] = &[
    ("=", "="),
    ("!", "="),
    ("<", "="),
    ("&", "&"),
    ("|", "|"),
    ("+", "="),
    ("-", "="),
    ("*", "="),
    ("/", "="),
    ("%", "="),
    ("^", "="),
    ("|", "="),
    ("&", "="),
    (".", "."),
    ("<", "<"),
    ("<", "-"),
];

/// Adds the tokens from `from` to `to` to `out`.
pub(super) fn line(tokens: &Tokens, (from, to): (usize, usize), mode: Mode, out: &mut String) -> Option<()> {
    let mut before = Before::Nothing;
    let (mut angles, mut in_closure) = (0_usize, false);
    // Of each bracket that is open, how many angles were, and whether it is a list of arguments.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut at = from;
    while at < to {
        let (kind, text) = tokens.get(at)?;
        at += 1;
        match kind {
            Kind::Word => {
                if REFUSED.contains(&text) {
                    return None;
                }
                if matches!(before, Before::Keyword | Before::Operand) {
                    out.push(' ');
                }
                out.push_str(text);
                before = if KEYWORDS.contains(&text) { Before::Keyword } else { Before::Operand };
            }
            Kind::Literal => {
                if text.starts_with('-') || text.contains('\n') || before == Before::Operand {
                    return None;
                }
                if before == Before::Keyword {
                    out.push(' ');
                }
                out.push_str(text);
                before = Before::Operand;
            }
            Kind::Open => {
                if text == "{" {
                    return None;
                }
                if before == Before::Keyword && !out.ends_with("pub") && !out.ends_with("fn") {
                    out.push(' ');
                }
                out.push_str(text);
                open.push((angles, text == "[" || before == Before::Operand || before == Before::Path));
                (angles, before) = (0, Before::Nothing);
            }
            Kind::Close => {
                let (outer, _) = open.pop().filter(|_| angles == 0)?;
                angles = outer;
                out.push_str(text);
                before = Before::Operand;
            }
            Kind::Punct | Kind::Joint => {
                let next = tokens.get(at).filter(|_| at < to);
                let next_text = next.map_or("", |(_, text)| text);
                if kind == Kind::Joint && SIGNS.contains(&(text, next_text)) {
                    return None;
                }
                let pair = |second: &str| kind == Kind::Joint && next_text == second;
                let is_operand = before == Before::Operand;
                match text {
                    ":" if pair(":") => {
                        if before == Before::Keyword {
                            return None;
                        }
                        at += 1;
                        out.push_str("::");
                        before = Before::Path;
                        continue;
                    }
                    "-" if pair(">") => {
                        at += 1;
                        out.push_str(" -> ");
                    }
                    "'" => {
                        let (Kind::Word, name) = next.filter(|_| kind == Kind::Joint)? else { return None };
                        if matches!(before, Before::Operand | Before::Path) {
                            return None;
                        }
                        at += 1;
                        out.extend(["'", name]);
                        before = Before::Keyword;
                        continue;
                    }
                    "," => {
                        let is_last = match next {
                            Some((Kind::Close, _)) => {
                                open.last().filter(|(_, is_list)| *is_list)?;
                                true
                            }
                            Some((_, ">")) => angles > 0,
                            Some(_) => false,
                            None => return None,
                        };
                        out.push_str(if is_last { "" } else { ", " });
                    }
                    ";" if !open.is_empty() => out.push_str("; "),
                    ":" if is_operand => out.push_str(": "),
                    "=" if is_operand && !pair(">") => out.push_str(" = "),
                    "+" if is_operand && mode == Mode::Type => out.push_str(" + "),
                    "." if is_operand => out.push('.'),
                    "?" if is_operand => {
                        out.push('?');
                        continue;
                    }
                    "&" if !is_operand && before != Before::Path => {
                        if before == Before::Keyword {
                            out.push(' ');
                        }
                        out.push('&');
                    }
                    "*" if !is_operand => {
                        if before == Before::Keyword {
                            out.push(' ');
                        }
                        out.push('*');
                        if before == Before::Path {
                            before = Before::Operand;
                            continue;
                        }
                    }
                    "<" if before == Before::Path
                        || mode == Mode::Type && (is_operand || before == Before::Keyword && out.ends_with("impl")) =>
                    {
                        angles += 1;
                        out.push('<');
                    }
                    ">" if angles > 0 => {
                        angles -= 1;
                        out.push('>');
                        before = Before::Operand;
                        continue;
                    }
                    "|" if in_closure && is_operand => {
                        in_closure = false;
                        out.push_str("| ");
                    }
                    "|" if !in_closure && !is_operand && mode == Mode::Body => {
                        if before == Before::Keyword {
                            out.push(' ');
                        }
                        in_closure = true;
                        out.push('|');
                    }
                    _ => return None,
                }
                before = Before::Nothing;
            }
        }
    }
    (open.is_empty() && angles == 0 && !in_closure && before != Before::Keyword).then_some(())
}

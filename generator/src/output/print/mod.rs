//! Input: the tokens of an item. Output: its text, where nothing of it is longer than a line.
//! Invariant: it is, byte for byte, what the printer of trees would print, or nothing. Most of a crate are short lines, for
//! which no tree is needed.

mod line;
mod members;
mod tokens;

pub(super) use tokens::Tokens;

use line::{Mode, line};
use tokens::Kind;

/// The printer of trees fills 89 columns. What comes near them is left to it.
const WIDTH: usize = 86;
/// It breaks attributes sooner.
const ATTRIBUTE_WIDTH: usize = 80;

/// What an item is to its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Attribute,
    Use,
    Module,
    Implementation,
    Other,
}

/// Prints an item.
pub(super) fn item(tokens: &Tokens) -> Option<(Sort, String)> {
    let mut printer = Printer { tokens, at: 0, out: String::new(), indent: 0 };
    let sort = printer.item()?;
    (printer.at == tokens.len()).then_some((sort, printer.out))
}

struct Printer<'a> {
    tokens: &'a Tokens,
    at: usize,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn item(&mut self) -> Option<Sort> {
        if self.tokens.is_inner_attribute() {
            self.attribute(2, "#!", "//!")?;
            return Some(Sort::Attribute);
        }
        let has_attributes = self.attributes()?;
        let word = self.keyword(self.at)?;
        match self.tokens.get(word)?.1 {
            "struct" => self.structure()?,
            "enum" => self.enumeration()?,
            "impl" => {
                self.implementation()?;
                return Some(Sort::Implementation);
            }
            "fn" => self.function()?,
            "mod" => {
                self.statement()?;
                return Some(if has_attributes { Sort::Other } else { Sort::Module });
            }
            "use" => {
                self.statement()?;
                return Some(Sort::Use);
            }
            "type" => self.statement()?,
            _ if !has_attributes => self.table()?,
            _ => return None,
        }
        Some(Sort::Other)
    }

    /// Where the word stands that says what comes: behind who may see it.
    fn keyword(&self, from: usize) -> Option<usize> {
        if !self.tokens.is(from, "pub") {
            return Some(from);
        }
        match self.tokens.is(from + 1, "(") {
            true => Some(self.tokens.partner(from + 1)? + 1),
            false => Some(from + 1),
        }
    }

    fn attributes(&mut self) -> Option<bool> {
        let before = self.at;
        while self.tokens.is(self.at, "#") {
            self.attribute(self.at + 1, "#", "///")?;
        }
        Some(self.at > before)
    }

    /// The attribute whose bracket stands at `open`.
    fn attribute(&mut self, open: usize, mark: &str, comment: &str) -> Option<()> {
        let tokens = self.tokens;
        let close = tokens.partner(open).filter(|_| tokens.is(open, "["))?;
        let value = tokens.get(open + 3).filter(|_| tokens.is(open + 2, "=") && open + 4 == close);
        self.begin();
        match (tokens.get(open + 1)?.1, value) {
            ("comment", _) => return None,
            ("doc", Some((Kind::Literal, text))) => {
                let text = unescaped(text).filter(|text| !text.starts_with('/'))?;
                self.out.extend([comment, text.trim_end_matches(' ')]);
            }
            (name, Some((Kind::Literal, text))) => self.out.extend([mark, "[", name, " = ", text, "]"]),
            _ => {
                let start = self.out.len();
                self.out.extend([mark, "["]);
                line(tokens, (open + 1, close), Mode::Type, &mut self.out)?;
                self.out.push(']');
                self.fits(start, ATTRIBUTE_WIDTH)?;
            }
        }
        self.out.push('\n');
        self.at = close + 1;
        Some(())
    }

    fn structure(&mut self) -> Option<()> {
        let (from, open) = (self.at, self.find(self.at, self.tokens.len(), |text| matches!(text, "{" | "(" | ";"))?);
        // The bracket of `pub(crate)`.
        let open = match open < self.keyword(from)? {
            true => self.find(self.keyword(from)?, self.tokens.len(), |text| matches!(text, "{" | "(" | ";"))?,
            false => open,
        };
        if !self.tokens.is(open, "{") {
            return self.statement();
        }
        self.parts(open)
    }

    fn enumeration(&mut self) -> Option<()> {
        let open = self.find(self.keyword(self.at)?, self.tokens.len(), |text| text == "{")?;
        self.parts(open)
    }

    /// Fields or variants, a line each.
    fn parts(&mut self, open: usize) -> Option<()> {
        self.block(open, |printer, end| {
            printer.attributes()?;
            let comma = printer.find(printer.at, end, |text| text == ",").unwrap_or(end);
            printer.line(comma, ",", Mode::Type)?;
            printer.at = (comma + 1).min(end);
            Some(())
        })
    }

    /// What stands up to the next semicolon, as one line.
    fn statement(&mut self) -> Option<()> {
        let end = self.find(self.at, self.tokens.len(), |text| text == ";")?;
        self.line(end, ";", Mode::Type)?;
        self.at = end + 1;
        Some(())
    }

    /// A table in a macro's braces: a line for each row.
    fn table(&mut self) -> Option<()> {
        let tokens = self.tokens;
        let open = (self.at..tokens.len()).find(|at| tokens.is(*at, "!"))? + 1;
        let close = tokens.partner(open).filter(|_| tokens.is(open, "{"))?;
        line(tokens, (self.at, open - 1), Mode::Type, &mut self.out)?;
        self.out.push_str("! {\n");
        let mut begins = true;
        for at in open + 1..close {
            let (kind, text) = tokens.get(at).filter(|(kind, _)| !matches!(kind, Kind::Open | Kind::Close))?;
            let is_end = kind != Kind::Literal && text == ";";
            self.out.push_str(match (is_end, begins) {
                (true, _) => "",
                (false, true) => "    ",
                (false, false) => " ",
            });
            self.out.push_str(text);
            self.out.push_str(if is_end { "\n" } else { "" });
            begins = is_end;
        }
        self.out.push_str(if begins { "}\n" } else { "\n}\n" });
        self.at = close + 1;
        Some(())
    }

    /// What stands before the brace at `open` as one line, and each part of what is in it.
    fn block(&mut self, open: usize, mut part: impl FnMut(&mut Self, usize) -> Option<()>) -> Option<()> {
        let close = self.tokens.partner(open)?;
        if open + 1 == close {
            self.line(open, " {}", Mode::Type)?;
            self.at = close + 1;
            return Some(());
        }
        self.line(open, " {", Mode::Type)?;
        self.at = open + 1;
        self.indent += 4;
        while self.at < close {
            part(self, close)?;
        }
        self.indent -= 4;
        self.begin();
        self.out.push_str("}\n");
        self.at = close + 1;
        Some(())
    }

    fn begin(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// The tokens up to `end` as a line of their own, which ends with `tail`.
    fn line(&mut self, end: usize, tail: &str, mode: Mode) -> Option<()> {
        let start = self.out.len();
        self.begin();
        line(self.tokens, (self.at, end), mode, &mut self.out)?;
        self.out.push_str(tail);
        self.fits(start, WIDTH)?;
        self.out.push('\n');
        Some(())
    }

    /// Whether what stands behind `start` is a line.
    fn fits(&self, start: usize, width: usize) -> Option<()> {
        (self.out.len() - start <= width).then_some(())
    }

    /// The first token from `from` on that is wanted, in no other bracket and in no list of types.
    fn find(&self, from: usize, to: usize, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let (mut at, mut angles) = (from, 0_usize);
        while at < to {
            let (kind, text) = self.tokens.get(at)?;
            if angles == 0 && kind != Kind::Literal && is_wanted(text) {
                return Some(at);
            }
            match (kind, text) {
                (Kind::Open, _) => at = self.tokens.partner(at)?,
                (Kind::Punct | Kind::Joint, "<") => angles += 1,
                (Kind::Joint, "-" | "=") if self.tokens.is(at + 1, ">") => at += 1,
                (Kind::Punct | Kind::Joint, ">") => angles = angles.checked_sub(1)?,
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// What a literal says; `None` where it says anything but one line.
fn unescaped(literal: &str) -> Option<String> {
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(rest.len());
    while let Some((front, behind)) = rest.split_once('\\') {
        let escaped = behind.chars().next().filter(|c| matches!(c, '"' | '\\' | '\''))?;
        text.push_str(front);
        text.push(escaped);
        rest = behind.get(1..)?;
    }
    text.push_str(rest);
    (!text.contains('\n')).then_some(text)
}

#[cfg(test)]
mod tests;

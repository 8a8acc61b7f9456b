//! Input: what stands in an impl. Output: its lines.
//! Invariant: a member that is more than short lines is printed as a tree, and the others are not.

use super::line::{Mode, line};
use super::{Printer, WIDTH};

/// A struct that is written out is one line up to here, and many from there on: between them its printer knows.
const SHORT: usize = 30;
const LONG: usize = 40;

impl Printer<'_> {
    pub(super) fn implementation(&mut self) -> Option<()> {
        let open = self.find(self.at, self.tokens.len(), |text| text == "{")?;
        self.block(open, |printer, end| {
            let (from, written, indent) = (printer.at, printer.out.len(), printer.indent);
            if printer.member(end).is_none() {
                printer.out.truncate(written);
                (printer.at, printer.indent) = (from, indent);
                printer.tree(end)?;
            }
            Some(())
        })
    }

    fn member(&mut self, end: usize) -> Option<()> {
        self.attributes()?;
        let word = self.keyword(self.at).filter(|word| *word < end)?;
        match self.tokens.get(word)?.1 {
            "fn" => self.function(),
            "const" | "type" => self.statement(),
            _ => None,
        }
    }

    /// A member as a tree.
    fn tree(&mut self, end: usize) -> Option<()> {
        let is_end = |text: &str| text == ";" || text == "{";
        let mut last = self.find(self.at, end, is_end)?;
        if self.tokens.is(last, "{") {
            last = self.tokens.partner(last)?;
        }
        let source = format!("impl X {{ {} }}", self.tokens.part(self.at, last + 1));
        let item = syn::parse_str::<syn::Item>(&source).ok()?;
        let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        let printed = prettyplease::unparse(&file);
        self.out.push_str(printed.strip_prefix("impl X {\n")?.strip_suffix("}\n")?);
        self.at = last + 1;
        Some(())
    }

    pub(super) fn function(&mut self) -> Option<()> {
        let open = self.find(self.at, self.tokens.len(), |text| text == "{")?;
        let tail = self.tail(open)?;
        self.block(open, |printer, end| {
            if printer.at < tail {
                let end = printer.semicolon(printer.at, tail)?;
                printer.line(end, ";", Mode::Body)?;
                printer.at = end + 1;
                return Some(());
            }
            printer.last(end)?;
            printer.at = end;
            Some(())
        })
    }

    /// Where a body's last expression begins: behind its last semicolon.
    fn tail(&self, open: usize) -> Option<usize> {
        let close = self.tokens.partner(open)?;
        let mut tail = open + 1;
        while let Some(end) = self.semicolon(tail, close) {
            tail = end + 1;
        }
        Some(tail)
    }

    /// The next semicolon that stands in no bracket.
    fn semicolon(&self, from: usize, to: usize) -> Option<usize> {
        self.outside(from, to, |at| self.tokens.is(at, ";"))
    }

    /// The next token outside of brackets that is wanted.
    fn outside(&self, from: usize, to: usize, is_wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let mut at = from;
        while at < to {
            if is_wanted(at) {
                return Some(at);
            }
            let partner = self.tokens.partner(at)?;
            at = partner.max(at) + 1;
        }
        None
    }

    /// The expression that a body ends with.
    fn last(&mut self, end: usize) -> Option<()> {
        let tokens = self.tokens;
        let open = end.checked_sub(1).filter(|last| tokens.is(*last, "}")).and_then(|last| tokens.partner(last));
        match open {
            Some(open) if tokens.is(self.at, "match") => self.arms(open),
            Some(open) => self.written_out(open),
            None => {
                // Behind these the printer writes a semicolon.
                let is_assigned = self.outside(self.at, end, |at| tokens.is(at, "=")).is_some();
                let is_left = ["return", "break", "continue"].iter().any(|word| tokens.is(self.at, word));
                (!is_assigned && !is_left).then(|| self.line(end, "", Mode::Body))?
            }
        }
    }

    fn arms(&mut self, open: usize) -> Option<()> {
        self.block(open, |printer, end| {
            let (from, tokens) = (printer.at, printer.tokens);
            let arrow = printer.outside(from, end, |at| tokens.is_pair(at, "=", ">"))?;
            let comma = printer.outside(arrow, end, |at| tokens.is(at, ",")).unwrap_or(end);
            // Lists of types hold commas, too, and blocks are printed otherwise.
            let is_simple = printer.outside(from, comma, |at| tokens.is(at, "<")).is_none();
            if !is_simple || tokens.is(arrow + 2, "(") {
                return None;
            }
            let start = printer.out.len();
            printer.begin();
            line(tokens, (from, arrow), Mode::Body, &mut printer.out)?;
            printer.out.push_str(" => ");
            line(tokens, (arrow + 2, comma), Mode::Body, &mut printer.out)?;
            printer.out.push(',');
            printer.fits(start, WIDTH)?;
            printer.out.push('\n');
            printer.at = (comma + 1).min(end);
            Some(())
        })
    }

    /// A struct with its fields, as in `Self { a: b }`.
    fn written_out(&mut self, open: usize) -> Option<()> {
        let (from, tokens, written) = (self.at, self.tokens, self.out.len());
        let is_path = (from..open).all(|at| {
            let text = tokens.get(at).map_or("", |(_, text)| text);
            text == ":" || text.starts_with(|c: char| c.is_ascii_alphabetic()) && !matches!(text, "if" | "loop")
        });
        if !is_path || from == open {
            return None;
        }
        let mut fields = 0;
        self.block(open, |printer, end| {
            let comma = printer.find(printer.at, end, |text| text == ",").unwrap_or(end);
            printer.line(comma, ",", Mode::Body)?;
            printer.at = (comma + 1).min(end);
            fields += 1;
            Some(())
        })?;
        if fields == 0 {
            return Some(());
        }
        // As one line it is without what begins and ends the lines.
        let many = self.out.get(written..)?;
        let one = many.lines().map(|line| line.trim().len() + 1).sum::<usize>().saturating_sub(2);
        if one >= LONG {
            return Some(());
        }
        if one > SHORT {
            return None;
        }
        let words = many.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let words = words.strip_suffix(", }")?.to_owned();
        self.out.truncate(written);
        self.begin();
        self.out.extend([words.as_str(), " }\n"]);
        Some(())
    }
}

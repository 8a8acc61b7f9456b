//! Input: a place in a page where JavaScript begins. Output: where it ends.
//! Invariant: strings, templates and comments hide brackets; what is never closed is no script.

use crate::read::mdx::input::Input;

/// Which brackets have to balance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Brackets {
    /// Only braces: markup inside an expression may hold lone parentheses.
    Braces,
    /// Braces, brackets and parentheses.
    All,
}

/// The first byte after the bracket that closes the one at `open`; `None` where nothing does.
pub(crate) fn balanced(bytes: &[u8], open: usize, brackets: Brackets) -> Option<usize> {
    let mut stack = Vec::new();
    let mut at = open;
    while let Some(&byte) = bytes.get(at) {
        at = if stack.last() == Some(&b'`') {
            in_template(bytes, at, byte, &mut stack)
        } else {
            in_code(bytes, at, byte, brackets, &mut stack)?
        };
        if stack.is_empty() {
            return Some(at);
        }
    }
    None
}

fn in_template(bytes: &[u8], at: usize, byte: u8, stack: &mut Vec<u8>) -> usize {
    match byte {
        b'\\' => at + 2,
        b'`' => {
            stack.pop();
            at + 1
        }
        b'$' if bytes.get(at + 1) == Some(&b'{') => {
            stack.push(b'}');
            at + 2
        }
        _ => at + 1,
    }
}

fn in_code(bytes: &[u8], at: usize, byte: u8, brackets: Brackets, stack: &mut Vec<u8>) -> Option<usize> {
    match byte {
        b'{' => stack.push(b'}'),
        b'(' if brackets == Brackets::All => stack.push(b')'),
        b'[' if brackets == Brackets::All => stack.push(b']'),
        b'`' => stack.push(b'`'),
        b'}' => {
            // A brace outranks what was left open inside it.
            while stack.pop().is_some_and(|open| open != b'}') {}
        }
        b')' | b']' if stack.last() == Some(&byte) => {
            stack.pop();
        }
        b'"' | b'\'' => return Some(string_end(bytes, at, byte).unwrap_or(at + 1)),
        b'/' if bytes.get(at + 1) == Some(&b'*') => {
            return memchr::memmem::find(bytes.get(at + 2..)?, b"*/").map(|found| at + found + 4);
        }
        // The second slash of `https://` is an address in markup, not a comment.
        b'/' if bytes.get(at + 1) == Some(&b'/') && at.checked_sub(1).and_then(|b| bytes.get(b)) != Some(&b':') => {
            return memchr::memchr(b'\n', bytes.get(at..)?).map(|found| at + found);
        }
        b'\\' => return Some(at + 2),
        _ => {}
    }
    Some(at + 1)
}

/// The first byte after the string that begins with `quote` at `open`. A string ends on its line: an apostrophe in
/// markup is no string.
pub(crate) fn string_end(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr::memchr3(quote, b'\\', b'\n', bytes.get(at..)?)?;
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'\n') | None => return None,
            Some(_) => return Some(at + 1),
        }
    }
}

/// [`balanced`], paid from the page's purse.
pub(super) fn braces(input: &mut Input<'_>, open: usize) -> Option<usize> {
    braces_until(input, open, input.bytes.len())
}

/// [`braces`] that has to end before `limit`.
pub(super) fn braces_until(input: &mut Input<'_>, open: usize, limit: usize) -> Option<usize> {
    if !input.may_look() {
        return None;
    }
    let end = balanced(input.bytes.get(..limit)?, open, Brackets::Braces);
    match end {
        Some(end) => input.steps += end - open,
        None => input.pay(limit.saturating_sub(open)),
    }
    end
}

/// Where the `import` or `export` statement ends that begins at `at`, the start of a line; `None` where the line is
/// prose that happens to begin with that word.
pub(super) fn module_statement(input: &mut Input<'_>, at: usize) -> Option<usize> {
    let line_end = input.line_end(at);
    let line = input.slice(at..line_end);
    if let Some(rest) = line.strip_prefix("import").filter(|rest| rest.starts_with([' ', '{', '"', '\'', '*'])) {
        return import_end(input, at, rest.trim_start());
    }
    let rest = line.strip_prefix("export")?.trim_start_matches([' ', '\t']);
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let known = ["const", "let", "var", "function", "default", "class", "async", "type", "interface", "enum"];
    if !known.contains(&word) && !rest.starts_with(['{', '*']) {
        return None;
    }
    Some(export_end(input, at))
}

/// Where the statement of a script ends that begins at `at`, the start of a line; `None` where none begins that matters.
pub(super) fn statement(input: &mut Input<'_>, at: usize) -> Option<usize> {
    if let Some(end) = module_statement(input, at) {
        return Some(end);
    }
    let line_end = input.line_end(at);
    let word = input.slice(at..line_end).split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    ["const", "let", "var", "function"].contains(&word).then(|| export_end(input, at))
}

fn import_end(input: &mut Input<'_>, at: usize, rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    let line_end = input.line_end(at);
    if matches!(first, '"' | '\'') {
        return Some(line_end);
    }
    // `{ A,` may go on over lines; the source's quote ends it. A default import has it on its own line.
    let limit = if first == '{' { input.find(b'}', at).unwrap_or(line_end) } else { at };
    let end = input.line_end(limit.max(at));
    let statement = input.slice(at..end);
    let has_source = statement.contains(" from ") || statement.contains("}from") || statement.contains("} from");
    (has_source && statement.contains(['"', '\''])).then_some(end)
}

fn export_end(input: &mut Input<'_>, at: usize) -> usize {
    let paragraph = input.find_text("\n\n", at).unwrap_or(input.bytes.len());
    if !input.may_look() {
        return paragraph;
    }
    let mut position = at;
    let mut significant = b' ';
    while let Some(byte) = input.byte(position) {
        match byte {
            b'{' | b'(' | b'[' | b'`' => {
                let end = balanced(input.bytes, position, Brackets::All)
                    .or_else(|| (byte == b'{').then(|| balanced(input.bytes, position, Brackets::Braces)).flatten());
                let Some(end) = end else {
                    input.pay(input.bytes.len() - position);
                    return paragraph;
                };
                significant = b'}';
                position = end;
            }
            b'"' | b'\'' => {
                position = string_end(input.bytes, position, byte).unwrap_or(position + 1);
                significant = byte;
            }
            b'\\' => position += 2,
            b';' => {
                position += 1;
                break;
            }
            b'\n' if statement_ends(input, position, significant) => break,
            _ => {
                if !byte.is_ascii_whitespace() {
                    significant = byte;
                }
                position += 1;
            }
        }
    }
    input.steps += position.saturating_sub(at);
    // A closing bracket or a comment behind the statement belongs to it.
    input.line_end(position)
}

fn statement_ends(input: &Input<'_>, newline: usize, significant: u8) -> bool {
    let rest = input.bytes.get(newline + 1..).unwrap_or_default();
    let blank = rest.first().is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
    let goes_on = matches!(significant, b'=' | b',' | b'+' | b'-' | b'*' | b'|' | b'&' | b'?' | b':' | b'>');
    let continues = rest.first().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'.' | b'?' | b':' | b')'));
    blank || !(goes_on || continues)
}

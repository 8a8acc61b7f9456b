//! Input: texts, attributes and code of a page or snippet. Output: the same with names replaced by what they stand for.
//! Invariant: what replaces a name is a text and never becomes a tag, a heading or a fence of its own.

use std::ops::Range;

use crate::read::page::{Attribute, AttributeValue, CodeBlock};
use crate::source::{SourceMap, Span, Stretch};

use super::evaluate::Names;

/// Characters that an expression in running text may have.
const LONGEST: usize = 256;

/// Which names a text may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// Running text: names of constants too, but not in code spans.
    Prose,
    /// Code and values between quotes: properties and variables alone. Braces are common there.
    Verbatim,
}

struct Hole {
    range: Range<usize>,
    text: String,
}

/// `text` with its names replaced; `None` where it has none.
pub(super) fn text(text: &str, names: &Names<'_>, allowed: Where) -> Option<String> {
    let holes = holes(text, names, allowed);
    if holes.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for hole in holes {
        out.push_str(text.get(at..hole.range.start).unwrap_or(""));
        // `<a href={NAME}>` in running text: the braces were the value's quotes.
        if allowed == Where::Prose && out.ends_with('=') {
            out.push('"');
            out.push_str(&hole.text.replace('"', "&quot;"));
            out.push('"');
        } else {
            out.push_str(&hole.text);
        }
        at = hole.range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Some(out)
}

/// Replaces names in a block of code; its places then lead back to where the page has the name.
pub(super) fn code(block: &mut CodeBlock, names: &Names<'_>, sources: &mut SourceMap) {
    if let Some(info) = text(&block.info, names, Where::Verbatim) {
        block.info = info;
    }
    let holes = holes(&block.text, names, Where::Verbatim);
    if holes.is_empty() {
        return;
    }
    let (file, start) = (block.span.file, block.span.range().start);
    let span = |range: Range<usize>| Span::new(file, start + range.start..start + range.end);
    let mut out = String::with_capacity(block.text.len());
    let mut stretches = Vec::new();
    let mut add = |out: &mut String, words: &str, range: Range<usize>, verbatim: bool| {
        if !words.is_empty() {
            let at = u32::try_from(out.len()).unwrap_or(u32::MAX);
            stretches.push(Stretch { at, origin: span(range), verbatim });
            out.push_str(words);
        }
    };
    let mut at = 0;
    for Hole { range, text } in holes {
        add(&mut out, block.text.get(at..range.start).unwrap_or(""), at..range.start, true);
        at = range.end;
        add(&mut out, &text, range, false);
    }
    add(&mut out, block.text.get(at..).unwrap_or(""), at..block.text.len(), true);
    if stretches.is_empty() {
        return;
    }
    let composed = sources.compose(stretches);
    block.span = Span::new(composed, 0..out.len());
    block.text = out;
}

/// Replaces names in attributes, and `{...props}` by the properties.
pub(super) fn attributes(attributes: &mut Vec<Attribute>, names: &Names<'_>) {
    let mut spreads = Vec::new();
    for attribute in attributes.iter_mut() {
        let filled = match &attribute.value {
            AttributeValue::Text(words) => {
                text(words, names, Where::Verbatim).map(|text| AttributeValue::Text(text.into()))
            }
            AttributeValue::Expression(_) if attribute.name == "..." => {
                spreads.push(attribute.clone());
                None
            }
            AttributeValue::Expression(source) => {
                let variable = source.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
                let variable = variable.and_then(|name| names.variables.get(name.trim()).cloned());
                variable.map(|text| AttributeValue::Text(text.into())).or_else(|| names.eval(source, true))
            }
            _ => None,
        };
        if let Some(filled) = filled {
            attribute.unfilled = attribute.written().map(String::into_boxed_str);
            attribute.value = filled;
        }
    }
    for spread in spreads {
        if spread.value.text().as_deref() != Some("props") {
            continue;
        }
        for (name, value) in names.props {
            if !attributes.iter().any(|known| known.name == *name) {
                attributes.push(Attribute { name: name.clone().into(), value: value.clone(), ..spread.clone() });
            }
        }
    }
}

fn holes(text: &str, names: &Names<'_>, allowed: Where) -> Vec<Hole> {
    let mut holes = Vec::new();
    let bytes = text.as_bytes();
    let spans = if allowed == Where::Prose { code_spans(text) } else { Vec::new() };
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'{', bytes.get(from..).unwrap_or_default()).map(|at| from + at) {
        from = at + 1;
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if before == Some(&b'\\') || allowed == Where::Verbatim && before == Some(&b'$') {
            continue;
        }
        let next = spans.partition_point(|span| span.end <= at);
        let in_code = spans.get(next).is_some_and(|span| span.contains(&at));
        if let Some(hole) = hole(text, at, names, allowed == Where::Prose && !in_code) {
            from = hole.range.end;
            holes.push(hole);
        }
    }
    holes
}

/// The `{{variable}}` or `{expression}` at `at`.
fn hole(text: &str, at: usize, names: &Names<'_>, constants: bool) -> Option<Hole> {
    let window = text.as_bytes().get(at..)?;
    let window = window.get(..LONGEST).unwrap_or(window);
    let line = memchr::memchr(b'\n', window).unwrap_or(window.len());
    let close = memchr::memchr(b'}', window.get(..line)?)?;
    if window.get(1) == Some(&b'{') {
        let words = (window.get(close + 1) == Some(&b'}')).then(|| text.get(at + 2..at + close))??;
        let value = names.variables.get(words.trim())?.clone();
        return Some(Hole { range: at..at + close + 2, text: value });
    }
    let value = names.text(text.get(at + 1..at + close)?, constants)?;
    Some(Hole { range: at..at + close + 1, text: value })
}

/// Where the code spans of a paragraph stand.
fn code_spans(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'`', bytes.get(from..).unwrap_or_default()).map(|at| from + at) {
        let length = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| **byte == b'`').count();
        runs.push((at, length));
        from = at + length;
    }
    let mut spans = Vec::new();
    let mut last = std::collections::BTreeMap::new();
    for (index, (_, length)) in runs.iter().enumerate() {
        last.insert(*length, index);
    }
    let mut runs = runs.into_iter().enumerate();
    while let Some((index, (start, length))) = runs.next() {
        if last.get(&length).is_some_and(|last| *last > index)
            && let Some((_, (end, _))) = runs.by_ref().find(|(_, (_, other))| *other == length)
        {
            spans.push(start..end);
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::read::snippets::bindings::Binding;

    fn fill(source: &str, allowed: Where) -> String {
        let value = |text: &str| AttributeValue::Text(text.to_owned().into());
        let props = BTreeMap::from([("word".to_owned(), value("tide"))]);
        let bindings = BTreeMap::from([("NAME".to_owned(), Binding::Value(value("Reef")))]);
        let variables = BTreeMap::from([("host".to_owned(), "reef.example".to_owned())]);
        let names = Names { props: &props, bindings: &bindings, variables: &variables };
        text(source, &names, allowed).unwrap_or_else(|| source.to_owned())
    }

    #[test]
    fn names_are_replaced_in_running_text() {
        let prose = |source| fill(source, Where::Prose);
        assert_eq!(prose("a {word} at {{host}} of {NAME}"), "a tide at reef.example of Reef");
        assert_eq!(prose("<a href={NAME}>x</a>"), "<a href=\"Reef\">x</a>");
        assert_eq!(prose("{props.word} {word || \"x\"} {none || \"x\"}"), "tide tide x");
        assert_eq!(
            prose("`{word} {NAME}` \\{word} {unknown} {{unknown}}"),
            "`tide {NAME}` \\{word} {unknown} {{unknown}}"
        );
    }

    #[test]
    fn only_properties_and_variables_are_replaced_in_code() {
        let code = |source| fill(source, Where::Verbatim);
        assert_eq!(
            code("{\"a\": \"{word}\"} https://{{host}}/{NAME}"),
            "{\"a\": \"tide\"} https://reef.example/{NAME}"
        );
        assert_eq!(code("`${word}` { word } {id}"), "`${word}` tide {id}");
    }
}

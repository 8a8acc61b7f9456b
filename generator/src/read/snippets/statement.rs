//! Input: an `import` or `export` statement as written. Output: which names it brings in, or what it declares.
//! Invariant: nothing is evaluated; a statement of another shape says nothing.

use std::ops::Range;

use crate::read::mdx::{Brackets, balanced, literal, string_literal};
use crate::read::page::AttributeValue;
use crate::source::Span;

/// `import Default, { name as local } from "from"`
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Import {
    pub(super) default: Option<String>,
    /// The exported name and the local one.
    pub(super) named: Vec<(String, String)>,
    pub(super) from: String,
}

/// Something that a text declares.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Declared {
    /// A literal; an [`AttributeValue::Expression`] is one that other names may complete.
    Value(AttributeValue),
    /// A function that gives markup.
    Function(Function),
}

/// A function that gives markup.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Function {
    /// The values of its properties that are not given.
    pub(super) defaults: Vec<(String, AttributeValue)>,
    /// The whole function, for what it holds.
    pub(super) whole: Range<usize>,
    /// The markup that it gives back, where that is plain to see.
    pub(super) markup: Option<Range<usize>>,
}

/// What a statement brings in, by `import` or by exporting it again; `None` where it is one that declares something.
pub(super) fn imports(text: &str) -> Option<Vec<Import>> {
    let text = text.trim();
    let is_import = text.starts_with("import");
    let is_reexport = || text.strip_prefix("export").is_some_and(|rest| rest.trim_start().starts_with('{'));
    if !is_import && !is_reexport() {
        return None;
    }
    let one = |part: &str| {
        let part = part.trim();
        match part.strip_prefix("export") {
            Some(rest) => import(&format!("import{rest}")),
            None => import(part),
        }
    };
    Some(text.split_inclusive(';').filter_map(one).collect())
}

/// Reads `import ... from "..."`; `None` where it brings in nothing by name.
fn import(text: &str) -> Option<Import> {
    let text = text.trim().strip_prefix("import")?;
    let text = text.trim_end_matches(|c: char| c == ';' || c.is_whitespace());
    let quote = text.chars().next_back().filter(|quote| matches!(quote, '"' | '\''))?;
    let (clause, from) = text.strip_suffix(quote)?.rsplit_once(quote)?;
    let clause = clause.trim_end().strip_suffix("from")?.trim();
    let mut import = Import { from: from.trim().to_owned(), ..Import::default() };
    let (default, named) = match clause.split_once('{') {
        Some((default, named)) => (default.trim().trim_end_matches(',').trim(), named.trim_end_matches('}')),
        None => (clause, ""),
    };
    if is_name(default) {
        import.default = Some(default.to_owned());
    }
    for item in named.split(',').map(str::trim) {
        let mut words = item.split_whitespace();
        let Some(name) = words.next().filter(|name| is_name(name)) else { continue };
        let local = words.next_back().unwrap_or(name);
        import.named.push((name.to_owned(), local.to_owned()));
    }
    Some(import)
}

/// Reads the declaration at `span` of `text`; `default` is the name of a default export.
pub(super) fn declaration(text: &str, span: Span) -> Option<(String, Declared)> {
    let range = span.range();
    let whole = text.get(range.clone())?;
    let mut rest = whole.trim_end_matches(|c: char| c == ';' || c.is_whitespace());
    rest = word(rest, "export").unwrap_or(rest);
    let is_default = word(rest, "default");
    rest = is_default.unwrap_or(rest);
    rest = word(rest, "async").unwrap_or(rest);
    let at = |part: &str| range.start + (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    if let Some(function) = word(rest, "function") {
        let length = function.find(|c: char| !is_name_char(c)).unwrap_or(function.len());
        let (name, after) = function.split_at_checked(length)?;
        let name = if is_default.is_some() { "default" } else { name };
        return Some((name.to_owned(), Declared::Function(self::function(text, at(after)..at(after) + after.len())?)));
    }
    if is_default.is_some() {
        let end = at(rest) + rest.len();
        // `export default Name` is an alias, which `Expression` keeps.
        let declared = match self::function(text, at(rest)..end) {
            Some(function) => Declared::Function(function),
            None => Declared::Value(AttributeValue::Expression(rest.trim().to_owned().into())),
        };
        return Some(("default".to_owned(), declared));
    }
    let rest = ["const", "let", "var"].iter().find_map(|keyword| word(rest, keyword))?;
    let length = rest.find(|c: char| !is_name_char(c)).unwrap_or(rest.len());
    let (name, after) = rest.split_at_checked(length)?;
    let (_, value) = after.split_once('=')?;
    let value = value.trim_start();
    if let Some(function) = self::function(text, at(value)..at(value) + value.len()) {
        return Some((name.to_owned(), Declared::Function(function)));
    }
    Some((name.to_owned(), Declared::Value(literal(value.trim_end(), span.file, at(value)))))
}

/// `rest` after the word `keyword` and the blanks behind it.
fn word<'a>(rest: &'a str, keyword: &str) -> Option<&'a str> {
    let after = rest.strip_prefix(keyword)?;
    after.starts_with(|c: char| c.is_whitespace() || c == '(').then(|| after.trim_start())
}

pub(super) fn is_name(text: &str) -> bool {
    text.chars().all(is_name_char) && text.starts_with(|c: char| !c.is_ascii_digit())
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// `({ a, b = 1 }) => ...`, `props => ...` or `(...) { ... }`; `None` where `range` holds no function.
fn function(text: &str, range: Range<usize>) -> Option<Function> {
    let source = text.get(range.clone())?;
    let (parameters, body) = if source.starts_with('(') {
        let end = balanced(source.as_bytes(), 0, Brackets::All)?;
        source.split_at_checked(end)?
    } else {
        let end = source.find("=>").filter(|end| source.get(..*end).is_some_and(|name| is_name(name.trim())))?;
        source.split_at_checked(end)?
    };
    // A type annotation may stand before the arrow or the body.
    let (is_block, body) = match (body.split_once("=>"), body.split_once('{')) {
        (Some((before, after)), _) if !before.contains('{') => (after.trim_start().starts_with('{'), after),
        (_, Some(_)) => (true, body),
        _ => return None,
    };
    let start = range.start + (body.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
    let markup = if is_block { returned(body) } else { markup(body) };
    let markup = markup.map(|markup| start + markup.start..start + markup.end);
    Some(Function { defaults: defaults(parameters), whole: range, markup })
}

/// The markup behind the only `return` of a body that has just one.
fn returned(body: &str) -> Option<Range<usize>> {
    let is_word = |at: usize| {
        let around = |c: Option<char>| c.is_none_or(|c| !is_name_char(c) && c != '.');
        around(body.get(..at).and_then(|before| before.chars().next_back()))
            && around(body.get(at + 6..).and_then(|after| after.chars().next()))
    };
    let mut returns = body.match_indices("return").map(|(at, _)| at).filter(|at| is_word(*at));
    let at = returns.next().map(|at| at + 6)?;
    let body = body.trim_end();
    // Prose in the markup may have the word too, and then stands behind it.
    let code = |at: usize| body.get(..at).is_some_and(|before| before.trim_end().ends_with([';', '{', '}', ')']));
    if returns.any(code) {
        return None;
    }
    let rest = body.get(at..)?.trim_end_matches('}');
    let found = markup(rest)?;
    Some(at + found.start..at + found.end)
}

/// The markup that `source` is, with or without parentheses around it.
fn markup(source: &str) -> Option<Range<usize>> {
    let first = source.find(|c: char| !c.is_whitespace())?;
    let rest = source.get(first..)?;
    let (start, last) = match rest.chars().next()? {
        '(' => (first + 1, source.rfind(')')?),
        '<' => (first, source.rfind('>')? + 1),
        _ => return None,
    };
    source.get(start..last)?.trim_start().starts_with('<').then_some(start..last)
}

/// The defaults of `({ a = "x", b })`.
fn defaults(parameters: &str) -> Vec<(String, AttributeValue)> {
    let inner = parameters.trim().trim_start_matches(['(', '{', ' ', '\n']).trim_end_matches([')', '}', ' ', '\n']);
    let items = inner.split([',', '\n']).filter_map(|item| item.split_once('='));
    let plain = items.filter_map(|(name, value)| {
        let (name, value) = (name.trim(), value.trim());
        let value = match value {
            "true" => AttributeValue::Bool(true),
            "false" => AttributeValue::Bool(false),
            _ => {
                let number = || value.parse::<f64>().is_ok().then(|| value.to_owned());
                AttributeValue::Text(string_literal(value).or_else(number)?.into())
            }
        };
        is_name(name).then(|| (name.to_owned(), value))
    });
    plain.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn names_are_read_from_every_form_of_import() {
        let names = |text: &str| {
            let import = import(text).unwrap();
            let named: Vec<_> = import.named.iter().map(|(a, b)| format!("{a}:{b}")).collect();
            (import.default.unwrap_or_default(), named.join(" "), import.from)
        };
        let want = |default: &str, named: &str, from: &str| (default.to_owned(), named.to_owned(), from.to_owned());
        assert_eq!(names("import Tide from \"/snippets/tide.mdx\";"), want("Tide", "", "/snippets/tide.mdx"));
        assert_eq!(names("import { a, B as C } from './x.jsx'"), want("", "a:a B:C", "./x.jsx"));
        assert_eq!(names("import {\n  a,\n  b,\n} from '../x.md'"), want("", "a:a b:b", "../x.md"));
        assert_eq!(names("import X, {y} from 'z.mdx'"), want("X", "y:y", "z.mdx"));
        assert_eq!(import("import \"style.css\""), None);
    }

    fn declare(text: &str) -> (String, Declared) {
        let file = SourceMap::new().add("x.jsx", "x.jsx", text);
        declaration(text, Span::new(file, 0..text.len())).unwrap()
    }

    #[track_caller]
    fn markup_of(text: &str, want: Option<&str>) {
        let (_, Declared::Function(function)) = declare(text) else { panic!("no function") };
        assert_eq!(function.markup.and_then(|range| text.get(range)).map(str::trim), want);
    }

    #[test]
    fn literals_are_values() {
        assert_eq!(declare("export const a = \"v\";").1, Declared::Value(AttributeValue::Text("v".into())));
        assert_eq!(declare("export const a: boolean = true").1, Declared::Value(AttributeValue::Bool(true)));
        let (name, Declared::Value(AttributeValue::Literal(json))) = declare("export const a = { b: 3 };\n") else {
            panic!("no literal");
        };
        assert_eq!((name.as_str(), json.to_value()), ("a", serde_json::json!({ "b": 3 })));
    }

    #[test]
    fn plain_markup_of_a_function_is_found() {
        markup_of("export const A = ({ a }) => (\n  <B a={a} />\n);", Some("<B a={a} />"));
        markup_of("export const A = () => <B>x</B>;", Some("<B>x</B>"));
        markup_of("export const A = props => {\n  return (<B />);\n};", Some("<B />"));
        markup_of("export default function A({ a = 1 }) {\n  const b = f(a);\n  return <B />;\n}", Some("<B />"));
        markup_of("function A() { return (<B>You may return (it)</B>) }", Some("<B>You may return (it)</B>"));
        markup_of("const A = () => { if (x) { return <B />; } return <C />; }", None);
        markup_of("const A = () => list.map(f)", None);
    }

    #[test]
    fn defaults_of_properties_are_read() {
        let (name, Declared::Function(function)) = declare("export const A = ({ a = \"x\", b, c = 3 }) => <B />")
        else {
            panic!("no function");
        };
        let text = |value: &str| AttributeValue::Text(value.to_owned().into());
        assert_eq!(name, "A");
        assert_eq!(function.defaults, [("a".to_owned(), text("x")), ("c".to_owned(), text("3"))]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_the_reading(text in "(import|export|const|function|default|return|=>|[ ({})\\n'\"`<>/;=,.$aé]){0,40}") {
            import(&text);
            let file = SourceMap::new().add("x.jsx", "x.jsx", text.as_str());
            let declared = declaration(&text, Span::new(file, 0..text.len()));
            if let Some((_, Declared::Function(Function { markup: Some(range), .. }))) = declared {
                proptest::prop_assert!(text.get(range).is_some());
            }
        }
    }
}

//! Input: a text that is a type and nothing else. Output: its [`TypeExpr`], by recursive descent over a few dozen tokens.
//! Invariant: bounded in depth; one failure anywhere makes the whole text no type.

use super::braces::{self, Inside};
use super::expr::{Literal, TypeExpr, WrittenMember, is_known, one_of};
use super::tokens::{Token, tokenize};
use super::{headed, known_words, values};

const MAX_DEPTH: usize = 64;

/// A text that is a type and nothing else; without notes and modifiers.
pub(super) fn strict(text: &str) -> Option<TypeExpr> {
    nested(text, 0).filter(|expr| !values::is_astray(expr))
}

fn nested(text: &str, depth: usize) -> Option<TypeExpr> {
    if let Some(known) = known_words::known(text) {
        return Some(known);
    }
    let tokens = tokenize(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth };
    let expr = parser.union()?;
    (parser.at == tokens.len()).then_some(expr)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn union(&mut self) -> Option<TypeExpr> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        // A bar before the first part stands there for the looks of a text of several lines.
        let mut barred = self.eat(&Token::Bar);
        let mut parts = vec![self.postfix()?];
        loop {
            let bar = self.eat(&Token::Bar);
            if !bar && !self.eat(&Token::Or) {
                break;
            }
            barred |= bar;
            parts.push(self.postfix()?);
        }
        self.depth -= 1;
        parts = values::settle(parts, barred);
        // Where a value goes is no type of it.
        if parts.iter().any(is_known) {
            parts.retain(|part| !matches!(part, TypeExpr::Named(name) if known_words::is_location(name)));
        }
        Some(one_of(parts))
    }

    fn postfix(&mut self) -> Option<TypeExpr> {
        let mut expr = self.primary()?;
        let mut wraps = 0;
        loop {
            if self.eat(&Token::Question) {
                expr = one_of(vec![expr, TypeExpr::Null]);
            } else if self.peek() == Some(&Token::Open('[')) && self.tokens.get(self.at + 1) == Some(&Token::Close(']'))
            {
                self.at += 2;
                expr = TypeExpr::Array(Box::new(expr));
            } else {
                return Some(expr);
            }
            wraps += 1;
            if wraps > MAX_DEPTH {
                return None;
            }
        }
    }

    fn primary(&mut self) -> Option<TypeExpr> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Open('(') => {
                let inner = self.union()?;
                self.eat(&Token::Close(')')).then_some(inner)
            }
            Token::Open('[') if self.eat(&Token::Close(']')) => Some(TypeExpr::Array(Box::new(self.postfix()?))),
            Token::Open('[') => {
                let mut items = vec![self.union()?];
                while self.eat(&Token::Comma) {
                    items.push(self.union()?);
                }
                self.eat(&Token::Close(']')).then(|| types_in_quotes(&items).unwrap_or_else(|| list_of(items)))
            }
            Token::Braces(inside) => Some(self.object(&inside)),
            Token::Quoted(text) => Some(TypeExpr::Literal(Literal::String(text))),
            Token::Integer(number) => Some(TypeExpr::Literal(Literal::Integer(number))),
            Token::Words(text) => self.word(&text),
            _ => None,
        }
    }

    /// An object type that is written out. What its braces hold otherwise says no more than that it is an object.
    fn object(&self, inside: &str) -> TypeExpr {
        let part = |text: &str| {
            let known = nested(text, self.depth).filter(|expr| !values::is_astray(expr));
            known.unwrap_or_else(|| TypeExpr::Opaque(text.to_owned()))
        };
        match braces::read(inside) {
            Some(Inside::Free(value)) => TypeExpr::Map(Box::new(part(value))),
            Some(Inside::Members(members)) if !members.is_empty() => {
                let member = |written: &braces::Written<'_>| {
                    let ty = match part(written.ty) {
                        // `{ "id": "string" }`: as in JSON, the type stands in quotes too.
                        TypeExpr::Literal(Literal::String(word)) if written.quoted => nested(&word, self.depth)
                            .filter(is_known)
                            .unwrap_or(TypeExpr::Literal(Literal::String(word))),
                        ty => ty,
                    };
                    WrittenMember { name: written.name.to_owned(), optional: written.optional, ty }
                };
                TypeExpr::Struct(members.iter().map(member).collect())
            }
            _ => TypeExpr::Object,
        }
    }

    fn word(&mut self, text: &str) -> Option<TypeExpr> {
        if self.eat(&Token::Of) {
            if is_map_word(text) {
                return self.map_of();
            }
            let items = self.postfix()?;
            return is_array_phrase(text).then(|| TypeExpr::Array(Box::new(items)));
        }
        let empty_brackets = self.tokens.get(self.at + 1) == Some(&Token::Close(']'));
        match self.peek() {
            Some(&Token::Open(open)) if !empty_brackets => {
                let close = match open {
                    '<' => '>',
                    '(' => ')',
                    _ => ']',
                };
                self.at += 1;
                let mut arguments = vec![self.union()?];
                while self.eat(&Token::Comma) {
                    arguments.push(self.union()?);
                }
                if !self.eat(&Token::Close(close)) {
                    return None;
                }
                // `map[string]int`: the value's type follows.
                if open == '['
                    && text.eq_ignore_ascii_case("map")
                    && matches!(self.peek(), Some(Token::Words(_) | Token::Open('[') | Token::Braces(_)))
                {
                    return Some(TypeExpr::Map(Box::new(self.postfix()?)));
                }
                apply(text, open, arguments)
            }
            _ => plain(text),
        }
    }

    /// `map of strings`, `map of string to integer`: the last is what the values are.
    fn map_of(&mut self) -> Option<TypeExpr> {
        if let Some(Token::Words(words)) = self.peek()
            && let Some((_, value)) = words.split_once(" to ")
        {
            let value = nested(value, self.depth)?;
            self.at += 1;
            return Some(TypeExpr::Map(Box::new(value)));
        }
        Some(TypeExpr::Map(Box::new(self.postfix()?)))
    }
}

fn list_of(items: Vec<TypeExpr>) -> TypeExpr {
    TypeExpr::Array(Box::new(one_of(items)))
}

/// `["string", "null"]`: as in a schema, types that stand in quotes beside each other.
fn types_in_quotes(items: &[TypeExpr]) -> Option<TypeExpr> {
    let known = |item: &TypeExpr| match item {
        TypeExpr::Literal(Literal::String(word)) => known_words::known(word),
        _ => None,
    };
    let types: Vec<TypeExpr> = items.iter().map(known).collect::<Option<_>>()?;
    (types.len() > 1).then(|| one_of(types))
}

fn is_map_word(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "map" | "hash" | "dict" | "dictionary" | "record" | "mapping" | "hashmap")
}

fn is_array_word(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "array"
            | "arr"
            | "list"
            | "set"
            | "sequence"
            | "iterable"
            | "tuple"
            | "arrays"
            | "lists"
            | "collection"
            | "vec"
            | "vector"
            | "readonlyarray"
            | "ienumerable"
            | "icollection"
            | "ilist"
            | "slice"
    )
}

/// `array`, `nested list`, `JSON array`.
fn is_array_phrase(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    words.next().is_some_and(is_array_word)
        && words.all(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "json" | "nested" | "flat" | "ordered" | "unordered" | "unique" | "an"
            )
        })
}

/// A generic type with its arguments.
fn apply(text: &str, open: char, mut arguments: Vec<TypeExpr>) -> Option<TypeExpr> {
    let lower = text.to_lowercase();
    let last = arguments.pop()?;
    if is_array_word(&lower) && arguments.is_empty() {
        return Some(TypeExpr::Array(Box::new(last)));
    }
    let is_size = |part: &TypeExpr| matches!(part, TypeExpr::Literal(Literal::Integer(_)));
    // `array<string, 3>`: of what, and how many.
    if let Some(item) = arguments.first().filter(|_| is_array_word(&lower) && lower != "tuple")
        && is_size(&last)
        && arguments.len() == 1
        && !is_size(item)
    {
        return Some(TypeExpr::Array(Box::new(item.clone())));
    }
    // `varchar(255)`, `decimal(10, 2)`: a size. `number[2]`: a list of that many.
    if is_size(&last) && arguments.iter().all(is_size) && !matches!(lower.as_str(), "enum" | "literal" | "union") {
        let base = known_words::known(&lower)?;
        let sized = matches!(base, TypeExpr::String(_) | TypeExpr::Number | TypeExpr::Integer(_));
        return match open {
            '[' => Some(TypeExpr::Array(Box::new(base))),
            '(' if sized => Some(base),
            _ => None,
        };
    }
    match lower.as_str() {
        "object"
            if open == '('
                && matches!(last, TypeExpr::Named(_) | TypeExpr::Map(_) | TypeExpr::Object)
                && arguments.is_empty() =>
        {
            Some(last)
        }
        "partial" | "required" if open == '<' && arguments.is_empty() => Some(match last {
            TypeExpr::Struct(mut members) => {
                members.iter_mut().for_each(|member| member.optional = lower == "partial");
                TypeExpr::Struct(members)
            }
            last => last,
        }),
        "readonly" | "promise" if open == '<' && arguments.is_empty() => Some(last),
        "tuple" => {
            arguments.push(last);
            Some(TypeExpr::Array(Box::new(one_of(arguments))))
        }
        "record" | "map" | "dict" | "dictionary" | "hashmap" | "mapping" | "object" if arguments.len() <= 1 => {
            Some(TypeExpr::Map(Box::new(last)))
        }
        "union" => {
            arguments.push(last);
            Some(one_of(arguments))
        }
        "optional" | "option" | "nullable" | "maybe" if arguments.is_empty() => {
            Some(one_of(vec![last, TypeExpr::Null]))
        }
        "enum" | "literal" => {
            if let Some(values) =
                Some(last.clone()).filter(|_| arguments.is_empty() && lower == "enum").and_then(values::enum_of)
            {
                return Some(values);
            }
            arguments.push(last);
            arguments.into_iter().map(values::listed).collect::<Option<Vec<_>>>().map(|all| one_of(all.concat()))
        }
        _ if arguments.is_empty() => {
            let base = known_words::known(&lower)?;
            if let (TypeExpr::String(_) | TypeExpr::Integer(_), TypeExpr::Enum(_)) = (&base, &last) {
                return Some(TypeExpr::Enum(Box::new(base)));
            }
            let format = match &last {
                TypeExpr::Named(name) => name.clone(),
                TypeExpr::String(Some(format)) => format.clone(),
                TypeExpr::DateTime => "date-time".to_owned(),
                TypeExpr::Integer(Some(format)) => format.clone(),
                TypeExpr::Integer(None) => "integer".to_owned(),
                TypeExpr::Number => "number".to_owned(),
                TypeExpr::Binary => "binary".to_owned(),
                _ => return None,
            };
            known_words::narrowed(&base, &format)
        }
        _ => None,
    }
}

/// A word, or a few, without arguments.
fn plain(text: &str) -> Option<TypeExpr> {
    if let Some(known) = known_words::known(text).or_else(|| headed::read(text)) {
        return Some(known);
    }
    match text {
        "true" => return Some(TypeExpr::Literal(Literal::Boolean(true))),
        "false" => return Some(TypeExpr::Literal(Literal::Boolean(false))),
        _ => {}
    }
    headed::name(text).or_else(|| values::hyphened(text))
}

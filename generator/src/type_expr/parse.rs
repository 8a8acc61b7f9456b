//! Input: a type text. Output: its [`TypeExpr`], by recursive descent over a few dozen tokens.
//! Invariant: bounded in length and depth; one failure anywhere makes the whole text opaque.

use super::{Literal, TypeExpr, words};

/// Longer texts are sentences, not types.
const MAX_LENGTH: usize = 512;
const MAX_DEPTH: usize = 24;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A word; words that stand side by side are one token, because `Unix timestamp` is one type.
    Words(String),
    Quoted(String),
    Integer(i64),
    Open(char),
    Close(char),
    Bar,
    Comma,
    Question,
    Or,
    Of,
}

pub(super) fn parse(text: &str) -> TypeExpr {
    let text = text.trim();
    let opaque = || TypeExpr::Opaque(text.to_owned());
    if text.is_empty() || text.len() > MAX_LENGTH {
        return opaque();
    }
    if let Some(known) = words::known(text) {
        return known;
    }
    let Some(tokens) = tokenize(text) else { return opaque() };
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    match parser.union() {
        Some(expr) if parser.at == tokens.len() => expr,
        _ => opaque(),
    }
}

fn tokenize(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        match c {
            _ if c.is_whitespace() => {}
            '|' => tokens.push(Token::Bar),
            ',' => tokens.push(Token::Comma),
            '?' => tokens.push(Token::Question),
            '<' | '(' | '[' => tokens.push(Token::Open(c)),
            '>' | ')' | ']' => tokens.push(Token::Close(c)),
            '"' | '\'' | '`' => {
                let rest = text.get(start + c.len_utf8()..)?;
                let (quoted, _) = rest.split_once(c)?;
                tokens.push(Token::Quoted(quoted.to_owned()));
                let end = start + c.len_utf8() + quoted.len();
                while chars.next_if(|(at, _)| *at <= end).is_some() {}
            }
            _ if is_word(c) => {
                let mut end = start + c.len_utf8();
                while let Some((at, next)) = chars.next_if(|(_, next)| is_word(*next)) {
                    end = at + next.len_utf8();
                }
                push_word(&mut tokens, text.get(start..end)?);
            }
            _ => return None,
        }
    }
    Some(tokens)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | ':')
}

fn push_word(tokens: &mut Vec<Token>, word: &str) {
    // `ISO 8601` is a name; a number that begins a part is a value.
    if !matches!(tokens.last(), Some(Token::Words(_)))
        && let Ok(number) = word.parse()
    {
        tokens.push(Token::Integer(number));
        return;
    }
    match word.to_ascii_lowercase().as_str() {
        "or" => tokens.push(Token::Or),
        "of" => tokens.push(Token::Of),
        _ => match tokens.last_mut() {
            Some(Token::Words(words)) => {
                words.push(' ');
                words.push_str(word);
            }
            _ => tokens.push(Token::Words(word.to_owned())),
        },
    }
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
        let mut parts = vec![self.postfix()?];
        while self.eat(&Token::Bar) || self.eat(&Token::Or) {
            parts.push(self.postfix()?);
        }
        self.depth -= 1;
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
            Token::Quoted(text) => Some(TypeExpr::Literal(Literal::String(text))),
            Token::Integer(number) => Some(TypeExpr::Literal(Literal::Integer(number))),
            Token::Words(text) => self.word(&text),
            _ => None,
        }
    }

    fn word(&mut self, text: &str) -> Option<TypeExpr> {
        if self.eat(&Token::Of) {
            let items = self.postfix()?;
            return is_array_word(text).then(|| TypeExpr::Array(Box::new(items)));
        }
        let empty_brackets = self.tokens.get(self.at + 1) == Some(&Token::Close(']'));
        match self.peek() {
            Some(Token::Open(open)) if !empty_brackets => {
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
                apply(text, arguments)
            }
            _ => plain(text),
        }
    }
}

fn is_array_word(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "array" | "arr" | "list" | "set" | "sequence" | "iterable" | "tuple" | "arrays" | "lists"
    )
}

/// A generic type with its arguments.
fn apply(text: &str, mut arguments: Vec<TypeExpr>) -> Option<TypeExpr> {
    let lower = text.to_lowercase();
    let last = arguments.pop()?;
    if is_array_word(&lower) && arguments.is_empty() {
        return Some(TypeExpr::Array(Box::new(last)));
    }
    match lower.as_str() {
        "record" | "map" | "dict" | "dictionary" | "hashmap" | "mapping" | "object" if arguments.len() <= 1 => {
            Some(TypeExpr::Map(Box::new(last)))
        }
        "union" => {
            arguments.push(last);
            Some(one_of(arguments))
        }
        "optional" | "nullable" | "maybe" if arguments.is_empty() => Some(one_of(vec![last, TypeExpr::Null])),
        "enum"
            if arguments.is_empty()
                && matches!(last, TypeExpr::String(_) | TypeExpr::Integer(_) | TypeExpr::Number) =>
        {
            Some(TypeExpr::Enum(Box::new(last)))
        }
        "enum" | "literal" => {
            arguments.push(last);
            arguments.iter().all(|part| matches!(part, TypeExpr::Literal(_))).then(|| one_of(arguments))
        }
        _ if arguments.is_empty() => {
            let base = words::known(&lower)?;
            let format = match &last {
                TypeExpr::Named(name) => name.clone(),
                TypeExpr::String(Some(format)) => format.clone(),
                TypeExpr::DateTime => "date-time".to_owned(),
                TypeExpr::Integer(_) => "integer".to_owned(),
                TypeExpr::Number => "number".to_owned(),
                TypeExpr::Binary => "binary".to_owned(),
                _ => return None,
            };
            words::narrowed(&base, &format)
        }
        _ => None,
    }
}

/// A word, or a few, without arguments.
fn plain(text: &str) -> Option<TypeExpr> {
    if let Some(known) = words::known(text) {
        return Some(known);
    }
    match text {
        "true" => return Some(TypeExpr::Literal(Literal::Boolean(true))),
        "false" => return Some(TypeExpr::Literal(Literal::Boolean(false))),
        _ => {}
    }
    let name = match text.rsplit_once(' ') {
        Some((name, kind)) if kind.eq_ignore_ascii_case("object") => name,
        _ => text,
    };
    let identifier = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    identifier.then(|| TypeExpr::Named(name.to_owned()))
}

/// A union without unions inside and without repetitions; of one part, that part.
fn one_of(parts: Vec<TypeExpr>) -> TypeExpr {
    let mut flat: Vec<TypeExpr> = Vec::new();
    for part in parts {
        let inner = match part {
            TypeExpr::Union(inner) => inner,
            other => vec![other],
        };
        for part in inner {
            if !flat.contains(&part) {
                flat.push(part);
            }
        }
    }
    match (flat.pop(), flat.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            flat.push(last);
            TypeExpr::Union(flat)
        }
        (None, _) => TypeExpr::Any,
    }
}

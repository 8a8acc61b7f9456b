//! Input: a type text. Output: its words, values and marks.
//! Invariant: a mark that is none of the little language's gives nothing at all, never a token left out.

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `{ id: string }`, with what stands between the braces.
    Braces(String),
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

pub(super) fn tokenize(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        match c {
            // `String!` says that it is no null; `\|` is a pipe in a table.
            _ if c.is_whitespace() || matches!(c, '!' | '\\') => {}
            '{' => {
                let mut depth = 1usize;
                let mut inside = String::new();
                while let Some((_, inner)) = chars.next_if(|_| depth > 0) {
                    match inner {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        _ => {}
                    }
                    if depth > 0 {
                        inside.push(inner);
                    }
                }
                if depth > 0 {
                    return None;
                }
                // `object{...}` is one thing, and so is `interface{}`.
                let front = match tokens.last() {
                    Some(Token::Words(word)) => word.to_lowercase(),
                    _ => String::new(),
                };
                if matches!(front.as_str(), "object" | "interface") {
                    tokens.pop();
                }
                tokens.push(match front.as_str() {
                    "interface" => Token::Words("any".to_owned()),
                    _ => Token::Braces(inside),
                });
            }
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

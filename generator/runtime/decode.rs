//! Input: the bytes of an answer. Output: a typed value, or the place in the JSON where it does not fit.
//! Invariant: a failure names the member as a path (`customers[0].id`), whatever the type.

use std::fmt;

use serde::de::DeserializeOwned;

use super::restart;

/// Why an answer could not be read.
pub struct DecodeError {
    path: String,
    empty: bool,
    source: serde_json::Error,
}

impl DecodeError {
    /// What is wrong with a body as a whole.
    pub(crate) fn new(source: serde_json::Error) -> Self {
        Self { path: String::new(), empty: false, source }
    }

    /// What is wrong with one of the values that stand one behind another.
    pub(crate) fn at(index: usize, source: serde_json::Error) -> Self {
        Self { path: format!("[{index}]"), empty: false, source }
    }

    /// The member that does not fit, such as `customers[0].id`; empty at the top level.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// A long value that is quoted in a message would bury it.
        const LONGEST: usize = 200;
        if self.empty {
            return f.write_str("the body is empty");
        }
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        let message = self.source.to_string();
        let mut chars = message.chars();
        for c in chars.by_ref().take(LONGEST) {
            if c.is_control() { write!(f, "{}", c.escape_default())? } else { write!(f, "{c}")? }
        }
        f.write_str(if chars.next().is_some() { "..." } else { "" })
    }
}

impl std::error::Error for DecodeError {
    /// What is below the JSON reader, if anything: `Display` has said what the reader says.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}

impl fmt::Debug for DecodeError {
    /// As bounded as the message: the reader's own form quotes a value of any length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({:?})", self.to_string())
    }
}

/// Reads a whole body. An empty one counts as `null`, which only a type that allows it accepts.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let empty = body.trim_ascii().is_empty();
    let body = if empty { b"null" } else { body };
    restart::twice(|| serde_json::from_slice(body)).map_err(|source| DecodeError {
        path: if empty { String::new() } else { path_at(body, source.line(), source.column()) },
        empty,
        source,
    })
}

enum Open {
    Array(usize),
    Object(Option<String>),
}

/// The member in which a reader stood at a line and column. Only failures pay for this second walk.
fn path_at(body: &[u8], line: usize, column: usize) -> String {
    let start: usize = body.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let seen = body.get(..start.saturating_add(column)).unwrap_or(body);
    let mut open: Vec<Open> = Vec::new();
    let mut bytes = seen.iter().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'{' => open.push(Open::Object(None)),
            b'[' => open.push(Open::Array(0)),
            b'}' | b']' => drop(open.pop()),
            b',' => match open.last_mut() {
                Some(Open::Array(index)) => *index += 1,
                Some(Open::Object(key)) => *key = None,
                None => {}
            },
            b'"' => {
                let mut escaped = false;
                let end = bytes.by_ref().find(|(_, byte)| {
                    let closes = **byte == b'"' && !escaped;
                    escaped = **byte == b'\\' && !escaped;
                    closes
                });
                if let (Some((end, _)), Some(Open::Object(key @ None))) = (end, open.last_mut()) {
                    *key = seen.get(at..=end).and_then(|text| serde_json::from_slice(text).ok());
                }
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for step in open {
        match step {
            Open::Array(index) => path.push_str(&format!("[{index}]")),
            Open::Object(None) => {}
            Open::Object(Some(key)) if key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key);
            }
            Open::Object(Some(key)) => path.push_str(&format!("[{key:?}]")),
        }
    }
    path
}

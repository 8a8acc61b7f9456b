//! Input: what an erratum expects and says, and what the pages say. Output: whether it applies.
//! Invariant: one that says what the pages say already, or expects what they do not say, has done its work and has to go;
//! a pattern passes over items of which that holds, as long as it applies to one.

use serde_json::Value;

use crate::project::Erratum;
use crate::schema::{Claim, Evidence, Origin};

/// One erratum, and the item that it is applied to.
pub(super) struct Correction<'a> {
    pub(super) erratum: &'a Erratum,
    pub(super) key: &'a str,
    /// Whether it names several items.
    pub(super) is_pattern: bool,
}

/// Why it does not apply, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Refusal {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Whether an item was corrected; one that a pattern passes over was not.
pub(super) type Applied = Result<bool, Refusal>;

impl<'a> Correction<'a> {
    pub(super) fn expect(&self) -> Option<&'a Value> {
        self.erratum.expect.as_ref().map(|expect| &expect.value)
    }

    /// What is right.
    pub(super) fn value(&self) -> Result<&'a Value, Refusal> {
        let value = self.erratum.value.as_ref().map(|value| &value.value);
        value.ok_or_else(|| Refusal::new(format!("`{}` needs a `value`", self.key)))
    }

    pub(super) fn text(&self) -> Result<&'a str, Refusal> {
        let value = self.value()?;
        value.as_str().ok_or_else(|| Refusal::new(format!("`{}` is no text", plain(value))))
    }

    pub(super) fn flag(&self) -> Result<bool, Refusal> {
        let value = self.value()?;
        value.as_bool().ok_or_else(|| Refusal::new(format!("`{}` is neither true nor false", plain(value))))
    }

    /// Whether it applies where the pages say `is` and it says `value`.
    pub(super) fn applies(&self, is: &Value, value: &Value) -> Applied {
        let fits = |said: &Value| said == is || *said == Value::Bool(true) && is.is_string();
        self.decide(value == is, self.expect().map(fits), &plain(is))
    }

    /// Whether it applies, of an item that is right already or not, and as expected or not; `is` are words for what the
    /// pages say.
    pub(super) fn decide(&self, is_right: bool, is_expected: Option<bool>, is: &str) -> Applied {
        let shown = if is.is_empty() { "nothing".to_owned() } else { format!("`{is}`") };
        if is_right {
            return self.passes(|| Refusal::new(format!("the pages say {shown} already")));
        }
        match (is_expected, self.expect()) {
            (Some(false), Some(expect)) => {
                self.passes(|| Refusal::new(format!("it expects `{}`, and the pages say {shown}", plain(expect))))
            }
            (None, None) if !self.is_pattern => Err(Refusal::new("it does not say what it expects")
                .help(format!("add what the pages say now: `expect = {}`", toml_text(is)))),
            _ => Ok(true),
        }
    }

    fn passes(&self, refusal: impl FnOnce() -> Refusal) -> Applied {
        if self.is_pattern { Ok(false) } else { Err(refusal()) }
    }

    /// The origin of what it says.
    pub(super) fn origin(&self) -> Origin {
        let span = Some(self.erratum.at.span);
        Origin { page: "api.toml".to_owned(), evidence: Evidence::Erratum, overruled: None, span }
    }

    /// Puts it before the origins of an item, which it overrules.
    pub(super) fn sign(&self, origins: &mut Vec<Origin>, was: &str) {
        let overruled = Some(Claim { about: self.key.to_owned(), value: was.to_owned() });
        for origin in origins.iter_mut() {
            origin.overruled = origin.overruled.take().or_else(|| overruled.clone());
        }
        origins.insert(0, self.origin());
    }
}

/// A value as a person writes it.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Words as api.toml has them.
fn toml_text(words: &str) -> String {
    match words {
        "true" | "false" => words.to_owned(),
        words => toml::Value::from(words).to_string(),
    }
}

/// What the pages say of whether something is deprecated.
pub(super) fn deprecated(why: Option<&str>) -> Value {
    match why {
        None => Value::Bool(false),
        Some("") => Value::Bool(true),
        Some(why) => Value::from(why),
    }
}

/// What a value says of whether something is deprecated.
pub(super) fn deprecation(value: &Value) -> Result<Option<String>, Refusal> {
    match value {
        Value::Bool(false) => Ok(None),
        Value::Bool(true) => Ok(Some(String::new())),
        Value::String(why) => Ok(Some(why.clone())),
        other => Err(Refusal::new(format!("`{other}` is neither true, false nor a reason"))),
    }
}

//! Input: a parameter's value. Output: the query of a request, in the form that the API wants of this one parameter.
//! Invariant: `None` and an empty list are left out, and every item is encoded before it is joined with others.

use serde::Serialize;

use super::Json;
use super::encode::{self, percent};
use super::error::Error;
use super::request_writer::RequestWriter;

impl RequestWriter {
    /// Appends the query that every call of an operation has.
    pub fn query_text(&mut self, text: &'static str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(text);
    }

    /// Appends a query parameter whose items are joined with `separator`, which is written as it is given.
    ///
    /// # Errors
    ///
    /// It cannot be serialised, or an item is not a single value.
    pub fn query_joined<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        separator: &'static str,
    ) -> Result<(), Error> {
        let items = encode::json(value).and_then(|value| encode::flat(&value));
        let items = items.map_err(|problem| Error::request(name, problem))?;
        if !items.is_empty() {
            let items: Vec<_> = items.iter().map(|item| percent(item)).collect();
            encode::pair(&mut self.query, name, &items.join(separator));
        }
        Ok(())
    }

    /// Appends the members of an object, each as a query parameter of its own name.
    ///
    /// # Errors
    ///
    /// It cannot be serialised.
    pub fn query_members<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        match encode::json(value).map_err(|problem| Error::request(name, problem))? {
            Json::Object(members) => {
                members.iter().for_each(|(name, value)| encode::query(&mut self.query, name, value));
            }
            value => encode::query(&mut self.query, name, &value),
        }
        Ok(())
    }
}

/// The value as one text of JSON; `None` stays `None`.
///
/// # Errors
///
/// It cannot be serialised.
pub(crate) fn json_text<T: Serialize + ?Sized>(name: &'static str, value: &T) -> Result<Option<String>, Error> {
    let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
    Ok((!value.is_null()).then(|| value.to_string()))
}

//! Input: a list or an object that stands in a path. Output: its text there, in the form that the API wants of this one
//! parameter.
//! Invariant: every name and every item is encoded before it is joined with others, so that none adds a segment.

use serde::Serialize;

use super::Json;
use super::encode::{self, Problem, percent, scalar};
use super::error::Error;
use super::request_writer::RequestWriter;

/// How a list or an object is written in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathForm {
    /// `a,b`, and of an object `name=value`.
    SimpleEach,
    /// `.a,b`
    Label,
    /// `.a.b`
    LabelEach,
    /// `;name=a,b`
    Matrix,
    /// `;name=a;name=b`
    MatrixEach,
}

impl RequestWriter {
    /// Puts a value into its place in the path, in a form of its own.
    ///
    /// # Errors
    ///
    /// It holds more than single values, is empty, or would lead to another path.
    pub(crate) fn path_as<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        form: PathForm,
    ) -> Result<(), Error> {
        encode::json(value)
            .and_then(|value| text(name, &value, form))
            .and_then(|text| self.path_up_to(name).encoded(&text))
            .map_err(|problem| Error::request(name, problem))
    }
}

pub(crate) fn text(name: &str, value: &Json, form: PathForm) -> Result<String, Problem> {
    let each = matches!(form, PathForm::SimpleEach | PathForm::LabelEach | PathForm::MatrixEach);
    let items: Vec<String> = match value {
        Json::Object(members) if each => {
            let pair = |(name, value): (&String, &Json)| Ok(format!("{}={}", percent(name), percent(&scalar(value)?)));
            members.iter().filter(|(_, value)| !value.is_null()).map(pair).collect::<Result<_, Problem>>()?
        }
        Json::Null => return Err(Problem::NotScalar),
        value => encode::flat(value)?.iter().map(|item| percent(item)).collect(),
    };
    if items.is_empty() {
        return Err(Problem::Empty);
    }
    let name = percent(name);
    Ok(match form {
        PathForm::SimpleEach => items.join(","),
        PathForm::Label => format!(".{}", items.join(",")),
        PathForm::LabelEach => format!(".{}", items.join(".")),
        PathForm::Matrix => format!(";{name}={}", items.join(",")),
        PathForm::MatrixEach if value.is_object() => format!(";{}", items.join(";")),
        PathForm::MatrixEach => items.iter().map(|item| format!(";{name}={item}")).collect(),
    })
}

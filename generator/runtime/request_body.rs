//! Input: the values of an operation's body, and the media types that it names. Output: the payload of its request.
//! Invariant: fields go into a form and nowhere else; every other body is set whole.

use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use super::Json;
use super::encode::{self, Problem};
use super::error::Error;
use super::form::{BYTES, Form};
use super::payload::Payload;
use super::request_writer::RequestWriter;
use super::upload::Upload;

impl RequestWriter {
    /// Says which media type the answer should have, in place of JSON.
    pub fn accept(&mut self, media_type: &'static str) {
        self.headers.insert(ACCEPT, HeaderValue::from_static(media_type));
    }

    /// Says which media type the body has, in place of the one that is usual for its kind.
    pub fn content_type(&mut self, media_type: &'static str) {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }

    /// Sets the body.
    ///
    /// # Errors
    ///
    /// It cannot be serialised.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let body = serde_json::to_vec(value).map_err(|_| Error::request("body", Problem::Unserialisable))?;
        self.payload = Payload::Json(body);
        Ok(())
    }

    /// Makes the body a form of pairs.
    pub fn form(&mut self) {
        self.payload = Payload::Form(Form::urlencoded());
    }

    /// Makes the body a form of parts, of which each can be a file.
    pub fn multipart(&mut self) {
        self.payload = Payload::Form(Form::multipart());
    }

    /// Adds a field to the form: a list repeats its name, an object is JSON text, and `None` is left out.
    ///
    /// # Errors
    ///
    /// It cannot be serialised, or is a list of lists of objects.
    pub fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.add_field(name, &encode::json(value).map_err(|problem| Error::request(name, problem))?)
    }

    /// Adds the members of an object to the form, each as a field.
    ///
    /// # Errors
    ///
    /// It is no object, or cannot be serialised.
    pub fn fields<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        match encode::json(value).map_err(|problem| Error::request("body", problem))? {
            Json::Null => Ok(()),
            Json::Object(members) => members.iter().try_for_each(|(name, value)| self.add_field(name, value)),
            _ => Err(Error::request("body", Problem::NotObject)),
        }
    }

    fn add_field(&mut self, name: &str, value: &Json) -> Result<(), Error> {
        let Payload::Form(form) = &mut self.payload else { return Err(Error::request("body", Problem::NotObject)) };
        form.add(name, value).map_err(|problem| Error::request(name.to_owned(), problem))
    }

    /// Adds files to the form, all under one name.
    ///
    /// # Errors
    ///
    /// The form is one of pairs, which carry no file.
    pub fn files<'a>(&mut self, name: &'static str, files: impl IntoIterator<Item = &'a Upload>) -> Result<(), Error> {
        let Payload::Form(form) = &mut self.payload else { return Err(Error::request("body", Problem::NotObject)) };
        files
            .into_iter()
            .try_for_each(|file| form.file(name, file, None))
            .map_err(|problem| Error::request(name, problem))
    }

    /// The same, where the documentation says what the files are: what a file says of itself counts for more.
    ///
    /// # Errors
    ///
    /// The form is one of pairs, which carry no file.
    pub fn files_as<'a>(
        &mut self,
        name: &'static str,
        files: impl IntoIterator<Item = &'a Upload>,
        media_type: &'static str,
    ) -> Result<(), Error> {
        let mut files = files.into_iter();
        self.written(name, |form| files.try_for_each(|file| form.file(name, file, Some(media_type))))
    }

    /// Adds a field to the form, whose part is of a media type.
    ///
    /// # Errors
    ///
    /// It cannot be serialised, or is a list of lists of objects.
    pub fn field_as<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        media_type: &'static str,
    ) -> Result<(), Error> {
        let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
        self.written(name, |form| form.add_as(name, &value, Some(media_type)))
    }

    /// Adds a field to the form that is one text of JSON.
    ///
    /// # Errors
    ///
    /// It cannot be serialised.
    pub fn field_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
        self.written(name, |form| {
            form.add_json(name, &value);
            Ok(())
        })
    }

    /// Adds the members of an object to the form as `name[member]`.
    ///
    /// # Errors
    ///
    /// It cannot be serialised.
    pub fn field_deep<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
        self.written(name, |form| form.add_deep(name, &value))
    }

    /// Adds the members of an object to the form, each as a field of its own name.
    ///
    /// # Errors
    ///
    /// It cannot be serialised.
    pub fn field_members<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
        self.written(name, |form| match &value {
            Json::Object(members) => members.iter().try_for_each(|(member, value)| form.add(member, value)),
            value => form.add(name, value),
        })
    }

    /// Adds a field to the form whose items are joined with `separator`.
    ///
    /// # Errors
    ///
    /// It cannot be serialised, or an item is not a single value.
    pub fn field_joined<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        separator: char,
    ) -> Result<(), Error> {
        let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
        self.written(name, |form| form.add_joined(name, &value, separator))
    }

    fn written(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut Form) -> Result<(), Problem>,
    ) -> Result<(), Error> {
        let Payload::Form(form) = &mut self.payload else { return Err(Error::request("body", Problem::NotObject)) };
        write(form).map_err(|problem| Error::request(name, problem))
    }

    /// Sets the body to bytes. What they are, the file says, else the documentation.
    ///
    /// # Errors
    ///
    /// No header can carry the file's media type.
    pub fn upload(&mut self, file: &Upload) -> Result<(), Error> {
        if let Some(media_type) = file.given_media_type() {
            let value = HeaderValue::try_from(media_type).map_err(|_| Error::request("body", Problem::Header))?;
            self.headers.insert(CONTENT_TYPE, value);
        }
        self.payload = Payload::Whole(file.source().clone().into(), BYTES.to_owned());
        Ok(())
    }

    /// Sets the body to a text.
    pub fn text(&mut self, text: &str) {
        self.payload = Payload::Whole(text.to_owned().into(), "text/plain; charset=utf-8".to_owned());
    }
}

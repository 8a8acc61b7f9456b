//! Input: the calls to make, as a file, and where the server answers. Output: what came of each, one JSON object a line.
//! Invariant: it tells what happened and judges nothing; the generated half beside it knows the operations.

use std::io::Write as _;
use std::time::Duration;

use fieldstone_apis::runtime::{Async, Blocking, ClientKind};
use fieldstone_apis::{Error, RawResponse, RequestOptions, Upload};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// The time that a call may take.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A call to make.
#[derive(Deserialize)]
pub struct Case {
    operation: String,
    name: String,
    /// Values by the name of the input.
    inputs: Map<String, Value>,
    /// Headers beyond the documented ones.
    headers: Map<String, Value>,
    /// The documented error that is expected: its status as the pages write it.
    documented: Option<String>,
    awaited: bool,
}

impl Case {
    /// A value that has to be given, as `read` reads it.
    pub fn input<T>(&self, name: &str, read: impl Fn(&Value) -> Result<T, String>) -> Result<T, String> {
        self.optional(name, read)?.ok_or_else(|| format!("no value for `{name}`"))
    }

    /// A value that need not be given.
    pub fn optional<T>(&self, name: &str, read: impl Fn(&Value) -> Result<T, String>) -> Result<Option<T>, String> {
        let Some(value) = self.inputs.get(name) else { return Ok(None) };
        read(value).map(Some).map_err(|error| format!("`{name}` does not take {value}: {error}"))
    }

    pub fn options(&self) -> RequestOptions {
        self.headers.iter().fold(RequestOptions::new(), |options, (name, value)| {
            options.header(name, value.as_str().unwrap_or_default())
        })
    }

    pub fn documented(&self) -> &str {
        self.documented.as_deref().unwrap_or_default()
    }
}

/// A value as its JSON says it.
pub fn plain<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

/// A file with this text in it.
pub fn file(value: &Value) -> Result<Upload, String> {
    value.as_str().map(Upload::from).ok_or_else(|| "it is no text".to_owned())
}

/// A list of what is no JSON.
pub fn list<T>(value: &Value, read: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    value.as_array().ok_or("it is no list")?.iter().map(read).collect()
}

/// What is no JSON, or `null`.
pub fn nullable<T>(value: &Value, read: impl Fn(&Value) -> Result<T, String>) -> Result<Option<T>, String> {
    if value.is_null() { Ok(None) } else { read(value).map(Some) }
}

/// How a client of one kind is waited for.
pub trait Way: ClientKind {
    fn wait<T: 'static>(answer: Self::Answer<T>) -> Result<T, Error>;
}

impl Way for Blocking {
    fn wait<T: 'static>(answer: Result<T, Error>) -> Result<T, Error> {
        answer
    }
}

thread_local! {
    static RUNTIME: tokio::runtime::Runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("no runtime can be made");
}

impl Way for Async {
    fn wait<T: 'static>(answer: Self::Answer<T>) -> Result<T, Error> {
        RUNTIME.with(|runtime| runtime.block_on(answer))
    }
}

/// What came of a call.
pub fn seen<T>(answer: Result<RawResponse<T>, Error>, is_typed: impl Fn(&Error) -> bool) -> Value {
    let raw = match answer {
        Ok(raw) => raw,
        Err(error) => return json!({ "unsent": shown(&error) }),
    };
    let header = |name: &str| raw.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let error = raw.parse().err();
    json!({
        "status": raw.status().as_u16(),
        "body": String::from_utf8_lossy(raw.body()),
        "content_type": header("content-type"),
        "violations": header("sl-violations"),
        "error": error.as_ref().map(shown),
        "error_status": error.as_ref().filter(|error| error.is_status()).and_then(|error| Some(error.status()?.as_u16())),
        "typed": error.as_ref().is_some_and(is_typed),
    })
}

fn shown(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}

/// An operation, with both kinds of client.
pub struct Row<A, B> {
    pub id: &'static str,
    pub awaited: fn(&A, &Case) -> Result<Value, String>,
    pub blocking: fn(&B, &Case) -> Result<Value, String>,
}

/// What the program was told.
pub struct Session {
    pub api: String,
    pub base: String,
    cases: Vec<Case>,
}

impl Session {
    pub fn from_args() -> Result<Self, Box<dyn std::error::Error>> {
        let mut args = std::env::args().skip(1);
        let (Some(api), Some(base), Some(file)) = (args.next(), args.next(), args.next()) else {
            return Err("usage: API URL CASES".into());
        };
        Ok(Self { api, base, cases: serde_json::from_slice(&std::fs::read(file)?)? })
    }

    /// Makes the calls, one after the other.
    pub fn run<A, B>(&self, rows: &[Row<A, B>], awaited: &A, blocking: &B) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        for case in &self.cases {
            let said = match rows.iter().find(|row| row.id == case.operation) {
                Some(row) if case.awaited => (row.awaited)(awaited, case),
                Some(row) => (row.blocking)(blocking, case),
                None => Err("is no operation of the crate".to_owned()),
            };
            let said = said.unwrap_or_else(|why| json!({ "unsent": why }));
            writeln!(out, "{}", json!({ "operation": case.operation, "case": case.name, "seen": said }))?;
        }
        Ok(())
    }
}

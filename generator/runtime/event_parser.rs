//! Input: the bytes of an event stream, in pieces of any size. Output: its [`Event`]s.
//! Invariant: how the bytes are cut changes nothing, and no event grows beyond the limit.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::decode::{DecodeError, read};
use super::decode_plain::read_text;
use super::error::Error;

/// An event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T = String> {
    /// The last id that the stream has named, this event's or an earlier one's; empty where it has named none. Events of
    /// one id share it, however long it is.
    pub id: Arc<str>,
    /// What kind of event it is: `message` where the stream does not say.
    pub event: String,
    /// What it says.
    pub data: T,
    /// The time after which the API wants a stream that broke off to be asked for again, as last named.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    pub(crate) fn map<U, E>(self, read: impl FnOnce(&T) -> Result<U, E>) -> Result<Event<U>, (T, E)> {
        match read(&self.data) {
            Ok(data) => Ok(Event { id: self.id, event: self.event, data, retry: self.retry }),
            Err(error) => Err((self.data, error)),
        }
    }
}

/// The data by which many APIs mark the end of a stream; it is no event.
pub(crate) const END: &str = "[DONE]";

/// Reads an event's data.
pub(crate) type ReadEvent<T> = fn(&str) -> Result<T, DecodeError>;

/// Data that is JSON.
pub(crate) fn json_event<T: DeserializeOwned>(data: &str) -> Result<T, DecodeError> {
    read(data.as_bytes())
}

/// Data that is a text.
pub(crate) fn text_event(data: &str) -> Result<String, DecodeError> {
    read_text(data.as_bytes())
}

/// Reads a whole stream, to its end or to `[DONE]`.
pub(crate) fn read_events<T>(body: &[u8], read: ReadEvent<T>) -> Result<Vec<Event<T>>, DecodeError> {
    let mut parser = EventParser::new(usize::MAX);
    // Without a limit there is nothing that can fail here.
    let _ = parser.push(body);
    let mut events = Vec::new();
    while let Some(event) = parser.next_event().filter(|event| event.data != END) {
        events.push(event.map(|data| read(data)).map_err(|(_, error)| error)?);
    }
    Ok(events)
}

/// Makes events out of bytes, as browsers do: lines end with CR, LF or both, comments and unknown fields are passed over,
/// an event that the stream's end cuts off is none. It needs no client.
///
/// ```text
/// let mut parser = EventParser::new(1 << 20);
/// parser.push(b"data: a\n\nda")?;
/// assert_eq!(parser.next_event().unwrap().data, "a");
/// ```
#[derive(Clone, Debug)]
pub struct EventParser {
    limit: usize,
    /// A line that has not ended yet.
    line: Vec<u8>,
    /// Whether the last byte was a CR, so that an LF belongs to it.
    after_return: bool,
    /// Whether a line has ended already: a byte order mark stands before the first one alone.
    begun: bool,
    id: Arc<str>,
    event: String,
    data: String,
    retry: Option<Duration>,
    ready: VecDeque<Event>,
}

impl EventParser {
    /// One that holds no event of more than so many bytes: its data, its kind, and the id that it shares with others.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_return: false,
            begun: false,
            id: Arc::default(),
            event: String::new(),
            data: String::new(),
            retry: None,
            ready: VecDeque::new(),
        }
    }

    /// Takes the next bytes of the stream.
    ///
    /// # Errors
    ///
    /// An event is larger than the limit ([`Error::is_too_large`]). What came before it can still be taken.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        if !bytes.is_empty() && std::mem::take(&mut self.after_return) {
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        }
        while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            let (line, rest) = bytes.split_at(end);
            self.extend(line)?;
            let line = std::mem::take(&mut self.line);
            self.end_of_line(&line);
            let ended_with_return = rest.first() == Some(&b'\r');
            bytes = rest.get(1..).unwrap_or_default();
            if ended_with_return {
                self.after_return = bytes.is_empty();
                bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            }
        }
        self.extend(bytes)
    }

    /// The next event that has ended.
    pub fn next_event(&mut self) -> Option<Event> {
        self.ready.pop_front()
    }

    fn extend(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let held = [self.line.len(), self.data.len(), self.event.len(), self.id.len(), bytes.len()];
        if held.into_iter().fold(0, usize::saturating_add) > self.limit {
            return Err(Error::too_large());
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn end_of_line(&mut self, line: &[u8]) {
        let line = if std::mem::replace(&mut self.begun, true) {
            line
        } else {
            line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
        };
        if line.is_empty() {
            return self.end_of_event();
        }
        let line = String::from_utf8_lossy(line);
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = value.into(),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // More digits than a number holds are longer than anybody waits.
                self.retry = Some(Duration::from_millis(value.parse().unwrap_or(u64::MAX)));
            }
            _ => {}
        }
    }

    fn end_of_event(&mut self) {
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        if data.pop().is_none() {
            return;
        }
        let event = if event.is_empty() { "message".to_owned() } else { event };
        self.ready.push_back(Event { id: Arc::clone(&self.id), event, data, retry: self.retry });
    }
}

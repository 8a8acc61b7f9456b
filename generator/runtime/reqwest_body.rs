//! Input: a body whose sources are open. Output: the same as `reqwest` sends it.
//! Invariant: no read blocks the executor, and one chunk at a time is held.

use std::io::{self, Read as _};
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use super::body::{Body, BodyReader};
use super::error::Error;

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// Opens the body, off the executor where a file is to be opened.
pub(crate) async fn outgoing(body: Body) -> Result<reqwest::Body, Error> {
    if let Some(bytes) = body.shared() {
        return Ok(bytes.into());
    }
    let opened = spawn_blocking(move || body.into_reader()).await.map_err(io::Error::other);
    let reader = opened.and_then(|opened| opened).map_err(Error::body_unavailable)?;
    Ok(reqwest::Body::wrap(Outgoing { left: reader.len(), state: State::Ready(Mutex::new(reader)) }))
}

/// A body on its way.
struct Outgoing {
    state: State,
    left: Option<u64>,
}

enum State {
    /// Between two reads. The lock is never taken: it lets the body be shared, as `reqwest` wants it.
    Ready(Mutex<BodyReader>),
    Reading(JoinHandle<io::Result<(Vec<u8>, BodyReader)>>),
    Ended,
}

fn read(mut reader: BodyReader) -> io::Result<(Vec<u8>, BodyReader)> {
    let mut chunk = vec![0; CHUNK];
    loop {
        match reader.read(&mut chunk) {
            Ok(read) => {
                chunk.truncate(read);
                return Ok((chunk, reader));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Ready(reader) => {
                    let reader = reader.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
                    self.state = State::Reading(spawn_blocking(move || read(reader)));
                }
                State::Reading(mut task) => {
                    let Poll::Ready(done) = Pin::new(&mut task).poll(context) else {
                        self.state = State::Reading(task);
                        return Poll::Pending;
                    };
                    return Poll::Ready(match done.map_err(io::Error::other).and_then(|done| done) {
                        Err(error) => Some(Err(error)),
                        Ok((chunk, _)) if chunk.is_empty() => None,
                        Ok((chunk, reader)) => {
                            let sent = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
                            self.left = self.left.map(|left| left.saturating_sub(sent));
                            self.state = State::Ready(Mutex::new(reader));
                            Some(Ok(Frame::data(chunk.into())))
                        }
                    });
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

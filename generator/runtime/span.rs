//! Input: the course of a call. Output: its `tracing` span, where the feature is on; else nothing.
//! Invariant: a span holds what the documentation says and how it ended: no values, no bodies, no secrets.

use http::StatusCode;

/// The span of a call.
#[derive(Clone)]
pub(crate) struct Span(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(feature = "tracing")]
impl Span {
    pub(crate) fn new(method: &'static str, path: &'static str) -> Self {
        use tracing::field::Empty;
        Self(tracing::info_span!("api_call", method, path, status = Empty, attempts = Empty))
    }

    pub(crate) fn record(&self, status: Option<StatusCode>, attempts: u32) {
        if let Some(status) = status {
            self.0.record("status", status.as_u16());
        }
        self.0.record("attempts", attempts);
    }

    pub(crate) fn around<T>(self, work: impl FnOnce() -> T) -> T {
        self.0.in_scope(work)
    }

    pub(crate) async fn around_async<T>(self, work: impl Future<Output = T>) -> T {
        tracing::Instrument::instrument(work, self.0).await
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn new(_method: &'static str, _path: &'static str) -> Self {
        Self()
    }

    pub(crate) fn record(&self, _status: Option<StatusCode>, _attempts: u32) {}

    pub(crate) fn around<T>(self, work: impl FnOnce() -> T) -> T {
        work()
    }

    pub(crate) async fn around_async<T>(self, work: impl Future<Output = T>) -> T {
        work.await
    }
}

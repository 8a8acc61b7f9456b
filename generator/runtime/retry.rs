//! Input: a policy, what has happened and when. Output: how long to wait before the next attempt, or that there is none.
//! Invariant: arithmetic alone: no clock is read, nothing sleeps, and no chance is drawn here.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// How often a failed request is repeated, and how long the waits between are.
///
/// Repeated are only requests that do no harm twice (GET, HEAD, PUT, DELETE, OPTIONS, and others when a call says so),
/// after no connection, a 408, a 429 or a 5xx other than 501 and 505. The waits double from the first to the longest, each
/// shortened by chance down to its half, so that clients which failed together do not return together. A `Retry-After` is
/// obeyed; one that leads beyond the total time ends the attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    attempts: u32,
    total: Duration,
    first: Duration,
    longest: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            total: Duration::from_secs(60),
            first: Duration::from_millis(500),
            longest: Duration::from_secs(8),
        }
    }
}

impl RetryPolicy {
    /// Three attempts within a minute.
    pub fn new() -> Self {
        Self::default()
    }

    /// One attempt.
    pub fn off() -> Self {
        Self::default().max_attempts(1)
    }

    /// How many attempts are made at most, the first among them.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The time within which another attempt may begin and must end, counted from the start of the first. One whose answer
    /// is read as it arrives must begin within it.
    pub fn total_time(mut self, time: Duration) -> Self {
        self.total = time;
        self
    }

    /// The wait before the second attempt.
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.first = wait;
        self
    }

    /// What no wait but one that the API asks for exceeds.
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// How long to wait after attempt number `made` (from 1), when `elapsed` has passed since the first began. `chance`
    /// is any number; `asked` is what the API wants.
    pub(crate) fn wait(&self, made: u32, elapsed: Duration, asked: Option<Duration>, chance: u32) -> Option<Duration> {
        if made >= self.attempts {
            return None;
        }
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(made.saturating_sub(1))).min(self.longest);
        let half = doubled / 2;
        let own = half.saturating_add(half.mul_f64(f64::from(chance) / f64::from(u32::MAX)));
        let wait = own.max(asked.unwrap_or_default());
        (elapsed.saturating_add(wait) < self.total).then_some(wait)
    }

    /// Whether there is one attempt only.
    pub(crate) fn is_off(&self) -> bool {
        self.attempts <= 1
    }

    /// What remains for an attempt that begins now.
    pub(crate) fn remaining(&self, elapsed: Duration) -> Duration {
        self.total.saturating_sub(elapsed)
    }
}

/// Whether a request with this method does no harm twice.
pub(crate) fn is_idempotent(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE")
}

/// The wait that an answer asks for, in seconds or until a date. A date is read by the API's own clock where it shows it:
/// ours may differ.
pub(crate) fn asked_wait(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds are longer than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = date.and_then(|date| httpdate::parse_http_date(date.trim()).ok()).unwrap_or(now);
    Some(until.duration_since(now).unwrap_or_default())
}

//! Input: the limits of a run, and what it has used of them. Output: how much is left, or the fault that it is nothing.
//! Invariant: every wait and every byte is counted here, so that no site makes a run endless.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::fault::Fault;
use crate::project::FetchOptions;

/// Between two questions of one worker.
const PAUSE: Duration = Duration::from_millis(40);
/// The longest that a site may make a run wait.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What a run has left.
#[derive(Debug)]
pub(super) struct Budget {
    begun: Instant,
    max_time: Duration,
    timeout: Duration,
    max_page_bytes: u64,
    max_total_bytes: u64,
    bytes: AtomicU64,
    answers: AtomicU64,
    /// Before this nobody asks.
    resume: Mutex<Instant>,
}

impl Budget {
    /// All of it.
    pub(super) fn new(options: &FetchOptions) -> Self {
        let now = Instant::now();
        Self {
            begun: now,
            max_time: options.max_time,
            timeout: options.timeout,
            max_page_bytes: options.max_page_bytes,
            max_total_bytes: options.max_total_bytes,
            bytes: AtomicU64::new(0),
            answers: AtomicU64::new(0),
            resume: Mutex::new(now),
        }
    }

    /// How long the next answer may take.
    pub(super) fn time(&self) -> Result<Duration, Fault> {
        match self.max_time.checked_sub(self.begun.elapsed()) {
            Some(left) if !left.is_zero() => Ok(left.min(self.timeout)),
            _ => Err(Fault::OutOfTime(self.max_time)),
        }
    }

    /// The fault of an answer that took too long.
    pub(super) fn late(&self) -> Fault {
        self.time().map_or_else(|fault| fault, |_| Fault::Slow(self.timeout))
    }

    /// How many bytes an answer may have.
    pub(super) fn page_bytes(&self) -> u64 {
        self.max_page_bytes
    }

    /// Counts bytes that came.
    pub(super) fn take(&self, bytes: u64) -> Result<(), Fault> {
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > self.max_total_bytes {
            Err(Fault::TooMuch(self.max_total_bytes))
        } else {
            Ok(())
        }
    }

    /// Counts an answer with a text in it.
    pub(super) fn answered(&self) {
        self.answers.fetch_add(1, Ordering::Relaxed);
    }

    /// How many answers had a text, and how many bytes came.
    pub(super) fn used(&self) -> (u64, u64) {
        (self.answers.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }

    /// Makes all wait that long, unless it is too long.
    pub(super) fn hold(&self, wait: Duration) -> Result<(), ()> {
        if wait > LONGEST_WAIT || self.begun.elapsed() + wait > self.max_time {
            return Err(());
        }
        let mut resume = self.resume.lock().unwrap_or_else(PoisonError::into_inner);
        *resume = (*resume).max(Instant::now() + wait);
        Ok(())
    }

    /// Waits until the next question may be asked.
    pub(super) fn wait(&self) {
        let resume = *self.resume.lock().unwrap_or_else(PoisonError::into_inner);
        std::thread::sleep(resume.saturating_duration_since(Instant::now()).max(PAUSE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_counted_over_all_answers() {
        let budget = Budget::new(&FetchOptions { max_total_bytes: 10, ..FetchOptions::default() });
        assert_eq!(budget.take(10), Ok(()));
        assert_eq!(budget.take(1), Err(Fault::TooMuch(10)));
    }

    #[test]
    fn a_run_ends_and_waits_no_longer_than_it_may() {
        let over = Budget::new(&FetchOptions { max_time: Duration::ZERO, ..FetchOptions::default() });
        assert_eq!(over.time(), Err(Fault::OutOfTime(Duration::ZERO)));
        let budget = Budget::new(&FetchOptions::default());
        assert!(budget.hold(Duration::ZERO).is_ok() && budget.hold(Duration::from_secs(3600)).is_err());
        assert!(over.hold(Duration::from_secs(1)).is_err());
    }
}

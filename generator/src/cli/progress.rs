//! Input: what a run is at. Output: one line on the terminal while it lasts, gone when it ends.
//! Invariant: nothing at all where nobody watches, or where the run ends within a moment.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What takes less than this needs no word.
const MOMENT: Duration = Duration::from_millis(700);
/// How often the line is written anew.
const BEAT: Duration = Duration::from_millis(200);

/// The line, as long as this lives.
#[derive(Debug)]
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
    what: Arc<Mutex<String>>,
}

impl Progress {
    /// Begins; `what` says what is being done.
    pub(super) fn start(what: &'static str) -> Self {
        let what = Arc::new(Mutex::new(what.to_owned()));
        // The log of a CI run keeps what a terminal would write over.
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let is_logged = is_dumb || std::env::var_os("CI").is_some_and(|set| set != "false");
        if !std::io::stderr().is_terminal() || is_logged {
            return Self { running: None, what };
        }
        let now = Arc::clone(&what);
        let (end, ended) = channel::<()>();
        let begun = Instant::now();
        let thread = std::thread::spawn(move || {
            let mut shown = false;
            let mut wait = MOMENT;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let _ = write!(
                    std::io::stderr().lock(),
                    "\r{}\x1b[K",
                    line(&now.lock().unwrap_or_else(PoisonError::into_inner), begun.elapsed())
                );
                shown = true;
                wait = BEAT;
            }
            if shown {
                let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
            }
        });
        Self { running: Some((end, thread)), what }
    }

    /// Says what is being done now.
    #[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "only what comes in parts says how far it is"))]
    pub(super) fn tell(&self, what: String) {
        *self.what.lock().unwrap_or_else(PoisonError::into_inner) = what;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.running.take() {
            drop(end);
            // What is printed next must not stand behind the line.
            let _ = thread.join();
        }
    }
}

fn line(what: &str, passed: Duration) -> String {
    format!("{what} ... {:.1} s", passed.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_goes_on_and_for_how_long() {
        assert_eq!(line("reading the pages", Duration::from_millis(2340)), "reading the pages ... 2.3 s");
    }

    #[test]
    fn it_ends_at_once_when_the_work_does() {
        let begun = Instant::now();
        drop(Progress::start("x"));
        assert!(begun.elapsed() < MOMENT);
    }
}

//! Input: a URL, and what is asked. Output: what came of it, redirects followed and busy sites waited for.
//! Invariant: every step of a redirect is judged like the first, and no question is asked more than a few times.

use std::time::{Duration, SystemTime};

use ureq::http::{HeaderMap, header};
use url::Url;

use super::address::Hosts;
use super::client::{Client, Exchange, Question};
use super::fault::Fault;
use super::limits::Budget;

/// How often a redirect is followed.
const MAX_REDIRECTS: usize = 5;
/// How often one question is asked.
const MAX_TRIES: u32 = 4;
/// Before the second time; doubled before each that follows.
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// What came of a question.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A text that is wanted.
    Text {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its validators.
        etag: Option<String>,
        /// See `etag`.
        last_modified: Option<String>,
    },
    /// The text that is here is the site's.
    NotModified,
    /// There is nothing.
    Absent,
    /// Something else than what was asked for: why it is not taken.
    Unfit(String),
}

/// Asks a site.
#[derive(Debug)]
pub(super) struct Transfer {
    client: Client,
    hosts: Hosts,
    /// What is left.
    pub(super) budget: Budget,
}

impl Transfer {
    pub(super) fn new(hosts: Hosts, budget: Budget) -> Self {
        Self { client: Client::new(), hosts, budget }
    }

    /// Whether an address may be asked.
    pub(super) fn judge(&self, url: &Url) -> Result<(), String> {
        self.hosts.judge(url)
    }

    /// Asks, and follows where the answer leads.
    pub(super) fn get(&self, url: &Url, question: Question<'_>) -> Result<Answer, Fault> {
        self.hosts.judge(url).map_err(Fault::Refused)?;
        let mut url = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            let exchange = self.patiently(&url, question)?;
            let next = match exchange.status {
                301 | 302 | 303 | 307 | 308 => text(&exchange.headers, header::LOCATION),
                _ => return self.answer(exchange, question),
            };
            let Some(next) = next.and_then(|next| url.join(&next).ok()) else {
                return Ok(Answer::Unfit(format!(
                    "the answer is {}, and does not say where it leads",
                    exchange.status
                )));
            };
            if let Err(why) = self.hosts.judge(&next) {
                return Ok(Answer::Unfit(format!("it leads to `{next}`, which is not asked: {why}")));
            }
            url = next;
        }
        Ok(Answer::Unfit(format!("it leads on more than {MAX_REDIRECTS} times")))
    }

    fn answer(&self, exchange: Exchange, question: Question<'_>) -> Result<Answer, Fault> {
        match exchange.status {
            200 => Ok(match exchange.body {
                Ok(bytes) => {
                    self.budget.answered();
                    let etag = text(&exchange.headers, header::ETAG);
                    Answer::Text { bytes, etag, last_modified: text(&exchange.headers, header::LAST_MODIFIED) }
                }
                Err(why) => Answer::Unfit(why),
            }),
            304 if question.etag.or(question.last_modified).is_some() => Ok(Answer::NotModified),
            304 => Err(Fault::UnaskedNotModified),
            404 | 410 => Ok(Answer::Absent),
            status @ 500.. => Err(Fault::Status(status)),
            status => Ok(Answer::Unfit(format!("the answer is {status}"))),
        }
    }

    /// Asks until there is an answer, within reason.
    fn patiently(&self, url: &Url, question: Question<'_>) -> Result<Exchange, Fault> {
        let mut wait = FIRST_WAIT;
        for attempt in 1.. {
            self.budget.wait();
            let is_last = attempt == MAX_TRIES;
            let exchange = match self.client.ask(url, question, &self.budget) {
                Ok(exchange) => exchange,
                Err(fault) if is_last || !fault.may_pass() || self.budget.hold(wait).is_err() => return Err(fault),
                Err(_) => {
                    wait *= 2;
                    continue;
                }
            };
            if !matches!(exchange.status, 429 | 503) {
                return Ok(exchange);
            }
            let asked = retry_after(&exchange.headers, SystemTime::now());
            if is_last {
                return Err(Fault::Busy(exchange.status, None));
            }
            self.budget.hold(asked.unwrap_or(wait)).map_err(|()| Fault::Busy(exchange.status, asked))?;
            wait *= 2;
        }
        Err(Fault::OutOfTime(wait))
    }
}

/// How long a busy site asks to wait: a number of seconds, or a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER)?;
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    Some(httpdate::parse_http_date(value.trim()).ok()?.duration_since(now).unwrap_or_default())
}

/// A header, where it is plain text of a sensible length.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (value.len() <= 2000).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_site_names_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Wed, 21 Oct 2015 07:28:00 GMT").unwrap();
        let after = |value: &'static str| {
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, value.parse().unwrap())]);
            retry_after(&headers, now).map(|wait| wait.as_secs())
        };
        assert_eq!(after("7"), Some(7));
        assert_eq!(after("Wed, 21 Oct 2015 07:28:09 GMT"), Some(9));
        assert_eq!(after("Wed, 21 Oct 2015 07:27:00 GMT"), Some(0));
        assert_eq!(after("soon"), None);
    }
}

//! Input: nothing; this is how asking a site can fail. Output: [`Fault`] of one address, [`FetchError`] of a run.
//! Invariant: one line each, which names the address; where a key of api.toml would help, it is named.

use std::fmt;
use std::time::Duration;

use url::Url;

/// Why an address gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It must not be asked, for this reason.
    Refused(String),
    /// Nobody answers there.
    Unreachable(String),
    /// The answer took longer than this.
    Slow(Duration),
    /// The run took longer than this.
    OutOfTime(Duration),
    /// An answer that is neither a page nor says where it is.
    Status(u16),
    /// The site asks to come back later than this run waits.
    Busy(u16, Option<Duration>),
    /// It says that nothing changed, without having been asked for changes.
    UnaskedNotModified,
    /// It has more bytes than one answer may have.
    TooLarge(u64),
    /// All answers together have more bytes than they may.
    TooMuch(u64),
    /// The answer broke off.
    CutOff(String),
    /// The answer is none that can be read.
    Garbled(String),
    /// The answer is packed in a way that was not asked for.
    Packed(String),
}

impl Fault {
    /// Whether the same question may be answered a moment later.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::CutOff(_))
    }

    /// Whether it is about the run, and not about the address that it came to light with.
    pub(super) fn is_of_run(&self) -> bool {
        matches!(self, Self::OutOfTime(_) | Self::TooMuch(_))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mib = |bytes: &u64| bytes >> 20;
        match self {
            Self::Refused(why) => write!(f, "it is not asked: {why}"),
            Self::Unreachable(why) => write!(f, "nobody answers: {why}"),
            Self::Slow(limit) => write!(f, "no whole answer came within {} s (`timeout` of [fetch])", limit.as_secs()),
            Self::OutOfTime(limit) => {
                write!(f, "the run took longer than {} s (`max-time` of [fetch])", limit.as_secs())
            }
            Self::Status(status) => write!(f, "the answer is {status}"),
            Self::Busy(status, None) => write!(f, "the answer is {status}, again and again"),
            Self::Busy(status, Some(wait)) => {
                write!(f, "the answer is {status}: ask again in {} s, which is too long to wait for", wait.as_secs())
            }
            Self::UnaskedNotModified => f.write_str("the answer is 304, not modified, and no page was sent before"),
            Self::TooLarge(limit) => write!(f, "it is larger than {} MiB (`max-page-mib` of [fetch])", mib(limit)),
            Self::TooMuch(limit) => {
                write!(f, "all answers are larger than {} MiB together (`max-total-mib` of [fetch])", mib(limit))
            }
            Self::CutOff(why) => write!(f, "the answer broke off: {why}"),
            Self::Garbled(why) => write!(f, "the answer cannot be read: {why}"),
            Self::Packed(coding) => write!(f, "the answer is packed as `{coding}`, which was not asked for"),
        }
    }
}

/// Why a run gives no pages. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// api.toml does not say where the pages are, or not so that they can be asked for.
    Site(String),
    /// An address that has to be there gives nothing; how many others did not either.
    Address {
        /// The first that failed.
        url: String,
        /// Why.
        why: String,
        /// How many more failed.
        others: usize,
        /// How many pages were taken, which the next run need not ask for again.
        taken: usize,
    },
    /// Nothing lists the pages: what was tried, and why it does not.
    NoList(Vec<(String, String)>),
    /// What lists the pages lists none that may be taken: its address, and why not.
    NoPage(String, String),
    /// The run has used up what it may.
    Limit(String),
    /// There are more pages than there may be.
    TooManyPages(usize, usize),
}

impl FetchError {
    /// Of an address that gives nothing.
    pub(super) fn at(url: &Url, why: String) -> Self {
        Self::Address { url: url.to_string(), why, others: 0, taken: 0 }
    }

    /// Of an address that could not be asked.
    pub(super) fn of(url: &Url, fault: &Fault) -> Self {
        if fault.is_of_run() { Self::Limit(fault.to_string()) } else { Self::at(url, fault.to_string()) }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(why) | Self::Limit(why) => f.write_str(why),
            Self::Address { url, why, others, taken } => {
                write!(f, "`{url}`: {why}")?;
                match others {
                    0 => {}
                    1 => f.write_str("; and 1 more")?,
                    _ => write!(f, "; and {others} more")?,
                }
                match taken {
                    0 => Ok(()),
                    1 => f.write_str("; 1 page came, and is not asked for again within the hour"),
                    _ => write!(f, "; {taken} pages came, and are not asked for again within the hour"),
                }
            }
            Self::NoList(tried) => {
                f.write_str("nothing lists the pages")?;
                for (at, (url, why)) in tried.iter().enumerate() {
                    write!(f, "{} `{url}`: {why}", if at == 0 { ":" } else { ";" })?;
                }
                f.write_str("; name what does in api.toml (`from` of [fetch])")
            }
            Self::NoPage(url, why) => write!(f, "`{url}` lists no page that can be taken: {why}"),
            Self::TooManyPages(count, limit) => {
                write!(
                    f,
                    "{count} pages are listed, and no more than {limit} are taken (`pages` and `max-pages` of [fetch])"
                )
            }
        }
    }
}

impl std::error::Error for FetchError {}

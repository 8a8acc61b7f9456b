//! Input: an operation that gives a list in pages, and one of its pages. Output: the same operation, asking for the next.
//! Invariant: it ends: a token that was there before is an error, never a second round, and so are pages that stay empty.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use serde::Serialize;

use super::Json;
use super::error::Error;
use super::operation::Operation;

/// An operation that gives a list page by page. The operations whose documentation shows how implement it.
pub trait Paged: Operation + Clone {
    /// What the list holds.
    type Item;

    /// The items of a page, in order.
    fn items(page: Self::Output) -> Vec<Self::Item>;

    /// How many items a page has.
    fn item_count(page: &Self::Output) -> usize;

    /// Where the page begins that this operation asks for; `None` where it leaves that to the API.
    fn current_page_token(&self) -> Option<PageToken>;

    /// Where the page begins that follows `page`; `None` where there is none.
    fn next_page_token(&self, page: &Self::Output) -> Option<PageToken>;

    /// Asks for the page that begins there.
    fn set_page_token(&mut self, token: PageToken);
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PageToken {
    /// A cursor, which means something to the API alone.
    Text(String),
    /// An offset, the number of a page, or a cursor that is a number.
    Number(i64),
}

impl PageToken {
    /// What a parameter or a member holds; `None` where it is missing, `null`, empty or no single value.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Option<Self> {
        match serde_json::to_value(value).ok()? {
            Json::String(text) if !text.is_empty() => Some(Self::Text(text)),
            Json::Number(number) => whole(&number).map(Self::Number),
            _ => None,
        }
    }

    /// As a parameter that is a text.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }

    /// As a parameter that is a number.
    pub(crate) fn number(&self) -> i64 {
        match self {
            Self::Text(text) => text.parse().unwrap_or_default(),
            Self::Number(number) => *number,
        }
    }
}

/// A whole number, also where it is written `3.0`.
fn whole(number: &serde_json::Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < EXACT)?;
        Some(float as i64)
    })
}

fn number<T: Serialize + ?Sized>(value: &T) -> Option<i64> {
    match PageToken::of(value) {
        Some(PageToken::Number(number)) => Some(number),
        _ => None,
    }
}

/// What a page says of those that follow.
#[derive(Debug, Default)]
pub(crate) struct PageInfo {
    items: usize,
    more: Option<bool>,
    next: Option<Option<PageToken>>,
    last: Option<i64>,
    total: Option<i64>,
    per_page: Option<i64>,
}

impl PageInfo {
    /// Of a page with this many items.
    pub(crate) fn of(items: usize) -> Self {
        Self { items, ..Self::default() }
    }

    /// Whether more pages follow.
    pub(crate) fn more<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.more = serde_json::to_value(value).ok().and_then(|value| value.as_bool());
        self
    }

    /// Where the next page begins.
    pub(crate) fn next<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.next = Some(PageToken::of(value));
        self
    }

    /// The number of the last page.
    pub(crate) fn last<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.last = number(value).filter(|last| *last > 0);
        self
    }

    /// How many items the whole list has.
    pub(crate) fn total<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        // A total that is no more than what this page holds may count this page alone, and then nothing follows from it.
        self.total = number(value).filter(|total| usize::try_from(*total).is_ok_and(|total| total > self.items));
        self
    }

    /// How many items a full page has.
    pub(crate) fn per_page<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.per_page =
            number(value).filter(|size| *size > 0 && usize::try_from(*size).is_ok_and(|size| size >= self.items));
        self
    }

    /// The cursor of the next page.
    pub(crate) fn cursor(self) -> Option<PageToken> {
        self.next.flatten().filter(|_| self.more != Some(false))
    }

    /// The offset of the next page, after one that began at `from`.
    pub(crate) fn offset(self, from: Option<&PageToken>) -> Option<PageToken> {
        if self.is_over() {
            return None;
        }
        if let Some(next) = self.next {
            return next;
        }
        let next = from.map_or(0, PageToken::number).checked_add(i64::try_from(self.items).ok()?)?;
        self.total.is_none_or(|total| next < total).then_some(PageToken::Number(next))
    }

    /// The number of the next page, after page `at`; the first one is `first`.
    pub(crate) fn page(self, at: Option<&PageToken>, first: i64) -> Option<PageToken> {
        if self.is_over() {
            return None;
        }
        if let Some(next) = self.next {
            return next;
        }
        let at = at.map_or(first, PageToken::number);
        let next = at.checked_add(1)?;
        let full = self.total.zip(self.per_page).map(|(total, size)| (total - 1) / size + first);
        let is_last = |last: Option<i64>| last.is_some_and(|last| at >= last);
        (!is_last(self.last) && !is_last(full)).then_some(PageToken::Number(next))
    }

    fn is_over(&self) -> bool {
        self.items == 0 || self.more == Some(false)
    }
}

/// How many pages without an item may follow each other.
const MOST_EMPTY_PAGES: usize = 100;

/// The way through the pages of an operation.
pub(crate) struct Turning<O> {
    next: Option<Result<O, Error>>,
    seen: Seen,
    /// How many pages without an item have come since the last one with some.
    empty: usize,
}

/// Where pages have begun. Of a token, which can be of any length, two hashes are kept, with keys that nobody knows.
#[derive(Default)]
struct Seen {
    tokens: HashSet<(u64, u64)>,
    keys: (RandomState, RandomState),
}

impl Seen {
    /// Whether the token is new.
    fn insert(&mut self, token: &PageToken) -> bool {
        self.tokens.insert((self.keys.0.hash_one(token), self.keys.1.hash_one(token)))
    }
}

impl<O: Paged> Turning<O> {
    pub(crate) fn new(first: O) -> Self {
        let mut seen = Seen::default();
        if let Some(token) = first.current_page_token() {
            seen.insert(&token);
        }
        Self { next: Some(Ok(first)), seen, empty: 0 }
    }

    /// What to ask for now; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Result<O, Error>> {
        self.next.take()
    }

    /// Whether there is nothing more to ask for, once what was asked for is there.
    pub(crate) fn is_over(&self) -> bool {
        self.next.is_none()
    }

    /// Takes the answer to what was asked for, and gives it to the caller. After an error the way is over.
    pub(crate) fn arrived(&mut self, mut asked: O, answer: Result<O::Output, Error>) -> Result<O::Output, Error> {
        let page = answer?;
        self.empty = if O::item_count(&page) == 0 { self.empty + 1 } else { 0 };
        if let Some(token) = asked.next_page_token(&page) {
            self.next = Some(if !self.seen.insert(&token) {
                Err(Error::repeated_page().of((O::METHOD, O::PATH)))
            } else if self.empty >= MOST_EMPTY_PAGES {
                Err(Error::empty_pages().of((O::METHOD, O::PATH)))
            } else {
                asked.set_page_token(token);
                Ok(asked)
            });
        }
        Ok(page)
    }
}

//! Input: an operation that gives a list in pages, and one of its pages. Output: the same operation, asking for the next.
//! Invariant: it ends: a token that was there before is an error, never a second round, and so are pages that stay empty.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use serde::Serialize;

use super::Json;
use super::error::Error;
use super::operation::Operation;
use super::presence::Presence;

/// An operation that gives a list page by page. The operations whose documentation shows how implement it.
pub trait Paged: Operation + Clone {
    /// What the list holds.
    type Item;

    /// The items of a page, in order.
    fn items(page: Self::Output) -> Vec<Self::Item>;

    /// What a page says of those that follow.
    fn page_info(&self, page: &Self::Output) -> PageInfo;

    /// The input that says where a page begins.
    fn page_input(&mut self) -> &mut dyn PageInput;

    /// Where the page begins that this operation asks for; `None` where it leaves that to the API.
    fn current_page_token(&self) -> Option<PageToken> {
        self.clone().page_input().token()
    }

    /// Where the page begins that follows `page`; `None` where there is none.
    fn next_page_token(&self, page: &Self::Output) -> Option<PageToken> {
        self.page_info(page).following(|| self.current_page_token())
    }

    /// Asks for the page that begins there.
    fn set_page_token(&mut self, token: PageToken) {
        self.page_input().set(token);
    }
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

    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }

    fn number(&self) -> i64 {
        match self {
            Self::Text(text) => text.parse().unwrap_or_default(),
            Self::Number(number) => *number,
        }
    }
}

/// An input that says where a page begins.
pub trait PageInput {
    /// Where it says that; `None` where it says nothing.
    fn token(&self) -> Option<PageToken>;

    /// Says it.
    fn set(&mut self, token: PageToken);
}

macro_rules! page_input {
    ($($input:ty: $token:ident => $value:expr;)*) => {$(
        impl PageInput for Option<$input> {
            fn token(&self) -> Option<PageToken> {
                PageToken::of(self)
            }

            fn set(&mut self, $token: PageToken) {
                *self = Some($value);
            }
        }

        impl PageInput for Presence<$input> {
            fn token(&self) -> Option<PageToken> {
                PageToken::of(self)
            }

            fn set(&mut self, $token: PageToken) {
                *self = Self::Value($value);
            }
        }
    )*};
}

page_input! {
    String: token => token.into_text();
    i64: token => token.number();
    u64: token => token.number().unsigned_abs();
    f64: token => token.number() as f64;
    serde_json::Number: token => token.number().into();
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

/// What asks for the next page.
#[derive(Clone, Copy, Debug)]
enum Way {
    Cursor,
    Offset,
    /// Its number; that of the first page.
    Number(i64),
}

/// What a page says of those that follow.
#[derive(Debug)]
pub struct PageInfo {
    way: Way,
    items: usize,
    more: Option<bool>,
    next: Option<Option<PageToken>>,
    last: Option<i64>,
    total: Option<i64>,
    per_page: Option<i64>,
}

impl PageInfo {
    fn new(way: Way, items: usize) -> Self {
        Self { way, items, more: None, next: None, last: None, total: None, per_page: None }
    }

    /// Of a page with this many items; the next one begins at a cursor that the API gives.
    pub fn by_cursor(items: usize) -> Self {
        Self::new(Way::Cursor, items)
    }

    /// Of a page with this many items; the next one begins behind them.
    pub fn by_offset(items: usize) -> Self {
        Self::new(Way::Offset, items)
    }

    /// Of a page with this many items, of pages that are counted from `first` on.
    pub fn by_number(items: usize, first: i64) -> Self {
        Self::new(Way::Number(first), items)
    }

    /// Whether more pages follow.
    #[must_use]
    pub fn more<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.more = serde_json::to_value(value).ok().and_then(|value| value.as_bool());
        self
    }

    /// Where the next page begins.
    #[must_use]
    pub fn next<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.next = Some(PageToken::of(value));
        self
    }

    /// The number of the last page.
    #[must_use]
    pub fn last<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.last = number(value).filter(|last| *last > 0);
        self
    }

    /// How many items the whole list has.
    #[must_use]
    pub fn total<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        // A total that is no more than what this page holds may count this page alone, and then nothing follows from it.
        self.total = number(value).filter(|total| usize::try_from(*total).is_ok_and(|total| total > self.items));
        self
    }

    /// How many items a full page has.
    #[must_use]
    pub fn per_page<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.per_page =
            number(value).filter(|size| *size > 0 && usize::try_from(*size).is_ok_and(|size| size >= self.items));
        self
    }

    /// Where the page after this one begins, which began at `here`; `None` where there is none.
    fn following(self, here: impl FnOnce() -> Option<PageToken>) -> Option<PageToken> {
        if self.more == Some(false) {
            return None;
        }
        let here = || here().as_ref().map(PageToken::number);
        match (self.way, self.next) {
            (Way::Cursor, next) => next.flatten(),
            _ if self.items == 0 => None,
            (_, Some(next)) => next,
            (Way::Offset, None) => {
                let next = here().unwrap_or_default().checked_add(i64::try_from(self.items).ok()?)?;
                self.total.is_none_or(|total| next < total).then_some(PageToken::Number(next))
            }
            (Way::Number(first), None) => {
                let here = here().unwrap_or(first);
                let full = self.total.zip(self.per_page).map(|(total, size)| (total - 1) / size + first);
                let is_last = |last: Option<i64>| last.is_some_and(|last| here >= last);
                let next = here.checked_add(1)?;
                (!is_last(self.last) && !is_last(full)).then_some(PageToken::Number(next))
            }
        }
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
    pub(crate) fn new(mut first: O) -> Self {
        let mut seen = Seen::default();
        if let Some(token) = first.page_input().token() {
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
        let info = asked.page_info(&page);
        self.empty = if info.items == 0 { self.empty + 1 } else { 0 };
        if let Some(token) = info.following(|| asked.page_input().token()) {
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

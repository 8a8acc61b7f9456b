//! Input: an operation that gives a list in pages, and a client. Output: its pages, or its items, one after the other.
//! Invariant: nothing is asked for before somebody wants it, and after an error nothing more.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::{FusedStream, Stream};

use super::client::Client;
use super::client_kind::{Async, Blocking, ClientKind};
use super::error::Error;
use super::pagination::{Paged, Turning};

/// The pages of a list. Those of an async client are a [`Stream`], and there is [`next`](Self::next); those of a blocking
/// client are an [`Iterator`].
///
/// Every page is asked for with the options of the operation. How many are taken is the caller's to say: a list has as
/// many pages as the API gives. A page that begins where an earlier one did is an error ([`Error::is_repeated_page`]), and
/// so is the next one after 100 in a row without an item ([`Error::is_empty_pages`]).
#[must_use = "no page is asked for before it is wanted"]
pub struct Pages<O: Paged<Output: 'static>, K: ClientKind = Async> {
    client: Client<O::Api, K>,
    turning: Turning<O>,
    /// The page that is on its way, so that nothing is lost where somebody stops waiting for it.
    coming: Option<(O, K::Answer<O::Output>)>,
}

/// The items of a list, page after page. Those of an async client are a [`Stream`], and there is [`next`](Self::next);
/// those of a blocking client are an [`Iterator`].
#[must_use = "no page is asked for before it is wanted"]
pub struct Items<O: Paged<Output: 'static>, K: ClientKind = Async> {
    pages: Pages<O, K>,
    here: std::vec::IntoIter<O::Item>,
}

impl<O: Paged<Output: 'static>, K: ClientKind> Pages<O, K> {
    pub(crate) fn new(client: Client<O::Api, K>, first: O) -> Self {
        Self { client, turning: Turning::new(first), coming: None }
    }

    /// The items of these pages, from the next page on.
    pub fn items(self) -> Items<O, K> {
        Items { pages: self, here: Vec::new().into_iter() }
    }
}

impl<O: Paged<Output: 'static>> Pages<O> {
    /// The next page; `None` at the end.
    ///
    /// Dropping the future loses nothing: the page that was on its way is the next one.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Output, Error>>> {
        if self.coming.is_none() {
            match self.turning.next() {
                Some(Ok(operation)) => self.coming = Some((operation.clone(), self.client.call(&operation))),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        let Some((_, call)) = &mut self.coming else { return Poll::Ready(None) };
        let answer = ready!(Pin::new(call).poll(context));
        let arrived = self.coming.take().map(|(operation, _)| self.turning.arrived(operation, answer));
        Poll::Ready(arrived)
    }
}

impl<O: Paged<Output: 'static>> Items<O> {
    /// The next item; `None` at the end.
    ///
    /// Dropping the future loses nothing: the page that was on its way is the next one.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Item, Error>>> {
        loop {
            if let Some(item) = self.here.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.here = O::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// What is on its way is boxed, and nothing else is ever pinned.
impl<O: Paged<Output: 'static>, K: ClientKind> Unpin for Pages<O, K> {}
impl<O: Paged<Output: 'static>, K: ClientKind> Unpin for Items<O, K> {}

impl<O: Paged<Output: 'static>> Stream for Pages<O> {
    type Item = Result<O::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<O: Paged<Output: 'static>> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<O: Paged<Output: 'static>> FusedStream for Pages<O> {
    fn is_terminated(&self) -> bool {
        self.coming.is_none() && self.turning.is_over()
    }
}

impl<O: Paged<Output: 'static>> FusedStream for Items<O> {
    fn is_terminated(&self) -> bool {
        self.here.as_slice().is_empty() && self.pages.is_terminated()
    }
}

impl<O: Paged<Output: 'static>> Iterator for Pages<O, Blocking> {
    type Item = Result<O::Output, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let operation = match self.turning.next()? {
            Ok(operation) => operation,
            Err(error) => return Some(Err(error)),
        };
        let answer = self.client.call(&operation);
        Some(self.turning.arrived(operation, answer))
    }
}

impl<O: Paged<Output: 'static>> Iterator for Items<O, Blocking> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.here.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.here = O::items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paged<Output: 'static>> std::iter::FusedIterator for Pages<O, Blocking> {}
impl<O: Paged<Output: 'static>> std::iter::FusedIterator for Items<O, Blocking> {}

impl<O: Paged<Output: 'static>, K: ClientKind> fmt::Debug for Pages<O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("is_coming", &self.coming.is_some()).finish_non_exhaustive()
    }
}

impl<O: Paged<Output: 'static>, K: ClientKind> fmt::Debug for Items<O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("here", &self.here.len()).finish_non_exhaustive()
    }
}

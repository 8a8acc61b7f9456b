//! Lists in pages: where they end, and that they end.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use crate::runtime::Json;
use crate::runtime::config::Api;
use crate::runtime::error::Error;
use crate::runtime::operation::{CallOptions, Operation, ReadAnswer};
use crate::runtime::pagination::{PageInfo, PageInput, PageToken, Paged, Turning};

enum Kites {}

impl Api for Kites {
    const NAME: &'static str = "kites";
    const SERVERS: &'static [&'static str] = &[];
}

/// How a list is asked for.
#[derive(Clone, Copy, Debug)]
enum Way {
    Cursor,
    Offset,
    Page(i64),
}

#[derive(Clone, Debug)]
struct ListKites {
    way: Way,
    at: Option<Json>,
}

impl CallOptions for ListKites {}

impl Operation for ListKites {
    type Api = Kites;
    type Output = Json;
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/kites";
    const READ: ReadAnswer<Json> = |_, body| crate::runtime::decode::read(body);
}

impl Paged for ListKites {
    type Item = Json;

    fn items(page: Json) -> Vec<Json> {
        page.get("kites").and_then(Json::as_array).cloned().unwrap_or_default()
    }

    fn page_info(&self, page: &Json) -> PageInfo {
        let items = page.get("kites").and_then(Json::as_array).map_or(0, Vec::len);
        let info = match self.way {
            Way::Cursor => PageInfo::by_cursor(items),
            Way::Offset => PageInfo::by_offset(items),
            Way::Page(first) => PageInfo::by_number(items, first),
        };
        let info = info.more(&page["more"]).last(&page["last"]).total(&page["total"]).per_page(&page["per_page"]);
        let is_next = page.get("next").is_some() || matches!(self.way, Way::Cursor);
        if is_next { info.next(&page["next"]) } else { info }
    }

    fn page_input(&mut self) -> &mut dyn PageInput {
        &mut self.at
    }
}

impl PageInput for Option<Json> {
    fn token(&self) -> Option<PageToken> {
        PageToken::of(self)
    }

    fn set(&mut self, token: PageToken) {
        *self = Some(match token {
            PageToken::Text(text) => json!(text),
            PageToken::Number(number) => json!(number),
        });
    }
}

/// What is asked for, until the list ends or fails: `-` is the first page, `!` an error.
fn asked(way: Way, from: Option<Json>, answer: impl Fn(&Json) -> Result<Json, Error>) -> Vec<String> {
    const MANY: usize = 500;
    let mut turning = Turning::new(ListKites { way, at: from });
    let mut asked = Vec::new();
    while let Some(next) = turning.next() {
        assert!(asked.len() < MANY, "it never ends: {asked:?}");
        match next {
            Ok(operation) => {
                let at = operation.at.clone().unwrap_or_default();
                asked.push(if at.is_null() { "-".to_owned() } else { at.to_string().replace('"', "") });
                if turning.arrived(operation, answer(&at)).is_err() {
                    asked.push("!".to_owned());
                }
            }
            Err(error) => {
                assert!(!error.is_retryable() && error.status().is_none());
                let why = [(error.is_repeated_page(), "repeated"), (error.is_empty_pages(), "empty")];
                asked.extend(why.iter().filter(|(holds, _)| *holds).map(|(_, why)| (*why).to_owned()));
                assert!(!error.to_string().is_empty());
            }
        }
    }
    assert!(turning.is_over() && turning.next().is_none(), "it goes on after its end");
    asked
}

fn by_cursor(pages: &[(&str, Json)]) -> Vec<String> {
    let pages: BTreeMap<&str, &Json> = pages.iter().map(|(at, page)| (*at, page)).collect();
    asked(Way::Cursor, None, |at| Ok((*pages.get(at.as_str().unwrap_or("-")).unwrap()).clone()))
}

#[test]
fn a_cursor_ends_where_none_is_given() {
    for last in [json!({}), json!({ "next": null }), json!({ "next": "" }), json!({ "next": [1] })] {
        assert_eq!(by_cursor(&[("-", json!({ "next": "b" })), ("b", last.clone())]), ["-", "b"], "{last}");
    }
}

#[test]
fn a_cursor_ends_where_no_more_is_said_to_follow() {
    assert_eq!(
        by_cursor(&[("-", json!({ "next": "b", "more": true })), ("b", json!({ "next": "c", "more": false }))]),
        ["-", "b"]
    );
}

#[test]
fn an_empty_page_does_not_end_a_cursor() {
    let pages = [("-", json!({ "kites": [], "next": "b" })), ("b", json!({ "kites": [1] }))];
    assert_eq!(by_cursor(&pages), ["-", "b"]);
}

#[test]
fn a_cursor_that_was_there_is_an_error_whenever_it_was() {
    assert_eq!(by_cursor(&[("-", json!({ "next": "b" })), ("b", json!({ "next": "b" }))]), ["-", "b", "repeated"]);
    let circle = [("-", json!({ "next": "b" })), ("b", json!({ "next": "c" })), ("c", json!({ "next": "b" }))];
    assert_eq!(by_cursor(&circle), ["-", "b", "c", "repeated"]);
    let back = asked(Way::Cursor, Some(json!("a")), |at| Ok(json!({ "next": if at == "a" { "b" } else { "a" } })));
    assert_eq!(back, ["a", "b", "repeated"]);
}

#[test]
fn a_list_of_empty_pages_ends_whatever_its_cursors() {
    // Of 250 pages these have items.
    let ends = |full: &'static [u64]| {
        let pages = asked(Way::Cursor, None, move |at| {
            let at: u64 = at.as_str().and_then(|at| at.parse().ok()).unwrap_or(0);
            let kites: &[u64] = if full.contains(&at) { &[at] } else { &[] };
            Ok(if at == 249 {
                json!({ "kites": kites })
            } else {
                json!({ "kites": kites, "next": (at + 1).to_string() })
            })
        });
        (pages.len(), pages.last().unwrap().clone())
    };
    assert_eq!(ends(&[]), (101, "empty".to_owned()));
    assert_eq!(ends(&[0]), (102, "empty".to_owned()));
    // 99 in a row may be empty.
    assert_eq!(ends(&[99, 199]), (250, "249".to_owned()));
}

#[test]
fn a_cursor_that_is_a_number_is_one_too() {
    let seven = |at: &Json| Ok(if at.is_null() { json!({ "next": 7 }) } else { json!({}) });
    assert_eq!(asked(Way::Cursor, None, seven), ["-", "7"]);
}

#[test]
fn an_error_ends_the_list() {
    let fails = |at: &Json| if at.is_null() { Ok(json!({ "next": "b" })) } else { Err(Error::timeout("late")) };
    assert_eq!(asked(Way::Cursor, None, fails), ["-", "b", "!"]);
}

/// A list of this many items, in pages of three, which says of itself what `says` makes of it.
fn list(
    length: usize,
    first: usize,
    way: Way,
    says: fn(Json, usize, usize) -> Json,
) -> impl Fn(&Json) -> Result<Json, Error> {
    move |at| {
        let at = at.as_u64().and_then(|at| usize::try_from(at).ok());
        let begin = match way {
            Way::Page(_) => (at.unwrap_or(first) - first) * 3,
            _ => at.unwrap_or(0),
        };
        let kites: Vec<usize> = (0..length).skip(begin).take(3).collect();
        Ok(says(json!({ "kites": kites }), begin, length))
    }
}

fn with(mut page: Json, name: &str, value: Json) -> Json {
    page.as_object_mut().unwrap().insert(name.to_owned(), value);
    page
}

#[test]
fn an_offset_grows_by_the_items_and_ends_at_an_empty_page() {
    assert_eq!(asked(Way::Offset, None, list(7, 0, Way::Offset, |page, _, _| page)), ["-", "3", "6", "7"]);
    assert_eq!(asked(Way::Offset, None, list(0, 0, Way::Offset, |page, _, _| page)), ["-"]);
    assert_eq!(asked(Way::Offset, Some(json!(4)), list(7, 0, Way::Offset, |page, _, _| page)), ["4", "7"]);
}

#[test]
fn an_offset_ends_at_the_total() {
    let says = |page, _, length: usize| with(page, "total", json!(length));
    assert_eq!(asked(Way::Offset, None, list(7, 0, Way::Offset, says)), ["-", "3", "6"]);
}

#[test]
fn a_total_that_may_count_one_page_alone_ends_nothing() {
    let says = |page: Json, _, _| {
        let here = page["kites"].as_array().map_or(0, Vec::len);
        with(page, "total", json!(here))
    };
    assert_eq!(asked(Way::Offset, None, list(7, 0, Way::Offset, says)), ["-", "3", "6", "7"]);
}

#[test]
fn an_offset_ends_where_no_more_is_said_to_follow() {
    let says = |page, begin, length| with(page, "more", json!(begin + 3 < length));
    assert_eq!(asked(Way::Offset, None, list(7, 0, Way::Offset, says)), ["-", "3", "6"]);
}

#[test]
fn the_next_offset_is_the_one_that_the_page_gives() {
    let says = |page, begin, _| with(page, "next", if begin < 4 { json!(begin + 2) } else { json!(null) });
    assert_eq!(asked(Way::Offset, None, list(7, 0, Way::Offset, says)), ["-", "2", "4"]);
    let circle = |page, _, _| with(page, "next", json!(3));
    assert_eq!(asked(Way::Offset, None, list(7, 0, Way::Offset, circle)), ["-", "3", "repeated"]);
}

#[test]
fn pages_are_counted_from_the_first_and_end_at_an_empty_one() {
    assert_eq!(asked(Way::Page(1), None, list(7, 1, Way::Page(1), |page, _, _| page)), ["-", "2", "3", "4"]);
    assert_eq!(asked(Way::Page(0), None, list(7, 0, Way::Page(0), |page, _, _| page)), ["-", "1", "2", "3"]);
    assert_eq!(asked(Way::Page(1), Some(json!(3)), list(7, 1, Way::Page(1), |page, _, _| page)), ["3", "4"]);
}

#[test]
fn pages_end_at_the_last_whatever_says_which_it_is() {
    let last = |page, _, length: usize| with(page, "last", json!(length.div_ceil(3)));
    assert_eq!(asked(Way::Page(1), None, list(7, 1, Way::Page(1), last)), ["-", "2", "3"]);
    let float = |page, _, length: usize| with(page, "last", json!(length.div_ceil(3) as f64));
    assert_eq!(asked(Way::Page(1), None, list(7, 1, Way::Page(1), float)), ["-", "2", "3"]);
    let total = |page, _, length: usize| with(with(page, "total", json!(length)), "per_page", json!(3));
    assert_eq!(asked(Way::Page(1), None, list(7, 1, Way::Page(1), total)), ["-", "2", "3"]);
    assert_eq!(asked(Way::Page(0), None, list(7, 0, Way::Page(0), total)), ["-", "1", "2"]);
    let more = |page, begin, length| with(page, "more", json!(begin + 3 < length));
    assert_eq!(asked(Way::Page(1), None, list(7, 1, Way::Page(1), more)), ["-", "2", "3"]);
    let next =
        |page, begin, length| with(page, "next", if begin + 3 < length { json!(begin / 3 + 2) } else { json!(null) });
    assert_eq!(asked(Way::Page(1), None, list(7, 1, Way::Page(1), next)), ["-", "2", "3"]);
}

#[test]
fn a_count_of_pages_from_zero_is_never_believed_too_early() {
    let last = |page, _, length: usize| with(page, "last", json!(length.div_ceil(3) - 1));
    assert_eq!(asked(Way::Page(0), None, list(7, 0, Way::Page(0), last)), ["-", "1", "2"]);
    let none = |page, _, _| with(page, "last", json!(0));
    assert_eq!(asked(Way::Page(1), None, list(7, 1, Way::Page(1), none)), ["-", "2", "3", "4"]);
}

proptest! {
    /// Whatever the total and the size are said to be, no item is passed over where they are true or count one page.
    #[test]
    fn no_item_is_lost(length in 0..40_usize, truly: bool) {
        let says = if truly {
            |page: Json, _, length: usize| with(with(page, "total", json!(length)), "per_page", json!(3))
        } else {
            |page: Json, _, _| { let here = page["kites"].as_array().map_or(0, Vec::len); with(with(page, "total", json!(here)), "per_page", json!(here)) }
        };
        for (way, first) in [(Way::Offset, 0), (Way::Page(0), 0), (Way::Page(1), 1)] {
            let pages = asked(way, None, list(length, first, way, says)).len();
            prop_assert!(pages >= length.div_ceil(3) && pages <= length.div_ceil(3) + 1);
        }
    }

    #[test]
    fn every_list_ends(next in proptest::collection::vec(0..9_u8, 1..9), from: Option<u8>) {
        let answer = |at: &Json| {
            let at = at.as_str().and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
            Ok(json!({ "next": next.get(at % 9).map(u8::to_string) }))
        };
        let pages = asked(Way::Cursor, from.map(|at| json!(at.to_string())), answer);
        prop_assert!(pages.len() < 13);
    }
}

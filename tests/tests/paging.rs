//! Input: lists in pages, from memory and from a server on loopback. Output: what clients of both kinds make of them.
//! Invariant: no test depends on the network, and every list ends.

use std::pin::{Pin, pin};
use std::task::Poll;

use fieldstone_tests::pagination_cursor_in_body as moorings;
use fieldstone_tests::pagination_cursor_in_query as herons;
use fieldstone_tests::pagination_names_taken as scrolls;
use fieldstone_tests::pagination_offset_and_total as lanterns;
use fieldstone_tests::pagination_page_numbers as kilns;
use fieldstone_tests::{Error, MemoryTransport, Operation, RequestOptions};
use futures_core::{FusedStream, Stream};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

const BASE: &str = "https://api.test";

/// A transport that answers an operation with these bodies, in order.
fn answering<O: Operation>(bodies: &[Value]) -> MemoryTransport {
    let api = MemoryTransport::new();
    bodies.iter().for_each(|body| api.answer_raw::<O>(http::Response::new(body.to_string())));
    api
}

fn heron_pages() -> [Value; 3] {
    [
        json!({ "herons": [{ "ring": "a" }, { "ring": "b" }], "pagination": { "next_cursor": "x&y", "has_more": true } }),
        json!({ "herons": [], "pagination": { "next_cursor": "z" } }),
        json!({ "herons": [{ "ring": "c" }], "pagination": { "next_cursor": null, "has_more": false } }),
    ]
}

fn queries(api: &MemoryTransport) -> Vec<String> {
    api.requests().iter().map(|request| request.uri().query().unwrap_or("-").to_owned()).collect()
}

/// The next item of a stream, as an adapter of streams asks for it.
async fn following<S: Stream>(mut stream: Pin<&mut S>) -> Option<S::Item> {
    std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
}

#[tokio::test]
async fn items_come_page_after_page_and_every_page_has_the_options() {
    let api = answering::<herons::ListHerons>(&heron_pages());
    let client = herons::Client::builder().base_url(BASE).build_with(api.clone()).unwrap();
    let options = RequestOptions::new().header("x-tide", "low").query("lang", "fi");
    let mut items = client.list_herons().limit(2).with(options).items();
    let mut rings = Vec::new();
    while let Some(heron) = items.next().await {
        rings.push(heron.unwrap().ring);
    }
    assert_eq!(rings, ["a", "b", "c"]);
    assert!(items.next().await.is_none());
    assert_eq!(queries(&api), ["limit=2&lang=fi", "limit=2&cursor=x%26y&lang=fi", "limit=2&cursor=z&lang=fi"]);
    assert!(api.requests().iter().all(|request| request.headers()["x-tide"] == "low"));
}

#[tokio::test]
async fn pages_are_a_stream_that_knows_its_end() {
    let api = answering::<herons::ListHerons>(&heron_pages());
    let client = herons::Client::builder().base_url(BASE).build_with(api.clone()).unwrap();
    let mut pages = pin!(client.list_herons().pages());
    let mut counts = Vec::new();
    while let Some(page) = following(pages.as_mut()).await {
        counts.push(page.unwrap().herons.len());
    }
    assert_eq!(counts, [2, 0, 1]);
    assert!(pages.is_terminated() && following(pages.as_mut()).await.is_none());
}

#[test]
fn nothing_is_asked_for_before_it_is_wanted() {
    let api = answering::<herons::ListHerons>(&heron_pages());
    let client = herons::Client::builder().base_url(BASE).build_blocking_with(api.clone()).unwrap();
    let mut items = client.list_herons().items();
    assert!(api.requests().is_empty());
    let first: Vec<String> = items.by_ref().take(2).map(|heron| heron.unwrap().ring).collect();
    assert_eq!((first.len(), api.requests().len()), (2, 1));
    assert_eq!(items.count(), 1);
    assert_eq!(api.requests().len(), 3);
}

#[tokio::test]
async fn a_page_that_was_on_its_way_is_not_lost() {
    let api = answering::<herons::ListHerons>(&heron_pages());
    let server = MockServer::start().await;
    let late =
        ResponseTemplate::new(200).set_body_json(&heron_pages()[2]).set_delay(std::time::Duration::from_millis(200));
    Mock::given(path("/v1/herons")).respond_with(late).expect(1).mount(&server).await;
    let client = herons::Client::builder().base_url(server.uri()).build().unwrap();
    let mut items = client.list_herons().items();
    {
        let mut next = pin!(items.next());
        std::future::poll_fn(|context| {
            assert!(next.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
    }
    assert_eq!(items.next().await.unwrap().unwrap().ring, "c");
    assert!(api.requests().is_empty() && items.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_the_list_and_what_came_before_was_given() {
    let api = answering::<herons::ListHerons>(&heron_pages()[..1]);
    api.fail::<herons::ListHerons>(Error::timeout("late"));
    let client = herons::Client::builder().base_url(BASE).build_with(api.clone()).unwrap();
    let mut items = client.list_herons().with(RequestOptions::new().no_retry()).items();
    assert!(items.next().await.unwrap().is_ok() && items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().unwrap_err().is_timeout());
    assert!(items.next().await.is_none() && items.is_terminated());
    assert_eq!(api.requests().len(), 2);
}

#[test]
fn a_cursor_that_comes_again_is_an_error_that_says_so() {
    let again = |ring: &str, next: &str| json!({ "herons": [{ "ring": ring }], "pagination": { "next_cursor": next } });
    let api = answering::<herons::ListHerons>(&[again("a", "x"), again("b", "y"), again("c", "x")]);
    let client = herons::Client::builder().base_url(BASE).build_blocking_with(api.clone()).unwrap();
    let mut items = client.list_herons().items();
    let rings: Vec<String> = items.by_ref().take(3).map(|heron| heron.unwrap().ring).collect();
    assert_eq!(rings, ["a", "b", "c"]);
    let error = items.next().unwrap().unwrap_err();
    assert!(error.is_repeated_page());
    assert_eq!(
        error.to_string(),
        "GET /v1/herons: the next page begins where an earlier one did, so that the pages would never end"
    );
    assert!(items.next().is_none());
    assert_eq!(api.requests().len(), 3);
}

fn mooring_pages() -> [Value; 2] {
    [
        json!({ "data": { "moorings": [{ "number": 1 }], "nextPageToken": "t" } }),
        json!({ "data": { "moorings": [{ "number": 2 }], "nextPageToken": "" } }),
    ]
}

#[test]
fn a_cursor_in_the_body_stands_beside_what_was_given() {
    let api = answering::<moorings::SearchMoorings>(&mooring_pages());
    let client = moorings::Client::builder().base_url(BASE).build_blocking_with(api.clone()).unwrap();
    let numbers: Vec<i64> = client.search_moorings("south").items().map(|mooring| mooring.unwrap().number).collect();
    assert_eq!(numbers, [1, 2]);
    let bodies: Vec<Value> =
        api.requests().iter().map(|it| serde_json::from_slice(it.body().as_bytes().unwrap()).unwrap()).collect();
    assert_eq!(bodies, [json!({ "harbour": "south" }), json!({ "harbour": "south", "pageToken": "t" })]);
}

#[test]
fn an_offset_begins_where_the_caller_says() {
    let page = |names: &[&str]| json!({ "lanterns": names, "total": 5 });
    let api = answering::<lanterns::ListLanterns>(&[page(&["c", "d"]), page(&["e"])]);
    let client = lanterns::Client::builder().base_url(BASE).build_blocking_with(api.clone()).unwrap();
    let names = client.list_lanterns().offset(2).items().collect::<Result<Vec<String>, _>>().unwrap();
    assert_eq!(names, ["c", "d", "e"]);
    assert_eq!(queries(&api), ["offset=2", "offset=4"]);
}

#[tokio::test]
async fn pages_are_counted_from_the_documented_first() {
    let page = |at: i64, names: &[&str]| {
        let kilns: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        json!({ "kilns": kilns, "meta": { "page": at, "per_page": 2, "total": 3 } })
    };
    let api = answering::<kilns::ListKilns>(&[page(0, &["a", "b"]), page(1, &["c"])]);
    let client = kilns::Client::builder().base_url(BASE).build_with(api.clone()).unwrap();
    let mut items = client.list_kilns().items();
    let mut names = Vec::new();
    while let Some(kiln) = items.next().await {
        names.push(kiln.unwrap().name);
    }
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(queries(&api), ["-", "page=1"]);
}

#[test]
fn a_page_number_is_written_whole_and_an_empty_page_ends_the_list() {
    let pages = [json!({ "bricks": [1, 2] }), json!({ "bricks": [3] }), json!({ "bricks": [] })];
    let api = answering::<kilns::ListBricks>(&pages);
    let client = kilns::Client::builder().base_url(BASE).build_blocking_with(api.clone()).unwrap();
    let bricks = client.list_bricks().items().collect::<Result<Vec<i64>, _>>().unwrap();
    assert_eq!(bricks, [1, 2, 3]);
    assert_eq!(queries(&api), ["-", "pageNumber=2", "pageNumber=3"]);
}

#[test]
fn setters_keep_their_names() {
    let pages = [
        json!({ "scrolls": ["a"], "hasMore": true, "next_after": 9 }),
        json!({ "scrolls": ["b"], "hasMore": false, "next_after": 11 }),
    ];
    let api = answering::<scrolls::ListScrolls>(&pages);
    let client = scrolls::Client::builder().base_url(BASE).build_blocking_with(api.clone()).unwrap();
    let list = client.list_scrolls().pages(3).items("herbs").current_page_token("red").after(4);
    assert_eq!(list.items_all().collect::<Result<Vec<String>, _>>().unwrap(), ["a", "b"]);
    assert_eq!(
        queries(&api),
        ["after=4&pages=3&items=herbs&current_page_token=red", "after=9&pages=3&items=herbs&current_page_token=red"]
    );
}

/// A server that gives the herons by cursor and the moorings by a token in the body.
async fn server() -> MockServer {
    let server = MockServer::start().await;
    let [first, second, third] = heron_pages().map(|page| ResponseTemplate::new(200).set_body_json(page));
    let list = || Mock::given(method("GET")).and(path("/v1/herons")).and(header("x-tide", "low"));
    list().and(query_param_is_missing("cursor")).respond_with(first).expect(1).mount(&server).await;
    list().and(query_param("cursor", "x&y")).respond_with(second).expect(1).mount(&server).await;
    list().and(query_param("cursor", "z")).respond_with(third).expect(1).mount(&server).await;
    let [first, second] = mooring_pages().map(|page| ResponseTemplate::new(200).set_body_json(page));
    let search = |body: Value| Mock::given(method("POST")).and(path("/v1/moorings/search")).and(body_json(body));
    search(json!({ "harbour": "south" })).respond_with(first).expect(1).mount(&server).await;
    search(json!({ "harbour": "south", "pageToken": "t" })).respond_with(second).expect(1).mount(&server).await;
    server
}

#[tokio::test]
async fn an_async_client_reads_all_pages_of_a_server() {
    let server = server().await;
    let client = herons::Client::builder().base_url(server.uri()).build().unwrap();
    let mut items = client.list_herons().with(RequestOptions::new().header("x-tide", "low")).items();
    let mut rings = Vec::new();
    while let Some(heron) = items.next().await {
        rings.push(heron.unwrap().ring);
    }
    assert_eq!(rings, ["a", "b", "c"]);
    let client = moorings::Client::builder().base_url(server.uri()).build().unwrap();
    let mut pages = client.search_moorings("south").pages();
    assert!(pages.next().await.unwrap().is_ok() && pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
}

#[test]
fn a_blocking_client_reads_all_pages_of_a_server() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(server());
    let client = herons::Client::builder().base_url(server.uri()).build_blocking().unwrap();
    let items = client.list_herons().with(RequestOptions::new().header("x-tide", "low")).items();
    let rings: Vec<String> = items.map(|heron| heron.unwrap().ring).collect();
    assert_eq!(rings, ["a", "b", "c"]);
    let client = moorings::Client::builder().base_url(server.uri()).build_blocking().unwrap();
    assert_eq!(client.search_moorings("south").pages().filter(Result::is_ok).count(), 2);
    runtime.block_on(server.verify());
}

#[test]
fn a_list_can_be_read_without_a_client() {
    use fieldstone_tests::Paged;
    let mut list = herons::ListHerons::new();
    let [first, ..] = heron_pages();
    let page = herons::ListHerons::parse(http::Response::new(first.to_string())).unwrap();
    let token = list.next_page_token(&page).unwrap();
    list.set_page_token(token);
    let config = herons::Config::builder().base_url(BASE).build().unwrap();
    assert_eq!(list.to_request(&config).unwrap().uri().query(), Some("cursor=x%26y"));
    assert_eq!(herons::ListHerons::<fieldstone_tests::Detached>::items(page).len(), 2);
}

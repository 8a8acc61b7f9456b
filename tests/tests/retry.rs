//! Input: answers prepared in memory. Output: how often clients of both kinds send, and how long they wait.
//! Invariant: no test sleeps: the transport notes the waits and takes none.

use std::time::Duration;

use fieldstone_apis::{Error, MemoryTransport, Operation, RequestOptions, RetryPolicy, algoreg};
use fieldstone_tests::{Attempt, Body, lowering_answer_that_is_a_file as scans};
use http::Response;

fn answer(status: u16) -> Response<&'static str> {
    Response::builder().status(status).body("{}").unwrap()
}

fn builder(retry: RetryPolicy) -> algoreg::ClientBuilder {
    algoreg::Client::builder().base_url("https://api.test").bearer_token("s3cret").retry(retry)
}

/// What a client makes of prepared answers, of either kind: the outcome, the requests, the waits.
type Course<T> = (Result<T, Error>, usize, Vec<Duration>);

fn get(retry: RetryPolicy, prepare: impl Fn(&MemoryTransport)) -> [Course<algoreg::Thread>; 2] {
    let blocking = MemoryTransport::new();
    prepare(&blocking);
    let client = builder(retry).build_blocking_with(blocking.clone()).unwrap();
    let outcome = client.get_thread("42").send();
    let first = (outcome, blocking.requests().len(), blocking.waits());
    let awaited = MemoryTransport::new();
    prepare(&awaited);
    let client = builder(retry).build_with(awaited.clone()).unwrap();
    let outcome = block_on(client.get_thread("42").send());
    [first, (outcome, awaited.requests().len(), awaited.waits())]
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn update(options: RequestOptions, status: u16) -> (Result<algoreg::Thread, Error>, MemoryTransport) {
    let api = MemoryTransport::new();
    api.answer_raw::<algoreg::UpdateThread>(answer(status));
    api.answer::<algoreg::UpdateThread>(&algoreg::Thread::default()).unwrap();
    let client = builder(RetryPolicy::new()).build_blocking_with(api.clone()).unwrap();
    (client.update_thread("42").comment("x").with(options).send(), api)
}

#[test]
fn what_passes_is_tried_again() {
    for status in [408, 429, 500, 502, 503, 504, 599] {
        let courses = get(RetryPolicy::new(), |api| {
            api.answer_raw::<algoreg::GetThread>(answer(status));
            api.fail::<algoreg::GetThread>(Error::connect("refused"));
            api.answer_raw::<algoreg::GetThread>(answer(200));
        });
        for (outcome, sent, waits) in courses {
            outcome.unwrap();
            assert_eq!(sent, 3);
            assert!(waits[0] >= Duration::from_millis(250) && waits[0] <= Duration::from_millis(500), "{waits:?}");
            assert!(waits[1] >= Duration::from_millis(500) && waits[1] <= Duration::from_millis(1000), "{waits:?}");
        }
    }
}

#[test]
fn what_stays_is_not_tried_again() {
    for status in [204, 301, 307, 400, 401, 403, 404, 409, 422, 501, 505] {
        for (outcome, sent, waits) in
            get(RetryPolicy::new(), |api| api.answer_raw::<algoreg::GetThread>(answer(status)))
        {
            assert_eq!(outcome.is_err(), status != 204);
            assert_eq!((sent, waits.len()), (1, 0), "{status}");
        }
    }
}

#[test]
fn what_may_have_been_done_is_not_tried_again() {
    let failures: [fn() -> Error; 3] = [|| Error::timeout("late"), || Error::interrupted("reset"), Error::too_large];
    for failure in failures {
        for (outcome, sent, _) in get(RetryPolicy::new(), |api| api.fail::<algoreg::GetThread>(failure())) {
            assert_eq!((outcome.unwrap_err().attempts(), sent), (1, 1));
        }
    }
}

#[test]
fn the_last_answer_is_the_error() {
    for (outcome, sent, waits) in get(RetryPolicy::new().max_attempts(4), |api| {
        for status in [500, 502, 503, 429] {
            api.answer_raw::<algoreg::GetThread>(answer(status));
        }
    }) {
        let error = outcome.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.attempts(), sent, waits.len()), (429, 4, 4, 3));
        assert!(error.to_string().ends_with("429 Too Many Requests (4 attempts)"), "{error}");
    }
}

#[test]
fn one_switch_turns_it_off() {
    for (outcome, sent, _) in get(RetryPolicy::off(), |api| api.answer_raw::<algoreg::GetThread>(answer(503))) {
        assert_eq!((outcome.unwrap_err().status().unwrap().as_u16(), sent), (503, 1));
    }
}

#[test]
fn the_api_is_obeyed_within_the_total_time() {
    let asks = |seconds: &'static str| Response::builder().status(429).header("retry-after", seconds).body("").unwrap();
    let courses = get(RetryPolicy::new().max_attempts(9), |api| {
        api.answer_raw::<algoreg::GetThread>(asks("20"));
        api.answer_raw::<algoreg::GetThread>(asks("30"));
        api.answer_raw::<algoreg::GetThread>(asks("11"));
    });
    for (outcome, sent, waits) in courses {
        // 20 + 30 + 11 seconds are more than the minute that there is.
        assert_eq!((outcome.unwrap_err().attempts(), sent), (3, 3));
        assert_eq!(waits, [Duration::from_secs(20), Duration::from_secs(30)]);
    }
}

#[test]
fn a_post_is_sent_once_unless_the_caller_says_otherwise() {
    let (outcome, api) = update(RequestOptions::new(), 503);
    assert_eq!((outcome.unwrap_err().attempts(), api.requests().len()), (1, 1));
    let (outcome, api) = update(RequestOptions::new().retry(), 503);
    assert!(outcome.is_ok() && api.requests().len() == 2);
    assert!(!api.requests()[0].headers().contains_key("idempotency-key"));
}

#[test]
fn every_attempt_bears_the_same_key_and_body() {
    let (outcome, api) = update(RequestOptions::new().idempotency_key("k1"), 500);
    outcome.unwrap();
    let requests = api.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(request.headers()["idempotency-key"], "k1");
        assert_eq!(request.body().as_bytes(), Some(br#"{"comment":"x"}"#.as_slice()));
        assert_eq!(request.headers()["authorization"], "Bearer s3cret");
    }
}

#[test]
fn a_get_is_sent_once_when_the_caller_says_so() {
    let api = MemoryTransport::new();
    api.answer_raw::<algoreg::GetThread>(answer(503));
    let client = builder(RetryPolicy::new()).build_blocking_with(api.clone()).unwrap();
    client.get_thread("42").with(RequestOptions::new().no_retry()).send().unwrap_err();
    assert_eq!(api.requests().len(), 1);
}

#[test]
fn the_code_of_a_user_is_tested_in_memory() {
    let api = MemoryTransport::new();
    let thread: algoreg::Thread = serde_json::from_str(r#"{"id":"42"}"#).unwrap();
    api.answer::<algoreg::GetThread>(&thread).unwrap();
    let client = builder(RetryPolicy::new()).response_limit(20).build_blocking_with(api.clone()).unwrap();
    assert_eq!(client.get_thread("42").send().unwrap(), thread);
    assert_eq!(api.requests()[0].uri(), "https://api.test/api/v1/thread/42");
    assert_eq!(api.requests()[0].method(), <algoreg::GetThread as Operation>::METHOD);
    let error = client.get_thread("42").send().unwrap_err();
    assert!(error.is_interrupted());
    api.answer_raw::<algoreg::GetThread>(Response::new("x".repeat(30)));
    assert_eq!(client.get_thread("42").send().unwrap_err().body().unwrap().len(), 20);
}

/// Notes the time that each attempt has, and fails until the last.
struct Clocked(std::sync::Mutex<Vec<(u32, Option<Duration>)>>);

impl fieldstone_tests::BlockingTransport for &'static Clocked {
    fn send(&self, _: http::Request<Body>, attempt: &Attempt) -> Result<Response<Vec<u8>>, fieldstone_tests::Error> {
        self.0.lock().unwrap().push((attempt.number, attempt.timeout));
        Ok(Response::builder().status(if attempt.number < 2 { 503 } else { 200 }).body(b"[]".to_vec()).unwrap())
    }

    fn sleep(&self, _: Duration) {}
}

#[test]
fn the_total_time_cuts_a_whole_answer_short_and_never_a_stream() {
    let clocked: &'static Clocked = Box::leak(Box::new(Clocked(Vec::new().into())));
    let builder = || {
        let retry = fieldstone_tests::RetryPolicy::new().initial_backoff(Duration::from_secs(5));
        scans::Client::builder().base_url("https://scan.test").no_timeout().retry(retry)
    };
    let client = builder().build_blocking_with(clocked).unwrap();
    client.fetch_a_scan("1").send().unwrap();
    client.fetch_a_scan("1").send_stream().unwrap();
    let times = std::mem::take(&mut *clocked.0.lock().unwrap());
    let [(1, None), (2, Some(rest)), (1, None), (2, None)] = times.as_slice() else { panic!("{times:?}") };
    assert!(*rest <= Duration::from_secs(58), "{rest:?}");
}

#[test]
fn a_client_introduces_itself_as_it_is_told() {
    let sent = |builder: algoreg::ClientBuilder| {
        let api = MemoryTransport::new();
        api.answer_raw::<algoreg::GetThread>(answer(200));
        builder.build_blocking_with(api.clone()).unwrap().get_thread("42").send().unwrap();
        api.requests()[0].headers()["user-agent"].to_str().unwrap().to_owned()
    };
    assert!(sent(builder(RetryPolicy::new())).starts_with("fieldstone-apis/"));
    assert_eq!(sent(builder(RetryPolicy::new()).user_agent("mine/1")), "mine/1");
    assert_eq!(
        sent(builder(RetryPolicy::new()).user_agent("mine/1").default_header("User-Agent", "other/2")),
        "other/2"
    );
    let refused = builder(RetryPolicy::new()).user_agent("mine\n1").build_blocking_with(MemoryTransport::new());
    assert!(refused.unwrap_err().is_config());
}

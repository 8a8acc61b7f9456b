//! What a call adds of its own: in its place, checked, unseen.

use std::time::Duration;

use http::header::{HeaderMap, HeaderValue};
use serde_json::json;

use crate::runtime::error::Error;
use crate::runtime::payload::Payload;
use crate::runtime::request_options::RequestOptions;

fn apply(options: &RequestOptions, body: &str) -> Result<(HeaderMap, String, String), Error> {
    let mut headers = HeaderMap::new();
    headers.insert("x-a", HeaderValue::from_static("documented"));
    let mut query = "page=1".to_owned();
    let mut payload = if body.is_empty() { Payload::None } else { Payload::Json(body.as_bytes().to_vec()) };
    options.apply_members(&mut payload)?;
    options.apply(&mut headers, &mut query)?;
    let body = match payload {
        Payload::Json(body) => String::from_utf8(body).unwrap(),
        _ => String::new(),
    };
    Ok((headers, query, body))
}

#[test]
fn everything_goes_to_its_place() {
    let options = RequestOptions::new()
        .header("X-A", "mine")
        .query("tag", ["a b", "c"])
        .body_member("extra", json!({ "n": 1 }))
        .body_member("known", "new");
    let (headers, query, body) = apply(&options, r#"{"known":"old","kept":[1.5]}"#).unwrap();
    assert_eq!(headers["x-a"], "mine");
    assert!(headers["x-a"].is_sensitive());
    assert_eq!(query, "page=1&tag=a%20b&tag=c");
    assert_eq!(body, r#"{"extra":{"n":1},"kept":[1.5],"known":"new"}"#);
}

#[test]
fn members_make_a_body_where_there_is_none() {
    assert_eq!(apply(&RequestOptions::new().body_member("a", 1), "").unwrap().2, r#"{"a":1}"#);
    assert_eq!(apply(&RequestOptions::new(), "").unwrap().2, "");
}

#[test]
fn what_cannot_be_sent_is_refused_by_its_name() {
    let new = RequestOptions::new;
    let cases = [
        (new().header("x-a", "b\r\nx-c: d"), "{}", "x-a"),
        (new().header("x a", "b"), "{}", "x a"),
        (new().header("x\n", "b"), "{}", "x\\n"),
        (new().header("Host", "elsewhere.example"), "{}", "Host"),
        (new().header("content-length", "0"), "{}", "content-length"),
        (new().header("Transfer-Encoding", "chunked"), "{}", "Transfer-Encoding"),
        (new().query("q", f64::NAN).query("r", [Some(()), None]).body_member("m", 1), "[]", "body"),
        (new().body_member("m", 1), "no", "body"),
        (new().body_member("m", std::collections::BTreeMap::from([(vec![1], 1)])), "{}", "m"),
    ];
    for (options, body, name) in cases {
        let error = apply(&options, body).unwrap_err();
        assert!(error.is_request() && error.to_string().starts_with(&format!("`{name}` ")), "{error}");
    }
}

#[test]
fn who_may_repeat_is_said_once() {
    let new = RequestOptions::new;
    assert_eq!(new().may_repeat(), None);
    assert_eq!(new().retry().may_repeat(), Some(true));
    assert_eq!(new().idempotency_key("k").may_repeat(), Some(true));
    assert_eq!(new().no_retry().idempotency_key("k").may_repeat(), Some(false));
    assert_eq!(new().idempotency_key("k").no_retry().may_repeat(), Some(false));
    assert_eq!(new().timeout(Duration::from_secs(1)).given_timeout(), Some(Duration::from_secs(1)));
}

#[test]
fn values_are_not_shown() {
    let options = RequestOptions::new().header("x-a", "s3cret").query("q", "s3cret").body_member("m", "s3cret");
    let text = format!("{options:?}");
    assert!(text.contains("x-a") && !text.contains("s3cret"), "{text}");
}

//! Requests: every value where it belongs, credentials unseen.

use crate::runtime::body::Body;
use crate::runtime::config::{Api, Config, KeyAuth};
use crate::runtime::credentials::KeyLocation;
use crate::runtime::decode::read;
use crate::runtime::error::Error;
use crate::runtime::operation::{CallOptions, Operation, ReadAnswer};
use crate::runtime::query_style::json_text;
use crate::runtime::request_writer::RequestWriter;
use crate::runtime::secret::base64;

enum Example {}

impl Api for Example {
    const NAME: &'static str = "example";
    const SERVERS: &'static [&'static str] = &["https://api.example.com/v1"];
}

impl KeyAuth for Example {
    const LOCATION: KeyLocation = KeyLocation::Query("api key");
}

struct Call(fn(&mut RequestWriter) -> Result<(), Error>);

impl CallOptions for Call {}

impl Operation for Call {
    type Api = Example;
    type Output = i64;
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/thing";
    const READ: ReadAnswer<i64> = |_, body| read(body);

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        (self.0)(request)
    }
}

fn request(write: fn(&mut RequestWriter) -> Result<(), Error>) -> Result<http::Request<Body>, Error> {
    Call(write).to_request(&Config::builder().build()?)
}

#[test]
fn a_query_repeats_lists_and_leaves_out_what_is_not_given() {
    let request = request(|writer| {
        writer.query("a", &["x y", "&="])?;
        writer.query("none", &None::<i64>)?;
        writer.query("n", &Some(25.0))?;
        writer.query("f", &serde_json::json!({ "a": true, "b": [1, 2] }))
    });
    assert_eq!(
        request.unwrap().uri(),
        "https://api.example.com/v1/thing?a=x%20y&a=%26%3D&n=25&f%5Ba%5D=true&f%5Bb%5D=1&f%5Bb%5D=2"
    );
}

#[test]
fn a_query_is_written_in_the_style_that_the_api_wants() {
    let request = request(|writer| {
        writer.query_joined("a", &["x,y", "z"], ",")?;
        writer.query_joined("b", &Some([1, 2]), "%20")?;
        writer.query_joined("c", &["p|q", "r"], "%7C")?;
        writer.query_joined("none", &None::<[i64; 2]>, ",")?;
        writer.query_joined("empty", &[0_i64; 0], ",")?;
        writer.query_joined("o", &serde_json::json!({ "k": 1, "n": null }), ",")?;
        writer.query_members("page", &serde_json::json!({ "after": "x", "limit": [3, 4], "n": null }))?;
        writer.query("j", &json_text("j", &serde_json::json!({ "k": [1] }))?)?;
        writer.query("k", &json_text("k", &None::<i64>)?)
    });
    assert_eq!(
        request.unwrap().uri(),
        "https://api.example.com/v1/thing?a=x%2Cy,z&b=1%202&c=p%7Cq%7Cr&o=k,1&after=x&limit=3&limit=4&j=%7B%22k%22%3A%5B1%5D%7D"
    );
    let nested = Call(|writer| writer.query_joined("a", &[[1]], ",")).to_request(&Config::builder().build().unwrap());
    assert!(nested.is_err());
}

enum InCookie {}

impl Api for InCookie {
    const NAME: &'static str = "in-cookie";
    const SERVERS: &'static [&'static str] = &["https://api.example.com"];
}

impl KeyAuth for InCookie {
    const LOCATION: KeyLocation = KeyLocation::Cookie("pier");
}

#[derive(Clone, Copy)]
struct CookieCall;

impl CallOptions for CookieCall {}

impl Operation for CookieCall {
    type Api = InCookie;
    type Output = i64;
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/";
    const READ: ReadAnswer<i64> = |_, body| read(body);

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        request.cookie("n", &1)
    }
}

#[test]
fn a_key_may_go_into_a_cookie_beside_others() {
    let config = Config::builder().api_key("s;hush").build().unwrap();
    assert!(!format!("{config:?}").contains("hush"));
    let request = CookieCall.to_request(&config).unwrap();
    assert_eq!(request.headers()["cookie"], "n=1; pier=s%3Bhush");
    assert!(request.headers()["cookie"].is_sensitive());
}

#[test]
fn headers_and_cookies_are_checked() {
    let good = request(|writer| {
        writer.header("x-list", &["a", "b"])?;
        writer.cookie("session", "a;b")?;
        writer.cookie("n", &1)
    });
    let headers = good.unwrap().headers().clone();
    assert_eq!(headers["x-list"], "a,b");
    // It may be a key that is documented as a parameter like any other.
    assert!(headers["x-list"].is_sensitive() && !format!("{headers:?}").contains("a,b"));
    assert_eq!(headers["cookie"], "session=a%3Bb; n=1");
    assert!(headers["cookie"].is_sensitive());
    let bad = [
        request(|writer| writer.header("x-a", "b\r\nx-c: d")),
        request(|writer| writer.header("x a", "b")),
        request(|writer| writer.header("x-a", &serde_json::json!({}))),
    ];
    for error in bad {
        let error = error.unwrap_err();
        assert!(error.is_request() && error.to_string().starts_with("PUT /thing: `x"), "{error}");
    }
}

#[test]
fn a_body_brings_its_media_type() {
    let request = request(|writer| writer.json(&[1])).unwrap();
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.body().as_bytes(), Some(b"[1]".as_slice()));
}

#[test]
fn credentials_are_sent_and_not_shown() {
    let send = |config: &Config<Example>| Call(|_| Ok(())).to_request(config).unwrap();
    let basic = Config::<Example>::builder().basic_auth("me", "s3cret").build().unwrap();
    let header = send(&basic).headers()["authorization"].clone();
    assert_eq!(header, "Basic bWU6czNjcmV0");
    assert!(header.is_sensitive());
    let key = Config::<Example>::builder().api_key("s3 cret").build().unwrap();
    assert_eq!(send(&key).uri().query(), Some("api%20key=s3%20cret"));
    let bearer = Config::<Example>::builder().bearer_token("s3cret").build().unwrap();
    for text in [
        format!("{basic:?}"),
        format!("{key:?}"),
        format!("{bearer:?} {:?}", Config::<Example>::builder().api_key("s3cret")),
    ] {
        assert!(!text.contains("s3") && !text.contains("bWU"), "{text}");
    }
}

#[test]
fn base64_pads() {
    let cases =
        [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("\u{ff}\u{3ff}", "w7/Pvw==")];
    for (text, encoded) in cases {
        assert_eq!(base64(text.as_bytes()), encoded);
    }
}

#[test]
fn an_error_is_one_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

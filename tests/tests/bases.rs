//! Input: an API whose operations are documented at several servers, and two servers on loopback in their place. Output:
//! what arrives at each, through both clients.
//! Invariant: a call goes where its operation is documented, or to what its caller puts in the place of that.

#[path = "bodies/server.rs"]
#[allow(dead_code, reason = "the suite of bodies uses the rest")]
mod server;

use fieldstone_tests::lowering_servers_of_operations as paddle;
use paddle::{Client, Config, servers};
use server::{Answer, Received, Server, answer};

fn gauge(body: &str) -> Answer {
    answer("200 OK", "application/json", body)
}

fn done() -> Answer {
    answer("200 OK", "application/json", "{}")
}

/// The request line, the token and the body, byte by byte.
fn seen(requests: &[Received]) -> Vec<String> {
    let line = |request: &Received| {
        let line = request.head.lines().next().unwrap_or_default().to_owned();
        let (token, body) = (request.header("authorization"), String::from_utf8_lossy(&request.body));
        format!("{line} | {token} | {body}")
    };
    requests.iter().map(line).collect()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn each_operation_is_called_at_its_own_server() {
    for blocking in [false, true] {
        let shore = Server::new([gauge(r#"{"count":3}"#), gauge(r#"{"cm":80}"#)]);
        let lock = Server::new([gauge(r#"{"inches":31.5}"#)]);
        let photos = Server::new([done()]);
        let builder = Client::builder()
            .server(servers::DEFAULT, &shore.url)
            .server(servers::LOCK_PADDLE_EXAMPLE, format!("{}/deep", lock.url))
            .server(servers::PHOTOS_PADDLE_EXAMPLE, &photos.url)
            .bearer_token("t0ken");
        let (count, cm, inches) = if blocking {
            let client = builder.build_blocking().unwrap();
            client.hang_up_a_photo("a wave").send().unwrap();
            (
                client.list_kayaks().send().unwrap().count,
                client.read_the_gauge().send().unwrap().cm,
                client.read_the_gauge_of_the_lock().send().unwrap().inches,
            )
        } else {
            let client = builder.build().unwrap();
            runtime().block_on(async {
                client.hang_up_a_photo("a wave").await.unwrap();
                (
                    client.list_kayaks().await.unwrap().count,
                    client.read_the_gauge().await.unwrap().cm,
                    client.read_the_gauge_of_the_lock().await.unwrap().inches,
                )
            })
        };
        assert_eq!((count, cm, inches), (Some(3), Some(80), Some(31.5)));
        let at_the_shore = ["GET /v2/kayaks HTTP/1.1 | Bearer t0ken | ", "GET /v2/gauge HTTP/1.1 | Bearer t0ken | "];
        assert_eq!(seen(&shore.finish()), at_the_shore);
        assert_eq!(seen(&lock.finish()), ["GET /deep/v2/gauge HTTP/1.1 | Bearer t0ken | "]);
        let photo = r#"POST /v2/photos HTTP/1.1 | Bearer t0ken | {"caption":"a wave"}"#;
        assert_eq!(seen(&photos.finish()), [photo]);
    }
}

#[test]
fn one_call_sets_all_servers() {
    for blocking in [false, true] {
        let server = Server::new([gauge(r#"{"cm":80}"#), gauge(r#"{"inches":2}"#), done(), done()]);
        let builder = Client::builder().base_url(format!("{}/all", server.url));
        if blocking {
            let client = builder.build_blocking().unwrap();
            client.read_the_gauge().send().unwrap();
            client.read_the_gauge_of_the_lock().send().unwrap();
            client.hang_up_a_photo("x").send().unwrap();
            client.sink_a_kayak("7").send().unwrap();
        } else {
            let client = builder.build().unwrap();
            runtime().block_on(async {
                client.read_the_gauge().await.unwrap();
                client.read_the_gauge_of_the_lock().await.unwrap();
                client.hang_up_a_photo("x").await.unwrap();
                client.sink_a_kayak("7").await.unwrap();
            });
        }
        let paths = ["GET /all/v2/gauge", "GET /all/v2/gauge", "POST /all/v2/photos", "POST /all/v2/kayaks/7/sink"];
        let requests = server.finish();
        let lines: Vec<_> = requests.iter().map(|request| request.head.lines().next().unwrap()).collect();
        assert_eq!(lines, paths.map(|path| format!("{path} HTTP/1.1")));
    }
}

#[test]
fn what_is_not_replaced_stays_where_it_is_documented() {
    let config = Config::builder().server(servers::DEFAULT, servers::SANDBOX_PADDLE_EXAMPLE).build().unwrap();
    let uri = |request: Result<http::Request<_>, fieldstone_tests::Error>| request.unwrap().uri().to_string();
    assert_eq!(config.base_url(), "https://sandbox.paddle.example");
    assert_eq!(uri(paddle::ListKayaks::new().to_request(&config)), "https://sandbox.paddle.example/v2/kayaks");
    assert_eq!(
        uri(paddle::SinkAKayak::new("7").to_request(&config)),
        "https://sandbox.paddle.example/v2/kayaks/7/sink"
    );
    assert_eq!(uri(paddle::HangUpAPhoto::new("x").to_request(&config)), "https://photos.paddle.example/v2/photos");
    let plain = Config::builder().build().unwrap();
    assert_eq!(uri(paddle::SinkAKayak::new("7").to_request(&plain)), "https://sandbox.paddle.example/v2/kayaks/7/sink");
    assert_eq!(uri(paddle::ReadTheGauge::new().to_request(&plain)), "https://api.paddle.example/v2/gauge");
}

#[test]
fn a_server_that_is_named_wins_over_what_is_given_for_all() {
    let config =
        Config::builder().base_url("https://mock.example").server(servers::PHOTOS_PADDLE_EXAMPLE, "https://p.example");
    let config = config.build().unwrap();
    let photo = paddle::HangUpAPhoto::new("x").to_request(&config).unwrap();
    assert_eq!(photo.uri().to_string(), "https://p.example/v2/photos");
    let sink = paddle::SinkAKayak::new("7").to_request(&config).unwrap();
    assert_eq!(sink.uri().to_string(), "https://mock.example/v2/kayaks/7/sink");
}

#[test]
fn only_documented_servers_are_replaced_and_only_by_safe_ones() {
    let unknown = Config::builder().server("https://nobody.example", "https://else.example").build().unwrap_err();
    assert!(unknown.to_string().contains("none of the documented servers"), "{unknown}");
    let clear = Config::builder().server(servers::PHOTOS_PADDLE_EXAMPLE, "http://photos.example").build().unwrap_err();
    assert!(clear.to_string().contains("not `https`"), "{clear}");
    let allowed = Config::builder().server(servers::PHOTOS_PADDLE_EXAMPLE, "http://photos.example").allow_http();
    assert!(allowed.build().is_ok());
}

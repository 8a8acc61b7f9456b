//! Input: an API whose operations want a token, a password, a key of their own, or nothing; and a server on loopback.
//! Output: the credentials that arrive, through both clients.
//! Invariant: an operation gets what it wants, and nothing that is another one's.

#[path = "bodies/server.rs"]
#[allow(dead_code, reason = "the suite of bodies uses the rest")]
mod server;

use fieldstone_tests::documents_schemes_of_operations as archive;
use fieldstone_tests::lowering_key_in_query as hives;
use fieldstone_tests::runtime::KeyLocation;
use server::{Received, Server, answer};

const VAULT: KeyLocation = KeyLocation::Header("x-vault-key");
const STEP: KeyLocation = KeyLocation::Query("step_key");

/// Each request line with the credentials that its headers hold.
fn seen(requests: &[Received]) -> Vec<String> {
    let line = |request: &Received| {
        let names = ["authorization", "x-vault-key", "cookie"];
        let headers: Vec<String> =
            names.iter().map(|name| request.header(name)).filter(|value| !value.is_empty()).collect();
        format!("{} {}", request.head.lines().next().unwrap_or_default(), headers.join(", "))
    };
    requests.iter().map(line).collect()
}

fn done() -> server::Answer {
    answer("200 OK", "application/json", "")
}

fn call_all(builder: archive::ClientBuilder, blocking: bool) {
    if blocking {
        let client = builder.build_blocking().unwrap();
        client.list_scrolls().shelf("a").send().unwrap();
        client.add_scroll().send().unwrap();
        client.read_hours().send().unwrap();
        client.start_session().send().unwrap();
        client.open_vault(3).send().unwrap();
        client.ask_for_ladder().send().unwrap();
        return;
    }
    let client = builder.build().unwrap();
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        client.list_scrolls().shelf("a").await.unwrap();
        client.add_scroll().await.unwrap();
        client.read_hours().await.unwrap();
        client.start_session().await.unwrap();
        client.open_vault(3).await.unwrap();
        client.ask_for_ladder().await.unwrap();
    });
}

#[test]
fn each_operation_gets_the_credentials_that_it_wants() {
    for blocking in [false, true] {
        let server = Server::new([done(), done(), done(), done(), done(), done()]);
        let builder = archive::Client::builder().base_url(&server.url).bearer_token("t0ken").basic_auth("ann", "pw");
        call_all(builder.api_key_at(VAULT, "iron").api_key_at(STEP, "w o"), blocking);
        let wanted = [
            "GET /scrolls?shelf=a HTTP/1.1 Bearer t0ken",
            "POST /scrolls HTTP/1.1 Bearer t0ken",
            "GET /hours HTTP/1.1 ",
            "POST /sessions HTTP/1.1 Basic YW5uOnB3",
            "GET /vault?door=3 HTTP/1.1 iron",
            "GET /ladder?step_key=w%20o HTTP/1.1 ",
        ];
        assert_eq!(seen(&server.finish()), wanted);
    }
}

#[test]
fn what_is_another_ones_is_not_sent_in_its_place() {
    for blocking in [false, true] {
        let server = Server::new([done(), done(), done(), done(), done(), done()]);
        let builder = archive::Client::builder().base_url(&server.url);
        call_all(builder.basic_auth("ann", "pw").api_key_at(VAULT, "iron"), blocking);
        let wanted = [
            "GET /scrolls?shelf=a HTTP/1.1 ",
            "POST /scrolls HTTP/1.1 ",
            "GET /hours HTTP/1.1 ",
            "POST /sessions HTTP/1.1 Basic YW5uOnB3",
            "GET /vault?door=3 HTTP/1.1 iron",
            "GET /ladder HTTP/1.1 ",
        ];
        assert_eq!(seen(&server.finish()), wanted);
    }
}

#[test]
fn a_key_that_api_toml_names_is_the_clients_and_no_argument() {
    for blocking in [false, true] {
        let server = Server::new([answer("200 OK", "application/json", r#"{"bees":7}"#)]);
        let builder = hives::Client::builder().base_url(&server.url).api_key("k&y");
        // The page documents the key as a parameter that every call needs.
        let bees = if blocking {
            builder.build_blocking().unwrap().count_the_bees("4").since("now").send().unwrap().bees
        } else {
            let client = builder.build().unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(client.count_the_bees("4").since("now").send()).unwrap().bees
        };
        assert_eq!(bees, Some(7));
        assert_eq!(seen(&server.finish()), ["GET /hives/4/count?since=now&hive_key=k%26y HTTP/1.1 "]);
    }
}

#[test]
fn no_credentials_are_shown() {
    let builder = archive::Config::builder().bearer_token("t0ken").basic_auth("ann", "pw").api_key_at(VAULT, "iron");
    let shown = format!("{builder:?} {:?}", builder.clone().api_key_at(STEP, "wood").build().unwrap());
    assert!(["t0ken", "YW5uOnB3", "iron", "wood"].iter().all(|secret| !shown.contains(secret)), "{shown}");
}

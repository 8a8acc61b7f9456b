//! Input: a server on loopback in place of the chatting API. Output: what the client of that API sends and reads.
//! Invariant: request bodies are compared as JSON, and no test depends on the network.

use fieldstone_apis::chatting::{self, ThreadMode as Mode, UpdateThreadStatusBody};
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const PATH: &str = "/v1/chatting/361/thread/update-thread";

async fn server(answer: Value) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("PATCH"))
        .and(path(PATH))
        .and(header("authorization", "Bearer s3cret"))
        .and(header("content-type", "application/json"))
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(&server)
        .await;
    server
}

fn client(server: &MockServer) -> chatting::Client {
    chatting::Client::builder().base_url(server.uri()).bearer_token("s3cret").build().unwrap()
}

/// The body that a call with these updates sends.
async fn sent(updates: Vec<UpdateThreadStatusBody>) -> Value {
    let server = server(json!({})).await;
    client(&server).update_thread_status("361", updates).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let [request] = requests.as_slice() else { panic!("{} requests", requests.len()) };
    serde_json::from_slice(&request.body).unwrap()
}

fn update() -> UpdateThreadStatusBody {
    UpdateThreadStatusBody::new("t1")
}

#[tokio::test]
async fn the_body_is_a_list_of_updates() {
    assert_eq!(sent(Vec::new()).await, json!([]));
    assert_eq!(sent(vec![update()]).await, json!([{ "threadId": "t1" }]));
    let both = vec![
        update().resolved(true).archived(false).escalated(true).important(false).tags(["vip", "new"]),
        UpdateThreadStatusBody::new("t2").mode(Mode::Human).internal_notes("called back"),
    ];
    assert_eq!(
        sent(both).await,
        json!([
            {
                "threadId": "t1",
                "resolved": true,
                "archived": false,
                "escalated": true,
                "important": false,
                "tags": ["vip", "new"]
            },
            { "threadId": "t2", "mode": "HUMAN", "internalNotes": "called back" }
        ])
    );
}

#[tokio::test]
async fn a_title_that_is_absent_null_or_given_makes_three_bodies() {
    assert_eq!(sent(vec![update()]).await, json!([{ "threadId": "t1" }]));
    assert_eq!(sent(vec![update().title_null()]).await, json!([{ "threadId": "t1", "title": null }]));
    assert_eq!(sent(vec![update().title("Hello")]).await, json!([{ "threadId": "t1", "title": "Hello" }]));
    assert_eq!(
        sent(vec![update().title("").internal_notes_null()]).await,
        json!([{ "threadId": "t1", "title": "", "internalNotes": null }])
    );
}

#[tokio::test]
async fn a_mode_that_nobody_documents_can_be_sent_and_read_back() {
    let body = sent(vec![update().mode(Mode::from("ROBOT")), update().mode(Mode::Ai)]).await;
    assert_eq!(body[0]["mode"], "ROBOT");
    assert_eq!(body[1]["mode"], "AI");
    let read: UpdateThreadStatusBody = serde_json::from_value(body[0].clone()).unwrap();
    assert_eq!(read.mode, Some(Mode::Unknown("ROBOT".to_owned())));
}

#[tokio::test]
async fn an_answer_keeps_its_lists_of_lists() {
    let server = server(json!({
        "success": true,
        "message": "done",
        "data": {
            "updatedThreads": [
                [{ "id": "1", "unreadMessagesCount": 2, "startedAt": "2023-11-07T05:31:56Z" }, { "id": "2" }],
                [],
                [{ "id": "3", "anonymous": false, "llmModel": { "provider": "x" }, "unheardOf": [1] }]
            ]
        }
    }))
    .await;
    let answer = client(&server).update_thread_status("361", [update()]).await.unwrap();
    assert_eq!((answer.success, answer.message.as_deref()), (Some(true), Some("done")));
    let lists = answer.data.unwrap().updated_threads.unwrap();
    assert_eq!(lists.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0, 1]);
    let first = &lists[0][0];
    assert_eq!((first.id.as_deref(), first.unread_messages_count), (Some("1"), Some(2.0)));
    assert_eq!(first.started_at.as_ref().unwrap().as_str(), "2023-11-07T05:31:56Z");
    assert_eq!(lists[2][0].llm_model.as_ref().unwrap().provider.as_deref(), Some("x"));
}

#[tokio::test]
async fn a_text_that_is_no_date_time_does_not_fail_the_answer() {
    for text in ["", "yesterday", "2023-13-45T99:99:99Z", "1699335116"] {
        let server = server(json!({ "data": { "updatedThreads": [[{ "id": "1", "endedAt": text }]] } })).await;
        let answer = client(&server).update_thread_status("361", [update()]).await.unwrap();
        let lists = answer.data.unwrap().updated_threads.unwrap();
        assert_eq!(lists[0][0].ended_at.as_ref().unwrap().as_str(), text);
    }
}

#[tokio::test]
async fn missing_keys_and_nulls_do_not_fail_the_answer() {
    for data in [json!(null), json!({}), json!({ "updatedThreads": null }), json!({ "updatedThreads": [[]] })] {
        let server = server(json!({ "success": null, "data": data })).await;
        let answer = client(&server).update_thread_status("361", [update()]).await.unwrap();
        assert_eq!(answer.success, None);
    }
}

#[test]
fn the_documented_server_is_the_default() {
    let config = chatting::Config::builder().bearer_token("s3cret").build().unwrap();
    let request = chatting::UpdateThreadStatus::new("361", [update()]).to_request(&config).unwrap();
    assert_eq!(
        request.uri().to_string(),
        "https://interhemispheric-unwet-paulene.ngrok-free.dev/api/v1/chatting/361/thread/update-thread"
    );
    assert_eq!(config.base_url(), chatting::servers::DEFAULT);
    assert_eq!(request.method(), "PATCH");
    assert_eq!(request.headers()["authorization"], "Bearer s3cret");
}

#[test]
fn the_chatbot_s_id_is_one_segment_of_the_path() {
    let config = chatting::Config::builder().base_url("https://example.com").build().unwrap();
    let uri = |id: &str| {
        chatting::UpdateThreadStatus::new(id, []).to_request(&config).map(|request| request.uri().to_string())
    };
    assert_eq!(uri("a/b").unwrap(), "https://example.com/v1/chatting/a%2Fb/thread/update-thread");
    assert!(uri("..").unwrap_err().is_request());
}

#[test]
fn a_date_time_is_a_timestamp_where_its_text_is_one() {
    let date = fieldstone_apis::DateTime::from("2023-11-07T07:31:56.5+02:00");
    let timestamp = date.to_timestamp().unwrap();
    assert_eq!((timestamp.as_millisecond(), date.as_str()), (1_699_335_116_500, "2023-11-07T07:31:56.5+02:00"));
    assert_eq!(fieldstone_apis::DateTime::from(timestamp).as_str(), "2023-11-07T05:31:56.5Z");
    for text in ["", "yesterday", "2023-11-07", "2023-11-07T05:31:56", "2023-13-45T99:99:99Z"] {
        assert!(fieldstone_apis::DateTime::from(text).to_timestamp().is_err(), "{text}");
    }
}

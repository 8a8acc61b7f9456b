//! Input: any bytes, as what a server answers or a caller gives. Output: nothing, if the client makes of them what it must.
//! Invariant: no answer stops the client; what is kept of it is no more than it is, and every list ends.

use fieldstone_tests::{
    MemoryTransport, RetryPolicy, TYPES, Upload, lowering_event_stream as kilns, lowering_file_among_fields as halls,
    pagination_cursor_in_query as herons,
};
use http::Response;

/// What parts the bytes into pieces: no text holds it.
const CUT: u8 = 0xff;

/// JSON for any of the types of all fixtures: what was read is written, and read again to the same.
pub fn decode(bytes: &[u8]) {
    let Some(([high, low], json)) = bytes.split_first_chunk::<2>() else { return };
    let Ok(json) = serde_json::from_slice::<fieldstone_tests::Json>(json) else { return };
    let at = usize::from(u16::from_be_bytes([*high, *low])) % TYPES.len();
    let Some(row) = TYPES.get(at) else { return };
    let Ok(written) = (row.round_trip)(&json) else { return };
    let again = (row.round_trip)(&written).unwrap_or_else(|error| panic!("{} {}: {error}", row.api, row.name));
    assert_eq!(again, written, "{} {}", row.api, row.name);
    // What is written may have more than was given only where a member has a name and no value.
    assert!(written.to_string().len() <= 4 * json.to_string().len() + 4096);
}

fn pieces(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split(|byte| *byte == CUT).map(<[u8]>::to_vec).collect()
}

/// An event stream, in pieces and whole: the same events, and no more than the bytes hold.
pub fn events(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let whole = pieces.concat();
    let api = MemoryTransport::new();
    let builder = kilns::Client::builder().base_url("https://a.example").retry(RetryPolicy::off());
    let client = builder.response_limit(1 << 16).build_blocking_with(api.clone()).expect("a client");
    let mut seen = Vec::new();
    for chunks in [pieces, vec![whole.clone()]] {
        api.answer_chunks::<kilns::ReadTheLog>(Response::new(chunks));
        let mut all = Vec::new();
        for event in client.read_the_log("1").send_events().expect("a stream").take(whole.len() + 2) {
            match event {
                Ok(event) => all.push((event.event, event.data, event.id.to_string())),
                Err(error) => {
                    assert!(error.is_too_large() || error.is_decode() || error.is_interrupted(), "{error:?}");
                    if !error.is_decode() {
                        break;
                    }
                }
            }
        }
        assert!(all.len() <= whole.len(), "more events than bytes");
        let data = all.iter().map(|(_, data, _)| data.len()).sum::<usize>();
        // What is no UTF-8 becomes the sign for that, which is longer.
        assert!(data <= 3 * whole.len());
        seen.push(all);
    }
    assert_eq!(seen.first(), seen.last(), "how the bytes are cut changes nothing");
}

/// A form of parts: what a caller gives is in it, and none of it ends a part.
pub fn multipart(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let piece = |at: usize| pieces.get(at).map(|piece| String::from_utf8_lossy(piece).into_owned()).unwrap_or_default();
    let (title, file, name) = (piece(0), piece(1), piece(2));
    let api = MemoryTransport::new();
    let builder = halls::Client::builder().base_url("https://a.example").retry(RetryPolicy::off());
    let client = builder.build_blocking_with(api.clone()).expect("a client");
    api.answer_raw::<halls::HangAPicture>(Response::new("{\"id\": \"1\"}"));
    let upload = Upload::bytes(file.clone().into_bytes()).file_name(name);
    let call = client.hang_a_picture("1", upload, title.clone());
    if call.send().is_err() {
        // A name that no header can hold is refused, and nothing is sent.
        assert!(api.requests().is_empty());
        return;
    }
    let request = api.requests().pop().expect("one request");
    let media =
        request.headers().get("content-type").and_then(|media| media.to_str().ok()).unwrap_or_default().to_owned();
    let boundary = media.split("boundary=").nth(1).expect("a boundary").trim_matches('"').to_owned();
    let body = request.body().as_bytes().expect("all of it is in memory").to_vec();
    let parts = body.windows(boundary.len()).filter(|window| *window == boundary.as_bytes()).count();
    assert_eq!(parts, 3, "two parts and the end");
    let holds = |text: &str| text.is_empty() || body.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds(&title) && holds(&file));
}

/// A list in pages: it ends, whatever the pages say.
pub fn pages(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let api = MemoryTransport::new();
    let builder = herons::Client::builder().base_url("https://a.example").retry(RetryPolicy::off());
    let client = builder.build_blocking_with(api.clone()).expect("a client");
    for piece in &pieces {
        api.answer_raw::<herons::ListHerons>(Response::new(piece.clone()));
    }
    let mut items = 0;
    for item in client.list_herons().items() {
        items += 1;
        assert!(items <= bytes.len() + 1, "more items than bytes");
        if item.is_err() {
            break;
        }
    }
    assert!(api.requests().len() <= pieces.len() + 1, "no page is asked for that was not told of");
}

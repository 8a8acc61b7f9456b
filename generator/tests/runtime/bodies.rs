//! Bodies: forms and files as they are written, sources opened when they are sent and read piece by piece.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use serde_json::json;

use crate::runtime::body::Body;
use crate::runtime::body_source::Source;
use crate::runtime::config::{Api, Config};
use crate::runtime::decode_plain::read_text;
use crate::runtime::error::Error;
use crate::runtime::form::Form;
use crate::runtime::operation::{CallOptions, Operation, ReadAnswer};
use crate::runtime::request_options::RequestOptions;
use crate::runtime::request_writer::RequestWriter;
use crate::runtime::upload::Upload;

enum Example {}

impl Api for Example {
    const NAME: &'static str = "example";
    const SERVERS: &'static [&'static str] = &["https://api.example.com"];
}

type Write = Box<dyn Fn(&mut RequestWriter) -> Result<(), Error>>;

struct Call(Write, RequestOptions);

impl CallOptions for Call {
    fn options(&self) -> Option<&RequestOptions> {
        Some(&self.1)
    }
}

impl Operation for Call {
    type Api = Example;
    type Output = ();
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/thing";
    const READ: ReadAnswer<()> = |_, _| Ok(());

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        (self.0)(request)
    }
}

fn request_with(
    options: RequestOptions,
    write: impl Fn(&mut RequestWriter) -> Result<(), Error> + 'static,
) -> Result<(String, String), Error> {
    let request = Call(Box::new(write), options).to_request(&Config::builder().build()?)?;
    let (parts, body) = request.into_parts();
    let media_type = parts.headers.get("content-type").map_or("", |value| value.to_str().unwrap()).to_owned();
    Ok((media_type, String::from_utf8(body.into_bytes().unwrap()).unwrap()))
}

fn request(write: impl Fn(&mut RequestWriter) -> Result<(), Error> + 'static) -> Result<(String, String), Error> {
    request_with(RequestOptions::new(), write)
}

/// The text with its boundary called `B`.
fn parts((media_type, body): (String, String)) -> String {
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!(boundary.len() >= 32 && boundary.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    body.replace(boundary, "B").replace("\r\n", "|\n")
}

#[test]
fn a_form_of_parts_is_written_as_servers_read_it() {
    let sent = request(|writer| {
        writer.multipart();
        writer.field("title", "a & b")?;
        writer.field("none", &None::<i64>)?;
        writer.field("tags", &["x", "y"])?;
        writer.field("about", &json!({ "n": 1.5 }))?;
        writer.files("doc", [&Upload::from("hello").file_name("hello.txt").media_type("text/plain")])?;
        writer.files("more", &vec![Upload::from(b"bytes"), Upload::from("z")])
    });
    insta::assert_snapshot!(parts(sent.unwrap()), @r#"
    --B|
    Content-Disposition: form-data; name="title"|
    |
    a & b|
    --B|
    Content-Disposition: form-data; name="tags"|
    |
    x|
    --B|
    Content-Disposition: form-data; name="tags"|
    |
    y|
    --B|
    Content-Disposition: form-data; name="about"|
    Content-Type: application/json|
    |
    {"n":1.5}|
    --B|
    Content-Disposition: form-data; name="doc"; filename="hello.txt"|
    Content-Type: text/plain|
    |
    hello|
    --B|
    Content-Disposition: form-data; name="more"; filename="file"|
    Content-Type: application/octet-stream|
    |
    bytes|
    --B|
    Content-Disposition: form-data; name="more"; filename="file"|
    Content-Type: application/octet-stream|
    |
    z|
    --B--|
    "#);
}

#[test]
fn a_form_of_pairs_repeats_lists_and_writes_objects_as_json() {
    let sent = request(|writer| {
        writer.form();
        writer.field("a b", &json!(["x&y", 2, true]))?;
        writer.fields(&json!({ "o": { "k": "v=" }, "gone": null, "f": 3.0 }))
    });
    let (media_type, body) = sent.unwrap();
    assert_eq!(media_type, "application/x-www-form-urlencoded");
    assert_eq!(body, "a%20b=x%26y&a%20b=2&a%20b=true&f=3&o=%7B%22k%22%3A%22v%3D%22%7D");
}

#[test]
fn members_that_a_call_adds_are_fields_of_a_form_and_nothing_of_other_bodies() {
    let extra = || RequestOptions::new().body_member("a", "new").body_member("b", [1, 2]);
    let write = |multipart: bool| {
        move |writer: &mut RequestWriter| {
            if multipart {
                writer.multipart();
            } else {
                writer.form();
            }
            writer.field("a", "old")?;
            writer.field("c", &1)
        }
    };
    assert_eq!(request_with(extra(), write(false)).unwrap().1, "c=1&a=new&b=1&b=2");
    let sent = parts(request_with(extra(), write(true)).unwrap());
    assert!(sent.contains("name=\"a\"|\n|\nnew|") && sent.matches("name=\"b\"").count() == 2 && !sent.contains("old"));
    let error = request_with(extra(), |writer| writer.upload(&Upload::from("x"))).unwrap_err();
    assert!(error.is_request() && error.to_string().contains("neither a JSON object nor a form"), "{error}");
    assert!(
        request_with(extra(), |writer| {
            writer.text("x");
            Ok(())
        })
        .unwrap_err()
        .is_request()
    );
}

#[test]
fn the_documented_media_type_is_sent_and_a_file_knows_its_own() {
    let upload = |file: Upload| {
        request(move |writer| {
            writer.content_type("audio/mpeg");
            writer.upload(&file)
        })
        .unwrap()
        .0
    };
    assert_eq!(upload("x".into()), "audio/mpeg");
    assert_eq!(upload(Upload::from("x").media_type("audio/wav")), "audio/wav");
    let json = request(|writer| {
        writer.content_type("application/vnd.api+json");
        writer.json(&1)
    });
    assert_eq!(json.unwrap().0, "application/vnd.api+json");
    let text = request(|writer| {
        writer.text("é");
        Ok(())
    });
    assert_eq!(text.unwrap(), ("text/plain; charset=utf-8".to_owned(), "é".to_owned()));
    // A documented header that says `multipart/form-data` does not know the boundary.
    let form = request(|writer| {
        writer.header("Content-Type", "multipart/form-data")?;
        writer.multipart();
        writer.field("a", &1)
    });
    assert!(form.unwrap().0.contains("boundary="));
}

#[test]
fn what_cannot_be_written_is_refused_by_its_name() {
    let bad = || Upload::from("x").media_type("text/plain\r\nx-evil: 1");
    let cases: [(&str, Result<(String, String), Error>); 4] = [
        (
            "doc",
            request(move |writer| {
                writer.multipart();
                writer.files("doc", [&bad()])
            }),
        ),
        ("body", request(move |writer| writer.upload(&bad()))),
        (
            "doc",
            request(|writer| {
                writer.form();
                writer.files("doc", [&Upload::from("x")])
            }),
        ),
        (
            "body",
            request(|writer| {
                writer.form();
                writer.fields(&[1])
            }),
        ),
    ];
    for (name, result) in cases {
        let error = result.unwrap_err();
        assert!(error.is_request() && error.to_string().contains(&format!("`{name}` cannot be sent")), "{error}");
    }
}

/// What a server reads: names, file names and contents.
fn read_parts(body: &[u8], boundary: &str) -> Vec<(String, Option<String>, Vec<u8>)> {
    let line = format!("--{boundary}");
    let find = |text: &[u8], what: &[u8]| text.windows(what.len()).position(|window| window == what);
    let mut rest = body.strip_prefix(line.as_bytes()).unwrap();
    let mut parts = Vec::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let head_end = find(part, b"\r\n\r\n").unwrap();
        let head = String::from_utf8(part[..head_end].to_vec()).unwrap();
        let content = &part[head_end + 4..];
        let end = find(content, format!("\r\n{line}").as_bytes()).unwrap();
        let lines: Vec<&str> = head.split("\r\n").collect();
        assert!(lines.len() <= 2 && lines[0].starts_with("Content-Disposition: form-data; "), "{head}");
        let quoted = |key: &str| Some(lines[0].split_once(&format!(" {key}=\""))?.1.split('"').next()?.to_owned());
        parts.push((quoted("name").unwrap(), quoted("filename"), content[..end].to_vec()));
        rest = &content[end + 2 + line.len()..];
    }
    assert_eq!(rest, b"--\r\n");
    parts
}

proptest! {
    #[test]
    fn no_name_and_no_content_breaks_out_of_its_part(
        fields in proptest::collection::vec((".{0,12}|[\"\r\n;=-]{0,6}", ".{0,12}|[\"\r\n]{0,6}", proptest::collection::vec(any::<u8>(), 0..40)), 0..5)
    ) {
        let mut form = Form::multipart();
        for (name, file_name, content) in &fields {
            form.file(name, &Upload::bytes(content.clone()).file_name(file_name), None).unwrap();
        }
        let (body, media_type) = form.finish().unwrap();
        let boundary = media_type.split_once("boundary=").unwrap().1.to_owned();
        let read = read_parts(&body.into_bytes().unwrap(), &boundary);
        let escaped = |text: &str| text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let expected: Vec<_> =
            fields.iter().map(|(name, file, content)| (escaped(name), Some(escaped(file)), content.clone())).collect();
        prop_assert_eq!(read, expected);
    }
}

#[test]
fn no_two_forms_have_one_boundary() {
    let boundary = || Form::multipart().finish().unwrap().1;
    assert_ne!(boundary(), boundary());
}

/// A reader of so many bytes that tells how many were taken at once.
struct Counting(u64, Arc<AtomicUsize>);

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1.fetch_max(buffer.len(), Ordering::Relaxed);
        let read = buffer.len().min(usize::try_from(self.0).unwrap());
        buffer[..read].fill(b'x');
        self.0 -= read as u64;
        Ok(read)
    }
}

#[test]
fn a_source_is_read_piece_by_piece_and_opened_for_each_sending() {
    let (opened, largest) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&opened);
    let file = Upload::reader(1 << 30, move || {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(Counting(1 << 30, Arc::clone(&largest)))
    });
    let mut form = Form::multipart();
    form.file("big", &file, None).unwrap();
    let (body, _) = form.parts("B").unwrap();
    assert!(body.as_bytes().is_none() && body.len().unwrap() > 1 << 30);
    assert_eq!(opened.load(Ordering::Relaxed), 0);
    for sending in 1..=2 {
        let mut reader = body.clone().into_reader().unwrap();
        assert_eq!((reader.len(), opened.load(Ordering::Relaxed)), (body.len(), sending));
        let mut head = [0; 200];
        reader.read_exact(&mut head).unwrap();
        assert!(head.starts_with(b"--B\r\n"));
    }
    assert!(!format!("{body:?} {file:?}").contains("xx"));
}

#[test]
fn a_file_has_the_length_that_it_has_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a \"b\".txt");
    std::fs::write(&path, "first").unwrap();
    let body = Body::from(Upload::file(&path).source().clone());
    assert_eq!(body.len(), None);
    std::fs::write(&path, "second!").unwrap();
    assert_eq!(body.clone().into_reader().unwrap().len(), Some(7));
    assert_eq!(body.clone().into_bytes().unwrap(), b"second!");
    std::fs::remove_file(&path).unwrap();
    let error = Error::body_unavailable(body.into_reader().unwrap_err());
    assert!(error.is_request() && error.to_string().contains("a \"b\".txt"), "{error}");
    assert!(Body::from(Upload::file(folder.path()).source().clone()).into_reader().is_err());
}

#[test]
fn a_source_gives_what_it_announces_or_fails() {
    let body = |len: u64| Body::from(Upload::reader(len, || Ok(io::Cursor::new(b"12345"))).source().clone());
    assert_eq!(body(3).into_bytes().unwrap(), b"123");
    assert_eq!(body(6).into_bytes().unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    let open = Body::from(Upload::reader(None, || Ok(io::Cursor::new(b"12345"))).source().clone());
    assert_eq!((open.len(), open.into_bytes().unwrap().len()), (None, 5));
}

#[test]
fn what_has_no_file_is_one_piece() {
    assert!(Body::empty().is_empty() && Body::empty().as_bytes() == Some(&[]));
    assert!(Body::from(Vec::new()).is_empty());
    let form = |file: Upload| {
        let mut form = Form::multipart();
        form.add("a", &super::runtime::Json::from("1")).unwrap();
        form.file("b", &file, None).unwrap();
        form.add("c", &super::runtime::Json::from("2")).unwrap();
        form.finish().unwrap().0
    };
    assert!(form(Upload::bytes("xyz")).as_bytes().is_some());
    let read = form(Upload::reader(3, || Ok(io::Cursor::new(b"xyz"))));
    assert!(read.as_bytes().is_none() && read.len() == form(Upload::bytes("xyz")).len());
}

#[test]
fn a_text_is_utf8_or_an_error() {
    assert_eq!(read_text(b"\xEF\xBB\xBFa,b\r\n").unwrap(), "a,b\r\n");
    assert_eq!(read_text(b"").unwrap(), "");
    assert!(read_text(b"caf\xe9").unwrap_err().to_string().contains("utf-8"));
}

//! Path values: encoded whole, or refused.

use proptest::prelude::*;

use crate::runtime::encode::Problem;
use crate::runtime::path_builder::PathBuilder;

fn path(base: &str, value: &str) -> Result<String, Problem> {
    let mut path = PathBuilder::below(base);
    path.literal("/thread/");
    path.value(value)?;
    path.literal("/messages");
    path.finish()
}

fn decode(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.extend(u8::from_str_radix(&hex, 16));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn values_that_lead_elsewhere_are_refused() {
    assert_eq!(path("", ""), Err(Problem::Empty));
    for value in [".", "..", "\t", "\r\n", "\t..", "..\n", ".\r.", "%2e", "%2E%2e", ".%2e", "%2\te."] {
        assert_eq!(path("", value), Err(Problem::DotSegment), "{value:?}");
    }
}

#[test]
fn dots_that_meet_across_pieces_are_refused() {
    let mut path = PathBuilder::below("/base");
    path.literal("/files/.");
    path.value("x").unwrap();
    assert_eq!(path.finish().unwrap(), "/base/files/.x");
    let mut path = PathBuilder::below("/base");
    path.literal("/files/.%2");
    path.value("e").unwrap();
    assert_eq!(path.finish(), Err(Problem::Path));
}

#[test]
fn a_template_that_is_no_path_is_refused() {
    for literal in ["thread", "", "/a?b", "/a#b", "/a b", "/../b", "/a/%2e%2E/b", "/a\\b", "/a\nb", "//..", "/\u{202e}"]
    {
        let mut path = PathBuilder::below("/base");
        path.literal(literal);
        assert_eq!(path.finish(), Err(Problem::Path), "{literal:?}");
    }
}

#[test]
fn letters_of_a_template_that_are_not_ascii_are_encoded() {
    let mut path = PathBuilder::below("/base");
    path.literal("/höhen/");
    path.value("groß").unwrap();
    assert_eq!(path.finish().unwrap(), "/base/h%C3%B6hen/gro%C3%9F");
}

#[test]
fn everything_but_unreserved_characters_is_encoded() {
    assert_eq!(path("/v1", "..\\..\\a/b?c#d e%é").unwrap(), "/v1/thread/..%5C..%5Ca%2Fb%3Fc%23d%20e%25%C3%A9/messages");
    assert_eq!(path("", "aZ09-._~").unwrap(), "/thread/aZ09-._~/messages");
}

proptest! {
    #[test]
    fn a_value_stays_in_its_segment(value in "(\\PC|[./\\\\%2eE\t\r\n?#]){0,12}") {
        if let Ok(path) = path("/base", &value) {
            let segments: Vec<_> = path.split('/').collect();
            prop_assert_eq!(segments.len(), 5);
            prop_assert_eq!((segments[1], segments[2], segments[4]), ("base", "thread", "messages"));
            prop_assert_eq!(decode(segments[3]), value);
        }
    }
}

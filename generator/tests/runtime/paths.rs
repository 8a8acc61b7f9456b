//! Path values: encoded whole, or refused.

use proptest::prelude::*;

use crate::runtime::encode::Problem;
use crate::runtime::path_builder::PathBuilder;
use crate::runtime::path_template::PathTemplate;

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
fn a_template_is_the_texts_between_its_values() {
    let of = |template: &'static str, names: &[&str]| {
        let mut template = PathTemplate::new(template);
        let mut texts: Vec<&str> = names.iter().map(|name| template.before(name)).collect();
        texts.push(template.rest());
        texts
    };
    assert_eq!(of("/a/{b}/c/{d}.json", &["b", "d"]), ["/a/", "/c/", ".json"]);
    assert_eq!(of("/{a}/{a}", &["a", "a"]), ["/", "/", ""]);
    // What has no value is text, and so is a brace that is never closed.
    assert_eq!(of("/{x}/{a}/{y}/{z", &["a"]), ["/{x}/", "/{y}/{z"]);
    assert_eq!(of("/{x{a}/{a}", &["a"]), ["/{x{a}/", ""]);
    // What stands behind the path is none of it.
    assert_eq!(of("/{a?b}/c?d={e}#f", &["a?b"]), ["/", "/c"]);
    assert_eq!(of("/a/{b?}/c#d?e", &[]), ["/a/{b?}/c"]);
    assert_eq!(of("/a", &["b"]), ["", "/a"]);
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
    assert_eq!(path.finish().unwrap(), "/base/files/.%252e");
}

#[test]
fn a_template_that_is_no_path_is_refused() {
    for literal in ["thread", "", "/a?b", "/a#b", "/../b", "/a/%2e%2E/b", "/a\\b", "/a\nb", "//..", "/\u{202e}"] {
        let mut path = PathBuilder::below("/base");
        path.literal(literal);
        assert_eq!(path.finish(), Err(Problem::Path), "{literal:?}");
    }
}

#[test]
fn text_of_a_template_that_a_url_cannot_hold_is_encoded() {
    let of = |text: &str| {
        let mut path = PathBuilder::below("/base");
        path.literal(text);
        path.finish()
    };
    assert_eq!(of("/open days/50%").unwrap(), "/base/open%20days/50%25");
    assert_eq!(of("/100% wool/%20").unwrap(), "/base/100%25%20wool/%20");
    assert_eq!(of("/a[b]{c}|\"d\"").unwrap(), "/base/a%5Bb%5D%7Bc%7D%7C%22d%22");
    assert_eq!(of("/mu\u{308}nchen/\u{1f377}").unwrap(), "/base/mu%CC%88nchen/%F0%9F%8D%B7");
}

#[test]
fn lists_and_objects_have_the_form_of_their_parameter() {
    use crate::runtime::path_form::{PathForm, text};
    let list = serde_json::json!([3, "b c", "d/e"]);
    let object = serde_json::json!({"r": 100, "g": "x,y", "none": null});
    for (form, of_list, of_object) in [
        (PathForm::SimpleEach, "3,b%20c,d%2Fe", "g=x%2Cy,r=100"),
        (PathForm::Label, ".3,b%20c,d%2Fe", ".g,x%2Cy,r,100"),
        (PathForm::LabelEach, ".3.b%20c.d%2Fe", ".g=x%2Cy.r=100"),
        (PathForm::Matrix, ";p=3,b%20c,d%2Fe", ";p=g,x%2Cy,r,100"),
        (PathForm::MatrixEach, ";p=3;p=b%20c;p=d%2Fe", ";g=x%2Cy;r=100"),
    ] {
        assert_eq!(text("p", &list, form).as_deref(), Ok(of_list), "{form:?}");
        assert_eq!(text("p", &object, form).as_deref(), Ok(of_object), "{form:?}");
    }
    for nothing in [serde_json::json!([]), serde_json::json!({})] {
        assert_eq!(text("p", &nothing, PathForm::SimpleEach), Err(Problem::Empty));
    }
    assert_eq!(text("p", &serde_json::json!([[1]]), PathForm::SimpleEach), Err(Problem::NotScalar));
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

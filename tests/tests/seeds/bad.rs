//! Input: pages that contradict each other, or end too soon. Output: diagnostics that name both places.
//! Invariant: nothing is merged in silence, and nothing stops the run.

use fieldstone::diagnostics::Code;
use fieldstone::schema::{Claim, Type};

use super::support::{api, field, fields, of_code, operation, page, places, told, understand, understand_texts};

const LIST: &str = "---
title: Show crate
api: \"GET /v1/crates/{id}\"
---

<ParamField path=\"id\" type=\"string\" required />

<ResponseField name=\"weight\" type=\"integer\" />
<ResponseField name=\"label\" type=\"string\" />
";

#[test]
fn two_pages_that_document_one_operation_differently_are_told_with_both_places() {
    let other = LIST.replace("integer", "string").replace("Show crate", "Show a crate");
    let understood = understand_texts(&[("a.mdx", LIST), ("b.mdx", &other)]);
    let [twice] = of_code(&understood, Code::DuplicateOperation)[..] else { panic!("{:?}", told(&understood)) };
    assert_eq!(places(&understood.sources, twice), ["b.mdx:3", "a.mdx:3"]);
    let [differs] = of_code(&understood, Code::ClaimsContradict)[..] else { panic!("{:?}", told(&understood)) };
    assert_eq!(places(&understood.sources, differs), ["b.mdx:8", "a.mdx:8"]);
    assert!(differs.message.contains("`weight` is string"), "{}", differs.message);
    // The first page's claim stays, the other one's is kept as evidence.
    let weight = field(api(&understood), "Crate", "weight");
    assert_eq!(weight.ty, Type::Integer);
    let losers: Vec<_> = weight.origins.iter().filter_map(|origin| origin.overruled.clone()).collect();
    assert_eq!(losers, [Claim { about: "type".to_owned(), value: "string".to_owned() }]);
}

#[test]
fn a_body_that_is_a_list_on_one_page_and_an_object_on_the_other_loses_no_field() {
    let front = |title: &str| format!("---\ntitle: {title}\napi: \"POST /v1/crates\"\n---\n\n");
    let sample = "<RequestExample>\n```json\n[{ \"weight\": \"integer\" }]\n```\n</RequestExample>\n";
    let list = format!("{}<ParamField body=\"weight\" type=\"integer\" />\n\n{sample}", front("Add crates"));
    let object = format!(
        "{}<ParamField body=\"label\" type=\"string\" />\n<ParamField body=\"weight\" type=\"integer\" />\n",
        front("Add crates")
    );
    let understood = understand_texts(&[("a.mdx", &list), ("b.mdx", &object)]);
    let api = api(&understood);
    assert_eq!(super::support::body(api, "add_crates"), ["weight", "label"]);
    let ty = &operation(api, "add_crates").request_body.as_ref().unwrap().ty;
    assert!(matches!(ty, Type::Array(_)), "{ty:?}");
}

#[test]
fn a_root_that_two_pages_cannot_both_be_right_about_is_told() {
    let other = "---
title: Show crate
api: \"GET /v1/crates/{id}\"
---

<ParamField path=\"id\" type=\"string\" required />

<ResponseExample>
```json 200
[1, 2]
```
</ResponseExample>
";
    let understood = understand_texts(&[("a.mdx", LIST), ("b.mdx", other)]);
    let [differs] = of_code(&understood, Code::ClaimsContradict)[..] else { panic!("{:?}", told(&understood)) };
    assert_eq!(places(&understood.sources, differs), ["b.mdx:10", "a.mdx:8"]);
    // Either is taken: the object keeps its members.
    assert_eq!(fields(api(&understood), "Crate").len(), 2);
}

#[test]
fn a_type_name_with_two_shapes_is_told_with_both_places() {
    let page = |id: &str, fields: &str| {
        format!(
            "---\ntitle: Show {id}\napi: \"GET /v1/{id}\"\n---\n\n<ResponseField name=\"lid\" type=\"Lid\">\n  <Expandable>\n{fields}  </Expandable>\n</ResponseField>\n"
        )
    };
    let a = page("crate", "    <ResponseField name=\"width\" type=\"integer\" />\n");
    let b = page("barrel", "    <ResponseField name=\"width\" type=\"boolean\" />\n");
    let understood = understand_texts(&[("a.mdx", &a), ("b.mdx", &b)]);
    let api = api(&understood);
    let [conflict] = of_code(&understood, Code::TypeConflict)[..] else { panic!("{:?}", told(&understood)) };
    let mut named = places(&understood.sources, conflict);
    named.sort();
    assert_eq!(named, ["a.mdx:6", "b.mdx:6"]);
    // Both live on.
    let lids = api.types.iter().filter(|ty| ty.name.contains("Lid")).count();
    assert_eq!(lids, 2);
}

#[test]
fn a_page_that_ends_anywhere_never_stops_the_run() {
    for path in [
        "algoreg/go-chat/update-thread.md",
        "algoreg/go-chat/get-thread.txt",
        "algoreg/go-chat/update-thread-collapsed.txt",
        "chatting/update-thread-status.txt",
    ] {
        let (name, bytes) = page(path);
        for cut in (1..bytes.len()).step_by(bytes.len() / 40) {
            let understood = understand(&[(name.clone(), bytes[..cut].to_vec())]);
            assert_eq!(understood.apis.len(), 1, "{name} {cut}");
        }
    }
}

#[test]
fn a_page_cut_off_in_the_middle_of_a_field_is_told_where() {
    for (path, end, code) in [
        ("algoreg/go-chat/update-thread.md", "<ResponseField name=\"file_m", "malformed-tag"),
        ("algoreg/go-chat/get-thread.txt", "\nfile_mime\n", "page-cut-off"),
        ("algoreg/go-chat/update-thread-collapsed.txt", "\"file_mime\": \"str", "page-cut-off"),
        ("chatting/update-thread-status.txt", "\"unreadMess", "page-cut-off"),
    ] {
        let (name, bytes) = page(path);
        let text = String::from_utf8(bytes).unwrap();
        let cut = text.find(end).unwrap() + end.len();
        let line = text[..cut].trim_end().lines().count();
        let understood = understand(&[(name.clone(), text.as_bytes()[..cut].to_vec())]);
        let named: Vec<_> =
            understood.diagnostics.as_slice().iter().filter(|told| told.code.as_str() == code).collect();
        assert!(!named.is_empty(), "{name}: {:?}", told(&understood));
        let places: Vec<_> = named.iter().flat_map(|told| places(&understood.sources, told)).collect();
        assert!(places.contains(&format!("{name}:{line}")), "{name}:{line} {places:?}");
    }
}

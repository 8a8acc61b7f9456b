//! What a log has to be for those who read it.

use serde_json::Value;

use super::*;

fn log(text: &str, list: &[Diagnostic], sources: &SourceMap, new: Option<&[bool]>) -> Value {
    assert!(!text.is_empty());
    let list = list.iter().collect::<Vec<_>>();
    serde_json::from_str(&super::text(vec![run(sources, &list, new, "in")])).unwrap()
}

fn told(text: &str, at: usize) -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let file = sources.add("in/a b.md", "a b.md", text);
    let here = Span::new(file, at..at + 3);
    let list = vec![
        Diagnostic::at(Code::UnknownType, here, "`x` is `no` type").label(here, "here").help("mend it"),
        Diagnostic::at(Code::EmptyPage, Span::new(file, 0..0), "the page is empty"),
        Diagnostic::at(Code::UnknownType, here, "`x` is `no` type"),
        Diagnostic::nowhere(Code::NoOperations, "nothing is there"),
    ];
    (sources, list)
}

#[test]
fn a_log_has_rules_places_and_fingerprints() {
    let (sources, list) = told("é\nx é type\n", 5);
    let log = log("x", &list, &sources, Some(&[true, false, true, true]));
    insta::assert_snapshot!(serde_json::to_string_pretty(&log["runs"][0]["results"]).unwrap());
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    for rule in rules {
        assert!(rule.get("helpUri").is_none());
        for text in [&rule["help"]["text"], &rule["shortDescription"]["text"]] {
            assert!(text.as_str().is_some_and(|text| text.len() > 10 && !text.contains("**")), "{rule}");
        }
    }
}

#[test]
fn a_fingerprint_stays_where_lines_move_and_is_one_for_each_result() {
    let fingerprints = |text: &str, at: usize| {
        let (sources, list) = told(text, at);
        let log = log(text, &list, &sources, None);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|one| one["partialFingerprints"]["fieldstone/v1"].clone()).collect::<Vec<_>>()
    };
    let before = fingerprints("é\nx é type\n", 5);
    assert_eq!(before, fingerprints("one more line\n\né\nx é type\n", 20));
    let mut each = before.iter().map(Value::to_string).collect::<Vec<_>>();
    each.sort();
    each.dedup();
    assert_eq!(each.len(), 4);
}

#[test]
fn a_path_is_a_uri() {
    assert_eq!(artifact("docs-input/a b/ü#.md").uri, "generator/docs-input/a%20b/%C3%BC%23.md");
    assert_eq!(artifact("./x.md").uri, "generator/x.md");
    let here = std::env::current_dir().unwrap();
    let inside = artifact(here.join("x/y.md").to_str().unwrap());
    assert_eq!((inside.uri.as_str(), inside.uri_base_id), ("generator/x/y.md", Some("%SRCROOT%")));
    let outside = artifact("/nowhere/x.md");
    assert_eq!((outside.uri.as_str(), outside.uri_base_id), ("file:///nowhere/x.md", None));
}

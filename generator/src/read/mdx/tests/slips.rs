//! Input: pages with slips. Output: the trees that were meant, and what is told.
//! Invariant: no slip costs a field in silence.

use super::{check, outline, told};

#[test]
fn attributes_may_touch() {
    check(
        "<ParamField body=\"key\"type=\"str\"required>x</ParamField>\n<A b=\"c\" ,d=e f=true / >\n",
        &["<ParamField body=\"key\" type=\"str\" required>", "  \"x\"", "<A b=\"c\" d=\"e\" f={true}>"],
    );
}

#[test]
fn curly_quotes_are_quotes() {
    check("<ParamField body=“key” type=‘str’ />", &["<ParamField body=\"key\" type=\"str\">"]);
}

#[test]
fn quotes_of_two_kinds_cost_nothing_else() {
    let text = "<ParamField body=\"key' type=\"str\" required />\n<ParamField body=\"b type=\"c\" />\n";
    assert_eq!(outline(text), "<ParamField body=\"key\" type=\"str\" required>\n<ParamField body=\"b\" type=\"c\">");
    assert_eq!(told(text), ["invalid-attribute 1:18", "invalid-attribute 2:18"]);
}

#[test]
fn a_missing_quote_does_not_swallow_the_next_tag() {
    let text = "<ParamField body=\"a\" type=\"str>\nAbout.\n</ParamField>\n<ParamField body=\"b\" type=\"int\" />\n";
    assert_eq!(
        outline(text),
        "<ParamField body=\"a\" type=\"str\">\n  \"About.\"\n<ParamField body=\"b\" type=\"int\">"
    );
    assert_eq!(told(text), ["invalid-attribute 1:27"]);
}

#[test]
fn a_tag_without_its_end_stops_at_the_next() {
    let text = "<ParamField body=\"a\" type=\"b\"\n<ParamField body=\"c\" />\n";
    assert_eq!(outline(text), "<ParamField body=\"a\" type=\"b\">\n  <ParamField body=\"c\">");
    assert_eq!(told(text), ["malformed-tag 1:1", "unclosed-tag 1:1"]);
}

#[test]
fn a_word_behind_a_bracket_is_no_tag() {
    assert_eq!(told("Compare a <B and so on.\n\n<A>x</A>"), Vec::<String>::new());
    assert_eq!(told("<ParamField and\n\n<A>x</A>"), ["malformed-tag 1:1"]);
}

#[test]
fn a_closing_tag_may_hold_a_space() {
    check(
        "<ResponseExample>\n```\n</a>\n```\n</ ResponseExample >\nx",
        &["<ResponseExample>", "  code \"\" \"</a>\\n\"", "\"x\""],
    );
}

#[test]
fn the_twin_closes_too() {
    let text = "<RequestExample>a</ResponseExample>\n<ResponseExample>b</ResponseExample>";
    assert_eq!(outline(text), "<RequestExample>\n  \"a\"\n<ResponseExample>\n  \"b\"");
    assert_eq!(told(text), ["stray-closing-tag 1:18"]);
}

#[test]
fn what_is_not_closed_ends_where_its_surroundings_end() {
    let text = "<Tabs>\n<Tab title=\"200\">\n<ParamField body=\"a\">\n</Tabs>\n<Note>\nx\n</Tip>";
    assert_eq!(outline(text), "<Tabs>\n  <Tab title=\"200\">\n    <ParamField body=\"a\">\n<Note>\n  \"x\"");
    assert_eq!(told(text), ["unclosed-tag 2:1", "unclosed-tag 3:1", "unclosed-tag 5:1", "stray-closing-tag 7:1"]);
}

#[test]
fn a_fence_that_is_never_closed_ends_with_its_component() {
    let text = "<RequestExample>\n```json\n{}\n</RequestExample>\n<ParamField body=\"a\" />\n```bash\nls\n```\n";
    assert_eq!(
        outline(text),
        "<RequestExample>\n  code \"json\" \"{}\\n\"\n<ParamField body=\"a\">\ncode \"bash\" \"ls\\n\""
    );
    assert_eq!(told(text), ["unclosed-fence 2:1"]);
    assert_eq!(outline("```\na\n"), "code \"\" \"a\\n\"");
}

#[test]
fn a_fence_that_runs_to_the_end_is_told_where_it_hides_something() {
    for text in ["# A\n\n```python\nprint(1)", "```json\n{\n  \"a\": 1\n}\n\n", "```bash\n# A\n## B\nls\n"] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
    for hidden in
        ["<ParamField body=\"a\" />", "  </Tab>", "```json", "\n## Response", "> <ResponseField name=\"a\" />"]
    {
        assert_eq!(told(&format!("```bash\nls\n{hidden}\n")), ["unclosed-fence 1:1"], "{hidden}");
    }
}

#[test]
fn a_comment_that_is_never_closed_ends_with_the_page() {
    assert_eq!(told("a\n{/* b\n<A/>"), ["unclosed-comment 2:1"]);
    assert_eq!(told("a <!-- b\n<A/>"), ["unclosed-comment 1:3"]);
}

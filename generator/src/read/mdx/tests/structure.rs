//! Input: pages as they should be. Output: their trees.
//! Invariant: nothing here has anything to tell.

use super::{check, outline, read, told};
use crate::read::ledger::{Outcome, Reason};
use crate::read::page::Node;

#[test]
fn components_nest_and_prose_stands_between_them() {
    check(
        "Before\n\n<ParamField body=\"a\" type=\"object\">\n  About `a`.\n  <Expandable>\n    <ParamField body=\"b\" type=\"string\" required />\n  </Expandable>\n</ParamField>\n\nAfter",
        &[
            "\"Before\"",
            "<ParamField body=\"a\" type=\"object\">",
            "  \"About `a`.\"",
            "  <Expandable>",
            "    <ParamField body=\"b\" type=\"string\" required>",
            "\"After\"",
        ],
    );
}

#[test]
fn attributes_of_every_form() {
    check(
        "<A b='x' c={true} d={ false } e={\"t\\n\"} f={`u`} g={3} h={[\"a\", 1]} i={{ k: 'v' }} j={x => x} k={`${y}`} l={null} {...rest} m={<B c=\"}\" />} />",
        &[
            "<A b=\"x\" c={true} d={false} e=\"t\\n\" f=\"u\" g={3} h={[\"a\",1]} i={{\"k\":\"v\"}} j=(x => x) k=(`${y}`) l={null} ...=(rest) m=(<B c=\"}\" />)>",
        ],
    );
}

#[test]
fn a_tag_goes_on_over_lines_and_entities_are_resolved() {
    check(
        "<ParamField\n  body=\"a\"\n\n  type=\"Array&lt;string&gt;\"\n  default=\"&quot;x&quot; &amp; &#39;y&#x27; &nosuch; & z\"\n/>\n",
        &["<ParamField body=\"a\" type=\"Array<string>\" default=\"\\\"x\\\" & 'y' &nosuch; & z\">"],
    );
}

#[test]
fn a_value_over_lines_loses_the_indentation_of_the_page() {
    check("<A b=\"x\n    y\" />", &["<A b=\"x\\ny\">"]);
}

#[test]
fn spans_name_the_bytes_of_the_page() {
    let reading = read("é <ParamField body=\"a\" type = {\"b\"} required/>\n");
    let Some(Node::Component(field)) = reading.page.content.get(1) else { panic!("a field") };
    assert_eq!(reading.sources.text(field.tag), "<ParamField body=\"a\" type = {\"b\"} required/>");
    let spans: Vec<_> =
        field.attributes.iter().map(|a| (reading.sources.text(a.span), reading.sources.text(a.value_span))).collect();
    assert_eq!(spans, [("body=\"a\"", "a"), ("type = {\"b\"}", "\"b\""), ("required", "required")]);
}

#[test]
fn text_that_looks_like_a_tag_stays_text() {
    let text = "If a < b or <5 or Array<String> or List<Map<String, Integer>>, send <token> or <API_KEY> to <https://a.b> \\<ParamField>.";
    check(text, &[&format!("{text:?}")]);
}

#[test]
fn code_hides_tags_wherever_it_stands() {
    check(
        "- item\n    ```json\n    <ParamField/>\n    ```\n> ```\n> <ParamField/>\n> ```\n\n~~~~\n```\n<ParamField/>\n~~~\n~~~~\n`` <ParamField ` /> `` and `<A>`\n",
        &[
            "\"- item\"",
            "code \"json\" \"    <ParamField/>\\n\"",
            "code \"\" \"> <ParamField/>\\n\"",
            "code \"\" \"```\\n<ParamField/>\\n~~~\\n\"",
            "\"`` <ParamField ` /> `` and `<A>`\"",
        ],
    );
}

#[test]
fn a_lone_backtick_hides_nothing() {
    check(
        "Use ` here.\n<ParamField body=\"a\" />\n\nAnd ``` there ` \n\n<ParamField body=\"b\" /> `\n",
        &["\"Use ` here.\"", "<ParamField body=\"a\">", "\"And ``` there `\"", "<ParamField body=\"b\">", "\"`\""],
    );
}

#[test]
fn comments_are_no_words_and_hold_no_fields() {
    check(
        "One {/* <ParamField body=\"a\" /> don't */} two <!-- <ParamField\n\nbody=\"b\" /> -->three\n\n{/*\n  <ParamField body=\"c\" />\n\n*/}",
        &["\"One  two three\""],
    );
}

#[test]
fn module_statements_are_skipped_and_their_fields_accounted_for() {
    let text = "import A from '/snippets/a.mdx';\nimport {\n  B,\n  C } from \"/b\"\nimport the rest of it.\n\nexport const X = ({ a }) => {\n  return <div>don't {a}\n\n  <ParamField body=\"x\" />\n  </div>;\n};\nexport const y = 1\n\nexport it all\n";
    check(text, &["\"import the rest of it.\\n\\nexport it all\""]);
    let outcomes: Vec<_> = read(text).ledger.entries().iter().map(|e| (e.name.to_string(), e.outcome)).collect();
    assert_eq!(outcomes, [("ParamField".to_owned(), Some(Outcome::Ignored(Reason::ComponentSource)))]);
}

#[test]
fn expressions_are_code_only_where_they_are_long() {
    let text = "Path /a/{id}{\" \"}x\n\n{items.map((i) => (\n\n  <Card />\n))}\n\nEnd { open";
    check(text, &["\"Path /a/{id} x\\n\\nEnd { open\""]);
    assert_eq!(told("{a && <ParamField body=\"x\" />}"), ["unsupported 1:7"]);
}

#[test]
fn html_is_transparent_and_scripts_are_not_read() {
    check(
        "<div id=\"x\">\n<ParamField body=\"a\" />\n</div>\n<script>\nif (a<B) { '<ParamField />' }\n</script>\n<h3>Body <b>now</b></h3>\nOne<br/>two <img src=\"a\" alt=\"<A>\">\n",
        &["<ParamField body=\"a\">", "### Body now", "\"One<br/>two <img src=\\\"a\\\" alt=\\\"<A>\\\">\""],
    );
}

#[test]
fn headings_are_words() {
    check(
        "## `GET` *all* nationality\\_codes ##\n#### 1. First {#one}\n#no\n### Tab <Icon icon=\"x\" /> \n###\n",
        &["## GET all nationality_codes", "#### 1. First", "\"#no\"", "### Tab", "<Icon icon=\"x\">", "###"],
    );
}

#[test]
fn indentation_means_nothing_but_under_a_list_mark() {
    check(
        "<A>\n      Deep.\n\n          Deeper.\n  </A>\n<B>\n    - one\n\n      two\n</B>",
        &["<A>", "  \"Deep.\\n\\nDeeper.\"", "<B>", "  \"- one\\n\\n  two\""],
    );
}

#[test]
fn windows_line_ends_and_dotted_names() {
    check(
        "<Tabs.Item>\r\n  A\r\n  b\r\n</Tabs.Item>\r\n```json\r\n{}\r\n```\r\n",
        &["<Tabs.Item>", "  \"A\\nb\"", "code \"json\" \"{}\\r\\n\""],
    );
}

#[test]
fn a_fence_in_the_line_of_its_tag_is_a_fence() {
    assert_eq!(
        outline("<ResponseExample>```json\n{\n\n\"a\": \"<B>\"}\n```</ResponseExample>\nx"),
        "<ResponseExample>\n  code \"json\" \"{\\n\\n\\\"a\\\": \\\"<B>\\\"}\\n\"\n\"x\""
    );
}

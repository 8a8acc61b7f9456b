//! Input: pages that begin in the ways in which pages begin. Output: frontmatter, title, description.
//! Invariant: what an exporter puts in front is neither title nor description.

use super::{outline, read, told};

fn head(text: &str) -> (Option<String>, Option<String>) {
    let page = read(text).page;
    (page.title.map(|t| t.value), page.description.map(|d| d.value))
}

fn some(title: &str, description: &str) -> (Option<String>, Option<String>) {
    (Some(title.to_owned()), Some(description.to_owned()))
}

#[test]
fn an_export_has_a_banner_a_title_and_a_quote() {
    let text = "\u{feff}> ## Documentation Index\r\n> Fetch it.\r\n\r\n> ## Agent Instructions\r\n> Obey.\r\n\r\n# Get \\_it\r\n\r\n> First\r\n> second.\r\n\r\nBody.\r\n";
    assert_eq!(head(text), some("Get _it", "First\nsecond."));
    assert_eq!(outline(text), "\"Body.\"");
}

#[test]
fn a_mirror_may_put_lines_in_front() {
    let text = "# Source: https://a.b/c.md\n<!-- mirrored -->\n---\nurl: https://a.b/c\n---\n> What it does.\n\n# Title\n\n## Body\n";
    assert_eq!(head(text), some("Title", "What it does."));
    assert_eq!(outline(text), "## Body");
}

#[test]
fn a_quote_without_a_title_is_running_text() {
    assert_eq!(head("> Careful.\n\nText."), (None, None));
    assert_eq!(outline("> Careful.\n\nText."), "\"> Careful.\\n\\nText.\"");
}

#[test]
fn frontmatter_names_what_the_page_does_not() {
    let text = "---\ntitle: \"Update: it\"\ndescription: 'An it'\nversion: 1.10\ngroups:\n  - a\n  - b\nhidden: true\nnone:\n---\n\nText\n\n---\n\nMore";
    assert_eq!(head(text), some("Update: it", "An it"));
    let page = read(text).page;
    let entries: Vec<_> = page.frontmatter.iter().map(|e| (&*e.key, e.value.as_str())).collect();
    assert_eq!(
        entries,
        [
            ("title", "Update: it"),
            ("description", "An it"),
            ("version", "1.10"),
            ("groups", "[\"a\",\"b\"]"),
            ("hidden", "true"),
            ("none", "")
        ]
    );
    let reading = read(text);
    assert_eq!(reading.sources.position(reading.page.frontmatter[3].span).line, 5);
}

#[test]
fn broken_frontmatter_is_told_and_salvaged() {
    let text = "---\ntitle: Get: all\napi: \"GET /v1/items\"\n  bad\n---\nText";
    assert_eq!(told(text), ["invalid-frontmatter 2:1"]);
    let page = read(text).page;
    assert_eq!(page.frontmatter("api").unwrap().value, "GET /v1/items");
    assert_eq!(page.title.unwrap().value, "Get: all");
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut yaml = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let previous = format!("*a{}", level - 1);
        yaml.push_str(&format!("a{level}: &a{level} [{}]\n", [previous.as_str(); 9].join(", ")));
    }
    yaml.push_str("---\nText");
    assert_eq!(told(&yaml).len(), 1);
}

#[test]
fn null_is_no_title() {
    assert_eq!(head("# null\n\n> Words.\n"), (None, Some("Words.".to_owned())));
}

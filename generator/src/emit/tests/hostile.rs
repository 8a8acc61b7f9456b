//! Input: texts that try to become code, in every place of a plan that holds a page's words. Output: what they became.
//! Invariant: text stays text, whatever it is: the items are the same as for harmless words.

use std::sync::OnceLock;

use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use syn::{Attribute, Expr, Lit, Meta};

use super::plans::{algoreg, obstacles};
use super::print;
use crate::emit::{emit, markdown};
use crate::plan::model::*;

const PAYLOADS: [&str; 32] = [
    "\"]; fn evil() {} //",
    "*/ fn evil() {} /*",
    "#![feature(x)]",
    "\u{202e}evil\u{2066}",
    "a\rb\r\nc\u{2028}d\u{0}e\u{85}f",
    "```\nfn main() { panic!() }\n```",
    "```rust,should_panic\nunclosed",
    "~~~\nfn main() {}",
    "    indented code",
    "\tindented code",
    "- list\n\n      code in it",
    "> ```\n> quoted\n> ```",
    "``` {.rust}\nx\n```\n`````\nlonger",
    "{} {0} {x:?} %s",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>\n\n<div>\n\n<b>x",
    "[foo] [foo][bar] [x](javascript:alert(1)) [`Vec`] [y](../z \"t\")",
    "![pixel](https://evil.example/x.png) !<https://ok.example>",
    "https://example.com/a_b(c) http://x https://api.example.com/{id}/*",
    "<https://example.com/`x`> <javascript:alert(1)> <a@b.example>",
    "a | b\n---|---\n`x|y` | **z**",
    "[^1]\n\n[^1]: note\n\n[def]: https://example.com",
    "# Title\n\nText\n===\n\nText\n---",
    "*&#32;a* ** b** _c_ ***d* e** `` ` `` \\",
    "&lt;script&gt; &#60;b&#62; &amp;lt; &#x202e; &#10;&#10;    x &#9;y",
    "1. one\n2. two\n   - deep\n     1. deeper\n\n999999999. x",
    "- - - - - - - - - - - - x",
    "\\u{41} \\x41 \\\\ \\\" '",
    "r#\"raw\"# b\"x\" 'c'",
    "+ - = # > | : ~ 1) -- --- ***",
    "",
    "<Token> use <your_key> | Vec<String> -> [i32; 3]",
];

/// Every text of a page in the plan, replaced.
fn poison(plan: &mut CratePlan, text: &str) {
    let docs = |docs: &mut Docs| {
        *docs = Docs {
            summary: text.to_owned(),
            body: Some(text.to_owned()),
            facts: vec![Fact { label: "Default", values: vec![text.to_owned(), text.to_owned()] }],
            links: vec![
                PageLink { title: text.to_owned(), url: Some(text.to_owned()) },
                PageLink { title: text.to_owned(), url: Some(format!("https://example.com/{text}")) },
                PageLink { title: text.to_owned(), url: None },
            ],
        };
    };
    let wire = |wire: &mut WireName, at: usize| *wire = WireName(format!("{text}{at}"));
    for api in &mut plan.apis {
        api.title = text.to_owned();
        api.docs_url = Some(format!("https://{text}"));
        api.servers.iter_mut().chain(&mut api.other_servers).for_each(|server| server.url = text.to_owned());
        api.other_auth.iter_mut().for_each(|auth| *auth = AuthPlan::KeyCookie(WireName(text.to_owned())));
        api.auth = AuthPlan::KeyHeader(WireName(text.to_owned()));
        for ty in &mut api.types {
            docs(&mut ty.docs);
            match &mut ty.kind {
                TypePlanKind::Struct(plan) => {
                    for (at, field) in plan.fields.iter_mut().enumerate() {
                        docs(&mut field.docs);
                        wire(&mut field.wire, at);
                        field.deprecated = Some(text.to_owned());
                    }
                }
                TypePlanKind::Enum(plan) if !plan.integer => {
                    for (at, variant) in plan.variants.iter_mut().enumerate() {
                        docs(&mut variant.docs);
                        wire(&mut variant.wire, at);
                    }
                }
                TypePlanKind::Union(plan) => plan.variants.iter_mut().for_each(|variant| docs(&mut variant.docs)),
                _ => {}
            }
        }
        for operation in &mut api.operations {
            docs(&mut operation.docs);
            operation.http_method = text.to_owned();
            operation.deprecated = Some(text.to_owned());
            operation.server.iter_mut().for_each(|server| server.url = text.to_owned());
            if let Some(AuthPlan::KeyHeader(name)) = &mut operation.auth {
                *name = WireName(text.to_owned());
            }
            for piece in &mut operation.path {
                if let PathPiece::Literal(literal) = piece {
                    *literal = text.to_owned();
                }
            }
            for (at, input) in operation.inputs.iter_mut().enumerate() {
                docs(&mut input.docs);
                wire(&mut input.wire, at);
                input.deprecated = Some(text.to_owned());
            }
            let given = |input: &InputPlan| ExampleInput { name: input.name.clone(), value: serde_json::json!(text) };
            operation.example = operation.inputs.iter().map(given).collect();
            operation.answer = Some(text.to_owned());
        }
        api.example = api.operations.first().map(|operation| ExamplePlan {
            operation: operation.method_name.clone(),
            status: 200,
            answer: text.to_owned(),
        });
    }
}

/// The skeleton of a file: its items without docs, literals and what a deprecation adds.
fn skeleton(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).expect("the text parses");
    file.items.iter().flat_map(names).collect()
}

fn names(item: &syn::Item) -> Vec<String> {
    use syn::Item;
    match item {
        Item::Struct(item) => {
            let fields =
                item.fields.iter().map(|field| field.ident.as_ref().map_or(String::new(), ToString::to_string));
            vec![format!("struct {} {:?}", item.ident, fields.collect::<Vec<_>>())]
        }
        Item::Enum(item) => {
            let variants: Vec<_> = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
            vec![format!("enum {} {variants:?}", item.ident)]
        }
        Item::Impl(item) => {
            let members = item.items.iter().map(|member| match member {
                syn::ImplItem::Fn(function) => format!("fn {}", function.sig.ident),
                syn::ImplItem::Const(constant) => format!("const {}", constant.ident),
                syn::ImplItem::Type(ty) => format!("type {}", ty.ident),
                _ => panic!("an item that is never emitted"),
            });
            vec![format!("impl {:?}", members.collect::<Vec<_>>())]
        }
        Item::Mod(item) => {
            let inner = item.content.iter().flat_map(|(_, items)| items).flat_map(names);
            std::iter::once(format!("mod {}", item.ident)).chain(inner).collect()
        }
        Item::Use(item) => vec![quote::quote!(#item).to_string()],
        Item::Type(item) => vec![format!("type {}", item.ident)],
        Item::Const(item) => vec![format!("const {}", item.ident)],
        Item::Fn(item) => vec![format!("fn {}", item.sig.ident)],
        Item::Macro(item) => {
            vec![format!("macro {:?}", item.mac.path.segments.last().map(|last| last.ident.to_string()))]
        }
        _ => panic!("an item that is never emitted"),
    }
}

/// The text of each run of `#[doc]` attributes in the file.
fn docs_of(text: &str) -> Vec<String> {
    struct Collect(Vec<String>);
    impl Collect {
        fn take(&mut self, attributes: &[Attribute]) {
            let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
                Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                    Expr::Lit(literal) => match &literal.lit {
                        Lit::Str(text) => Some(text.value()),
                        _ => None,
                    },
                    _ => None,
                },
                _ => None,
            });
            let lines: Vec<_> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
            self.0.push(lines.join("\n"));
        }
        fn item(&mut self, item: &syn::Item) {
            use syn::Item;
            match item {
                Item::Struct(item) => {
                    self.take(&item.attrs);
                    item.fields.iter().for_each(|field| self.take(&field.attrs));
                }
                Item::Enum(item) => {
                    self.take(&item.attrs);
                    item.variants.iter().for_each(|variant| self.take(&variant.attrs));
                }
                Item::Impl(item) => item.items.iter().for_each(|member| {
                    if let syn::ImplItem::Fn(function) = member {
                        self.take(&function.attrs);
                    }
                }),
                Item::Mod(item) => item.content.iter().flat_map(|(_, items)| items).for_each(|item| self.item(item)),
                Item::Type(item) => self.take(&item.attrs),
                Item::Const(item) => self.take(&item.attrs),
                _ => {}
            }
        }
    }
    let file = syn::parse_file(text).expect("the text parses");
    let mut collect = Collect(Vec::new());
    collect.take(&file.attrs);
    file.items.iter().for_each(|item| collect.item(item));
    collect.0
}

/// What rustdoc must not find in a doc comment, as rustdoc reads Markdown.
fn assert_harmless(docs: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // A link to an item of ours is the one reference that rustdoc is left to resolve.
    // A page's own link leads to the web or nowhere, so that a path of identifiers is none of a page's.
    let is_path = |link: &str| {
        let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        ["crate::", "types::"].iter().any(|ours| link.starts_with(ours)) && link.split("::").all(word)
    };
    let ours = |link: &str| link.starts_with("Self::") || link == "Client" || is_path(link);
    let parser = Parser::new_with_broken_link_callback(
        docs,
        options,
        Some(|link: pulldown_cmark::BrokenLink<'_>| {
            assert!(
                link.reference.trim_matches('`') == "Client",
                "a link for rustdoc to resolve, {:?}, in:\n{docs}",
                link.reference
            );
            None
        }),
    );
    let mut quoted = 0;
    for event in parser {
        match event {
            Event::End(pulldown_cmark::TagEnd::Link) => quoted -= 1,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => quoted -= 1,
            Event::Text(text) if quoted == 0 && (text.contains("http://") || text.contains("https://")) => {
                panic!("a bare address in:\n{docs}");
            }
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML {html:?} in:\n{docs}"),
            Event::Start(Tag::Image { .. } | Tag::HtmlBlock) => panic!("an image or HTML in:\n{docs}"),
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => panic!("a footnote in:\n{docs}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                quoted += 1;
                assert_eq!(&*info, "text", "in:\n{docs}");
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("indented code in:\n{docs}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                quoted += 1;
                let safe = ["http://", "https://", "mailto:"];
                let lower = dest_url.to_ascii_lowercase();
                assert!(
                    safe.iter().any(|scheme| lower.starts_with(scheme)) || ours(&dest_url),
                    "link to {dest_url:?} in:\n{docs}"
                );
            }
            _ => {}
        }
    }
    let seen = |c: char| {
        c == '\n'
            || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c))
    };
    assert!(docs.chars().all(seen), "an unseen character in {docs:?}");
}

fn poisoned(text: &str) -> Vec<(String, String)> {
    let mut plan = CratePlan { apis: vec![algoreg(), obstacles()] };
    poison(&mut plan, text);
    print::files(&plan)
}

#[test]
fn payloads_add_no_item_and_no_harmful_docs() {
    let harmless = poisoned("harmless");
    for payload in PAYLOADS {
        let files = poisoned(payload);
        for ((path, text), (_, harmless)) in files.iter().zip(&harmless) {
            assert_eq!(skeleton(text), skeleton(harmless), "{path} with {payload:?}");
            docs_of(text).iter().for_each(|docs| assert_harmless(docs));
            assert!(!text.contains(['\r', '\u{202e}', '\u{2066}', '\u{0}']), "{path} with {payload:?}");
        }
    }
}

#[test]
fn wire_names_are_kept_to_the_letter() {
    for payload in PAYLOADS {
        let mut plan = CratePlan { apis: vec![obstacles()] };
        poison(&mut plan, payload);
        let all: String = emit(&print::whole(&plan)).flat_map(|file| file.items).map(|item| item.to_string()).collect();
        let tokens: proc_macro2::TokenStream = all.parse().expect("tokens");
        let wanted = format!("{payload}1");
        assert!(literals(tokens).contains(&wanted), "{payload:?}");
    }
}

fn literals(tokens: proc_macro2::TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Group(group) => found.extend(literals(group.stream())),
            proc_macro2::TokenTree::Literal(literal) => {
                if let Lit::Str(text) = Lit::new(literal) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn markdown_keeps_what_is_harmless() {
    let page = "Sends **one** message to `nationality\\_codes`, *soon*. See [the guide](https://docs.example.com/g_h) or \
        https://example.com/x_y.\n\n- first\n- second\n  1. deep\n\n```json\n{\"a\": 1}\n```\n\n## Limits\n\nA nationality\\_code, \
        Vec<String>, a -> b, <token>.<br/>Line.\n\n| Name | Use |\n|---|---|\n| a | `x` |\n";
    insta::assert_snapshot!(markdown::render(page).join("\n"));
}

#[test]
fn every_payload_as_markdown() {
    let shown = PAYLOADS.map(|payload| format!("{payload:?}\n{}\n", markdown::render(payload).join("\n")));
    insta::assert_snapshot!(shown.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_markdown_becomes_harmless(text in "([-#>|:=+~`*_\\[\\]()<>!&;\\\\ \n\t1.)aé]|https://a\\.bc|https:|//a\\.bc|<b>|```|    |&#32;|!\\[|\\]\\(|\u{202e}|\r){0,40}") {
        assert_harmless(&markdown::render(&text).join("\n"));
        assert_harmless(&markdown::escape(&text));
        assert_harmless(&markdown::code(&text));
    }

    #[test]
    fn any_text_becomes_harmless(text in "\\PC{0,60}") {
        assert_harmless(&markdown::render(&text).join("\n"));
        assert_harmless(&markdown::escape(&text));
    }

    #[test]
    fn rendering_again_changes_nothing_dangerous(text in "[-#>|:=+~`*_\\[\\]()<>!&;\\\\ \n1.)a]{0,40}") {
        let once = markdown::render(&text).join("\n");
        assert_harmless(&markdown::render(&once).join("\n"));
    }
}

static HARMLESS: OnceLock<Vec<(String, String)>> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_text_in_any_place_adds_no_item(text in "(\\PC|[\"#/*`\\\\\n\r{}\\[\\]]){0,30}") {
        let harmless = HARMLESS.get_or_init(|| poisoned("harmless"));
        for ((path, text), (_, harmless)) in poisoned(&text).iter().zip(harmless) {
            assert_eq!(skeleton(text), skeleton(harmless), "{path}");
            docs_of(text).iter().for_each(|docs| assert_harmless(docs));
        }
    }
}

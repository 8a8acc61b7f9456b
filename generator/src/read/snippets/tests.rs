//! Input: small folders of pages and snippets, held in memory. Output: what the pages are read as.
//! Invariant: a test pins one behaviour.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{FileText, Files, Library, Refusal};
use crate::diagnostics::Diagnostics;
use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::page::Node;
use crate::read::{self, json};
use crate::source::{FileId, SourceMap};

struct Folder(BTreeMap<String, String>);

impl Files for Folder {
    fn open(&self, path: &str) -> Result<FileText, Refusal> {
        let text = self.0.get(path).ok_or(Refusal::Missing)?;
        let bytes = text.clone().into_bytes();
        Ok(FileText { shown: format!("in/{path}"), page: path.to_owned(), bytes })
    }
}

struct Reading {
    tree: String,
    told: Vec<String>,
    content: Vec<Node>,
    ledger: Ledger,
    sources: SourceMap,
    snippets: Vec<super::listing::ReadSnippet>,
}

fn folder(files: &[(&str, &str)]) -> Folder {
    Folder(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
}

/// Reads `a/page.mdx` of a folder; `{{host}}` stands for `reef.example` on it.
fn read(page: &str, files: &[(&str, &str)]) -> Reading {
    let folder = folder(files);
    let variables = BTreeMap::from([("host".to_owned(), "reef.example".to_owned())]);
    let mut library = Library::new(&folder, variables, ["Kept".to_owned()]);
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("in/a/page.mdx", "a/page.mdx", page);
    library.know("a/page.mdx", file);
    let (page, mut ledger) = read::read_with(&mut library, &mut sources, file, &mut diagnostics);
    for path in folder.0.keys() {
        library.add(path, &mut sources, &mut diagnostics);
    }
    settle(&page.content, &mut ledger);
    let snippets = library.into_snippets([(file, &ledger)]);
    diagnostics.settle(0, |span| sources.original(span));
    let mut tree = String::new();
    draw(&page.content, file, &sources, 0, &mut tree);
    let told = diagnostics.as_slice().iter();
    let told =
        told.map(|d| format!("{} {}", d.code.as_str(), d.span.map_or(String::new(), |span| sources.place(span))));
    Reading { tree: tree.trim_end().to_owned(), told: told.collect(), content: page.content, ledger, sources, snippets }
}

fn settle(nodes: &[Node], ledger: &mut Ledger) {
    for node in nodes {
        if let Node::Component(component) = node {
            ledger.settle(component.id, Outcome::Collected);
            settle(&component.children, ledger);
        }
    }
}

/// One node a line; what stands in another text than the page has its place behind it.
fn draw(nodes: &[Node], page: FileId, sources: &SourceMap, depth: usize, out: &mut String) {
    for node in nodes {
        let (words, span) = match node {
            Node::Heading(heading) => (format!("# {}", heading.text), heading.span),
            Node::Prose(prose) => (format!("{:?}", prose.markdown), prose.span),
            Node::Code(code) => (format!("code {:?} {:?}", code.info, code.text), sources.original(code.span)),
            Node::Component(component) => {
                let text = |value: &read::page::AttributeValue| value.text().unwrap_or_default();
                let attributes = component.attributes.iter().map(|a| format!(" {}={}", a.name, text(&a.value)));
                (format!("<{}{}>", component.name, attributes.collect::<String>()), component.tag)
            }
            Node::Endpoint(_) | Node::ListedField(_) => continue,
        };
        let place = if span.file == page { String::new() } else { format!(" @ {}", sources.place(span)) };
        writeln!(out, "{}{words}{place}", "  ".repeat(depth)).unwrap();
        if let Node::Component(component) = node {
            draw(&component.children, page, sources, depth + 1, out);
        }
    }
}

#[track_caller]
fn check(page: &str, files: &[(&str, &str)], tree: &[&str]) {
    let reading = read(page, files);
    assert_eq!(reading.tree, tree.join("\n"));
    assert_eq!(reading.told, Vec::<String>::new());
}

#[test]
fn a_snippet_stands_in_place_of_its_tag_and_keeps_its_own_lines() {
    check(
        "import X from \"/snippets/x.mdx\";\nimport Y from './y.md'\n\nBefore.\n\n<Tab title=\"T\">\n<X />\n</Tab>\n<Y/>\n",
        &[("snippets/x.mdx", "\n## Head\n\n<ParamField query=\"q\" />\n"), ("a/y.md", "Words.")],
        &[
            "\"Before.\"",
            "<Tab title=T>",
            "  # Head @ in/snippets/x.mdx:2:1",
            "  <ParamField query=q> @ in/snippets/x.mdx:4:1",
            "\"Words.\" @ in/a/y.md:1:1",
        ],
    );
}

#[test]
fn snippets_bring_in_snippets_and_hand_on_properties() {
    check(
        "import X from \"/s/x.mdx\";\n\n<X unit=\"m\" />\n",
        &[
            ("s/x.mdx", "import Y from \"./y.mdx\";\n\n<Y what={unit} n={3} {...props} />\n"),
            ("s/y.mdx", "{what} {n} {props.unit} {never}\n"),
        ],
        &["\"m 3 m {never}\" @ in/s/y.mdx:1:1"],
    );
}

#[test]
fn properties_are_replaced_in_fences_and_their_places_lead_to_the_snippet() {
    let page = "import X from \"/s/x.mdx\";\n\n<X field=\"a_rather_long_name\" n={1} />\n";
    let reading = read(
        page,
        &[("s/x.mdx", "Text.\n\n```json {n}\n{ \"{field}\": {n},\n  \"b\": \"{id}\", \"c\": oops }\n```\n")],
    );
    let [Node::Prose(_), Node::Code(block)] = reading.content.as_slice() else { panic!("{}", reading.tree) };
    assert_eq!(block.info, "json 1");
    assert_eq!(block.text, "{ \"a_rather_long_name\": 1,\n  \"b\": \"{id}\", \"c\": oops }\n");
    let error = json::parse(&block.text, block.span.file, block.span.start as usize).unwrap_err();
    assert_eq!(reading.sources.place(error.span), "in/s/x.mdx:5:21");
}

#[test]
fn constants_and_variables_are_replaced_in_prose_and_values_and_constants_never_in_code() {
    check(
        "import { N, L as Links } from \"/s/c.mdx\";\nexport const own = 'mine';\n\n\
         {own} {N} {Links.deep.er} `{own}` {{host}}\n\n<ParamField query=\"{{host}}\" default={N} />\n\n```js\n{own} {{host}}\n```\n",
        &[(
            "s/c.mdx",
            "export const N = 14;\nexport const B = \"b\";\nexport const L = { guide: 'g', deep: { er: 'x' } };\n\nWords.\n",
        )],
        &[
            "\"mine 14 x `{own}` reef.example\"",
            "<ParamField query=reef.example default=14>",
            "code \"js\" \"{own} reef.example\\n\"",
        ],
    );
}

#[test]
fn the_older_tag_looks_in_both_folders() {
    check(
        "<Snippet file=\"x.mdx\" />\n\n<Snippet file=\"p/y.mdx\" word=\"w\" />\n",
        &[("_snippets/x.mdx", "One."), ("snippets/p/y.mdx", "Two {word}.")],
        &["\"One.\" @ in/_snippets/x.mdx:1:1", "\"Two w.\" @ in/snippets/p/y.mdx:1:1"],
    );
}

#[test]
fn what_a_tag_encloses_is_kept_where_the_snippet_wants_it_or_behind() {
    let files = [("s/x.mdx", "<Card>\n{children}\n</Card>\n"), ("s/y.mdx", "Y.")];
    check(
        "import X from \"/s/x.mdx\";\nimport Y from \"/s/y.mdx\";\n\n<X>\nIn X.\n</X>\n\n<Y>\n<ParamField query=\"q\" />\n</Y>\n",
        &files,
        &["<Card> @ in/s/x.mdx:1:1", "  \"In X.\"", "\"Y.\" @ in/s/y.mdx:1:1", "<ParamField query=q>"],
    );
}

#[test]
fn plain_markup_of_a_script_is_read_with_its_defaults() {
    let script = "const Row = ({ field, kind = \"string\" }) => (\n  <ParamField query={field} type={kind}>One {field}.</ParamField>\n);\n\n\
                  export default function All({ field }) {\n  return (\n    <div><Row field={field} /></div>\n  );\n}\n\
                  export const Widget = () => <Box>No field.</Box>;\n";
    check(
        "import All, { Widget } from \"/s/x.jsx\";\n\n<All field=\"q\" />\n<Widget>\nKept.\n</Widget>\n",
        &[("s/x.jsx", script)],
        &[
            "<ParamField query=q type=string> @ in/s/x.jsx:2:3",
            "  \"One q.\" @ in/s/x.jsx:2:41",
            "<Widget>",
            "  \"Kept.\"",
        ],
    );
}

#[test]
fn fields_in_code_that_is_not_followed_are_told() {
    let script = "export const X = ({ a }) => {\n  if (a) { return null; }\n  return a.map((b) => <ParamField query={b} />);\n};\n";
    let reading = read("import { X } from \"/s/x.jsx\";\n\n<X />\n", &[("s/x.jsx", script)]);
    assert_eq!(reading.told, ["unsupported in/s/x.jsx:3:23", "unsupported in/a/page.mdx:1:1"]);
}

#[test]
fn a_cycle_is_told_at_the_import_that_closes_it() {
    let files =
        [("s/x.mdx", "import Y from \"./y.mdx\";\n\nX. <Y />"), ("s/y.mdx", "\nimport X from './x.mdx';\n\nY. <X />")];
    let reading = read("import X from \"/s/x.mdx\";\n\n<X />\n", &files);
    assert_eq!(reading.told, ["snippet-cycle in/s/y.mdx:2:1"]);
    assert!(reading.tree.contains("Y."), "{}", reading.tree);
    let page = "import Me from \"./page.mdx\";\n\n<Me />\n";
    assert_eq!(read(page, &[("a/page.mdx", page)]).told, ["snippet-cycle in/a/page.mdx:1:1"]);
}

#[test]
fn a_function_that_shows_itself_ends() {
    let script = "export const X = () => (\n  <ParamField query=\"q\"><X /></ParamField>\n);\n";
    let reading = read("import { X } from \"/s/x.jsx\";\n\n<X />\n", &[("s/x.jsx", script)]);
    assert_eq!(reading.told, ["snippet-cycle in/s/x.jsx:2:25"]);
}

#[test]
fn what_leads_out_or_is_not_there_is_told() {
    let reading = read(
        "import A from \"../../a.mdx\";\nimport B from \"/b.mdx\";\nimport { C } from \"/s/c.mdx\";\nimport R from \"react\";\nimport P from \"/p.png\";\n\n<Snippet file=\"../d.mdx\" />\n",
        &[("s/c.mdx", "Words.")],
    );
    let want = [
        "path-escape in/a/page.mdx:1:1",
        "missing-snippet in/a/page.mdx:2:1",
        "missing-snippet in/a/page.mdx:3:1",
        "path-escape in/a/page.mdx:7:1",
    ];
    assert_eq!(reading.told, want);
}

#[test]
fn snippets_that_double_at_every_step_end() {
    let mut files = Vec::new();
    for step in 0..14 {
        let next = format!("import N from \"./{}.mdx\";\n\n", step + 1);
        files.push((format!("s/{step}.mdx"), next + &"<N a=\"{a}{a}{a}{a}\" />\n\n".repeat(8)));
    }
    files.push(("s/14.mdx".to_owned(), "{a}\n".to_owned()));
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let reading = read("import N from \"/s/0.mdx\";\n\n<N a=\"0123456789\" />\n", &files);
    assert!(reading.told.iter().any(|told| told.starts_with("page-too-large")), "{:?}", reading.told.first());
}

#[test]
fn a_chain_of_snippets_is_followed_so_far_and_no_further() {
    let files: Vec<_> = (0..40)
        .map(|step| (format!("s/{step}.mdx"), format!("import N from \"./{}.mdx\";\n\n<N />\n", (step + 1) % 40)))
        .collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let reading = read("import N from \"/s/0.mdx\";\n\n<N />\n", &files);
    assert!(reading.told.iter().any(|told| told.starts_with("nesting-too-deep")), "{:?}", reading.told);
}

#[test]
fn every_component_of_a_snippet_has_one_account() {
    let reading = read(
        "import X from \"/s/x.mdx\";\n\n<X />\n<X />\n",
        &[("s/x.mdx", "<ParamField query=\"q\" />"), ("s/y.mdx", "<Tab><ParamField query=\"r\" /></Tab>")],
    );
    let outcomes =
        |ledger: &Ledger| ledger.entries().iter().map(|e| (e.name.to_string(), e.outcome)).collect::<Vec<_>>();
    let entry = |name: &str, outcome| (name.to_owned(), Some(outcome));
    let unused = Outcome::Ignored(Reason::UnusedSnippet);
    let accounts: Vec<_> = reading.snippets.iter().map(|snippet| outcomes(&snippet.ledger)).collect();
    assert_eq!(accounts[0], [entry("ParamField", Outcome::Collected)]);
    assert_eq!(accounts[1], [entry("Tab", unused), entry("ParamField", unused)]);
    assert_eq!(reading.ledger.open().count(), 0);
}

#[test]
fn a_component_that_api_toml_explains_is_not_looked_into() {
    check(
        "import { Kept } from \"/s/x.jsx\";\n\n<Kept name=\"n\" />\n",
        &[("s/x.jsx", "export const Kept = ({ name }) => <ParamField body={name} />;\n")],
        &["<Kept name=n>"],
    );
}

#[test]
fn marks_of_what_is_enclosed_and_alternatives_without_end_are_survived() {
    let snippet = format!("{}\n\n<Tab title={{{}x}} />\n", "{children}".repeat(100_000), "a||".repeat(100_000));
    let reading = read("import X from \"/s/x.mdx\";\n\n<X>\nWords.\n</X>\n", &[("s/x.mdx", &snippet)]);
    assert!(reading.tree.starts_with("\"Words.\"\n<Tab"), "{}", reading.tree.len());
}

#[test]
fn a_pointer_to_the_index_of_the_site_is_no_description() {
    check(
        "import X from \"/s/x.mdx\";\n\n<X />\n\nWords.\n",
        &[("s/x.mdx", "<blockquote>\n  All pages: <a href=\"/llms.txt\">here</a>.\n</blockquote>\n")],
        &["\"Words.\""],
    );
}

#[test]
fn an_attribute_keeps_what_the_page_writes_beside_what_it_stands_for() {
    let reading = read(
        "import X, { KIND } from \"/x.mdx\"\n\n<X><ParamField body=\"a-{{host}}\" type={KIND} default={1} required /></X>\n",
        &[("x.mdx", "export const KIND = \"string\";\n\n<Tab title={title}>{children}</Tab>\n")],
    );
    let Some(Node::Component(tab)) = reading.content.first() else { panic!("{}", reading.tree) };
    let Some(Node::Component(field)) = tab.children.first() else { panic!("{}", reading.tree) };
    let attributes = field.attributes.iter();
    let both: Vec<_> = attributes.map(|one| (one.value.text(), one.written())).collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        both,
        [
            (text("a-reef.example"), text("a-{{host}}")),
            (text("string"), text("KIND")),
            (text("1"), text("1")),
            (None, None)
        ]
    );
}

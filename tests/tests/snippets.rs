//! What the folders under `fixtures/snippets` are read as, each made for one trap.

use std::fmt::Write as _;
use std::path::Path;

use fieldstone::project::Input;
use fieldstone::{Options, Understood};

fn understand(case: &str, everything: bool) -> Understood {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/snippets").join(case);
    let input = Input { path, shown: case.to_owned(), config: None, everything };
    fieldstone::understand(&input, &Options::default()).unwrap()
}

/// One line a file: its operations and fields; then what is told.
fn outline(case: &str, everything: bool) -> String {
    let understood = understand(case, everything);
    let sources = &understood.sources;
    let mut out = String::new();
    for page in &understood.apis[0].pages {
        write!(out, "{}:", sources.file(page.file).unwrap().page()).unwrap();
        for operation in &page.operations {
            write!(out, " {} {}", operation.method, operation.path).unwrap();
        }
        for row in &page.fields {
            assert_eq!(row.tag.file, page.file);
            let line = sources.position(row.tag).line;
            write!(out, " {line}:{}={}", row.location, row.name.as_deref().unwrap_or("-")).unwrap();
        }
        out.push('\n');
    }
    for told in understood.diagnostics.as_slice() {
        if let Some(span) = told.span.filter(|_| told.severity != fieldstone::diagnostics::Severity::Note) {
            writeln!(out, "{} {} {}", told.severity.as_str(), told.code.as_str(), sources.place(span)).unwrap();
        }
    }
    out.trim_end().to_owned()
}

/// Every parameter and top member of the only operation.
fn inputs(case: &str) -> Vec<String> {
    let understood = understand(case, false);
    let api = &understood.apis[0].api;
    let operation = api.operations.first().unwrap();
    operation.parameters.iter().map(|parameter| parameter.field.name.clone()).collect()
}

#[track_caller]
fn check(case: &str, lines: &[&str]) {
    assert_eq!(outline(case, true), lines.join("\n"));
}

#[test]
fn absolute_and_relative() {
    check(
        "absolute-and-relative",
        &[
            "berths/list.mdx: GET /v1/harbours/{harbour}/berths",
            "snippets/harbour.mdx: 1:path=harbour",
            "snippets/paging.md: 1:query=after 3:query=count",
            "berths/parts/berth.mdx: 1:response=berth 4:response=depth_m",
        ],
    );
    assert_eq!(inputs("absolute-and-relative"), ["harbour", "after", "count"]);
}

#[test]
fn nested() {
    check(
        "nested",
        &[
            "pilot.mdx: POST /v1/pilots",
            "snippets/size.mdx: 1:body=length 2:body=draught",
            "snippets/ship.mdx: 3:body=ship",
        ],
    );
    let schema = serde_json::to_string(&understand("nested", false).apis[0].api).unwrap();
    assert!(schema.contains("Length in metres.") && schema.contains("Draught in metres."));
}

#[test]
fn cycle() {
    check(
        "cycle",
        &[
            "lights.mdx: GET /v1/lights",
            "snippets/two.mdx: 3:query=sector",
            "snippets/one.mdx: 3:query=colour",
            "warning snippet-cycle cycle/snippets/two.mdx:1:1",
        ],
    );
    assert!(!understand("cycle", false).apis[0].failed);
}

#[test]
fn escape() {
    check("escape", &["buoys.mdx: GET /v1/buoys 10:query=shape", "error path-escape escape/buoys.mdx:6:1"]);
    assert!(understand("escape", false).apis[0].failed);
}

#[test]
fn missing() {
    check(
        "missing",
        &[
            "buoys.mdx: GET /v1/buoys 13:query=shape",
            "snippets/kept.mdx:",
            "warning missing-snippet missing/buoys.mdx:6:1",
            "warning missing-snippet missing/buoys.mdx:7:1",
            "warning missing-snippet missing/buoys.mdx:11:1",
        ],
    );
    assert!(!understand("missing", false).apis[0].failed);
}

#[test]
fn properties_in_fences() {
    let understood = understand("properties-in-fences", false);
    let schema = serde_json::to_string(&understood.apis[0].api).unwrap();
    for want in ["height_cm", "knots", "The height of the water.", "\"integer\"", "\"number\""] {
        assert!(schema.contains(want), "{want}");
    }
    assert!(!schema.contains("{field}") && !schema.contains("{what}"), "{schema}");
    assert!(!outline("properties-in-fences", true).contains("invalid-example"));
}

#[test]
fn named_imports() {
    assert_eq!(inputs("named-imports"), ["station", "compared_with", "days"]);
    let schema = serde_json::to_string(&understand("named-imports", false).apis[0].api).unwrap();
    assert!(schema.contains("At most 14, heights in centimetres; see https://tidemark.example/guide. `{unit}` is"));
}

#[test]
fn snippet_file() {
    check(
        "snippet-file",
        &[
            "locks.mdx: POST /v1/locks/{lock}/open",
            "_snippets/lock.mdx: 1:path=lock",
            "snippets/parts/reason.mdx: 1:body=reason",
        ],
    );
}

#[test]
fn variables() {
    check("variables", &["moorings.mdx: GET /v2/moorings 8:query=count 10:query={{most}}_first"]);
    assert_eq!(inputs("variables"), ["count", "50_first"]);
    let understood = understand("variables", false);
    let api = &understood.apis[0].api;
    assert_eq!(api.operations[0].summary.as_deref(), Some("Tidemark Pro: list moorings"));
    assert_eq!(api.servers[0].url, "https://api.tidemark.example");
}

#[test]
fn jsx() {
    check(
        "jsx",
        &[
            "crews.mdx: GET /v1/crews 9:query=since",
            "snippets/filters.jsx: 20:query=page 4:query=field",
            "warning unsupported jsx/snippets/filters.jsx:27:30",
            "warning unsupported jsx/crews.mdx:6:1",
        ],
    );
    assert_eq!(inputs("jsx"), ["rank", "since", "page"]);
}

#[test]
fn unused() {
    let lines = outline("unused", false);
    assert!(lines.contains("snippets/never.mdx: 1:body=cargo"), "{lines}");
    assert!(lines.contains("snippets/used.mdx: 1:query=year\n"), "{lines}");
    let understood = understand("unused", false);
    let ledgers = understood.apis[0].ledgers.iter();
    let words = ledgers.flat_map(|(file, ledger)| {
        let own = ledger.entries().iter().filter(move |entry| entry.tag.file == *file && entry.name == "ParamField");
        own.map(|entry| format!("{:?}", entry.outcome.unwrap()))
    });
    assert_eq!(words.collect::<Vec<_>>(), ["Collected", "Ignored(UnusedSnippet)"]);
}

#[test]
fn sections_called_snippets() {
    check(
        "sections-called-snippets",
        &["api/snippets/list.mdx: GET /v1/snippets 6:query=paper", "api/snippets/part.mdx: 1:query=word"],
    );
}

#[test]
fn site_versions() {
    assert_eq!(
        outline("site-versions", false).lines().map(|line| line.split(" 6:").next().unwrap()).collect::<Vec<_>>(),
        [
            "hidden.mdx: GET /v1/hidden",
            "shared.mdx: GET /v1/find",
            "v2/index.mdx:",
            "v2/list.mdx: GET /v1/ports",
            "warning missing-document site-versions/docs.json:7:96",
            "warning missing-document site-versions/docs.json:3:112",
        ]
    );
    let understood = understand("site-versions", false);
    let site = understood.apis[0].project.site.as_ref().unwrap();
    assert_eq!(site.servers[0].value, "https://api.tidemark.example");
    let named: Vec<_> = site.openapi.iter().map(|spec| spec.value.as_str()).collect();
    assert_eq!(named, ["b.json", "spec.json"]);
    let notes: Vec<_> = understood.diagnostics.as_slice().iter().map(|told| told.message.as_str()).collect();
    assert!(notes.iter().any(|note| note.contains("v1/list.mdx` is passed over: only another version")), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("guide.mdx` is passed over")), "{notes:?}");
}

//! Input: pages and documents that nest deeper than anybody does on purpose. Output: the crate, and what is told of it.
//! Invariant: one page never stops the others; what is too deep is any JSON, told with its place, and never reaches rustc.

use std::fs;

use fieldstone::diagnostics::{Code, Diagnostic};
use fieldstone::output::{Access, Disk, Manifest};
use fieldstone::project::Input;
use fieldstone::schema::{Type, TypeKind};
use fieldstone::{Options, Understood};

const OTHER: &str =
    "---\ntitle: Other\napi: GET https://a.example/others\n---\n\n<ResponseField name=\"x\" type=\"string\" />\n";

fn understand(files: &[(&str, &str)]) -> Understood {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let input = Input { path: folder.path().to_owned(), shown: "api".to_owned(), config: None, everything: false };
    let understood = fieldstone::understand(&input, &Options::default()).unwrap();
    let disk = tempfile::tempdir().unwrap();
    let disk = Disk::open(disk.path(), Access::Read).unwrap();
    // What the plan, the printer and the export make of it must end, too.
    fieldstone::generate(&understood, &disk, &Manifest::default()).unwrap();
    understood
}

/// A page beside another, whose operation must be there whatever becomes of this one.
fn page(body: &str, toml: &str) -> Understood {
    let page = format!("---\ntitle: Deep\napi: POST https://a.example/deep\n---\n\n{body}\n");
    let understood = understand(&[("deep.mdx", &page), ("other.mdx", OTHER), ("api.toml", toml)]);
    assert_eq!(understood.apis[0].api.operations.len(), 2);
    understood
}

/// Line and column of everything that was told to be too deep, but for what only the compiler does not follow.
fn places(understood: &Understood) -> Vec<(usize, usize)> {
    let is_meant = |told: &&Diagnostic| told.code == Code::NestingTooDeep && !told.message.ends_with("in Rust");
    let told = understood.diagnostics.as_slice().iter().filter(is_meant);
    let place = |span| {
        let at = understood.sources.position(span);
        (at.line as usize, at.column as usize)
    };
    told.map(|told| place(told.span.unwrap())).collect()
}

/// How deep types stand inside each other without a name between them.
fn deepest(understood: &Understood) -> usize {
    fn depth(ty: &Type) -> usize {
        match ty {
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => 1 + depth(inner),
            _ => 0,
        }
    }
    let types = understood.apis[0].api.types.iter().map(|def| match &def.kind {
        TypeKind::Struct { fields } => fields.iter().map(|field| depth(&field.ty)).max().unwrap_or(0),
        TypeKind::Alias { ty } => depth(ty),
        _ => 0,
    });
    types.max().unwrap_or(0)
}

fn example(json: &str) -> String {
    format!("<ResponseExample>\n```json\n{json}\n```\n</ResponseExample>")
}

#[test]
fn brackets_behind_a_name() {
    for deep in [65, 2_000, 20_000] {
        let body = format!("<ParamField body=\"a{}\" type=\"string\">A</ParamField>", "[]".repeat(deep));
        let understood = page(&body, "");
        // The body is the first of them.
        assert_eq!((places(&understood).len(), deepest(&understood)), (1, 63), "{deep}");
        assert_eq!(places(&understood)[0].0, 6);
    }
    let body = format!("<ParamField body=\"a{}\" type=\"string\">A</ParamField>", "[]".repeat(63));
    let understood = page(&body, "");
    assert_eq!((places(&understood).len(), deepest(&understood)), (0, 63));
}

#[test]
fn dots_in_a_name() {
    let way = "a.".repeat(2_000);
    let body = format!("<ParamField body=\"a\" type=\"object\" />\n\n<ParamField body=\"{way}b\" type=\"string\" />");
    let understood = page(&body, "");
    assert_eq!(places(&understood).len(), 1);
    assert!(understood.apis[0].api.types.len() < 70);
    let keys = format!("<ParamField body=\"a{}\" type=\"string\" />", ".{key}".repeat(2_000));
    assert_eq!(deepest(&page(&keys, "")), 63);
}

#[test]
fn lists_maps_and_objects_of_an_example() {
    for (open, close) in [("[", "]"), ("{\"v\": ", "}"), ("[{\"v\": ", "}]")] {
        for deep in [300, 50_000] {
            let json = format!("{{\"w\": {}1{}}}", open.repeat(deep), close.repeat(deep));
            let understood = page(&example(&json), "");
            let [(line, column)] = places(&understood)[..] else { panic!("{open} {deep}") };
            assert_eq!((line, column > 64), (8, true), "{open} {deep}");
            assert!(deepest(&understood) <= 64 && understood.apis[0].api.types.len() <= 67, "{open} {deep}");
        }
    }
    // A list that nobody closes costs its example.
    let understood = page(&example(&"[".repeat(500_000)), "");
    assert!(understood.diagnostics.as_slice().iter().any(|told| told.code == Code::InvalidExample));
}

#[test]
fn what_a_sample_sends() {
    let json = format!("{{\"w\": {}1{}}}", "[".repeat(300), "]".repeat(300));
    let curl = format!("```bash\ncurl -X POST https://a.example/deep -d '{json}'\n```");
    let understood = page(&curl, "");
    assert_eq!((places(&understood).len(), deepest(&understood)), (1, 63));
}

#[test]
fn the_depth_is_the_projects_to_say() {
    let body = format!("<ParamField body=\"a{}\" type=\"string\">A</ParamField>", "[]".repeat(80));
    for depth in [1, 8, 64, 96] {
        let understood = page(&body, &format!("[limits]\ndepth = {depth}\n"));
        assert_eq!(places(&understood).is_empty(), depth > 80, "{depth}");
        assert_eq!(deepest(&understood), 80.min(depth - 1), "{depth}");
    }
    for depth in ["0", "97", "-1", "\"8\""] {
        let toml = format!("[limits]\ndepth = {depth}\n");
        let understood = understand(&[("a.mdx", OTHER), ("api.toml", &toml)]);
        assert!(understood.apis[0].failed, "{depth}");
        assert!(understood.diagnostics.as_slice().iter().any(|told| told.code == Code::InvalidProject), "{depth}");
    }
}

/// A document with one operation, whose answer is the schema `T0`.
fn document(schemas: &str) -> Understood {
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{\"/t\": {{\"get\": \
         {{\"responses\": {{\"200\": {{\"description\": \"T\", \"content\": {{\"application/json\": {{\"schema\": \
         {{\"$ref\": \"#/components/schemas/T0\"}}}}}}}}}}}}}}}}, \"components\": {{\"schemas\": {{{schemas}}}}}}}"
    );
    let understood = understand(&[("api.toml", "[[server]]\nurl = \"https://a.example\"\n"), ("openapi.json", &text)]);
    assert_eq!(understood.apis[0].api.operations.len(), 1);
    understood
}

fn chain(length: usize, link: impl Fn(&str) -> String) -> String {
    let schemas = (0..length).map(|at| {
        let next = format!("\"$ref\": \"#/components/schemas/T{}\"", at + 1);
        format!("\"T{at}\": {}, ", link(&next))
    });
    format!(
        "{}\"T{length}\": {{\"type\": \"object\", \"properties\": {{\"end\": {{\"type\": \"integer\"}}}}}}",
        schemas.collect::<String>()
    )
}

#[test]
fn named_types_in_a_chain_begin_anew() {
    for nullable in ["", ", \"nullable\": true"] {
        let object =
            |next: &str| format!("{{\"type\": \"object\"{nullable}, \"properties\": {{\"next\": {{{next}}}}}}}");
        let understood = document(&chain(3_000, object));
        assert!(places(&understood).is_empty());
        let api = &understood.apis[0].api;
        assert_eq!(api.types.len(), 3_001);
        let fields = api.types.iter().flat_map(|def| match &def.kind {
            TypeKind::Struct { fields } => fields.as_slice(),
            _ => panic!("{} is not read", def.name),
        });
        let nexts = fields.filter(|field| field.name == "next").collect::<Vec<_>>();
        assert!(nexts.iter().all(|field| matches!(field.ty, Type::Named(_))));
        // The last one is not said to be nullable.
        let nullables = nexts.iter().filter(|field| field.nullable).count();
        assert_eq!(nullables, if nullable.is_empty() { 0 } else { 2_999 });
    }
    // Each a list of objects of the next.
    let lists = |next: &str| {
        format!(
            "{{\"type\": \"object\", \"properties\": {{\"next\": {{\"type\": \"array\", \"items\": {{{next}}}}}}}}}"
        )
    };
    assert_eq!(document(&chain(3_000, lists)).apis[0].api.types.len(), 3_001);
}

/// How many bytes the crate has beside the two models.
fn size(understood: &Understood) -> usize {
    let disk = tempfile::tempdir().unwrap();
    let disk = Disk::open(disk.path(), Access::Read).unwrap();
    let files = fieldstone::generate(understood, &disk, &Manifest::default()).unwrap();
    files.iter().filter(|(path, _)| !path.ends_with(".json")).map(|(_, bytes)| bytes.len()).sum()
}

#[test]
fn an_example_of_types_that_require_ever_more_ends() {
    let plain =
        size(&document(&chain(40, |next| format!("{{\"type\": \"object\", \"properties\": {{\"a\": {{{next}}}}}}}"))));
    // Each requires the next one twice, or in a list that has many: the last would be there more often than can be counted.
    let twice = |next: &str| {
        format!(
            "{{\"type\": \"object\", \"required\": [\"a\", \"b\"], \"properties\": {{\"a\": {{{next}}}, \"b\": {{\"type\": \
             \"array\", \"minItems\": 4000000000, \"items\": {{{next}}}}}}}}}"
        )
    };
    let understood = document(&chain(40, twice));
    assert_eq!(understood.apis[0].api.types.len(), 41);
    assert!(size(&understood) < plain + 200_000, "{} {plain}", size(&understood));
    let long = |length: usize| {
        let once = |next: &str| {
            format!("{{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {{\"a\": {{{next}}}}}}}")
        };
        size(&document(&chain(length, once)))
    };
    let (short, long) = (long(500), long(1_000));
    assert!(long - plain < 22 * (short - plain) / 10, "{plain} {short} {long}");
}

#[test]
fn an_example_of_a_text_that_is_endless_is_short() {
    let fields = "<ParamField body=\"a\" type=\"string\" minLength={400000000000} required />\n\n<ParamField body=\"b\" \
                  type=\"string[]\" minItems={4000000000} required>At least 4000000000 items, of 400000000000 characters.\
                  </ParamField>";
    assert!(size(&page(fields, "")) < 1_000_000);
}

#[test]
fn lists_of_alternatives_that_are_such_lists() {
    // None is a type of its own, so that each stands in all that come after it.
    let alternatives = (0..40).map(|at| format!("{{\"$ref\": \"#/components/schemas/T{at}\"}}")).collect::<Vec<_>>();
    let list = format!("{{\"type\": \"array\", \"items\": {{\"oneOf\": [{}]}}}}", alternatives.join(", "));
    let schemas = (0..40).map(|at| format!("\"T{at}\": {list}")).collect::<Vec<_>>();
    let understood = document(&schemas.join(", "));
    assert!(understood.diagnostics.as_slice().iter().any(|told| told.code == Code::Unsupported));
    assert!(size(&understood) < 3_000_000, "{}", size(&understood));
}

#[test]
fn two_documents_that_contradict_each_other_all_along_a_chain() {
    let schemas = |ty: &str| {
        chain(3_000, |next| {
            format!("{{\"type\": \"object\", \"properties\": {{\"g\": {{\"type\": \"{ty}\"}}, \"next\": {{{next}}}}}}}")
        })
    };
    let document = |path: &str, ty: &str| {
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{\"/{path}\": {{\"get\": \
             {{\"responses\": {{\"200\": {{\"description\": \"T\", \"content\": {{\"application/json\": {{\"schema\": \
             {{\"$ref\": \"#/components/schemas/T0\"}}}}}}}}}}}}}}}}, \"components\": {{\"schemas\": {{{}}}}}}}",
            schemas(ty)
        )
    };
    let (a, b) = (document("a", "string"), document("b", "integer"));
    let toml = ("api.toml", "[[server]]\nurl = \"https://a.example\"\n");
    let understood = understand(&[toml, ("a.json", &a), ("b.json", &b)]);
    let api = &understood.apis[0].api;
    assert_eq!(api.operations.len(), 2);
    assert!(api.types.len() >= 6_000, "{}", api.types.len());
}

#[test]
fn tables_of_types_in_which_two_of_the_next_stand() {
    let table = |at: usize| {
        let next = at + 1;
        format!("## T{at}\n\n| Field | Type |\n|---|---|\n| `a` | T{next} |\n| `b` | T{next} |\n\n")
    };
    let tables = (0..40).map(table).collect::<String>();
    let understood = page(&format!("<ResponseField name=\"first\" type=\"T0\" />\n\n{tables}"), "");
    let types = &understood.apis[0].api.types;
    assert!(types.iter().any(|def| def.name == "T1"));
    assert!(types.len() < 60, "{}", types.len());
}

#[test]
fn other_names_of_other_names_end() {
    let understood = document(&chain(5_000, |next| format!("{{{next}}}")));
    assert_eq!(understood.apis[0].api.types.len(), 1);
    let circle = "\"T0\": {\"$ref\": \"#/components/schemas/T1\"}, \"T1\": {\"$ref\": \"#/components/schemas/T0\"}";
    let understood = document(circle);
    assert!(understood.diagnostics.as_slice().iter().any(|told| told.code == Code::Unsupported));
}

#[test]
fn schemas_inside_each_other() {
    let deep = |open: &str, close: &str, deep: usize| {
        document(&format!("\"T0\": {}{{\"type\": \"string\"}}{}", open.repeat(deep), close.repeat(deep)))
    };
    let kinds = [
        "{\"type\": \"array\", \"items\": ",
        "{\"type\": \"object\", \"additionalProperties\": ",
        "{\"type\": \"object\", \"properties\": {\"p\": ",
    ];
    for open in kinds {
        let close = if open.ends_with("\"p\": ") { "}}" } else { "}" };
        for levels in [70, 300, 20_000] {
            let understood = deep(open, close, levels);
            assert_eq!(places(&understood).len(), 1, "{open} {levels}");
            assert!(deepest(&understood) <= 64, "{open} {levels}");
        }
    }
    // Lists of lists under names that are no types of their own do not begin anew.
    let lists = |next: &str| format!("{{\"type\": \"array\", \"items\": {{{next}}}}}");
    assert!(deepest(&document(&chain(3_000, lists))) <= 64);
}

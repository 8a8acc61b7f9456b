//! Input: any bytes, as the files of an API. Output: nothing, if what comes of them is right.
//! Invariant: every component is accounted for, the places of what is told lie in the texts, a second run gives the same,
//! what is made grows with what is read, and the sources are Rust and hold nothing but what every crate of ours holds.

use std::path::Path;

use fieldstone::diagnostics::Code;
use fieldstone::emit::emit;
use fieldstone::output::{Access, Disk, Manifest};
use fieldstone::plan::plan_with;
use fieldstone::project::Input;
use fieldstone::{Options, Understood};

use super::{spans, text};

/// A line that begins so begins another file; behind it stands of which kind.
const CUT: &str = "%%% ";

/// Files beyond this many are not written: a folder is no text.
const MOST_FILES: usize = 8;

/// From the files to the tokens of the crate.
pub fn pipeline(bytes: &[u8]) {
    let words = text(bytes);
    let Some(first) = understood(&words) else { return };
    let again = understood(&words).expect("what was read once is read again");
    for (one, other) in first.apis.iter().zip(&again.apis) {
        assert_eq!(one.api, other.api, "a second run gives the same model");
        assert_eq!(one.names.print(), other.names.print(), "and the same names");
    }
    assert_eq!(first.diagnostics.as_slice(), again.diagnostics.as_slice());
    let apis: Vec<_> = first.apis.iter().filter(|api| !api.failed).map(|api| api.api.clone()).collect();
    let plan = plan_with(&apis, &first.asked("fuzzed"));
    let items = emit(&plan).map(|file| file.items.len()).sum::<usize>();
    assert!(items <= 64 * words.len() + 4096, "{items} items of {} bytes", words.len());
}

/// From the files to the text of the crate.
pub fn sources(bytes: &[u8]) {
    let words = text(bytes);
    let Some(understood) = understood(&words) else { return };
    let nowhere = Disk::open(Path::new("/nowhere/at/all"), Access::Read).expect("a folder need not be there");
    let files = fieldstone::generate(&understood, &nowhere, &Manifest::default()).expect("the crate can be made");
    let written = files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    assert!(written <= 20_000 * (words.len() + 50), "{written} bytes of {}", words.len());
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("src/things/")) {
        let source = std::str::from_utf8(bytes).expect("source is text");
        let parsed = syn::parse_file(source).unwrap_or_else(|error| panic!("{path}: {error}"));
        parsed.items.iter().for_each(|item| expected(path, item));
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".json")) {
        assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_ok(), "{path} is no JSON");
    }
}

/// The macros of the runtime.
const MACROS: [&str; 9] =
    ["any_json", "download", "events", "integer_enum", "operation", "pages", "record", "text_enum", "union"];

/// Nothing else stands in what is generated.
fn expected(path: &str, item: &syn::Item) {
    match item {
        syn::Item::Const(_)
        | syn::Item::Enum(_)
        | syn::Item::Fn(_)
        | syn::Item::Impl(_)
        | syn::Item::Struct(_)
        | syn::Item::Type(_)
        | syn::Item::Use(_) => {}
        // Modules of their own files, or one that is written out; and the macros of the runtime.
        syn::Item::Mod(module) => {
            module.content.iter().flat_map(|(_, items)| items).for_each(|item| expected(path, item))
        }
        syn::Item::Macro(one) => {
            let name = one.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            assert!(MACROS.contains(&name.as_str()), "{path} holds the macro {name}");
        }
        _ => panic!("{path} holds what no crate of ours holds"),
    }
}

/// What the files come to; `None` where there are none.
fn understood(words: &str) -> Option<Understood> {
    // In memory where the system has a folder there.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    let folder = folder.expect("there is room for a few files");
    let root = folder.path().join("things");
    std::fs::create_dir(&root).expect("a folder of our own");
    for (at, (kind, text)) in files(words).into_iter().take(MOST_FILES).enumerate() {
        let name = match kind {
            "toml" => "api.toml".to_owned(),
            "site" => "docs.json".to_owned(),
            "lock" => "names.lock".to_owned(),
            kind @ ("md" | "mdx" | "txt" | "json" | "yaml") => format!("p{at}.{kind}"),
            _ => format!("p{at}.mdx"),
        };
        std::fs::write(root.join(name), text).expect("a file of our own");
    }
    let input = Input { path: root, shown: "things".to_owned(), config: None, everything: false };
    let understood = fieldstone::understand(&input, &Options::default()).ok()?;
    let sources = &understood.sources;
    for told in understood.diagnostics.as_slice() {
        assert_ne!(told.code, Code::FieldNotAccounted, "{}", told.message);
        let places = told.span.into_iter().chain(told.labels.iter().map(|label| label.span));
        places.for_each(|span| spans::lies_in_its_text(sources, span));
    }
    for (_, ledger) in understood.apis.iter().flat_map(|api| &api.ledgers) {
        let open: Vec<_> = ledger.open().map(|entry| &*entry.name).collect();
        assert!(open.is_empty(), "{open:?} ended nowhere");
    }
    Some(understood)
}

/// The files that a text stands for, each with its kind.
fn files(words: &str) -> Vec<(&str, String)> {
    let mut files = vec![("mdx", String::new())];
    for line in words.split_inclusive('\n') {
        match line.strip_prefix(CUT) {
            Some(kind) => files.push((kind.trim(), String::new())),
            None => files.last_mut().into_iter().for_each(|(_, text)| text.push_str(line)),
        }
    }
    files.retain(|(_, text)| !text.is_empty());
    files
}

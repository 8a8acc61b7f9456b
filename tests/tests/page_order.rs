//! APIs made at random, each of whose pages documents one operation.
//! Invariant: types and names follow from what the pages say: neither their order nor the names of their files have a say,
//! and a page that comes later renames nothing. The order of the operations is that of the docs, and of nothing else.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fieldstone::Options;
use fieldstone::diff::{Model, compare};
use fieldstone::project::{Input, RustOptions};
use fieldstone::schema::{Api, TypeKind};

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const RESOURCES: &[&str] = &["boats", "piers", "crews", "cargoes"];
const MEMBERS: &[&str] = &["name", "length", "owner", "status", "mast", "notes", "berth"];

/// The value of a member: the same member has one of two forms.
fn value(dice: &mut Dice, member: &str) -> String {
    let one = dice.below(3) > 0;
    match member {
        "length" => if one { "12" } else { "12.5" }.to_owned(),
        "owner" if one => r#"{"id": "o1", "name": "Ann"}"#.to_owned(),
        "owner" => r#"{"id": "o1", "name": "Ann", "phone": "1"}"#.to_owned(),
        "mast" if one => r#"{"height": 3, "sails": [{"area": 4}]}"#.to_owned(),
        "mast" => r#"{"height": 3, "sails": [{"area": 4, "colour": "red"}]}"#.to_owned(),
        "notes" => r#"[{"text": "dry", "by": "Bo"}]"#.to_owned(),
        _ => r#""x""#.to_owned(),
    }
}

fn object(dice: &mut Dice) -> String {
    let mut text = r#"{"id": "i1""#.to_owned();
    for member in MEMBERS {
        if dice.below(4) > 0 {
            let value = value(dice, member);
            write!(text, r#", "{member}": {value}"#).unwrap();
        }
    }
    text + "}"
}

/// The pages of an API: the text of each.
fn pages(dice: &mut Dice) -> Vec<String> {
    let mut pages = Vec::new();
    for resource in RESOURCES {
        let one = resource.trim_end_matches('s');
        for (method, path, title) in [
            ("GET", format!("/v1/{resource}/{{id}}"), format!("Get {one}")),
            ("GET", format!("/v1/{resource}"), format!("List {resource}")),
            ("POST", format!("/v1/{resource}"), format!("Create {one}")),
            ("PATCH", format!("/v1/{resource}/{{id}}"), format!("Update {one}")),
            ("DELETE", format!("/v1/{resource}/{{id}}"), format!("Delete {one}")),
        ] {
            if dice.below(5) == 0 {
                continue;
            }
            let object = object(dice);
            let answer = match method {
                "DELETE" => dice.one(&[r#"{"deleted": true, "id": "i1"}"#, r#"{"success": true}"#]).to_owned(),
                "GET" if !path.contains('{') => format!(r#"{{"{resource}": [{object}], "has_more": false}}"#),
                _ if dice.below(2) == 0 => format!(r#"{{"data": {object}}}"#),
                _ => object,
            };
            let error = dice.one(&[r#"{"error": "no"}"#, r#"{"error": "no", "message": "why"}"#]);
            let id = if path.contains('{') { "<ParamField path=\"id\" type=\"string\" required />\n\n" } else { "" };
            let status = dice.one(&["401", "404"]);
            pages.push(format!(
                "---\ntitle: {title}\napi: {method} https://harbour.example{path}\n---\n\n{id}<ResponseExample>\n\
                 ```json 200\n{answer}\n```\n```json {status}\n{error}\n```\n</ResponseExample>\n"
            ));
        }
    }
    pages
}

/// The model and the lock of a folder of these pages, called as `name` says.
fn run(pages: &[String], name: impl Fn(usize) -> String, lock: Option<&str>) -> (Api, String) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("harbour");
    fs::create_dir(&folder).unwrap();
    for (index, text) in pages.iter().enumerate() {
        fs::write(folder.join(name(index)), text).unwrap();
    }
    if let Some(lock) = lock {
        fs::write(folder.join("names.lock"), lock).unwrap();
    }
    understand(&folder)
}

fn understand(folder: &Path) -> (Api, String) {
    let input = Input { path: folder.to_owned(), shown: "in".to_owned(), config: None, everything: false };
    let mut understood = fieldstone::understand(&input, &Options::default()).unwrap();
    let api = understood.apis.remove(0);
    assert!(!api.failed, "{:?}", understood.diagnostics);
    (without_origins(api.api), api.names.print())
}

/// The model without what names the pages.
fn without_origins(mut api: Api) -> Api {
    for def in &mut api.types {
        def.origins.clear();
        if let TypeKind::Struct { fields } = &mut def.kind {
            fields.iter_mut().for_each(|field| field.origins.clear());
        }
    }
    for operation in &mut api.operations {
        operation.origins.clear();
        operation.parameters.iter_mut().for_each(|parameter| parameter.field.origins.clear());
        operation.responses.iter_mut().for_each(|response| {
            response.origins.clear();
            response.examples.clear();
        });
    }
    api
}

#[test]
fn the_order_of_pages_and_the_names_of_their_files_change_nothing() {
    for seed in 0..24 {
        let pages = pages(&mut Dice(seed));
        let forth = run(&pages, |index| format!("p{index:02}.mdx"), None);
        let back = run(&pages, |index| format!("q{:02}.mdx", 50 - index), None);
        assert!(forth.0.types.len() > 3, "{seed}: {}", forth.1);
        assert_eq!(forth.1, back.1, "{seed}");
        assert!(forth.0.types == back.0.types, "{seed}: {:#?}\n{:#?}", forth.0.types, back.0.types);
        let by_id = |api: &Api| api.by_id().into_iter().cloned().collect::<Vec<_>>();
        assert!(by_id(&forth.0) == by_id(&back.0), "{seed}");
        let turned = back.0.operations.into_iter().rev().collect::<Vec<_>>();
        assert!(forth.0.operations == turned, "{seed}: pages stand by their paths");
    }
}

/// The model and the lock of these pages, called as `name` says, where the site lists them in this order.
fn listed(
    pages: &[String],
    order: &[usize],
    name: impl Fn(usize) -> String,
    list: impl Fn(&[String]) -> (String, String),
) -> (Api, String) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("harbour");
    fs::create_dir(&folder).unwrap();
    for (index, text) in pages.iter().enumerate() {
        fs::write(folder.join(name(index) + ".mdx"), text).unwrap();
    }
    let (file, text) = list(&order.iter().map(|index| name(*index)).collect::<Vec<_>>());
    fs::write(folder.join(file), text).unwrap();
    understand(&folder)
}

fn docs_json(pages: &[String]) -> (String, String) {
    let quoted = pages.iter().map(|page| format!("{page:?}")).collect::<Vec<_>>().join(", ");
    ("docs.json".to_owned(), format!(r#"{{"navigation": {{"groups": [{{"group": "All", "pages": [{quoted}]}}]}}}}"#))
}

fn llms_txt(pages: &[String]) -> (String, String) {
    let link = |page: &String| format!("- [{page}](https://docs.harbour.example/{page}.md): a call\n");
    ("llms.txt".to_owned(), format!("# Harbour\n\n{}", pages.iter().map(link).collect::<String>()))
}

fn model(api: &Api) -> Model<'_> {
    Model { api, rust: RustOptions::default() }
}

fn ids(api: &Api) -> Vec<&str> {
    api.operations.iter().map(|operation| operation.id.as_str()).collect()
}

#[test]
fn a_list_of_the_site_orders_the_operations_whatever_their_files_are_called() {
    for seed in 200..212 {
        let mut dice = Dice(seed);
        let pages = pages(&mut dice);
        let plain = run(&pages, |index| format!("p{index:02}.mdx"), None);
        let mut order: Vec<usize> = (0..pages.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        let wanted = order.iter().map(|index| ids(&plain.0)[*index]).collect::<Vec<_>>();
        for list in [docs_json, llms_txt] {
            let forth = listed(&pages, &order, |index| format!("p{index:02}"), list);
            let back = listed(&pages, &order, |index| format!("q{:02}", 50 - index), list);
            assert_eq!(ids(&forth.0), wanted, "{seed}");
            let parts = |(api, lock): &(Api, String)| (api.operations.clone(), api.types.clone(), lock.clone());
            assert!(parts(&forth) == parts(&back), "{seed}");
            assert_eq!(forth.1, plain.1, "{seed}: the lock knows no order of operations");
            assert_eq!(compare(Some(model(&plain.0)), Some(model(&forth.0))), [], "{seed}: what moved is no change");
        }
        // What nobody lists comes last, and what is listed stands as it did.
        let (late, early) = order.split_first().unwrap();
        let fewer = listed(&pages, early, |index| format!("p{index:02}"), docs_json);
        let mut wanted = early.iter().chain([late]).map(|index| ids(&plain.0)[*index]).collect::<Vec<_>>();
        assert_eq!(ids(&fewer.0), wanted, "{seed}");
        wanted.pop();
        let without: Vec<String> =
            pages.iter().enumerate().filter(|(at, _)| at != late).map(|(_, text)| text.clone()).collect();
        let place = |index: usize| index - usize::from(index > *late);
        let early = early.iter().map(|index| place(*index)).collect::<Vec<_>>();
        let without = listed(&without, &early, |index| format!("z{index:02}"), docs_json);
        assert_eq!(ids(&without.0), wanted, "{seed}");
    }
}

#[test]
fn a_page_that_comes_later_renames_nothing() {
    for seed in 100..124 {
        let pages = pages(&mut Dice(seed));
        let file = |index| format!("p{index:02}.mdx");
        for last in [pages.len() - 1, pages.len() / 2] {
            let mut fewer = pages.clone();
            let later = fewer.remove(last);
            let before = run(&fewer, file, None);
            fewer.push(later);
            let after = run(&fewer, file, Some(&before.1));
            for line in before.1.lines().filter(|line| line.starts_with('"')) {
                assert!(after.1.contains(line), "{seed}: {line} is gone\n{}", after.1);
            }
        }
    }
}

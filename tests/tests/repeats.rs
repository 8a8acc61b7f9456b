//! Every fixture twice, the second time with the names of the first run.
//! Invariant: nothing changes, neither the model nor a name: each thing that has a name of ours has a place of its own in
//! names.lock.

use std::fs;
use std::path::{Path, PathBuf};

use fieldstone::Options;
use fieldstone::project::Input;

#[path = "../src/pages.rs"]
#[allow(dead_code, reason = "other suites use the rest")]
mod pages;

/// The model and the names of each API.
type Made = Vec<(String, String, String)>;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What a run makes of a folder; the names go where the next run looks for them.
fn run(folder: &Path) -> Option<Made> {
    let input = Input { path: folder.to_owned(), shown: "in".to_owned(), config: None, everything: false };
    let understood = fieldstone::understand(&input, &Options::default()).ok()?;
    let apis = understood.apis.iter().filter(|api| !api.failed).map(|api| {
        let names = api.names.print();
        fs::write(api.project.root.join("names.lock"), &names).unwrap();
        (api.api.name.clone(), serde_json::to_string_pretty(&api.api).unwrap(), names)
    });
    Some(apis.collect())
}

#[test]
fn a_second_run_with_the_names_of_the_first_changes_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let fixtures = pages::all().iter().map(pages::Fixture::path).chain(pages::of_own_suites()).collect::<Vec<_>>();
    assert!(fixtures.len() > 50, "{}", fixtures.len());
    for fixture in fixtures {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("in");
        copy(&root.join(&fixture), &folder);
        let first = run(&folder);
        let second = run(&folder);
        assert!(first == second, "{fixture}: a second run changes something");
    }
}

/// So many pages of a fixture are taken away, one by one.
const MOST_TAKEN: usize = 8;

/// The files of a folder and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn what_a_page_brings_that_comes_later_is_there_after_one_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let fixtures = pages::all().iter().map(pages::Fixture::path).chain(pages::of_own_suites()).collect::<Vec<_>>();
    let mut grown = 0;
    for fixture in fixtures {
        let pages = files(&root.join(&fixture));
        let is_page =
            |path: &&PathBuf| path.extension().is_some_and(|end| ["md", "mdx", "txt"].iter().any(|it| end == *it));
        for page in pages.iter().filter(is_page).take(MOST_TAKEN) {
            let dir = tempfile::tempdir().unwrap();
            let folder = dir.path().join("in");
            copy(&root.join(&fixture), &folder);
            let later = folder.join(page.strip_prefix(root.join(&fixture)).unwrap());
            fs::remove_file(&later).unwrap();
            if run(&folder).is_none_or(|made| made.is_empty()) {
                continue;
            }
            fs::copy(page, &later).unwrap();
            let (first, second) = (run(&folder), run(&folder));
            assert!(first == second, "{}: a second run changes something", page.display());
            grown += 1;
        }
    }
    assert!(grown > 100, "{grown}");
}

/// A page with an answer that has a customer, whose only member is called so.
fn customer(title: &str, member: &str) -> String {
    format!(
        "---\ntitle: {title}\napi: \"GET https://api.shop.example/v1/{}\"\n---\n\n\
         <ResponseField name=\"customer\" type=\"Customer\" required>\n  Who.\n  <Expandable>\n    \
         <ResponseField name=\"{member}\" type=\"string\" required>It.</ResponseField>\n  </Expandable>\n</ResponseField>\n",
        title.to_lowercase()
    )
}

#[test]
fn a_name_that_the_pages_give_stays_where_it_was_when_a_page_before_it_gives_it_to_another() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("shop");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("b.mdx"), customer("Beta", "name")).unwrap();
    run(&folder).unwrap();
    fs::write(folder.join("a.mdx"), customer("Alpha", "weight")).unwrap();
    for _ in 0..3 {
        let made = run(&folder).unwrap();
        let [(_, model, names)] = made.as_slice() else { panic!("{made:?}") };
        assert!(names.contains("\"GET /v1/alpha 200.customer\" = \"AlphaCustomer\""), "{names}");
        let api: fieldstone::schema::Api = serde_json::from_str(model).unwrap();
        let customer = api.types.iter().find(|def| def.name == "Customer").unwrap();
        assert_eq!(customer.origins.iter().map(|origin| origin.page.as_str()).collect::<Vec<_>>(), ["b.mdx"]);
    }
}

#[test]
fn what_a_type_says_does_not_depend_on_which_of_its_pages_came_last() {
    let page = |name: &str| {
        format!(
            "---\ntitle: Close a {name}\napi: \"POST https://api.shop.example/v1/{name}s/close\"\n---\n\n\
             <ResponseField name=\"closed\" type=\"boolean\" required>Whether the {name} is closed.</ResponseField>\n\
             <ResponseField name=\"note\" type=\"string\">What was said of the {name}.</ResponseField>\n"
        )
    };
    let names = ["bag", "cup", "dish"];
    let made = names.map(|last| {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("shop");
        fs::create_dir(&folder).unwrap();
        for name in names.iter().filter(|name| **name != last).chain([&last]) {
            fs::write(folder.join(format!("{name}.mdx")), page(name)).unwrap();
            run(&folder).unwrap();
        }
        let model: serde_json::Value = serde_json::from_str(&run(&folder).unwrap()[0].1).unwrap();
        model["types"].to_string().replace(char::is_whitespace, "")
    });
    assert!(made[0].contains("Whetherthebagisclosed."), "{}", made[0]);
    // Which names there are is the lock's affair; what is said of a member is not.
    let said = |model: &String| -> Vec<String> {
        let parts = model.split("\"description\":\"").skip(1);
        parts.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
    };
    assert!(made.iter().all(|other| said(other) == said(&made[0])), "{made:#?}");
}

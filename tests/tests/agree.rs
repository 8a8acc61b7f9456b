//! Input: random small APIs, each written down in every form that pages reach us in. Output: whether what is read of each
//! form is what it can carry, and whether forms together say what the strongest of them says alone.
//! Invariant: the API is made first; no form is compared with what another was read as, but with what is true.

#[path = "agree/carries.rs"]
mod carries;
#[path = "agree/listed.rs"]
mod listed;
#[path = "agree/rendered.rs"]
mod rendered;
#[path = "agree/samples.rs"]
mod samples;
#[path = "agree/truth.rs"]
mod truth;
#[path = "agree/view.rs"]
mod view;
#[path = "agree/written.rs"]
mod written;

use fieldstone::diagnostics::Code;
use fieldstone::project::Input;
use fieldstone::{Options, Understood};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value;

use carries::{FORMS, Form};
use listed::Style;
use truth::Truth;
use view::View;

type Pages = Vec<(String, String)>;

/// The pages of an API in some forms, one page an operation and form.
fn pages(truth: &Truth, forms: &[Form]) -> Pages {
    let page = |form: Form, index: usize, operation: &truth::Operation| match form {
        Form::Source => (format!("{index}.mdx"), written::source(truth, operation)),
        Form::Export => (format!("{index}.md"), written::export(truth, operation)),
        Form::Flat => (format!("{index}-flat.txt"), rendered::flat(truth, operation)),
        Form::Collapsed => (format!("{index}-collapsed.txt"), rendered::collapsed(truth, operation)),
        Form::Openapi => (format!("{index}-openapi.txt"), rendered::openapi(truth, operation)),
        Form::Tables => (format!("{index}-tables.md"), listed::page(truth, operation, Style::Table)),
        Form::Lists => (format!("{index}-lists.md"), listed::page(truth, operation, Style::List)),
    };
    let operations = || truth.operations.iter().enumerate();
    forms.iter().flat_map(|form| operations().map(|(index, operation)| page(*form, index, operation))).collect()
}

fn understand(pages: &Pages) -> Understood {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.toml"), "name = \"api\"\n").unwrap();
    for (name, text) in pages {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().to_owned();
    let input = Input { path, shown: "pages".to_owned(), config: None, everything: false };
    fieldstone::understand(&input, &Options::default()).unwrap()
}

fn view(truth: &Truth, understood: &Understood) -> View {
    let given: Vec<&str> = truth.types.iter().map(|(name, _)| *name).chain(["ZoneCode", "ShelfKind"]).collect();
    view::of_model(&understood.apis[0].api, &given)
}

/// What a reader of a failure needs: the pages, what was said of them, and what is not as it should be.
fn failure(what: &str, pages: &Pages, understood: &Understood, differences: &[String]) -> TestCaseError {
    let pages: String = pages.iter().map(|(name, text)| format!("----- {name}\n{text}\n")).collect();
    let told: String = understood
        .diagnostics
        .as_slice()
        .iter()
        .map(|told| {
            let place = told.span.map(|span| understood.sources.place(span)).unwrap_or_default();
            format!("{place}: {}: {}\n", told.code.as_str(), told.message)
        })
        .collect();
    TestCaseError::fail(format!("{what}\n{}\n{told}{pages}", differences.join("\n")))
}

/// Where the two differ. What a form leaves out where it is not certain is no difference. Where a member was left out of
/// one of the places that show its type, the type may be without it: then nothing of that type has to be there.
fn differences(expected: &View, found: &View, only_certain: bool, leaves_out: bool) -> Vec<String> {
    let mut out = Vec::new();
    for (key, want) in expected {
        match found.get(key) {
            // A list that was left out as a whole takes its root along.
            None if only_certain && (view::depth(key) > 0 || leaves_out) => {}
            None => out.push(format!("`{key}` is missing: {want:?}")),
            Some(got) => {
                // A type of which every field was left out has no name.
                let unnamed = only_certain && got.name.is_none();
                let may_be_missing = leaves_out && !got.required && view::depth(key) > 1;
                let name = want.name.clone().filter(|_| !unnamed);
                let want = view::Facts { name, required: want.required && !may_be_missing, ..want.clone() };
                if *got != want {
                    out.push(format!("`{key}` is {got:?}\n  and should be {want:?}"));
                }
            }
        }
    }
    let extra = found.keys().filter(|key| !expected.contains_key(*key));
    out.extend(extra.map(|key| format!("`{key}` is made up")));
    out
}

/// The fields that the messages of ambiguities leave out.
fn left_out(understood: &Understood) -> usize {
    let told = understood.diagnostics.as_slice().iter().filter(|told| told.code == Code::AmbiguousNesting);
    told.map(|told| {
        if told.message.starts_with("this list") {
            return 10_000;
        }
        let more = told.message.split_once(" and the ").and_then(|(_, rest)| rest.split(' ').next());
        1 + more.and_then(|count| count.parse::<usize>().ok()).unwrap_or(0)
    })
    .sum()
}

/// A model without what only says who documents it, and without what only some forms show: samples, servers.
fn model(understood: &Understood) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.retain(|key, _| !["origins", "examples"].contains(&key.as_str()));
                members.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut api = understood.apis[0].api.clone();
    api.servers.clear();
    let mut value = serde_json::to_value(&api).unwrap();
    strip(&mut value);
    value
}

fn config() -> Config {
    // A gate has to be the same for everyone; who looks for more says how many, and gets others each time.
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let default = Config::default();
    let rng_seed = if more.is_some() { default.rng_seed } else { RngSeed::Fixed(7) };
    let cases = more.unwrap_or(32);
    Config { cases, rng_seed, failure_persistence: None, max_shrink_iters: 500, max_shrink_time: 30_000, ..default }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_form_gives_what_it_can_carry(truth in truth::truth()) {
        let whole = view::of_truth(&truth);
        for carries in FORMS {
            let pages = pages(&truth, &[carries.form]);
            let understood = understand(&pages);
            let expected = carries::expected(&whole, &carries);
            let found = carries::found(&view(&truth, &understood), &carries);
            let leaves_out = carries.only_certain && left_out(&understood) > 0;
            let different = differences(&expected, &found, carries.only_certain, leaves_out);
            if !different.is_empty() {
                return Err(failure(&format!("{:?}", carries.form), &pages, &understood, &different));
            }
            // What is missing was told, field by field.
            let missing: Vec<_> = expected.keys().filter(|key| !found.contains_key(*key)).cloned().collect();
            if missing.len() > left_out(&understood) {
                return Err(failure("left out in silence", &pages, &understood, &missing));
            }
        }
    }

    #[test]
    fn weaker_forms_change_nothing(truth in truth::truth()) {
        use Form::{Collapsed, Export, Flat, Lists, Openapi, Source, Tables};
        let alone = [Source, Export].map(|form| (form, model(&understand(&pages(&truth, &[form])))));
        for forms in [
            &[Source, Export][..],
            &[Source, Flat],
            &[Source, Collapsed],
            &[Source, Openapi],
            &[Source, Tables],
            &[Source, Lists],
            &[Source, Export, Flat, Collapsed, Openapi, Tables, Lists],
            &[Export, Flat],
            &[Export, Collapsed],
            &[Export, Openapi],
            &[Export, Tables],
            &[Export, Lists],
        ] {
            let (_, alone) = alone.iter().find(|(form, _)| *form == forms[0]).unwrap();
            let pages = pages(&truth, forms);
            let together = understand(&pages);
            let all = model(&together);
            if *alone != all {
                let text = |value: &Value| serde_json::to_string_pretty(value).unwrap();
                let diff = difference(&text(alone), &text(&all));
                return Err(failure(&format!("{forms:?}"), &pages, &together, &diff));
            }
        }
    }

    #[test]
    fn rendered_forms_together_make_nothing_up(truth in truth::truth()) {
        let whole = view::of_truth(&truth);
        let pages = pages(&truth, &[Form::Flat, Form::Collapsed, Form::Openapi]);
        let understood = understand(&pages);
        let found = view(&truth, &understood);
        let extra: Vec<_> = found.keys().filter(|key| !whole.contains_key(*key)).cloned().collect();
        if !extra.is_empty() {
            return Err(failure("made up", &pages, &understood, &extra));
        }
    }
}

/// The lines that the two do not share, each with its sign.
fn difference(a: &str, b: &str) -> Vec<String> {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.lines().collect(), b.lines().collect());
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let back = back.min(a.len() - front).min(b.len() - front);
    let cut = |lines: &[&str], sign: &str| {
        lines[front..lines.len() - back].iter().map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    [cut(&a, "-"), cut(&b, "+")].concat()
}

#[test]
fn what_each_form_carries_is_what_the_architecture_says() {
    let architecture = include_str!("../../ARCHITECTURE.md");
    assert!(architecture.contains(&carries::table()), "ARCHITECTURE.md should have\n{}", carries::table());
}

//! Small APIs with the names of an earlier run, or with names by hand.
//! Invariant: what has a name keeps it; where that cannot be, it is told with the line, and nothing is written.

use std::fs;

use fieldstone::Options;
use fieldstone::diagnostics::Severity;
use fieldstone::project::Input;
use fieldstone::schema::Api;

/// What a folder of these files gives: the model, the lock, and what was told, each with its places.
fn run(files: &[(&str, &str)]) -> (Api, String, Vec<String>, bool) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("mill");
    fs::create_dir(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    let input = Input { path: folder, shown: "in".to_owned(), config: None, everything: false };
    let mut understood = fieldstone::understand(&input, &Options::default()).unwrap();
    let told = understood.diagnostics.as_slice().iter().filter(|told| told.severity != Severity::Warning).map(|told| {
        let line = |span: fieldstone::source::Span| understood.sources.position(span).line;
        let places: Vec<String> = told
            .span
            .into_iter()
            .chain(told.labels.iter().map(|label| label.span))
            .map(|span| line(span).to_string())
            .collect();
        format!("{} {}: {}", told.code.as_str(), places.join(" "), told.message)
    });
    let told = told.collect();
    let api = understood.apis.remove(0);
    (api.api, api.names.print(), told, api.failed)
}

fn page(method: &str, path: &str, title: &str, answer: &str) -> String {
    format!(
        "---\ntitle: {title}\napi: {method} https://mill.example{path}\n---\n\n<ResponseExample>\n```json 200\n{answer}\n```\n</ResponseExample>\n"
    )
}

fn names(api: &Api) -> Vec<&str> {
    api.types.iter().map(|def| def.name.as_str()).collect()
}

const LOCK: &str = "form = 2\n\n[operations]\n\"GET /a\" = \"read_a\"\n\n[types]\n";

#[test]
fn a_type_that_gets_a_member_and_stands_on_one_more_page_keeps_its_name() {
    let a = page("GET", "/a", "Read A", r#"{"wheel": {"turns": 3, "blades": 8}}"#);
    let b = page("GET", "/b", "Read B", r#"{"wheel": {"turns": 3, "blades": 8}}"#);
    let lock = format!("{LOCK}\"GET /a 200.wheel\" = \"Waterwheel\"\n");
    let (api, next, told, failed) = run(&[("a.mdx", &a), ("b.mdx", &b), ("names.lock", &lock)]);
    assert!(!failed, "{told:?}");
    assert!(names(&api).contains(&"Waterwheel"), "{:?}", names(&api));
    assert!(!names(&api).contains(&"Wheel"), "{:?}", names(&api));
    assert!(next.contains("\"GET /b 200.wheel\" = \"Waterwheel\""), "{next}");
}

#[test]
fn of_two_that_split_the_one_with_more_of_the_old_places_keeps_the_name() {
    let page = |path: &str, answer| page("GET", path, &format!("Read {}", path.trim_matches('/')), answer);
    let one = r#"{"wheel": {"turns": 3}}"#;
    let other = r#"{"wheel": {"turns": "often", "blades": 8}}"#;
    let lock = format!(
        "{LOCK}\"GET /a 200.wheel\" = \"Waterwheel\"\n\"GET /b 200.wheel\" = \"Waterwheel\"\n\"GET /c 200.wheel\" = \"Waterwheel\"\n"
    );
    let files = [("a.mdx", page("/a", other)), ("b.mdx", page("/b", one)), ("c.mdx", page("/c", one))];
    let mut all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    all.push(("names.lock", &lock));
    let (_, next, told, failed) = run(&all);
    assert!(!failed, "{told:?}");
    assert!(next.contains("\"GET /b 200.wheel\" = \"Waterwheel\""), "{next}");
    assert!(!next.contains("\"GET /a 200.wheel\" = \"Waterwheel\""), "{next}");
}

#[test]
fn a_lock_from_before_is_read_and_told() {
    let a = page("GET", "/a", "Read A", r#"{"wheel": {"turns": 3}, "gear": {"teeth": 9}}"#);
    let b = page("GET", "/b", "Read B", r#"{"gear": {"teeth": 9}}"#);
    let lock = "[operations]\n\"GET /a\" = \"a_of_old\"\n\"GET /b\" = \"read_b\"\n\n[types]\n\
                \"GET /a 200.wheel\" = \"ReadAResponseWheel\"\n\"GET /a 200.gear\" = \"ReadAResponseGear\"\n\
                \"GET /b 200.gear\" = \"ReadBResponseGear\"\n";
    let (api, next, told, failed) = run(&[("a.mdx", &a), ("b.mdx", &b), ("names.lock", lock)]);
    assert!(!failed, "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("names-renewed")), "{told:?}");
    assert_eq!(
        api.operations.iter().map(|operation| operation.id.as_str()).collect::<Vec<_>>(),
        ["a_of_old", "read_b"]
    );
    // One thing stands where two names were: it has one of its own.
    assert!(names(&api).contains(&"Gear") && names(&api).contains(&"ReadAResponseWheel"), "{:?}", names(&api));
    assert!(next.contains("form = 2"), "{next}");
}

#[test]
fn what_was_never_one_type_and_what_is_another_api_s_are_errors() {
    let a = page("GET", "/a", "Read A", r#"{"wheel": {"turns": 3}, "gear": {"teeth": 9}}"#);
    let lock = format!("{LOCK}\"GET /a 200.gear\" = \"Part\"\n\"GET /a 200.wheel\" = \"Part\"\n");
    let (_, _, told, failed) = run(&[("a.mdx", &a), ("names.lock", &lock)]);
    assert!(failed);
    assert!(told.iter().any(|told| told.starts_with("invalid-project 8 7:") && told.contains("`Part`")), "{told:?}");
    let foreign = "[operations]\n\"GET /x\" = \"x\"\n\"GET /y\" = \"y\"\n";
    let (_, _, told, failed) = run(&[("a.mdx", &a), ("names.lock", foreign)]);
    assert!(failed);
    assert!(told.iter().any(|told| told.starts_with("invalid-project 2:")), "{told:?}");
}

#[test]
fn a_name_by_hand_that_meets_nothing_or_is_taken_is_an_error_with_its_line() {
    let a = page("GET", "/a", "Read A", r#"{"wheel": {"turns": 3}, "gear": {"teeth": 9}}"#);
    for (line, said) in [
        ("\"Wheel\" = \"Gear\"", "`Gear` is the name of another type"),
        ("\"Nothing\" = \"Some\"", "`Nothing` meets no type"),
        ("\"Wheel\" = \"wheel of\"", "`wheel of` is no name"),
        ("\"GET /nowhere\" = \"some\"", "meets no operation"),
        ("\"GET /a\" = \"Read A\"", "is no name for an operation"),
    ] {
        let toml = format!("[names]\n{line}\n");
        let (_, _, told, failed) = run(&[("a.mdx", &a), ("api.toml", &toml)]);
        assert!(failed, "{line}");
        assert!(told.iter().any(|told| told.starts_with("stale-name 2") && told.contains(said)), "{line}: {told:?}");
    }
}

#[test]
fn names_by_hand_meet_again_in_the_next_run() {
    let a = page("GET", "/a", "Read A", r#"{"wheel": {"turns": 3, "axle": {"length": 2}}}"#);
    let toml = "[names]\n\"Wheel\" = \"Waterwheel\"\n\"Wheel.axle\" = \"Shaft\"\n\"GET /a\" = \"look\"\n";
    let (api, next, told, failed) = run(&[("a.mdx", &a), ("api.toml", toml)]);
    assert!(!failed, "{told:?}");
    assert!(names(&api).contains(&"Waterwheel") && names(&api).contains(&"Shaft"), "{:?}", names(&api));
    assert_eq!(api.operations[0].id, "look");
    let (again, _, told, failed) = run(&[("a.mdx", &a), ("api.toml", toml), ("names.lock", &next)]);
    assert!(!failed, "{told:?}");
    assert_eq!(again, api);
}

#[test]
fn what_a_type_requires_stays_where_it_was() {
    let page = |fields: &[&str]| {
        let field = |name: &&str| match name.strip_suffix('?') {
            Some(name) => format!("<ParamField body=\"{name}\" type=\"string\" />\n"),
            None => format!("<ParamField body=\"{name}\" type=\"string\" required />\n"),
        };
        let fields: String = fields.iter().map(field).collect();
        format!(
            "---\ntitle: Grind\napi: POST https://mill.example/grind\n---\n\n<ParamField body=\"sack\" type=\"object\">\n<Expandable title=\"sack\">\n{fields}</Expandable>\n</ParamField>\n"
        )
    };
    let of = |api: &Api, name: &str| api.types.iter().find(|def| def.name == name).unwrap().arguments.clone();
    let first = page(&["from", "to", "marked"]);
    let (api, lock, ..) = run(&[("a.mdx", &first)]);
    assert_eq!((of(&api, "Sack"), lock.contains("[fields]\nSack = [\"from\", \"to\", \"marked\"]\n")), (vec![], true));
    // One that alone is required has no order.
    assert!(!lock.contains("GrindBody = [\""), "{lock}");
    // Two changed places, one can be left out, one is new.
    let later = page(&["miller", "to", "marked?", "from"]);
    let toml = "[names]\n\"Sack\" = \"Bag\"\n\"POST /grind\" = \"mill\"\n";
    let renamed = "[[errata]]\nat = \"Sack\"\nkey = \"name\"\nvalue = \"Bag\"\nwhy = \"w\"\n";
    for (toml, name) in [("", "Sack"), (toml, "Bag"), (renamed, "Bag")] {
        let (api, next, told, failed) = run(&[("a.mdx", &later), ("api.toml", toml), ("names.lock", &lock)]);
        assert!(!failed, "{told:?}");
        assert_eq!(of(&api, name), ["from", "to", "miller"], "{toml}");
        assert!(next.contains("Sack = [\"from\", \"to\", \"miller\"]\n"), "{next}");
        let (again, lock, ..) = run(&[("a.mdx", &later), ("api.toml", toml), ("names.lock", &next)]);
        assert_eq!((again, lock), (api, next));
    }
    // A lock of old has no such table, and none is written for what nobody requires.
    let (api, ..) = run(&[("a.mdx", &later), ("names.lock", LOCK)]);
    assert_eq!(of(&api, "Sack"), Vec::<String>::new());
    assert!(!run(&[("a.mdx", &page(&["from?", "to?"]))]).1.contains("[fields]"));
}

/// Its page has `to` before `from`, and both are texts.
#[test]
fn a_call_of_new_means_what_it_meant_before_the_page_was_reordered() {
    use fieldstone_tests::naming_order_that_stood::types::{Box, Route, SendAParcelBody};

    let body = SendAParcelBody::new(Route::new("Delft", "Gouda", "a van").via("Leiden"), Box::new(40, 30));
    let written = serde_json::json!({
        "route": { "from": "Delft", "to": "Gouda", "carrier": "a van", "via": "Leiden" },
        "box": { "width_cm": 40, "height_cm": 30 },
    });
    assert_eq!(serde_json::to_value(&body).unwrap(), written);
}

#[test]
fn an_operation_that_a_correction_renames_keeps_its_arguments() {
    let page = |fields: [&str; 2]| {
        let field = |name: &str| format!("<ParamField query=\"{name}\" type=\"string\" required />\n");
        format!(
            "---\ntitle: Grind\napi: POST https://mill.example/grind\n---\n\n{}{}",
            field(fields[0]),
            field(fields[1])
        )
    };
    let (_, lock, ..) = run(&[("a.mdx", &page(["from", "to"]))]);
    let toml = "[[errata]]\nat = \"grind\"\nkey = \"name\"\nvalue = \"mill\"\nwhy = \"w\"\n";
    let (api, next, ..) = run(&[("a.mdx", &page(["to", "from"])), ("api.toml", toml), ("names.lock", &lock)]);
    assert_eq!(
        (api.operations[0].id.as_str(), &*api.operations[0].arguments),
        ("mill", &["query from".to_owned(), "query to".to_owned()][..])
    );
    assert_eq!(next, lock);
}

#[test]
fn arguments_stay_where_they_were() {
    let page = |fields: &str| {
        format!(
            "---\ntitle: Grind\napi: POST https://mill.example/grind/{{mill}}\n---\n\n<ParamField path=\"mill\" type=\"string\" required />\n{fields}"
        )
    };
    let grain = "<ParamField body=\"grain\" type=\"string\" required />\n";
    let (_, lock, ..) = run(&[("a.mdx", &page(grain))]);
    let more = format!(
        "<ParamField query=\"stone\" type=\"string\" required />\n<ParamField body=\"bran\" type=\"string\" required />\n{grain}"
    );
    let (api, next, ..) = run(&[("a.mdx", &page(&more)), ("names.lock", &lock)]);
    assert_eq!(api.operations[0].arguments, ["path mill", "body grain", "query stone", "body bran"]);
    assert_eq!(api.operations[0].arguments_at_first, Some(2));
    let (again, ..) = run(&[("a.mdx", &page(&more)), ("names.lock", &next)]);
    assert_eq!(again, api);
}

//! Input: small pages of the dialects that vendors write, and api.toml. Output: what the model makes of them.
//! Invariant: one trap a test; the pages stand beside what must come out.

use std::fs;

use fieldstone::diagnostics::Severity;
use fieldstone::project::Input;
use fieldstone::schema::{Api, AuthScheme, Field, Type, TypeDef, TypeKind};
use fieldstone::{Options, Understood, understand};

fn run(files: &[(&str, &str)]) -> Understood {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    read(folder.path())
}

fn write(folder: &std::path::Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn read(folder: &std::path::Path) -> Understood {
    let input = Input { path: folder.to_owned(), shown: "in".to_owned(), config: None, everything: false };
    understand(&input, &Options::default()).unwrap()
}

fn api(understood: &Understood) -> &Api {
    &understood.apis[0].api
}

fn told(understood: &Understood) -> Vec<&str> {
    understood.diagnostics.as_slice().iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

fn def<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    api.types.iter().find(|def| def.name == name).unwrap_or_else(|| {
        panic!("there is no {name}; there are {:?}", api.types.iter().map(|def| &def.name).collect::<Vec<_>>())
    })
}

fn fields<'a>(api: &'a Api, name: &str) -> &'a [Field] {
    match &def(api, name).kind {
        TypeKind::Struct { fields } => fields,
        other => panic!("{name} is {other:?}"),
    }
}

fn names(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

#[test]
fn tabs_inside_an_object_are_variants_of_a_union() {
    let understood = run(&[(
        "pay.mdx",
        r#"---
title: Pay a bill
api: "POST /bills/{id}/pay"
---
<ParamField path="id" type="string" required />
<ParamField body="payer" type="object">
  <ParamField body="payer.note" type="string" />
  <Tabs>
    <Tab title="Person"><ParamField body="first_name" type="string" required /></Tab>
    <Tab title="Company"><ParamField body="company" type="string" required /></Tab>
  </Tabs>
</ParamField>
"#,
    )]);
    let api = api(&understood);
    let TypeKind::Union { variants } = &def(api, "Payer").kind else { panic!("a union") };
    assert_eq!(variants.iter().map(|variant| variant.name.as_str()).collect::<Vec<_>>(), ["Person", "Company"]);
    assert_eq!(names(fields(api, "Person")), ["note", "first_name"]);
    assert_eq!(names(fields(api, "Company")), ["note", "company"]);
    assert_eq!(told(&understood), Vec::<&str>::new());
}

#[test]
fn tabs_of_one_status_are_cases_of_one_answer() {
    let understood = run(&[(
        "state.mdx",
        r#"---
title: Read a state
api: "GET /states/current"
---
<Tabs>
  <Tab title="200 Done">
    <ResponseField name="state" type="string" required />
    <ResponseField name="sum" type="integer" required />
  </Tab>
  <Tab title="200 Waiting"><ResponseField name="state" type="string" required /></Tab>
  <Tab title="Error"><ResponseField name="reason" type="string" /></Tab>
</Tabs>
"#,
    )]);
    let api = api(&understood);
    let statuses: Vec<_> = api.operations[0].responses.iter().map(|response| response.status.as_str()).collect();
    assert_eq!(statuses, ["200", "default"]);
    let answer = fields(api, "Current");
    assert_eq!(names(answer), ["state", "sum"]);
    // What one case lacks may be missing from a valid answer.
    assert_eq!(answer.iter().map(|field| field.required).collect::<Vec<_>>(), [true, false]);
    assert_eq!(told(&understood), Vec::<&str>::new());
}

#[test]
fn a_heading_announces_the_fields_of_a_type() {
    let understood = run(&[(
        "list.mdx",
        r#"---
title: List boats
api: "GET /boats"
---
## Response
<ResponseField name="boats" type="Boat[]" />

### Boat fields
<ResponseField name="name" type="string" />
<ResponseField name="length" type="number" />
"#,
    )]);
    let api = api(&understood);
    assert_eq!(names(fields(api, "BoatsResponse")), ["boats"]);
    assert_eq!(names(fields(api, "Boat")), ["name", "length"]);
    assert_eq!(told(&understood), Vec::<&str>::new());
}

#[test]
fn a_components_own_attributes_are_mapped_and_it_may_name_the_operation() {
    let understood = run(&[
        (
            "api.toml",
            r#"[components.Prop]
name = "key"
type = "kind"
required = "must"
[components.Route]
method = "$verb"
path = "/v1/$where"
"#,
        ),
        (
            "make.mdx",
            r#"# Make a knot

<Route verb="post" where="knots" />

## Body
<Prop key="rope" kind="string" must />
<Prop key="turns" kind="integer" />
"#,
        ),
    ]);
    let api = api(&understood);
    assert_eq!((api.operations[0].method.as_str(), api.operations[0].path.as_str()), ("POST", "/v1/knots"));
    let body = fields(api, "MakeAKnotBody");
    assert_eq!(names(body), ["rope", "turns"]);
    assert_eq!(body.iter().map(|field| field.required).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn api_toml_says_what_no_page_states_and_corrects_what_they_get_wrong() {
    let page = r#"# Tie a knot

<ParamField body="turns" type="string" />
"#;
    let config = |expect: &str| {
        format!(
            r#"[[server]]
url = "https://api.knots.example"
[auth]
kind = "key"
in = "header"
name = "x-knot"
[[evidence]]
page = "tie.mdx"
method = "POST"
path = "/knots"
[[errata]]
at = "TieAKnotBody.turns"
key = "type"
expect = "{expect}"
value = "integer"
why = "the API counts"
"#
        )
    };
    let understood = run(&[("api.toml", &config("string")), ("tie.mdx", page)]);
    let model = api(&understood);
    assert_eq!(model.servers[0].url, "https://api.knots.example");
    assert!(matches!(&model.auth.as_ref().unwrap().scheme, AuthScheme::Key { name, .. } if name == "x-knot"));
    assert_eq!(fields(model, "TieAKnotBody")[0].ty, Type::Integer);

    let stale = run(&[("api.toml", &config("boolean")), ("tie.mdx", page)]);
    assert!(stale.apis[0].failed);
    let error = stale.diagnostics.as_slice().iter().find(|one| one.severity == Severity::Error).unwrap();
    assert_eq!(error.code.as_str(), "stale-erratum");
    assert!(stale.sources.place(error.span.unwrap()).starts_with("in/api.toml:12:"), "at its place");
}

#[test]
fn a_credential_header_is_how_a_caller_proves_who_it_is() {
    let understood = run(&[(
        "list.mdx",
        "---\ntitle: List sails\nopenapi: \"GET /sails\"\n---\n<ParamField header=\"X-API-Key\" type=\"string\" required />\n",
    )]);
    let api = api(&understood);
    assert!(api.operations[0].parameters.is_empty());
    assert!(matches!(&api.auth.as_ref().unwrap().scheme, AuthScheme::Key { name, .. } if name == "x-api-key"));
}

#[test]
fn dotted_names_nest_and_a_bare_list_takes_its_items_from_the_example() {
    let understood = run(&[(
        "list.mdx",
        r#"---
title: List crews
api: "GET /crews"
---
<ResponseField name="crews[].name" type="string" />
<ResponseField name="crews[].captain.id" type="integer" />
<ResponseField name="ports" type="array" />

<ResponseExample>
```json 200
{ "crews": [], "ports": [{ "code": "ABC" }] }
```
</ResponseExample>
"#,
    )]);
    let api = api(&understood);
    assert_eq!(names(fields(api, "Crew")), ["name", "captain"]);
    assert_eq!(names(fields(api, "Captain")), ["id"]);
    assert_eq!(names(fields(api, "Port")), ["code"]);
}

#[test]
fn a_header_that_stands_for_many_is_told_and_left_out() {
    let understood = run(&[(
        "send.mdx",
        "---\ntitle: Send\napi: \"POST /send\"\n---\n<ParamField header=\"Relay-Forward-*\" type=\"string\" />\n",
    )]);
    assert!(api(&understood).operations[0].parameters.is_empty());
    assert_eq!(told(&understood), ["unsupported"]);
}

#[test]
fn the_fields_of_a_function_are_no_operation_and_one_note() {
    let page = "# open\n\n```python\nbox = open(name)\n```\n\n<ParamField name=\"name\" type=\"string\" />\n<ParamField body=\"mode\" type=\"string\" />\n";
    let understood = run(&[("open.mdx", page), ("ok.mdx", "---\napi: GET /x\n---\n")]);
    assert_eq!(told(&understood), ["not-an-operation"]);
    assert_eq!(api(&understood).operations.len(), 1);
}

#[test]
fn a_page_that_is_added_renames_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let page = |path: &str, extra: &str| {
        format!(
            "---\ntitle: Get state\napi: \"GET {path}\"\n---\n<ResponseField name=\"box\" type=\"object\">\n  <ResponseField name=\"{extra}\" type=\"string\" />\n</ResponseField>\n"
        )
    };
    write(folder.path(), &[("m.mdx", &page("/m", "a"))]);
    let before = read(folder.path());
    let lock = before.apis[0].names.print();
    write(folder.path(), &[("names.lock", &lock), ("a.mdx", &page("/a", "b"))]);
    let after = read(folder.path());
    let ids = |understood: &Understood| {
        api(understood).operations.iter().map(|one| (one.path.clone(), one.id.clone())).collect::<Vec<_>>()
    };
    assert_eq!(ids(&before), [("/m".to_owned(), "get_state".to_owned())]);
    assert!(ids(&after).contains(&("/m".to_owned(), "get_state".to_owned())), "{:?}", ids(&after));
    for old in &api(&before).types {
        assert_eq!(names(fields(api(&after), &old.name)), names(fields(api(&before), &old.name)), "{}", old.name);
    }
    assert_eq!(api(&after).operations.len(), 2);
}

#[test]
fn a_large_api_has_a_feature_for_each_folder() {
    let pages: Vec<(String, String)> = (0..27)
        .map(|index| {
            let folder = ["boats", "crews", "ports"][index % 3];
            let page = format!("---\ntitle: Call {index} of {folder}\napi: \"GET /{folder}/{index}\"\n---\n<ResponseField name=\"f{index}\" type=\"string\" />\n");
            (format!("{folder}/p{index}.mdx"), page)
        })
        .collect();
    let mut files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("api.toml", "name = \"fleet\"\n"));
    let understood = run(&files);
    let plan = fieldstone::plan::plan(std::slice::from_ref(api(&understood)));
    let features = plan.features();
    let name = plan.apis[0].module.as_str();
    let parts = ["boats", "crews", "ports"].map(|part| format!("{name}-{part}"));
    assert_eq!(features[0], (name.to_owned(), parts.to_vec()));
    let paths: Vec<String> = fieldstone::emit::emit(&plan).map(|file| file.path).collect();
    assert!(paths.contains(&format!("src/{name}/types/boats.rs")), "{paths:?}");
    assert!(paths.contains(&format!("src/{name}/operations/crews/mod.rs")), "{paths:?}");
}

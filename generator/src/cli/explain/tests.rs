//! What `explain` prints for types, fields, operations and unknown names.

use std::path::Path;

use insta::assert_snapshot;

use super::*;
use crate::project::Input;

fn algoreg() -> Understood {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let input = Input { path, shown: "docs-input".to_owned(), config: None, everything: false };
    crate::understand(&input, &Options { only: vec!["algoreg".to_owned()], deny_warnings: false, ..Options::default() })
        .unwrap()
}

fn explained(item: &str) -> String {
    explain(&algoreg(), item).unwrap()
}

#[test]
fn a_field_of_one_page_names_its_places() {
    assert_snapshot!(explained("Customer.parent_external_id"));
}

#[test]
fn a_field_of_many_pages_names_them_all() {
    assert_snapshot!(explained("Thread.attachments"));
}

#[test]
fn a_type_an_operation_and_a_parameter_are_explained() {
    assert_snapshot!(explained("ThreadReminder") + &explained("update_thread") + &explained("get_thread.id"));
}

#[test]
fn a_member_of_a_body_is_asked_for_as_a_call_gives_it() {
    let folder = tempfile::tempdir().unwrap();
    let page = "---\ntitle: Renew crate\napi: \"POST https://api.x.example/v1/crates/{id}\"\n---\n\n<ParamField path=\"id\" type=\"string\" />\n<ParamField body=\"days\" type=\"integer\" />\n";
    std::fs::write(folder.path().join("renew.mdx"), page).unwrap();
    let input = Input { path: folder.path().to_owned(), shown: "pages".to_owned(), config: None, everything: false };
    let understood = crate::understand(&input, &Options::default()).unwrap();
    assert_snapshot!(explain(&understood, "renew_crate.days").unwrap(), @r#"
    renew_crate.days: integer, optional
      counts  pages/renew.mdx:7:1  field  <ParamField body="days" type="integer" />
    "#);
    let api = Api { title: "Crates".to_owned(), name: "crates".to_owned(), ..understood.apis[0].api.clone() };
    assert_snapshot!(items(&api), @r"
    Crates, of which `explain crates ITEM` shows the evidence

      renew_crate  POST /v1/crates/{id}
      RenewCrateBody
    ");
}

#[test]
fn a_claim_that_lost_is_shown_with_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let page = "---\ntitle: Show crate\napi: \"GET /v1/crates/{id}\"\n---\n\n<ParamField path=\"id\" type=\"string\" />\n\n<ResponseField name=\"weight\" type=\"integer\" />\n\n<ResponseExample>\n```json 200\n{ \"weight\": \"heavy\" }\n```\n</ResponseExample>\n";
    std::fs::write(folder.path().join("show.mdx"), page).unwrap();
    let input = Input { path: folder.path().to_owned(), shown: "pages".to_owned(), config: None, everything: false };
    let understood = crate::understand(&input, &Options::default()).unwrap();
    assert_snapshot!(explain(&understood, "Crate.weight").unwrap(), @r#"
    Crate.weight: integer, optional
      counts  pages/show.mdx:8:1   field    <ResponseField name="weight" type="integer" />
      loses   pages/show.mdx:12:3  example  "weight": "heavy" }  (its type: string)
    "#);
}

#[test]
fn a_name_that_nothing_has_is_answered_with_those_that_may_be_meant() {
    let understood = algoreg();
    let word = |item| unknown(&understood, item);
    assert_snapshot!(
        [
            word("Thred"),
            word("thread.attachments"),
            word("Customer.parent"),
            word("Customer.zzz"),
            word("Nothing"),
            word("ThreadStatus.code"),
            word("get_thread.key"),
        ]
        .join("\n")
    );
}

#[test]
fn an_unknown_name_is_an_unusable_argument() {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let status = |api: &str, item: &str| {
        let words = ["xtask", "explain", api, item, "--input", input.to_str().unwrap()];
        super::super::main(words.iter().map(Into::into))
    };
    assert_eq!(status("algoreg", "Thred"), std::process::ExitCode::from(2));
    assert_eq!(status("algoregs", "Thread"), std::process::ExitCode::from(2));
    assert_eq!(status("algoreg", "Customer.parent_external_id"), std::process::ExitCode::SUCCESS);
}

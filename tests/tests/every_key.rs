//! Input: keys and codes that no other suite tries. Output: what becomes of them.
//! Invariant: each key changes the model, and without it the model is another one.

use std::fs;
use std::path::Path;

use fieldstone::diagnostics::Code;
use fieldstone::output::KnownServers;
use fieldstone::project::Input;
use fieldstone::schema::{Api, Field, TypeKind};
use fieldstone::{Options, Understood, understand};

fn understood(folder: &Path) -> Understood {
    let input = Input { path: folder.to_owned(), shown: "in".to_owned(), config: None, everything: false };
    understand(&input, &Options::default()).unwrap()
}

fn api(files: &[(&str, &str)]) -> Api {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    let mut understood = understood(folder.path());
    let told = understood.diagnostics.as_slice().iter().map(|one| one.message.clone()).collect::<Vec<_>>();
    assert!(!understood.apis[0].failed, "{told:?}");
    understood.apis.remove(0).api
}

fn field(api: &Api, name: &str) -> Field {
    let members = api.types.iter().flat_map(|def| match &def.kind {
        TypeKind::Struct { fields } => fields.as_slice(),
        _ => &[],
    });
    members.into_iter().find(|field| field.name == name).unwrap().clone()
}

const ROWS: &str = r#"---
title: Send a crate
api: "POST https://api.crates.example/v1/crates"
---

## Body

<Row key="size" kind="object" hint="How large." />
<Row key="height" kind="integer" initial="3" old="true" within="size" />
"#;

#[test]
fn a_component_of_the_vendors_own_says_what_its_keys_name() {
    let rule = "[components.Row]\nname = \"key\"\ntype = \"kind\"\ndescription = \"hint\"\ndefault = \"initial\"\ndeprecated = \"old\"\nparent = \"within\"\n";
    let whole = api(&[("send.mdx", ROWS), ("api.toml", rule)]);
    assert_eq!(field(&whole, "size").description.as_deref(), Some("How large."));
    let height = field(&whole, "height");
    assert_eq!((height.default, height.deprecated.is_some()), (Some(3.into()), true));
    let owner = |api: &Api| {
        let holds = |kind: &TypeKind| matches!(kind, TypeKind::Struct { fields } if fields.iter().any(|one| one.name == "height"));
        let def = api.types.iter().find(|def| holds(&def.kind)).unwrap();
        matches!(&def.kind, TypeKind::Struct { fields } if fields.iter().any(|one| one.name == "size"))
    };
    assert!(!owner(&whole), "it stands in the field that `parent` names");
    for key in ["description", "default", "deprecated", "parent"] {
        let less = rule.lines().filter(|line| !line.starts_with(key)).collect::<Vec<_>>().join("\n");
        assert_ne!(api(&[("send.mdx", ROWS), ("api.toml", &less)]), whole, "{key}");
    }
}

const LIST: &str = r#"---
title: List crates
api: "GET https://api.crates.example/v1/crates"
---

<ParamField query="leaf" type="integer" />

<ResponseField name="crates" type="string[]" required />
<ResponseField name="rest" type="boolean" />
<ResponseField name="all" type="integer" />
"#;

#[test]
fn what_is_said_of_the_pages_of_a_list_is_in_the_model() {
    let said = "[[pagination]]\nat = \"list_crates\"\nby = \"page\"\nparameter = \"leaf\"\nmore = \"rest\"\ntotal = \"all\"\nfirst = 0\n";
    let paging = |toml: &str| api(&[("list.mdx", LIST), ("api.toml", toml)]).operations.remove(0).paging.unwrap();
    let whole = paging(said);
    assert_eq!(
        (whole.more.as_slice(), whole.total.as_slice(), whole.first),
        (&["rest".to_owned()][..], &["all".to_owned()][..], Some(0))
    );
    for key in ["more", "total", "first"] {
        let less = said.lines().filter(|line| !line.starts_with(key)).collect::<Vec<_>>().join("\n");
        assert_ne!(paging(&less), whole, "{key}");
    }
}

#[cfg(unix)]
#[test]
fn a_page_that_is_a_link_to_nothing_keeps_its_api_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("list.mdx"), LIST).unwrap();
    std::os::unix::fs::symlink("gone.mdx", folder.path().join("get.mdx")).unwrap();
    let understood = understood(folder.path());
    assert!(understood.apis[0].failed);
    assert!(understood.diagnostics.as_slice().iter().any(|one| one.code == Code::UnreadablePage));
}

#[test]
fn a_host_that_changed_keeps_the_api_as_it_was_until_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("list.mdx", LIST);
    let before = serde_json::to_vec(&understood(folder.path()).apis.remove(0).api).unwrap();
    let before = KnownServers::parse(&before).unwrap();
    write("list.mdx", &LIST.replace("api.crates", "api.cartes"));
    let mut moved = understood(folder.path());
    let told = moved.hold_host(&before).unwrap();
    assert_eq!((told.code, moved.apis[0].failed), (Code::HostChanged, true));
    assert!(
        told.message.contains("api.cartes.example") && told.message.contains("api.crates.example"),
        "{}",
        told.message
    );
    write("api.toml", "[[server]]\nurl = \"https://api.cartes.example\"\n");
    let mut named = understood(folder.path());
    assert_eq!((named.hold_host(&before), named.apis[0].failed), (None, false));
}

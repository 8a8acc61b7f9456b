//! Input: an API. Output: the lines on its front page that show how a client is made and an operation is called.
//! Invariant: they hold identifiers of the plan and words of ours, and stand in a `text` fence: rustdoc never runs them.

use crate::plan::model::{ApiPlan, AuthPlan, OperationPlan};

/// An empty line and a fence, or nothing for an API without operations.
pub(super) fn lines(api: &ApiPlan) -> Vec<String> {
    let chosen = api.example.as_ref().map(|example| &example.operation);
    let chosen = api.operations.iter().find(|operation| Some(&operation.method_name) == chosen);
    let Some(operation) = chosen.or(api.operations.first()) else { return Vec::new() };
    let mut lines = vec![String::new(), "```text".to_owned()];
    lines.push(format!("let client = {}::Client::builder()", api.module.as_str()));
    if api.servers.is_empty() {
        lines.push("    .base_url(\"https://...\")".to_owned());
    }
    let credentials = match api.auth {
        AuthPlan::Bearer => Some("    .bearer_token(token)"),
        AuthPlan::Basic => Some("    .basic_auth(user, password)"),
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) => Some("    .api_key(key)"),
        AuthPlan::None => None,
    };
    lines.extend(credentials.map(str::to_owned));
    lines.push("    .build()?;".to_owned());
    lines.push(format!("match client.{}.await {{", call(operation)));
    lines.extend(
        [
            "    Ok(answer) => println!(\"{answer:?}\"),",
            "    Err(error) if error.is_status() => eprintln!(\"{error}: {:?}\", error.body()),",
            "    Err(error) => return Err(error),",
            "}",
            "```",
        ]
        .map(str::to_owned),
    );
    lines
}

fn call(operation: &OperationPlan) -> String {
    let arguments: Vec<&str> = match &operation.required_struct {
        Some(_) => vec!["required"],
        None => {
            let required = operation.inputs.iter().filter(|input| input.presence.is_required());
            required.map(|input| input.name.as_str()).collect()
        }
    };
    format!("{}({})", operation.method_name.as_str(), arguments.join(", "))
}

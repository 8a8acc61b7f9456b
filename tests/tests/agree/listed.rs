//! Input: an operation. Output: its page without any component: fields in tables, or in lists.
//! Invariant: nesting stands in dotted names of a table, and in lists inside of lists.

use super::samples::{Kind, json};
use super::truth::{Field, Operation, Place, Root, Truth};
use super::written::{SERVER, type_text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Table,
    List,
}

pub fn page(truth: &Truth, operation: &Operation, style: Style) -> String {
    let mut text = format!("# {}\n\n", operation.title);
    if let Some(description) = operation.description {
        text.push_str(&format!("> {description}\n\n"));
    }
    text.push_str(&format!("`{} {SERVER}{}`\n\n", operation.method, operation.path));
    for (place, heading) in
        [(Place::Path, "Path parameters"), (Place::Query, "Query parameters"), (Place::Header, "Headers")]
    {
        let fields: Vec<_> =
            operation.parameters.iter().filter(|(at, _)| *at == place).map(|(_, field)| field.clone()).collect();
        if !fields.is_empty() {
            text.push_str(&format!("## {heading}\n\n"));
            text.push_str(&listed(truth, &fields, style, true));
        }
    }
    if let Some(body) = &operation.body {
        text.push_str("## Body parameters\n\n");
        root(truth, body, style, &mut text);
    }
    text.push_str("## Response\n\n");
    if let Some(description) = operation.answer_description {
        text.push_str(&format!("{description}\n\n"));
    }
    root(truth, &operation.answer, style, &mut text);
    text
}

fn root(truth: &Truth, root: &Root, style: Style, text: &mut String) {
    text.push_str(&listed(truth, &root.fields, style, false));
    // Neither form can say that the whole is a list.
    if root.list {
        text.push_str(&format!("```json\n{}\n```\n\n", json(truth, root, Kind::Skeleton)));
    }
}

fn listed(truth: &Truth, fields: &[Field], style: Style, says_required: bool) -> String {
    let mut text = String::new();
    match style {
        Style::Table => {
            text.push_str(if says_required {
                "| Name | Type | Required | Description |\n|---|---|---|---|\n"
            } else {
                "| Name | Type | Description |\n|---|---|---|\n"
            });
            fields.iter().for_each(|field| row(truth, field, "", says_required, &mut text));
        }
        Style::List => fields.iter().for_each(|field| item(truth, field, 0, says_required, &mut text)),
    }
    text.push('\n');
    text
}

fn row(truth: &Truth, field: &Field, above: &str, says_required: bool, text: &mut String) {
    let name = format!("{above}{}", field.name);
    let old = if field.deprecated { " *deprecated*" } else { "" };
    let ty = type_text(truth, field).replace('|', "\\|");
    let required = match says_required {
        true => format!(" {} |", if field.required { "yes" } else { "no" }),
        false => String::new(),
    };
    text.push_str(&format!("| `{name}`{old} | {ty} |{required} {} |\n", field.description.unwrap_or_default()));
    let (_, lists) = field.ty.innermost();
    let above = format!("{name}{}.", "[]".repeat(lists));
    truth.members(&field.ty).0.iter().for_each(|member| row(truth, member, &above, false, text));
}

fn item(truth: &Truth, field: &Field, depth: usize, says_required: bool, text: &mut String) {
    let mut facts = vec![type_text(truth, field)];
    facts.extend((says_required && field.required).then(|| "required".to_owned()));
    facts.extend(field.deprecated.then(|| "deprecated".to_owned()));
    let description = field.description.map(|words| format!(": {words}")).unwrap_or_default();
    text.push_str(&format!("{}- `{}` ({}){description}\n", "  ".repeat(depth), field.name, facts.join(", ")));
    truth.members(&field.ty).0.iter().for_each(|member| item(truth, member, depth + 1, false, text));
}

//! Input: an operation. Output: its page as it is written, and as the `.md` export of a site shows it.
//! Invariant: both say everything; the export lost its frontmatter, and samples name method and path instead.

use super::samples::{Kind, json};
use super::truth::{Field, Operation, Place, Truth, Ty};

pub const SERVER: &str = "https://api.example.com";

pub fn source(truth: &Truth, operation: &Operation) -> String {
    let mut text = format!("---\ntitle: \"{}\"\n", operation.title);
    if let Some(description) = operation.description {
        text.push_str(&format!("description: \"{description}\"\n"));
    }
    text.push_str(&format!(
        "api: \"{} {SERVER}{}\"\nauthMethod: \"bearer\"\n---\n\n",
        operation.method, operation.path
    ));
    text.push_str(&components(truth, operation));
    // Components cannot say that the whole body is a list.
    if let Some(body) = operation.body.as_ref().filter(|body| body.list) {
        let sample = json(truth, body, Kind::Skeleton);
        text.push_str(&format!("<RequestExample>\n```json\n{sample}\n```\n</RequestExample>\n"));
    }
    if operation.answer.list {
        let sample = json(truth, &operation.answer, Kind::Skeleton);
        text.push_str(&format!("<ResponseExample>\n```json 200\n{sample}\n```\n</ResponseExample>\n"));
    }
    text
}

pub fn export(truth: &Truth, operation: &Operation) -> String {
    let mut text =
        String::from("> ## Documentation Index\n> A list of all pages: https://docs.example.com/llms.txt\n\n");
    text.push_str(&format!("# {}\n\n", operation.title));
    if let Some(description) = operation.description {
        text.push_str(&format!("> {description}\n\n"));
    }
    text.push_str(&components(truth, operation));
    text.push_str("<RequestExample>\n");
    let mut body = String::new();
    if let Some(root) = &operation.body {
        let sample = json(truth, root, Kind::Skeleton);
        text.push_str(&format!("  ```json JSON theme={{null}}\n{}\n  ```\n\n", indented(&sample)));
        body = format!(",\n      body: JSON.stringify({sample})");
    }
    let (method, path) = (operation.method, &operation.path);
    text.push_str(&format!(
        "  ```javascript JavaScript\n  const response = await fetch(\n    \"{method} {path}\",\n    {{\n      method: \"{}\",\n      \
         headers: {{\n        \"Content-Type\": \"application/json\",\n        \"Authorization\": `Bearer {{token}}`\n      }}{body}\n    }}\n  );\n  ```\n",
        method.to_lowercase()
    ));
    text.push_str("</RequestExample>\n\n<ResponseExample>\n");
    let sample = json(truth, &operation.answer, Kind::Skeleton);
    text.push_str(&format!("  ```json 200 theme={{null}}\n{}\n  ```\n</ResponseExample>\n", indented(&sample)));
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

fn components(truth: &Truth, operation: &Operation) -> String {
    let mut text = String::new();
    for (place, word, heading) in [
        (Place::Path, "path", "Path parameters"),
        (Place::Query, "query", "Query parameters"),
        (Place::Header, "header", "Headers"),
    ] {
        let fields: Vec<_> =
            operation.parameters.iter().filter(|(at, _)| *at == place).map(|(_, field)| field).collect();
        if !fields.is_empty() {
            text.push_str(&format!("## {heading}\n\n"));
            fields.iter().for_each(|field| component(truth, field, &format!("ParamField {word}"), 0, &mut text));
        }
    }
    if let Some(body) = &operation.body {
        text.push_str("## Body parameters\n\n");
        body.fields.iter().for_each(|field| component(truth, field, "ParamField body", 0, &mut text));
    }
    text.push_str("## Response body\n\n<Tabs>\n  <Tab title=\"200\">\n");
    if let Some(description) = operation.answer_description {
        text.push_str(&format!("    {description}\n\n"));
    }
    operation.answer.fields.iter().for_each(|field| component(truth, field, "ResponseField name", 4, &mut text));
    text.push_str("  </Tab>\n</Tabs>\n\n");
    text
}

fn component(truth: &Truth, field: &Field, tag: &str, indent: usize, text: &mut String) {
    let pad = " ".repeat(indent);
    let ty = type_text(truth, field);
    let quote = if ty.contains('"') { '\'' } else { '"' };
    text.push_str(&format!("{pad}<{tag}=\"{}\" type={quote}{ty}{quote}", field.name));
    for (flag, word) in [(field.required, " required"), (field.deprecated, " deprecated")] {
        text.push_str(if flag { word } else { "" });
    }
    let item = field.ty.innermost().0;
    let encloses = matches!(item, Ty::Named(_) | Ty::Object(_) | Ty::Opaque(_));
    if field.description.is_none() && !encloses {
        text.push_str(" />\n\n");
        return;
    }
    text.push_str(">\n");
    if let Some(description) = field.description {
        text.push_str(&format!("{pad}  {description}\n"));
    }
    let members = truth.members(&field.ty).0;
    if encloses && members.is_empty() {
        text.push_str(&format!("{pad}  <Expandable title=\"properties\" />\n"));
    } else if encloses {
        text.push_str(&format!("{pad}  <Expandable title=\"properties\">\n"));
        members.iter().for_each(|member| component(truth, member, tag, indent + 4, text));
        text.push_str(&format!("{pad}  </Expandable>\n"));
    }
    let name = tag.split(' ').next().unwrap();
    text.push_str(&format!("{pad}</{name}>\n\n"));
}

pub fn type_text(truth: &Truth, field: &Field) -> String {
    let (item, lists) = field.ty.innermost();
    let mut text = match item {
        Ty::Enum(values) => {
            let values: Vec<_> = values.iter().map(|value| format!("\"{value}\"")).collect();
            let values = values.join(" | ");
            if lists > 0 { format!("({values})") } else { values }
        }
        _ => word(truth, item, true),
    };
    text.push_str(&"[]".repeat(lists));
    if field.nullable {
        text.push_str(" | null");
    }
    text
}

/// The word for a type that is no list.
pub fn word(truth: &Truth, ty: &Ty, named: bool) -> String {
    let name = truth.members(ty).1.filter(|_| named);
    match ty {
        Ty::Integer => "integer",
        Ty::Number => "number",
        Ty::Boolean => "boolean",
        Ty::DateTime => "string<date-time>",
        Ty::Enum(_) => "enum<string>",
        Ty::Map | Ty::Object(_) | Ty::Named(_) | Ty::Opaque(_) => name.unwrap_or("object"),
        Ty::String | Ty::List(_) => "string",
    }
    .to_owned()
}

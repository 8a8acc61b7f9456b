//! Input: an operation. Output: the text of its page as a browser shows it, in three ways.
//! Invariant: a token stands on a line of its own, and no line says how deep it stands.

use super::samples::{Kind, json};
use super::truth::{Field, Operation, Place, Truth, Ty};
use super::written::{SERVER, word};

const SECTIONS: [(Place, &str); 3] =
    [(Place::Path, "Path parameters"), (Place::Query, "Query parameters"), (Place::Header, "Headers")];

/// All fields are open: a list without indentation, sorted in each object.
pub fn flat(truth: &Truth, operation: &Operation) -> String {
    let mut lines = head(operation);
    for (place, heading) in SECTIONS {
        section(truth, heading, &parameters(operation, place), &mut lines);
    }
    if let Some(body) = &operation.body {
        section(truth, "Body parameters", &body.fields, &mut lines);
    }
    section(truth, "Response body", &operation.answer.fields, &mut lines);
    lines.join("\n")
}

/// All fields are closed: headings without content, and the type skeletons, three times.
pub fn collapsed(truth: &Truth, operation: &Operation) -> String {
    let mut lines = head(operation);
    let samples = operation.body.iter().chain([&operation.answer]);
    let samples: Vec<String> = samples
        .flat_map(|root| {
            json(truth, root, Kind::Skeleton).lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>()
        })
        .collect();
    lines.extend(samples.clone());
    lines.extend(["Path parameters", "Body parameters", "Response body"].map(str::to_owned));
    lines.extend(samples.clone());
    lines.extend(samples);
    lines.join("\n")
}

fn head(operation: &Operation) -> Vec<String> {
    let mut lines: Vec<String> = ["Get Started", "Crates", "Barrels", "Crates"].map(str::to_owned).to_vec();
    lines.push(operation.title.clone());
    lines.extend(operation.description.map(str::to_owned));
    lines.extend(bar(operation));
    lines
}

/// Method and path, a piece a line.
fn bar(operation: &Operation) -> Vec<String> {
    let mut lines = vec![operation.method.to_owned()];
    for segment in operation.path.split('/').skip(1) {
        lines.extend(["/".to_owned(), segment.to_owned()]);
    }
    lines
}

fn parameters(operation: &Operation, place: Place) -> Vec<Field> {
    operation.parameters.iter().filter(|(at, _)| *at == place).map(|(_, field)| field.clone()).collect()
}

fn section(truth: &Truth, heading: &str, fields: &[Field], lines: &mut Vec<String>) {
    if fields.is_empty() {
        return;
    }
    // A pill at the end of a section runs into the next heading.
    match lines.last_mut() {
        Some(last) if last == "required" => last.push_str(heading),
        _ => lines.push(heading.to_owned()),
    }
    list(truth, fields, lines);
}

fn list(truth: &Truth, fields: &[Field], lines: &mut Vec<String>) {
    let mut sorted: Vec<&Field> = fields.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    for field in sorted {
        entry(truth, field, true, lines);
        list(truth, truth.members(&field.ty).0, lines);
    }
}

fn entry(truth: &Truth, field: &Field, named: bool, lines: &mut Vec<String>) {
    let (item, lists) = field.ty.innermost();
    let null = if field.nullable { " | null" } else { "" };
    lines.push(field.name.clone());
    lines.push(format!("{}{}{null}", word(truth, item, named), "[]".repeat(lists)));
    for (flag, word) in [(field.required, "required"), (field.deprecated, "deprecated")] {
        if flag {
            lines.push(word.to_owned());
        }
    }
    lines.extend(field.description.map(str::to_owned));
    if let Ty::Enum(values) = item {
        lines.push("Available options:".to_owned());
        let last = values.len() - 1;
        lines.extend(
            values.iter().enumerate().map(|(at, value)| format!("{value}{}", if at < last { "," } else { "" })),
        );
    }
}

/// A page made from an OpenAPI document: curl, placeholders, and the fields at the top.
pub fn openapi(truth: &Truth, operation: &Operation) -> String {
    let mut lines = vec!["Skip to main content".to_owned()];
    lines.extend(bar(operation));
    lines.push(operation.title.clone());
    lines.extend(operation.description.map(str::to_owned));
    lines.push(format!("curl --request {} \\", operation.method));
    lines.push(format!("  --url {SERVER}{} \\", operation.path));
    lines.push("  --header 'Authorization: Bearer <token>'".to_owned());
    if let Some(body) = &operation.body {
        lines.last_mut().unwrap().push_str(" \\");
        lines.push("  --header 'Content-Type: application/json' \\".to_owned());
        lines.push(format!("  --data '\n{}\n'", json(truth, body, Kind::Placeholder)));
    }
    lines.push(json(truth, &operation.answer, Kind::Placeholder));
    lines.extend(["", "Authorizations", "", "Authorization", "string", "header", "required", ""].map(str::to_owned));
    lines.push("The header reads Bearer <token>; the token is the one that you were given.".to_owned());
    for (place, heading) in SECTIONS {
        top(truth, heading, &[], &parameters(operation, place), &mut lines);
    }
    if let Some(body) = &operation.body {
        top(truth, "Body", &["application/json"], &body.fields, &mut lines);
    }
    top(truth, "Response", operation.answer_description.as_slice(), &operation.answer.fields, &mut lines);
    lines.join("\n")
}

fn top(truth: &Truth, heading: &str, before: &[&str], fields: &[Field], lines: &mut Vec<String>) {
    if fields.is_empty() {
        return;
    }
    lines.extend([String::new(), heading.to_owned(), String::new()]);
    lines.extend(before.iter().map(|line| (*line).to_owned()));
    for field in fields {
        entry(truth, field, false, lines);
        if field.required && matches!(field.ty, Ty::String) {
            lines.extend(["Example:", "", "\"361628903185318481\"", ""].map(str::to_owned));
        }
    }
}

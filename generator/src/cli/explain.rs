//! Input: an API and the name of something in it. Output: every piece of evidence for it, winners and losers.
//! Invariant: whatever the model says of an item is shown with page, line and column, or it says that there is none.

use std::fmt::Write as _;

use super::{End, Explain, Outcome, place, print};
use crate::schema::{Api, Field, Operation, Origin, Type, TypeDef, TypeKind};
use crate::source::SourceMap;
use crate::{Options, Understood};

pub(super) fn run(args: &Explain) -> Outcome {
    let input = place::input(args.input.as_deref(), None)?;
    let understood = crate::understand(&input, &Options { only: vec![args.api.clone()], deny_warnings: false })?;
    match explain(&understood, &args.item) {
        Some(text) => {
            print(&annotate_lines(&text));
            Ok(End::Fine)
        }
        None => Err(unknown(&understood, &args.item).into()),
    }
}

/// Lines as a terminal may see them.
fn annotate_lines(text: &str) -> String {
    text.lines().map(|line| annotate_snippets::normalize_untrusted_str(line) + "\n").collect()
}

fn explain(understood: &Understood, item: &str) -> Option<String> {
    let apis = understood.apis.iter().map(|api| &api.api);
    let mut text = String::new();
    for api in apis {
        for ty in api.types.iter().filter(|ty| ty.name == item) {
            type_def(&mut text, &understood.sources, ty);
        }
        for operation in api.operations.iter().filter(|operation| operation.id == item) {
            self::operation(&mut text, &understood.sources, operation);
        }
        // A field's name may hold dots, a type's may not.
        if let Some((owner, name)) = item.split_once('.') {
            for field in fields(api, owner).filter(|field| field.name == name) {
                self::field(&mut text, &understood.sources, &format!("{owner}.{name}"), field);
            }
        }
    }
    (!text.is_empty()).then_some(text)
}

fn fields<'a>(api: &'a Api, owner: &'a str) -> impl Iterator<Item = &'a Field> {
    let members = api.types.iter().filter(move |ty| ty.name == owner).flat_map(|ty| match &ty.kind {
        TypeKind::Struct { fields } => fields.as_slice(),
        _ => &[],
    });
    let operations = api.operations.iter().filter(move |operation| operation.id == owner);
    members.chain(operations.flat_map(|operation| &operation.parameters).map(|parameter| &parameter.field))
}

fn type_def(text: &mut String, sources: &SourceMap, ty: &TypeDef) {
    let kind = match &ty.kind {
        TypeKind::Struct { fields } => format!("object with {} fields", fields.len()),
        TypeKind::Enum { base, values, .. } => format!("one of {} known values of type {}", values.len(), name(base)),
        TypeKind::Union { variants } => format!("one of {} types", variants.len()),
        TypeKind::Alias { ty } => format!("another name for {}", name(ty)),
        TypeKind::Opaque => "any JSON".to_owned(),
    };
    let used = match (ty.sent, ty.received) {
        (true, true) => ", sent and received",
        (true, false) => ", sent",
        (false, true) => ", received",
        (false, false) => "",
    };
    let _ = writeln!(text, "{}: {kind}{used}", ty.name);
    origins(text, sources, "  ", &ty.origins);
    if let TypeKind::Struct { fields } = &ty.kind {
        for field in fields {
            let pages = field.origins.iter().filter(|origin| origin.overruled.is_none()).count();
            let _ = writeln!(text, "  .{}: {} ({pages} for it)", field.name, described(field));
        }
    }
}

fn operation(text: &mut String, sources: &SourceMap, operation: &Operation) {
    let _ = writeln!(text, "{}: {} {}", operation.id, operation.method, operation.path);
    origins(text, sources, "  ", &operation.origins);
    for parameter in &operation.parameters {
        self::field(text, sources, &format!("  .{}", parameter.field.name), &parameter.field);
    }
    if let Some(body) = &operation.request_body {
        let _ = writeln!(text, "  body: {} ({})", name(&body.ty), body.media_type);
        origins(text, sources, "    ", &body.origins);
    }
    for response in &operation.responses {
        let ty = response.ty.as_ref().map_or_else(|| "no body documented".to_owned(), name);
        let _ = writeln!(text, "  {}: {ty}", response.status);
        origins(text, sources, "    ", &response.origins);
    }
}

fn field(text: &mut String, sources: &SourceMap, title: &str, field: &Field) {
    let _ = writeln!(text, "{title}: {}", described(field));
    let indent = title.chars().take_while(|c| *c == ' ').map(|_| "  ").collect::<String>();
    origins(text, sources, &format!("  {indent}"), &field.origins);
}

fn described(field: &Field) -> String {
    let mut text = name(&field.ty);
    text.push_str(if field.required { ", required" } else { ", optional" });
    if field.nullable {
        text.push_str(", may be null");
    }
    if let Some(why) = &field.deprecated {
        text.push_str(", deprecated");
        if !why.is_empty() {
            let _ = write!(text, " ({why})");
        }
    }
    text
}

fn origins(text: &mut String, sources: &SourceMap, indent: &str, origins: &[Origin]) {
    if origins.is_empty() {
        let _ = writeln!(text, "{indent}(no page says so)");
    }
    for origin in origins {
        let place = origin.span.map_or_else(|| origin.page.clone(), |span| sources.place(span));
        let _ = write!(text, "{indent}{place}  {}", origin.evidence.as_str());
        if let Some(claim) = &origin.overruled {
            let _ = write!(text, "  overruled: {} {}", claim.about, claim.value);
        }
        text.push('\n');
    }
}

/// A type in words.
fn name(ty: &Type) -> String {
    match ty {
        Type::String => "string".to_owned(),
        Type::DateTime => "date-time".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Any => "any JSON".to_owned(),
        Type::Binary => "file".to_owned(),
        Type::Array(item) => format!("{}[]", name(item)),
        Type::Map(item) => format!("map of {}", name(item)),
        Type::Nullable(item) => format!("{} | null", name(item)),
        Type::Named(named) => named.clone(),
    }
}

fn unknown(understood: &Understood, item: &str) -> String {
    let wanted = item.split('.').next().unwrap_or(item).to_lowercase();
    let mut near = Vec::new();
    for api in understood.apis.iter().map(|api| &api.api) {
        let names = api.types.iter().map(|ty| ty.name.as_str());
        let names = names.chain(api.operations.iter().map(|operation| operation.id.as_str())).collect::<Vec<_>>();
        let alike = |name: &&str| name.to_lowercase().contains(&wanted) || wanted.contains(&name.to_lowercase());
        near.extend(names.iter().copied().filter(alike).map(str::to_owned));
        if let Some((owner, _)) = item.split_once('.').filter(|(owner, _)| names.contains(owner)) {
            near = fields(api, owner).map(|field| format!("{owner}.{}", field.name)).collect();
        }
    }
    let near = if near.is_empty() { String::new() } else { format!("; there is: {}", near.join(", ")) };
    format!("there is no `{item}`{near}")
}

//! Input: the finished model and the corrections of api.toml. Output: the model, corrected.
//! Invariant: a correction that does not find what it expects is an error: it has done its work and has to go.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::Erratum;
use crate::schema::{Api, Claim, Evidence, Field, Origin, Type, TypeKind};
use crate::shape::typed::of_type;
use crate::shape::{Kind, Shape};
use crate::source::{Span, Spanned};
use crate::type_expr;

/// Applies the corrections in order.
pub(crate) fn apply(api: &mut Api, errata: &[Erratum], diagnostics: &mut Diagnostics) {
    for erratum in errata {
        let known: Vec<String> = api.types.iter().map(|def| def.name.clone()).collect();
        let applied = match find(api, &erratum.at.value) {
            Some(field) => correct(field, erratum, &known),
            None => Err(format!("there is no `{}` any more", erratum.at.value)),
        };
        if let Err(why) = applied {
            diagnostics.push(
                Diagnostic::at(Code::StaleErratum, erratum.at.span, format!("this correction does not apply: {why}"))
                    .help("remove it, or say what the pages say now"),
            );
        }
    }
}

/// `Type.field`, or `operation.parameter`.
fn find<'a>(api: &'a mut Api, at: &str) -> Option<&'a mut Field> {
    let (owner, name) = at.split_once('.')?;
    let in_type = api.types.iter_mut().filter(|def| def.name == owner).find_map(|def| match &mut def.kind {
        TypeKind::Struct { fields } => fields.iter_mut().find(|field| field.name == name),
        _ => None,
    });
    in_type.or_else(|| {
        let operation = api.operations.iter_mut().find(|operation| operation.id == owner)?;
        let parameter = operation.parameters.iter_mut().find(|parameter| parameter.field.name == name)?;
        Some(&mut parameter.field)
    })
}

fn correct(field: &mut Field, erratum: &Erratum, known: &[String]) -> Result<(), String> {
    let of = |value: &Option<Spanned<Value>>| value.as_ref().map(|value| value.value.clone()).unwrap_or_default();
    let (expect, value) = (&of(&erratum.expect), &of(&erratum.value));
    let said = |is: &Value| format!("it expects `{}`, and the pages say `{}`", plain(expect), plain(is));
    let flag = |value: &Value| value.as_bool().ok_or_else(|| format!("`{}` is neither true nor false", plain(value)));
    let key = erratum.key.value.as_str();
    match key {
        "type" => {
            let (expected, _) = read(expect, known)?;
            if expected != field.ty {
                return Err(format!("it expects `{}`, and the pages say otherwise", plain(expect)));
            }
            let (ty, format) = read(value, known)?;
            field.ty = ty;
            field.constraints.format = format.or(field.constraints.format.take());
        }
        "required" | "nullable" => {
            let place = if key == "required" { &mut field.required } else { &mut field.nullable };
            if flag(expect)? != *place {
                return Err(said(&Value::from(*place)));
            }
            *place = flag(value)?;
        }
        "default" => {
            let is = field.default.clone().unwrap_or_default();
            if *expect != is {
                return Err(said(&is));
            }
            field.default = Some(value.clone()).filter(|value| !value.is_null());
        }
        other => {
            return Err(format!("`{other}` cannot be corrected; `type`, `required`, `nullable` and `default` can"));
        }
    }
    let overruled = Some(Claim { about: key.to_owned(), value: plain(expect) });
    for origin in &mut field.origins {
        origin.overruled = origin.overruled.take().or_else(|| overruled.clone());
    }
    field.origins.insert(0, origin(Some(erratum.at.span)));
    Ok(())
}

fn origin(span: Option<Span>) -> Origin {
    Origin { page: "api.toml".to_owned(), evidence: Evidence::Erratum, overruled: None, span }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The type that a text names, and the form of its values.
fn read(value: &Value, known: &[String]) -> Result<(Type, Option<String>), String> {
    let text = value.as_str().ok_or("a type is a text")?;
    let (shape, constraints) = of_type(&type_expr::parse(text), &origin(None));
    let ty = plain_type(&shape, known).ok_or_else(|| format!("`{text}` is no type that can stand here"))?;
    Ok((ty, constraints.format))
}

fn plain_type(shape: &Shape, known: &[String]) -> Option<Type> {
    let ty = match &shape.kind {
        Kind::Unknown | Kind::Any => Type::Any,
        Kind::Boolean => Type::Boolean,
        Kind::Integer => Type::Integer,
        Kind::Number => Type::Number,
        Kind::String => Type::String,
        Kind::DateTime => Type::DateTime,
        Kind::Binary => Type::Binary,
        Kind::Array(item) => Type::Array(Box::new(plain_type(item, known)?)),
        Kind::Map(value) => Type::Map(Box::new(plain_type(value, known)?)),
        Kind::Reference(name) => Type::Named(known.iter().find(|known| *known == name)?.clone()),
        Kind::Object(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Opaque(_) => return None,
    };
    Some(ty)
}

//! Input: a JSON value. Output: its text as a person writes it: what fits on a line stands on one.
//! Invariant: the text is the value's, and the work is that of the text.

use serde_json::Value;

/// No line is longer, but for one that a single text makes so.
const WIDTH: usize = 100;

/// The text of a value.
pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, 0, &mut text);
    text
}

/// `before` is how far the line has come already: the indentation, and a name.
fn write(value: &Value, indent: usize, before: usize, into: &mut String) {
    let mut line = String::new();
    // The comma behind it needs room, too.
    if on_a_line(value, WIDTH.saturating_sub(before + 1), &mut line) {
        into.push_str(&line);
        return;
    }
    let inner = indent + 2;
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                begin(into, if at == 0 { '[' } else { ',' }, inner);
                write(item, inner, inner, into);
            }
            end(into, indent, ']');
        }
        Value::Object(members) => {
            for (at, (name, value)) in members.iter().enumerate() {
                begin(into, if at == 0 { '{' } else { ',' }, inner);
                let name = format!("{}: ", Value::from(name.as_str()));
                into.push_str(&name);
                write(value, inner, inner + name.len(), into);
            }
            end(into, indent, '}');
        }
        single => into.push_str(&single.to_string()),
    }
}

/// Ends a line with what opens or parts the values, and begins the next.
fn begin(into: &mut String, mark: char, indent: usize) {
    into.push(mark);
    into.push('\n');
    into.extend(std::iter::repeat_n(' ', indent));
}

fn end(into: &mut String, indent: usize, mark: char) {
    into.push('\n');
    into.extend(std::iter::repeat_n(' ', indent));
    into.push(mark);
}

/// Writes the value on one line, as long as that stays within `room`.
fn on_a_line(value: &Value, room: usize, line: &mut String) -> bool {
    match value {
        Value::Array(items) => {
            line.push('[');
            let fits = items.iter().enumerate().all(|(at, item)| {
                line.push_str(if at == 0 { "" } else { ", " });
                on_a_line(item, room, line)
            });
            line.push(']');
            fits && line.len() <= room
        }
        Value::Object(members) if members.is_empty() => {
            line.push_str("{}");
            line.len() <= room
        }
        Value::Object(members) => {
            line.push_str("{ ");
            let fits = members.iter().enumerate().all(|(at, (name, value))| {
                line.push_str(if at == 0 { "" } else { ", " });
                line.push_str(&Value::from(name.as_str()).to_string());
                line.push_str(": ");
                on_a_line(value, room, line)
            });
            line.push_str(" }");
            fits && line.len() <= room
        }
        Value::String(text) if text.len() > room => false,
        single => {
            line.push_str(&single.to_string());
            line.len() <= room
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use serde_json::{Value, json};

    #[test]
    fn what_fits_on_a_line_stands_on_one() {
        assert_eq!(text(&json!({ "id": "1", "of": {}, "tags": [] })), r#"{ "id": "1", "of": {}, "tags": [] }"#);
        let long =
            json!({ "data": [{ "id": 1, "note": "x".repeat(40) }, { "id": 2, "note": "y".repeat(40) }], "more": true });
        let (x, y) = ("x".repeat(40), "y".repeat(40));
        let lines = [
            "{".to_owned(),
            "  \"data\": [".to_owned(),
            format!("    {{ \"id\": 1, \"note\": \"{x}\" }},"),
            format!("    {{ \"id\": 2, \"note\": \"{y}\" }}"),
            "  ],".to_owned(),
            "  \"more\": true".to_owned(),
            "}".to_owned(),
        ];
        assert_eq!(text(&long), lines.join("\n"));
        assert_eq!(serde_json::from_str::<Value>(&text(&long)).unwrap(), long);
    }

    #[test]
    fn a_long_text_has_its_line() {
        let value = json!([format!("{}\"\n", "x".repeat(100))]);
        assert_eq!(text(&value), format!("[\n  \"{}\\\"\\n\"\n]", "x".repeat(100)));
    }
}

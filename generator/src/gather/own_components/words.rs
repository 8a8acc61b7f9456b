//! Input: the name of a component, of an attribute, or a value. Output: what it tells of fields.
//! Invariant: a word that also belongs to buttons, icons and inputs proves nothing alone.

use crate::draft::section::Status;
use crate::read::pattern::patterns;
use crate::type_expr;

patterns! {
    /// A name that a field can have, with a way to it and lists in it.
    NAME = r"^[A-Za-z_$@][\w$@.:-]*(?:\[\d*\]|\.[\w{}*-]+|\{[\w]+\})*$";
}

/// Attributes that hold a field's name, the surest first: where several stand in one tag, the first does.
pub(super) const NAMES: &[&str] = &[
    "childKey",
    "childName",
    "child",
    "fieldName",
    "field",
    "paramName",
    "param",
    "parameter",
    "propertyName",
    "property",
    "propName",
    "prop",
    "attributeName",
    "attribute",
    "argName",
    "arg",
    "argument",
    "key",
    "keyName",
    "name",
    "body",
    "query",
    "path",
    "header",
];

/// Attributes that hold its type.
pub(super) const TYPES: &[&str] =
    &["type", "childType", "fieldType", "paramType", "propType", "valueType", "dataType", "datatype", "kind"];

pub(super) const REQUIRED: &[&str] = &["required", ":required", "isRequired", "childRequired", "mandatory"];

pub(super) const DEPRECATED: &[&str] = &["deprecated", ":deprecated", "isDeprecated"];

pub(super) const DEFAULT: &[&str] = &["default", ":default", "defaultValue"];

pub(super) const DESCRIPTION: &[&str] = &["description", "desc", "summary"];

pub(super) const PARENT: &[&str] = &["parentKey", "parentName", "parent"];

/// Parts of a component's name that say that it is a field.
const FIELD_WORDS: &[&str] =
    &["field", "param", "params", "parameter", "property", "prop", "attribute", "attr", "arg", "argument", "member"];

/// Components of layouts and forms, which have names and types of another kind.
const LAYOUT: &[&str] = &[
    "Accordion",
    "AccordionGroup",
    "Alert",
    "Anchor",
    "Audio",
    "Avatar",
    "Badge",
    "Banner",
    "Button",
    "Callout",
    "Card",
    "CardGroup",
    "Check",
    "Checkbox",
    "Chip",
    "Code",
    "CodeBlock",
    "CodeGroup",
    "CodeSample",
    "Column",
    "Columns",
    "Danger",
    "Dialog",
    "Embed",
    "Expandable",
    "Figure",
    "Form",
    "FormField",
    "Frame",
    "Heading",
    "Icon",
    "Iframe",
    "Image",
    "Img",
    "Info",
    "InlineCode",
    "Input",
    "InputField",
    "Link",
    "List",
    "ListItem",
    "Menu",
    "Mermaid",
    "Modal",
    "Note",
    "Option",
    "Panel",
    "Picture",
    "Radio",
    "RequestExample",
    "ResponseExample",
    "Script",
    "Select",
    "Snippet",
    "Source",
    "Step",
    "Steps",
    "Style",
    "Svg",
    "Switch",
    "Tab",
    "Table",
    "Tabs",
    "Tag",
    "TextArea",
    "TextField",
    "Textarea",
    "Tile",
    "Tip",
    "Toggle",
    "Tooltip",
    "Update",
    "Video",
    "View",
    "Visibility",
    "Warning",
];

/// Types that say the same of a field, and of nothing else that has a `type`.
const SURE: &[&str] = &[
    "string",
    "str",
    "integer",
    "int",
    "int32",
    "int64",
    "float",
    "double",
    "decimal",
    "boolean",
    "bool",
    "object",
    "array",
    "uuid",
    "datetime",
    "date-time",
    "enum",
    "dict",
    "dictionary",
];

/// Whether a component is one that arranges or shows, whatever its attributes are called.
pub(super) fn is_layout(component: &str) -> bool {
    LAYOUT.contains(&component)
}

/// Whether a component's name says that it is a field: `SubField`, `ApiParam`, `Property`.
pub(super) fn is_field(component: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    for c in component.chars() {
        match words.last_mut() {
            Some(word) if !c.is_ascii_uppercase() => word.push(c),
            _ => words.push(c.to_ascii_lowercase().to_string()),
        }
    }
    words.last().is_some_and(|last| FIELD_WORDS.contains(&last.as_str()))
}

/// Whether it can be a field's name, or the status that one is called after.
pub(super) fn is_name(text: &str) -> bool {
    NAME.is_match(text.trim()) || Status::of_field(text).is_some()
}

/// How surely a text is the type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Type {
    None,
    /// It is written as the API's own types are.
    Name,
    /// It is one, if the component is a field.
    Word,
    /// Nothing but fields has it.
    Sure,
}

pub(super) fn ty(text: &str) -> Type {
    let text = text.trim();
    let lower = text.to_lowercase();
    let is_written = text.contains(['<', '[', '|']) && type_expr::parse(text).unknown().is_none();
    let is_word = type_expr::is_type_word(&lower) || type_expr::is_type_word(text);
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '-');
    if (is_word || is_written) && words.any(|word| SURE.contains(&word)) {
        return Type::Sure;
    }
    match text.chars().next() {
        Some(_) if is_word || is_written => Type::Word,
        Some(first) if first.is_uppercase() && type_expr::parse(text).unknown().is_none() => Type::Name,
        _ => Type::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_components_last_word_says_that_it_is_a_field() {
        for name in ["SubField", "ApiParam", "APIField", "Property", "NestedParam", "RequestAttribute"] {
            assert!(is_field(name), "{name}");
        }
        for name in ["FieldGroup", "Paramount", "Widget", "Properties", "ParamsTable"] {
            assert!(!is_field(name), "{name}");
        }
    }

    #[test]
    fn what_buttons_and_inputs_have_too_is_no_sure_type() {
        for text in ["string", "Integer | String", "array of strings", "string[]", "string | null", "boolean"] {
            assert_eq!(ty(text), Type::Sure, "{text}");
        }
        for text in ["text", "number", "email", "file", "json", "url", "Money[]"] {
            assert_eq!(ty(text), Type::Word, "{text}");
        }
        assert_eq!(ty("Money"), Type::Name);
        for text in ["primary", "submit", "button", "solid", ""] {
            assert_eq!(ty(text), Type::None, "{text}");
        }
    }

    #[test]
    fn a_name_is_one_that_members_have() {
        for text in ["user_id", "data.items[].id", "X-Request-Id", "rates.{currency}", "$ref"] {
            assert!(is_name(text), "{text}");
        }
        for text in ["User name", "", "/v1/users", "How it works", "#1"] {
            assert!(!is_name(text), "{text}");
        }
    }
}

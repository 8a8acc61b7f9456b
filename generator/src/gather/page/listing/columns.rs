//! Input: the head of a table, and its rows. Output: what each column says of the fields that the rows are about.
//! Invariant: without names, and without types or words about them, there are no columns: the table documents no fields.

use std::collections::BTreeSet;

use crate::draft::section::Section;
use crate::gather::page::listing::{cells, facts, presence_words};
use crate::read::blocks::Table;
use crate::read::prose::plain_text;
use crate::type_expr::{self, TypeExpr};

/// What a column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The name; the head may say where all of them go.
    Name(Option<Section>),
    Type,
    Required,
    Optional,
    Nullable,
    Default,
    Example,
    /// Values to choose from.
    Values,
    /// Where it goes.
    Place,
    Description,
    /// Something else, of which the head is kept.
    Other(String),
}

/// The columns of a table of fields.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) all: Vec<Column>,
    /// Whether the head says that the rows are fields, and what they are like.
    pub(crate) is_certain: bool,
    /// Whether the names are written as only fields are.
    pub(crate) names_code: bool,
    /// Whether the head calls its rows parameters.
    pub(crate) are_parameters: bool,
}

impl Columns {
    /// The columns, where the table documents fields.
    pub(crate) fn of(table: &Table) -> Option<Self> {
        let heads: Vec<String> = table.head.iter().map(|cell| words(cell)).collect();
        let mut all: Vec<Column> = heads.iter().map(|head| by_head(head)).collect();
        let column = |index: usize| table.rows.iter().filter_map(move |row| row.cells.get(index)).map(String::as_str);
        for (index, role) in all.iter_mut().enumerate() {
            // A head in words that nobody here knows: what stands below it tells.
            if matches!(role, Column::Other(head) if !is_about_something_else(head)) {
                if index == 0 && mostly(column(index), cells::is_code_name) {
                    *role = Column::Name(None);
                } else if mostly(column(index), is_type) {
                    *role = Column::Type;
                } else if mostly(column(index), facts::is_presence) {
                    *role = Column::Required;
                }
            }
        }
        let at = |wanted: fn(&Column) -> bool| all.iter().position(wanted);
        let name = at(|column| matches!(column, Column::Name(_)))?;
        // A second column of names is something else.
        for (index, role) in all.iter_mut().enumerate() {
            if index != name && matches!(role, Column::Name(_)) {
                *role = Column::Other(heads.get(index).cloned().unwrap_or_default());
            }
        }
        let at = |wanted: fn(&Column) -> bool| all.iter().position(wanted);
        let names_code = mostly(column(name), cells::is_code_name);
        let is_typed = at(|column| *column == Column::Type).is_some_and(|index| {
            // All may be types that the page documents itself.
            (column(index).any(is_type) || names_code && mostly(column(index), is_type_name))
                && mostly(column(index), |cell| cell.len() <= MAX_TYPE && !cell.ends_with('.'))
        });
        let says_whether = at(|column| matches!(column, Column::Required | Column::Optional)).is_some();
        let is_described = at(|column| *column == Column::Description).is_some();
        let head = heads.get(name).map_or("", String::as_str);
        // What the values of a field mean is told of fields that stand elsewhere.
        let tells_values = heads.iter().any(|head| head == "value") || repeats(column(name));
        if tells_values && !is_typed {
            return None;
        }
        if at(|column| *column == Column::Type).is_some() && !is_typed || !(is_typed || says_whether || is_described) {
            return None;
        }
        if !mostly(column(name), |cell| !cells::names(cell).is_empty()) {
            return None;
        }
        let are_fields = !matches!(head, "name" | "" | "key");
        Some(Self {
            is_certain: is_typed || says_whether || are_fields && names_code,
            names_code,
            are_parameters: head.contains("param") || head.contains("argument"),
            all,
        })
    }

    /// Whether a column says which of the fields have to be there.
    pub(crate) fn says_whether(&self) -> bool {
        self.all.iter().any(|column| matches!(column, Column::Required | Column::Optional))
    }

    /// Where the head says that the fields go.
    pub(crate) fn section(&self) -> Option<Section> {
        self.all.iter().find_map(|column| match column {
            Column::Name(section) => *section,
            _ => None,
        })
    }
}

/// Longer cells are sentences, no types.
const MAX_TYPE: usize = 120;

/// Whether three of four cells that are not blank are so, and one at least.
fn mostly<'a>(cells: impl Iterator<Item = &'a str>, is_so: impl Fn(&str) -> bool) -> bool {
    let (mut all, mut so) = (0_usize, 0_usize);
    for cell in cells.filter(|cell| !cell.trim().is_empty()) {
        all += 1;
        so += usize::from(is_so(cell));
    }
    so > 0 && so * 4 >= all * 3
}

/// Whether a cell that is not blank comes twice.
fn repeats<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    cells.filter(|cell| !cell.trim().is_empty()).any(|cell| !seen.insert(cell.trim()))
}

fn is_type(cell: &str) -> bool {
    let (text, _) = facts::type_text(cell);
    text.is_some_and(|text| {
        // `string (max 40)`: what is known is known with a note, too.
        type_expr::is_type_word(&text)
            || type_expr::parse(&text).unknown().is_none()
                && (text.contains(['|', '<', '[', '(']) || type_expr::default_note(&text).is_some())
    })
}

/// Whether a cell names a type that a page may document, and says nothing of the field that is no type.
fn is_type_name(cell: &str) -> bool {
    let (text, _) = facts::type_text(cell);
    text.is_some_and(|text| {
        matches!(type_expr::parse(&text), TypeExpr::Named(name)
            if name.starts_with(|c: char| c.is_ascii_uppercase())
                && Section::parse(&name).is_none()
                && !facts::is_presence(&name))
    })
}

fn words(head: &str) -> String {
    plain_text(head).trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a head that is no known one names something that is no field all the same.
fn is_about_something_else(head: &str) -> bool {
    let known = [
        "value", "code", "status", "error", "event", "method", "endpoint", "path", "url", "http", "scope", "plan",
        "limit",
    ];
    head.split(|c: char| !c.is_alphanumeric()).any(|word| known.contains(&word.trim_end_matches('s')))
}

fn by_head(head: &str) -> Column {
    let last = head.rsplit(' ').next().unwrap_or_default();
    match head {
        "name" | "key" | "attribute name" | "key name" => Column::Name(None),
        "nombre" | "nome" | "nom" | "имя" | "название" | "名称" | "名前" => Column::Name(None),
        "campo" | "campos" | "champ" | "champs" | "feld" | "parámetro" | "parámetros" | "parâmetro" | "parâmetros"
        | "paramètre" | "paramètres" | "поле" | "параметр" | "параметры" | "字段" | "参数" | "参数名" | "參數"
        | "パラメータ" => Column::Name(Section::parse(head)),
        "type" | "data type" | "datatype" | "field type" | "value type" | "json type" | "types" | "schema" | "tipo"
        | "typ" | "тип" | "类型" | "類型" | "型" => Column::Type,
        "is required" | "req" | "required/optional" | "presence" | "req'd" | "optional/required" | "是否必填" => {
            Column::Required
        }
        _ if presence_words::is_required(head) => Column::Required,
        "optional" | "is optional" => Column::Optional,
        "nullable" | "null" | "can be null" => Column::Nullable,
        "default" | "defaults" | "default value" => Column::Default,
        "example" | "examples" | "example value" | "sample" | "sample value" => Column::Example,
        "values" | "allowed values" | "possible values" | "accepted values" | "valid values" | "options" | "enum"
        | "choices" | "enum values" | "allowed" | "available values" => Column::Values,
        "in" | "location" | "where" | "located in" | "param type" | "parameter type" | "sent in" | "position"
        | "passed in" => Column::Place,
        "description" | "descriptions" | "desc" | "meaning" | "notes" | "note" | "details" | "purpose"
        | "explanation" | "remarks" | "remark" | "comment" | "comments" | "definition" | "info" | "summary"
        | "what it does" | "what it is" | "descripción" | "descrição" | "beschreibung" | "descrizione" | "описание"
        | "描述" | "说明" | "說明" | "説明" => Column::Description,
        _ if matches!(
            last,
            "field"
                | "fields"
                | "parameter"
                | "parameters"
                | "param"
                | "params"
                | "property"
                | "properties"
                | "attribute"
                | "attributes"
                | "argument"
                | "arguments"
                | "member"
                | "members"
                | "header"
                | "headers"
        ) || head.ends_with(" name") && by_head(head.trim_end_matches(" name")) == Column::Name(None) =>
        {
            Column::Name(Section::parse(head).filter(|_| head.contains(' ') || last.starts_with("header")))
        }
        _ => match head.strip_suffix(" name").map(by_head) {
            Some(name @ Column::Name(_)) => name,
            _ => Column::Other(head.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::blocks::{Block, blocks};

    fn columns(markdown: &str) -> Option<Columns> {
        blocks(markdown).into_iter().find_map(|block| match block {
            Block::Table(table) => Columns::of(&table),
            _ => None,
        })
    }

    #[test]
    fn heads_and_cells_say_what_a_column_is() {
        let table = |head: &str, row: &str| {
            let rule: String = head.split('|').map(|_| "|---").collect();
            columns(&format!("| {head} |\n{rule}|\n| {row} |\n"))
        };
        for (head, row) in [
            ("Field | Type | Description", "`id` | string | Who."),
            ("Parameter | Required | Notes", "`id` | yes | Who."),
            ("Description | Data type | Name", "Who. | integer | **id**"),
            ("Query parameter | Description", "`id` | Who."),
            ("Champ | Genre | Quoi", "`id` | `string` | Qui."),
            (" | Type | ", "`id` | string | Who."),
        ] {
            let found = table(head, row);
            assert!(found.as_ref().is_some_and(|found| found.is_certain), "{head}: {found:?}");
        }
        let query = table("Query parameter | Description", "`id` | Who.").and_then(|found| found.section());
        assert_eq!(query, Some(Section::Query));
        for (head, row) in [
            ("Status | Description", "`404` | Not there."),
            ("Value | Meaning", "`open` | It is open."),
            ("Field | Value", "`a` | 1"),
            ("Event | Description", "`email.sent` | It went out."),
            ("Name | Type | Description", "The whole thing | string | A sentence."),
            ("Method | Endpoint | Description", "GET | `/v1/x` | All."),
            ("Plan | Type", "`free` | It costs nothing."),
            ("Field | Value | Meaning", "`open` | `true` | It is."),
        ] {
            assert!(table(head, row).is_none(), "{head}");
        }
        assert!(table("Name | Description", "Free | A plan.").is_some_and(|found| !found.is_certain));
    }
}

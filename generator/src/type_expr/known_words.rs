//! Input: a word or a few words of a type text. Output: the type that they are known for.
//! Invariant: only words that mean the same at every vendor stand here.

use super::expr::TypeExpr;

/// The type that a single word or a fixed phrase stands for, whatever its case.
pub(super) fn known(text: &str) -> Option<TypeExpr> {
    let lower = text.to_lowercase();
    let string = |format: &str| TypeExpr::String(Some(format.to_owned()));
    let integer = |format: &str| TypeExpr::Integer(Some(format.to_owned()));
    Some(match lower.as_str() {
        "string" | "strings" | "str" | "text" | "char" | "varchar" | "hash" | "xml" | "html" | "markdown"
        | "character" | "longtext" | "nvarchar" | "hex color" | "bcp 47" | "iso 639-1" | "iso 3166-1 alpha-2"
        | "iso 3166-1 alpha-3" | "std::string" | "&str" => TypeExpr::String(None),
        "cadena" | "chaîne" | "строка" | "字符串" | "文字列" => TypeExpr::String(None),
        "entero" | "inteiro" | "entier" | "整数" | "целое число" => TypeExpr::Integer(None),
        "número" | "число" | "数字" => TypeExpr::Number,
        "booleano" | "booléen" | "булево" | "布尔" | "布尔值" => TypeExpr::Boolean,
        "objeto" | "objet" | "объект" | "对象" => TypeExpr::Object,
        "arreglo" | "tableau" | "массив" | "数组" => TypeExpr::Array(Box::new(TypeExpr::Unspecified)),
        "date" | "yyyy-mm-dd" | "localdate" | "calendar date" | "datetime.date" => string("date"),
        "time" => string("time"),
        "duration" | "iso 8601 duration" => string("duration"),
        "uuid" | "uuids" | "guid" | "uuidv4" | "uuid v4" | "uuid4" | "uuidv7" | "uuid v7" => string("uuid"),
        "url" | "uri" | "urls" | "http url" | "https url" => string("uri"),
        "email" | "emails" | "email address" => string("email"),
        "ipv4" | "ip" | "ip address" | "ipv4 address" => string("ipv4"),
        "ipv6" | "ipv6 address" => string("ipv6"),
        "hostname" => string("hostname"),
        "phone number" | "e.164" => string("phone"),
        "password" => string("password"),
        "base64" | "bytes" | "byte" | "base64-encoded" | "base64 encoded" => string("byte"),
        "datetime" | "date-time" | "date time" | "datetimeoffset" | "zoneddatetime" | "offsetdatetime" | "instant"
        | "timestamptz" | "time.time" | "datetime.datetime" | "utc datetime" | "utc timestamp" => TypeExpr::DateTime,
        "integer" | "integers" | "int" | "ints" | "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16"
        | "uint32" | "uint64" | "uint" | "i32" | "i64" | "u32" | "u64" | "long" | "bigint" | "short" | "int4"
        | "smallint" => TypeExpr::Integer(None),
        "unix timestamp"
        | "unix time"
        | "epoch"
        | "unix"
        | "unix epoch"
        | "epoch seconds"
        | "epoch timestamp"
        | "epoch time"
        | "unix timestamp seconds"
        | "unix-time"
        | "unix seconds"
        | "unix timestamps" => integer("unix-time"),
        "unix milliseconds"
        | "epoch milliseconds"
        | "epoch millis"
        | "unix timestamp ms"
        | "unix ms"
        | "unix-time-ms"
        | "unix timestamp milliseconds" => integer("unix-time-ms"),
        // The text does not say which of the two forms it has.
        "timestamp" | "timestamps" => TypeExpr::Union(vec![TypeExpr::DateTime, integer("unix-time")]),
        "number" | "numbers" | "num" | "float" | "floats" | "float32" | "float64" | "f32" | "f64" | "double"
        | "decimal" | "doubles" | "decimals" | "numeric" | "real" | "bigdecimal" => TypeExpr::Number,
        "boolean" | "booleans" | "bool" | "bools" | "true/false" => TypeExpr::Boolean,
        "null" | "none" | "nil" | "undefined" | "void" | "nonetype" => TypeExpr::Null,
        "any" | "json" | "unknown" | "mixed" | "value" | "dynamic" | "varies" | "various" | "anything" | "jsonb" => {
            TypeExpr::Any
        }
        "object" | "objects" | "obj" | "json object" | "json objects" | "record" | "records" | "struct" => {
            TypeExpr::Object
        }
        "dict" | "dictionary" | "map" | "hashmap" | "mapping" | "dicts" | "dictionaries" | "maps" | "key-value map" => {
            TypeExpr::Map(Box::new(TypeExpr::Any))
        }
        "array" | "arr" | "list" | "arrays" | "lists" => TypeExpr::Array(Box::new(TypeExpr::Unspecified)),
        "file" | "binary" | "blob" | "files" | "buffer" | "image file" | "file upload" | "binary data"
        | "byte array" | "uint8array" | "stream" => TypeExpr::Binary,
        "enum" | "enums" | "enumeration" => TypeExpr::Enum(Box::new(TypeExpr::String(None))),
        _ if is_iso(&lower) => TypeExpr::DateTime,
        _ => return None,
    })
}

/// `ISO 8601 timestamp`, `RFC3339`: a standard for times, and words that belong to it.
fn is_iso(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let rest = ["iso8601", "rfc3339", "iso"].iter().find_map(|standard| joined.strip_prefix(standard));
    rest.is_some_and(|rest| {
        let bare = rest.is_empty() && joined.len() > 3;
        let words = [
            "date",
            "datetime",
            "timestamp",
            "utctimestamp",
            "utcdatetime",
            "utc",
            "formatted",
            "string",
            "datestring",
        ];
        bare || words.contains(&rest)
    })
}

/// Whether a word says where a value goes, and not what it is.
pub(super) fn is_location(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "header" | "query" | "path" | "cookie" | "body" | "param" | "parameter")
}

/// A type narrowed by what stands in brackets behind it: `string (uuid)`, `string<email>`.
pub(super) fn narrowed(base: &TypeExpr, format: &str) -> Option<TypeExpr> {
    let format = format.trim().to_lowercase();
    if is_location(&format) {
        return Some(base.clone());
    }
    match (base, known(&format)) {
        (TypeExpr::String(_), Some(TypeExpr::DateTime)) => Some(TypeExpr::DateTime),
        (TypeExpr::String(Some(form)), Some(TypeExpr::String(None))) => Some(TypeExpr::String(Some(form.clone()))),
        (TypeExpr::String(_), Some(TypeExpr::String(inner))) => Some(TypeExpr::String(inner)),
        (TypeExpr::String(_), Some(TypeExpr::Binary)) => Some(TypeExpr::Binary),
        (TypeExpr::String(_), Some(TypeExpr::Enum(_))) => Some(TypeExpr::Enum(Box::new(base.clone()))),
        (TypeExpr::String(_), Some(TypeExpr::Any | TypeExpr::Object)) => Some(TypeExpr::String(None)),
        (TypeExpr::String(_), None) if is_word(&format) && format.contains(|c: char| c.is_alphabetic()) => {
            Some(TypeExpr::String(Some(format)))
        }
        (TypeExpr::Integer(_), Some(TypeExpr::Integer(inner))) => Some(TypeExpr::Integer(inner)),
        (TypeExpr::Integer(_), Some(TypeExpr::Enum(_))) => Some(TypeExpr::Enum(Box::new(base.clone()))),
        (TypeExpr::Integer(_), Some(TypeExpr::Union(_))) => Some(TypeExpr::Integer(Some("unix-time".to_owned()))),
        (TypeExpr::Integer(Some(form)), None)
            if form == "unix-time" && matches!(format.as_str(), "ms" | "milliseconds") =>
        {
            Some(TypeExpr::Integer(Some("unix-time-ms".to_owned())))
        }
        (TypeExpr::Integer(Some(form)), None) => Some(TypeExpr::Integer(Some(form.clone()))),
        (TypeExpr::Integer(_), None) if is_word(&format) && !format.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(TypeExpr::Integer(Some(format)))
        }
        (TypeExpr::Number, Some(TypeExpr::Number | TypeExpr::Integer(_))) => Some(TypeExpr::Number),
        (TypeExpr::Union(parts), Some(form)) if parts.contains(&TypeExpr::DateTime) => match form {
            TypeExpr::DateTime | TypeExpr::String(_) => Some(TypeExpr::DateTime),
            TypeExpr::Integer(_) => Some(TypeExpr::Integer(Some("unix-time".to_owned()))),
            _ => None,
        },
        (TypeExpr::Union(parts), None) if parts.contains(&TypeExpr::DateTime) => match format.as_str() {
            "seconds" | "unix seconds" => Some(TypeExpr::Integer(Some("unix-time".to_owned()))),
            "ms" | "milliseconds" => Some(TypeExpr::Integer(Some("unix-time-ms".to_owned()))),
            _ => None,
        },
        _ => None,
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= 40 && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

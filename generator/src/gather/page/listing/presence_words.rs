//! Input: a word of a cell, in small letters. Output: whether it says that something must be there, or need not, in any of the
//! languages that pages are written in.
//! Invariant: a word with a condition beside it says neither.

const REQUIRED: &[&str] = &[
    "required",
    "mandatory",
    "requerido",
    "obligatorio",
    "obrigatório",
    "requis",
    "obligatoire",
    "erforderlich",
    "pflicht",
    "обязательный",
    "обязательно",
    "обязателен",
    "必填",
    "必须",
    "必須",
];

const OPTIONAL: &[&str] = &[
    "optional",
    "not required",
    "opcional",
    "optionnel",
    "facultatif",
    "необязательный",
    "необязательно",
    "可选",
    "選填",
    "任意",
];

const YES: &[&str] = &["yes", "true", "sí", "si", "sì", "sim", "oui", "ja", "да", "是"];

const NO: &[&str] = &["no", "false", "não", "non", "nein", "нет", "否"];

/// `required`, in a cell or above a column.
pub(crate) fn is_required(word: &str) -> bool {
    REQUIRED.contains(&word)
}

/// `optional`
pub(crate) fn is_optional(word: &str) -> bool {
    OPTIONAL.contains(&word)
}

/// What stands in a column that asks whether something is required, where it is.
pub(crate) fn affirms(word: &str) -> bool {
    YES.contains(&word) || is_required(word)
}

/// What stands in such a column, either way.
pub(crate) fn answers(word: &str) -> bool {
    affirms(word) || NO.contains(&word) || is_optional(word)
}

//! Input: a line. Output: which of the words that every rendered page shows it is.
//! Invariant: the lists hold the labels of the page's frame, never a vendor's words. Labels are shown in the
//! reader's language, so each list holds the common ones.

use crate::schema::method;

/// A method at the beginning of `text`: how it is written, and its name. Endpoint bars shorten the longest of them.
pub(super) fn method(text: &str) -> Option<(&'static str, &'static str)> {
    let whole = method::ALL.into_iter().map(|name| (name, name));
    whole.chain([("DEL", "DELETE")]).find(|(word, _)| text.starts_with(word))
}

const REQUIRED: &[&str] = &[
    "required",
    "requis",
    "obligatoire",
    "requerido",
    "obligatorio",
    "obrigatório",
    "erforderlich",
    "richiesto",
    "必填",
    "必須",
    "필수",
];

const DEPRECATED: &[&str] = &["deprecated", "obsolète", "obsoleto", "veraltet", "已弃用", "非推奨"];

const LOCATIONS: &[&str] = &["header", "query", "path", "body", "cookie", "formData", "form"];

/// A word beside a field's name and type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pill {
    Required,
    Deprecated,
    Location,
    Default,
}

/// The pill at the beginning of `text`, and its bytes. What follows must be another pill, a label or a new
/// sentence: `required if ...` is a sentence of its own.
pub(super) fn pill(text: &str) -> Option<(Pill, usize)> {
    pill_before(text, 4)
}

// There are four pills: `more` bounds how many are looked for in a row.
fn pill_before(text: &str, more: usize) -> Option<(Pill, usize)> {
    if let Some(length) = label_at(text, DEFAULT) {
        return Some((Pill::Default, length));
    }
    let listed = [(REQUIRED, Pill::Required), (DEPRECATED, Pill::Deprecated), (LOCATIONS, Pill::Location)];
    listed.into_iter().find_map(|(words, pill)| {
        let word = words.iter().find(|word| text.strip_prefix(**word).is_some_and(|rest| ends_a_pill(rest, more)))?;
        Some((pill, word.len()))
    })
}

fn ends_a_pill(rest: &str, more: usize) -> bool {
    rest.chars().next().is_none_or(|c| c.is_uppercase() || matches!(c, '#' | '{'))
        || more > 1 && pill_before(rest, more - 1).is_some()
}

const DEFAULT: &[&str] = &["default:", "par défaut:", "predeterminado:", "padrão:", "默认:", "デフォルト:"];
const OPTIONS: &[&str] =
    &["Available options:", "Opciones disponibles:", "Options disponibles :", "Opções disponíveis:", "可用选项:"];
const EXAMPLE: &[&str] = &["Example:", "Examples:", "Ejemplo:", "Exemple :", "Exemplo:", "Beispiel:", "示例:", "例:"];
const LIMITS: &[&str] =
    &["Required range:", "Required string length:", "Required array length:", "Minimum", "Maximum", "Pattern:"];

fn label_at(text: &str, labels: &[&str]) -> Option<usize> {
    labels.iter().find(|label| text.starts_with(**label)).map(|label| label.len())
}

/// The bytes of `Available options:` at the beginning of `text`.
pub(super) fn options_label(text: &str) -> Option<usize> {
    label_at(text, OPTIONS)
}

/// The bytes of `Example:` at the beginning of `text`.
pub(super) fn example_label(text: &str) -> Option<usize> {
    label_at(text, EXAMPLE)
}

/// Where in `text` the next label begins that a value can be glued to.
pub(super) fn label_after(text: &str) -> usize {
    // Values are short: the bound keeps a line that is all labels from being searched again and again.
    let head = (0..=2_000).rev().find_map(|end| text.get(..end.min(text.len()))).unwrap_or(text);
    let labels = OPTIONS.iter().chain(EXAMPLE).chain(LIMITS).filter_map(|label| head.find(label));
    labels.min().unwrap_or(text.len())
}

/// The same for a default, which pills are glued to as well.
pub(super) fn default_end(text: &str) -> usize {
    let value = text.get(..label_after(text)).unwrap_or(text).trim_end();
    let pills = REQUIRED.iter().chain(DEPRECATED).filter_map(|word| value.strip_suffix(word));
    pills.map(str::len).filter(|length| *length > 0).min().unwrap_or(value.len())
}

const HEADINGS: &[&str] = &[
    "authorizations",
    "authorization",
    "authentication",
    "path parameters",
    "path params",
    "path",
    "query parameters",
    "query params",
    "query string parameters",
    "query",
    "headers",
    "header parameters",
    "request headers",
    "header",
    "cookies",
    "cookie parameters",
    "body",
    "body parameters",
    "body params",
    "request body",
    "request",
    "parameters",
    "request parameters",
    "request example",
    "example request",
    "response",
    "responses",
    "response body",
    "response parameters",
    "response fields",
    "response headers",
    "response example",
    "example response",
    "returns",
    "errors",
    "error response",
    "error responses",
    // Spanish
    "autorizaciones",
    "parámetros de ruta",
    "parámetros de consulta",
    "encabezados",
    "cuerpo",
    "cuerpo de la solicitud",
    "respuesta",
    "cuerpo de la respuesta",
    // French
    "autorisations",
    "paramètres de chemin",
    "paramètres de requête",
    "en-têtes",
    "corps",
    "corps de la requête",
    "réponse",
    "corps de la réponse",
    // Portuguese
    "autorizações",
    "parâmetros de caminho",
    "parâmetros de consulta",
    "cabeçalhos",
    "corpo",
    "resposta",
    // German
    "autorisierungen",
    "pfadparameter",
    "abfrageparameter",
    "antwort",
    // Chinese and Japanese
    "授权",
    "路径参数",
    "查询参数",
    "请求头",
    "请求体",
    "响应",
    "认证",
    "パスパラメータ",
    "クエリパラメータ",
    "ヘッダー",
    "ボディ",
    "レスポンス",
];

/// Whether `text` is a section's heading. The frame writes them with a capital; a field called `body` has none.
pub(super) fn is_heading(text: &str) -> bool {
    if text.len() > 60 || text.chars().next().is_none_or(char::is_lowercase) {
        return false;
    }
    let lower = text.to_lowercase();
    let lower = lower.trim_end_matches(':');
    HEADINGS.contains(&lower)
        || ["response ", "responses "]
            .iter()
            .any(|word| lower.strip_prefix(word).is_some_and(|rest| status(rest) == Some(3)))
}

/// The bytes of a heading at the beginning of `text` that a media type or a status is glued to: `Bodyapplication/json`.
pub(super) fn glued_heading(text: &str) -> Option<usize> {
    if text.len() > 200 {
        return None;
    }
    let end = text.char_indices().take(40).find_map(|(at, _)| {
        let rest = text.get(at..)?;
        (status(rest).is_some() || is_media_type(rest)).then_some(at)
    });
    end.filter(|end| text.get(..*end).is_some_and(|word| is_heading(word.trim_end())))
}

/// Whether `text` is a media type and nothing else.
pub(super) fn is_media_type(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    let Some((top, sub)) = text.split_once('/') else { return false };
    matches!(top, "application" | "multipart" | "text" | "image" | "audio" | "video")
        && !sub.is_empty()
        && sub.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-' | b'*'))
}

/// The bytes of the statuses that `text` begins with and, but for a media type, consists of: `200404`.
pub(super) fn status(text: &str) -> Option<usize> {
    if text.len() > 80 {
        return None;
    }
    let mut length = 0;
    while let Some(rest) = text.get(length..) {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let known = matches!(rest.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', ..]);
        if known && digits % 3 == 0 {
            length += 3;
        } else if length > 0 && rest.starts_with("default") {
            length += "default".len();
        } else {
            break;
        }
    }
    let rest = text.get(length..)?.trim_start_matches([' ', '-', '·']);
    (length > 0 && (rest.is_empty() || is_media_type(rest))).then_some(length)
}

/// The frame's button behind a path: `/v2/checkTry it`.
pub(super) fn without_button(text: &str) -> &str {
    let buttons = ["Try it", "Try It", "Probar", "Pruébalo", "Essayer", "Tester", "Testar", "Ausprobieren", "试一试"];
    buttons.iter().find_map(|button| text.strip_suffix(button)).unwrap_or(text).trim_end()
}

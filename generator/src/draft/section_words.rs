//! Input: a heading or a title, in the language of its page. Output: the [`Section`] that it names, if any.
//! Invariant: a heading of many words names none; it is a sentence about something else.

use crate::draft::section::Section;

/// Words of Spanish, Portuguese, French, German, Italian, Russian, Chinese and Japanese pages; the first that stands in a
/// heading decides: the body of a request is no query.
const WORDS: &[(Section, &[&str])] = &[
    (
        Section::Response,
        &[
            "respuesta",
            "respuestas",
            "resposta",
            "respostas",
            "réponse",
            "réponses",
            "antwort",
            "antworten",
            "risposta",
            "risposte",
            "ответ",
            "ответа",
            "ответы",
        ],
    ),
    (Section::Body, &["cuerpo", "corpo", "corps", "тело"]),
    (Section::Path, &["ruta", "caminho", "chemin", "pfad", "pfadparameter", "percorso", "пути", "путь"]),
    (Section::Query, &["consulta", "requête", "abfrage", "abfrageparameter"]),
    (
        Section::Authorization,
        &[
            "autenticación",
            "autenticação",
            "authentification",
            "authentifizierung",
            "autenticazione",
            "аутентификация",
            "авторизация",
        ],
    ),
    (
        Section::Header,
        &[
            "encabezado",
            "encabezados",
            "cabecera",
            "cabeceras",
            "cabeçalho",
            "cabeçalhos",
            "tête",
            "têtes",
            "intestazioni",
            "заголовок",
            "заголовки",
        ],
    ),
];

/// The same for what is written without spaces.
const PARTS: &[(Section, &[&str])] = &[
    (Section::Response, &["响应", "返回", "回應", "レスポンス"]),
    (Section::Body, &["请求体", "請求體", "ボディ"]),
    (Section::Path, &["路径", "路徑", "パスパラメータ"]),
    (Section::Query, &["查询", "查詢", "クエリ"]),
    (Section::Authorization, &["认证", "鉴权", "認証"]),
    (Section::Header, &["请求头", "請求頭", "ヘッダー"]),
];

impl Section {
    /// What a heading such as `Body parameters` or `Response body` says.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
        if words.is_empty() || words.len() > 5 {
            return None;
        }
        if has(&["response", "responses", "returns", "answer"]) {
            Some(Self::Response)
        } else if has(&["path"]) {
            Some(Self::Path)
        } else if has(&["query", "querystring"]) {
            Some(Self::Query)
        } else if has(&["authorization", "authorizations", "authentication"]) {
            Some(Self::Authorization)
        } else if has(&["header", "headers"]) {
            Some(Self::Header)
        } else if has(&["cookie", "cookies"]) {
            Some(Self::Cookie)
        } else if has(&["body", "payload"]) {
            Some(Self::Body)
        } else {
            spoken(&lower, &words)
        }
    }
}

/// The section that words of other languages name.
fn spoken(heading: &str, words: &[&str]) -> Option<Section> {
    let whole = WORDS.iter().find(|(_, names)| names.iter().any(|name| words.contains(name)));
    let part = || PARTS.iter().find(|(_, names)| names.iter().any(|name| heading.contains(name)));
    whole.or_else(part).map(|(section, _)| *section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_in_other_languages() {
        for (heading, wanted) in [
            ("Cuerpo de la solicitud", Some(Section::Body)),
            ("Parámetros de ruta", Some(Section::Path)),
            ("Corps de la requête", Some(Section::Body)),
            ("Paramètres de requête", Some(Section::Query)),
            ("Parâmetros de consulta", Some(Section::Query)),
            ("Тело запроса", Some(Section::Body)),
            ("Ответ", Some(Section::Response)),
            ("Cabeçalhos", Some(Section::Header)),
            ("请求体参数", Some(Section::Body)),
            ("响应", Some(Section::Response)),
            ("Autenticación", Some(Section::Authorization)),
            ("Ejemplo", None),
        ] {
            assert_eq!(Section::parse(heading), wanted, "{heading}");
        }
    }
}

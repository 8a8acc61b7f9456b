//! Input: what surrounds a table or a list: the heading, the line right above, the head of the table. Output: the [`Place`]
//! that its fields have.
//! Invariant: what nothing places documents nothing.

use crate::draft::section::Section;
use crate::gather::page::context::Context;
use crate::read::pattern::patterns;

/// Where the fields of a table or a list belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Section(Section),
    /// In the request, wherever their names and its method put them.
    Request,
    /// In a field of that name, or a type.
    Named(String),
    /// In the items of the one list of objects of which nothing else is known.
    Items,
}

patterns! {
    /// `Each boat object contains:`, `The `owner` object has these fields:`, `` `owner` contains: ``
    EACH = concat!(
        r"(?i)(?:^|\.\s+)(?:(?P<each>each|every)|an?|the|all)?\s*(?P<mark>[`*]*)(?P<name>[A-Za-z_][\w.\[\]-]*)[`*]*\s*",
        r"(?P<kind>objects?|items?|entry|entries|elements?|records?|rows?)?\s*(?:in the (?:list|array)\s*)?",
        r"(?:contains?|has|have|includes?|is an object|consists of|with)\b[^.]*$",
    );
    /// `Items of `boats`:`
    ITEMS_OF = r"(?i)\b(?:items?|objects?|entries|elements?|fields|properties|members) (?:of|in)(?: the| each)? [`*]*(?P<name>[A-Za-z_][\w.\[\]-]*)[`*]*(?: (?:object|array|list))?\s*$";
}

/// What is known of a table or a list without its surroundings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Looks {
    /// Where its own head says that its fields go.
    pub(crate) section: Option<Section>,
    pub(crate) are_parameters: bool,
    /// Whether it says which of its fields have to be there.
    pub(crate) says_whether: bool,
    /// Whether the page has a request line above it.
    pub(crate) is_below_line: bool,
}

/// Where fields belong. `before` is the text above them, up to the heading or to what is listed before.
pub(crate) fn place(context: &Context, before: &str, looks: Looks) -> Option<Place> {
    if context.sample.is_some() || context.is_about_answer_headers() {
        return None;
    }
    if let Some(said) = said(before) {
        return Some(said);
    }
    if let Some(section) = looks.section.filter(|_| context.section != Some(Section::Response)) {
        return Some(Place::Section(section));
    }
    if let Some(name) = &context.announced {
        return Some(Place::Named(name.clone()));
    }
    match context.section {
        // A list of what a credential is made of is none of the request.
        Some(Section::Authorization) => return None,
        Some(section) => return Some(Place::Section(section)),
        None => {}
    }
    if let Some(heading) = context.heading.as_deref() {
        if is_of_request(heading) {
            return Some(Place::Request);
        }
        let says_nothing = calls_them_fields(heading) && words(heading).len() == 1 || whether(heading).is_some();
        if let Some(section) = context.outer_section().filter(|_| says_nothing) {
            return Some(Place::Section(section));
        }
        if let Some(name) = about(heading) {
            return Some(Place::Named(name));
        }
    }
    let is_of_call = looks.is_below_line && (looks.are_parameters || looks.says_whether && !context.is_after_heading());
    is_of_call.then_some(Place::Request).or_else(|| label(before).map(Place::Named))
}

/// The type that a bold line right above is, as headings are elsewhere: `**Address**`.
fn label(before: &str) -> Option<String> {
    let line = before.trim_end().rsplit('\n').next()?.trim();
    let inner = line.strip_prefix("**")?.strip_suffix("**")?.trim().trim_matches('`');
    let name = inner.strip_suffix(" object").unwrap_or(inner);
    let is_type = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    (is_type && Section::parse(name).is_none()).then(|| name.to_owned())
}

/// What the last line of a text says of what follows, where it ends in a colon.
pub(crate) fn said(before: &str) -> Option<Place> {
    let line = before.trim_end().rsplit('\n').next()?.trim();
    let line = line.trim_end_matches('*').strip_suffix(':').or_else(|| line.strip_suffix(":**"))?.trim_matches('*');
    if let Some(section) = Section::parse(line) {
        return Some(Place::Section(section));
    }
    if let Some(owner) = owner(line) {
        return Some(owner);
    }
    if is_of_request(line) && line.split_whitespace().count() <= 5 {
        return Some(Place::Request);
    }
    let lower = line.to_lowercase();
    let phrases = [
        ("query parameter", Section::Query),
        ("query string", Section::Query),
        ("path parameter", Section::Path),
        ("request body", Section::Body),
        ("body parameter", Section::Body),
        ("response body", Section::Response),
        ("response contains", Section::Response),
        ("response has", Section::Response),
        ("response includes", Section::Response),
        ("response fields", Section::Response),
        ("returns an object", Section::Response),
        ("returns a json object", Section::Response),
    ];
    let found = phrases.iter().find(|(phrase, _)| lower.contains(phrase));
    found.map(|(_, section)| Place::Section(*section))
}

/// Whose members a line announces: what it calls by name, or each item of a list.
fn owner(line: &str) -> Option<Place> {
    if let Some(found) = ITEMS_OF.captures(line) {
        return found.name("name").map(|name| Place::Named(name.as_str().to_owned()));
    }
    let found = EACH.captures(line)?;
    let name = found.name("name")?.as_str();
    let lower = name.to_lowercase();
    if matches!(lower.as_str(), "item" | "items" | "object" | "entry" | "element" | "record" | "row" | "result" | "one")
    {
        return Some(Place::Items);
    }
    // `The response contains:` and `It has:` name no field.
    let is_pronoun = matches!(
        lower.as_str(),
        "response"
            | "request"
            | "body"
            | "it"
            | "they"
            | "this"
            | "that"
            | "call"
            | "endpoint"
            | "answer"
            | "following"
            | "payload"
    );
    let is_marked = found.name("mark").is_some_and(|mark| !mark.is_empty());
    let is_known = is_marked || found.name("kind").is_some() || found.name("each").is_some();
    (!is_pronoun && is_known).then(|| Place::Named(name.to_owned()))
}

/// Whether a heading announces what a call is given, and does not say where: `Parameters`, `Request fields`, `Arguments`.
fn is_of_request(heading: &str) -> bool {
    let words = words(heading);
    words.len() <= 4
        && words.iter().any(|word| {
            matches!(
                word.as_str(),
                "parameter" | "parameters" | "params" | "arguments" | "args" | "request" | "input" | "inputs"
            )
        })
        && !words
            .iter()
            .any(|word| matches!(word.as_str(), "limit" | "limits" | "example" | "examples" | "sample" | "rate"))
}

/// Whether a heading calls what stands below it fields.
pub(crate) fn calls_them_fields(text: &str) -> bool {
    words(text).iter().any(|word| {
        matches!(
            word.as_str(),
            "parameter"
                | "parameters"
                | "params"
                | "fields"
                | "properties"
                | "attributes"
                | "members"
                | "keys"
                | "arguments"
        )
    })
}

/// Whether a text says right above a list that its items are members: `It is an object with:`.
pub(crate) fn announces_members(before: &str) -> bool {
    let line = before.trim_end().rsplit('\n').next().unwrap_or_default().trim().trim_end_matches('*');
    let Some(line) = line.strip_suffix(':') else { return false };
    let lower = line.to_lowercase();
    let last = words(&lower);
    calls_them_fields(&lower)
        || last.last().is_some_and(|word| {
            matches!(
                word.as_str(),
                "with" | "below" | "contains" | "containing" | "has" | "includes" | "including" | "following"
            )
        })
        || last.iter().any(|word| matches!(word.as_str(), "object" | "shape" | "structure" | "following" | "these"))
}

/// A text without the sentence at its end that only says that members follow.
pub(crate) fn without_announcement(before: &str) -> &str {
    if !announces_members(before) {
        return before;
    }
    let text = before.trim_end();
    let ends = [". ", ".\n", "! ", "? ", "\n\n"].iter().filter_map(|end| Some(text.rfind(end)? + end.len()));
    text.get(..ends.max().unwrap_or(0)).unwrap_or_default().trim_end()
}

/// The field or type that a heading is about: `captain object`, `The Order object`, `items[]`, `Card details`.
fn about(heading: &str) -> Option<String> {
    let text = heading.trim().trim_end_matches(':').trim_matches('`');
    let text = text.strip_prefix("The ").or_else(|| text.strip_prefix("the ")).unwrap_or(text);
    let (name, what) = text.rsplit_once(' ').unwrap_or((text, ""));
    let what = what.to_lowercase();
    let is_kind = matches!(
        what.as_str(),
        "object"
            | "objects"
            | "fields"
            | "properties"
            | "attributes"
            | "schema"
            | "model"
            | "item"
            | "items"
            | "array"
            | "details"
            | "members"
            | "keys"
    );
    let name = if is_kind { name } else { text };
    (!name.is_empty() && name.split_whitespace().count() <= 3).then(|| name.trim_matches('`').to_owned())
}

/// Whether all that a heading lists is required, or none of it: `Required parameters`, `Optional fields`.
pub(crate) fn whether(heading: &str) -> Option<bool> {
    let words = words(heading);
    let has = |word: &str| words.iter().any(|known| known == word);
    match (has("required") || has("mandatory"), has("optional")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// A name as it is compared with a heading's words.
pub(crate) fn plain(name: &str) -> String {
    let mut plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if plain.len() > 3 && plain.ends_with('s') && !plain.ends_with("ss") {
        plain.pop();
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::page::Heading;
    use crate::source::{SourceMap, Span};

    fn below(heading: &str) -> Context {
        let mut context = Context::default();
        let span = Span::new(SourceMap::new().add("p", "p", ""), 0..0);
        context.enter_heading(&Heading { level: 2, text: heading.to_owned(), span });
        context
    }

    #[test]
    fn headings_and_the_line_above_place_fields() {
        let at = |heading: &str, before: &str| place(&below(heading), before, Looks::default());
        assert_eq!(at("Body parameters", ""), Some(Place::Section(Section::Body)));
        assert_eq!(at("Parameters", ""), Some(Place::Request));
        assert_eq!(at("Request", "Send these.\n\n**Query parameters**:"), Some(Place::Section(Section::Query)));
        assert_eq!(at("Usage", "The request body has:"), Some(Place::Section(Section::Body)));
        assert_eq!(at("The captain object", ""), Some(Place::Named("captain".to_owned())));
        assert_eq!(at("Response headers", ""), None);
        assert_eq!(at("Authentication", ""), None);
        assert_eq!(at("What you need to know of it all", ""), None);
        assert_eq!(at("What you need to know of it all", "Text.\n\n**Crew**"), Some(Place::Named("Crew".to_owned())));
        assert_eq!(at("What you need to know of it all", "Text.\n\n**so it is**"), None);
        let named = |name: &str| Some(Place::Named(name.to_owned()));
        assert_eq!(at("Response", "Each boat object contains:"), named("boat"));
        assert_eq!(at("Response", "All of them. The `owner` object has these fields:"), named("owner"));
        assert_eq!(at("Response", "Fields of `owner`:"), named("owner"));
        assert_eq!(at("Response", "Each boat has:"), named("boat"));
        assert_eq!(at("Response", "Each item contains:"), Some(Place::Items));
        assert_eq!(at("Response", "The response contains:"), Some(Place::Section(Section::Response)));
        assert_eq!(at("Response", "It has:"), Some(Place::Section(Section::Response)));
    }

    #[test]
    fn a_table_below_the_request_line_is_of_the_request() {
        let looks = Looks { is_below_line: true, says_whether: true, ..Looks::default() };
        assert_eq!(place(&Context::default(), "", looks), Some(Place::Request));
        assert_eq!(place(&Context::default(), "", Looks { is_below_line: false, ..looks }), None);
    }
}

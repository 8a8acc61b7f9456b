//! Input: a description, or a sentence of a page. Output: what it says of an object whose names are data.
//! Invariant: it says nothing of what members there are; an object that the page gives members keeps them.

use crate::gather::prose::sentences;
use crate::read::pattern::patterns;
use crate::schema::Origin;
use crate::shape::typed::of_type;
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::type_expr::{self, TypeExpr};

patterns! {
    /// The names of a map stand in it as data, and its values are of one kind.
    KEYED = concat!(
        r"(?i)\b(?:keyed|indexed)\s+(?:by|on|with|under)\b|\bas\s+(?:the\s+)?keys?\s+(?:and|with|to|mapp)|",
        r"\b(?:whose|the|its|with|where)\s+keys\s+(?:are|being)\b|\beach\s+key\s+(?:is|being)\b|",
        r"\b(?:map|mapping|dictionary|lookup)\s+(?:of|from)\s+[^.;]{1,60}?\s(?:to|→|->|=>)\s",
    );
    NOT_KEYED = r"(?i)\b(?:not|no longer|never)\s+(?:keyed|indexed)\b";
    /// Whoever writes it chooses the names, and what stands below them.
    PAIRS = r"(?i)\b(?:key|name)\s*[-/–: ]\s*value\s+(?:pairs?|map|store|data|metadata|object)\b";
    GENERIC = r"\b(?:Record|Map|HashMap|Dictionary|Dict|dict|map)\s*(?:<[^<>]*(?:<[^<>]*>[^<>]*)?>|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)?\])";
    /// The member that the sentence is about: `by_day` in "`by_day` is keyed by the date".
    CODE = r"`(?P<name>[^`\s]+)`";
    /// The whole body that the sentence is about.
    WHOLE = r"(?i)^\W*(?:returns?|responds?|the (?:response|answer|body|result|payload)|an? (?:object|map|mapping|dictionary|record))\b";
}

/// Longer texts are essays.
const MAX_TEXT: usize = 16 * 1024;

/// Makes a bare object what its description says that it is.
pub(crate) fn apply(member: &mut Member, text: &str) {
    if text.len() > MAX_TEXT {
        return;
    }
    let origin = member.origins.first().cloned();
    let shape = member.shape.innermost_mut();
    let is_bare = matches!(&shape.kind, Kind::Map(value) if value.kind == Kind::Unknown);
    if let Some(value) = origin.as_ref().and_then(|origin| written(text, origin)) {
        match (&mut shape.kind, value) {
            (Kind::Map(known), value) if is_bare => **known = value,
            // What stands below the field are the members of what the text names.
            (Kind::Object(object), Shape { kind: Kind::Reference(name), span, .. }) if object.name.is_none() => {
                let members = std::mem::take(&mut object.members);
                let value = Shape::new(Kind::Object(ObjectShape { name: Some(name), members }), span);
                shape.kind = Kind::Map(Box::new(value));
            }
            _ => {}
        }
    } else if KEYED.is_match(text) && !NOT_KEYED.is_match(text) {
        shape.is_keyed = is_bare || matches!(shape.kind, Kind::Object(_));
    } else if is_bare && PAIRS.is_match(text) {
        shape.kind = Kind::Map(Box::new(Shape::new(Kind::Any, shape.span)));
    }
}

/// What the values of a map are whose type the text writes out: `Record<string, Price>`.
fn written(text: &str, origin: &Origin) -> Option<Shape> {
    let TypeExpr::Map(value) = type_expr::parse(GENERIC.find(text)?.as_str()) else { return None };
    (value.unknown().is_none()).then(|| of_type(&value, origin).0)
}

/// The members of a body that sentences call keyed, by name; `None` stands for the body itself.
pub(crate) fn stated(markdown: &str) -> Vec<Option<String>> {
    if markdown.len() > MAX_TEXT || !KEYED.is_match(markdown) {
        return Vec::new();
    }
    let blocks = sentences::blocks(markdown);
    let mut found = Vec::new();
    for sentence in sentences::all_sentences(&blocks) {
        let Some(keyed) = KEYED.find(sentence).filter(|_| !NOT_KEYED.is_match(sentence)) else { continue };
        let before = sentence.get(..keyed.start()).unwrap_or_default();
        match CODE.captures(before).and_then(|found| Some(found.name("name")?.as_str().to_owned())) {
            Some(name) => found.push(Some(name)),
            None if WHOLE.is_match(sentence) => found.push(None),
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Evidence;

    fn described(ty: &str, text: &str) -> (String, bool) {
        let origin = Origin { page: "p".to_owned(), evidence: Evidence::Field, overruled: None, span: None };
        let mut member = Member::new("x", of_type(&type_expr::parse(ty), &origin).0, origin);
        apply(&mut member, text);
        (member.shape.words(), member.shape.innermost_mut().is_keyed)
    }

    #[test]
    fn a_bare_object_is_what_its_description_says() {
        for text in [
            "Usage keyed by model name.",
            "Object with stage names as keys and deal counts as values",
            "A map of currency to amount.",
            "Totals, where keys are days.",
            "One price for each shop; each key is a shop's id.",
        ] {
            assert_eq!(described("object", text), ("map of any JSON".to_owned(), true), "{text}");
        }
        for text in
            ["An object.", "Needs an API key.", "The key is stored.", "No longer keyed by day.", "As key figures."]
        {
            assert_eq!(described("object", text), ("map of any JSON".to_owned(), false), "{text}");
        }
        assert_eq!(described("object", "A `Record<string, Price>`.").0, "map of Price");
        assert_eq!(described("object[]", "Each a `Map<string, integer>`.").0, "map of integer[]");
        assert_eq!(described("string", "Keyed by day."), ("string".to_owned(), false));
    }

    #[test]
    fn a_sentence_says_of_which_object_the_names_are_data() {
        assert_eq!(stated("Makes a sum. `by_day` is keyed by the date."), [Some("by_day".to_owned())]);
        assert_eq!(stated("Returns the sums, keyed by day."), [None]);
        assert_eq!(stated("Caches are keyed by the request. A key is needed."), []);
    }
}

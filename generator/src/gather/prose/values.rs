//! Input: the paragraphs and lists of a description. Output: the values that a sentence says the field may have.
//! Invariant: examples are no such list, nor are the names of other fields; every value found looks like one.

use heck::ToSnakeCase as _;

use crate::gather::prose::sentences::{Block, sentences};
use crate::read::blocks;
use crate::read::pattern::patterns;
use crate::read::prose::plain_text;
use crate::shape::singular::singular;

/// More values than this are a catalogue that is better left as text.
const MAX_VALUES: usize = 60;

patterns! {
    /// Words that announce a list of all values: `Allowed values:`, `Options are`.
    LABEL = concat!(
        r"(?i)(?:\b(?:available|allowed|possible|valid|supported|accepted|acceptable|permitted|enum)",
        r" (?:enum )?(?:options?|values?|choices?|statuses|states|modes|types)\b",
        r"(?: (?:are|is|include|includes|can be|may be))?(?: (?:one of|either))?(?: the following)?\s*[:=–—-]?",
        r"|\b(?:options?|values?|choices|enums?)\b(?:",
        r"(?: (?:are|is|include|includes|can be|may be))?(?: (?:one of|either))?(?: the following)?\s*[:=]",
        r"|(?: (?:are|include|can be|may be))(?: (?:one of|either))?(?: the following)?\s)",
        r"|\bone of(?: the following)?(?: (?:options|values))?\s*:)\s*",
    );
    /// The same with what the field is called for the values: `Supported models:`.
    NAMED_LABEL = concat!(
        r"(?i)\b(?:available|allowed|possible|valid|supported|accepted|permitted)(?: [a-z]+)? (?P<noun>[a-z]+)",
        r"(?: (?:are|is|include))?\s*:\s*",
    );
    /// The same at the end of what stands before a list of bullets.
    LABEL_BEFORE_BULLETS = concat!(
        r"(?i)\b(?:options?|values?|choices?|enums?|statuses|states|modes|one of|either)\b",
        r"(?: (?:are|is|include|includes|can be|may be))?(?: (?:one of|either))?(?: the following)?\s*:?$",
    );
    /// Words right before a label that turn it into another one.
    OTHER_LABEL = concat!(
        r"(?i)\b(?:defaults?|examples?|samples?|invalid|reserved|unsupported|deprecated|excluded|ignored|disallowed|other|",
        r"null|empty|non-empty|custom|field|multiple|these|those|of|no|not|different|at least|exactly|only)\W+$",
    );
    /// Words anywhere before a list that make it a list of examples.
    EXAMPLES = r"(?i)(?:\be\.?g\b|\bfor (?:example|instance)\b|\bsuch as\b|\bexamples?\b|\bsamples?\b|\blike\b|\bi\.e\b)";
    /// Words behind a list that say that it is not all of them.
    AND_SO_ON = r"(?i)^\s*,?\s*(?:(?:and|or) )?(?:etc\b|\.\.|…|others?\b|more\b|similar\b|so on\b)";
    /// A list of values in backticks or quotes; each may have a note in brackets.
    LIST = concat!(
        r#"(?i)(?:`[^`]+`|"[^"]+"|“[^”]+”|\B'[^']+')(?:\s*\([^()]*\))?"#,
        r#"(?:(?:\s*[,/|]\s*(?:(?:or|and|and/or)\s+)?|\s+(?:or|and|and/or)\s+)"#,
        r#"(?:`[^`]+`|"[^"]+"|“[^”]+”|'[^']+')(?:\s*\([^()]*\))?)+"#,
    );
    /// The same behind a label, where a note may follow a dash.
    NOTED_LIST = concat!(
        r#"(?i)^(?:`[^`]+`|"[^"]+"|“[^”]+”|'[^']+')(?:\s*\([^()]*\)|\s*[=:–—-]\s[^,|`"]+)?"#,
        r#"(?:(?:\s*[,/|]\s*(?:(?:or|and|and/or)\s+)?|\s+(?:or|and|and/or)\s+)"#,
        r#"(?:`[^`]+`|"[^"]+"|“[^”]+”|'[^']+')(?:\s*\([^()]*\)|\s*[=:–—-]\s[^,|`"]+)?)+"#,
    );
    /// One value of such a list, with its note.
    ITEM = r#"(?:`([^`]+)`|"([^"]+)"|“([^”]+)”|'([^']+)')(?:\s*\([^()]*\))?"#;
    /// A list of single words, up to the end of the sentence.
    BARE_LIST = concat!(
        r"(?i)^(?P<list>[a-z0-9][a-z0-9_.+-]*(?:\s*\([^()]*\))?",
        r"(?:(?:\s*[,/|]\s*(?:(?:or|and)\s+)?|\s+(?:or|and)\s+)[a-z0-9][a-z0-9_.+-]*(?:\s*\([^()]*\))?)+)\s*\)?$",
    );
    BARE_SEPARATOR = r"(?i)\s*[,/|]\s*(?:(?:or|and)\s+)?|\s+(?:or|and)\s+";
    NOTE = r"\s*\([^()]*\)";
    /// Phrases in running text before a list: `must be one of`, `either`, `can be`.
    PHRASE = r"(?i)\b(?:one of(?: the following)?(?: values)?|either|(?:must|can|may|should|will|could) be(?: set to| only)?)\s*:?\s*$";
    /// A choice between fields, not between values: `at least one of`, `provide either`.
    CHOICE_OF_FIELDS = concat!(
        r"(?i)\b(?:at least|exactly|only|any|provide|supply|requires?|required|include|send|need|needs|specify|use|via|with|",
        r"by|none|each|every|more than|if|when) (?:one of|either)\b",
    );
    /// What stands behind names of fields, and behind no list of values.
    VERB = concat!(
        r"(?i)^\s*,?\s*(?:is|are|must|should|was|were|has|have|needs?|required|may|can|will|not both|but not|both|",
        r"(?:query |request |response |body )?(?:fields?|parameters?|params?|headers?|propert(?:y|ies)|keys?)|to be)\b",
    );
    CONDITION = r"(?i)\b(?:if|when|whenever|unless|while|until)\b";
    IF_GIVEN = r"(?i)\b(?:if|when) (?:it is |this is )?(?:provided|set|present|specified|given|supplied|included|used)\b";
    /// What may stand before a list that no phrase announces: `Sort order: `, `Kind (`, or nothing.
    OPENING = r"(?:^|[:(]|\s[-–—])\s*$";
    /// Words that such a text does not hold where it is about the field's own values.
    OFF_TOPIC = concat!(
        r"(?i)\b(?:including|includes?|requires?|required|provided?|provides|supply|supplied|specify|use|using|see|instead|",
        r"alias|omit|omitted|both|fields?|parameters?|params?|headers?|propert(?:y|ies)|columns?|endpoints?|between|not|",
        r"except|without|prefix|prefixed|suffix|contains?|matching|wrapped|starts?|ends?|via|from|identifiers?|returned)\b",
    );
    /// Texts that hold several values at once.
    SEVERAL_IN_ONE = r"(?i)\b(?:(?:comma|space|pipe|semicolon|newline)[- ](?:separated|delimited)|separated by|delimited by|csv list)\b";
}

/// Words that no list of values holds.
const NO_VALUES: &[&str] =
    &["the", "a", "an", "this", "see", "if", "is", "are", "to", "of", "and", "or", "below", "it"];

/// The values that a description lists for the field `name`. `several`: the field is a list of such values.
pub(crate) fn read(blocks: &[Block], name: &str, several: bool) -> Option<Vec<String>> {
    let mut before = "";
    for block in blocks {
        let found = match block {
            Block::Paragraph(text) => {
                if !several && SEVERAL_IN_ONE.is_match(text) {
                    return None;
                }
                let sentences = sentences(text);
                before = sentences.last().copied().unwrap_or_default();
                sentences.iter().find_map(|sentence| in_sentence(sentence, name))
            }
            Block::Bullets(items) => in_bullets(before, items),
        };
        if let Some(values) = found {
            return Some(values);
        }
    }
    None
}

/// The values of a table that says what each of them means.
pub(crate) fn tabled(description: &str) -> Option<Vec<String>> {
    if !description.contains("|--") && !description.contains("| -") && !description.contains("|:") {
        return None;
    }
    let tables = blocks::blocks(description).into_iter().filter_map(|block| match block {
        blocks::Block::Table(table) => Some(table),
        blocks::Block::Text(_) | blocks::Block::List(_) => None,
    });
    let is_headed = |table: &blocks::Table| {
        let head = table.head.first().map(|head| plain_text(head).to_lowercase()).unwrap_or_default();
        matches!(head.as_str(), "value" | "values" | "option" | "options" | "allowed value" | "possible value" | "enum")
    };
    let table = tables.into_iter().find(is_headed)?;
    let values = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| {
        let captures = ITEM.captures(cell)?;
        captures.iter().skip(1).flatten().next().filter(|_| captures.get(0).is_some_and(|all| all.as_str() == cell))
    });
    let values: Vec<_> = values.collect::<Option<Vec<_>>>()?;
    plausible(values.into_iter().map(|value| value.as_str()).collect())
}

fn in_sentence(sentence: &str, name: &str) -> Option<Vec<String>> {
    labelled(sentence, name).or_else(|| {
        LIST.find_iter(sentence).find_map(|list| {
            let before = sentence.get(..list.start())?;
            let after = sentence.get(list.end()..)?;
            announced(before, list.as_str(), after, name).then(|| coded(list.as_str()))?
        })
    })
}

/// `Allowed values: a, b`
fn labelled(sentence: &str, name: &str) -> Option<Vec<String>> {
    let label =
        LABEL.find(sentence).or_else(|| NAMED_LABEL.find(sentence).filter(|label| is_named(label.as_str(), name)))?;
    let before = sentence.get(..label.start())?;
    if OTHER_LABEL.is_match(before) || EXAMPLES.is_match(before) {
        return None;
    }
    let rest = sentence.get(label.end()..)?;
    if let Some(list) = NOTED_LIST.find(rest) {
        let after = rest.get(list.end()..)?;
        let not_all = AND_SO_ON.is_match(after) || VERB.is_match(after);
        return if not_all { None } else { coded(list.as_str()) };
    }
    // Words without quotes are values only where the label is set off from them.
    if !label.as_str().trim_end().ends_with([':', '=']) {
        return None;
    }
    let list = BARE_LIST.captures(rest)?.name("list")?;
    let list = NOTE.replace_all(list.as_str(), "");
    let words: Vec<&str> = BARE_SEPARATOR.split(&list).collect();
    let stray = |word: &&str| NO_VALUES.iter().any(|stop| word.eq_ignore_ascii_case(stop)) || word.starts_with("etc");
    if words.iter().any(stray) { None } else { plausible(words) }
}

/// Whether the noun of a label is what the field is called: `models` for `model` and `fallback_model`.
fn is_named(label: &str, name: &str) -> bool {
    let noun =
        NAMED_LABEL.captures(label).and_then(|found| found.name("noun")).map(|noun| noun.as_str().to_lowercase());
    noun.is_some_and(|noun| words(name).last().is_some_and(|word| *word == noun || *word == singular(&noun)))
}

/// Whether a text is the name of the field in words, with a mark behind it: `Status:`, `The order status (`.
fn is_label(before: &str, name: &str) -> bool {
    let text = before.trim_end().trim_end_matches([':', '(']).trim_end();
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    text.split_whitespace().count() <= 4 && !last.is_empty() && words(name).last() == Some(&last)
}

/// The words of a name: `orderStatus` and `order_status` are `order` and `status`.
fn words(name: &str) -> Vec<String> {
    name.to_snake_case().split('_').map(str::to_owned).collect()
}

/// Whether what stands around a list says that it holds the field's values.
fn announced(before: &str, list: &str, after: &str, name: &str) -> bool {
    let other_code = before.split('`').skip(1).step_by(2).any(|code| code != name);
    let conditional = CONDITION.is_match(&IF_GIVEN.replace_all(before, ""));
    if other_code || conditional || EXAMPLES.is_match(before) || AND_SO_ON.is_match(after) || VERB.is_match(after) {
        return false;
    }
    if PHRASE.is_match(before) {
        return !CHOICE_OF_FIELDS.is_match(before);
    }
    let after = after.trim_start();
    // Behind `null` stands when it is one.
    let null = list.trim_end_matches(['`', '"']).ends_with("null") && after.starts_with("if ");
    let closed = match before.trim_end().ends_with('(') {
        true => after.starts_with(')'),
        false => after.is_empty() || null || after.starts_with(['-', '–', '—']),
    };
    let between = ITEM.replace_all(list, "");
    let choice = between.contains(['|', '/']) || between.split([' ', ',']).any(|word| word.eq_ignore_ascii_case("or"));
    // Words that only name the field, or nothing at all, leave no doubt what the list is of.
    let choice = choice || between.contains(',') && (before.trim().is_empty() || closed && is_label(before, name));
    let booleans = coded(list).is_some_and(|values| values.iter().all(|value| value == "true" || value == "false"));
    closed && choice && !booleans && OPENING.is_match(before) && !OFF_TOPIC.is_match(before)
}

/// Bullets that begin with a value each, below words that announce them.
fn in_bullets(before: &str, items: &[String]) -> Option<Vec<String>> {
    let label = LABEL_BEFORE_BULLETS.find(before);
    let open = before.ends_with(':') && !OFF_TOPIC.is_match(before) && !CONDITION.is_match(before);
    let other = label.and_then(|label| before.get(..label.start())).is_some_and(|front| OTHER_LABEL.is_match(front));
    if EXAMPLES.is_match(before) || CHOICE_OF_FIELDS.is_match(before) || other || (label.is_none() && !open) {
        return None;
    }
    let values = items.iter().map(|item| {
        if let Some(captures) = ITEM.captures(item).filter(|found| found.get(0).is_some_and(|all| all.start() == 0)) {
            return captures.iter().skip(1).flatten().next().map(|value| value.as_str());
        }
        let word = item.split([' ', ':', '(']).next()?;
        let rest = item.get(word.len()..)?.trim_start();
        let alone = rest.is_empty() || rest.starts_with([':', '-', '–', '—', '(', '=']);
        (label.is_some() && alone).then_some(word)
    });
    plausible(values.collect::<Option<Vec<_>>>()?)
}

/// The values of a list in backticks or quotes.
fn coded(list: &str) -> Option<Vec<String>> {
    let values = ITEM.captures_iter(list).filter_map(|captures| captures.iter().skip(1).flatten().next());
    plausible(values.map(|value| value.as_str()).collect())
}

/// The list, where all of it looks like values; `null` is a matter of its own.
fn plausible(texts: Vec<&str>) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    for text in texts {
        let text = text.trim().trim_matches(['"', '\'']);
        if text.eq_ignore_ascii_case("null") {
            continue;
        }
        let words = text.split_whitespace().count();
        let odd = text.contains("://")
            || text.contains("...")
            || text.starts_with('/')
            || text.ends_with(',')
            || text.contains(['{', '}', '<', '>', '[', ']', '(', ')', '*', '=', '?', '…', '\n']);
        if words == 0 || words > 4 || odd || text.chars().count() > 60 {
            return None;
        }
        if !values.iter().any(|value| value == text) {
            values.push(text.to_owned());
        }
    }
    (2..=MAX_VALUES).contains(&values.len()).then_some(values)
}

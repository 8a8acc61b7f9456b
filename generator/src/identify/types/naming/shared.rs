//! Input: a body that stands at several places, or a word that says nothing. Output: what it is called by what it holds.
//! Invariant: no status is in the name of a body that other statuses have, too.

use crate::identify::types::answer_role;
use crate::identify::types::naming::state::Naming;
use crate::identify::words::{self, Words};
use crate::schema::method::is_method;
use crate::schema::{Field, TypeKind};

/// Bodies of more members than this are not called after them.
const MOST_MEMBERS: usize = 2;

impl Naming<'_> {
    /// A body of several operations, or one that says no more than that something was done, is called after its members.
    pub(super) fn of_members(&self, node: usize, word: &str) -> Vec<Words> {
        let Some(fields) = self.nodes.fields(node) else { return Vec::new() };
        let places = self.members.get(&node).map_or(0, Vec::len);
        let says = |field: &Field| {
            answer_role::is_done_word(&field.name) || words::split(&field.name).ends_with(&["Id".to_owned()])
        };
        let only_says = word != "Body"
            && fields.iter().all(says)
            && fields.iter().any(|field| answer_role::is_done_word(&field.name));
        if fields.is_empty() || fields.len() > MOST_MEMBERS + usize::from(only_says) || places < 2 && !only_says {
            return Vec::new();
        }
        let last = [word.to_owned()];
        let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        // `{ success, message }` tells by its message, `{ deleted, id }` that something was deleted.
        let is_id = |name: &str| words::split(name).last().is_some_and(|word| word == "Id");
        names.sort_by_key(|name| (is_id(name), *name == "success", *name == "message"));
        let first = names.first().map(|name| words::split(name)).unwrap_or_default();
        vec![words::joined([first.as_slice(), &last])]
    }

    /// A body of several operations is called by the words that their names end with.
    pub(super) fn of_all_calls(&self, node: usize, word: &str) -> Option<Words> {
        let members = self.members.get(&node).filter(|members| members.len() > 1)?;
        let ids: Vec<&[String]> = members.iter().filter_map(|member| Some(self.call(*member)?.id.as_slice())).collect();
        let end = words::common_end(ids);
        Some(words::joined([end.as_slice(), &[word.to_owned()]])).filter(|_| !end.is_empty())
    }

    /// An error by what it holds beside what most hold.
    pub(super) fn held_error(&self, node: usize) -> Option<Words> {
        let common = self.common_error.and_then(|common| self.nodes.fields(common)).unwrap_or_default();
        let is_new = |field: &&Field| common.iter().all(|known| known.name != field.name);
        let new: Vec<&str> = self.nodes.fields(node)?.iter().filter(is_new).map(|field| field.name.as_str()).collect();
        let lists =
            ["errors", "issues", "violations", "validation", "validationErrors", "validation_errors", "fieldErrors"];
        let is_text = |name: &&str| matches!(*name, "message" | "detail" | "details" | "description" | "reason");
        let (texts, others): (Vec<&str>, Vec<&str>) = new.iter().copied().partition(is_text);
        let mut words = match others.as_slice() {
            names if names.iter().any(|name| lists.contains(name)) => vec!["Validation".to_owned()],
            [] => Vec::new(),
            [name] => words::split(name),
            _ => return None,
        };
        words.retain(|word| word != "Error");
        if !texts.is_empty() {
            words.insert(0, "Detailed".to_owned());
        }
        Some(words::joined([words.as_slice(), &["Error".to_owned()]])).filter(|_| !words.is_empty())
    }
}

impl Naming<'_> {
    /// Whether an enum has methods of HTTP and nothing else.
    pub(super) fn is_http_method(&self, node: usize) -> bool {
        let Some(TypeKind::Enum { values, .. }) = self.nodes.get(node).map(|node| &node.def.kind) else { return false };
        !values.is_empty() && values.iter().all(|value| value.value.as_str().is_some_and(is_method))
    }

    /// What tells the next page, where an object says that.
    pub(super) fn paged_by(&self, node: usize) -> Option<&'static str> {
        let fields = self.nodes.fields(node)?;
        let has = |word: &str| fields.iter().any(|field| words::split(&field.name).iter().any(|known| known == word));
        ["Cursor", "Offset", "Page"].into_iter().find(|word| has(word))
    }
}

/// What a member's words are as a type's: an error's details are not the error.
pub(super) fn spoken(words: &[String]) -> Words {
    match words {
        [word] if word == "Error" || word == "Errors" => vec!["Error".to_owned(), "Detail".to_owned()],
        // `style1` and `style2` are styles.
        words => words
            .iter()
            .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
            .filter(|word| !word.is_empty())
            .collect(),
    }
}

/// What an action makes of what it is about.
pub(super) fn done(action: &[String]) -> Option<&'static str> {
    Some(match action.first()?.as_str() {
        "Create" => "Created",
        "Update" | "Edit" | "Modify" => "Updated",
        "Add" => "Added",
        "Save" => "Saved",
        "Enrich" => "Enriched",
        "Import" => "Imported",
        "Export" => "Exported",
        "Merge" => "Merged",
        "Delete" => "Deleted",
        "Remove" => "Removed",
        "Search" => "Found",
        "Duplicate" | "Copy" | "Clone" => "Copied",
        _ => return None,
    })
}

/// An operation's words without those that only say that something is asked for.
pub(super) fn without_asking(id: &[String]) -> &[String] {
    let asks = ["Get", "List", "Retrieve", "Fetch", "Show", "View", "Read", "A", "An", "The", "All"];
    let skipped = id.iter().take_while(|word| asks.contains(&word.as_str())).count();
    id.get(skipped..).filter(|rest| !rest.is_empty()).unwrap_or(id)
}

/// Whether a word says nothing behind another.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(word, "Object" | "Value" | "Data" | "Content" | "Result" | "Payload" | "Info" | "Response" | "Enum")
}

/// The same without a last word that says nothing; where little is left, with another one that says a little more.
pub(super) fn without_filler(mut words: Words, keeps: bool) -> Words {
    if words.len() < 2 || !words.last().is_some_and(|word| is_filler(word) && word != "Response") {
        return words;
    }
    let last = words.pop().unwrap_or_default();
    if keeps || words.len() == 1 {
        words.push(if last == "Content" { "Part" } else { "Details" }.to_owned());
    }
    words
}

//! Input: a list, as it stands below a field or a heading. Output: the fields that its items document.
//! Invariant: a list of which no item names a type is one of fields only where the text above it says so.

use std::borrow::Cow;

use crate::gather::page::listing::cells;
use crate::gather::page::listing::entry::Entry;
use crate::gather::page::listing::facts::{self, Facts};
use crate::read::blocks::{Item, List};
use crate::read::pattern::patterns;

patterns! {
    /// What an item begins with: a name as code, bold, or bare before a bracket.
    FRONT = concat!(
        r"^(?:\[[ x]\]\s+)?(?P<name>\*{0,2}`+[^`]+`+\*{0,2}\*?|\*\*`?[^*`]+`?:?\*\*:?|__[^_]+__",
        r"|[A-Za-z_$@][\w.$\[\]-]*(?P<bare>\s*\([^()]*\)))",
    );
    BRACKETS = r"^\s*[*_]?[(\[](?P<facts>(?:[^()\[\]]|\[\]|\([^()]*\)|\[[^\[\]]*\])*)[)\]][*_]?";
    /// A type or a flag as a marked word of its own behind the name.
    WORD = r"^[\s:,|–—-]*(?:`(?P<code>[^`]+)`|\*\*(?P<bold>[^*]+)\*\*|[*_](?P<italic>[^*_]+)[*_])";
    /// A bare type behind the name, and what ends it.
    BARE = r"^\s*(?::|-{1,2}|–|—)\s+(?P<type>[^\s,.;:()–—](?:[^,.;:()–—]*[^\s,.;:()–—])?)\s*(?P<end>[,.;:()–—]|\s-\s|$)";
    BETWEEN = r"^\s*(?::|-{1,2}|–|—|=|→)?\s*";
}

/// The fields of a list, each with those of the lists in it. `announced` says that the text above calls them fields.
pub(crate) fn entries(list: &List, announced: bool) -> Option<Vec<Entry>> {
    let read: Vec<Option<(Entry, &Item)>> = list.items.iter().map(|item| Some((entry(item)?, item))).collect();
    let named = read.iter().flatten().count();
    let typed = read.iter().flatten().filter(|(entry, _)| entry.type_text.is_some()).count();
    let is_list = typed * 2 >= list.items.len() || announced && (typed > 0 || named == list.items.len());
    if typed + usize::from(announced) == 0 || !is_list || named * 4 < list.items.len() * 3 {
        return None;
    }
    let inner = |(mut entry, item): (Entry, &Item)| {
        for list in &item.lists {
            match entries(list, false) {
                Some(fields) if may_hold(&entry) => entry.entries.extend(fields),
                _ => add_text(&mut entry.description, list),
            }
        }
        entry
    };
    Some(read.into_iter().flatten().map(inner).collect())
}

/// Whether a field may hold others: it is an object, a list, or nobody says what.
fn may_hold(entry: &Entry) -> bool {
    let Some(text) = &entry.type_text else { return true };
    facts::has_room(text)
}

fn add_text(description: &mut Option<String>, list: &List) {
    let items: Vec<String> = list.items.iter().map(|item| format!("- {}", item.text.replace('\n', " "))).collect();
    let text = description.get_or_insert_default();
    text.push_str("\n\n");
    text.push_str(&items.join("\n"));
}

fn entry(item: &Item) -> Option<Entry> {
    let text = item.text.trim();
    let front = FRONT.captures(text)?;
    let bare = front.name("bare").map_or(0, |bare| bare.as_str().len());
    let name = front.name("name")?;
    let end = name.end() - bare;
    let cell = cells::name_cell(text.get(name.start()..end)?.trim_end_matches(':'))?;
    let [name] = cell.names.as_slice() else { return None };
    let mut facts = cell.facts.clone();
    let behind = text.get(end..).unwrap_or_default();
    // `**name:** string`: the colon belongs behind the name.
    let is_inside = text.get(..end).is_some_and(|front| front.contains(':')) && !behind.trim_start().starts_with(':');
    let behind = if is_inside { Cow::Owned(format!(":{behind}")) } else { Cow::Borrowed(behind) };
    let mut rest: &str = &behind;
    // `name` (string) `required`: text
    while let Some((said, end)) = marked(rest) {
        if said.type_text.is_some() && facts.type_text.is_some() {
            break;
        }
        facts.join(said);
        rest = rest.get(end..).unwrap_or_default();
    }
    if facts.type_text.is_none()
        && let Some(found) = BARE.captures(rest)
        && let Some(said) = found.name("type").map(|ty| facts::facts(ty.as_str()))
        && said.type_text.is_some()
    {
        facts.join(said);
        let end = found.name("end").map_or(0, |end| end.start());
        rest = rest.get(end..).unwrap_or_default();
        // `string, required. Text` and `string (optional): text`.
        if let Some(found) = BRACKETS.captures(rest) {
            facts.join(facts::facts(found.name("facts").map_or("", |facts| facts.as_str())));
            rest = rest.get(found.get(0).map_or(0, |whole| whole.end())..).unwrap_or_default();
        }
        while let Some((flag, tail)) =
            rest.strip_prefix(',').and_then(|rest| rest.split_once([',', '.', '–', '—', ':']).or(Some((rest, ""))))
        {
            let said = facts::facts(flag);
            if said == Facts::default() || said.type_text.is_some() {
                break;
            }
            facts.join(said);
            rest = tail;
        }
    }
    let rest = rest.trim_start_matches([',', '.', ';', ')']);
    let rest = BETWEEN.find(rest).and_then(|found| rest.get(found.end()..)).unwrap_or(rest).trim();
    let Facts { type_text, required, nullable, deprecated, default } = facts;
    Some(Entry {
        name: name.clone(),
        type_text,
        required,
        nullable,
        deprecated,
        default,
        description: Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
        range: item.range.clone(),
        ..Entry::default()
    })
}

/// What stands in brackets, or as a marked word, right behind a name, and where it ends.
fn marked(rest: &str) -> Option<(Facts, usize)> {
    let in_brackets = BRACKETS.captures(rest).and_then(|found| {
        let said = facts::facts(found.name("facts")?.as_str());
        Some((said, found.get(0)?.end()))
    });
    let in_brackets = in_brackets.filter(|(said, _)| *said != Facts::default());
    in_brackets.or_else(|| {
        let found = WORD.captures(rest)?;
        let word = ["code", "bold", "italic"].iter().find_map(|group| found.name(group))?;
        let said = facts::facts(word.as_str().trim_matches(['(', ')']));
        (said != Facts::default()).then_some((said, found.get(0)?.end()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::blocks::{Block, blocks};

    fn read(markdown: &str, announced: bool) -> Option<Vec<Entry>> {
        blocks(markdown).into_iter().find_map(|block| match block {
            Block::List(list) => entries(&list, announced),
            _ => None,
        })
    }

    fn one(item: &str) -> Option<String> {
        let found = read(&format!("- {item}"), false)?;
        let entry = found.first()?;
        let required = match entry.required {
            Some(true) => "!",
            Some(false) => "?",
            None => "",
        };
        let default = entry.default.as_ref().map(|value| format!(" ={value}")).unwrap_or_default();
        let (ty, text) = (entry.type_text.as_deref().unwrap_or("-"), entry.description.as_deref().unwrap_or("-"));
        Some(format!("{}{required}: {ty}{default}: {text}", entry.name))
    }

    #[test]
    fn an_item_says_name_and_type_in_many_ways() {
        for (item, want) in [
            ("`url` (string, required): the address.", "url!: string: the address."),
            ("`headers` (object, optional)", "headers?: object: -"),
            ("`retries` (integer): how often.", "retries: integer: how often."),
            ("**url** (string) - The address.", "url: string: The address."),
            ("**`url`** (string, optional, default: `/`) — The address.", "url?: string =/: The address."),
            ("`url` — string — the address", "url: string: the address"),
            ("`url`: string, required. The address", "url!: string: The address"),
            ("`tags` *array of strings* The marks.", "tags: array of strings: The marks."),
            ("`url` `string` `required` The address.", "url!: string: The address."),
            ("url (string): the address", "url: string: the address"),
            ("**url:** string — the address", "url: string: the address"),
            ("`items` (Order[]) The lot.", "items: Order[]: The lot."),
            ("`opts` (object) (optional): More.", "opts?: object: More."),
        ] {
            assert_eq!(one(item).as_deref(), Some(want), "{item}");
        }
        for item in [
            "`open`: it is open",
            "`closed` - Nobody is in.",
            "A sentence.",
            "`GET /v1/x` — all of them",
            "**Note** this",
        ] {
            assert_eq!(one(item), None, "{item}");
        }
    }

    #[test]
    fn what_is_said_above_makes_names_fields() {
        let list = "- `url`: where\n- `retries`: how often";
        assert_eq!(read(list, false), None);
        let names =
            |found: Option<Vec<Entry>>| found.map(|all| all.into_iter().map(|entry| entry.name).collect::<Vec<_>>());
        assert_eq!(names(read(list, true)), Some(vec!["url".to_owned(), "retries".to_owned()]));
        assert_eq!(names(read("- One thing.\n- `b`: two", true)), None);
    }

    #[test]
    fn a_list_in_an_item_documents_what_stands_in_it() {
        let found = read(
            "- `a` (object): x\n  - `b` (string): y\n  - `c` (integer)\n- `d` (string): one of\n  - `p`\n  - `q`\n",
            false,
        );
        let found = found.unwrap_or_default();
        assert_eq!(found.first().map(|entry| entry.entries.len()), Some(2));
        assert_eq!(found.get(1).and_then(|entry| entry.description.clone()).as_deref(), Some("one of\n\n- `p`\n- `q`"));
    }
}

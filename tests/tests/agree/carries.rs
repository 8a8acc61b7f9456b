//! Input: the seven forms of a page. Output: what each can carry, as data, and what of an API's facts is left in it.
//! Invariant: what a form does not carry must not come out of it either: flags are false, types are the weaker word.

use super::view::{Facts, View, depth};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Source,
    Export,
    Flat,
    Collapsed,
    Openapi,
    Tables,
    Lists,
}

/// What a form says of members.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// Whether they are required.
    pub required: bool,
    /// Whether they may be null, are deprecated, and in what words they are described.
    pub flags: bool,
    /// The names of object types.
    pub names: bool,
    /// The values of an enum; else it is a string.
    pub enums: bool,
    /// Integers; else they are numbers.
    pub integers: bool,
    /// Dates with times; else they are strings.
    pub dates: bool,
    /// Whether an object of which nothing is said is told from one with members, and from a name of which nothing is said.
    pub objects: bool,
}

/// What a form can carry.
#[derive(Clone, Copy, Debug)]
pub struct Carries {
    pub form: Form,
    pub words: &'static str,
    /// What is said of parameters; of others than those of the path nothing is known where it is `false`.
    pub parameters: bool,
    /// Whether a body or an answer is a list.
    pub root_lists: bool,
    /// The sentence about the answer.
    pub answers: bool,
    /// Nesting comes out where it is certain; the rest is told.
    pub only_certain: bool,
    /// Members of a body or an answer.
    pub top: Level,
    /// Members of members.
    pub nested: Level,
}

const ALL: Level =
    Level { required: true, flags: true, names: true, enums: true, integers: true, dates: true, objects: true };
const JSON: Level =
    Level { required: false, flags: false, names: false, enums: false, integers: true, dates: false, objects: false };
const VALUES: Level = Level { integers: false, dates: true, ..JSON };

/// What is received is required by no table and no list.
const LISTED: Carries = Carries {
    form: Form::Tables,
    words: "",
    parameters: true,
    root_lists: true,
    answers: true,
    only_certain: false,
    top: Level { required: false, objects: false, ..ALL },
    nested: Level { required: false, objects: false, ..ALL },
};

pub const FORMS: [Carries; 7] = [
    Carries {
        form: Form::Source,
        words: "MDX source",
        parameters: true,
        root_lists: true,
        answers: true,
        only_certain: false,
        top: ALL,
        nested: ALL,
    },
    Carries {
        form: Form::Export,
        words: "`.md` export",
        parameters: true,
        root_lists: true,
        answers: true,
        only_certain: false,
        top: ALL,
        nested: ALL,
    },
    Carries {
        form: Form::Flat,
        words: "rendered, fields flattened",
        parameters: true,
        root_lists: false,
        answers: false,
        only_certain: true,
        top: Level { objects: false, ..ALL },
        nested: Level { objects: false, ..ALL },
    },
    Carries {
        form: Form::Collapsed,
        words: "rendered, fields collapsed",
        parameters: false,
        root_lists: true,
        answers: false,
        only_certain: false,
        top: JSON,
        nested: JSON,
    },
    Carries {
        form: Form::Openapi,
        words: "rendered, OpenAPI-driven",
        parameters: true,
        root_lists: true,
        answers: true,
        only_certain: false,
        top: Level { names: false, objects: false, ..ALL },
        nested: VALUES,
    },
    Carries { form: Form::Tables, words: "tables below headings", ..LISTED },
    Carries { form: Form::Lists, words: "lists below headings", ..LISTED },
];

/// What is left of an API's facts in this form.
pub fn expected(view: &View, carries: &Carries) -> View {
    let kept =
        view.iter().filter(|(key, _)| carries.parameters || !(key.contains(" query ") || key.contains(" header ")));
    kept.map(|(key, facts)| (key.clone(), weaken(key, facts.clone(), carries))).collect()
}

fn weaken(key: &str, mut facts: Facts, carries: &Carries) -> Facts {
    match depth(key) {
        0 if key.ends_with(" body") || key.ends_with(" 200") => {
            if !carries.root_lists {
                facts.ty = facts.ty.replace("[]", "");
            }
            facts.description = facts.description.filter(|_| carries.answers);
        }
        0 if key.contains(" path ") && !carries.parameters => {
            facts = Facts { ty: "string".to_owned(), required: true, ..Facts::default() };
        }
        0 => {}
        1 => member(&mut facts, carries.top),
        _ => member(&mut facts, carries.nested),
    }
    facts
}

fn member(facts: &mut Facts, level: Level) {
    facts.required &= level.required;
    if !level.flags {
        (facts.nullable, facts.deprecated, facts.description) = (false, false, None);
    }
    if !level.names {
        facts.name = None;
    }
    let weaker = |text: &str, word: &str, weaker: &str| match text.strip_prefix(word) {
        Some(lists) if lists.is_empty() || lists.starts_with('[') => format!("{weaker}{lists}"),
        _ => text.to_owned(),
    };
    if !level.enums {
        facts.ty = weaker(&facts.ty, "enum", "string");
        facts.values.clear();
    }
    if !level.integers {
        facts.ty = weaker(&facts.ty, "integer", "number");
    }
    if !level.dates {
        facts.ty = weaker(&facts.ty, "date-time", "string");
    }
    if !level.objects {
        if facts.ty.starts_with("any") {
            facts.name = None;
        }
        facts.ty = weaker(&weaker(&facts.ty, "map", "object"), "any", "object");
    }
}

/// What a form gave, in the words that it is compared in: an object of which nothing is known is one by any word.
pub fn found(view: &View, carries: &Carries) -> View {
    let words = |key: &String, mut facts: Facts| {
        let level = if depth(key) == 1 { carries.top } else { carries.nested };
        if depth(key) > 0 && !level.objects {
            member(&mut facts, Level { objects: false, ..ALL });
        }
        (key.clone(), facts)
    };
    view.iter().map(|(key, facts)| words(key, facts.clone())).collect()
}

/// The table of ARCHITECTURE.md.
pub fn table() -> String {
    let mut text = String::from(
        "| form | parameters | a list at the root | the answer's sentence | nesting | required members | flags and sentences | type names | enums | integers | dates |\n|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let yes = |yes: bool| if yes { "yes" } else { "-" };
    let both = |carries: &Carries, of: fn(Level) -> bool| match (of(carries.top), of(carries.nested)) {
        (true, false) => "at the top",
        (false, true) => "below",
        (both, _) => {
            if both {
                "yes"
            } else {
                "-"
            }
        }
    };
    for carries in FORMS {
        let cells = [
            carries.words,
            if carries.parameters { "yes" } else { "names of the path" },
            yes(carries.root_lists),
            yes(carries.answers),
            if carries.only_certain { "where certain" } else { "yes" },
            both(&carries, |level| level.required),
            both(&carries, |level| level.flags),
            both(&carries, |level| level.names),
            both(&carries, |level| level.enums),
            both(&carries, |level| level.integers),
            both(&carries, |level| level.dates),
        ];
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}

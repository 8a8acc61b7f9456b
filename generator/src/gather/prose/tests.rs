//! Sentences that state facts, and near misses that do not.

use super::*;

#[test]
fn a_description_that_begins_with_the_word_deprecates() {
    let note = |text| deprecation(text);
    assert_eq!(note("deprecated. Use nationality_codes instead").as_deref(), Some("Use nationality_codes instead"));
    assert_eq!(note("Deprecated").as_deref(), Some(""));
    assert_eq!(note("(deprecated) use b").as_deref(), Some("use b"));
    assert_eq!(note("Deprecated since v2, use `b`.").as_deref(), Some("since v2, use `b`."));
    assert_eq!(note("This field is deprecated: gone soon").as_deref(), Some("gone soon"));
}

#[test]
fn a_description_that_only_speaks_of_deprecated_things_does_not() {
    assert_eq!(deprecation("Deprecated errors are listed too"), None);
    assert_eq!(deprecation("Contains \"v1\" (deprecated, or soon to be) errors"), None);
    assert_eq!(deprecation("Whether it is deprecated"), None);
}

#[test]
fn null_is_read_where_the_value_may_be_null() {
    for text in ["null means not verified", "May be null", "The id, or null", "nullable", "Set when x. Null if none"] {
        assert!(is_nullable(text), "{text}");
    }
    for text in ["never null", "This cannot be null", "annulled", "the null island", "must not be null or empty"] {
        assert!(!is_nullable(text), "{text}");
    }
}

fn member(kind: Kind, description: &str) -> Member {
    named("status", kind, description)
}

fn named(name: &str, kind: Kind, description: &str) -> Member {
    let origin = Origin { page: "page.mdx".to_owned(), evidence: Evidence::Field, overruled: None, span: None };
    let mut member = Member::new(name, Shape::new(kind, None), origin);
    member.description = Some(description.to_owned());
    apply(&mut member);
    member
}

fn values(kind: Kind, description: &str) -> Option<Vec<Value>> {
    match member(kind, description).shape.innermost_mut().kind {
        Kind::Enum(ref list) if list.inferred => Some(list.values.clone()),
        _ => None,
    }
}

fn texts(description: &str) -> Option<String> {
    let values = values(Kind::String, description)?;
    Some(values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "))
}

#[test]
fn sentences_list_the_values_of_a_text() {
    let cases = [
        ("Options: `ripe`, `green`", "ripe green"),
        ("Enum options: `RIPE`, `GREEN`.", "RIPE GREEN"),
        ("How ripe it is. One of `ripe`, `green`, or `rotten`.", "ripe green rotten"),
        ("One of: ripe, green.", "ripe green"),
        ("Must be one of `ripe` or `green`", "ripe green"),
        ("If provided, must be one of: `ripe`, `green`.", "ripe green"),
        ("The ripeness.\n\nAllowed values: `ripe`, `green`\n\nExample: `\"ripe\"`", "ripe green"),
        ("Allowed values:\n\n`ripe`, `green`", "ripe green"),
        ("Possible values are 'ripe', 'green' and 'rotten'.", "ripe green rotten"),
        ("Valid values: `ripe` (sweet), `green` (sour).", "ripe green"),
        ("Valid values: `ripe` - sweet, `green` - sour", "ripe green"),
        ("Either `ripe` or `green`", "ripe green"),
        ("Must be either \"ripe\" or \"green\".", "ripe green"),
        ("Available options: ripe | green", "ripe green"),
        ("Available options: ripe/green", "ripe green"),
        ("Values: `ripe` (default), `green`.", "ripe green"),
        ("Supported values `ripe` and `green`", "ripe green"),
        ("Ripeness: `ripe` or `green`", "ripe green"),
        ("Filter by ripeness (`ripe` or `green`).", "ripe green"),
        ("`ripe`, `half ripe`, or `green`", "ripe half ripe green"),
        ("Ripeness: `ripe`, `green`, or `null` if nobody looked", "ripe green"),
        ("Allowed values:\n- `ripe`: sweet\n- `green`: sour", "ripe green"),
        ("Possible values:\n* ripe\n* green", "ripe green"),
        ("The ripeness is:\n\n- `ripe` - sweet\n- `green` - sour", "ripe green"),
        ("**Options:** `\"ripe\"`, `\"green\"`", "ripe green"),
        ("The `status` must be one of `ripe`, `green`.", "ripe green"),
        ("Will be `ripe` or `green` depending on the season.", "ripe green"),
    ];
    for (description, expected) in cases {
        let joined = texts(description);
        assert_eq!(joined.as_deref(), Some(expected), "{description}");
    }
}

#[test]
fn examples_and_names_of_fields_are_no_values() {
    let cases = [
        "A colour, e.g. `red` or `green`.",
        "A colour (e.g. `red`, `green`)",
        "A colour such as `red` or `green`",
        "For example: `red` or `green`",
        "Examples: `red`, `green`",
        "Either `red` or `green` is required.",
        "At least one of `red` or `green` must be set.",
        "Provide either `red` or `green`, not both.",
        "Exactly one of: `red`, `green`.",
        "Required if `kind` is one of `red`, `green`.",
        "When `kind` is `red` or `green`, the shade.",
        "Required for `red`, `green`.",
        "Options: `red`",
        "Options: see below",
        "Options: a card or a bank transfer",
        "Allowed values: `red`, `green`, etc.",
        "Comma-separated list. Allowed values: `red`, `green`",
        "Default values: `red`, `green`",
        "Not one of the reserved names: `red`, `green`",
        "Unsupported values: `red`, `green`",
        "Any of the user's `red` or `green` things",
        "Allowed values: `GET https://a.example`, `POST https://b.example`",
        "Allowed values: `{red}`, `{green}`",
        "Works with `red` and `green`.",
        "Headers: `red` or `green`",
        "```\nOptions: `red`, `green`\n```",
        "Notes:\n- `red` and more\n- nothing",
    ];
    for description in cases {
        assert_eq!(texts(description), None, "{description}");
    }
}

#[test]
fn whole_numbers_and_lists_have_values_too_and_other_kinds_have_none() {
    assert_eq!(values(Kind::Integer, "One of `1`, `2`"), Some(vec![1.into(), 2.into()]));
    assert_eq!(values(Kind::Integer, "Valid values: 1 (one minute), 60 (one hour)."), Some(vec![1.into(), 60.into()]));
    assert_eq!(values(Kind::Integer, "One of `1`, `many`"), None);
    let items = |kind| Kind::Array(Box::new(Shape::new(kind, None)));
    assert!(values(items(Kind::String), "What to send. Options: `a`, `b`").is_some());
    for kind in [Kind::Boolean, Kind::Number, Kind::Any, items(Kind::Unknown)] {
        assert_eq!(values(kind, "Options: `1`, `2`"), None);
    }
}

#[test]
fn a_documented_list_stays_as_it_is() {
    let known = EnumShape::new(false, vec!["a".into()], false);
    let member = member(Kind::Enum(known.clone()), "Options: `a`, `b`, `c`");
    assert_eq!(member.shape.kind, Kind::Enum(known));
    assert_eq!(member.origins.len(), 1);
}

#[test]
fn too_many_values_are_left_as_text() {
    let many: Vec<String> = (0..61).map(|number| format!("`v{number}`")).collect();
    assert_eq!(texts(&format!("Options: {}", many.join(", "))), None);
}

#[test]
fn defaults_are_read_in_the_kind_of_the_field() {
    let cases: [(Kind, &str, Option<Value>); 26] = [
        (Kind::Integer, "Page size. Default: 25", Some(25.into())),
        (Kind::Integer, "Page size (default 20)", Some(20.into())),
        (Kind::Integer, "Page size (1-50, default 20).", Some(20.into())),
        (Kind::Integer, "The default is 10.", Some(10.into())),
        (Kind::Integer, "Default `1,000`.", None),
        (Kind::Integer, "Defaults to 1,000 if omitted.", Some(1000.into())),
        (Kind::Integer, "Default: 10 for guests, 20 for members", None),
        (Kind::Integer, "Default: 10. Default: 20.", None),
        (Kind::Integer, "Defaults to 24 hours", None),
        (Kind::Integer, "Defaults to `many`", None),
        (Kind::Number, "Default `0.5`", Some(serde_json::json!(0.5))),
        (Kind::Boolean, "Defaults to `false`", Some(false.into())),
        (Kind::Boolean, "Defaults to true.", Some(true.into())),
        (Kind::Boolean, "Defaults to `false` if not specified.", Some(false.into())),
        (Kind::Boolean, "Defaults to `true` when `x` is set", None),
        (Kind::Boolean, "Whether it is the default campaign", None),
        (Kind::String, "Default: `asc`", Some("asc".into())),
        (Kind::String, "Defaults to \"asc\".", Some("asc".into())),
        (Kind::String, "Order (default: asc)", Some("asc".into())),
        (Kind::String, "`asc` (default) or `desc`", Some("asc".into())),
        (Kind::String, "Defaults to the user's name", None),
        (Kind::String, "Defaults to today", None),
        (Kind::String, "Default: none", None),
        (Kind::String, "Defaults to `name`'s first word", None),
        (Kind::Any, "Default: `1`", None),
        (Kind::Binary, "Default: `1`", None),
    ];
    for (kind, description, expected) in cases {
        assert_eq!(member(kind, description).default, expected, "{description}");
    }
    assert_eq!(named("hours", Kind::Integer, "Default is 6 hours.").default, Some(6.into()));
}

#[test]
fn a_default_attribute_wins() {
    let mut known = Member::new("a", Shape::new(Kind::Integer, None), member(Kind::Any, "").origins.remove(0));
    known.default = Some(5.into());
    known.description = Some("Default: 6".to_owned());
    apply(&mut known);
    assert_eq!(known.default, Some(5.into()));
}

fn bounds(kind: Kind, description: &str) -> String {
    let constraints = member(kind, description).constraints;
    let number = |number: &Option<serde_json::Number>| number.as_ref().map_or("-".to_owned(), ToString::to_string);
    let length = |length: Option<u64>| length.map_or("-".to_owned(), |length| length.to_string());
    let lengths = format!("{} {}", length(constraints.min_length), length(constraints.max_length));
    let numbers = format!("{} {}", number(&constraints.minimum), number(&constraints.maximum));
    if lengths == "- -" { numbers } else { format!("length {lengths}") }
}

#[test]
fn bounds_of_numbers_are_read() {
    let cases = [
        ("Must be between 1 and 100.", "1 100"),
        ("Must be between `1` and `100`.", "1 100"),
        ("Page size (1-100)", "1 100"),
        ("Range: `1`–`100`", "1 100"),
        ("Required range: 1 <= x <= 200", "1 200"),
        ("From 0 to 5", "0 5"),
        ("Page size, max 100", "- 100"),
        ("Default `50`, maximum `100`.", "- 100"),
        ("Maximum: 50,000 per request", "- 50000"),
        ("Minimum 1, maximum of 9", "1 9"),
        ("Up to 200", "- 200"),
        ("At least 1", "1 -"),
        ("Must be `1` or greater", "1 -"),
        ("Cannot exceed 10", "- 10"),
        ("No more than 10 items", "- 10"),
        ("Range: 1-100. Smaller values (10-20) are faster.", "1 100"),
        ("Amount in dollars. Minimum $10.", "10 -"),
    ];
    for (description, expected) in cases {
        assert_eq!(bounds(Kind::Integer, description), expected, "{description}");
    }
    assert_eq!(bounds(Kind::Number, "Score (0.0 - 1.0)"), "0.0 1.0");
}

#[test]
fn numbers_that_are_no_bounds_are_not_read() {
    let cases = [
        "Maximum number of rows",
        "At most 24 hours before the start",
        "Max 100 for guests, max 500 for members",
        "Maximum file size: 2 MB",
        "E.g. between 1 and 5",
        "Between 2024-01-01 and 2024-02-01",
        "Up to 3.5.1",
        "Maximum length: 50",
        "Must be between 9 and 1",
        "All of them together cannot exceed 50",
    ];
    for description in cases {
        assert_eq!(bounds(Kind::Integer, description), "- -", "{description}");
    }
}

#[test]
fn lengths_of_texts_and_lists_are_read() {
    let cases = [
        ("Max 280 characters.", "length - 280"),
        ("1-50 characters", "length 1 50"),
        ("Between 1 and 1,000 characters.", "length 1 1000"),
        ("A name (max 50 chars).", "length - 50"),
        ("Maximum length: `998`", "length - 998"),
        ("At least 8 characters, up to 64 characters", "length 8 64"),
        ("No longer than 20 characters", "length - 20"),
        ("Max 10 per day", "- -"),
        ("Maximum 280 characters for guests, up to 500 characters for members", "- -"),
        ("First 8 characters of the key", "- -"),
        ("Between 1 and 100", "- -"),
    ];
    for (description, expected) in cases {
        assert_eq!(bounds(Kind::String, description), expected, "{description}");
    }
    let list = || Kind::Array(Box::new(Shape::new(Kind::Any, None)));
    assert_eq!(bounds(list(), "The things (max 10)"), "length - 10");
    assert_eq!(bounds(list(), "Minimum items: `1`"), "length 1 -");
    assert_eq!(bounds(list(), "Up to 10 megabytes"), "- -");
}

#[test]
fn forms_of_texts_are_read_where_they_are_said_plainly() {
    let cases = [
        ("created", "ISO 8601 timestamp.", "date-time"),
        ("created", "When it was made, as a timestamp (ISO 8601), or `null`", "date-time"),
        ("created", "RFC 3339 date-time", "date-time"),
        ("created", "Start date (ISO 8601)", "-"),
        ("created", "ISO 8601 timestamp or Unix timestamp", "-"),
        ("created", "ISO 8601 duration or timestamp", "-"),
        ("created", "ISO 8601 date (YYYY-MM-DD)", "date"),
        ("created", "A day in the form `YYYY-MM-DD`.", "date"),
        ("created", "`YYYY-MM-DD` or `YYYY-MM`", "-"),
        ("created", "`YYYY-MM-DDTHH:mm:ssZ`", "-"),
        ("id", "UUID of the thing.", "uuid"),
        ("id", "The thing's id (UUID)", "uuid"),
        ("id", "A UUID or a slug", "-"),
        ("id", "Any key (UUIDv4 recommended)", "-"),
        ("mail", "Email address of the reader", "email"),
        ("mail", "Email address or phone number", "-"),
        ("image_url", "URL of the image", "uri"),
        ("image_url", "Whether the URL is public", "-"),
        ("slug", "URL of the image", "-"),
    ];
    for (name, description, expected) in cases {
        let member = named(name, Kind::String, description);
        let form = match member.shape.kind {
            Kind::DateTime => "date-time".to_owned(),
            _ => member.constraints.format.unwrap_or("-".to_owned()),
        };
        assert_eq!(form, expected, "{description}");
    }
}

#[test]
fn forms_of_whole_numbers_are_read() {
    let form = |description| member(Kind::Integer, description).constraints.format;
    assert_eq!(form("Unix timestamp of the end").as_deref(), Some("unix-time"));
    assert_eq!(form("Seconds since the epoch").as_deref(), Some("unix-time"));
    assert_eq!(form("Unix timestamp in milliseconds"), None);
    assert_eq!(member(Kind::String, "Unix timestamp").constraints.format, None);
}

#[test]
fn prose_is_named_once_as_evidence_and_never_requires() {
    let read = member(Kind::String, "Required if `x` is set. Options: `a`, `b`. Default: `a`. Max 5 characters.");
    assert!(!read.required);
    let evidence: Vec<Evidence> = read.origins.iter().map(|origin| origin.evidence).collect();
    assert_eq!(evidence, [Evidence::Field, Evidence::Prose]);
    assert_eq!(member(Kind::String, "Required if `x` is set. Optional.").origins.len(), 1);
}

proptest::proptest! {
    #[test]
    fn no_description_panics(
        text in ".{0,80}",
        pieces in proptest::collection::vec(
            "[ -~]{1,4}|`[a-z]{1,3}`|\"[a-z]{1,3}\"| or |, |: |\n|\n- |One of |Options: |Default: |max |between |[0-9]{1,20}|-|é|“|”| characters",
            0..20,
        ),
    ) {
        for kind in [Kind::String, Kind::Integer, Kind::Number, Kind::Boolean] {
            member(kind.clone(), &text);
            member(kind, &pieces.concat());
        }
    }
}

#[test]
fn a_list_needs_no_phrase_where_the_words_before_it_name_the_field() {
    let read = |name: &str, text: &str| match named(name, Kind::String, text).shape.innermost_mut().kind {
        Kind::Enum(ref list) => list.values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    for (name, text) in [
        ("model", "Which one. Supported models: `ripe`, `green`"),
        ("fallbackCurrency", "Supported currencies: `ripe`, `green`."),
        ("kind", "`ripe`, `green`"),
        ("status", "The status (\"ripe\", \"green\")."),
        ("order_status", "Order status: `ripe`, `green`"),
        ("kind", "Enum: `ripe` \\| `green`"),
    ] {
        assert_eq!(read(name, text), "ripe green", "{text}");
    }
    for (name, text) in [
        ("url", "Where it is. Supported formats: `png`, `jpg`"),
        ("name", "The person (`first`, `last`)."),
        ("kind", "Sent with `ripe`, `green`."),
        ("kind", "Example: `ripe`, `green`"),
    ] {
        assert_eq!(read(name, text), "", "{text}");
    }
}

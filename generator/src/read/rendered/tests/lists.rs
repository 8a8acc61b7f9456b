//! Field lists of rendered pages: names, types, pills and what follows them.

use insta::assert_snapshot;

use super::listing;

#[test]
fn required_is_split_from_the_heading_glued_to_it() {
    let text =
        "GET\n/\nnests\n/\n{id}\nPath parameters\nid\nstring\nrequiredResponse body\neggs\nEgg[]\nweight\nnumber";
    assert_snapshot!(listing(text), @r#"
    endpoint GET /nests/{id}
    heading 2 "Path parameters"
    field "id" type "string" required
    heading 2 "Response body"
    field "eggs" type "Egg[]"
    field "weight" type "number"
    "#);
}

#[test]
fn glued_fields_are_taken_apart() {
    let text = "Authorizations\nAuthorizationstringheaderrequired\nQuery Parameters\nlimitnumberdefault: 10\nstateenum<string>requiredAvailable options: hatched, lost\nbuilder_namestringdefault:12frequired\nphone_numberstring\nvaluestringnumberbooleanobjectarray\ntwigsTwig[]\nseen_atstring<date-time> | nullrequiredWhen it was seen.\n";
    assert_snapshot!(listing(text), @r#"
    heading 2 "Authorizations"
    field "Authorization" type "string" in "header" required
    heading 2 "Query Parameters"
    field "limit" type "number" default "10"
    field "state" type "enum<string>" options ["hatched", "lost"] required
    field "builder_name" type "string" default "12f" required
    field "phone_number" type "string"
    field "value" type "stringnumberbooleanobjectarray"
    field "twigs" type "Twig[]"
    field "seen_at" type "string<date-time> | null" text "When it was seen." required
    "#);
}

#[test]
fn names_that_are_words_of_the_frame_stay_names() {
    let text = "POST\n/\nnests\nBody\nrequired\nboolean\ndeprecated\nboolean\nbody\nstring\nrequired\nheader\nstring\nobject\nstring\nunique\nnumber\ninteger\n";
    assert_snapshot!(listing(text), @r#"
    endpoint POST /nests
    heading 2 "Body"
    field "required" type "boolean"
    field "deprecated" type "boolean"
    field "body" type "string" required
    field "header" type "string"
    field "object" type "string" text "unique"
    field "number" type "integer"
    "#);
}

#[test]
fn one_word_description_is_no_name() {
    let text = "Response\nid\nstring\nUnique\nowner\nOwner\nalive\nobject\nstring\nkind\nstring\n";
    assert_snapshot!(listing(text), @r#"
    heading 2 "Response"
    field "id" type "string" text "Unique"
    field "owner" type "Owner" text "alive"
    field "object" type "string"
    field "kind" type "string"
    "#);
}

#[test]
fn labels_after_a_field_fill_it() {
    let text = "Body\n\napplication/json\nsize\ninteger\ndefault:25\nHow many.\n\nAt once.\nRequired range: 1 <= x <= 200\nExample:\n\n40\nmode\nenum<string>\nAvailable options:\nslow,\nfast\nMinimum length: 1\nnests\nobject[]\nrequired\nShow child attributes\nnests.id\nstring | null\nExample:\n{\n  \"a\": [1]\n}\nitems.{key}\nany\n";
    assert_snapshot!(listing(text), @r#"
    heading 2 "Body"
    prose "application/json"
    field "size" type "integer" default "25" example "40" text "How many.\n\nAt once.\nRequired range: 1 <= x <= 200"
    field "mode" type "enum<string>" text "Minimum length: 1" options ["slow", "fast"]
    field "nests" type "object[]" required
    field "nests.id" type "string | null" example "{\n  \"a\": [1]\n}"
    field "items.{key}" type "any"
    "#);
}

#[test]
fn unknown_type_is_known_by_the_pill_behind_it() {
    assert_snapshot!(listing("Body\nsince\nUnix time\nrequired\nWhen.\nid\nstring\n"), @r#"
    heading 2 "Body"
    field "since" type "Unix time" text "When." required
    field "id" type "string"
    "#);
}

#[test]
fn headings_of_other_languages_are_found_by_place() {
    let text = "Find nest\nGET\n/\nnests\nSökparametrar\nname\nstring\nRespuesta\nid\nstring\n";
    assert_snapshot!(listing(text), @r#"
    title "Find nest"
    endpoint GET /nests
    heading 2 "Sökparametrar"
    field "name" type "string"
    heading 2 "Respuesta"
    field "id" type "string"
    "#);
}

#[test]
fn union_tabs_end_a_field() {
    assert_snapshot!(listing("Body\nshape\nRound · object\n- Option 1\n- Option 2\nradius\nnumber\n"), @r#"
    heading 2 "Body"
    field "shape" type "Round · object"
    prose "- Option 1\n- Option 2"
    field "radius" type "number"
    "#);
}

#[test]
fn a_heading_behind_a_pill_is_no_type() {
    let text = "GET\n/\nnests\nQuery Parameters\nlimit\ninteger\nrequired\nResponse\nid\nstring\n";
    assert_snapshot!(listing(text), @r#"
    endpoint GET /nests
    heading 2 "Query Parameters"
    field "limit" type "integer" required
    heading 2 "Response"
    field "id" type "string"
    "#);
}

#[test]
fn a_listed_value_is_no_field_whatever_follows_it() {
    let text = "POST\n/\nnests\nQuery\nstate\nenum<string>\nAvailable options:\nnew\n\nBody\n\nid\nstring\nkind\nenum<string>\nAvailable options:\nold";
    assert_snapshot!(listing(text), @r#"
    endpoint POST /nests
    heading 2 "Query"
    field "state" type "enum<string>" options ["new"]
    heading 2 "Body"
    field "id" type "string"
    field "kind" type "enum<string>" options ["old"]
    "#);
}

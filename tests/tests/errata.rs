//! Input: a small API whose pages are wrong, and an api.toml that says so. Output: the model, corrected, or what does not
//! apply.
//! Invariant: every key of `[[errata]]` is here twice: where it applies, and where it no longer does.

use std::fs;

use fieldstone::project::Input;
use fieldstone::schema::{Api, Type, TypeKind, words};
use fieldstone::{Options, Understood, understand};

const LIST: &str = r#"---
title: List loans
api: "GET https://api.shelf.example/v2/loans"
---

<ParamField query="limit" type="string">How many.</ParamField>
<ParamField query="sort" type="string">In which order.</ParamField>

<ResponseField name="loans" type="Loan[]" required>
  <Expandable>
    <ResponseField name="id" type="string" required />
    <ResponseField name="created_at" type="string" required />
    <ResponseField name="fee" type="string" />
    <ResponseField name="state" type="'open' | 'done'" />
    <ResponseField name="type" type="string" />
  </Expandable>
</ResponseField>
"#;

const GET: &str = r#"---
title: Get member
api: "GET https://api.shelf.example/v2/members/{id}"
---

<ParamField path="id" type="string" required>The member.</ParamField>

<ResponseField name="member" type="Member" required>
  <Expandable>
    <ResponseField name="id" type="string" required />
    <ResponseField name="created_at" type="string" />
  </Expandable>
</ResponseField>
"#;

const CREATE: &str = r#"---
title: Create loan
api: "POST https://api.shelf.example/v1/loans"
---

<ParamField body="book" type="string" required>The book.</ParamField>
<ParamField body="days" type="string">How long.</ParamField>

<ResponseField name="ok" type="boolean" />
"#;

const EVENTS: &str = r#"---
title: List events
api: "GET https://api.shelf.example/v2/events"
---

<ParamField query="from" type="string">Where to begin.</ParamField>
<ParamField query="kind" type="string" required>Which.</ParamField>

<ResponseField name="data" type="object" required>
  <Expandable>
    <ResponseField name="events" type="object[]" required>
      <Expandable>
        <ResponseField name="id" type="string" required />
      </Expandable>
    </ResponseField>
    <ResponseField name="upto" type="string" />
    <ResponseField name="rest" type="boolean" />
  </Expandable>
</ResponseField>
"#;

fn understood(toml: &str) -> Understood {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in
        [("list.mdx", LIST), ("get.mdx", GET), ("create.mdx", CREATE), ("events.mdx", EVENTS), ("api.toml", toml)]
    {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let input = Input { path: dir.path().to_owned(), shown: "in".to_owned(), config: None, everything: false };
    understand(&input, &Options::default()).unwrap()
}

fn told(understood: &Understood) -> Vec<String> {
    let line = |one: &fieldstone::diagnostics::Diagnostic| {
        format!(
            "{}[{}]: {} ({})",
            one.severity.as_str(),
            one.code.as_str(),
            one.message,
            one.help.as_deref().unwrap_or_default()
        )
    };
    understood.diagnostics.as_slice().iter().map(line).collect()
}

/// An erratum of these keys.
fn erratum(keys: &str) -> String {
    format!("[[errata]]\nwhy = \"answers show it\"\n{keys}\n")
}

#[track_caller]
fn corrected(keys: &str) -> Api {
    let understood = understood(&erratum(keys));
    assert!(!understood.apis[0].failed, "{keys}: {:?}", told(&understood));
    understood.apis[0].api.clone()
}

#[track_caller]
fn refused(keys: &str, message: &str) {
    let understood = understood(&erratum(keys));
    let told = told(&understood);
    assert!(understood.apis[0].failed && told.iter().any(|line| line.contains(message)), "{keys}: {told:?}");
}

fn field(api: &Api, owner: &str, name: &str) -> Option<fieldstone::schema::Field> {
    let def = api.types.iter().find(|def| def.name == owner)?;
    let TypeKind::Struct { fields } = &def.kind else { return None };
    fields.iter().find(|field| field.name == name).cloned()
}

fn type_of(api: &Api, owner: &str, name: &str) -> String {
    field(api, owner, name).map_or_else(|| "nothing".to_owned(), |field| words::words(&field.ty))
}

fn operation<'a>(api: &'a Api, id: &str) -> &'a fieldstone::schema::Operation {
    api.operations.iter().find(|operation| operation.id == id).unwrap()
}

/// What the first answer of an operation is called.
fn answer(api: &Api, id: &str) -> String {
    operation(api, id).responses[0].ty.as_ref().map_or_else(String::new, words::words)
}

#[test]
fn the_type_of_a_field_of_a_parameter_and_of_a_body_is_corrected() {
    let api = corrected("at = \"Loan.fee\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer\"");
    assert_eq!(type_of(&api, "Loan", "fee"), "integer");
    let api = corrected("at = \"list_loans.limit\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer\"");
    assert_eq!(operation(&api, "list_loans").parameters[0].field.ty, Type::Integer);
    let api = corrected("at = \"create_loan.days\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer | null\"");
    let days = field(&api, "CreateLoanBody", "days").unwrap();
    assert_eq!((days.ty, days.nullable), (Type::Integer, true));
    let api = corrected("at = \"GET /v2/loans limit\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer\"");
    assert_eq!(operation(&api, "list_loans").parameters[0].field.ty, Type::Integer);
}

#[test]
fn a_type_text_may_describe_what_no_page_names() {
    let api = corrected(
        "at = \"Loan.fee\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"{ amount: integer, unit?: string }\"",
    );
    assert_eq!(type_of(&api, "Loan", "fee"), "LoanFee");
    assert!(field(&api, "LoanFee", "amount").unwrap().required && !field(&api, "LoanFee", "unit").unwrap().required);
    let api = corrected("at = \"Loan.type\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"'book' | 'film'\"");
    assert_eq!(type_of(&api, "Loan", "type"), "LoanType");
    let api = corrected("at = \"Loan.type\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"Member[]\"");
    assert_eq!(type_of(&api, "Loan", "type"), "Member[]");
    refused(
        "at = \"Loan.type\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"Membr\"",
        "there is no type `Membr` (did you mean `Member`?)",
    );
}

#[test]
fn the_root_of_an_answer_is_corrected() {
    let before = answer(&understood("").apis[0].api, "list_loans");
    let api =
        corrected(&format!("at = \"list_loans.answer\"\nkey = \"type\"\nexpect = \"{before}\"\nvalue = \"Loan[]\""));
    assert_eq!(answer(&api, "list_loans"), "Loan[]");
    assert!(api.types.iter().all(|def| def.name != before), "nothing leads to it any more");
}

#[test]
fn flags_defaults_and_reasons_are_corrected() {
    let api = corrected("at = \"Loan.created_at\"\nkey = \"required\"\nexpect = true\nvalue = false");
    assert!(!field(&api, "Loan", "created_at").unwrap().required);
    let api = corrected("at = \"Loan.fee\"\nkey = \"nullable\"\nexpect = false\nvalue = true");
    assert!(field(&api, "Loan", "fee").unwrap().nullable);
    let api = corrected("at = \"list_loans.sort\"\nkey = \"default\"\nexpect = \"\"\nvalue = \"asc\"");
    assert!(
        told(&understood(&erratum("at = \"list_loans.sort\"\nkey = \"default\"\nexpect = \"desc\"\nvalue = \"asc\"")))
            [0]
        .contains("the pages say")
    );
    drop(api);
    let api = corrected("at = \"Loan.fee\"\nkey = \"deprecated\"\nexpect = false\nvalue = \"use `amount`\"");
    assert_eq!(field(&api, "Loan", "fee").unwrap().deprecated.as_deref(), Some("use `amount`"));
    let api = corrected("at = \"create_loan\"\nkey = \"deprecated\"\nexpect = false\nvalue = true");
    assert_eq!(operation(&api, "create_loan").deprecated.as_deref(), Some(""));
}

#[test]
fn values_of_an_enum_are_corrected_named_added_and_dropped() {
    let api =
        corrected("at = \"Loan.state\"\nkey = \"values\"\nexpect = [\"open\", \"done\"]\nvalue = [\"open\", \"late\"]");
    let values = |api: &Api, name: &str| match &api.types.iter().find(|def| def.name == name).unwrap().kind {
        TypeKind::Enum { values, .. } => {
            values.iter().map(|one| (one.value.as_str().unwrap().to_owned(), one.called.clone())).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let name = type_of(&api, "Loan", "state");
    assert_eq!(values(&api, &name), [("open".to_owned(), None), ("late".to_owned(), None)]);
    let api = corrected(&format!("at = \"{name}.done\"\nkey = \"name\"\nvalue = \"Returned\""));
    assert_eq!(values(&api, &name)[1], ("done".to_owned(), Some("Returned".to_owned())));
    let api = corrected(&format!("at = \"{name}.lost\"\nkey = \"add\"\nvalue = \"string\""));
    assert_eq!(values(&api, &name).len(), 3);
    let api = corrected(&format!("at = \"{name}.done\"\nkey = \"drop\""));
    assert_eq!(values(&api, &name).len(), 1);
    refused(
        &format!("at = \"{name}.open\"\nkey = \"add\"\nvalue = \"string\""),
        "the pages have the value `open` already",
    );
    let api = corrected("at = \"list_loans.sort\"\nkey = \"values\"\nexpect = []\nvalue = [\"asc\", \"desc\"]");
    assert_eq!(words::words(&operation(&api, "list_loans").parameters[1].field.ty), "ListLoansSort");
}

#[test]
fn fields_and_parameters_are_dropped_added_and_renamed() {
    let api = corrected("at = \"Loan.fee\"\nkey = \"drop\"");
    assert_eq!(field(&api, "Loan", "fee"), None);
    let api = corrected("at = \"Loan.isbn\"\nkey = \"add\"\nvalue = { type = \"string\", required = true }");
    assert!(field(&api, "Loan", "isbn").unwrap().required);
    let api = corrected("at = \"list_loans.after\"\nkey = \"add\"\nvalue = \"string\"");
    assert_eq!(operation(&api, "list_loans").parameters.last().unwrap().field.name, "after");
    let api = corrected("at = \"GET /v2/** x-tenant\"\nkey = \"add\"\nvalue = { type = \"string\", in = \"header\" }")
        .operations;
    assert_eq!(api.iter().filter(|one| one.parameters.iter().any(|one| one.field.name == "x-tenant")).count(), 3);
    let api = corrected("at = \"Loan.type\"\nkey = \"name\"\nvalue = \"kind\"");
    assert_eq!(field(&api, "Loan", "type").unwrap().called.as_deref(), Some("kind"));
    refused("at = \"Loan.fee\"\nkey = \"add\"\nvalue = \"string\"", "the pages have `Loan.fee` already");
    refused("at = \"get_member.id\"\nkey = \"drop\"", "a parameter of the path cannot be dropped");
    refused("at = \"Loan.isbn\"\nkey = \"drop\"", "there is no `Loan.isbn`");
}

#[test]
fn an_operation_is_corrected_and_dropped() {
    let api = corrected("at = \"create_loan\"\nkey = \"method\"\nexpect = \"POST\"\nvalue = \"PUT\"");
    assert_eq!(operation(&api, "create_loan").method, "PUT");
    let api = corrected(
        "at = \"get_member\"\nkey = \"path\"\nexpect = \"/v2/members/{id}\"\nvalue = \"/v2/people/{person}\"",
    );
    let get = operation(&api, "get_member");
    assert_eq!(
        (get.path.as_str(), get.parameters.len(), get.parameters[0].field.name.as_str()),
        ("/v2/people/{person}", 1, "person")
    );
    let api =
        corrected("at = \"create_loan\"\nkey = \"server\"\nexpect = \"\"\nvalue = \"https://write.shelf.example\"");
    assert_eq!(operation(&api, "create_loan").servers[0].url, "https://write.shelf.example");
    let api = corrected(
        "at = \"create_loan\"\nkey = \"auth\"\nexpect = \"as the API\"\nvalue = { kind = \"key\", in = \"header\", name = \"x-key\" }",
    );
    assert!(operation(&api, "create_loan").auth.is_some());
    let api = corrected(
        "at = \"create_loan.request\"\nkey = \"media-type\"\nexpect = \"application/json\"\nvalue = \"application/x-www-form-urlencoded\"",
    );
    assert_eq!(
        operation(&api, "create_loan").request_body.as_ref().unwrap().media_type,
        "application/x-www-form-urlencoded"
    );
    let api = corrected("at = \"create_loan.200\"\nkey = \"status\"\nvalue = 201");
    assert_eq!(operation(&api, "create_loan").responses[0].status, "201");
    let api = corrected("at = \"create_loan.404\"\nkey = \"add\"\nvalue = \"{ message: string }\"");
    assert_eq!(operation(&api, "create_loan").responses.len(), 2);
    let api = corrected("at = \"POST /v1/loans\"\nkey = \"drop\"");
    assert_eq!(api.operations.len(), 3);
    assert!(api.types.iter().all(|def| !def.name.starts_with("CreateLoan")));
    refused("at = \"create_loan\"\nkey = \"server\"\nexpect = \"\"\nvalue = \"ftp://x\"", "no base URL");
    refused("at = \"create_loan\"\nkey = \"method\"\nexpect = \"POST\"\nvalue = \"SEND\"", "`SEND` is no method");
    refused("at = \"create_loans\"\nkey = \"drop\"", "did you mean `create_loan` or `Loan`?");
    refused("at = \"create_loan\"\nkey = \"colour\"\nvalue = \"x\"", "`colour` of an operation cannot be corrected");
}

#[test]
fn operations_and_types_are_renamed() {
    let api = corrected("at = \"create_loan\"\nkey = \"name\"\nvalue = \"borrow\"");
    assert_eq!(operation(&api, "borrow").path, "/v1/loans");
    let api = corrected("at = \"Loan\"\nkey = \"name\"\nvalue = \"Borrowing\"");
    assert_eq!(type_of(&api, &answer(&api, "list_loans"), "loans"), "Borrowing[]");
    refused("at = \"Loan\"\nkey = \"name\"\nvalue = \"Member\"", "there is a type `Member` already");
    let twice =
        "[names]\nLoan = \"Borrowing\"\n".to_owned() + &erratum("at = \"Loan\"\nkey = \"name\"\nvalue = \"Rental\"");
    assert!(told(&understood(&twice)).concat().contains("`[names]` gives it a name already"));
}

#[test]
fn a_pattern_corrects_what_it_fits_and_passes_over_the_rest() {
    let api = corrected("at = \"*.created_at\"\nkey = \"type\"\nvalue = \"date-time\"");
    assert_eq!(
        (type_of(&api, "Loan", "created_at"), type_of(&api, "Member", "created_at")),
        ("date-time".to_owned(), "date-time".to_owned())
    );
    let api = corrected("at = \"*.created_at\"\nkey = \"required\"\nexpect = true\nvalue = false");
    assert!(!field(&api, "Loan", "created_at").unwrap().required);
    let api = corrected("at = \"GET /v2/**\"\nkey = \"auth\"\nvalue = \"bearer\"");
    assert_eq!(api.operations.iter().filter(|operation| operation.auth.is_some()).count(), 3);
    refused("at = \"*.updated_at\"\nkey = \"type\"\nvalue = \"date-time\"", "there is no `*.updated_at`");
    refused(
        "at = \"*.created_at\"\nkey = \"type\"\nexpect = \"integer\"\nvalue = \"date-time\"",
        "none of what it names is as it expects",
    );
    refused("at = \"GET /v3/**\"\nkey = \"drop\"", "there is no `GET /v3/**`");
}

#[test]
fn a_correction_that_has_done_its_work_is_an_error() {
    refused(
        "at = \"Loan.fee\"\nkey = \"type\"\nexpect = \"number\"\nvalue = \"integer\"",
        "it expects `number`, and the pages say `string`",
    );
    refused(
        "at = \"Loan.fee\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"string\"",
        "the pages say `string` already",
    );
    refused(
        "at = \"Loan.fee\"\nkey = \"type\"\nvalue = \"integer\"",
        "add what the pages say now: `expect = \"string\"`",
    );
    refused("at = \"Laon.fee\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer\"", "did you mean `Loan`?");
    refused("at = \"Loan.fees\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer\"", "did you mean `fee`?");
}

#[test]
fn what_the_pages_said_stays_with_the_item() {
    let api = corrected("at = \"Loan.fee\"\nkey = \"type\"\nexpect = \"string\"\nvalue = \"integer\"");
    let origins = field(&api, "Loan", "fee").unwrap().origins;
    assert_eq!(origins[0].page, "api.toml");
    assert_eq!(origins[1].overruled.as_ref().unwrap().value, "string");
}

/// What the plan makes of the list of events, where `[[pagination]]` says this.
fn pages(keys: &str) -> Result<Option<fieldstone::plan::model::PaginationPlan>, Vec<String>> {
    let understood = understood(&format!("[[pagination]]\n{keys}\n"));
    if understood.apis[0].failed {
        return Err(told(&understood));
    }
    let plan = fieldstone::plan::plan(std::slice::from_ref(&understood.apis[0].api));
    let operation = plan.apis[0].operations.iter().find(|one| one.method_name.as_str() == "list_events").unwrap();
    Ok(operation.pagination.clone())
}

#[test]
fn pages_that_the_documentation_does_not_show_are_said() {
    use fieldstone::plan::model::PageWay;

    let said = "at = \"list_events\"\nby = \"cursor\"\nparameter = \"from\"\nitems = \"data.events\"\nnext = \"data.upto\"\nmore = \"data.rest\"";
    let plan = pages(said).unwrap().unwrap();
    assert_eq!((plan.way, plan.items.len(), plan.next.unwrap().len()), (PageWay::Cursor, 2, 2));
    assert!(plan.more.is_some());
    assert!(pages("at = \"GET /v2/events\"\nby = \"none\"").unwrap().is_none());
    let pattern = said.replace("list_events", "GET /v2/**");
    assert!(pages(&pattern).unwrap().is_some(), "those that have no such parameter are passed over");
}

#[test]
fn pages_that_cannot_be_are_refused() {
    let cursor = |parameter: &str, items: &str, next: &str| {
        pages(&format!(
            "at = \"list_events\"\nby = \"cursor\"\nparameter = \"{parameter}\"\nitems = \"{items}\"\nnext = \"{next}\""
        ))
        .unwrap_err()
        .concat()
    };
    assert!(cursor("form", "data.events", "data.upto").contains("did you mean `from`?"));
    assert!(cursor("kind", "data.events", "data.upto").contains("`kind` has to be given with every call"));
    assert!(cursor("from", "data.event", "data.upto").contains("the answer has no member `data.event`"));
    assert!(cursor("from", "data", "data.upto").contains("and no list"));
    assert!(cursor("from", "data.events", "data.rest").contains("`data.rest` is boolean"));
    let of = |keys: &str| pages(keys).unwrap_err().concat();
    assert!(of("at = \"list_event\"\nby = \"none\"").contains("did you mean `list_events`"));
    assert!(of("at = \"list_events\"\nby = \"cursor\"\nparameter = \"from\"").contains("needs the member `next`"));
    assert!(of("at = \"list_events\"\nby = \"offset\"\nparameter = \"from\"").contains("`from` is string"));
    assert!(of("at = \"list_events\"\nby = \"pages\"").contains("there is no value `pages` here"));
}

const BOTH: &str = r#"---
title: Holds
---

## Place a hold

<ParamField body="book" type="string" required>The book.</ParamField>

## Drop a hold

<ParamField query="book" type="string" required>The book.</ParamField>
"#;

#[test]
fn a_page_of_several_operations_is_parted_where_nothing_parts_it() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("holds.mdx"), BOTH).unwrap();
    let with = |headings: [&str; 2]| {
        let entry = |heading: &str, method: &str| {
            format!(
                "[[evidence]]\npage = \"holds.mdx\"\nheading = \"{heading}\"\nmethod = \"{method}\"\npath = \"/v1/holds\"\n"
            )
        };
        fs::write(dir.path().join("api.toml"), entry(headings[0], "POST") + &entry(headings[1], "delete")).unwrap();
        let input = Input { path: dir.path().to_owned(), shown: "in".to_owned(), config: None, everything: false };
        understand(&input, &Options::default()).unwrap()
    };
    let understood = with(["Place a hold", "Drop a hold"]);
    let api = &understood.apis[0].api;
    assert_eq!(api.operations.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["place_a_hold", "drop_a_hold"]);
    assert!(
        operation(api, "place_a_hold").request_body.is_some() && operation(api, "drop_a_hold").parameters.len() == 1
    );
    assert!(
        told(&with(["Place hold", "Drop a hold"]))
            .concat()
            .contains("no heading `Place hold` (did you mean `Place a hold`?)")
    );
}

#[test]
fn the_order_of_what_is_required_is_corrected_and_locked() {
    let create = CREATE.replace("string\">How long", "string\" required>How long");
    let of = |toml: &str, lock: Option<&str>| {
        let dir = tempfile::tempdir().unwrap();
        let toml = format!("name = \"shelf\"\n{toml}");
        let mut files = vec![("create.mdx", create.as_str()), ("api.toml", toml.as_str())];
        files.extend(lock.map(|lock| ("names.lock", lock)));
        files.iter().for_each(|(name, text)| fs::write(dir.path().join(name), text).unwrap());
        let input = Input { path: dir.path().to_owned(), shown: "in".to_owned(), config: None, everything: false };
        understand(&input, &Options::default()).unwrap()
    };
    let keys = "at = \"create_loan\"\nkey = \"arguments\"\nexpect = [\"book\", \"days\"]\nvalue = [\"days\", \"book\"]";
    let toml = erratum(keys);
    let first = of(&toml, None);
    assert!(!first.apis[0].failed, "{:?}", told(&first));
    let order = |understood: &Understood| operation(&understood.apis[0].api, "create_loan").arguments.clone();
    assert_eq!(order(&first), ["body days", "body book"]);
    // It goes on applying, and where it is taken away the order stays.
    let lock = first.apis[0].names.print();
    let second = of(&toml, Some(&lock));
    assert!(!second.apis[0].failed, "{:?}", told(&second));
    assert_eq!((order(&second), second.apis[0].names.print()), (order(&first), lock.clone()));
    assert_eq!(order(&of("", Some(&lock))), order(&first));

    let refused = |keys: &str, message: &str| {
        let understood = of(&erratum(keys), None);
        let told = told(&understood);
        assert!(understood.apis[0].failed && told.iter().any(|line| line.contains(message)), "{keys}: {told:?}");
    };
    refused(
        &keys.replace("[\"days\", \"book\"]", "[\"book\", \"days\"]"),
        "the pages say `[\"book\", \"days\"]` already",
    );
    refused(&keys.replace("expect = [\"book\", \"days\"]", "expect = [\"days\", \"book\"]"), "and the pages say");
    refused(&keys.replace("expect = [\"book\", \"days\"]\n", ""), "`expect = [\"book\", \"days\"]`");
    refused(&keys.replace("[\"days\", \"book\"]", "[\"days\"]"), "does not name each of what is required once");
    refused(
        &keys.replace("[\"days\", \"book\"]", "[\"days\", \"days\"]"),
        "does not name each of what is required once",
    );
    refused(&keys.replace("[\"days\", \"book\"]", "[\"days\", \"bok\"]"), "nothing that is required is called `bok`");
    refused(&keys.replace("[\"days\", \"book\"]", "\"days\""), "is no list of names");
    // So does that of a type, which `new` takes.
    let of_type = keys.replace("create_loan", "CreateLoanBody");
    let third = of(&erratum(&of_type), None);
    assert!(!third.apis[0].failed, "{:?}", told(&third));
    let body = third.apis[0].api.types.iter().find(|def| def.name == "CreateLoanBody").unwrap();
    assert_eq!(body.arguments, ["days", "book"]);
    assert!(third.apis[0].names.print().contains("CreateLoanBody = [\"days\", \"book\"]"));
    refused(&of_type.replace("[\"days\", \"book\"]", "[\"days\"]"), "does not name each of what is required once");
    refused(&of_type.replace("[\"days\", \"book\"]", "[\"body days\", \"book\"]"), "is called `body days`");
    // A pattern passes over those that require something else.
    let pattern = "at = \"POST /**\"\nkey = \"arguments\"\nvalue = [\"body days\", \"body book\"]";
    let understood = of(&erratum(pattern), None);
    assert!(!understood.apis[0].failed, "{:?}", told(&understood));
    assert_eq!(order(&understood), order(&first));
}

//! Input: nothing. Output: the changes, each with a program that uses what changes.
//! Invariant: every program compiles against what was there before.

use fieldstone::project::{NumberType, RustOptions};
use fieldstone::schema::Api;
use serde_json::{Value, json};

use crate::base;

/// A change, and who notices.
pub struct Case {
    /// What changes: the name of a module.
    pub name: &'static str,
    /// What is there before, where that is not the base.
    base: fn(&mut Edit),
    change: Option<fn(&mut Edit)>,
    /// The body of a function that uses it; `client` and `api` are there.
    pub uses: &'static str,
    pub rust_before: RustOptions,
    pub rust_after: RustOptions,
    /// Whether it is more than one change.
    pub is_several: bool,
}

impl Case {
    pub fn before(&self) -> Api {
        self.made(&[self.base])
    }

    /// `None` where it is gone.
    pub fn after(&self) -> Option<Api> {
        Some(self.made(&[self.base, self.change?]))
    }

    fn made(&self, edits: &[fn(&mut Edit)]) -> Api {
        let mut edit = Edit(base::model());
        edit.0["name"] = json!(self.name);
        edits.iter().for_each(|one| one(&mut edit));
        serde_json::from_value(edit.0).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// A model that is being changed.
pub struct Edit(Value);

/// An item of a list by its name or id.
fn named<'v>(list: &'v mut Value, name: &str) -> &'v mut Value {
    let is = |item: &&mut Value| {
        item["name"] == *name || item["id"] == *name || item["status"] == *name || item["value"] == *name
    };
    list.as_array_mut().unwrap().iter_mut().find(is).unwrap_or_else(|| panic!("there is no {name}"))
}

fn without(list: &mut Value, name: &str) -> Value {
    let list = list.as_array_mut().unwrap();
    let is = |item: &Value| {
        item["name"] == *name || item["id"] == *name || item["status"] == *name || item["value"] == *name
    };
    let at = list.iter().position(is).unwrap_or_else(|| panic!("there is no {name}"));
    list.remove(at)
}

fn push(list: &mut Value, item: Value) {
    list.as_array_mut().unwrap().push(item);
}

impl Edit {
    fn call(&mut self, id: &str) -> &mut Value {
        named(&mut self.0["operations"], id)
    }

    fn ty(&mut self, name: &str) -> &mut Value {
        named(&mut self.0["types"], name)
    }

    fn field(&mut self, ty: &str, name: &str) -> &mut Value {
        named(&mut self.ty(ty)["fields"], name)
    }

    fn parameter(&mut self, call: &str, name: &str) -> &mut Value {
        named(&mut self.call(call)["parameters"], name)
    }

    fn add_type(&mut self, name: &str, like: &str) {
        let mut ty = self.ty(like).clone();
        ty["name"] = json!(name);
        let types = self.0["types"].as_array_mut().unwrap();
        types.push(ty);
        types.sort_by_key(|ty| ty["name"].as_str().unwrap().to_owned());
    }

    /// Every reference to a type becomes one to another.
    fn rename(&mut self, old: &str, new: &str) {
        let text = self.0.to_string().replace(&format!("{{\"named\":\"{old}\"}}"), &format!("{{\"named\":\"{new}\"}}"));
        self.0 = serde_json::from_str(&text).unwrap();
        self.ty(old)["name"] = json!(new);
        self.0["types"].as_array_mut().unwrap().sort_by_key(|ty| ty["name"].as_str().unwrap().to_owned());
    }
}

fn new_field(name: &str, ty: &str, required: bool) -> Value {
    json!({ "name": name, "type": ty, "required": required, "origins": [{ "page": "loans.md", "evidence": "field" }] })
}

fn new_parameter(place: &str, name: &str, ty: &str, required: bool) -> Value {
    let mut parameter = new_field(name, ty, required);
    parameter["in"] = json!(place);
    parameter
}

fn case(name: &'static str, uses: &'static str, change: fn(&mut Edit)) -> Case {
    let (rust_before, rust_after) = (RustOptions::default(), RustOptions::default());
    Case { name, base: |_| {}, change: Some(change), uses, rust_before, rust_after, is_several: false }
}

fn on(mut case: Case, base: fn(&mut Edit)) -> Case {
    case.base = base;
    case
}

fn several(mut case: Case) -> Case {
    case.is_several = true;
    case
}

const READ: &str = "let _ = |loan: api::Loan| (loan.id, loan.book.map(|book| (book.title, book.isbn)), loan.status);";

/// All of them.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        // Operations.
        case("operation_added", "let _ = client.get_loan(\"1\");", |m| {
            let mut call = m.call("get_loan").clone();
            (call["id"], call["path"], call["summary"]) =
                (json!("get_copy"), json!("/copies/{id}"), json!("Get a copy"));
            push(&mut m.0["operations"], call);
        }),
        case("operation_removed", "let _ = client.tag_book(\"red\");", |m| {
            without(&mut m.0["operations"], "tag_book");
            without(&mut m.0["types"], "Find");
        }),
        case("operation_renamed", "let _ = client.get_loan(\"1\");", |m| {
            m.call("get_loan")["id"] = json!("fetch_loan")
        }),
        case("operation_deprecated", "let _ = client.get_loan(\"1\");", |m| {
            m.call("get_loan")["deprecated"] = json!("use another")
        }),
        case("path_changed", "let _ = client.get_loan(\"1\");", |m| {
            m.call("get_loan")["path"] = json!("/v2/loans/{id}")
        }),
        // Arguments.
        case("argument_added_optional", "let _ = client.list_loans().limit(3);", |m| {
            push(&mut m.call("list_loans")["parameters"], new_parameter("query", "sort", "string", false));
        }),
        case("argument_added_required", "let _ = client.get_loan(\"1\");", |m| {
            push(&mut m.call("get_loan")["parameters"], new_parameter("query", "locale", "string", true));
        }),
        case("argument_removed", "let _ = client.list_loans().limit(3);", |m| {
            without(&mut m.call("list_loans")["parameters"], "limit");
        }),
        several(case("argument_replaced_by_one_of_its_type", "let _ = client.renew_loan(\"1\", 3);", |m| {
            without(&mut m.call("renew_loan")["parameters"], "days");
            push(&mut m.call("renew_loan")["parameters"], new_parameter("query", "percent_off", "integer", true));
        })),
        case("arguments_swapped_of_one_type", "let _ = client.move_copy(\"1\", \"2\", \"3\", \"4\");", |m| {
            m.call("move_copy")["arguments"] = json!(["path room", "path id", "body shelf", "body row"]);
            m.call("move_copy")["arguments_at_first"] = json!(3);
        })
        .at_first(),
        case("arguments_swapped_of_two_types", "let _ = client.renew_loan(\"1\", 3);", |m| {
            m.call("renew_loan")["arguments"] = json!(["query days", "path id"]);
        }),
        case("argument_retyped", "let _ = client.list_loans().limit(3);", |m| {
            m.parameter("list_loans", "limit")["type"] = json!("string")
        }),
        case(
            "argument_made_text_with_a_form",
            "struct Day; impl From<Day> for String { fn from(_: Day) -> Self { Self::new() } } let _ = client.list_loans().cursor(Day);",
            |m| {
                m.parameter("list_loans", "cursor")["type"] = json!("date-time");
            },
        ),
        case("argument_made_any_json", "let _ = client.list_loans().limit(3);", |m| {
            m.parameter("list_loans", "limit")["type"] = json!("any");
        }),
        case("argument_made_required", "let _ = client.list_loans().limit(3);", |m| {
            m.parameter("list_loans", "limit")["required"] = json!(true)
        }),
        case("argument_made_optional", "let _ = client.renew_loan(\"1\", 3);", |m| {
            m.parameter("renew_loan", "days")["required"] = json!(false)
        }),
        case("argument_moved_to_a_header", "let _ = client.list_loans().limit(3);", |m| {
            m.parameter("list_loans", "limit")["in"] = json!("header");
        }),
        case("argument_of_the_path_renamed", "let _ = client.get_loan(\"1\");", |m| {
            m.call("get_loan")["path"] = json!("/loans/{loan_id}");
            m.parameter("get_loan", "id")["name"] = json!("loan_id");
        }),
        case("setter_renamed", "let _ = client.list_loans().limit(3);", |m| {
            m.parameter("list_loans", "limit")["name"] = json!("page_size")
        }),
        case("fourth_argument", "let _ = client.move_copy(\"1\", \"2\", \"3\", \"4\");", |m| {
            push(&mut m.call("move_copy")["parameters"], new_parameter("query", "by", "string", true));
        })
        .at_first(),
        case("arguments_given_by_name", "let _ = client.move_copy(\"1\", \"2\", \"3\", \"4\");", |m| {
            m.call("move_copy").as_object_mut().unwrap().remove("arguments_at_first");
        })
        .at_first(),
        // Bodies.
        case("body_field_retyped", "let _ = client.add_loan(\"b\").days(3);", |m| {
            m.field("NewLoan", "days")["type"] = json!("string")
        }),
        case("body_field_removed", "let _ = client.add_loan(\"b\").note(\"x\");", |m| {
            drop(without(&mut m.ty("NewLoan")["fields"], "note"))
        }),
        case("body_field_nullable", "let _ = |loan: api::NewLoan| -> Option<i64> { loan.days };", |m| {
            m.field("NewLoan", "days")["nullable"] = json!(true)
        }),
        case("body_field_added", "let _ = client.add_loan(\"b\").days(3);", |m| {
            push(&mut m.ty("NewLoan")["fields"], new_field("desk", "string", false))
        }),
        case("shared_body_field_required", "let _ = client.tag_loan(\"x\").colour(\"red\");", |m| {
            m.field("Tag", "colour")["required"] = json!(true)
        }),
        case("shared_body_field_nullable", "let _ = |tag: api::Tag| -> Option<String> { tag.colour };", |m| {
            m.field("Tag", "colour")["nullable"] = json!(true)
        }),
        case("body_made_a_list", "let _ = client.add_loan(\"b\").days(3);", |m| {
            m.call("add_loan")["request_body"]["type"] = json!({ "array": { "named": "NewLoan" } });
        }),
        several(case(
            "body_made_a_form",
            "let _ = client.add_loan(\"b\").days(3); let _ = api::NewLoan::new(\"b\");",
            |m| {
                m.call("add_loan")["request_body"]["media_type"] = json!("application/x-www-form-urlencoded");
            },
        )),
        // Answers.
        case(
            "answer_is_another_type",
            "let _ = async { client.get_loan(\"1\").await.map(|loan: api::Loan| loan.id) };",
            |m| {
                m.call("get_loan")["responses"][0]["type"] = json!({ "named": "Book" });
            },
        ),
        case("answer_in_an_envelope", "let _ = async { client.get_loan(\"1\").await.map(|loan| loan.id) };", |m| {
            m.add_type("LoanEnvelope", "Loan");
            m.ty("LoanEnvelope")["fields"] =
                json!([{ "name": "data", "type": { "named": "Loan" }, "required": true, "origins": [] }]);
            m.call("get_loan")["responses"][0]["type"] = json!({ "named": "LoanEnvelope" });
        }),
        case("answer_undocumented", "let _ = async { client.get_loan(\"1\").await.map(|loan| loan.id) };", |m| {
            m.call("get_loan")["responses"][0].as_object_mut().unwrap().remove("type");
        }),
        case("second_success", "let _ = async { client.get_loan(\"1\").await.map(|loan| loan.id) };", |m| {
            let mut other = m.call("get_loan")["responses"][0].clone();
            (other["status"], other["type"]) = (json!("202"), json!("string"));
            m.call("get_loan")["responses"].as_array_mut().unwrap().insert(1, other);
        }),
        case("error_status_added", "let _ = client.add_loan(\"b\");", |m| {
            let other = m.call("get_loan")["responses"][1].clone();
            push(&mut m.call("add_loan")["responses"], other);
        }),
        case(
            "error_status_removed",
            "let _ = |error: fieldstone_apis::Error| error.documented::<api::Problem>().is_some();",
            |m| {
                without(&mut m.call("get_loan")["responses"], "404");
            },
        ),
        case("paging_lost", "let _ = client.list_loans().items();", |m| {
            m.call("list_loans")["paging"] = json!({});
        }),
        case("paging_found", "let _ = client.list_loans();", |m| {
            drop(m.call("list_loans").as_object_mut().unwrap().remove("paging"))
        })
        .with(|m| m.call("list_loans")["paging"] = json!({})),
        // Types.
        case("type_renamed", "let _ = |book: api::Book| book.title;", |m| m.rename("Book", "Volume")),
        case("type_of_another_kind", "let _ = |book: api::Book| book.title;", |m| {
            let ty = m.ty("Book").as_object_mut().unwrap();
            ty.remove("fields");
            ty.insert("kind".to_owned(), json!("opaque"));
        }),
        case("type_split", "let copy = api::Copy::new(\"s\", \"r\"); let _ = copy.label(\"x\");", |m| {
            m.field("Copy", "label")["nullable"] = json!(true)
        }),
        case("type_sent_now", READ, |m| m.ty("Book")["sent"] = json!(true)),
        case("type_sent_no_more", "let copy = api::Copy::new(\"s\", \"r\"); let _ = copy.label(\"x\");", |m| {
            m.ty("Copy")["sent"] = json!(false)
        })
        .with(|m| drop(m.call("move_copy").as_object_mut().unwrap().remove("request_body"))),
        // Fields.
        case("field_added", READ, |m| push(&mut m.ty("Loan")["fields"], new_field("desk", "string", false))),
        case("field_added_required", "let _ = api::Book::new(\"t\");", |m| {
            push(&mut m.ty("Book")["fields"], new_field("shelf", "string", true))
        }),
        case("first_required_field", "let _ = api::Problem::default();", |m| {
            push(&mut m.ty("Problem")["fields"], new_field("code", "string", true))
        }),
        case(
            "field_that_can_be_no_key",
            "let _ = std::collections::HashSet::<api::Book>::new().insert(api::Book::new(\"t\"));",
            |m| {
                push(&mut m.ty("Book")["fields"], new_field("price", "number", false));
            },
        ),
        case("field_removed", "let _ = |book: api::Book| book.isbn;", |m| {
            drop(without(&mut m.ty("Book")["fields"], "isbn"))
        }),
        case("field_renamed", "let _ = |book: api::Book| book.isbn;", |m| {
            m.field("Book", "isbn")["name"] = json!("isbn_13")
        }),
        case("field_written_otherwise", "let _ = |page: api::LoanPage| page.next_cursor;", |m| {
            m.field("LoanPage", "next_cursor")["name"] = json!("nextCursor")
        }),
        case("field_retyped", "let _ = |book: api::Book| -> Option<i64> { book.pages };", |m| {
            m.field("Book", "pages")["type"] = json!("string")
        }),
        case("field_made_required", "let _ = |book: api::Book| -> Option<String> { book.isbn };", |m| {
            m.field("Book", "isbn")["required"] = json!(true)
        }),
        case("field_made_optional", "let _ = |book: api::Book| -> String { book.title };", |m| {
            m.field("Book", "title")["required"] = json!(false)
        }),
        case("received_field_nullable", READ, |m| m.field("Book", "isbn")["nullable"] = json!(true)),
        case("required_field_nullable", "let _ = |book: api::Book| -> String { book.title };", |m| {
            m.field("Book", "title")["nullable"] = json!(true)
        }),
        case("field_deprecated", READ, |m| m.field("Book", "isbn")["deprecated"] = json!("use `ean`")),
        case("fields_swapped_of_one_type", "let _ = api::Copy::new(\"s\", \"r\");", |m| {
            m.ty("Copy")["fields"].as_array_mut().unwrap().swap(0, 1);
        })
        .keeping_the_call(),
        // The lock has the order: a page that documents them the other way round changes nothing.
        case("fields_swapped_and_kept", "let _ = api::Copy::new(\"s\", \"r\");", |m| {
            m.ty("Copy")["fields"].as_array_mut().unwrap().swap(0, 1);
            m.ty("Copy")["arguments"] = json!(["shelf", "row"]);
        })
        .keeping_the_call(),
        several(case("field_replaced_by_one_of_its_type", "let _ = api::Copy::new(\"s\", \"r\");", |m| {
            without(&mut m.ty("Copy")["fields"], "row");
            push(&mut m.ty("Copy")["fields"], new_field("weight_class", "string", true));
        })),
        case("field_described", READ, |m| m.field("Book", "title")["description"] = json!("What is on its back.")),
        case("example_given", READ, |m| m.field("Book", "title")["examples"] = json!(["Emma"])),
        // Values and unions.
        case("value_added", "let _ = |status| match status { api::LoanStatus::Open => 1, _ => 2 };", |m| {
            push(&mut m.ty("LoanStatus")["values"], json!({ "value": "late" }))
        }),
        case("value_removed", "let _ = api::LoanStatus::Lost;", |m| {
            drop(without(&mut m.ty("LoanStatus")["values"], "lost"))
        }),
        several(case("value_called_unknown", "let _ = api::LoanStatus::Unknown(String::new());", |m| {
            push(&mut m.ty("LoanStatus")["values"], json!({ "value": "unknown" }))
        })),
        case("values_made_numbers", "let _ = api::LoanStatus::Open;", |m| {
            m.ty("LoanStatus")["base"] = json!("integer");
            m.ty("LoanStatus")["values"] = json!([{ "value": 1 }, { "value": 2 }]);
        }),
        case(
            "variant_added",
            "let _ = |find| match find { api::Find::Text(text) => text, _ => String::new() };",
            |m| {
                push(&mut m.ty("Find")["variants"], json!({ "name": "Loan", "type": { "named": "Loan" } }));
            },
        ),
        case(
            "variant_removed",
            "let _ = |find| match find { api::Find::Text(text) => text, _ => String::new() };",
            |m| drop(without(&mut m.ty("Find")["variants"], "Text")),
        ),
        case(
            "variant_renamed",
            "let _ = |find| match find { api::Find::Text(text) => text, _ => String::new() };",
            |m| {
                named(&mut m.ty("Find")["variants"], "Text")["name"] = json!("Title");
            },
        ),
        // Where and as whom.
        case("host_changed", "let _ = client.get_loan(\"1\");", |m| {
            m.0["servers"][0]["url"] = json!("https://api.shelf-new.example/v1")
        }),
        case("base_path_changed", "let _ = client.get_loan(\"1\");", |m| {
            m.0["servers"][0]["url"] = json!("https://api.shelf.example/v2")
        }),
        case("server_added", "let _ = api::servers::SANDBOX;", |m| {
            push(&mut m.0["servers"], json!({ "name": "europe", "url": "https://eu.shelf.example/v1", "origins": [] }));
        }),
        case("server_removed", "let _ = api::servers::SANDBOX;", |m| drop(without(&mut m.0["servers"], "sandbox"))),
        case("credentials_are_a_key", "let _ = api::Client::builder().bearer_token(\"t\");", |m| {
            m.0["auth"] = json!({ "kind": "key", "in": "header", "name": "x-key", "origins": [] });
        }),
        case("credentials_are_no_key", "let _ = api::Client::builder().api_key(\"t\");", |m| {
            m.0["auth"] = json!({ "kind": "bearer", "origins": [] })
        })
        .with(|m| m.0["auth"] = json!({ "kind": "key", "in": "header", "name": "x-key", "origins": [] })),
        case("key_in_another_header", "let _ = api::Client::builder().api_key(\"t\");", |m| {
            m.0["auth"]["name"] = json!("x-api-key")
        })
        .with(|m| m.0["auth"] = json!({ "kind": "key", "in": "header", "name": "x-key", "origins": [] })),
        // The API itself.
        case("only_the_page_is_another", READ, |m| m.call("get_loan")["origins"][0]["page"] = json!("renamed.md")),
    ];
    cases.push(Case { change: None, ..case("api_removed", "let _ = client.get_loan(\"1\");", |_| {}) });
    let rust_after = RustOptions { number: NumberType::Json, ..RustOptions::default() };
    let numbers =
        case("numbers_kept_as_they_came", "let _ = |price: api::Price| -> f64 { price.net };", |_| {}).with(|m| {
            m.add_type("Price", "Problem");
            m.ty("Price")["fields"] = json!([new_field("net", "number", true)]);
        });
    cases.push(Case { rust_after, ..numbers });
    cases
}

impl Case {
    fn with(self, base: fn(&mut Edit)) -> Self {
        on(self, base)
    }

    /// The copy's call has its arguments one by one: they were three when it was called first.
    fn at_first(self) -> Self {
        on(self, |m| m.call("move_copy")["arguments_at_first"] = json!(3))
    }

    /// Its arguments stay where they are: names.lock has their order.
    fn keeping_the_call(self) -> Self {
        on(self, |m| m.call("move_copy")["arguments"] = json!(["path id", "path room", "body shelf", "body row"]))
    }
}

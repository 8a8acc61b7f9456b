//! Input: the pages of docs-input. Output: what is understood of each alone and of all together, against counts by hand.
//! Invariant: a weaker form completes a stronger one and never changes it.

#[path = "seeds/bad.rs"]
mod bad;
#[path = "seeds/support.rs"]
mod support;

use fieldstone::diagnostics::Code;
use fieldstone::project::Input;
use fieldstone::schema::{AuthScheme, Evidence, Location, Type, TypeKind};
use fieldstone::{Options, Understood};
use fieldstone_measure::read_back;

use support::{
    answer, api, body, docs_input, field, fields, members, of_code, operation, page, path_parameters, places, rows,
    told, ty, understand, without_origins, without_sentences,
};

const EXPORT: &str = "algoreg/go-chat/update-thread.md";
const COLLAPSED: &str = "algoreg/go-chat/update-thread-collapsed.txt";
const FLAT: &str = "algoreg/go-chat/get-thread.txt";
const OTHER_VENDOR: &str = "chatting/update-thread-status.txt";

fn named(name: &str) -> Type {
    Type::Named(name.to_owned())
}

fn list(item: Type) -> Type {
    Type::Array(Box::new(item))
}

#[test]
fn the_export_alone_gives_every_field() {
    let understood = understand(&[page(EXPORT)]);
    let api = api(&understood);
    assert_eq!(rows(&understood, "update-thread.md"), [1, 8, 95, 5]);
    assert_eq!(path_parameters(api, "update_thread"), ["id"]);
    assert_eq!(body(api, "update_thread").len(), 8);
    assert_eq!(answer(api, "update_thread", "200").len(), 95);
    assert_eq!(answer(api, "update_thread", "default").len(), 5);
    assert_eq!(told(&understood), Vec::<String>::new());
}

#[test]
fn the_collapsed_page_alone_gives_the_operation_from_its_skeletons() {
    let understood = understand(&[page(COLLAPSED)]);
    let api = api(&understood);
    let operation = operation(api, "update_thread");
    assert_eq!((operation.method.as_str(), operation.path.as_str()), ("POST", "/api/v1/thread/{id}"));
    assert_eq!(operation.description.as_deref(), Some("Changes the given chat thread."));
    assert_eq!(rows(&understood, "collapsed.txt"), [0, 0, 0, 0]);
    assert_eq!(body(api, "update_thread").len(), 8);
    assert_eq!(answer(api, "update_thread", "200").len(), 94);
    // Names come from where an object stands.
    let names: Vec<_> = api.types.iter().map(|ty| ty.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Attachment",
            "AttachmentMovements",
            "Customer",
            "LastMessage",
            "Movement",
            "NameVariation",
            "Reminder",
            "Thread",
            "ThreadReminder",
            "UpdateThreadBody",
        ]
    );
    assert_eq!(field(api, "LastMessage", "attachments").ty, list(named("Attachment")));
    assert_eq!(told(&understood), ["path-parameter-undocumented update-thread-collapsed.txt:15"]);
}

#[test]
fn the_collapsed_page_has_the_export_s_members_but_one() {
    let (export, collapsed) = (understand(&[page(EXPORT)]), understand(&[page(COLLAPSED)]));
    assert_eq!(body(api(&collapsed), "update_thread"), body(api(&export), "update_thread"));
    let mut expected = answer(api(&export), "update_thread", "200");
    expected.retain(|member| member != "customers.parent_external_id");
    assert_eq!(answer(api(&collapsed), "update_thread", "200"), expected);
}

#[test]
fn the_flat_list_gets_its_nesting_from_the_other_pages() {
    let understood = understand(&[page(EXPORT), page(FLAT)]);
    let api = api(&understood);
    assert_eq!(rows(&understood, "get-thread.txt"), [1, 0, 92, 0]);
    assert_eq!(path_parameters(api, "get_thread"), ["id"]);
    assert_eq!(operation(api, "get_thread").responses[0].ty, Some(named("Thread")));
    assert_eq!(operation(api, "update_thread").responses[0].ty, Some(named("Thread")));
    assert_eq!(of_code(&understood, Code::AmbiguousNesting), Vec::<&_>::new());
    let listed = |owner: &str, name: &str| {
        let origins = field(api, owner, name).origins.iter();
        origins.filter(|origin| origin.evidence == Evidence::RenderedField).count()
    };
    // Three of the export's 95 are in no list, and each field of the list is evidence where it belongs. The list shows the
    // attachments twice: 10 fields are evidence two times.
    for (owner, name) in [("Customer", "kyc_level"), ("Customer", "parent_external_id"), ("Customer", "phone")] {
        assert_eq!(listed(owner, name), 0, "{owner}.{name}");
    }
    assert_eq!((listed("Attachment", "file_mime"), listed("Message", "subject")), (2, 1));
    let all: usize = api
        .types
        .iter()
        .filter_map(|ty| if let TypeKind::Struct { fields } = &ty.kind { Some(fields) } else { None })
        .flatten()
        .flat_map(|field| &field.origins)
        .filter(|origin| origin.evidence == Evidence::RenderedField)
        .count();
    assert_eq!(all, 92);
}

#[test]
fn the_flat_list_alone_gives_what_is_certain_and_tells_the_rest() {
    let (alone, whole) = (understand(&[page(FLAT)]), understand(&[page(EXPORT)]));
    assert_eq!(rows(&alone, "get-thread.txt"), [1, 0, 92, 0]);
    let found = answer(api(&alone), "get_thread", "200");
    let known = answer(api(&whole), "update_thread", "200");
    assert_eq!(found.iter().filter(|member| !known.contains(member)).collect::<Vec<_>>(), Vec::<&String>::new());
    for certain in ["attachments", "attachments.attachment_movements.movements.agent_id", "customers", "created_at"] {
        assert!(found.iter().any(|member| member == certain), "{certain}");
    }
    let told = of_code(&alone, Code::AmbiguousNesting);
    assert!(told.iter().all(|diagnostic| places(&alone.sources, diagnostic).len() == 2));
    // `a` and the 3 after it: what is left out is counted field by field.
    let left_out: usize = told.iter().map(|diagnostic| left_out(&diagnostic.message)).sum();
    let placed = 92 - left_out;
    assert!(placed >= 18, "{placed}");
    assert!(found.len() >= placed, "{} {placed}", found.len());
}

/// The fields that the message of an ambiguity leaves out.
fn left_out(message: &str) -> usize {
    let more = message.split_once(" and the ").and_then(|(_, rest)| rest.split(' ').next());
    1 + more.and_then(|count| count.parse::<usize>().ok()).unwrap_or(0)
}

#[test]
fn the_page_of_another_vendor_gives_everything_it_shows() {
    let understood = understand(&[page(OTHER_VENDOR)]);
    let api = api(&understood);
    assert_eq!(rows(&understood, "status.txt"), [1, 9, 3, 0]);
    let operation = operation(api, "update_thread_status");
    assert_eq!(operation.method, "PATCH");
    assert_eq!(operation.path, "/v1/chatting/{chatbotId}/thread/update-thread");
    let [parameter] = operation.parameters.as_slice() else { panic!("{:?}", operation.parameters) };
    assert_eq!((parameter.location, parameter.field.name.as_str()), (Location::Path, "chatbotId"));
    assert_eq!(parameter.field.examples, [serde_json::json!("361628903185318481")]);
    let urls: Vec<_> = api.servers.iter().map(|server| server.url.as_str()).collect();
    assert_eq!(urls, ["https://interhemispheric-unwet-paulene.ngrok-free.dev/api"]);
    assert_eq!(api.auth.as_ref().map(|auth| &auth.scheme), Some(&AuthScheme::Bearer));
    assert_eq!(answer(api, "update_thread_status", "200").len(), 32);
    assert_eq!(told(&understood), ["field-not-in-example update-thread-status.txt:110 update-thread-status.txt:21"]);
}

#[test]
fn a_body_is_a_list_where_the_sample_shows_one() {
    let understood = understand(&[page(OTHER_VENDOR)]);
    let api = api(&understood);
    let body = operation(api, "update_thread_status").request_body.as_ref().unwrap();
    let Type::Array(item) = &body.ty else { panic!("{:?}", body.ty) };
    let Type::Named(item) = &**item else { panic!("{item:?}") };
    let names: Vec<_> = fields(api, item).iter().map(|field| field.name.as_str()).collect();
    assert_eq!(
        names,
        ["threadId", "resolved", "archived", "escalated", "important", "mode", "tags", "title", "internalNotes"]
    );
    let required: Vec<_> = fields(api, item).iter().filter(|field| field.required).map(|field| &field.name).collect();
    assert_eq!(required, ["threadId"]);
    let three_state = fields(api, item).iter().filter(|field| field.nullable && !field.required);
    assert_eq!(three_state.map(|field| field.name.as_str()).collect::<Vec<_>>(), ["title", "internalNotes"]);
    let Type::Named(mode) = &field(api, item, "mode").ty else { panic!() };
    let TypeKind::Enum { base, values, inferred } = &ty(api, mode).kind else { panic!() };
    assert_eq!((base, *inferred), (&Type::String, false));
    assert_eq!(values.iter().map(|value| &value.value).collect::<Vec<_>>(), ["AI", "AGENT", "HUMAN"]);
}

#[test]
fn placeholders_say_what_values_are() {
    let understood = understand(&[page(OTHER_VENDOR)]);
    let api = api(&understood);
    let response = operation(api, "update_thread_status").responses[0].ty.clone().unwrap();
    let all = members(api, &response);
    assert_eq!(all.iter().filter(|member| member.matches('.').count() == 3).count(), 3);
    let Type::Named(data) = &field(api, "UpdateThreadStatusEnvelope", "data").ty else { panic!() };
    let Type::Array(inner) = &field(api, data, "updatedThreads").ty else { panic!() };
    let Type::Array(inner) = &**inner else { panic!("{inner:?}") };
    let Type::Named(thread) = &**inner else { panic!("{inner:?}") };
    for (name, want) in [
        ("id", Type::String),
        ("anonymous", Type::Boolean),
        ("unreadMessagesCount", Type::Number),
        ("tags", list(Type::String)),
        ("startedAt", Type::DateTime),
        ("updatedAt", Type::DateTime),
        ("endedAt", Type::DateTime),
    ] {
        assert_eq!(field(api, thread, name).ty, want, "{name}");
    }
}

#[test]
fn weaker_pages_change_nothing_that_the_export_says() {
    let export = understand(&[page(EXPORT)]);
    let both = understand(&[page(EXPORT), page(COLLAPSED)]);
    assert_eq!(without_origins(api(&both)), without_origins(api(&export)));
    let all = understand(&[page(EXPORT), page(COLLAPSED), page(FLAT)]);
    let mut without_get = api(&all).clone();
    without_get.operations.retain(|operation| operation.id != "get_thread");
    assert_eq!(without_origins(&without_get), without_origins(api(&export)));
    assert_eq!(api(&all).operations.len(), 2);
}

#[test]
fn a_field_that_an_older_page_lacks_is_a_note_with_both_places() {
    let all = understand(&[page(EXPORT), page(COLLAPSED), page(FLAT)]);
    assert_eq!(told(&all), ["field-only-on-some-pages update-thread.md:143 update-thread-collapsed.txt:69"]);
    let [note] = of_code(&all, Code::FieldOnlyOnSomePages)[..] else { panic!() };
    assert!(note.message.contains("`parent_external_id`"), "{}", note.message);
}

#[test]
fn the_pages_word_for_word_give_the_same_model_but_for_the_sentences() {
    let Some(seeds) = std::env::var_os("FIELDSTONE_SEEDS").map(std::path::PathBuf::from) else {
        eprintln!(
            "FIELDSTONE_SEEDS names no folder: the transcriptions were not compared with the pages word for word"
        );
        return;
    };
    let pages = [
        ("002_548e40d5a632692e.txt", EXPORT),
        ("000_cac179fb0f5ea920.txt", COLLAPSED),
        ("001_08a2a4055a35e6c4.txt", FLAT),
        ("003_237566632cb55c83.txt", OTHER_VENDOR),
    ];
    let (transcribed, verbatim) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (seed, page) in pages {
        for (folder, from) in [(&transcribed, docs_input().join(page)), (&verbatim, seeds.join(seed))] {
            let to = folder.path().join(page);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(from, to).unwrap();
        }
    }
    let read = |folder: &tempfile::TempDir| -> Understood {
        let path = folder.path().to_owned();
        let input = Input { path, shown: "pages".to_owned(), config: None, everything: false };
        fieldstone::understand(&input, &Options::default()).unwrap()
    };
    let (transcribed, verbatim) = (read(&transcribed), read(&verbatim));
    assert_eq!(transcribed.apis.len(), 2);
    for (a, b) in transcribed.apis.iter().zip(&verbatim.apis) {
        assert_eq!(without_sentences(&a.api), without_sentences(&b.api));
        assert_eq!(read_back::differences(&b.api).unwrap(), Vec::<String>::new());
    }
    assert_eq!(told(&transcribed), told(&verbatim));
}

//! Input: an API. Output: the lines on its front page that show how a client is made and an operation is called.
//! Invariant: they hold identifiers of the plan and words of ours.

use proc_macro2::TokenStream;
use quote::quote;

use super::fence::{chain, fence, printed};
use super::ident::ident;
use super::{doc_attributes, markdown};
use crate::plan::model::{ApiPlan, AuthPlan, CratePlan, FrontPlan, OperationPlan, SectionPlan};

/// An empty line and a fence, or nothing for an API without operations.
pub(super) fn lines(api: &ApiPlan) -> Vec<String> {
    let Some(front) = &api.files.front else { return Vec::new() };
    let called = api.operations.iter().find(|operation| operation.method_name == front.operation);
    called.map(|operation| fence([client(api, front), answer(operation)].concat())).unwrap_or_default()
}

/// The sections of an API that has them, and where its calls are listed.
pub(super) fn sections(api: &ApiPlan) -> (Vec<String>, TokenStream) {
    let Some(front) = &api.files.front else { return Default::default() };
    let named = front.index.iter().filter_map(|index| {
        let section = index.section.as_ref()?;
        let count = match index.calls.len() {
            1 => "one call".to_owned(),
            count => format!("{count} calls"),
        };
        Some(format!("| {} | {} | {count} |", title_of(section), markdown::code(&section.feature)))
    });
    let named = named.collect::<Vec<_>>();
    let head = ["", "| section | feature | |", "|---|---|---|"].map(str::to_owned);
    let lines = if named.is_empty() { Vec::new() } else { head.into_iter().chain(named).collect() };
    let listed = ["", "What can be called are the methods of [`Client`], which lists them."].map(str::to_owned);
    (lines, doc_attributes::inner_where(&quote!(feature = "transport"), &listed))
}

/// What can be called, section by section: a link to each method of the client.
pub(super) fn index(api: &ApiPlan) -> Vec<String> {
    let sections = api.files.front.iter().flat_map(|front| &front.index);
    let lines = sections.flat_map(|section| {
        let head = section.section.as_ref().map(|section| format!("# {}", title_of(section)));
        let calls = section.calls.iter().map(|(method, summary)| {
            let link = format!("[{}](Self::{})", markdown::code(method.bare()), method.bare());
            let said = markdown::render(summary).into_iter().next().unwrap_or_default();
            if said.is_empty() { format!("- {link}") } else { format!("- {link}: {said}") }
        });
        head.into_iter().flat_map(|head| [String::new(), head]).chain([String::new()]).chain(calls).collect::<Vec<_>>()
    });
    lines.collect()
}

pub(super) fn title_of(section: &SectionPlan) -> String {
    markdown::escape(&section.module.bare().trim_end_matches('_').replace('_', " "))
}

/// The front page of the crate: what is in it, a first call of each API, and what holds for every call.
pub(super) fn of_crate(plan: &CratePlan) -> TokenStream {
    let mut head = vec![
        "Clients of APIs, made from their documentation.".to_owned(),
        String::new(),
        "| module and feature | API |".to_owned(),
        "|---|---|".to_owned(),
    ];
    head.extend(plan.apis.iter().map(|api| {
        let title = doc_attributes::title(api).replace('|', "\\|");
        let title = match api.docs_url.as_deref().and_then(markdown::safe_url) {
            Some(url) => format!("[{title}]({url})"),
            None => title,
        };
        format!("| {} | {title} |", markdown::code(api.module.bare()))
    }));
    head.extend(plan.apis.iter().flat_map(|api| {
        let fence = lines(api);
        let title =
            (!fence.is_empty()).then(|| [String::new(), format!("# A first call of {}", doc_attributes::title(api))]);
        title.into_iter().flatten().chain(fence).collect::<Vec<_>>()
    }));
    if !plan.apis.is_empty() {
        head.extend(["", "# Modules", ""].map(str::to_owned));
    }
    let apis = plan.apis.iter().map(|api| {
        let title = doc_attributes::title(api);
        let link = format!("- [{}]: the types of {title}, and what can be called", markdown::code(api.module.bare()));
        // The feature of the API as a whole: with a section alone the module is there, and its link is not missed.
        let feature = api.module.bare();
        doc_attributes::inner_where(&quote!(feature = #feature), &[link])
    });
    // A paragraph is a line: then it is one attribute.
    let gated = |feature: &str, text: &str| {
        let paragraphs = text.split("\n\n").map(|paragraph| paragraph.trim().replace('\n', " "));
        let lines = paragraphs.flat_map(|paragraph| [String::new(), paragraph]).collect::<Vec<_>>();
        doc_attributes::inner_where(&quote!(feature = #feature), &lines)
    };
    let features = FEATURES.lines().map(str::to_owned).collect::<Vec<_>>();
    let (head, features) = (doc_attributes::inner(&head), doc_attributes::inner(&features));
    let (calls, testing) = (gated("transport", CALLS), gated("test-util", TESTING));
    quote!(#head #(#apis)* #features #calls #testing)
}

const FEATURES: &str = include_str!("features.md");
const CALLS: &str = include_str!("calls.md");
const TESTING: &str = include_str!("testing.md");

fn client(api: &ApiPlan, front: &FrontPlan) -> Vec<String> {
    let module = ident(&api.module);
    let base_url = front.needs_base_url.then(|| quote!(.base_url("https://...")));
    let calls = base_url.into_iter().chain(credentials(&api.auth)).chain([quote!(.build()?)]);
    chain(&quote!(let client = #module::Client::builder()), &calls.collect::<Vec<_>>())
}

fn credentials(auth: &AuthPlan) -> Option<TokenStream> {
    match auth {
        AuthPlan::Bearer => Some(quote!(.bearer_token(token))),
        AuthPlan::Basic => Some(quote!(.basic_auth(user, password))),
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) => Some(quote!(.api_key(key))),
        AuthPlan::None => None,
    }
}

fn answer(operation: &OperationPlan) -> Vec<String> {
    let method = ident(&operation.method_name);
    let arguments: Vec<_> = match &operation.required_struct {
        Some(_) => vec![quote!(required)],
        None => {
            let names = operation.required_inputs().map(|input| ident(&input.name));
            names.map(|name| quote!(#name)).collect()
        }
    };
    printed(&quote! {
        match client.#method(#(#arguments),*).await {
            Ok(answer) => println!("{answer:?}"),
            Err(error) if error.is_status() => eprintln!("{error}: {:?}", error.body()),
            Err(error) => return Err(error),
        }
    })
}

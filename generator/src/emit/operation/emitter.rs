//! Input: an operation and its file, as they are planned. Output: what every part of the file is made with.
//! Invariant: nothing but the plan is asked.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::ident::ident;
use crate::emit::spelling::Spelling;
use crate::emit::{authentication, doc_attributes, example_call, markdown};
use crate::plan::model::{ApiPlan, Docs, ErrorStatuses, OperationFilePlan, OperationPlan, PageWay, RustType};

pub(super) struct Emitter<'a> {
    pub(super) api: &'a ApiPlan,
    pub(super) spelling: &'a Spelling<'a>,
    pub(super) plan: &'a OperationPlan,
    pub(super) file: &'a OperationFilePlan,
    /// The type of the operation's value.
    pub(super) name: Ident,
    /// Its field for the struct of the body.
    pub(super) body: Ident,
    /// Its field for the options of the call and the client.
    pub(super) binding: Ident,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        api: &'a ApiPlan,
        plan: &'a OperationPlan,
        file: &'a OperationFilePlan,
        spelling: &'a Spelling<'a>,
    ) -> Self {
        let fields = &file.fields;
        let (body, binding) = (ident(&fields.body), ident(&fields.binding));
        Self { api, spelling, plan, file, name: ident(&plan.type_name), body, binding }
    }

    /// The docs of the client's method: what the page says first, and how it is called. The rest stands on the page of what
    /// the method gives.
    pub(super) fn method_docs(&self) -> TokenStream {
        let mut lines = doc_attributes::summary(&self.plan.docs);
        let call = example_call::lines(self.api, self.plan);
        let call = if lines.is_empty() { call.get(1..).unwrap_or_default() } else { &call };
        lines.extend_from_slice(call);
        doc_attributes::outer(&lines)
    }

    /// The types that `Error::documented` gives, each with its statuses.
    fn errors_line(&self) -> Vec<String> {
        let errors = self.file.errors.iter().map(|error| {
            let statuses = match &error.of {
                ErrorStatuses::Exact(statuses) => list(statuses, u16::to_string),
                ErrorStatuses::Classes(classes) => list(classes, |class| format!("{class}XX")),
                ErrorStatuses::Rest => "any other".to_owned(),
            };
            match &error.ty {
                RustType::Named(name) => {
                    format!("[{}](types::{}) ({statuses})", markdown::code(name.bare()), name.as_str())
                }
                ty => format!("{} ({statuses})", markdown::code(&self.spelling.value(ty).to_string().replace(' ', ""))),
            }
        });
        let errors: Vec<String> = errors.collect();
        if errors.is_empty() {
            Vec::new()
        } else {
            vec![String::new(), format!("Documented errors, which `Error::documented` gives: {}.", errors.join(", "))]
        }
    }

    /// The docs of the operation's own page: what the pages say of it, an answer, and the errors that are documented.
    pub(super) fn page(&self) -> TokenStream {
        let docs = self.docs();
        let answer = self.plan.answer.as_ref().map(|answer| {
            let head = [String::new(), "An answer:".to_owned()];
            doc_attributes::outer(&[&head, markdown::render(&format!("```json\n{answer}\n```")).as_slice()].concat())
        });
        let errors = doc_attributes::outer(&self.errors_line());
        quote!(#docs #answer #errors)
    }

    fn docs(&self) -> TokenStream {
        let mut facts = Vec::new();
        facts.extend(self.plan.server.as_ref().map(|server| {
            let constant = markdown::code(&format!("servers::{}", server.constant.bare()));
            format!("It is served at {} ({constant}).", markdown::code(&server.url))
        }));
        facts.extend(self.plan.auth.as_ref().map(authentication::of_operation));
        facts.extend(self.plan.pagination.as_ref().and_then(|pages| {
            let input = self.plan.inputs.iter().find(|input| input.name == pages.input)?;
            let (pages_method, wire) = (markdown::code(pages.pages_method.bare()), markdown::code(&input.wire.0));
            Some(match pages.way {
                PageWay::Cursor => format!("It gives a list in {pages_method}: {wire} is taken from the page before."),
                PageWay::Offset => {
                    format!("It gives a list in {pages_method}: {wire} grows by the items of the page before.")
                }
                PageWay::Page { .. } => format!("It gives a list in {pages_method}: {wire} grows by one."),
            })
        }));
        let mut line = markdown::code(&format!("{} {}", self.plan.http_method, self.file.template));
        if let Some(pages) = doc_attributes::pages(&self.plan.docs.links) {
            line.push_str(&format!(", documented in {pages}"));
        }
        for (at, fact) in facts.iter().enumerate() {
            line.push_str(if at == 0 { ". " } else { " " });
            line.push_str(fact);
        }
        let docs = Docs { links: Vec::new(), ..self.plan.docs.clone() };
        doc_attributes::outer(&doc_attributes::lines(&docs, &[line]))
    }

    pub(super) fn output(&self) -> TokenStream {
        if let Some(plan) = &self.plan.answers {
            let name = ident(&plan.name);
            return quote!(#name);
        }
        self.plan.success.as_ref().map_or_else(|| quote!(()), |ty| self.spelling.value(ty))
    }
}

/// Statuses as code, one behind the other.
fn list<T>(statuses: &[T], text: impl Fn(&T) -> String) -> String {
    statuses.iter().map(|status| markdown::code(&text(status))).collect::<Vec<_>>().join(", ")
}

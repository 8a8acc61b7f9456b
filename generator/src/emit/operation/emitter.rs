//! Input: an operation and its file, as they are planned. Output: what every part of the file is made with.
//! Invariant: nothing but the plan is asked.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::ident::ident;
use crate::emit::spelling::Spelling;
use crate::emit::{authentication, doc_attributes, example_call, markdown};
use crate::plan::model::{ApiPlan, OperationFilePlan, OperationPlan, RustName, RustType};

pub(super) struct Emitter<'a> {
    pub(super) api: &'a ApiPlan,
    pub(super) spelling: &'a Spelling<'a>,
    pub(super) plan: &'a OperationPlan,
    pub(super) file: &'a OperationFilePlan,
    /// The type of the operation's value.
    pub(super) name: Ident,
    /// Its field for the struct of the body.
    pub(super) body: Ident,
    /// Its field for the options of the call.
    pub(super) options: Ident,
    /// Its field for the client.
    pub(super) client: Ident,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        api: &'a ApiPlan,
        plan: &'a OperationPlan,
        file: &'a OperationFilePlan,
        spelling: &'a Spelling<'a>,
    ) -> Self {
        let fields = &file.fields;
        let (body, options, client) = (ident(&fields.body), ident(&fields.options), ident(&fields.client));
        Self { api, spelling, plan, file, name: ident(&plan.type_name), body, options, client }
    }

    pub(super) fn wire(&self, name: &RustName) -> &'a str {
        self.plan.inputs.iter().find(|input| input.name == *name).map_or("", |input| input.wire.0.as_str())
    }

    /// Method and path as code.
    pub(super) fn endpoint(&self) -> String {
        markdown::code(&format!("{} {}", self.plan.http_method, self.file.template))
    }

    /// The docs of the operation's own page: what its method says, an answer, and the errors that are documented.
    pub(super) fn page(&self) -> TokenStream {
        let (docs, call) = (self.docs(), doc_attributes::outer(&example_call::lines(self.api, self.plan)));
        let answer = self.plan.answer.as_ref().map(|answer| {
            let head = [String::new(), "An answer:".to_owned(), String::new()];
            doc_attributes::outer(&[&head, markdown::render(&format!("```json\n{answer}\n```")).as_slice()].concat())
        });
        let errors = self.plan.errors.iter().map(|(status, ty)| {
            let status = markdown::code(status);
            match ty {
                RustType::Named(name) => {
                    let path = format!("crate::{}::types::{}", self.api.module.as_str(), name.as_str());
                    format!("- {status}: [{}]({path})", markdown::code(name.bare()))
                }
                _ => format!("- {status}"),
            }
        });
        let errors = errors.collect::<Vec<_>>();
        let errors = (!errors.is_empty()).then(|| {
            let head = [String::new(), "Documented errors, each of which `Error::documented` gives:".to_owned()];
            doc_attributes::outer(&[&head, [String::new()].as_slice(), &errors].concat())
        });
        quote!(#docs #call #answer #errors)
    }

    pub(super) fn docs(&self) -> TokenStream {
        let mut lines = vec![self.endpoint()];
        lines.extend(self.plan.server.as_ref().map(|server| {
            let constant = markdown::code(&format!("servers::{}", server.constant.bare()));
            format!("It is served at {} ({constant}).", markdown::code(&server.url))
        }));
        lines.extend(self.plan.auth.as_ref().map(authentication::of_operation));
        doc_attributes::outer(&doc_attributes::lines(&self.plan.docs, &lines))
    }

    pub(super) fn output(&self) -> TokenStream {
        if let Some(plan) = &self.plan.answers {
            let name = ident(&plan.name);
            return quote!(#name);
        }
        self.plan.success.as_ref().map_or_else(|| quote!(()), |ty| self.spelling.value(ty))
    }
}

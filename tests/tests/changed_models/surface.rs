//! Input: the plan of an API. Output: a program that uses everything that its crate lets anybody use.
//! Invariant: it names types in full, so that it compiles exactly as long as nothing that it uses is another.

use fieldstone::emit::outside;
use fieldstone::plan::model::{
    ApiPlan, Equality, InputPlan, OperationPlan, Presence, RustName, RustType, StructPlan, TypePlan, TypePlanKind,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

struct Surface {
    module: TokenStream,
    functions: Vec<TokenStream>,
}

/// The program; `module` is the path of the API's module.
pub fn program(api: &ApiPlan) -> String {
    let name = word(&api.module);
    let mut surface = Surface { module: quote!(fieldstone_apis::#name), functions: Vec::new() };
    api.types.iter().for_each(|ty| surface.ty(ty));
    api.operations.iter().for_each(|operation| surface.operation(operation));
    for server in api.servers.iter().chain(&api.other_servers) {
        let (module, constant) = (surface.module.clone(), word(&server.constant));
        surface.function(&quote!(() -> &'static str), &quote!(#module::servers::#constant));
    }
    surface.functions.iter().map(|function| format!("{function}\n")).collect()
}

fn word(name: &RustName) -> TokenStream {
    name.as_str().parse().unwrap()
}

impl Surface {
    fn function(&mut self, head: &TokenStream, body: &TokenStream) {
        let name = format_ident!("f{}", self.functions.len());
        self.functions.push(quote!(pub fn #name #head { #body }));
    }

    fn value(&self, ty: &RustType) -> TokenStream {
        outside(ty, &quote!(fieldstone_apis), &self.module)
    }

    fn stored(&self, ty: &RustType, presence: Presence) -> TokenStream {
        let value = self.value(ty);
        match presence {
            Presence::Required => value,
            Presence::Optional | Presence::RequiredNullable => quote!(Option<#value>),
            Presence::ThreeState => quote!(fieldstone_apis::Presence<#value>),
        }
    }

    /// What is given for it: a value, without the box that it gets.
    fn given(&self, ty: &RustType, presence: Presence) -> TokenStream {
        match (ty, presence) {
            (_, Presence::RequiredNullable) => self.stored(ty, presence),
            (RustType::Boxed(inner), _) => self.value(inner),
            _ => self.value(ty),
        }
    }

    fn ty(&mut self, plan: &TypePlan) {
        let (module, name) = (self.module.clone(), word(&plan.name));
        let ty = quote!(#module::types::#name);
        match &plan.kind {
            TypePlanKind::Struct(fields) => self.structure(fields, &ty),
            TypePlanKind::Enum(plan) => {
                for variant in &plan.variants {
                    let variant = word(&variant.name);
                    self.function(&quote!(() -> #ty), &quote!(#ty::#variant));
                }
                let (unknown, kept) = (word(&plan.unknown), if plan.integer { quote!(i64) } else { quote!(String) });
                self.function(&quote!((kept: #kept) -> #ty), &quote!(#ty::#unknown(kept)));
            }
            TypePlanKind::Union(plan) => {
                for variant in &plan.variants {
                    let (name, held) = (word(&variant.name), self.value(&variant.ty));
                    self.function(&quote!((held: #held) -> #ty), &quote!(#ty::#name(held)));
                }
                let unknown = word(&plan.unknown);
                self.function(&quote!((kept: fieldstone_apis::Json) -> #ty), &quote!(#ty::#unknown(kept)));
            }
            TypePlanKind::Alias(target) => {
                let target = self.value(target);
                self.function(&quote!((value: #ty) -> #target), &quote!(value));
            }
            TypePlanKind::Opaque => {
                self.function(&quote!((json: fieldstone_apis::Json) -> #ty), &quote!(#ty(json)));
            }
        }
        let bound = match plan.equality {
            _ if matches!(plan.kind, TypePlanKind::Alias(_)) => return,
            Equality::Partial => quote!(PartialEq),
            Equality::Eq => quote!(Eq),
            Equality::Hash => quote!(Eq + std::hash::Hash),
        };
        self.function(&quote!(()), &quote!(fn has<T: #bound>() {} has::<#ty>()));
    }

    fn structure(&mut self, fields: &StructPlan, ty: &TokenStream) {
        for field in &fields.fields {
            let (name, stored) = (word(&field.name), self.stored(&field.ty, field.presence));
            self.function(&quote!((value: &#ty) -> &#stored), &quote!(&value.#name));
            if fields.setters && !field.presence.is_required() {
                let given = self.given(&field.ty, field.presence);
                self.function(&quote!((value: #ty, given: #given) -> #ty), &quote!(value.#name(given)));
            }
            if fields.setters && field.presence == Presence::ThreeState {
                let null = word(&field.name.null_setter());
                self.function(&quote!((value: #ty) -> #ty), &quote!(value.#null()));
            }
        }
        let given: Vec<_> = fields.required_fields().collect();
        if let Some(required) = &fields.required_struct {
            let (module, required) = (self.module.clone(), word(required));
            let members: Vec<_> = given.iter().map(|field| word(&field.name)).collect();
            let types: Vec<_> = given.iter().map(|field| self.stored(&field.ty, field.presence)).collect();
            let made = quote!(#ty::new(#module::types::#required { #(#members),* }));
            self.function(&quote!((#(#members: #types),*) -> #ty), &made);
        } else if !given.is_empty() {
            let types: Vec<_> = given.iter().map(|field| self.given(&field.ty, field.presence)).collect();
            let names: Vec<_> = (0..given.len()).map(|at| format_ident!("a{at}")).collect();
            self.function(&quote!((#(#names: #types),*) -> #ty), &quote!(#ty::new(#(#names),*)));
        }
        if fields.default {
            self.function(&quote!(() -> #ty), &quote!(Default::default()));
        }
    }

    fn operation(&mut self, plan: &OperationPlan) {
        let (module, name) = (self.module.clone(), word(&plan.type_name));
        let operation = quote!(#module::operations::#name);
        let bound = quote!(#operation<#module::Client>);
        let method = word(&plan.method_name);
        let inputs: Vec<&InputPlan> = plan.required_inputs().collect();
        let head = quote!(client: &#module::Client);
        if let Some(required) = &plan.required_struct {
            let required = word(required);
            let members: Vec<_> = inputs.iter().map(|input| word(&input.name)).collect();
            let names: Vec<_> = (0..inputs.len()).map(|at| format_ident!("a{at}")).collect();
            let types: Vec<_> = inputs.iter().map(|input| self.stored(&input.ty, input.presence)).collect();
            let made = quote!(#module::operations::#required { #(#members: #names),* });
            self.function(&quote!((#head, #(#names: #types),*) -> #bound), &quote!(client.#method(#made)));
        } else {
            let names: Vec<_> = (0..inputs.len()).map(|at| format_ident!("a{at}")).collect();
            let types: Vec<_> = inputs.iter().map(|input| self.given(&input.ty, input.presence)).collect();
            self.function(&quote!((#head, #(#names: #types),*) -> #bound), &quote!(client.#method(#(#names),*)));
        }
        for input in plan.inputs.iter().filter(|input| !input.presence.is_required()) {
            let (name, given) = (word(&input.name), self.given(&input.ty, input.presence));
            self.function(&quote!((call: #operation, given: #given) -> #operation), &quote!(call.#name(given)));
            if input.presence == Presence::ThreeState {
                let null = word(&input.name.null_setter());
                self.function(&quote!((call: #operation) -> #operation), &quote!(call.#null()));
            }
        }
        let output = match (&plan.answers, &plan.success) {
            (Some(answers), _) => {
                let answers_name = word(&answers.name);
                let answers_type = quote!(#module::operations::#answers_name);
                for variant in &answers.variants {
                    let name = word(&variant.name);
                    match &variant.ty {
                        Some(ty) => {
                            let held = self.value(ty);
                            self.function(&quote!((held: #held) -> #answers_type), &quote!(#answers_type::#name(held)));
                        }
                        None => self.function(&quote!(() -> #answers_type), &quote!(#answers_type::#name)),
                    }
                }
                answers_type
            }
            (None, Some(ty)) => self.value(ty),
            (None, None) => quote!(()),
        };
        let answer = quote!(Result<#output, fieldstone_apis::Error>);
        self.function(&quote!((call: #bound) -> impl Future<Output = #answer>), &quote!(async move { call.await }));
        if let Some(paging) = &plan.pagination {
            let (pages, items) = (word(&paging.pages_method), word(&paging.items_method));
            self.function(&quote!((call: #bound)), &quote!(let _ = call.#pages();));
            self.function(&quote!((call: #bound)), &quote!(let _ = call.#items();));
        }
        if plan.media.stream {
            self.function(&quote!((call: #bound)), &quote!(let _ = call.send_stream();));
        }
        if plan.media.events.is_some() {
            self.function(&quote!((call: #bound)), &quote!(let _ = call.send_events();));
        }
    }
}

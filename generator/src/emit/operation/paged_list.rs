//! Input: how the pages of an operation follow each other. Output: its `Paged` implementation, and the methods that give
//! its pages and its items.
//! Invariant: facts only: which input is set, and where in an answer its next value stands.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use crate::emit::ident::ident;
use crate::emit::markdown;
use crate::plan::model::{FieldStep, InputPlan, InputTarget, PageWay, PaginationPlan, Presence, RustType};

impl Emitter<'_> {
    pub(super) fn paged_list(&self) -> Vec<TokenStream> {
        let Some(plan) = &self.plan.pagination else { return Vec::new() };
        let input = self.plan.inputs.iter().find(|input| input.name == plan.input);
        input.map(|input| vec![self.paged(plan, input), self.page_methods(plan, input)]).unwrap_or_default()
    }

    fn paged(&self, plan: &PaginationPlan, input: &InputPlan) -> TokenStream {
        let (name, item, place) = (&self.name, self.spelling.value(&plan.item), self.page_input(input));
        let (items, after, set) = (owned(&plan.items), self.after(plan, &place), self.turned(input));
        let count = count(&plan.items);
        let (clone, option, vec) = (quote!(::std::clone::Clone), self.spelling.std("Option"), self.spelling.std("Vec"));
        quote! {
            impl<C: #clone> crate::Paged for #name<C> {
                type Item = #item;

                fn items(page: Self::Output) -> #vec<Self::Item> {
                    #items
                }

                fn item_count(page: &Self::Output) -> usize {
                    #count
                }

                fn current_page_token(&self) -> #option<crate::PageToken> {
                    crate::PageToken::of(&#place)
                }

                fn next_page_token(&self, page: &Self::Output) -> #option<crate::PageToken> {
                    #after
                }

                fn set_page_token(&mut self, token: crate::PageToken) {
                    #place = #set;
                }
            }
        }
    }

    /// Where the input is kept.
    fn page_input(&self, input: &InputPlan) -> TokenStream {
        match &input.target {
            InputTarget::BodyField(field) => {
                let (body, field) = (&self.body, ident(field));
                quote!(self.#body.#field)
            }
            _ => {
                let name = ident(&input.name);
                quote!(self.#name)
            }
        }
    }

    /// The input's value for a page that begins at `token`.
    fn turned(&self, input: &InputPlan) -> TokenStream {
        let value = match input.ty {
            RustType::I64 => quote!(token.number()),
            RustType::U64 => quote!(token.number().unsigned_abs()),
            RustType::F64 => quote!(token.number() as f64),
            RustType::Number => quote!(token.number().into()),
            _ => quote!(token.into_text()),
        };
        match input.presence {
            Presence::Required => value,
            Presence::Optional | Presence::RequiredNullable => {
                let some = self.spelling.std("Some");
                quote!(#some(#value))
            }
            Presence::ThreeState => quote!(crate::Presence::Value(#value)),
        }
    }

    fn after(&self, plan: &PaginationPlan, place: &TokenStream) -> TokenStream {
        let count = match plan.way {
            PageWay::Cursor => quote!(0),
            PageWay::Offset | PageWay::Page { .. } => count(&plan.items),
        };
        let said = [
            (quote!(more), &plan.more),
            (quote!(next), &plan.next),
            (quote!(last), &plan.last),
            (quote!(total), &plan.total),
            (quote!(per_page), &plan.per_page),
        ];
        let said = said.iter().filter_map(|(what, path)| {
            let value = borrowed(path.as_deref()?);
            Some(quote!(.#what(&#value)))
        });
        let token = quote!(crate::PageToken::of(&#place).as_ref());
        let end = match plan.way {
            PageWay::Cursor => quote!(.cursor()),
            PageWay::Offset => quote!(.offset(#token)),
            PageWay::Page { first } => {
                let first = Literal::i64_unsuffixed(first);
                quote!(.page(#token, #first))
            }
        };
        quote!(crate::runtime::PageInfo::of(#count) #(#said)* #end)
    }

    fn page_methods(&self, plan: &PaginationPlan, input: &InputPlan) -> TokenStream {
        let (name, client) = (&self.name, &self.client);
        let (pages, items) = (ident(&plan.pages_method), ident(&plan.items_method));
        let wire = markdown::code(&input.wire.0);
        let text = match plan.way {
            PageWay::Cursor => format!(" The pages of the list; {wire} is taken from the page before."),
            PageWay::Offset => format!(" The pages of the list; {wire} grows by the items of the page before."),
            PageWay::Page { .. } => format!(" The pages of the list; {wire} grows by one."),
        };
        quote! {
            #[cfg(feature = "transport")]
            impl<K: crate::runtime::ClientKind> #name<api::Client<K>> {
                #[doc = #text]
                pub fn #pages(self) -> crate::Pages<Self, K> {
                    crate::Pages::new(self.#client.inner.clone(), self)
                }

                /// The items of the list, page after page.
                pub fn #items(self) -> crate::Items<Self, K> {
                    self.#pages().items()
                }
            }
        }
    }
}

/// What stands on a path as far as it is always there, and the steps from the first `Option` on.
fn certain(path: &[FieldStep]) -> (TokenStream, &[FieldStep]) {
    let certain = path.iter().position(|step| step.optional).map_or(path.len(), |at| at + 1);
    let (there, rest) = path.split_at_checked(certain).unwrap_or((path, &[]));
    let names = there.iter().map(|step| ident(&step.name));
    (quote!(page #(.#names)*), rest)
}

fn is_always_there(path: &[FieldStep]) -> bool {
    !path.iter().any(|step| step.optional)
}

/// The value at a path, or an `Option` of it; to be borrowed.
fn borrowed(path: &[FieldStep]) -> TokenStream {
    let (there, rest) = certain(path);
    if rest.is_empty() {
        return there;
    }
    let steps = rest.iter().map(|step| {
        let name: Ident = ident(&step.name);
        if step.optional { quote!(.and_then(|it| it.#name.as_ref())) } else { quote!(.map(|it| &it.#name)) }
    });
    quote!(#there.as_ref() #(#steps)*)
}

/// How many items the list at a path has.
fn count(path: &[FieldStep]) -> TokenStream {
    let value = borrowed(path);
    if is_always_there(path) {
        return quote!(#value.len());
    }
    let as_ref = certain(path).1.is_empty().then(|| quote!(.as_ref()));
    quote!(#value #as_ref.map_or(0, |items| items.len()))
}

/// The list at a path, taken out of its page.
fn owned(path: &[FieldStep]) -> TokenStream {
    let (there, rest) = certain(path);
    let steps = rest.iter().map(|step| {
        let name: Ident = ident(&step.name);
        if step.optional { quote!(.and_then(|it| it.#name)) } else { quote!(.map(|it| it.#name)) }
    });
    let or_none = (!is_always_there(path)).then(|| quote!(.unwrap_or_default()));
    quote!(#there #(#steps)* #or_none)
}

//! Input: how the pages of an operation follow each other. Output: its `Paged` implementation, and the methods that give
//! its pages and its items.
//! Invariant: facts only: which input says where a page begins, and where an answer says what follows.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use crate::emit::ident::ident;
use crate::plan::model::{FieldStep, InputPlan, PageWay, PaginationPlan};

impl Emitter<'_> {
    pub(super) fn paged_list(&self) -> Vec<TokenStream> {
        let Some(plan) = &self.plan.pagination else { return Vec::new() };
        let input = self.plan.inputs.iter().find(|input| input.name == plan.input);
        input.map(|input| vec![self.paged(plan, input), self.page_methods(plan)]).unwrap_or_default()
    }

    fn paged(&self, plan: &PaginationPlan, input: &InputPlan) -> TokenStream {
        let (name, item, place) = (&self.name, self.spelling.value(&plan.item), self.stored(input));
        let (items, info) = (owned(&plan.items), Self::page_info(plan));
        let (clone, vec) = (quote!(::std::clone::Clone), self.spelling.std("Vec"));
        quote! {
            impl<C: #clone> crate::Paged for #name<C> {
                type Item = #item;

                fn items(page: Self::Output) -> #vec<Self::Item> {
                    #items
                }

                fn page_info(&self, page: &Self::Output) -> crate::PageInfo {
                    #info
                }

                fn page_input(&mut self) -> &mut dyn crate::PageInput {
                    &mut #place
                }
            }
        }
    }

    fn page_info(plan: &PaginationPlan) -> TokenStream {
        let count = count(&plan.items);
        let begun = match plan.way {
            PageWay::Cursor => quote!(by_cursor(#count)),
            PageWay::Offset => quote!(by_offset(#count)),
            PageWay::Page { first } => {
                let first = Literal::i64_unsuffixed(first);
                quote!(by_number(#count, #first))
            }
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
        quote!(crate::PageInfo::#begun #(#said)*)
    }

    fn page_methods(&self, plan: &PaginationPlan) -> TokenStream {
        let (name, binding) = (&self.name, &self.binding);
        let (pages, items) = (ident(&plan.pages_method), ident(&plan.items_method));
        quote!(runtime::pages!(api::#name(#binding), #pages, #items);)
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

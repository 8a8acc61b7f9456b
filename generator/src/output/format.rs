//! Input: an [`EmittedFile`]. Output: its text.
//! Invariant: what does not parse as Rust items is a typed error; what is printed without a tree is what the tree gives.

use proc_macro2::TokenTree;
use syn::parse::Parser as _;

use crate::emit::EmittedFile;

use super::print::{self, Sort, Tokens};
use super::{MARK, OutputError};

/// The text of a file. Items are printed one by one, and as trees only where they must be: that takes ten times as long.
pub fn format(file: EmittedFile) -> Result<String, OutputError> {
    let EmittedFile { path, items } = file;
    let error = |message: String| OutputError::Syntax { path: path.clone(), message };
    let mut text = format!("// {MARK}\n");
    let mut before = None;
    for tokens in items {
        let tokens = Tokens::of(tokens).ok_or_else(|| error("a group without brackets".to_owned()))?;
        if tokens.is_empty() {
            continue;
        }
        let (sort, printed) = match print::item(&tokens) {
            Some(printed) => printed,
            None => as_tree(&tokens).map_err(|why| error(why.to_string()))?,
        };
        // Lines of one kind that belong together stand together; the mark stands apart from the module's docs.
        if before != Some(sort) || matches!(sort, Sort::Implementation | Sort::Other) {
            text.push('\n');
        }
        match sort {
            Sort::Implementation => apart(&printed, &mut text),
            _ => text.push_str(&printed),
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
        before = Some(sort);
    }
    Ok(text)
}

/// An item, printed as a tree.
pub(super) fn as_tree(tokens: &Tokens) -> syn::Result<(Sort, String)> {
    let mut piece = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: Vec::new() };
    let source = tokens.source();
    if tokens.is_inner_attribute() {
        piece.attrs = syn::Attribute::parse_inner.parse_str(&source)?;
        return Ok((Sort::Attribute, prettyplease::unparse(&piece)));
    }
    let item = syn::parse_str::<syn::Item>(&source)?;
    let sort = sort_of(&item);
    piece.items.push(item);
    let printed = match piece.items.as_slice() {
        [syn::Item::Macro(table)] if matches!(table.mac.delimiter, syn::MacroDelimiter::Brace(_)) => rows(table),
        [syn::Item::Macro(call)] if matches!(call.mac.delimiter, syn::MacroDelimiter::Paren(_)) => {
            call_of_types(&prettyplease::unparse(&piece))
        }
        _ => prettyplease::unparse(&piece),
    };
    Ok((sort, printed))
}

/// A table: a line for each row. The printer knows of no rows and fills lines.
fn rows(table: &syn::ItemMacro) -> String {
    let path: Vec<String> = table.mac.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let mut text = format!("{}! {{\n", path.join("::"));
    let mut begins = true;
    for token in table.mac.tokens.clone() {
        let is_end = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        text.push_str(match (is_end, begins) {
            (true, _) => "",
            (false, true) => "    ",
            (false, false) => " ",
        });
        text.push_str(&token.to_string());
        text.push_str(if is_end { "\n" } else { "" });
        begins = is_end;
    }
    text.push_str(if begins { "}\n" } else { "\n}\n" });
    text
}

/// A call of a macro, with types as they are written elsewhere: the printer does not know that these tokens are some. Texts
/// are no arguments of such a macro.
fn call_of_types(printed: &str) -> String {
    if printed.contains('"') {
        return printed.to_owned();
    }
    printed.replace("crate ::", "crate::").replace(" < ", "<").replace(" >", ">")
}

/// Adds the same with a line between one function and the next, and before the first one.
fn apart(printed: &str, text: &mut String) {
    let mut ends = false;
    for line in printed.split_inclusive('\n') {
        let begins = line.starts_with("    fn ") && text.ends_with(";\n");
        if begins || ends && line.starts_with("    ") {
            text.push('\n');
        }
        text.push_str(line);
        ends = line == "    }\n";
    }
}

fn sort_of(item: &syn::Item) -> Sort {
    match item {
        syn::Item::Use(_) => Sort::Use,
        syn::Item::Mod(module) if module.content.is_none() && module.attrs.is_empty() => Sort::Module,
        syn::Item::Impl(_) => Sort::Implementation,
        _ => Sort::Other,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn items_stand_apart_and_uses_together() {
        let items = vec![
            quote! { #![doc = " Docs."] },
            quote! { #![allow(dead_code)] },
            quote! { use a::b; },
            quote! { use c::d; },
            quote! { #[doc = " A."] pub struct A { pub b: u8 } },
            quote! { impl A { fn f() {} fn g() { h() } fn i() {} } },
            quote! { pub mod x; },
            quote! { mod y; },
            quote! { m!(a; b -> Vec<crate::C<D>>); },
        ];
        let text = format(EmittedFile { path: "src/lib.rs".into(), items }).unwrap();
        insta::assert_snapshot!(text, @r"
        // @generated by fieldstone from the documentation pages; edit those, not this.

        //! Docs.
        #![allow(dead_code)]

        use a::b;
        use c::d;

        /// A.
        pub struct A {
            pub b: u8,
        }

        impl A {
            fn f() {}
            fn g() {
                h()
            }

            fn i() {}
        }

        pub mod x;
        mod y;

        m!(a; b -> Vec<crate::C<D>>);
        ");
        syn::parse_file(&text).unwrap();
    }

    #[test]
    fn what_is_not_rust_is_an_error_with_the_file_in_it() {
        for tokens in [quote! { pub struct }, quote! { let x = 1; }, quote! { #![doc] fn f() {} }] {
            let file = EmittedFile { path: "src/x.rs".into(), items: vec![tokens] };
            assert!(format(file).unwrap_err().to_string().contains("`src/x.rs`"));
        }
    }
}

//! Input: an [`EmittedFile`]. Output: its text.
//! Invariant: what does not parse as Rust items is a typed error; text never passes around the parser.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser as _;

use crate::emit::EmittedFile;

use super::{MARK, OutputError};

/// The text of a file. Items are printed one by one: one tree of a whole file takes nearly twice the time.
pub fn format(file: &EmittedFile) -> Result<String, OutputError> {
    let syntax = |error: syn::Error| OutputError::Syntax { path: file.path.clone(), message: error.to_string() };
    let mut text = format!("// {MARK}\n");
    let mut before = None;
    for tokens in &file.items {
        if tokens.is_empty() {
            continue;
        }
        let mut piece = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: Vec::new() };
        let kind;
        if is_inner_attribute(tokens) {
            piece.attrs = syn::Attribute::parse_inner.parse2(tokens.clone()).map_err(syntax)?;
            kind = Kind::Attribute;
        } else {
            let item = syn::parse2::<syn::Item>(tokens.clone()).map_err(syntax)?;
            kind = kind_of(&item);
            piece.items.push(item);
        }
        // Lines of one kind that belong together stand together; the mark stands apart from the module's docs.
        if before != Some(kind) || kind == Kind::Other {
            text.push('\n');
        }
        let printed = match piece.items.as_slice() {
            [syn::Item::Macro(table)] if matches!(table.mac.delimiter, syn::MacroDelimiter::Brace(_)) => rows(table),
            [syn::Item::Macro(call)] if matches!(call.mac.delimiter, syn::MacroDelimiter::Paren(_)) => {
                call_of_types(&prettyplease::unparse(&piece))
            }
            [syn::Item::Impl(_)] => apart(&prettyplease::unparse(&piece)),
            _ => prettyplease::unparse(&piece),
        };
        text.push_str(&printed);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        before = Some(kind);
    }
    Ok(text)
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

/// The same with a line between one function and the next, and before the first one.
fn apart(printed: &str) -> String {
    let mut text = String::with_capacity(printed.len() + 64);
    let mut ends = false;
    for line in printed.lines() {
        let begins = line.starts_with("    fn ") && text.ends_with(";\n");
        if begins || ends && line.starts_with("    ") {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        ends = line == "    }";
    }
    text
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Attribute,
    Use,
    Module,
    Other,
}

fn kind_of(item: &syn::Item) -> Kind {
    match item {
        syn::Item::Use(_) => Kind::Use,
        syn::Item::Mod(module) if module.content.is_none() && module.attrs.is_empty() => Kind::Module,
        _ => Kind::Other,
    }
}

fn is_inner_attribute(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    let mut is = |wanted| matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    is('#') && is('!')
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
        let text = format(&EmittedFile { path: "src/lib.rs".into(), items }).unwrap();
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
            assert!(format(&file).unwrap_err().to_string().contains("`src/x.rs`"));
        }
    }
}

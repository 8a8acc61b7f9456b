//! Input: statements as tokens. Output: the lines of docs that show them.
//! Invariant: they stand in a `text` fence, which rustdoc never runs.

use proc_macro2::TokenStream;
use quote::quote;

/// An empty line and a fence around these lines; nothing where there is none.
pub(super) fn fence(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let opening = [String::new(), "```text".to_owned()];
    opening.into_iter().chain(lines).chain(["```".to_owned()]).collect()
}

/// The statements, line by line; none where they are no Rust.
pub(super) fn printed(statements: &TokenStream) -> Vec<String> {
    let Ok(file) = syn::parse2::<syn::File>(quote!(fn example() { #statements })) else { return Vec::new() };
    let text = prettyplease::unparse(&file);
    let body = text.lines().skip(1).take_while(|line| *line != "}");
    body.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect()
}

/// A statement that ends in calls, each of which has a line of its own however short it is.
pub(super) fn chain(statement: &TokenStream, calls: &[TokenStream]) -> Vec<String> {
    let bare = |line: &String| line.trim_end_matches(';').to_owned();
    let mut lines: Vec<String> = printed(&quote!(#statement;)).iter().map(bare).collect();
    for call in calls {
        let printed = printed(&quote!(it #call;));
        lines.extend(printed.iter().map(|line| format!("    {}", bare(line).trim_start_matches("it"))));
    }
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

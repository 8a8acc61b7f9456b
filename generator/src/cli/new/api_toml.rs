//! Input: what is known of a new API. Output: the text of its api.toml.
//! Invariant: what is not behind a `#` is certain; what is becomes TOML when the `# ` is taken away; no text of a page leaves its
//! comment.

use std::fmt::Write as _;

use super::begun::Begun;
use super::facts::Facts;
use super::guess::Guess;

/// The file.
pub(super) fn text(source: &str, begun: &Begun, facts: &Facts) -> String {
    let mut text = String::new();
    comment(&mut text, &format!("What `fieldstone new` found in {source}."));
    comment(&mut text, "Every key: `fieldstone explain KEY`, or docs/configuration.md of fieldstone.");
    text.push('\n');
    let mut top = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", toml::Value::from(value.as_str()));
        }
    };
    top("title", &begun.title);
    top("docs", &begun.docs);
    if begun.title.is_some() || begun.docs.is_some() {
        text.push('\n');
    }
    found(&mut text, begun, facts);
    if begun.docs.is_none() {
        docs(&mut text, facts);
    }
    if let Some(from) = &begun.from {
        let _ = write!(text, "[fetch]\nfrom = [{}]\n\n", toml::Value::from(from.as_str()));
    }
    server(&mut text, facts);
    auth(&mut text, facts);
    for lines in &facts.components {
        comment(&mut text, "Guessed: a component of the vendor's own that may be a field.");
        code(&mut text, lines);
    }
    if !facts.without_call.is_empty() {
        comment(
            &mut text,
            "Only you can say: which call these pages document. They have fields, and no method and path.",
        );
    }
    for page in &facts.without_call {
        let page = toml::Value::from(page.as_str());
        code(&mut text, &format!("[[evidence]]\npage = {page}\nmethod = \"GET\"\npath = \"/...\""));
    }
    format!("{}\n", text.trim_end())
}

/// What the pages say, so that nobody has to.
fn found(text: &mut String, begun: &Begun, facts: &Facts) {
    comment(text, "Found on the pages, which needs no line here:");
    comment(text, &format!("- {}", facts.size));
    for (at, server) in facts.servers.iter().enumerate() {
        let which = if at == 0 && facts.servers.len() > 1 { ", which is the default" } else { "" };
        comment(text, &format!("- the API answers at {server}{which}"));
    }
    if let Some(auth) = &facts.auth {
        comment(text, &format!("- a caller proves who it is with {auth}"));
    }
    if let Some(docs) = facts.docs.as_ref().filter(|_| begun.docs.is_none()) {
        comment(text, &format!("- the documentation is at {docs}"));
    }
    text.push('\n');
}

fn docs(text: &mut String, facts: &Facts) {
    if facts.docs.is_some() {
        return;
    }
    match facts.docs_guesses.first() {
        Some(guess) => {
            comment(text, &format!("Guessed: where the documentation is published ({}).", told(guess)));
            code(text, &format!("docs = {}", toml::Value::from(guess.what.as_str())));
        }
        None => {
            comment(
                text,
                "Only you can say: where the documentation is published. Links in rustdoc begin with it, and `fetch` reads there.",
            );
            code(text, "docs = \"https://docs.example.com\"");
        }
    }
}

fn server(text: &mut String, facts: &Facts) {
    for why in &facts.refused {
        comment(text, &format!("Not taken: {why}."));
    }
    if !facts.servers.is_empty() {
        return;
    }
    match facts.server_guesses.as_slice() {
        [] => {
            comment(text, "Only you can say: where the API answers.");
            code(text, "[[server]]\nurl = \"https://api.example.com\"");
        }
        guesses => {
            comment(text, "Guessed: where the API answers. Credentials go there, so that it is yours to say.");
            for guess in guesses {
                comment(text, &format!("{}:", told(guess)));
                code(text, &format!("[[server]]\nurl = {}", toml::Value::from(guess.what.as_str())));
            }
        }
    }
}

fn auth(text: &mut String, facts: &Facts) {
    if facts.auth.is_some() {
        return;
    }
    match facts.auth_guesses.as_slice() {
        [] => {
            comment(text, "Only you can say: how a caller proves who it is: `bearer`, `basic`, `key` or `none`.");
            code(text, "[auth]\nkind = \"bearer\"");
        }
        [guess, ..] => {
            comment(text, &format!("Guessed: how a caller proves who it is ({}).", told(guess)));
            code(text, &scheme(&guess.what));
        }
    }
}

fn scheme(header: &str) -> String {
    match header {
        "authorization: bearer" => "[auth]\nkind = \"bearer\"".to_owned(),
        "authorization: basic" => "[auth]\nkind = \"basic\"".to_owned(),
        header => format!("[auth]\nkind = \"key\"\nin = \"header\"\nname = {}", toml::Value::from(header)),
    }
}

fn told(guess: &Guess) -> String {
    match guess.pages {
        1 => format!("written in {}", guess.first),
        2 => format!("written in {} and 1 more", guess.first),
        pages => format!("written in {} and {} more", guess.first, pages - 1),
    }
}

/// A sentence. Whatever it holds, it stays one comment.
fn comment(text: &mut String, sentence: &str) {
    let plain = annotate_snippets::normalize_untrusted_str(sentence);
    let words = plain.split_whitespace().collect::<Vec<_>>();
    let mut line = "#".to_owned();
    for word in words {
        if line.chars().count() + word.chars().count() >= 119 {
            let _ = writeln!(text, "{line}");
            line = "#".to_owned();
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(text, "{line}");
}

/// Lines of TOML, each behind a `# `, and an empty one.
fn code(text: &mut String, lines: &str) {
    for line in lines.lines() {
        let _ = writeln!(text, "# {}", annotate_snippets::normalize_untrusted_str(line));
    }
    text.push('\n');
}

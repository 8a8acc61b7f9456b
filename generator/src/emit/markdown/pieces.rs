//! Input: a piece of a page's text. Output: the same piece, fit for its place in Markdown.
//! Invariant: total, and nothing that comes out turns the direction of reading around or ends the line that it is on.

use crate::schema::unseen::is_unseen;

/// Elements that are markup when they stand in a sentence; any other `<word>` is text, such as a placeholder.
const HTML: &str = " a abbr address applet area article aside audio b base bdi bdo big blockquote body br button canvas \
    caption center cite code col colgroup data dd del details dfn dialog div dl dt em embed fieldset figcaption figure \
    font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li \
    link main map mark math menu meta nav noscript object ol optgroup option p param picture pre q s samp script section \
    select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th \
    thead title tr track tt u ul var video wbr ";

/// A plain text as code on one line.
pub(in crate::emit) fn code(text: &str) -> String {
    let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.is_empty() || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The address, where it leads to the web or to mail.
pub(in crate::emit) fn safe_url(url: &str) -> Option<String> {
    let lower = url.to_ascii_lowercase();
    if !["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len())
    {
        return None;
    }
    let mut safe = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'*+,;=%".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            safe.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(safe)
}

/// Line ends as `\n`, and nothing that is not seen or turns the direction of reading around.
pub(in crate::emit) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            '\n' => clean.push(c),
            c if is_unseen(c) => {}
            c => clean.push(c),
        }
    }
    clean
}

pub(in crate::emit) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Escapes what would make a line of text the start of a heading, a list, a quote, a table or a rule.
pub(in crate::emit) fn guard(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits).unwrap_or(("", line));
    if line.starts_with(['#', '+', '-', '=', '|', ':']) || digits > 0 && rest.starts_with(['.', ')']) {
        format!("{number}\\{rest}")
    } else {
        line.to_owned()
    }
}

/// The address at the start of a text. One that goes on with a placeholder (`.../{id}`) is no address.
pub(in crate::emit) fn bare_url(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let legal = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    let end = text.find(|c| !legal(c)).unwrap_or(text.len());
    let (url, rest) = text.split_at_checked(end)?;
    if rest.starts_with(['{', '<', '[']) {
        return None;
    }
    let mut url = url.trim_end_matches(|c: char| ".,;:!?'(*_~".contains(c));
    while url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
        url = url.trim_end_matches(')').trim_end_matches(|c: char| ".,;:!?'(*_~".contains(c));
    }
    url.strip_prefix(scheme)?.starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(url)
}

pub(in crate::emit) fn is_html(tag: &str) -> bool {
    let name: String =
        tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
    tag.starts_with("<!") || tag.starts_with("<?") || HTML.contains(&format!(" {} ", name.to_ascii_lowercase()))
}

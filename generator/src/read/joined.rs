//! Input: the text of a file that may be many pages, joined as sites offer them (`llms-full.txt`). Output: where each begins
//! and ends, and what it is called.
//! Invariant: a page begins with its title and its source, one below the other; nothing else parts a file.

use std::ops::Range;

/// One page of a joined file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) range: Range<usize>,
    /// The address that it says it has; none stands before the first page.
    pub(super) source: Option<String>,
}

/// The pages of a joined file; empty where the text is one page.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let starts = starts(text);
    let Some(first) = starts.get(1).and(starts.first()) else { return Vec::new() };
    let mut parts = Vec::new();
    if text.get(..first.0).is_some_and(|before| !before.trim_start_matches('\u{feff}').trim().is_empty()) {
        parts.push(Part { range: 0..first.0, source: None });
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    parts.extend(
        starts.iter().zip(ends).map(|((at, source), end)| Part { range: *at..end, source: Some(source.clone()) }),
    );
    parts
}

/// The path of a page inside the site, by its address; `docs` is where the site is published, as far as that is known.
pub(super) fn page_path(source: &str, docs: Option<&str>) -> Option<String> {
    let plain = source.split(['?', '#']).next().unwrap_or(source);
    let below = docs.and_then(|docs| plain.strip_prefix(docs)).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let path = match below {
        Some(path) => path,
        None => plain.split_once("://")?.1.split_once('/').map_or("", |(_, path)| path),
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let plain = parts.iter().all(|part| !part.contains(['\\', ':']) && !part.chars().all(|c| c == '.'));
    plain.then(|| if parts.is_empty() { "index".to_owned() } else { parts.join("/") })
}

/// Where the site is published, by the address of one of its pages.
pub(super) fn site(source: &str) -> Option<String> {
    let (scheme, rest) = source.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    Some(format!("{scheme}://{host}"))
}

/// Where pages begin, and the address of each.
fn starts(text: &str) -> Vec<(usize, String)> {
    let mut starts: Vec<(usize, String)> = Vec::new();
    // The title above, and the fence that is open with whether it was so at the title.
    let (mut title, mut fence): (Option<usize>, Option<&str>) = (None, None);
    let mut at = 0;
    // The next line of a fence, once it was looked for: it is the same for all titles before it.
    let mut ahead: Option<(usize, bool)> = None;
    for line in text.split_inclusive('\n') {
        let (start, words) = (at, line.trim_start_matches('\u{feff}').trim());
        at += line.len();
        if let Some(source) = title.and_then(|_| source(words)) {
            let begin = title.take().unwrap_or(start);
            let closes = fence.is_some_and(|open| {
                let known = ahead.filter(|(place, _)| *place >= at);
                let (place, closes) = known.unwrap_or_else(|| closes_soon(text, at, open));
                ahead = Some((place, closes));
                closes
            });
            if !closes {
                (fence, ahead) = (None, None);
                starts.push((begin, source.to_owned()));
            }
            continue;
        }
        if line.trim_start_matches('\u{feff}').starts_with("# ") {
            title = Some(start);
        } else if !words.is_empty() {
            title = None;
        }
        let marker = marker(words);
        match fence {
            Some(open) if marker.starts_with(open) && words.len() == marker.len() => (fence, ahead) = (None, None),
            None if !marker.is_empty() && !words.get(marker.len()..).unwrap_or("").contains('`') => {
                fence = Some(marker);
            }
            _ => {}
        }
    }
    starts
}

/// The backticks or tildes that a line begins with, where they are those of a fence.
fn marker(line: &str) -> &str {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'));
    let run = mark.map_or("", |mark| line.get(..line.len() - line.trim_start_matches(mark).len()).unwrap_or(""));
    if run.len() >= 3 { run } else { "" }
}

/// Where the next line behind `from` that is a fence's stands, and whether it closes one that begins with `open`. If it opens
/// another, the first was left open.
fn closes_soon(text: &str, from: usize, open: &str) -> (usize, bool) {
    let mut at = from;
    for line in text.get(from..).unwrap_or("").split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with(open) {
            return (at, marker(words).len() == words.len());
        }
        at += line.len();
    }
    (text.len(), false)
}

fn source(line: &str) -> Option<&str> {
    let address = line.strip_prefix("Source:").or_else(|| line.strip_prefix("URL:"))?.trim();
    let is_address = (address.starts_with("https://") || address.starts_with("http://")) && !address.contains(' ');
    is_address.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Vec<(String, Option<String>)> {
        let first = |part: &Part| text.get(part.range.clone()).unwrap().trim().lines().next().unwrap_or("").to_owned();
        parts(text).iter().map(|part| (first(part), part.source.clone())).collect()
    }

    fn two(between: &str) -> String {
        format!("# A\nSource: https://d.example/a\n\n{between}\n# B\n\nSource: https://d.example/b\r\ntext\n")
    }

    #[test]
    fn a_page_begins_with_its_title_and_its_source() {
        let page = |title: &str, path: &str| (title.to_owned(), Some(format!("https://d.example/{path}")));
        let both = vec![page("# A", "a"), page("# B", "b")];
        for between in ["", "## More\n# Response\n\ntext", "```bash\n# a comment\nls\n```", "```json\n{ never closed"] {
            let text = if between.contains("never") { two(between) + "```bash\nls\n```\n" } else { two(between) };
            assert_eq!(sources(&text), both, "{between}");
        }
        let text = format!("\u{feff}# Docs\n\n> All of them.\n\n{}", two(""));
        assert_eq!(sources(&text).first(), Some(&("\u{feff}# Docs".to_owned(), None)));
        let ranges: Vec<_> = parts(&text).into_iter().map(|part| part.range).collect();
        assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start) && ranges.last().unwrap().end == text.len());
    }

    #[test]
    fn one_page_is_one_page() {
        for text in [
            "# A\nSource: https://d.example/a\n\ntext\n",
            "# A\n\ntext\n\n# B\n\ntext\n",
            "# A\nSource: the book\n# B\nSource: the other\n",
            "# A\nSource: https://d.example/a\n```md\n# B\nSource: https://d.example/b\n```\n",
            "",
        ] {
            assert_eq!(parts(text), [], "{text}");
        }
    }

    #[test]
    fn a_page_has_the_path_of_its_address() {
        let path = |source: &str, docs: Option<&str>| page_path(source, docs);
        assert_eq!(path("https://d.example/api/x#y", None).unwrap(), "api/x");
        assert_eq!(path("https://d.example/docs/api/x/", Some("https://d.example/docs")).unwrap(), "api/x");
        assert_eq!(path("https://d.example/docs2/x", Some("https://d.example/docs")).unwrap(), "docs2/x");
        assert_eq!(path("https://d.example", None).unwrap(), "index");
        assert_eq!(path("https://d.example/../x", None), None);
        assert_eq!(site("https://d.example/a/b").unwrap(), "https://d.example");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_parted_whole(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "# A\n", "Source: https://a.b/c\n", "```\n", "```json\n", "~~~\n", "text\n", "\n", "# é\n", "<A>\n",
        ]), 0..24)) {
            let text = pieces.concat();
            let parts = parts(&text);
            let whole: String = parts.iter().map(|part| text.get(part.range.clone()).unwrap()).collect();
            proptest::prop_assert!(parts.is_empty() || whole.trim() == text.trim());
        }
    }
}

//! Input: a description, as Markdown. Output: its paragraphs, cut into sentences, and its lists.
//! Invariant: code blocks are left out, because what stands in them is a sample; inline code keeps its backticks.

use crate::read::pattern::patterns;

patterns! {
    LINK = r"\[([^\]\n]*)\]\([^)\n]*\)";
    CODE_TAG = r"(?i)</?(?:code|kbd)>";
    BREAK_TAG = r"(?i)<br\s*/?>";
    BULLET = r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?P<item>.+)$";
    /// A line that begins with a label begins a statement of its own: `Default: 5`.
    LABEL_LINE = r"^\s*[A-Z][A-Za-z]*(?: [A-Za-z]+){0,3}:(?:\s|$)";
}

/// What ends in a full stop and ends no sentence.
const ABBREVIATIONS: &[&str] = &["e.g", "i.e", "eg", "ie", "vs", "approx", "max", "min", "incl", "no", "ca"];

/// Longer descriptions are essays, and longer sentences are no statements about one field.
const MAX_DESCRIPTION: usize = 16 * 1024;

const MAX_SENTENCE: usize = 2_000;

#[derive(Debug, PartialEq)]
pub(crate) enum Block {
    Paragraph(String),
    Bullets(Vec<String>),
}

/// The paragraphs and lists of a description. A paragraph that ends in a colon goes on in the next one.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    if markdown.len() > MAX_DESCRIPTION {
        return Vec::new();
    }
    let text = markdown.replace("**", "").replace("\\_", "_").replace("\\|", "|");
    let text = LINK.replace_all(&text, "$1");
    let text = CODE_TAG.replace_all(&text, "`");
    let text = BREAK_TAG.replace_all(&text, "\n\n");
    let mut blocks: Vec<Block> = Vec::new();
    let mut fence: Option<&str> = None;
    // Whether the next line goes on with the block before it.
    let mut open = false;
    for line in text.lines() {
        let words = line.trim();
        if let Some(mark) = fence {
            if words.starts_with(mark) {
                fence = None;
            }
            continue;
        }
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark)) {
            fence = Some(mark);
            open = false;
            continue;
        }
        if words.is_empty() {
            open = false;
            continue;
        }
        if let Some(item) = BULLET.captures(line).and_then(|captures| captures.name("item")) {
            let item = item.as_str().trim().to_owned();
            match blocks.last_mut() {
                Some(Block::Bullets(items)) => items.push(item),
                _ => blocks.push(Block::Bullets(vec![item])),
            }
            open = true;
            continue;
        }
        let goes_on = open && !LABEL_LINE.is_match(words);
        match blocks.last_mut() {
            Some(Block::Paragraph(text)) if goes_on || text.ends_with(':') => join(text, words),
            Some(Block::Bullets(items)) if goes_on => {
                if let Some(item) = items.last_mut() {
                    join(item, words);
                }
            }
            _ => blocks.push(Block::Paragraph(words.to_owned())),
        }
        open = true;
    }
    blocks
}

fn join(text: &mut String, words: &str) {
    text.push(' ');
    text.push_str(words);
}

/// The sentences of a paragraph, without the mark that ends them. Inline code is not looked into.
pub(crate) fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        in_code ^= c == '`';
        let ends =
            !in_code && matches!(c, '.' | '!' | '?' | ';') && chars.peek().is_none_or(|(_, c)| c.is_whitespace());
        if !ends {
            continue;
        }
        let sentence = paragraph.get(start..at).unwrap_or_default();
        let last = sentence.rsplit([' ', '(', ',']).next().unwrap_or_default().to_lowercase();
        if c == '.' && ABBREVIATIONS.contains(&last.as_str()) {
            continue;
        }
        sentences.push(sentence.trim());
        start = at + c.len_utf8();
    }
    sentences.push(paragraph.get(start..).unwrap_or_default().trim());
    sentences.retain(|sentence| !sentence.is_empty() && sentence.len() <= MAX_SENTENCE);
    sentences
}

/// Every sentence of a description, those of list items included.
pub(crate) fn all_sentences(blocks: &[Block]) -> Vec<&str> {
    let texts = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(text) => std::slice::from_ref(text),
        Block::Bullets(items) => items.as_slice(),
    });
    texts.flat_map(|text| sentences(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_fences_are_told_apart() {
        let markdown = "Sort order.\nSecond **line**.\nDefault: `a`\n\nOne of:\n\n`a` or `b`\n\n- `x`: one\n  more\n- `y`\n\n```\nnot this\n```\n[Linked](/to) end";
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        assert_eq!(
            blocks(markdown),
            [
                paragraph("Sort order. Second line."),
                paragraph("Default: `a`"),
                paragraph("One of: `a` or `b`"),
                Block::Bullets(vec!["`x`: one more".to_owned(), "`y`".to_owned()]),
                paragraph("Linked end"),
            ]
        );
    }

    #[test]
    fn a_full_stop_inside_code_or_an_abbreviation_ends_no_sentence() {
        assert_eq!(
            sentences("A kind, e.g. one. Use `a. b` (max. 5). Costs 1.5 units; no more"),
            ["A kind, e.g. one", "Use `a. b` (max. 5)", "Costs 1.5 units", "no more"]
        );
    }
}

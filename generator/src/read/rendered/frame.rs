//! Input: a line. Output: whether it belongs to what surrounds every page: buttons, tabs, the foot.
//! Invariant: nothing that a vendor writes is on these lists.

const NOISE: &[&str] = &[
    "skip to main content",
    "copy page",
    "copy",
    "copyask ai",
    "ask ai",
    "copy pageask ai",
    "try it",
    "powered by mintlify",
    "powered bymintlify",
    "suggest edits",
    "raise issue",
    "suggest editsraise issue",
    "yesno",
    "on this page",
    "search...",
    "navigation",
    "search",
    "⌘k",
    "ctrl k",
    "⌘i",
    "send",
    "previous",
    "next",
    "assistant",
    "curl",
    "responses are generated using ai and may contain mistakes.",
    "show child attributes",
    "hide child attributes",
    "show properties",
    "hide properties",
    "expand all",
    "collapse all",
];

/// Whether `text` belongs to the frame and says nothing of the API.
pub(super) fn is_noise(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let lower = text.to_lowercase();
    NOISE.contains(&lower.as_str()) || lower.starts_with("last modified on ") || is_language_strip(&lower)
}

// The tabs over a sample: `cURLPythonJavaScriptPHPGoJavaRuby`.
fn is_language_strip(lower: &str) -> bool {
    let languages = [
        "curl",
        "python",
        "javascript",
        "php",
        "go",
        "java",
        "ruby",
        "node.js",
        "typescript",
        "c#",
        "powershell",
        "swift",
        "kotlin",
    ];
    let (mut rest, mut count) = (lower, 0);
    while let Some(shorter) = languages.iter().filter_map(|word| rest.strip_prefix(word)).min_by_key(|rest| rest.len())
    {
        rest = shorter;
        count += 1;
    }
    rest.is_empty() && count > 1
}

/// Whether the frame's foot begins here: behind it only samples are of the page.
pub(super) fn is_foot(text: &str) -> bool {
    text.get(..21).is_some_and(|start| start.eq_ignore_ascii_case("was this page helpful"))
}

/// `- Option 1`: the tabs of a union.
pub(super) fn is_option_tab(text: &str) -> bool {
    let Some(mut rest) = text.trim_start_matches(['-', ' ']).strip_prefix("Option ") else { return false };
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(behind) = rest.get(digits..).filter(|_| digits > 0) else { return false };
        if behind.is_empty() {
            return true;
        }
        let Some(next) = behind.trim_start().strip_prefix("Option ") else { return false };
        rest = next;
    }
}

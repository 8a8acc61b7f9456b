//! Input: a description. Output: whether it says that the field must be there.
//! Invariant: only what says so without a condition counts, and only where it is all that the sentence says.

use crate::read::pattern::patterns;

patterns! {
    /// `Required. The name`, `(required) The name`, `This field is required.`
    REQUIRED = concat!(
        r"(?i)^\W{0,3}(?:required|mandatory)(?:[.!)\]]|\s+[-–—]\s|\s*$)",
        r"|\((?:required|mandatory)\)\.?\s*$",
        r"|(?:^|[.!]\s+)(?:this|the) (?:field|parameter|property|value|attribute) is (?:required|mandatory)(?:[.!]|\s*$)",
    );
}

/// Whether a description, as plain text, says that its field is required.
pub(crate) fn is_required(text: &str) -> bool {
    REQUIRED.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::is_required;

    #[test]
    fn only_a_plain_word_requires() {
        for text in
            ["Required. The name.", "(required) The name", "The name (required)", "This field is required.", "required"]
        {
            assert!(is_required(text), "{text}");
        }
        for text in [
            "Required if `a` is set.",
            "Required for cards.",
            "The required name.",
            "Whether it is required.",
            "This field is required when `a` is set.",
            "Not required.",
            "Required: false",
        ] {
            assert!(!is_required(text), "{text}");
        }
    }
}

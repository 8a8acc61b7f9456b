//! Input: what a `fetch` call sends as its body. Output: the fields of the form, where it is one.
//! Invariant: a field is a file only where its value names one; what is not understood is a text.

use std::ops::Range;

use crate::read::code::request_sample::{FormEncoding, FormPart, MAX_SAMPLES, RequestSample};
use crate::read::mdx::{Brackets, balanced};

use super::Sample;

/// No form of a sample has more fields than this.
const MAX_FIELDS: usize = 256;

/// What the value of a field is called where it is a file.
const FILES: [&str; 5] = ["file", "blob", "createreadstream", "buffer", "upload"];

impl Sample<'_> {
    /// Reads the body as a form; `false` where it is none.
    pub(in crate::read::code) fn form(&self, value: Range<usize>, request: &mut RequestSample) -> bool {
        let written = self.slice(&value);
        let name = written.strip_suffix(".toString()").unwrap_or(written);
        let value = self.resolve(value.start..value.start + name.len());
        let source = self.slice(&value);
        let Some(constructor) = source.strip_prefix("new ") else { return false };
        let constructor = constructor.trim_start();
        let encoding = if constructor.starts_with("FormData(") {
            FormEncoding::Multipart
        } else if constructor.starts_with("URLSearchParams(") {
            FormEncoding::Pairs
        } else {
            return false;
        };
        request.encoding = Some(encoding);
        if encoding == FormEncoding::Pairs
            && let Some(object) = self.object(value.clone())
        {
            for (name, value) in self.members(object) {
                request.form.push(FormPart { name, is_file: false, span: self.span(&value) });
            }
        }
        if !name.starts_with("new ") {
            self.appended(name, request);
        }
        true
    }

    /// What `form.append(...)` and `form.set(...)` add.
    fn appended(&self, form: &str, request: &mut RequestSample) {
        for method in ["append", "set"] {
            let call = format!("{form}.{method}(");
            for (at, _) in self.text.match_indices(&call).take(MAX_SAMPLES) {
                let before = self.text.get(..at).and_then(|before| before.chars().next_back());
                if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.')) {
                    continue;
                }
                let open = at + call.len() - 1;
                let Some(end) = balanced(self.text.as_bytes(), open, Brackets::All) else { continue };
                let mut arguments = self.split(open + 1..end.saturating_sub(1)).into_iter();
                let Some(name) = arguments.next().and_then(|name| self.text_of(name)) else { continue };
                let value = arguments.next();
                let is_text = value.clone().and_then(|value| self.text_of(value)).is_some();
                let words = value.map(|value| self.slice(&value).to_lowercase()).unwrap_or_default();
                // A third argument is the name of a file.
                let is_file = !is_text && (arguments.next().is_some() || FILES.iter().any(|word| words.contains(word)));
                if request.form.len() < MAX_FIELDS && request.form.iter().all(|known| known.name != name.value) {
                    request.form.push(FormPart { name: name.value, is_file, span: name.span });
                }
            }
        }
        request.form.sort_by_key(|part| part.span.start);
    }
}

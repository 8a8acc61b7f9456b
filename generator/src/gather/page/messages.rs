//! Input: a block that is a whole HTTP message: a request line or a status line, headers, and what stands behind them.
//! Output: the sample of a call or of an answer that it is, in the draft.
//! Invariant: what is no JSON behind the headers is no body.

use crate::draft::credentials::CREDENTIALS;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::request::{BodyDraft, CallDraft};
use crate::draft::sample::Sample;
use crate::draft::section::Status;
use crate::gather::page::reader::Reader;
use crate::read::json;
use crate::read::page::CodeBlock;
use crate::read::pattern::patterns;
use crate::schema::media::essence;
use crate::schema::{AuthScheme, Evidence, KeyLocation, Origin};
use crate::shape::example;
use crate::source::Span;

patterns! {
    STATUS_LINE = r"(?i)^\s*HTTP/[0-9.]+[ \t]+([1-5][0-9][0-9])\b";
}

impl Reader<'_> {
    /// What stands behind the request line and the headers of a whole request.
    pub(crate) fn http_body(&mut self, block: &CodeBlock, claim: &EndpointClaim) {
        let (head, text) = parts(&block.text);
        let headers = self.headers_of_lines(head, block);
        let json = json::parse(text, block.span.file, block.span.start as usize + head.len()).ok();
        let query = self.query_of_line(head, block);
        if json.is_none() && headers.is_empty() {
            return;
        }
        let sample = json.map(|json| {
            let origin = self.draft.origin(example::classify(&json), json.span);
            Sample { title: None, json, origin }
        });
        let mut body = BodyDraft { samples: sample.into_iter().collect(), ..BodyDraft::default() };
        let (method, target, span) = (claim.method.clone(), claim.target.clone(), block.span);
        let mut auth = Vec::new();
        for header in &headers {
            auth.extend(self.credential(&header.name, &header.value, Evidence::RequestLine, span));
            if header.name.eq_ignore_ascii_case("content-type") {
                body.media_type.get_or_insert_with(|| essence(&header.value));
            }
        }
        self.draft.request.calls.push(CallDraft {
            method,
            target,
            evidence: Evidence::RequestLine,
            is_unreadable: false,
            span,
            auth,
            headers,
            query,
            body,
        });
    }

    /// Reads a block that is a whole answer, from its status line on; `false` where it is none.
    pub(crate) fn http_answer(&mut self, block: &CodeBlock) -> bool {
        let Some(status) = STATUS_LINE.captures(&block.text).and_then(|found| Status::parse(found.get(1)?.as_str()))
        else {
            return false;
        };
        let (head, text) = parts(&block.text);
        let origin = self.draft.origin(Evidence::Example, block.outer);
        let start = block.span.range().start + head.len();
        let span = Span::new(block.span.file, start..start + text.len());
        let is_json = text.trim_start().starts_with(['{', '[']);
        let samples = if is_json { self.json_samples(text, span, None) } else { Vec::new() };
        let response = self.draft.response(Some(status.key()));
        response.origin.get_or_insert(origin);
        response.samples.extend(samples);
        true
    }

    /// The credentials that a header of a sample is.
    pub(crate) fn credential(
        &self,
        name: &str,
        value: &str,
        evidence: Evidence,
        span: Span,
    ) -> Option<(AuthScheme, Origin)> {
        let scheme = if name.eq_ignore_ascii_case("authorization") { authorization(value) } else { None };
        let is_key = || CREDENTIALS.iter().any(|known| name.eq_ignore_ascii_case(known));
        let key = || AuthScheme::Key { location: KeyLocation::Header, name: name.to_lowercase() };
        let scheme = scheme.or_else(|| is_key().then(key))?;
        Some((scheme, self.draft.origin(evidence, span)))
    }
}

/// The head of a message, and what stands behind the empty line after it.
fn parts(text: &str) -> (&str, &str) {
    let ends = ["\n\n", "\n\r\n"].iter().filter_map(|empty| Some(text.find(empty)? + empty.len()));
    text.split_at_checked(ends.min().unwrap_or(text.len())).unwrap_or_default()
}

/// The scheme of an `Authorization` header as a sample shows it.
fn authorization(value: &str) -> Option<AuthScheme> {
    let scheme = value.split_whitespace().next()?;
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => Some(AuthScheme::Bearer),
        "basic" => Some(AuthScheme::Basic),
        _ => None,
    }
}

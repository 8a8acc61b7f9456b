//! Input: a sample of a call, or the lines of a whole request. Output: the headers and the query that it shows.
//! Invariant: they are what stands there; which of it is a parameter is decided later.

use crate::draft::request::Shown;
use crate::gather::page::reader::Reader;
use crate::read::code::RequestSample;
use crate::read::page::CodeBlock;
use crate::schema::Evidence;

impl Reader<'_> {
    /// The headers of a sample, and the pairs of its query.
    pub(crate) fn shown(&self, request: &RequestSample, evidence: Evidence) -> (Vec<Shown>, Vec<Shown>) {
        let headers = request.headers.iter().map(|(name, value, span)| {
            let origin = self.draft.origin(evidence, *span);
            Shown { name: name.trim().to_owned(), value: value.trim().to_owned(), origin }
        });
        let pairs = request.url.iter().flat_map(|url| {
            let origin = self.draft.origin(evidence, url.span);
            query(&url.value).map(move |(name, value)| Shown { name, value, origin: origin.clone() })
        });
        (headers.collect(), pairs.collect())
    }

    /// The query of a request line.
    pub(crate) fn query_of_line(&self, head: &str, block: &CodeBlock) -> Vec<Shown> {
        let line = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let target = line.split_whitespace().find(|word| word.contains('?')).unwrap_or_default();
        let origin = self.draft.origin(Evidence::RequestLine, block.span);
        query(target).map(|(name, value)| Shown { name, value, origin: origin.clone() }).collect()
    }

    /// The headers below a request line.
    pub(crate) fn headers_of_lines(&self, head: &str, block: &CodeBlock) -> Vec<Shown> {
        let lines = head.lines().skip_while(|line| line.trim().is_empty()).skip(1);
        let header = |line: &str| {
            let (name, value) = line.split_once(':')?;
            let origin = self.draft.origin(Evidence::RequestLine, block.span);
            Some(Shown { name: name.trim().to_owned(), value: value.trim().to_owned(), origin })
        };
        lines.take_while(|line| !line.trim().is_empty()).filter_map(header).collect()
    }
}

/// The pairs behind the `?` of a URL.
fn query(url: &str) -> impl Iterator<Item = (String, String)> {
    let text = url.split_once('?').map_or("", |(_, query)| query).split('#').next().unwrap_or_default();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn a_query_gives_its_pairs() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let found: Vec<_> = query("https://h/a?id=5&ids[]=7&x={x}&flag#z?b=1").collect();
        assert_eq!(found, [pair("id", "5"), pair("ids[]", "7"), pair("x", "{x}")]);
        assert_eq!(query("https://h/a").count(), 0);
    }
}

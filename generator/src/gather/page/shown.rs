//! Input: a sample of a call, or the lines of a whole request. Output: the headers and the query that it shows.
//! Invariant: they are what stands there; which of it is a parameter is decided later.

use crate::draft::request::ShownHeader;
use crate::gather::page::reader::Reader;
use crate::read::code::RequestSample;
use crate::read::page::CodeBlock;
use crate::schema::Evidence;

impl Reader<'_> {
    /// The headers of a sample, and the names and values of its query.
    pub(crate) fn shown(
        &self,
        request: &RequestSample,
        evidence: Evidence,
    ) -> (Vec<ShownHeader>, Vec<(String, String)>) {
        let headers = request.headers.iter().map(|(name, value, span)| {
            let origin = self.draft.origin(evidence, *span);
            ShownHeader { name: name.trim().to_owned(), value: value.trim().to_owned(), origin }
        });
        (headers.collect(), request.url.iter().flat_map(|url| query(&url.value)).collect())
    }

    /// The headers below a request line.
    pub(crate) fn headers_of_lines(&self, head: &str, block: &CodeBlock) -> Vec<ShownHeader> {
        let lines = head.lines().skip_while(|line| line.trim().is_empty()).skip(1);
        let header = |line: &str| {
            let (name, value) = line.split_once(':')?;
            let origin = self.draft.origin(Evidence::RequestLine, block.span);
            Some(ShownHeader { name: name.trim().to_owned(), value: value.trim().to_owned(), origin })
        };
        lines.take_while(|line| !line.trim().is_empty()).filter_map(header).collect()
    }
}

/// The pairs behind the `?` of a URL; what only stands for a value is none.
fn query(url: &str) -> Vec<(String, String)> {
    let text = url.split_once('?').map_or("", |(_, query)| query).split('#').next().unwrap_or_default();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let values = pairs.filter(|(_, value)| !value.is_empty() && !value.contains(['{', '<', '$']));
    values.map(|(name, value)| (name.trim_end_matches("[]").to_owned(), value.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn a_query_gives_its_pairs_and_no_stand_ins() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(query("https://h/a?id=5&ids[]=7&x={x}&flag#z?b=1"), [pair("id", "5"), pair("ids", "7")]);
        assert!(query("https://h/a").is_empty());
    }
}

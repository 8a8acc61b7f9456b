//! Input: the text of what lists pages: an llms.txt, or a sitemap. Output: the addresses in it, in order.
//! Invariant: whatever the text is there is a list; what is no address of the web is left out of it.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use url::Url;

use crate::read::links::links;

/// What stands at an address, as far as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An llms.txt.
    Index,
    /// All pages in one file.
    Joined,
    /// A sitemap, or a list of sitemaps.
    Sitemap,
    /// What may be an OpenAPI document.
    Document,
    /// A page.
    Page,
    /// Pictures and the like.
    Other,
}

/// Endings of what is no page.
const OTHERS: &[&str] = &[
    "avif",
    "bmp",
    "css",
    "csv",
    "eot",
    "gif",
    "gz",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "mjs",
    "mp3",
    "mp4",
    "pdf",
    "png",
    "rss",
    "svg",
    "tar",
    "tgz",
    "ttf",
    "wav",
    "webm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
    "zip",
];

/// What stands at an address.
pub(super) fn kind(url: &Url) -> Kind {
    let name = url.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    match (name.as_str(), name.rsplit_once('.').map(|(_, ending)| ending)) {
        ("llms.txt", _) => Kind::Index,
        ("llms-full.txt", _) => Kind::Joined,
        (_, Some("xml")) => Kind::Sitemap,
        (_, Some("json" | "yaml" | "yml")) => Kind::Document,
        (_, Some(ending)) if OTHERS.contains(&ending) => Kind::Other,
        _ => Kind::Page,
    }
}

/// The addresses that a list holds, each once; those without a host stand below `base`.
pub(super) fn addresses(kind: Kind, text: &str, base: &Url) -> Vec<Url> {
    let texts = if kind == Kind::Sitemap { locations(text) } else { links(text) };
    let mut seen = BTreeSet::new();
    let urls = texts.iter().filter_map(|text| base.join(text.trim()).ok()).map(|mut url| {
        url.set_fragment(None);
        url
    });
    urls.filter(|url| matches!(url.scheme(), "https" | "http") && seen.insert(url.to_string())).collect()
}

/// What an index calls the site: its first heading, where that is a name and no sentence.
pub(super) fn title(kind: Kind, text: &str) -> Option<String> {
    let heading = text.lines().find_map(|line| line.trim_start_matches('\u{feff}').strip_prefix("# "))?.trim();
    let is_name = kind == Kind::Index && !heading.is_empty() && heading.chars().count() <= 60;
    (is_name && !heading.chars().any(|c| c.is_control() || "[]<>`*".contains(c))).then(|| heading.to_owned())
}

/// What stands in `<loc>`. A text that breaks off ends there; nothing is declared and nothing expands.
fn locations(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    let (mut found, mut open) = (Vec::new(), None::<String>);
    loop {
        match reader.read_event() {
            Ok(Xml::Start(tag)) if tag.local_name().as_ref() == "loc" => open = Some(String::new()),
            Ok(Xml::End(tag)) if tag.local_name().as_ref() == "loc" => found.extend(open.take()),
            Ok(Xml::Text(part)) => {
                if let Some(open) = &mut open {
                    open.push_str(&part);
                }
            }
            Ok(Xml::CData(part)) => {
                if let Some(open) = &mut open {
                    open.push_str(&part);
                }
            }
            // An address has an `&` in it at most.
            Ok(Xml::GeneralRef(name)) => {
                if let Some(open) = open.as_mut().filter(|_| name.as_ref() == "amp") {
                    open.push('&');
                }
            }
            Ok(Xml::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(kind: Kind, text: &str) -> Vec<String> {
        let base = Url::parse("https://docs.acme.example/guide/llms.txt").unwrap();
        addresses(kind, text, &base).into_iter().map(String::from).collect()
    }

    #[test]
    fn an_index_lists_what_it_links_to_each_once() {
        let text = "# Acme\n\n> [Home](/)\n\n- [A](https://docs.acme.example/a.md#top): x\n- [A](/a.md)\n- [B](b.md \"t\")\n- <https://x.example/c>\n\
                    - [up](../../../etc/passwd)\n- [mail](mailto:a@b.c)\n- [file](file:///etc/passwd)\n- [here](#a)\n```\n[no](/no.md)\n```\n";
        let wanted = [
            "https://docs.acme.example/",
            "https://docs.acme.example/a.md",
            "https://docs.acme.example/guide/b.md",
            "https://x.example/c",
            "https://docs.acme.example/etc/passwd",
        ];
        assert_eq!(listed(Kind::Index, text), wanted);
    }

    #[test]
    fn a_sitemap_lists_its_locations_as_far_as_it_goes() {
        let text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]><urlset xmlns:i=\"x\"><url><loc> https://d.example/a?x=1&amp;y=2 </loc>\
                    <lastmod>2026</lastmod><i:image><i:loc>https://d.example/i.png</i:loc></i:image></url>\
                    <url><loc><![CDATA[https://d.example/b]]></loc></url><url><loc>https://d.example/&a;c</loc></url><url><loc>https://d.exa";
        let wanted =
            ["https://d.example/a?x=1&y=2", "https://d.example/i.png", "https://d.example/b", "https://d.example/c"];
        assert_eq!(listed(Kind::Sitemap, text), wanted);
    }

    #[test]
    fn an_address_says_what_it_is() {
        let of = |path: &str| kind(&Url::parse(&format!("https://d.example{path}")).unwrap());
        assert_eq!(of("/llms.txt"), Kind::Index);
        assert_eq!(of("/docs/LLMS-full.txt"), Kind::Joined);
        assert_eq!(of("/sitemap-1.xml"), Kind::Sitemap);
        assert_eq!(of("/openapi.yaml?x=a.png"), Kind::Document);
        assert_eq!(of("/logo.PNG"), Kind::Other);
        for path in ["/", "/a", "/a.md", "/v1.2", "/a.html"] {
            assert_eq!(of(path), Kind::Page, "{path}");
        }
    }
}

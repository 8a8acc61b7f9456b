//! Input: samples as pages show them. Output: the requests that they make.
//! Invariant: a body's place holds its text wherever the page writes it verbatim.

use proptest::prelude::*;

use super::*;
use crate::source::{SourceMap, Span, Spanned};

fn block(info: &str, text: &str) -> (CodeBlock, SourceMap) {
    let mut sources = SourceMap::new();
    let page = format!("```{info}\n{text}");
    let start = info.len() + 4;
    let file = sources.add("p", "p", page.clone());
    let span = Span::new(file, start..page.len());
    (CodeBlock { info: info.to_owned(), text: text.to_owned(), span, outer: Span::new(file, 0..page.len()) }, sources)
}

/// Method, address, headers, body, and whether the body stands at its place.
fn show(info: &str, text: &str) -> Vec<String> {
    let (block, sources) = block(info, text);
    let line = |sample: RequestSample| {
        let word = |word: &Option<Spanned<String>>| word.as_ref().map_or("-".to_owned(), |word| word.value.clone());
        let headers: Vec<_> = sample.headers.iter().map(|(name, value, _)| format!("{name}: {value}")).collect();
        let body = sample.body.as_ref().map_or(String::new(), |(text, span)| {
            let there = if sources.text(*span) == text { "there" } else { "elsewhere" };
            format!(" {text} {there}")
        });
        format!("{} {} {headers:?}{body}", word(&sample.method), word(&sample.url))
    };
    requests(&block).into_iter().map(line).collect()
}

#[test]
fn an_address_that_begins_with_a_variable_is_written_out() {
    let url = |info: &str, text: &str| {
        let calls = requests(&block(info, text).0).into_iter();
        calls.filter_map(|call| Some(call.url?.value)).collect::<Vec<_>>().join(" ")
    };
    let scripts = [
        ("js", "const BASE = \"https://a.b/v1/\";\nfetch(`${BASE}/x/${id}`)"),
        ("js", "let base = 'https://a.b/v1' // ours\nfetch(base + '/x/' + id)"),
        ("python", "BASE_URL: str = \"https://a.b/v1\"\nrequests.get(f\"{BASE_URL}/x/{id}\")"),
    ];
    for (info, text) in scripts {
        assert_eq!(url(info, text), "https://a.b/v1/x/{id}", "{text}");
    }
    for begin in ["$B", "${B}", "{{B}}"] {
        assert_eq!(url("sh", &format!("export B=https://a.b/v1\ncurl {begin}/x")), "https://a.b/v1/x", "{begin}");
    }
    assert_eq!(url("sh", "B=https://a.b/v1\ncurl \"$B/x?y=1\""), "https://a.b/v1/x?y=1");
    // What it is given twice, or not at all, is not known.
    assert_eq!(url("sh", "B=https://a.b\nB=https://c.d\ncurl $B/x"), "$B/x");
    assert_eq!(url("js", "const BASE = config.base;\nfetch(`${BASE}/x`)"), "{BASE}/x");
    assert_eq!(url("js", "const BASE = `https://${host}/v1`;\nfetch(`${BASE}/x`)"), "{BASE}/x");
    assert_eq!(url("sh", "B=https://a.b\ncurl $BASE/x"), "$BASE/x");
}

#[test]
fn info_strings_give_language_title_and_status() {
    let cases = [
        ("json 200", "json", "200", Some("200")),
        ("JSON 401 - Not allowed theme={null}", "json", "401 - Not allowed", Some("401")),
        ("json title=\"200 OK\" icon='x y' wrap lines {1,3-4}", "json", "200 OK", Some("200")),
        ("json Response 404", "json", "Response 404", Some("404")),
        ("json default", "json", "default", Some("default")),
        ("json Error (5xx)", "json", "Error (5xx)", Some("5xx")),
        ("bash First 200 rows theme={{\"a\": \"b c\"}}", "bash", "First 200 rows", None),
        ("js don't wrap", "js", "don't", None),
    ];
    for (text, language, title, status) in cases {
        let found = info(text);
        assert_eq!(
            (found.language.as_deref(), found.title.as_str(), found.status.as_deref()),
            (Some(language), title, status)
        );
    }
    assert_eq!(
        info("200 OK"),
        FenceInfo { language: None, title: "200 OK".to_owned(), status: Some("200".to_owned()) }
    );
}

#[test]
fn curl_spells_everything_out() {
    assert_eq!(
        show(
            "bash",
            "$ curl --request post \\  \n  --url 'https://a.b/v1/x?y=1' \\\r\n  --header \"Authorization: Bearer <token>\" \\\n  --data '{\n  \"a\": \"b c\"\n}'\n"
        ),
        ["POST https://a.b/v1/x?y=1 [\"Authorization: Bearer <token>\"] {\n  \"a\": \"b c\"\n} there"]
    );
}

#[test]
fn what_is_joined_to_an_address_is_part_of_it() {
    let cases = [
        ("'https://a.b/c/' + id", "https://a.b/c/{id}"),
        ("\"https://a.b/c/\" + encodeURIComponent(c.id) + '/d?e=' + e.toString()", "https://a.b/c/{c.id}/d?e={e}"),
        ("base + '/c'", "{base}/c"),
        ("`https://a.b/${c}` + \"/d\"", "https://a.b/{c}/d"),
        ("'https://a.b/c/' + (x ? 1 : 2)", "https://a.b/c/"),
        ("'https://a.b/c+d'", "https://a.b/c+d"),
    ];
    for (address, want) in cases {
        assert_eq!(show("js", &format!("fetch({address})")), [format!("GET {want} []")]);
    }
    assert_eq!(show("python", "requests.get(\"https://a.b/c/\" + str(id))"), ["GET https://a.b/c/{id} []"]);
}

#[test]
fn a_quote_that_nobody_closes_is_none_of_its_text() {
    let shown = show("bash", "curl https://a.b/c -d '{\"a\": 1}é");
    assert_eq!(shown, ["POST https://a.b/c [] {\"a\": 1}é there"]);
}

#[test]
fn curl_reads_what_stands_below_it() {
    assert_eq!(
        show("bash", "curl https://a.b/c -d @- <<'EOF'\n{ \"d\": 1 }\nEOF\ncurl https://a.b/e\n"),
        ["POST https://a.b/c [] { \"d\": 1 }\n there", "GET https://a.b/e []"]
    );
}

#[test]
fn curl_implies_its_method() {
    assert_eq!(
        show(
            "",
            "curl -s https://a.b/c?d=e&f=g | jq .\ncurl -sX DELETE https://a.b\ncurl https://a.b -d 'x=1' -dy=2\ncurl -G https://a.b/c --data-urlencode 'q=a b' -d n=1\ncurl -I https://a.b\n"
        ),
        [
            "GET https://a.b/c?d=e&f=g []",
            "DELETE https://a.b []",
            "POST https://a.b [] x=1&y=2 elsewhere",
            "GET https://a.b/c?q=a%20b&n=1 []",
            "HEAD https://a.b []",
        ]
    );
}

#[test]
fn curl_with_slips_lives_on() {
    assert_eq!(
        show("sh", "curl -X PUT https://a.b\n  -H 'A: b'\n  --max-time 5 -o out.json -d '{\"a\": 1\n"),
        ["PUT https://a.b [\"A: b\"] {\"a\": 1\n there"]
    );
    assert_eq!(show("php", "curl_setopt($ch, CURLOPT_URL, \"x\"); // curl it"), Vec::<String>::new());
}

#[test]
fn curl_knows_forms_and_passwords() {
    let (block, _) = block("bash", "curl -u me:secret -F file=@a.png -F 'name=b' https://a.b");
    let [sample] = &requests(&block)[..] else { panic!("one request") };
    assert!(sample.basic_auth);
    assert_eq!(fields(sample), ["file (file)", "name"]);
    assert_eq!(sample.encoding, Some(FormEncoding::Multipart));
    assert_eq!(sample.method.as_ref().unwrap().value, "POST");
}

#[test]
fn fetch_may_carry_the_method_in_its_address() {
    let text = "const response = await fetch(\n  \"POST /v1/items/{id}\",\n  {\n    method: \"post\", // as above\n    headers: { \"Content-Type\": \"application/json\", Authorization: `Bearer {token}` },\n    body: JSON.stringify({\n\"a\": [\"b\"]\n})\n  }\n);\n";
    assert_eq!(
        show("javascript", text),
        [
            "POST /v1/items/{id} [\"Content-Type: application/json\", \"Authorization: Bearer {token}\"] {\n\"a\": [\"b\"]\n} there"
        ]
    );
}

#[test]
fn fetch_may_take_its_parts_from_names() {
    let text = "const url = `https://a.b/${id}/c`;\nconst data = { a: 'b' };\nlet options = {\n  method: 'PATCH', headers: new Headers({'X-Key': KEY}), body: JSON.stringify(data)\n};\n\nfetch(url, options).then(r => r.json());\nprefetch('x');\n";
    assert_eq!(show("js", text), ["PATCH https://a.b/{id}/c [\"X-Key: KEY\"] { a: 'b' } there"]);
}

#[test]
fn fetch_without_options_gets() {
    assert_eq!(show("js", "fetch('https://a.b/' + id); fetch(address)"), ["GET https://a.b/{id} []", "- - []"]);
}

#[test]
fn an_address_that_goes_on_behind_its_text_has_the_place_of_the_text() {
    let (block, sources) = block("js", "fetch('https://a.b/' + é)");
    let url = requests(&block).remove(0).url.unwrap();
    assert_eq!(sources.text(url.span), "https://a.b/");
    let (block, sources) = self::block("js", "fetch(''é)");
    assert_eq!(sources.text(requests(&block).remove(0).url.unwrap().span), "");
}

#[test]
fn data_shows_no_requests() {
    assert_eq!(show("yaml GET /a", "source: |\n  curl https://a.b\n"), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sample_is_read_and_every_place_is_on_it(pieces in prop::collection::vec(prop::sample::select(vec![
        "curl ", "fetch(", "-X", "--data ", "-d", "'", "\"", "`", "\\", "\n", "{", "}", "(", ")", ",", ":", "${", "const a = ", "a", "é", "$'",
        "JSON.stringify(", "body", "headers", "method", "new URL(", ";", "//", " ", "https://a.b", "-F", "&", "#", "=", "\r",
    ]), 0..40)) {
        let text = pieces.concat();
        let (block, sources) = block("", &text);
        let page = sources.file(block.span.file).map_or("", |file| file.text());
        for sample in requests(&block) {
            let words = [sample.method.map(|m| m.span), sample.url.map(|u| u.span), sample.body.map(|b| b.1)];
            for span in words.into_iter().flatten().chain(sample.headers.iter().map(|h| h.2)) {
                prop_assert!(page.get(span.range()).is_some(), "{span:?} of {page:?}");
            }
        }
        info(&text);
    }
}

fn fields(sample: &RequestSample) -> Vec<String> {
    let shown = |part: &FormPart| format!("{}{}", part.name, if part.is_file { " (file)" } else { "" });
    sample.form.iter().map(shown).collect()
}

#[test]
fn curl_sends_pairs_and_whole_files() {
    let sent = |text: &str| requests(&block("bash", text).0).remove(0);
    let pairs = sent("curl https://a.b --data-urlencode 'q=a b' --data-urlencode name=b");
    assert_eq!((fields(&pairs), pairs.encoding), (vec!["q".to_owned(), "name".to_owned()], Some(FormEncoding::Pairs)));
    assert_eq!(pairs.method.unwrap().value, "POST");
    let query = sent("curl -G https://a.b --data-urlencode 'q=a'");
    assert_eq!((query.form.len(), query.encoding, query.url.unwrap().value.as_str()), (0, None, "https://a.b?q=a"));
    let behind = sent("curl https://a.b --data-urlencode 'q=a' -G");
    assert_eq!((behind.form.len(), behind.encoding, behind.url.unwrap().value.as_str()), (0, None, "https://a.b?q=a"));
    assert!(sent("curl -X PUT https://a.b --data-binary @a.png").upload.is_some());
    assert!(sent("curl https://a.b -d @a.json").upload.is_none());
    let put = sent("curl -T a.png https://a.b");
    assert!(put.upload.is_some() && put.method.unwrap().value == "PUT");
}

#[test]
fn fetch_sends_forms() {
    let sent = |text: &str| requests(&block("js", text).0).remove(0);
    let form = "const form = new FormData();\nform.append('title', 'x');\nform.append(\"doc\", input.files[0], 'a.pdf');\n\
        other.append('no', 1);\nfetch('https://a.b', { method: 'POST', body: form });";
    let form = sent(form);
    assert_eq!(
        (fields(&form), form.encoding),
        (vec!["title".to_owned(), "doc (file)".to_owned()], Some(FormEncoding::Multipart))
    );
    let pairs = sent("fetch('https://a.b', { method: 'POST', body: new URLSearchParams({ a: '1', 'b-c': x }) });");
    assert_eq!((fields(&pairs), pairs.encoding), (vec!["a".to_owned(), "b-c".to_owned()], Some(FormEncoding::Pairs)));
    let named =
        sent("const p = new URLSearchParams();\np.set('a', '1');\nfetch('https://a.b', { method: 'POST', body: p });");
    assert_eq!((fields(&named), named.encoding), (vec!["a".to_owned()], Some(FormEncoding::Pairs)));
    let text = sent(
        "const p = new URLSearchParams({ k: 'v' });\nfetch('https://a.b', { method: 'POST', body: p.toString() });",
    );
    assert_eq!((fields(&text), text.body), (vec!["k".to_owned()], None));
}

#[test]
fn what_a_shell_runs_is_no_request() {
    let count = |text: &str| requests(&block("bash", text).0).len();
    let runs = [
        "curl -fsSL https://get.example/install.sh | sh",
        "$ curl -fsSL https://get.example/install.sh | sudo -E bash -",
        "curl https://get.example/x \\\n  -L | tee log | /bin/zsh",
        "curl https://get.example/x | VERSION=2 bash -s -- --yes",
        "sh -c \"$(curl -fsSL https://get.example/install.sh)\"",
        "bash <(curl -s https://get.example/install.sh)",
        "eval \"$(curl https://get.example/env)\"",
    ];
    for text in runs {
        assert_eq!(count(text), 0, "{text}");
    }
    let asks = [
        "curl https://api.example/v1/things | jq .",
        "curl https://api.example/v1/things | python3 -m json.tool",
        "TOKEN=$(curl -s https://api.example/v1/token | jq -r .token)",
        "curl https://api.example/v1/shells -d name=bash",
        "curl https://api.example/v1/things\nbash run.sh",
    ];
    for text in asks {
        assert_eq!(count(text), 1, "{text}");
    }
}

#[test]
fn libraries_send_what_their_arguments_say() {
    assert_eq!(
        show(
            "python",
            "import requests\n\nurl = \"https://a.b/v1/x\"\npayload = {\"a\": True, 'b': None}\nheaders = {\"X-Key\": \"k\"}\n\nrequests.request(\"post\", url, json=payload, headers=headers)\nrequests.get(f\"https://a.b/{id}\", params={\"q\": \"c d\", \"n\": n})\nhttpx.put('https://a.b/c', data=json.dumps({'a': 1}))\n"
        ),
        [
            "POST https://a.b/v1/x [\"X-Key: k\"] {\"a\": true, 'b': null} elsewhere",
            "GET https://a.b/{id}?q=c+d&n=n []",
            "PUT https://a.b/c [] {'a': 1} there",
        ]
    );
    assert_eq!(
        show(
            "js",
            "import axios from 'axios';\nawait axios.post('https://a.b/x', { c: 1 }, { headers: { Auth: 'k' } });\naxios({ method: 'delete', url: `https://a.b/${id}` });\nconst config = { method: 'patch', url: 'https://a.b/y', data: JSON.stringify({ d: 2 }) };\naxios.request(config)\naxios.create()\nmy.axios.get('/no')\n"
        ),
        [
            "POST https://a.b/x [\"Auth: k\"] { c: 1 } there",
            "DELETE https://a.b/{id} []",
            "PATCH https://a.b/y [] { d: 2 } there",
        ]
    );
}

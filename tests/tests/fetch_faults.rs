//! Input: a hostile site on loopback, a fault at a time. Output: one line, an exit status, and the folder as it was.
//! Invariant: the table is the snapshot; every row is a server that does what its words say.

#[path = "support/desk.rs"]
mod desk;
#[path = "support/site.rs"]
mod site;

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use desk::Desk;
use site::{Question, Site, reply};

const MARKDOWN: (&str, &str) = ("content-type", "text/markdown");

/// What a row of the table is.
struct Fault {
    words: &'static str,
    /// More of api.toml, without which the row would take long or be large.
    config: &'static str,
    /// What the site does; the page `/a.md` is there before, fetched, and as it was.
    makes: fn(&Site),
}

/// The one page that does it, beside one that is fine.
fn page_does(site: &Site, does: impl Fn(&Question, &mut TcpStream) + Send + Sync + 'static) {
    site.page("/llms.txt", "- [a](/a.md)\n- [b](/b.md)\n");
    site.does("/b.md", does);
}

fn leads(site: &Site, to: &'static str) {
    page_does(site, move |_, stream| reply(stream, "302 Found", &[("location", to)], b""));
}

/// Gzip of so many MiB of nothing: stored blocks would be as large, so that it is one block of repeats.
fn bomb(mib: usize) -> Vec<u8> {
    // Dynamic tables are long to write: the fixed ones have a repeat of 258 bytes in 13 bits, one place back.
    let mut bits = Bits::default();
    bits.put(0b1, 1);
    bits.put(0b01, 2);
    bits.code(0x30, 8);
    for _ in 0..mib * ((1 << 20) / 258 + 1) {
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    bits.code(0, 7);
    let mut bytes = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];
    bytes.extend(bits.bytes);
    bytes.extend([0; 8]);
    bytes
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn bit(&mut self, bit: bool) {
        if self.used.is_multiple_of(8) {
            self.bytes.push(0);
        }
        *self.bytes.last_mut().unwrap() |= u8::from(bit) << (self.used % 8);
        self.used += 1;
    }

    /// The lowest bit first.
    fn put(&mut self, value: u32, count: u32) {
        (0..count).for_each(|at| self.bit(value >> at & 1 == 1));
    }

    /// The highest bit first, as codes are written.
    fn code(&mut self, value: u32, count: u32) {
        (0..count).rev().for_each(|at| self.bit(value >> at & 1 == 1));
    }
}

const FAULTS: &[Fault] = &[
    Fault { words: "nothing is there", config: "", makes: |site| site.remove("/llms.txt") },
    Fault {
        words: "the list is HTML",
        config: "",
        makes: |site| site.typed("/llms.txt", "text/html", "<!doctype html>"),
    },
    Fault { words: "the list is empty of links", config: "", makes: |site| site.page("/llms.txt", "# Acme\n") },
    Fault {
        words: "the list leads to another host",
        config: "",
        makes: |site| {
            site.does("/llms.txt", |_, stream| {
                reply(stream, "301 Moved", &[("location", "https://other.example/llms.txt")], b"")
            })
        },
    },
    Fault {
        words: "the list answers 500",
        config: "",
        makes: |site| site.does("/llms.txt", |_, stream| reply(stream, "500 Internal Server Error", &[], b"")),
    },
    Fault {
        words: "a page never ends its head",
        config: "timeout = 1",
        makes: |site| {
            page_does(site, |_, stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                std::thread::sleep(Duration::from_secs(5));
            });
        },
    },
    Fault {
        words: "a page comes a byte at a time",
        config: "timeout = 1",
        makes: |site| {
            page_does(site, |_, stream| {
                reply(stream, "200 OK", &[MARKDOWN, ("content-length", "100000")], b"");
                while stream.write_all(b"x").is_ok() {
                    std::thread::sleep(Duration::from_millis(50));
                }
            });
        },
    },
    Fault {
        words: "a page says that it is huge",
        config: "max-page-mib = 1",
        makes: |site| {
            page_does(site, |_, stream| reply(stream, "200 OK", &[MARKDOWN, ("content-length", "9000000000")], b"x"))
        },
    },
    Fault {
        words: "a page never ends",
        config: "max-page-mib = 1",
        makes: |site| {
            page_does(site, |_, stream| {
                reply(stream, "200 OK", &[MARKDOWN, ("transfer-encoding", "chunked")], b"");
                while stream.write_all(format!("10000\r\n{}\r\n", "x".repeat(0x10000)).as_bytes()).is_ok() {}
            });
        },
    },
    Fault {
        words: "a page is a bomb of gzip",
        config: "max-page-mib = 1",
        makes: |site| {
            page_does(site, |_, stream| reply(stream, "200 OK", &[MARKDOWN, ("content-encoding", "gzip")], &bomb(64)))
        },
    },
    Fault {
        words: "a page is packed as nobody asked for",
        config: "",
        makes: |site| {
            page_does(site, |_, stream| reply(stream, "200 OK", &[MARKDOWN, ("content-encoding", "br")], b"x"))
        },
    },
    Fault {
        words: "a page is broken gzip",
        config: "",
        makes: |site| {
            page_does(site, |_, stream| reply(stream, "200 OK", &[MARKDOWN, ("content-encoding", "gzip")], b"not gzip"))
        },
    },
    Fault {
        words: "many pages are too large together",
        config: "max-total-mib = 1",
        makes: |site| {
            let links = (0..30).map(|at| format!("- [p](/p{at}.md)\n"));
            site.page("/llms.txt", &links.collect::<String>());
            (0..30).for_each(|at| site.page(&format!("/p{at}.md"), &"text ".repeat(20_000)));
        },
    },
    Fault {
        words: "a page promises more than it has",
        config: "",
        makes: |site| {
            page_does(site, |_, stream| reply(stream, "200 OK", &[MARKDOWN, ("content-length", "1000")], b"# Short\n"))
        },
    },
    Fault {
        words: "a page in chunks breaks off",
        config: "",
        makes: |site| {
            page_does(site, |_, stream| {
                reply(stream, "200 OK", &[MARKDOWN, ("transfer-encoding", "chunked")], b"8\r\n# Short\n\r\n")
            });
        },
    },
    Fault { words: "a page is closed without a word", config: "", makes: |site| page_does(site, |_, _| {}) },
    Fault { words: "a page leads to itself", config: "", makes: |site| leads(site, "/b.md") },
    Fault {
        words: "a page leads on and on",
        config: "",
        makes: |site| {
            leads(site, "/step");
            site.does("/step", |_, stream| reply(stream, "307 Temporary Redirect", &[("location", "/b.md")], b""));
        },
    },
    Fault {
        words: "a page leads to another host",
        config: "",
        makes: |site| leads(site, "https://other.example/b.md"),
    },
    Fault {
        words: "a page leads to another port of this machine",
        config: "",
        makes: |site| leads(site, "http://127.0.0.1:1/b.md"),
    },
    Fault {
        words: "a page leads to a private address",
        config: "",
        makes: |site| leads(site, "https://10.0.0.7/b.md"),
    },
    Fault {
        words: "a page leads to a private address that is allowed by name",
        config: "hosts = [\"10.0.0.7\"]",
        makes: |site| leads(site, "https://10.0.0.7/b.md"),
    },
    Fault {
        words: "a page leads to the metadata of a cloud",
        config: "hosts = [\"169.254.169.254\"]",
        makes: |site| leads(site, "https://169.254.169.254/latest/meta-data"),
    },
    Fault {
        words: "a page leads to what is not encrypted",
        config: "hosts = [\"docs.acme.example\"]",
        makes: |site| leads(site, "http://docs.acme.example/b.md"),
    },
    Fault { words: "a page leads to a file", config: "", makes: |site| leads(site, "file:///etc/passwd") },
    Fault {
        words: "a page leads nowhere",
        config: "",
        makes: |site| page_does(site, |_, stream| reply(stream, "302 Found", &[], b"")),
    },
    Fault {
        words: "a page has another type",
        config: "",
        makes: |site| {
            site.page("/llms.txt", "- [a](/a.md)\n- [b](/b.md)\n");
            site.typed("/b.md", "image/png", "PNG");
        },
    },
    Fault {
        words: "a page is not UTF-8",
        config: "",
        makes: |site| page_does(site, |_, stream| reply(stream, "200 OK", &[MARKDOWN], b"# \xff\xfe\n")),
    },
    Fault {
        words: "a page that was fetched is HTML now",
        config: "",
        makes: |site| site.typed("/a.md", "text/html", "<!doctype html><p>Log in"),
    },
    Fault {
        words: "a page that was fetched is HTML now, and another is fine",
        config: "",
        makes: |site| {
            site.page("/llms.txt", "- [a](/a.md)\n- [b](/more/b.md)\n");
            site.typed("/a.md", "text/html", "<!doctype html><p>Log in");
            site.page("/more/b.md", "# B\n");
        },
    },
    Fault {
        words: "links lead out of the folder",
        config: "",
        makes: |site| {
            let links = [
                "../../../../etc/passwd",
                "%2e%2e/%2e%2e/x.md",
                "..%2f..%2fx.md",
                "/a/..%5c..%5cx.md",
                "/.git/config",
                "/con.md",
                "/A.md",
                "/a.md/x.md",
                "/docs.json",
                "//other.example/x.md",
                "file:///etc/passwd",
                "/x%00.md",
                "/c:/x.md",
            ];
            let links = links.map(|link| format!("- [x]({link})\n"));
            site.page("/llms.txt", &format!("- [a](/a.md)\n{}", links.concat()));
        },
    },
    Fault {
        words: "ten thousand links",
        config: "",
        makes: |site| {
            let links = (0..10_000).map(|at| format!("- [p](/p{at}.md)\n"));
            site.page("/llms.txt", &links.collect::<String>());
        },
    },
    Fault {
        words: "half of the pages answer 500",
        config: "",
        makes: |site| {
            let links = (0..10).map(|at| format!("- [p](/p{at}.md)\n"));
            site.page("/llms.txt", &links.collect::<String>());
            (0..10).for_each(|at| match at % 2 {
                0 => site.page(&format!("/p{at}.md"), "# Fine\n"),
                _ => site.does(&format!("/p{at}.md"), |_, stream| reply(stream, "500 Internal Server Error", &[], b"")),
            });
        },
    },
    Fault {
        words: "busy for ever",
        config: "",
        makes: |site| page_does(site, |_, stream| reply(stream, "429 Too Many Requests", &[("retry-after", "0")], b"")),
    },
    Fault {
        words: "busy for an hour",
        config: "",
        makes: |site| {
            page_does(site, |_, stream| reply(stream, "503 Service Unavailable", &[("retry-after", "3600")], b""))
        },
    },
    Fault {
        words: "not modified, and never sent",
        config: "",
        makes: |site| page_does(site, |_, stream| reply(stream, "304 Not Modified", &[], b"")),
    },
    Fault {
        words: "a head of a megabyte",
        config: "",
        makes: |site| {
            let long: &'static str = "x".repeat(1 << 20).leak();
            page_does(site, move |_, stream| reply(stream, "200 OK", &[MARKDOWN, ("x-long", long)], b"# B\n"));
        },
    },
    Fault {
        words: "no HTTP at all",
        config: "",
        makes: |site| page_does(site, |_, stream| drop(stream.write_all(b"SSH-2.0-OpenSSH\r\n"))),
    },
    Fault {
        words: "words for the terminal",
        config: "",
        makes: |site| site.page("/llms.txt", "- [a](/a.md)\n- [b](</\u{1b}[2Jb\u{202e}.md>)\n"),
    },
];

fn config(site: &Site, more: &str) -> String {
    format!("docs = \"{}\"\n[fetch]\n{more}\n", site.url())
}

/// What stands there once: one page, fetched.
fn begun() -> (Site, Desk) {
    let site = Site::new();
    site.page("/llms.txt", "- [a](/a.md)\n");
    site.page("/a.md", "# A\n");
    let desk = Desk::new(&[("docs-input/acme/api.toml", &config(&site, "")), ("docs-input/acme/own.md", "mine")]);
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!(status, 0, "{text}");
    (site, desk)
}

#[test]
fn each_fault_ends_with_a_line_a_status_and_the_folder_as_it_was() {
    let rows = std::thread::scope(|scope| {
        let runs = FAULTS.iter().map(|fault| {
            scope.spawn(move || {
                let (site, desk) = begun();
                desk.write("docs-input/acme/api.toml", &config(&site, fault.config));
                (fault.makes)(&site);
                let pages = |desk: &Desk| {
                    let mut files = desk.files("docs-input/acme");
                    files.remove("SOURCES.lock");
                    files.remove("more/b.md");
                    files
                };
                let before = pages(&desk);
                let (status, text) = desk.run(&["fetch", "acme"]);
                assert!(pages(&desk) == before, "{}: {text}", fault.words);
                assert!(
                    !text.contains("panicked") && !text.chars().any(|c| c == '\u{1b}' || c == '\u{202e}'),
                    "{text}"
                );
                // How much came of what never ends is nobody's promise.
                let cut = |line: &str| match line.split_once("; ") {
                    Some((counts, _)) if counts.contains(" of the site: ") => counts.to_owned(),
                    _ => line.to_owned(),
                };
                let lines = text.lines().map(cut);
                let lines = site.shown(&lines.collect::<Vec<_>>().join("\n"));
                format!(
                    "{}\n{}  [{status}]\n",
                    fault.words,
                    lines.lines().map(|line| format!("    {line}\n")).collect::<String>()
                )
            })
        });
        runs.collect::<Vec<_>>().into_iter().map(|run| run.join().unwrap()).collect::<Vec<_>>()
    });
    insta::assert_snapshot!("faults", rows.concat());
}

#[test]
fn a_site_that_is_gone_in_the_middle_is_told_with_what_came() {
    let site = Site::new();
    let links = (0..6).map(|at| format!("- [p](/p{at}.md)\n"));
    site.page("/llms.txt", &links.collect::<String>());
    let count = Arc::new(AtomicUsize::new(0));
    for at in 0..6 {
        let count = Arc::clone(&count);
        site.does(&format!("/p{at}.md"), move |_, stream| {
            if count.fetch_add(1, Ordering::SeqCst) < 3 {
                reply(stream, "200 OK", &[MARKDOWN], b"# P\n");
            }
        });
    }
    let desk = Desk::new(&[("docs-input/acme/api.toml", &config(&site, ""))]);
    let before = desk.files("docs-input/acme");
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 2 && text.contains("the connection was closed; and 2 more; 3 pages came"), "{text}");
    assert_eq!(desk.files("docs-input/acme"), before);
}

#[test]
fn a_busy_site_is_waited_for() {
    let (site, desk) = begun();
    let count = AtomicUsize::new(0);
    page_does(&site, move |_, stream| match count.fetch_add(1, Ordering::SeqCst) {
        0 => reply(stream, "429 Too Many Requests", &[("retry-after", "1")], b""),
        1 => reply(stream, "503 Service Unavailable", &[], b""),
        _ => reply(stream, "200 OK", &[MARKDOWN], b"# B\n"),
    });
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert_eq!(status, 0, "{text}");
    assert_eq!(desk.read("docs-input/acme/b.md"), "# B\n");
}

#[test]
fn a_site_that_does_not_speak_tls_is_told() {
    let (site, desk) = begun();
    desk.write("docs-input/acme/api.toml", &config(&site, "").replace("http://", "https://"));
    let (status, text) = desk.run(&["fetch", "acme"]);
    assert!(status == 2 && text.starts_with("error: `https://127.0.0.1:") && text.lines().count() == 1, "{text}");
    // What hears no HTTP has no question in its log.
    assert!(!site.asked().iter().any(|path| path.starts_with("/llms-full")), "{text}");
}

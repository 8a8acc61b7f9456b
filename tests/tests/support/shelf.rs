//! The ten pages of a library's API, as its site has them, by name.
//! Invariant: the suites that follow its changes begin with the same pages.

pub const PAGES: [(&str, &str); 10] = [
    ("get-book", include_str!("../changing_docs/site/get-book.mdx")),
    ("get-loan", include_str!("../changing_docs/site/get-loan.mdx")),
    ("lend-book", include_str!("../changing_docs/site/lend-book.mdx")),
    ("list-books", include_str!("../changing_docs/site/list-books.mdx")),
    ("list-loans", include_str!("../changing_docs/site/list-loans.mdx")),
    ("list-readers", include_str!("../changing_docs/site/list-readers.mdx")),
    ("move-copy", include_str!("../changing_docs/site/move-copy.mdx")),
    ("remove-reader", include_str!("../changing_docs/site/remove-reader.mdx")),
    ("renew-loan", include_str!("../changing_docs/site/renew-loan.mdx")),
    ("return-book", include_str!("../changing_docs/site/return-book.mdx")),
];

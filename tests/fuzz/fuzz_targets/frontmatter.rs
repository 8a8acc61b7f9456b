//! Any bytes for [`fieldstone_fuzz::frontmatter`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::frontmatter(bytes));

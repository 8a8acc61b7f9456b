//! Any bytes for [`fieldstone_fuzz::pages`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::pages(bytes));

//! Any bytes for [`fieldstone_fuzz::sources`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::sources(bytes));

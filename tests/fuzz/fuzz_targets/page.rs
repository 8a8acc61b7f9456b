//! Any bytes for [`fieldstone_fuzz::page`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::page(bytes));

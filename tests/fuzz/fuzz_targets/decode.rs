//! Any bytes for [`fieldstone_fuzz::decode`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::decode(bytes));

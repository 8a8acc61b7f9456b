//! Any bytes for [`fieldstone_fuzz::multipart`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::multipart(bytes));

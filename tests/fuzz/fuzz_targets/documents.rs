//! Any bytes for [`fieldstone_fuzz::documents`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::documents(bytes));

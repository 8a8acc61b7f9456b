//! Any bytes for [`fieldstone_fuzz::pipeline`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::pipeline(bytes));

//! Any bytes for [`fieldstone_fuzz::samples`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::samples(bytes));

//! Any bytes for [`fieldstone_fuzz::rendered`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::rendered(bytes));

//! Any bytes for [`fieldstone_fuzz::events`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::events(bytes));

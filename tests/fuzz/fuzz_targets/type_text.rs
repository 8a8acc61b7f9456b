//! Any bytes for [`fieldstone_fuzz::type_text`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fieldstone_fuzz::type_text(bytes));

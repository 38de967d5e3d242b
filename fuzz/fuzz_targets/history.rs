//! See `subtly::fuzzing::history`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use subtly::fuzzing::history;

fuzz_target!(|bytes: &[u8]| history(bytes));

//! See `subtly::fuzzing::decode`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use subtly::fuzzing::decode;

fuzz_target!(|bytes: &[u8]| decode(bytes));

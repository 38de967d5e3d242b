//! See `subtly::fuzzing::agreement`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use subtly::fuzzing::agreement;

fuzz_target!(|bytes: &[u8]| agreement(bytes));
